package markdown

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"quoth/knowledge/lazyregexp"
)

var (
	address = lazyregexp.New(`https?://\S+`)
	// lineMarks are Discord's marks at the beginning of a line: block quotes, headings,
	// small print.
	lineMarks = lazyregexp.New(`(?m)^[ \t]*(>>>|>|#{1,3}|-#)[ \t]+`)
	// fence is the mark before and behind a block of code, with the name of its language.
	fence = lazyregexp.New("```(?:[a-z+#-]*\n)?")
	// referred is what stands for something of Discord's: people, roles, channels, custom
	// emoji, places of the server, commands, points in time (documentation, "Message Formatting").
	referred = lazyregexp.New(`<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|id:\w+|(/[^:>]+):\d+|t:(-?\d{1,12})(?::[a-zA-Z])?)>`)
	// masked is a link with words of its own.
	masked = lazyregexp.New(`\[([^\[\]\n]+)\]\(<?https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*>?\)`)
	// blanks are spaces left where a mark was.
	blanks = lazyregexp.New(`[ \t]{2,}`)
	// sourceMark is the number of a source behind a quote, as the bot itself writes it.
	sourceMark = lazyregexp.New(`\s*\[\d+\]\s*$`)
	// blockQuote is the first block quote of a text.
	blockQuote = lazyregexp.New(`(?m)^> .*(\n> .*)*`)
)

// Wording is the words of a message as they are shown, without the quotation marks
// around the whole.
func Wording(s string) string {
	return strings.Trim(sourceMark.ReplaceAllString(Text(s), ""), " \t\n\"“”„«»")
}

// Text is a text without Discord's Markdown. What names people, roles, channels and
// custom emoji is left out; a point in time is its day in UTC, a command its name.
func Text(s string) string {
	s = masked.ReplaceAllString(lineMarks.ReplaceAllString(fence.ReplaceAllString(s, ""), ""), "$1")
	s = referred.ReplaceAllStringFunc(s, func(mark string) string {
		m := referred.FindStringSubmatch(mark)
		if seconds, err := strconv.ParseInt(m[2], 10, 64); err == nil {
			return time.Unix(seconds, 0).UTC().Format("2 January 2006")
		}
		return m[1]
	})
	var b strings.Builder
	at := 0
	for _, m := range address.FindAllStringIndex(s, -1) {
		end := m[0] + len(strings.TrimRight(s[m[0]:m[1]], "*_~|>"))
		b.WriteString(withoutEmphasis(strings.TrimRight(s[at:m[0]], "*_~|<")))
		b.WriteString(s[m[0]:end])
		at = m[1]
	}
	b.WriteString(withoutEmphasis(s[at:]))
	return strings.TrimSpace(blanks.ReplaceAllString(b.String(), " "))
}

// WithoutAddresses is a text without the addresses in it.
func WithoutAddresses(s string) string { return address.ReplaceAllString(s, "") }

// FirstQuote is the first block quote of a text; "" for none.
func FirstQuote(s string) string { return blockQuote.FindString(s) }

// withoutEmphasis leaves out marks of emphasis, and the backslash before a character that
// is none.
func withoutEmphasis(s string) string {
	var b strings.Builder
	before := ' '
	runes := []rune(s)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		if r == '\\' && i+1 < len(runes) && unicode.In(runes[i+1], unicode.Punct, unicode.Symbol) {
			i++
			before = runes[i]
			b.WriteRune(before)
			continue
		}
		if strings.ContainsRune("*_~|`", r) {
			end := i
			for end < len(runes) && runes[end] == r {
				end++
			}
			if !marks(r, end-i, before, append(runes, ' ')[end]) {
				b.WriteString(string(runes[i:end]))
				before = r
			}
			i = end - 1
			continue
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// marks reports whether n times a character between two others are marks of Markdown:
// they touch what they mark on one side, and within a word an underscore is none.
func marks(r rune, n int, before, after rune) bool {
	switch r {
	case '~', '|':
		return n == 2
	case '_':
		if wordly(before) && wordly(after) {
			return false
		}
	}
	return !unicode.IsSpace(before) || !unicode.IsSpace(after)
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
