package answer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"quoth/knowledge"
)

// Example is a question with what counts as right.
type Example struct {
	Set      string // the collection that it belongs to, for the notes
	Group    string // examples of one group are learned from or tested on together
	Talk     string // examples of one talk stand in order, each after the one before; "" for none
	Question Question
	Known    bool                       // something stored answers
	Right    func(knowledge.Quote) bool // whether a quote answers; nil when Known is false
}

// Lesson is examples over one store.
type Lesson struct {
	Store    Library
	Examples []Example
}

// byHand are the weights of features that hardly any example shows.
var byHand = map[string]float64{"opposed": -4}

const (
	folds = 5
	// learnedFrom is how many sentences of a question are learned from in the
	// first pass, the best by the model before.
	learnedFrom = 150
	// rankDecay and verdictDecay are the weights of the L2 penalty.
	rankDecay    = .002
	verdictDecay = .002
)

// exercise is an example with its sentences.
type exercise struct {
	Example
	fold       int
	question   *question
	candidates []*candidate
	right      map[*candidate]bool
	reached    bool // a right sentence is among those that were read
}

// Learn learns a model anew: the weights of both passes as those under which a
// softmax over a question's sentences gives most to the right ones (ListNet, Cao
// et al., Learning to Rank: From Pairwise Approach to Listwise Approach, 2007),
// and the verdict as a logistic regression on the signs of the first sentence. The
// verdict learns from rankings by weights that did not know the question. It is
// the same at every run. The notes are of five-fold cross-validation.
func Learn(ctx context.Context, lessons []Lesson) (Model, error) {
	var all []*exercise
	for _, l := range lessons {
		some, err := l.exercises(ctx)
		if err != nil {
			return Model{}, err
		}
		all = append(all, some...)
	}
	verdicts := make([]*sample, len(all))
	at := make(map[*exercise]int, len(all))
	for i, e := range all {
		at[e] = i
	}
	for fold := range folds {
		known, unknown := split(all, func(e *exercise) bool { return e.fold != fold })
		one, two := learnRanking(known)
		for _, e := range unknown {
			verdicts[at[e]] = e.sample(one, two)
		}
	}
	verdicts = slices.DeleteFunc(verdicts, func(s *sample) bool { return s == nil })
	for fold := range folds {
		known, unknown := split(verdicts, func(s *sample) bool { return s.fold != fold })
		w := learnVerdict(known)
		for _, s := range unknown {
			s.raw = logistic(dot(s.signs, w))
		}
	}
	for fold := range folds {
		known, unknown := split(verdicts, func(s *sample) bool { return s.fold != fold })
		m := &model{isotonic: isotonic(known)}
		for _, s := range unknown {
			s.confidence = m.calibrated(s.raw)
		}
	}
	one, two := learnRanking(all)
	out := Model{First: map[string]float64{}, Second: map[string]float64{}, Verdict: map[string]float64{}, Isotonic: isotonic(verdicts), Notes: notes(verdicts)}
	for i, f := range table {
		if f.pass == onAll {
			out.First[f.name] = rounded(one[i])
		}
		out.Second[f.name] = rounded(two[i])
	}
	for i, w := range learnVerdict(verdicts) {
		out.Verdict[signs[i].name] = rounded(w)
	}
	return out, nil
}

func rounded(x float64) float64 { return math.Round(x*1000) / 1000 }

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func split[T any](all []T, in func(T) bool) (yes, no []T) {
	for _, x := range all {
		if in(x) {
			yes = append(yes, x)
		} else {
			no = append(no, x)
		}
	}
	return yes, no
}

// exercises asks the store for the sentences of the examples.
func (l Lesson) exercises(ctx context.Context) ([]*exercise, error) {
	a := New(l.Store, time.Now)
	var all []*exercise
	talks := map[string]Talk{}
	for _, x := range l.Examples {
		if x.Talk != "" {
			x.Question.Talk = talks[x.Talk]
			said, err := a.Ask(ctx, x.Question)
			if err != nil {
				return nil, err
			}
			talks[x.Talk] = said.Talk
		}
		h := fnv.New32a()
		h.Write([]byte(x.Group))
		e := &exercise{Example: x, fold: int(h.Sum32()>>7) % folds, right: map[*candidate]bool{}}
		question, inHand, err := a.understand(ctx, &x.Question)
		if errors.Is(err, ErrEmpty) || errors.Is(err, ErrTooLong) || errors.Is(err, ErrNoWords) {
			continue // no question
		}
		if err != nil {
			return nil, err
		}
		e.question = question
		if e.candidates, err = a.firstPass(ctx, question, x.Question, inHand); err != nil {
			return nil, err
		}
		for _, c := range e.candidates {
			if x.Known && x.Right(quoteOf(c)) {
				e.reached = true
				break
			}
		}
		order(e.candidates, a.model.first)
		e.candidates = slices.Clip(e.candidates[:min(len(e.candidates), learnedFrom)])
		if x.Known {
			for _, c := range e.candidates {
				e.right[c] = x.Right(quoteOf(c))
			}
		}
		all = append(all, e)
	}
	return all, nil
}

