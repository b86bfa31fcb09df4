package telegram

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
)

func texts(updates []received) (all []string) {
	for _, u := range updates {
		if u.Message != nil {
			all = append(all, u.Message.Text)
		}
	}
	return all
}

// Updates come until they are confirmed.
func TestOffsets(t *testing.T) {
	s := New(t, Config{})
	ana := s.User("Ana")
	chat := s.Private(ana)
	for _, text := range []string{"a", "b", "c", "d"} {
		ana.Say(chat, text)
	}
	first := get(t, s, 0)
	if got := texts(get(t, s, 0)); !slices.Equal(got, []string{"a", "b", "c", "d"}) {
		t.Errorf("unconfirmed: %q", got)
	}
	if got := texts(get(t, s, first[1].ID+1)); !slices.Equal(got, []string{"c", "d"}) {
		t.Errorf("after two: %q", got)
	}
	if got := texts(get(t, s, 0)); !slices.Equal(got, []string{"c", "d"}) {
		t.Errorf("from 0: %q", got)
	}
	if got := texts(do[[]received](t, s, "getUpdates", map[string]any{"limit": 1})); !slices.Equal(got, []string{"c"}) {
		t.Errorf("limit 1: %q", got)
	}
	if got := texts(get(t, s, -1)); !slices.Equal(got, []string{"d"}) {
		t.Errorf("the last one: %q", got)
	}
	last := get(t, s, 0)
	get(t, s, last[0].ID+1)
	if s.Pending() != 0 {
		t.Errorf("%d updates are left", s.Pending())
	}
	s.Repeat(2)
	if got := texts(get(t, s, last[0].ID+1)); !slices.Equal(got, []string{"c", "d"}) {
		t.Errorf("repeated: %q", got)
	}
	if got := get(t, s, last[0].ID+1); len(got) != 0 {
		t.Errorf("repeated twice: %+v", got)
	}
}

// A poll waits until something is said, and another poll ends it.
func TestLongPoll(t *testing.T) {
	s := New(t, Config{})
	ana := s.User("Ana")
	chat := s.Private(ana)
	poll := func() chan answer {
		done := make(chan answer)
		go func() {
			done <- try(t, s, "getUpdates", map[string]any{"timeout": 600})
		}()
		return done
	}
	first := poll()
	s.Wait(s.Polling)
	second := poll()
	a := <-first
	if a.Code != http.StatusConflict || a.Description != "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running" {
		t.Errorf("the first poll: %+v", a)
	}
	ana.Say(chat, "hello")
	a = <-second
	var updates []received
	if err := json.Unmarshal(a.Result, &updates); err != nil || !slices.Equal(texts(updates), []string{"hello"}) {
		t.Errorf("the second poll: %+v, %v", a, err)
	}
	if a := try(t, s, "getUpdates", map[string]any{"offset": updates[0].ID + 1, "timeout": 1}); string(a.Result) != "[]" {
		t.Errorf("a poll in silence: %+v", a)
	}
}

func TestAllowedUpdates(t *testing.T) {
	s := New(t, Config{})
	ana := s.User("Ana")
	chat := s.Private(ana)
	do[[]received](t, s, "getUpdates", map[string]any{"allowed_updates": []string{"message"}})
	m := ana.Say(chat, "a")
	ana.Edit(m, "b")
	get(t, s, 0) // says nothing about what is allowed, and leaves it
	ana.Edit(m, "c")
	if got := get(t, s, 0); len(got) != 1 || got[0].Message == nil {
		t.Errorf("only messages: %+v", got)
	}
	do[[]received](t, s, "getUpdates", map[string]any{"allowed_updates": []string{}})
	ana.Edit(m, "d")
	if got := get(t, s, 0); len(got) != 2 || got[1].Edited.Text != "d" {
		t.Errorf("the usual ones: %+v", got)
	}
}

