package discord_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/bot/discord"
	"quoth/bot/discord/discordtest"
	"quoth/knowledge"
)

// Patterns of the routes that answers take.
const (
	callback = "POST /interactions/{interaction}/{token}/callback"
	edit     = "PATCH /webhooks/{app}/{token}/messages/{message}"
	followUp = "POST /webhooks/{app}/{token}"
	post     = "POST /channels/{channel}/messages"
	patch    = "PATCH /channels/{channel}/messages/{message}"
)

// TestFaultsThatPass orders faults after which the answer still arrives, once.
func TestFaultsThatPass(t *testing.T) {
	for name, f := range map[string]discordtest.Fault{
		"500":                     {Route: edit, Status: 500, Times: 2},
		"502 as HTML":             {Route: edit, Status: 502, HTML: true, Times: 2},
		"503":                     {Route: edit, Status: 503},
		"done, and 504":           {Route: edit, Status: 504, HTML: true, Done: true},
		"dropped":                 {Route: edit, Drop: true},
		"half":                    {Route: edit, Half: true},
		"no JSON":                 {Route: edit, Status: 200, Body: "<html>", Done: true},
		"429":                     {Route: edit, Status: 429, RetryAfter: 300 * time.Millisecond, Times: 2},
		"429 for all":             {Route: edit, Status: 429, RetryAfter: 2 * time.Second, Global: true},
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
	w := begin(t, []string{"ferry"}).start(1)
	w.wrong = true // the second acknowledgement
	w.Misbehave(discordtest.Fault{Route: callback, Status: 502, HTML: true, Done: true})
	if m := w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Message(); !strings.Contains(m.Text(), "340") {
		t.Errorf("the answer is %s", m.Text())
	}
}

// TestRefusals orders refusals that do not pass.
func TestRefusals(t *testing.T) {
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

func (s *brokenStore) Token(ctx context.Context, key string, now time.Time) (knowledge.Token, error) {
	if s.panics.Load() && strings.HasPrefix(key, "button") {
		panic("the store is out of order")
	}
	return s.Store.Token(ctx, key, now)
}

func (s *brokenStore) PutToken(ctx context.Context, t knowledge.Token) error {
	if s.panics.Load() && strings.HasPrefix(t.Key, "button") {
		panic("the store is out of order")
	}
	return s.Store.PutToken(ctx, t)
}

// TestPanics lets handlers panic, more often than there are places in the queue for one
// person.
func TestPanics(t *testing.T) {
	w := begin(t, []string{"ferry"})
	broken := &brokenStore{Store: w.store}
	w.config.Store = broken
	b, err := discord.New(w.config)
	if err != nil {
		t.Fatal(err)
	}
	w.bot = b
	w.start(1)
	good := w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Message()
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
	w := begin(t, []string{"ferry"}).start(1)
	w.Misbehave(discordtest.Fault{Route: edit, Delay: 300 * time.Millisecond, Times: 100})
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

// TestBusy holds the queue full: those who come then are told so, at once.
func TestBusy(t *testing.T) {
	w := begin(t, []string{"ferry"}).start(1)
	w.Misbehave(discordtest.Fault{Route: edit, Delay: 500 * time.Millisecond, Times: 10_000})
	said := map[string]int{}
	var asked []*discordtest.Interaction
	for range 8 {
		asked = append(asked, w.ana.Slash(w.general, "ask", map[string]any{"question": question}))
	}
	for _, i := range asked {
		switch i.Response().Type {
		case discordtest.ResponseDeferred:
			said["promised"]++
		case discordtest.ResponseMessage:
			if m := i.Message(); m.Ephemeral() && strings.Contains(m.Text(), "still working on your last questions") {
				said["one by one"]++
			}
		}
	}
	if said["promised"] != 5 || said["one by one"] != 3 {
		t.Errorf("one person with many questions: %v", said)
	}
	if m := w.ben.Slash(w.general, "ask", map[string]any{"question": question}).Response(); m.Type != discordtest.ResponseDeferred {
		t.Error("another person has to wait for it")
	}
	w.Behave()
}

// TestSender holds the answers of Discord to what package alert is told.
func TestSender(t *testing.T) {
	w := begin(t, nil)
	send := w.bot.Sender()
	here := knowledge.Place{Platform: discord.Platform, Chat: w.general.ID}
	m := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: "Good news"}}}, Nonce: "77", Silent: true}
	ref, err := send.Send(t.Context(), here, m)
	if err != nil {
		t.Fatal(err)
	}
	again, err := send.Send(t.Context(), here, m)
	if err != nil || again != ref {
		t.Errorf("the same nonce makes another message: %q, %v", again, err)
	}
	if sent := w.general.Messages(); len(sent) != 1 || sent[0].Flags&discordtest.FlagSilent == 0 {
		t.Errorf("there is %+v", sent)
	}
	m.Reply.Blocks = []bot.Block{bot.Text{Text: "Better news"}}
	if err := send.Edit(t.Context(), here, ref, m); err != nil {
		t.Error(err)
	}
	if text := w.general.Messages()[0].Text(); text != "Better news" {
		t.Errorf("the edit shows %q", text)
	}
	if err := send.Edit(t.Context(), here, "1", m); !errors.Is(err, bot.ErrCannotEdit) {
		t.Errorf("a message that is gone: %v", err)
	}
	home, err := send.Home(t.Context(), knowledge.Person{Platform: discord.Platform, User: w.ana.ID})
	if err != nil || home.Chat != w.ana.DM().ID {
		t.Errorf("home is %v, %v", home, err)
	}
	m.Nonce = ""
	thread := w.general.Thread("thread")
	inside := knowledge.Place{Platform: discord.Platform, Chat: thread.ID}
	if ref, err = send.Send(t.Context(), inside, m); err != nil {
		t.Fatal(err)
	}
	thread.Sleep()
	if err := send.Edit(t.Context(), inside, ref, m); !errors.Is(err, bot.ErrCannotEdit) {
		t.Errorf("an edit in a thread that fell asleep: %v", err)
	}
	if ref, err = send.Send(t.Context(), inside, m); err != nil || thread.Archived() {
		t.Errorf("a message to a thread that fell asleep: %v", err)
	}
	thread.Archive(false)
	if err := send.Edit(t.Context(), inside, ref, m); !gone(err) {
		t.Errorf("an edit in a thread that somebody closed: %v", err)
	}
	if _, err := send.Send(t.Context(), inside, m); !gone(err) || !thread.Archived() {
		t.Errorf("a message to a thread that somebody closed: %v", err)
	}
	thread.Archive(true)
	if _, err := send.Send(t.Context(), inside, m); !gone(err) {
		t.Errorf("a message to a locked thread: %v", err)
	}
	if _, err := send.Send(t.Context(), knowledge.Place{Platform: discord.Platform, Chat: "1"}, m); !gone(err) {
		t.Errorf("a channel that never was: %v", err)
	}
	if _, err := send.Send(t.Context(), knowledge.Place{Platform: discord.Platform, Chat: w.User("stranger").DM().ID}, m); !gone(err) {
		t.Errorf("somebody who shares no server with the bot: %v", err)
	}
	long := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: strings.Repeat("news ", 2000)}}}}
	if _, err := send.Send(t.Context(), here, long); !errors.Is(err, bot.ErrTooLong) {
		t.Errorf("10,000 characters: %v", err)
	}
	var wait *bot.WaitError
	w.Misbehave(discordtest.Fault{Route: post, Status: 429, RetryAfter: 20 * time.Second})
	if _, err := send.Send(t.Context(), here, m); !errors.As(err, &wait) || wait.For < 19*time.Second || wait.Global {
		t.Errorf("a rate limit: %v", err)
	}
	if _, err := send.Send(t.Context(), here, m); !errors.As(err, &wait) || wait.For < 10*time.Second {
		t.Errorf("before that wait is over: %v", err)
	}
	w.Misbehave(discordtest.Fault{Route: patch, Status: 429, RetryAfter: 20 * time.Second, Global: true})
	if err := send.Edit(t.Context(), here, ref, m); !errors.As(err, &wait) || !wait.Global {
		t.Errorf("a rate limit for all: %v", err)
	}
	if _, err := send.Send(t.Context(), home, m); !errors.As(err, &wait) || !wait.Global {
		t.Errorf("another place before that wait is over: %v", err)
	}
}

