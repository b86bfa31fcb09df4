package timeline

import (
	"strings"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/topic"
)

func TestRecallsDate(t *testing.T) {
	for _, c := range []struct {
		language, date, text string
		recalls              bool
	}{
		{"en", "5 May", "The dam broke on 5 May.", false},
		{"en", "5 May", "Divers have found nobody since the dam broke on 5 May.", true},
		{"en", "5 May", "Since the dam broke on 5 May, divers have found nobody.", true},
		{"en", "Monday", "After a night of rain, the dam broke on Monday.", false},
		{"en", "5 May", "The keeper, who had left on 5 May, was found.", true},
		{"de", "5. Mai", "Seit dem Bruch des Damms am 5. Mai wird gesucht.", true},
		{"de", "5. Mai", "Der Damm brach am 5. Mai.", false},
		{"fr", "5 mai", "Les secours cherchent depuis la rupture du 5 mai.", true},
		{"tr", "5 Mayıs", "Baraj 5 Mayıs günü yıkıldı.", false},
	} {
		at := strings.Index(c.text, c.date)
		f := knowledge.Fact{Basis: knowledge.Basis{Kind: knowledge.Written, Range: knowledge.Range{Start: at, End: at + len(c.date)}}}
		s := topic.SentenceOf(c.text, c.language, knowledge.Range{End: len(c.text)})
		r := topic.Reading{Document: &knowledge.Document{Article: knowledge.Article{Text: c.text, Language: c.language}}}
		if got := recallsDate(&f, &s, newArticle(&r)); got != c.recalls {
			t.Errorf("%q recalls its date: %v, want %v", c.text, got, c.recalls)
		}
	}
}
