package text

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize returns the one form in which texts are stored and compared: valid
// UTF-8 (each run of bad bytes becomes one U+FFFD), Unicode normalization form
// C, and "\n" for "\r\n" and "\r". Nothing else is changed. A text that already
// has this form is returned as it is, without copying.
//
// Form C is that of golang.org/x/text, which also puts a combining grapheme
// joiner into runs of more than 30 combining marks (UAX #15, stream-safe text).
func Normalize(s string) string {
	if normal(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.ReplaceAll(s, "\r", "\n")
	}
	return norm.NFC.String(s)
}

func normal(s string) bool {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf && s[i] != '\r' {
		i++
	}
	if i == len(s) {
		return true
	}
	return strings.IndexByte(s[i:], '\r') < 0 && utf8.ValidString(s[i:]) && norm.NFC.IsNormalString(s)
}

// OneLine is s, normalised, as one line: runs of white space become one space, none
// stands at either end.
func OneLine(s string) string { return strings.Join(strings.Fields(Normalize(s)), " ") }
