package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"quoth/bot"
	"quoth/bot/api"
	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// world is the interface over a real database, reached through a real connection.
type world struct {
	store   *sqlite.Store
	door    *intake.Intake
	service *api.Service
	engine  *bot.Engine
	keys    *api.Keys
	url     string
	secret  string // of a key with all scopes
	now     time.Time
}

var news = []knowledge.Article{
	{
		URL: "https://gazette.example/strike", Title: "Ferry sailors strike in Portmouth", Source: "Gazette", Authors: []string{"Mira Holt"}, Published: time.Date(2024, 5, 4, 0, 0, 0, 0, time.UTC), DateOnly: true, Language: "en",
		Text: "By Mira Holt\n\nFerry sailors in Portmouth began a strike on 3 May 2024 over their pay. About 300 sailors stopped work on Friday, the union said.\n\nThe harbour company Blueline called the strike unlawful.\n\nSubscribe to our newsletter for more news",
	},
	{
		URL: "https://echo.example/strike", Title: "Strike of ferry sailors halts Portmouth", Source: "Echo", Published: time.Date(2024, 5, 6, 9, 0, 0, 0, time.UTC), Language: "en",
		Text: "Ferry sailors in Portmouth began a strike on 3 May 2024 over their pay, and no ferry left on Sunday. Some 280 sailors stopped work, the harbour company Blueline said. Blueline will talk with the union on 8 May 2024.",
	},
	{
		URL: "https://desk.example/plan", Title: "Plan of the ferry company leaks", Source: "Desk", Published: time.Date(2024, 5, 5, 9, 0, 0, 0, time.UTC), Language: "en", For: "discord:server:678",
		Text: "The ferry company Blueline plans to sell the harbour of Portmouth, a secret paper of 5 May 2024 says.",
	},
}

// open serves news. change may be nil.
func open(t *testing.T, change func(*api.Config, *bot.Config)) *world {
	t.Helper()
	k := &world{now: time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return k.now }
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	k.store, k.keys, k.door = store, api.NewKeys(store), intake.New(intake.Config{Store: store, Now: clock})
	if _, err := k.door.Add(t.Context(), news); err != nil {
		t.Fatal(err)
	}
	engine := bot.Config{Store: store, Now: clock}
	config := api.Config{Keys: k.keys, Following: store, Now: clock, Version: "1.2.3"}
	if change != nil {
		change(&config, &engine)
	}
	config.Engine = bot.New(engine)
	k.engine = config.Engine
	k.service = api.New(config)
	mux := http.NewServeMux()
	mux.Handle("/api/", k.service.Handler())
	mux.Handle("/mcp", k.service.MCPHandler())
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	k.url, k.secret = server.URL, k.key(t, api.Key{Name: "all", Scopes: api.ReadingScopes()})
	return k
}

