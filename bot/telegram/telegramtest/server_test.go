package telegramtest

import (
	"net/http"
	"slices"

	"testing"
)

// A person writes, the bot gets it, answers with a button, which is pressed.
func TestTalk(t *testing.T) {
	s := New(t, Config{})
	ana := s.User("Ana")
	chat := s.Private(ana)
	ana.Say(chat, "When did the mill close?")

	updates := get(t, s, 0)
	if len(updates) != 1 || updates[0].Message.Text != "When did the mill close?" || updates[0].Message.Chat.ID != chat.ID {
		t.Fatalf("updates %+v", updates)
	}
	sent := do[wireMessage](t, s, "sendMessage", map[string]any{
		"chat_id": chat.ID, "text": "In <b>1987</b>, &lt;they&gt; say.", "parse_mode": "HTML",
		"reply_parameters": map[string]any{"message_id": updates[0].Message.ID},
		"reply_markup":     map[string]any{"inline_keyboard": [][]any{{map[string]any{"text": "More", "callback_data": "m:1"}}}},
	})
	m := chat.WaitMessages(1)[0]
	if m.ID != sent.ID || m.Text != "In 1987, <they> say." || !slices.Equal(m.Marked("bold"), []string{"1987"}) || m.ReplyTo.Text != "When did the mill close?" {
		t.Errorf("the message is %+v", m)
	}
	if !slices.Equal(m.Buttons(), []string{"More"}) {
		t.Errorf("the buttons are %q", m.Buttons())
	}

	press := ana.Press(m, "More")
	updates = get(t, s, updates[0].ID+1)
	if len(updates) != 1 || updates[0].Callback == nil {
		t.Fatalf("updates %+v", updates)
	}
	do[bool](t, s, "answerCallbackQuery", map[string]any{"callback_query_id": press.q.id, "text": "Here", "show_alert": true})
	if a := press.Wait(); a != (Answer{Text: "Here", Alert: true}) {
		t.Errorf("the answer is %+v", a)
	}
	refused(t, s, "answerCallbackQuery", map[string]any{"callback_query_id": press.q.id},
		"Bad Request: query is too old and response timeout expired or query ID is invalid")
	if v := s.Violations(); len(v) > 0 {
		t.Errorf("violations %q", v)
	}
}

func TestAddresses(t *testing.T) {
	s := New(t, Config{Token: "42:secret"})
	for path, want := range map[string]int{
		"/bot42:secret/getMe":      200,
		"/bot42:secret/GETME":      200,
		"/bot42:other/getMe":       401,
		"/bot42:secret/getNothing": 404,
		"/bot42:secret":            404,
		"/":                        404,
	} {
		response, err := http.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("%s: status %d, want %d", path, response.StatusCode, want)
		}
	}
}

// The same parameters arrive from a query, and from each kind of body.
func TestBodies(t *testing.T) {
	s := New(t, Config{})
	chat := s.Private(s.User("Ana"))
	fields := map[string]string{"chat_id": itoa(chat.ID), "text": "hé <i>llo</i>", "parse_mode": "html", "disable_notification": "true"}
	multipart, body := form(t, fields, nil)
	for _, a := range []answer{
		parse(t, s, "sendMessage?"+string(urlencoded(fields)), "text/plain", nil),
		parse(t, s, "sendMessage", "application/x-www-form-urlencoded", urlencoded(fields)),
		parse(t, s, "sendMessage", multipart, body),
		try(t, s, "sendMessage", map[string]any{"chat_id": chat.ID, "text": fields["text"], "parse_mode": "HTML", "disable_notification": true}),
	} {
		if !a.OK {
			t.Error(a.Description)
		}
	}
	sent := chat.Sent()
	if len(sent) != 4 {
		t.Fatalf("%d messages, want 4", len(sent))
	}
	for _, m := range sent {
		if m.Text != "hé llo" || !m.Silent || !slices.Equal(m.Entities, []Entity{{Type: "italic", Offset: 3, Length: 3}}) {
			t.Errorf("the message is %+v", m)
		}
	}
	requests := s.Requests()
	if len(requests) != 4 || requests[3].Int("chat_id") != chat.ID || requests[3].Params["text"] != fields["text"] || requests[3].Status != 200 {
		t.Errorf("the log is %+v", requests)
	}
}
