package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"quoth/bot"
	"quoth/bot/chat/session"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

var (
	somebody = audience.Person{Platform: "test", User: "u1"}
	operator = audience.Person{Platform: "test", User: "boss"}
	home     = audience.Place{Platform: "test", Chat: "u1"}
	square   = audience.Place{Platform: "test", Chat: "g1"}
)

// talk is an engine over a real database, and what it logged.
type talk struct {
	*bot.Engine
	store    *sqlite.Store
	sessions *session.Sessions
	log      *bytes.Buffer
	now      time.Time
}

func start(t *testing.T, articles ...knowledge.Article) *talk {
	t.Helper()
	k := &talk{log: &bytes.Buffer{}, now: time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return k.now }
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	door := intake.New(intake.Config{Store: store, Now: clock})
	if _, err := door.Add(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
	k.store = store
	k.Engine = bot.New(bot.Config{Store: store, Log: slog.New(slog.NewTextHandler(k.log, nil)), Now: clock, Operators: []audience.Person{operator}, Release: door.Release})
	k.sessions = session.New(store, k.Engine, slog.New(slog.NewTextHandler(k.log, nil)), clock, nil)
	return k
}

func (k *talk) say(t *testing.T, line string) bot.Reply {
	t.Helper()
	r := bot.Request{Person: somebody, Place: home, Private: true}
	k.Commands().Parse(&r, line)
	return k.converse(t, r, "")
}

// converse answers a request that goes on from what was said before, and keeps what the
// answer leaves behind in the message of that reference.
func (k *talk) converse(t *testing.T, r bot.Request, message string) bot.Reply {
	t.Helper()
	k.sessions.Resume(t.Context(), &r)
	reply := k.Handle(t.Context(), r)
	if err := k.sessions.Save(t.Context(), session.Sent{Request: r, Reply: reply, Message: message}); err != nil {
		t.Fatal(err)
	}
	return reply
}

var ferry = []knowledge.Article{
	{
		URL: "https://post.example/ferry", Title: "Ferry crews walk out", Source: "Harbour Post", Published: day(2024, 3, 5), DateOnly: true, Language: "en",
		Text: "Ferry crews in Portmouth began a strike on Monday over their pay. About 340 sailors stopped work, the union said.\n\nThe strike ended on 9 March 2024, when both sides signed an agreement.",
	},
	{
		URL: "https://gazette.example/bridge", Title: "New bridge opens", Source: "Gazette", Published: day(2024, 4, 2), DateOnly: true, Language: "en",
		Text: "The mayor of Elmstead opened the new bridge on Tuesday. It cost 12 million euros.",
	},
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// blocks returns the blocks of one kind.
func blocks[B bot.Block](r bot.Reply) (found []B) {
	for _, b := range r.Blocks {
		if b, ok := b.(B); ok {
			found = append(found, b)
		}
	}
	return found
}

func words(r bot.Reply) string {
	var b strings.Builder
	for _, block := range r.Blocks {
		data, _ := json.Marshal(block)
		b.Write(data)
		b.WriteByte('\n')
	}
	return b.String()
}

func TestAskAndFollowUp(t *testing.T) {
	k := start(t, ferry...)
	first := k.say(t, "How many ferry sailors stopped work in Portmouth?")
	quotes := blocks[bot.Quote](first)
	if len(quotes) == 0 || !strings.Contains(quotes[0].Text, "340 sailors") {
		t.Fatalf("the answer is %s", words(first))
	}
	if q := quotes[0]; q.Link != "https://post.example/ferry" || q.Article.Source != "Harbour Post" {
		t.Errorf("its source is %q, %q", q.Link, q.Article.Source)
	}
	second := k.say(t, "When did it end?")
	quotes = blocks[bot.Quote](second)
	if len(quotes) == 0 || !strings.Contains(quotes[0].Text, "9 March 2024") {
		t.Fatalf("the follow-up is answered with %s", words(second))
	}
	if about := blocks[bot.Text](second); len(about) == 0 || !strings.HasPrefix(about[0].Text, "About: ") {
		t.Errorf("the follow-up does not say what it was taken to be about: %s", words(second))
	}
	k.now = k.now.Add(2 * time.Hour)
	if late := k.say(t, "When did it end?"); len(blocks[bot.Text](late)) > 0 && strings.HasPrefix(blocks[bot.Text](late)[0].Text, "About: ") {
		t.Error("a talk is taken up again after two hours")
	}
}

// TestSaysHowItReadAQuestion asks with misspelled words, and in a language of which
// nothing is stored.
func TestSaysHowItReadAQuestion(t *testing.T) {
	k := start(t, ferry...)
	reply := k.say(t, "When did the feery stirke in Portmouth end?")
	if got := words(reply); !strings.Contains(got, "I read “feery” as “Ferry”.") || !strings.Contains(got, "I read “stirke” as “strike”.") || !strings.Contains(got, "9 March 2024") {
		t.Errorf("the misspelled question is answered with %s", got)
	}
	reply = k.say(t, "Wann endete der Streik in Portmouth?")
	if got := words(reply); !strings.Contains(got, "Nothing is stored in German; what is stored is in English.") || !strings.Contains(got, "9 March 2024") {
		t.Errorf("the German question is answered with %s", got)
	}
	if got := words(k.say(t, "When did the strike in Portmouth end?")); strings.Contains(got, "I read") || strings.Contains(got, "stored in") {
		t.Errorf("the plain question is answered with %s", got)
	}
}

func TestNothingStoredSaysThis(t *testing.T) {
	k := start(t, ferry...)
	reply := k.say(t, "Who won the chess championship in Reykjavik?")
	notice := blocks[bot.Notice](reply)
	if len(notice) != 1 || notice[0].Text != "Not found in 2 articles up to 2 April 2024." {
		t.Errorf("the notice is %s", words(reply))
	}
	empty := start(t)
	if reply := empty.say(t, "Who won?"); !strings.Contains(words(reply), "No news is stored yet") {
		t.Errorf("an empty store says %s", words(reply))
	}
}

// TestWhatIsNotItsSliceIsDropped tampers with quotes on their way out.
func TestWhatIsNotItsSliceIsDropped(t *testing.T) {
	k := start(t, ferry...)
	stored, err := k.store.ArticleByURL(t.Context(), "https://post.example/ferry")
	if err != nil {
		t.Fatal(err)
	}
	good := knowledge.Quote{Article: stored, Range: knowledge.Range{Start: 0, End: 11}, Text: stored.Text[:11]}
	good.Article.Text = ""
	tamper := func(f func(*knowledge.Quote)) bot.Quote {
		q := good
		f(&q)
		return bot.Quote{Quote: q}
	}
	bad := []bot.Block{
		tamper(func(q *knowledge.Quote) { q.Text = "Ferry crewz" }),
		tamper(func(q *knowledge.Quote) { q.End++ }),
		tamper(func(q *knowledge.Quote) { q.Start, q.End = -1, 10 }),
		tamper(func(q *knowledge.Quote) { q.Start, q.End = 5, 1<<40 }),
		tamper(func(q *knowledge.Quote) { q.Article.ID = 999 }),
		tamper(func(q *knowledge.Quote) { q.Article.Version = 2 }),
		tamper(func(q *knowledge.Quote) { q.Answer = knowledge.Range{Start: 3, End: 300} }),
		bot.Entry{Date: "x", Quotes: []bot.Quote{tamper(func(q *knowledge.Quote) { q.Text += "!" })}},
		bot.Headline{Article: knowledge.Article{ID: stored.ID, Title: "Ferry crews walk in"}},
	}
	kept, err := k.Verify(t.Context(), bot.Reply{Blocks: append([]bot.Block{bot.Quote{Quote: good}}, bad...)})
	if err != nil || len(kept.Blocks) != 2 {
		t.Errorf("kept %s (%v)", words(kept), err)
	}
	if n := strings.Count(k.log.String(), "is not"); n != len(bad) {
		t.Errorf("%d of %d are in the log:\n%s", n, len(bad), k.log)
	}
}

func TestQuoteOfAnOlderVersion(t *testing.T) {
	k := start(t, ferry...)
	before := blocks[bot.Quote](k.say(t, "How many ferry sailors stopped work?"))
	changed := ferry[0]
	changed.Text = strings.Replace(changed.Text, "340", "355", 1)
	if _, err := intake.New(intake.Config{Store: k.store}).Add(t.Context(), []knowledge.Article{changed}); err != nil {
		t.Fatal(err)
	}
	after, err := k.Verify(t.Context(), bot.Reply{Blocks: []bot.Block{before[0]}})
	if q := blocks[bot.Quote](after); err != nil || len(q) != 1 || !q[0].Edited || q[0].Text != before[0].Text {
		t.Errorf("the old quote is %s", words(after))
	}
	if q := blocks[bot.Quote](k.say(t, "How many ferry sailors stopped work?")); len(q) == 0 || !strings.Contains(q[0].Text, "355") {
		t.Errorf("the new text does not answer: %+v", q)
	}
}

func TestArguments(t *testing.T) {
	k := start(t, ferry...)
	for line, want := range map[string]string{
		"/ask":                            "What do you want to know?",
		"/timeline":                       "Which topic?",
		"/nonsense x":                     "There is no command /nonsense.",
		"/ask since:yesterday ferry":      "“since” should be a date such as 2020-11-10",
		"/ask since:2024 until:2023 x y":  "turn the two dates round",
		"/follow ferry mention:@everyone": "Following “ferry mention:@everyone” here",
		"/summary length:99 ferry":        "“length” should be a number from 1 to 10.",
		"/latest source:Nobody":           "No outlet called “Nobody” is stored",
		"/latest Gazette":                 "New bridge opens",
		"/sources":                        "Harbour Post: 1 article, newest 5 March 2024",
		"/help":                           "/ask question: Ask about the news",
		"/help timeline":                  "What happened when",
		"/help nonsense":                  "There is no command /nonsense.",
		`/ask source:"Harbour Post" strike sailors`:              "Ferry crews in Portmouth",
		"/search ferry -strike":                                  "No stored article holds",
		"/find began a strike on Monday":                         "These words are stored:",
		"/find ended on the 8 March 2024 when both sides signed": "These exact words are not stored.",
		"/summary https://gazette.example/bridge":                "mayor of Elmstead",
	} {
		if got := words(k.say(t, line)); !strings.Contains(got, want) {
			t.Errorf("%s says %swant %s", line, got, want)
		}
	}
	if k.log.Len() > 0 {
		t.Errorf("wrong use is in the log: %s", k.log)
	}
}

func TestHandleOutlivesAPanic(t *testing.T) {
	k := start(t)
	reply := k.Handle(t.Context(), bot.Request{Person: somebody, Place: square, Command: "follow", Args: bot.Args{"topic": "x"},
		Manager: func(context.Context) (bool, error) { panic("out of order") }})
	if !reply.Failed || !strings.Contains(words(reply), "Something went wrong on my side") {
		t.Errorf("a panic says %s", words(reply))
	}
	if !strings.Contains(k.log.String(), "out of order") {
		t.Error("the panic is not in the log")
	}
}

// faulty is a store whose Latest and Sources fail.
type faulty struct {
	knowledge.Store
	err error
}

func (f faulty) Latest(context.Context, knowledge.Filter, int, int) ([]knowledge.Article, error) {
	return nil, fmt.Errorf("latest: /srv/private/quoth.db: %w", f.err)
}

func (f faulty) Sources(context.Context) ([]knowledge.Source, error) {
	return nil, fmt.Errorf("sources: /srv/private/quoth.db: %w", f.err)
}

func TestStoreFaultsAreNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := start(t, ferry...)
		for _, c := range []struct {
			fault error
			want  string
		}{
			{knowledge.ErrCorrupt, "damaged"},
			{knowledge.ErrFull, "is full"},
			{knowledge.ErrLocked, "Another program"},
			{knowledge.ErrReadOnly, "may only be read"},
		} {
			for _, who := range []audience.Person{somebody, operator} {
				k.log.Reset()
				e := bot.New(bot.Config{Store: faulty{k.store, c.fault}, Log: slog.New(slog.NewTextHandler(k.log, nil)), Operators: []audience.Person{operator}})
				reply := e.Handle(t.Context(), bot.Request{Person: who, Place: home, Private: true, Command: "latest"})
				if got := words(reply); !reply.Failed || !strings.Contains(got, c.want) || strings.Contains(got, "/srv") {
					t.Errorf("%v: the reply is %q, want %q and no path", c.fault, got, c.want)
				}
				if logged := k.log.Len() > 0; logged != (who == somebody) {
					t.Errorf("%v of %v: logged %q", c.fault, who, k.log)
				}
			}
		}
	})
}

