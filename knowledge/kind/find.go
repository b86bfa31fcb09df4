package kind

import (
	"strings"
	"time"

	"quoth/knowledge/dates"
	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

// Article is a text in which spans are found.
type Article struct {
	Text      string
	Language  string
	Published time.Time // of the text, or of the entry of a live blog; zero when unknown
}

// Find returns the spans of a sentence that are of the kind wanted, in order; they may
// overlap. The sentence and the spans are ranges of the article's text. There are none
// for kinds that need none (YesNo, Comparison, Anything).
func (w *Wanted) Find(a *Article, sentence text.Span) []Span {
	r := reading{article: a, start: sentence.Start, s: sentence.In(a.Text), english: a.Language == "" || strings.HasPrefix(a.Language, "en")}
	var found []Span
	switch k := w.Kind; {
	case k.Named():
		found = r.named(w)
	case k == Date:
		found = r.dates()
	case k == Duration:
		found = r.durations()
	case k.Numeric():
		found = r.amounts(w)
	case k == Reason, k == Manner:
		found = r.clauses(k)
	case k == Definition:
		found = r.definitions(w)
	case k == Statement:
		found = r.statements(w)
	}
	for i := range found {
		found[i].Start += sentence.Start
		found[i].End += sentence.Start
	}
	return found
}

// reading is a sentence while spans are found in it; all ranges are of the sentence.
type reading struct {
	article *Article
	start   int // of the sentence in the article
	s       string
	english bool
	terms   []text.Term // of the sentence, when read
}

// words are the terms of the sentence.
func (r *reading) words() []text.Term {
	if r.terms == nil {
		r.terms = text.AppendTerms(make([]text.Term, 0, 32), r.s, r.article.Language)
	}
	return r.terms
}

// low is word i of the sentence in lower case; "" beside it.
func (r *reading) low(i int) string {
	if i < 0 || i >= len(r.words()) {
		return ""
	}
	return strings.ToLower(r.words()[i].In(r.s))
}

// dates are the dates and times of the sentence.
func (r *reading) dates() []Span {
	var out []Span
	for _, e := range dates.FindIn(r.s, r.article.Language, r.article.Published) {
		if e.Type == dates.Duration { // "in two weeks"
			out = append(out, Span{Span: text.Span{Start: e.Start, End: e.End}, Fit: .3, Value: e.Value})
		}
		if e.Type != dates.Date && e.Type != dates.Time || strings.HasSuffix(e.Value, "_REF") {
			continue
		}
		sp := Span{Span: text.Span{Start: e.Start, End: e.End}, Fit: .8, Value: e.Value}
		if iso, g, ok := e.Date(); ok {
			sp.Value, sp.Fit = iso, 1
			if g == dates.Year {
				sp.Fit = .9
			}
		}
		if r.reported(e.Start) {
			sp.Fit *= reportedOn
		}
		out = append(out, sp)
	}
	return out
}

// reportedOn is what is left of the fit of a day on which something was said: it is seldom
// the one on which it happened.
const reportedOn = .7

// reported reports whether what begins at a place is the time of a verb of saying: "the
// agency announced Monday", "said in a statement on Friday".
func (r *reading) reported(at int) bool {
	terms := r.words()
	for i := len(terms) - 1; i >= 0; i-- {
		if terms[i].End > at {
			continue
		}
		if strings.ContainsAny(r.s[terms[i].End:at], ",;:”\"") || len(strings.Fields(r.s[terms[i].End:at])) > 4 {
			return false
		}
		if sayingWords[r.low(i)] {
			return true
		}
	}
	return false
}

// durations are the durations of the sentence.
func (r *reading) durations() []Span {
	var out []Span
	for _, e := range dates.FindIn(r.s, r.article.Language, r.article.Published) {
		if e.Type == dates.Duration {
			fit := 1.0
			if strings.ContainsRune(e.Value, 'X') { // a few years
				fit = .6
			}
			out = append(out, Span{Span: text.Span{Start: e.Start, End: e.End}, Fit: fit, Value: e.Value})
		}
	}
	return out
}

// named are the spans that name something.
func (r *reading) named(w *Wanted) []Span {
	var out []Span
	for _, n := range r.names() {
		sp := n.Span
		fit := r.fit(w, n)
		if fit >= .3 && fit < .8 && n.after != "of" && r.does(w, n.Span) {
			fit = .8
		}
		if w.Kind == Person && n.bare.Len() > 0 {
			sp = n.bare
		}
		if fit > 0 {
			out = append(out, Span{Span: sp, Fit: fit})
		}
	}
	if w.Noun != "" && w.Kind != Person && r.english {
		out = append(out, r.instances(w)...)
	}
	if w.Kind == Work || w.Kind == Thing {
		out = append(out, r.titles(w)...)
	}
	if w.Kind == Person && r.english {
		for _, sp := range r.roles() {
			if r.does(w, sp.Span) {
				sp.Fit = .8
			}
			out = append(out, sp)
		}
	}
	if w.Kind == Place && w.Noun == "" && r.english {
		out = append(out, r.spots()...)
	}
	return out
}

// does reports whether a span does what the question says of the one it asks for: the
// question's verb stands closely behind it, or before it with "by".
func (r *reading) does(w *Wanted, sp text.Span) bool {
	if w.Verb == "" || w.Object {
		return false
	}
	terms := r.words()
	for i, t := range terms {
		if t.Stem != w.Verb {
			continue
		}
		if t.Start > sp.End && !strings.ContainsAny(r.s[sp.End:t.Start], ",;:()“”\"—") && len(strings.Fields(r.s[sp.End:t.Start])) <= 3 ||
			i+1 < len(terms) && r.low(i+1) == "by" && sp.Start > t.End && sp.Start-t.End <= len(" by the ") {
			return true
		}
	}
	return false
}

// fit is how surely a name is of the kind wanted.
func (r *reading) fit(w *Wanted, n entity) float64 {
	known := n.class
	if w.Noun != "" && w.Kind != Person && r.english {
		switch {
		case r.instance(n, w):
			return 1
		case known&(lexicon.Country|lexicon.People) != 0 && w.Class&lexicon.Somewhere == 0: // "an American company"
		case r.calledNoun(n, w.Noun):
			return .97
		}
	}
	switch w.Kind {
	case Person:
		switch {
		case w.Noun != "" && r.calledNoun(n, w.Noun):
			return 1
		case n.person >= 1:
			return 1
		case n.person > 0:
			return .8
		case known&(lexicon.Team|lexicon.Organisation) != 0 || n.organisation:
			return .4
		case known&lexicon.Country != 0:
			return .3
		case known&(lexicon.Somewhere|lexicon.People|lexicon.Work|lexicon.Event) != 0 || n.place || n.event:
			return .15
		case n.digits || n.capitals:
			return .2
		case r.locative(n):
			return .15
		case !r.english && articles[r.low(n.first-1)]:
			return .35
		}
		return .5
	case Organisation:
		switch {
		case n.organisation || known&(lexicon.Organisation|lexicon.Outlet|lexicon.Team) != 0:
			return .8
		case n.person > 0:
			return .1
		case known&(lexicon.Somewhere|lexicon.People|lexicon.Work) != 0 || n.place:
			return .2
		}
		return .5
	case Team:
		switch {
		case known&lexicon.Team != 0:
			return 1
		case known&lexicon.Somewhere != 0 || n.place:
			return .6
		case n.person > 0:
			return .1
		}
		return .4
	case Place:
		if w.Noun != "" && w.Class&lexicon.Somewhere != 0 {
			// A country is asked for and this is none, so far as is known.
			if known&lexicon.Somewhere != 0 || n.person > 0 || known&lexicon.People != 0 || n.organisation {
				return .15
			}
			return .35
		}
		within := within[n.after] || r.locative(n)
		switch {
		case (known&lexicon.Somewhere != 0 && n.person < 1 || n.place) && within:
			return 1
		case known&lexicon.Somewhere != 0 && n.person < 1 || n.place:
			return .8
		case n.person > 0 || known&lexicon.People != 0:
			return .05
		case within:
			return .75
		case n.after == "from" || n.after == "to" || n.after == "off":
			return .5
		case !r.english && articles[r.low(n.first-1)]:
			return .2
		case !r.english: // cases and endings stand for prepositions
			return .4
		}
		return .2
	case Work:
		switch {
		case known&lexicon.Work != 0:
			return .9
		case n.person > 0 || known&(lexicon.Somewhere|lexicon.People|lexicon.Organisation|lexicon.Team) != 0:
			return .15
		}
		return .4
	}
	// A thing of a noun that is no name's class.
	switch {
	case w.Noun == "":
		return .5
	case n.person > 0 || known&(lexicon.Country|lexicon.State|lexicon.People|lexicon.Outlet) != 0:
		return .15
	}
	return .35
}
