package telegram

import (
	"encoding/json"
	"reflect"
	"slices"
	"time"
)

// deletable is how old a message may be that a bot deletes.
const deletable = 48 * time.Hour

// remove takes a message out of the chat. The lock is held.
func (c *Chat) remove(id int) {
	c.messages = slices.DeleteFunc(c.messages, func(m *Message) bool { return m.ID == id })
	c.s.touch()
}

// edit changes a message of the bot, in a chat or inline; change works on a copy.
func (c *call) edit(change func(*Message) error) (any, error) {
	var chat *Chat
	var m *Message
	if c.has("inline_message_id") {
		if m = c.s.inline[c.params["inline_message_id"]]; m == nil {
			return nil, bad("MESSAGE_ID_INVALID")
		}
	} else {
		var err error
		if chat, err = c.chat(); err != nil {
			return nil, err
		}
		id, err := c.int("message_id")
		if err != nil {
			return nil, err
		}
		if m = chat.message(id); m == nil {
			return nil, bad("message to edit not found")
		}
		if !m.byBot {
			return nil, bad("message can't be edited")
		}
	}
	if err := c.count(chat); err != nil {
		return nil, err
	}
	next := *m
	var err error
	if next.Keyboard, _, err = c.markup(); err != nil {
		return nil, err
	}
	if err := change(&next); err != nil {
		return nil, err
	}
	if same(next, *m) {
		return nil, bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	next.Edits++
	next.EditDate = c.s.now()
	*m = next
	c.s.touch()
	if chat == nil {
		return true, nil
	}
	return m, nil
}

// same reports whether two messages show the same.
func same(a, b Message) bool {
	return a.Text == b.Text && a.Caption == b.Caption && a.Preview == b.Preview &&
		slices.Equal(a.Entities, b.Entities) && slices.Equal(a.Captions, b.Captions) &&
		slices.Equal(a.File, b.File) && reflect.DeepEqual(a.Keyboard, b.Keyboard) && reflect.DeepEqual(a.Rich, b.Rich)
}

func (c *call) editMessageText() (any, error) {
	return c.edit(func(m *Message) error {
		switch {
		case m.Text == "" && m.Rich == nil:
			return bad("there is no text in the message to edit")
		case c.has("text") && c.has("rich_message"):
			return bad("message can have either text or rich content")
		case c.has("rich_message"):
			return c.rich(m)
		}
		m.Rich = nil
		return c.text(m)
	})
}

func (c *call) editMessageCaption() (any, error) {
	return c.edit(func(m *Message) error {
		if m.Text != "" || m.Rich != nil {
			return bad("there is no caption in the message to edit")
		}
		return c.caption(m)
	})
}

func (c *call) editMessageReplyMarkup() (any, error) {
	return c.edit(func(*Message) error { return nil })
}

func (c *call) editMessageMedia() (any, error) {
	return c.edit(func(m *Message) error {
		var media struct {
			Type     string   `json:"type"`
			Media    string   `json:"media"`
			Caption  string   `json:"caption"`
			Mode     string   `json:"parse_mode"`
			Entities []Entity `json:"caption_entities"`
		}
		if json.Unmarshal([]byte(c.params["media"]), &media) != nil {
			return bad("can't parse input media JSON object")
		}
		if m.inlineID != "" && c.s.files[media.Media].data == nil {
			return bad("can't upload a new file to an inline message")
		}
		m.Text, m.Entities, m.Rich, m.Photo, m.Document, m.Preview = "", nil, nil, nil, nil, false
		var err error
		switch media.Type {
		case "photo":
			err = c.photo(m, media.Media)
		case "document":
			err = c.document(m, media.Media)
		default:
			err = bad("unsupported media type specified")
		}
		if err != nil {
			return err
		}
		return c.captioned(m, media.Caption, media.Mode, media.Entities)
	})
}

func (c *call) deleteMessage() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	id, err := c.int("message_id")
	if err != nil {
		return nil, err
	}
	m := chat.message(id)
	switch {
	case m == nil:
		return nil, bad("message to delete not found")
	case !m.byBot && chat.Type != private && chat.member(c.s.Bot).status != "administrator",
		time.Duration(c.s.now()-m.Date)*time.Second > deletable:
		return nil, bad("message can't be deleted for everyone")
	}
	chat.remove(id)
	return true, nil
}
