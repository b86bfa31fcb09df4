package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// bylineWords name elements that say who wrote an article.
var (
	bylineWords = set(`byline, bylines, author, authors, autor, autoren, autorin, auteur, auteurs, autore, autori, autores, verfasser, redakteur, yazar,
writer, writers, contributor, poster`)
	bylinePairs = set(`posted by, written by, by line, full name`)
)

func isByline(n *html.Node) bool {
	if Attribute(n, "rel") == "author" || Attribute(n, "itemprop") == "author" {
		return n.DataAtom != atom.Link && n.DataAtom != atom.Meta
	}
	if property := strings.ToLower(Attribute(n, "property")); strings.HasSuffix(property, ":author") || strings.HasSuffix(property, ":creator") || property == "author" {
		return n.DataAtom != atom.Meta && n.DataAtom != atom.Link
	}
	return n.DataAtom != atom.Body && named(n, bylineWords, bylinePairs) || n.DataAtom == atom.A && namesAuthor(Attribute(n, "href"))
}

// authorTags are the <meta> elements that name authors, the most trusted first.
var authorTags = []string{"author", "article:author", "authors", "article:authors", "parsely-author", "sailthru.author", "byl", "citation_author", "dc.creator",
	"dcterms.creator", "article.author", "dc.author", "og:article:author", "article:author_name", "author_name", "cxenseparse:author", "bt:author", "og:author", "itemprop.creator"}

// An attribution is who wrote the article, by one of the page's statements.
type attribution struct {
	names  []string
	points int // how much speaks for it
}

// authors are the people who wrote the article, by the names that the page gives them; organisations only when it names
// no person. They are found where most speaks for them: what the page declares of the article, its by-line, and lines
// such as "By …" beside headline and text. A site that declares itself as the author has only not said who it was.
func (m *metadata) authors(l *layout) []string {
	var best attribution
	add := func(names []string, points int) {
		names = peopleFirst(names, m)
		if len(names) > 0 && m.isNamedSite(names[0]) {
			points -= 4
		}
		if len(names) == 1 && (isHandle(names[0]) || oneWord(names[0])) {
			points -= 2
		}
		if len(names) > 0 && points > best.points {
			best = attribution{names, points}
		}
	}
	for _, a := range m.articles {
		add(m.names(strings.Join(append(a.names("author"), a.names("creator")...), "\n"), false), 9)
	}
	for _, name := range authorTags {
		add(m.names(strings.Join(m.all([]string{name}), "\n"), false), 8)
	}
	if label := m.tag("twitter:label1"); saysBy(label) {
		add(m.names(m.tag("twitter:data1"), false), 8)
	}
	for _, o := range m.others {
		add(m.names(strings.Join(o.names("author"), "\n"), false), 6)
	}
	type byline struct {
		names  []string
		points int
	}
	var bylines []byline
	only := true // every by-line of the page names the same
	for _, n := range m.bylines {
		points := map[place]int{beside: 8, below: 6, inside: 3, elsewhere: 2}[l.place(l.block(n))]
		if Attribute(n, "rel") == "author" || Attribute(n, "itemprop") == "author" {
			points++
		}
		if l.foreign(n) {
			points -= 5
		}
		if names := m.bylineNames(n); len(names) > 0 {
			only = only && (len(bylines) == 0 || slices.Equal(names, bylines[0].names))
			bylines = append(bylines, byline{names, points})
		}
	}
	for _, b := range bylines {
		if only && b.points < 5 {
			b.points += 3
		}
		add(b.names, b.points)
	}
	for i, b := range l.blocks {
		p := l.place(i)
		if p != beside && p != below || b.words > longBlock {
			continue
		}
		points := map[place]int{beside: 7, below: 5}[p]
		if l.foreign(b.node) {
			points -= 5
		}
		line := strings.Join(runs(b.node), "\n")
		if b.words <= 2 && isLabel(line) && i+1 < len(l.blocks) && l.blocks[i+1].words <= shortSentence { // the name stands in the next box
			line = strings.TrimRight(line, " :") + ": " + strings.Join(runs(l.blocks[i+1].node), "\n")
		}
		if rest, ok := afterBy(line); ok {
			add(m.names(rest, len(strings.Fields(rest)) > 1 || !explicitBy.MatchString(line)), points)
		}
	}
	if best.points < 2 {
		return nil
	}
	return best.names
}

// bylineNames are the names in an element that says who wrote the article. Where parts of it are marked as names, or
// are links to authors, those are the names.
func (m *metadata) bylineNames(n *html.Node) []string {
	var marked, linked []string
	words := 0
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			words += countWords(d.Data)
		case d.Type != html.ElementNode || d == n:
		case Attribute(d, "itemprop") == "name" && d.DataAtom == atom.Meta:
			marked = append(marked, Attribute(d, "content"))
		case Attribute(d, "itemprop") == "name" || Attribute(d, "rel") == "author" || named(d, nameWordsOf, namePairs):
			marked = append(marked, strings.Join(runs(d), "\n"))
		case d.DataAtom == atom.A && namesAuthor(Attribute(d, "href")):
			linked = append(linked, strings.Join(runs(d), "\n"))
		}
	}
	for _, given := range [][]string{marked, linked} {
		if found := m.names(strings.Join(given, "\n"), false); len(found) > 0 {
			return found
		}
	}
	text := strings.Join(runs(n), "\n")
	if words > 2*longBlock || len(nameJoints.FindAllString(text, mostParts)) == mostParts {
		return nil // a box about the author, or a list of what else is told of the article
	}
	return m.names(text, false)
}

// isLabel reports whether a line is nothing but the label over an author's name.
func isLabel(line string) bool {
	return saysBy(strings.TrimRight(line, " :") + ":")
}

// mostParts is the number of separators in a line that is no by-line any more.
const mostParts = 8

var (
	nameWordsOf = set(`fn`)
	namePairs   = set(`author name, byline name, full name, display name, name author`)
)

// namesAuthor reports whether an address leads to the page of an author.
func namesAuthor(href string) bool {
	for _, dir := range []string{"/author", "/autor", "/auteur", "/people/", "/person", "/profil", "/by/", "/writer", "/journalist", "/redakteur", "/contributor",
		"/staff/", "/yazar", "/newsteam", "/team/"} {
		if strings.Contains(strings.ToLower(href), dir) {
			return true
		}
	}
	return false
}

// runs lists the pieces of text in n between the beginnings and ends of elements, without what does not show and
// without boxes in n that hold text of their own.
func runs(n *html.Node) []string {
	var out []string
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				if t := strings.Join(strings.Fields(tidy(c.Data)), " "); t != "" {
					out = append(out, t)
				}
			case c.Type == html.ElementNode && !silent[c.DataAtom] && !hidden(c) && depth < 12:
				walk(c, depth+1)
			}
		}
	}
	walk(n, 0)
	return out
}
