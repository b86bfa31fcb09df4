package discord

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	// lineMarks are Discord's marks at the beginning of a line: block quotes, headings,
	// small print.
	lineMarks = regexp.MustCompile(`(?m)^[ \t]*(>>>|>|#{1,3}|-#)[ \t]+`)
	// sourceMark is the number of a source behind a quote, as the bot itself writes it.
	sourceMark = regexp.MustCompile(`\s*\[\d+\]\s*$`)
)

// blockQuote is the first block quote of a text.
var blockQuote = regexp.MustCompile(`(?m)^> .*(\n> .*)*`)

// words are those that a message shows: its content, or what the first of its embeds
// with any quotes, which is how the bot itself shows news, or else says.
func (t target) words() string {
	said := wording(t.Content)
	for _, e := range t.Embeds {
		if said != "" {
			break
		}
		if said = wording(blockQuote.FindString(e.Description)); said == "" {
			said = wording(strings.TrimSpace(e.Title + "\n" + e.Description))
		}
	}
	return said
}

// wording is the words of a message as they are shown: without Discord's Markdown, and
// without the quotation marks around the whole.
func wording(s string) string {
	s = lineMarks.ReplaceAllString(s, "")
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
	s = sourceMark.ReplaceAllString(b.String(), "")
	return strings.Trim(s, " \t\n\"“”„«»")
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
