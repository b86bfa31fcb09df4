package terminal

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/chat/session"
	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

func newTerminal(t *testing.T) *Terminal {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	_, err = intake.New(intake.Config{Store: store}).Add(t.Context(), []knowledge.Article{{
		URL: "https://post.example/ferry", Title: "Ferry crews walk out", Source: "Harbour Post", Language: "en",
		Published: time.Date(2024, 3, 10, 0, 0, 0, 0, time.UTC), Text: "The ferry strike in Portmouth ended on 9 March 2024, when both sides signed an agreement.",
	}})
	if err != nil {
		t.Fatal(err)
	}
	e := bot.New(bot.Config{Store: store})
	log := slog.New(slog.DiscardHandler)
	return &Terminal{Engine: e, Sessions: session.New(store, e, log, time.Now, nil), Log: log}
}

func TestRender(t *testing.T) {
	quote := bot.Quote{
		Quote: knowledge.Quote{
			Article: knowledge.Article{ID: 1, Title: "A \x1b[2Jtitle", Source: "Post", Published: time.Date(2024, 3, 10, 0, 0, 0, 0, time.UTC)},
			Range:   knowledge.Range{Start: 100, End: 124}, Text: "It ended on Friday\x07 night.", Answer: knowledge.Range{Start: 112, End: 118},
		},
		Link: "https://post.example/1",
	}
	reply := bot.Reply{Blocks: []bot.Block{bot.Heading{Text: "Head"}, quote, bot.Notice{Text: "A notice."}}}
	for name, c := range map[string]struct {
		style Style
		want  string
	}{
		"plain":  {Style{}, "Head\n\n  “It ended on Friday  night.”\n  Post · A  [2Jtitle · 10 March 2024\n  https://post.example/1\n\nA notice.\n"},
		"colour": {Style{Colour: true}, "\x1b[1mHead\x1b[0m\n\n  “It ended on \x1b[1mFriday\x1b[0m  night.”\n"},
		"narrow": {Style{Width: 22}, "Head\n\n  “It ended on Friday\n  night.”\n"},
	} {
		var b bytes.Buffer
		if err := Render(&b, reply, c.style); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(b.String(), c.want) {
			t.Errorf("%s: %q, want %q", name, b.String(), c.want)
		}
	}
}

func TestPipe(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	lines := "When did the ferry strike end?\n\n/timeline\nferry strike\n/sources\n1\n"
	if err := os.WriteFile(in, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := os.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	w, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	term := newTerminal(t)
	term.In, term.Out = r, w
	if err := term.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	got := string(data)
	for _, want := range []string{"ended on 9 March 2024", "Which topic?", "Timeline: ferry strike", "9 March 2024\n", "Harbour Post: 1 article"} {
		if !strings.Contains(got, want) {
			t.Errorf("the output lacks %q:\n%s", want, got)
		}
	}
	if strings.ContainsRune(got, '\x1b') {
		t.Error("a file gets escape sequences")
	}
}

func TestCompletion(t *testing.T) {
	term := newTerminal(t)
	for head, want := range map[string]string{
		"/ti": "/timeline", "/s": "/summary /search /sources /settings", "when": "", "/ask so": "source:", "/latest Ha": "Harbour Post",
		"/ask source:har": `source:"Harbour Post"`, "/help tim": "timeline", "/follow x pa": "pace:", "/follow x pace:d": "pace:daily", "/nonsense x": "",
		"/settings languages:a": "languages:all", "/settings language:a": "language:auto",
	} {
		if _, choices := term.completions(t.Context(), head); strings.Join(choices, " ") != want {
			t.Errorf("%q completes to %q, want %q", head, strings.Join(choices, " "), want)
		}
	}
	if line, pos, _ := term.complete(t.Context(), nil, "/tim", 4, '\t'); line != "/timeline " || pos != len(line) {
		t.Errorf("Tab makes %q with the cursor at %d", line, pos)
	}
	if _, _, done := term.complete(t.Context(), nil, "/tim", 4, 'e'); done {
		t.Error("another key completes")
	}
}

func TestHistory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "history")
	h := openHistory(file)
	for _, line := range []string{"one", "two", "two", "", "three"} {
		h.Add(line)
	}
	again := openHistory(file)
	if again.Len() != 3 || again.At(0) != "three" || again.At(2) != "one" {
		t.Errorf("the history is %v", again.lines)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v (%v)", info.Mode(), err)
	}
	for range 2 * maxHistory {
		again.Add("a")
		again.Add("b")
	}
	if kept := openHistory(file); kept.Len() != maxHistory {
		t.Errorf("%d lines are kept", kept.Len())
	}
}

// TestForgetEmptiesTheHistory forgets from a pipe what was typed at a prompt before.
func TestForgetEmptiesTheHistory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "history")
	openHistory(file).Add("Who owns the ferry?")
	pipe := func(line string) {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		out, err := os.Create(filepath.Join(t.TempDir(), "out"))
		if err != nil {
			t.Fatal(err)
		}
		defer out.Close()
		w.WriteString(line + "\n")
		w.Close()
		term := newTerminal(t)
		term.In, term.Out, term.History = r, out, file
		if err := term.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	pipe("/privacy")
	if n := openHistory(file).Len(); n != 1 {
		t.Errorf("after another command %d lines are kept", n)
	}
	pipe("/forget yes")
	if data, err := os.ReadFile(file); err != nil || len(data) != 0 {
		t.Errorf("after /forget the file holds %q (%v)", data, err)
	}
	h := openHistory(file)
	h.Add("one")
	if err := h.Clear(); err != nil || h.Len() != 0 || openHistory(file).Len() != 0 {
		t.Errorf("a cleared history holds %v (%v)", h.lines, err)
	}
	if err := openHistory(filepath.Join(t.TempDir(), "none")).Clear(); err != nil {
		t.Errorf("clearing without a file: %v", err)
	}
}

func TestSender(t *testing.T) {
	var first, second bytes.Buffer
	s := NewSender(&first, Style{})
	m := bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Text{Text: "An alert."}}}}
	if _, err := s.Send(t.Context(), Here, m); err != nil || !strings.Contains(first.String(), "An alert.") {
		t.Errorf("it says %q (%v)", first.String(), err)
	}
	s.redirect(&second)
	if _, err := s.Send(t.Context(), Here, m); err != nil || !strings.Contains(second.String(), "An alert.") {
		t.Errorf("the prompt says %q (%v)", second.String(), err)
	}
	if err := s.Edit(t.Context(), Here, "line-1", m); err != bot.ErrCannotEdit {
		t.Errorf("an edit gives %v", err)
	}
	if p, err := s.Home(t.Context(), Me); p != Here || err != nil {
		t.Errorf("home is %v (%v)", p, err)
	}
}

// TestAlertSaysWhatToType sees that what a chat has buttons for can be typed.
func TestAlertSaysWhatToType(t *testing.T) {
	var out strings.Builder
	m := bot.Message{Reply: bot.Reply{
		Blocks: []bot.Block{bot.Heading{Text: "News on “ferry”"}},
		Actions: []bot.Action{
			{Label: "Why this alert?", Command: "why", Args: bot.Args{"number": "1"}},
			{Label: "Pause", Command: "alerts", Args: bot.Args{"what": "pause", "number": "1"}},
		},
	}}
	if _, err := NewSender(&out, Style{}).Send(t.Context(), Here, m); err != nil {
		t.Fatal(err)
	}
	if want := `Why this alert? /why 1  ·  Pause /alerts number:"1" what:"pause"`; !strings.Contains(out.String(), want) {
		t.Errorf("the alert reads %q, want %q in it", out.String(), want)
	}
}
