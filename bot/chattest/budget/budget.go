// Package budget holds what the bot writes to what people read on a phone: questions
// that people asked, over real articles, and bounds for the length of the answers.
package budget

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The folders of the starter stories, of this package's questions about them, and of the
// real articles, from the folder of an adapter. The last is not there in every clone.
const (
	stories   = "../../seeds/stories"
	questions = "../chattest/budget/testdata/questions.txt"
	shared    = "../../../shared/eval/data/people"
)

// Sample is articles, as JSON Lines that package file reads, and questions about them.
type Sample struct {
	Name      string
	Lines     []byte
	Least     int // of articles
	Questions []string
}

// Samples returns the starter stories with questions about them, and, with LONG_TESTS where
// they are there, real articles with questions that people asked.
func Samples(t testing.TB) []Sample {
	t.Helper()
	all := []Sample{starter(t)}
	if testing.Short() || os.Getenv("LONG_TESTS") == "" {
		return all
	}
	if _, err := os.Stat(shared); err != nil {
		t.Log("shared data absent: ../shared/eval/data/people")
		return all
	}
	return append(all, people(t, 3, 3))
}

// Thousands is the starter stories with questions about them, or, with LONG_TESTS where
// they are there, more than two thousand real articles with questions that people asked. It skips
// the test where time is short.
func Thousands(t testing.TB) Sample {
	t.Helper()
	if testing.Short() {
		t.Skip("thousands of articles take their time")
	}
	if os.Getenv("LONG_TESTS") != "" {
		if _, err := os.Stat(shared); err == nil {
			s := people(t, 16, 2)
			s.Least = 2000
			return s
		}
		t.Log("shared data absent: ../shared/eval/data/people")
	}
	s := starter(t)
	s.Least = 40
	return s
}

func starter(t testing.TB) Sample {
	t.Helper()
	asked, err := os.ReadFile(questions)
	if err != nil {
		t.Fatal(err)
	}
	s := Sample{Name: "starter stories", Questions: strings.Split(strings.TrimSpace(string(asked)), "\n")}
	files, err := filepath.Glob(filepath.Join(stories, "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatal("there are no starter stories", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s.Lines = append(s.Lines, data...)
	}
	return s
}

// people is one in so many of the real questions, with the articles that they are about,
// and one in so many of the others.
func people(t testing.TB, every, articles int) Sample {
	t.Helper()
	s := Sample{Name: "people"}
	about := map[string]bool{}
	lines(t, "people.jsonl", func(n int, line []byte) {
		var q struct {
			Talk, Question, Expect string
			Articles               []string
		}
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		if n%every != 0 || q.Talk != "" || q.Expect == "talk" {
			return
		}
		s.Questions = append(s.Questions, q.Question)
		for _, url := range q.Articles {
			about[url] = true
		}
	})
	lines(t, "articles.jsonl.gz", func(n int, line []byte) {
		var a struct{ URL string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		if n%articles == 0 || about[a.URL] {
			s.Lines = append(append(s.Lines, line...), '\n')
		}
	})
	return s
}

// lines calls f with the lines of a file of the shared data.
func lines(t testing.TB, name string, f func(n int, line []byte)) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shared, name))
	if err != nil {
		t.Fatal(err)
	}
	var scan *bufio.Scanner
	if strings.HasSuffix(name, ".gz") {
		unzip, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		scan = bufio.NewScanner(unzip)
	} else {
		scan = bufio.NewScanner(bytes.NewReader(data))
	}
	scan.Buffer(nil, 1<<24)
	for n := 0; scan.Scan(); n++ {
		f(n, scan.Bytes())
	}
	if err := scan.Err(); err != nil {
		t.Fatal(err)
	}
}

// Bounds are how many characters messages of a kind may have that are seen before
// anything is unfolded, addresses not counted.
type Bounds struct{ Median, P95 int }

// Answer is that of an answer, Hello that of a greeting, and NoAnswer that of a reply which says that nothing stored
// answers, what was searched, and the nearest sentence.
var (
	Answer   = Bounds{350, 900}
	NoAnswer = Bounds{350, 900}
	Hello    = Bounds{300, 300}
)

// leastMedian is of how many lengths a median is held to its bound: that of a few depends on
// which they are.
const leastMedian = 20

// Hold prints the lengths of messages of a kind and fails when they are above the bounds.
func (b Bounds) Hold(t testing.TB, kind string, lengths []int) {
	t.Helper()
	if len(lengths) == 0 {
		t.Fatalf("no %s was measured", kind)
	}
	lengths = slices.Clone(lengths)
	slices.Sort(lengths)
	median, p95 := lengths[len(lengths)/2], lengths[min(len(lengths)*95/100, len(lengths)-1)]
	t.Logf("%s: %d messages, median %d characters (at most %d), 95 %% have at most %d (%d), the longest %d",
		kind, len(lengths), median, b.Median, p95, b.P95, lengths[len(lengths)-1])
	if len(lengths) < leastMedian {
		median = 0
	}
	if median > b.Median || p95 > b.P95 {
		t.Errorf("a %s is too long: median %d of %d, p95 %d of %d characters", kind, median, b.Median, p95, b.P95)
	}
}

const (
	// foldLines is how many lines of a folded block an application shows, and lineWidth
	// how many characters a line of a phone has.
	foldLines = 3
	lineWidth = 40
)

// Folded is what is seen of a text that is folded: its first lines.
func Folded(text string) string {
	var shown []string
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		r := []rune(line)
		for first := true; first || len(r) > 0; first = false {
			if len(shown) == foldLines {
				return strings.Join(shown, "\n")
			}
			n := min(len(r), lineWidth)
			shown, r = append(shown, string(r[:n])), r[n:]
		}
	}
	return strings.Join(shown, "\n")
}
