package main

import (
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	telegramtest "quoth/bot/chattest/telegram"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

// TestRunningBotReworks starts the bot over the database of an older program: it works
// out the stored articles anew while it answers.
func TestRunningBotReworks(t *testing.T) {
	packed, err := os.Open(filepath.Join(moduleRoot(t), "knowledge", "intake", "testdata", "schema7.db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("quoth.db", data, 0o600); err != nil {
		t.Fatal(err)
	}
	tg := telegramtest.New(t, telegramtest.Config{})
	for name, value := range map[string]string{"QUOTH_DB": "quoth.db", "HOME": t.TempDir(), "TELEGRAM_TOKEN": tg.Token, "TELEGRAM_API": tg.URL} {
		t.Setenv(name, value)
	}
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	printed, err := os.Create(filepath.Join(t.TempDir(), "printed"))
	if err != nil {
		t.Fatal(err)
	}
	defer printed.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan int, 1)
	go func() { ended <- Main(ctx, nil, Streams{In: null, Out: printed, Err: printed}) }()

	ana := tg.User("Ana")
	chat := tg.Private(ana)
	ana.Say(chat, "When did the 44-day war end?")
	chat.WaitMessages(1)
	s, err := sqlite.Open(ctx, "quoth.db", sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for {
		_, left, err := s.Outdated(ctx, intake.Version, 0)
		if err != nil {
			t.Fatal(err)
		}
		if left == 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	a, err := s.ArticleByURL(ctx, "https://echo.example/ferry")
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Documents(ctx, []int64{a.ID})
	if err != nil || len(d) != 1 || len(d[0].Parts) == 0 {
		t.Errorf("after it the article has %d parts, %v", len(d[0].Parts), err)
	}
	stop()
	if status := <-ended; status != exitDone {
		t.Errorf("the bot ends with %d", status)
	}
}
