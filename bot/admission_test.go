package bot_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/intent"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// doors is a bot that does not answer everybody.
type doors struct {
	*bot.Engine
	t    *testing.T
	now  time.Time
	file string
}

func newDoors(t *testing.T, a *bot.Allowlist, hourly int) *doors {
	t.Helper()
	d := &doors{t: t, now: time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC), file: sqlitetest.File(t)}
	clock := func() time.Time { return d.now }
	store, err := sqlite.Open(t.Context(), d.file, sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	if _, err := intake.New(intake.Config{Store: store, Now: clock}).Add(t.Context(), ferry); err != nil {
		t.Fatal(err)
	}
	d.Engine = bot.New(bot.Config{Store: store, Log: slog.New(slog.DiscardHandler), Now: clock, Operators: []audience.Person{operator}, Allowed: a, Hourly: hourly})
	return d
}

// private is a line of a person in private, and grouped one at a place of many.
func private(user, line string) bot.Request {
	return bot.Request{Person: audience.Person{Platform: "telegram", User: user}, Place: audience.Place{Platform: "telegram", Chat: user}, Private: true, Text: line}
}

func grouped(chat, server, user, line string) bot.Request {
	return bot.Request{Person: audience.Person{Platform: "telegram", User: user}, Place: audience.Place{Platform: "telegram", Chat: chat}, Server: server, To: intent.ToMention, Text: line}
}

// says is what a request is answered with, as an adapter asks for it; "" for nothing.
func (d *doors) says(r bot.Request) string {
	d.t.Helper()
	line := r.Text
	r.Text = ""
	d.Commands().Parse(&r, line)
	reply, done := d.Understand(d.t.Context(), &r)
	switch {
	case reply.Silent:
		return ""
	case done:
		return words(reply)
	}
	return words(d.Handle(d.t.Context(), r))
}

const question = "How many ferry sailors stopped work in Portmouth?"

const (
	closed  = "I am here for some people alone. If you have an invitation, send me its code."
	welcome = "You are let in: ask me about the news."
	enough  = "That was a lot in a short time. Please go on in a few minutes."
)

func (d *doors) want(r bot.Request, want string) {
	d.t.Helper()
	got := d.says(r)
	if want == "answer" {
		want = "340 sailors"
	}
	if !strings.Contains(got, want) || want == "" && got != "" {
		d.t.Errorf("%s at %s is told %q, want %q", r.Person.User, r.Place.Chat, got, want)
	}
}

// TestStrangers turns away who is not admitted, with a sentence a day, and keeps nothing of
// what they say.
func TestStrangers(t *testing.T) {
	d := newDoors(t, &bot.Allowlist{
		People: []audience.Person{{Platform: "telegram", User: "friend"}},
		Places: []knowledge.Audience{"telegram:chat:club", "telegram:server:guild"},
	}, 0)
	d.want(private("friend", question), "answer")
	d.want(grouped("anywhere", "", "friend", question), "answer")
	d.want(grouped("club", "", "member", question), "answer")
	d.want(grouped("room", "guild", "member", question), "answer")
	d.want(private("stranger", "xyzzyplugh "+question), closed)
	for _, line := range []string{"xyzzyplugh again", "hello", "/latest", "/follow xyzzyplugh", "/start", "q-AAAAAAAAAAAAAAAA"} {
		d.want(private("stranger", line), "")
	}
	d.want(grouped("elsewhere", "", "stranger", question), closed)
	d.want(grouped("elsewhere", "", "another", question), "")
	aside := grouped("quiet", "", "stranger", "Did you see the match?")
	aside.To = intent.ToNobody
	d.want(aside, "")
	for r, want := range map[*bot.Request]int{
		new(grouped("elsewhere", "", "stranger", "")): 0,
		new(grouped("elsewhere", "", "friend", "")):   2,
		new(grouped("club", "", "stranger", "")):      2,
		new(grouped("room", "guild", "member", "")):   2,
	} {
		r.Command = "latest"
		if n := len(d.Suggest(t.Context(), *r, "source", "")); n != want {
			t.Errorf("%d outlets are suggested to %s at %s, want %d", n, r.Person.User, r.Place.Chat, want)
		}
	}
	pressed := private("stranger", "")
	pressed.Command = "latest"
	if got := words(d.Handle(t.Context(), pressed)); !strings.Contains(got, closed) {
		t.Errorf("a button says %q", got)
	}
	for line, want := range map[string]string{
		"/privacy": "What is kept of you", "/unfollow ferry": "Nothing is followed", "/export": "This is all", "/forget": "Delete it?",
		"/admin": "", "/feedback": "",
	} {
		d.want(private("stranger", line), want)
	}
	d.want(private("stranger", "/forget yes"), "deleted")
	d.want(private("stranger", "/export"), "Nothing is kept")
	d.want(grouped("nowhere", "", "stranger", "hello"), closed)
	d.now = d.now.Add(25 * time.Hour)
	d.want(private("stranger", question), closed)
	for _, file := range []string{d.file, d.file + "-wal"} {
		if data, err := os.ReadFile(file); err == nil && bytes.Contains(data, []byte("xyzzyplugh")) {
			t.Errorf("%s holds what a stranger said", filepath.Base(file))
		}
	}
}

