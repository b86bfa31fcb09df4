package telegram

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"
)

// picture is a PNG of a size.
func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func say(chat *Chat, text string) map[string]any {
	return map[string]any{"chat_id": chat.ID, "text": text, "parse_mode": "HTML"}
}

// Lengths are UTF-16 units of what is left after the tags and the trimming.
func TestTextLength(t *testing.T) {
	s := New(t, Config{Limits: Unlimited()})
	chat := s.Private(s.User("Ana"))
	for text, want := range map[string]string{
		strings.Repeat("a", 4096):                                        "",
		strings.Repeat("a", 4097):                                        "Bad Request: message is too long",
		strings.Repeat("🏟", 2048):                                        "",
		strings.Repeat("🏟", 2048) + "a":                                  "Bad Request: message is too long",
		"  <b>" + strings.Repeat("&amp;", 4096) + "</b>\n":               "",
		`<a href="http://e.org/` + strings.Repeat("x", 5000) + `">x</a>`: "",
		"":        "Bad Request: message text is empty",
		" \n ":    "Bad Request: message text is empty",
		"<b></b>": "Bad Request: message text is empty",
		"<b>":     `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`,
	} {
		refused(t, s, "sendMessage", say(chat, text), want)
	}
	refused(t, s, "sendMessage", map[string]any{"chat_id": chat.ID, "text": "ab", "entities": []any{map[string]any{"type": "bold", "offset": 1, "length": 2}}},
		"Bad Request: can't parse entities: entity at offset 1 with length 2 is out of the text")
	if v := s.Violations(); len(v) > 0 {
		t.Errorf("violations %q", v)
	}
	refused(t, s, "sendMessage", say(chat, strings.Repeat("<b>a</b>b", 101)), "")
	if n := len(chat.Sent()[len(chat.Sent())-1].Entities); n != 100 || len(s.Violations()) != 1 {
		t.Errorf("%d entities, violations %q", n, s.Violations())
	}
}

func TestButtons(t *testing.T) {
	s := New(t, Config{Limits: Unlimited()})
	chat := s.Private(s.User("Ana"))
	row := func(n int) (row []any) {
		for i := range n {
			row = append(row, map[string]any{"text": fmt.Sprint(i), "callback_data": "x"})
		}
		return row
	}
	button := func(fields map[string]any) []any { return []any{[]any{fields}} }
	for _, test := range []struct {
		rows []any
		want string
	}{
		{button(map[string]any{"text": "a", "callback_data": strings.Repeat("é", 32)}), ""},
		{button(map[string]any{"text": "a", "callback_data": strings.Repeat("é", 32) + "x"}), "Bad Request: BUTTON_DATA_INVALID"},
		{button(map[string]any{"text": "a", "callback_data": ""}), "Bad Request: text buttons are unallowed in the inline keyboard"},
		{button(map[string]any{"text": "", "callback_data": "x"}), "Bad Request: inline keyboard button text must be non-empty"},
		{button(map[string]any{"text": "a", "url": "nowhere at all"}), "Bad Request: inline keyboard button URL 'nowhere at all' is invalid: Wrong HTTP URL"},
		{button(map[string]any{"text": "a", "switch_inline_query_current_chat": ""}), ""},
		{[]any{row(8)}, ""},
		{[]any{row(9)}, "Bad Request: reply markup is too long"},
		{[]any{row(8), row(8), row(8), row(8), row(8), row(8), row(8), row(8), row(8), row(8), row(8), row(8), row(5)}, "Bad Request: reply markup is too long"},
		{[]any{}, ""},
	} {
		params := say(chat, "x")
		params["reply_markup"] = map[string]any{"inline_keyboard": test.rows}
		refused(t, s, "sendMessage", params, test.want)
	}
	params := say(chat, "Which topic?")
	params["reply_markup"] = map[string]any{"force_reply": true, "selective": true}
	refused(t, s, "sendMessage", params, "")
	if sent := chat.Sent(); !sent[len(sent)-1].ForceReply {
		t.Error("no reply is asked for")
	}
}

