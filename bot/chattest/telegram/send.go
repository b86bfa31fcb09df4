package telegram

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	_ "image/jpeg" // photos
	_ "image/png"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
)

const (
	mostPhoto    = 10 << 20 // bytes
	mostDocument = 50 << 20 // bytes
	mostSides    = 10000    // width and height of a photo together, pixels
	mostRatio    = 20       // of a photo's longer to its shorter side
)

// stored is a file that the server has.
type stored struct {
	data []byte
	name string
}

// chat returns the chat of the request if the bot may write there.
func (c *call) chat() (*Chat, error) {
	if !c.has("chat_id") {
		return nil, bad("chat_id is empty")
	}
	id, err := strconv.ParseInt(c.params["chat_id"], 10, 64)
	chat := c.s.chats[id]
	switch {
	case err != nil || chat == nil && c.s.users[id] == nil:
		return nil, bad("chat not found")
	case chat == nil:
		return nil, forbidden("bot can't initiate conversation with a user")
	}
	kind := map[string]string{group: "group", supergroup: "supergroup", channel: "channel"}[chat.Type]
	switch {
	case chat.moved != nil:
		return nil, &apiError{code: http.StatusBadRequest, description: "Bad Request: group chat was upgraded to a supergroup chat", migratedTo: chat.moved.ID}
	case chat.deleted:
		return nil, forbidden("the group chat was deleted")
	case chat.Type == private && c.s.users[chat.ID].deleted:
		return nil, forbidden("user is deactivated")
	case chat.blocked:
		return nil, forbidden("bot was blocked by the user")
	case chat.Type != private && chat.member(c.s.Bot).status == "kicked":
		return nil, forbidden(fmt.Sprintf("bot was kicked from the %s chat", kind))
	case chat.Type != private && !chat.in(c.s.Bot):
		return nil, forbidden(fmt.Sprintf("bot is not a member of the %s chat", kind))
	}
	return chat, nil
}

// count counts a message to a chat against the limits.
func (c *call) count(chat *Chat) error {
	wait, limit := c.s.rates.take(chat, c.s.conf.Clock())
	if wait == 0 {
		return nil
	}
	where := "an inline message"
	if chat != nil {
		where = fmt.Sprintf("chat %d", chat.ID)
	}
	c.s.violate("limit", "%s to %s: over the limit of %s", c.method, where, limit)
	return tooMany(wait)
}

// thread returns the topic that the request names, 0 for none.
func (c *call) thread(chat *Chat) (int, error) {
	id, err := c.int("message_thread_id")
	if err != nil || id == 0 {
		return 0, err
	}
	t := chat.topics[id]
	if t == nil {
		return 0, bad("message thread not found")
	}
	if t.closed {
		return 0, bad("TOPIC_CLOSED")
	}
	return id, nil
}

// reply returns the message that the request replies to, and which words of it; nil for none.
func (c *call) reply(chat *Chat) (*Message, *Quoted, error) {
	var r struct {
		ID       int      `json:"message_id"`
		Chat     any      `json:"chat_id"`
		Without  bool     `json:"allow_sending_without_reply"`
		Quote    string   `json:"quote"`
		Entities []Entity `json:"quote_entities"`
		Position int      `json:"quote_position"`
	}
	if err := c.decode("reply_parameters", &r); err != nil || r.ID == 0 {
		return nil, nil, err
	}
	if m := chat.message(r.ID); m != nil {
		q, err := m.quoted(r.Quote, r.Entities, r.Position)
		return m, q, err
	}
	if r.Without {
		return nil, nil, nil
	}
	return nil, nil, bad("message to be replied not found")
}

// send puts a message of the bot where the request says; fill gives it its content.
func (c *call) send(fill func(*Message) error) (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	switch {
	case chat.muted:
		return nil, bad("not enough rights to send text messages to the chat")
	case chat.Type == channel && chat.member(c.s.Bot).status != "administrator":
		return nil, bad("need administrator rights in the channel chat")
	}
	if err := c.count(chat); err != nil {
		return nil, err
	}
	m := &Message{From: c.s.Bot, byBot: true, Silent: c.bool("disable_notification")}
	if chat.Type == channel {
		m.From, m.Sender = nil, chat
	}
	if m.Thread, err = c.thread(chat); err != nil {
		return nil, err
	}
	if m.DirectTopic, err = c.directTopic(chat); err != nil {
		return nil, err
	}
	to, quote, err := c.reply(chat)
	if err != nil {
		return nil, err
	}
	if to != nil {
		m.ReplyTo, m.Quote = to.bare(), quote
		if m.Thread == 0 && to.InTopic {
			m.Thread = to.Thread
		}
	}
	m.InTopic = m.Thread != 0
	if m.Keyboard, m.ForceReply, err = c.markup(); err != nil {
		return nil, err
	}
	if err := fill(m); err != nil {
		return nil, err
	}
	return chat.append(m), nil
}

func (c *call) sendMessage() (any, error) {
	return c.send(c.text)
}

// text reads the text of a message with its entities and its preview.
func (c *call) text(m *Message) error {
	var entities []Entity
	if err := c.decode("entities", &entities); err != nil {
		return err
	}
	text, entities, err := c.formatted(c.params["text"], c.params["parse_mode"], entities)
	switch {
	case err != nil:
		return err
	case text == "":
		return bad("message text is empty")
	case length16(text) > mostText:
		return bad("message is too long")
	}
	var preview struct {
		Off bool   `json:"is_disabled"`
		URL string `json:"url"`
	}
	if err := c.decode("link_preview_options", &preview); err != nil {
		return err
	}
	if u, err := url.Parse(preview.URL); preview.URL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return bad("WEBPAGE_URL_INVALID")
	}
	m.Previewed = preview.URL
	m.Text, m.Entities, m.Preview = text, entities, !preview.Off
	return nil
}

