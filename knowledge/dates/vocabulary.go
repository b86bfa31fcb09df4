package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A vocabulary is how one language writes calendar dates. Words are given in
// lower case, several of them with blanks between; they are compared without
// accents, so that fevrier stands for février and KASIM for kasım.
type vocabulary struct {
	language string     // ISO 639-1
	months   [12]string // full names in every form that a date can have, January first
	shorter  [12]string // abbreviations, without the full stop
	weekdays [7]string  // full names, Monday first
	days     [7]string  // abbreviations of the weekdays, without the full stop
	of       string     // between day and month, or month and year: 3 de mayo de 2026
	the      string     // before the day of the month: Freitag, den 3. Mai
	ordinal  string     // glued to the day of the month: 3rd, 1er
	year     string     // behind the year: 2026 г.
	at       string     // between a date and its time of day: um 14:05
	hour     string     // behind or inside a time of day: 14:05 Uhr, 14h05
}

// vocabularies are those of the languages whose written dates are read.
var vocabularies = [...]*vocabulary{&english, &german, &french, &spanish, &italian, &portuguese, &russian, &turkish}

// A role is what a word can be in a written date; a word may have several.
type role uint16

const (
	monthRole role = 1 << iota
	weekdayRole
	ofRole
	theRole
	ordinalRole
	yearRole
	atRole
	hourRole
)

// An entry is what one word can mean in the written dates of all languages.
type entry struct {
	roles   role
	month   int    // 1 to 12, of a monthRole
	weekday int    // 1 for Monday to 7, of a weekdayRole
	full    bool   // the word is a month's full name in some language
	english bool   // the word names a month in English
	first   string // the first language of vocabularies that has the word as a month
}

// entries holds the words of every vocabulary, folded.
var entries = func() map[string]entry {
	m := make(map[string]entry)
	add := func(words string, change func(*entry)) {
		for w := range strings.FieldsSeq(words) {
			e := m[fold(w)]
			change(&e)
			m[fold(w)] = e
		}
	}
	for _, v := range vocabularies {
		named := func(n int, full bool) func(*entry) {
			return func(e *entry) {
				if e.roles&monthRole == 0 {
					e.first = v.language
				}
				e.roles |= monthRole
				e.month, e.full, e.english = n+1, e.full || full, e.english || v == &english
			}
		}
		for i := range v.months {
			add(v.months[i], named(i, true))
			add(v.shorter[i], named(i, false))
		}
		for i := range v.weekdays {
			add(v.weekdays[i]+" "+v.days[i], func(e *entry) { e.roles, e.weekday = e.roles|weekdayRole, i+1 })
		}
		for r, words := range map[role]string{ofRole: v.of, theRole: v.the, ordinalRole: v.ordinal, yearRole: v.year, atRole: v.at, hourRole: v.hour} {
			add(words, func(e *entry) { e.roles |= r })
		}
	}
	return m
}()

// fold lower-cases a word and takes its accents off; the Turkish dotless ı is i.
func fold(w string) string {
	plain := true
	for i := 0; i < len(w) && plain; i++ {
		plain = w[i] < utf8.RuneSelf && !('A' <= w[i] && w[i] <= 'Z')
	}
	if plain {
		return w
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == 'ı':
			return 'i'
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(w))
}
