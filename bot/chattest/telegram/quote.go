package telegram

import (
	"slices"
	"strings"
)

const mostQuote = 1024 // UTF-16 units

// Quoted is the words of a message that a reply to it quotes.
type Quoted struct {
	Text     string   `json:"text"`
	Entities []Entity `json:"entities,omitempty"`
	Position int      `json:"position"`
	Manual   bool     `json:"is_manual,omitempty"`
}

// quote is words of a message with those of its entities that a quote keeps; nil when they
// are not in it.
func (m *Message) quote(words string) *Quoted {
	before, _, found := strings.Cut(m.Content(), words)
	if !found {
		return nil
	}
	q := &Quoted{Text: words, Position: length16(before), Manual: true}
	for _, e := range append(slices.Clone(m.Entities), m.Captions...) {
		from, to := max(e.Offset-q.Position, 0), min(e.Offset+e.Length-q.Position, length16(words))
		if from < to && slices.Contains([]string{"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"}, e.Type) {
			e.Offset, e.Length = from, to-from
			q.Entities = append(q.Entities, e)
		}
	}
	return q
}

// quoted returns the words of a message that a reply to it quotes; nil for none. They and
// their entities have to be exactly those of the message.
func (m *Message) quoted(words string, entities []Entity, position int) (*Quoted, error) {
	if words == "" {
		return nil, nil
	}
	q := m.quote(words)
	same := func(a, b Entity) bool {
		return a.Type == b.Type && a.Offset == b.Offset && a.Length == b.Length && a.EmojiID == b.EmojiID && a.UnixTime == b.UnixTime && a.Format == b.Format
	}
	if q == nil || length16(words) > mostQuote || !slices.EqualFunc(q.Entities, entities, same) {
		return nil, bad("QUOTE_TEXT_INVALID")
	}
	q.Position = position
	return q, nil
}
