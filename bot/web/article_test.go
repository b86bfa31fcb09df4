package web

import (
	"fmt"
	"html"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// marked are the marked words of a page.
var marked = regexp.MustCompile(`(?s)<mark[^>]*>(.*?)</mark>`)

// TestMarkedWords opens an article at words of it that go over a paragraph's end.
func TestMarkedWords(t *testing.T) {
	k := open(t, nil, ferry...)
	id := k.id(t, ferry[0])
	text := ferry[0].Text
	start, end := strings.Index(text, "About 300"), strings.Index(text, " called the strike")
	page := k.page(t, fmt.Sprintf("/article/%d?words=%d-%d", id, start, end))
	var words []string
	for _, m := range marked.FindAllStringSubmatch(page, -1) {
		words = append(words, html.UnescapeString(m[1]))
	}
	if got := strings.Join(words, "\n\n"); got != text[start:end] {
		t.Errorf("marked is %q, want %q", got, text[start:end])
	}
	if n := strings.Count(page, `id="quote"`); n != 1 {
		t.Errorf("the words begin %d times", n)
	}
	holds(t, page, `class="aside">By Mira Holt`, `class="aside">Subscribe to our newsletter`, "Grey lines", "Mira Holt")
}

// TestQuotesAlone has an operator who may not show whole articles: words are shown where the
// bot gave them as a quote.
func TestQuotesAlone(t *testing.T) {
	key := Key("a secret")
	k := open(t, func(c *Config, _ *bot.Config) { c.Text, c.Key = Quotes, key }, ferry...)
	a := knowledge.Article{ID: k.id(t, ferry[1]), Version: 1}
	start := strings.Index(ferry[1].Text, "Blueline will talk")
	quote := knowledge.Range{Start: start, End: len(ferry[1].Text)}
	given := strings.TrimSuffix(Page(k.url, key)(a, quote), anchor)
	given = strings.TrimPrefix(given, k.url)
	page := k.page(t, given)
	holds(t, page, `<mark id="quote">Blueline will talk with the union`, "Some 280 sailors stopped work", "Only the quoted words")
	if strings.Contains(page, "no ferry left on Sunday") {
		t.Error("more than the neighbours is shown")
	}
	article := fmt.Sprintf("/article/%d", a.ID)
	for _, path := range []string{
		article, fmt.Sprintf("%s?words=%d-%d", article, start, quote.End), strings.Replace(given, "proof=", "proof=A", 1), strings.Replace(given, fmt.Sprintf("words=%d", start), fmt.Sprintf("words=%d", start+9), 1),
		strings.TrimSuffix(Page("", nil)(a, quote), anchor), strings.TrimSuffix(Page("", Key("another"))(a, quote), anchor),
	} {
		if page := k.page(t, path); strings.Contains(page, "Blueline will talk") || strings.Contains(page, "<mark") {
			t.Errorf("%s shows words that nobody was given", path)
		}
	}
	found := regexp.MustCompile(`class="stored" href="([^"]*)"`).FindStringSubmatch(k.page(t, "/search?q=Lindenau"))
	if found == nil || !marked.MatchString(k.page(t, strings.TrimSuffix(html.UnescapeString(found[1]), anchor))) {
		t.Errorf("a quote of a page leads to %q, which does not show it", found)
	}
	long := knowledge.Article{URL: "https://gazette.example/long", Title: "A long day", Source: "Gazette", Published: day(2024, 5, 5), DateOnly: true, Language: "en", Text: strings.Repeat("No ferry left the harbour. ", 100)}
	k.add(t, long)
	all := strings.TrimSuffix(Page("", key)(knowledge.Article{ID: k.id(t, long), Version: 1}, knowledge.Range{End: len(long.Text) - 1}), anchor)
	if response, _ := k.get(t, all); response.StatusCode != http.StatusBadRequest {
		t.Errorf("words that are all of an article have status %d", response.StatusCode)
	}
}

// TestVersions stores an article twice: both can be read, and the page says what changed.
func TestVersions(t *testing.T) {
	k := open(t, nil, ferry...)
	id := k.id(t, ferry[0])
	later := ferry[0]
	later.Text = strings.Replace(later.Text, "About 300 sailors", "About 320 sailors", 1)
	k.now = k.now.AddDate(0, 0, 2)
	k.add(t, later)
	page := k.page(t, fmt.Sprintf("/article/%d", id))
	holds(t, page, "About 320 sailors", "<del>300</del><ins>320</ins>", "Version 1", "Version 2", "Read again", "8 May 2024", "6 May 2024")
	old := k.page(t, fmt.Sprintf("/article/%d?version=1", id))
	holds(t, old, "About 300 sailors")
	if strings.Contains(old, "About 320") {
		t.Error("the first version has words of the second")
	}
}

// TestLongArticle reads an article of hundreds of kilobytes, each of whose characters is
// written in several: every page is small, they hold it all, and one opens at the words.
func TestLongArticle(t *testing.T) {
	var b strings.Builder
	for i := range 600 {
		fmt.Fprintf(&b, "Line %d says that \"the harbour\" & 'the ferry' of Портмут lie still <again>.\n\n", i)
	}
	b.WriteString(strings.Repeat(`"&<`, 6_000))
	long := knowledge.Article{URL: "https://gazette.example/long", Title: "A very long day", Source: "Gazette", Published: day(2024, 5, 5), DateOnly: true, Language: "en", Text: b.String()}
	k := open(t, nil, append(ferry[:3:3], long)...)
	id := k.id(t, long)
	text := regexp.MustCompile(`(?s)<div class="text"[^>]*>(.*)</div>\n<nav`)
	tags := regexp.MustCompile(`</?(?:p|mark)[^>]*>`)
	var all strings.Builder
	pages := 1
	for n := 1; n <= pages; n++ {
		page := k.page(t, fmt.Sprintf("/article/%d?page=%d", id, n))
		if len(page) > maxPage {
			t.Errorf("page %d has %d bytes", n, len(page))
		}
		m := text.FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("page %d has no text:\n%s", n, page)
		}
		all.WriteString(html.UnescapeString(tags.ReplaceAllString(m[1], "")))
		for _, m := range regexp.MustCompile(`[?&;]page=(\d+)"`).FindAllStringSubmatch(page, -1) {
			if last, _ := strconv.Atoi(m[1]); last > pages {
				pages = last
			}
		}
	}
	words := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if words(all.String()) != words(long.Text) {
		t.Errorf("the pages hold %d bytes of %d", len(words(all.String())), len(words(long.Text)))
	}
	at := strings.Index(long.Text, "Line 500 ")
	holds(t, k.page(t, fmt.Sprintf("/article/%d?words=%d-%d", id, at, at+8)), `<mark id="quote">Line 500</mark>`)
}

