package page

import (
	"strings"

	"golang.org/x/net/html"

	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/text"
)

// appearedFirst is the line that WordPress puts under every entry of a feed.
var appearedFirst = lazyregexp.New(`(?i)^the (?:post|article) .{0,300} (?:appeared first|first appeared|was first published) on .{0,120}\.?$`)

// FragmentText reads the text of an HTML fragment, or of plain text, block by block
// as a page is read. Lines about the feed and the title itself are left out.
func FragmentText(s, title string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	if !strings.ContainsAny(s, "<&") {
		return text.Normalize(paragraphs(s))
	}
	if !strings.Contains(s, "<") {
		return text.Normalize(paragraphs(html.UnescapeString(s)))
	}
	doc, err := Parse(s)
	if err != nil { // nested too deeply, or too large
		return ""
	}
	blocks := blocksOf(doc, nil)
	kept := blocks[:0]
	for i, b := range blocks {
		edge := i < edgeBlocks || i >= len(blocks)-edgeBlocks
		if edge && (b.words < edgeWords && notice(b) || appearedFirst.MatchString(b.text) || b.text == title) || linkLine(b) {
			continue
		}
		kept = append(kept, b)
	}
	return text.Normalize(joinText(kept))
}

// Blocks that are about the feed and not of the article are at most edgeBlocks
// from either end of an entry's text, and shorter than edgeWords.
const edgeBlocks, edgeWords = 3, 20

// paragraphs keeps blank lines as the ends of paragraphs and makes one line of
// each.
func paragraphs(s string) string {
	var out []string
	for _, p := range blankLine.Split(s, -1) {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}

var blankLine = lazyregexp.New(`\r?\n[ \t]*\r?\n`)

// FragmentLine is a heading without markup, in one line. Feeds escape titles once
// or twice.
func FragmentLine(s string) string {
	if strings.ContainsAny(s, "<&") {
		if strings.Contains(s, "<") {
			if doc, err := Parse(s); err == nil {
				s = strings.ReplaceAll(joinText(blocksOf(doc, nil)), "\n", " ")
			}
		}
		s = html.UnescapeString(s)
	}
	s = text.OneLine(s)
	if len(s) > maxTitle {
		s = strings.ToValidUTF8(s[:maxTitle], "") + "…"
	}
	return s
}

// maxTitle is how many bytes of a heading are kept: the longest headlines have
// about 300.
const maxTitle = 1000
