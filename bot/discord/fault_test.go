package discord_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	discordtest "quoth/bot/chattest/discord"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// Patterns of the routes that answers take.
const (
	callback = "POST /interactions/{interaction}/{token}/callback"
	edit     = "PATCH /webhooks/{app}/{token}/messages/{message}"
	followUp = "POST /webhooks/{app}/{token}"
	post     = "POST /channels/{channel}/messages"
	typing   = "POST /channels/{channel}/typing"
	patch    = "PATCH /channels/{channel}/messages/{message}"
)

// TestFaultsThatPass orders faults after which the answer still arrives, once.
func TestFaultsThatPass(t *testing.T) {
	t.Parallel()
	for name, f := range map[string]discordtest.Fault{
		"500":                     {Route: edit, Status: 500, Times: 2},
		"502 as HTML":             {Route: edit, Status: 502, HTML: true, Times: 2},
		"503":                     {Route: edit, Status: 503},
		"done, and 504":           {Route: edit, Status: 504, HTML: true, Done: true},
		"dropped":                 {Route: edit, Drop: true},
		"half":                    {Route: edit, Half: true},
		"no JSON":                 {Route: edit, Status: 200, Body: "<html>", Done: true},
		"429":                     {Route: edit, Status: 429, RetryAfter: 300 * time.Millisecond, Times: 2},
		"429 for all":             {Route: edit, Status: 429, RetryAfter: 2 * time.Second, Scope: "global"},
		"429 as HTML":             {Route: edit, Status: 429, HTML: true, RetryAfter: time.Second},
		"callback 500":            {Route: callback, Status: 500, Times: 2},
		"callback 502 as HTML":    {Route: callback, Status: 502, HTML: true},
		"callback 429":            {Route: callback, Status: 429, RetryAfter: 300 * time.Millisecond},
		"callback dropped before": {Route: callback, Status: 500, Drop: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := begin(t, []string{"ferry"}).start(1)
			w.Misbehave(f)
			i := w.ana.Slash(w.general, "ask", map[string]any{"question": question})
			if m := i.Message(); !strings.Contains(m.Text(), "340") {
				t.Errorf("the answer is %s", m.Text())
			}
			w.settle()
			if n := len(w.general.Messages()); n != 1 {
				t.Errorf("there are %d messages", n)
			}
		})
	}
}

// TestLostAcknowledgement lets Discord take an acknowledgement whose answer is lost:
// trying again is refused, and the question is answered all the same.
func TestLostAcknowledgement(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	w.wrong = true // the second acknowledgement
	w.Misbehave(discordtest.Fault{Route: callback, Status: 502, HTML: true, Done: true})
	if m := w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Message(); !strings.Contains(m.Text(), "340") {
		t.Errorf("the answer is %s", m.Text())
	}
}

