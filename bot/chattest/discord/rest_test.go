package discord_test

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	discordtest "quoth/bot/chattest/discord"
)

func TestToken(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Token: "right"})
	send(t, d, "GET", "/users/@me", nil).want(200, 0)
	sendAs(t, d, "Bot wrong", "GET", "/users/@me", nil).want(401, 0)
	sendAs(t, d, "right", "GET", "/users/@me", nil).want(401, 0)
	sendAs(t, d, "", "GET", "/users/@me", nil).want(401, 0)
	sendAs(t, d, "", "GET", "/gateway", nil).want(200, 0)
	if got := kinds(d); got["auth"] != 3 {
		t.Errorf("violations %v, want 3 of auth", got)
	}
	if strings.Contains(d.Report(), "right") {
		t.Error("the report shows the token")
	}
}

func TestVersionsAndPaths(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Shards: 4, MaxConcurrency: 2})
	for path, status := range map[string]int{"/api/v9/gateway": 200, "/api/v10/gateway": 200, "/api/v8/gateway": 404, "/api/v10/nothing": 404, "/gateway": 404} {
		resp, err := d.Client().Get("https://discord.com" + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != status {
			t.Errorf("GET %s: status %d, want %d", path, resp.StatusCode, status)
		}
	}
	bot := send(t, d, "GET", "/gateway/bot", nil).object()
	if bot["url"] != d.Gateway() || bot["shards"] != 4.0 || bot["session_start_limit"].(m)["max_concurrency"] != 2.0 {
		t.Errorf("GET /gateway/bot: %v", bot)
	}
	if !strings.HasPrefix(d.Gateway(), "ws://127.0.0.1:") {
		t.Errorf("the gateway is %s", d.Gateway())
	}
}

func TestBucketLimit(t *testing.T) {
	t.Parallel()
	now := time.Now()
	d := discordtest.New(t, discordtest.Config{Now: func() time.Time { return now }})
	g := d.Guild("news")
	one, two := g.Channel("one"), g.Channel("two")
	say := func(ch *discordtest.Channel) answer {
		return send(t, d, "POST", "/channels/"+ch.ID+"/messages", m{"content": "x"})
	}
	for left := 4; left >= 0; left-- {
		if got := say(one).want(200, 0).header.Get("X-RateLimit-Remaining"); got != strconv.Itoa(left) {
			t.Errorf("remaining %s, want %d", got, left)
		}
	}
	refused := say(one).want(429, 0)
	if o := refused.object(); o["global"] != false || o["retry_after"] != 5.0 || refused.header.Get("Retry-After") != "5" {
		t.Errorf("the 429 is %v with %v", o, refused.header)
	}
	say(two).want(200, 0)
	if got := kinds(d); got["ratelimit"] != 1 || got["impatient"] != 0 {
		t.Errorf("violations %v", got)
	}
	d.Advance(4 * time.Second)
	say(one).want(429, 0)
	if got := kinds(d); got["impatient"] != 1 {
		t.Errorf("a request before its time is not noted: %v", got)
	}
	d.Advance(time.Second)
	say(one).want(200, 0)
}

func TestGlobalLimit(t *testing.T) {
	t.Parallel()
	now := time.Now()
	d := discordtest.New(t, discordtest.Config{Now: func() time.Time { return now }, Limits: discordtest.Limits{Global: 3}})
	for range 3 {
		send(t, d, "GET", "/users/@me", nil).want(200, 0)
	}
	refused := send(t, d, "GET", "/gateway/bot", nil).want(429, 0)
	if refused.object()["global"] != true || refused.header.Get("X-RateLimit-Global") != "true" {
		t.Errorf("the 429 is %s with %v", refused.body, refused.header)
	}
	sendAs(t, d, "", "GET", "/gateway", nil).want(200, 0)
	d.Advance(time.Second)
	send(t, d, "GET", "/users/@me", nil).want(200, 0)
}

