package kind

import (
	"strings"

	"quoth/knowledge/text"
)

// cue is words after which a reason, a manner or a definition stands, and how surely.
type cue struct {
	words string
	fit   float64
}

var reasonCues = map[string][]cue{
	"en": {{"because of", 1}, {"because", 1}, {"due to", 1}, {"as a result of", 1}, {"caused by", 1}, {"citing", 1}, {"blamed on", .9}, {"attributed to", .9}, {"thanks to", .8},
		{"in order to", .9}, {"so that", .7}, {"so they could", .7}, {"stemming from", .9}, {"in response to", .9}, {"the reason", .8}, {"triggered by", 1}, {"sparked by", 1}, {"prompted by", 1},
		{"owing to", 1}, {"on suspicion of", .8}, {"accused of", .7}, {"over", .45}, {"after", .5}, {"following", .5}, {"amid", .5}, {"since", .35}, {"for", .25}, {"to", .2}, {"led to", .5},
		{"blames", .8}, {"blamed", .8}, {"as", .2}, {"from", .25}, {"died of", 1}, {"died from", 1}, {"complications", .6}},
	"de": {{"weil", 1}, {"wegen", 1}, {"aufgrund", 1}, {"da", .4}, {"um", .3}, {"nachdem", .5}, {"nach", .3}, {"denn", .7}, {"damit", .5}},
	"fr": {{"parce que", 1}, {"parce qu", 1}, {"à cause de", 1}, {"à cause du", 1}, {"en raison de", 1}, {"en raison du", 1}, {"en raison d", 1}, {"car", .7}, {"pour", .3}, {"après", .4}, {"afin de", .7}},
	"es": {{"porque", 1}, {"debido a", 1}, {"debido al", 1}, {"a causa de", 1}, {"por", .4}, {"ya que", .8}, {"para", .3}, {"tras", .4}},
	"it": {{"perché", 1}, {"a causa di", 1}, {"a causa del", 1}, {"a causa della", 1}, {"per", .3}, {"poiché", 1}, {"dopo", .4}},
	"pt": {{"porque", 1}, {"devido a", 1}, {"devido à", 1}, {"devido ao", 1}, {"por causa de", 1}, {"por causa da", 1}, {"por causa do", 1}, {"por", .4}, {"após", .4}, {"para", .3}},
	"ru": {{"потому что", 1}, {"из-за", 1}, {"из за", 1}, {"так как", .9}, {"поскольку", 1}, {"после", .4}, {"чтобы", .5}, {"ввиду", .9}},
	"tr": {{"çünkü", 1}, {"nedeniyle", 1}, {"yüzünden", 1}, {"sebebiyle", 1}, {"dolayı", 1}, {"için", .5}},
}

var mannerCues = map[string][]cue{
	"en": {{"by means of", 1}, {"by using", 1}, {"using", .9}, {"by", .5}, {"with the help of", 1}, {"through", .5}, {"via", .7}, {"thanks to", .6}, {"with", .35}, {"when", .4}, {"after", .4}, {"from", .3}, {"in", .15}},
	"de": {{"indem", 1}, {"mithilfe", 1}, {"durch", .6}, {"mit", .4}}, "fr": {{"en utilisant", 1}, {"grâce à", .8}, {"par", .5}, {"avec", .4}, {"en", .3}},
	"es": {{"mediante", 1}, {"usando", 1}, {"con", .4}, {"por", .4}}, "it": {{"mediante", 1}, {"usando", 1}, {"con", .4}, {"tramite", .9}},
	"pt": {{"mediante", 1}, {"usando", 1}, {"com", .4}, {"por", .4}}, "ru": {{"с помощью", 1}, {"путем", 1}, {"путём", 1}}, "tr": {{"ile", .5}, {"kullanarak", 1}, {"yoluyla", 1}},
}

