package discord

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/bot/chattest/schema"
)

// Message flags, as in Discord's documentation.
const (
	FlagCrossposted    = 1 << 0
	FlagHasThread      = 1 << 5
	FlagSuppressEmbeds = 1 << 2
	FlagEphemeral      = 1 << 6
	FlagLoading        = 1 << 7
	FlagSilent         = 1 << 12
	FlagComponents     = 1 << 15 // it is made of components alone, and stays so

	flagsSettable = FlagSuppressEmbeds | FlagEphemeral | FlagSilent | FlagComponents
)

// Message is a message as it was when it was asked for.
type Message struct {
	ID          string
	Channel     *Channel
	Author      *User
	At          time.Time
	Content     string
	Embeds      []Embed
	Components  []Component // action rows
	Attachments []Attachment
	Flags       int
	Nonce       string
	Edits       int
	Deleted     bool
	Mentions    Mentions // what the content mentions after allowed_mentions; an edit does not notify

	edited        time.Time
	replyTo       string   // a message ID, or ""
	forwarded     *Message // that it passes on; nil for none
	interaction   *Interaction
	followUp      bool
	rawEmbeds     []any
	rawComponents []any
}

// Embed is a part of a message.
type Embed struct {
	Title, Description, URL, Timestamp string
	Color                              int
	Author                             struct{ Name, URL string }
	Footer                             struct{ Text string }
	Image, Thumbnail                   struct{ URL string }
	Fields                             []Field
}

// Field is a field of an embed.
type Field struct {
	Name, Value string
	Inline      bool
}

// Component is a part of a message or a form: one that holds others, or shows something.
type Component struct {
	Type        int
	CustomID    string `json:"custom_id"`
	Label, URL  string
	Style       int
	Disabled    bool
	Value       string
	Placeholder string
	Required    *bool
	MinLength   int `json:"min_length"`
	MaxLength   int `json:"max_length"`
	Components  []Component
	Component   *Component // of a label
	Accessory   *Component // of a section
	Accent      int        `json:"accent_color"` // of a container
	Content     string     // of a text display
	File, Media struct{ URL string }
	Items       []struct {
		Media       struct{ URL string }
		Description string
	}
}

// Attachment is an uploaded file.
type Attachment struct {
	ID, Filename, Description, ContentType, URL string
	Data                                        []byte
}

// Ephemeral reports whether only the user of the interaction sees the message.
func (m Message) Ephemeral() bool { return m.Flags&FlagEphemeral != 0 }

// ReplyTo is the ID of the message that it replies to, or "".
func (m Message) ReplyTo() string { return m.replyTo }

func (m *Message) snapshot() Message { return *m }

// Message returns the message with an ID as it is now.
func (d *Discord) Message(id string) (Message, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m := d.messages[id]
	if m == nil {
		return Message{}, false
	}
	return m.snapshot(), true
}

// Messages returns the channel's messages, the oldest first, without ephemeral
// and deleted ones.
func (c *Channel) Messages() []Message {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	var out []Message
	for _, m := range c.messages {
		if !m.Deleted && !m.Ephemeral() {
			out = append(out, m.snapshot())
		}
	}
	return out
}

// WaitMessage waits for a message of the bot's in the channel, finished and not
// ephemeral, that fits, and returns the oldest such. fits is called with the
// server locked: it may only look at the message.
func (c *Channel) WaitMessage(what string, fits func(Message) bool) (found Message) {
	c.d.t.Helper()
	c.d.await(&c.d.changed, what+" in "+c.Name, func() bool {
		for _, m := range c.messages {
			if m.Author == c.d.bot && !m.Deleted && m.Flags&(FlagEphemeral|FlagLoading) == 0 && fits(m.snapshot()) {
				found = m.snapshot()
				return true
			}
		}
		return false
	})
	return found
}

