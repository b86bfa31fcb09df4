package telegram

import (
	"errors"
	"slices"
	"strings"
	"testing"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// specFile is those methods and types of the Bot API that the bot and the tests use,
// without prose.
const specFile = "testdata/spec.json"

func spec(t *testing.T) *Spec {
	t.Helper()
	s, err := ReadSpec(specFile)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSpecRequests(t *testing.T) {
	s := spec(t)
	file := func(field string) bool { return field == "photo" || field == "new" }
	for _, test := range []struct {
		method string
		params map[string]string
		wrong  []string
	}{
		{"getMe", nil, nil},
		{"getme", map[string]string{}, nil},
		{"getThem", nil, []string{"there is no such method"}},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "x"}, nil},
		{"sendMessage", map[string]string{"chat_id": "@paper", "text": "x", "disable_notification": "true", "message_thread_id": "3"}, nil},
		{"sendMessage", map[string]string{"chat_id": "1"}, []string{"text is required"}},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "x", "disable_web_page_preview": "true", "reply_to_message_id": "3"},
			[]string{"disable_web_page_preview is not known", "reply_to_message_id is not known"}},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "x", "message_thread_id": "three", "disable_notification": "on"},
			[]string{"disable_notification must be boolean", "message_thread_id must be integer"}},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "x", "link_preview_options": `{"is_disabled":true}`, "reply_parameters": `{"message_id":3}`}, nil},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "x", "link_preview_options": `{"is_disabled":"yes"}`},
			[]string{"link_preview_options.is_disabled must be boolean"}},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "x", "reply_parameters": `{"allow_sending_without_reply":true}`},
			[]string{"reply_parameters.message_id is required"}},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "x", "entities": `[{"type":"bold","offset":0,"length":1.5}]`},
			[]string{"entities[0].length must be integer"}},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "x", "reply_markup": `{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}`}, nil},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "x", "reply_markup": `{"force_reply":true,"selective":true}`}, nil},
		{"editMessageText", map[string]string{"chat_id": "1", "message_id": "2", "text": "x", "reply_markup": `{"inline_keyboard":[[{"callback_data":"b"}]]}`},
			[]string{"reply_markup.inline_keyboard[0][0].text is required"}},
		{"editMessageText", map[string]string{"text": "x", "reply_markup": `{"inline_keyboard":[[{"text":"a","callback":"b"}]]}`},
			[]string{"reply_markup.inline_keyboard[0][0].callback is not allowed"}},
		{"sendPhoto", map[string]string{"chat_id": "1"}, nil},
		{"sendDocument", map[string]string{"chat_id": "1"}, []string{"document is required"}},
		{"editMessageMedia", map[string]string{"chat_id": "1", "message_id": "2", "media": `{"type":"photo","media":"attach://new"}`}, nil},
		{"editMessageMedia", map[string]string{"media": `{"type":"photo","medium":"attach://new"}`}, []string{"media.media is required", "media.medium is not allowed"}},
		{"setMyCommands", map[string]string{"commands": `[{"command":"ask","description":"x"}]`, "scope": `{"type":"chat","chat_id":1}`}, nil},
		{"setMyCommands", map[string]string{"commands": `[{"command":"ask"}]`, "scope": `{"type":"chat"}`},
			[]string{"commands[0].description is required", "scope.chat_id is required"}},
		{"answerInlineQuery", map[string]string{"inline_query_id": "1", "results": `[{"type":"article","id":"a","title":"b","input_message_content":{"message_text":"c"}}]`}, nil},
		{"answerInlineQuery", map[string]string{"inline_query_id": "1", "results": `[{"type":"article","id":1,"title":"b","input_message_content":{"message_text":"c"}}]`},
			[]string{"results[0].id must be string"}},
		{"answerInlineQuery", map[string]string{"inline_query_id": "1", "results": "soon"}, []string{"results must be array"}},
	} {
		wrong := s.Request(test.method, test.params, func(field string) bool { return test.method == "sendPhoto" && file(field) })
		if !slices.Equal(wrong, test.wrong) {
			t.Errorf("%s %v:\ngot  %q\nwant %q", test.method, test.params, wrong, test.wrong)
		}
	}
	unions := s.Request("setMyCommands", map[string]string{"commands": "[]", "scope": `{"type":"everybody"}`}, nil)
	if len(unions) != 1 || !strings.HasPrefix(unions[0], "scope.type must be ") {
		t.Errorf("an unknown scope: %q", unions)
	}
}

