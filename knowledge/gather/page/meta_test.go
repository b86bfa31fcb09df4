package page

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// articlePage is a page with a head, lines beside the headline, and lines behind the text.
func articlePage(head, headline, beside, behind string) string {
	return `<!doctype html><html lang="en-GB"><head>` + head + `</head><body><nav><a href=/>Home</a> <a href=/s>Sport</a></nav><main><article>` + headline + beside +
		story + behind + `</article></main><footer><p>Imprint of the Ashford Echo</p></footer></body></html>`
}

func TestTitles(t *testing.T) {
	const h1 = "<h1>Tram line approved</h1>"
	for name, c := range map[string]struct{ head, headline, want string }{
		"site behind |":            {"<title>Tram line approved | Ashford Echo</title>", "", "Tram line approved"},
		"site behind ›":            {"<title>Tram line approved › Ashford Echo</title>", "", "Tram line approved"},
		"site before":              {"<title>Ashford Echo: Tram line approved</title>", "", "Tram line approved"},
		"section of the site":      {"<title>Tram line approved | Ashford Echo Politics</title>", "", "Tram line approved"},
		"site and section":         {"<title>Tram line approved - Town - Ashford Echo</title>", h1, "Tram line approved"},
		"section before":           {`<meta property="og:title" content="Opinion | Tram line approved">`, h1, "Tram line approved"},
		"full-width colon":         {"<title>Ashford Echo：Tram line approved</title>", h1, "Tram line approved"},
		"colon in the headline":    {"<title>Trams: the line is approved | Ashford Echo</title>", "", "Trams: the line is approved"},
		"dash in the headline":     {"<title>Tram line approved - and paid for</title>", "<h1>Tram line approved - and paid for</h1>", "Tram line approved - and paid for"},
		"name, not description":    {`<script type="application/ld+json">{"@type":"Article","name":"Kelborn","headline":"town on the coast"}</script><title>Kelborn – Openpedia</title>`, "<h1>Kelborn</h1>", "Kelborn"},
		"cut for search engines":   {`<meta property="og:title" content="Tram line approved after three…">`, "<h1>Tram line approved after three years of talks</h1>", "Tram line approved after three years of talks"},
		"site's name in an <h1>":   {"<title>Tram line approved | Ashford Echo</title>", "<h1>Ashford Echo</h1>" + h1, "Tram line approved"},
		"headline in an <h2>":      {"<title>Tram line approved | Ashford Echo</title>", "<h1>Politics</h1><h2>Tram line approved</h2>", "Tram line approved"},
		"shown otherwise":          {`<meta property="og:title" content="Ashford gets its tram">`, "<h1>The council of Ashford approves the tram line</h1>", "The council of Ashford approves the tram line"},
		"more than is shown":       {"<title>Tram line approved in Ashford, by the harbour</title>", "<h1>Other news</h1><h1>Tram line approved in Ashford</h1>", "Tram line approved in Ashford"},
		"two signs between":        {"<title>Tram line approved // Ashford Echo</title>", "", "Tram line approved"},
		"name, shown in the title": {`<script type="application/ld+json">{"@type":"Article","name":"Kelborn","headline":"town on the coast"}</script><title>Kelborn – Openpedia</title>`, "", "Kelborn"},
		"topline in the heading":   {"<title>Tram line approved | Ashford Echo</title>", `<h1><span class="overline">Transport</span>Tram line approved</h1>`, "Tram line approved"},
		"headline in the heading":  {"<title>Town | Ashford Echo</title>", `<h1><span>Transport</span> <span itemprop="headline">The tram line is approved</span></h1>`, "The tram line is approved"},
		"heading of a side column": {"<title>Tram line approved</title>", `<aside><h1>Tram</h1></aside>`, "Tram line approved"},
	} {
		page := strings.Replace(articlePage(c.head, c.headline, "", ""), "<head>", `<head><meta property="og:site_name" content="Ashford Echo">`, 1)
		if got := read(t, page, "", "https://www.ashford-echo.example/town/tram").Title; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAuthors(t *testing.T) {
	for name, c := range map[string]struct{ head, beside, behind, want string }{
		"addresses of profiles":     {`<meta property="article:author" content="https://echo.example/p/ines,https://echo.example/p/tom">`, `<div class="byline">By Ines Weller and Tom Abara</div>`, "", "Ines Weller, Tom Abara"},
		"words before the name":     {"", `<a rel="author" href="/a/ines">View all posts by Ines Weller</a>`, "", "Ines Weller"},
		"German words before":       {"", `<a rel="author" href="/a/ines">Alle Beiträge von Ines Weller</a>`, "", "Ines Weller"},
		"role in an element":        {"", `<div class="byline"><a href="/a/ines">Ines Weller</a><span>Senior Politics Editor</span></div>`, "", "Ines Weller"},
		"role behind the name":      {`<meta name="author" content="Ines Weller Senior Reporter">`, "", "", "Ines Weller"},
		"role behind a comma":       {`<meta name="author" content="Ines Weller, Korrespondentin">`, "", "", "Ines Weller"},
		"outlet behind the name":    {`<meta name="author" content="Ines Weller BBC News">`, "", "", "Ines Weller"},
		"day in the by-line":        {"", `<p class="meta-author">VON <a href="/autoren/weller">Ines Weller</a> am 21. April 2020</p>`, "", "Ines Weller"},
		"line beside the headline":  {"", `<p>Par Ines Weller</p>`, "", "Ines Weller"},
		"line behind the text":      {"", "", "<p>Autor: Ines Weller</p>", "Ines Weller"},
		"last name first":           {`<meta name="author" content="Weller, Ines">`, "", "", "Ines Weller"},
		"person by reference":       {`<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"Ines Weller @inesw"}]}</script>`, "", "", "Ines Weller"},
		"site as its own author":    {`<meta name="author" content="Ashford Echo">`, `<div class="author">by Ines Weller</div>`, "", "Ines Weller"},
		"organisation alone":        {`<meta name="author" content="dpa">`, "", "", "dpa"},
		"organisation and person":   {`<meta name="author" content="Ines Weller, Reuters">`, "", "", "Ines Weller"},
		"particles":                 {`<meta name="author" content="Verónica De Vita; Jan van der Molen">`, "", "", "Verónica De Vita, Jan van der Molen"},
		"no name":                   {`<meta name="author" content="https://echo.example/"><meta name="author" content="admin">`, "<p>By clicking you agree</p>", "", ""},
		"by-lines of other stories": {"", "", strings.Repeat("<p>More of the town.</p>", 9) + `<div class="related"><span class="author">Tom Abara</span><span class="author">Ida Quist</span></div>`, ""},
		"profile":                   {"", `<a rel="author" href="/a/ines">View Ines Weller’s profile</a>`, "", "Ines Weller"},
		"role without a blank":      {"", `<div class="byline">Ines WellerHealth Editor</div>`, "", "Ines Weller"},
		"outlet of the <title>":     {"<title>Tram line approved - Town News Hour</title>", `<div class="byline"><a>Ines Weller</a><span>Town News Hour</span></div>`, "", "Ines Weller"},
		"another network":           {"", `<div class="byline">Story by Ines Weller, Harbour Network</div>`, "", "Ines Weller"},
		"place behind the name":     {"", `<div class="byline">By Ines Weller in Kelborn</div>`, "", "Ines Weller"},
		"label over the name":       {"", `<dl><dt>Autor</dt><dd>Ines Weller</dd></dl>`, "", "Ines Weller"},
		"link to an author":         {"", `<p><a href="/autoren/weller">Ines Weller</a></p>`, "", "Ines Weller"},
		"credits in a line":         {"", `<p>Text von Ines Weller Illustration von Tom Abara</p>`, "", "Ines Weller"},
		"tags of the article":       {"", `<div class="author-meta">Town / Harbour / Trams / Money / Streets / Shops / Votes / Ines Weller / News / Photos</div>`, "", ""},
		"photographer":              {"", `<div class="byline">Ines Weller<br>Foto: Tom Abara</div>`, "", "Ines Weller"},
	} {
		page := strings.Replace(articlePage(c.head, "<h1>Tram line approved</h1>", c.beside, c.behind), "<head>", `<head><meta property="og:site_name" content="Ashford Echo">`, 1)
		if got := strings.Join(read(t, page, "", "https://www.ashford-echo.example/town/tram").Authors, ", "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestShownDates(t *testing.T) {
	for name, c := range map[string]struct{ head, beside, behind, want string }{
		"beside the headline":      {"", `<p><span>16.10.2024</span> | <span>Town</span></p>`, "", "2024-10-16"},
		"in words":                 {"", `<p>Von Ines Weller am Mittwoch, den 16. Oktober 2024, 14.05 Uhr</p>`, "", "2024-10-16T14:05:00Z"},
		"glued to its label":       {"", `<div class="created"><span>Erstellt am</span><span>16.10.2024</span></div>`, "", "2024-10-16"},
		"behind the text":          {"", "", `<p>Published 16 October 2024</p>`, "2024-10-16"},
		"of a member, and its own": {"", `<p>Member since 1 May 2019</p><p class="date">16/10/2024</p>`, "", "2024-10-16"},
		"changed, and its own":     {"", `<p>Updated 18 October 2024</p><p>Published 16 October 2024</p>`, "", "2024-10-16"},
		"<time> of another story":  {"", `<time datetime="2024-10-16">16 October</time>`, strings.Repeat("<p>More of the town.</p>", 9) + `<div class="related"><time datetime="2024-10-20">20 October</time></div>`, "2024-10-16"},
		"hAtom":                    {"", `<abbr class="published" title="2024-10-16T09:00:00+02:00">Wednesday</abbr>`, "", "2024-10-16T09:00:00+02:00"},
		"JSON-LD of a page":        {`<script type="application/ld+json">{"@type":"WebPage","datePublished":"2024-10-16T09:00:00+02:00"}</script>`, "", "", "2024-10-16T09:00:00+02:00"},
		"JSON-LD without a type":   {`<script>{"@context":"https://schema.org","@type":"NewsArticle","datePublished":"2024-10-16T09:00:00+02:00"}</script>`, "", "", "2024-10-16T09:00:00+02:00"},
		"dcterms":                  {`<meta name="dcterms.issued" content="2024-10-16">`, "", "", "2024-10-16"},
		"dcterms with a colon":     {`<meta property="dcterms:issued" content="2024-10-16">`, "", "", "2024-10-16"},
		"UTC, shown a day later":   {`<meta property="article:published_time" content="2024-10-15T22:30:00Z">`, `<p class="date">16.10.2024</p>`, "", "2024-10-16T00:30:00+02:00"},
		"set anew, shown as it was": {`<meta property="article:published_time" content="2025-03-01T08:00:00Z">`, `<time datetime="2024-10-16">16 October 2024</time>`,
			"", "2024-10-16"},
		"only in running text": {"", "", "<p>The harbour gate, which was opened on 16 October 1924 in the presence of the whole town and its band, is to be kept as it is, the council said.</p>", ""},
	} {
		p := read(t, articlePage(c.head, "<h1>Tram line approved</h1>", c.beside, c.behind), "", "")
		got := ""
		switch {
		case p.DateOnly:
			got = p.Published.Format(time.DateOnly)
		case !p.Published.IsZero():
			got = p.Published.Format(time.RFC3339)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestRuby(t *testing.T) {
	p := read(t, `<html lang="ja"><body><article><h1>橋の工事</h1><p><ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>の<ruby>工事<rt>こうじ</rt></ruby>は<ruby>六月<rt>ろくがつ</rt></ruby>に<ruby>終<rt>お</rt></ruby>わります。</p>
<p><ruby>夜<rt>よる</rt></ruby>の<ruby>列車<rt>れっしゃ</rt></ruby>はまた<ruby>町<rt>まち</rt></ruby>に<ruby>止<rt>と</rt></ruby>まると、<ruby>駅長<rt>えきちょう</rt></ruby>が話しました。</p></article></body></html>`, "", "")
	if !strings.Contains(p.Text, "橋の工事は六月に終わります。") {
		t.Errorf("the text is %q", p.Text)
	}
}

func TestNames(t *testing.T) {
	m := &metadata{base: &url.URL{}}
	for said, want := range map[string][]string{
		"By\nInes Weller\nand\nTom Abara":              {"Ines Weller", "Tom Abara"},
		"Text: Ines Weller | Fotos: Tom Abara":         {"Ines Weller"},
		"Редакция\nМария Иванова, корреспондент":       {"Мария Иванова"},
		"Haber: Ayşe Yılmaz":                           {"Ayşe Yılmaz"},
		"di Ines Weller e Tom Abara":                   {"Ines Weller", "Tom Abara"},
		"Redaktion Ashford":                            {"Redaktion Ashford"},
		"was seen near the harbour on Tuesday evening": nil,
		"ines@echo.example, @inesw, www.echo.example":  nil,
	} {
		if got := peopleFirst(m.names(said, false), m); !slices.Equal(got, want) {
			t.Errorf("%q names %q, want %q", said, got, want)
		}
	}
}
