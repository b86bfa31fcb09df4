package topic

import (
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// TestBeginsUnnamed reads the last sentence of each text beside its title.
func TestBeginsUnnamed(t *testing.T) {
	for _, c := range []struct {
		language, title, text string
		want                  bool
	}{
		{"en", "Dam breaks", "Dr. Leila Myrick saw the first child in January. Myrick had only read about it.", true},
		{"en", "Myrick's first child", "Dr. Leila Myrick saw the first child in January. Myrick had only read about it.", false},
		{"en", "Dam breaks", "Rain fell in January. Divers searched the river.", false},
		{"en", "Dam breaks", "The minister Kim Jong Ho spoke on Monday. Kim praised the crews.", true},
		{"en", "Dam breaks", "A girl was ill. Later, Ana Ruiz saw her.", true},
		{"en", "Dam breaks", "A girl was ill. The child had no immunity.", true},
		{"en", "Dam breaks", "A girl was ill. The dam broke.", false},
		{"en", "Dam breaks", "A girl was ill. After graduating, she plans to build a dam.", true},
		{"en", "Dam breaks", "A girl was ill. On Monday Ana Ruiz said she plans to build a dam.", false},
		{"ru", "Прорыв плотины", "Девочка больна. После школы она построит плотину.", true},
		{"en", "Dam breaks", "A girl was ill. The Senate voted.", false},
		{"en", "Dam breaks", "Rain fell in January. Coincidentally, the dam broke.", true},
		{"de", "Damm bricht", "Es regnete im Januar. Schließlich, am Montag, brach der Damm.", true},
		{"de", "Damm bricht", "Bürgermeister Karl Ostwald kam am Montag. Ostwald lobte die Feuerwehr.", true},
		{"de", "Damm bricht", "Ein Mädchen war krank. Das Kind war nicht geimpft.", false},
		{"es", "Se rompe la presa", "La alcaldesa Ana Ruiz llegó el lunes. Ruiz visitó el pueblo.", true},
	} {
		d := &knowledge.Document{Article: knowledge.Article{Title: c.title, Text: c.text, Language: c.language}}
		r := &Reading{Document: d}
		titled := map[string]bool{}
		for _, term := range text.AppendTerms(nil, c.title, c.language) {
			titled[term.Stem] = true
		}
		for _, s := range text.Sentences(c.text, c.language) {
			r.Sentences = append(r.Sentences, SentenceOf(c.text, c.language, knowledge.Range(s)))
		}
		last := r.Sentences[len(r.Sentences)-1]
		if got := r.BeginsUnnamed(last.Terms(), func(stem string) bool { return titled[stem] }); got != c.want {
			t.Errorf("%q begins with what was named: %v, want %v", c.text[last.Start:], got, c.want)
		}
	}
}
