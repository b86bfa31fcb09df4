package page

import (
	"hash/maphash"
	"iter"
	"net/url"
	"slices"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// article returns the blocks of the article on the page, and the walls that were cut off it; l says where the body's
// blocks stand. When the article is only in the page's JSON-LD, the blocks are the paragraphs there.
//
// Finding and reading are two things. Boilerplate is cut first, by rule; then Readability (Mozilla's algorithm)
// says on a copy of the page where the article is; the text itself is always read from the page as it came, block by
// block, so that nothing inside a paragraph is lost or joined on the way. The article in the page's JSON-LD, when
// there is one, adds the blocks that Readability missed.
func article(doc, body *html.Node, l *layout, meta *metadata) ([]block, []wall) {
	var best []block
	var cutOff []wall
	length := 0
	_, headline := meta.title(l)
	for _, strict := range []bool{true, false} {
		cut := newCutter(l, meta, strict)
		blocks := blocksOf(body, cut.skip)
		found := underHeadline(blocks, headline, choose(blocks, readable(doc, cut.skip), meta), meta)
		chosen := keep(found)
		if n := len(joinText(chosen)); best == nil || n > length && meta.coverage(chosen) > meta.coverage(best) {
			best, length, cutOff = chosen, n, wallsIn(found, chosen)
		}
		if length >= shortText {
			return best, cutOff
		}
	}
	if declared := plainBody(meta.body()); len(joinText(declared)) > 2*length {
		return declared, nil
	}
	return best, cutOff
}

// wallsIn lists the walls of found that were not kept.
func wallsIn(found, kept []block) []wall {
	var out []wall
	for i, w := range wallsOf(found) {
		if w != "" && !holds(kept, found[i]) {
			out = append(out, w)
		}
	}
	return out
}

func holds(blocks []block, b block) bool {
	return slices.ContainsFunc(blocks, func(o block) bool { return o.node == b.node && o.text == b.text })
}

// shortText is the length in bytes under which a text is suspected of being only a part of the article, so that the
// page is read again with fewer rules: the threshold of Mozilla's Readability for the same question.
const shortText = 500

// readable is what Readability makes of a copy of the page without the elements that skip refuses, as blocks.
func readable(doc *html.Node, skip func(*html.Node) bool) []block {
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	article, err := parser.ParseAndMutate(copyWithout(doc, skip), &url.URL{})
	if err != nil || article.Node == nil {
		return nil
	}
	return blocksOf(article.Node, nil)
}

func copyWithout(n *html.Node, skip func(*html.Node) bool) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: append([]html.Attribute(nil), n.Attr...)}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch {
		case child.Type == html.CommentNode, child.DataAtom == atom.Script, child.DataAtom == atom.Style, child.DataAtom == atom.Svg:
		case child.Type == html.ElementNode && skip(child):
		default:
			c.AppendChild(copyWithout(child, skip))
		}
	}
	return c
}

// choose picks the page's blocks whose words stand in found or in the publisher's own copy of the article, and all
// that stands between them is left to the rules of keep.
func choose(blocks, found []block, meta *metadata) []block {
	known := newShingles()
	for _, b := range found {
		known.add(b.text)
	}
	if body := meta.body(); len(body) >= shortText {
		known.add(body)
	}
	picked := make([]bool, len(blocks))
	for i, b := range blocks {
		picked[i] = known.holds(b.text)
	}
	chosen := trim(blocks, picked)
	return append(lead(blocks, chosen, meta), chosen...)
}

// underHeadline corrects what was chosen by where the headline stands: running text that follows it is the article. Where the
// chosen blocks are none of it, that stands for them which tells more of what title and description say; where they are
// the smaller part, all of it does.
func underHeadline(blocks []block, headline *html.Node, chosen []block, meta *metadata) []block {
	run := textBelow(blocks, headline)
	all, shared := proseWords(run), 0
	for _, b := range chosen {
		if b.words >= longBlock && holds(run, b) {
			shared += b.words
		}
	}
	if len(run) == 0 {
		return chosen
	}
	other, covered := meta.coverage(run), meta.coverage(chosen)
	switch {
	case shared == 0 && follows(blocks, run, chosen):
		return append(run, chosen...)
	case shared == 0 && (all >= 2*longBlock && other >= covered || other >= covered+clearlyMore):
		return run
	case shared > 0 && all >= 2*longBlock && (3*shared < 2*all || other >= covered+clearlyMore):
		return run
	}
	return chosen
}