// WaitMessages waits until the bot has n finished messages in the channel, and
// returns them.
func (c *Channel) WaitMessages(n int) (found []Message) {
	c.d.t.Helper()
	c.d.await(&c.d.changed, fmt.Sprintf("%d messages in %s", n, c.Name), func() bool {
		found = nil
		for _, m := range c.messages {
			if m.Author == c.d.bot && !m.Deleted && m.Flags&(FlagEphemeral|FlagLoading) == 0 {
				found = append(found, m.snapshot())
			}
		}
		return len(found) >= n
	})
	return found
}

// mostUpload is how many bytes a file may have.
const mostUpload = 10 << 20

// payload is a message in a request's body.
type payload struct {
	Content    *string          `json:"content"`
	Embeds     *[]any           `json:"embeds"`
	Components *[]any           `json:"components"`
	Flags      int              `json:"flags"`
	Nonce      json.RawMessage  `json:"nonce"`
	Enforce    bool             `json:"enforce_nonce"`
	Allowed    *allowedMentions `json:"allowed_mentions"`
	Reference  *struct {
		Message string `json:"message_id"`
		Strict  *bool  `json:"fail_if_not_exists"`
	} `json:"message_reference"`
	Attachments *[]struct {
		ID          any    `json:"id"`
		Filename    string `json:"filename"`
		Description string `json:"description"`
	} `json:"attachments"`

	files map[string]upload
}

// readPayload reads and checks a message in a body.
func readPayload(raw json.RawMessage, files map[string]upload) (*payload, error) {
	p := &payload{files: files}
	var f form
	var body any
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &body); err != nil {
			return nil, refuse(400, 50109, "The request body contains invalid JSON.")
		}
		if err := json.Unmarshal(raw, p); err != nil {
			f.add("", "BASE_TYPE_BAD", err.Error())
			return nil, f.err()
		}
	}
	for _, file := range files {
		if len(file.data) > mostUpload {
			return nil, refuse(413, 40005, "Request entity too large")
		}
	}
	o, _ := body.(obj)
	f.message(o, files)
	return p, f.err()
}

// empty reports whether a new message would show nothing.
func (p *payload) empty() bool {
	return (p.Content == nil || strings.TrimSpace(*p.Content) == "") && (p.Embeds == nil || len(*p.Embeds) == 0) &&
		len(p.files) == 0 && (p.Components == nil || len(*p.Components) == 0 || p.Flags&FlagComponents == 0)
}

func (p *payload) nonce() string {
	if string(p.Nonce) == "null" {
		return ""
	}
	return strings.Trim(string(p.Nonce), `"`)
}

// nonce remembers a message for enforce_nonce.
type nonce struct {
	message *Message
	until   time.Time
}

// nonceLife is how long a nonce is enforced: Discord says "a few minutes".
const nonceLife = 5 * time.Minute

// newMessage stores a message, before it is applied to or announced.
func (d *Discord) newMessage(c *Channel, author *User) *Message {
	m := &Message{ID: d.newID(), Channel: c, Author: author, At: d.now()}
	if c.Parent != nil && c.Parent.Type == TypeForum && len(c.messages) == 0 {
		m.ID = c.ID // the first message of a post has the post's
	}
	d.messages[m.ID] = m
	c.messages = append(c.messages, m)
	return m
}

