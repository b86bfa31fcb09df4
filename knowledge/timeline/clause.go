package timeline

import (
	"strings"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/topic"
)

// recallWords are words, by language, that begin a clause which recalls another happening,
// to say when the one that the sentence tells was, or of whom it tells. Turkish puts them
// behind its dates.
var recallWords = stemmed(map[string][]string{
	"en": {"since", "after", "before", "following", "until", "which", "who", "whose", "that", "when", "where", "while", "because", "amid", "prior", "ahead", "aftermath"},
	"de": {"seit", "seitdem", "nach", "nachdem", "bevor", "bis", "als", "während", "weil"},
	"fr": {"depuis", "après", "avant", "qui", "dont", "lorsque", "quand", "où"},
	"es": {"desde", "tras", "después", "antes", "quien", "cuando", "donde", "hasta", "mientras"},
	"it": {"dopo", "prima", "quando", "dove", "mentre"},
	"pt": {"desde", "após", "depois", "antes", "quando", "onde", "até", "enquanto"},
	"ru": {"после", "до", "который", "когда", "где", "пока"},
})

// recallsDate reports whether the clause of a fact's sentence that names its date recalls
// what happened on it: "… since the dam broke on 5 May" tells of another day.
func recallsDate(f *knowledge.Fact, s *topic.Sentence, r *article) bool {
	if f.Basis.Kind == knowledge.ByDate {
		return false
	}
	return says(s, knowledge.Range{Start: clause(f, s, r).Start, End: f.Basis.Start}, recallWords[r.Language])
}

const (
	// opens is within how many bytes of its sentence a date begins that opens it, and directly
	// how many bytes behind it the mark is that parts it from its clause at most.
	opens, directly = 12, 8
)

// clause is the part of a fact's sentence, between marks, that names its date. A date that opens
// the sentence belongs to the clause behind its comma: "On Friday, …".
func clause(f *knowledge.Fact, s *topic.Sentence, r *article) knowledge.Range {
	c := s.Range
	if cut := lastBreak(r.Text[s.Start:f.Basis.Start]); cut >= 0 {
		c.Start += cut
	}
	behind := f.Basis.End
	if c.Start == s.Start && f.Basis.Start-s.Start < opens {
		if cut := firstBreak(r.Text[behind:s.End]); cut >= 0 && cut < directly {
			_, mark := utf8.DecodeRuneInString(r.Text[behind+cut:])
			behind += cut + mark
		}
	}
	if cut := firstBreak(r.Text[behind:s.End]); cut >= 0 {
		c.End = behind + cut
	}
	return c
}

// breaks reports whether a mark at which a clause ends stands at the start of what is not empty.
func breaks(s string) bool {
	switch s[0] {
	case ',', ';', ':':
		return true
	case "—"[0]: // as in "–" and "−"
		return strings.HasPrefix(s, "—") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "−")
	}
	return false
}

// firstBreak is where the first mark stands at which a clause ends, -1 for none.
func firstBreak(s string) int {
	for i := range len(s) {
		if breaks(s[i:]) {
			return i
		}
	}
	return -1
}

// lastBreak is where the last one stands.
func lastBreak(s string) int {
	for i := len(s) - 1; i >= 0; i-- {
		if breaks(s[i:]) {
			return i
		}
	}
	return -1
}