func TestRights(t *testing.T) {
	k := start(t)
	ask := func(p audience.Person, command string, args bot.Args, manager func(context.Context) (bool, error)) string {
		return words(k.Handle(t.Context(), bot.Request{Person: p, Place: square, Command: command, Args: args, Manager: manager}))
	}
	no := func(context.Context) (bool, error) { return false, nil }
	yes := func(context.Context) (bool, error) { return true, nil }
	broken := func(context.Context) (bool, error) { return true, errors.New("the platform is away") }
	topic := bot.Args{"topic": "ferry"}
	for _, c := range []struct {
		name, got, want string
	}{
		{"a member", ask(somebody, "follow", topic, no), "Only those who manage this chat may do that."},
		{"nobody knows", ask(somebody, "follow", topic, nil), "Only those who manage this chat may do that."},
		{"rights unknown", ask(somebody, "follow", topic, broken), "Something went wrong"},
		{"no operator", ask(somebody, "admin", bot.Args{"what": "status"}, yes), "Only the operator of this bot may do that."},
	} {
		if !strings.Contains(c.got, c.want) {
			t.Errorf("%s: %s, want %s", c.name, c.got, c.want)
		}
	}
	if got := ask(somebody, "follow", topic, yes); strings.Contains(got, "Only those") {
		t.Errorf("a manager may not follow: %s", got)
	}
	if got := ask(operator, "admin", bot.Args{"what": "status"}, no); strings.Contains(got, "Only the operator") {
		t.Errorf("the operator may not: %s", got)
	}
}