// list is a question's sentences for the softmax.
type list struct {
	vectors [][]float64
	right   []bool
}

func (e *exercise) list(some []*candidate) (list, bool) {
	l := list{right: make([]bool, len(some))}
	any := false
	for i, c := range some {
		l.vectors = append(l.vectors, slices.Clone(c.vector))
		l.right[i] = e.right[c]
		any = any || l.right[i]
	}
	return l, any
}

// learnRanking returns the weights of both passes.
func learnRanking(some []*exercise) (one, two []float64) {
	var lists []list
	for _, e := range some {
		if l, any := e.list(e.candidates); any {
			lists = append(lists, l)
		}
	}
	one = learnLists(lists, func(f feature) bool { return f.pass == onAll })
	lists = lists[:0]
	for _, e := range some {
		if l, any := e.list(e.pass(one)); any {
			lists = append(lists, l)
		}
	}
	return one, learnLists(lists, func(f feature) bool { return true })
}

// pass orders the sentences by the first pass and works out the second for the best.
func (e *exercise) pass(one []float64) []*candidate {
	order(e.candidates, one)
	return secondPass(e.candidates, one)
}

// learnLists maximises the mass that softmaxes give to what is right, by Adam
// (Kingma and Ba, 2015) over all lists at once.
func learnLists(lists []list, in func(feature) bool) []float64 {
	n := len(table)
	w, m, v := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, f := range table {
		if in(f) {
			w[i] = byHand[f.name]
		}
	}
	const steps, rate = 250, .1
	for step := 1; step <= steps; step++ {
		parts := make([][]float64, runtime.GOMAXPROCS(0))
		var next atomic.Int64
		var wg sync.WaitGroup
		for p := range parts {
			parts[p] = make([]float64, n)
			wg.Go(func() {
				for i := int(next.Add(1)) - 1; i < len(lists); i = int(next.Add(1)) - 1 {
					lists[i].gradient(w, parts[p])
				}
			})
		}
		wg.Wait()
		down := rate * (1 - .9*float64(step)/steps)
		for f := range w {
			if _, set := byHand[table[f].name]; set || !in(table[f]) {
				continue
			}
			g := -rankDecay * w[f]
			for _, part := range parts {
				g += part[f] / float64(len(lists))
			}
			m[f] = .9*m[f] + .1*g
			v[f] = .999*v[f] + .001*g*g
			w[f] += down * (m[f] / (1 - math.Pow(.9, float64(step)))) / (math.Sqrt(v[f]/(1-math.Pow(.999, float64(step)))) + 1e-8)
		}
	}
	return w
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
			sum[f] -= p * value
		}
	}
}

// sample is what the verdict learns from.
type sample struct {
	set             string
	fold            int
	known, reached  bool
	right, right3   bool
	pair            bool
	signs           []float64
	raw, confidence float64
}

// sample ranks an exercise with weights; nil when nothing is found.
func (e *exercise) sample(one, two []float64) *sample {
	s := &sample{set: e.Set, fold: e.fold, known: e.Known, reached: e.reached}
	ranked := e.pass(one)
	if len(ranked) == 0 {
		s.signs = make([]float64, len(signs))
		return s
	}
	order(ranked, two)
	s.signs = signsOf(e.question, ranked)
	s.right = e.right[ranked[0]]
	for _, c := range ranked[1:] {
		if c.document == ranked[0].document {
			s.pair = s.right || e.right[c]
			break
		}
	}
	for _, c := range ranked[:min(3, len(ranked))] {
		s.right3 = s.right3 || e.right[c]
	}
	return s
}

