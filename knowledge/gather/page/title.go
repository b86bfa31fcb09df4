package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A heading is an element that may be the headline.
type heading struct {
	node   *html.Node
	text   string
	level  int  // 1 to 3 for <h1> to <h3>, 4 for others
	marked bool // the element names itself a headline
}

var headlinePairs = set(`entry title, post title, article title, page title, article headline, post headline, story headline, news title`)

// headingOf reads n as a heading that may be the headline.
func headingOf(n *html.Node) (heading, bool) {
	level := 0
	switch n.DataAtom {
	case atom.H1:
		level = 1
	case atom.H2:
		level = 2
	case atom.H3:
		level = 3
	}
	marked := Attribute(n, "itemprop") == "headline" || named(n, nil, headlinePairs)
	if level == 0 && !marked {
		return heading{}, false
	}
	t := headlineText(n)
	if t == "" || len(t) > 400 {
		return heading{}, false
	}
	if level == 0 {
		level = 4
	}
	return heading{node: n, text: t, level: level, marked: marked}, true
}

// headlineText is the text of a heading without the topline in it: where a part of it names itself the headline, that
// part; else all but the parts that name themselves something else.
func headlineText(n *html.Node) string {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (Attribute(d, "itemprop") == "headline" || named(d, headlineWords, headlinePairs)) && !named(d, toplineWords, toplinePairs) && !within(n, d) {
			if t := line(d); len(strings.Fields(t)) >= 3 {
				return t
			}
		}
	}
	skip := func(c *html.Node) bool { return c != n && named(c, toplineWords, toplinePairs) }
	if t := oneLine(blocksOf(n, skip)); t != "" {
		return t
	}
	return line(n)
}

var (
	headlineWords = set(`headline`)
	toplineWords  = set(`overline, topline, kicker, dachzeile, spitzmarke, eyebrow, roofline, roof, rubrik, antetitulo, occhiello, surtitre, pretitle, supertitle, colon, category, section, subheadline, subline, date`)
	toplinePairs  = set(`visually hidden, sr only, screen reader, pre title, sub headline, sub title, over line, top line`)
)

// title is the headline and, where it is shown on the page, its element.
//
// What the page declares (JSON-LD, Open Graph, <title>) carries the names of site and section before or behind the
// headline, is cut, or is written for search engines; what the page shows is the headline, but a page shows many
// headings. So the heading that agrees with a declared title is taken, and only without one the declared title, less
// the names around it.
func (m *metadata) title(l *layout) (string, *html.Node) {
	declared := m.declared()
	if h := m.shown(l, declared); h != nil {
		if h.text != m.headline {
			m.headline, m.said = h.text, nil
			m.learnSite(h.text)
		}
		return h.text, h.node
	}
	if name := tidy(m.linked("name")); name != "" && partOf(name, m.docTitle) && !m.isSite(name) { // an encyclopaedia's headline is a description
		return name, nil
	}
	for _, d := range declared {
		if t := m.withoutSite(d); t != "" {
			return t, nil
		}
	}
	return "", nil
}

// learnSite takes what stands beside the headline in the <title> for names of the site or its sections, and so for
// nobody's name.
func (m *metadata) learnSite(headline string) {
	m.besides = nil
	if !partOf(headline, m.docTitle) {
		return
	}
	shown := Words(headline)
	for _, part := range separated(m.docTitle) {
		words := Words(part)
		if n := strings.Join(words, ""); len(n) > 3 && len(words) <= longestSite && !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(shown, w) }) {
			m.besides = append(m.besides, n)
		}
	}
}

