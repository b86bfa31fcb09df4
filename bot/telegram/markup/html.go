package markup

import (
	"cmp"
	"fmt"
	"html"
	"strings"
	"time"

	"quoth/bot"
	"quoth/bot/chat/layout"
)

// Page is a message in the making: HTML for Telegram, or plain text for a file. The zero
// Page is an empty one in HTML. What Telegram may make something of is not to come of words
// that are not the bot's own, so that is set as code, which shows it as it is.
type Page struct {
	Plain bool
	// Rich is HTML for a rich message (Bot API, "Rich HTML style"), of whose words Telegram
	// makes nothing when it is asked to.
	Rich bool
	// Collapsed is set when words of a rich message would not be shown as they are: as
	// everywhere in HTML, several spaces are one.
	Collapsed bool
	// Typed is a command that is to be typed wherever it stands, since it can't be taken
	// back; "" for none.
	Typed    string
	Units    int // UTF-16 units of what will be read
	Entities int
	Linked   string // the address of its first link, "" for none

	b      strings.Builder
	spaced bool // the words written last end with a space
}

// String is the message as it goes to Telegram.
func (p *Page) String() string { return p.b.String() }

// Text writes words, those of others made printable.
func (p *Page) Text(s string) {
	s = bot.Printable(s)
	p.Units += layout.Width(s)
	if p.Plain {
		p.b.WriteString(s)
		return
	}
	s = html.EscapeString(s)
	if p.Rich {
		p.Collapsed = p.Collapsed || strings.Contains(s, "  ") || p.spaced && strings.HasPrefix(s, " ")
		p.spaced = strings.HasSuffix(s, " ") || s == "" && p.spaced
		s = strings.ReplaceAll(s, "\n", "<br>")
	}
	p.b.WriteString(s)
}

// Tag writes what f writes within a tag.
func (p *Page) Tag(name, attributes string, f func()) {
	if p.Plain {
		f()
		return
	}
	p.Entities++
	p.b.WriteString("<" + name + attributes + ">")
	f()
	p.b.WriteString("</" + name + ">")
}

// Details writes, in a rich message, what f writes behind a summary, which alone is shown
// until it is tapped.
func (p *Page) Details(summary, f func()) {
	p.Entities += 2
	p.b.WriteString("<details><summary>")
	summary()
	p.b.WriteString("</summary>")
	f()
	p.b.WriteString("</details>")
}

// Link writes words that are not the bot's own, and open an address; the words
// alone when there is none. Telegram makes nothing else of words in a link.
func (p *Page) Link(s, address string) {
	address = bot.Printable(address)
	switch {
	case address == "":
		p.Foreign(s, "", 0, 0)
	case p.Plain:
		p.Text(s + " <" + address + ">")
	default:
		p.Linked = cmp.Or(p.Linked, address)
		p.Tag("a", ` href="`+html.EscapeString(address)+`"`, func() { p.Text(s) })
	}
}

// Time writes words for a point in time, in place of which Telegram shows it in the reader's
// zone and language: as its day, or as how long ago it was (Bot API, "Date-time entity
// formatting"). Notifications, and apps that know no such thing, show the words.
func (p *Page) Time(s string, at time.Time, ago bool) {
	format := "D"
	if ago {
		format = "r"
	}
	p.Tag("tg-time", fmt.Sprintf(` unix="%d" format="%s"`, at.Unix(), format), func() { p.Text(s) })
}

// Foreign writes words that are not the bot's own, exactly; those from start to
// end, in bytes, within a tag.
func (p *Page) Foreign(s, tag string, start, end int) { p.still(s, tag, start, end, Find(s)) }

// Own writes a sentence of the bot's own within a tag, "" for none. It may hold
// words that are not: all of its live parts are set as code, but for commands
// outside of the quotation marks in which it cites.
func (p *Page) Own(s, tag string) {
	var parts []Live
	for _, l := range Find(s) {
		before := s[:l.Start]
		typed := p.Typed != "" && strings.HasPrefix(s[l.Start:l.End], p.Typed) // the name of an outlet may hold it
		if l.Kind != Command || strings.Count(before, "“") > strings.Count(before, "”") || typed {
			parts = append(parts, l)
		}
	}
	p.still(s, tag, 0, len(s), parts)
}

// still writes words with some parts set as code, and what else is between start
// and end within a tag. Telegram allows no other tag around code.
func (p *Page) still(s, tag string, start, end int, parts []Live) {
	write := func(from, to int, tag string) {
		switch {
		case from >= to:
		case tag == "":
			p.Text(s[from:to])
		default:
			p.Tag(tag, "", func() { p.Text(s[from:to]) })
		}
	}
	between := func(from, to int) {
		write(from, min(to, start), "")
		write(max(from, start), min(to, end), tag)
		write(max(from, end), to, "")
	}
	if p.Rich {
		parts = nil
	}
	at := 0
	for _, l := range parts {
		between(at, l.Start)
		write(l.Start, l.End, "code")
		at = l.End
	}
	between(at, len(s))
}
