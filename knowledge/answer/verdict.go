package answer

import (
	"math"
	"sort"
)

const (
	// sure is the confidence from which on the verdict is an answer.
	sure = .35
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

var signs = []evidence{
	{"constant", func(*ruling) float64 { return 1 }, "how likely an answer is at all"},
	{"held", func(r *ruling) float64 { return r.feature("held") }, "the feature of that name"},
	{"context", func(r *ruling) float64 { return r.feature("held") + r.feature("near") + r.feature("titled") },
		"share of the weight that the sentence holds with its neighbours and the title"},
	{"whole", func(r *ruling) float64 { return r.feature("whole") }, "the feature of that name"},
	{"paired", func(r *ruling) float64 { return r.feature("paired") }, "the feature of that name"},
	{"fits", func(r *ruling) float64 { return r.feature("fitting") + r.feature("fitting number") },
		"holds something of the kind that is asked for"},
	{"typed", func(r *ruling) float64 { return r.best.typed().best.Fit }, "how surely something of the kind asked for stands in it"},
	{"open", func(r *ruling) float64 { return truth(!r.q.wanted.Kind.Found()) }, "what is asked for is of no kind that can be found"},
	{"typed near", func(r *ruling) float64 { return r.feature("typed near") }, "the feature of that name"},
	{"untyped", func(r *ruling) float64 { return r.feature("untyped") }, "the feature of that name"},
	{"soft", func(r *ruling) float64 { return r.feature("soft") }, "the feature of that name"},
	{"names gone", func(r *ruling) float64 { return r.feature("names gone") }, "the feature of that name"},
	{"numbers gone", func(r *ruling) float64 { return r.feature("numbers gone") }, "the feature of that name"},
	{"leading", func(r *ruling) float64 { return r.feature("leading") }, "the feature of that name"},
	{"margin", (*ruling).margin, "how far it stands before the best sentence of another article"},
	{"heading", func(r *ruling) float64 { return r.feature("heading") }, "the feature of that name"},
	{"in hand", func(r *ruling) float64 { return r.feature("in hand") }, "the feature of that name"},
	{"all held", func(r *ruling) float64 {
		return truth(len(r.q.terms) > 1 && r.feature("held") > .999 && r.feature("fitting")+r.feature("fitting number") > 0)
	}, "holds every word of a question of two and more, and something of the kind that is asked for"},
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

// signsOf are the signs for ranked sentences, of which there is at least one.
func signsOf(q *question, ranked []*candidate) []float64 {
	r := &ruling{q: q, ranked: ranked, best: ranked[0]}
	out := make([]float64, len(signs))
	for i := range signs {
		out[i] = signs[i].of(r)
	}
	return out
}

// confidence is how likely the best sentence holds the answer, in [0, 1]: a
// logistic regression on the signs, mapped by a monotone function to how often
// such sentences did hold it.
func (m *model) confidence(q *question, ranked []*candidate) float64 {
	return m.calibrated(1 / (1 + math.Exp(-dot(signsOf(q, ranked), m.verdict))))
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
