//go:build chromium

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"quoth/bot/chattest/browser"
	"quoth/bot/console"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

// These tests use the program's pages in Chromium as a reader and an operator do:
//
//	go test -tags chromium -run Chromium ./cmd/quoth
//
// With PICTURES=FOLDER, what each page looks like is written there, on a phone and on a desk, light
// and dark.

const adminToken = "open sesame of the harbour"

// harbourNews are two outlets on a strike, an article of many screens, and one on a bridge over the years.
var harbourNews = []knowledge.Article{
	{
		URL: "https://gazette.example/strike", Title: "Ferry sailors strike in Portmouth", Source: "Gazette", Published: time.Date(2024, 5, 4, 9, 0, 0, 0, time.UTC), Language: "en",
		Text: "Ferry sailors in Portmouth began a strike on 3 May 2024 over their pay. About 300 sailors stopped work on Friday, the union said.\n\nThe harbour company Blueline called the strike unlawful.",
	},
	{
		URL: "https://echo.example/strike", Title: "Strike of ferry sailors halts Portmouth", Source: "Echo", Published: time.Date(2024, 5, 6, 9, 0, 0, 0, time.UTC), Language: "en",
		Text: "Ferry sailors in Portmouth began a strike on 3 May 2024 over their pay, and no ferry left on Sunday. Some 280 sailors stopped work, the harbour company Blueline said. Blueline will talk with the union on 8 May 2024.",
	},
	{
		URL: "https://post.example/long", Title: "The lighthouse of Quexley burns", Source: "Post", Published: time.Date(2024, 5, 3, 9, 0, 0, 0, time.UTC), Language: "en",
		Text: strings.Repeat("Nobody was seen on the quay that day.\n\n", 80) + "The lighthouse of Quexley burned down on 2 May 2024.\n\n" + strings.Repeat("The gulls came back in the evening.\n\n", 80),
	},
	{
		URL: "https://gazette.example/bridge", Title: "Old bridge of Lindenau reopens", Source: "Gazette", Published: time.Date(2022, 3, 2, 9, 0, 0, 0, time.UTC), Language: "en",
		Text: "The old bridge of Lindenau opened again on 1 March 2022. The bridge of Lindenau was closed on 4 April 2020 after a crack was found in it. The bridge of Lindenau was built on 7 June 1911.",
	},
}

