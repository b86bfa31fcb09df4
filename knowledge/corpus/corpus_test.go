package corpus

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
)

var real = []knowledge.Article{
	{Title: "Storm Agnes hits Porto", Text: "The storm reached the coast near Porto on Monday. Mayor Almeida closed the schools.\n\nThe wind broke trees in Lisbon. Nobody was hurt, said Almeida."},
	{Title: "Bank lowers its rate", Text: "The Central Bank lowered the rate to 3.5 percent. Markets in London rose. Analysts at Barclays expect more."},
}

func TestMaker(t *testing.T) {
	started := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	const count = 400
	articles := slices.Collect(New(real, 7, started).All(count))
	if diff := cmp.Diff(articles, slices.Collect(New(real, 7, started).All(count))); diff != "" {
		t.Errorf("the same seed makes other articles:\n%s", diff)
	}
	words, sources, early := map[string]bool{}, map[string]bool{}, 0
	for i, a := range articles {
		if a.Text == "" || a.Title == "" || a.URL == "" {
			t.Fatalf("article %d: %+v", i, a)
		}
		if i > 0 && !a.Published.After(articles[i-1].Published) {
			t.Errorf("article %d was published at %s, the one before at %s", i, a.Published, articles[i-1].Published)
		}
		for _, word := range strings.Fields(a.Text) {
			words[word] = true
		}
		if sources[a.Source] = true; i == count/4 {
			early = len(words)
		}
	}
	if len(words) <= early || len(words) > 4*early {
		t.Errorf("%d words in %d articles, %d in a quarter of them", len(words), count, early)
	}
	if len(sources) < 10 || len(sources) > outlets {
		t.Errorf("%d outlets", len(sources))
	}
}

func TestSentences(t *testing.T) {
	want := []string{"One. ", "Two!\n\n", "Three in 3.5 parts? ", "Four\n\n"}
	if diff := cmp.Diff(want, sentences("One. Two!\n\nThree in 3.5 parts? Four")); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}
