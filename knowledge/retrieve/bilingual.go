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

// countryFile has the countries in the same form, one way to say it each.
//
//go:generate go run generate.go
//go:embed countries.txt
var countryFile string

var bilingualLanguages = [...]string{"de", "fr", "es", "it", "pt", "ru", "tr"}

// bilingual leads from a language and the stems of a word, or of up to longestAlias
// words that stand together, to the English words.
var bilingual = sync.OnceValue(func() map[string]map[string][]string {
	m := map[string]map[string][]string{}
	for _, language := range bilingualLanguages {
		m[language] = map[string][]string{}
	}
	for line := range strings.Lines(bilingualFile + countryFile) {
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
				m[language][key] = append(m[language][key], strings.Split(fields[0], ",")...)
			}
		}
	}
	return m
})

// translations are the English words for those of a query in another language: much
// news is printed in English alone.
func (q *Query) translations() []Form {
	if q.Language == "en" || q.stored["en"]+q.stored[""] == 0 {
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
				if stems := contentStems(english, "en"); len(stems) > 0 {
					forms = append(forms, Form{Words: words, Stems: stems, Share: .7})
				}
			}
		}
	}
	return forms
}

// English is the first English word for a folded word of another language; "" when
// it is not known.
func English(folded, language string) string {
	if words := bilingual()[language][text.Stem(folded, language)]; len(words) > 0 {
		return words[0]
	}
	return ""
}