// learnVerdict fits a logistic regression.
func learnVerdict(some []*sample) []float64 {
	n := len(signs)
	w, m, v := make([]float64, n), make([]float64, n), make([]float64, n)
	const steps = 1500
	for step := 1; step <= steps; step++ {
		g := make([]float64, n)
		for _, s := range some {
			d := truth(s.right) - logistic(dot(s.signs, w))
			for f, x := range s.signs {
				g[f] += d * x
			}
		}
		for f := range w {
			d := g[f]/float64(len(some)) - verdictDecay*w[f]
			m[f], v[f] = .9*m[f]+.1*d, .999*v[f]+.001*d*d
			w[f] += .05 * (1 - .9*float64(step)/steps) * (m[f] / (1 - math.Pow(.9, float64(step)))) / (math.Sqrt(v[f]/(1-math.Pow(.999, float64(step)))) + 1e-8)
		}
	}
	return w
}

// isotonic pools adjacent violators (Ayer et al., 1955) into ascending points of
// at least minPool samples each.
func isotonic(some []*sample) [][2]float64 {
	sorted := slices.Clone(some)
	slices.SortStableFunc(sorted, func(a, b *sample) int { return cmp.Compare(a.raw, b.raw) })
	type block struct{ n, raw, right float64 }
	var blocks []block
	const minPool = 40
	var now block
	for i, s := range sorted {
		now.n, now.raw, now.right = now.n+1, now.raw+s.raw, now.right+truth(s.right)
		if now.n < minPool && i+1 < len(sorted) {
			continue
		}
		blocks = append(blocks, now)
		now = block{}
		for k := len(blocks); k > 1 && blocks[k-1].right/blocks[k-1].n <= blocks[k-2].right/blocks[k-2].n; k = len(blocks) {
			a, b := blocks[k-2], blocks[k-1]
			blocks = append(blocks[:k-2], block{a.n + b.n, a.raw + b.raw, a.right + b.right})
		}
	}
	var points [][2]float64
	for _, b := range blocks {
		// A block of only right ones does not make certain (Laplace's rule).
		points = append(points, [2]float64{rounded(b.raw / b.n), rounded((b.right + 1) / (b.n + 2))})
	}
	return points
}

// notes are the figures by set, in the evaluation's terms.
func notes(all []*sample) []string {
	var names []string
	for _, s := range all {
		if !slices.Contains(names, s.set) {
			names = append(names, s.set)
		}
	}
	var out []string
	for _, name := range names {
		var known, reached, pairs, hit, hit3, said, right, none, wrong, n, net float64
		var bins [10][2]float64
		var curve []*sample
		for _, s := range all {
			if s.set != name {
				continue
			}
			n++
			yes := s.confidence >= sure
			curve = append(curve, s)
			if s.known {
				known++
				reached += truth(s.reached)
				hit += truth(s.right)
				hit3 += truth(s.right3)
				pairs += truth(s.pair)
				right += truth(yes && s.right)
			} else {
				none++
				wrong += truth(yes)
			}
			said += truth(yes)
			switch {
			case yes && s.right, !yes && !s.known:
				net++
			case yes:
				net--
			}
			if yes {
				b := min(9, int(10*s.confidence))
				bins[b][0] += s.confidence
				bins[b][1] += truth(s.right)
			}
		}
		off := 0.0
		for _, b := range bins {
			off += math.Abs(b[0] - b[1])
		}
		slices.SortStableFunc(curve, func(a, b *sample) int { return cmp.Compare(b.confidence, a.confidence) })
		at := ""
		for _, share := range []float64{.1, .2, .3, .4, .6, .8, 1} {
			top := curve[:int(share*float64(len(curve)))]
			good := 0.0
			for _, s := range top {
				good += truth(s.right)
			}
			at += fmt.Sprintf(" %.0f%%:%.2f", 100*share, good/math.Max(1, float64(len(top))))
		}
		out = append(out, fmt.Sprintf("%s: %.0f questions, reached %.3f, hit@1 %.3f, hit@3 %.3f, pair %.3f, right %.3f, precision %.3f, false %.3f, net %.3f, calibration error %.3f; precision over coverage%s",
			name, n, reached/math.Max(1, known), hit/math.Max(1, known), hit3/math.Max(1, known), pairs/math.Max(1, known), right/math.Max(1, known), right/math.Max(1, said), wrong/math.Max(1, none), net/n, off/math.Max(1, said), at))
	}
	return out
}