// captioned reads a caption.
func (c *call) captioned(m *Message, text, mode string, entities []Entity) error {
	text, entities, err := c.formatted(text, mode, entities)
	if err != nil {
		return err
	}
	if length16(text) > mostCaption {
		return bad("message caption is too long")
	}
	m.Caption, m.Captions = text, entities
	return nil
}

// caption reads the request's caption.
func (c *call) caption(m *Message) error {
	var entities []Entity
	if err := c.decode("caption_entities", &entities); err != nil {
		return err
	}
	return c.captioned(m, c.params["caption"], c.params["parse_mode"], entities)
}

// file returns the file that a field or attach:// reference means, and its id; it
// may be a new one or the id of one that is there.
func (c *call) file(field, value string) (id string, f stored, err error) {
	u, ok := c.files[field]
	if name, attached := strings.CutPrefix(value, "attach://"); attached {
		if u, ok = c.files[name]; !ok {
			return "", stored{}, bad("file \"%s\" is not found in the request", name)
		}
	}
	if !ok {
		if f, ok = c.s.files[value]; ok {
			return value, f, nil
		}
		if value == "" {
			return "", stored{}, bad("there is no %s in the request", field)
		}
		return "", stored{}, bad("wrong file identifier/HTTP URL specified")
	}
	if len(u.data) == 0 {
		return "", stored{}, bad("file must be non-empty")
	}
	id = fmt.Sprintf("file-%d", c.s.next())
	f = stored{u.data, u.name}
	c.s.files[id] = f
	return id, f, nil
}

// photo gives a message a photo.
func (c *call) photo(m *Message, value string) error {
	id, f, err := c.file("photo", value)
	if err != nil {
		return err
	}
	if len(f.data) > mostPhoto {
		return bad("file is too big")
	}
	shape, _, err := image.DecodeConfig(bytes.NewReader(f.data))
	if err != nil {
		return bad("IMAGE_PROCESS_FAILED")
	}
	w, h := shape.Width, shape.Height
	if w+h > mostSides || max(w, h) > mostRatio*min(w, h) {
		return bad("PHOTO_INVALID_DIMENSIONS")
	}
	m.Photo = []Photo{{FileID: id, UniqueID: id + "-u", Width: w, Height: h, Size: len(f.data)}}
	m.File = f.data
	return nil
}

// document gives a message a document.
func (c *call) document(m *Message, value string) error {
	id, f, err := c.file("document", value)
	if err != nil {
		return err
	}
	if len(f.data) > mostDocument {
		return bad("file is too big")
	}
	m.Document = &Document{FileID: id, UniqueID: id + "-u", Name: f.name, MIME: mime.TypeByExtension(path.Ext(f.name)), Size: len(f.data)}
	m.File = f.data
	return nil
}

func (c *call) sendPhoto() (any, error) {
	return c.send(func(m *Message) error {
		if err := c.photo(m, c.params["photo"]); err != nil {
			return err
		}
		return c.caption(m)
	})
}

func (c *call) sendDocument() (any, error) {
	return c.send(func(m *Message) error {
		if err := c.document(m, c.params["document"]); err != nil {
			return err
		}
		return c.caption(m)
	})
}

// actions are what a bot may say that it is doing.
var actions = []string{
	"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
	"choose_sticker", "find_location", "record_video_note", "upload_video_note",
}

func (c *call) sendChatAction() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	if chat.Type == channel || chat.Direct {
		return nil, bad("chat actions can't be sent to channels and their direct messages")
	}
	if _, err := c.thread(chat); err != nil {
		return nil, err
	}
	if !slices.Contains(actions, c.params["action"]) {
		return nil, bad("wrong parameter action in request")
	}
	return true, nil
}

// sendMessageDraft shows for a while what is not a message yet. It counts against no limit of
// messages.
func (c *call) sendMessageDraft() (any, error) {
	if err := c.draft(); err != nil {
		return nil, err
	}
	text, _, err := c.formatted(c.params["text"], c.params["parse_mode"], nil)
	if err == nil && length16(text) > mostText {
		err = bad("message is too long")
	}
	return true, err
}

// sendRichMessageDraft does so with a rich message, of which it takes here no more than that
// the bot is at work, in words.
func (c *call) sendRichMessageDraft() (any, error) {
	if err := c.draft(); err != nil {
		return nil, err
	}
	var m struct{ HTML string }
	if err := json.Unmarshal([]byte(c.params["rich_message"]), &m); err != nil {
		return nil, bad("can't parse rich message")
	}
	words, begins := strings.CutPrefix(m.HTML, "<tg-thinking>")
	words, ends := strings.CutSuffix(words, "</tg-thinking>")
	if !begins || !ends {
		return nil, bad("can't parse rich message")
	}
	text, _, err := parseHTML(words)
	if err == nil && strings.TrimSpace(text) == "" {
		err = bad("message text is empty")
	}
	return true, err
}

// draft checks where a draft is shown, and its number.
func (c *call) draft() error {
	chat, err := c.chat()
	if err != nil {
		return err
	}
	if _, err := c.thread(chat); err != nil {
		return err
	}
	id, err := c.int("draft_id")
	switch {
	case err != nil:
		return err
	case chat.Type != private:
		return bad("drafts can be sent to private chats only")
	case id == 0:
		return bad("draft identifier must be non-zero")
	}
	return nil
}
