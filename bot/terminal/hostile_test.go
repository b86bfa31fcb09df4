package terminal

import (
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/chattest/hostile"
	"quoth/knowledge"
)

// hostileReply is a reply of every kind of block, each of its strings hostile.
func hostileReply() bot.Reply {
	article := knowledge.Article{ID: 1, Version: 1, Authors: []string{""}, Published: time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)}
	hostile.Fill(&article)
	q := bot.Quote{Quote: knowledge.Quote{Article: article, Context: []knowledge.Passage{{}}, Also: []knowledge.Article{article}, Edited: true}}
	hostile.Fill(&q)
	q.Also[0].Source, q.Value, q.Link = hostile.Text+"2", "2024-03-05", "https://post.example/"+hostile.Text
	size := len(hostile.Text)
	q.Range, q.Context[0].Range = knowledge.Range{Start: 0, End: size}, knowledge.Range{Start: size, End: 2 * size}
	q.Answer = knowledge.Range{Start: 8, End: 20}
	headline := bot.Headline{Article: article, Link: q.Link, Note: hostile.Text}
	untitled := headline
	untitled.Article.Title = ""
	entry := bot.Entry{Date: hostile.Text, Note: hostile.Text, Quotes: []bot.Quote{q}}
	return bot.Reply{
		Blocks: []bot.Block{
			bot.Heading{Text: hostile.Text}, bot.Text{Text: hostile.Text}, bot.Notice{Text: hostile.Text}, headline, untitled, q, entry,
			bot.Folded{Label: hostile.Text, Blocks: []bot.Block{q, headline}}, bot.Heading{Text: hostile.Text}, bot.Picture{Name: "p.png", PNG: []byte("png"), Alt: hostile.Text},
		},
		Actions:  []bot.Action{{Label: hostile.Text, Command: "ask", Args: bot.Args{"question": hostile.Text}}},
		Question: hostile.Text,
	}
}

// TestHostileReply shows a reply whose every string acts on a terminal: nothing but the
// escape sequences of a style arrives, and none at all without one.
func TestHostileReply(t *testing.T) {
	for _, style := range []Style{{}, {Colour: true, Width: 40}} {
		var shown, alert strings.Builder
		if err := Render(&shown, hostileReply(), style); err != nil {
			t.Fatal(err)
		}
		sender := NewSender(&alert, style)
		if _, err := sender.Send(t.Context(), Here, bot.Message{Reply: hostileReply()}); err != nil {
			t.Fatal(err)
		}
		if _, err := sender.Write([]byte("quoth: feed failed (title " + hostile.Text + ")\n")); err != nil {
			t.Fatal(err)
		}
		for what, s := range map[string]string{"a reply": shown.String(), "an alert and a line of the log": alert.String()} {
			if style.Colour {
				s = painted.ReplaceAllString(s, "")
			}
			if found := hostile.Find(s); len(found) > 0 {
				t.Errorf("%s holds %q:\n%q", what, found, s)
			}
		}
		if !style.Colour && strings.Contains(shown.String(), "\x1b") {
			t.Error("a reply without colours has an escape sequence")
		}
	}
	if found := hostile.Find(hostileReply()); len(found) < 100 {
		t.Errorf("the reply is hostile in %d places alone", len(found))
	}
}

// TestWriter writes what is split anywhere: within characters, too.
func TestWriter(t *testing.T) {
	text := "“Größe” 👩‍👧 " + bold + "bold" + reset + "\n" + hostile.Text
	for at := range len(text) {
		var b strings.Builder
		w := NewWriter(&b, Style{Colour: true})
		for _, part := range []string{text[:at], text[at:]} {
			if n, err := w.Write([]byte(part)); n != len(part) || err != nil {
				t.Fatal(n, err)
			}
		}
		got := strings.ReplaceAll(painted.ReplaceAllString(b.String(), ""), "\u0334", "") // marks are counted within a call
		if found := hostile.Find(got); len(found) > 0 || !strings.HasPrefix(got, "“Größe” 👩") || !strings.Contains(got, "👧") {
			t.Errorf("split at %d it is %q", at, b.String())
		}
	}
}