// A server with the Spec reports what it finds wrong.
func TestSpecOfServer(t *testing.T) {
	s := New(t, Config{Spec: spec(t)})
	chat := s.Private(s.User("Ana"))
	refused(t, s, "sendMessage", say(chat, "x"), "")
	if v := s.Violations(); len(v) != 0 {
		t.Errorf("violations %q", v)
	}
	params := say(chat, "x")
	params["disable_web_page_preview"] = true
	refused(t, s, "sendMessage", params, "")
	if v := s.Violations(); len(v) != 1 || v[0].String() != "spec: sendMessage: disable_web_page_preview is not known" {
		t.Errorf("violations %q", v)
	}
}

// What the server says is what the Bot API says: every update and every result has
// the described type.
func TestSpecOfAnswers(t *testing.T) {
	described := spec(t)
	s := New(t, Config{Spec: described, Limits: Unlimited(), SeesAll: true})
	ana, bob := s.User("Ana"), s.User("Bob")
	chat, g, forum, old, paper := s.Private(ana), s.Group("News", false), s.Group("Forum", true), s.BasicGroup("Old"), s.Channel("Paper")
	result := func(method, kind string, params map[string]any) {
		t.Helper()
		a := try(t, s, method, params)
		if !a.OK {
			t.Errorf("%s: %s", method, a.Description)
		} else if why := described.Object(kind, a.Result); why != "" {
			t.Errorf("%s: in the result %s: %s", method, why, a.Result)
		}
	}
	result("getUpdates", "Array of Update", map[string]any{"allowed_updates": []string{
		"message", "edited_message", "channel_post", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member", "chat_member",
		"message_reaction",
	}})

	said := ana.Say(chat, "see https://example.org/ and ask @quoth_test_bot")
	ana.Edit(said, "/ask again")
	ana.React(said, "👍")
	ana.React(said)
	ana.Reply(said, "and?")
	ana.ReplyTo(ana.Forward(chat, "The mill closes."), "mill", "why?")
	ana.Say(paper.DirectMessages(), "hello")
	ana.Photo(chat, "look #mill")
	ana.Voice(chat)
	ana.Sticker(chat)
	g.Promote(s.Bot)
	g.Add(ana, bob)
	g.Promote(bob)
	g.Remove(bob)
	g.Anonymous().Say(g, "/settings")
	paper.Link(g)
	paper.Post("printed")
	paper.Speaker().Say(g, "hello")
	topic := forum.Topic("Mills")
	in := ana.Say(topic, "/ask x")
	ana.Reply(in, "and?")
	old.Migrate()
	ana.Block()
	ana.Unblock()
	g.Kick()
	g.AddBot()

	keyboard := map[string]any{"inline_keyboard": []any{[]any{map[string]any{"text": "More", "callback_data": "m"}, map[string]any{"text": "Link", "url": "https://example.org"}}}}
	with := func(p map[string]any, name string, value any) map[string]any {
		p[name] = value
		return p
	}
	result("sendMessage", "Message", with(say(chat, "<a href='https://example.org'>a</a> <pre><code class='language-go'>b</code></pre>"), "reply_markup", keyboard))
	m := chat.Sent()[0]
	result("editMessageText", "Message", with(say(chat, "<blockquote expandable>b</blockquote>"), "message_id", m.ID))
	result("editMessageReplyMarkup", "Message", map[string]any{"chat_id": chat.ID, "message_id": m.ID, "reply_markup": keyboard})
	ana.Press(m, "More")
	result("deleteMessage", "Boolean", map[string]any{"chat_id": chat.ID, "message_id": m.ID})
	press := ana.PressData(m, "gone")
	result("answerCallbackQuery", "Boolean", map[string]any{"callback_query_id": press.q.id})
	kind, body := form(t, map[string]string{"chat_id": itoa(chat.ID)}, map[string][]byte{"photo": picture(t, 20, 20)})
	if a := parse(t, s, "sendPhoto", kind, body); described.Object("Message", a.Result) != "" {
		t.Errorf("sendPhoto: %s", a.Result)
	}
	kind, body = form(t, map[string]string{"chat_id": itoa(chat.ID)}, map[string][]byte{"document": []byte("x")})
	if a := parse(t, s, "sendDocument", kind, body); described.Object("Message", a.Result) != "" {
		t.Errorf("sendDocument: %s", a.Result)
	}
	result("sendChatAction", "Boolean", map[string]any{"chat_id": chat.ID, "action": "typing"})
	result("sendMessage", "Message", say(paper, "x"))
	asked := ana.Inline("mill")
	result("answerInlineQuery", "Boolean", map[string]any{"inline_query_id": asked.q.id, "results": []any{with(article("a", "x"), "reply_markup", keyboard)}})
	bob.Press(asked.Choose(asked.Wait()[0], g), "More")
	result("getMe", "User", nil)
	result("getChat", "ChatFullInfo", map[string]any{"chat_id": paper.ID})
	for _, u := range []*User{ana, bob, s.Bot} {
		result("getChatMember", "ChatMember", map[string]any{"chat_id": g.ID, "user_id": u.ID})
	}
	result("getChatAdministrators", "Array of ChatMember", map[string]any{"chat_id": g.ID})
	result("setMyCommands", "Boolean", map[string]any{"commands": []any{map[string]any{"command": "ask", "description": "x"}}})
	result("getMyCommands", "Array of BotCommand", nil)
	result("getMyDescription", "BotDescription", nil)
	result("getMyShortDescription", "BotShortDescription", nil)
	result("getWebhookInfo", "WebhookInfo", nil)
	result("getUpdates", "Array of Update", nil)
	if n := s.Pending(); n < 30 {
		t.Errorf("only %d updates were made", n)
	}
	if v := s.Violations(); len(v) > 0 {
		t.Errorf("violations %q", v)
	}
}

