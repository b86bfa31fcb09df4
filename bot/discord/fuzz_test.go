package discord_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/bot/discord/message"
	"quoth/knowledge"
	"quoth/knowledge/heaptest"
)

// own is what the bot itself writes around what an article holds.
var own = regexp.MustCompile(`(?m)^(> |-# |### )|\*\*`)

// FuzzRender renders what an article may hold: within Discord's limits and a budget of memory,
// and nothing of it is executed.
func FuzzRender(f *testing.F) {
	for _, s := range hostile {
		f.Add("The quarry says "+s, 4, 10, s, s)
	}
	for _, cut := range []int{27, 34, 35} { // what is bold ends or begins within an address
		f.Add("The quarry says https://discord.gg/abcdef", 4, cut, "", "")
		f.Add("The quarry says https://discord.gg/abcdef", cut, 41, "", "")
	}
	f.Add(strings.Repeat("long 🎉 ", 2000), 0, 3000, strings.Repeat("title ", 300), "Post")
	now := time.Date(2026, 5, 6, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string, from, to int, title, source string) {
		if !utf8.ValidString(text+title+source) || from < 0 || to > len(text) || from > to || !utf8.ValidString(text[:from]) || !utf8.ValidString(text[:to]) {
			t.Skip()
		}
		a := knowledge.Article{ID: 1, Version: 1, Title: title, Source: source}
		q := knowledge.Quote{Article: a, Range: knowledge.Range{Start: 10, End: 10 + len(text)}, Text: text, Answer: knowledge.Range{Start: 10 + from, End: 10 + to}}
		r := bot.Reply{Question: title, Blocks: []bot.Block{bot.Heading{Text: title}, bot.Text{Text: text}, bot.Quote{Quote: q, Link: "https://post.example/1"}, bot.Headline{Article: a, Link: "https://post.example/1"}}}
		var texts []string
		heaptest.Within(t, len(text)+len(title)+len(source), func() {
			pages := message.Render(r, true, now)
			for n := range pages.Len() {
				texts = append(texts, pages.Text(n))
			}
		})
		for _, page := range texts {
			if width := layout.Width(page); width > 4000 { // all texts among components
				t.Errorf("a page has %d characters", width)
			}
			if _, executed := see(own.ReplaceAllString(ownLink.ReplaceAllString(page, "source"), "")); len(executed) > 0 {
				t.Errorf("Discord executes %v in:\n%s", executed, page)
			}
		}
	})
}
