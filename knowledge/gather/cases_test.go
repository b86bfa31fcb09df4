package gather

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/gather/feed"
)

// intakeCase is a folder of testdata/intake, served as its routes say.
type intakeCase struct {
	*polling
	server *answers
	feeds  []int64
	before func(string) string // changes what is served
}

const caseSite = "http://site.example"

// newIntakeCase serves a case and adds its feeds.
func newIntakeCase(t *testing.T, dir string, before func(string) string) *intakeCase {
	c := &intakeCase{polling: newPolling(t, newSteppedClock(time.Date(2026, 11, 26, 13, 50, 0, 0, time.UTC))), before: before}
	type route struct {
		files  []string
		kind   string
		header [2]string
		asked  int
	}
	routes := map[string]*route{}
	var feeds []string
	if lines, err := os.ReadFile(filepath.Join(dir, "routes")); err == nil {
		for line := range strings.Lines(string(lines)) {
			f := strings.Fields(line)
			r := &route{files: strings.Split(f[1], ","), kind: f[2]}
			for _, h := range f[3:] {
				name, value, _ := strings.Cut(h, ":")
				r.header = [2]string{name, value}
			}
			if routes[f[0]] = r; !strings.HasSuffix(f[1], ".html") {
				feeds = append(feeds, f[0])
			}
		}
	} else {
		name := "feed.xml"
		if _, err := os.Stat(filepath.Join(dir, "feed.json")); err == nil {
			name = "feed.json"
		}
		routes["/feed"], feeds = &route{files: []string{name}, kind: "application/xml"}, []string{"/feed"}
	}
	c.server = newAnswers(t, func(w http.ResponseWriter, r *http.Request) {
		at := routes[r.URL.Path]
		if at == nil {
			http.NotFound(w, r)
			return
		}
		name := at.files[min(at.asked, len(at.files)-1)]
		at.asked++
		body, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		}
		if !strings.HasSuffix(name, ".gz") {
			text := strings.ReplaceAll(string(body), caseSite, c.server.URL)
			if c.before != nil {
				text = c.before(text)
			}
			body = []byte(text)
		}
		w.Header().Set("Content-Type", at.kind)
		if at.header[0] != "" {
			w.Header().Set(at.header[0], at.header[1])
		}
		w.Write(body)
	})
	for _, path := range feeds {
		c.feeds = append(c.feeds, c.add(c.server.URL+path))
	}
	return c
}

// all polls every feed once and returns the articles by title.
func (c *intakeCase) all() map[string]knowledge.Article {
	c.t.Helper()
	for _, id := range c.feeds {
		c.poll(id)
	}
	if f := c.feed(c.feeds[0]); f.Failures > 0 {
		c.t.Errorf("the feed fails: %s", f.Detail)
	}
	found := c.articles()
	for title, a := range found {
		whole, err := c.store.Article(c.t.Context(), a.ID)
		if err != nil {
			c.t.Fatal(err)
		}
		found[title] = whole
	}
	return found
}

// only is the one article that there is.
func (c *intakeCase) only() knowledge.Article {
	c.t.Helper()
	found := c.all()
	if len(found) != 1 {
		c.t.Fatalf("there are %d articles", len(found))
	}
	for _, a := range found {
		return a
	}
	return knowledge.Article{}
}