// key gives a key out.
func (k *world) key(t *testing.T, key api.Key) string {
	t.Helper()
	secret, err := k.keys.Add(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// send makes a request with a key; "" for none.
func (k *world) send(t *testing.T, method, path, secret, body string) (*http.Response, []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, k.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if secret != "" {
		r.Header.Set("Authorization", "Bearer "+secret)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, data
}

// get asks for an operation, whose answer has to be there. args are names and values in turn.
func get[T any](t *testing.T, k *world, secret, name string, args ...string) (out T) {
	t.Helper()
	q := url.Values{}
	for i := 0; i+1 < len(args); i += 2 {
		q.Set(args[i], args[i+1])
	}
	response, data := k.send(t, http.MethodGet, api.Prefix+name+"?"+q.Encode(), secret, "")
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d: %s", name, response.StatusCode, data)
	}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatalf("%s: %v: %s", name, err, data)
	}
	return out
}

type quote struct {
	Article struct{ URL, Source string }
	Text    string
	Start   int
	End     int
	Seal    string
}

type answer struct {
	Verdict string
	Quotes  []quote
	Talk    string
}

// TestAskAndGoOn asks, and goes on from the answer.
func TestAskAndGoOn(t *testing.T) {
	k := open(t, nil)
	first := get[answer](t, k, k.secret, "ask", "question", "When did the ferry sailors in Portmouth begin a strike?")
	if first.Verdict != "answer" || len(first.Quotes) == 0 || !strings.Contains(first.Quotes[0].Text, "3 May 2024") || len(first.Quotes[0].Seal) != 64 || first.Talk == "" {
		t.Fatalf("the answer is %+v", first)
	}
	next := get[answer](t, k, k.secret, "ask", "question", "And how many stopped work?", "talk", first.Talk)
	if len(next.Quotes) == 0 || !strings.Contains(next.Quotes[0].Text, "sailors stopped work") {
		t.Errorf("what goes on from it is answered with %+v", next)
	}
	if of := get[answer](t, k, k.secret, "ask", "question", "When did the ferry sailors in Portmouth begin a strike?", "source", "Echo"); len(of.Quotes) == 0 || of.Quotes[0].Article.Source != "Echo" {
		t.Errorf("of Echo the answer is %+v", of)
	}
}

type articleShape struct {
	ID       int64
	Version  int
	Versions int
	Story    int64
	Seal     string
	Text     string
	Parts    []struct {
		Start, End int
		Role       string
		News       bool
	}
}

// TestAnswersAreAsDescribed has every operation answer over HTTP, and checks the answers against
// the description that is served.
func TestAnswersAreAsDescribed(t *testing.T) {
	k := open(t, nil)
	response, served := k.send(t, http.MethodGet, api.Prefix+"openapi.json", "", "")
	if response.StatusCode != http.StatusOK {
		t.Fatalf("the description has status %d", response.StatusCode)
	}
	var document struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			Parameters []struct {
				Name   string
				Schema json.RawMessage
			}
			Responses map[string]struct {
				Content map[string]struct{ Schema json.RawMessage }
			}
		}
		Components struct{ Schemas map[string]json.RawMessage }
	}
	if err := json.Unmarshal(served, &document); err != nil {
		t.Fatal(err)
	}
	if document.OpenAPI != "3.1.1" || len(document.Paths) != 10 {
		t.Fatalf("the description is of OpenAPI %s with %d paths", document.OpenAPI, len(document.Paths))
	}
	conforms := func(schema json.RawMessage, data []byte) {
		t.Helper()
		var s jsonschema.Schema
		if err := json.Unmarshal(schema, &s); err != nil {
			t.Fatal(err)
		}
		resolved, err := s.Resolve(nil)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		if err := resolved.Validate(v); err != nil {
			t.Errorf("%v:\n%s", err, data)
		}
	}
	story := get[articleShape](t, k, k.secret, "article", "article", news[1].URL).Story
	if story == 0 {
		t.Fatal("the article has no story")
	}
	id, _ := json.Marshal(story)
	for name, query := range map[string]string{
		"ask": "?question=When+did+the+ferry+sailors+begin+a+strike%3F", "search": "?words=ferry&limit=5", "timeline": "?topic=ferry&entries=9", "summary": "?of=ferry&sentences=2",
		"story": "?id=" + string(id), "article": "?article=" + url.QueryEscape(news[0].URL), "quote": "",
	} {
		method, body := http.MethodGet, ""
		if name == "quote" {
			method, body = http.MethodPost, `{"article": "https://echo.example/strike", "text": "no ferry left on Sunday"}`
		}
		response, data := k.send(t, method, api.Prefix+name+query, k.secret, body)
		if response.StatusCode != http.StatusOK || !bytes.Contains(data, []byte("erry")) && name != "quote" {
			t.Errorf("%s: status %d: %s", name, response.StatusCode, data)
			continue
		}
		entry := document.Paths[api.Prefix+name][strings.ToLower(method)]
		conforms(entry.Responses["200"].Content["application/json"].Schema, data)
		response, data = k.send(t, method, api.Prefix+name+query, "", body)
		if response.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s without a key: status %d", name, response.StatusCode)
		}
		conforms(document.Components.Schemas["Error"], data)
	}
	follower := k.follower(t, "follower", k.hook(t, "desk"))
	for _, c := range [][3]string{{http.MethodPost, "follow", `{"topic": "ferry"}`}, {http.MethodGet, "topics", ""}, {http.MethodPost, "unfollow", `{"id": 1}`}} {
		response, data := k.send(t, c[0], api.Prefix+c[1], follower, c[2])
		if response.StatusCode != http.StatusOK {
			t.Errorf("%s: status %d: %s", c[1], response.StatusCode, data)
			continue
		}
		conforms(document.Paths[api.Prefix+c[1]][strings.ToLower(c[0])].Responses["200"].Content["application/json"].Schema, data)
	}
	generated, err := api.Document()
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := os.ReadFile("openapi.json"); err != nil || !bytes.Equal(kept, generated) {
		t.Errorf("openapi.json is not what the code says: go generate ./bot/api writes it (%v)", err)
	}
}

