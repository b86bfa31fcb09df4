package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"quoth/bot/lines"
	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/gather/file"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

// trainCommand learns the model of package answer from files of questions. It is
// for who develops the program, and hidden.
type trainCommand struct {
	Data   string `help:"Folder with people/ and questions/." required:"" placeholder:"FOLDER"`
	Out    string `help:"The file to write." required:"" placeholder:"FILE"`
	Stores string `help:"Folder to keep the databases in, for the next time." placeholder:"FOLDER"`
}

// lessonFiles are the questions over the articles of one file.
var lessonFiles = []struct {
	articles string
	sets     []string
}{
	{"people/articles.jsonl.gz", []string{"people/more.jsonl"}},
	{"questions/articles.jsonl.gz", []string{"people/2022.jsonl", "questions/questions.jsonl", "questions/absent.jsonl"}},
}

func (c *trainCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	folder := c.Stores
	if folder == "" {
		var err error
		if folder, err = os.MkdirTemp("", "quoth-train-"); err != nil {
			return err
		}
		defer os.RemoveAll(folder)
	}
	model, err := answer.Learn(ctx, func(yield func(answer.Lesson, error) bool) {
		for i := range lessonFiles {
			if err := c.lesson(ctx, folder, i, yield); err != nil {
				if !errors.Is(err, errStopped) {
					yield(answer.Lesson{}, err)
				}
				return
			}
		}
	})
	if err != nil {
		return err
	}
	for _, line := range model.Notes {
		fmt.Fprintln(out, line)
	}
	data, err := json.MarshalIndent(model, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(c.Out, append(data, '\n'), 0o644)
}

// errStopped says that no more lessons are wanted.
var errStopped = errors.New("stopped")

// lesson yields the questions over the articles of a file, and some of them once more over
// a few of these articles.
func (c *trainCommand) lesson(ctx context.Context, folder string, n int, yield func(answer.Lesson, error) bool) error {
	store, err := lessonStore(ctx, filepath.Join(folder, fmt.Sprintf("lesson-%d.db", n)), filepath.Join(c.Data, lessonFiles[n].articles))
	if err != nil {
		return err
	}
	defer store.Close()
	var questions []question
	for _, set := range lessonFiles[n].sets {
		some, err := readQuestions(filepath.Join(c.Data, set))
		if err != nil {
			return err
		}
		questions = append(questions, some...)
	}
	lesson := answer.Lesson{Store: store}
	for _, q := range questions {
		lesson.Examples = append(lesson.Examples, q.Example)
	}
	if !yield(lesson, nil) {
		return errStopped
	}
	return smallLessons(ctx, store, questions, yield)
}

// lessonStore opens a store with the articles of a file, or makes it.
func lessonStore(ctx context.Context, file, articles string) (*sqlite.Store, error) {
	_, missing := os.Stat(file)
	store, err := sqlite.Open(ctx, file, sqlite.Options{})
	if err != nil || missing == nil {
		return store, err
	}
	if err := fillStore(ctx, store, articles); err != nil {
		return nil, errors.Join(err, store.Close(), os.Remove(file))
	}
	return store, nil
}

func fillStore(ctx context.Context, store *sqlite.Store, articles string) error {
	f, err := os.Open(articles)
	if err != nil {
		return err
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	in := intake.New(intake.Config{Store: store})
	var batch []knowledge.Article
	flush := func() error {
		_, err := in.Add(ctx, batch)
		batch = batch[:0]
		return err
	}
	files := file.Files{
		Article: func(a knowledge.Article) error {
			if batch = append(batch, a); len(batch) == 500 {
				return flush()
			}
			return nil
		},
		Refused: func(file.Problem) {},
	}
	if err := files.ReadLines(ctx, articles, unpacked); err != nil {
		return err
	}
	return flush()
}

// question is an example with what else its line tells.
type question struct {
	answer.Example
	id       string
	articles []string // the addresses of those that answer, where the line has them
}

// exampleLine is a question of any of the files' shapes.
type exampleLine struct {
	ID       string `json:"id"`
	Question string `json:"question"`

	// As people ask.
	AsOf     string   `json:"as_of"`
	Talk     string   `json:"talk"`
	Expect   string   `json:"expect"`
	Answers  []string `json:"answers"`
	Value    string   `json:"value"`
	Wrong    []string `json:"wrong"`
	Articles []string `json:"articles"`
	Stale    []string `json:"stale"`

	// Of a quiz.
	Asked      string `json:"asked"`
	Answer     string `json:"answer"`
	Answerable bool   `json:"answerable"`
}

// quizWeight is what a question of a quiz counts beside one as people ask them: a
// quiz asks in many words about what is sure to be news.
const quizWeight = .7

// laterWeight is what a question counts that is asked again longAgo years later: fewer
// people do.
const (
	laterWeight = .7
	longAgo     = 2
)

func readQuestions(file string) ([]question, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	set := strings.TrimSuffix(filepath.Base(file), ".jsonl")
	rows := bufio.NewScanner(f)
	rows.Buffer(nil, 1<<20)
	var out []question
	for n := 1; rows.Scan(); n++ {
		if len(bytes.TrimSpace(rows.Bytes())) == 0 {
			continue
		}
		var l exampleLine
		if err := json.Unmarshal(rows.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", file, n, err)
		}
		x := question{id: l.ID, articles: l.Articles}
		x.Example = answer.Example{Set: set, Group: cmp.Or(l.Talk, l.ID), Talk: l.Talk, Question: answer.Question{Text: l.Question}}
		if x.Question.AsOf, err = lines.AsOf(l.AsOf + l.Asked); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", file, n, err)
		}
		switch {
		case l.Asked != "":
			x.Known = l.Answerable
			x.Headline, x.Weight = true, quizWeight
			x.Right = func(q knowledge.Quote) bool { return holds(wordsOf(q), l.Answer) }
			x.Answers = func(words, _ string) bool {
				return holds(words, l.Answer) || strings.Contains(squash(l.Answer), squash(words))
			}
			if !l.Answerable && !strings.HasPrefix(set, "absent") {
				continue // it is not known whether something stored answers
			}
		case l.Expect == "talk":
			continue // no question
		default:
			x.Known = l.Expect == "answer"
			if l.Talk == "" && len(l.Articles) > 0 {
				x.Group = l.Articles[0]
			}
			x.Right, x.Answers = l.right, l.answers
		}
		out = append(out, x)
		if l.Asked == "" && set == "2022" && n%2 == 0 && l.Talk == "" {
			// The same is asked again when it is long ago: age alone makes no answer wrong.
			x.Set, x.Talk, x.Weight, x.Question.AsOf = set+", two years later", "", laterWeight, x.Question.AsOf.AddDate(longAgo, 0, 0)
			out = append(out, x)
		}
	}
	return out, rows.Err()
}

// wordsOf is what is read of a quote.
func wordsOf(q knowledge.Quote) string {
	words := q.Text
	for _, p := range q.Context {
		words += " " + p.Text
	}
	return words
}

// right is whether a quote answers a question as people ask.
func (l *exampleLine) right(q knowledge.Quote) bool {
	url := q.Article.URL
	if len(l.Articles) > 0 && !slices.Contains(l.Articles, url) || slices.Contains(l.Stale, url) {
		return false
	}
	shown := wordsOf(q)
	has := func(words string) bool { return strings.Contains(squash(shown), squash(words)) }
	return !slices.ContainsFunc(l.Wrong, has) && slices.ContainsFunc(l.Answers, has)
}

// answers is whether words, or their value, are the answer or a part of it.
func (l *exampleLine) answers(words, value string) bool {
	return l.Value != "" && value == l.Value || slices.ContainsFunc(l.Answers, func(a string) bool {
		return strings.Contains(squash(words), squash(a)) || strings.Contains(squash(a), squash(words))
	})
}

var plainWord = regexp.MustCompile(`[a-z0-9]+`)

// squash is the words of a text in lower case, without articles and punctuation,
// each between spaces.
func squash(s string) string {
	words := plainWord.FindAllString(strings.ToLower(s), -1)
	words = slices.DeleteFunc(words, func(w string) bool { return w == "a" || w == "an" || w == "the" })
	return " " + strings.Join(words, " ") + " "
}

var smallNumbers = strings.Fields("zero one two three four five six seven eight nine ten eleven twelve")

// holds is whether a text holds the answer of a quiz: its words, a number in words
// or digits, a plural, or the surname of a full name.
func holds(text, answer string) bool {
	text = squash(text)
	plain := strings.TrimSpace(squash(answer))
	forms := []string{plain, plain + "s"}
	if len(plain) > 3 {
		forms = append(forms, strings.TrimSuffix(plain, "s"))
	}
	for i, w := range smallNumbers {
		if digits := fmt.Sprint(i); plain == w {
			forms = append(forms, digits)
		} else if plain == digits {
			forms = append(forms, w)
		}
	}
	if w := strings.Fields(answer); len(w) == 2 || len(w) == 3 {
		last := w[len(w)-1]
		capital := !slices.ContainsFunc(w, func(x string) bool { return strings.ToUpper(x[:1]) != x[:1] })
		if capital && len(last) > 4 {
			forms = append(forms, strings.TrimSpace(squash(last)))
		}
	}
	return slices.ContainsFunc(forms, func(form string) bool { return strings.Contains(text, " "+form+" ") })
}