func gone(err error) bool {
	var g *bot.GoneError
	return errors.As(err, &g)
}

// TestPreviews shows that a link is in the content, where Discord makes a preview of
// it, only when that is wanted.
func TestPreviews(t *testing.T) {
	w := begin(t, []string{"dam"})
	role := w.guild.Role("watchers", 0)
	role.AllowMention(true)
	a, err := w.store.ArticleByURL(t.Context(), news["dam"].URL)
	if err != nil {
		t.Fatal(err)
	}
	a.Text = ""
	m := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Headline{Article: a, Number: 1, Link: a.URL}}}, Previews: true, Mention: role.ID}
	here := knowledge.Place{Platform: discord.Platform, Chat: w.general.ID}
	for _, want := range []string{role.Mention() + " " + a.URL, role.Mention(), ""} {
		if _, err := w.bot.Sender().Send(t.Context(), here, m); err != nil {
			t.Fatal(err)
		}
		sent := w.general.Messages()
		if got := strings.TrimSpace(sent[len(sent)-1].Content); got != want {
			t.Errorf("the content is %q, want %q", got, want)
		}
		if m.Previews {
			m.Previews = false
		} else {
			m.Mention = ""
		}
	}
	m.Previews, m.Reply.Blocks = true, []bot.Block{bot.Headline{Article: a, Number: 1, Link: "https://discord.gg/abcdef"}}
	if _, err := w.bot.Sender().Send(t.Context(), here, m); err != nil {
		t.Fatal(err)
	}
	if sent := w.general.Messages(); strings.Contains(sent[len(sent)-1].Text(), "discord.gg") {
		t.Errorf("an article's address that is an invitation is shown: %s", sent[len(sent)-1].Text())
	}
	if pings := w.Pings(); len(pings) != 2 || len(pings[0].Roles) != 1 {
		t.Errorf("notified: %+v", pings)
	}
}