// follows reports whether the later blocks stand close behind the earlier ones.
func follows(blocks, earlier, later []block) bool {
	if len(later) == 0 {
		return false
	}
	end := slices.IndexFunc(blocks, func(b block) bool { return b == earlier[len(earlier)-1] })
	start := slices.IndexFunc(blocks, func(b block) bool { return b == later[0] })
	return end < start && start <= end+mostGap
}

// clearlyMore is the share of the words of title and description by which a text has to tell more of them than another
// to be preferred however short it is.
const clearlyMore = 0.3

// mostGap is the number of blocks in a row without running text, cells of tables aside, that end an article: lists and
// captions in it are shorter, what follows it is longer.
const mostGap = 15

// shortSentence is the number of words from which a block with a full stop at its end is a sentence.
const shortSentence = 8

// textBelow lists the blocks from the headline to the end of the running text that follows it.
func textBelow(blocks []block, headline *html.Node) []block {
	start := slices.IndexFunc(blocks, func(b block) bool { return headline != nil && (b.node == headline || within(b.node, headline)) })
	if start < 0 {
		return nil
	}
	end, gap := start, 0
	for i := start + 1; i < len(blocks) && gap <= mostGap; i++ {
		b := blocks[i]
		if b.node.DataAtom != atom.Td && b.node.DataAtom != atom.Th {
			gap++
		}
		if b.node.DataAtom == atom.H1 || isHeading(b) && (notice(b) || b.linkDensity() > 0.8) { // of other articles
			break
		}
		if b.linkDensity() < 0.4 && (b.words >= longBlock || b.words >= shortSentence && strings.ContainsAny(b.text[len(b.text)-1:], ".!?")) {
			end, gap = i, 0
		}
	}
	return blocks[start+1 : end+1]
}

func proseWords(blocks []block) int {
	n := 0
	for _, b := range blocks {
		if b.words >= longBlock {
			n += b.words
		}
	}
	return n
}

// nearLead is how many blocks above the text its lead can stand: day, by-line, caption and buttons come between.
const nearLead = 12

// lead lists the blocks above the chosen ones that lead into the article: between the headline and the text stand
// words that the page also gives as its description, or an element that is named as a lead.
func lead(blocks, chosen []block, meta *metadata) []block {
	if len(chosen) == 0 {
		return nil
	}
	first := slices.IndexFunc(blocks, func(b block) bool { return b.node == chosen[0].node && b.text == chosen[0].text })
	described := newShingles()
	for _, d := range meta.descriptions() {
		described.add(d)
	}
	var out []block
	for i := first - 1; i >= max(0, first-nearLead); i-- {
		b := blocks[i]
		if isHeading(b) && b.node.DataAtom == atom.H1 {
			break
		}
		if b.words < leadWords || isHeading(b) && b.words < longBlock || b.linkDensity() > 0.5 {
			continue
		}
		if described.holds(b.text) || b.words >= longBlock && (named(b.node, leadNames, leadPairs) || named(b.node.Parent, leadNames, leadPairs)) {
			out = append([]block{b}, out...)
		}
	}
	return out
}

// leadWords is the number of words from which a block can be a lead: shorter ones are labels.
const leadWords = 6

var (
	leadNames = set(`lead, lede, intro, introduction, einleitung, teaser, standfirst, dek, summary, abstract, vorspann, chapo, chapeau, bajada, entradilla, sommario, sapo, excerpt`)
	leadPairs = set(`sub headline, sub title, article description`)
)

