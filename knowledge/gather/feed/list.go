package feed

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"

	"quoth/knowledge/gather/page"
)

// A list page is the page of a site without a feed that links to its articles. A rule says which of its
// links do: "ELEMENT PATH", such as "h3.title /news/*". ELEMENT is a tag, a class or both, in which the
// link stands at most maxClimb levels up; it may be left out. In PATH, "*" stands for any characters but
// "/", and "**" for any; a query counts where PATH has one.

const (
	// maxRule is the longest rule, in bytes.
	maxRule = 200
	// maxClimb is how many levels above a link the element of a rule is looked for.
	maxClimb = 5
	// maxLinks is how many links of a list page are looked at: front pages have some hundreds.
	maxLinks = 1000
	// fewestHeadlines is how many headlines a rule has to find to be proposed.
	fewestHeadlines = 3
	// headlineWords and headlineLength are what a headline has at least; what is shorter names a section.
	headlineWords, headlineLength = 3, 18
	// maxNodes is how many links to one address are looked at, and maxElements how many elements in which
	// they stand.
	maxNodes, maxElements = 8, 24
	// maxClass is how many bytes of a class attribute are read, of elements with at most maxAttributes: pages
	// with generated names have some hundreds.
	maxClass, maxAttributes = 1000, 100
	// maxSegments is how many segments the path of an article has: more than any outlet gives it.
	maxSegments = 20
	// maxHeadline is how many bytes of what a link says are read.
	maxHeadline = 400
)

// errRule is a rule that can't be read.
var errRule = errors.New(`write which links are articles as an element, a path, or both: h3.title /news/*`)

// rule is a rule that was read.
type rule struct {
	element, path string
	address       *regexp.Regexp // of the path, with the query where the rule has one
}

// CheckRule reports what is wrong with a rule of a list page.
func CheckRule(s string) error {
	_, err := readRule(s)
	return err
}

var (
	ruleElement = regexp.MustCompile(`^(?:[a-z][a-z0-9-]*)?(?:\.[\w-]+)?$`)
	rulePath    = regexp.MustCompile(`^/[^\s#;]*$`)
)

func readRule(s string) (r rule, err error) {
	parts := strings.Fields(s)
	if len(s) > maxRule || len(parts) == 0 || len(parts) > 2 {
		return r, errRule
	}
	r.path = "/**"
	if last := parts[len(parts)-1]; strings.HasPrefix(last, "/") {
		r.path, parts = last, parts[:len(parts)-1]
	}
	if len(parts) > 1 {
		return r, errRule
	}
	if len(parts) == 1 {
		r.element = parts[0]
	}
	if !ruleElement.MatchString(r.element) || !rulePath.MatchString(r.path) {
		return r, errRule
	}
	path := strings.NewReplacer(`\*\*`, `.+`, `\*`, `[^/?&]+`).Replace(regexp.QuoteMeta(strings.TrimSuffix(r.path, "/")))
	r.address, err = regexp.Compile(`^` + path + `/?$`)
	return r, err
}

func (r rule) String() string { return strings.TrimSpace(r.element + " " + r.path) }

// fits reports whether a link is one of the rule's.
func (r rule) fits(n *html.Node, to *url.URL) bool {
	address := to.EscapedPath()
	if strings.Contains(r.path, "?") {
		address += "?" + to.RawQuery
	}
	if !r.address.MatchString(address) {
		return false
	}
	if r.element == "" {
		return true
	}
	tag, class, _ := strings.Cut(r.element, ".")
	for range maxClimb + 1 {
		if n == nil {
			break
		}
		if n.Type == html.ElementNode && (tag == "" || n.Data == tag) && (class == "" || slices.Contains(classes(n), class)) {
			return true
		}
		n = n.Parent
	}
	return false
}

// listed is a link of a list page: an address, and the elements that lead there.
type listed struct {
	to    *url.URL
	nodes []*html.Node
	aside bool // every one of them stands beside the page's own content
}

// classes are those of an element.
func classes(n *html.Node) []string {
	if len(n.Attr) > maxAttributes {
		return nil
	}
	written := page.Attribute(n, "class")
	return strings.Fields(written[:min(len(written), maxClass)])
}

