package discord_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	discordtest "quoth/bot/chattest/discord"
)

// stage is a guild with commands, a member and a raw gateway connection.
type stage struct {
	t   *testing.T
	d   *discordtest.Discord
	g   *discordtest.Guild
	ch  *discordtest.Channel
	ana *discordtest.User
	w   *wire
}

func newStage(t *testing.T) *stage {
	now := time.Now()
	d := discordtest.New(t, discordtest.Config{Limits: discordtest.Limits{Off: true}, Now: func() time.Time { return now }})
	s := &stage{t: t, d: d, g: d.Guild("news"), ana: d.User("ana")}
	s.ch = s.g.Channel("general")
	s.g.Join(s.ana)
	s.w = hello(t, d)
	s.w.send(2, with(identify(d), "intents", 1|1<<9|1<<12))
	s.w.event("GUILD_CREATE")
	everywhere := m{"contexts": []int{0, 1, 2}, "integration_types": []int{0, 1}}
	command := func(o m) m {
		for k, v := range everywhere {
			o[k] = v
		}
		return o
	}
	send(t, d, "PUT", "/applications/"+d.Bot().ID+"/commands", []m{
		command(m{"name": "ask", "description": "d", "options": []m{
			{"type": 3, "name": "question", "description": "d", "required": true, "max_length": 300},
			{"type": 3, "name": "source", "description": "d", "autocomplete": true},
			{"type": 4, "name": "many", "description": "d", "min_value": 1, "max_value": 9},
			{"type": 3, "name": "mode", "description": "d", "choices": []m{{"name": "Now", "value": "now"}}},
			{"type": 8, "name": "role", "description": "d"},
			{"type": 5, "name": "private", "description": "d"}}}),
		command(m{"name": "alerts", "description": "d", "options": []m{{"type": 1, "name": "list", "description": "d"}}}),
		{"name": "follow", "description": "d", "default_member_permissions": "16", "contexts": []int{0}},
		command(m{"name": "Find this quote", "type": 3}),
	}).want(200, 0)
	return s
}

// got reads the next interaction from the gateway.
func (s *stage) got() m {
	s.t.Helper()
	var o m
	if err := json.Unmarshal(s.w.event("INTERACTION_CREATE").D, &o); err != nil {
		s.t.Fatal(err)
	}
	return o
}

func (s *stage) respond(i *discordtest.Interaction, body m) answer {
	s.t.Helper()
	return sendAs(s.t, s.d, "", "POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", body)
}

// hook calls a path below the interaction's webhook.
func (s *stage) hook(i *discordtest.Interaction, method, path string, body any) answer {
	s.t.Helper()
	return sendAs(s.t, s.d, "", method, "/webhooks/"+s.d.Bot().ID+"/"+i.Token+path, body)
}

func (s *stage) ask() *discordtest.Interaction {
	s.t.Helper()
	return s.ana.Slash(s.ch, "ask", m{"question": "why?"})
}

func buttons(labels ...string) []m {
	var out []m
	for _, l := range labels {
		out = append(out, m{"type": 2, "style": 2, "label": l, "custom_id": "id-" + l})
	}
	return []m{{"type": 1, "components": out}}
}

func TestSlashPayload(t *testing.T) {
	s := newStage(t)
	role := s.g.Role("readers", 0)
	s.ana.Slash(s.ch, "/ask", m{"question": "why?", "many": 3, "mode": "now", "role": role, "private": true})
	o := s.got()
	data, member := o["data"].(m), o["member"].(m)
	values := m{}
	for _, v := range data["options"].([]any) {
		values[v.(m)["name"].(string)] = v.(m)["value"]
	}
	if values["question"] != "why?" || values["many"] != 3.0 || values["mode"] != "now" || values["role"] != role.ID || values["private"] != true {
		t.Errorf("the options are %v", values)
	}
	if data["name"] != "ask" || data["resolved"].(m)["roles"].(m)[role.ID] == nil {
		t.Errorf("the data is %v", data)
	}
	if o["type"] != 2.0 || o["guild_id"] != s.g.ID || o["channel_id"] != s.ch.ID || o["context"] != 0.0 || o["token"] == "" ||
		member["user"].(m)["id"] != s.ana.ID || member["permissions"] == "0" || o["app_permissions"] == "0" || o["user"] != nil {
		t.Errorf("the interaction is %v", o)
	}
	s.ana.Slash(s.ana.DM(), "alerts list", nil)
	o = s.got()
	if o["guild_id"] != nil || o["member"] != nil || o["user"].(m)["id"] != s.ana.ID || o["context"] != 1.0 {
		t.Errorf("in private the interaction is %v", o)
	}
	if sub := o["data"].(m)["options"].([]any)[0].(m); sub["name"] != "list" || sub["type"] != 1.0 {
		t.Errorf("the subcommand is %v", sub)
	}
}

