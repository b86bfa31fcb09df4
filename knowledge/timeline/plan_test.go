package timeline

import (
	"strings"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/topic"
)

func TestIsPlan(t *testing.T) {
	for _, c := range []struct {
		language, date, text string // date "": that of publication
		plan                 bool
	}{
		{"en", "5 May", "The dam will open on 5 May.", true},
		{"en", "5 May", "On 5 May, the dam will open, if it does not rain.", true},
		{"en", "5 May", "If nobody pays by the 5 May deadline, the dam stays shut.", true},
		{"en", "5 May", "The dam broke on 5 May.", false},
		{"en", "Monday", "The council voted the dam down on Monday, so the river will stay as it is.", false},
		{"en", "Monday", "The dam, which will cost 40 million, was voted down on Monday.", false},
		{"en", "Monday", "On Monday, the council voted the dam down – the river will stay as it is.", false},
		{"en", "", "The council votes on the dam, so the river will stay as it is.", true},
		{"de", "Montag", "Am Montag, so die Stadt, brach der Damm, der Bau ist erst geplant.", false},
		{"de", "5. Mai", "Die Eröffnung ist für den 5. Mai geplant.", true},
		{"fr", "5 mai", "Le barrage sera ouvert le 5 mai.", true},
	} {
		f := knowledge.Fact{Basis: knowledge.Basis{Kind: knowledge.ByDate}}
		if c.date != "" {
			at := strings.Index(c.text, c.date)
			f.Basis = knowledge.Basis{Kind: knowledge.Written, Range: knowledge.Range{Start: at, End: at + len(c.date)}}
		}
		s := topic.SentenceOf(c.text, c.language, knowledge.Range{End: len(c.text)})
		r := topic.Reading{Document: &knowledge.Document{Article: knowledge.Article{Text: c.text, Language: c.language}}}
		if got := isPlan(&f, &s, newArticle(&r)); got != c.plan {
			t.Errorf("%q is a plan: %v, want %v", c.text, got, c.plan)
		}
	}
}
