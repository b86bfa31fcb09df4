package answer

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"flag"
	"hash/fnv"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

var learn = flag.Bool("learn", false, "learn the weights of the features anew from the shared questions, and print them")

// quiz is the shared questions over a real store.
type quiz struct {
	store   *sqlite.Store
	answers *Answerer
	can     []quizQuestion // a stored article holds the answer's words
	absent  []quizQuestion // their news is not stored
}

type quizQuestion struct {
	ID         string
	Question   string
	Answer     string
	Answerable bool
}

// half tells the questions for developing from those that are looked at rarely.
func (q quizQuestion) half() int {
	h := fnv.New32a()
	h.Write([]byte(q.ID))
	return int(h.Sum32() >> 7 & 1)
}

var openQuiz = sync.OnceValues(func() (*quiz, error) {
	dir := filepath.Join("..", "..", "..", "shared", "eval", "data", "questions")
	file := filepath.Join(dir, "articles.jsonl.gz")
	if _, err := os.Stat(file); err != nil {
		return nil, nil
	}
	k := &quiz{}
	for name, list := range map[string]*[]quizQuestion{"questions.jsonl": &k.can, "absent.jsonl": &k.absent} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		for line := range bytes.Lines(data) {
			var q quizQuestion
			if err := json.Unmarshal(line, &q); err != nil {
				return nil, err
			}
			if q.Answerable || name == "absent.jsonl" {
				*list = append(*list, q)
			}
		}
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "quoth-quiz-")
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	if k.store, err = sqlite.Open(ctx, filepath.Join(folder, "quiz.db"), sqlite.Options{}); err != nil {
		return nil, err
	}
	if err := fill(k.store, z); err != nil {
		return nil, err
	}
	k.answers = New(k.store, time.Now)
	return k, nil
})

// fill stores article lines.
func fill(store *sqlite.Store, lines io.Reader) error {
	in := intake.New(intake.Config{Store: store})
	var batch []knowledge.Article
	flush := func() error {
		_, err := in.Add(context.Background(), batch)
		batch = nil
		return err
	}
	files := gather.Files{
		Article: func(a knowledge.Article) error {
			if batch = append(batch, a); len(batch) == 1000 {
				return flush()
			}
			return nil
		},
		Refused: func(gather.Problem) {},
	}
	if err := files.ReadLines(context.Background(), "articles", lines); err != nil {
		return err
	}
	return flush()
}

func sharedQuiz(t testing.TB) *quiz {
	t.Helper()
	if testing.Short() {
		t.Skip("takes 4,594 articles in")
	}
	k, err := openQuiz()
	if err != nil {
		t.Fatal(err)
	}
	if k == nil {
		t.Skip("shared data absent: ../shared/eval/data/questions")
	}
	return k
}

var quizWord = regexp.MustCompile(`[a-z0-9]+`)

// holdsAnswer is how the evaluation decides that a text holds an answer.
func holdsAnswer(text, answer string) bool {
	squash := func(s string) string {
		words := slices.DeleteFunc(quizWord.FindAllString(strings.ToLower(s), -1), func(w string) bool { return w == "a" || w == "an" || w == "the" })
		return " " + strings.Join(words, " ") + " "
	}
	return strings.Contains(squash(text), squash(answer))
}

