package telegram_test

import (
	"fmt"
	"strings"
	"testing"

	"quoth/bot"
	"quoth/bot/telegram"
	"quoth/knowledge"
)

// TestForeignWords has words that Telegram would make something of in every place
// where words that are not the bot's own stand.
func TestForeignWords(t *testing.T) {
	for words, want := range map[string]string{
		"said @marta_union, of the crews":     "said <code>@marta_union</code>, of the crews",
		"(@gif)":                              "(<code>@gif</code>)",
		"mail a.b+c@news.example.com now":     "mail <code>a.b+c@news.example.com</code> now",
		"send /forget at once":                "send <code>/forget</code> at once",
		"send /forget@quoth_test_bot, please": "send <code>/forget@quoth_test_bot</code>, please",
		"and/or, 1/2, km/h":                   "and/or, 1/2, km/h",
		"#ferry and #1":                       "<code>#ferry</code> and #1",
		"$USD, $100 and $Apple":               "<code>$USD</code>, $100 and $Apple",
		"see https://a.example/x?y=@z or t.me/quoth_bot?start=forget": "see <code>https://a.example/x?y=@z</code> or <code>t.me/quoth_bot?start=forget</code>",
		"Booking.com, Eurasianet.org/a/@b":                            "<code>Booking.com</code>, <code>Eurasianet.org/a/@b</code>",
		"правительство.рф и 10.0.0.1:80/x":                            "<code>правительство.рф</code> и <code>10.0.0.1:80/x</code>",
		"They left.Then e.g. the U.S. paid 3.5 million":               "They left.Then e.g. the U.S. paid 3.5 million",
	} {
		a := knowledge.Article{ID: 1, Version: 1, Title: words, Source: words}
		quote := bot.Quote{Quote: knowledge.Quote{Article: a, Range: knowledge.Range{Start: 0, End: len(words)}, Text: words}}
		for name, c := range map[string]struct {
			block bot.Block
			want  string
		}{
			"quote":          {quote, "<blockquote>" + want + "</blockquote>"},
			"headline":       {bot.Headline{Article: a}, want + " · " + want},
			"linked":         {bot.Headline{Article: a, Link: "https://a.example/"}, `<a href="https://a.example/">` + words + "</a> · " + want},
			"source":         {bot.Source{Article: a}, want},
			"topic":          {bot.Text{Text: "Following “" + words + "” here. /unfollow ends it."}, "Following “" + want + "” here. /unfollow ends it."},
			"the same words": {bot.Quote{Quote: knowledge.Quote{Article: knowledge.Article{Title: "x"}, Text: "x", Also: []knowledge.Article{a}}}, "<blockquote>x</blockquote>\nAlso in: " + want},
		} {
			if got, _, _ := telegram.Render([]bot.Block{c.block}); got != c.want {
				t.Errorf("%s: %s\nwant %s", name, got, c.want)
			}
		}
	}
	got, _, _ := telegram.Render([]bot.Block{bot.Heading{Text: "News on “@ana and /forget”"}, bot.Notice{Text: "@ben"}})
	if want := "<b>News on “</b><code>@ana</code><b> and </b><code>/forget</code><b>”</b>\n\n<code>@ben</code>"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	// The answer is bold in parts, and the name is whole though the answer ends in it.
	q := bot.Quote{Quote: knowledge.Quote{Range: knowledge.Range{Start: 5, End: 25}, Answer: knowledge.Range{Start: 7, End: 17}, Text: "of @marta_u and more"}}
	got, _, _ = telegram.Render([]bot.Block{q})
	if want := "<blockquote>of<b> </b><code>@marta_u</code><b> </b>and more</blockquote>"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// TestNobodyIsRung asks the server what Telegram makes of messages about an article
// that would ring, command and lead astray.
func TestNobodyIsRung(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	const trap = "@marta_union says /forget #now at https://trap.example/"
	r.add(knowledge.Article{Title: "Zeppelin " + trap, Source: trap, Language: "en", Published: r.clock.Now(), Text: "The zeppelin of " + trap + " rose over Elmstead on 3 November 2024."})
	r.start()
	ana := r.server.User("Ana")
	group := r.server.Group("Group", false)
	group.Add(ana)
	group.Promote(ana)
	for n, say := range []string{"/ask When did the zeppelin rise over Elmstead?", "/timeline zeppelin", "/search zeppelin @marta_union", "/latest", "/sources", "/summary zeppelin", "/find The zeppelin of " + trap, "/follow zeppelin @marta_union", "/alerts"} {
		ana.Say(group, say)
		group.WaitMessages(n + 1)
	}
	r.settle()
	before := len(group.Sent())
	r.add(knowledge.Article{Title: "Zeppelin lands, " + trap, Source: trap, Language: "en", Published: r.clock.Now(), Text: "The zeppelin that @marta_union steers landed in Portmouth harbour at dawn, said " + trap})
	r.deliver()
	sent := group.Sent()
	if len(sent) == before {
		t.Errorf("there is no alert; the log:\n%s", r.log)
	}
	for _, m := range sent {
		for _, kind := range []string{"mention", "hashtag", "url"} {
			if live := m.Marked(kind); len(live) > 0 {
				t.Errorf("%s %q in %q", kind, live, m.Content())
			}
		}
		for _, command := range m.Marked("bot_command") {
			if command == "/forget" {
				t.Errorf("a tap on the command %s in %q", command, m.Content())
			}
		}
	}
	if !strings.Contains(fmt.Sprint(sent), trap) {
		t.Error("the words are not shown")
	}
}
