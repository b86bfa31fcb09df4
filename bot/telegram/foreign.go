package telegram

import (
	"strings"

	"quoth/bot"
	"quoth/bot/telegram/markup"
)

// What Telegram may make something of is not to come of words that are not the bot's own, so
// that is set as code, which shows it as it is.

// foreign writes words that are not the bot's own, exactly; those from start to
// end, in bytes, within a tag.
func (p *page) foreign(s, tag string, start, end int) { p.still(s, tag, start, end, markup.Find(s)) }

// deleting is the command that deletes at a tap, and can't be taken back.
func deleting() string { return "/" + bot.Forgetting().Command }

// own writes a sentence of the bot's own within a tag, "" for none. It may hold
// words that are not: all of its live parts are set as code, but for commands
// outside of the quotation marks in which it cites. The command that deletes is to
// be typed wherever it stands: the name of an outlet may hold it.
func (p *page) own(s, tag string) {
	var parts []markup.Live
	for _, l := range markup.Find(s) {
		before := s[:l.Start]
		if l.Kind != markup.Command || strings.Count(before, "“") > strings.Count(before, "”") || strings.HasPrefix(s[l.Start:l.End], deleting()) {
			parts = append(parts, l)
		}
	}
	p.still(s, tag, 0, len(s), parts)
}

// still writes words with some parts set as code, and what else is between start
// and end within a tag. Telegram allows no other tag around code.
func (p *page) still(s, tag string, start, end int, parts []markup.Live) {
	write := func(from, to int, tag string) {
		switch {
		case from >= to:
		case tag == "":
			p.text(s[from:to])
		default:
			p.tag(tag, "", func() { p.text(s[from:to]) })
		}
	}
	between := func(from, to int) {
		write(from, min(to, start), "")
		write(max(from, start), min(to, end), tag)
		write(max(from, end), to, "")
	}
	at := 0
	for _, l := range parts {
		between(at, l.Start)
		write(l.Start, l.End, "code")
		at = l.End
	}
	between(at, len(s))
}
