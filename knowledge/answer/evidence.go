package answer

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge/kind"
)

// evidence is one sign that the best sentence does or does not hold the answer,
// of about [0, 1].
//
// To add one, write its line in signs and learn anew, as with a feature.
type evidence struct {
	name string // its name in model.json
	of   func(r *ruling) float64
	doc  string // what it is, and its source
}

// signs are those of the ranking as a whole, of the question and of what it needs;
// every feature of the best sentence is a sign besides.
var signs = append([]evidence{
	{"constant", func(*ruling) float64 { return 1 }, "how likely an answer is at all"},
	{"score", func(r *ruling) float64 { return r.best.score / 20 }, "the score of the best sentence"},
	{"chance", func(r *ruling) float64 { return r.chance(func(c *candidate) bool { return c == r.best }) },
		"the best sentence's share of the softmax that the ranking was learned with"},
	{"article's chance", func(r *ruling) float64 {
		return r.chance(func(c *candidate) bool { return c.document == r.best.document })
	}, "the share of all sentences of its article"},
	{"answer's chance", (*ruling).answerChance, "the share of all sentences that give the same answering words"},
	{"other answer", (*ruling).otherAnswer, "how far it stands before the best sentence with other answering words"},
	{"margin", (*ruling).margin, "how far it stands before the best sentence of another article"},
	{"runner-up", func(r *ruling) float64 {
		if len(r.ranked) < 2 {
			return 1
		}
		return math.Min(r.best.score-r.ranked[1].score, 4) / 4
	}, "how far it stands before the next sentence"},
	{"context", func(r *ruling) float64 { return r.feature("held") + r.feature("near") + r.feature("titled") },
		"share of the weight that the sentence holds with its neighbours and the title"},
	{"open", func(r *ruling) float64 { return truth(!r.q.wanted.Kind.Found()) }, "what is asked for is of no kind that can be found"},
	{"asks name", func(r *ruling) float64 { return truth(r.q.wanted.Kind.Named()) }, "a name is asked for"},
	{"asks number", func(r *ruling) float64 { return truth(r.q.wanted.Kind.Numeric()) }, "a number or a time is asked for"},
	{"asks yes or no", func(r *ruling) float64 { return truth(r.q.wanted.Kind == kind.YesNo) }, "yes or no is asked for"},
	{"asks newest", func(r *ruling) float64 { return truth(r.q.when.newest) }, "the newest state is asked for"},
	{"asks result", func(r *ruling) float64 { return truth(r.q.when.result) }, "what has happened is asked for"},
	{"asks coming", func(r *ruling) float64 { return truth(r.q.when.coming) }, "what is to come is asked for"},
	{"asks for a person", asksFor(kind.Person), "a person is asked for"},
	{"asks for a place", asksFor(kind.Place), "a place is asked for"},
	{"asks for a day", asksFor(kind.Date), "a day or a time is asked for"},
	{"asks for a reason", asksFor(kind.Reason), "a reason is asked for"},
	{"asks for a meaning", asksFor(kind.Definition), "what something is is asked for"},
	{"asks for words", asksFor(kind.Statement), "what somebody said is asked for"},
	{fewArticles, func(r *ruling) float64 { return 1 / (1 + float64(r.q.resolved.Articles)/20) },
		"little is stored: 1/2 for twenty articles. What is found has few others beside it then, whether or not it answers"},
	{"follows", func(r *ruling) float64 { return truth(r.q.followUp) }, "the question leans on the talk"},
	{asWritten, func(r *ruling) float64 { return truth(r.q.writtenOut()) },
		"the question is a sentence from its capital to its mark: who takes the time knows the news and says all of it"},
	{"length", func(r *ruling) float64 { return math.Min(float64(len(strings.Fields(r.q.text))), 25) / 25 }, "how many words are asked in, small ones too"},
	{"terms", func(r *ruling) float64 { return math.Min(float64(len(r.q.terms)), 10) / 10 }, "how many words the question has"},
	{"premise", (*ruling).premise, "the rarest word of the question that neither the sentence nor its neighbours, title and heading hold, as a share of the weight"},
	{"premise of article", (*ruling).premiseOfArticle, "the same of the whole article"},
	{"untold", (*ruling).untold, "share of the weight of the words that are no names which the sentence and its neighbours hold in no form and no like meaning"},
	{"quote's chance", func(r *ruling) float64 {
		return r.chance(func(c *candidate) bool { return c == r.best || c == r.beside })
	}, "the share of the best sentence and of the one that is shown with it"},
	{"quote's premise", func(r *ruling) float64 { return r.missing(r.terms()) }, "the rarest word of the question that what is shown and the title do not hold, as a share of the weight"},
	{"quote's plain words", func(r *ruling) float64 { return r.q.share(r.best.m.plain, r.terms()) }, "share of the question's words that are no names which what is shown and the title hold"},
	{"companion typed", func(r *ruling) float64 {
		if r.beside == nil {
			return 0
		}
		return r.beside.typed().best.Fit
	}, "how surely something of the kind asked for stands in the sentence that is shown with the best"},
	{"all held", func(r *ruling) float64 {
		return truth(len(r.q.terms) > 1 && r.feature("held") > .999 && r.feature("fitting")+r.feature("fitting number") > 0)
	}, "holds every word of a question of two and more, and something of the kind that is asked for"},
}, slices.Concat(featureSigns(), wordEvidence)...)

