package retrieve

import (
	_ "embed"
	"strings"
	"sync"

	"quoth/knowledge/text"
)

// bilingualFile has the English words of the news and what they are in the other
// seven languages: a line has the English words, then "|" and the words of each
// language in the order of bilingualLanguages; ways to say it are separated by commas.
//
//go:embed bilingual.txt
var bilingualFile string

var bilingualLanguages = [...]string{"de", "fr", "es", "it", "pt", "ru", "tr"}

// bilingual leads from a language and the stems of a word, or of up to longestAlias
// words that stand together, to the stems of the English words.
var bilingual = sync.OnceValue(func() map[string]map[string][][]string {
	m := map[string]map[string][][]string{}
	for _, language := range bilingualLanguages {
		m[language] = map[string][][]string{}
	}
	for line := range strings.Lines(bilingualFile) {
		fields := strings.Split(strings.TrimSpace(line), "|")
		if len(fields) != 1+len(bilingualLanguages) {
			continue
		}
		for i, language := range bilingualLanguages {
			for word := range strings.SplitSeq(fields[i+1], ",") {
				key := strings.Join(contentStems(word, language), " ")
				if key == "" {
					continue
				}
				for english := range strings.SplitSeq(fields[0], ",") {
					m[language][key] = append(m[language][key], contentStems(english, "en"))
				}
			}
		}
	}
	return m
})

// translations are the English words for those of a query in another language, where
// English is stored: much news is printed in English alone.
func (q *Query) translations(stored map[string]int) []Form {
	if q.Language == "en" || stored["en"] == 0 {
		return nil
	}
	var forms []Form
	known := bilingual()[q.Language]
	for i := range q.Words {
		key, words := "", uint64(0)
		for j := i; j < len(q.Words) && j < i+longestAlias; j++ {
			if j > i && !q.next(j-1) {
				break
			}
			if j > i {
				key += " "
			}
			key += q.Words[j].Stem
			words |= 1 << j
			for _, english := range known[key] {
				forms = append(forms, Form{Words: words, Stems: english, Share: .7})
			}
		}
	}
	return forms
}

// English is the English stems of a word of another language; nil when it is not known.
func English(word, language string) []string {
	for _, stems := range bilingual()[language][text.Stem(text.Fold(word), language)] {
		return stems
	}
	return nil
}