// TestDescriptionIsOpenAPI validates the description by the schema that the OpenAPI Initiative publishes
// (testdata/openapi-3.1.schema.json, https://spec.openapis.org/oas/3.1/schema/2022-10-07, Apache License 2.0), and has
// it find what is put wrong into the description.
func TestDescriptionIsOpenAPI(t *testing.T) {
	data, err := os.ReadFile("testdata/openapi-3.1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema jsonschema.Schema
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	official, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	document, err := api.Document()
	if err != nil {
		t.Fatal(err)
	}
	validate := func(document []byte) error {
		var v any
		if err := json.Unmarshal(document, &v); err != nil {
			t.Fatal(err)
		}
		return official.Validate(v)
	}
	if err := validate(document); err != nil {
		t.Error(err)
	}
	for was, is := range map[string]string{
		`"openapi": "3.1.1"`: `"openapi": "2.0"`, `"title": "Quoth"`: `"titel": "Quoth"`, `"in": "query"`: `"in": "question"`, `"parameters": [`: `"parameters": [{}, `,
		`"responses": {`: `"responses": {"never": {}, `, `"scheme": "bearer"`: `"schema": "bearer"`, `"paths": {`: `"paths": {"x": {}, `,
	} {
		changed := bytes.Replace(document, []byte(was), []byte(is), 1)
		if bytes.Equal(changed, document) {
			t.Errorf("the description has no %s", was)
		} else if validate(changed) == nil {
			t.Errorf("with %s it is valid", is)
		}
	}
}

// TestBadInput tells programs what is wrong with what they ask.
func TestBadInput(t *testing.T) {
	k := open(t, nil)
	for path, want := range map[string]int{
		"ask": 400, "ask?question=": 400, "ask?question=the": 400, "ask?question=who&as_of=soon": 400, "ask?question=who&since=never": 400, "ask?question=a&question=b": 400, "ask?nothing=1": 400,
		"search?words=ferry&limit=many": 400, "search?words=ferry&limit=1000": 400, "search?words=-": 400, "timeline?topic=ferry&from=soon": 400, "summary?of=ferry&sentences=-1": 400,
		"story?id=0": 400, "story?id=99999": 404, "article?article=https://nowhere.example/": 404, "article?article=" + url.QueryEscape(news[0].URL) + "&version=7": 404, "nothing": 404, "": 404,
	} {
		response, data := k.send(t, http.MethodGet, api.Prefix+path, k.secret, "")
		var said struct{ Error string }
		if err := json.Unmarshal(data, &said); response.StatusCode != want || err != nil || said.Error == "" {
			t.Errorf("%s: status %d, want %d: %s", path, response.StatusCode, want, data)
		}
	}
	for path, want := range map[string]string{"search?query=ferry": `there is no parameter "query": those of search are words, `, "ask?question=a&question=b": `the parameter "question" is given twice`} {
		if _, data := k.send(t, http.MethodGet, api.Prefix+path, k.secret, ""); !strings.Contains(string(data), strings.ReplaceAll(want, `"`, `\"`)) {
			t.Errorf("%s says %s", path, data)
		}
	}
	for body, want := range map[string]int{"": 400, "[]": 400, "null": 400, "{}": 400, `{"article":"#1","text":"a","more":1}`: 400, `{"article":"#1","text":"ab","start":0,"end":1}`: 400, `{"article":"#1","text":"ab","start":3}`: 400, `{"article":1,"text":"a"}`: 400} {
		if response, data := k.send(t, http.MethodPost, api.Prefix+"quote", k.secret, body); response.StatusCode != want {
			t.Errorf("%q: status %d, want %d: %s", body, response.StatusCode, want, data)
		}
	}
}

// TestOtherMethods tells programs how an operation, and the description, is asked for.
func TestOtherMethods(t *testing.T) {
	k := open(t, nil)
	for at, allowed := range map[[2]string]string{{http.MethodPost, "ask"}: http.MethodGet, {http.MethodDelete, "article"}: http.MethodGet, {http.MethodGet, "quote"}: http.MethodPost, {http.MethodPost, "openapi.json"}: http.MethodGet} {
		response, data := k.send(t, at[0], api.Prefix+at[1], k.secret, "{}")
		var said struct{ Error string }
		if err := json.Unmarshal(data, &said); response.StatusCode != http.StatusMethodNotAllowed || response.Header.Get("Allow") != allowed || err != nil || said.Error == "" {
			t.Errorf("%v: status %d, allowed are %q: %s", at, response.StatusCode, response.Header.Get("Allow"), data)
		}
	}
}

// left is a store whose reader leaves as soon as the search index is asked.
type left struct {
	knowledge.Store
	leave context.CancelCauseFunc
}

func (l left) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	l.leave(io.EOF)
	<-ctx.Done()
	return nil, context.Cause(ctx)
}