// TestSharedQuestions holds the figures on the shared questions to floors, with
// room below what is reached for small changes elsewhere.
func TestSharedQuestions(t *testing.T) {
	k := sharedQuiz(t)
	var hits [2][3]int
	var n, said, right [2]int
	var took []time.Duration
	ask := func(q quizQuestion) Answer {
		start := time.Now()
		a, err := k.answers.Ask(t.Context(), Question{Text: q.Question})
		took = append(took, time.Since(start))
		if err != nil {
			t.Fatalf("%s: %v", q.Question, err)
		}
		for _, x := range a.Quotes {
			if text, _, err := k.store.Slice(t.Context(), x.Article.ID, x.Article.Version, x.Range); err != nil || text != x.Text {
				t.Fatalf("%s: a quote is not its slice (%v)", q.Question, err)
			}
		}
		return a
	}
	for _, q := range k.can {
		h := q.half()
		n[h]++
		a := ask(q)
		for i, x := range a.Quotes {
			if holdsAnswer(x.Text, q.Answer) {
				for j, depth := range []int{1, 3, 5} {
					if i < depth {
						hits[h][j]++
					}
				}
				break
			}
		}
		if a.Verdict == Answered {
			said[h]++
			if len(a.Quotes) > 0 && holdsAnswer(a.Quotes[0].Text, q.Answer) {
				right[h]++
			}
		}
	}
	wrong := 0
	for _, q := range k.absent {
		if a := ask(q); a.Verdict == Answered && !holdsAnswer(a.Quotes[0].Text, q.Answer) {
			wrong++
		}
	}
	slices.Sort(took)
	share := func(a, b int) float64 { return float64(a) / math.Max(1, float64(b)) }
	for h := range 2 {
		t.Logf("half %d: hit@1 %.3f hit@3 %.3f hit@5 %.3f answered %.3f precision %.3f", h, share(hits[h][0], n[h]), share(hits[h][1], n[h]), share(hits[h][2], n[h]),
			share(said[h], n[h]), share(right[h], said[h]))
	}
	all := func(j int) float64 { return share(hits[0][j]+hits[1][j], n[0]+n[1]) }
	answered, precision, falseAnswers := share(said[0]+said[1], n[0]+n[1]), share(right[0]+right[1], said[0]+said[1]), share(wrong, len(k.absent))
	t.Logf("all: hit@1 %.3f hit@3 %.3f hit@5 %.3f answered %.3f precision %.3f false answers %.3f p50 %s p99 %s",
		all(0), all(1), all(2), answered, precision, falseAnswers, took[len(took)/2], took[len(took)*99/100])
	for j, floor := range []float64{.36, .56, .65} {
		if all(j) < floor {
			t.Errorf("hit@%d is %.3f, below %.2f", []int{1, 3, 5}[j], all(j), floor)
		}
	}
}

// TestLearn learns the weights of the features on one half of the questions: for
// each question, a softmax over its best sentences should give its mass to those
// that hold the answer.
func TestLearn(t *testing.T) {
	if !*learn {
		t.Skip("learns the weights only with -learn")
	}
	k := sharedQuiz(t)
	type case_ struct {
		xs   []vector
		good []bool
	}
	var halves [2][]case_
	for _, q := range k.can {
		parsed, err := parse(q.Question, "")
		if err != nil {
			continue
		}
		ranked, err := k.answers.rank(t.Context(), parsed, knowledge.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		var c case_
		any := false
		for _, x := range ranked[:min(len(ranked), 400)] {
			r := x.document.Sentences[x.sentence]
			g := holdsAnswer(x.document.Text[r.Start:r.End], q.Answer)
			any = any || g
			c.xs, c.good = append(c.xs, x.vector), append(c.good, g)
		}
		if any {
			halves[q.half()] = append(halves[q.half()], c)
		}
	}
	evaluate := func(w vector, set []case_) (hits [3]int, loss float64) {
		for _, c := range set {
			order := make([]int, len(c.xs))
			for i := range order {
				order[i] = i
			}
			slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.xs[b].dot(&w), c.xs[a].dot(&w)) })
			for rank, i := range order[:min(5, len(order))] {
				if c.good[i] {
					for j, depth := range []int{1, 3, 5} {
						if rank < depth {
							hits[j]++
						}
					}
					break
				}
			}
		}
		return hits, loss
	}
	train := func(set []case_) vector {
		w := weights
		var m, v vector
		for step := 1; step <= 400; step++ {
			var gradient vector
			for _, c := range set {
				high := math.Inf(-1)
				scores := make([]float64, len(c.xs))
				for i := range c.xs {
					scores[i] = c.xs[i].dot(&w)
					high = math.Max(high, scores[i])
				}
				var z, zg float64
				for i := range scores {
					scores[i] = math.Exp(scores[i] - high)
					z += scores[i]
					if c.good[i] {
						zg += scores[i]
					}
				}
				for i := range c.xs {
					p := scores[i] / z
					if c.good[i] {
						p -= scores[i] / zg
					}
					for f := range gradient {
						gradient[f] -= p * c.xs[i][f]
					}
				}
			}
			for f := range w { // Adam (Kingma and Ba, 2015), with a small decay
				if f == early {
					continue // set by hand: see weights
				}
				g := gradient[f]/float64(len(set)) - .004*w[f]
				m[f] = .9*m[f] + .1*g
				v[f] = .999*v[f] + .001*g*g
				w[f] += .05 * (m[f] / (1 - math.Pow(.9, float64(step)))) / (math.Sqrt(v[f]/(1-math.Pow(.999, float64(step)))) + 1e-8)
			}
		}
		return w
	}
	for h := range 2 {
		w := train(halves[h])
		own, _ := evaluate(w, halves[h])
		other, _ := evaluate(w, halves[1-h])
		before, _ := evaluate(weights, halves[1-h])
		t.Logf("learned on half %d (%d questions): own %v, other half (%d) %v, before %v\n%.2f", h, len(halves[h]), own, len(halves[1-h]), other, before, w)
	}
	w := train(append(slices.Clone(halves[0]), halves[1]...))
	t.Logf("on both: %.2f", w)
}

