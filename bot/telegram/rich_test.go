package telegram_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"quoth/bot"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/telegram"
	"quoth/knowledge"
)

// longFold is a reply of one block that no text holds, and its quotes.
func longFold() (r bot.Reply, quotes []string) {
	f := bot.Folded{Label: "40 more quotes"}
	for n := range 40 {
		text := fmt.Sprintf("Ferry <%d> & its “crew” wrote\nto @marta_union: %s.", n, strings.TrimSpace(strings.Repeat("all is well ", 20)))
		a := knowledge.Article{ID: int64(n + 1), Version: 1, Title: "News", Source: "Post"}
		f.Blocks = append(f.Blocks, bot.Quote{Quote: knowledge.Quote{Article: a, Range: knowledge.Range{End: len(text)}, Text: text}, Link: fmt.Sprintf("https://post.example/%d?a=1&b=2", n)})
		quotes = append(quotes, text)
	}
	return bot.Reply{Blocks: []bot.Block{f}}, quotes
}

// TestRichMessage sends what no text holds with its quotes exact, each with its link, and
// nothing made of the names in them.
func TestRichMessage(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	chat := r.server.Private(r.server.User("Ana"))
	reply, quotes := longFold()
	r.server.Misbehave("sendRichMessage", 1, telegramtest.TooMany(1)) // no refusal
	if err := r.bot.Post(place(chat), reply); err != nil {
		t.Fatal(err)
	}
	sent := chat.Sent()
	if len(sent) != 1 || sent[0].Rich == nil {
		t.Fatalf("the bot sent %+v", sent)
	}
	if got := sent[0].Marked("blockquote"); !slices.Equal(got, quotes) {
		t.Errorf("the quotes are %q", got)
	}
	if n := len(sent[0].Marked("details")); n != 1 {
		t.Errorf("%d parts are folded", n)
	}
	if got := sent[0].Links(); len(got) != len(quotes) || got[3] != "https://post.example/3?a=1&b=2" {
		t.Errorf("the links are %q", got)
	}
	if got := sent[0].Marked("mention"); len(got) > 0 {
		t.Errorf("the message rings for %q", got)
	}
}

// TestRichMessageRefused has Telegram take no rich message: one file comes in its place, and
// nothing where it was taken all the same.
func TestRichMessageRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, nil)
	r.start()
	reply, quotes := longFold()
	for what, fault := range map[string]telegramtest.Fault{
		"an old server":       telegramtest.Failure(http.StatusNotFound, "Not Found: method not found"),
		"a chat without":      telegramtest.Failure(http.StatusBadRequest, "Bad Request: RICH_MESSAGE_FORBIDDEN"),
		"more than it allows": telegramtest.Failure(http.StatusBadRequest, "Bad Request: message is too long"),
	} {
		chat := r.server.Private(r.server.User(what))
		r.server.Misbehave("sendRichMessage", 1, fault)
		if err := r.bot.Post(place(chat), reply); err != nil {
			t.Fatal(err)
		}
		sent := chat.Sent()
		if len(sent) != 1 || sent[0].Document == nil {
			t.Fatalf("%s: the bot sent %+v", what, sent)
		}
		for _, q := range quotes {
			if !strings.Contains(string(sent[0].File), q) {
				t.Fatalf("%s: the file does not hold %q", what, q)
			}
		}
	}
	chat := r.server.Private(r.server.User("Ben"))
	r.server.Misbehave("sendRichMessage", 1, telegramtest.HalfAnswer())
	if err := r.bot.Post(place(chat), reply); err != nil {
		t.Fatal(err)
	}
	if sent := chat.Sent(); len(sent) != 1 || sent[0].Rich == nil {
		t.Errorf("after half an answer there is %+v", sent)
	}
}

// TestRichHoldsNoMore leaves to a file what a rich message does not hold, or not exactly.
func TestRichHoldsNoMore(t *testing.T) {
	quote := func(text string) bot.Block {
		return bot.Quote{Quote: knowledge.Quote{Range: knowledge.Range{End: len(text)}, Text: text}}
	}
	many := slices.Repeat([]bot.Block{quote("No ferry.")}, 251)
	for _, c := range []struct {
		what   string
		blocks []bot.Block
		want   bool
	}{
		{"nothing", nil, false},
		{"a quote", many[:1], true},
		{"as many blocks as it holds", many[:250], true},
		{"more blocks", many, false},
		{"as many characters as it holds", []bot.Block{quote(strings.Repeat("x", 32768))}, true},
		{"more characters", []bot.Block{quote(strings.Repeat("x", 32769))}, false},
		{"two spaces, which it shows as one", []bot.Block{quote("No  ferry.")}, false},
	} {
		if _, ok := telegram.RenderRich(c.blocks); ok != c.want {
			t.Errorf("%s: %v", c.what, ok)
		}
	}
}
