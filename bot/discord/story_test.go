package discord_test

import (
	"context"
	"errors"
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

// TestThreads has each story told in a thread: the first alert opens it, what happens next stands
// in it, and what is said there of alerts is said of the channel's.
func TestThreads(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	w.start(1)
	on := map[string]any{"threads": true}
	if said := w.boss.Slash(w.boss.DM(), "settings", on).Message().Text(); !strings.Contains(said, "Only a text channel") {
		t.Errorf("threads in private: %s", said)
	}
	if said := w.boss.Slash(w.guild.Forum("stories"), "settings", on).Message().Text(); !strings.Contains(said, "Only a text channel") {
		t.Errorf("threads in a forum: %s", said)
	}
	quiet := w.guild.Channel("quiet")
	quiet.Deny(w.guild.BotRole(), discordtest.SendInThreads)
	if said := w.boss.Slash(quiet, "settings", on).Message().Text(); !strings.Contains(said, "I may not open threads in #quiet") {
		t.Errorf("threads where the bot may open none: %s", said)
	}
	if said := w.boss.Slash(w.general, "settings", on).Message().Text(); !strings.Contains(said, "A thread for each story: on") {
		t.Fatalf("threads in a channel: %s", said)
	}
	w.boss.Slash(w.general, "follow", map[string]any{"topic": "ferry"}).Message()
	before := len(w.general.Messages())
	d := alert.New(alert.Config{Store: w.store, Engine: w.engine, Now: w.Now})
	d.Add(w.bot.Sender())
	tell := func(address, title, text string) {
		t.Helper()
		w.put(knowledge.Article{URL: "https://post.example/" + address, Title: title, Source: "Harbour Post", Language: "en", Published: w.Now(), Text: text})
		for n := 1; n > 0; {
			var err error
			if n, err = d.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	tell("strike", "Ferry crews in Portmouth walk out", "Ferry crews in Portmouth began a strike over their pay on Monday. About 340 sailors of the ferry stopped work in Portmouth, the union said.")
	w.Advance(20 * time.Hour)
	tell("end", "Ferry crews in Portmouth end their strike", "Ferry crews in Portmouth ended their strike over pay on Tuesday. The 340 sailors of the ferry go back to work in Portmouth, the union said, after both sides signed an agreement.")
	threads := w.general.Posts()
	if len(threads) != 1 || threads[0].Name != "Ferry crews in Portmouth walk out" || threads[0].ID != w.general.Messages()[before].ID {
		t.Fatalf("there are %d threads, of %d messages", len(threads), len(w.general.Messages()))
	}
	told := threads[0].Messages()
	if len(told) != 1 || len(w.general.Messages()) != before+1 {
		t.Fatalf("%d messages in the thread, %d alerts in the channel", len(told), len(w.general.Messages())-before)
	}
	theirs := w.general.Thread("our own")
	if said := w.boss.Slash(theirs, "follow", map[string]any{"topic": "harbour"}).Message().Text(); !strings.Contains(said, "harbour") {
		t.Errorf("following in a person's thread: %s", said)
	}
	for chat, want := range map[string]int{theirs.ID: 1, w.general.ID: 1} {
		if all, err := w.store.SubscriptionsAt(t.Context(), audience.Place{Platform: discord.Platform, Chat: chat}); err != nil || len(all) != want {
			t.Errorf("after following in a person's thread, %d are followed in %s: %v", len(all), chat, err)
		}
	}
	if said := w.boss.Press(told[0], "Unfollow").Message().Text(); !strings.Contains(said, "“ferry”") {
		t.Errorf("unfollowing in the thread: %s", said)
	}
}

// TestThreadsEnd tells of what happens next where the thread of the story takes nothing any more:
// in the channel, so that nothing is lost.
func TestThreadsEnd(t *testing.T) {
	t.Parallel()
	w := begin(t, nil)
	send := w.bot.Sender()
	tell := func(to *discordtest.Channel, before string, more func(*bot.Message)) string {
		t.Helper()
		m := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: "The ferry sails."}}}, Topic: strings.Repeat("ferry ", 30), Threads: true, After: func(context.Context) (string, error) { return before, nil }}
		if more != nil {
			more(&m)
		}
		at := audience.Place{Platform: discord.Platform, Chat: to.ID}
		ref, err := send.Send(t.Context(), at, m)
		if err == nil {
			err = send.Edit(t.Context(), at, ref, m)
		}
		if err != nil {
			t.Fatal(err)
		}
		return ref
	}
	for name, c := range map[string]struct {
		before, between func(*discordtest.Channel)
		threaded        bool
		edit            error // of an alert in the thread
	}{
		"open":             {threaded: true},
		"asleep":           {between: func(c *discordtest.Channel) { c.Posts()[0].Sleep() }, threaded: true, edit: bot.ErrCannotEdit},
		"closed":           {between: func(c *discordtest.Channel) { c.Posts()[0].Archive(false) }, edit: bot.ErrCannotEdit},
		"locked":           {between: func(c *discordtest.Channel) { c.Posts()[0].Archive(true) }, edit: bot.ErrCannotEdit},
		"deleted":          {between: func(c *discordtest.Channel) { c.Posts()[0].Delete() }, edit: bot.ErrCannotEdit},
		"not to write in":  {between: func(c *discordtest.Channel) { c.Deny(w.guild.BotRole(), discordtest.SendInThreads) }},
		"not to be opened": {before: func(c *discordtest.Channel) { c.Deny(w.guild.BotRole(), discordtest.CreatePublicThreads) }},
	} {
		channel := w.guild.Channel(name)
		if c.before != nil {
			c.before(channel)
		}
		first := tell(channel, "", nil)
		inside := first
		if len(channel.Posts()) > 0 {
			inside = tell(channel, first, nil)
		}
		if c.between != nil {
			c.between(channel)
		}
		edited := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: "The ferry sailed."}}}}
		if err := send.Edit(t.Context(), audience.Place{Platform: discord.Platform, Chat: channel.ID}, inside, edited); !errors.Is(err, c.edit) {
			t.Errorf("%s: the alert in the thread is edited: %v", name, err)
		}
		second := tell(channel, first, nil)
		if in := strings.HasPrefix(second, first+"/"); in != c.threaded {
			t.Errorf("%s: the next alert is %s", name, second)
		}
		want := map[bool]int{true: 1, false: 2}[c.threaded]
		if n := len(channel.Messages()); n != want {
			t.Errorf("%s: %d alerts in the channel", name, n)
		}
		if third := tell(channel, second, nil); c.threaded && !strings.HasPrefix(third, first+"/") {
			t.Errorf("%s: the third alert is %s", name, third)
		}
	}
	once := w.guild.Channel("once")
	again := func(m *bot.Message) { m.Nonce = "1" }
	if a, b := tell(once, "", again), tell(once, "", again); a != b || len(once.Posts()) != 1 || len([]rune(once.Posts()[0].Name)) > 100 {
		t.Errorf("sent twice, the alert is %s and %s, with %d threads", a, b, len(once.Posts()))
	}
	digest := w.guild.Channel("digest")
	tell(digest, "", func(m *bot.Message) { m.Reply.Digest = "ferry" })
	if n := len(digest.Posts()); n != 0 {
		t.Errorf("a digest has %d threads", n)
	}
}
