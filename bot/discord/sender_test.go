package discord_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// TestSender holds the answers of Discord to what package alert is told.
func TestSender(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	send := w.bot.Sender()
	here := audience.Place{Platform: discord.Platform, Chat: w.general.ID}
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
	home, err := send.Home(t.Context(), audience.Person{Platform: discord.Platform, User: w.ana.ID})
	if err != nil || home.Chat != w.ana.DM().ID {
		t.Errorf("home is %v, %v", home, err)
	}
	m.Nonce = ""
	thread := w.general.Thread("thread")
	inside := audience.Place{Platform: discord.Platform, Chat: thread.ID}
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
	if err := send.Edit(t.Context(), inside, ref, m); !held(err) {
		t.Errorf("an edit in a thread that somebody closed: %v", err)
	}
	if _, err := send.Send(t.Context(), inside, m); !held(err) || !thread.Archived() {
		t.Errorf("a message to a thread that somebody closed: %v", err)
	}
	thread.Archive(true)
	if _, err := send.Send(t.Context(), inside, m); !held(err) {
		t.Errorf("a message to a locked thread: %v", err)
	}
	if _, err := send.Send(t.Context(), audience.Place{Platform: discord.Platform, Chat: "1"}, m); !gone(err) {
		t.Errorf("a channel that never was: %v", err)
	}
	if _, err := send.Send(t.Context(), audience.Place{Platform: discord.Platform, Chat: w.User("stranger").DM().ID}, m); !held(err) {
		t.Errorf("somebody who shares no server with the bot: %v", err)
	}
	long := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: strings.Repeat("news ", 2000)}}}}
	if _, err := send.Send(t.Context(), here, long); !errors.Is(err, bot.ErrTooLong) { // nothing is delivered behind a button
		t.Errorf("10,000 characters: %v", err)
	}
	if ref, err = send.Send(t.Context(), here, m); err != nil {
		t.Fatal(err)
	}
	var wait *bot.WaitError
	w.Misbehave(discordtest.Fault{Route: post, Status: 429, RetryAfter: 90 * time.Second})
	if _, err := send.Send(t.Context(), here, m); !errors.As(err, &wait) || wait.For < 89*time.Second || wait.Global {
		t.Errorf("a rate limit: %v", err)
	}
	if _, err := send.Send(t.Context(), here, m); !errors.As(err, &wait) || wait.For < 60*time.Second {
		t.Errorf("before that wait is over: %v", err)
	}
	w.Misbehave(discordtest.Fault{Route: patch, Status: 429, RetryAfter: 90 * time.Second, Scope: "global"})
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

func held(err error) bool {
	var h *bot.HeldError
	return errors.As(err, &h)
}

// TestLongPreview sends an alert whose address grows beyond a message's content when it
// is written so that it can't end its link.
func TestLongPreview(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	address := "https://post.example/" + strings.Repeat("(", 700)
	w.put(knowledge.Article{URL: address, Title: "Pier burns", Source: "Post", Published: day(2024, 5, 6), DateOnly: true, Language: "en", Text: "The old pier in Portmouth burned down on Monday morning."})
	a, err := w.store.ArticleByURL(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	a.Text = ""
	m := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Headline{Article: a, Link: a.URL}}}, Previews: true}
	if _, err := w.bot.Sender().Send(t.Context(), audience.Place{Platform: discord.Platform, Chat: w.general.ID}, m); err != nil {
		t.Error(err)
	}
	w.general.WaitMessages(1)
}

// TestPreviews shows that a link is in the content, where Discord makes a preview of
// it, only when that is wanted.
func TestPreviews(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"dam"})
	role := w.guild.Role("watchers", 0)
	role.AllowMention(true)
	a, err := w.store.ArticleByURL(t.Context(), news["dam"].URL)
	if err != nil {
		t.Fatal(err)
	}
	a.Text = ""
	m := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Headline{Article: a, Link: a.URL}}}, Previews: true, Mention: role.ID}
	here := audience.Place{Platform: discord.Platform, Chat: w.general.ID}
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
	m.Previews, m.Reply.Blocks = true, []bot.Block{bot.Headline{Article: a, Link: "https://discord.gg/abcdef"}}
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

