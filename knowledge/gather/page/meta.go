package page

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"
)

// metadata is what a page says about itself: its JSON-LD first, then its <meta> elements, then what it shows.
type metadata struct {
	base      *url.URL            // where the page was found
	articles  []linkedData        // from JSON-LD, outermost first
	tags      map[string][]string // <meta>: lower-cased name, property or itemprop -> contents
	link      string              // <link rel=canonical>
	lang      string              // <html lang>
	docTitle  string              // <title>
	headings  []string            // <h1>
	bylines   []string            // elements marked as author or byline
	times     []string            // <time datetime>, those marked as publication first
	itemprops map[string][]string // microdata: property -> texts
}

func readMetadata(doc *html.Node, base *url.URL) metadata {
	m := metadata{base: base, articles: articlesIn(doc), tags: make(map[string][]string), itemprops: make(map[string][]string)}
	var otherTimes []string
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
		case atom.H1:
			if t := line(n); t != "" {
				m.headings = append(m.headings, t)
			}
		case atom.Link:
			if m.link == "" && strings.EqualFold(Attribute(n, "rel"), "canonical") {
				m.link = strings.TrimSpace(Attribute(n, "href"))
			}
		case atom.Meta:
			content := strings.TrimSpace(Attribute(n, "content"))
			for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
				if name := strings.ToLower(strings.TrimSpace(Attribute(n, key))); name != "" && content != "" {
					m.tags[name] = append(m.tags[name], content)
				}
			}
		case atom.Time:
			value := Attribute(n, "datetime")
			if value == "" {
				value = line(n)
			}
			if hasAttribute(n, "pubdate") || Attribute(n, "itemprop") == "datePublished" || strings.Contains(Attribute(n, "class"), "publish") {
				m.times = append(m.times, value)
			} else if Attribute(n, "itemprop") != "dateModified" {
				otherTimes = append(otherTimes, value)
			}
		}
		if prop := Attribute(n, "itemprop"); prop == "datePublished" && n.DataAtom != atom.Meta {
			if v := Attribute(n, "content"); v != "" {
				m.itemprops[prop] = append(m.itemprops[prop], v)
			} else {
				m.itemprops[prop] = append(m.itemprops[prop], line(n))
			}
		}
		if isByline(n) && len(m.bylines) < 8 {
			if t := line(n); t != "" {
				m.bylines = append(m.bylines, t)
			}
		}
	}
	m.times = append(m.times, otherTimes...)
	return m
}

func isByline(n *html.Node) bool {
	if Attribute(n, "rel") == "author" || Attribute(n, "itemprop") == "author" {
		return true
	}
	for _, token := range strings.Fields(Attribute(n, "class")) {
		switch strings.ToLower(token) {
		case "byline", "author", "author-name", "byline-name", "byline__name", "byline-author", "article-author", "article__author", "post-author", "entry-author", "c-byline__author", "author__name":
			return true
		}
	}
	return false
}

// line is the text of an element as one line.
func line(n *html.Node) string {
	if n.DataAtom == atom.Title {
		if n.FirstChild == nil {
			return ""
		}
		return strings.Join(strings.Fields(n.FirstChild.Data), " ")
	}
	return strings.Join(strings.Fields(joinText(blocksOf(n, nil))), " ")
}

func (m metadata) tag(names ...string) string {
	for _, name := range names {
		for _, v := range m.tags[name] {
			if v = tidy(v); v != "" {
				return v
			}
		}
	}
	return ""
}

func (m metadata) linked(keys ...string) string {
	for _, a := range m.articles {
		if s := tidy(a.text(keys...)); s != "" {
			return s
		}
	}
	return ""
}