// harbour is a database with news, an alert that was given up, and a reader who calls a quote wrong.
func harbour(t *testing.T) (db string) {
	t.Helper()
	ctx, now := t.Context(), time.Now()
	db = filepath.Join(t.TempDir(), "quoth.db")
	store, err := sqlite.Open(ctx, db, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	ana := audience.Person{Platform: "telegram", User: "12345"}
	if _, _, err = store.Subscribe(ctx, audience.Subscription{Owner: ana, Place: audience.Place{Platform: "telegram", Chat: "12345"}, Private: true, Topic: "strike", Pace: audience.Now, Created: now.Add(-time.Hour)}); err != nil {
		t.Fatal(err)
	}
	news := slices.Clone(harbourNews)
	news = append(news, knowledge.Article{URL: "https://post.example/crane", Title: "Crane drivers of Elmstead announce a strike", Source: "Post", Published: now, Language: "en", Text: "The crane drivers of Elmstead announced a strike, their union said."})
	if _, err = intake.New(intake.Config{Store: store}).Add(ctx, news); err != nil {
		t.Fatal(err)
	}
	due, err := store.Claim(ctx, []string{"telegram"}, now.Add(time.Minute), time.Minute, 10)
	if err != nil || len(due) == 0 {
		t.Fatalf("no alert is to be sent: %v", err)
	}
	if err = store.Bury(ctx, []int64{due[0].ID}, "the chat could not be reached"); err != nil {
		t.Fatal(err)
	}
	bridge, err := store.ArticleByURL(ctx, "https://gazette.example/bridge")
	if err != nil {
		t.Fatal(err)
	}
	if err = store.SaveReport(ctx, audience.Report{Person: ana, Question: "When did the bridge open?", Article: bridge.ID, Version: bridge.Version, Start: 0, End: len("The old bridge of Lindenau opened again on 1 March 2022."), Opinion: audience.WrongQuote, Created: now, Expires: now.Add(24 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	return db
}

// site is the pages of the running program, and a browser at them.
type site struct {
	*testing.T
	*browser.Tab
	url string
}

// openSite runs the program over a database until the test ends.
func openSite(t *testing.T, db string) *site {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	run := program(t, self, "QUOTH_DB="+db, "QUOTH_WEB=127.0.0.1:0", "QUOTH_ADMIN_TOKEN="+adminToken, "QUOTH_ALLOW_HOSTS=127.0.0.0/8", "QUOTH_BACKUPS="+t.TempDir())("run")
	run.Stderr = log
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		run.Process.Signal(syscall.SIGTERM)
		if err := run.Wait(); err != nil {
			t.Errorf("the program ends with %v", err)
		}
		log.Close()
	})
	return &site{t, browser.Open(t), pagesOf(t, log.Name())}
}

// press fills in the first form with a button of that name that has the fields, and sends it off.
func (s *site) press(button string, fields map[string]string) {
	s.Helper()
	data, _ := json.Marshal([]any{button, fields})
	s.Loading(func() {
		if !browser.Eval[bool](s.Tab, fmt.Sprintf(`(([button, fields]) => {
			for (const b of document.querySelectorAll('form button')) {
				const inputs = Object.entries(fields ?? {}).map(([name, value]) => [b.form.elements[name], value]);
				if (b.textContent != button || inputs.some(([e]) => !e)) continue;
				for (const [e, value] of inputs) e.value = value;
				b.click();
				return true;
			}
			return false;
		})(%s)`, data)) {
			s.Fatalf("there is no form with a button %q and %v:\n%s", button, fields, s.said())
		}
	})
}

// follow presses a link.
func (s *site) follow(selector string) {
	s.Helper()
	quoted, _ := json.Marshal(selector)
	s.Loading(func() {
		if !browser.Eval[bool](s.Tab, fmt.Sprintf(`(e => { e?.click(); return !!e })(document.querySelector(%s))`, quoted)) {
			s.Fatalf("there is no link %s:\n%s", selector, s.said())
		}
	})
}

// said is what is to be read on the page.
func (s *site) said() string {
	return browser.Eval[string](s.Tab, `document.querySelector('main').innerText`)
}

// reads fails for what is not to be read on the page, or is though it should not be.
func (s *site) reads(want string, not ...string) {
	s.Helper()
	said := s.said()
	if !strings.Contains(said, want) {
		s.Errorf("%q is not to be read:\n%s", want, said)
	}
	for _, n := range not {
		if strings.Contains(said, n) {
			s.Errorf("%q is to be read:\n%s", n, said)
		}
	}
}

// look finds what is wrong with the page on a phone and on a desk.
func (s *site) look(name string) {
	s.Helper()
	s.picture(name)
	for _, view := range browser.Views {
		s.Show(view.Width, view.Scheme)
		for _, fault := range s.Faults(s.url) {
			s.Errorf("%s at %d pixels, %s: %s", name, view.Width, view.Scheme, fault)
		}
	}
}

// picture writes what the page looks like to the folder for pictures, if there is one.
func (s *site) picture(name string) {
	s.Helper()
	folder := os.Getenv("PICTURES")
	if folder == "" {
		return
	}
	for _, width := range []int{1280, 390} {
		for _, scheme := range []string{"dark", "light"} {
			s.Show(width, scheme)
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)), s.Picture(), 0o600); err != nil {
				s.Fatal(err)
			}
		}
	}
}

// TestChromiumReads asks, asks on, opens the article at the quoted words, looks closer at a
// timeline, and compares outlets.
func TestChromiumReads(t *testing.T) {
	s := openSite(t, harbour(t))
	s.Visit(s.url + "/")
	s.picture("front")
	s.press("Ask", map[string]string{"q": "How many sailors stopped work in Portmouth?"})
	s.reads("sailors stopped work")
	s.picture("ask")
	s.press("Ask", map[string]string{"q": "And when did the strike begin?"})
	s.reads("3 May 2024")
	s.picture("further")
	s.Visit(s.url + "/ask?q=When+did+the+lighthouse+of+Quexley+burn+down%3F")
	s.follow("a.stored")
	browser.Eventually(t, "the quoted words in the window", func() bool {
		return browser.Eval[bool](s.Tab, `(() => { const r = document.querySelector('#quote').getBoundingClientRect(); return scrollY > 0 && r.top >= 0 && r.bottom <= innerHeight })()`)
	})
	if marked := browser.Eval[string](s.Tab, `document.querySelector('#quote').innerText`); !strings.Contains(marked, "2 May 2024") {
		t.Errorf("marked is %q", marked)
	}
	s.picture("article")
	s.Visit(s.url + "/timeline?topic=bridge")
	s.reads("1911")
	s.picture("timeline")
	s.follow(`.links a[href*="from=2022"]`)
	s.reads("opened again on 1 March 2022", "7 June 1911")
	s.picture("year")
	s.Visit(s.url + "/compare?topic=strike+Portmouth")
	s.reads("Gazette")
	s.reads("Echo")
	s.picture("compare")
	for _, path := range []string{"search?q=ferry", "latest", "sources", "summary?topic=bridge", "nothing"} {
		s.Visit(s.url + "/" + path)
		name, _, _ := strings.Cut(path, "?")
		s.picture(name)
	}
}

