package answer

import (
	"math"
	"slices"
	"sync"
)

// byHand are the weights of features that hardly any example shows.
var byHand = map[string]float64{"opposed": -4}

const (
	// These are the weights of the L2 penalty.
	rankDecay    = .001
	verdictDecay = .002
	wordsDecay   = .01
)

// list is a question's sentences for the softmax.
type list struct {
	weight  float64     // what it counts
	vectors [][]float64 // of the features that are learned
	right   []bool
}

// columns are the features of the passes up to one, and what is set by hand.
func columns(up pass) (learned []int, weights []float64) {
	weights = make([]float64, len(table))
	for i, f := range table {
		if f.pass > up {
			continue
		}
		if w, set := byHand[f.name]; set {
			weights[i] = w
		} else {
			learned = append(learned, i)
		}
	}
	return learned, weights
}

// lists are the sentences of exercises that have a right one among them.
func lists(some []*exercise, learned []int, sentences func(*exercise) []*candidate) []list {
	var out []list
	for _, e := range some {
		found := sentences(e)
		l := list{weight: 1, right: make([]bool, len(found))}
		for i, c := range found {
			v := make([]float64, len(learned))
			for k, f := range learned {
				v[k] = c.vector[f]
			}
			l.vectors = append(l.vectors, v)
			l.right[i] = e.right[c]
		}
		if slices.Contains(l.right, true) {
			out = append(out, l)
		}
	}
	return out
}

// learnRanking returns the weights of both passes.
func learnRanking(some []*exercise) (one, two []float64) {
	learned, one := columns(onAll)
	spread(one, learned, learnLists(lists(some, learned, func(e *exercise) []*candidate { return e.candidates }), len(learned), rankDecay))
	learned, two = columns(onBest)
	spread(two, learned, learnLists(lists(some, learned, func(e *exercise) []*candidate { return e.pass(one) }), len(learned), rankDecay))
	return one, two
}

func spread(w []float64, at []int, learned []float64) {
	for k, i := range at {
		w[i] = learned[k]
	}
}

// shares is in how many parts the gradient is summed at the same time. It does not depend
// on the machine: the order of the sum decides its last digits.
const shares = 16

// learnLists maximises the mass that softmaxes give to what is right, by Adam
// (Kingma and Ba, 2015) over all lists at once.
func learnLists(some []list, n int, decay float64) []float64 {
	all := 0.0
	for _, l := range some {
		all += l.weight
	}
	w, down := make([]float64, n), newAdam(n, .15, 150)
	if len(some) == 0 {
		return w
	}
	var parts [shares][]float64
	for down.next() {
		var wg sync.WaitGroup
		for p := range parts {
			parts[p] = make([]float64, n)
			wg.Go(func() {
				for i := p; i < len(some); i += shares {
					some[i].gradient(w, parts[p])
				}
			})
		}
		wg.Wait()
		for f := range w {
			g := -decay * w[f]
			for _, part := range parts {
				g += part[f] / all
			}
			w[f] += down.step(f, g)
		}
	}
	return w
}

// adam is the optimiser of that name, with a rate that falls to a tenth.
type adam struct {
	rate       float64
	steps, now int
	m, v       []float64
}

func newAdam(n int, rate float64, steps int) *adam {
	return &adam{rate: rate, steps: steps, m: make([]float64, n), v: make([]float64, n)}
}

// next begins a step; false after the last.
func (a *adam) next() bool {
	a.now++
	return a.now <= a.steps
}

// step is how far to go up along a gradient in a dimension.
func (a *adam) step(f int, g float64) float64 {
	t := float64(a.now)
	a.m[f], a.v[f] = .9*a.m[f]+.1*g, .999*a.v[f]+.001*g*g
	rate := a.rate * (1 - .9*t/float64(a.steps))
	return rate * (a.m[f] / (1 - math.Pow(.9, t))) / (math.Sqrt(a.v[f]/(1-math.Pow(.999, t))) + 1e-8)
}

// gradient adds that of the log of the mass of what is right.
func (l list) gradient(w, sum []float64) {
	scores := make([]float64, len(l.vectors))
	high := math.Inf(-1)
	for i, x := range l.vectors {
		scores[i] = dot(x, w)
		high = math.Max(high, scores[i])
	}
	var z, good float64
	for i := range scores {
		scores[i] = math.Exp(scores[i] - high)
		z += scores[i]
		if l.right[i] {
			good += scores[i]
		}
	}
	for i, x := range l.vectors {
		p := scores[i] / z
		if l.right[i] {
			p -= scores[i] / good
		}
		if math.Abs(p) < 1e-6 {
			continue
		}
		for f, value := range x {
			sum[f] -= l.weight * p * value
		}
	}
}

// learnWords learns to choose the words that answer among those that are shown.
func learnWords(some []*sample) *model {
	var names, numbers []list
	for _, s := range some {
		for _, l := range s.choices {
			switch {
			case !slices.Contains(l.right, true) || !slices.Contains(l.right, false): // there is nothing to choose
			case s.shown.q.wanted.Kind.Numeric():
				numbers = append(numbers, l)
			default:
				names = append(names, l)
			}
		}
	}
	return &model{names: learnLists(names, len(wordSigns), wordsDecay), numbers: learnLists(numbers, len(wordSigns), wordsDecay)}
}

// learnVerdict fits a logistic regression.
func learnVerdict(some []*sample) []float64 {
	n := len(weighed)
	w, down := make([]float64, n), newAdam(n, .1, 400)
	for down.next() {
		g, all := make([]float64, n), 0.0
		for _, s := range some {
			d := s.weight * (truth(s.right) - logistic(dot(s.signs, w)))
			all += s.weight
			for f, x := range s.signs {
				g[f] += d * x
			}
		}
		for f := range w {
			w[f] += down.step(f, g[f]/all-verdictDecay*w[f])
		}
	}
	return w
}

// unlisted is the share of the quotes judged wrong that answer all the same: the lists of
// articles that answer miss some. Of 29 that were read, six did.
const unlisted = .2

// learnCalibration fits a beta calibration (Kull, Silva Filho and Flach, Beta calibration,
// 2017): a logistic regression on both logarithms of the raw probabilities, ascending in
// each. The steps of an isotonic regression moved one answer of twenty from one side of
// sure to the other when it was learned anew from nearly the same samples.
func learnCalibration(some []*sample) []float64 {
	w, down := []float64{1, 1, 0}, newAdam(3, .1, 400)
	for down.next() {
		g, all := make([]float64, len(w)), 0.0
		for _, s := range some {
			x := logarithms(s.raw)
			d := s.weight * (truth(s.right) - logistic(dot(x, w)))
			all += s.weight
			for f := range w {
				g[f] += d * x[f]
			}
		}
		for f := range w {
			w[f] += down.step(f, g[f]/all)
		}
		w[0], w[1] = max(w[0], 0), max(w[1], 0)
	}
	return w
}