// readList is what a page links to within its site, each address once and in the page's order.
func readList(doc *html.Node, base *url.URL) (links []listed) {
	home, known, places := domain(base), map[string]int{}, map[*html.Node]place{}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Base {
			if to, err := base.Parse(page.Attribute(n, "href")); err == nil {
				base = to
			}
		}
		if n.DataAtom != atom.A || len(links) >= maxLinks {
			continue
		}
		to, err := url.Parse(webLink(base, page.Attribute(n, "href")))
		if err != nil || to.Host == "" || domain(to) != home || strings.Trim(to.Path, "/") == "" && to.RawQuery == "" || strings.Count(to.Path, "/") > maxSegments {
			continue
		}
		to.Fragment, to.RawFragment = "", ""
		at := placeOf(n, places)
		if at.furniture || sameDocument(to.String(), base) {
			continue
		}
		i, seen := known[to.String()]
		if !seen {
			i = len(links)
			known[to.String()] = i
			links = append(links, listed{to: to, aside: true})
		}
		if len(links[i].nodes) < maxNodes {
			links[i].nodes, links[i].aside = append(links[i].nodes, n), links[i].aside && at.aside
		}
	}
	return links
}

// domain is the domain that somebody registered, of which an address is.
func domain(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}

// place says whether an element is furniture of the site, and whether it stands beside the content.
type place struct{ furniture, aside bool }

// placeOf is the place of an element. known are those that were told before.
func placeOf(n *html.Node, known map[*html.Node]place) place {
	var climbed []*html.Node
	var at place
	for up := n; up != nil; up = up.Parent {
		if p, told := known[up]; told {
			at = p
			break
		}
		climbed = append(climbed, up)
	}
	for _, down := range slices.Backward(climbed) {
		role := page.Attribute(down, "role")
		at.furniture = at.furniture || down.DataAtom == atom.Nav || down.DataAtom == atom.Footer || role == "navigation" || role == "contentinfo"
		at.aside = at.aside || down.DataAtom == atom.Aside || role == "complementary"
		known[down] = at
	}
	return at
}

// items are, for each of some links, the largest element around it in which there is none of the others.
func items(links []listed) []*html.Node {
	only := map[*html.Node]int{} // an element -> the only link in it, -1 where there are several
	for i, link := range links {
		for _, n := range link.nodes {
			for up := n; up != nil; up = up.Parent {
				if o, held := only[up]; !held {
					only[up] = i
				} else if o != i {
					only[up] = -1
				}
			}
		}
	}
	all := make([]*html.Node, len(links))
	for i, link := range links {
		all[i] = link.nodes[0]
		for all[i].Parent != nil && only[all[i].Parent] == i {
			all[i] = all[i].Parent
		}
	}
	return all
}

// headline is what a page calls an article that it links to, and whether in a heading: the heading in or
// around a link, else what a link says, else the heading that stands in its item.
func (link listed) headline(item *html.Node) (words string, heading bool) {
	for _, n := range link.nodes {
		h := headingIn(n)
		for up, i := n.Parent, 0; h == nil && up != nil && i < maxClimb; up, i = up.Parent, i+1 {
			if isHeading(up) {
				h = n
			}
		}
		if h != nil && isHeadline(said(h)) {
			return said(h), true
		}
	}
	for _, n := range link.nodes {
		if s := said(n); len(s) > len(words) {
			words = s
		}
	}
	if h := headingIn(item); h != nil && !isHeadline(words) {
		return said(h), true
	}
	return words, false
}

// said is the text of an element in one line.
func said(n *html.Node) string {
	s := page.FragmentLine(rendered(n))
	if len(s) > maxHeadline {
		s = strings.ToValidUTF8(s[:maxHeadline], "")
	}
	return s
}

