package page

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"

	"quoth/knowledge/lazyregexp"
)

// metadata is what a page says about itself: its JSON-LD, its <meta> elements, and elements that are marked as headline,
// date or author by name.
type metadata struct {
	base     *url.URL            // where the page was found
	articles []linkedData        // articles of the JSON-LD, outermost first
	others   []linkedData        // its other objects that are pages or have a date, outermost first
	tags     map[string][]string // <meta>: lower-cased name, property or itemprop -> contents
	link     string              // <link rel=canonical>
	lang     string              // <html lang>, with the country
	docTitle string              // <title>
	headings []heading           // <h1> to <h3>, and what is marked as a headline
	bylines  []*html.Node        // elements that name themselves after authors
	times    []timeElement       // <time>, and elements that are marked as date of publication

	// What is worked out of these when it is first asked for.
	titles   []string // declared
	sites    []string // siteNames
	headline string   // of the declared titles, the one that a heading of the page shows, "" as long as none is known
	besides  []string // what stands beside the headline in the <title>, as siteNames
	said     stumps   // words of title and description
}

func readMetadata(doc *html.Node, base *url.URL) metadata {
	m := metadata{base: base, tags: make(map[string][]string)}
	m.articles, m.others = linkedDataIn(doc)
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Namespace != "" {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			m.lang = Attribute(n, "lang")
		case atom.Title:
			if m.docTitle == "" {
				m.docTitle = line(n)
			}
		case atom.Link:
			if m.link == "" && strings.EqualFold(Attribute(n, "rel"), "canonical") {
				m.link = strings.TrimSpace(Attribute(n, "href"))
			}
		case atom.Meta:
			content := strings.TrimSpace(Attribute(n, "content"))
			for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
				name := strings.ToLower(strings.TrimSpace(Attribute(n, key)))
				if name == "" || content == "" || slices.Contains(m.tags[name], content) {
					continue
				}
				if key == "itemprop" { // of the article, or of what it cites
					name = "itemprop." + name
				}
				m.tags[name] = append(m.tags[name], content)
			}
			continue
		}
		if len(n.Attr) == 0 && n.DataAtom != atom.H1 && n.DataAtom != atom.H2 && n.DataAtom != atom.H3 && n.DataAtom != atom.Time {
			continue
		}
		if h, ok := headingOf(n); ok {
			m.headings = append(m.headings, h)
		}
		if t, ok := timeOf(n); ok {
			m.times = append(m.times, t)
		}
		if isByline(n) {
			m.bylines = append(m.bylines, n)
		}
	}
	return m
}

// line is the text of an element as one line.
func line(n *html.Node) string {
	if n.DataAtom == atom.Title {
		if n.FirstChild == nil {
			return ""
		}
		return strings.Join(strings.Fields(n.FirstChild.Data), " ")
	}
	return oneLine(blocksOf(n, nil))
}

func oneLine(blocks []block) string { return strings.Join(strings.Fields(joinText(blocks)), " ") }

func (m *metadata) tag(names ...string) string {
	for _, name := range names {
		for _, v := range m.tags[name] {
			if v = tidy(v); v != "" {
				return v
			}
		}
	}
	return ""
}

func (m *metadata) linked(keys ...string) string {
	for _, a := range m.articles {
		if s := tidy(a.text(keys...)); s != "" {
			return s
		}
	}
	return ""
}

var markup = lazyregexp.New(`</?[a-zA-Z][^<>]*>`)

// tidy makes a plain line of a metadata value: values are often escaped twice or carry markup.
func tidy(s string) string {
	if strings.ContainsAny(s, "&<") {
		s = markup.ReplaceAllString(html.UnescapeString(s), "")
	}
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if invisible(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)), " ")
}

// paid reports whether the page says that the whole article is for subscribers alone
// (https://schema.org/isAccessibleForFree, and Open Graph's content tier).
func (m *metadata) paid() bool {
	for _, a := range m.articles {
		switch free := a["isAccessibleForFree"].(type) {
		case bool:
			return !free
		case string:
			return strings.HasSuffix(strings.ToLower(free), "false")
		}
	}
	return strings.EqualFold(m.tag("article:content_tier"), "locked")
}

// descriptions are what the page says that it is about.
func (m *metadata) descriptions() []string {
	var out []string
	for _, d := range append(m.all([]string{"og:description", "description", "twitter:description", "dc.description", "dcterms.description"}), m.linked("description")) {
		if d = tidy(d); d != "" && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

// body is the article's text as the publisher gives it in JSON-LD, or "".
func (m *metadata) body() string {
	longest := ""
	for _, a := range m.articles {
		if s := a.text("articleBody"); len(s) > len(longest) {
			longest = s
		}
	}
	return longest
}

// canonical is the page's own name for its address if that is on the same site as given, else given. A canonical link
// to the front page is a mistake of the site's and is not followed.
func (m *metadata) canonical(given string) string {
	for _, link := range []string{m.link, m.tag("og:url"), m.linked("url")} {
		ref, err := url.Parse(link)
		if link == "" || err != nil {
			continue
		}
		u := m.base.ResolveReference(ref)
		u.Fragment = ""
		if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
			continue
		}
		if given == "" {
			return u.String()
		}
		if site(u.Hostname()) == site(m.base.Hostname()) && (strings.Trim(u.Path, "/") != "" || strings.Trim(m.base.Path, "/") == "") {
			return u.String()
		}
	}
	return given
}

// site is the registrable domain of a host: bbc.co.uk for www.bbc.co.uk.
func site(host string) string {
	host = strings.ToLower(host)
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}

func (m *metadata) source() string {
	for _, a := range m.articles {
		for _, name := range a.names("publisher") {
			if name = tidy(name); name != "" && !strings.Contains(name, "://") && len(name) <= 80 {
				return name
			}
		}
	}
	if name := m.tag("og:site_name", "application-name", "publisher", "dc.publisher", "al:ios:app_name", "apple-mobile-web-app-title"); name != "" && !strings.Contains(name, "://") && len(name) <= 80 {
		return name
	}
	return strings.TrimPrefix(strings.ToLower(m.base.Hostname()), "www.")
}

func (m *metadata) language() string {
	for _, tag := range []string{m.lang, m.linked("inLanguage"), m.tag("content-language", "og:locale", "language", "dc.language")} {
		code, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-")), "-")
		if (len(code) == 2 || len(code) == 3) && strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") == "" {
			return code
		}
	}
	return ""
}
