package telegram_test

import (
	"bytes"
	"context"
	"html"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"quoth/bot"
	"quoth/bot/chattest/budget"
	"quoth/bot/telegram"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/gather/file"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

var foldedTag = regexp.MustCompile(`(?s)<blockquote expandable>(.*?)</blockquote>`)

// seen is how many characters of a message are seen before anything is unfolded.
func seen(message string) int {
	message = foldedTag.ReplaceAllStringFunc(message, func(block string) string {
		return html.EscapeString(budget.Folded(plainText(block)))
	})
	return utf8.RuneCountInString(plainText(message))
}

func plainText(message string) string {
	return html.UnescapeString(tags.ReplaceAllString(message, ""))
}

// TestLengths asks what people ask, and greets.
func TestLengths(t *testing.T) {
	t.Parallel()
	for _, sample := range budget.Samples(t) {
		t.Run(sample.Name, func(t *testing.T) {
			e, now := engineOver(t, sample.Lines)
			t.Run("answers", func(t *testing.T) { holdAnswers(t, e, now, sample.Questions) })
			t.Run("hello", func(t *testing.T) { holdHello(t, e, now) })
		})
	}
}

func holdAnswers(t *testing.T, e *bot.Engine, now time.Time, questions []string) {
	ask := func(at audience.Place, question string) string {
		reply := e.Handle(t.Context(), bot.Request{Place: at, Command: "ask", Args: bot.Args{"question": question}, Private: true})
		message, _, _ := telegram.RenderReply(reply, now)
		return message
	}
	var answers, others []int
	var unanswered []string
	for _, question := range questions {
		message := ask(audience.Place{}, question)
		if n := seen(message); strings.Contains(message, "Not found in") {
			others, unanswered = append(others, n), append(unanswered, question)
		} else {
			answers = append(answers, n)
		}
	}
	budget.Answer.Hold(t, "answer", answers)
	budget.NoAnswer.Hold(t, "reply to what nothing answers", others)
	for _, language := range text.Languages()[1:] {
		at := audience.Place{Platform: "test", Chat: language}
		e.Handle(t.Context(), bot.Request{Place: at, Command: "settings", Args: bot.Args{"language": language}, Private: true})
		others = others[:0]
		for _, question := range unanswered {
			others = append(others, seen(ask(at, question)))
		}
		budget.NoAnswer.Hold(t, "reply to what nothing answers in "+language, others)
	}
}

// holdHello greets, with buttons made of what is stored.
func holdHello(t *testing.T, e *bot.Engine, now time.Time) {
	var lengths []int
	for _, line := range []string{"/start", "hi", "who are you?"} {
		r := bot.Request{Private: true}
		e.Commands().Parse(&r, line)
		reply := e.Handle(t.Context(), r)
		message, _, _ := telegram.RenderReply(reply, now)
		lengths = append(lengths, seen(message))
		if len(reply.Actions) != 3 {
			t.Errorf("%s offers %+v", line, reply.Actions)
		}
		for _, a := range reply.Actions {
			if answer := e.Handle(t.Context(), bot.Request{Command: a.Command, Args: a.Args, Private: true}); answer.Failed || len(answer.Blocks) < 2 {
				t.Errorf("%s brings %+v", a.Label, answer.Blocks)
			}
		}
	}
	budget.Hello.Hold(t, "greeting", lengths)
}

// engineOver returns an engine over article lines, and the time at which it is asked.
func engineOver(t *testing.T, lines []byte) (*bot.Engine, time.Time) {
	t.Helper()
	now := time.Date(2025, 11, 20, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	var all []knowledge.Article
	files := file.Files{
		Article: func(a knowledge.Article) error { all = append(all, a); return nil },
		Refused: func(p file.Problem) { t.Error(p) },
	}
	if err := files.ReadLines(context.Background(), "articles", bytes.NewReader(lines)); err != nil {
		t.Fatal(err)
	}
	if _, err := intake.New(intake.Config{Store: store, Now: clock}).Add(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	return bot.New(bot.Config{Store: store, Now: clock}), now
}
