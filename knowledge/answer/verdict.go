package answer

import (
	"math"
	"sort"

	"quoth/knowledge/kind"
)

const (
	// sure is the confidence from which on the verdict is an answer.
	sure = .55
	// closeBy is the share of the question's weight that a sentence with its
	// neighbours and title has to hold to be shown as the nearest.
	closeBy = .25
)

// ruling is what evidence looks at: ranked sentences, of which there is at least
// one.
type ruling struct {
	q      *question
	ranked []*candidate
	best   *candidate
	beside *candidate // its companion; nil for none
}

// shown is the terms that the first quote, its companion and the title hold.
func (r *ruling) shown() uint64 {
	held := r.best.x.terms | r.best.scan.title
	if r.beside != nil {
		held |= r.beside.x.terms
	}
	return held
}

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
	{"terms", func(r *ruling) float64 { return math.Min(float64(len(r.q.terms)), 10) / 10 }, "how many words the question has"},
	{"premise", (*ruling).premise, "the rarest word of the question that neither the sentence nor its neighbours, title and heading hold, as a share of the weight"},
	{"premise of article", (*ruling).premiseOfArticle, "the same of the whole article"},
	{"untold", (*ruling).untold, "share of the weight of the words that are no names which the sentence and its neighbours hold in no form and no like meaning"},
	{"quote's chance", func(r *ruling) float64 {
		return r.chance(func(c *candidate) bool { return c == r.best || c == r.beside })
	}, "the share of the best sentence and of the one that is shown with it"},
	{"quote's premise", func(r *ruling) float64 { return r.missing(r.shown()) }, "the rarest word of the question that what is shown and the title do not hold, as a share of the weight"},
	{"quote's plain words", func(r *ruling) float64 { return r.q.share(r.best.m.plain, r.shown()) }, "share of the question's words that are no names which what is shown and the title hold"},
	{"companion typed", func(r *ruling) float64 {
		if r.beside == nil {
			return 0
		}
		return r.beside.typed().best.Fit
	}, "how surely something of the kind asked for stands in the sentence that is shown with the best"},
	{"all held", func(r *ruling) float64 {
		return truth(len(r.q.terms) > 1 && r.feature("held") > .999 && r.feature("fitting")+r.feature("fitting number") > 0)
	}, "holds every word of a question of two and more, and something of the kind that is asked for"},
}, featureSigns()...)

// featureSigns are the features of the best sentence.
func featureSigns() []evidence {
	out := make([]evidence, len(table))
	for i, f := range table {
		out[i] = evidence{"best " + f.name, func(r *ruling) float64 { return r.best.vector[i] }, f.doc}
	}
	return out
}

// feature is that feature of the best sentence.
func (r *ruling) feature(name string) float64 { return r.best.vector[featureIndex[name]] }

// margin is measured in the score, from which 4 on it no longer grows.
func (r *ruling) margin() float64 {
	other := 0.0
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
	plain, told := 0.0, 0.0
	for i, t := range r.q.terms {
		if t.name || t.number {
			continue
		}
		plain += t.weight
		if (v.x.terms|v.beside|v.scan.title)>>i&1 == 1 {
			told += t.weight
		}
	}
	if plain == 0 {
		return 0
	}
	return math.Max(0, 1-(told+r.feature("soft")*v.m.total)/plain)
}

func rulingOf(q *question, ranked []*candidate) *ruling {
	return &ruling{q: q, ranked: ranked, best: ranked[0], beside: companion(ranked)}
}

// signsOf are the signs for ranked sentences, of which there is at least one.
func signsOf(q *question, ranked []*candidate) []float64 {
	r := rulingOf(q, ranked)
	out := make([]float64, len(signs))
	for i := range signs {
		out[i] = signs[i].of(r)
	}
	return out
}

// unsaid reports whether nothing that is shown says what is asked about a name: of the
// words of the question that are no names none stands there, nor one like them.
func (r *ruling) unsaid() bool {
	plain := r.best.m.plain
	if r.q.elliptic { // it is asked about what it names
		plain &^= r.best.m.borrowed
	}
	if plain == 0 || r.shown()&plain != 0 {
		return false
	}
	said := r.best.softly(plain)
	if r.beside != nil {
		said = math.Max(said, r.beside.softly(plain))
	}
	return said < saidSoftly*r.q.weight(plain)
}

// saidSoftly is the share of the weight of such words that has to be said in words of a
// like meaning, where none of them is said.
const saidSoftly = .3

// confidence is how likely the first quote holds the answer, in [0, 1]: a logistic
// regression on the signs, mapped by a monotone function to how often such quotes did
// hold it. A quote that does not say what is asked about a name is never an answer,
// whatever the rest of the signs.
func (m *model) confidence(q *question, ranked []*candidate) float64 {
	c := m.calibrated(logistic(dot(signsOf(q, ranked), m.verdict)))
	if r := rulingOf(q, ranked); r.unsaid() {
		return math.Min(c, sure-.05)
	}
	return c
}

// calibrated maps a raw probability through the points of an isotonic regression
// (Zadrozny and Elkan, Transforming Classifier Scores into Accurate Multiclass
// Probability Estimates, 2002), with straight lines between them.
func (m *model) calibrated(p float64) float64 {
	points := m.isotonic
	if len(points) == 0 {
		return p
	}
	i := sort.Search(len(points), func(i int) bool { return points[i][0] >= p })
	switch i {
	case 0:
		return points[0][1]
	case len(points):
		return points[len(points)-1][1]
	}
	a, b := points[i-1], points[i]
	return a[1] + (b[1]-a[1])*(p-a[0])/math.Max(b[0]-a[0], 1e-12)
}