// TestLimits makes more requests than Discord allows, with its limits on: none is over
// them.
func TestLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("takes several seconds")
	}
	t.Parallel()
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) { d.Limits = discordtest.Limits{} }).start(1)
	for n := range 12 {
		u := w.User(fmt.Sprint("asker", n))
		w.guild.Join(u)
		u.Say(w.general, w.Bot().Mention()+" "+question)
	}
	w.general.WaitMessages(12)
	w.settle()
	for _, r := range w.Requests() {
		if r.Status == http.StatusTooManyRequests {
			t.Errorf("%s went over the limit", r.Route)
		}
	}
}

// TestPages turns the pages of a long reply.
func TestPages(t *testing.T) {
	w := begin(t, nil)
	for n := range 12 {
		w.put(knowledge.Article{
			URL: fmt.Sprintf("https://post.example/%d", n), Title: fmt.Sprintf("Quarry %d", n), Source: "Post", Published: day(2024, 5, 1+n), DateOnly: true, Language: "en",
			Text: fmt.Sprintf("The quarry of village %d, %s is to be closed. Nobody was asked.", n, strings.Repeat("beside the road to the lower mill and the old weir, ", 20)),
		})
	}
	w.start(1)
	m := w.ana.Slash(w.general, "search", map[string]any{"words": "quarry"}).Message()
	first := m.Text()
	if !strings.Contains(first, "Page 1 of ") {
		t.Fatalf("there is one page: %s", first)
	}
	if _, ok := m.Button("▶"); !ok {
		t.Fatal("there is no button for the next page")
	}
	second := w.ana.Press(m, "▶").Edited(1).Text()
	if !strings.Contains(second, "Page 2 of ") {
		t.Errorf("the second page is %s", second)
	}
	now, _ := w.Message(m.ID)
	if now.Text() != second {
		t.Error("the page was not turned in the message itself")
	}
	other := w.ben.Press(m, "▶").Message()
	if !other.Ephemeral() || !strings.Contains(other.Text(), "Page 3 of ") {
		t.Errorf("another person is shown %s", other.Text())
	}
	if now, _ := w.Message(m.ID); now.Text() != second {
		t.Error("another person turned the page")
	}
	if back := w.ana.Press(m, "◀").Edited(1).Text(); back != first {
		t.Errorf("back at the first page there is %s", back)
	}
	for _, m := range w.general.Messages() {
		for _, q := range strings.Split(m.Text(), "\n") {
			if strings.HasPrefix(q, "> ") && !strings.Contains(q, "closed") {
				t.Errorf("a quote is cut: %s", q)
			}
		}
	}
}

// TestButtonsOutliveARestart presses a button of a bot that is no more.
func TestButtonsOutliveARestart(t *testing.T) {
	w := begin(t, []string{"ferry"}).start(1)
	m := w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Message()
	w.restart()
	if got := w.ana.Press(m, "Timeline").Message(); !strings.Contains(got.Text(), "12 March 2024") {
		t.Errorf("the button shows %s", got.Text())
	}
}

