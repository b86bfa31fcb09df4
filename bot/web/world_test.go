package web

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// world is the pages over a real database, reached through a real connection.
type world struct {
	file  string
	store *sqlite.Store
	door  *intake.Intake
	url   string
	now   time.Time
}

// open serves articles. change may be nil.
func open(t *testing.T, change func(*Config, *bot.Config), articles ...knowledge.Article) *world {
	t.Helper()
	k := &world{file: sqlitetest.File(t), now: time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return k.now }
	store, err := sqlite.Open(t.Context(), k.file, sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	k.store, k.door = store, intake.New(intake.Config{Store: store, Now: clock})
	k.add(t, articles...)
	engine := bot.Config{Store: store, Now: clock}
	config := Config{Now: clock, Limits: Limits{Together: 8}}
	if change != nil {
		change(&config, &engine)
	}
	config.Engine = bot.New(engine)
	server, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("serving ended with %v", err)
		}
	})
	k.url = "http://" + listener.Addr().String()
	return k
}

func (k *world) add(t *testing.T, articles ...knowledge.Article) {
	t.Helper()
	if _, err := k.door.Add(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
}

// id is the number of an article.
func (k *world) id(t *testing.T, a knowledge.Article) int64 {
	t.Helper()
	stored, err := k.store.ArticleByURL(knowledge.AskedBy(t.Context(), a.For), a.URL)
	if err != nil {
		t.Fatal(err)
	}
	return stored.ID
}

// damage changes a word of every stored text that has it, behind the store's back.
func (k *world) damage(t *testing.T, word, into string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+k.file+"?_pragma=busy_timeout(60000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "UPDATE versions SET text = replace(text, ?, ?)", word, into); err != nil {
		t.Fatal(err)
	}
}

// get asks for a page. headers are names and values in turn.
func (k *world) get(t *testing.T, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	return k.send(t, http.MethodGet, path, headers...)
}

func (k *world) send(t *testing.T, method, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, k.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

// page is get for a page that has to be there.
func (k *world) page(t *testing.T, path string, headers ...string) string {
	t.Helper()
	response, body := k.get(t, path, headers...)
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%s has status %d:\n%s", path, response.StatusCode, body)
	}
	return body
}

// holds fails for each of some strings that a page lacks.
func holds(t *testing.T, page string, all ...string) {
	t.Helper()
	for _, s := range all {
		if !strings.Contains(page, s) {
			t.Errorf("the page lacks %q:\n%s", s, page)
		}
	}
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// ferry is a story of two outlets, and an article of another.
var ferry = []knowledge.Article{
	{
		URL: "https://gazette.example/strike", Title: "Ferry sailors strike in Portmouth", Source: "Gazette", Authors: []string{"Mira Holt"}, Published: day(2024, 5, 4), DateOnly: true, Language: "en",
		Text: "By Mira Holt\n\nFerry sailors in Portmouth began a strike on 3 May 2024 over their pay. About 300 sailors stopped work on Friday, the union said.\n\nThe harbour company Blueline called the strike unlawful.\n\nSubscribe to our newsletter for more news",
	},
	{
		URL: "https://echo.example/strike", Title: "Strike of ferry sailors halts Portmouth", Source: "Echo", Published: time.Date(2024, 5, 6, 9, 0, 0, 0, time.UTC), Language: "en",
		Text: "Ferry sailors in Portmouth began a strike on 3 May 2024 over their pay, and no ferry left on Sunday. Some 280 sailors stopped work, the harbour company Blueline said. Blueline will talk with the union on 8 May 2024.",
	},
	{
		URL: "https://gazette.example/bridge", Title: "Old bridge of Lindenau reopens", Source: "Gazette", Published: day(2022, 3, 2), DateOnly: true, Language: "en",
		Text: "The old bridge of Lindenau opened again on 1 March 2022. It had been closed for two years. The ferry sailors of Portmouth sent flowers in March 2021.",
	},
}

// every is the address of a page of each kind.
func (k *world) every(t *testing.T) map[string]string {
	id := k.id(t, ferry[1])
	of, err := k.store.StoryOf(t.Context(), []int64{id})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"front": "/", "ask": "/ask?q=How+many+sailors+stopped+work%3F", "article": fmt.Sprintf("/article/%d?words=0-20", id), "story": fmt.Sprintf("/story/%d", of[id]),
		"timeline": "/timeline?topic=ferry", "compare": fmt.Sprintf("/compare?topic=%%23%d", id), "search": "/search?q=ferry", "sources": "/sources", "latest": "/latest",
		"summary": fmt.Sprintf("/summary?article=%%23%d", id), "missing": "/timeline", "unasked": "/summary", "topic": "/summary?topic=ferry", "feed": "/topic.atom?topic=ferry", "calendar": "/topic.ics?topic=ferry",
	}
}
