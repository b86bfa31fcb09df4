package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A layout says where on a page things stand: dates and by-lines beside the headline or the text are the article's, others
// belong to other articles.
type layout struct {
	blocks   []block            // of the body, nothing left out
	at       map[*html.Node]int // block-level element -> the first block in it
	prose    map[*html.Node]int // element -> words of running text in it
	words    int                // words of running text on the page
	headline int                // block of the headline, -1 when none was found
	first    int                // first block of the article's text
	last     int                // last block of the article's text
}

func newLayout(blocks []block) *layout {
	l := &layout{blocks: blocks, at: make(map[*html.Node]int), prose: make(map[*html.Node]int), headline: -1}
	for i, b := range blocks {
		if b.words >= longBlock && b.linkDensity() <= 0.4 {
			l.words += b.words
			for n := b.node; n != nil; n = n.Parent {
				l.prose[n] += b.words
			}
		}
		for n := b.node; n != nil; n = n.Parent {
			if _, known := l.at[n]; known {
				break
			}
			l.at[n] = i
		}
	}
	return l
}

// block is the block in which n stands, or that follows it; -1 when there is none.
func (l *layout) block(n *html.Node) int {
	for n := n; n != nil; n = n.Parent {
		if i, ok := l.at[n]; ok {
			return i
		}
	}
	return -1
}

// settle notes where the article's text stands.
func (l *layout) settle(article []block) {
	l.first, l.last = -1, -1
	for _, b := range article {
		i, ok := l.at[b.node]
		if !ok || b.words < longBlock {
			continue
		}
		for i < len(l.blocks) && l.blocks[i].node == b.node && l.blocks[i].text != b.text {
			i++
		}
		if i < len(l.blocks) && l.blocks[i].node == b.node {
			if l.first < 0 {
				l.first = i
			}
			l.last = i
		}
	}
}

// headed notes where the headline stands; it is nil when the page does not show it. A headline below the text is
// another article's.
func (l *layout) headed(headline *html.Node) {
	if headline != nil {
		l.headline = l.block(headline)
	}
	if l.first < 0 {
		l.first, l.last = max(l.headline, 0), max(l.headline, 0)
	}
	if l.headline > l.last {
		l.headline = -1
	}
}

// A place is where a block stands, seen from the article.
type place int

const (
	elsewhere place = iota
	below           // some lines behind the text
	inside          // in the middle of the text
	beside          // above or below the headline, up to the first words of the text
)

const (
	// nearHeadline is how many blocks above the headline, and between headline and text, are its own: topline, day,
	// by-line, teaser, caption, buttons to share.
	nearHeadline = 8
	// nearEnd is how many blocks behind the text can be its own: who wrote it, when.
	nearEnd = 6
)

func (l *layout) place(i int) place {
	top := l.headline
	if top < 0 {
		top = l.first
	}
	switch {
	case i < 0:
		return elsewhere
	case i >= top-nearHeadline && i <= l.first && i <= top+4*nearHeadline, i > l.first && i <= top+nearHeadline && i < l.last:
		return beside
	case i > l.first && i <= l.last:
		return inside
	case i > l.last && i <= l.last+nearEnd:
		return below
	}
	return elsewhere
}

// foreign reports whether n stands in a box that belongs to something else than the article: comments, other articles,
// navigation, the foot of the page. What a box is called says so only while it holds little of the page's running text.
func (l *layout) foreign(n *html.Node) bool {
	for ; n != nil && n.DataAtom != atom.Body && 3*l.prose[n] <= l.words; n = n.Parent {
		switch n.DataAtom {
		case atom.Nav, atom.Aside, atom.Form, atom.Footer:
			return true
		}
		if named(n, foreignBoxes, foreignPairs) {
			return true
		}
	}
	return false
}

var foreignBoxes = set(`comment, comments, commentlist, kommentar, kommentare, respond, disqus, related, recommended, sidebar,
trending, popular, navigation, breadcrumb, breadcrumbs, outbrain, taboola, newsletter, cookie, consent`)

var foreignPairs = set(`most read, most viewed, latest news, more from, read more, read next, see also, also like, up next`)