func TestWhoMayUseACommand(t *testing.T) {
	s := newStage(t)
	boss := s.d.User("boss")
	s.g.Join(boss, discordtest.ManageChannels)
	for _, test := range []struct {
		user    *discordtest.User
		ch      *discordtest.Channel
		command string
		can     bool
	}{
		{s.ana, s.ch, "ask", true}, {s.ana, s.ch, "follow", false}, {boss, s.ch, "follow", true}, {s.g.Owner(), s.ch, "follow", true},
		{s.ana, s.ana.DM(), "ask", true}, {boss, boss.DM(), "follow", false}, {s.ana, s.ch, "nothing", false},
		{s.ana, s.ch, "Find this quote", false},
	} {
		if got := test.user.CanUse(test.ch, test.command); got != test.can {
			t.Errorf("%s in %s: %s is offered: %v", test.user.Name, test.ch.Name, test.command, got)
		}
	}
	s.ch.Deny(s.g.Everyone(), discordtest.UseCommands)
	if s.ana.CanUse(s.ch, "ask") {
		t.Error("commands are offered without the right to use them")
	}
}

func TestImmediateAnswer(t *testing.T) {
	s := newStage(t)
	i := s.ask()
	if _, answered := i.Answered(); answered || !i.Delivered() {
		t.Error("answered before it was, or not delivered")
	}
	s.hook(i, "PATCH", "/messages/@original", m{"content": "x"}).want(404, 10015)
	s.hook(i, "POST", "", m{"content": "x"}).want(404, 10015)
	s.respond(i, m{"type": 4, "data": m{}}).want(400, 50006)
	s.respond(i, m{"type": 4, "data": m{"content": strings.Repeat("x", 2001)}}).want(400, 50035)
	s.respond(i, m{"type": 6}).want(400, 50035)
	s.respond(i, m{"type": 8, "data": m{"choices": []m{}}}).want(400, 50035)
	s.respond(i, m{"type": 4, "data": m{"content": "hello " + s.ana.Mention(), "flags": 64}}).want(204, 0)
	if r := i.Response(); r.Type != 4 || !r.Ephemeral {
		t.Errorf("the response is %+v", r)
	}
	got := i.Message()
	if !got.Ephemeral() || len(s.ch.Messages()) != 0 || len(s.d.Pings()) != 1 {
		t.Errorf("the message is %+v", got)
	}
	send(t, s.d, "GET", messages(s.ch)+"/"+got.ID, nil).want(404, 10008)
	s.respond(i, m{"type": 4, "data": m{"content": "again"}}).want(400, 40060)
	if kinds(s.d)["twice"] != 1 {
		t.Errorf("violations %v", s.d.Violations())
	}
}

