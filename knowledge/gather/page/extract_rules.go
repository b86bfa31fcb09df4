package page

import (
	"iter"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"quoth/knowledge/lazyregexp"
)

// A cutter knows which elements of one page are boilerplate. What an element is called in its class, id or role says
// so only while it holds little of the page's running text: a <body class="has-sidebar newsletter-popup"> is no
// newsletter box.
type cutter struct {
	*layout
	meta   *metadata
	strict bool
	memo   map[*html.Node]bool
	lines  map[*html.Node]int // how many children of a node are onLine
}

func newCutter(l *layout, meta *metadata, strict bool) *cutter {
	return &cutter{layout: l, meta: meta, strict: strict, memo: make(map[*html.Node]bool), lines: make(map[*html.Node]int)}
}

func (c *cutter) skip(n *html.Node) bool {
	cut, known := c.memo[n]
	if !known {
		cut = c.decide(n)
		c.memo[n] = cut
	}
	return cut
}

func (c *cutter) decide(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Article, atom.Main:
		return false
	}
	if hidden(n) && 2*c.prose[n] < c.words {
		return true
	}
	if !c.strict {
		return false
	}
	if !isBlock(n) && n.DataAtom != 0 && !c.labelledBox(n) {
		return named(n, popupWords, nil) // else never a part of a line
	}
	if c.prose[n]*3 > c.words {
		return isBlock(n) && c.uncovered(n)
	}
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer, atom.Figcaption, atom.Dialog, atom.Menu, atom.Address, atom.Form, atom.Fieldset:
		return true
	}
	switch strings.ToLower(Attribute(n, "role")) {
	case "navigation", "complementary", "contentinfo", "dialog", "alertdialog", "alert", "menu", "menubar", "toolbar", "search", "banner":
		return true
	}
	return named(n, boilerplateWords, boilerplatePairs) && first(n, atom.Blockquote) == nil
}

// uncovered reports whether what stands in n tells next to nothing of what the page's title and description say, while the
// rest of the page tells most of it. Then it is no article however much of the page it is, if it is a small box or one
// that names itself something else.
func (c *cutter) uncovered(n *html.Node) bool {
	other := named(n, sideWords, boilerplatePairs)
	if !other && c.prose[n] > longestBox {
		return false
	}
	var inside, rest []block
	words := 0
	for _, b := range c.blocks {
		if within(b.node, n) {
			inside = append(inside, b)
			words += b.words
		} else if b.words >= leadWords && !isHeading(b) {
			rest = append(rest, b)
		}
	}
	if slices.Contains(wallsOf(inside), payWall) { // to be cut off the text, so that it is known to be no more than a beginning
		return false
	}
	return (words <= longestBox || other) && c.meta.coverage(inside) < leastCoverage && c.meta.coverage(rest) >= mostCoverage
}

const (
	longestBox   = 150 // words of a box beside a text that is shorter than it
	mostCoverage = 0.6
)

// labelledBox reports whether an inline element stands alone in its parent, so that it is laid out as a box.
func (c *cutter) labelledBox(n *html.Node) bool {
	if n.Parent == nil {
		return true
	}
	line, known := c.lines[n.Parent]
	if !known {
		for child := range n.Parent.ChildNodes() {
			if onLine(child) {
				line++
			}
		}
		c.lines[n.Parent] = line
	}
	if onLine(n) {
		line--
	}
	return line == 0
}

// onLine reports whether what stands beside n may be on one line with it.
func onLine(n *html.Node) bool {
	return n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" || n.Type == html.ElementNode && inline[n.DataAtom]
}

var hiddenStyle = lazyregexp.New(`(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)`)

func hidden(n *html.Node) bool {
	return hasAttribute(n, "hidden") || Attribute(n, "aria-hidden") == "true" && isBlock(n) || hiddenStyle.MatchString(Attribute(n, "style"))
}

// named reports whether one of the words, or two words in a row, of the element's class or id are among the given.
func named(n *html.Node, single, pairs map[string]bool) bool {
	for before, w := range namesOf(n) {
		if single[w] || pairs != nil && before != "" && pairs[before+" "+w] {
			return true
		}
	}
	return false
}

// namesOf yields the words of an element's class, id and the like, each with the word before it in the same name or "".
func namesOf(n *html.Node) iter.Seq2[string, string] {
	return func(yield func(before, word string) bool) {
		for _, a := range n.Attr {
			switch a.Key {
			case "class", "id", "data-component", "data-module", "itemprop":
				for token := range strings.FieldsSeq(a.Val) {
					var buffer [8]string
					before := ""
					for _, w := range nameWords(buffer[:0], token) {
						if !yield(before, w) {
							return
						}
						before = w
					}
				}
			}
		}
	}
}

// nameWords appends to words those of "relatedLinks", "related-links" and "related_links" alike.
func nameWords(words []string, name string) []string {
	start, lower := -1, false
	end := func(i int) {
		if start >= 0 {
			words = append(words, strings.ToLower(name[start:i]))
		}
	}
	for i, r := range name {
		if !unicode.IsLetter(r) {
			end(i)
			start, lower = -1, false
			continue
		}
		if start < 0 || unicode.IsUpper(r) && lower {
			end(i)
			start = i
		}
		lower = unicode.IsLower(r)
	}
	end(len(name))
	return words
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Split(words, ",") {
		m[strings.TrimSpace(w)] = true
	}
	return m
}

// boilerplateWords and boilerplatePairs name what news pages put around and into an article without it being part of
// it. An embedded post or quotation (<blockquote>) is spared, for it is often what the article is about.
var boilerplateWords = set(`share, sharing, shares, sharebar, sharetools, sharedaddy, addthis, addtoany, social, socials, related, recommended,
recommendation, recommendations, recirc, recirculation, newsletter, newsletters, subscribe, subscription, signup, promo, promos,
promotion, advert, adverts, advertisement, advertising, ad, ads, adsense, sponsor, sponsored, outbrain, taboola, zergnet,
comment, comments, disqus, respond, breadcrumb, breadcrumbs, caption, captions, credit, credits, cookie, cookies, gdpr,
consent, toolbar, popup, modal, lightbox, trending, popular, sidebar, footer, tags, taglist, byline, dateline, pagination, pager,
copyright, disclaimer, login, paywall, regwall, paygate, upsell, topics, jp, rating, ratings, poll, readmore, morefrom`)

var boilerplatePairs = set(`read more, read next, more from, more stories, see also, most read, most popular, most viewed, up next, also like, author bio,
author info, author box, author card, about author, post meta, entry meta, article meta, article tags, post tags, post author,
sign up, call action, pull quote, skip link, in case, you missed, img text, image text, photo text, video text, latest news, editors picks`)

// sideWords name boxes beside the article that can be longer than it is.
var sideWords = set(`about, bio, biography, vita, profile, portrait, author, autor, contributor, widget, widgets, notes, cookie, cookies, consent, gdpr,
privacy, newsletter, subscribe, subscription, paywall, offer, promo, sidebar, footer, related, comments, comment, login, modal, popup`)

// popupWords name what a page shows only while the pointer is on a word of the line.
var popupWords = set(`tooltip, tooltips, popover, rollover, hovercard`)
