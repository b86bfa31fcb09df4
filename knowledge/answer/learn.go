package answer

import (
	"cmp"
	"context"
	"errors"
	"hash/fnv"
	"iter"
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"quoth/knowledge"
)

// Example is a question with what counts as right.
type Example struct {
	Set      string // the collection that it belongs to, for the notes
	Group    string // examples of one group are learned from or tested on together
	Talk     string // examples of one talk stand in order, each after the one before; "" for none
	Question Question
	Known    bool                       // something stored answers
	Headline bool                       // for the verdict a quote is right, too, when its headline is
	Weight   float64                    // what it counts for the verdict; 0 means 1
	Right    func(knowledge.Quote) bool // whether a quote answers; nil when Known is false
	// Answers is whether words, whose value may be known, are the answer; nil when Known is
	// false.
	Answers func(words, value string) bool
}

// Lesson is examples over one store, which is read only until the next one is asked for.
type Lesson struct {
	Store    Library
	Examples []Example
}

const (
	folds = 5
	// learnedFrom is how many sentences of a question are learned from in the
	// first pass, the best by the model that learning starts from.
	learnedFrom = 100
	// learnedChoices is of how many right quotes of a question it is learned which of their
	// words answer.
	learnedChoices = 6
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
// the choice of the words that answer in the same way, and the verdict as a logistic
// regression on the signs of what is shown first. Words and verdict learn from rankings
// by weights that did not know the question. It is
// the same at every run. The notes are of five-fold cross-validation.
func Learn(ctx context.Context, lessons iter.Seq2[Lesson, error]) (Model, error) {
	var all []*exercise
	for l, err := range lessons {
		if err != nil {
			return Model{}, err
		}
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
	for fold := range folds {
		known, unknown := split(verdicts, func(s *sample) bool { return s.fold != fold })
		m := learnWords(known)
		for _, s := range unknown {
			s.choose(m)
		}
	}
	for fold := range folds {
		known, unknown := split(verdicts, func(s *sample) bool { return s.fold != fold })
		w := learnVerdict(known)
		for _, s := range unknown {
			s.raw = logistic(dot(s.signs, w))
		}
	}
	for fold := range folds {
		known, unknown := split(verdicts, func(s *sample) bool { return s.fold != fold })
		m := &model{calibration: learnCalibration(known)}
		for _, s := range unknown {
			s.confidence = m.calibrated(s.raw)
		}
	}
	one, two := learnRanking(all)
	out := Model{First: map[string]float64{}, Second: map[string]float64{}, Verdict: map[string]float64{}, Names: map[string]float64{}, Numbers: map[string]float64{}, Notes: notes(verdicts)}
	for i, f := range table {
		if f.pass == onAll {
			out.First[f.name] = rounded(one[i])
		}
		out.Second[f.name] = rounded(two[i])
	}
	words := learnWords(verdicts)
	for i, s := range wordSigns {
		out.Names[s.name], out.Numbers[s.name] = rounded(words.names[i]), rounded(words.numbers[i])
	}
	for i, w := range learnVerdict(verdicts) {
		out.Verdict[weighed[i]] = rounded(w)
	}
	for _, w := range learnCalibration(verdicts) {
		out.Calibration = append(out.Calibration, rounded(w))
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
	a.model = starting.compile()
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
			if !said.FollowUp {
				x.Question.Talk = Talk{}
			}
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
		e.candidates = slices.Clone(e.candidates[:min(len(e.candidates), learnedFrom)])
		if x.Known {
			for _, c := range e.candidates {
				e.right[c] = x.Right(quoteOf(c))
			}
		}
		all = append(all, e)
	}
	return all, nil
}

// sample is what the verdict learns from.
type sample struct {
	weight          float64
	set             string
	fold            int
	known, reached  bool
	hit, right      bool // the first quote alone, and with its context, is right
	chars           int  // what is shown of it
	shown           *passages
	answers         []bool  // which options of it are the answer
	words           *option // the one that was chosen; nil for none
	choices         []list  // of options of what is right, for the softmax
	signs           []float64
	raw, confidence float64
}

// sample ranks an exercise with weights.
func (e *exercise) sample(one, two []float64) *sample {
	s := &sample{weight: cmp.Or(e.Weight, 1), set: e.Set, fold: e.fold, known: e.Known, reached: e.reached}
	ranked := e.pass(one)
	if len(ranked) == 0 {
		s.signs = derive(make([]float64, len(signs)))
		s.shown = &passages{q: e.question}
		return s
	}
	order(ranked, two)
	r := ruleOn(e.question, ranked)
	s.signs = r.signs()
	shown, read := r.quote, r.shown
	if e.Headline {
		shown.Text += " " + shown.Article.Title
	}
	s.shown, s.answers = read, make([]bool, len(read.options))
	s.hit = e.right[ranked[0]]
	s.right = e.Known && e.Right(shown)
	if s.right {
		s.choices = append(s.choices, e.choice(read))
		copy(s.answers, s.choices[0].right)
	}
	for _, c := range ranked {
		if len(s.choices) == learnedChoices {
			break
		}
		if e.right[c] {
			quote := quoteOf(c)
			s.choices = append(s.choices, e.choice(r.said.read(&quote, c, nil)))
		}
	}
	s.chars = utf8.RuneCountInString(shown.Text)
	for _, p := range shown.Context {
		s.chars += utf8.RuneCountInString(p.Text) + 1
	}
	return s
}

// choice is the options of what is shown, for the softmax.
func (e *exercise) choice(shown *passages) list {
	l := list{weight: cmp.Or(e.Weight, 1), right: make([]bool, len(shown.options))}
	for i, o := range shown.options {
		l.right[i] = e.Answers(o.words(), o.Value)
		l.vectors = append(l.vectors, o.vector)
	}
	return l
}

// choose chooses the words that answer by a model.
func (s *sample) choose(m *model) {
	s.words = s.shown.choose(m.words(s.shown.q))
	r := &ruling{q: s.shown.q, words: s.words}
	for i := range wordEvidence {
		s.signs[len(signs)-len(wordEvidence)+i] = wordEvidence[i].of(r)
	}
	s.signs = derive(s.signs[:len(signs)])
}

// bold reports whether the words that were chosen are the answer.
func (s *sample) bold() bool {
	i := slices.Index(s.shown.options, s.words)
	return i >= 0 && s.answers[i]
}

// pass orders the sentences by the first pass and works out the second for the best.
func (e *exercise) pass(one []float64) []*candidate {
	order(e.candidates, one)
	return secondPass(e.candidates, one)
}
