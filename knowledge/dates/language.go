package dates

import (
	"strings"
	"time"
)

// languages are the grammars by ISO 639-1.
var languages = map[string]*grammar{
	"en": &englishGrammar, "de": &germanGrammar, "fr": &frenchGrammar, "es": &spanishGrammar,
	"it": &italianGrammar, "pt": &portugueseGrammar, "ru": &russianGrammar, "tr": &turkishGrammar,
}

// FindIn returns the time expressions of a text in one of the eight languages (an IETF
// language tag), as Find does of an English one, which any other language is taken for.
func FindIn(text, language string, published time.Time) []Expression {
	language, _, _ = strings.Cut(language, "-")
	g := grammars[language]
	if g == nil {
		g = grammars["en"]
	}
	s := newScanner(g, text, published)
	s.run()
	return s.found
}

// CalendarWords returns the words of which dates and durations are made in one of the
// seven languages besides English: the names of months, and all others (weekdays, days
// beside today, seasons, units). Both are nil for another language.
func CalendarWords(language string) (months, others []string) {
	for _, v := range vocabularies {
		if v.language != language || language == "en" {
			continue
		}
		for i := range v.months {
			months = append(months, strings.Fields(v.months[i]+" "+v.shorter[i])...)
		}
		for i := range v.weekdays {
			others = append(others, strings.Fields(v.weekdays[i])...)
		}
		for _, w := range languages[language].words {
			switch w.class {
			case today, season, unit:
				others = append(others, strings.Fields(w.words)...)
			}
		}
	}
	return months, others
}