// In a group with privacy mode the bot gets what is meant for it.
func TestPrivacy(t *testing.T) {
	s := New(t, Config{Username: "mill_bot"})
	g := s.Group("News", false)
	ana := s.User("Ana")
	bots := do[wireMessage](t, s, "sendMessage", map[string]any{"chat_id": g.ID, "text": "I answer"})
	other := ana.Say(g, "nobody's business")
	ana.Reply(other, "still nobody's")
	ana.Say(g, "/ask one")
	ana.Say(g, "/ask@Mill_Bot two")
	ana.Say(g, "/ask@other_bot three")
	ana.Say(g, "hey @mill_bot, four")
	ana.Say(g, "hey @mill_bots five")
	ana.Reply(Message{ID: bots.ID, Chat: g}, "six")
	if got := texts(get(t, s, 0)); !slices.Equal(got, []string{"/ask one", "/ask@Mill_Bot two", "hey @mill_bot, four", "six"}) {
		t.Errorf("seen: %q", got)
	}
	g.Promote(s.Bot)
	ana.Say(g, "seven")
	if got := texts(get(t, s, 0)); got[len(got)-1] != "seven" {
		t.Errorf("as administrator: %q", got)
	}
	g.Kick()
	ana.Say(g, "/ask eight")
	if got := texts(get(t, s, 0)); got[len(got)-1] != "seven" {
		t.Errorf("after the kick: %q", got)
	}
}

// Administrators that write as the group, channels that write in groups, and the
// posts of a linked channel.
func TestSenders(t *testing.T) {
	s := New(t, Config{SeesAll: true})
	g, paper := s.Group("News", false), s.Channel("Paper")
	paper.Link(g)
	g.Anonymous().Say(g, "/follow mills")
	paper.Speaker().Say(g, "/follow rivers")
	paper.Post("printed")
	got := get(t, s, 0)
	if len(got) != 4 {
		t.Fatalf("%d updates, want 4", len(got))
	}
	for i, want := range []struct{ from, sender int64 }{{1087968824, g.ID}, {136817688, paper.ID}, {0, 0}, {777000, paper.ID}} {
		if m := got[i].Message; m != nil && (m.From.ID != want.from || m.Sender.ID != want.sender) {
			t.Errorf("message %d is from %d for %d, want %+v", i, m.From.ID, m.Sender.ID, want)
		}
	}
	if got[2].Post == nil || got[2].Post.Chat.ID != paper.ID || !g.Messages()[2].Automatic {
		t.Errorf("the post is %+v", got[2])
	}
}

func TestMembers(t *testing.T) {
	s := New(t, Config{})
	g := s.Group("News", false)
	ana, bob, eve := s.User("Ana"), s.User("Bob"), s.User("Eve")
	g.Add(ana, bob)
	g.Promote(ana)
	g.Remove(bob)
	status := func(u *User) string {
		return do[struct{ Status string }](t, s, "getChatMember", map[string]any{"chat_id": g.ID, "user_id": u.ID}).Status
	}
	for u, want := range map[*User]string{ana: "administrator", bob: "left", eve: "left", s.Bot: "member"} {
		if got := status(u); got != want {
			t.Errorf("%s is %s, want %s", u.FirstName, got, want)
		}
	}
	g.Demote(ana)
	if got := status(ana); got != "member" {
		t.Errorf("after Demote: %s", got)
	}
	refused(t, s, "getChatMember", map[string]any{"chat_id": g.ID, "user_id": 1}, "Bad Request: user not found")
	all := do[[]struct{ Status string }](t, s, "getChatAdministrators", map[string]any{"chat_id": g.ID})
	if len(all) != 1 || all[0].Status != "creator" {
		t.Errorf("administrators %+v", all)
	}
	if n := do[int](t, s, "getChatMemberCount", map[string]any{"chat_id": g.ID}); n != 3 {
		t.Errorf("%d members, want the owner, Ana and the bot", n)
	}
	g.Kick()
	mine := get(t, s, 0)
	var change struct {
		Old struct{ Status string } `json:"old_chat_member"`
		New struct{ Status string } `json:"new_chat_member"`
	}
	if err := json.Unmarshal(mine[len(mine)-1].Mine, &change); err != nil || change.Old.Status != "member" || change.New.Status != "kicked" {
		t.Errorf("the bot is told %+v, %v", change, err)
	}
}
