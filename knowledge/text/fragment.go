package text

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// wholeFragment is the longest passage, in bytes, that a fragment gives word
	// by word. Longer ones are given by their first and last words, which keeps
	// a link short and does not break on a changed comma in the middle.
	wholeFragment = 120
	// edgeWords is how many words begin and end a longer passage, and how many
	// stand in a prefix or suffix.
	edgeWords = 5
)

// Fragment returns the text directive that makes a browser scroll to the passage
// [start, end) of a page and mark it: what stands behind "#:~:text=", encoded
// (WICG, URL Fragment Text Directives). page is the page's text, in which a
// newline ends a block. The passage is given whole, or by its first and last
// words when it is long or reaches over several blocks; where its words stand
// more than once, what is before and behind them goes with it. It is "" when the
// range is empty or has no word.
func Fragment(page string, start, end int) string {
	if start < 0 || end > len(page) || start >= end {
		return ""
	}
	for start < end && !wordAt(page[start:]) {
		_, n := utf8.DecodeRuneInString(page[start:])
		start += n
	}
	for start < end {
		r, n := utf8.DecodeLastRuneInString(page[start:end])
		if isWordRune(r) {
			break
		}
		end -= n
	}
	if start >= end {
		return ""
	}
	passage := page[start:end]
	prefix, suffix := "", ""
	body := encode(passage)
	if len(passage) > wholeFragment || strings.ContainsRune(passage, '\n') {
		first, last := firstWords(passage, edgeWords), lastWords(passage, edgeWords)
		if len(first)+len(last) >= len(passage) {
			first, last = firstWords(passage, 1), lastWords(passage, 1)
		}
		body = encode(first) + "," + encode(last)
		if repeats(page, first) {
			prefix = before(page[:start])
		}
		if strings.Count(strings.ToLower(page[start:end]), strings.ToLower(last)) > 1 {
			suffix = behind(page[end:])
		}
	} else if repeats(page, passage) {
		prefix, suffix = before(page[:start]), behind(page[end:])
		if prefix == "" && suffix == "" && repeats(page[:end], passage) {
			prefix = before(strings.TrimRightFunc(page[:start], unicode.IsSpace))
		}
	}
	if prefix != "" {
		body = encode(prefix) + "-," + body
	}
	if suffix != "" {
		body += ",-" + encode(suffix)
	}
	return body
}

func wordAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWordRune(r)
}

// sameBlock is what of s lies in the block that ends (before) or begins where s does.
func sameBlock(s string, before bool) string {
	if before {
		return s[strings.LastIndexByte(s, '\n')+1:]
	}
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// before is the last words of s in its last block. Browsers skip white space alone
// between a prefix and the passage, so all other marks after the words are kept.
func before(s string) string {
	words := strings.Fields(sameBlock(s, true))
	from := len(words)
	for n := edgeWords; from > 0 && n > 0; from-- {
		if strings.IndexFunc(words[from-1], isWordRune) >= 0 {
			n--
		}
	}
	return strings.TrimLeftFunc(strings.Join(words[from:], " "), isEdgeMark)
}

// behind is the first words of s in its first block, with the marks before them.
func behind(s string) string {
	words := strings.Fields(sameBlock(s, false))
	to := 0
	for n := edgeWords; to < len(words) && n > 0; to++ {
		if strings.IndexFunc(words[to], isWordRune) >= 0 {
			n--
		}
	}
	return strings.TrimRightFunc(strings.Join(words[:to], " "), isEdgeMark)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isEdgeMark(r rune) bool { return !isWordRune(r) }

// repeats reports whether words stand in a page more than once.
func repeats(page, words string) bool {
	return strings.Count(strings.ToLower(page), strings.ToLower(words)) > 1
}

// firstWords is the first n words of the first block of s, with what stands
// between them.
func firstWords(s string, n int) string {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\n' })
	s = sameBlock(s, false)
	for i, r := range s {
		if unicode.IsSpace(r) {
			if n--; n == 0 {
				return trimEdge(s[:i])
			}
		}
	}
	return trimEdge(s)
}

// lastWords is the last n words of the last block of s.
func lastWords(s string, n int) string {
	s = strings.TrimRightFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\n' })
	s = sameBlock(s, true)
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if unicode.IsSpace(r) {
			if n--; n == 0 {
				return trimEdge(s[i:])
			}
		}
		i -= size
	}
	return trimEdge(s)
}

func trimEdge(s string) string {
	return strings.TrimFunc(s, isEdgeMark)
}

// encode percent-encodes a part of a directive: all that a URL's fragment must
// not hold, and the three characters that part a directive.
func encode(s string) string {
	s = url.QueryEscape(strings.Join(strings.Fields(s), " "))
	return strings.NewReplacer("+", "%20", "-", "%2D", "~", "%7E").Replace(s)
}
