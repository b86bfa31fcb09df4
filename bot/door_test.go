package bot_test

import (
	"slices"
	"strings"
	"testing"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/bot/chat/session"
	"quoth/bot/intent"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// said is the texts of a reply's own, one a line.
func said(r bot.Reply) string {
	var out []string
	for _, b := range r.Blocks {
		switch b := b.(type) {
		case bot.Text:
			out = append(out, b.Text)
		case bot.Notice:
			out = append(out, b.Text)
		case bot.Heading:
			out = append(out, b.Text)
		case bot.Quote:
			out = append(out, "“"+b.Text+"”")
		}
	}
	return strings.Join(out, "\n")
}

// hear says a line at a place, with what the bot waits for, and remembers what a reply
// leaves in hand.
func (k *talk) hear(t *testing.T, r bot.Request) bot.Reply {
	t.Helper()
	r.Person = somebody
	if r.Place = square; r.Private {
		r.Place = home
	}
	if r.Command == "" {
		text := r.Text
		r.Text = ""
		k.Commands().Parse(&r, text)
	}
	return k.converse(t, r, "")
}

func TestSmallTalk(t *testing.T) {
	k := start(t, ferry...)
	for line, want := range map[string]string{
		"hi": "Hello!", "good evening": "Hello!", "thanks a lot!": "You are welcome.", "are you a robot": "I am Quoth", "that's not what i asked": "Sorry",
	} {
		reply := k.hear(t, bot.Request{Text: line, Private: true})
		if got := said(reply); !strings.HasPrefix(got, want) || len(blocks[bot.Quote](reply)) > 0 || len(got) > 300 {
			t.Errorf("%q is answered with %q", line, got)
		}
	}
	for _, line := range []string{"ok", "👍", "lol", "wow"} {
		if reply := k.hear(t, bot.Request{Text: line, Private: true}); !reply.Silent || len(reply.Blocks) > 0 {
			t.Errorf("%q is answered with %q", line, said(reply))
		}
	}
	for _, line := range []string{"told you so", "thank you", "he should resign", "<:kekw:123456789012345678>"} {
		if reply := k.hear(t, bot.Request{Text: line, To: intent.ToReply}); !reply.Silent {
			t.Errorf("%q to a message of the bot's is answered with %q", line, said(reply))
		}
	}
	if reply := k.hear(t, bot.Request{Text: "when did the ferry strike end", To: intent.ToNobody}); !reply.Silent {
		t.Errorf("what is said to others is answered with %q", said(reply))
	}
	if got := said(k.hear(t, bot.Request{Text: "hello", To: intent.ToMention})); !strings.HasPrefix(got, "Hello!") {
		t.Errorf("a greeting in a group is answered with %q", got)
	}
}

// TestPronounFollowed follows whom the talk is about by a pronoun.
func TestPronounFollowed(t *testing.T) {
	k := start(t, knowledge.Article{URL: "https://echo.example/1", Title: "Ferry Aurora runs aground off Holm", Source: "Ashford Echo", Published: day(2024, 3, 5), DateOnly: true, Language: "en",
		Text: "The ferry Aurora ran aground off Holm on Monday evening. Captain Lena Brandt was taken to a hospital in Karlby. The ship was built in Gdynia in 1998."})
	k.hear(t, bot.Request{Text: "Who is the captain of the ferry Aurora?", Private: true})
	if got := said(k.hear(t, bot.Request{Text: "subscribe me to her", Private: true})); !strings.Contains(got, "“Lena Brandt”") {
		t.Errorf("her topic is followed as %q", got)
	}
}

func TestPlainCommands(t *testing.T) {
	k := start(t, ferry...)
	for _, step := range []struct{ line, want string }{
		{"any news?", "Latest news"},
		{"latest from nobody's gazette", ""}, // no outlet: a question
		{"follow ferry strikes daily at 7", "Following “ferry strikes” here, daily at 07:00 (UTC)."},
		{"what do i follow", "ferry strikes"},
		{"make it hourly", "hourly"},
		{"pause my alerts", "“ferry strikes” is paused"},
		{"turn my alerts back on", "“ferry strikes” goes on"},
		{"stop telling me about the ferry strikes", "“ferry strikes” is not followed here any more."},
		{"summarize https://gazette.example/bridge in one sentence", "bridge"},
		{"timeline of the ferry strike in Portmouth", "Timeline: the ferry strike in Portmouth"},
		{"find the quote “It cost 12 million euros”", "These words are stored:"},
		{"set my time zone to europe/berlin", "Time zone: Europe/Berlin"},
		{"how do i follow a topic", "Usage: /follow"},
		{"what do you know about me", "What is kept of you"},
		{"do you have the gazette?", "Sources"},
	} {
		if got := said(k.hear(t, bot.Request{Text: step.line, Private: true})); !strings.Contains(got, step.want) {
			t.Errorf("%q is answered with %q", step.line, got)
		}
	}
}

// A slip of a command's name is not carried out: what was perhaps meant can be pressed.
func TestDidYouMean(t *testing.T) {
	k := start(t, ferry...)
	reply := k.hear(t, bot.Request{Text: "/timelin ferry strike", Private: true})
	if got := said(reply); got != "There is no command /timelin. Did you mean /timeline?" {
		t.Errorf("it says %q", got)
	}
	if len(reply.Actions) != 1 || reply.Actions[0].Command != "timeline" || reply.Actions[0].Args["topic"] != "ferry strike" {
		t.Errorf("it offers %v", reply.Actions)
	}
	if got := said(k.hear(t, bot.Request{Text: "/weather", Private: true})); got != "There is no command /weather. /help lists what there is." {
		t.Errorf("it says %q", got)
	}
}

func TestWaiting(t *testing.T) {
	k := start(t, ferry...)
	asked := k.hear(t, bot.Request{Text: "/follow", Private: true})
	if asked.Missing == nil {
		t.Fatalf("it says %q", said(asked))
	}
	if got := said(k.hear(t, bot.Request{Text: "never mind", Private: true, Waiting: asked.Missing})); got != "Fine, I dropped that." {
		t.Errorf("it says %q", got)
	}
	if got := said(k.hear(t, bot.Request{Text: "what do i follow", Private: true, Waiting: asked.Missing})); !strings.HasPrefix(got, "Nothing is followed here.") {
		t.Errorf("it says %q", got)
	}
	if got := said(k.hear(t, bot.Request{Text: "Turkish language", Private: true, Waiting: asked.Missing})); !strings.HasPrefix(got, "Following “Turkish language”") {
		t.Errorf("it says %q", got)
	}
	if got := said(k.hear(t, bot.Request{Text: "stop the boats bill", Private: true, Waiting: asked.Missing})); !strings.HasPrefix(got, "Following “stop the boats bill”") {
		t.Errorf("it says %q", got)
	}
}

// What a reply is about is kept with its message; a question that nothing answers leaves
// nothing, and nothing to follow.
func TestTalkIsKept(t *testing.T) {
	k := start(t, ferry...)
	r := bot.Request{Person: somebody, Place: square, Text: "When did the ferry strike in Portmouth end?", To: intent.ToMention}
	k.converse(t, r, "m1")
	k.hear(t, bot.Request{Text: "how much did the bridge in Elmstead cost?", To: intent.ToMention})
	older := k.hear(t, bot.Request{Text: "how many sailors were in it?", To: intent.ToReply, Parent: "m1"})
	if got := said(older); !strings.Contains(got, "About: ") || !strings.Contains(got, "340 sailors") {
		t.Errorf("a reply to the older answer is answered with %q", got)
	}
	nothing := k.hear(t, bot.Request{Text: "What is the capital of Mars?", Private: true})
	if len(nothing.Actions) > 0 || nothing.Subject() != "" {
		t.Errorf("what nothing answers leaves %q and offers %v", nothing.Subject(), nothing.Actions)
	}
	k.hear(t, bot.Request{Text: "When did the ferry strike in Portmouth end?", Private: true})
	if got := said(k.hear(t, bot.Request{Command: "ask", Args: bot.Args{"question": "how much did it cost"}, Private: true})); strings.Contains(got, "About: ") {
		t.Errorf("a command borrows: %q", got)
	}
	k.hear(t, bot.Request{Text: "follow sailors -boats", Private: true})
	if got := said(k.hear(t, bot.Request{Text: "and how many of them?", Private: true})); strings.Contains(got, "boats") {
		t.Errorf("an excluded word is looked for: %q", got)
	}
}

// TestOnTheAnswer asks where an answer was printed, for what else was found, and of a
// command what the answer is about; another question than the last has its own.
func TestOnTheAnswer(t *testing.T) {
	k := start(t, ferry...)
	ask := func(line string) bot.Reply { return k.hear(t, bot.Request{Text: line, Private: true}) }
	if got := ask("where is that from?"); len(blocks[bot.Headline](got)) > 0 || !strings.HasPrefix(said(got), "Sources") {
		t.Errorf("with nothing in hand it says %q", said(got))
	}
	if got := said(ask("more")); got != "There is nothing here yet to go on from. Ask about something first." {
		t.Errorf("with nothing in hand it says %q for more", got)
	}
	answered := ask("how much did the bridge in Elmstead cost?")
	quotes := blocks[bot.Quote](answered)
	if len(quotes) == 0 {
		t.Fatalf("it says %q", said(answered))
	}
	for _, line := range []string{"source?", "link please", "where is that from?"} {
		got := ask(line)
		printed := blocks[bot.Headline](got)
		if len(printed) == 0 || printed[0].Article.ID != quotes[0].Article.ID || printed[0].Link == "" {
			t.Errorf("%q is answered with %q and %v", line, said(got), printed)
		}
	}
	if got := said(ask("timeline please")); !strings.Contains(got, "bridge") {
		t.Errorf("of the answer is told %q", got)
	}
	more := func(a bot.Reply) (args bot.Args) {
		for _, action := range a.Actions {
			if action.Command == "more" {
				args = action.Args
			}
		}
		return args
	}
	answered = ask("ferry strike in Portmouth")
	for range 3 { // until nothing is left
		args := more(answered)
		next := ask("more")
		if args == nil {
			if got := said(next); got != "There is nothing more on this." {
				t.Errorf("when all was shown it says %q", got)
			}
			break
		}
		if pressed := k.hear(t, bot.Request{Command: "more", Args: args, Private: true}); said(next) != said(pressed) {
			t.Errorf("“more” says %q, its button %q", said(next), said(pressed))
		}
		answered = next
	}
}

// A reply to an alert goes on from its article.
func TestReplyToAlert(t *testing.T) {
	k := start(t, ferry...)
	s := audience.Subscription{Owner: somebody, Place: home, Private: true, Topic: "bridge", Pace: audience.Now}
	reply, err := alert.NewWriter(k.store, k.Engine).Write(t.Context(), s, []audience.Alert{{Article: 2, Kind: audience.NewStory}})
	if err != nil || len(reply.Blocks) == 0 {
		t.Fatalf("%v %v", reply, err)
	}
	if err := k.sessions.Save(t.Context(), session.Sent{Request: bot.Request{Place: home}, Reply: reply, Message: "m7"}); err != nil {
		t.Fatal(err)
	}
	if got := said(k.hear(t, bot.Request{Text: "how much did it cost", Private: true, To: intent.ToReply, Parent: "m7"})); !strings.Contains(got, "12 million euros") {
		t.Errorf("it says %q", got)
	}
}

// TestDoubt answers who asks whether the bot is sure with how the answer in hand was taken, and
// where it was printed.
func TestDoubt(t *testing.T) {
	k := start(t, ferry...)
	if got := words(k.say(t, "are you sure?")); strings.Contains(got, "printed here") {
		t.Errorf("without an answer it says %s", got)
	}
	k.say(t, "How many ferry sailors stopped work in Portmouth?")
	for range 2 {
		reply := k.say(t, "are you sure?")
		if got := words(reply); !strings.Contains(got, "I am fairly sure that it answers.") || !strings.Contains(got, "Ferry crews walk out") {
			t.Errorf("it says %s", got)
		}
	}
	k.say(t, "/timeline strike")
	if got := words(k.say(t, "are you sure?")); strings.Contains(got, "it answers") || !strings.Contains(got, "Ferry crews walk out") {
		t.Errorf("of a timeline it says %s", got)
	}
}

// TestAboutPasted asks about what was passed on before, and not about what was in hand before that.
func TestAboutPasted(t *testing.T) {
	k := start(t, ferry...)
	const words = "Ferry crews in Portmouth began a strike on Monday over their pay."
	for _, line := range []string{"is that true?", "stimmt das?", "find the exact words"} {
		k.hear(t, bot.Request{Text: "How many sailors stopped work?", Private: true})
		if got := said(k.hear(t, bot.Request{Text: words, Private: true, Forwarded: true})); !strings.HasPrefix(got, "Shall I look") {
			t.Fatalf("what was passed on is answered with %q", got)
		}
		reply := k.hear(t, bot.Request{Text: line, Private: true})
		if !slices.ContainsFunc(blocks[bot.Quote](reply), func(q bot.Quote) bool { return q.Text == words }) {
			t.Errorf("%q is answered with %q", line, said(reply))
		}
	}
	for line, none := range map[string]string{"Who is the mayor of Zanzibar?": "Not found", `find the exact words "purple elephants danced"`: "These words are not "} {
		k.hear(t, bot.Request{Text: words, Private: true, Forwarded: true})
		if got := said(k.hear(t, bot.Request{Text: line, Private: true})); !strings.HasPrefix(got, none) {
			t.Errorf("%q, which nothing answers, is answered with %q", line, got)
		}
		if reply := k.hear(t, bot.Request{Text: "is that true?", Private: true}); slices.ContainsFunc(blocks[bot.Quote](reply), func(q bot.Quote) bool { return q.Text == words }) {
			t.Errorf("after %q words from before it are quoted: %q", line, said(reply))
		}
	}
}