// TestBrokenSeal changes an article behind the program's back: its page is not there.
func TestBrokenSeal(t *testing.T) {
	k := open(t, nil, ferry...)
	id := k.id(t, ferry[0])
	k.page(t, fmt.Sprintf("/article/%d", id))
	k.damage(t, "unlawful", "unlawfun")
	if response, body := k.get(t, fmt.Sprintf("/article/%d", id)); response.StatusCode != http.StatusNotFound || strings.Contains(body, "Portmouth") {
		t.Errorf("a damaged article has status %d:\n%s", response.StatusCode, body)
	}
	if front := k.page(t, "/"); strings.Contains(front, "unlawfun") {
		t.Error("the front page shows damaged words")
	}
}

// TestDifferences compares lists: what both have and what the first has alone make the first,
// and what both have and the second has alone the second.
func TestDifferences(t *testing.T) {
	for _, c := range [][2]string{
		{"", ""}, {"", "a new line"}, {"an old line", ""}, {"About 300 sailors stopped work.", "About 320 sailors of Portmouth stopped."}, {"a b c d e f", "f e d c b a"}, {"один два", "один три два"},
	} {
		var old, young, same strings.Builder
		cells := maxCells
		for _, p := range within(c[0], c[1], &cells) {
			if !p.New {
				old.WriteString(p.Words)
			}
			if !p.Old {
				young.WriteString(p.Words)
			}
			if !p.New && !p.Old {
				same.WriteString(p.Words)
			}
		}
		if old.String() != c[0] || young.String() != c[1] {
			t.Errorf("of %q and %q are left %q and %q", c[0], c[1], old.String(), young.String())
		}
		if c[0] != "" && c[1] != "" && same.Len() == 0 {
			t.Errorf("%q and %q share nothing", c[0], c[1])
		}
	}
	if got := differences([]string{"one", "two", "three"}, []string{"one", "three", "four"}, maxChanges); len(got) != 2 || !got[0].Pieces[0].Old || !got[1].Pieces[0].New {
		t.Errorf("the lines differ in %+v", got)
	}
}