func TestMisbehaviour(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Config{Limits: discordtest.Limits{Off: true}})
	ch := d.Guild("news").Channel("general")
	path, pattern := "/channels/"+ch.ID+"/messages", "POST /channels/{channel}/messages"
	say := func() answer { return send(t, d, "POST", path, m{"content": "x"}) }

	d.Misbehave(discordtest.Fault{Route: pattern, Times: 2, Status: 503})
	send(t, d, "GET", "/users/@me", nil).want(200, 0)
	say().want(503, 0)
	say().want(503, 0)
	if len(ch.Messages()) != 0 {
		t.Error("a request answered with 503 was carried out")
	}
	d.Misbehave(discordtest.Fault{Route: pattern, Status: 502, HTML: true, Done: true})
	html := say().want(502, 0)
	if !strings.Contains(html.header.Get("Content-Type"), "text/html") || !strings.HasPrefix(string(html.body), "<!DOCTYPE") {
		t.Errorf("the body is %s", html.body)
	}
	if len(ch.Messages()) != 1 {
		t.Error("a request that was to be done was not")
	}

	for _, f := range []discordtest.Fault{{Half: true}, {Drop: true}} {
		d.Misbehave(f)
		req, err := http.NewRequest("POST", "https://discord.com/api/v10"+path, strings.NewReader(`{"content":"x"}`))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bot "+d.Token())
		req.Header.Set("Content-Type", "application/json")
		resp, err := d.Client().Do(req)
		if err == nil {
			_, err = io.ReadAll(resp.Body)
			resp.Body.Close()
		}
		if err == nil {
			t.Errorf("%+v: the whole answer came", f)
		}
	}

	if len(ch.Messages()) != 3 {
		t.Error("requests with a broken answer were not carried out")
	}

	d.Misbehave(discordtest.Fault{Status: 429, RetryAfter: time.Hour, Scope: "global"})
	limited := say().want(429, 0)
	if limited.object()["retry_after"] != 3600.0 || limited.object()["global"] != true || limited.header.Get("Retry-After") != "3600" {
		t.Errorf("the 429 is %s", limited.body)
	}
	send(t, d, "GET", "/users/@me", nil).want(200, 0)
	if got := kinds(d)["impatient"]; got != 0 {
		t.Error("a request that may have been on its way is held against the client")
	}
	d.Advance(time.Second)
	send(t, d, "GET", "/users/@me", nil).want(200, 0)
	if kinds(d)["impatient"] != 1 {
		t.Error("a request in spite of a global 429 is not noted")
	}

	d.Misbehave(discordtest.Fault{Status: 500, Times: 5})
	d.Behave()
	sendAs(t, d, "", "GET", "/gateway", nil).want(200, 0)
}

func TestDelayEndsWithTheRequest(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{})
	d.Misbehave(discordtest.Fault{Delay: time.Hour})
	client := d.Client()
	client.Timeout = 20 * time.Millisecond
	if _, err := client.Get("https://discord.com/api/v10/gateway"); err == nil {
		t.Error("the answer came at once")
	}
}

func TestRequestsAreRecorded(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{})
	ch := d.Guild("news").Channel("general")
	send(t, d, "GET", "/users/@me", nil)
	upload(t, d, "POST", "/channels/"+ch.ID+"/messages", m{"content": "x"}, "a.png").want(200, 0)
	got := d.Requests("POST /channels/{channel}/messages")
	if len(got) != 1 || got[0].Status != 200 || string(got[0].Body) != `{"content":"x"}` || len(got[0].Files) != 1 || got[0].Files[0] != "files[0]=a.png" {
		t.Errorf("recorded: %+v", got)
	}
	if d.Count() != 2 || len(d.Requests()) != 2 {
		t.Errorf("%d requests, %d kept", d.Count(), len(d.Requests()))
	}
	d.Forget()
	if d.Count() != 2 || len(d.Requests()) != 0 || len(ch.Messages()) != 0 {
		t.Error("Forget did not forget")
	}
}

func TestBadBodies(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{})
	ch := d.Guild("news").Channel("general")
	path := "/channels/" + ch.ID + "/messages"
	send(t, d, "POST", path, []byte("{")).want(400, 50109)
	send(t, d, "POST", path, m{"content": 7}).want(400, 50035)
	send(t, d, "POST", path, m{"embeds": "x"}).want(400, 50035)
	send(t, d, "POST", path, m{}).want(400, 50006)
	req, err := http.NewRequest("POST", "https://discord.com/api/v10"+path, strings.NewReader("content=x"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+d.Token())
	do(t, d, req).want(400, 50035)
}

