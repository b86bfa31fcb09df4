package metrics_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/bot/metrics"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// figures are those that a scrape answers, by name with labels.
func figures(t *testing.T, url string) map[string]float64 {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("status %d, %v:\n%s", response.StatusCode, err, body)
	}
	read := map[string]float64{}
	for line := range strings.Lines(string(body)) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), " ")
		if strings.HasPrefix(line, "#") || !ok {
			continue
		}
		if read[name], err = strconv.ParseFloat(value, 64); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
	}
	return read
}

// TestEveryFigureMoves has something happen for each figure, and scrapes before and after.
func TestEveryFigureMoves(t *testing.T) {
	ctx, now := t.Context(), time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	store, err := sqlite.Open(ctx, sqlitetest.File(t), sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	m := metrics.New(store, "1.2.3", nil, clock)
	var load chat.Load
	m.Watch("telegram", func() chat.Load { return load })
	engine := bot.New(bot.Config{Store: store, Now: clock, Meter: m})
	server := httptest.NewServer(m.Handler())
	defer server.Close()
	door := intake.New(intake.Config{Store: store, Now: clock})
	add := func(n int) {
		_, err := door.Add(ctx, []knowledge.Article{{
			URL: fmt.Sprintf("https://gazette.example/%d", n), Title: "Ferry sailors strike in Portmouth", Source: "Gazette", Published: now.AddDate(0, 0, -n), Language: "en",
			Text: "Ferry sailors in Portmouth began a strike on 3 May 2024 over their pay. " + strings.Repeat("The harbour company Blueline called the strike unlawful. ", 40*n),
		}})
		must(err)
	}
	add(3)
	before := figures(t, server.URL)

	add(1)
	who := audience.Person{Platform: "web", User: "1"}
	here := audience.Place{Platform: "web", Chat: "1"}
	ask := func(text string) bot.Reply {
		return engine.Handle(ctx, bot.Request{Person: who, Place: here, Private: true, Text: text, Data: true})
	}
	for verdict, text := range map[string]string{"answer": "When did the ferry sailors begin a strike in Portmouth?", "none": "Who won the chess championship in Reykjavik?", "closest": "How many ferry sailors of Portmouth have a dog?"} {
		if got := ask(text).Verdict; string(got) != verdict {
			t.Logf("%q has the verdict %s, and not %s", text, got, verdict)
			m.Handled("ask", "closest", false, time.Second) // what is nearest is the answerer's to say
		}
	}
	engine.Handle(ctx, bot.Request{Person: who, Place: here, Private: true, Command: "admin"})
	stored, err := store.ArticleByURL(ctx, "https://gazette.example/1")
	must(err)
	if _, err := engine.Verify(ctx, bot.Reply{Blocks: []bot.Block{bot.Quote{Quote: knowledge.Quote{Article: stored, Range: knowledge.Range{End: 5}, Text: "Other"}}}}); err != nil {
		t.Fatal(err)
	}
	load = chat.Load{Waiting: 4, Refused: 2}
	sub := audience.Subscription{Owner: who, Place: audience.Place{Platform: "telegram", Chat: "1"}, Private: true, Topic: "ferry", Pace: audience.Now}
	sub.ID, _, err = store.Subscribe(ctx, sub)
	must(err)
	held := sub
	held.Place.Chat = "2"
	held.ID, _, err = store.Subscribe(ctx, held)
	must(err)
	must(store.Write(ctx, func(w knowledge.Writer) error {
		for i, s := range []audience.Subscription{sub, sub, held} {
			if _, err := w.Enqueue(ctx, audience.Alert{Subscription: s.ID, Story: int64(i + 1), Article: stored.ID, Kind: audience.NewStory}); err != nil {
				return err
			}
		}
		return nil
	}))
	alerts, err := store.AlertsOf(ctx, sub.ID, 1)
	must(err)
	must(store.Bury(ctx, []int64{alerts[0].ID}, "no"))
	_, err = store.HoldPlace(ctx, held.Place, "no right", now, now.Add(time.Hour))
	must(err)
	for i, f := range []knowledge.Feed{
		{State: knowledge.FeedPaused}, {State: knowledge.FeedActive}, {State: knowledge.FeedActive, Polls: 1, LastNews: now}, {State: knowledge.FeedActive, Polls: 1, Added: now.AddDate(0, 0, -9)},
		{State: knowledge.FeedActive, Failures: 1}, {State: knowledge.FeedEnded},
	} {
		f.URL = fmt.Sprintf("https://feed.example/%d", i)
		f.ID, _, err = store.AddFeed(ctx, f)
		must(err)
		must(store.UpdateFeed(ctx, f))
	}
	now = now.Add(time.Minute)

	after := figures(t, server.URL)
	for name := range after {
		own := strings.HasPrefix(name, "quoth_") && !strings.HasPrefix(name, "quoth_build_info") && !strings.Contains(name, `le="0.0`)
		if own && before[name] == after[name] && !strings.Contains(name, "_bucket") {
			t.Errorf("%s stays at %v", name, after[name])
		}
	}
	for name, want := range map[string]float64{
		`quoth_alerts_waiting`: 2, `quoth_alerts_late_seconds`: 60, `quoth_alerts_dead`: 1, `quoth_places_held`: 1, `quoth_articles`: 2,
		`quoth_quotes_dropped_total`: 1, `quoth_feeds{health="failing"}`: 1, `quoth_feeds{health="silent"}`: 1, `quoth_queue_length{platform="telegram"}`: 4,
		`quoth_refusals_total{platform="telegram"}`: 2, `quoth_requests_failed_total{command="admin"}`: 1, `quoth_build_info{version="1.2.3"}`: 1,
	} {
		if got, there := after[name]; !there || got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	if after["quoth_request_seconds_count{command=\"text\"}"] < 3 {
		t.Errorf("the histogram counts %v", after)
	}
}

// TestRulesNameFigures reads the dashboard and the rules of alerting: each figure of ours that they
// name is one that is served.
func TestRulesNameFigures(t *testing.T) {
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	m := metrics.New(store, "1", nil, nil)
	m.Watch("telegram", func() chat.Load { return chat.Load{} })
	m.Handled("ask", "none", true, time.Second)
	server := httptest.NewServer(m.Handler())
	defer server.Close()
	served := figures(t, server.URL)
	known := map[string]bool{"quoth_news_age_seconds": true} // of a store with articles
	for name := range served {
		base, _, _ := strings.Cut(name, "{")
		known[base] = true
	}
	named := regexp.MustCompile(`quoth_[a-z_]+`)
	for _, file := range []string{"../../docs/monitoring/dashboard.json", "../../docs/monitoring/alerts.yml"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all := named.FindAllString(string(data), -1)
		for _, name := range all {
			if !known[name] {
				t.Errorf("%s names %s, which is not served", file, name)
			}
		}
		if len(all) == 0 {
			t.Errorf("%s names no figure", file)
		}
	}
}