// TestProgramLeaves has a program end while its question is worked on, for a reason of its own: nobody has done anything
// wrong.
func TestProgramLeaves(t *testing.T) {
	var failures bytes.Buffer
	log := slog.New(slog.NewTextHandler(&failures, &slog.HandlerOptions{Level: slog.LevelError}))
	ctx, leave := context.WithCancelCause(t.Context())
	k := open(t, func(c *api.Config, e *bot.Config) { c.Log, e.Log, e.Store = log, log, left{e.Store, leave} })
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, api.Prefix+"ask?question=When+did+the+strike+begin", nil)
	r.Header.Set("Authorization", "Bearer "+k.secret)
	w := httptest.NewRecorder()
	k.service.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusServiceUnavailable || failures.Len() > 0 {
		t.Errorf("status %d: %s; logged is %s", w.Code, w.Body, failures.String())
	}
}

// TestWithoutAddress has an article without an address: what a program is told of it names it, so that it can be read and
// its quotes checked.
func TestWithoutAddress(t *testing.T) {
	k := open(t, nil)
	if _, err := k.door.Add(t.Context(), []knowledge.Article{{Title: "Lighthouse", Source: "Leaflet", Language: "en", Text: "The lighthouse of Quarrel was painted green on 2 May 2024."}}); err != nil {
		t.Fatal(err)
	}
	_, data := k.send(t, http.MethodGet, api.Prefix+"ask?question="+url.QueryEscape("When was the lighthouse of Quarrel painted?"), k.secret, "")
	var answer struct {
		Quotes []struct {
			Text    string
			Article struct {
				ID  int64
				URL string
			}
		}
	}
	if err := json.Unmarshal(data, &answer); err != nil || len(answer.Quotes) == 0 || answer.Quotes[0].Article.ID == 0 || answer.Quotes[0].Article.URL != "" {
		t.Fatalf("the answer is %s, %v", data, err)
	}
	q := answer.Quotes[0]
	for _, name := range []string{fmt.Sprint(q.Article.ID), fmt.Sprintf("#%d", q.Article.ID)} {
		if response, data := k.send(t, http.MethodGet, api.Prefix+"article?article="+url.QueryEscape(name), k.secret, ""); response.StatusCode != http.StatusOK || !strings.Contains(string(data), q.Text) {
			t.Errorf("article %s: status %d: %s", name, response.StatusCode, data)
		}
		body, err := json.Marshal(map[string]string{"article": name, "text": q.Text})
		if err != nil {
			t.Fatal(err)
		}
		if _, data := k.send(t, http.MethodPost, api.Prefix+"quote", k.secret, string(body)); !strings.Contains(string(data), `"holds":true`) {
			t.Errorf("a quote of %s: %s", name, data)
		}
	}
}

