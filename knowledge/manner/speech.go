package manner

import (
	"strings"
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