// TestChromiumOperates signs in at the console, adds a feed, has an alert tried again that was given
// up, sets an article aside that a reader complains of, marks a line of an outlet as furniture and takes that back,
// and finds all that in the list of changes.
func TestChromiumOperates(t *testing.T) {
	s := openSite(t, harbour(t))
	feeds := newGrowingFeeds(t)
	s.Visit(s.url + "/admin")
	s.look("login")
	s.press("Sign in", map[string]string{"token": adminToken})
	s.reads("Notices")
	s.look("status")

	s.Visit(s.url + console.Prefix + "feeds")
	s.press("Add", map[string]string{"feed": feeds.address(1)})
	s.reads("127.0.3.2")
	s.look("feeds")
	s.press("Pause", nil)
	s.reads("paused")

	s.Visit(s.url + console.Prefix + "alerts")
	s.reads("the chat could not be reached")
	s.look("alerts")
	s.press("Try again", nil)
	s.reads("To be sent after all: 1.", "the chat could not be reached")

	s.Visit(s.url + console.Prefix + "reports")
	s.reads("The old bridge of Lindenau opened again")
	s.look("reports")
	s.press("Set aside", nil)
	s.Visit(s.url + "/search?q=bridge")
	s.reads("", "Old bridge of Lindenau")
	s.Visit(s.url + console.Prefix + "reports")
	s.reads("Nobody said anything")

	s.Visit(s.url + console.Prefix + "backups")
	s.press("Make a backup now", nil)
	s.reads(".db")
	s.look("backups")
	s.Visit(s.url + console.Prefix + "webhooks")
	s.press("Add", map[string]string{"name": "desk", "address": "https://desk.example.org/alerts"})
	s.reads("whsec_")
	s.press("Follow", map[string]string{"name": "desk", "topic": "strike"})
	s.look("webhooks")
	for _, page := range []string{"outlets", "outlets?source=Gazette", "people"} {
		s.Visit(s.url + console.Prefix + page)
		name, outlet, _ := strings.Cut(page, "?source=")
		s.look(name + outlet)
	}
	gazette := s.url + console.Prefix + "outlets?source=Gazette"
	// first are the role of the newest article's first part, and what it begins with.
	first := func() string {
		s.Visit(gazette)
		return browser.Eval[string](s.Tab, `[...document.querySelectorAll('td[data-column=Part]')][0].parentElement.innerText`)
	}
	if was := first(); !strings.Contains(was, "lead") || !strings.Contains(was, "Ferry sailors") {
		t.Errorf("the first part is %q", was)
	}
	s.press("Furniture", nil)
	s.reads("are worked out anew")
	browser.Eventually(t, "an outlet without a line that is marked", func() bool { return strings.Contains(first(), "boilerplate") })
	s.look("furniture")
	s.press("Take back", nil)
	s.reads("None is marked.")
	browser.Eventually(t, "an outlet with the line again", func() bool { return strings.Contains(first(), "lead") })
	s.Visit(s.url + console.Prefix + "audit")
	for _, change := range []string{"signed in", "feed: add 127.0.3.2", "alert: tried again", "article: withhold", "backup: made", "outlet: mark Gazette: Ferry sailors", "outlet: unmark Gazette"} {
		s.reads(change)
	}
	s.look("audit")
	s.press("Sign out", nil)
	s.Visit(s.url + console.Prefix + "feeds")
	s.reads("An operator writes", "127.0.3.2")
}

// TestScreens draws two pages over the starter stories, for the README.
func TestScreens(t *testing.T) {
	s := openSite(t, filepath.Join(t.TempDir(), "quoth.db"))
	for name, page := range map[string]struct{ path, scheme string }{
		"web-answer":   {"/ask?q=How+many+people+died+in+the+Turkey+earthquake%3F", "light"},
		"web-timeline": {"/timeline?topic=Karabakh", "dark"},
	} {
		s.Show(390, page.scheme)
		s.Visit(s.url + page.path)
		if err := os.WriteFile(filepath.Join(moduleRoot(t), ".github/screens", name+".png"), s.Picture(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
