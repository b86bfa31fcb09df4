package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	discordtest "quoth/bot/chattest/discord"
	telegramtest "quoth/bot/chattest/telegram"
)

// TestRunOnBothPlatforms runs the program with a token for each, with pages and a feed,
// all from the environment: it is asked on both, an alert arrives, what the feed brings
// stands on the pages, and it ends.
func TestRunOnBothPlatforms(t *testing.T) {
	tg := telegramtest.New(t, telegramtest.Config{})
	dc := discordtest.New(t, discordtest.Config{})
	t.Chdir(t.TempDir())
	for name, value := range map[string]string{
		"QUOTH_DB": "quoth.db", "HOME": t.TempDir(), "TELEGRAM_TOKEN": tg.Token, "TELEGRAM_API": tg.URL,
		"DISCORD_TOKEN": dc.Token(), "DISCORD_API": dc.URL() + "/api/v10", "QUOTH_WEB": "127.0.0.1:0", "QUOTH_ALLOW_HOSTS": "127.0.0.0/8",
	} {
		t.Setenv(name, value)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan int, 1)
	var printed [2]*os.File
	for i := range printed {
		f, err := os.Create(filepath.Join(t.TempDir(), "printed"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		printed[i] = f
	}
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	streams := Streams{In: null, Out: printed[0], Err: printed[1]}
	if status := Main(ctx, []string{"feeds", "add", "--unasked", newGrowingFeeds(t).address(0)}, streams); status != exitDone {
		t.Fatalf("quoth feeds add ends with %d", status)
	}
	go func() { ended <- Main(ctx, nil, streams) }()
	pages := pagesOf(t, printed[1].Name())

	ana := tg.User("Ana")
	chat := tg.Private(ana)
	ana.Say(chat, "When did the 44-day war end?")
	if got := chat.WaitMessages(1)[0]; !strings.Contains(got.Text, "10 November 2020") {
		t.Errorf("Telegram is answered %q", got.Text)
	}
	ana.Say(chat, "/follow earthquake")
	chat.WaitMessages(2)

	dc.Ready(1)
	guild := dc.Guild("News")
	square := guild.Channel("general")
	ben := dc.User("ben")
	guild.Join(ben)
	dc.WaitCommand("ask")
	if got := ben.Slash(square, "ask", map[string]any{"question": "When did the 44-day war end?"}).Message(); !strings.Contains(got.Text(), "10 November 2020") {
		t.Errorf("Discord is answered %q", got.Text())
	}

	news := filepath.Join(t.TempDir(), "news.jsonl")
	line := `{"url":"https://wire.example/quake","title":"Earthquake shakes Port Evans","source":"Wire","published":"` + time.Now().UTC().Format(time.RFC3339) +
		`","text":"An earthquake shook Port Evans this morning. Nobody was hurt, the mayor said."}` + "\n"
	if err := os.WriteFile(news, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	if status := Main(ctx, []string{"add", "--quiet", news}, streams); status != exitDone {
		t.Fatalf("quoth add ends with %d", status)
	}
	if got := chat.WaitMessages(3)[2]; !strings.Contains(got.Text, "An earthquake shook Port Evans this morning.") {
		t.Errorf("the alert says %q", got.Text)
	}
	for end := time.Now().Add(5 * time.Minute); ; time.Sleep(100 * time.Millisecond) {
		response, err := http.Get(pages + "/")
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(page), "Earthquake shakes Port Evans") && strings.Contains(string(page), "Council of 127.0.3.1") {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the front page lacks news: %s", page)
		}
	}

	stop()
	if status := <-ended; status != exitDone {
		t.Errorf("the program ends with %d", status)
	}
	for _, f := range printed {
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{tg.Token, dc.Token()} {
			if strings.Contains(string(text), secret) {
				t.Errorf("a token is printed: %s", text)
			}
		}
		t.Logf("printed:\n%s", text)
	}
}

// TestWrongToken wants one plain sentence and a failure.
func TestWrongToken(t *testing.T) {
	tg := telegramtest.New(t, telegramtest.Config{})
	t.Chdir(t.TempDir())
	t.Setenv("QUOTH_DB", "quoth.db")
	t.Setenv("TELEGRAM_TOKEN", "12345:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	t.Setenv("TELEGRAM_API", tg.URL)
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
	if status := Main(t.Context(), nil, Streams{In: null, Out: printed, Err: printed}); status != exitFailed {
		t.Errorf("the program ends with %d", status)
	}
	text, err := os.ReadFile(printed.Name())
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	last := lines[len(lines)-1]
	if !strings.HasPrefix(last, "quoth: ") || !strings.Contains(last, "token") || strings.Contains(string(text), "12345:AAAA") {
		t.Errorf("it says %q", text)
	}
}

// TestNothingRuns starts the program as a manager of services does, with nothing configured: it says what is missing, as
// a wrong use, so that it is not started again and again. From a pipe, lines are questions.
func TestNothingRuns(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("QUOTH_DB", "quoth.db")
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	end, pipe, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	pipe.Close()
	defer end.Close()
	for _, c := range []struct {
		in     *os.File
		status int
		said   string
	}{{null, exitUsage, "quoth: nothing is configured that runs, and nobody can ask: set TELEGRAM_TOKEN, DISCORD_TOKEN or QUOTH_WEB\n"}, {end, exitDone, ""}} {
		printed, err := os.Create(filepath.Join(t.TempDir(), "printed"))
		if err != nil {
			t.Fatal(err)
		}
		defer printed.Close()
		status := Main(t.Context(), nil, Streams{In: c.in, Out: printed, Err: printed})
		said, err := os.ReadFile(printed.Name())
		if err != nil || status != c.status || string(said) != c.said {
			t.Errorf("it ends with %d, want %d, and says %q, want %q (%v)", status, c.status, said, c.said, err)
		}
	}
}

// TestOneOfTwoTokensWrong has one platform refuse its token: the other goes on, and
// what is to be sent on the first waits. With both wrong the program fails.
func TestOneOfTwoTokensWrong(t *testing.T) {
	const wrong = "12345:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	tg := telegramtest.New(t, telegramtest.Config{})
	dc := discordtest.New(t, discordtest.Config{})
	t.Chdir(t.TempDir())
	for name, value := range map[string]string{
		"QUOTH_DB": "quoth.db", "HOME": t.TempDir(), "TELEGRAM_TOKEN": wrong, "TELEGRAM_API": tg.URL,
		"DISCORD_TOKEN": dc.Token(), "DISCORD_API": dc.URL() + "/api/v10",
	} {
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
	text := func() string {
		text, err := os.ReadFile(printed.Name())
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan int, 1)
	go func() { ended <- Main(ctx, nil, Streams{In: null, Out: printed, Err: printed}) }()
	for !strings.Contains(text(), "telegram: adapter ended") {
		select {
		case status := <-ended:
			t.Fatalf("the program ends with %d:\n%s", status, text())
		case <-time.After(10 * time.Millisecond):
		}
	}
	dc.Ready(1)
	guild := dc.Guild("News")
	ben := dc.User("ben")
	guild.Join(ben)
	dc.WaitCommand("ask")
	if got := ben.Slash(guild.Channel("general"), "ask", map[string]any{"question": "When did the 44-day war end?"}).Message(); !strings.Contains(got.Text(), "10 November 2020") {
		t.Errorf("Discord is answered %q", got.Text())
	}
	stop()
	if status := <-ended; status != exitDone {
		t.Errorf("the program ends with %d", status)
	}
	t.Setenv("DISCORD_TOKEN", "wrong")
	if status := Main(t.Context(), nil, Streams{In: null, Out: printed, Err: printed}); status != exitFailed {
		t.Errorf("with two wrong tokens the program ends with %d", status)
	}
	if strings.Contains(text(), wrong) {
		t.Errorf("a token is printed: %s", text())
	}
}

func TestMemoryLimit(t *testing.T) {
	file := filepath.Join(t.TempDir(), "memory.max")
	for content, want := range map[string]int64{"max\n": 0, "1000000000\n": 900000000, "9223372036854771712\n": 0, "-1": 0, "": 0} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := memoryLimit(file); got != want {
			t.Errorf("of %q the program may have %d bytes, want %d", content, got, want)
		}
	}
	if got := memoryLimit(filepath.Join(t.TempDir(), "absent")); got != 0 {
		t.Errorf("without a file it is %d", got)
	}
}
