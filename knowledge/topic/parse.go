package topic

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge/text"
)

// maxLength is the longest topic, in characters: longer ones are pasted text and
// would match nothing.
const maxLength = 200

// Errors of Parse. People may see their texts.
var (
	ErrEmpty    = errors.New("the topic is empty: write a word or a “phrase” to follow")
	ErrTooLong  = fmt.Errorf("the topic is longer than %d characters: a few words are enough", maxLength)
	ErrNothing  = errors.New("the topic has no word to look for: words such as “the” stand everywhere, and lang:, from:, to: and -excluded words only narrow a topic")
	ErrLanguage = errors.New("a language is written as its two letters: lang:en, lang:fr")
	ErrPeriod   = errors.New("from: names a later day than to: does")
)

// Unreadable reports whether an error of Parse says what is wrong with a topic.
func Unreadable(err error) bool {
	return slices.ContainsFunc([]error{ErrEmpty, ErrTooLong, ErrNothing, ErrLanguage, ErrPeriod}, func(e error) bool { return errors.Is(err, e) })
}

// The filters of a topic.
const (
	keySource   = "source"
	keyFeed     = "feed"
	keyLanguage = "lang"
	keyFrom     = "from"
	keyTo       = "to"
)

// keys are the names of the filters as people write them.
var keys = map[string]string{
	keySource: keySource, keyFeed: keyFeed, keyLanguage: keyLanguage, "language": keyLanguage,
	keyFrom: keyFrom, "since": keyFrom, keyTo: keyTo, "until": keyTo,
}

// IsFilter reports whether a name is that of a filter.
func IsFilter(name string) bool { return keys[strings.ToLower(name)] != "" }

// part is a piece of a topic: a word, a phrase or a filter.
type part struct {
	key    string // of a filter, one of keys; "" for words
	body   string // without quotation marks
	minus  bool
	quoted bool
	glued  bool // a phrase follows without a space: title:"ferry strike"
}

// String is the part in its usual form.
func (p part) String() string {
	s := p.body
	if p.quoted && p.key == "" || strings.Contains(s, " ") {
		s = `"` + s + `"`
	}
	if p.key != "" {
		s = p.key + ":" + s
	}
	if p.minus {
		s = "-" + s
	}
	return s
}

// folded is the part with its words folded.
func (p part) folded() string {
	words := strings.Fields(p.body)
	for i, w := range words {
		words[i] = text.Fold(w)
	}
	p.body = strings.Join(words, " ")
	return p.String()
}

// is reports whether the part is an operator such as OR.
func (p part) is(operator string) bool {
	return p.key == "" && !p.minus && !p.quoted && p.body == operator
}

// asks reports whether the part is words that an article has to hold.
func (p part) asks() bool { return p.key == "" && !p.minus && !operator(p) && !p.empty() }

// empty reports whether the part is the name of a filter alone.
func (p part) empty() bool {
	name, value, found := strings.Cut(p.body, ":")
	return p.key == "" && !p.quoted && found && value == "" && keys[strings.ToLower(name)] != ""
}

// ParseDay reads YYYY, YYYY-MM or YYYY-MM-DD as the half-open time [from, to).
func ParseDay(s string) (from, to time.Time, err error) {
	for layout, length := range map[string][3]int{"2006": {1, 0, 0}, "2006-01": {0, 1, 0}, time.DateOnly: {0, 0, 1}} {
		if from, err = time.Parse(layout, s); err == nil {
			return from, from.AddDate(length[0], length[1], length[2]), nil
		}
	}
	return time.Time{}, time.Time{}, fmt.Errorf("%q is no date", s)
}

