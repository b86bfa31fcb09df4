package answer

import (
	"slices"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/kind"
	"quoth/knowledge/text"
)

// longestAnswer is the longest range that is shown as the words that answer, in bytes:
// more is read as the sentence itself.
const longestAnswer = 60

// typed is what a sentence holds of the kind that is asked for.
type typed struct {
	all  []found // such spans that are news to the question, in order
	best found   // the one that answers most likely, seen for itself; empty when there is none
}

// found is a span of the kind that is asked for.
type found struct {
	kind.Span
	saying   string  // what it says in a form to compare; see saying
	near     float64 // share of the question's weight close to it, in [0, 1]
	doing    float64 // how surely it stands where the question's verb has what is asked for, in [0, 1]
	opposing float64 // 1 for the time of an end where the question asks for the beginning, or the reverse
}

// score is how likely it answers beside the others of its sentence.
func (f *found) score() float64 { return f.Fit + nearness*f.near + beside*f.doing - unlike*f.opposing }

// typed looks for what is asked for in the sentence.
func (v *view) typed() *typed {
	if v.kindly == nil {
		v.kindly = v.q.find(v.document, v.document.Sentences[v.at], v.terms)
	}
	return v.kindly
}

// untyped reports whether the sentence can't answer, since an answer needs something of
// the kind that is asked for and it holds nothing that may be.
func (v *view) untyped() bool { return v.q.wanted.Kind.Needed() && v.typed().best.Fit < surelyTyped }

// find looks for what is asked for in a sentence of an article, whose words are terms.
func (q *question) find(d *knowledge.Document, r knowledge.Range, terms func() []text.Term) *typed {
	article := kind.Article{Text: d.Text, Language: d.Language, Published: d.Published}
	if post, ok := d.Post(r); ok && !post.Published.IsZero() {
		article.Published = post.Published
	}
	out := &typed{}
	spans := q.wanted.Find(&article, text.Span{Start: r.Start, End: r.End})
	if q.wanted.Said {
		spans = q.speaker(&article, d, r)
	}
	for _, sp := range spans {
		if q.known(sp.In(d.Text), d.Language) {
			continue
		}
		within := text.Span{Start: sp.Start - r.Start, End: sp.End - r.Start}
		f := found{Span: sp, saying: q.saying(sp, d.Text), near: q.closeness(terms(), within)}
		if q.same != nil {
			f.opposing = q.opposing(terms(), within)
		}
		if q.wanted.Verb != "" && q.wanted.Kind.Named() {
			f.doing = q.doing(d.Text[r.Start:r.End], terms(), within)
		}
		out.all = append(out.all, f)
		if f.score() > out.best.score() {
			out.best = f
		}
	}
	return out
}

const (
	// nearness is what the words of the question close to a span count beside how surely
	// it is of the kind.
	nearness = .6
	// beside is what it counts that a name stands where the verb of the question has the
	// one that is asked for.
	beside = .4
	// unlike is what it counts that a time is that of the end where the question asks for
	// the beginning, or the reverse.
	unlike = .5
)

// opposing is 1 where the nearest word of a beginning or an end before a span is not of the
// sense of the question.
func (q *question) opposing(terms []text.Term, sp text.Span) float64 {
	for _, t := range slices.Backward(terms) {
		switch {
		case t.Start >= sp.Start:
		case q.same[t.Stem]:
			return 0
		case q.opposite[t.Stem]:
			return 1
		}
	}
	return 0
}

// doing is how surely a span stands on the side of the question's verb where the one
// stands that is asked for: before it, or behind it and "by"; behind it when the question
// asks to whom it was done.
func (q *question) doing(s string, terms []text.Term, sp text.Span) float64 {
	best := 0.0
	for i, t := range terms {
		if t.Stem != q.wanted.Verb {
			continue
		}
		passive := i+1 < len(terms) && strings.EqualFold(terms[i+1].In(s), "by")
		gap := t.Start - sp.End
		if q.wanted.Object != passive || passive {
			gap = sp.Start - t.End
		}
		if gap >= 0 {
			best = max(best, 1/(1+float64(gap)/15))
		}
	}
	return best
}

// known reports whether a span says what the question itself says: all of its words, or
// the surname of a person whose full name it is.
func (q *question) known(words, language string) bool {
	terms := text.AppendTerms(nil, words, language)
	if n := len(terms); n > 0 && (q.wanted.Kind == kind.Person || q.wanted.Kind == kind.Thing) && !strings.Contains(words, " of ") {
		if held := q.holds(terms[n-1].Stem); held && !strings.HasSuffix(q.wanted.Noun, strings.ToLower(terms[n-1].In(words))) {
			return true
		}
	}
	for _, t := range terms {
		if !q.holds(t.Stem) && !t.Stop {
			return false
		}
	}
	return true
}

// holds reports whether a word is of the question or of what it leans on; the names that
// were answered may answer again: "who said that?".
func (q *question) holds(stem string) bool {
	i, ok := q.index[stem]
	return ok && q.terms[i].lent != lentNames
}

// closeness is the share of the question's weight that stands near a span, less the
// farther it stands.
func (q *question) closeness(terms []text.Term, sp text.Span) float64 {
	sum, all := 0.0, 0.0
	seen := uint64(0)
	for _, t := range q.terms {
		all += t.weight
	}
	for _, t := range terms {
		i, ok := q.index[t.Stem]
		if !ok || seen&(1<<i) != 0 {
			continue
		}
		seen |= 1 << i
		gap := max(sp.Start-t.End, t.Start-sp.End, 0)
		sum += q.terms[i].weight / (1 + float64(gap)/20)
	}
	if all == 0 {
		return 0
	}
	return sum / all
}

// surelyTyped is the fit from which on a sentence is taken to hold what is asked for.
const surelyTyped = .3