// apply puts what the payload sets into the message. Attachments that an edit
// does not list any more are dropped.
func (d *Discord) apply(m *Message, p *payload) {
	if p.Allowed == nil {
		d.violate("mentions", "a message in %s does not say whom it may notify", m.Channel.Name)
	}
	if p.Flags&FlagComponents != 0 {
		m.Flags |= FlagComponents
		m.Content, m.Embeds, m.rawEmbeds = "", nil, nil
	}
	if p.Content != nil {
		m.Content = strings.TrimSpace(*p.Content)
	}
	if p.Attachments != nil {
		kept := m.Attachments
		m.Attachments = nil
		for _, a := range *p.Attachments {
			for _, old := range kept {
				if fmt.Sprint(a.ID) == old.ID {
					m.Attachments = append(m.Attachments, old)
				}
			}
		}
	}
	names := make([]string, 0, len(p.files))
	for name := range p.files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		f := p.files[name]
		a := Attachment{ID: d.newID(), Filename: f.name, ContentType: f.contentType, Data: f.data}
		a.URL = "https://cdn.discordapp.com/attachments/" + m.Channel.ID + "/" + a.ID + "/" + f.name
		if p.Attachments != nil {
			for _, meta := range *p.Attachments {
				if "files["+idText(meta.ID)+"]" == name {
					a.Description = meta.Description
				}
			}
		}
		m.Attachments = append(m.Attachments, a)
	}
	if p.Components != nil {
		shows(*p.Components, func(file obj) { m.resolve(file) })
		m.rawComponents, m.Components = *p.Components, decodeAs[[]Component](*p.Components)
		number(m.rawComponents, 1)
	}
	if p.Embeds != nil {
		m.rawEmbeds = *p.Embeds
		for _, e := range m.rawEmbeds {
			e := e.(obj) // the form refused any other
			e["type"] = "rich"
			m.resolve(e["image"])
			m.resolve(e["thumbnail"])
			for _, field := range schema.List(e["fields"]) {
				field := field.(obj)
				field["inline"] = field["inline"] == true
			}
		}
		m.Embeds = decodeAs[[]Embed](m.rawEmbeds)
	}
}

// attached refuses components that show a file which the message would not have: one that is
// neither sent with the payload, nor there and left there, nor listed with its name.
func (m *Message) attached(p *payload) error {
	if p.Components == nil {
		return nil
	}
	names := map[string]bool{}
	for _, f := range p.files {
		names[f.name] = true
	}
	for _, a := range m.Attachments {
		if p.Attachments == nil {
			names[a.Filename] = true
			continue
		}
		for _, listed := range *p.Attachments {
			if fmt.Sprint(listed.ID) == a.ID && listed.Filename == a.Filename {
				names[a.Filename] = true
			}
		}
	}
	var f form
	shows(*p.Components, func(file obj) {
		address, _ := file["url"].(string)
		if name, is := strings.CutPrefix(address, "attachment://"); is && !names[name] {
			f.add("components", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", "The referenced attachment "+name+" was not found")
		}
	})
	return f.err()
}

// number gives every component an ID, as Discord does, and returns the next one.
func number(components []any, next int) int {
	for _, c := range components {
		c := c.(obj) // the form refused any other
		if id, given := c["id"].(float64); !given || id == 0 {
			c["id"] = next
		}
		next = number(schema.List(c["components"]), next+1)
		if accessory, ok := c["accessory"].(obj); ok {
			next = number([]any{accessory}, next)
		}
	}
	return next
}

// resolve puts the address of an upload in the place of attachment://name.
func (m *Message) resolve(picture any) {
	o, _ := picture.(obj)
	address, _ := o["url"].(string)
	for _, a := range m.Attachments {
		if address == "attachment://"+a.Filename {
			o["url"], o["attachment_id"] = a.URL, a.ID
		}
	}
}

func idText(id any) string {
	if n, ok := id.(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return fmt.Sprint(id)
}

func decodeAs[T any](v any) (out T) {
	// A value that does not fit was refused by the form before; what is odd but
	// allowed is kept as far as it decodes.
	_ = json.Unmarshal(encode(v), &out)
	return out
}

// serveFile serves an uploaded file, as Discord's CDN does.
func (d *Discord) serveFile(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, m := range d.messages {
		for _, a := range m.Attachments {
			if strings.HasSuffix(a.URL, r.URL.Path) {
				w.Header().Set("Content-Type", a.ContentType)
				w.Write(a.Data)
				return
			}
		}
	}
	http.NotFound(w, r)
}
