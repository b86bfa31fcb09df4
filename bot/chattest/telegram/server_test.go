package telegram

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"runtime"
	"testing"
	"time"
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

// recorder takes the failure of a test.
type recorder struct {
	testing.TB
	failure string
}

func (r *recorder) Helper() {}

func (r *recorder) Fatalf(format string, args ...any) {
	r.failure = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

// failure is how a test fails that does this.
func (s *Server) failure(do func()) string {
	r := &recorder{TB: s.t}
	s.t = r
	done := make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	<-done
	s.t = r.TB
	return r.failure
}

// A test that waits in vain, or plays what cannot be, fails.
func TestFailures(t *testing.T) {
	s := New(t, Config{})
	s.waiter.Patience = 20 * time.Millisecond
	ana, bob := s.User("Ana"), s.User("Bob")
	chat := s.Private(ana)
	refused(t, s, "sendMessage", say(chat, ""), "Bad Request: message text is empty")
	m := ana.Say(chat, "x")
	for want, do := range map[string]func(){
		"waited in vain for a change\nthe last 1 of 1 requests:\n  sendMessage 400 Bad Request: message text is empty\n": func() { chat.WaitMessages(1) },
		`chattest/telegram: under message 2 of chat ` + itoa(chat.ID) + ` is no button "More" to press, but []`:          func() { ana.Press(m, "More") },
		"chattest/telegram: Bob cannot write in the private chat " + itoa(chat.ID):                                       func() { bob.Say(chat, "x") },
		"chattest/telegram: Bob has no message 2 to edit":                                                                func() { bob.Edit(m, "y") },
		"chattest/telegram: Ana is no forum":                                                                             func() { s.Group("Ana", false).Topic("x") },
		"chattest/telegram: in a channel it is Post that writes":                                                         func() { ana.Say(s.Channel("Paper"), "x") },
	} {
		if got := s.failure(do); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

// What a test looks at in messages.
func TestMessages(t *testing.T) {
	s := New(t, Config{})
	ana := s.User("Ana")
	topic := s.Group("Forum", true).Topic("Mills")
	said := ana.Say(topic, "/ask")
	reply := say(topic.Chat, `<a href="https://example.org/a">a</a> <b>b</b>`)
	reply["message_thread_id"], reply["link_preview_options"] = topic.ID, map[string]any{"is_disabled": true}
	refused(t, s, "sendMessage", reply, "")
	m := topic.WaitMessages(1)[0]
	if !slices.Equal(m.Links(), []string{"https://example.org/a"}) || !slices.Equal(m.Marked("bold"), []string{"b"}) || m.Preview {
		t.Errorf("the message is %+v", m)
	}
	ana.Delete(said)
	if now := topic.Chat.Now(said); now.ID != 0 {
		t.Errorf("after the deletion: %+v", now)
	}
	s.Push("message", []byte(`"malformed"`))
	a := try(t, s, "getUpdates", map[string]any{"offset": -1})
	var updates []map[string]any
	if err := json.Unmarshal(a.Result, &updates); err != nil || updates[0]["message"] != "malformed" {
		t.Errorf("the pushed update: %s", a.Result)
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
