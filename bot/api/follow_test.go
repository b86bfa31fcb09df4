package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/bot/api"
	"quoth/bot/webhook"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/gather/fetch"
)

// hook adds a webhook, to whose address nothing is sent.
func (k *world) hook(t *testing.T, name string) webhook.Hook {
	t.Helper()
	return k.hookAt(t, name, "https://desk.example/alerts")
}

func (k *world) hookAt(t *testing.T, name, address string) webhook.Hook {
	t.Helper()
	h, err := webhook.NewHooks(k.store).Add(t.Context(), webhook.Hook{Name: name, Kind: webhook.Signed, Address: address, Created: k.now})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// follower gives out a key that follows at a webhook.
func (k *world) follower(t *testing.T, name string, at webhook.Hook) string {
	t.Helper()
	return k.key(t, api.Key{Name: name, Scopes: []api.Scope{api.Follow}, Webhook: at.Name, HookID: at.ID})
}

// post changes what is followed with a key, and expects a status.
func (k *world) post(t *testing.T, secret, operation, body string, want int) (out change) {
	t.Helper()
	response, data := k.send(t, http.MethodPost, api.Prefix+operation, secret, body)
	if response.StatusCode != want {
		t.Fatalf("%s %s: status %d: %s", operation, body, response.StatusCode, data)
	}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

type topic struct {
	ID              int64
	Topic, Pace, At string
	Paused          bool
}

type change struct {
	Said   string
	Error  string
	Topics []topic
}

// TestFollow follows topics with a key, which has what is told of them brought to its webhook alone; also
// where the bot answers nobody but who is let in.
func TestFollow(t *testing.T) {
	k := open(t, func(_ *api.Config, b *bot.Config) { b.Allowed = &bot.Allowlist{Platforms: []string{webhook.Platform}} })
	told := make(chan string, 10)
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var a struct{ Topic string }
		if err := json.NewDecoder(r.Body).Decode(&a); err != nil {
			t.Error(err)
		}
		told <- r.URL.Path + " " + a.Topic
	})
	desk := k.follower(t, "planner", k.hookAt(t, "desk", address+"/desk"))
	other := k.follower(t, "another", k.hookAt(t, "other", address+"/other"))
	post := func(secret, operation, body string, want int) change {
		t.Helper()
		return k.post(t, secret, operation, body, want)
	}
	got := post(desk, "follow", `{"topic": "earthquake -football"}`, 200)
	if len(got.Topics) != 1 || got.Topics[0].Topic != "earthquake -football" || got.Topics[0].Pace != "now" || got.Said == "" {
		t.Errorf("followed is %+v", got)
	}
	got = post(desk, "follow", `{"topic": "ferry", "pace": "daily", "at": "07:30"}`, 200)
	if len(got.Topics) != 2 || got.Topics[1].Pace != "daily" || got.Topics[1].At != "07:30" {
		t.Errorf("then followed is %+v", got)
	}
	ferry := got.Topics[1].ID
	if again := post(desk, "follow", `{"topic": "ferry", "pace": "hourly"}`, 200); len(again.Topics) != 2 || again.Topics[1].Pace != "hourly" {
		t.Errorf("after a change of pace followed is %+v", again)
	}
	for _, bad := range []string{`{"topic": ""}`, `{}`, `{"topic": "ferry", "pace": "weekly"}`, `{"topic": "ferry", "pace": "daily", "at": "noon"}`, `{"topic": "ferry", "webhook": "other"}`, `[]`} {
		post(desk, "follow", bad, 400)
	}
	post(k.secret, "follow", `{"topic": "ferry"}`, 403)
	if there := get[change](t, k, other, "topics"); len(there.Topics) != 0 {
		t.Errorf("another key follows %+v", there)
	}
	post(other, "unfollow", `{"id": `+number(ferry)+`}`, 404)
	if left := post(desk, "unfollow", `{"id": `+number(ferry)+`}`, 200); len(left.Topics) != 1 {
		t.Errorf("left is %+v", left)
	}

	quake := knowledge.Article{URL: "https://echo.example/quake", Title: "Earthquake shakes Norland", Source: "Echo", Published: k.now, Language: "en", Text: "A strong earthquake shook Norland on Monday. Nobody was hurt, the police said."}
	if _, err := k.door.Add(t.Context(), []knowledge.Article{quake}); err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return k.now }
	d := alert.New(alert.Config{Store: k.store, Engine: k.engine, Now: clock, Operators: []audience.Person{{Platform: "test", User: "ana"}}})
	d.Add(webhook.NewSender(webhook.NewHooks(k.store), fetch.New(fetch.Config{AllowedHosts: []string{"127.0.0.1"}, PerHostDelay: -1, Now: clock}).Post, clock))
	for range 3 {
		if _, err := d.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
		k.now = k.now.Add(time.Minute)
	}
	close(told)
	var all []string
	for one := range told {
		all = append(all, one)
	}
	if len(all) != 1 || all[0] != "/desk earthquake -football" {
		t.Errorf("brought was %q", all)
	}
}

