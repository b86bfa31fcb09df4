package terminal

import (
	"strings"
	"testing"
	"unicode/utf8"

	"quoth/bot"
	"quoth/bot/chattest/hostile"
	"quoth/knowledge"
	"quoth/knowledge/heaptest"
)

// FuzzRender renders what an article may hold: nothing of it acts on a terminal, and it takes no
// more memory than a foreign byte may.
func FuzzRender(f *testing.F) {
	f.Add("About 340 sailors stopped work.", 6, 9, "Ferry crews", "https://post.example/1", 40)
	f.Add(hostile.Text, 0, 1, hostile.Text, hostile.Text, 10)
	f.Add("h"+strings.Repeat("\u0334", 8), 5, 9, "", "", 0)
	f.Add("👩‍👧 e\u0301 漢字", 0, 0, "", "", 1)
	f.Fuzz(func(t *testing.T, text string, from, to int, title, link string, width int) {
		if !utf8.ValidString(text+title+link) || from < 0 || to > len(text) || from > to || !utf8.ValidString(text[:from]) || !utf8.ValidString(text[:to]) {
			t.Skip()
		}
		a := knowledge.Article{ID: 1, Version: 1, Title: title, Source: title}
		q := bot.Quote{Quote: knowledge.Quote{Article: a, Range: knowledge.Range{Start: 10, End: 10 + len(text)}, Text: text, Answer: knowledge.Range{Start: 10 + from, End: 10 + to}}, Link: link}
		for _, style := range []Style{{Width: width % 200}, {Colour: true, Width: width % 200}} {
			var b strings.Builder
			var err error
			heaptest.Within(t, len(text)+len(title)+len(link), func() {
				err = Render(&b, bot.Reply{Blocks: []bot.Block{bot.Heading{Text: title}, bot.Text{Text: text}, q, bot.Headline{Article: a, Link: link}}}, style)
			})
			if err != nil {
				t.Fatal(err)
			}
			shown := b.String()
			if style.Colour {
				shown = painted.ReplaceAllString(shown, "|") // marks are counted between colours
			}
			if found := hostile.Find(shown); len(found) > 0 {
				t.Errorf("it holds %q:\n%q", found, b.String())
			}
		}
	})
}
