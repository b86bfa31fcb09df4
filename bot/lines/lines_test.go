package lines_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/intent"
	"quoth/bot/lines"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// newEngine is an engine over a database of one article.
func newEngine(t *testing.T) *bot.Engine {
	t.Helper()
	now := func() time.Time { return time.Date(2024, 3, 12, 12, 0, 0, 0, time.UTC) }
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{Clock: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	_, err = intake.New(intake.Config{Store: store, Now: now}).Add(t.Context(), []knowledge.Article{{
		URL: "https://user:secret@post.example/ferry", Title: "Ferry crews walk out", Source: "Harbour Post", Language: "en", DateOnly: true,
		Published: time.Date(2024, 3, 10, 0, 0, 0, 0, time.UTC), Text: "The ferry strike in Portmouth ended on 9 March 2024, when both sides signed an agreement.",
	}})
	if err != nil {
		t.Fatal(err)
	}
	return bot.New(bot.Config{Store: store, Now: now})
}

// TestRender has each kind of reply written: a line for each thing that it shows.
func TestRender(t *testing.T) {
	e := newEngine(t)
	for _, c := range []struct {
		command string
		args    bot.Args
		want    []string
	}{
		{"search", bot.Args{"words": "ferry"}, []string{`"source":"Harbour Post"`, `"published":"2024-03-10"`, `"link":"https://post.example/ferry"`}},
		{"latest", nil, []string{`"title":"Ferry crews walk out"`, `"url":"https://post.example/ferry"`}},
		{"timeline", bot.Args{"topic": "ferry"}, []string{`"date":"2024-03-09"`, `"granularity":"day"`, `"basis":{"kind":"written","text":"9 March 2024"`}},
		{"summary", bot.Args{"article": "ferry"}, []string{`"text":"The ferry strike in Portmouth ended`}},
		{"sources", nil, []string{`{"source":"Harbour Post","articles":1,"newest":"2024-03-10"}`}},
		{"search", bot.Args{"words": "bridge"}, nil},
	} {
		var out bytes.Buffer
		reply := e.Handle(t.Context(), bot.Request{Private: true, Command: c.command, Args: c.args, Data: true, Drawing: bot.DrawNever})
		if err := lines.Render(&out, reply); err != nil {
			t.Fatal(err)
		}
		n := strings.Count(out.String(), "\n")
		if wanted := min(len(c.want), 1); n != wanted {
			t.Errorf("%s %v is %d lines, want %d:\n%s", c.command, c.args, n, wanted, &out)
		}
		for _, want := range c.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s %v has no %s:\n%s", c.command, c.args, want, &out)
			}
		}
		if strings.Contains(out.String(), "secret") {
			t.Errorf("%s tells a password:\n%s", c.command, &out)
		}
	}
}

// TestBatch answers rows in order, and a bad one does not stop the rest.
func TestBatch(t *testing.T) {
	asker := lines.NewAsker(newEngine(t), bot.Request{Private: true}, nil)
	in := `{"id":1,"question":"When did the ferry strike in Portmouth end?","talk":"a"}
{"id":2,"question":"when was the agreement signed?","talk":"a"}
nonsense
{"id":3,"question":" "}
{"id":4,"question":"x","as_of":"never"}
{"id":5,"question":7}
`
	var out bytes.Buffer
	err := lines.Batch(t.Context(), strings.NewReader(in), &out, func(row lines.Question, id json.RawMessage) (any, error) {
		line, err := asker.Ask(t.Context(), row)
		line.ID = id
		return line, err
	})
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.TrimSpace(out.String()), "\n")
	for i, want := range []string{`"verdict":"answer"`, `"verdict":`, `{"id":null,"error":"it is not JSON`, `{"id":3,"error":"the question is empty`, `{"id":4,"error":"as_of is \"never\"`, `{"id":5,"error":"\"question\" should be a string, not a number"`} {
		if i >= len(got) || !strings.Contains(got[i], want) {
			t.Errorf("line %d has no %s:\n%s", i, want, &out)
		}
	}
	if !strings.Contains(got[0], `"answer":{"start":39,"end":51,"value":"2024-03-09"}`) {
		t.Errorf("the answer is %s", got[0])
	}
}

// TestVerdict has a verdict on what is asked about the news, and none on where it was printed.
// TestNamed goes on from commands that are named and not carried out.
func TestNamed(t *testing.T) {
	listener := lines.NewListener(newEngine(t), bot.Request{}, func(bot.Reply) string { return "something" })
	for _, c := range []struct {
		talk, text, command, about string
	}{
		{"a", "follow the ferry strike", "follow", "ferry strike"}, {"a", "without Harbour Post", "alerts", `ferry strike -source:"Harbour Post"`}, {"a", "undo", "", ""},
		{"c", "follow the ferry strike", "follow", "ferry strike"}, {"c", "cancel that", "unfollow", "ferry strike"},
		{"d", "follow the ferry strike", "follow", "ferry strike"}, {"d", "/help", "help", ""}, {"d", "undo", "", ""},
		{"b", "/forget", "forget", ""}, {"b", "nein danke", "cancel", ""}, {"b", "nein danke", "", ""},
	} {
		heard, err := listener.Hear(t.Context(), lines.Said{Text: c.text, Where: "private", To: "bot", Talk: c.talk})
		if about, _ := heard.Arguments["text"].(string); err != nil || heard.Command != c.command || about != c.about {
			t.Errorf("%q is %+v, %v", c.text, heard, err)
		}
	}
	var asked lines.Said
	under := text.For("fr").Say("forget.asks")
	if err := json.Unmarshal([]byte(`{"text":"non merci","where":"private","to":"bot","under":{"by":"bot","text":"`+under+`"}}`), &asked); err != nil {
		t.Fatal(err)
	}
	if heard, err := listener.Hear(t.Context(), asked); err != nil || heard.Command != "cancel" {
		t.Errorf("under the question a no is %+v, %v", heard, err)
	}
}

func TestVerdict(t *testing.T) {
	listener := lines.NewListener(newEngine(t), bot.Request{}, func(bot.Reply) string { return "something" })
	for _, c := range []struct {
		text    string
		verdict answer.Verdict
	}{
		{"source?", ""}, {"who lives on the moon?", answer.None}, {"When did the ferry strike in Portmouth end?", answer.Answered}, {"source?", ""},
	} {
		heard, err := listener.Hear(t.Context(), lines.Said{Text: c.text, Where: "private", To: "bot", Talk: "a"})
		if err != nil {
			t.Fatal(err)
		}
		if heard.Act != intent.Ask || heard.Said == "" || heard.Verdict != c.verdict || (heard.Confidence != nil) != (c.verdict != "") {
			t.Errorf("%q is heard as %+v", c.text, heard)
		}
	}
}

// TestStopped ends a batch whose context is done.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := lines.Batch(ctx, strings.NewReader("{}\n{}\n"), &bytes.Buffer{}, func(struct{}, json.RawMessage) (any, error) { return nil, ctx.Err() })
	if err == nil {
		t.Error("a batch goes on when it is stopped")
	}
}
