package kind

import (
	"strings"

	"quoth/knowledge/text"
)

// sayingWords are verbs of saying as a report has them, by language.
var sayingWords = set(`said says say told tells tweeted wrote added claimed argued announced warned promised admitted explained replied responded commented insisted
	noted stated acknowledged recalled testified posted joked declared suggested called described asked vowed urged predicted apologized apologised stressed
	sagte sagt erklärte teilte schrieb dit déclaré affirmé dijo afirmó declaró disse afirmou ha_detto dichiarato сказал сказала заявил заявила сообщил dedi söyledi açıkladı`)

// Speech is a statement in a sentence: what was said, and by whom.
type Speech struct {
	Words   text.Span // between quotation marks, or the clause that is reported
	Speaker text.Span // empty when a pronoun or nobody stands there
	Quoted  bool
}

// Speeches finds the statements of a sentence and who makes them: "WORDS," VERB NAME;
// NAME VERB (that) WORDS; according to NAME, WORDS.
func Speeches(a *Article, sentence text.Span) []Speech {
	r := reading{article: a, start: sentence.Start, s: sentence.In(a.Text), english: a.Language == "" || strings.HasPrefix(a.Language, "en")}
	found := r.speeches()
	for i := range found {
		for _, sp := range []*text.Span{&found[i].Words, &found[i].Speaker} {
			if sp.Len() > 0 {
				sp.Start += sentence.Start
				sp.End += sentence.Start
			}
		}
	}
	return found
}

func (r *reading) speeches() []Speech {
	terms := r.words()
	marks := quoted(r.s)
	inQuotes := func(at int) bool {
		for _, q := range marks {
			if q.Start <= at && at < q.End {
				return true
			}
		}
		return false
	}
	var speaker, verb text.Span
	names := r.names()
	for i := range terms {
		if inQuotes(terms[i].Start) {
			continue
		}
		word := r.low(i)
		accord := word == "according" && r.low(i+1) == "to"
		if !sayingWords[word] && !accord {
			continue
		}
		verb = terms[i].Span
		best := 1 << 20
		for _, n := range names {
			if inQuotes(n.Start) {
				continue
			}
			gap := n.Start - verb.End
			if gap < 0 {
				if accord {
					continue
				}
				gap = verb.Start - n.End
				if strings.ContainsAny(strings.TrimPrefix(r.s[min(n.End, verb.Start):verb.Start], ","), ";“\"") {
					continue
				}
			}
			if gap >= 0 && gap < best && gap < 80 {
				best, speaker = gap, n.bare
			}
		}
		break
	}
	var out []Speech
	for _, q := range marks {
		// “WORDS” — NAME; "WORDS:" NAME to NAME
		for _, n := range names {
			if speaker.Len() == 0 && n.Start >= q.End && strings.Trim(r.s[q.End:n.Start], " \"”’':,—–-") == "" {
				speaker = n.bare
			}
		}
		if len(strings.Fields(q.In(r.s))) >= 3 {
			out = append(out, Speech{Words: q, Speaker: speaker, Quoted: true})
		}
	}
	if len(out) == 0 && verb.Len() > 0 {
		words := text.Span{Start: verb.End, End: len(r.s)}
		if verb.End > len(r.s)*2/3 { // WORDS, NAME said.
			words = text.Span{Start: 0, End: min(verb.Start, max(speaker.Start, 0))}
			if speaker.Len() == 0 || words.Len() <= 0 {
				words = text.Span{Start: 0, End: verb.Start}
			}
		}
		if sp := trim(r.s, words); sp.Len() > 0 {
			out = append(out, Speech{Words: sp, Speaker: speaker})
		}
	}
	return out
}

// trim takes space and stops off a range.
func trim(s string, sp text.Span) text.Span {
	in := sp.In(s)
	sp.Start += len(in) - len(strings.TrimLeft(in, " ,:"))
	sp.End -= len(in) - len(strings.TrimRight(in, " ,.;"))
	if sp.End < sp.Start {
		sp.End = sp.Start
	}
	return sp
}

// statements are the words that the speaker asked for says in the sentence. Where the
// sentence does not name who speaks, they may be that one's.
func (r *reading) statements(w *Wanted) []Span {
	var out []Span
	for _, sp := range r.speeches() {
		fit := .45
		if sp.Quoted {
			fit = .6
		}
		if speaker := sp.Speaker.In(r.s); speaker != "" && w.Speaker != "" {
			if shares(speaker, w.Speaker) {
				fit = .9
				if sp.Quoted {
					fit = 1
				}
			} else {
				fit = .15
			}
		}
		out = append(out, Span{Span: sp.Words, Fit: fit})
	}
	return out
}

// shares reports whether two phrases have a word of their own in common.
func shares(a, b string) bool {
	for _, x := range words(a) {
		if text.Stopword(x.fold, "en") {
			continue
		}
		for _, y := range words(b) {
			if x.fold == y.fold || len(x.fold) > 3 && (x.fold+"s" == y.fold || y.fold+"s" == x.fold) {
				return true
			}
		}
	}
	return false
}