// clauses are what stands behind the cues of a reason or a manner, up to where the
// clause ends.
func (r *reading) clauses(k Kind) []Span {
	language, _, _ := strings.Cut(r.article.Language, "-")
	if language == "" {
		language = "en"
	}
	cues := reasonCues[language]
	if k == Manner {
		cues = mannerCues[language]
	}
	lower := strings.ToLower(r.s)
	if len(lower) != len(r.s) {
		return nil
	}
	var out []Span
	for _, c := range cues {
		for at := 0; ; {
			i := strings.Index(lower[at:], c.words)
			if i < 0 {
				break
			}
			i += at
			at = i + len(c.words)
			if i > 0 && letterAt(lower, i-1) || letterAt(lower, at) {
				continue
			}
			end := clauseEnd(r.s, at)
			if fields := len(strings.Fields(r.s[at:end])); fields == 0 || fields < 2 && c.fit < .8 {
				continue
			}
			start := at + len(r.s[at:end]) - len(strings.TrimLeft(r.s[at:end], " ,:"))
			out = append(out, Span{Span: text.Span{Start: start, End: end}, Fit: c.fit})
		}
	}
	return out
}

// letterAt reports whether a letter or digit, or a part of one, stands at a place.
func letterAt(s string, i int) bool {
	return i >= 0 && i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' || s[i] >= '0' && s[i] <= '9' || s[i] >= 0x80 && s[i] != 0xe2)
}

// clauseEnd is where the clause that begins at a place ends: at a mark, or at the
// sentence's end.
func clauseEnd(s string, at int) int {
	for i := at; i < len(s); i++ {
		switch s[i] {
		case ',', ';', ':', '(', ')':
			if i > at+2 && (i+1 == len(s) || s[i+1] == ' ') {
				return i
			}
		case '.', '!', '?':
			if i+1 == len(s) || s[i+1] == ' ' && i > at+2 {
				return i
			}
		}
		if strings.HasPrefix(s[i:], " — ") || strings.HasPrefix(s[i:], " – ") || strings.HasPrefix(s[i:], "”") {
			return i
		}
	}
	return len(s)
}

// defining are the verbs between a thing and what it is, with what they may lead to.
var defining = []cue{{"is defined as", 1}, {"are defined as", 1}, {"is short for", 1}, {"stands for", 1}, {"refers to", 1}, {"refer to", 1}, {"is known as", .8}, {"also known as", .8},
	{"which means", .9}, {"means", .9}, {"meaning", .7}, {"is a type of", 1}, {"is a kind of", 1}, {"is a form of", 1}, {"is the", .6}, {"is a", .9}, {"is an", .9}, {"are a", .8}, {"was a", .7}, {"was an", .7},
	{"are the", .5}, {"are", .35}, {"is", .35}, {"was the", .5}, {"occurs when", .9}, {"happens when", .9}, {"marks", .5}, {"commemorates", .8}, {"celebrates", .6},
	{"ist ein", .9}, {"ist eine", .9}, {"ist der", .6}, {"ist die", .6}, {"est un", .9}, {"est une", .9}, {"es un", .9}, {"es una", .9}, {"è un", .9}, {"è una", .9}, {"é um", .9}, {"é uma", .9}, {"— это", 1}, {"это", .6}}

// definitions are what the sentence says that the subject is: behind "is a", behind a
// comma and an article, or in brackets.
func (r *reading) definitions(w *Wanted) []Span {
	lower := strings.ToLower(r.s)
	if len(lower) != len(r.s) || w.Subject == "" {
		return nil
	}
	subject := words(w.Subject)
	end := -1 // where the subject ends in the sentence
	for _, t := range r.words() {
		if len(subject) == 0 {
			break
		}
		if last := subject[len(subject)-1].fold; t.Stem == stem(last) || strings.HasPrefix(text.Fold(t.In(r.s)), last) {
			end = t.End
			break
		}
	}
	if end < 0 {
		return nil
	}
	var out []Span
	for _, c := range defining {
		i := strings.Index(lower[end:], " "+c.words+" ")
		if i < 0 || i > 60 {
			continue
		}
		start := end + i + len(c.words) + 2
		fit := c.fit
		if i > 25 {
			fit *= .6
		}
		out = append(out, Span{Span: text.Span{Start: start, End: clauseEnd(r.s, start)}, Fit: fit})
	}
	rest := strings.TrimLeft(r.s[end:], "”\"’'")
	skipped := len(r.s[end:]) - len(rest)
	for _, opening := range []string{", or ", ", a ", ", an ", ", the ", ", which ", " (", " — ", " – ", ": "} {
		if strings.HasPrefix(rest, opening) {
			start := end + skipped + len(opening)
			out = append(out, Span{Span: text.Span{Start: start, End: clauseEnd(r.s, start)}, Fit: .7})
		}
	}
	return out
}