// TestIntakeCases polls the feeds of the cases; each says in its file "expected" what is
// right.
func TestIntakeCases(t *testing.T) {
	t.Parallel()
	published := func(t *testing.T, a knowledge.Article, want string) {
		t.Helper()
		if got := a.Published.UTC().Format("2006-01-02T15:04"); !strings.HasPrefix(got, want) {
			t.Errorf("%q is of %s, want %s", a.Title, got, want)
		}
	}
	begins := func(t *testing.T, a knowledge.Article, want string) {
		t.Helper()
		if !strings.HasPrefix(a.Text, want) {
			t.Errorf("%q begins %q, want %q", a.Title, a.Text[:min(len(a.Text), 80)], want)
		}
	}
	illFormed := func(t *testing.T, c *intakeCase) {
		found := c.all()
		for _, title := range []string{"Bridge bearings changed at night", "Loaves dearer after dry summer", "Crane cuts power line", "Night train stops again"} {
			if found[title].Text == "" {
				t.Errorf("%q is lost; stored are %d", title, len(found))
			}
		}
		if len(found) != 5 {
			t.Errorf("%d articles are stored", len(found))
		}
		if !strings.Contains(c.feed(c.feeds[0]).Flaws, "entry 3") || c.log.count("gather: feed damaged") != 1 {
			t.Errorf("the loss is told as %q", c.feed(c.feeds[0]).Flaws)
		}
	}
	for name, right := range map[string]func(*testing.T, *intakeCase){
		"illformed_charref": illFormed, "illformed_lt_bare": illFormed, "illformed_cdata": illFormed, "illformed_markup": illFormed,
		"illformed_noise": illFormed, "illformed_mismatched": illFormed, "illformed_item_end": illFormed,
		"consent_wall": func(t *testing.T, c *intakeCase) {
			if a := c.only(); a.Text != "The night train to Brenholt runs again from 14 June 2027, the railway said." {
				t.Errorf("the text is %q", a.Text)
			}
		},
		"namespace": func(t *testing.T, c *intakeCase) {
			if found := c.all(); len(found) != 2 || found["Bridge bearings changed at night"].ID == 0 || found["Loaves dearer after dry summer"].ID == 0 || c.feed(c.feeds[0]).Title != "Brenholt Echo" {
				t.Errorf("%d articles of %q", len(found), c.feed(c.feeds[0]).Title)
			}
		},
		"media_text": func(t *testing.T, c *intakeCase) {
			begins(t, c.only(), "A survey of the old mill at Kelvany found 35 cracks")
		},
		"dcterms": func(t *testing.T, c *intakeCase) { published(t, c.only(), "2026-11-24") },
		"undated": func(t *testing.T, c *intakeCase) {
			a := c.all()["Bridge bearings changed at night"]
			if !a.FirstSeen {
				t.Errorf("%+v", a)
			}
			published(t, a, "2026-11-26T13:50")
		},
		"foreign_date": func(t *testing.T, c *intakeCase) {
			c.clock.advance(24 * time.Hour)
			found := c.all()
			published(t, found["Bridge bearings changed at night"], "2026-11-26T20:15")
			published(t, found["Loaves dearer after dry summer"], "2026-08-24")
		},
		"no_zone": func(t *testing.T, c *intakeCase) { published(t, c.only(), "2026-11-26T13:40") },
		"base64":  func(t *testing.T, c *intakeCase) { begins(t, c.only(), "Nadia Orlo, who runs the lifeboat station") },
		"odd_body": func(t *testing.T, c *intakeCase) {
			begins(t, c.only(), "The swimming hall of Dorrington stays shut")
		},
		"json_type": func(t *testing.T, c *intakeCase) {
			if found := c.all(); len(found) != 3 || found["7"].Text == "" {
				t.Errorf("there are %d articles", len(found))
			}
		},
		"xml_base": func(t *testing.T, c *intakeCase) {
			if a := c.only(); a.URL != c.server.URL+"/paper/town/2026/11/old-mill" {
				t.Errorf("it leads to %s", a.URL)
			}
		},
		"atom_link_in_rss": func(t *testing.T, c *intakeCase) {
			if a := c.only(); a.URL != c.server.URL+"/n/l1" {
				t.Errorf("it leads to %s", a.URL)
			}
		},
		"text_title": func(t *testing.T, c *intakeCase) {
			if a := c.only(); a.Title != "Why <blink> never died" {
				t.Errorf("the title is %q", a.Title)
			}
		},
		"no_title": func(t *testing.T, c *intakeCase) {
			found := c.all()
			if len(found) != 2 || found["Crews closed the swing bridge in Brenholt for 5 nights so that the worn bearings…"].Text == "" {
				t.Errorf("the articles are %v", found)
			}
		},

		"gzip_slip":      func(t *testing.T, c *intakeCase) { c.only() },
		"encoding_label": func(t *testing.T, c *intakeCase) { c.only() },
		"discover": func(t *testing.T, c *intakeCase) {
			found, err := feed.Discover(t.Context(), c.Fetch, feed.InProcess{}, c.server.URL)
			if err != nil || len(found) != 1 || found[0].URL != c.server.URL+"/out/town.rss" {
				t.Errorf("found is %v, %v", found, err)
			}
			c.only()
		},
		"news_sitemap": func(t *testing.T, c *intakeCase) {
			found := c.all()
			for i, title := range []string{"Bridge bearings changed at night", "Loaves dearer after dry summer"} {
				a := found[title]
				if len(a.Text) < 300 || !a.FromPage {
					t.Errorf("%q: %+v", title, a)
				}
				published(t, a, fmt.Sprintf("2026-11-26T0%d:00", 9-i))
			}
			if len(found) != 2 {
				t.Errorf("there are %d articles", len(found))
			}
		},
		"churn": func(t *testing.T, c *intakeCase) {
			alerts := c.follow("bridge")
			c.all()
			told := alerts()
			for range 6 { // the last three are as the fourth
				c.clock.advance(time.Hour)
				found := c.all()
				if len(found) != 4 {
					t.Errorf("there are %d articles", len(found))
				}
				for title, a := range found {
					if a.Version > 2 {
						t.Errorf("%q has %d versions", title, a.Version)
					}
				}
			}
			if now := alerts(); now != told {
				t.Errorf("%d alerts came later", now-told)
			}
		},
		"first_flood": func(t *testing.T, c *intakeCase) {
			alerts := c.follow("bridge")
			if found := c.all(); len(found) != 30 || alerts() != 0 {
				t.Errorf("%d articles, %d alerts", len(found), alerts())
			}
			c.before = func(s string) string {
				return strings.Replace(s, "<item>", "<item><title>Bridge opens for ships again</title><link>"+c.server.URL+"/n/new</link><pubDate>Thu, 26 Nov 2026 13:45:00 +0000</pubDate>"+
					"<description>The swing bridge of Ellmoor turned for a barge at noon, for the first time since spring.</description></item><item>", 1)
			}
			c.clock.advance(time.Hour)
			if found := c.all(); len(found) != 31 || alerts() != 1 {
				t.Errorf("then %d articles, %d alerts", len(found), alerts())
			}
		},
		"page_changes": func(t *testing.T, c *intakeCase) {
			first := c.only()
			c.pollFor(4 * time.Hour)
			now := c.only()
			was, err := c.store.Version(t.Context(), now.ID, 1)
			if err != nil || now.Version != 2 || was.Text != first.Text || len(now.Text) <= len(first.Text) {
				t.Errorf("version %d: %q, before %q, %v", now.Version, now.Text, first.Text, err)
			}
		},
		"cookie_redirect": func(t *testing.T, c *intakeCase) {
			plain := c.server.handle
			c.server.set(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case r.URL.Path == "/door":
					http.SetCookie(w, &http.Cookie{Name: "pass", Value: "yes", Path: "/"})
					http.Redirect(w, r, "/feed", http.StatusFound)
				case r.Header.Get("Cookie") != "pass=yes":
					http.Redirect(w, r, "/door", http.StatusFound)
				default:
					plain(w, r)
				}
			})
			c.only()
		},
		"many_addresses": func(t *testing.T, c *intakeCase) {
			// The addresses stay as they are printed: their names are what is compared.
			c.Page = nil
			c.before = func(s string) string { return strings.ReplaceAll(s, c.server.URL, caseSite) }
			if a := c.only(); a.Version != 1 {
				t.Errorf("the article has %d versions", a.Version)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			right(t, newIntakeCase(t, filepath.Join("testdata", "intake", name), nil))
		})
	}
}

