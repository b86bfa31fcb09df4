package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// keep drops the blocks that are boilerplate by their own words, by their links or by their place.
func keep(blocks []block) []block {
	drop := make([]bool, len(blocks))
	behind := 0 // words of running text behind the block
	all := proseWords(blocks)
	walls := wallsOf(blocks)
	for i := len(blocks) - 1; i >= 0; i-- {
		b := blocks[i]
		// News tells of subscriptions too; what stands between reader and article stands behind its beginning.
		w := walls[i]
		drop[i] = notice(b) || linkLine(b) || w != "" && (w != payWall || 5*behind <= all)
		if b.words >= longBlock && !drop[i] {
			behind += b.words
		}
	}
	for i := len(blocks) - 1; i >= 0; i-- { // a label over nothing, or over what was dropped, labels nothing
		if label(blocks[i]) && (i+1 == len(blocks) || drop[i+1] && !isHeading(blocks[i+1])) {
			drop[i] = true
		}
	}
	var out []block
	for i, b := range blocks {
		if !drop[i] {
			out = append(out, b)
		}
	}
	return out
}

// withoutTitle drops the blocks that repeat the headline.
func withoutTitle(blocks []block, title string) []block {
	words := Words(title)
	return slices.DeleteFunc(blocks, func(b block) bool { return len(words) > 0 && isWords(b.text, words) })
}

// isWords reports whether Words(s) are these, without a list of them.
func isWords(s string, words []string) bool {
	n := 0
	for w := range eachWord(s) {
		if n == len(words) || w != words[n] {
			return false
		}
		n++
	}
	return n == len(words)
}

// linkLine reports whether the block is a pointer to another page: all of it is one link, or nearly, and it is no
// sentence.
func linkLine(b block) bool {
	return b.linkDensity() >= 0.85 && b.words < 30 && !strings.HasSuffix(b.text, ".")
}

// label reports whether the block is the heading of what follows it.
func label(b block) bool {
	return b.words <= 8 && (isHeading(b) || strings.HasSuffix(b.text, ":") || strings.HasSuffix(b.text, "…") || strings.HasSuffix(b.text, "..."))
}

func isHeading(b block) bool {
	switch b.node.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}
