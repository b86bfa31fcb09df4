package manner

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// opening and closing are quotation marks; the straight one is both.
const opening, closing = "\"“„«", "\"”“»"

// Speech reports whether a sentence is what somebody said: it begins with a quotation
// mark, or more than half of it stands in them.
func Speech(s string) bool {
	if first, _ := utf8.DecodeRuneInString(s); strings.ContainsRune(opening+"'‘", first) {
		return true
	}
	within := 0
	for rest := s; ; {
		from := strings.IndexAny(rest, opening)
		if from < 0 {
			return 2*within > len(s)
		}
		_, mark := utf8.DecodeRuneInString(rest[from:])
		to := strings.IndexAny(rest[from+mark:], closing)
		if to < 0 {
			return 2*(within+len(rest)-from) > len(s)
		}
		within += mark + to
		rest = rest[from+mark+to:]
		_, mark = utf8.DecodeRuneInString(rest)
		rest = rest[mark:]
	}
}

// Quotation reports whether a sentence is what somebody said and does not say who: it stands in
// one pair of quotation marks from its beginning to its end, or opens one that it does not close.
func Quotation(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	closing := Closing(first)
	if closing == "" {
		return false
	}
	inner := strings.TrimRight(s[size:], ".,!? ")
	if last, size := utf8.DecodeLastRuneInString(inner); strings.ContainsRune(closing, last) {
		inner = inner[:len(inner)-size]
	}
	for i, r := range inner {
		if next, _ := utf8.DecodeRuneInString(inner[i+utf8.RuneLen(r):]); r == '’' && unicode.IsLetter(next) {
			continue // an apostrophe
		}
		if r == first || strings.ContainsRune(closing, r) {
			return false
		}
	}
	return true
}

// Closing returns the marks that end a quotation which a mark begins, "" where it begins none.
func Closing(mark rune) string { return quotationMarks[mark] }

// quotationMarks are those that close what one opens.
var quotationMarks = map[rune]string{'"': "\"", '“': "”", '„': "“”", '«': "»", '‘': "’"}