// TestRefusals orders refusals that do not pass.
func TestRefusals(t *testing.T) {
	t.Parallel()
	refuse := func(status, code int, message string) discordtest.Fault {
		return discordtest.Fault{Route: edit, Status: status, Body: fmt.Sprintf(`{"code":%d,"message":%q}`, code, message)}
	}
	ask := func(w *world) *discordtest.Interaction {
		return w.ana.Slash(w.general, "ask", map[string]any{"question": question})
	}
	t.Run("the interaction is unknown", func(t *testing.T) {
		w := begin(t, []string{"ferry"}).start(1)
		f := refuse(404, 10062, "Unknown interaction")
		f.Route = callback
		w.Misbehave(f)
		ask(w)
		w.Await("the refusal", func() bool { return len(w.Requests(callback)) == 1 })
		w.settle()
		if n := len(w.Requests(edit, post, followUp)); n != 0 {
			t.Errorf("%d requests after it", n)
		}
		w.works("afterwards")
	})
	t.Run("the token expired", func(t *testing.T) {
		w := begin(t, []string{"ferry"}).start(1)
		w.Misbehave(refuse(401, 50027, "Invalid Webhook Token"))
		ask(w)
		if m := w.general.WaitMessages(1)[0]; !strings.Contains(m.Text(), "340") || !m.Mentions.None() {
			t.Errorf("instead of the answer there is %s", m.Text())
		}
	})
	t.Run("the token of a hidden answer expired", func(t *testing.T) {
		w := begin(t, []string{"ferry"}).start(1)
		w.Misbehave(refuse(401, 50027, "Invalid Webhook Token"))
		w.ana.Slash(w.general, "ask", map[string]any{"question": question, "private": true})
		w.Await("the refusal", func() bool { return len(w.Requests(edit)) == 1 })
		w.settle()
		if n := len(w.Requests(post)); n != 0 {
			t.Error("what was for one alone was shown to all")
		}
	})
	t.Run("the token of an answer about another channel expired", func(t *testing.T) {
		w := begin(t, []string{"ferry"}).start(1)
		w.Misbehave(refuse(401, 50027, "Invalid Webhook Token"))
		w.boss.Slash(w.general, "follow", map[string]any{"topic": "pier", "channel": w.guild.Channel("other")})
		w.Await("the refusal", func() bool { return len(w.Requests(edit)) == 1 })
		w.settle()
		if n := len(w.Requests(post)); n != 0 {
			t.Error("it was shown in a channel")
		}
	})
	for name, f := range map[string]discordtest.Fault{
		"deleted meanwhile": refuse(404, 10008, "Unknown Message"), "no access": refuse(403, 50001, "Missing Access"), "no right": refuse(403, 50013, "Missing Permissions"),
	} {
		t.Run(name, func(t *testing.T) {
			w := begin(t, []string{"ferry"}).start(1)
			w.Misbehave(f)
			ask(w)
			w.Await("the refusal", func() bool { return len(w.Requests(edit)) == 1 })
			w.settle()
			if n := len(w.Requests(edit, post, followUp)); n != 1 {
				t.Errorf("%d requests after it", n-1)
			}
			if strings.Contains(w.log.String(), "level=ERROR") {
				t.Errorf("what people may do is logged as an error:\n%s", w.log)
			}
			w.works("afterwards")
		})
	}
	t.Run("the form is bad", func(t *testing.T) {
		w := begin(t, []string{"ferry"}).start(1)
		w.Misbehave(refuse(400, 50035, "Invalid Form Body"))
		if m := ask(w).Message(); !strings.Contains(m.Text(), "could not show it here") {
			t.Errorf("instead of the answer there is %s", m.Text())
		}
		if !strings.Contains(w.log.String(), "level=ERROR") {
			t.Error("the operator is not told")
		}
	})
}

// brokenStore is a store of which a part is out of order.
type brokenStore struct {
	knowledge.Store
	panics atomic.Bool
}

func (s *brokenStore) ShownReply(ctx context.Context, key string, now time.Time) (audience.ShownReply, error) {
	if s.panics.Load() {
		panic("the store is out of order")
	}
	return s.Store.ShownReply(ctx, key, now)
}

func (s *brokenStore) Conversation(ctx context.Context, who audience.Person, at audience.Place, now time.Time) (audience.Conversation, error) {
	if s.panics.Load() {
		panic("the store is out of order")
	}
	return s.Store.Conversation(ctx, who, at, now)
}

// brokenTalks is a store that panics where it is asked what a conversation has in hand.
type brokenTalks struct{ brokenStore }

func (s *brokenTalks) ShownReply(ctx context.Context, key string, now time.Time) (audience.ShownReply, error) {
	return s.Store.ShownReply(ctx, key, now)
}

// TestPanicInPlace lets the handler of a button panic whose answer takes the place of its message:
// that stays, and what went wrong is said beside it.
func TestPanicInPlace(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"})
	broken := &brokenTalks{brokenStore{Store: w.store}}
	w.config.Store = broken
	w.renew()
	w.start(1)
	settings := w.ana.Slash(w.ana.DM(), "settings", nil).Message()
	before := settings.Text()
	w.settle() // what its buttons do is in the store
	broken.panics.Store(true)
	got := w.ana.Press(settings, "Show previews")
	if said := got.FollowUps(1)[0]; !strings.Contains(said.Text(), "went wrong on my side") || settings.Text() != before {
		t.Errorf("beside the message stands %s, and it is %s", said.Text(), settings.Text())
	}
}

// TestPanics lets handlers panic, more often than there are places in the queue for one
// person.
func TestPanics(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"})
	broken := &brokenStore{Store: w.store}
	w.config.Store = broken
	w.renew()
	w.start(1)
	good := w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Message()
	w.settle() // what its buttons do is in the store
	broken.panics.Store(true)
	for range 10 {
		if m := w.ana.Press(good, "Timeline").Message(); !strings.Contains(m.Text(), "went wrong on my side") || !m.Ephemeral() {
			t.Errorf("a panic at the counter says %s", m.Text())
		}
		if m := w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Message(); !strings.Contains(m.Text(), "went wrong on my side") {
			t.Errorf("a panic in an answer says %s", m.Text())
		}
		w.settle()
	}
	before := len(w.ana.DM().Messages())
	w.ana.Say(w.ana.DM(), question)
	if m := w.ana.DM().WaitMessages(before + 1); !strings.Contains(m[len(m)-1].Text(), "went wrong on my side") {
		t.Error("a panic in private says nothing")
	}
	broken.panics.Store(false)
	w.settle()
	w.works("afterwards")
	if n := strings.Count(w.log.String(), "the store is out of order"); n != 21 {
		t.Errorf("%d of 21 panics are in the log", n)
	}
}

