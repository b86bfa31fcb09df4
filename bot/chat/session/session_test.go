package session_test

import (
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/chat/session"
	"quoth/bot/chattest/commits"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// office is an engine and the sessions of a platform over a real database.
type office struct {
	*session.Sessions
	engine *bot.Engine
	store  *sqlite.Store
	file   string
	now    time.Time
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{file: sqlitetest.File(t), now: time.Date(2024, 3, 12, 12, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return o.now }
	var err error
	if o.store, err = sqlite.Open(t.Context(), o.file, sqlite.Options{Clock: clock}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.store.Close() })
	_, err = intake.New(intake.Config{Store: o.store, Now: clock}).Add(t.Context(), []knowledge.Article{{
		URL: "https://post.example/ferry", Title: "Ferry crews walk out", Source: "Harbour Post", Language: "en", Published: o.now.AddDate(0, 0, -2),
		Text: "The ferry strike in Portmouth ended on 9 March 2024, when both sides signed an agreement.",
	}})
	if err != nil {
		t.Fatal(err)
	}
	o.engine = bot.New(bot.Config{Store: o.store, Now: clock})
	o.Sessions = session.New(o.store, o.engine, slog.New(slog.DiscardHandler), clock, nil)
	return o
}

var (
	ana   = audience.Person{Platform: "test", User: "ana"}
	ben   = audience.Person{Platform: "test", User: "ben"}
	there = audience.Place{Platform: "test", Chat: "-1", Thread: "7"}
)

// answer answers a line of a person as an adapter does, up to where it is sent.
func (o *office) answer(t *testing.T, who audience.Person, text, parent string) session.Sent {
	t.Helper()
	r := bot.Request{Person: who, Place: there, Private: true, Parent: parent}
	o.engine.Commands().Parse(&r, text)
	var err error
	if r.Waiting, err = o.Pending(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	o.Resume(t.Context(), &r)
	reply, done := o.engine.Understand(t.Context(), &r)
	if !done {
		reply = o.engine.Handle(t.Context(), r)
	}
	shown := o.Show(session.Shown{Reply: reply, Person: who, Place: there})
	return session.Sent{Request: r, Reply: reply, Shown: shown, Buttons: len(reply.Actions) > 0, Waits: true}
}

func (o *office) save(t *testing.T, sent session.Sent, message string) {
	t.Helper()
	sent.Message = message
	if err := o.Save(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
}

// say answers a line as answer does, and returns what would have been sent and is not.
func (o *office) say(t *testing.T, who audience.Person, line, parent string) string {
	t.Helper()
	sent := o.answer(t, who, line, parent)
	o.Drop(sent.Shown)
	return text(sent.Reply)
}

// text is what a reply says, quotes included.
func text(r bot.Reply) string {
	var words []string
	for _, b := range r.Blocks {
		switch b := b.(type) {
		case bot.Text:
			words = append(words, b.Text)
		case bot.Notice:
			words = append(words, b.Text)
		case bot.Quote:
			words = append(words, b.Text)
		}
	}
	return strings.Join(words, "\n")
}

// TestAnswerIsOneWrite counts what answers of each kind write into the file of the news.
func TestAnswerIsOneWrite(t *testing.T) {
	o := newOffice(t)
	for _, c := range []struct {
		text string
		want int
	}{
		{"When did the ferry strike in Portmouth end?", 1}, // a conversation, buttons, its message
		{"hello", 1}, // buttons
		{"thanks", 0},
		{"/follow", 1}, // what it waits for
		{"never mind", 1},
		{"/sources", 0},
	} {
		before := commits.Count(t, o.file)
		o.save(t, o.answer(t, ana, c.text, ""), "m-"+c.text)
		if n := commits.Count(t, o.file) - before; n != c.want {
			t.Errorf("the answer to %q is %d writes, want %d", c.text, n, c.want)
		}
	}
}

// TestGoingOn asks further questions: of what was said last, of an older message, and
// while the answer is still on its way.
func TestGoingOn(t *testing.T) {
	o := newOffice(t)
	first := o.answer(t, ana, "When did the ferry strike in Portmouth end?", "")
	if got := o.say(t, ana, "and who signed it?", ""); !strings.Contains(got, "About: ") {
		t.Errorf("before the answer is kept it says %q", got)
	}
	o.save(t, first, "m1")
	if got := o.say(t, ben, "and who signed it?", ""); strings.Contains(got, "About: ") {
		t.Errorf("another person goes on from it: %q", got)
	}
	if got := o.say(t, ben, "and who signed it?", "m1"); !strings.Contains(got, "About: ") {
		t.Errorf("in reply to its message it says %q", got)
	}
	o.now = o.now.Add(31 * time.Minute)
	if got := o.say(t, ana, "and who signed it?", ""); strings.Contains(got, "About: ") {
		t.Errorf("half an hour later it says %q", got)
	}
}

// TestPendingArgument has the bot ask for an argument: the next words are it, for ten
// minutes and of that person alone.
func TestPendingArgument(t *testing.T) {
	o := newOffice(t)
	o.save(t, o.answer(t, ana, "/follow", ""), "")
	if got := o.say(t, ben, "harbour works", ""); strings.Contains(got, "Following") {
		t.Errorf("another person's words are the argument: %q", got)
	}
	sent := o.answer(t, ana, "harbour works", "")
	if got := text(sent.Reply); !strings.Contains(got, "Following “harbour works”") {
		t.Errorf("it says %q", got)
	}
	o.save(t, sent, "")
	if m, err := o.Pending(t.Context(), bot.Request{Person: ana, Place: there}); m != nil || err != nil {
		t.Errorf("it waits on for %+v (%v)", m, err)
	}
	o.save(t, o.answer(t, ana, "/follow", ""), "")
	o.now = o.now.Add(11 * time.Minute)
	if m, err := o.Pending(t.Context(), bot.Request{Person: ana, Place: there}); m != nil || err != nil {
		t.Errorf("eleven minutes later it waits for %+v (%v)", m, err)
	}
}

// TestRecall recalls a reply while it is on its way, when it is kept, when its article
// changed, and when its day is over.
func TestRecall(t *testing.T) {
	o := newOffice(t)
	sent := o.answer(t, ana, "When did the ferry strike in Portmouth end?", "")
	sent.Shown.Reply.Blocks = append(sent.Shown.Reply.Blocks, bot.Picture{Name: "p", PNG: []byte("bytes"), Alt: "a picture"})
	key := sent.Shown.Key
	if was, err := o.Recall(t.Context(), key); err != nil || was.Person != ana {
		t.Errorf("on its way it is %+v (%v)", was, err)
	}
	o.save(t, sent, "m1")
	if kept, err := o.store.ShownReply(t.Context(), key, o.now); err != nil || strings.Contains(string(kept.Reply), "both sides") {
		t.Errorf("words of the article are kept with the reply: %s (%v)", kept.Reply, err)
	}
	was, err := o.Recall(t.Context(), key)
	if err != nil || was.Person != ana || was.Place != there || was.Key != key || len(was.Reply.Actions) == 0 {
		t.Fatalf("it is %+v (%v)", was, err)
	}
	r := bot.Request{Person: ana, Place: there}
	if reply, err := o.Verify(t.Context(), r, was); err != nil || !strings.Contains(text(reply), "9 March 2024") {
		t.Errorf("verified it says %q (%v)", text(reply), err)
	}
	for _, b := range was.Reply.Blocks {
		if p, ok := b.(bot.Picture); ok && len(p.PNG) > 0 {
			t.Error("the bytes of a picture are kept, which the message has")
		}
	}
	if err := o.store.Write(t.Context(), func(w knowledge.Writer) error {
		_, err := w.RemoveSource(t.Context(), "Harbour Post")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if reply, err := o.Verify(t.Context(), r, was); err != nil || strings.Contains(text(reply), "both sides") {
		t.Errorf("of a removed article it shows %q (%v)", text(reply), err)
	}
	o.now = o.now.Add(25 * time.Hour)
	if _, err := o.Recall(t.Context(), key); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("after a day there is %v", err)
	}
	if _, err := o.Recall(t.Context(), "none"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("under no key there is %v", err)
	}
}

// TestHidden shows a reply to one person alone: others hear nothing of it, and it can be
// shared with its picture.
func TestHidden(t *testing.T) {
	o := newOffice(t)
	sent := o.answer(t, ana, "When did the ferry strike in Portmouth end?", "")
	sent.Request.Hidden, sent.Shown.Hidden = true, true
	sent.Shown.Reply.Blocks = append(sent.Shown.Reply.Blocks, bot.Picture{Name: "p", PNG: []byte("bytes"), Alt: "a picture"})
	o.save(t, sent, "m1")
	r := bot.Request{Person: ana, Place: there, Parent: "m1"}
	if o.Resume(t.Context(), &r); r.Talk != nil {
		t.Errorf("it leaves %+v in hand", r.Talk)
	}
	was, err := o.Recall(t.Context(), sent.Shown.Key)
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := was.Reply.Blocks[len(was.Reply.Blocks)-1].(bot.Picture); !ok || string(p.PNG) != "bytes" {
		t.Errorf("it is kept as %+v", was.Reply.Blocks)
	}
}

// TestEdited edits messages: one whose words changed is answered in place of its answer, from
// what was in hand before it, unless that was a change or the message is old and had none.
func TestEdited(t *testing.T) {
	o := newOffice(t)
	ask := func(line, message string) {
		t.Helper()
		sent := o.answer(t, ana, line, "")
		sent.Asked = session.Asked{Message: "q" + message, Line: line}
		o.save(t, sent, message)
	}
	ask("When did the ferry strike in Portmouth end?", "m1")
	ask("zzz qqq?", "m2")
	ask("/follow harbour works", "m3")
	ask("thanks", "m4")
	ask("/timeline", "m12")
	ask("ferry", "m13")
	looks := map[string]string{"m5": "/alerts", "m6": "/alerts show 1", "m7": "/alerts test 1", "m8": "/settings", "m9": "/settings language:choose", "m10": "/forget"}
	for message, line := range looks {
		ask(line, message)
	}
	ask("/settings quiet:22-7", "m11")
	type edit struct {
		message, line string
		age           time.Duration
		answering     string
		ok, leans     bool
	}
	edits := []edit{
		{"qm1", "When did the ferry strike in Portmouth end?", 0, "", false, false},
		{"qm1", "When did the ferry strike in Portmouth begin?", time.Hour, "m1", true, false},
		{"qm2", "and who signed it?", 0, "m2", true, true},
		{"qm3", "/follow bridge", 0, "", false, false},
		{"qm4", "why did it begin?", 0, "m4", true, true},
		{"qm12", "Who signed the agreement?", 0, "m12", true, true},
		{"qm13", "lighthouse", 0, "m13", true, true},
		{"q", "When did it end?", 10 * time.Minute, "", true, false},
		{"q", "When did it end?", 11 * time.Minute, "", false, false},
		{"qm11", "/settings quiet:off", 0, "", false, false},
	}
	for message := range looks {
		edits = append(edits, edit{"q" + message, "What closed?", 0, message, true, true})
	}
	for _, c := range edits {
		r := bot.Request{Person: ana, Place: there}
		answering, ok, err := o.Edited(t.Context(), &r, &session.Asked{Message: c.message, Line: c.line}, o.now.Add(-c.age))
		if err != nil || answering != c.answering || ok != c.ok || (r.Talk != nil && r.Talk.Subject != "") != c.leans {
			t.Errorf("%s edited to %q is answered in %q, %v, from %+v (%v)", c.message, c.line, answering, ok, r.Talk, err)
		}
		if waits := r.Waiting != nil && r.Waiting.Command == "timeline"; waits != (c.message == "qm13") {
			t.Errorf("%s edited to %q is taken for what %+v waits for", c.message, c.line, r.Waiting)
		}
	}
}

// TestEditedWhileWaiting edits a message while the bot waits for an argument: it goes on
// waiting, unless it asked for it in the very answer that is replaced.
func TestEditedWhileWaiting(t *testing.T) {
	for _, c := range []struct {
		said        []string
		edited      int // which of said
		line        string
		still, asks bool
	}{
		{said: []string{"/timeline", "ferry", "/follow"}, edited: 1, line: "Portmouth", still: true},
		{said: []string{"/timeline", "ferry", "/follow"}, edited: 1, line: "/latest", still: true},
		{said: []string{"/follow"}, edited: 0, line: "/latest"},
		{said: []string{"/follow"}, edited: 0, line: "/timeline", still: true, asks: true},
	} {
		o := newOffice(t)
		asked := func(i int) session.Asked { return session.Asked{Message: "q" + strconv.Itoa(i), Line: c.said[i]} }
		for i, line := range c.said {
			sent := o.answer(t, ana, line, "")
			sent.Asked = asked(i)
			o.save(t, sent, "m"+strconv.Itoa(i))
		}
		r, now := bot.Request{Person: ana, Place: there, Private: true}, asked(c.edited)
		now.Line = c.line
		if _, ok, err := o.Edited(t.Context(), &r, &now, o.now); !ok || err != nil {
			t.Fatalf("%q edited to %q: %v, %v", c.said[c.edited], c.line, ok, err)
		}
		sent := o.answer(t, ana, c.line, "")
		sent.Asked, sent.Request.Talk = now, r.Talk
		if !strings.HasPrefix(c.line, "/") {
			sent.Request.Waiting = r.Waiting
		}
		o.save(t, sent, "m"+strconv.Itoa(c.edited))
		missing, err := o.Pending(t.Context(), r)
		if err != nil || (missing != nil) != c.still || c.asks && missing.Command != "timeline" {
			t.Errorf("%q, of which %q is edited to %q, leaves the bot waiting for %+v (%v)", c.said, c.said[c.edited], c.line, missing, err)
		}
	}
}

// TestMarks keeps that something was done, for a time.
func TestMarks(t *testing.T) {
	o := newOffice(t)
	marked := func() bool {
		t.Helper()
		yes, err := o.Marked(t.Context(), audience.Album, "test", "a1")
		if err != nil {
			t.Fatal(err)
		}
		return yes
	}
	if marked() {
		t.Error("it is marked before")
	}
	if err := o.Mark(t.Context(), audience.Album, "test", "a1", audience.Person{}, time.Hour); err != nil {
		t.Fatal(err)
	}
	if !marked() {
		t.Error("it is not marked")
	}
	if o.now = o.now.Add(time.Hour); marked() {
		t.Error("it is marked for longer than an hour")
	}
}
