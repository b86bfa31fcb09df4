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
// Of a text in which the language's rules find nothing it returns the days that are
// written out in any other.
func FindIn(text, language string, published time.Time) []Expression {
	language, _, _ = strings.Cut(language, "-")
	return grammarOf(language).find(text, published)
}

// stamps reads what is written out in any language: a question of a few words may be in
// another language than it is taken for.
func (s *scanner) stamps(text string) []Expression {
	var found []Expression
	var now time.Time
	if s.pub.known() {
		now = s.pub.time()
	}
	for _, x := range Stamps(text, s.grammar.language, now) {
		c := civil{x.Year, x.Month, x.Day}
		if c.y == 0 && s.pub.known() {
			c = s.nearest(func(year int) civil { return civil{year, x.Month, x.Day} }, unknown)
		}
		if c.valid() {
			found = append(found, Expression{Start: x.Start, End: x.End, Type: Date, Value: c.String(), Resolved: x.Year == 0})
		}
	}
	return found
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