// The library that the bot is made with talks to the server.
func TestLibrary(t *testing.T) {
	s := New(t, Config{})
	bot, err := tgbotapi.NewBotAPIWithAPIEndpoint(s.Token, s.Endpoint())
	if err != nil {
		t.Fatal(err)
	}
	ana := s.User("Ana")
	chat := s.Private(ana)
	ana.Say(chat, "/start mill")
	updates, err := bot.GetUpdates(tgbotapi.UpdateConfig{Timeout: 1})
	if err != nil || len(updates) != 1 || updates[0].Message.CommandArguments() != "mill" {
		t.Fatalf("updates %+v, %v", updates, err)
	}
	if _, err := bot.Send(tgbotapi.NewPhoto(chat.ID, tgbotapi.FileBytes{Name: "a.png", Bytes: picture(t, 30, 30)})); err != nil {
		t.Error(err)
	}
	if sent := chat.Sent(); len(sent) != 1 || sent[0].Photo[0].Width != 30 {
		t.Errorf("sent %+v", sent)
	}
	var refusal *tgbotapi.Error
	if _, err := bot.Send(tgbotapi.NewMessage(1, "x")); !errors.As(err, &refusal) || refusal.Code != 400 {
		t.Errorf("an unknown chat: %v", err)
	}
}
