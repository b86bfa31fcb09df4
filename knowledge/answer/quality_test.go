package answer

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
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
)

// scratch is where stores are that several tests use.
var scratch = filepath.Join(os.TempDir(), fmt.Sprint("quoth-answer-", os.Getpid()))

func TestMain(m *testing.M) {
	code := m.Run()
	os.RemoveAll(scratch)
	os.Exit(code)
}

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
	long := os.Getenv("LONG_TESTS") != "" // else only half of the questions
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
			if !long && q.half() == 1 {
				continue
			}
			if q.Answerable || name == "absent.jsonl" {
				*list = append(*list, q)
			}
		}
	}
	store, err := storeOf(file)
	if err != nil {
		return nil, err
	}
	k.store = store
	k.answers = New(k.store, time.Now)
	return k, nil
})

// peoplesNews is an Answerer over the articles of the shared questions that people asked,
// which are stored once.
func peoplesNews(t *testing.T) *Answerer {
	t.Helper()
	if testing.Short() {
		t.Skip("takes 5,058 articles in")
	}
	store, err := openPeoplesNews()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("shared data absent: ../shared/eval/data/people")
	}
	if err != nil {
		t.Fatal(err)
	}
	return New(store, time.Now)
}

var openPeoplesNews = sync.OnceValues(func() (*sqlite.Store, error) {
	return storeOf(filepath.Join("..", "..", "..", "shared", "eval", "data", "people", "articles.jsonl.gz"))
})

// storeOf makes a store with the packed article lines of a file.
func storeOf(file string) (*sqlite.Store, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReader(f))
	if err != nil {
		return nil, err
	}
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
	return store, fill(store, z)
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
			excerpt, err := k.store.Excerpt(t.Context(), x.Article.ID, x.Article.Version, x.Range)
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
	for j, floor := range []float64{.36, .56, .65} {
		if all(j) < floor {
			t.Errorf("hit@%d is %.3f, below %.2f", []int{1, 3, 5}[j], all(j), floor)
		}
	}
}