// TestStopFinishesAnswers stops the bot while answers are being written.
func TestStopFinishesAnswers(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"})
	w.bot.EndWithin(5 * time.Minute)
	w.start(1)
	answers := make(chan struct{})
	w.Misbehave(discordtest.Fault{Route: edit, Hold: answers, Times: 100})
	var asked []*discordtest.Interaction
	for n := range 20 {
		u := w.User(fmt.Sprint("asker", n))
		w.guild.Join(u)
		asked = append(asked, u.Slash(w.general, "ask", map[string]any{"question": question}))
	}
	for _, i := range asked {
		i.Response()
	}
	w.stop()
	w.Shard(0).WaitGone()
	close(answers)
	if err := <-w.stopped; err != nil {
		t.Error(err)
	}
	w.stop = nil
	for _, i := range asked {
		if i.Edits() != 1 {
			t.Error("a promised answer was not written")
		}
	}
	if w.Shard(0).Connected() {
		t.Error("the connection is still open")
	}
}

// TestReplyWithoutMention replies to the bot with the mention switched off, so that
// Discord keeps the text from it: that is explained, once.
func TestReplyWithoutMention(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	m := w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Message()
	for n := range 3 {
		w.Shard(0).Event("MESSAGE_CREATE", fmt.Sprintf(
			`{"id":"77%d","channel_id":%q,"guild_id":%q,"type":19,"content":"","author":{"id":%q},"mentions":[],"referenced_message":{"id":%q,"author":{"id":%q}}}`,
			n, w.general.ID, w.guild.ID, w.ben.ID, m.ID, w.Bot().ID))
		w.general.WaitMessage("a hint", func(m discordtest.Message) bool { return strings.Contains(m.Text(), "only when it mentions me") })
		w.settle()
	}
	w.works("afterwards")
	w.settle()
	if n := len(w.general.Messages()); n != 3 {
		t.Errorf("there are %d messages", n)
	}
}

// TestPictureAlone sends the bot a picture without a word.
func TestPictureAlone(t *testing.T) {
	t.Parallel()
	w := begin(t, nil).start(1)
	m := w.ana.Say(w.ana.DM(), "")
	w.Shard(0).Event("MESSAGE_CREATE", fmt.Sprintf(`{"id":%q,"channel_id":%q,"type":0,"content":"","author":{"id":%q},"attachments":[{"id":"1"}]}`, m.ID+"1", w.ana.DM().ID, w.ana.ID))
	w.ana.DM().WaitMessage("a remark", func(m discordtest.Message) bool { return strings.Contains(m.Text(), "holds no text") })
}

// TestNoTurnsLeft starts a bot that identified too often today: that is said.
func TestNoTurnsLeft(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	w.Misbehave(discordtest.Fault{Route: "GET /gateway/bot", Status: 200, Body: fmt.Sprintf(
		`{"url":%q,"shards":1,"session_start_limit":{"total":1000,"remaining":0,"reset_after":3600000,"max_concurrency":1}}`, w.Gateway())})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.bot.Run(ctx) }()
	w.until("the delay is logged", func() bool { return strings.Contains(w.log.String(), "gateway: identify delayed") })
	stop()
	if err := <-done; err != nil {
		t.Errorf("the bot ends with %v", err)
	}
	if n := len(w.Identifies()); n != 0 {
		t.Errorf("identified %d times", n)
	}
}

// TestAPI gives the bot the address of the interface instead of a client, as the
// program does.
func TestAPI(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"})
	w.config.Client, w.config.API = nil, w.URL()+"/api/v10/"
	w.renew()
	w.start(1)
	w.works("by its address")
}

// TestNoServer starts where nobody answers, and stops when told to.
func TestNoServer(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	w.config.Client, w.config.API = nil, "http://127.0.0.1:1/"+token
	w.renew()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.bot.Run(ctx) }()
	w.until("it is tried", func() bool { return strings.Contains(w.log.String(), "discord: gateway request failed") })
	stop()
	if err := <-done; err != nil {
		t.Errorf("the bot ends with %v", err)
	}
}
