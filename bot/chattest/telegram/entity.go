package telegram

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	mostText     = 4096 // UTF-16 units of a message
	mostCaption  = 1024 // UTF-16 units of a caption
	mostEntities = 100  // of a message; Telegram drops the rest
)

// length16 is the length of a text in UTF-16 units.
func length16(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// slice16 is the part of a text at an offset and of a length in UTF-16 units.
func slice16(s string, offset, length int) string {
	units := utf16.Encode([]rune(s))
	offset = min(max(offset, 0), len(units))
	return string(utf16.Decode(units[offset:min(offset+max(length, 0), len(units))]))
}

// formatted reads a text parameter with its parse mode or entities, checks it and
// returns it as Telegram stores it: without space at its ends. The length is
// counted then.
func (c *call) formatted(text, mode string, given []Entity) (string, []Entity, error) {
	if !utf8.ValidString(text) {
		return "", nil, bad("strings must be encoded in UTF-8")
	}
	entities := given
	switch strings.ToLower(mode) {
	case "":
		for _, e := range given {
			if e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > length16(text) {
				return "", nil, unparsable("entity at offset %d with length %d is out of the text", e.Offset, e.Length)
			}
		}
	case "html":
		var err error
		if text, entities, err = parseHTML(text); err != nil {
			return "", nil, err
		}
	default:
		c.s.violate("spec", "%s: the test server knows the parse mode HTML alone, and not %q", c.method, mode)
		return "", nil, bad("unsupported parse_mode")
	}
	text, entities = trim(text, entities)
	entities, dropped := allowed(entities)
	for _, why := range dropped {
		c.s.violate("markup", "%s: %s", c.method, why)
	}
	return text, withMeaning(text, entities), nil
}

// withMeaning adds what means something in the text, where no link and no code
// stands.
func withMeaning(text string, entities []Entity) []Entity {
	for _, found := range meaning(text) {
		if !slices.ContainsFunc(entities, func(e Entity) bool {
			return slices.Contains([]string{"code", "pre", "text_link", "text_mention"}, e.Type) &&
				e.Offset < found.Offset+found.Length && found.Offset < e.Offset+e.Length
		}) {
			entities = append(entities, found)
		}
	}
	return entities
}

// trim takes the space off both ends and moves the entities with it.
func trim(text string, entities []Entity) (string, []Entity) {
	left := strings.TrimLeft(text, " \t\r\n")
	shift := length16(text) - length16(left)
	text = strings.TrimRight(left, " \t\r\n")
	size := length16(text)
	var kept []Entity
	for _, e := range entities {
		begin, end := max(e.Offset-shift, 0), min(e.Offset+e.Length-shift, size)
		if end > begin {
			e.Offset, e.Length = begin, end-begin
			kept = append(kept, e)
		}
	}
	return text, kept
}

// allowed sorts entities, the outer before the inner, and leaves those out that
// Telegram drops without a word. It says why for each.
func allowed(entities []Entity) (kept []Entity, dropped []string) {
	entities = slices.Clone(entities)
	slices.SortStableFunc(entities, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
	})
	inside := func(e Entity, types ...string) bool {
		return slices.ContainsFunc(kept, func(k Entity) bool {
			return slices.Contains(types, k.Type) && k.Offset+k.Length > e.Offset
		})
	}
	for _, e := range entities {
		switch {
		case inside(e, "code", "pre"):
			dropped = append(dropped, fmt.Sprintf("%s inside code is dropped", e.Type))
		case strings.HasSuffix(e.Type, "blockquote") && inside(e, "blockquote", "expandable_blockquote"):
			dropped = append(dropped, "a quote inside a quote is dropped")
		case (e.Type == "date_time" || e.Type == "custom_emoji") && inside(e, "text_link"):
			dropped = append(dropped, fmt.Sprintf("%s inside a link is dropped", e.Type))
		case e.Type == "text_link" && link(e.URL) == "":
			dropped = append(dropped, fmt.Sprintf("a link that leads to %q is dropped", e.URL))
		case len(kept) == mostEntities:
			dropped = append(dropped, fmt.Sprintf("a message has at most %d entities; the rest are dropped", mostEntities))
			return kept, dropped
		default:
			if e.Type == "text_link" {
				e.URL = link(e.URL)
			}
			kept = append(kept, e)
		}
	}
	return kept, dropped
}

// link is an address as Telegram keeps it, or "" for one that it takes for none.
func link(address string) string {
	if strings.ContainsAny(address, " \t\r\n") {
		return ""
	}
	if !strings.Contains(address, "://") && !strings.HasPrefix(address, "tg:") {
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "tg", "ton", "tonsite"}, u.Scheme) {
		return ""
	}
	if u.Path == "" && u.RawQuery == "" && u.Fragment == "" {
		address += "/"
	}
	return address
}

// meaning finds what means something in a text: commands, mentions, hashtags and
// links that are written out.
func meaning(text string) []Entity {
	var found []Entity
	for _, m := range meaningful.FindAllStringSubmatchIndex(text, -1) {
		for group, kind := range []string{"", "bot_command", "mention", "hashtag", "url"} {
			if group > 0 && m[2*group] >= 0 {
				found = append(found, Entity{
					Type:   kind,
					Offset: length16(text[:m[2*group]]),
					Length: length16(text[m[2*group]:m[2*group+1]]),
				})
			}
		}
	}
	return found
}

var meaningful = regexp.MustCompile(`(?:^|[^\pL\pN_/<>@])(?:(/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)\b|(@[A-Za-z0-9_]{3,32})\b|(#[\pN_]*\pL[\pL\pN_]*)|(https?://[^\s<>"]+))`)
