package discord_test

import (
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/discord"
	"quoth/knowledge"
)

// TestLinkToPage writes below a quote where it was printed, and behind it the link to the
// article's page, where there is one.
func TestLinkToPage(t *testing.T) {
	a := knowledge.Article{ID: 1, Version: 1, Title: "Crews strike", Source: "Post"}
	q := bot.Quote{Quote: knowledge.Quote{Article: a, Range: knowledge.Range{End: 9}, Text: "No ferry."}, Link: "https://post.example/1"}
	without := discord.Render(bot.Reply{Blocks: []bot.Block{q}}, time.Time{})
	q.Page = "https://news.example/article/1?version=1&words=0-9#quote"
	with := discord.Render(bot.Reply{Blocks: []bot.Block{q}}, time.Time{})
	if want := without + " · [As printed](https://news.example/article/1?version=1&words=0-9#quote)"; with != want {
		t.Errorf("it is\n%s\nwant\n%s", with, want)
	}
}
