package intent

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"slices"

	"strings"
)

// Example is a line with its label: ask, talk, thanks, react, or a command.
type Example struct {
	Label string
	Line  Line
	Set   string // the language, for the notes
}

const (
	folds = 5
	// rare is in how many lines a word must stand to have a feature; the others
	// count as unknown, as the names of tomorrow's news will be.
	rare  = 2     // in each place
	decay = .0002 // of the L2 penalty
	steps = 150
	rate  = .15
	kept  = .02 // smaller weights are left out
)

// ReadExamples reads lines of a label, a place (p private, m mention, r reply in a
// group) and a text, parted by tabs; those that begin with # are remarks.
func ReadExamples(set, lines string) ([]Example, error) {
	var out []Example
	n := 0
	for line := range strings.Lines(lines) {
		n++
		if line = strings.TrimRight(line, "\n"); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("%s, line %d: a label, a place and a text are parted by tabs", set, n)
		}
		l := Line{Text: f[2]}
		switch f[1] {
		case "p":
			l.Private, l.To = true, ToBot
		case "m":
			l.To = ToMention
		case "r":
			l.To, l.Under = ToReply, Under{Bot: true}
		default:
			return nil, fmt.Errorf("%s, line %d: the place is p, m or r", set, n)
		}
		out = append(out, Example{Label: f[0], Line: l, Set: set})
	}
	return out, nil
}

// exercise is an example with its features.
type exercise struct {
	Example
	fold     int
	features []string
	found    map[string]reading
}

// Learn learns a model: a multinomial logistic regression with an L2 penalty, by
// Adam (Kingma and Ba, 2015) over all lines at once. It is the same at every run.
// The notes are of five-fold cross-validation, and misses are the lines that it takes
// wrongly.
func Learn(examples []Example) (m Model, misses []string) {
	all, labels := exercises(examples)
	m = fit(all, labels)
	m.Notes, misses = crossValidate(all, labels)
	return m, misses
}

// exercises are examples with their features, and the labels that they have.
func exercises(examples []Example) (all []*exercise, labels []string) {
	for _, x := range examples {
		p := peel(plain(x.Line.Text))
		e := &exercise{Example: x, found: readings(p, x.Line)}
		e.features = featuresOf(p, x.Line, e.found)
		h := fnv.New32a()
		h.Write([]byte(strings.ToLower(p.whole)))
		e.fold = int(h.Sum32()>>7) % folds
		all = append(all, e)
		if !slices.Contains(labels, x.Label) {
			labels = append(labels, x.Label)
		}
	}
	slices.Sort(labels)
	return all, labels
}

// crossValidate learns without each fold in turn what is then asked of it.
func crossValidate(all []*exercise, labels []string) (notes, misses []string) {
	right, asked := map[string]int{}, map[string]int{}
	for fold := range folds {
		var known []*exercise
		for _, e := range all {
			if e.fold != fold {
				known = append(known, e)
			}
		}
		m := fit(known, labels)
		for _, e := range all {
			if e.fold != fold {
				continue
			}
			got := m.choose(e.features, e.found)
			for _, group := range []string{"all", "language " + e.Set, "label " + e.Label} {
				asked[group]++
				if got == e.Label {
					right[group]++
				}
			}
			if got != e.Label {
				misses = append(misses, fmt.Sprintf("%s taken for %s: %s", e.Label, got, e.Line.Text))
			}
		}
	}
	for _, g := range slices.Sorted(maps.Keys(asked)) {
		notes = append(notes, fmt.Sprintf("%s: %d of %d right in cross-validation", g, right[g], asked[g]))
	}
	return notes, misses
}

// fit learns the weights.
func fit(some []*exercise, labels []string) Model {
	counts := map[string]int{}
	for _, e := range some {
		for _, f := range e.features {
			counts[f]++
		}
	}
	known := func(f string) bool { return counts[f] >= rare || !isLexical(f) && counts[f] > 0 }
	index := map[string]int{}
	var names []string
	at := func(f string) int {
		i, ok := index[f]
		if !ok {
			i = len(names)
			index[f], names = i, append(names, f)
		}
		return i
	}
	rows := make([][]int, len(some))
	truth := make([]int, len(some))
	for n, e := range some {
		for _, f := range e.features {
			if known(f) {
				rows[n] = append(rows[n], at(f))
			}
		}
		for _, f := range unknown(e.features, known) {
			rows[n] = append(rows[n], at(f))
		}
		truth[n] = slices.Index(labels, e.Label)
	}
	k := len(labels)
	size := len(names) * k
	w, g, m, v := make([]float64, size), make([]float64, size), make([]float64, size), make([]float64, size)
	for step := 1; step <= steps; step++ {
		for i := range g {
			g[i] = decay * w[i]
		}
		p := make([]float64, k)
		for n, row := range rows {
			softmax(p, w, row, k)
			p[truth[n]]--
			for j := range p {
				p[j] /= float64(len(rows))
			}
			for _, f := range row {
				for j, x := range p {
					g[f*k+j] += x
				}
			}
		}
		bias1, bias2 := 1-math.Pow(.9, float64(step)), 1-math.Pow(.999, float64(step))
		for i := range w {
			m[i] = .9*m[i] + .1*g[i]
			v[i] = .999*v[i] + .001*g[i]*g[i]
			w[i] -= rate * (m[i] / bias1) / (math.Sqrt(v[i]/bias2) + 1e-8)
		}
	}
	out := Model{Labels: labels, Weights: map[string][]float64{}}
	for f, name := range names {
		row, any := make([]float64, k), false
		for j := range row {
			if x := w[f*k+j]; math.Abs(x) >= kept {
				row[j], any = math.Round(x*100)/100, true
			}
		}
		if any || isLexical(name) {
			out.Weights[name] = row
		}
	}
	return out
}

// softmax puts the probabilities of the labels for a row into p.
func softmax(p, w []float64, row []int, k int) {
	clear(p)
	for _, f := range row {
		for j, x := range w[f*k : f*k+k] {
			p[j] += x
		}
	}
	most := slices.Max(p)
	sum := 0.0
	for j := range p {
		p[j] = math.Exp(p[j] - most)
		sum += p[j]
	}
	for j := range p {
		p[j] /= sum
	}
}
