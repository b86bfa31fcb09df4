package telegram

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"quoth/bot"
)

// Telegram makes something of plain words (Bot API, MessageEntity): it rings for
// the name of an account, sends a command that is tapped, looks for a tag, and
// opens an address. None of that is to come of words that are not the bot's own,
// so they are set as code, which shows them as they are.

// lively finds what Telegram may make something of. Its groups are the kinds below.
var lively = regexp.MustCompile(`(?:^|[^\pL\pN_])(?:` +
	`((?i:https?|ftp|tg|ton|tonsite)://` + inAddress + `+)` +
	`|((?:[\pL\pN_.+%-]+@)?(?:[\pL\pN](?:[\pL\pN_-]*[\pL\pN])?\.)+[\pL\pN](?:[\pL\pN-]*[\pL\pN])?)` +
	`|(@[A-Za-z0-9_]{2,})` +
	`|(/[A-Za-z0-9_]+(?:@[A-Za-z0-9_]+)?)` +
	`|(#[\pL\pN_\x{200c}]+)` +
	`|(\$[A-Z]{1,8}))`)

const (
	inAddress = `[^\s<>«»“”"]`

	liveURL = iota
	liveHost
	liveAccount
	liveCommand
	liveHashtag
	liveCashtag
)

var (
	behindHost = regexp.MustCompile(`^(?::\d+)?(?:[/?#]` + inAddress + `*)?`)
	ipAddress  = regexp.MustCompile(`^\d{1,3}(?:\.\d{1,3}){3}$`)
)

// live is a part of a text that Telegram may make something of, in bytes.
type live struct{ kind, start, end int }

// liveParts returns those of a text, in order.
func liveParts(s string) (parts []live) {
	at := 0
	for _, m := range lively.FindAllStringSubmatchIndex(s, -1) {
		l := live{}
		for kind := liveURL; kind <= liveCashtag; kind++ {
			if m[2*kind] >= 0 {
				l = live{kind, m[2*kind], m[2*kind+1]}
			}
		}
		word, next := s[l.start:l.end], rune(0)
		if l.end < len(s) {
			next, _ = utf8.DecodeRuneInString(s[l.end:])
		}
		switch {
		case l.start < at:
			continue // within an address
		case l.kind == liveHost && !isHost(word),
			l.kind == liveHashtag && strings.IndexFunc(word[1:], unicode.IsLetter) < 0,
			l.kind == liveCashtag && (unicode.IsLetter(next) || unicode.IsDigit(next)):
			continue
		case l.kind == liveHost:
			l.end += len(behindHost.FindString(s[l.end:]))
		}
		parts = append(parts, l)
		at = l.end
	}
	return parts
}

// isHost reports whether a word with dots in it is the name of a host, or an
// address of electronic mail, and not two sentences without a space between.
func isHost(word string) bool {
	if ipAddress.MatchString(word) {
		return true
	}
	top, err := idna.ToASCII(strings.ToLower(word[strings.LastIndexByte(word, '.')+1:]))
	if err != nil {
		return false
	}
	_, listed := publicsuffix.PublicSuffix("host." + top)
	return listed
}

// foreign writes words that are not the bot's own, exactly; those from start to
// end, in bytes, within a tag.
func (p *page) foreign(s, tag string, start, end int) { p.still(s, tag, start, end, liveParts(s)) }

// deleting is the command that deletes at a tap, and can't be taken back.
func deleting() string { return "/" + bot.Forgetting().Command }

// own writes a sentence of the bot's own within a tag, "" for none. It may hold
// words that are not: all of its live parts are set as code, but for commands
// outside of the quotation marks in which it cites. The command that deletes is to
// be typed wherever it stands: the name of an outlet may hold it.
func (p *page) own(s, tag string) {
	var parts []live
	for _, l := range liveParts(s) {
		before := s[:l.start]
		if l.kind != liveCommand || strings.Count(before, "“") > strings.Count(before, "”") || strings.HasPrefix(s[l.start:l.end], deleting()) {
			parts = append(parts, l)
		}
	}
	p.still(s, tag, 0, len(s), parts)
}

// still writes words with some parts set as code, and what else is between start
// and end within a tag. Telegram allows no other tag around code.
func (p *page) still(s, tag string, start, end int, parts []live) {
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
		between(at, l.start)
		write(l.start, l.end, "code")
		at = l.end
	}
	between(at, len(s))
}