func TestDeferralAndFollowUps(t *testing.T) {
	s := newStage(t)
	i := s.ask()
	s.respond(i, m{"type": 5}).want(204, 0)
	waiting := s.hook(i, "GET", "/messages/@original", nil).want(200, 0).object()
	if waiting["flags"] != 128.0 || len(s.ch.WaitMessages(0)) != 0 {
		t.Errorf("while deferred the answer is %v", waiting)
	}
	s.hook(i, "PATCH", "/messages/@original", m{}).want(400, 50006)
	s.hook(i, "PATCH", "/messages/@original", m{"content": s.ana.Mention()}).want(200, 0)
	s.hook(i, "PATCH", "/messages/@original", m{"content": "edited " + s.ana.Mention(), "components": buttons("more")}).want(200, 0)
	if i.Edits() != 2 {
		t.Errorf("%d edits", i.Edits())
	}
	if got := i.Edited(2); got.Content != "edited "+s.ana.Mention() || got.Edits != 1 || got.Flags != 0 {
		t.Errorf("the answer is %+v", got)
	}
	if len(s.d.Pings()) != 1 {
		t.Errorf("pings %v: the end of the deferral notifies, the edit does not", s.d.Pings())
	}
	follow := s.hook(i, "POST", "?wait=true", m{"content": "more", "flags": 64}).want(200, 0).object()["id"].(string)
	s.hook(i, "PATCH", "/messages/"+follow, m{"content": "even more"}).want(200, 0)
	if got := i.FollowUps(1); got[0].Content != "even more" || !got[0].Ephemeral() {
		t.Errorf("the follow-up is %+v", got)
	}
	s.hook(i, "DELETE", "/messages/"+follow, nil).want(204, 0)
	s.hook(i, "GET", "/messages/"+follow, nil).want(404, 10008)
	s.hook(i, "DELETE", "/messages/@original", nil).want(204, 0)
	s.hook(i, "PATCH", "/messages/@original", m{"content": "x"}).want(404, 10008)
	if len(s.ch.Messages()) != 0 {
		t.Errorf("left: %v", s.ch.Messages())
	}

	old := s.ask()
	s.respond(old, m{"type": 5, "data": m{"flags": 64}}).want(204, 0)
	s.hook(old, "POST", "", m{"content": "takes its place"}).want(200, 0)
	if got := old.Message(); got.Content != "takes its place" || !got.Ephemeral() || len(old.FollowUps(0)) != 0 {
		t.Errorf("the answer is %+v", got)
	}
}

func TestTooLate(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	i := s.ask()
	s.d.Advance(3*time.Second + time.Millisecond)
	s.respond(i, m{"type": 5}).want(404, 10062)
	in := s.ask()
	s.d.Advance(2 * time.Second)
	s.respond(in, m{"type": 5}).want(204, 0)
	s.d.Advance(12 * time.Minute)
	s.hook(in, "PATCH", "/messages/@original", m{"content": "x"}).want(200, 0)
	s.d.Advance(3 * time.Minute)
	s.hook(in, "PATCH", "/messages/@original", m{"content": "y"}).want(401, 50027)
	s.hook(in, "POST", "", m{"content": "y"}).want(401, 50027)
	if kinds(s.d)["late"] != 3 {
		t.Errorf("violations %v", s.d.Violations())
	}
	sendAs(t, s.d, "", "POST", "/interactions/1/token/callback", m{"type": 5}).want(404, 10062)
}

func TestAutocomplete(t *testing.T) {
	s := newStage(t)
	i := s.ana.Autocomplete(s.ch, "ask", "source", "reu", m{"many": 2})
	o := s.got()
	focused := ""
	for _, v := range o["data"].(m)["options"].([]any) {
		if v.(m)["focused"] == true {
			focused = v.(m)["name"].(string) + "=" + v.(m)["value"].(string)
		}
	}
	if o["type"] != 4.0 || focused != "source=reu" {
		t.Errorf("the interaction is %v", o)
	}
	choices := func(n, length int) m {
		var out []m
		for range n {
			out = append(out, m{"name": strings.Repeat("é", length), "value": "v"})
		}
		return m{"type": 8, "data": m{"choices": out}}
	}
	s.respond(i, choices(26, 1)).want(400, 50035)
	s.respond(i, choices(1, 101)).want(400, 50035)
	s.respond(i, m{"type": 8, "data": m{"choices": []m{{"name": "n", "value": strings.Repeat("é", 101)}}}}).want(400, 50035)
	s.respond(i, m{"type": 4, "data": m{"content": "x"}}).want(400, 50035)
	s.respond(i, choices(25, 100)).want(204, 0)
	if got := i.Choices(); len(got) != 25 || got[0].Value != "v" {
		t.Errorf("the choices are %v", got)
	}
}

