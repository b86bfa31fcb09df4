package discord_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"quoth/bot"
	"quoth/bot/chattest/budget"
	"quoth/bot/discord"
	"quoth/knowledge"
	"quoth/knowledge/gather/file"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

var (
	maskedLink = regexp.MustCompile(`\[((?:[^\]\\]|\\.)*)\]\([^)]*\)`)
	marksOf    = regexp.MustCompile(`(?m)^(?:> |-# |• )|\*\*|\\`)
)

// seen is how many characters of a message are seen.
func seen(message string) int {
	message = maskedLink.ReplaceAllString(message, "$1")
	return utf8.RuneCountInString(marksOf.ReplaceAllString(message, ""))
}

// TestLengthOfAnswers asks what people ask.
func TestLengthOfAnswers(t *testing.T) {
	oneByOne(t)
	t.Parallel()
	for _, sample := range budget.Samples(t) {
		t.Run(sample.Name, func(t *testing.T) { holdAnswers(t, sample) })
	}
}

func holdAnswers(t *testing.T, sample budget.Sample) {
	now := day(2025, 11, 20)
	clock := func() time.Time { return now }
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var all []knowledge.Article
	files := file.Files{
		Article: func(a knowledge.Article) error { all = append(all, a); return nil },
		Refused: func(p file.Problem) { t.Error(p) },
	}
	if err := files.ReadLines(t.Context(), "articles", bytes.NewReader(sample.Lines)); err != nil {
		t.Fatal(err)
	}
	if _, err := intake.New(intake.Config{Store: store, Now: clock}).Add(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	e := bot.New(bot.Config{Store: store, Now: clock})
	var answers, others []int
	for _, question := range sample.Questions {
		reply := e.Handle(t.Context(), bot.Request{Command: "ask", Args: bot.Args{"question": question}, Private: true})
		message := discord.Render(reply, now)
		if n := seen(message); strings.Contains(message, "Not found in") {
			others = append(others, n)
		} else {
			answers = append(answers, n)
		}
	}
	budget.Answer.Hold(t, "answer", answers)
	budget.NoAnswer.Hold(t, "reply to what nothing answers", others)
}
