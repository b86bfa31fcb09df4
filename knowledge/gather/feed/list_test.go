package feed

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge/gather/page"
)

// TestListPages proposes the rule of pages without a feed, and reads them by it.
func TestListPages(t *testing.T) {
	type item struct{ address, title, published string }
	for name, want := range map[string]struct {
		at, rule, title, language string
		items                     []item
	}{
		"blog": {"http://site.example/", "h2.entry-title /*/*/*/*", "Brenholt Echo | Latest news", "en", []item{
			{"http://site.example/2026/11/26/bridge-bearings-changed-at-night/", "Bridge bearings changed at night", ""},
			{"http://site.example/2026/11/25/loaves-dearer-after-dry-summer/", "Loaves dearer after dry summer & autumn", "2026-11-25T08:00:00Z"},
			{"http://site.example/2026/11/24/crane-cuts-power-line-at-the-quay/", "Crane cuts power line at the quay", ""},
			{"http://site.example/2026/11/24/night-train-stops-again/", "Night train stops again", ""},
		}},
		"cards": {"https://www.hafenblatt.example/", "a.teaser /*/*.html", "Hafenblatt – Nachrichten", "de", []item{
			{"https://www.hafenblatt.example/politik/rat-beschliesst-neue-strassenbahn-100.html", "Rat beschließt neue Straßenbahn", ""},
			{"https://www.hafenblatt.example/wirtschaft/werft-stellt-zweihundert-leute-ein-102.html", "Werft stellt zweihundert Leute ein", ""},
			{"https://www.hafenblatt.example/politik/buergermeisterin-tritt-im-mai-ab-104.html", "Bürgermeisterin tritt im Mai ab", ""},
			{"https://sport.hafenblatt.example/fussball/aufsteiger-verliert-zu-hause-106.html", "Aufsteiger verliert zu Hause erneut", ""},
		}},
		"table": {"http://porto.example/news/", "/news/notizia.php?id=*&l=*", "Notizie dal porto", "", []item{
			{"http://porto.example/news/notizia.php?id=812&l=it", "Il traghetto per l'isola torna a maggio", ""},
			{"http://porto.example/news/notizia.php?id=811&l=it", "Sciopero dei marinai, porto fermo per un giorno", ""},
			{"http://porto.example/news/notizia.php?id=809&l=it", "Aperto il nuovo molo dei pescatori", ""},
		}},
		"none": {at: "http://site.example/about"},
	} {
		t.Run(name, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join("testdata", "lists", name+".html"))
			if err != nil {
				t.Fatal(err)
			}
			p := ReadLinks(body, "text/html", want.at).List
			if p == nil || want.rule == "" {
				if p != nil || want.rule != "" {
					t.Fatalf("proposed is %+v", p)
				}
				return
			}
			if p.Rule != want.rule || p.Title != want.title || len(p.Entries) != len(want.items) || !errors.Is(p, ErrNoFeeds) || !strings.Contains(p.Error(), "“"+want.items[0].title+"”") {
				t.Errorf("proposed is %q of %q: %v", p.Rule, p.Title, p)
			}
			c, err := Parse(body, Origin{URL: want.at, ContentType: "text/html", Links: p.Rule}, noon.AddDate(5, 0, 0))
			if err != nil || c.Title != want.title || c.Language != want.language || c.Site != want.at {
				t.Errorf("read are %q, %q, %q, %v", c.Title, c.Language, c.Site, err)
			}
			var got []item
			for _, e := range c.Entries {
				if e.Whole || e.Text != "" || e.Language != want.language {
					t.Errorf("%+v", e)
				}
				i := item{e.URL, e.Title, ""}
				if !e.Published.IsZero() {
					i.published = e.Published.Format(time.RFC3339)
				}
				got = append(got, i)
			}
			if diff := cmp.Diff(want.items, got, cmp.AllowUnexported(item{})); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
}

// TestListRules has rules that find nothing on a page, find some of it, and are none.
func TestListRules(t *testing.T) {
	body, err := os.ReadFile(filepath.Join("testdata", "lists", "blog.html"))
	if err != nil {
		t.Fatal(err)
	}
	for rule, want := range map[string]int{"article": 5, "h2": 4, ".entry-title": 4, "/2026/11/24/*": 2, "/2026/**": 5, "h2 /2026/11/25/*": 1, "a.more-link": 3, "/**": 7} {
		c, err := Parse(body, Origin{URL: "http://site.example/", Links: rule}, noon)
		if err != nil || len(c.Entries) != want {
			t.Errorf("%s finds %d, %v", rule, len(c.Entries), err)
		}
	}
	for rule, why := range map[string]string{
		"h3.title /news/*": `"h2.entry-title /*/*/*/*" would find some`, "h2 h3": "write which links", "/a /b": "write which links", "h2 [x]": "write which links", "h2 news/*": "write which links", " ": "write which links",
		"/" + strings.Repeat("*", maxRule): "write which links",
	} {
		if c, err := Parse(body, Origin{URL: "http://site.example/", Links: rule}, noon); !errors.Is(err, ErrNotFeed) || !strings.Contains(err.Error(), why) {
			t.Errorf("%q finds %d, %v", rule, len(c.Entries), err)
		}
	}
}

// TestOtherLinksHeadlines has a link without words beside one that the rule does not name: it does not take
// the other's heading and date.
func TestOtherLinksHeadlines(t *testing.T) {
	c, err := Parse([]byte(`<!doctype html><title>Echo</title><div><a class="art" href="/n/1"><img src="/1.jpg"></a><h2><a href="/video/2">The mill of Osmere on film</a></h2><time datetime="2026-02-20">20 February</time></div>
		<div><a class="art" href="/n/3">A crane fell into the harbour</a><time datetime="2026-02-21">21 February</time></div>`), Origin{URL: "http://site.example/", Links: "a.art"}, noon)
	if err != nil || len(c.Entries) != 1 || c.Entries[0].URL != "http://site.example/n/3" || c.Entries[0].Dated != "2026-02-21" {
		t.Errorf("read is %+v, %v", c.Entries, err)
	}
}

// TestCostlyListPages reads pages that are made to cost much, with LONG_TESTS of nearly the largest size: what is
// kept of each is bounded, so that the work is no more than in proportion to the size.
func TestCostlyListPages(t *testing.T) {
	size := 256 << 10
	if os.Getenv("LONG_TESTS") != "" {
		size = 2 << 20
	}
	many := func(part func(i int) string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(part(i))
		}
		return b.String()
	}
	for name, body := range map[string]string{
		"one address": many(func(i int) string {
			return fmt.Sprintf(`<p class="c%d"><a class="d%d" href="/n/1">%s</a></p>`, i, i, strings.Repeat("x", 200))
		}),
		"classes":    `<div class="` + many(func(i int) string { return fmt.Sprintf("c%d ", i) }) + `">` + strings.Repeat(`<a href="/n/1">A crane fell into the harbour</a>`, 2000),
		"attributes": `<div ` + many(func(i int) string { return fmt.Sprintf("a%d ", i) }) + `>` + strings.Repeat(`<a href="/n/1">A crane fell into the harbour</a>`, 2000),
		"addresses": many(func(i int) string {
			return fmt.Sprintf(`<h2 class="a b c d"><a href="/n/%d/%d/%d">A crane fell into the harbour</a></h2>`, i, i, i)
		}),
		"long address": many(func(i int) string {
			return `<a href="/` + strings.Repeat("n/", 500) + fmt.Sprint(i) + `">A crane fell into the harbour</a>`
		}),
	} {
		t.Run(name, func(t *testing.T) {
			base, _ := url.Parse("http://site.example/")
			doc, err := page.Parse(body)
			if err != nil {
				t.Fatal(err)
			}
			links := readList(doc, base)
			if len(links) > maxLinks {
				t.Errorf("%d links are kept", len(links))
			}
			for _, link := range links {
				if len(link.nodes) > maxNodes || len(elementsOf(link)) > maxElements {
					t.Errorf("%d elements of %d links are kept", len(elementsOf(link)), len(link.nodes))
				}
			}
			ReadLinks([]byte(body), "text/html", base.String())
		})
	}
}