// TestSpecAnswers holds the server's own answers to Discord's description.
func TestSpecAnswers(t *testing.T) {
	spec := readSpec(t)
	d := discordtest.New(t, discordtest.Config{Spec: spec})
	g := d.Guild("news")
	ch, forum := g.Channel("general"), g.Forum("posts")
	ana := d.User("ana")
	g.Join(ana, discordtest.ManageChannels)
	th := ch.Thread("thread")
	asked := ana.Say(ch, "hello "+d.Bot().Mention())
	text := m{"content": "x", "message_reference": m{"message_id": asked.ID}, "embeds": []m{{"title": "t", "fields": []m{{"name": "n", "value": "v"}}}},
		"components": []m{{"type": 1, "components": []m{{"type": 2, "style": 1, "label": "more", "custom_id": "more"}}}}, "allowed_mentions": m{"parse": []string{}}}
	app := "/applications/" + d.Bot().ID
	command := m{"name": "ask", "description": "d", "default_member_permissions": "16", "options": []m{{"type": 3, "name": "q", "description": "d", "choices": []m{{"name": "a", "value": "a"}}}}}
	for _, r := range []struct {
		method, path string
		body         any
	}{
		{"GET", "/gateway", nil},
		{"GET", "/gateway/bot", nil},
		{"GET", "/users/@me", nil},
		{"GET", "/users/" + ana.ID, nil},
		{"GET", "/users/@me/guilds", nil},
		{"POST", "/users/@me/channels", m{"recipient_id": ana.ID}},
		{"GET", "/applications/@me", nil},
		{"GET", "/channels/" + ch.ID, nil},
		{"GET", "/channels/" + th.ID, nil},
		{"GET", "/channels/" + forum.ID, nil},
		{"GET", "/channels/" + ana.DM().ID, nil},
		{"GET", "/channels/1", nil},
		{"POST", "/channels/" + ch.ID + "/messages", text},
		{"POST", "/channels/" + ch.ID + "/messages", m{}},
		{"GET", "/channels/" + ch.ID + "/messages", nil},
		{"GET", "/channels/" + ch.ID + "/messages/" + asked.ID, nil},
		{"POST", "/channels/" + ch.ID + "/typing", nil},
		{"POST", "/channels/" + ch.ID + "/threads", m{"name": "new", "type": 11}},
		{"POST", "/channels/" + forum.ID + "/threads", m{"name": "new", "message": m{"content": "first"}}},
		{"GET", "/guilds/" + g.ID, nil},
		{"GET", "/guilds/" + g.ID + "/channels", nil},
		{"GET", "/guilds/" + g.ID + "/roles", nil},
		{"GET", "/guilds/" + g.ID + "/members/" + ana.ID, nil},
		{"GET", "/guilds/" + g.ID + "/threads/active", nil},
		{"PUT", app + "/commands", []m{command, {"name": "Find", "type": 3}}},
		{"POST", app + "/commands", command},
		{"GET", app + "/commands", nil},
		{"PUT", app + "/guilds/" + g.ID + "/commands", []m{command}},
		{"GET", app + "/guilds/" + g.ID + "/commands", nil},
	} {
		got := send(t, d, r.method, r.path, r.body)
		if err := spec.CheckResponse(r.method, r.path, got.status, got.body); err != nil {
			t.Errorf("%v\n%.600s", err, got.body)
		}
	}
	i := ana.Slash(ch, "ask", m{"q": "a"})
	callback := "/interactions/" + i.ID + "/" + i.Token + "/callback"
	hook := "/webhooks/" + d.Bot().ID + "/" + i.Token
	for _, r := range []struct {
		method, path string
		body         any
	}{
		{"POST", callback, m{"type": 5}},
		{"POST", callback, m{"type": 5}},
		{"PATCH", hook + "/messages/@original", m{"content": "y"}},
		{"GET", hook + "/messages/@original", nil},
		{"POST", hook, m{"content": "z"}},
		{"DELETE", hook + "/messages/@original", nil},
	} {
		got := send(t, d, r.method, r.path, r.body)
		if err := spec.CheckResponse(r.method, r.path, got.status, got.body); err != nil {
			t.Errorf("%v\n%.600s", err, got.body)
		}
	}
	if got := d.Violations("spec"); len(got) != 0 {
		t.Errorf("violations: %v", got)
	}
}