// declared lists the titles that the page declares, the most trusted first.
func (m *metadata) declared() []string {
	if m.titles != nil {
		return m.titles
	}
	out := []string{}
	for _, t := range []string{m.linked("headline"), m.tag("og:title", "twitter:title", "parsely-title", "dcterms.title", "dc.title", "headline"), m.docTitle, m.linked("name")} {
		if t = tidy(t); t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	m.titles = out
	return out
}

// shown is the heading that is the headline, or nil.
func (m *metadata) shown(l *layout, declared []string) *heading {
	var best *heading
	most := 0
	only := m.onlyHeading()
	for i := range m.headings {
		h := &m.headings[i]
		points := m.headlinePoints(l, h, only, declared)
		if points > most || points == most && best != nil && len(h.text) > len(best.text) {
			best, most = h, points
		}
	}
	return best
}

// headlinePoints says how much speaks for h being the headline, on a page with that only heading; 0 is nothing.
func (m *metadata) headlinePoints(l *layout, h *heading, only string, declared []string) int {
	words := Words(h.text)
	if len(words) == 0 || m.isSite(h.text) || l.foreign(h.node) {
		return 0
	}
	points := 0
	for _, d := range declared {
		points = max(points, m.agree(h, words, d))
	}
	if h.level == 1 {
		points += 2
		if h.text == only {
			points += 2
			if len(words) >= 4 {
				points += 2
			}
		}
	}
	if h.marked {
		points++
	}
	if at := l.block(h.node); l.first >= 0 && (at > l.last || at > l.first+nearHeadline) {
		points -= 4
	}
	if points < 4 {
		return 0
	}
	return points
}

// agree says how well a heading of some words agrees with a declared title.
func (m *metadata) agree(h *heading, words []string, d string) int {
	given := Words(d)
	switch {
	case slices.Equal(words, Words(m.withoutSite(d))):
		return 8
	case partOf(h.text, d):
		return 7
	case len(given) >= 3 && startsWith(words, Words(strings.TrimRight(d, ".… "))): // a declared title that was cut
		return 6
	case len(words) >= 3 && startsWith(given, words):
		return 5
	}
	return 0
}

// onlyHeading is the text of the page's one <h1>, the site's name aside; "" where there are several, or none.
func (m *metadata) onlyHeading() string {
	only := ""
	for i := range m.headings {
		switch h := &m.headings[i]; {
		case h.level != 1 || h.text == "" || m.isSite(h.text):
		case only == "":
			only = h.text
		case only != h.text:
			return ""
		}
	}
	return only
}

// partOf reports whether h is one of the parts into which separators divide d, or several in a row.
func partOf(h, d string) bool {
	words := Words(h)
	cuts := separated(d)
	for i := range cuts {
		for j := i + 1; j <= len(cuts); j++ {
			if (i > 0 || j < len(cuts)) && slices.Equal(words, Words(strings.Join(cuts[i:j], " "))) {
				return true
			}
		}
	}
	return false
}

func startsWith(words, start []string) bool {
	return len(start) > 0 && len(words) >= len(start) && slices.Equal(words[:len(start)], start)
}

// separators stand between a headline and the names of site and section. Those in the first list do so without blanks
// too, the others only between blanks, for they stand in headlines as well.
const (
	tightSeparators = "|·•⋅∙‣◦»›«‹¦｜："
	looseSeparators = "-–—:~/>←→"
)

// separated cuts a title at its separators.
func separated(title string) []string {
	var parts []string
	runes := []rune(title)
	start := 0
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		tight := strings.ContainsRune(tightSeparators, r)
		end := i
		for strings.ContainsRune(looseSeparators, r) && end+1 < len(runes) && runes[end+1] == r { // ::, //, >>
			end++
		}
		loose := strings.ContainsRune(looseSeparators, r) && end+1 < len(runes) && runes[end+1] == ' ' && (i > 0 && runes[i-1] == ' ' || r == ':')
		if tight || loose {
			if p := strings.TrimSpace(string(runes[start:i])); p != "" {
				parts = append(parts, p)
			}
			start = end + 1
		}
		i = end
	}
	if p := strings.TrimSpace(string(runes[start:])); p != "" {
		parts = append(parts, p)
	}
	return parts
}

// withoutSite takes the site's name off both ends of a title.
func (m *metadata) withoutSite(title string) string {
	for range 3 {
		cuts := separated(title)
		if len(cuts) < 2 {
			break
		}
		switch {
		case m.isSite(cuts[len(cuts)-1]):
			title = strings.TrimSpace(title[:strings.LastIndex(title, cuts[len(cuts)-1])])
			title = strings.TrimSpace(strings.TrimRight(title, tightSeparators+looseSeparators+" "))
		case m.isSite(cuts[0]):
			title = strings.TrimLeft(title[strings.Index(title, cuts[0])+len(cuts[0]):], tightSeparators+looseSeparators+" ")
		default:
			return title
		}
	}
	return title
}

// isSite reports whether s is what the site is called: its declared name, a label of its host, or one of these with
// a few words around it.
func (m *metadata) isSite(s string) bool {
	words := Words(s)
	name := strings.Join(words, "")
	if name == "" {
		return false
	}
	for _, site := range m.siteNames() {
		if name == site || len(name) > 2 && strings.Contains(site, name) || len(site) > 2 && len(words) <= 6 && strings.Contains(name, site) {
			return true
		}
	}
	return false
}

// isNamedSite reports whether s is a name of the site or a part of one, with nothing around it.
func (m *metadata) isNamedSite(s string) bool {
	name := strings.Join(Words(s), "")
	return slices.Contains(m.besides, name) || slices.ContainsFunc(m.siteNames(), func(site string) bool { return name == site || len(name) > 2 && strings.Contains(site, name) })
}

// longestSite is how many words the name of a site has at most; some pages put their title where it belongs.
const longestSite = 7

// siteNames are the names of the site as runs of letters and digits.
func (m *metadata) siteNames() []string {
	if m.sites != nil {
		return m.sites
	}
	names := []string{}
	add := func(s string) {
		words := Words(s)
		if n := strings.Join(words, ""); len(n) > 1 && len(words) <= longestSite && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	add(m.source())
	for _, tag := range []string{"og:site_name", "application-name", "publisher", "dc.publisher", "apple-mobile-web-app-title"} {
		add(m.tag(tag))
	}
	host := strings.TrimPrefix(strings.ToLower(m.base.Hostname()), "www.")
	if host != "" {
		add(host)
		domain := site(host)
		label, _, _ := strings.Cut(domain, ".")
		add(label)
	}
	m.sites = names
	return names
}