func TestInvitations(t *testing.T) {
	d := newDoors(t, &bot.Allowlist{}, 0)
	invite := func() string {
		t.Helper()
		reply := d.Handle(t.Context(), bot.Request{Person: operator, Place: audience.Place{Platform: operator.Platform, Chat: operator.User}, Private: true, Command: "admin", Args: bot.Args{"what": "invite"}})
		if len(reply.Blocks) != 2 {
			t.Fatalf("/admin invite says %s", words(reply))
		}
		return reply.Blocks[1].(bot.Text).Text
	}
	d.want(private("guest", question), closed)
	code := invite()
	d.want(private("guest", d.Commands().Linked(code)), welcome)
	d.want(private("guest", question), "answer")
	d.want(private("guest", "/privacy"), "that an invitation let you in")
	d.want(private("guest", "/forget"), "you will need a new one")
	d.want(private("guest", "/forget yes"), "deleted")
	d.want(private("guest", question), closed)
	d.want(private("guest", invite()), welcome)
	d.want(private("thief", code), closed)
	d.want(private("thief", "/admin invite"), "")

	d.want(grouped("club", "", "guest", invite()), welcome)
	d.want(grouped("club", "", "member", question), "answer")
	d.want(private("member", question), closed)
	d.want(grouped("room", "guild", "guest", invite()), welcome)
	d.want(grouped("other room", "guild", "member", question), "answer")

	late := invite()
	d.now = d.now.Add(8 * 24 * time.Hour)
	d.want(private("late", late), closed)
	if open := newDoors(t, nil, 0); open.Handle(t.Context(), bot.Request{Person: operator, Private: true, Command: "admin", Args: bot.Args{"what": "invite"}}).Failed == false {
		t.Error("a bot that answers everybody makes an invitation")
	}
}

// TestAdmissionsWithdrawn lists whom invitations admit, and ends that.
func TestAdmissionsWithdrawn(t *testing.T) {
	d := newDoors(t, &bot.Allowlist{People: []audience.Person{{Platform: "telegram", User: "friend"}}}, 0)
	admin := func(what string, args bot.Args) string {
		t.Helper()
		args["what"] = what
		return words(d.Handle(t.Context(), bot.Request{Person: operator, Place: audience.Place{Platform: operator.Platform, Chat: operator.User}, Private: true, Command: "admin", Args: args}))
	}
	if got := admin("admitted", bot.Args{}); !strings.Contains(got, "Nobody is admitted by an invitation.") || !strings.Contains(got, "QUOTH_ADMIT names: telegram:friend") {
		t.Errorf("at first it says %q", got)
	}
	for user, at := range map[string]string{"guest": "", "member": "club"} {
		_, code, _ := strings.Cut(admin("invite", bot.Args{}), "q-")
		code = "q-" + code[:16]
		if at == "" {
			d.want(private(user, code), welcome)
		} else {
			d.want(grouped(at, "", user, code), welcome)
		}
	}
	if got := admin("admitted", bot.Args{}); !strings.Contains(got, "telegram:guest, since 6 May 2024") || !strings.Contains(got, "telegram:chat:club, since 6 May 2024") {
		t.Errorf("it says %q", got)
	}
	if got := admin("withdraw", bot.Args{"who": "telegram:guest"}); !strings.Contains(got, "telegram:guest is not admitted any more") {
		t.Errorf("withdrawn, it says %q", got)
	}
	for _, who := range []string{"telegram:guest", "telegram:friend", ""} {
		if got := admin("withdraw", bot.Args{"who": who}); !strings.Contains(got, "Nobody of that name is admitted by an invitation") {
			t.Errorf("of %q it says %q", who, got)
		}
	}
	d.want(private("guest", question), closed)
	d.want(grouped("club", "", "member", question), "answer")
	d.want(private("friend", question), "answer")
	d.want(private("friend", "/admin admitted"), "Only the operator")
}

// TestAdmittedChatMoves has chats become others, as groups become supergroups: what admitted
// the old number admits the new one.
func TestAdmittedChatMoves(t *testing.T) {
	d := newDoors(t, &bot.Allowlist{Places: []knowledge.Audience{"telegram:chat:club"}}, 0)
	store, err := sqlite.Open(t.Context(), d.file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for _, move := range [][2]string{{"club", "superclub"}, {"superclub", "hyperclub"}, {"elsewhere", "superelsewhere"}} {
		if err := store.MovePlace(t.Context(), "telegram", move[0], move[1]); err != nil {
			t.Fatal(err)
		}
	}
	d.want(grouped("superclub", "", "member", question), "answer")
	d.want(grouped("hyperclub", "", "member", question), "answer")
	d.want(grouped("superelsewhere", "", "member", question), closed)
}

func TestQuota(t *testing.T) {
	d := newDoors(t, nil, 4)
	for range 4 {
		d.want(private("keen", question), "answer")
	}
	d.want(private("keen", question), enough)
	d.want(private("keen", question), "")
	d.want(private("other", question), "answer")
	d.now = d.now.Add(16 * time.Minute) // a quarter of the four
	d.want(private("keen", question), "answer")
	d.want(private("keen", question), enough)
	for i := range 20 { // a chat has five times as many
		d.want(grouped("club", "", fmt.Sprint("member", i), question), "answer")
	}
	d.want(grouped("club", "", "last", question), enough)
	d.want(private("keen", "/privacy"), "What is kept of you")
	for range 4 {
		d.want(private("chatty", "thanks"), "welcome")
	}
	d.want(private("chatty", question), enough)
	answered := make(chan bool)
	for range 20 {
		go func() { answered <- !d.Handle(t.Context(), private("hasty", question)).Failed }()
	}
	n := 0
	for range 20 {
		if <-answered {
			n++
		}
	}
	if n != 4 {
		t.Errorf("%d of what is asked at the same time is answered, want 4", n)
	}
	boss := private(operator.User, question)
	boss.Person = operator
	for range 6 {
		d.want(boss, "answer")
	}
}