type verified struct {
	Holds   bool
	Reason  string
	Version int
	Edited  bool
	Start   int
	End     int
	Seal    string
}

// TestVerify checks quotes: one changed letter is none, and words of an older version are.
func TestVerify(t *testing.T) {
	k := open(t, nil)
	check := func(article, text string, start, end int) (v verified) {
		t.Helper()
		body, err := json.Marshal(map[string]any{"article": article, "text": text, "start": start, "end": end})
		if err != nil {
			t.Fatal(err)
		}
		response, data := k.send(t, http.MethodPost, api.Prefix+"quote", k.secret, string(body))
		if err := json.Unmarshal(data, &v); err != nil || response.StatusCode != http.StatusOK {
			t.Fatalf("status %d, %v: %s", response.StatusCode, err, data)
		}
		return v
	}
	echo, words := news[1], "no ferry left on Sunday"
	at := strings.Index(echo.Text, words)
	if v := check(echo.URL, words, 0, 0); !v.Holds || v.Start != at || v.End != at+len(words) || len(v.Seal) != 64 || v.Edited || v.Version != 1 {
		t.Errorf("a quote is %+v", v)
	}
	if v := check(echo.URL, words, at, at+len(words)); !v.Holds {
		t.Errorf("a quote with its place is %+v", v)
	}
	for i := range words { // one changed letter
		changed := words[:i] + string(words[i]^1) + words[i+1:]
		if v := check(echo.URL, changed, 0, 0); v.Holds || v.Reason == "" || v.Seal != "" {
			t.Errorf("%q is %+v", changed, v)
		}
	}
	for _, c := range []struct {
		article, text string
		start, end    int
	}{{echo.URL, words, at + 1, at + 1 + len(words)}, {echo.URL, words, len(echo.Text), len(echo.Text) + len(words)}, {news[0].URL, words, 0, 0}, {"https://nowhere.example/", words, 0, 0}, {news[2].URL, "The ferry company", 0, 0}} {
		if v := check(c.article, c.text, c.start, c.end); v.Holds || v.Reason == "" {
			t.Errorf("%+v is %+v", c, v)
		}
	}
	edited := echo
	edited.Text = strings.Replace(echo.Text, "no ferry left", "one ferry left", 1)
	if _, err := k.door.Add(t.Context(), []knowledge.Article{edited}); err != nil {
		t.Fatal(err)
	}
	if v := check(echo.URL, words, 0, 0); !v.Holds || !v.Edited || v.Version != 1 {
		t.Errorf("a quote of the version before is %+v", v)
	}
	if v := check(echo.URL, "one ferry left on Sunday", 0, 0); !v.Holds || v.Edited || v.Version != 2 {
		t.Errorf("a quote of the new version is %+v", v)
	}
}

