package answer

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/seeds"
)

// goldQuestion is a question of the shared data with its best sentences.
type goldQuestion struct {
	Question, Kind, Value string
	Answers               []string
	Gold                  []struct{ URL, Text string }
}

// readLines reads JSON Lines, which may be packed.
func readLines[T any](t *testing.T, file string) []T {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	var out []T
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 8<<20)
	for sc.Scan() {
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// plainWords are words as the evaluation compares them.
func plainWords(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return ' '
	}, strings.NewReplacer("'s", "", "’s", "").Replace(s))
	words := slices.DeleteFunc(strings.Fields(s), func(w string) bool { return w == "a" || w == "an" || w == "the" })
	return " " + strings.Join(words, " ") + " "
}

// TestTurned has the sentence with the words that answer as the quote, and the likelier one
// as its context, where the words stand in its companion.
func TestTurned(t *testing.T) {
	a := open(t, town...)
	asked := Question{Text: "Who owns the old paper mill in Ashford?"}
	q, inHand, err := a.understand(t.Context(), &asked)
	if err != nil {
		t.Fatal(err)
	}
	ranked, err := a.rank(t.Context(), q, asked, inHand)
	if err != nil {
		t.Fatal(err)
	}
	const owner, fire = "Petra Lindqvist", "A fire destroyed"
	likely := map[string]float64{owner: 1, fire: 2} // the one that says the question again stands first
	ranked = slices.DeleteFunc(ranked, func(c *candidate) bool { return c.document.URL != "https://a.example/1" })
	for _, c := range ranked {
		c.score = 0
		for words, score := range likely {
			if strings.Contains(c.text(), words) {
				c.score = score
			}
		}
	}
	slices.SortStableFunc(ranked, func(x, y *candidate) int { return cmp.Compare(y.score, x.score) })
	r := a.model.ruleOn(q, ranked)
	if !strings.Contains(r.quote.Text, fire) {
		t.Fatalf("%q stands first", r.quote.Text)
	}
	got := a.model.quotes(r, 5)
	if !strings.Contains(got[0].Text, owner) || bold(got[0]) != owner || len(got[0].Context) != 1 || !strings.Contains(got[0].Context[0].Text, fire) {
		t.Errorf("%q beside %v, bold %q", got[0].Text, got[0].Context, bold(got[0]))
	}
	for _, x := range got[1:] {
		if strings.Contains(x.Text, owner) || strings.Contains(x.Text, fire) {
			t.Errorf("%q stands there again", x.Text)
		}
	}
}

// printed is an article as its line has it.
type printed struct{ URL, Title, Text, Published, Language string }

// TestTheWordsThatAnswer finds the answers in sentences that are known to hold them: those of the
// sample, and with LONG_TESTS those of the evaluation.
func TestTheWordsThatAnswer(t *testing.T) {
	t.Run("sample", func(t *testing.T) {
		of := map[string]printed{}
		for _, a := range lines(t, seeds.Stories()) {
			of[a.URL] = printed{a.URL, a.Title, a.Text, a.Published.Format(time.DateOnly), a.Language}
		}
		theWordsThatAnswer(t, readLines[goldQuestion](t, filepath.Join(sampleDir, "questions.jsonl")), of)
	})
	if os.Getenv("LONG_TESTS") == "" {
		return
	}
	for name, data := range map[string][2]string{"people": {"people/more.jsonl", "people/articles.jsonl.gz"}, "2022": {"people/2022.jsonl", "questions/articles.jsonl.gz"}} {
		questions, articles := filepath.Join(sharedData, data[0]), filepath.Join(sharedData, data[1])
		if !there(questions) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			of := map[string]printed{}
			for _, a := range readLines[printed](t, articles) {
				of[a.URL] = a
			}
			theWordsThatAnswer(t, readLines[goldQuestion](t, questions), of)
		})
	}
}

func theWordsThatAnswer(t *testing.T, questions []goldQuestion, of map[string]printed) {
	bolded := []string{"who", "when", "where", "how many", "how much", "how long", "which"}
	right, absent, all := map[string]int{}, map[string]int{}, map[string]int{}
	for _, g := range questions {
		if len(g.Gold) == 0 || !slices.Contains(bolded, g.Kind) {
			continue
		}
		a := of[g.Gold[0].URL]
		start := strings.Index(a.Text, g.Gold[0].Text)
		if start < 0 {
			continue
		}
		published, _ := time.Parse(time.RFC3339, a.Published)
		if published.IsZero() {
			published, _ = time.Parse(time.DateOnly, a.Published[:min(10, len(a.Published))])
		}
		q, err := parse(g.Question, "en")
		if err != nil {
			continue
		}
		for i := range q.terms {
			q.terms[i].weight = 1
		}
		d := &knowledge.Document{Article: knowledge.Article{Text: a.Text, Language: "en", Published: published}}
		r := knowledge.Range{Start: start, End: start + len(g.Gold[0].Text)}
		found := q.find(d, r, func() []text.Term { return text.AppendTerms(nil, d.Text[r.Start:r.End], d.Language) })
		words, value := found.best.In(a.Text), found.best.Value
		good := words != "" && slices.ContainsFunc(g.Answers, func(w string) bool {
			return strings.Contains(plainWords(words), plainWords(w)) || strings.Contains(plainWords(w), plainWords(words))
		}) || g.Value != "" && g.Value == value
		all[g.Kind]++
		switch {
		case good:
			right[g.Kind]++
		case words == "":
			absent[g.Kind]++
		}
		if !good {
			t.Logf("%s %s %q: %q of %q; want %q", g.Kind, q.wanted.Kind, g.Question, words, g.Gold[0].Text, g.Answers)
		}
	}
	rights, alls := 0, 0
	for k, n := range all {
		t.Logf("%s: %d of %d right, %d absent", k, right[k], n, absent[k])
		rights += right[k]
		alls += n
	}
	if share := float64(rights) / float64(alls); share < .75 {
		t.Errorf("the words that answer are found in %.3f of the sentences that hold them, %d", share, alls)
	} else {
		t.Logf("%.3f of %d", share, alls)
	}
}
