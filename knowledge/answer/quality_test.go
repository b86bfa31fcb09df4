package answer

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
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
	"quoth/knowledge/gather/file"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/seeds"
)

// scratch is where stores are that several tests use.
var scratch = filepath.Join(os.TempDir(), fmt.Sprint("quoth-answer-", os.Getpid()))

func TestMain(m *testing.M) {
	code := m.Run()
	os.RemoveAll(scratch)
	os.Exit(code)
}

// quiz is questions over a real store.
type quiz struct {
	store   *sqlite.Store
	answers *Answerer
	can     []quizQuestion // a stored article holds the answer's words
	absent  []quizQuestion // their news is not stored
	hits    [3]float64     // the share that is found at least in the first one, three and five quotes
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

// sampleDir holds questions over the starter stories, and sharedData the collections of
// questions that the program is measured on, which are not there in every clone.
var (
	sampleDir  = filepath.Join("testdata", "sample")
	sharedData = filepath.Join("..", "..", "..", "shared", "eval", "data")
)

// overQuizzes runs a test over the sample and, with LONG_TESTS, over the quiz where it is
// there.
func overQuizzes(t *testing.T, test func(t *testing.T, k *quiz)) {
	t.Run("sample", func(t *testing.T) {
		k, err := sampleQuiz()
		if err != nil {
			t.Fatal(err)
		}
		test(t, k)
	})
	if measured("questions") {
		t.Run("quiz", func(t *testing.T) { test(t, sharedQuiz(t)) })
	}
}

// measured reports whether a test runs over a collection, too, whose thousands of articles
// take their time.
func measured(collection string) bool {
	return os.Getenv("LONG_TESTS") != "" && there(filepath.Join(sharedData, collection))
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// sampleStore is the starter stories.
var sampleStore = sync.OnceValues(func() (*sqlite.Store, error) { return storeOf(bytes.NewReader(seeds.Stories())) })

var sampleQuiz = sync.OnceValues(func() (*quiz, error) {
	store, err := sampleStore()
	if err != nil {
		return nil, err
	}
	return newQuiz(store, sampleDir, [3]float64{.8, .9, .9})
})

var openQuiz = sync.OnceValues(func() (*quiz, error) {
	dir := filepath.Join(sharedData, "questions")
	store, err := packedStore(filepath.Join(dir, "articles.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	return newQuiz(store, dir, [3]float64{.36, .56, .65})
})

func newQuiz(store *sqlite.Store, dir string, hits [3]float64) (*quiz, error) {
	k := &quiz{store: store, answers: New(store, time.Now), hits: hits}
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
	return k, nil
}

// overNews runs a test over the lines of a file: of the sample about the starter stories
// and, with LONG_TESTS, of testdata about the articles that people asked about, where they
// are there.
func overNews(t *testing.T, file string, test func(t *testing.T, a *Answerer, lines []byte, sample bool)) {
	run := func(dir string, open func() (*sqlite.Store, error)) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			lines, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil {
				t.Fatal(err)
			}
			store, err := open()
			if err != nil {
				t.Fatal(err)
			}
			test(t, New(store, time.Now), lines, dir == sampleDir)
		})
	}
	run(sampleDir, sampleStore)
	if measured("people") {
		run("testdata", peoplesNews)
	}
}

var peoplesNews = sync.OnceValues(func() (*sqlite.Store, error) {
	return packedStore(filepath.Join(sharedData, "people", "articles.jsonl.gz"))
})

// packedStore makes a store with the packed article lines of a file.
func packedStore(file string) (*sqlite.Store, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return nil, err
	}
	return storeOf(z)
}

// storeOf makes a store with article lines.
func storeOf(lines io.Reader) (*sqlite.Store, error) {
	if err := os.MkdirAll(scratch, 0o700); err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp(scratch, "")
	if err != nil {
		return nil, err
	}
	store, err := sqlite.Open(context.Background(), filepath.Join(folder, "articles.db"), sqlite.Options{})
	if err != nil {
		return nil, err
	}
	return store, fill(store, lines)
}

// fill stores article lines.
func fill(store *sqlite.Store, lines io.Reader) error {
	in := intake.New(intake.Config{Store: store})
	var batch []knowledge.Article
	flush := func() error {
		_, err := in.Add(context.Background(), batch)
		batch = nil
		return err
	}
	files := file.Files{
		Article: func(a knowledge.Article) error {
			if batch = append(batch, a); len(batch) == 1000 {
				return flush()
			}
			return nil
		},
		Refused: func(file.Problem) {},
	}
	if err := files.ReadLines(context.Background(), "articles", lines); err != nil {
		return err
	}
	return flush()
}

// sharedQuiz is the quiz over 4,594 articles.
func sharedQuiz(t testing.TB) *quiz {
	t.Helper()
	k, err := openQuiz()
	if err != nil {
		t.Fatal(err)
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

// TestQuestions holds the figures on the questions to floors, with room below what is
// reached for small changes elsewhere.
func TestQuestions(t *testing.T) { overQuizzes(t, testQuestions) }

func testQuestions(t *testing.T, k *quiz) {
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
			excerpt, err := knowledge.ReadExcerpt(t.Context(), k.store, knowledge.Span{Article: x.Article.ID, Version: x.Article.Version, Range: x.Range})
			if text, unsound := excerpt.Slice(x.Range); err != nil || unsound != nil || text != x.Text {
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
	for j, floor := range k.hits {
		if all(j) < floor {
			t.Errorf("hit@%d is %.3f, below %.2f", []int{1, 3, 5}[j], all(j), floor)
		}
	}
}
