package answer

import (
	"maps"
	"strings"
	"sync"

	"quoth/knowledge/dates"
	"quoth/knowledge/text"
)

// vocabulary is the words of one language that are counts and times, as stems.
type vocabulary struct {
	calendar map[string]bool // of which dates are made, months among them
	months   map[string]bool
	numerals map[string]bool // numbers in words
}

// calendar is the words of which dates are made.
var calendar = stemSet(`january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
	today tomorrow yesterday tonight year month week day hour minute decade century spring summer autumn winter
	years months weeks days hours minutes decades`)

// months are those of the calendar. "May" is written as the auxiliary verb is, and
// stands beside a number nearly only as the month.
var months = stemSet("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec")

// numerals are numbers in words.
var numerals = stemSet(`two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
	seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
	trillion dozen dozens hundreds thousands millions half third quarter percent double triple first second`)

var vocabularies = sync.OnceValue(func() map[string]*vocabulary {
	all := map[string]*vocabulary{}
	for _, language := range []string{"de", "es", "fr", "it", "pt", "ru", "tr"} {
		months, others := dates.CalendarWords(language)
		v := &vocabulary{months: stemsOf(language, strings.Join(months, " ")), calendar: stemsOf(language, strings.Join(others, " ")), numerals: map[string]bool{}}
		maps.Copy(v.calendar, v.months)
		for value := range 100 {
			if stem, ok := text.NumeralStem(value, language); ok {
				v.numerals[stem] = true
			}
		}
		all[language] = v
	}
	return all
})

var english = &vocabulary{calendar: calendar, months: months, numerals: numerals}

// vocabularyOf is a language's vocabulary; English for one that has none.
func vocabularyOf(language string) *vocabulary {
	if v := vocabularies()[language]; v != nil {
		return v
	}
	return english
}
