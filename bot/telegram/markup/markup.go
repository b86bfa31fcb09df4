// Package markup writes what Telegram shows (Bot API, "HTML style"), and finds what it makes
// of plain words (MessageEntity): it rings for the name of an account, sends a command that
// is tapped, looks for a tag, and opens an address. It knows nothing of news.
package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"quoth/knowledge/lazyregexp"
)

// lively finds what Telegram may make something of. Its groups are the kinds below.
var lively = lazyregexp.New(`(?:^|[^\pL\pN_])(?:` +
	`((?i:https?|ftp|tg|ton|tonsite)://` + inAddress + `+)` +
	`|((?:[\pL\pN_.+%-]+@)?(?:[\pL\pN](?:[\pL\pN_-]*[\pL\pN])?\.)+[\pL\pN](?:[\pL\pN-]*[\pL\pN])?)` +
	`|(@[A-Za-z0-9_]{2,})` +
	`|(/[A-Za-z0-9_]+(?:@[A-Za-z0-9_]+)?)` +
	`|(#[\pL\pN_\x{200c}]+)` +
	`|(\$[A-Z]{1,8}))`)

const (
	inAddress = `[^\s<>«»“”"]`

	URL = iota
	Host
	Account
	Command
	Hashtag
	Cashtag
)

var (
	behindHost = lazyregexp.New(`^(?::\d+)?(?:[/?#]` + inAddress + `*)?`)
	ipAddress  = lazyregexp.New(`^\d{1,3}(?:\.\d{1,3}){3}$`)
)

// Live is a part of a text that Telegram may make something of, in bytes.
type Live struct{ Kind, Start, End int }

// Find returns those of a text, in order.
func Find(s string) (parts []Live) {
	at := 0
	for _, m := range lively.FindAllStringSubmatchIndex(s, -1) {
		l := Live{}
		for kind := URL; kind <= Cashtag; kind++ {
			if m[2*kind] >= 0 {
				l = Live{kind, m[2*kind], m[2*kind+1]}
			}
		}
		word, next := s[l.Start:l.End], rune(0)
		if l.End < len(s) {
			next, _ = utf8.DecodeRuneInString(s[l.End:])
		}
		switch {
		case l.Start < at:
			continue // within an address
		case l.Kind == Host && !isHost(word),
			l.Kind == Hashtag && strings.IndexFunc(word[1:], unicode.IsLetter) < 0,
			l.Kind == Cashtag && (unicode.IsLetter(next) || unicode.IsDigit(next)):
			continue
		case l.Kind == Host:
			l.End += len(behindHost.FindString(s[l.End:]))
		}
		parts = append(parts, l)
		at = l.End
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