func headingIn(n *html.Node) *html.Node {
	for at := range n.Descendants() {
		if isHeading(at) {
			return at
		}
	}
	return nil
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

func isHeadline(s string) bool {
	return len(strings.Fields(s)) >= headlineWords && utf8.RuneCountInString(s) >= headlineLength
}

// infer finds the rule by which most headlines of a page are found and fewest other links: "" when
// there is none. Where many of them stand in headings, what else is as long is none.
func infer(links []listed) string {
	type count struct{ headlines, others int }
	counts := map[rule]*count{} // without the regular expression
	literal, around := segments(links), items(links)
	plain, headed := make([]bool, len(links)), make([]bool, len(links))
	plains, heads := 0, 0
	for i, link := range links {
		words, heading := link.headline(around[i])
		switch {
		case link.aside || !isHeadline(words):
		case heading:
			headed[i] = true
			heads++
		default:
			plain[i] = true
			plains++
		}
	}
	inHeadings := heads >= max(fewestHeadlines, plains/4)
	for i, link := range links {
		if link.aside {
			continue
		}
		elements := elementsOf(link)
		for _, path := range paths(link.to, literal) {
			for _, element := range elements {
				key := rule{element: element, path: path}
				if counts[key] == nil {
					counts[key] = &count{}
				}
				switch {
				case headed[i], plain[i] && !inHeadings:
					counts[key].headlines++
				case plain[i]:
					counts[key].others++
				default:
					counts[key].others += 2
				}
			}
		}
	}
	var best rule
	most := 0
	for r, c := range counts {
		score := c.headlines - c.others
		if c.headlines < fewestHeadlines || score < most || score == most && !r.before(best) {
			continue
		}
		if len(r.String()) <= maxRule {
			best, most = r, score
		}
	}
	if most < fewestHeadlines {
		return ""
	}
	return best.String()
}

// before reports whether of two rules that find as much r is the better: it says more of the path, or
// names the more telling element.
func (r rule) before(o rule) bool {
	if a, b := literals(r.path), literals(o.path); a != b {
		return a > b
	}
	if a, b := strings.Contains(r.path, "**"), strings.Contains(o.path, "**"); a != b {
		return b
	}
	if a, b := worth(r.element), worth(o.element); a != b {
		return a > b
	}
	return r.String() < o.String()
}

func literals(path string) int { return len(path) - strings.Count(path, "*") }

// worth says how much an element tells of a link in it.
func worth(element string) int {
	tag, class, _ := strings.Cut(element, ".")
	n := 0
	switch {
	case len(tag) == 2 && tag[0] == 'h':
		n = 3
	case tag == "article":
		n = 2
	case tag == "li", tag == "a":
		n = 1
	}
	if class != "" {
		n += 2
	}
	return n
}

// segments are those segments of paths that several links have.
func segments(links []listed) map[string]bool {
	count := map[string]int{}
	for _, link := range links {
		for s := range strings.SplitSeq(strings.Trim(link.to.EscapedPath(), "/"), "/") {
			count[s]++
		}
	}
	shared := map[string]bool{}
	for s, n := range count {
		if n >= fewestHeadlines && !strings.ContainsFunc(s, func(r rune) bool { return r == '*' || unicode.IsDigit(r) }) {
			shared[s] = true
		}
	}
	return shared
}

// maxLiteral is how many segments at the beginning of a path a rule names, and maxClasses how many
// classes of an element are tried for one.
const maxLiteral, maxClasses = 3, 3

// paths are the patterns of an address from which rules are made: its first segments as they are, so far
// as other addresses have them, and anything behind.
func paths(u *url.URL, literal map[string]bool) (all []string) {
	if u.RawQuery != "" && strings.ContainsFunc(u.RawQuery, unicode.IsDigit) {
		query := []string{}
		for pair := range strings.SplitSeq(u.RawQuery, "&") {
			name, _, _ := strings.Cut(pair, "=")
			query = append(query, name+"=*")
		}
		all = append(all, u.EscapedPath()+"?"+strings.Join(query, "&"))
	}
	segments := strings.Split(strings.Trim(u.EscapedPath(), "/"), "/")
	last := "*"
	if dot := strings.LastIndexByte(segments[len(segments)-1], '.'); dot > 0 && len(segments[len(segments)-1])-dot <= len(".shtml") {
		last += segments[len(segments)-1][dot:]
	}
	for n := range min(maxLiteral+1, len(segments)) {
		if n > 0 && !literal[segments[n-1]] {
			break
		}
		head := "/" + strings.Join(append(slices.Clone(segments[:n]), ""), "/")
		head = strings.Replace(head, "//", "/", 1)
		rest := slices.Repeat([]string{"*"}, len(segments)-n-1)
		all = append(all, head+strings.Join(append(rest, last), "/"), head+"**")
	}
	return all
}

// elementsOf are the elements, by tag and class, in which a link stands, each once.
func elementsOf(link listed) []string {
	elements, seen := []string{""}, map[string]bool{"": true}
	add := func(e string) {
		if !seen[e] && len(elements) < maxElements {
			seen[e] = true
			elements = append(elements, e)
		}
	}
	for _, n := range link.nodes {
		for range maxClimb + 1 {
			if n == nil || n.Type != html.ElementNode || n.DataAtom == atom.Body || n.DataAtom == atom.Main {
				break
			}
			if worth(n.Data) > 0 && n.DataAtom != atom.A {
				add(n.Data)
			}
			all := classes(n)
			for _, class := range all[:min(len(all), maxClasses)] {
				if e := n.Data + "." + class; ruleElement.MatchString(e) {
					add(e)
				}
			}
			n = n.Parent
		}
	}
	return elements
}

// parseList reads the articles that a list page links to, by its rule.
func parseList(source, written string, r *reader) (Channel, error) {
	which, err := readRule(written)
	if err != nil {
		return Channel{}, fmt.Errorf("%w: its links: %w", ErrNotFeed, err)
	}
	doc, err := page.Parse(source)
	if err != nil {
		return Channel{}, fmt.Errorf("%w: %w", ErrNotFeed, err)
	}
	links := readList(doc, r.base)
	c := listChannel(doc, links, which, r)
	if len(c.Entries) > 0 {
		return c, nil
	}
	if other := infer(links); other != "" {
		return Channel{}, fmt.Errorf("%w: no link of the page is as %q says; %q would find some", ErrNotFeed, written, other)
	}
	return Channel{}, fmt.Errorf("%w: no link of the page is as %q says", ErrNotFeed, written)
}

// listChannel is a list page as a feed.
func listChannel(doc *html.Node, links []listed, which rule, r *reader) (c Channel) {
	c.Site = r.base.String()
	for n := range doc.Descendants() {
		switch {
		case n.DataAtom == atom.Html:
			c.Language = languageOf(page.Attribute(n, "lang"))
		case n.DataAtom == atom.Title && c.Title == "" && n.FirstChild != nil:
			c.Title = oneLine(n.FirstChild.Data)
		}
	}
	r.language = c.Language
	around := items(links)
	for i, link := range links {
		if !slices.ContainsFunc(link.nodes, func(n *html.Node) bool { return which.fits(n, link.to) }) {
			continue
		}
		e := Entry{URL: link.to.String()}
		if e.Title, _ = link.headline(around[i]); e.Title == "" {
			continue
		}
		for n := range around[i].Descendants() {
			if at := page.Attribute(n, "datetime"); n.DataAtom == atom.Time && at != "" {
				e.Dated = at
				break
			}
		}
		e.setPublished(r)
		r.finish(&e)
		if e.URL != "" {
			c.Entries = append(c.Entries, e)
		}
	}
	return c
}

// Proposal is how the articles of a page without a feed could be found. It is the error of Discover
// for such a page.
type Proposal struct {
	URL     string // of the page
	Rule    string // see parseList
	Title   string // of the page
	Entries []Entry
}

// shownHeadlines is how many headlines the message of a Proposal has.
const shownHeadlines = 3

func (p *Proposal) Error() string {
	var titles []string
	for _, e := range p.Entries[:min(len(p.Entries), shownHeadlines)] {
		titles = append(titles, "“"+e.Title+"”")
	}
	return fmt.Sprintf("%v, but links as %q look like articles: %d of them, such as %s", ErrNoFeeds, p.Rule, len(p.Entries), strings.Join(titles, ", "))
}

// Unwrap says that there is no feed.
func (p *Proposal) Unwrap() error { return ErrNoFeeds }

// propose finds the rule of a list page; nil when nothing there looks like articles.
func propose(source string, base *url.URL) *Proposal {
	doc, err := page.Parse(source)
	if err != nil {
		return nil
	}
	links := readList(doc, base)
	written := infer(links)
	which, err := readRule(written)
	if err != nil {
		return nil
	}
	c := listChannel(doc, links, which, &reader{own: *base, base: base})
	if len(c.Entries) < fewestHeadlines {
		return nil
	}
	return &Proposal{URL: base.String(), Rule: written, Title: c.Title, Entries: c.Entries}
}
