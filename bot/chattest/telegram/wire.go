package telegram

// Entity is a part of a text that is formatted or means something. Offset and
// Length are UTF-16 units.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`
	Language string `json:"language,omitempty"`
	User     *User  `json:"user,omitempty"`
	EmojiID  string `json:"custom_emoji_id,omitempty"`
	UnixTime int64  `json:"unix_time,omitempty"`
	Format   string `json:"date_time_format,omitempty"`
}

// Button is a button under a message.
type Button struct {
	Text    string  `json:"text"`
	URL     string  `json:"url,omitempty"`
	Data    string  `json:"callback_data,omitempty"`
	Switch  *string `json:"switch_inline_query,omitempty"`
	SwitchC *string `json:"switch_inline_query_current_chat,omitempty"`
	Copy    *Copied `json:"copy_text,omitempty"`
	Style   string  `json:"style,omitempty"`
}

// Copied is the text that a button copies.
type Copied struct {
	Text string `json:"text"`
}

// Keyboard is the buttons under a message, in rows.
type Keyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// Photo is one size of a picture.
type Photo struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
	Size     int    `json:"file_size"`
}

// Document is a file.
type Document struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Name     string `json:"file_name,omitempty"`
	MIME     string `json:"mime_type,omitempty"`
	Size     int    `json:"file_size"`
}

// Voice is a spoken message.
type Voice struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Duration int    `json:"duration"`
	MIME     string `json:"mime_type"`
	Size     int    `json:"file_size"`
}

// Sticker is a sticker.
type Sticker struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Type     string `json:"type"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
	Animated bool   `json:"is_animated"`
	Video    bool   `json:"is_video"`
	Emoji    string `json:"emoji,omitempty"`
}

// TopicName is what a service message says of a topic.
type TopicName struct {
	Name  string `json:"name"`
	Color int    `json:"icon_color"`
}

// Message is a message as the Bot API shows it, and what the test wants to know
// about it besides.
type Message struct {
	ID        int      `json:"message_id"`
	Thread    int      `json:"message_thread_id,omitempty"`
	From      *User    `json:"from,omitempty"`
	Sender    *Chat    `json:"sender_chat,omitempty"`
	Date      int64    `json:"date"`
	Chat      *Chat    `json:"chat"`
	InTopic   bool     `json:"is_topic_message,omitempty"`
	Automatic bool     `json:"is_automatic_forward,omitempty"`
	Origin    *Origin  `json:"forward_origin,omitempty"`
	ReplyTo   *Message `json:"reply_to_message,omitempty"`
	Quote     *Quoted  `json:"quote,omitempty"`

	DirectTopic *DirectTopic `json:"direct_messages_topic,omitempty"`
	ViaBot      *User        `json:"via_bot,omitempty"`
	EditDate    int64        `json:"edit_date,omitempty"`
	Text        string       `json:"text,omitempty"`
	Entities    []Entity     `json:"entities,omitempty"`
	Rich        *Rich        `json:"rich_message,omitempty"`
	Photo       []Photo      `json:"photo,omitempty"`
	Document    *Document    `json:"document,omitempty"`
	Voice       *Voice       `json:"voice,omitempty"`
	Sticker     *Sticker     `json:"sticker,omitempty"`
	Caption     string       `json:"caption,omitempty"`
	Captions    []Entity     `json:"caption_entities,omitempty"`
	Keyboard    *Keyboard    `json:"reply_markup,omitempty"`

	Joined       []*User    `json:"new_chat_members,omitempty"`
	Left         *User      `json:"left_chat_member,omitempty"`
	MigratedTo   int64      `json:"migrate_to_chat_id,omitempty"`
	MigratedFrom int64      `json:"migrate_from_chat_id,omitempty"`
	TopicCreated *TopicName `json:"forum_topic_created,omitempty"`

	TopicReopened *struct{} `json:"forum_topic_reopened,omitempty"`

	Edits      int    `json:"-"` // how often it was edited
	Silent     bool   `json:"-"` // sent without a sound
	Preview    bool   `json:"-"` // link previews are on
	Previewed  string `json:"-"` // the address of which one is shown, "" for that of the first link
	ForceReply bool   `json:"-"` // the person is shown a reply to it, to be written
	File       []byte `json:"-"` // of a photo or document

	byBot     bool
	inlineID  string
	reactions map[int64][]reaction // by who reacted
}

// reaction is an emoji below a message.
type reaction struct {
	Type  string `json:"type"`
	Emoji string `json:"emoji"`
}

// Origin is where a forwarded message comes from.
type Origin struct {
	Type      string `json:"type"`
	Date      int64  `json:"date"`
	Name      string `json:"sender_user_name,omitempty"` // of a hidden_user
	Chat      *Chat  `json:"chat,omitempty"`
	MessageID int    `json:"message_id,omitempty"`
}

// Content is the words of a message: its text, its rich text, or the caption of its picture.
func (m Message) Content() string {
	switch {
	case m.Text != "":
		return m.Text
	case m.Rich != nil:
		return m.Rich.Words
	}
	return m.Caption
}

// marks are the entities of the content.
func (m Message) marks() []Entity {
	if m.Rich != nil {
		return m.Rich.Marks
	}
	return append(m.Entities[:len(m.Entities):len(m.Entities)], m.Captions...)
}

// Marked returns the parts of the content that have an entity of the type: all
// the bold parts, all the quotes.
func (m Message) Marked(kind string) []string {
	var parts []string
	for _, e := range m.marks() {
		if e.Type == kind {
			parts = append(parts, slice16(m.Content(), e.Offset, e.Length))
		}
	}
	return parts
}

// Links returns where the links in the content lead.
func (m Message) Links() []string {
	var links []string
	for _, e := range m.marks() {
		if e.URL != "" {
			links = append(links, e.URL)
		}
	}
	return links
}

// Buttons returns the labels of the buttons under the message.
func (m Message) Buttons() []string {
	var labels []string
	if m.Keyboard != nil {
		for _, row := range m.Keyboard.Rows {
			for _, b := range row {
				labels = append(labels, b.Text)
			}
		}
	}
	return labels
}

// button returns the button with the label.
func (m *Message) button(label string) (Button, bool) {
	if m.Keyboard != nil {
		for _, row := range m.Keyboard.Rows {
			for _, b := range row {
				if b.Text == label {
					return b, true
				}
			}
		}
	}
	return Button{}, false
}

// bare is the message as it stands inside another: without the one that it
// replies to itself.
func (m *Message) bare() *Message {
	c := *m
	c.ReplyTo, c.Quote = nil, nil
	return &c
}
