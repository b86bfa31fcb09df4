package answer

import (
	"strings"
	"testing"
)

// TestLatest asks for the news on something over a few articles.
func TestLatest(t *testing.T) {
	a := open(t, town...)
	for _, c := range []struct{ question, quote string }{
		{"latest on the mill fire", "A fire destroyed the old paper mill"},
		{"what's the latest on the Ashford mill", "A fire destroyed the old paper mill"},
		{"latest news on mayor Okafor", "resigned on Wednesday"},
		{"any news about Tomas Okafor?", "resigned on Wednesday"},
		{"what is the latest on the bridge", "The new bridge over the Ash"},
	} {
		q, got := first(t, a, Question{Text: c.question, AsOf: day("2024-03-01")})
		if got.Verdict != Answered || !strings.Contains(shown(q), c.quote) {
			t.Errorf("%s: %s with %.2f: %q", c.question, got.Verdict, got.Confidence, shown(q))
		}
	}
	for _, question := range []string{"latest on the ferry", "latest news on Petra Okafor's trial", "any news on the strike in Norland"} {
		if q, got := first(t, a, Question{Text: question, AsOf: day("2024-03-01")}); got.Verdict == Answered {
			t.Errorf("%s: answered with %.2f: %q", question, got.Confidence, shown(q))
		}
	}
}

// TestNewsAsked tells questions for the news on something from others.
func TestNewsAsked(t *testing.T) {
	for question, news := range map[string]bool{
		"latest on the mill fire":                           true,
		"What's the latest news about the bridge?":          true,
		"any updates on mayor Okafor":                       true,
		"what's happening with the mill":                    true,
		"mill fire update":                                  true,
		"Was gibt es Neues zu der Brücke in Ashford?":       true,
		"quelles sont les dernières nouvelles du pont ?":    true,
		"¿Cuáles son las últimas noticias sobre el puente?": true,
		"ultime notizie sul ponte":                          true,
		"últimas notícias sobre a ponte":                    true,
		"последние новости о пожаре":                        true,
		"köprü hakkında son haberler":                       true,
		"who owns fox news":                                 false,
		"when will the new bridge open":                     false,
		"what did the mayor say about the latest fire":      false,
		"how did he update the law":                         false,
	} {
		if w := readWhen(question, "en", day("2024-03-01")); w.news != news {
			t.Errorf("%s: %t", question, w.news)
		}
	}
}