var markup = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)

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
func (m metadata) paid() bool {
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

// body is the article's text as the publisher gives it in JSON-LD, or "".
func (m metadata) body() string {
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
func (m metadata) canonical(given string) string {
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

func (m metadata) title() string {
	source := m.source()
	shown := ""
	if len(m.headings) == 1 {
		shown = m.headings[0]
	}
	var title string
	for _, t := range []string{m.linked("headline"), m.tag("og:title", "twitter:title", "parsely-title", "dc.title", "headline"), shown, m.docTitle, m.linked("name")} {
		if title = withoutSource(tidy(t), source); title != "" {
			break
		}
	}
	// schema.org consumers ask for at most 110 characters, so that headlines get cut there; the heading has them whole.
	cut := strings.TrimRight(title, ".… ")
	if shown != "" && len(shown) > len(cut) && (len(cut) < len(title) || len(title) >= 100) && strings.HasPrefix(shown, cut) {
		return shown
	}
	return title
}

// withoutSource takes " - Source" or " | Source" off the end of a title.
func withoutSource(title, source string) string {
	for _, separator := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " • "} {
		i := strings.LastIndex(title, separator)
		if i <= 0 {
			continue
		}
		tail := strings.Join(Words(title[i+len(separator):]), "")
		name := strings.Join(Words(source), "")
		if tail != "" && name != "" && (strings.Contains(name, tail) || strings.Contains(tail, name)) {
			return strings.TrimSpace(title[:i])
		}
	}
	return title
}

func (m metadata) source() string {
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

func (m metadata) language() string {
	for _, tag := range []string{m.lang, m.linked("inLanguage"), m.tag("content-language", "og:locale", "language", "dc.language")} {
		code, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-")), "-")
		if (len(code) == 2 || len(code) == 3) && strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") == "" {
			return code
		}
	}
	return ""
}

func (m metadata) published(now time.Time) (time.Time, bool) {
	var values []string
	for _, a := range m.articles {
		values = append(values, a.text("datePublished"), a.text("dateCreated"))
	}
	for _, name := range []string{"article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date.published", "parsely-pub-date",
		"sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "article.published", "dc.date.issued", "dcterms.created",
		"dc.date", "dcterms.date", "cxenseparse:recs:publishtime", "article:publish_date", "originalpublicationdate", "ptime", "displaydate", "article_date_original", "date"} {
		values = append(values, m.tags[name]...)
	}
	values = append(values, m.itemprops["datePublished"]...)
	values = append(values, m.times[:min(3, len(m.times))]...)
	for _, v := range values {
		if t, dateOnly, ok := ParseDate(tidy(v), now); ok {
			return t, dateOnly
		}
	}
	if t, ok := pathDay(m.base.Path, now); ok {
		return t, true
	}
	return time.Time{}, false
}

var (
	byPrefix   = regexp.MustCompile(`(?i)^(?:by|written by|posted by|story by|von|par|por|from)[:\s]+`)
	nameJoints = regexp.MustCompile(`(?i)\s*(?:,|;|\||•|/)\s*|\s+(?:and|&|und|et|y)\s+`)
)

func (m metadata) authors() []string {
	var given []string
	for _, a := range m.articles {
		if given = names(a.names("author")); len(given) > 0 {
			return given
		}
		if given = names(a.names("creator")); len(given) > 0 {
			return given
		}
	}
	for _, tag := range []string{"author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "article.author", "twitter:data1"} {
		if tag == "twitter:data1" && !strings.EqualFold(m.tag("twitter:label1"), "written by") {
			continue
		}
		if given = names(m.tags[tag]); len(given) > 0 {
			return given
		}
	}
	for _, byline := range m.bylines {
		if given = names([]string{byline}); len(given) > 0 {
			return given
		}
	}
	return nil
}

// names splits bylines into names and leaves out what cannot be one: addresses, handles, and whole sentences.
func names(bylines []string) []string {
	var out []string
	seen := make(map[string]bool)
	for _, byline := range bylines {
		for _, name := range nameJoints.Split(byPrefix.ReplaceAllString(tidy(byline), ""), -1) {
			name = strings.Trim(byPrefix.ReplaceAllString(strings.TrimSpace(name), ""), " .,-–—:")
			key := strings.ToLower(name)
			if len(name) < 2 || len(name) > 60 || len(strings.Fields(name)) > 6 || strings.ContainsAny(name, "@<>{}0123456789") ||
				strings.Contains(name, "://") || strings.Contains(key, "www.") || notNames[key] || seen[key] {
				continue
			}
			seen[key] = true
			out = append(out, name)
		}
	}
	return out
}

var notNames = set(`admin, administrator, staff, editor, author, null, undefined, unknown, none, webmaster, root, user, by, contributor, view author archive, follow`)