// TestTooManyEntries polls a feed of more entries than are taken: the newest are.
func TestTooManyEntries(t *testing.T) {
	if testing.Short() || os.Getenv("LONG_TESTS") == "" {
		t.Skip("stores five thousand articles")
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Brenholt Echo</title><link>` + caseSite + `/</link><description>Local news</description>`)
	at := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	for n := range 5200 {
		fmt.Fprintf(&b, "<item><title>Note %d</title><link>%s/n/b%d</link><pubDate>%s</pubDate><description>Note %d of the town clerk.</description></item>\n",
			n, caseSite, n, at.Add(-time.Duration(n)*time.Hour).Format(time.RFC1123Z), n)
	}
	b.WriteString("</channel></rss>")
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "feed.xml"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	c := newIntakeCase(t, dir, nil)
	c.Page = nil
	if found := c.all(); len(found) != 5000 || found["Note 0"].ID == 0 {
		t.Errorf("there are %d articles", len(found))
	}
}

// follow has somebody follow a topic, and returns what counts the alerts.
func (p *polling) follow(topic string) (alerts func() int) {
	p.t.Helper()
	id, _, err := p.store.Subscribe(p.t.Context(), audience.Subscription{Owner: audience.Person{Platform: "test", User: "u"},
		Place: audience.Place{Platform: "test", Chat: "c"}, Topic: topic, Pace: audience.Now, Created: p.clock.Now()})
	if err != nil {
		p.t.Fatal(err)
	}
	return func() int {
		found, err := p.store.AlertsOf(p.t.Context(), id, 1000)
		if err != nil {
			p.t.Fatal(err)
		}
		return len(found)
	}
}
