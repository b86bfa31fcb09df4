package api_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/bot/api"
	"quoth/bot/webhook"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/gather/fetch"
)

// hook adds a webhook, to whose address nothing is sent.
func (k *world) hook(t *testing.T, name string) {
	t.Helper()
	k.hookAt(t, name, "https://desk.example/alerts")
}

func (k *world) hookAt(t *testing.T, name, address string) {
	t.Helper()
	if _, err := webhook.NewHooks(k.store).Add(t.Context(), webhook.Hook{Name: name, Kind: webhook.Signed, Address: address, Created: k.now}); err != nil {
		t.Fatal(err)
	}
}

type topic struct {
	ID              int64
	Topic, Pace, At string
	Paused          bool
}

type change struct {
	Said   string
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
	k.hookAt(t, "desk", address+"/desk")
	k.hookAt(t, "other", address+"/other")
	desk := k.key(t, api.Key{Name: "planner", Scopes: []api.Scope{api.Follow}, Webhook: "desk"})
	other := k.key(t, api.Key{Name: "another", Scopes: []api.Scope{api.Follow}, Webhook: "other"})
	post := func(secret, operation, body string, want int) (out change) {
		t.Helper()
		response, data := k.send(t, http.MethodPost, api.Prefix+operation, secret, body)
		if response.StatusCode != want {
			t.Fatalf("%s %s: status %d: %s", operation, body, response.StatusCode, data)
		}
		if want == http.StatusOK {
			if err := json.Unmarshal(data, &out); err != nil {
				t.Fatal(err)
			}
		}
		return out
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

	if err := webhook.NewHooks(k.store).Remove(t.Context(), "desk"); err != nil {
		t.Fatal(err)
	}
	post(desk, "follow", `{"topic": "ferry"}`, 404)
	if there := get[change](t, k, desk, "topics"); len(there.Topics) != 0 {
		t.Errorf("at a webhook that was removed followed is %+v", there)
	}
}
