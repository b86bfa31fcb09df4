package telegram

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// tags are the entity types of the HTML tags that Telegram knows.
var tags = map[string]string{
	"a": "text_link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "span": "spoiler", "tg-spoiler": "spoiler",
	"tg-emoji": "custom_emoji", "tg-time": "date_time", "code": "code", "pre": "pre", "blockquote": "blockquote",
}

// htmlParser reads Telegram's HTML: a small language of its own with its own
// error messages, in which an offset is one of bytes.
type htmlParser struct {
	in   string
	at   int
	out  strings.Builder
	size int // of out in UTF-16 units
	open []openTag
	done []Entity
}

// openTag is a tag whose end has not come.
type openTag struct {
	name     string
	argument string // href, language, emoji-id, unix and format, or "1" for an expandable quote
	offset   int
	begin    int // in bytes of the output
}

// parseHTML returns the text without its tags, and the entities that they made.
// Its errors are Telegram's.
func parseHTML(in string) (string, []Entity, error) {
	p := &htmlParser{in: in}
	for p.at < len(in) {
		switch in[p.at] {
		case '<':
			if err := p.tag(); err != nil {
				return "", nil, err
			}
		case '&':
			if r := p.reference(); r != 0 {
				if r >= 0xd800 && r <= 0xdfff {
					return "", nil, unparsable("Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units")
				}
				p.put(string(r))
				continue
			}
			p.put("&")
			p.at++
		default:
			_, n := utf8.DecodeRuneInString(in[p.at:])
			p.put(in[p.at : p.at+n])
			p.at += n
		}
	}
	if len(p.open) > 0 {
		return "", nil, unparsable("Can't find end tag corresponding to start tag \"%s\"", p.open[len(p.open)-1].name)
	}
	return p.out.String(), p.done, nil
}

// unparsable is a refusal of what is no HTML of Telegram's.
func unparsable(format string, args ...any) error {
	return bad("can't parse entities: "+format, args...)
}

func (p *htmlParser) put(s string) {
	p.out.WriteString(s)
	p.size += length16(s)
}

// peek is the byte at the parser's place, 0 at the end.
func (p *htmlParser) peek() byte {
	if p.at < len(p.in) {
		return p.in[p.at]
	}
	return 0
}

// skip passes over the bytes that match and returns them.
func (p *htmlParser) skip(match func(byte) bool) string {
	from := p.at
	for p.at < len(p.in) && match(p.in[p.at]) {
		p.at++
	}
	return p.in[from:p.at]
}