func TestPictures(t *testing.T) {
	s := New(t, Config{Limits: Unlimited()})
	chat := s.Private(s.User("Ana"))
	first, second := picture(t, 40, 30), picture(t, 50, 30)
	send := func(data []byte, caption string) answer {
		kind, body := form(t, map[string]string{"chat_id": fmt.Sprint(chat.ID), "caption": caption, "parse_mode": "HTML"}, map[string][]byte{"photo": data})
		return parse(t, s, "sendPhoto", kind, body)
	}
	for _, test := range []struct {
		data    []byte
		caption string
		want    string
	}{
		{first, "<b>" + strings.Repeat("🏟", 512) + "</b>", ""},
		{first, strings.Repeat("🏟", 512) + "a", "Bad Request: message caption is too long"},
		{[]byte("no picture"), "", "Bad Request: IMAGE_PROCESS_FAILED"},
		{picture(t, 210, 10), "", "Bad Request: PHOTO_INVALID_DIMENSIONS"},
		{picture(t, 9990, 600), "", "Bad Request: PHOTO_INVALID_DIMENSIONS"},
	} {
		if a := send(test.data, test.caption); a.Description != test.want {
			t.Errorf("got %q, want %q", a.Description, test.want)
		}
	}
	m := chat.Sent()[0]
	if !bytes.Equal(m.File, first) || m.Photo[0].Width != 40 {
		t.Errorf("the photo is %+v", m.Photo)
	}

	edit := func(media string, files map[string][]byte) answer {
		kind, body := form(t, map[string]string{"chat_id": fmt.Sprint(chat.ID), "message_id": fmt.Sprint(m.ID), "media": media}, files)
		return parse(t, s, "editMessageMedia", kind, body)
	}
	if a := edit(`{"type":"photo","media":"attach://other"}`, nil); a.Description != `Bad Request: file "other" is not found in the request` {
		t.Error(a.Description)
	}
	if a := edit(`{"type":"photo","media":"attach://new","caption":"<i>2</i>","parse_mode":"HTML"}`, map[string][]byte{"new": second}); !a.OK {
		t.Error(a.Description)
	}
	now := chat.WaitEdit(m)
	if !bytes.Equal(now.File, second) || now.Caption != "2" || now.Edits != 1 {
		t.Errorf("after the edit: %+v", now)
	}
	refused(t, s, "editMessageText", map[string]any{"chat_id": chat.ID, "message_id": m.ID, "text": "x"}, "Bad Request: there is no text in the message to edit")
	refused(t, s, "sendPhoto", map[string]any{"chat_id": chat.ID, "photo": now.Photo[0].FileID}, "")
	refused(t, s, "sendPhoto", map[string]any{"chat_id": chat.ID, "photo": "unknown"}, "Bad Request: wrong file identifier/HTTP URL specified")

	kind, body := form(t, map[string]string{"chat_id": fmt.Sprint(chat.ID)}, map[string][]byte{"document": []byte("{}")})
	if a := parse(t, s, "sendDocument", kind, body); !a.OK || string(chat.WaitMessages(3)[2].File) != "{}" {
		t.Errorf("the document: %+v", a)
	}
}

