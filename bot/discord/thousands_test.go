package discord_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"quoth/bot/alert"
	"quoth/bot/chattest/budget"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge"
	"quoth/knowledge/gather/file"
	"quoth/knowledge/intake"
)

// TestThousands talks over the starter stories, or thousands of articles: questions, small talk, chatter of a
// channel, a forward and an edit, and counts what comes back, of what kind. What is sent and
// received is compared with the specification by the double.
func TestThousands(t *testing.T) {
	t.Parallel()
	sample := budget.Thousands(t)
	began := time.Now()
	w := begin(t, nil, func(dc *discordtest.Config, _ *discord.Config) {
		dc.Now = func() time.Time { return time.Date(2025, 11, 20, 12, 0, 0, 0, time.UTC).Add(time.Since(began)) }
	})
	var all []knowledge.Article
	files := file.Files{
		Article: func(a knowledge.Article) error { all = append(all, a); return nil },
		Refused: func(p file.Problem) { t.Error(p) },
	}
	if err := files.ReadLines(t.Context(), "articles", bytes.NewReader(sample.Lines)); err != nil {
		t.Fatal(err)
	}
	if _, err := intake.New(intake.Config{Store: w.store, Now: w.Now}).Add(t.Context(), all); err != nil || len(all) < sample.Least {
		t.Fatalf("there are %d articles (%v)", len(all), err)
	}
	w.start(1)
	sent := func(ch *discordtest.Channel) (mine []discordtest.Message) {
		for _, m := range ch.Messages() {
			if m.Author == w.Bot() {
				mine = append(mine, m)
			}
		}
		return mine
	}
	// answer is what the bot says next in a channel.
	answer := func(ch *discordtest.Channel, say func()) discordtest.Message {
		t.Helper()
		before := len(sent(ch))
		say()
		w.Await("an answer", func() bool { return len(sent(ch)) > before })
		return sent(ch)[before]
	}
	quoted := func(m discordtest.Message) bool { return strings.Contains(m.Text(), "\n> ") }
	dm := w.ana.DM()
	found := 0
	for _, question := range sample.Questions {
		m := answer(dm, func() { w.ana.Say(dm, question) })
		none := strings.Contains(m.Text(), "Not found in") || strings.Contains(question, "weather") && strings.Contains(m.Text(), "I am Quoth") // which no news tells
		switch {
		case quoted(m) && !none:
			found++
		case !none:
			t.Errorf("%q is answered without a quote: %s", question, m.Text())
		}
	}
	t.Logf("%d questions, %d answered with a quote", len(sample.Questions), found)
	if found == 0 || found == len(sample.Questions) {
		t.Errorf("%d of %d questions are answered with a quote", found, len(sample.Questions))
	}
	for _, line := range budget.SmallTalk {
		if m := answer(dm, func() { w.ana.Say(dm, line) }); m.Text() == "" || quoted(m) {
			t.Errorf("%q brings %q", line, m.Text())
		}
	}
	chosen := 0
	for _, a := range all[:8] {
		for _, c := range w.ana.Autocomplete(w.general, "ask", "question", a.Title, nil).Choices() {
			if c.Name != a.Title || c.Value == a.Title { // too long for a choice, or a name
				continue
			}
			chosen++
			if m := w.ana.Slash(dm, "ask", map[string]any{"question": c.Value}).Message(); !quoted(m) || !strings.Contains(strings.ReplaceAll(m.Text(), "\\", ""), a.Title) {
				t.Errorf("the chosen headline %q brings %q", a.Title, m.Text())
			}
		}
	}
	if chosen < 2 {
		t.Errorf("of 8 headlines %d are completions", chosen)
	}
	passed := w.ben.Say(w.general, all[0].Text[:strings.Index(all[0].Text, ".")+1])
	forwarded := answer(dm, func() { w.ana.Forward(passed, dm) })
	if _, finds := forwarded.Button("Find these words"); !finds || quoted(forwarded) {
		t.Errorf("a forward brings %q", forwarded.Text())
	}
	if m := w.ana.Press(forwarded, "Find these words").Message(); !quoted(m) {
		t.Errorf("words that were printed are found as %q", m.Text())
	}
	line := w.ana.Say(dm, sample.Questions[0])
	w.Await("an answer", func() bool { return len(sent(dm)) == len(sample.Questions)+len(budget.SmallTalk)+chosen+3 })
	shown := sent(dm)[len(sent(dm))-1]
	w.ana.Edit(line, sample.Questions[1])
	w.Await("an edited answer", func() bool { return sent(dm)[len(sent(dm))-1].Text() != shown.Text() })
	if m := answer(dm, func() { w.ana.Say(dm, "source?") }); !strings.Contains(m.Text(), "Sources") || quoted(m) {
		t.Errorf("where an answer is from is answered with %q", m.Text())
	}
	if n, want := len(sent(dm)), len(sample.Questions)+len(budget.SmallTalk)+chosen+4; n != want {
		t.Errorf("the bot said %d things in private, want %d", n, want)
	}
	ask := func() discordtest.Message {
		return answer(w.general, func() { w.ana.Say(w.general, w.Bot().Mention()+" "+sample.Questions[0]) })
	}
	asked := ask()
	for _, line := range budget.Chatter {
		w.ana.Say(w.general, line)
		w.ana.Reply(asked, line)
	}
	ask() // after which all that came before is handled
	if n := len(sent(w.general)); n != 2 {
		t.Errorf("chatter brings %d messages: %+v", n-2, sent(w.general))
	}
	alertsAmong(t, w)
}