func TestReplyAsJSON(t *testing.T) {
	k := start(t, ferry...)
	for _, line := range []string{"How many sailors stopped work?", "/timeline ferry", "/latest", "/summary ferry strike", "/ask", "/report wrong #1.1 0-9 Why?"} {
		reply := k.say(t, line)
		data, err := json.Marshal(reply)
		if err != nil {
			t.Fatal(err)
		}
		var back bot.Reply
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(reply, back, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(bot.Reply{}, "Marker", "Verdict")); diff != "" {
			t.Errorf("%s comes back changed:\n%s", line, diff)
		}
	}
	var r bot.Reply
	if err := json.Unmarshal([]byte(`{"blocks":[{"kind":"poem","block":{}}]}`), &r); err == nil {
		t.Error("a block of an unknown kind is read")
	}
}

func TestPagesCarryTheirOwnSources(t *testing.T) {
	article := func(n int) knowledge.Article { return knowledge.Article{ID: int64(n), Title: "t"} }
	quote := func(n int) bot.Block { return bot.Quote{Quote: knowledge.Quote{Article: article(n)}} }
	in := []bot.Block{bot.Heading{Text: "h"}, quote(1), quote(1), quote(2), bot.Headline{Article: article(3)}, quote(3), bot.Headline{Article: article(4)},
		bot.Folded{Blocks: []bot.Block{quote(5)}}}
	var shape func(blocks []bot.Block) string
	shape = func(blocks []bot.Block) string {
		line := ""
		for _, b := range blocks {
			switch b := b.(type) {
			case bot.Heading:
				line += "h"
			case bot.Quote:
				line += fmt.Sprint(b.Article.ID)
			case bot.Headline:
				line += map[bool]string{true: "H", false: "L"}[b.Head]
			case bot.Source:
				line += map[bool]string{true: "S", false: "s"}[b.Titled]
			case bot.Folded:
				line += "(" + shape(b.Blocks) + ")"
			}
		}
		return line
	}
	var shapes []string
	for _, page := range bot.Pages(in, func(b []bot.Block) bool { return len(b) <= 5 }) {
		shapes = append(shapes, shape(page))
	}
	if got := strings.Join(shapes, " "); got != "h11S 2SH3s L(5S)" {
		t.Errorf("the pages are %q", got)
	}
	if all := bot.Pages(in[1:2], func([]bot.Block) bool { return false }); len(all) != 1 {
		t.Errorf("one block that is too long makes %d pages", len(all))
	}
	if len(bot.Pages(nil, nil)) != 0 {
		t.Error("nothing makes a page")
	}
}