func TestEdits(t *testing.T) {
	s := New(t, Config{Limits: Unlimited()})
	ana := s.User("Ana")
	chat := s.Private(ana)
	hers := ana.Say(chat, "hello")
	m := do[wireMessage](t, s, "sendMessage", say(chat, "<b>one</b>"))
	edit := func(id int, text string) map[string]any {
		p := say(chat, text)
		p["message_id"] = id
		return p
	}
	refused(t, s, "editMessageText", edit(m.ID, "<b>one</b>"), "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	refused(t, s, "editMessageText", edit(m.ID, "one"), "")
	refused(t, s, "editMessageText", edit(999, "x"), "Bad Request: message to edit not found")
	refused(t, s, "editMessageText", edit(hers.ID, "x"), "Bad Request: message can't be edited")
	refused(t, s, "editMessageCaption", map[string]any{"chat_id": chat.ID, "message_id": m.ID, "caption": "x"}, "Bad Request: there is no caption in the message to edit")
	markup := map[string]any{"chat_id": chat.ID, "message_id": m.ID, "reply_markup": map[string]any{"inline_keyboard": []any{[]any{map[string]any{"text": "a", "callback_data": "b"}}}}}
	refused(t, s, "editMessageReplyMarkup", markup, "")
	refused(t, s, "editMessageText", edit(m.ID, "two"), "")
	if now := chat.Sent()[0]; now.Text != "two" || now.Edits != 3 || now.Keyboard != nil {
		t.Errorf("after three edits: %+v", now)
	}
	refused(t, s, "deleteMessage", map[string]any{"chat_id": chat.ID, "message_id": m.ID}, "")
	refused(t, s, "deleteMessage", map[string]any{"chat_id": chat.ID, "message_id": m.ID}, "Bad Request: message to delete not found")
	params := say(chat, "x")
	params["reply_parameters"] = map[string]any{"message_id": m.ID}
	refused(t, s, "sendMessage", params, "Bad Request: message to be replied not found")
	params["reply_parameters"] = map[string]any{"message_id": m.ID, "allow_sending_without_reply": true}
	refused(t, s, "sendMessage", params, "")
}

// The limits are counted on the clock that the test gives.
func TestLimits(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	s := New(t, Config{Clock: func() time.Time { return now }})
	chat, group := s.Private(s.User("Ana")), s.Group("News", false)
	for range 5 {
		refused(t, s, "sendMessage", say(chat, "x"), "")
	}
	a := try(t, s, "sendMessage", say(chat, "x"))
	if a.Code != http.StatusTooManyRequests || a.Parameters.RetryAfter != 1 || a.Description != "Too Many Requests: retry after 1" {
		t.Errorf("over the burst: %+v", a)
	}
	now = now.Add(time.Second)
	refused(t, s, "sendMessage", say(chat, "x"), "")

	for range 15 {
		now = now.Add(time.Second)
		refused(t, s, "sendMessage", say(group, "x"), "")
	}
	for range 5 {
		refused(t, s, "sendMessage", say(group, "x"), "")
		now = now.Add(time.Second)
	}
	a = try(t, s, "sendMessage", say(group, "x"))
	if a.Parameters.RetryAfter != 41 {
		t.Errorf("the 21st in 20 seconds: %+v", a)
	}
	now = now.Add(41 * time.Second)
	refused(t, s, "sendMessage", say(group, "x"), "")

	now = now.Add(time.Minute)
	sent := 0
	for i := range 31 {
		if try(t, s, "sendMessage", say(s.Private(s.User(fmt.Sprint(i))), "x")).OK {
			sent++
		}
	}
	if sent != 30 {
		t.Errorf("%d messages in one second, want 30", sent)
	}
	if v := s.Violations(); len(v) != 3 {
		t.Errorf("violations %q, want 3", v)
	}
}

func TestRefusals(t *testing.T) {
	s := New(t, Config{Limits: Unlimited()})
	ana, bob := s.User("Ana"), s.User("Bob")
	chat := s.Private(ana)
	refused(t, s, "sendMessage", map[string]any{"chat_id": 1, "text": "x"}, "Bad Request: chat not found")
	refused(t, s, "sendMessage", map[string]any{"chat_id": "@nobody", "text": "x"}, "Bad Request: chat not found")
	refused(t, s, "sendMessage", map[string]any{"text": "x"}, "Bad Request: chat_id is empty")
	refused(t, s, "sendMessage", map[string]any{"chat_id": bob.ID, "text": "x"}, "Forbidden: bot can't initiate conversation with a user")
	ana.Block()
	refused(t, s, "sendMessage", say(chat, "x"), "Forbidden: bot was blocked by the user")
	ana.Unblock()
	refused(t, s, "sendMessage", say(chat, "x"), "")
	ana.DeleteAccount()
	refused(t, s, "sendMessage", say(chat, "x"), "Forbidden: user is deactivated")

	old := s.BasicGroup("Old")
	moved := old.Migrate()
	a := try(t, s, "sendMessage", say(old, "x"))
	if a.Parameters.MigrateTo != moved.ID || a.Description != "Bad Request: group chat was upgraded to a supergroup chat" {
		t.Errorf("after the migration: %+v", a)
	}
	refused(t, s, "sendMessage", say(moved, "x"), "")
	moved.Kick()
	refused(t, s, "sendMessage", say(moved, "x"), "Forbidden: bot was kicked from the supergroup chat")
	refused(t, s, "getChatMember", map[string]any{"chat_id": moved.ID, "user_id": bob.ID}, "Forbidden: bot was kicked from the supergroup chat")
	basic := s.BasicGroup("Basic")
	basic.Kick()
	refused(t, s, "sendMessage", say(basic, "x"), "Forbidden: bot was kicked from the group chat")
	basic.AddBot()
	refused(t, s, "leaveChat", map[string]any{"chat_id": basic.ID}, "")
	refused(t, s, "sendMessage", say(basic, "x"), "Forbidden: bot is not a member of the group chat")
	gone := s.Group("Gone", false)
	gone.Delete()
	refused(t, s, "sendMessage", say(gone, "x"), "Forbidden: the group chat was deleted")
	quiet := s.Group("Quiet", false)
	quiet.Mute()
	refused(t, s, "sendMessage", say(quiet, "x"), "Bad Request: not enough rights to send text messages to the chat")

	paper := s.Channel("Paper")
	refused(t, s, "sendMessage", say(paper, "x"), "")
	paper.Demote(s.Bot)
	refused(t, s, "sendMessage", say(paper, "x"), "Bad Request: need administrator rights in the channel chat")
}

func TestTopics(t *testing.T) {
	s := New(t, Config{Limits: Unlimited()})
	forum := s.Group("Forum", true)
	topic := forum.Topic("Mills")
	ana := s.User("Ana")
	said := ana.Say(topic, "/ask who closed the mill?")
	if !said.InTopic || said.Thread != topic.ID || said.ReplyTo == nil || said.ReplyTo.TopicCreated == nil {
		t.Errorf("said in the topic: %+v", said)
	}
	in := func(thread int) map[string]any {
		p := say(forum, "x")
		p["message_thread_id"] = thread
		return p
	}
	refused(t, s, "sendMessage", in(topic.ID), "")
	refused(t, s, "sendMessage", in(1), "Bad Request: message thread not found")
	reply := say(forum, "y")
	reply["reply_parameters"] = map[string]any{"message_id": said.ID}
	refused(t, s, "sendMessage", reply, "")
	if got := topic.Sent(); len(got) != 2 || got[1].ReplyTo.ID != said.ID {
		t.Errorf("in the topic: %+v", got)
	}
	if again := ana.Reply(topic.Sent()[0], "and then?"); again.Thread != topic.ID || again.ReplyTo.ID != topic.Sent()[0].ID {
		t.Errorf("the reply is %+v", again)
	}
	topic.Close()
	refused(t, s, "sendMessage", in(topic.ID), "Bad Request: TOPIC_CLOSED")
	topic.Delete()
	refused(t, s, "sendMessage", in(topic.ID), "Bad Request: message thread not found")

	plain := s.Group("Plain", false)
	threaded := ana.Reply(ana.Say(plain, "/ask a"), "/ask b")
	if threaded.Thread == 0 || threaded.InTopic {
		t.Errorf("a reply in a plain group: %+v", threaded)
	}
	p := say(plain, "x")
	p["message_thread_id"] = threaded.Thread
	refused(t, s, "sendMessage", p, "Bad Request: message thread not found")
}

// A reply quotes words exactly as they stand in the message, with the formatting that quotes keep.
func TestQuote(t *testing.T) {
	s := New(t, Config{Limits: Unlimited()})
	ana := s.User("Ana")
	chat := s.Private(ana)
	said := ana.Say(chat, "The ferry is late")
	bold := []any{map[string]any{"type": "bold", "offset": 0, "length": 2}}
	for _, c := range []struct {
		quote    string
		entities []any
		want     string
	}{
		{"ferry is", nil, ""},
		{"ferry  is", nil, "Bad Request: QUOTE_TEXT_INVALID"},
		{"ferry", bold, "Bad Request: QUOTE_TEXT_INVALID"},
	} {
		p := say(chat, "Yes.")
		reply := map[string]any{"message_id": said.ID, "quote": c.quote, "quote_position": 4}
		if c.entities != nil {
			reply["quote_entities"] = c.entities
		}
		p["reply_parameters"] = reply
		refused(t, s, "sendMessage", p, c.want)
	}
	if sent := chat.Sent(); len(sent) != 1 || sent[0].Quote == nil || sent[0].Quote.Text != "ferry is" {
		t.Errorf("the bot sent %+v", sent)
	}
}

// Drafts are for private chats, direct messages for the topic of who wrote.
func TestDraftsAndDirectMessages(t *testing.T) {
	s := New(t, Config{Limits: Unlimited()})
	ana, paper := s.User("Ana"), s.Channel("Paper")
	chat, letters := s.Private(ana), paper.DirectMessages()
	refused(t, s, "sendMessageDraft", map[string]any{"chat_id": chat.ID, "draft_id": 7, "text": ""}, "")
	refused(t, s, "sendMessageDraft", map[string]any{"chat_id": chat.ID, "draft_id": 0, "text": ""}, "Bad Request: draft identifier must be non-zero")
	refused(t, s, "sendMessageDraft", map[string]any{"chat_id": letters.ID, "draft_id": 7, "text": ""}, "Bad Request: drafts can be sent to private chats only")
	thinking := map[string]any{"html": "<tg-thinking>One moment &amp; more</tg-thinking>"}
	refused(t, s, "sendRichMessageDraft", map[string]any{"chat_id": chat.ID, "draft_id": 7, "rich_message": thinking}, "")
	refused(t, s, "sendRichMessageDraft", map[string]any{"chat_id": letters.ID, "draft_id": 7, "rich_message": thinking}, "Bad Request: drafts can be sent to private chats only")
	refused(t, s, "sendRichMessageDraft", map[string]any{"chat_id": chat.ID, "draft_id": 7, "rich_message": map[string]any{"html": "<tg-thinking>One moment"}}, "Bad Request: can't parse rich message")

	said := ana.Say(letters, "Is anybody there?")
	p := say(letters, "Yes.")
	refused(t, s, "sendMessage", p, "Bad Request: direct messages topic must be specified")
	p["direct_messages_topic_id"] = said.DirectTopic.ID + 1
	refused(t, s, "sendMessage", p, "Bad Request: direct messages topic not found")
	p["direct_messages_topic_id"] = said.DirectTopic.ID
	refused(t, s, "sendMessage", p, "")
	if sent := letters.Sent(); len(sent) != 1 || sent[0].DirectTopic.User != ana {
		t.Errorf("the bot sent %+v", sent)
	}
	p = say(chat, "Yes.")
	p["direct_messages_topic_id"] = said.DirectTopic.ID
	refused(t, s, "sendMessage", p, "Bad Request: direct messages topics exist only in direct messages chats")
	refused(t, s, "sendChatAction", map[string]any{"chat_id": letters.ID, "action": "typing"}, "Bad Request: chat actions can't be sent to channels and their direct messages")
}
