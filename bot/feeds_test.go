package bot_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"quoth/bot"
	"quoth/knowledge/audience"
	"quoth/knowledge/gather"
	"quoth/knowledge/gather/fetch"
)

// TestAdminFeeds adds a feed from a chat, and edits, pauses, resumes and removes it.
func TestAdminFeeds(t *testing.T) {
	k := start(t)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, `<html><head><link rel="alternate" type="application/rss+xml" title="Harbour" href="/feed?key=a-secret"></head><body>x</body></html>`)
		case "/feed":
			if r.URL.RawQuery == "" {
				http.NotFound(w, r)
				return
			}
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Harbour</title><item><title>A</title></item></channel></rss>`)
		case "/news":
			fmt.Fprint(w, `<html><head><title>News</title></head><body><h2><a href="/news/1">The ferry sails again in May</a></h2><h2><a href="/news/2">Sailors end their strike early</a></h2>
				<h2><a href="/news/3">A crane fell into the harbour</a></h2><a href="/about">About us</a></body></html>`)
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	fetcher := fetch.New(fetch.Config{AllowedHosts: []string{"127.0.0.1"}, PerHostDelay: -1})
	k.Engine = bot.New(bot.Config{Store: k.store, Log: slog.New(slog.NewTextHandler(k.log, nil)), Operators: []audience.Person{operator},
		Feeds: &gather.Keeper{Store: k.store, Fetch: fetcher.Fetch}})
	for _, c := range []struct {
		place      audience.Place
		line, want string
	}{
		{home, "/admin feeds add " + site.URL + "/none", "has nothing at this address"},
		{home, "/admin feeds add " + site.URL, "Added: #1 Harbour."},
		{home, "/admin feeds add " + site.URL, "there already: #1 Harbour"},
		{home, "/admin feeds edit 1", "zone: of dates without one"},
		{home, "/admin feeds edit 1 zone Europe/Lisbon", "zone: Europe/Lisbon"},
		{home, "/admin feeds edit #1 zone Mars", "Zone: write the name of a time zone"},
		{home, "/admin feeds edit 1 drop horoscope, lottery numbers", "drop: horoscope, lottery numbers"},
		{home, "/admin feeds edit 1 header X-Key: a-secret", "headers: X-Key"},
		{square, "/admin feeds edit 1 cookies a=a-secret", "Set it in a private chat"},
		{square, "/admin feeds edit 1 title Harbour Post", "Changed: #1 Harbour Post."},
		{square, "/admin feeds edit 1 private here", "private: test:chat:g1"},
		{square, "/admin feeds edit 1 private server", "belongs to no server"},
		{square, "/admin feeds edit 1 private me", "write who may read it"},
		{square, "/admin feeds edit 1 private none", "Changed: #1 Harbour Post."},
		{square, "/admin feeds add " + site.URL + " for us", "private here; private server"},
		{home, "/admin feeds add " + site.URL + " links h3.title /news/*; private", "private here; private server"},
		{home, "/admin feeds add " + site.URL + " links h3.title /news/*; privat here", "private here; private server"},
		{home, "/admin feeds add " + site.URL + " private here; links", "private here; private server"},
		{home, "/admin feeds add " + site.URL + " private none; links h3", "private here; private server"},
		{home, "/admin feeds pause 1", "Paused: #1 Harbour Post."},
		{home, "/admin feeds", "#1 Harbour Post: paused"},
		{home, "/admin feeds resume 1", "Resumed: #1 Harbour Post."},
		{home, "/admin feeds info 1", "active, not polled yet"},
		{home, "/admin feeds info 7", "There is no feed 7."},
		{home, "/admin feeds pause 7", "There is no feed 7."},
		{home, "/admin feeds pause", "Say which feed"},
		{home, "/admin feeds pause all", "by its number"},
		{home, "/admin feeds remove 1", "Removed: #1 Harbour Post."},
		{home, "/admin feeds", "No feeds are configured."},
	} {
		r := bot.Request{Person: operator, Place: c.place, Private: c.place == home}
		k.Commands().Parse(&r, c.line)
		got := words(k.Handle(t.Context(), r))
		if !strings.Contains(got, c.want) {
			t.Errorf("%s is answered with %s", c.line, got)
		}
		if strings.Contains(got, "a-secret") || strings.Contains(got, "127.0.0.1") && !strings.Contains(c.line, "none") {
			t.Errorf("%s shows what it should not: %s", c.line, got)
		}
	}
	if log := k.log.String(); strings.Contains(log, "a-secret") || !strings.Contains(log, "bot: feed changed") {
		t.Errorf("the log is %s", log)
	}
	ask := func(a bot.Action) bot.Reply {
		return k.Handle(t.Context(), bot.Request{Person: operator, Place: home, Private: true, Command: a.Command, Args: a.Args})
	}
	list := ask(bot.Manage("feeds", bot.Args{"do": "add", "feed": site.URL + "/news", "change": "private server"}))
	if got := words(list); !strings.Contains(got, "belongs to no server") {
		t.Errorf("a page for a server that is none: %s", got)
	}
	list = ask(bot.Manage("feeds", bot.Args{"do": "add", "feed": site.URL + "/news", "change": "private here"}))
	if got := words(list); !strings.Contains(got, "3 links of the page look like articles’ (h2 /news/*)") || !strings.Contains(got, "• Sailors end their strike early") || len(list.Actions) != 1 {
		t.Fatalf("of a page without a feed it says %s, and offers %v", got, list.Actions)
	}
	if feeds, err := k.store.Feeds(t.Context()); err != nil || len(feeds) != 0 {
		t.Errorf("it is added before that is wanted: %v, %v", feeds, err)
	}
	if got := words(ask(list.Actions[0])); !strings.Contains(got, "Added: #2 News.") && !strings.Contains(got, "Added: #1 News.") {
		t.Errorf("it is not added: %s", got)
	}
	if feeds, err := k.store.Feeds(t.Context()); err != nil || len(feeds) != 1 || feeds[0].Links != "h2 /news/*" || feeds[0].For == "" {
		t.Errorf("it is added as %+v, %v", feeds, err)
	}
	r := bot.Request{Person: somebody, Place: home, Private: true}
	k.Commands().Parse(&r, "/admin feeds add "+site.URL)
	if got := words(k.Handle(t.Context(), r)); !strings.Contains(got, "Only the operator") {
		t.Errorf("anybody adds a feed: %s", got)
	}
}