// TestKeys gives keys out and takes them back, and looks at what is stored of them.
func TestKeys(t *testing.T) {
	k := open(t, nil)
	secret := k.key(t, api.Key{Name: "kiosk", Scopes: []api.Scope{"search"}})
	for path, want := range map[string]int{"search?words=ferry": 200, "ask?question=when": 403, "article?article=%231": 403} {
		if response, data := k.send(t, http.MethodGet, api.Prefix+path, secret, ""); response.StatusCode != want {
			t.Errorf("%s: status %d, want %d: %s", path, response.StatusCode, want, data)
		}
	}
	for _, wrong := range []string{secret + "x", secret[:len(secret)-1], "quoth_", "x"} {
		if response, _ := k.send(t, http.MethodGet, api.Prefix+"search?words=ferry", wrong, ""); response.StatusCode != 401 || response.Header.Get("WWW-Authenticate") == "" {
			t.Errorf("the key %q: status %d", wrong, response.StatusCode)
		}
	}
	states, err := k.store.States(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range states {
		if strings.Contains(name+value, secret) || strings.Contains(name+value, strings.TrimPrefix(secret, "quoth_")) {
			t.Errorf("the secret is stored: %s", name)
		}
	}
	for _, wrong := range []api.Key{{Name: "kiosk"}, {Name: ""}, {Name: "a\nb"}, {Name: strings.Repeat("a", 65)}, {Name: "b", Scopes: []api.Scope{"everything"}},
		{Name: "b", Scopes: api.Scopes()}, {Name: "b", Scopes: api.ReadingScopes(), Webhook: "desk"}} {
		if _, err := k.keys.Add(t.Context(), wrong); err == nil {
			t.Errorf("a key %+v is given out", wrong)
		}
	}
	if err := k.keys.Remove(t.Context(), "kiosk"); err != nil {
		t.Fatal(err)
	}
	if response, _ := k.send(t, http.MethodGet, api.Prefix+"search?words=ferry", secret, ""); response.StatusCode != 401 {
		t.Errorf("a key that was ended: status %d", response.StatusCode)
	}
	if err := k.keys.Remove(t.Context(), "kiosk"); err == nil {
		t.Error("a key is ended twice")
	}
}

// TestPrivateNews has a key that names an audience read what is private to it, and others not.
func TestPrivateNews(t *testing.T) {
	k := open(t, nil)
	desk := k.key(t, api.Key{Name: "desk", Scopes: api.ReadingScopes(), Audiences: []knowledge.Audience{"discord:server:678"}})
	other := k.key(t, api.Key{Name: "other", Scopes: api.ReadingScopes(), Audiences: []knowledge.Audience{"discord:server:679"}})
	for secret, want := range map[string]bool{k.secret: false, other: false, desk: true} {
		article := url.QueryEscape(news[2].URL)
		for _, path := range []string{"search?words=secret+paper", "ask?question=Who+plans+to+sell+the+harbour+of+Portmouth%3F", "timeline?topic=secret+paper", "summary?of=" + article, "article?article=" + article} {
			_, data := k.send(t, http.MethodGet, api.Prefix+path, secret, "")
			if got := bytes.Contains(data, []byte("a secret paper of")); got != want {
				t.Errorf("%s: private news is shown: %t, want %t: %s", path, got, want, data)
			}
		}
	}
}

// TestGuards has a key ask too much, a bot that answers nobody but those who have keys, and
// texts that are kept back.
func TestGuards(t *testing.T) {
	k := open(t, func(c *api.Config, b *bot.Config) {
		c.Limits, c.QuotesOnly, b.Allowed = api.Limits{PerSecond: 1, Burst: 3}, true, &bot.Allowlist{}
	})
	if a := get[answer](t, k, k.secret, "ask", "question", "When did the ferry sailors in Portmouth begin a strike?"); a.Verdict != "answer" {
		t.Errorf("who has a key is answered with %+v", a)
	}
	if a := get[articleShape](t, k, k.secret, "article", "article", news[0].URL); a.Text != "" || len(a.Parts) != 0 || a.Seal == "" {
		t.Errorf("a text that is kept back is given: %+v", a)
	}
	get[answer](t, k, k.secret, "search", "words", "ferry")
	response, _ := k.send(t, http.MethodGet, api.Prefix+"search?words=ferry", k.secret, "")
	if response.StatusCode != http.StatusTooManyRequests || response.Header.Get("Retry-After") == "" {
		t.Errorf("too much is answered with status %d", response.StatusCode)
	}
	other := k.key(t, api.Key{Name: "other", Scopes: api.ReadingScopes()})
	get[answer](t, k, other, "search", "words", "ferry")
	k.now = k.now.Add(time.Minute)
	get[answer](t, k, k.secret, "search", "words", "ferry")
}

// TestParts reads where an article is news.
func TestParts(t *testing.T) {
	k := open(t, nil)
	a := get[articleShape](t, k, k.secret, "article", "article", news[0].URL)
	var quotable strings.Builder
	for _, p := range a.Parts {
		if p.News {
			quotable.WriteString(a.Text[p.Start:p.End])
		}
	}
	if a.Text != news[0].Text || !strings.Contains(quotable.String(), "About 300 sailors") || strings.Contains(quotable.String(), "Subscribe") {
		t.Errorf("the parts are %+v", a.Parts)
	}
}

// serve starts a server on loopback, and returns its address.
func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s.URL
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
