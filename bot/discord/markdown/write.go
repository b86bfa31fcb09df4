// Package markdown writes and reads the Markdown that Discord's clients show
// (discord.com/developers/docs/reference, "Message Formatting"). It knows nothing of what
// is written in it.
package markdown

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/knowledge/lazyregexp"
)

// Escape makes foreign text show on Discord as the characters that it is made of:
// nothing in it is bold, a heading, a list, a spoiler, code, a mention, an emoji or a
// link. What Discord would take as an order gets a backslash before it, which
// Discord does not show. It is printable.
func Escape(s string) string { return EscapeBetween("", s, "") }

// EscapeBetween is Escape for a part of a text, which marks of our own part from what stands before
// and behind it there: an address may go on over them.
func EscapeBetween(ahead, s, behind string) string {
	s = bot.Printable(s)
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	fresh := true // nothing but spaces stands before, on this line
	before, this := ' ', ' '
	if ahead != "" {
		this, _ = utf8.DecodeLastRuneInString(ahead)
	}
	for i, r := range s {
		before, this = this, r
		next, size := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		if size == 0 {
			if next, size = utf8.DecodeRuneInString(behind); size == 0 {
				next = ' '
			}
		}
		switch {
		case r == '\n':
			b.WriteByte('\n')
			fresh = true
			continue
		case fresh && digit(r) && numbered(s[i:]):
			// A digit can't be escaped; the point behind the last one is.
			b.WriteRune(r)
			if fresh = digit(next); !fresh {
				b.WriteByte('\\')
			}
			continue
		case order(r), fresh && opens(r), r == ':' && tight(next), r == '/' && tight(before) && tight(next):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		fresh = fresh && unicode.IsSpace(r)
	}
	return b.String()
}

// order reports whether Discord's Markdown gives a character a meaning anywhere.
func order(r rune) bool { return strings.ContainsRune("\\*_~`|<>[]@", r) }

// opens reports whether a character has a meaning at the beginning of a line.
func opens(r rune) bool { return strings.ContainsRune("#-+", r) }

// tight reports whether a character stands close to its neighbour, so that ":" may
// make an emoji or a link with it, and "/" an address.
func tight(next rune) bool { return !unicode.IsSpace(next) }

func digit(r rune) bool { return r >= '0' && r <= '9' }

// numbered reports whether a line begins as that of a numbered list does.
func numbered(s string) bool {
	rest := strings.TrimLeft(s, "0123456789")
	return strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, ")")
}

// Line is Escape for what has to stay on one line.
func Line(s string) string { return Escape(strings.Join(strings.Fields(s), " ")) }

// Bold marks escaped text, its spaces left outside of the marks.
func Bold(text string) string {
	inner := strings.TrimSpace(text)
	if inner == "" {
		return text
	}
	at := strings.Index(text, inner)
	return text[:at] + "**" + inner + "**" + text[at+len(inner):]
}

// Small is a text in small print, which Discord shows grey.
func Small(text string) string { return "-# " + strings.ReplaceAll(text, "\n", "\n-# ") }

// Time is a point in time, which Discord shows in the reader's zone and language: as its day, or
// as how long ago it was.
func Time(at time.Time, ago bool) string {
	style := "D"
	if ago {
		style = "R"
	}
	return fmt.Sprintf("<t:%d:%s>", at.Unix(), style)
}

// Quoted is text as a block quote.
func Quoted(text string) string { return "> " + strings.ReplaceAll(text, "\n", "\n> ") }

// escapes are characters that an escape shows as they are.
var escapes = lazyregexp.New(`\\.`)

// Cut splits Markdown that is longer than limit, in units of layout.Width, into parts that are not, at the end
// of a line or a word where there is one. A block quote and what is bold go on in the
// next part.
func Cut(s string, limit int) []string {
	var parts []string
	for layout.Width(s) > limit {
		at := cutAt(s, limit-16) // room for what is closed and opened again
		head, tail := s[:at], strings.TrimLeft(s[at:], " \n")
		if strings.Count(escapes.ReplaceAllString(head, ""), "**")%2 == 1 {
			head, tail = head+"**", "**"+tail
		}
		if last := head[strings.LastIndexByte(head, '\n')+1:]; strings.HasPrefix(last, "> ") && !strings.HasPrefix(tail, "> ") && s[at] != '\n' {
			tail = "> " + tail
		}
		parts, s = append(parts, head), tail
	}
	return append(parts, s)
}

// cutAt is where to cut s so that what stands before is no wider than limit.
func cutAt(s string, limit int) int {
	end, w := 0, 0
	for i, r := range s {
		if w += layout.Width(string(r)); w > limit {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	for _, sep := range []byte{'\n', ' '} {
		if at := strings.LastIndexByte(s[:end], sep); at > end/2 {
			return at
		}
	}
	// Neither within an escape nor within the marks of what is bold.
	if strings.HasSuffix(s[:end], "*") && strings.HasPrefix(s[end:], "*") && !escaped(s[:end-1]) {
		end--
	}
	if escaped(s[:end]) {
		end--
	}
	return end
}

// escaped reports whether the character behind s is escaped by s's last one.
func escaped(s string) bool {
	return (len(s)-len(strings.TrimRight(s, `\`)))%2 == 1
}
