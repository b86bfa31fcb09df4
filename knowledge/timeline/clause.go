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
	from := clause(f, s, r).Start
	words := recallWords[r.Language]
	for i := range s.Terms {
		if t := &s.Terms[i]; t.Start >= from && t.End <= f.Basis.Start && words[t.Stem] {
			return true
		}
	}
	return false
}

const (
	// breaks are the marks at which a clause ends.
	breaks = ",;:—–−"
	// opens is within how many bytes of its sentence a date begins that opens it, and directly
	// how many bytes behind it the mark is that parts it from its clause at most.
	opens, directly = 12, 8
)

// clause is the part of a fact's sentence, between marks, that names its date. A date that opens
// the sentence belongs to the clause behind its comma: "On Friday, …".
func clause(f *knowledge.Fact, s *topic.Sentence, r *article) knowledge.Range {
	c := s.Range
	if cut := strings.LastIndexAny(r.Text[s.Start:f.Basis.Start], breaks); cut >= 0 {
		c.Start += cut
	}
	behind := f.Basis.End
	if cut := strings.IndexAny(r.Text[behind:s.End], breaks); c.Start == s.Start && f.Basis.Start-s.Start < opens && cut >= 0 && cut < directly {
		_, mark := utf8.DecodeRuneInString(r.Text[behind+cut:])
		behind += cut + mark
	}
	if cut := strings.IndexAny(r.Text[behind:s.End], breaks); cut >= 0 {
		c.End = behind + cut
	}
	return c
}