// TestPictureStays turns the page of a timeline, whose picture is on every page.
func TestPictureStays(t *testing.T) {
	w := begin(t, nil)
	for n := range 14 {
		w.put(knowledge.Article{
			URL: fmt.Sprintf("https://post.example/%d", n), Title: "Quarry", Source: "Post", Published: day(2024, 4, 20), DateOnly: true, Language: "en",
			Text: fmt.Sprintf("On %d April 2024 the quarry of Dunwick, %s was looked at again. Nobody was asked.", n+1, strings.Repeat("beside the road to the lower mill and the old weir, ", 14)),
		})
	}
	w.start(1)
	m := w.ana.Slash(w.general, "timeline", map[string]any{"topic": "quarry Dunwick"}).Message()
	if len(m.Attachments) != 1 || m.Embeds[0].Image.URL == "" || !strings.HasPrefix(m.Attachments[0].Description, "A timeline of") {
		t.Fatalf("the first page has no picture: %+v", m.Attachments)
	}
	w.ana.Press(m, "▶").Edited(1)
	now, _ := w.Message(m.ID)
	if len(now.Attachments) != 1 || now.Embeds[0].Image.URL == "" || !strings.Contains(now.Text(), "Page 2") {
		t.Errorf("on the second page there is %s with %d files", now.Text(), len(now.Attachments))
	}
}

// TestAlertsComeOnce delivers many alerts while Discord loses requests and answers, and
// the connection breaks: each story is told once.
func TestAlertsComeOnce(t *testing.T) {
	w := begin(t, nil).start(1)
	w.boss.Slash(w.general, "follow", map[string]any{"topic": "quarry"}).Message()
	deliverer := alert.New(alert.Config{Store: w.store, Engine: w.engine, Now: w.Now})
	deliverer.Add(w.bot.Sender(), alert.Limits{All: rate.Inf, Private: rate.Inf, Shared: rate.Inf})
	faults := []discordtest.Fault{
		{Route: post, Status: 502, HTML: true, Done: true}, {Route: post, Drop: true}, {Route: post, Half: true}, {Route: post, Status: 500},
		{Route: post, Status: 429, RetryAfter: 100 * time.Millisecond},
	}
	const stories = 20
	for n := range stories {
		name := strings.Repeat(string(rune('a'+n)), 6)
		w.put(knowledge.Article{
			URL: "https://post.example/" + name, Title: "Quarry of " + name, Source: "Post", Published: w.Now(), Language: "en",
			Text: fmt.Sprintf("The quarry of %s sold %d %s stones to %s on Monday. Its %s owner was %s.", name, n*37+5, name, name, name, name),
		})
		w.Misbehave(faults[n%len(faults)])
		w.Shard(0).Cut()
		if _, err := deliverer.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.Shard(0).Wait()
	}
	told := map[string]int{}
	for _, m := range w.general.Messages() {
		if i := strings.Index(m.Text(), "Quarry of "); i >= 0 {
			told[m.Text()[i:i+16]]++
		}
	}
	for name, n := range told {
		if n != 1 {
			t.Errorf("%s was told %d times", name, n)
		}
	}
	if len(told) != stories {
		t.Errorf("%d of %d stories were told", len(told), stories)
	}
}

// TestReplyWithoutMention replies to the bot with the mention switched off, so that
// Discord keeps the text from it: that is explained, once.
func TestReplyWithoutMention(t *testing.T) {
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
	w := begin(t, nil).start(1)
	m := w.ana.Say(w.ana.DM(), "")
	w.Shard(0).Event("MESSAGE_CREATE", fmt.Sprintf(`{"id":%q,"channel_id":%q,"type":0,"content":"","author":{"id":%q},"attachments":[{"id":"1"}]}`, m.ID+"1", w.ana.DM().ID, w.ana.ID))
	w.ana.DM().WaitMessage("a remark", func(m discordtest.Message) bool { return strings.Contains(m.Text(), "holds no text") })
}

// TestNoTurnsLeft starts a bot that identified too often today: that is said.
func TestNoTurnsLeft(t *testing.T) {
	w := begin(t, nil)
	w.Misbehave(discordtest.Fault{Route: "GET /gateway/bot", Status: 200, Body: fmt.Sprintf(
		`{"url":%q,"shards":1,"session_start_limit":{"total":1000,"remaining":0,"reset_after":3600000,"max_concurrency":1}}`, w.Gateway())})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.bot.Run(ctx) }()
	for !strings.Contains(w.log.String(), "no more connections begin for now") {
		time.Sleep(10 * time.Millisecond)
	}
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
	w := begin(t, []string{"ferry"})
	w.config.Client, w.config.API = nil, w.URL()+"/api/v10/"
	b, err := discord.New(w.config)
	if err != nil {
		t.Fatal(err)
	}
	w.bot = b
	w.start(1)
	w.works("by its address")
}

// TestNoServer starts where nobody answers, and stops when told to.
func TestNoServer(t *testing.T) {
	w := begin(t, nil)
	w.config.Client, w.config.API = nil, "http://127.0.0.1:1/"+token
	b, err := discord.New(w.config)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	for !strings.Contains(w.log.String(), "Discord can't be reached") {
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("the bot ends with %v", err)
	}
}
