package telegram_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/bot/chattest/budget"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/knowledge"
	"quoth/knowledge/gather/file"
)

// TestThousands talks over the starter stories, or thousands of articles: questions, small talk, chatter of a
// group, a forward and an edit, and counts what comes back, of what kind. What is sent and
// received is compared with the specification by the server.
func TestThousands(t *testing.T) {
	t.Parallel()
	sample := budget.Thousands(t)
	var all []knowledge.Article
	r := newRig(t, telegramtest.Config{Limits: telegramtest.Unlimited()}, func(r *rig) {
		r.clock.now = time.Date(2025, 11, 20, 12, 0, 0, 0, time.UTC)
		files := file.Files{
			Article: func(a knowledge.Article) error { all = append(all, a); return nil },
			Refused: func(p file.Problem) { t.Error(p) },
		}
		if err := files.ReadLines(t.Context(), "articles", bytes.NewReader(sample.Lines)); err != nil {
			t.Fatal(err)
		}
		r.add(all...)
	})
	if len(all) < sample.Least {
		t.Fatalf("there are %d articles", len(all))
	}
	r.start()
	ana, square := r.server.User("Ana"), r.server.Group("Square", false)
	chat := r.server.Private(ana)
	// answer is what comes back of something that is said; "" for nothing.
	answer := func(what string, in *telegramtest.Chat, say func()) telegramtest.Message {
		t.Helper()
		before := len(in.Sent())
		say()
		r.settle()
		sent := in.Sent()[before:]
		if len(sent) > 1 {
			t.Errorf("%s brings %d messages", what, len(sent))
		}
		if len(sent) == 0 {
			return telegramtest.Message{}
		}
		return sent[0]
	}
	quoted := func(m telegramtest.Message) bool { return len(m.Marked("blockquote")) > 0 }
	found := 0
	for _, question := range sample.Questions {
		m := answer(question, chat, func() { ana.Say(chat, question) })
		none := strings.Contains(m.Text, "Not found in") || strings.Contains(question, "weather") && strings.Contains(m.Text, "I am Quoth") // which no news tells
		switch {
		case m.Text == "":
			t.Errorf("%q is not answered", question)
		case quoted(m) && !none:
			found++
		case !none:
			t.Errorf("%q is answered without a quote: %s", question, m.Text)
		}
	}
	t.Logf("%d questions, %d answered with a quote", len(sample.Questions), found)
	if found == 0 || found == len(sample.Questions) {
		t.Errorf("%d of %d questions are answered with a quote", found, len(sample.Questions))
	}
	for _, line := range budget.SmallTalk {
		if m := answer(line, chat, func() { ana.Say(chat, line) }); m.Text == "" || quoted(m) {
			t.Errorf("%q brings %q", line, m.Text)
		}
	}
	asked := answer("a question in a group", square, func() { ana.Say(square, "/ask "+sample.Questions[0]) })
	if asked.Text == "" {
		t.Fatal("a group is not answered")
	}
	for _, line := range budget.Chatter {
		if m := answer(line, square, func() { ana.Say(square, line) }); m.Text != "" {
			t.Errorf("%q among people brings %q", line, m.Text)
		}
		if m := answer(line, square, func() { ana.Reply(asked, line) }); m.Text != "" {
			t.Errorf("%q to the bot brings %q", line, m.Text)
		}
	}
	var line telegramtest.Message
	shown := answer("a question", chat, func() { line = ana.Say(chat, sample.Questions[0]) })
	if m := answer("an edit", chat, func() { ana.Edit(line, sample.Questions[1]) }); m.Text != "" || chat.Now(shown).Edits != shown.Edits+1 {
		t.Errorf("an edit brings %q, and its answer is edited %d times", m.Text, chat.Now(shown).Edits-shown.Edits)
	}
	if m := answer("a question for sources", chat, func() { ana.Say(chat, "source?") }); !strings.HasPrefix(m.Text, "Sources") || quoted(m) {
		t.Errorf("where an answer is from is answered with %q", m.Text)
	}
	printed := all[0].Text[:strings.Index(all[0].Text, ".")+1]
	var passed telegramtest.Message
	m := answer("a forward", chat, func() { passed = ana.Forward(chat, "Look at this! "+printed) })
	if m.Text == "" || quoted(m) || fmt.Sprint(m.Buttons()) != "[Find these words Ask about them]" || m.ReplyTo == nil || m.ReplyTo.ID != passed.ID {
		t.Errorf("a forward brings %q with %q", m.Text, m.Buttons())
	}
	m = answer("finding words", chat, func() { ana.Press(m, "Find these words") })
	if !quoted(m) || m.ReplyTo == nil || m.ReplyTo.ID != passed.ID || m.Quote == nil || m.Quote.Text != printed {
		t.Errorf("words that were printed are found as %q, replying to %+v", m.Text, m.ReplyTo)
	}
}