// trim drops the picked blocks outside the smallest element that holds the long ones among them and most of all
// picked words: short lines such as "Share" repeat all over a page.
func trim(blocks []block, picked []bool) []block {
	var around *html.Node
	firstLong, lastLong, words := -1, -1, 0
	for i, b := range blocks {
		if !picked[i] {
			continue
		}
		words += b.words
		if b.words >= longBlock {
			around = commonAncestor(around, b.node)
			if firstLong < 0 {
				firstLong = i
			}
			lastLong = i
		}
	}
	for i, b := range blocks {
		if firstLong <= i && i <= lastLong && quoted(b.node, around) {
			picked[i] = true
		}
	}
	for ; around != nil; around = around.Parent {
		inside := 0
		for i, b := range blocks {
			if picked[i] && within(b.node, around) {
				inside += b.words
			}
		}
		if inside*10 >= words*9 {
			break
		}
	}
	var out []block
	for i, b := range blocks {
		if !picked[i] || around != nil && b.words < longBlock && !within(b.node, around) {
			continue
		}
		if b.words < shingle && firstLong >= 0 && (i < firstLong || i > lastLong) {
			continue
		}
		out = append(out, b)
	}
	return out
}

// longBlock is the number of words from which a block is running text rather than a label.
const longBlock = 20

// plainBody makes paragraphs of a JSON-LD articleBody, for pages that show their article only by script.
func plainBody(s string) []block {
	if strings.Contains(s, "</p>") || strings.Contains(s, "<br") {
		if doc, err := Parse(s); err == nil {
			return blocksOf(doc, nil)
		}
	}
	var out []block
	for line := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if words := strings.Fields(line); len(words) > 0 {
			out = append(out, block{text: strings.Join(words, " "), node: &html.Node{Type: html.ElementNode}, words: len(words)})
		}
	}
	return out
}

func joinText(blocks []block) string {
	var out []string
	for _, b := range blocks {
		out = append(out, b.text)
	}
	return strings.Join(out, "\n\n")
}

// shingle is the number of words that are compared as one: long enough that two texts do not share them by chance.
const shingle = 4

// shingles is a set of texts that can be asked whether another text stands in it.
type shingles struct {
	seed   maphash.Seed
	runs   map[uint64]bool // hashes of runs of `shingle` words: a page of a million words has as many runs
	blocks map[string]bool // whole short texts
}

func newShingles() *shingles {
	return &shingles{seed: maphash.MakeSeed(), runs: make(map[uint64]bool), blocks: make(map[string]bool)}
}

// runsOf are the hashes of the runs of words of a text; none of one that is shorter than a run.
func (s *shingles) runsOf(text string) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		var last [shingle]string
		n := 0
		for w := range eachWord(text) {
			last[n%shingle] = w
			if n++; n < shingle {
				continue
			}
			var h maphash.Hash
			h.SetSeed(s.seed)
			for i := range shingle {
				h.WriteString(last[(n+i)%shingle])
				h.WriteByte(' ')
			}
			if !yield(h.Sum64()) {
				return
			}
		}
	}
}

func (s *shingles) add(text string) {
	short := true
	for run := range s.runsOf(text) {
		s.runs[run], short = true, false
	}
	if short {
		s.blocks[strings.Join(Words(text), " ")] = true
	}
}

// holds reports whether at least half of the runs of words of text are known; a text shorter than a run has to be
// known as a whole.
func (s *shingles) holds(text string) bool {
	hits, all := 0, 0
	for run := range s.runsOf(text) {
		all++
		if s.runs[run] {
			hits++
		}
	}
	if all == 0 {
		words := Words(text)
		return len(words) > 0 && s.blocks[strings.Join(words, " ")]
	}
	return 2*hits >= all
}

// quoted reports whether n stands in a <blockquote> inside root.
func quoted(n, root *html.Node) bool {
	for ; n != nil && n != root; n = n.Parent {
		if n.DataAtom == atom.Blockquote {
			return within(n, root)
		}
	}
	return false
}

func commonAncestor(a, b *html.Node) *html.Node {
	if a == nil {
		return b
	}
	for n := a; n != nil; n = n.Parent {
		if within(b, n) {
			return n
		}
	}
	return nil
}

func within(n, root *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == root {
			return true
		}
	}
	return false
}

// first is the first element with the given name under n, or nil.
func first(n *html.Node, name atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == name && d.Namespace == "" {
			return d
		}
	}
	return nil
}

func Attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}