// wordEvidence are those of the words that answer.
var wordEvidence = []evidence{
	{"words' chance", func(r *ruling) float64 {
		if r.words == nil {
			return 0
		}
		return r.words.chance
	}, "how surely the words that answer are told from the others that are shown"},
	{"words' score", func(r *ruling) float64 {
		if r.words == nil {
			return 0
		}
		return r.words.score / 10
	}, "their score"},
	{"no words", func(r *ruling) float64 { return truth(r.words == nil && r.q.wanted.Kind.Found()) }, "no words of the kind asked for are shown"},
}

// featureSigns are the features of the best sentence.
func featureSigns() []evidence {
	out := make([]evidence, len(table))
	for i, f := range table {
		out[i] = evidence{"best " + f.name, func(r *ruling) float64 { return r.best.vector[i] }, f.doc}
	}
	return out
}

// asksFor is a sign that a kind is asked for.
func asksFor(k kind.Kind) func(*ruling) float64 {
	return func(r *ruling) float64 { return truth(r.q.wanted.Kind == k) }
}

// writtenOut reports whether a question is a sentence from its capital to its mark.
func (q *question) writtenOut() bool {
	s := strings.TrimSpace(q.text)
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) && strings.HasSuffix(s, "?")
}

// made is a sign that is made of others.
type made struct {
	name string // its name in model.json
	of   func(signs []float64) float64
}

// madeSigns bend the weight of signs at knots (hinge functions: J. Friedman, Multivariate
// Adaptive Regression Splines, 1991), and let others weigh differently where the question is
// written out, little is stored or the news are old.
var madeSigns = func() []made {
	var out []made
	for _, name := range []string{"score", "chance", "quote's chance", "answer's chance", "words' chance", "quote's premise", "untold", "length", "best weeks", "best agreed answer",
		"best words gone", "best names gone", "best numbers gone", "best plain held", "best typed number", "best typed name", "best matched", "best mass"} {
		at := signIndex(name)
		for _, knot := range []float64{.25, .5, .75} {
			out = append(out, made{fmt.Sprintf("%s over %g", name, knot), func(signs []float64) float64 { return math.Max(0, signs[at]-knot) }})
		}
	}
	few := signIndex(fewArticles)
	for _, name := range []string{"score", "quote's chance", "answer's chance", "words' chance", "quote's premise", "untold", "margin", asWritten, "best weeks",
		"best agreed", "best names gone", "best plain held", "best held", "best typed name", "best typed number"} {
		at := signIndex(name)
		out = append(out, made{name + ", " + fewArticles, func(signs []float64) float64 { return signs[few] * signs[at] }})
	}
	weeks := signIndex("best weeks")
	for _, name := range []string{"all held", "quote's plain words", "quote's premise", "answer's chance", "quote's chance"} {
		at := signIndex(name)
		out = append(out, made{name + ", long ago", func(signs []float64) float64 { return signs[at] * (1 - signs[weeks]) }})
	}
	asked := signIndex(asWritten)
	for _, name := range []string{"score", "quote's chance", "answer's chance", "words' chance", "quote's premise", "best weeks", "best agreed", "best names gone", "best numbers gone"} {
		at := signIndex(name)
		out = append(out, made{name + ", " + asWritten, func(signs []float64) float64 { return signs[asked] * signs[at] }})
	}
	return out
}()

