package botapi

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Content is what a message says, in each kind of content that has words (Bot API,
// Message and ExternalReplyInfo).
type Content struct {
	Text            string      `json:"text"`
	Entities        []Entity    `json:"entities"`
	Caption         string      `json:"caption"`
	CaptionEntities []Entity    `json:"caption_entities"`
	Rich            *richParts  `json:"rich_message"`
	Poll            *poll       `json:"poll"`
	Checklist       *checklist  `json:"checklist"`
	Venue           *titled     `json:"venue"`
	Game            *titled     `json:"game"`
	Quote           *markedText `json:"quote"` // what of the message that is replied to is marked
}

type poll struct {
	Description string `json:"description"`
	Question    string `json:"question"`
	Options     []struct {
		Text string `json:"text"`
	} `json:"options"`
}

type checklist struct {
	Title string `json:"title"`
	Tasks []struct {
		Text string `json:"text"`
	} `json:"tasks"`
}

type titled struct {
	Title       string `json:"title"`
	Address     string `json:"address"`
	Description string `json:"description"`
}

type markedText struct {
	Text string `json:"text"`
}

// Words are those that a message shows, a line for each part, with the entities in them.
func (c *Content) Words() (string, []Entity) {
	switch {
	case c.Text != "":
		return c.Text, c.Entities
	case c.Caption != "":
		return c.Caption, c.CaptionEntities
	}
	var lines lines
	switch {
	case c.Rich != nil:
		c.Rich.read(&lines)
	case c.Poll != nil:
		lines.add(c.Poll.Description, c.Poll.Question)
		for _, o := range c.Poll.Options {
			lines.add(o.Text)
		}
	case c.Checklist != nil:
		lines.add(c.Checklist.Title)
		for _, t := range c.Checklist.Tasks {
			lines.add(t.Text)
		}
	case c.Venue != nil:
		lines.add(c.Venue.Title, c.Venue.Address)
	case c.Game != nil:
		lines.add(c.Game.Title, c.Game.Description)
	}
	return strings.Join(lines, "\n"), nil
}

type lines []string

func (l *lines) add(parts ...string) {
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			*l = append(*l, p)
		}
	}
}

// richParts is a rich message, or a part of one that has parts of its own.
type richParts struct {
	Blocks []richBlock `json:"blocks"`
}

// richBlock is any RichBlock of the Bot API: its kinds share the names of their fields.
type richBlock struct {
	richParts
	Type    string      `json:"type"`
	Text    richText    `json:"text"`
	Summary richText    `json:"summary"`
	Items   []richParts `json:"items"`
	Cells   [][]struct {
		Text richText `json:"text"`
	} `json:"cells"`
	Caption    richText `json:"caption"`
	Credit     richText `json:"credit"`
	Expression string   `json:"expression"`
}

func (r *richParts) read(l *lines) {
	for i := range r.Blocks {
		r.Blocks[i].read(l)
	}
}

// read adds the words of a block and of those in it, in the order in which they are shown.
func (b *richBlock) read(l *lines) {
	if b.Type == "thinking" {
		return // what a bot shows until its message is ready
	}
	l.add(string(b.Summary), string(b.Text), b.Expression)
	b.richParts.read(l)
	for i := range b.Items {
		b.Items[i].read(l)
	}
	for _, row := range b.Cells {
		var cells lines
		for _, c := range row {
			cells.add(string(c.Text))
		}
		l.add(strings.Join(cells, " "))
	}
	l.add(string(b.Caption), string(b.Credit))
}

// richText is the words of a RichText: a string, a list of such, or a part with a mark.
// Custom emoji have none. A caption is read as its text and its credit, a line each.
type richText string

// UnmarshalJSON reads whatever has words; what is of another shape has none.
func (t *richText) UnmarshalJSON(data []byte) error {
	*t = ""
	switch data = bytes.TrimSpace(data); {
	case len(data) == 0:
	case data[0] == '"':
		return json.Unmarshal(data, (*string)(t))
	case data[0] == '[':
		var parts []richText
		if err := json.Unmarshal(data, &parts); err != nil {
			return err
		}
		for _, p := range parts {
			*t += p
		}
	case data[0] == '{':
		var part struct {
			Text       richText `json:"text"`
			Credit     richText `json:"credit"`
			Expression string   `json:"expression"`
		}
		if err := json.Unmarshal(data, &part); err != nil {
			return err
		}
		if *t = part.Text + richText(part.Expression); part.Credit != "" {
			*t += "\n" + part.Credit
		}
	}
	return nil
}
