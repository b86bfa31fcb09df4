package zone

import (
	"strings"

	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/text"
)

// signature is the line below a post of a social network as pages embed it: a dash, the
// author's name, the handle in brackets, and the day.
var signature = lazyregexp.New(`^[—–-] ?([^\n()]{2,60}?) \(@\w{1,30}\)[^\n]{0,40}$`)

// Signed reports whether a line signs a post of a social network, and where the author's
// name stands in it.
func Signed(line string) (author text.Span, ok bool) {
	if !strings.ContainsRune("—–-", firstRune(line)) { // as nearly all lines
		return author, false
	}
	m := signature.FindStringSubmatchIndex(line)
	if m == nil {
		return author, false
	}
	return text.Span{Start: m[2], End: m[3]}, true
}

func isSigned(line string) bool {
	_, ok := Signed(line)
	return ok
}