// TestAlertsComeOnce delivers many alerts while Discord loses requests and answers, and
// the connection breaks: each story is told once.
func TestAlertsComeOnce(t *testing.T) {
	t.Parallel()
	w := begin(t, nil).start(1)
	w.boss.Slash(w.general, "follow", map[string]any{"topic": "quarry"}).Message()
	deliverer := alert.New(alert.Config{Store: w.store, Engine: w.engine, Now: w.Now})
	deliverer.Add(w.bot.Sender())
	faults := []discordtest.Fault{
		{Route: post, Status: 502, HTML: true, Done: true}, {Route: post, Drop: true}, {Route: post, Half: true}, {Route: post, Status: 500},
		{Route: post, Status: 429, RetryAfter: 100 * time.Millisecond},
	}
	stories := 2 * len(faults)
	for n := range stories {
		name := strings.Repeat(string(rune('a'+n)), 6)
		w.put(knowledge.Article{
			URL: "https://post.example/" + name, Title: "Quarry of " + name, Source: "Post", Published: w.Now(), Language: "en",
			Text: fmt.Sprintf("The quarry of %s %sed %d %sing %ser %sness. Its %sen %sist was %sful.", name, name, n*37+5, name, name, name, name, name, name),
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

// TestAnnouncements sends alerts to a channel that other servers follow: each is published,
// and one that can't be has been sent all the same.
func TestAnnouncements(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	send := w.bot.Sender()
	news := w.guild.News("news")
	for n, channel := range []*discordtest.Channel{news, w.general} {
		m := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: "Good news"}}}, Nonce: fmt.Sprint(n)}
		for range 2 { // the second time Discord says that it was published
			if _, err := send.Send(t.Context(), audience.Place{Platform: discord.Platform, Chat: channel.ID}, m); err != nil {
				t.Fatal(err)
			}
		}
		sent := channel.Messages()
		if len(sent) != 1 || (sent[0].Flags&discordtest.FlagCrossposted != 0) != (channel == news) {
			t.Errorf("%s holds %+v", channel.Name, sent)
		}
	}
}

// TestAnnouncementsForAll sends alerts with an article that one server may read to a channel
// that other servers follow: they stay there, and none gets into one that was published.
func TestAnnouncementsForAll(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	send := w.bot.Sender()
	news := w.guild.News("news")
	to := audience.Place{Platform: discord.Platform, Chat: news.ID}
	public := knowledge.Article{Title: "Pier burns", Source: "Post"}
	private := knowledge.Article{Title: "Dam bursts", Source: "Insider", For: "discord:server:1"}
	quote := func(a knowledge.Article) bot.Quote {
		return bot.Quote{Quote: knowledge.Quote{Article: a, Text: "It happened on Monday."}}
	}
	both := quote(public)
	both.Also = []knowledge.Article{private}
	message := func(blocks ...bot.Block) bot.Message { return bot.Message{Reply: bot.Reply{Blocks: blocks}} }
	for name, blocks := range map[string][]bot.Block{
		"a headline":     {bot.Heading{Text: "2 stories"}, bot.Headline{Article: public}, bot.Headline{Article: private}},
		"a quote":        {bot.Headline{Article: public}, quote(private)},
		"another outlet": {both},
		"an entry":       {bot.Entry{Date: "6 May 2024", Quotes: []bot.Quote{quote(public), quote(private)}}},
		"a folded quote": {quote(public), bot.Folded{Blocks: []bot.Block{quote(private)}}},
	} {
		ref, err := send.Send(t.Context(), to, message(blocks...))
		if err != nil {
			t.Fatal(err)
		}
		if m, _ := w.Message(ref); m.Flags&discordtest.FlagCrossposted != 0 {
			t.Errorf("%s of a private feed is published", name)
		}
	}
	ref, err := send.Send(t.Context(), to, message(bot.Headline{Article: public}))
	if err != nil {
		t.Fatal(err)
	}
	if m, _ := w.Message(ref); m.Flags&discordtest.FlagCrossposted == 0 {
		t.Error("a headline for everybody is not published")
	}
	if err := send.Edit(t.Context(), to, ref, message(bot.Headline{Article: public}, quote(private))); !errors.Is(err, bot.ErrCannotEdit) {
		t.Errorf("a published message is edited to hold a private quote: %v", err)
	}
	if err := send.Edit(t.Context(), to, ref, message(bot.Headline{Article: public}, quote(public))); err != nil {
		t.Errorf("a published message can't be edited: %v", err)
	}
}

// TestBecomesAnnouncement has a channel become one that other servers follow, and the other
// way round: what is sent then is published, or not.
func TestBecomesAnnouncement(t *testing.T) {
	t.Parallel()
	w := begin(t, nil).start(1)
	published := func() bool {
		m := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: "Good news"}}}}
		ref, err := w.bot.Sender().Send(t.Context(), audience.Place{Platform: discord.Platform, Chat: w.general.ID}, m)
		if err != nil {
			t.Fatal(err)
		}
		sent, _ := w.Message(ref)
		return sent.Flags&discordtest.FlagCrossposted != 0
	}
	if published() {
		t.Error("a message of a text channel is published")
	}
	w.general.Announces(true)
	w.until("what is announced is published", published)
	w.general.Announces(false)
	w.until("what is not announced stays here", func() bool { return !published() })
}
