package botapi

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf16"
)

// Reply says which message another answers, and which words of it (Bot API, ReplyParameters).
type Reply struct {
	Message int64 `json:"message_id"`
	Without bool  `json:"allow_sending_without_reply"` // it may be gone
	Passage
}

// Passage is a part of the words of a message. The zero Passage is none.
type Passage struct {
	Text     string `json:"quote,omitempty"`
	Entities []Mark `json:"quote_entities,omitempty"`
	Position int    `json:"quote_position,omitempty"` // in the message, in UTF-16 units
}

// Mark is the formatting of a part of a passage, in UTF-16 units.
type Mark struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
}

const (
	// maxPassage is how many UTF-16 units of a message can be quoted (Bot API, ReplyParameters).
	maxPassage = 1024
	// QuoteInvalid is how Telegram refuses a passage that is not in the message.
	QuoteInvalid = "quote_text_invalid"
)

// DropPassage has the parameters of a message name the one that it answers alone.
func DropPassage(p Params) {
	var r Reply
	if json.Unmarshal([]byte(p["reply_parameters"]), &r) == nil {
		r.Passage = Passage{}
		p["reply_parameters"] = Object(r)
	}
}

// Of the formatting of a message a quote has to keep some, exactly (Bot API,
// ReplyParameters): that in marks is given again, with that in others there is no quoting.
var (
	marks  = []string{"bold", "italic", "underline", "strikethrough", "spoiler"}
	others = []string{"custom_emoji", "date_time"}
)

// Passage returns where words stand in the text or the caption of a message; false where
// they are all of it, are not in it, or can't be quoted.
func (m *Message) Passage(words string) (Passage, bool) {
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	words = strings.TrimSpace(words)
	at := strings.Index(text, words)
	if words == "" || at < 0 || len(words) == len(strings.TrimSpace(text)) {
		return Passage{}, false
	}
	p := Passage{Text: words, Position: len(utf16.Encode([]rune(text[:at])))}
	length := len(utf16.Encode([]rune(words)))
	if length > maxPassage {
		return Passage{}, false
	}
	for _, e := range entities {
		from, to := max(e.Offset-p.Position, 0), min(e.Offset+e.Length-p.Position, length)
		switch {
		case from >= to:
		case slices.Contains(others, e.Type):
			return Passage{}, false
		case slices.Contains(marks, e.Type):
			p.Entities = append(p.Entities, Mark{e.Type, from, to - from})
		}
	}
	return p, true
}