// Parse reads a topic. The stems are made in language (ISO 639-1); "" takes it from a lang:
// filter or from the words, and where these don't tell, the words are read in all languages.
func Parse(s, language string) (*Topic, error) {
	s = strings.Join(strings.FieldsFunc(text.Normalize(s), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	switch {
	case s == "":
		return nil, ErrEmpty
	case utf8.RuneCountInString(s) > maxLength:
		return nil, ErrTooLong
	}
	t := &Topic{}
	var words [][]part // what is one piece of the topic, in the ways that OR offers
	if err := t.arrange(split(s), &words); err != nil {
		return nil, err
	}
	t.text = t.canonical(words)
	if utf8.RuneCountInString(t.text) > maxLength {
		return nil, ErrTooLong
	}
	t.read(words, language)
	if len(t.terms) == 0 && !t.Narrows() {
		return nil, ErrNothing
	}
	return t, nil
}

// arrange puts each part of a topic into its place: the filters into the topic, and what
// OR joins together.
func (t *Topic) arrange(parts []part, words *[][]part) error {
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		more := i+1 < len(parts)
		switch {
		case p.is("AND"): // all are wanted anyway
		case p.is("NOT") && more && !parts[i+1].is("NOT") && !parts[i+1].wanted():
			parts[i+1].minus = true
		case p.is("OR") && more && i > 0 && parts[i-1].asks() && parts[i+1].asks() && len(*words) > 0:
			last := &(*words)[len(*words)-1]
			*last = append(*last, parts[i+1])
			t.note(parts[i+1])
			i++
		case p.is("OR") && more && i > 0 && p.key == "" && parts[i-1].key != "" && parts[i-1].key == parts[i+1].key:
			// one of each kind of filter is enough anyway
		case operator(p):
			t.unread = append(t.unread, p.body)
		case p.key == "":
			t.note(p)
			if !p.empty() {
				*words = append(*words, []part{p})
			}
		default:
			if err := t.narrow(p); err != nil {
				return err
			}
		}
	}
	if !t.since.IsZero() && !t.until.IsZero() && !t.since.Before(t.until) {
		return ErrPeriod
	}
	return nil
}

// wanted reports whether a part is a filter that nothing can be left out by.
func (p part) wanted() bool { return p.key == keyFeed || p.key == keyFrom || p.key == keyTo }

// operator reports whether a part is a word in capitals that joins others.
func operator(p part) bool { return p.is("OR") || p.is("AND") || p.is("NOT") }

// narrow adds a filter.
func (t *Topic) narrow(p part) error {
	if p.key == keyLanguage {
		p.body = strings.ToLower(p.body)
	}
	if slices.Contains(t.filters, p) {
		return nil
	}
	switch p.key {
	case keyLanguage:
		if !isLanguage(p.body) {
			return ErrLanguage
		}
		t.langs.add(p, p.body)
	case keySource:
		t.sources.add(p, text.Fold(p.body))
	case keyFeed:
		t.feeds.add(p, text.Fold(p.body))
	default:
		from, to, _ := ParseDay(p.body)
		t.filters = slices.DeleteFunc(t.filters, func(o part) bool { return o.key == p.key })
		if p.key == keyFrom {
			t.since = from
		} else {
			t.until = to
		}
	}
	t.filters = append(t.filters, p)
	return nil
}

// note remembers what is read as plain words although it looks like more than that.
func (t *Topic) note(p part) {
	if p.quoted {
		return
	}
	name, value, found := strings.Cut(p.body, ":")
	switch {
	case found && len(name) > 1 && !strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }) && (value != "" || p.glued || p.empty()):
		t.unread = append(t.unread, name+":")
	case strings.ContainsAny(p.body, "()|*"):
		t.unread = append(t.unread, p.body)
	}
}

// isLanguage reports whether s may be a code of ISO 639-1.
func isLanguage(s string) bool {
	return len(s) == 2 && 'a' <= s[0] && s[0] <= 'z' && 'a' <= s[1] && s[1] <= 'z'
}

// canonical is the topic as it is stored: its words as they were written, then its filters.
func (t *Topic) canonical(words [][]part) string {
	var all []string
	for _, ways := range words {
		written := make([]string, len(ways))
		for i, p := range ways {
			written[i] = p.String()
		}
		all = append(all, strings.Join(written, " OR "))
	}
	for _, key := range []string{keySource, keyFeed, keyLanguage, keyFrom, keyTo} {
		for _, p := range t.filters {
			if p.key == key {
				all = append(all, p.String())
			}
		}
	}
	return strings.Join(all, " ")
}

// split cuts a topic at spaces outside of quotation marks. A mark that is not
// closed reaches to the end.
func split(s string) []part {
	var parts []part
	for s = strings.TrimLeft(s, " "); s != ""; s = strings.TrimLeft(s, " ") {
		var p part
		if r, n := utf8.DecodeRuneInString(s); (r == '-' || r == '−') && len(s) > n && s[n] != ' ' {
			p.minus, s = true, s[n:]
		}
		p.body, p.quoted, s = cut(s)
		p.glued = strings.HasSuffix(p.body, ":") && beginsQuoted(s)
		name, value, found := strings.Cut(p.body, ":")
		key := keys[strings.ToLower(name)]
		if found && !p.quoted && key != "" && (!p.minus || key == keySource || key == keyLanguage) {
			rest := s
			if value == "" && (p.glued || key == keySource || key == keyFeed || key == keyLanguage) { // source: BBC
				value, _, rest = cut(strings.TrimLeft(s, " "))
			}
			switch {
			case value == "":
				p.glued = false
			case filters(name, value):
				p.key, p.body, p.glued, s = key, value, false, rest
			}
		}
		if p.body != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// filters reports whether a name and a value are a filter. Of the names that came after
// topics were stored they are so with such a value alone: since:brexit is words.
func filters(name, value string) bool {
	switch name = strings.ToLower(name); keys[name] {
	case keyFrom, keyTo:
		_, _, err := ParseDay(value)
		return err == nil
	case keyLanguage:
		return name == keyLanguage || isLanguage(strings.ToLower(value))
	}
	return true
}

// cut takes the first word or phrase off s.
func cut(s string) (body string, quoted bool, rest string) {
	if beginsQuoted(s) {
		_, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		end := strings.IndexFunc(s, isQuote)
		if end < 0 {
			return strings.TrimSpace(s), true, ""
		}
		_, n = utf8.DecodeRuneInString(s[end:])
		return strings.TrimSpace(s[:end]), true, s[end+n:]
	}
	end := strings.IndexFunc(s, func(r rune) bool { return r == ' ' || isQuote(r) })
	if end < 0 {
		return s, false, ""
	}
	return s[:end], false, s[end:]
}

func beginsQuoted(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isQuote(r)
}

func isQuote(r rune) bool { return strings.ContainsRune(`"“”„«»`, r) }
