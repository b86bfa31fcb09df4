package bot_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/bot/intent"
	"quoth/bot/text"
	"quoth/knowledge/audience"
)

var update = flag.Bool("update", false, "write what the bot says in each language into testdata")

// TestSaidInEachLanguage writes what people read first, and most, in all languages.
func TestSaidInEachLanguage(t *testing.T) {
	k := start(t, ferry...)
	if _, _, err := k.store.Subscribe(t.Context(), audience.Subscription{Owner: somebody, Place: home, Private: true, Topic: "bridge", Pace: audience.Daily, Minute: 480}); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, language := range text.Languages() {
		for _, line := range []string{"/start", "/ask How many ferry sailors stopped work in Portmouth?", "/ask Who painted the ceiling of the opera in Xanadu?", "/settings", "/alerts", "/forget", "/nosuch"} {
			r := bot.Request{Person: somebody, Place: home, Private: true, Language: language}
			k.Commands().Parse(&r, line)
			tell(&out, language+" "+line, k.Handle(t.Context(), r))
		}
		s := audience.Subscription{Owner: somebody, Place: home, Private: true, Topic: "bridge", Language: language}
		reply, err := alert.NewWriter(k.store, k.Engine).Write(t.Context(), s, []audience.Alert{{Article: 2, Kind: audience.NewStory, Outlets: 2}})
		if err != nil {
			t.Fatal(err)
		}
		tell(&out, language+" alert", reply)
		if topic := intent.AlertTopic(text.For(language).Say("alert.update", "topic", "bridge")); topic != "bridge" {
			t.Errorf("%s: an update is about %q", language, topic)
		}
	}
	const golden = "testdata/languages.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(out.String(), "\n")); d != "" {
		t.Errorf("the bot says otherwise (-want +got):\n%s", d)
	}
}

// tell writes a reply as lines.
func tell(out *strings.Builder, head string, r bot.Reply) {
	fmt.Fprintf(out, "# %s [%s]\n", head, r.Language)
	for _, b := range bot.Unfold(bot.Sourced(r.Blocks)) {
		switch b := b.(type) {
		case bot.Heading:
			fmt.Fprintln(out, "*"+b.Text+"*")
		case bot.Text:
			fmt.Fprintln(out, b.Text)
		case bot.Notice:
			fmt.Fprintln(out, b.Text)
		case bot.Quote:
			fmt.Fprintln(out, "> "+b.Text)
		case bot.Headline:
			fmt.Fprintln(out, b.Article.Title)
		case bot.Source:
			fmt.Fprintln(out, r.Calendar(day(2024, 5, 6)).Byline(b.Article))
		}
	}
	var labels []string
	for _, a := range r.Actions {
		labels = append(labels, "<"+a.Label+">")
	}
	fmt.Fprint(out, strings.Join(labels, " ")+"\n\n")
}

// TestChosenLanguage lets the settings of a place go before what the platform tells.
func TestChosenLanguage(t *testing.T) {
	k := start(t, ferry...)
	ask := func(line, platform string) bot.Reply {
		r := bot.Request{Person: somebody, Place: home, Private: true, Language: platform}
		k.Commands().Parse(&r, line)
		return k.Handle(t.Context(), r)
	}
	for _, c := range []struct{ line, platform, want string }{
		{"/settings", "", "Language: that of your app"},
		{"/settings", "pt-BR", "Idioma: o do seu aplicativo"},
		{"/settings language:choose", "ru", "На каком языке говорить?"},
		{"/settings language:Klingon", "ru", "Языка «Klingon» я не знаю. Мои языки: English, Deutsch, Français, Español, Italiano, Português, Русский, Türkçe."},
		{"/settings language:deutsch", "ru", "Ab jetzt spreche ich Deutsch."},
		{"/privacy", "ru", "Was über dich gespeichert ist"},
		{"hola", "ru", "Hallo! Frag mich"},
		{"/settings language:French", "ru", "Je parle français désormais."},
		{"/settings language:auto", "ru", "Теперь я говорю по-русски."},
		{"hola", "ru", "¡Hola! Pregúntame"},
	} {
		if got := said(ask(c.line, c.platform)); !strings.Contains(got, c.want) {
			t.Errorf("%s (%s) says %q, want %q", c.line, c.platform, got, c.want)
		}
	}
	if n := len(ask("/settings language:choose", "en").Actions); n != len(text.Languages())+1 { // and the settings
		t.Errorf("%d languages are offered", n)
	}
	group := bot.Request{Person: somebody, Place: square, Command: "settings", Args: bot.Args{"language": "de"}}
	if reply := k.Handle(t.Context(), group); !reply.Failed {
		t.Errorf("anybody chooses a group's language: %+v", reply)
	}
}

// TestTries understands what it offers to try, in each language.
func TestTries(t *testing.T) {
	k := start(t, ferry...)
	for _, language := range text.Languages() {
		for key, want := range map[text.Key]string{"talk.try_latest": "ask", "talk.try_timeline": "timeline", "talk.try_summary": "summary"} {
			r := bot.Request{Person: somebody, Place: home, Private: true, Language: language, Text: text.For(language).Say(key, "topic", "Portmouth")}
			if _, done := k.Understand(t.Context(), &r); done || r.Command != want {
				t.Errorf("%s: %q is taken for %q %v, want %s", language, r.Text, r.Command, r.Args, want)
			}
		}
	}
}

// TestLocalNames writes the names of commands as the menus of the reader show them, where the
// platform has menus in the reader's language.
func TestLocalNames(t *testing.T) {
	k := start(t, ferry...)
	said := func(local bool, command, args string) string {
		return words(k.Handle(t.Context(), bot.Request{Person: somebody, Place: home, Private: true, Language: "de", LocalNames: local, Command: command, Text: args}))
	}
	for _, test := range []struct {
		local   bool
		command string
		want    string
	}{
		{true, "help", "/zusammenfassung article"}, {true, "help", "/einstellungen quiet:"}, {true, "alerts", "/folgen"}, {true, "timelin", "/zeitleiste?"},
		{false, "help", "/summary article"}, {false, "alerts", "/follow"},
	} {
		if got := said(test.local, test.command, ""); !strings.Contains(got, test.want) {
			t.Errorf("%s says %q, which lacks %q", test.command, got, test.want)
		}
	}
}
