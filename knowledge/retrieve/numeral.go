package retrieve

import (
	"strconv"

	"quoth/knowledge/text"
)

// numerals are the numbers in words as digits and the digits as words of the
// languages that are stored.
func (q *Query) numerals() []Form {
	var forms []Form
	for i, w := range q.Words {
		value, inWords := text.Numeral(w.Stem, q.Language)
		if !inWords {
			n, err := strconv.Atoi(w.Stem)
			if err != nil {
				continue
			}
			value = n
		} else {
			forms = append(forms, Form{Words: 1 << i, Stems: []string{strconv.Itoa(value)}, Share: .7})
		}
		for language := range q.stored {
			if stem, ok := text.NumeralStem(value, language); ok && stem != w.Stem {
				forms = append(forms, Form{Words: 1 << i, Stems: []string{stem}, Share: .7})
			}
		}
	}
	return forms
}