func TestButtons(t *testing.T) {
	s := newStage(t)
	i := s.ask()
	s.respond(i, m{"type": 4, "data": m{"content": "answer", "components": buttons("more", "share")}}).want(204, 0)
	ben := s.d.User("ben")
	s.g.Join(ben)

	if got := i.Message().Text(); got != "answer\n[more]\n[share]" {
		t.Errorf("it reads %q", got)
	}

	press := s.ana.Press(i.Message(), "more")
	s.got()
	o := s.got()
	if o["type"] != 3.0 || o["data"].(m)["custom_id"] != "id-more" || o["message"].(m)["id"] != i.Message().ID {
		t.Errorf("the interaction is %v", o)
	}
	s.respond(press, m{"type": 7, "data": m{"content": "page 2", "components": buttons("back")}}).want(204, 0)
	if got := i.Message(); got.Content != "page 2" || got.Edits != 1 || len(got.Buttons()) != 1 || press.Message().ID != got.ID {
		t.Errorf("after the press the message is %+v", got)
	}

	later := s.ana.Press(i.Message(), "back")
	s.respond(later, m{"type": 6}).want(204, 0)
	s.hook(later, "PATCH", "/messages/@original", m{"content": "page 1"}).want(200, 0)
	if got := later.Message(); got.Content != "page 1" || got.ID != i.Message().ID {
		t.Errorf("after the deferred press the message is %+v", got)
	}

	theirs := ben.Press(i.Message(), "back")
	s.respond(theirs, m{"type": 4, "data": m{"content": "for you", "flags": 64, "components": buttons("mine")}}).want(204, 0)
	again := ben.Press(theirs.Message(), "mine")
	s.respond(again, m{"type": 7, "data": m{"content": "still for you", "components": []m{}}}).want(204, 0)
	if got := theirs.Message(); got.Content != "still for you" || !got.Ephemeral() || len(got.Buttons()) != 0 {
		t.Errorf("the private message is %+v", got)
	}
	if forged := ben.PressRaw(i.Message(), "forged"); !forged.Delivered() {
		t.Error("a forged press did not arrive")
	}
}

func TestMenu(t *testing.T) {
	s := newStage(t)
	i := s.ask()
	menu := m{"type": 3, "custom_id": "outlet", "options": []m{{"label": "One", "value": "1"}}}
	s.respond(i, m{"type": 4, "data": m{"content": "which?", "components": []m{{"type": 1, "components": []m{menu}}}}}).want(204, 0)
	s.got()
	s.ana.Choose(i.Message(), "outlet", "1")
	data := s.got()["data"].(m)
	if data["component_type"] != 3.0 || data["custom_id"] != "outlet" || data["values"].([]any)[0] != "1" {
		t.Errorf("the data is %v", data)
	}
}

func TestModal(t *testing.T) {
	s := newStage(t)
	i := s.ask()
	input := m{"type": 1, "components": []m{{"type": 4, "custom_id": "topic", "label": "Topic", "style": 1}}}
	s.respond(i, m{"type": 9, "data": m{"custom_id": "form", "title": strings.Repeat("x", 46), "components": []m{input}}}).want(400, 50035)
	s.respond(i, m{"type": 9, "data": m{"custom_id": "form", "title": "Follow", "components": []m{}}}).want(400, 50035)
	s.respond(i, m{"type": 9, "data": m{"custom_id": "form", "title": "Follow", "components": []m{input}}}).want(204, 0)
	if got := i.Response().Modal; got.Title != "Follow" || got.Inputs()[0].Label != "Topic" {
		t.Errorf("the modal is %+v", got)
	}
	s.got()
	sent := s.ana.Submit(i, map[string]string{"topic": "rivers"})
	o := s.got()
	text, _ := json.Marshal(o["data"])
	if o["type"] != 5.0 || !strings.Contains(string(text), `"custom_id":"form"`) || !strings.Contains(string(text), `"value":"rivers"`) {
		t.Errorf("the interaction is %v", o)
	}
	s.respond(sent, m{"type": 9, "data": m{"custom_id": "form", "title": "Again", "components": []m{input}}}).want(400, 50035)
	s.respond(sent, m{"type": 4, "data": m{"content": "done"}}).want(204, 0)
	if got := sent.Message().Content; got != "done" {
		t.Errorf("the answer is %q", got)
	}
}