// TestFollowLaterHook removes the webhook of a key and adds one of its name, which is none of the key's: what is
// followed there the key neither sees nor changes.
func TestFollowLaterHook(t *testing.T) {
	k := open(t, nil)
	old := k.follower(t, "planner", k.hook(t, "desk"))
	k.post(t, old, "follow", `{"topic": "ferry"}`, 200)
	refused := func() {
		t.Helper()
		k.post(t, old, "follow", `{"topic": "ferry"}`, 404)
		k.post(t, old, "unfollow", `{"id": 1}`, 404)
		if response, data := k.send(t, http.MethodGet, api.Prefix+"topics", old, ""); response.StatusCode != 404 || !strings.Contains(string(data), "was removed") {
			t.Errorf("status %d: %s", response.StatusCode, data)
		}
		if s, err := k.overHTTP(t, old); err != nil {
			t.Fatal(err)
		} else if listed, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: "list_topics"}); err != nil || !listed.IsError {
			t.Errorf("an assistant is told %+v, %v", listed, err)
		}
	}
	if err := webhook.NewHooks(k.store).Remove(t.Context(), "desk"); err != nil {
		t.Fatal(err)
	}
	refused()
	later := k.follower(t, "successor", k.hook(t, "desk"))
	got := k.post(t, later, "follow", `{"topic": "harbour"}`, 200)
	refused()
	if there := get[change](t, k, later, "topics"); !slices.Equal(there.Topics, got.Topics) || len(there.Topics) != 1 {
		t.Errorf("followed is %+v", there)
	}
}

// TestRemoveKey removes a key, with which what it followed ends, and nothing else.
func TestRemoveKey(t *testing.T) {
	k := open(t, nil)
	desk := k.hook(t, "desk")
	k.post(t, k.follower(t, "planner", desk), "follow", `{"topic": "ferry"}`, 200)
	other := k.follower(t, "another", desk)
	k.post(t, other, "follow", `{"topic": "harbour"}`, 200)
	if err := k.keys.Remove(t.Context(), "planner"); err != nil {
		t.Fatal(err)
	}
	if left := get[change](t, k, other, "topics"); len(left.Topics) != 1 || left.Topics[0].Topic != "harbour" {
		t.Errorf("left is %+v", left)
	}
}

// TestFollowLimit follows one more than may be followed at a webhook: a conflict, said without a command of chats.
func TestFollowLimit(t *testing.T) {
	k := open(t, nil)
	desk := k.follower(t, "planner", k.hook(t, "desk"))
	for i := range 50 {
		s := audience.Subscription{Owner: audience.Person{Platform: "test", User: "ana"}, Place: webhook.Place("desk"), Topic: "ferry" + strconv.Itoa(i), Pace: audience.Now, Created: k.now}
		if _, _, err := k.store.Subscribe(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if got := k.post(t, desk, "follow", `{"topic": "harbour"}`, 409); !strings.HasPrefix(got.Error, "50 topics are followed in desk") || strings.Contains(got.Error, "/") {
		t.Errorf("said is %q", got.Error)
	}
	s, err := k.store.SubscriptionsAt(t.Context(), webhook.Place("desk"))
	if err != nil {
		t.Fatal(err)
	}
	s[0].Paused = true
	if err := k.store.UpdateSubscription(t.Context(), s[0]); err != nil {
		t.Fatal(err)
	}
	if got := k.post(t, desk, "follow", `{"topic": "`+s[0].Topic+`"}`, 200); !strings.Contains(got.Said, "paused") || strings.Contains(got.Said, "/") {
		t.Errorf("said is %q", got.Said)
	}
}

// TestToolHints tells assistants which tools may take something away.
func TestToolHints(t *testing.T) {
	k := open(t, nil)
	s, err := k.overHTTP(t, k.key(t, api.Key{Name: "both", Scopes: []api.Scope{"ask", api.Follow}, Webhook: "desk", HookID: k.hook(t, "desk").ID}))
	if err != nil {
		t.Fatal(err)
	}
	listed, err := s.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	changes := map[string]bool{"ask": false, "list_topics": false, "follow_topic": true, "unfollow_topic": true}
	for _, tool := range listed.Tools {
		want, known := changes[tool.Name]
		if a := tool.Annotations; !known || a.ReadOnlyHint == want || a.DestructiveHint == nil || *a.DestructiveHint != want {
			t.Errorf("the tool %s is told of as %+v", tool.Name, a)
		}
	}
	if len(listed.Tools) != len(changes) {
		t.Errorf("there are %d tools", len(listed.Tools))
	}
}