// TestLearnVerdict learns from which features of the best sentence it follows
// that it holds the answer, and prints what each bound on the confidence gives.
func TestLearnVerdict(t *testing.T) {
	if !*learn {
		t.Skip("learns the verdict only with -learn")
	}
	k := sharedQuiz(t)
	type sample struct {
		x        evidence
		right    bool
		absent   bool
		training bool
	}
	var samples []sample
	for i, list := range [][]quizQuestion{k.can, k.absent} {
		for _, q := range list {
			parsed, err := parse(q.Question, "")
			if err != nil {
				continue
			}
			ranked, err := k.answers.rank(t.Context(), parsed, knowledge.Filter{})
			if err != nil {
				t.Fatal(err)
			}
			if len(ranked) == 0 {
				continue
			}
			c := ranked[0]
			r := c.document.Sentences[c.sentence]
			samples = append(samples, sample{parsed.evidence(ranked), holdsAnswer(c.document.Text[r.Start:r.End], q.Answer), i == 1, q.half() == 0})
		}
	}
	train := func(in func(sample) bool) evidence {
		var w, m, v evidence
		for step := 1; step <= 3000; step++ {
			var g evidence
			n := 0.0
			for _, s := range samples {
				if !in(s) {
					continue
				}
				n++
				target := 0.0
				if s.right {
					target = 1
				}
				d := target - 1/(1+math.Exp(-s.x.dot(&w)))
				for f := range g {
					g[f] += d * s.x[f]
				}
			}
			for f := range w {
				d := g[f]/n - .001*w[f]
				m[f], v[f] = .9*m[f]+.1*d, .999*v[f]+.001*d*d
				w[f] += .03 * (m[f] / (1 - math.Pow(.9, float64(step)))) / (math.Sqrt(v[f]/(1-math.Pow(.999, float64(step)))) + 1e-8)
			}
		}
		return w
	}
	w := train(func(s sample) bool { return s.training })
	t.Logf("on half 0: %.2f", w)
	t.Logf("on both: %.2f", train(func(sample) bool { return true }))
	for _, bound := range []float64{.2, .25, .3, .35, .4, .45, .5, .55, .6} {
		var said, right, can, wrong, absent float64
		for _, s := range samples {
			if s.training {
				continue
			}
			yes := 1/(1+math.Exp(-s.x.dot(&w))) >= bound
			if s.absent {
				absent++
				if yes && !s.right {
					wrong++
				}
				continue
			}
			can++
			if yes {
				said++
				if s.right {
					right++
				}
			}
		}
		t.Logf("bound %.2f, half 1: answered %.3f precision %.3f false answers %.3f", bound, said/can, right/math.Max(said, 1), wrong/absent)
	}
}
