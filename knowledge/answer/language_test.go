package answer

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/knowledge"
)

// languageFile is one language's articles, and questions about them.
type languageFile struct {
	Articles  []struct{ Title, Source, Published, Text string }
	Questions []struct {
		Question string
		Quote    string // stands in the right quote
		Answer   string // stands in the right bold range; "" where there is none
	}
}

// longestBold is how long a bold range may be, in bytes, to tell an answer.
const longestBold = 60

// TestLanguages asks in seven languages over one store that holds them all. The
// floors are what is reached, so that a change that lowers it is seen.
func TestLanguages(t *testing.T) {
	const rightFloor, boldFloor = 33, 31
	files := map[string]languageFile{}
	var articles []knowledge.Article
	for _, language := range []string{"de", "es", "fr", "it", "pt", "ru", "tr"} {
		data, err := os.ReadFile(filepath.Join("testdata", "languages", language+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var f languageFile
		if err := json.Unmarshal(data, &f); err != nil {
			t.Fatalf("%s: %v", language, err)
		}
		files[language] = f
		for _, a := range f.Articles {
			articles = append(articles, knowledge.Article{Title: a.Title, Source: a.Source, Published: day(a.Published), Text: a.Text})
		}
	}
	a := open(t, articles...)
	right, bolds, asked := 0, 0, 0
	for language, f := range files {
		for _, q := range f.Questions {
			asked++
			got, answer := first(t, a, Question{Text: q.Question, AsOf: day("2024-12-31")})
			marked := bold(got)
			ok := strings.Contains(got.Text, q.Quote)
			boldOK := ok && q.Answer != "" && strings.Contains(marked, q.Answer) && len(marked) <= longestBold
			if ok {
				right++
			}
			if boldOK {
				bolds++
			}
			if !ok || q.Answer != "" && !boldOK {
				t.Logf("%s: %s\n\t%s %.2f %q, bold %q", language, q.Question, answer.Verdict, answer.Confidence, got.Text, marked)
			}
		}
	}
	t.Logf("%d asked, %d first quotes right, %d bold ranges right", asked, right, bolds)
	if right < rightFloor || bolds < boldFloor {
		t.Errorf("%d first quotes and %d bold ranges are right, want %d and %d", right, bolds, rightFloor, boldFloor)
	}
}