// TestTheTable holds every row of the command table to what both platforms take.
func TestTheTable(t *testing.T) {
	k := start(t)
	for _, c := range k.Commands() {
		if len([]rune(c.Description)) > 100 || c.Description == "" {
			t.Errorf("/%s: the description has %d characters", c.Name, len([]rune(c.Description)))
		}
		if c.Name != strings.ToLower(c.Name) || len(c.Name) > 32 {
			t.Errorf("/%s: the name is no command name", c.Name)
		}
		rest, optional := 0, false
		for _, o := range c.Options {
			if len([]rune(o.Description)) > 100 || o.Description == "" && !o.Pressed {
				t.Errorf("/%s %s: the description has %d characters", c.Name, o.Name, len([]rune(o.Description)))
			}
			if o.Required && optional {
				t.Errorf("/%s %s: a required option stands behind an optional one", c.Name, o.Name)
			}
			optional = optional || !o.Required
			if o.Rest {
				rest++
			}
			if (o.Type == bot.Choice) != (len(o.Choices) > 0) {
				t.Errorf("/%s %s: choices and type do not agree", c.Name, o.Name)
			}
		}
		if rest > 1 {
			t.Errorf("/%s: %d options take the rest", c.Name, rest)
		}
	}
}

func TestTopics(t *testing.T) {
	k := start(t,
		knowledge.Article{URL: "https://a.example/1", Title: "Talks on Nagorno-Karabakh resume in Elmstead", Source: "A", Published: day(2024, 5, 1), Language: "en", Text: "The talks resume."},
		knowledge.Article{URL: "https://a.example/2", Title: "Why Ada Moreau left the talks on Nagorno-Karabakh", Source: "A", Published: day(2024, 5, 2), Language: "en", Text: "She left the talks."},
		knowledge.Article{URL: "https://a.example/3", Title: "Every Word Of This Headline Stands In Capitals", Source: "A", Published: day(2024, 5, 3), Language: "en", Text: "It does so."},
	)
	if got, want := values(k.Suggest(t.Context(), bot.Request{Person: somebody, Place: home, Command: "ask"}, "question", "")), []string{"Nagorno-Karabakh", "Ada Moreau", "Elmstead"}; !cmp.Equal(got, want) {
		t.Errorf("topics: %q, want %q", got, want)
	}
	if got, want := values(k.Suggest(t.Context(), bot.Request{Person: somebody, Place: home, Command: "timeline"}, "topic", "mor")), []string{"Ada Moreau"}; !cmp.Equal(got, want) {
		t.Errorf("topics for mor: %q, want %q", got, want)
	}
}