func space(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func token(c byte) bool {
	return c == '.' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// reference reads a character reference; what is none returns 0 and is left alone.
func (p *htmlParser) reference() rune {
	rest := p.in[p.at+1:]
	var r rune
	n := 0
	if digits, ok := strings.CutPrefix(rest, "#"); ok {
		base, length := 10, 0
		if hex, ok := strings.CutPrefix(digits, "x"); ok {
			base, digits, length = 16, hex, 1
		}
		end := 0
		for end < len(digits) && strings.IndexByte("0123456789abcdefABCDEF"[:base+base/16*6], digits[end]) >= 0 {
			end++
		}
		n = 1 + length + end
		code, err := strconv.ParseInt(digits[:end], base, 64)
		if err != nil || code == 0 || code >= 0x10ffff || n+1 >= 10 {
			return 0
		}
		r = rune(code)
	} else {
		for n < len(rest) && token(rest[n]) && rest[n] > '9' {
			n++
		}
		r = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "quot": '"'}[rest[:n]]
		if r == 0 {
			return 0
		}
	}
	p.at += 1 + n
	if p.peek() == ';' {
		p.at++
	}
	return r
}

// tag reads a start or an end tag.
func (p *htmlParser) tag() error {
	begin := p.at
	p.at++
	if p.peek() == '/' {
		return p.end(begin)
	}
	name := strings.ToLower(p.skip(func(c byte) bool { return !space(c) && c != '>' }))
	if p.at == len(p.in) {
		return unparsable("Unclosed start tag at byte offset %d", begin)
	}
	if tags[name] == "" {
		return unparsable("Unsupported start tag \"%s\" at byte offset %d", name, begin)
	}
	argument, err := p.attributes(name, begin)
	if err != nil {
		return err
	}
	if name == "span" && argument != "spoiler" {
		return unparsable("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	p.open = append(p.open, openTag{name, argument, p.size, p.out.Len()})
	return nil
}

// attributes reads the rest of a start tag and returns what the entity is made of.
func (p *htmlParser) attributes(tag string, begin int) (argument string, err error) {
	for {
		p.skip(space)
		if p.peek() == '>' {
			p.at++
			return argument, nil
		}
		name := p.skip(func(c byte) bool { return !space(c) && c != '=' && c != '>' })
		if name == "" {
			return "", unparsable("Empty attribute name in the tag \"%s\" at byte offset %d", tag, begin)
		}
		p.skip(space)
		if p.peek() != '=' {
			if tag == "blockquote" && name == "expandable" && p.at < len(p.in) {
				argument = "1"
				continue
			}
			return "", unparsable("Expected equal sign in declaration of an attribute of the tag \"%s\" at byte offset %d", tag, begin)
		}
		p.at++
		p.skip(space)
		if p.at == len(p.in) {
			return "", unparsable("Unclosed start tag \"%s\" at byte offset %d", tag, begin)
		}
		value, err := p.value()
		if err != nil {
			return "", err
		}
		if p.at == len(p.in) {
			return "", unparsable("Unclosed start tag at byte offset %d", begin)
		}
		switch tag + " " + name {
		case "a href", "tg-emoji emoji-id":
			argument = value
		case "tg-time unix":
			argument = value + " " + argument
		case "tg-time format":
			argument += value
		case "code class":
			argument, _ = strings.CutPrefix(value, "language-")
		case "span class":
			argument, _ = strings.CutPrefix(value, "tg-")
		case "blockquote expandable":
			argument = "1"
		}
	}
}

// value reads the value of an attribute.
func (p *htmlParser) value() (string, error) {
	quote := p.peek()
	if quote != '"' && quote != '\'' {
		begin := p.at
		word := strings.ToLower(p.skip(token))
		if c := p.peek(); c != 0 && !space(c) && c != '>' {
			return "", unparsable("Unexpected end of name token at byte offset %d", begin)
		}
		return word, nil
	}
	p.at++
	var b strings.Builder
	for p.at < len(p.in) && p.in[p.at] != quote {
		if p.in[p.at] == '&' {
			if r := p.reference(); r != 0 {
				b.WriteRune(r)
				continue
			}
		}
		b.WriteByte(p.in[p.at])
		p.at++
	}
	if p.at < len(p.in) {
		p.at++
	}
	return b.String(), nil
}

// end reads an end tag and makes the entity that it closes.
func (p *htmlParser) end(begin int) error {
	if len(p.open) == 0 {
		return unparsable("Unexpected end tag at byte offset %d", begin)
	}
	p.at++
	name := strings.ToLower(p.skip(func(c byte) bool { return !space(c) && c != '>' }))
	p.skip(space)
	if p.peek() != '>' {
		return unparsable("Unclosed end tag at byte offset %d", begin)
	}
	p.at++
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return unparsable("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.size == tag.offset {
		return nil
	}
	e := Entity{Type: tags[tag.name], Offset: tag.offset, Length: p.size - tag.offset}
	switch tag.name {
	case "a":
		e.URL = tag.argument
		if e.URL == "" {
			e.URL = p.out.String()[tag.begin:]
		}
	case "code":
		e.Language = tag.argument
	case "pre":
		// <pre><code class="language-go"> is one entity.
		if last := len(p.done) - 1; last >= 0 && p.done[last].Type == "code" && p.done[last].Offset == e.Offset && p.done[last].Length == e.Length {
			e.Language = p.done[last].Language
			p.done = p.done[:last]
		}
	case "tg-emoji":
		if id, err := strconv.ParseInt(tag.argument, 10, 64); err != nil || id == 0 {
			return unparsable("Invalid custom emoji identifier specified")
		}
		e.EmojiID = tag.argument
	case "tg-time":
		if err := e.time(tag.argument); err != nil {
			return err
		}
	case "blockquote":
		if tag.argument != "" {
			e.Type = "expandable_blockquote"
		}
	}
	p.done = append(p.done, e)
	return nil
}

// timeFormat is what "Date-time entity formatting" of the Bot API allows.
var timeFormat = regexp.MustCompile(`^(?:r|w?[dD]?[tT]?)$`)

// time makes of an entity one of a time, of its seconds and its format with a space between.
func (e *Entity) time(argument string) (err error) {
	seconds, format, _ := strings.Cut(argument, " ")
	if e.UnixTime, err = strconv.ParseInt(seconds, 10, 64); err != nil || e.UnixTime <= 0 {
		return unparsable("Invalid Unix time specified")
	}
	if e.Format = format; !timeFormat.MatchString(format) {
		return unparsable("Invalid date-time format specified")
	}
	return nil
}
