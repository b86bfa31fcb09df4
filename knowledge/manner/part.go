package manner

import (
	"strings"
	"unicode/utf8"
)

// Part reports whether a sentence is only a part of one: it ends in a colon, so that what it tells
// stands behind it, or it ends a quotation that began before it, of which it does not say whose it is.
func Part(s string) bool {
	s = strings.TrimSpace(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if last == ':' || last == '：' {
		return true
	}
	if last, _ = utf8.DecodeLastRuneInString(strings.TrimRight(s, ".!?…")); !strings.ContainsRune(closing, last) {
		return false
	}
	open := 0 // quotations that begin in it and have not ended
	for _, c := range s {
		switch {
		case c == '"' && open > 0, c != '"' && strings.ContainsRune(closing, c) && !(c == '“' && open == 0):
			open--
		case strings.ContainsRune(opening, c):
			open++
		}
		if open < 0 {
			return true
		}
	}
	return last == '"' && open > 0
}
