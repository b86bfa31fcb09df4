package message

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat/layout"
	"quoth/knowledge"
)

// long is a reply of more than fits, with more buttons than fit.
func long() bot.Reply {
	r := bot.Reply{Question: strings.Repeat("Why? ", 100)}
	for n := range 40 {
		text := strings.Repeat(fmt.Sprintf("Sentence %d of the report. ", n), 12)
		article := knowledge.Article{ID: int64(n + 1), Title: strings.Repeat("title ", 80), Source: "Gazette"}
		q := bot.Quote{Quote: knowledge.Quote{Article: article, Text: text, Range: knowledge.Range{End: len(text)}}, Link: "https://gazette.example/" + strings.Repeat("x", 1000)}
		r.Blocks = append(r.Blocks, q)
	}
	folded := r.Blocks[1].(bot.Quote)
	folded.Article.Source = "Post"
	r.Blocks = append(r.Blocks, bot.Folded{Label: "more", Blocks: []bot.Block{folded}}, bot.Text{Text: strings.Repeat("word ", 2000)})
	return r
}

// TestLimits shows pages with all that may stand on one: they keep Discord's limits.
func TestLimits(t *testing.T) {
	pages := Render(long(), true, time.Time{})
	unfold := Button("more", "whole", discordgo.SecondaryButton)
	var rows []discordgo.MessageComponent
	for range 7 {
		b := Button("a button", "id", discordgo.SecondaryButton)
		rows = append(rows, Row(b, b, b, b, b))
	}
	folded := 0
	for n := range pages.Len() {
		m := pages.Show(View{Page: n, Remark: strings.Repeat("r", MaxRemark), Unfold: &unfold, Rows: rows})
		inside := m.Components[1].(discordgo.Container).Components
		shown := MaxRemark
		for _, c := range inside {
			switch c := c.(type) {
			case discordgo.TextDisplay:
				shown += layout.Width(c.Content)
			case discordgo.Section:
				folded++
				shown += layout.Width(c.Components[0].(discordgo.TextDisplay).Content)
			}
		}
		if all := count(inside) + 2; all > maxComponents || shown > 4000 {
			t.Errorf("page %d has %d components, and %d characters", n, all, shown)
		}
		if m.Content != "" || m.Embeds != nil || m.Flags != discordgo.MessageFlagsIsComponentsV2 {
			t.Errorf("page %d is not of components alone", n)
		}
	}
	if folded != 1 || pages.Len() < 5 {
		t.Errorf("%d pages, %d with what is folded", pages.Len(), folded)
	}
	if _, fits := pages.Notify("news"); fits {
		t.Error("all pages fit into one message")
	}
}

// TestUnfold puts the button that unfolds beside the lines for what is folded, or else below.
func TestUnfold(t *testing.T) {
	unfold := Button("1 more quote", "whole", discordgo.SecondaryButton)
	quote := func(source string) bot.Quote {
		return bot.Quote{Quote: knowledge.Quote{Article: knowledge.Article{ID: int64(len(source)), Source: source}, Text: "It rains.", Range: knowledge.Range{End: 9}}}
	}
	show := func(second string) []discordgo.MessageComponent {
		r := bot.Reply{Blocks: []bot.Block{quote("Gazette"), bot.Folded{Label: unfold.Label, Blocks: []bot.Block{quote(second)}}}}
		return Render(r, true, time.Time{}).Show(View{Unfold: &unfold}).Components[0].(discordgo.Container).Components
	}
	if section, is := show("Post")[1].(discordgo.Section); !is || section.Accessory.(discordgo.Button).CustomID != "whole" {
		t.Errorf("beside the line stands no button: %+v", show("Post"))
	}
	if row, is := show("Gazette")[1].(discordgo.ActionsRow); !is || len(row.Components) != 1 {
		t.Errorf("where there is no line, there is no button: %+v", show("Gazette"))
	}
}

// TestTimeOfSource writes a time that is known as Discord's own, and a day as words.
func TestTimeOfSource(t *testing.T) {
	printed := time.Date(2024, 5, 5, 18, 0, 0, 0, time.UTC)
	for want, c := range map[string]struct {
		article knowledge.Article
		now     time.Time
	}{
		"-# [Gazette · Rain](https://a.example/) · <t:1714932000:R>": {knowledge.Article{ID: 1, Published: printed}, printed.Add(time.Hour)},
		"-# [Gazette · Rain](https://a.example/) · <t:1714932000:D>": {knowledge.Article{ID: 1, Published: printed}, printed.Add(48 * time.Hour)},
		"-# [Gazette · Rain · today](https://a.example/)":            {knowledge.Article{ID: 1, Published: printed, DateOnly: true}, printed},
	} {
		c.article.Source, c.article.Title = "Gazette", "Rain"
		q := bot.Quote{Quote: knowledge.Quote{Article: c.article, Text: "It rains.", Range: knowledge.Range{End: 9}}, Link: "https://a.example/"}
		if got := Render(bot.Reply{Blocks: []bot.Block{q}}, true, c.now).Text(0); !strings.HasSuffix(got, "\n"+want) {
			t.Errorf("%q does not end with %q", got, want)
		}
	}
}
