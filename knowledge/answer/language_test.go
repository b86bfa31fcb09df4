package answer

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quoth/knowledge"
)

// languageFile is one language's articles, and questions about them.
type languageFile struct {
	Articles  []struct{ Title, Source, Published, Text string }
	Questions []struct {
		Question string
		Quote    string // stands in the right quote or its context
		Answer   string // stands in the right bold range; "" where there is none
	}
}

// longestBold is how long a bold range may be, in bytes, to tell an answer.
const longestBold = 60

// TestLanguages asks in seven languages over one store that holds them all. The
// floors are what is reached, so that a change that lowers it is seen.
func TestLanguages(t *testing.T) {
	const rightFloor, aloneFloor, boldFloor = 38, 36, 30
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
	right, without, bolds, asked := 0, 0, 0, 0
	for language, f := range files {
		for _, q := range f.Questions {
			asked++
			got, answer := first(t, a, Question{Text: q.Question, AsOf: day("2024-12-31")})
			marked := bold(got)
			alone := strings.Contains(got.Text, q.Quote)
			ok := alone || slices.ContainsFunc(got.Context, func(p knowledge.Passage) bool { return strings.Contains(p.Text, q.Quote) })
			boldOK := ok && q.Answer != "" && strings.Contains(marked, q.Answer) && len(marked) <= longestBold
			if alone {
				without++
			}
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
	t.Logf("%d asked, %d first quotes right, %d of them without their context, %d bold ranges right", asked, right, without, bolds)
	if right < rightFloor || without < aloneFloor || bolds < boldFloor {
		t.Errorf("%d first quotes, %d without their context, and %d bold ranges are right, want %d, %d and %d", right, without, bolds, rightFloor, aloneFloor, boldFloor)
	}
}

func TestLanguageOfTheTalk(t *testing.T) {
	a := open(t, knowledge.Article{Title: "Brücke gesperrt", Source: "Talbote", Published: day("2024-05-03"), Language: "de",
		Text: "Die Brücke in Aldorf ist gesperrt. Bürgermeister Jens Hollmann sprach von Rissen. Gebaut wurde sie 1931."})
	_, answer := first(t, a, Question{Text: "Wer sprach von Rissen an der Brücke?"})
	if answer.Language != "de" || answer.Talk.Language != "de" || answer.Stored != nil {
		t.Errorf("language %q, of the talk %q, stored %q", answer.Language, answer.Talk.Language, answer.Stored)
	}
	if _, next := first(t, a, Question{Text: "Brücken Aldorf", Talk: answer.Talk}); next.Language != "de" {
		t.Errorf("the talk goes on in %q", next.Language)
	}
	if _, other := first(t, a, Question{Text: "Brücken Aldorf", Language: "de-CH"}); other.Language != "de" || other.Verdict == None {
		t.Errorf("a reader of German is taken to ask in %q: %s", other.Language, other.Verdict)
	}
	if _, other := first(t, a, Question{Text: "¿Quién habló de la ciudad de Aldorf?"}); len(other.Stored) != 1 || other.Stored[0] != "de" {
		t.Errorf("languages %q are stored", other.Stored)
	}
}

func TestReadings(t *testing.T) {
	a := open(t, town...)
	for _, c := range []struct{ question, quote, word, read string }{
		{"When will the bidge over the Ash open?", "12 June 2023", "bidge", "bridge"},
		{"Who is mayor Okafour?", "Okafor", "Okafour", "Okafor"},
		{"Which owner has the papr mill?", "Petra Lindqvist", "papr", "paper"},
		{"Which owner has the paper mill?", "Petra Lindqvist", "", ""},
	} {
		got, answer := first(t, a, Question{Text: c.question})
		var want []Reading
		if c.word != "" {
			want = []Reading{{Word: c.word, Read: c.read}}
		}
		if !slices.Equal(answer.Readings, want) || !strings.Contains(got.Text, c.quote) {
			t.Errorf("%s: read %q, %q", c.question, answer.Readings, got.Text)
		}
	}
}