// alertsAmong has stories told in a forum and in the threads of a channel, among all that is
// stored: what happens next stands with its story, and what comes while the bot is timed out is
// told once when that is over.
func alertsAmong(t *testing.T, w *world) {
	t.Helper()
	forum, channel := w.guild.Forum("stories"), w.guild.Channel("news")
	forum.Tagged(true, "Orrin")
	for _, ch := range []*discordtest.Channel{forum, channel} {
		w.boss.Slash(w.general, "follow", map[string]any{"topic": "Orrin", "channel": ch}).Message()
	}
	w.boss.Slash(channel, "settings", map[string]any{"threads": true}).Message()
	before := len(channel.Messages())
	d := alert.New(alert.Config{Store: w.store, Engine: w.engine, Now: w.Now})
	d.Add(w.bot.Sender())
	tell := func(address, title, text string) {
		t.Helper()
		w.put(knowledge.Article{URL: "https://post.example/" + address, Title: title, Source: "Harbour Post", Language: "en", Published: w.Now(), Text: text})
	}
	// stories are how many there are in the forum and in the channel, and those of the first how many messages it has there.
	delivers := func(when string, stories, ofFirst int) {
		t.Helper()
		for n := 1; n > 0; {
			var err error
			if n, err = d.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		posts, threads := forum.Posts(), channel.Posts()
		if len(posts) != stories || len(threads) != stories || len(channel.Messages()) != before+stories {
			t.Fatalf("%s there are %d posts, %d threads and %d alerts in the channel, want %d", when, len(posts), len(threads), len(channel.Messages())-before, stories)
		}
		if n, m := len(posts[0].Messages()), 1+len(threads[0].Messages()); n != ofFirst || m != ofFirst {
			t.Errorf("%s the first story has %d messages in its post and %d with its thread, want %d", when, n, m, ofFirst)
		}
	}
	tell("strike", "Ferry crews in Orrin walk out", "Ferry crews in Orrin began a strike over their pay on Monday. About 340 sailors of the ferry stopped work in Orrin, the union said.")
	delivers("after the first story", 1, 1)
	w.Advance(20 * time.Hour)
	tell("end", "Ferry crews in Orrin end their strike", "Ferry crews in Orrin ended their strike over pay on Tuesday. The 340 sailors of the ferry go back to work in Orrin, the union said, after both sides signed an agreement.")
	delivers("after what happened next", 1, 2)
	w.guild.TimeOut(w.Bot(), time.Hour)
	w.taken()
	tell("dam", "Dam above Orrin bursts", "The dam above Orrin burst in the night after a week of rain. Firefighters brought 214 people to safety from the lower town, the district office said.")
	delivers("in a timeout", 1, 2)
	w.Advance(2 * time.Hour)
	delivers("after the timeout", 2, 2)
}