// TestWorkOnDifferences compares versions of which every line is long and has changed all over:
// lines for which no work is left are shown as they were and as they are.
func TestWorkOnDifferences(t *testing.T) {
	var before, after []string
	for i := range 100 {
		before = append(before, fmt.Sprintf("old%d ", i)+strings.Repeat("a b ", 100)+"old")
		after = append(after, fmt.Sprintf("new%d ", i)+strings.Repeat("b c ", 100)+"new")
	}
	cells := maxCells
	for i := range before {
		left := cells
		shown := within(before[i], after[i], &cells)
		if cells < 0 || cells == left && len(shown) != 2 || cells < left && len(shown) < 100 {
			t.Fatalf("line %d is in %d pieces, with %d of %d cells left", i, len(shown), cells, left)
		}
	}
	if got := differences(before, after, math.MaxInt); len(got) != len(before) {
		t.Errorf("%d lines of %d differ", len(got), len(before))
	}
	if got := differences(before, after, 10_000); len(got) == 0 || len(got) > 3 {
		t.Errorf("%d lines are shown in 10,000 bytes", len(got))
	}
}

// TestChatsLeadToPages asks in a chat of a bot that has pages: each quote that everybody may
// read leads to the page on which its words are marked, and a private one to none.
func TestChatsLeadToPages(t *testing.T) {
	chat := audience.Place{Platform: "telegram", Chat: "-1001"}
	secret := ferry[1]
	secret.URL, secret.Source, secret.For = "https://inside.example/strike", "Inside Letter", knowledge.ChatAudience(chat.Platform, chat.Chat)
	k := open(t, nil, ferry[0], secret)
	engine := bot.New(bot.Config{Store: k.store, Now: func() time.Time { return k.now }, Page: Page(k.url, nil)})
	reply := engine.Handle(t.Context(), bot.Request{Place: chat, Command: "search", Args: bot.Args{"words": "sailors"}})
	shown := map[string]bool{}
	for _, b := range bot.Unfold(reply.Blocks) {
		q, is := b.(bot.Quote)
		if !is {
			continue
		}
		shown[q.Article.Source] = true
		path, within := strings.CutPrefix(q.Page, k.url)
		switch {
		case q.Article.For != "":
			if q.Page != "" {
				t.Errorf("a private quote leads to %s", q.Page)
			}
		case !within || !strings.HasSuffix(path, "#quote"):
			t.Errorf("a quote leads to %q", q.Page)
		default:
			m := marked.FindStringSubmatch(k.page(t, strings.TrimSuffix(path, "#quote")))
			if m == nil || html.UnescapeString(m[1]) != q.Text {
				t.Errorf("on the page of %q is marked %q", q.Text, m)
			}
		}
	}
	if len(shown) != 2 {
		t.Errorf("the chat is shown %v", shown)
	}
}