// values are the values of completions, with the names of those that have another.
func values(all []bot.Completion) (out []string) {
	for _, c := range all {
		if c.Name != c.Value {
			c.Value += " " + c.Name
		}
		out = append(out, c.Value)
	}
	return out
}

// TestSuggest completes what is typed from all that is stored, in what the place asks over.
func TestSuggest(t *testing.T) {
	k := start(t,
		knowledge.Article{URL: "https://a.example/1", Title: "Ferry crews walk out in Portmouth", Source: "Harbour Post", Published: day(2024, 5, 1), Language: "en", Text: "Crews of the ferry stopped work on Monday. The union asked Marta Ferraro to speak for them."},
		knowledge.Article{URL: "https://a.example/2", Title: "Fährstreik in Hamburg beendet", Source: "Elbblatt", Published: day(2024, 5, 2), Language: "de", Text: "Die Fähren fahren wieder, teilte die Reederei am Montag mit. Der Streik der Besatzungen dauerte neun Tage."},
		knowledge.Article{URL: "https://a.example/3", Title: "Ferraro wins the vote of the crews", Source: "Harbour Post", Published: day(2024, 5, 3), Language: "en", Text: "The crews elected Marta Ferraro on Friday."},
	)
	german := audience.Place{Platform: "test", Chat: "german"}
	if err := k.store.SetSettings(t.Context(), german, somebody, audience.Settings{Languages: "de"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		place                  audience.Place
		command, option, typed string
		want                   []string
	}{
		{home, "ask", "question", "ferr", []string{"Marta Ferraro", "#3 Ferraro wins the vote of the crews", "#1 Ferry crews walk out in Portmouth"}},
		{home, "ask", "question", "crews port", []string{"#1 Ferry crews walk out in Portmouth"}},
		{home, "follow", "topic", "marta fe", []string{"Marta Ferraro"}},
		{home, "follow", "topic", "har", []string{`source:"Harbour Post"`}},
		{home, "timeline", "topic", "fahr", []string{"Fähren"}},
		{german, "timeline", "topic", "fer", nil},
		{german, "summary", "article", "fähr", []string{"Fähren", "#2 Fährstreik in Hamburg beendet"}},
		{home, "ask", "question", "zzz", nil},
		{home, "settings", "outlets", "har", []string{"Harbour Post"}},
		{home, "settings", "outlets", "Elbblatt, h", []string{"Elbblatt, Harbour Post"}},
		{home, "settings", "outlets", "al", []string{"all"}},
		{home, "latest", "source", "har", []string{"Harbour Post"}},
		{home, "latest", "source", "-har", []string{"-Harbour Post"}},
		{home, "settings", "languages", "English, deu", []string{"English, Deutsch"}},
	} {
		got := values(k.Suggest(t.Context(), bot.Request{Person: somebody, Place: c.place, Command: c.command}, c.option, c.typed))
		if !cmp.Equal(got, c.want, cmpopts.EquateEmpty()) {
			t.Errorf("/%s %s %q is completed with %q, want %q", c.command, c.option, c.typed, got, c.want)
		}
	}
}

// TestChosenHeadline asks for an article that was chosen by its headline: it is summed up, and
// the headline is read as nothing else.
func TestChosenHeadline(t *testing.T) {
	k := start(t, ferry...)
	for command, option := range map[string]string{"ask": "question", "summary": "article"} {
		chosen := k.Suggest(t.Context(), bot.Request{Person: somebody, Place: home, Command: command}, option, "ferry crews")
		if len(chosen) != 1 || chosen[0].Name != ferry[0].Title {
			t.Fatalf("/%s: %q", command, chosen)
		}
		reply := k.Handle(t.Context(), bot.Request{Person: somebody, Place: home, Command: command, Args: bot.Args{option: chosen[0].Value}})
		heads := blocks[bot.Headline](reply)
		if len(heads) != 1 || heads[0].Article.Title != ferry[0].Title || reply.Question != "" {
			t.Errorf("/%s: %s", command, words(reply))
		}
		for _, q := range blocks[bot.Quote](reply) {
			if q.Article.Title != ferry[0].Title {
				t.Errorf("/%s quotes %q", command, q.Article.Title)
			}
		}
	}
}

func TestWhatWasSearched(t *testing.T) {
	k := start(t, ferry...)
	for args, want := range map[string]string{
		"":                 "Not found in 2 articles up to 2 April 2024.",
		"source:Gazette":   "Not found in what is stored from Gazette.",
		"source:Nobody":    "No outlet called “Nobody” is stored; /sources lists those that are.",
		"since:2024-04-01": "Not found in what is stored, published on or after 1 April 2024.",
		"until:2024-03":    "Not found in what is stored, published on or before 31 March 2024.",
	} {
		r := bot.Request{Person: somebody, Place: home, Private: true, Command: "ask", Args: bot.Args{"question": "Who won the zither contest in Quebec?"}}
		if name, value, ok := strings.Cut(args, ":"); ok {
			r.Args[name] = value
		}
		reply := k.Handle(t.Context(), r)
		if got := blocks[bot.Notice](reply); len(got) != 1 || got[0].Text != want {
			t.Errorf("%s: %s, want %s", args, words(reply), want)
		}
	}
}

// TestPrivacy reads that /privacy tells of every kind of what is kept.
func TestPrivacy(t *testing.T) {
	got := words(start(t).say(t, "/privacy"))
	lines := strings.Count(got, "• ")
	if n := len(audience.Kinds()); lines != n {
		t.Errorf("it tells of %d kinds, and there are %d:\n%s", lines, n, got)
	}
	if strings.Contains(got, "• \n") {
		t.Errorf("it has no words for a kind:\n%s", got)
	}
}
