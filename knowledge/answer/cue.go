package answer

import (
	"strings"
	"unicode/utf8"

	"quoth/knowledge/lazyregexp"
)

// cue is an expression that is tried on each sentence of many articles, and matches few of
// them. Where none of the words stands that its matches begin with, it need not be tried.
type cue struct {
	expression *lazyregexp.Regexp
	words      []string  // in lower case; each match begins with one of them, or
	pieces     []string  // holds one of these
	first      [256]bool // the bytes with which those begin
}

func newCue(expression, words string, pieces ...string) *cue {
	c := &cue{expression: lazyregexp.New(expression), words: strings.Fields(words), pieces: pieces}
	for _, s := range append(strings.Fields(words), pieces...) {
		c.first[s[0]] = true
		c.first[strings.ToUpper(s)[0]] = true
	}
	return c
}

// MatchString reports whether the expression matches s.
func (c *cue) MatchString(s string) bool { return c.may(s) && c.expression.MatchString(s) }

// may is false only where the expression does not match.
func (c *cue) may(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf && (strings.HasPrefix(s[i:], "ſ") || strings.HasPrefix(s[i:], "\u212a")) {
			return true // they are an s and a k where case does not count
		}
		if !c.first[s[i]] {
			continue
		}
		for _, p := range c.pieces {
			if begins(s[i:], p) {
				return true
			}
		}
		if i > 0 && isWordByte(s[i-1]) {
			continue
		}
		for _, w := range c.words {
			if begins(s[i:], w) {
				return true
			}
		}
	}
	return false
}

// begins reports whether s begins with some ASCII letters, in any case, or with other characters.
func begins(s, with string) bool {
	return len(s) >= len(with) && strings.EqualFold(s[:len(with)], with)
}

// isWordByte reports whether b is what \w stands for.
func isWordByte(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b == '_'
}