// asWritten is the name of the sign that the question is written out.
const asWritten = "written out"

// fewArticles is the name of the sign that little is stored.
const fewArticles = "few articles"

// signIndex is where a sign stands in signs.
func signIndex(name string) int {
	return slices.IndexFunc(signs, func(e evidence) bool { return e.name == name })
}

// derive appends what is made of signs.
func derive(signs []float64) []float64 {
	out := slices.Grow(slices.Clone(signs), len(madeSigns))
	for _, m := range madeSigns {
		out = append(out, m.of(signs))
	}
	return out
}

// weighed are the names of the signs and of what is made of them, in the order of derive.
var weighed = func() []string {
	var out []string
	for _, s := range signs {
		out = append(out, s.name)
	}
	for _, m := range madeSigns {
		out = append(out, m.name)
	}
	return out
}()

// terms is those of the question that the first quote, its companion and the title hold.
func (r *ruling) terms() uint64 {
	held := r.best.x.terms | r.best.scan.title
	if r.beside != nil {
		held |= r.beside.x.terms
	}
	return held
}

// feature is that feature of the best sentence.
func (r *ruling) feature(name string) float64 { return r.best.vector[featureIndex[name]] }

// margin is measured in the score, from which 4 on it no longer grows.
func (r *ruling) margin() float64 {
	other := math.Inf(-1)
	for _, c := range r.ranked {
		if c.document.ID != r.best.document.ID {
			other = c.score
			break
		}
	}
	return math.Min(r.best.score-other, 4) / 4
}

// chance is the share of the softmax over the scores that some sentences have.
func (r *ruling) chance(in func(*candidate) bool) float64 {
	some, all := 0.0, 0.0
	for _, c := range r.ranked {
		e := math.Exp(c.score - r.best.score)
		all += e
		if in(c) {
			some += e
		}
	}
	return some / all
}

// says is the answering words of a sentence in a form to compare; "" for none.
func says(c *candidate) string {
	t := c.typed()
	if t.best.Value != "" {
		return t.best.Value
	}
	if t.best.Len() == 0 {
		return ""
	}
	return foldWords(t.best.In(c.document.Text))
}

func (r *ruling) answerChance() float64 {
	answer := says(r.best)
	if answer == "" {
		return 0
	}
	return r.chance(func(c *candidate) bool { return says(c) == answer })
}

func (r *ruling) otherAnswer() float64 {
	answer := says(r.best)
	if answer == "" {
		return 0
	}
	for _, c := range r.ranked {
		if other := says(c); other != "" && other != answer {
			return math.Min(r.best.score-c.score, 4) / 4
		}
	}
	return 1
}

// missing is the largest weight of a term that is not held, as a share.
func (r *ruling) missing(held uint64) float64 {
	most := 0.0
	for i, t := range r.q.terms {
		if held>>i&1 == 0 {
			most = math.Max(most, t.weight)
		}
	}
	return most / r.best.m.total
}

func (r *ruling) premise() float64 {
	v := &r.best.view
	return r.missing(v.x.terms | v.beside | v.scan.title)
}

func (r *ruling) premiseOfArticle() float64 { return r.missing(r.best.scan.all) }

func (r *ruling) untold() float64 {
	v := &r.best.view
	plain, covered := 0.0, 0.0
	for i, t := range r.q.terms {
		if t.name || t.number {
			continue
		}
		plain += t.weight
		if (v.x.terms|v.beside|v.scan.title)>>i&1 == 1 {
			covered += t.weight
		}
	}
	if plain == 0 {
		return 0
	}
	return math.Max(0, 1-(covered+r.feature("soft")*v.m.total)/plain)
}
