package discord_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/bot/alert"
	"quoth/bot/discord"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// TestServerEvents has channels go and rights come back: what was followed there ends and
// goes on.
func TestServerEvents(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	at := func(id string) audience.Place { return audience.Place{Platform: discord.Platform, Chat: id} }
	follow := func(channel string) (stopped func() string) {
		id, _, err := w.store.Subscribe(t.Context(), audience.Subscription{Owner: audience.Person{Platform: discord.Platform, User: w.boss.ID}, Place: at(channel), Topic: "ferry", Pace: audience.Now})
		if err != nil {
			t.Fatal(err)
		}
		return func() string {
			s, err := w.store.Subscription(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			return s.Stopped
		}
	}
	becomes := func(what string, stopped func() string, want string) {
		t.Helper()
		w.until(fmt.Sprintf("%s it is stopped for %q", what, want), func() bool { return stopped() == want })
	}
	general := follow(w.general.ID)
	event := w.Shard(0).Event
	const role = "4711"
	event("GUILD_CREATE", fmt.Sprintf(`{"id":%q,"channels":[{"id":%q}],"threads":[],"members":[{"user":{"id":%q},"roles":[%q]}]}`, w.guild.ID, w.general.ID, w.Bot().ID, role))
	stop := func() {
		if _, err := w.store.StopPlace(t.Context(), at(w.general.ID), "I may not post"); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range map[string]string{
		"CHANNEL_UPDATE":      fmt.Sprintf(`{"id":%q,"guild_id":%q}`, w.general.ID, w.guild.ID),
		"GUILD_ROLE_UPDATE":   fmt.Sprintf(`{"guild_id":%q,"role":{"id":%q}}`, w.guild.ID, role),
		"GUILD_MEMBER_UPDATE": fmt.Sprintf(`{"guild_id":%q,"user":{"id":%q},"roles":[%q]}`, w.guild.ID, w.Bot().ID, role),
	} {
		stop()
		event(name, data)
		becomes("after "+name, general, "")
	}
	stop()
	for name, data := range map[string]string{
		"GUILD_ROLE_UPDATE":   fmt.Sprintf(`{"guild_id":%q,"role":{"id":"1"}}`, w.guild.ID),
		"GUILD_MEMBER_UPDATE": fmt.Sprintf(`{"guild_id":%q,"user":{"id":%q},"roles":[]}`, w.guild.ID, w.ana.ID),
		"THREAD_UPDATE":       fmt.Sprintf(`{"id":%q,"guild_id":%q,"thread_metadata":{"archived":true}}`, w.general.ID, w.guild.ID),
		"GUILD_DELETE":        fmt.Sprintf(`{"id":%q,"unavailable":true}`, w.guild.ID),
	} {
		event(name, data)
	}
	news := w.guild.Channel("news")
	other := follow(news.ID)
	event("CHANNEL_DELETE", fmt.Sprintf(`{"id":%q,"guild_id":%q}`, news.ID, w.guild.ID))
	becomes("after CHANNEL_DELETE", other, "reason.channel")
	if got := general(); got != "I may not post" {
		t.Errorf("after events on others it is stopped for %q", got)
	}
	event("CHANNEL_UPDATE", fmt.Sprintf(`{"id":%q,"guild_id":%q}`, w.general.ID, w.guild.ID))
	becomes("after CHANNEL_UPDATE", general, "")
	event("GUILD_DELETE", fmt.Sprintf(`{"id":%q}`, w.guild.ID))
	becomes("after GUILD_DELETE", general, "reason.server")
	there := func(since time.Time) {
		event("GUILD_CREATE", fmt.Sprintf(`{"id":%q,"channels":[{"id":%q}],"joined_at":%q}`, w.guild.ID, w.general.ID, since.Format(time.RFC3339)))
	}
	there(w.Now().AddDate(0, 0, -2))
	event("CHANNEL_UPDATE", fmt.Sprintf(`{"id":%q,"guild_id":%q}`, news.ID, w.guild.ID))
	becomes("after CHANNEL_UPDATE", other, "")
	if got := general(); got != "reason.server" {
		t.Errorf("in a server that it was in for days it is stopped for %q", got)
	}
	there(w.Now())
	becomes("when the bot is back in the server", general, "")
}

// TestTimeout has the bot timed out in a server: nothing is followed there meanwhile, and what
// was followed before waits, and goes on when the time is over, of which nothing is told.
func TestTimeout(t *testing.T) {
	t.Parallel()
	w := begin(t, nil).start(1)
	follow := func(topic string) string {
		t.Helper()
		return w.boss.Slash(w.general, "follow", map[string]any{"topic": topic}).Message().Text()
	}
	follow("ferry")
	w.guild.TimeOut(w.Bot(), time.Hour)
	w.until("the timeout is known", func() bool { return strings.Contains(follow("bridge"), "timeout") })
	d := alert.New(alert.Config{Store: w.store, Engine: w.engine, Now: w.Now})
	d.Add(w.bot.Sender())
	deliver := func() {
		t.Helper()
		for n := 1; n > 0; {
			var err error
			if n, err = d.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	before := len(w.general.Messages())
	w.put(knowledge.Article{URL: "https://post.example/late", Title: "Ferry crews walk out again", Source: "Harbour Post", Language: "en", Published: w.Now(),
		Text: "Ferry crews in Portmouth stopped work again on Monday, the union said."})
	deliver()
	if n := len(w.general.Messages()); n != before {
		t.Errorf("%d messages came while the bot was timed out", n-before)
	}
	w.Advance(time.Hour)
	deliver()
	if n := len(w.general.Messages()); n != before+1 {
		t.Errorf("%d messages came afterwards", n-before)
	}
}

// TestSessionOutlivesARestart asks while no process is there: the next one resumes the
// session and answers.
func TestSessionOutlivesARestart(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}).start(1)
	w.works("before")
	w.stop()
	if err := <-w.stopped; err != nil {
		t.Error(err)
	}
	w.Shard(0).WaitGone()
	m := w.ana.Say(w.general, w.Bot().Mention()+" "+question)
	w.renew()
	w.start(1)
	w.Await("the answer", func() bool {
		for _, reply := range w.general.Messages() {
			if reply.ReplyTo() == m.ID {
				return true
			}
		}
		return false
	})
	if n, r := len(w.Identifies()), len(w.Resumes()); n != 1 || r != 1 {
		t.Errorf("%d identifies, %d resumes", n, r)
	}
	w.works("afterwards")
}