func TestMessageCommand(t *testing.T) {
	s := newStage(t)
	said := s.ana.Say(s.ch, "some words")
	i := s.ana.MessageCommand(said, "Find this quote")
	data := s.got()["data"].(m)
	if data["type"] != 3.0 || data["target_id"] != said.ID || data["resolved"].(m)["messages"].(m)[said.ID].(m)["content"] != "some words" {
		t.Errorf("the data is %v", data)
	}
	s.respond(i, m{"type": 4, "data": m{"content": "found", "flags": 64}}).want(204, 0)
}

func TestUserInstall(t *testing.T) {
	s := newStage(t)
	elsewhere := s.d.GuildWithoutBot("elsewhere")
	ch := elsewhere.Channel("general")
	elsewhere.Join(s.ana)
	if s.ana.CanUse(ch, "ask") {
		t.Error("the command is offered without the bot and without an install")
	}
	s.ana.Install()
	i := s.ana.Slash(ch, "ask", m{"question": "why?"})
	o := s.got()
	owners := o["authorizing_integration_owners"].(m)
	if owners["1"] != s.ana.ID || owners["0"] != nil {
		t.Errorf("it was authorized by %v", owners)
	}
	s.respond(i, m{"type": 5}).want(204, 0)
	s.hook(i, "PATCH", "/messages/@original", m{"content": "answer"}).want(200, 0)
	if i.Message().Ephemeral() {
		t.Error("the answer is private though external applications are allowed")
	}
	for range 5 {
		s.hook(i, "POST", "", m{"content": "more"}).want(200, 0)
	}
	s.hook(i, "POST", "", m{"content": "too much"}).want(400, 40094)
	send(t, s.d, "POST", messages(ch), m{"content": "x"}).want(403, 50001)

	ch.Deny(elsewhere.Everyone(), discordtest.UseExternalApps)
	quiet := s.ana.Slash(ch, "ask", m{"question": "why?"})
	s.respond(quiet, m{"type": 4, "data": m{"content": "x"}}).want(204, 0)
	if !quiet.Message().Ephemeral() {
		t.Error("the answer is public though external applications are not allowed")
	}
}

func TestBetweenPeople(t *testing.T) {
	s := newStage(t)
	ben := s.d.User("ben")
	group := s.d.Group(s.ana, ben)
	s.ana.Install()
	if ben.CanUse(group, "ask") || !s.ana.CanUse(group, "ask") {
		t.Error("the command is for whoever installed the application")
	}
	i := s.ana.Slash(group, "ask", m{"question": "why?"})
	if o := s.got(); o["context"] != 2.0 || o["guild_id"] != nil || o["authorizing_integration_owners"].(m)["0"] != nil {
		t.Errorf("the interaction is %v", o)
	}
	s.respond(i, m{"type": 4, "data": m{"content": "answer"}}).want(204, 0)
	send(t, s.d, "POST", messages(group), m{"content": "x"}).want(403, 50001)
	send(t, s.d, "GET", "/channels/"+group.ID, nil).want(403, 50001)
}

func TestWithResponse(t *testing.T) {
	s := newStage(t)
	i := s.ask()
	o := sendAs(t, s.d, "", "POST", "/interactions/"+i.ID+"/"+i.Token+"/callback?with_response=true", m{"type": 4, "data": m{"content": "x"}}).want(200, 0).object()
	if o["resource"].(m)["message"].(m)["content"] != "x" || o["interaction"].(m)["response_message_loading"] != false {
		t.Errorf("the callback is %v", o)
	}
}

func TestUndelivered(t *testing.T) {
	s := newStage(t)
	s.d.Shard(0).Close(4004)
	s.d.Shard(0).WaitGone()
	if s.ask().Delivered() {
		t.Error("an interaction was delivered to nobody")
	}
}
