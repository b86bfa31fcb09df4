package page

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// keep drops the blocks that are boilerplate by their own words, by their links or by their place.
func keep(blocks []block) []block {
	drop := make([]bool, len(blocks))
	behind := 0 // words of running text behind the block
	all := proseWords(blocks)
	for i := len(blocks) - 1; i >= 0; i-- {
		b := blocks[i]
		// News tells of subscriptions too; what stands between reader and article stands behind its beginning.
		w := wallIn(b)
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
	return slices.DeleteFunc(blocks, func(b block) bool { return len(words) > 0 && slices.Equal(Words(b.text), words) })
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

// noticeLength is the number of words under which a block can be a notice.
const noticeLength = 45

// notice reports whether the block speaks to the reader about the page instead of telling the news.
func notice(b block) bool {
	if b.words >= noticeLength {
		return false
	}
	for _, n := range notices {
		if n.MatchString(b.text) {
			return true
		}
	}
	return false
}

var notices = []*regexp.Regexp{
	// sharing, following, subscribing
	regexp.MustCompile(`(?i)^(?:share|tweet|pin|email|print|save|comments?|copy link|share (?:this|on|via|with)\b.{0,40})(?: this)?(?: article| story| post| page)?:?$`),
	regexp.MustCompile(`(?i)^(?:you can )?(?:also )?(?:follow|like|find|join) (?:us|me|him|her|them|.{2,60}) on (?:twitter|facebook|instagram|youtube|x|linkedin|telegram|tiktok|whatsapp|bluesky|mastodon|threads)\b`),
	regexp.MustCompile(`(?i)^follow (?:us|@\w+|.{2,30}'?s? (?:full |live )?coverage)\b`),
	regexp.MustCompile(`(?i)^(?:sign up|subscribe|register)(?: now| here| today| free)?(?: to| for|$|[.:!])`),
	regexp.MustCompile(`(?i)^(?:get|receive) .{0,60}\b(?:in|to|into|straight to) your (?:inbox|email|phone)\b`),
	regexp.MustCompile(`(?i)^(?:get|download) .{0,50}\bapp\b.{0,40}$`),
	regexp.MustCompile(`(?i)\b(?:subscribe to|sign up for|join) (?:our|the|.{2,30}'s?) .{0,40}\bnewsletters?\b`),
	regexp.MustCompile(`(?i)^(?:have|got|do you have) (?:a|any)? ?(?:news )?(?:tip|story|question|comment|correction|confidential tip)s?\b.{0,20}[?:]`),
	regexp.MustCompile(`(?i)^if you (?:enjoyed|liked|enjoy|like) (?:reading )?this (?:article|story|post|piece)\b`),
	regexp.MustCompile(`(?i)^(?:contact|email|e-mail|reach) (?:the (?:author|writer|reporter)|us|me)\b.{0,60}@`),
	// pointers to other pages
	regexp.MustCompile(`(?i)^(?:please )?(?:click|tap|go) here (?:to|for)\b.{0,120}(?:read|see|watch|subscribe|sign|view|more|all|app)\b.{0,60}$`),
	regexp.MustCompile(`(?i)^.{0,60}\bby (?:clicking|tapping) here[.!]?$`),
	regexp.MustCompile(`(?i)^(?:read|see|find out|learn|view|show|load)(?: all| the)? (?:more|also|next|full story|related|comments)\b(?:$|\s?[:|>»…-]|\.\.\.| (?:about|on|from|at|of|stories|here)\b)`),
	regexp.MustCompile(`(?i)^(?:read|related|see also|also|more|watch|listen|recommended|further reading|in pictures|trending|don'?t miss|must read|also read|read this|you might like|opinion|related (?:stories|articles|content|news|video|topics|links)|more (?:on this|stories|news|from .{2,40}|coverage))\s?:.{0,160}$`),
	regexp.MustCompile(`(?i)^(?:don[’']?t miss|related|recommended|most read|see also|also read|more on this(?: story| topic)?|you (?:may|might) (?:also )?(?:like|be interested in)|related (?:stories|articles|content|news|video|topics|links|posts)|more (?:stories|news|from .{2,40}))\s?[.…:!]*$`),
	regexp.MustCompile(`(?i)^listen to .{2,60}\b(?:live|podcast|here|back)\b`),
	// the frame
	regexp.MustCompile(`(?i)^(?:advertisement|advertising|sponsored(?: content)?|promoted|ad|loading|(?:the |this )?(?:story|article|post) continues? below.{0,40}|continue reading.{0,60}|skip (?:ad|advertisement|to .{2,30})|scroll (?:down|to) .{0,40}|supported by|back to top|close|menu)[.…:]*$`),
	regexp.MustCompile(`(?i)^(?:©|\(c\) |copyright\b)|\ball rights reserved\b|^this material may not be published`),
	regexp.MustCompile(`(?i)^we (?:use|and our partners use) (?:cookies|income earning)\b|\b(?:cookie|privacy) policy\b.{0,30}$`),
	regexp.MustCompile(`(?i)^(?:filed under|tags?|topics|categories|category|posted in|keywords)\s?:`),
	regexp.MustCompile(`(?i)^(?:[|•·]\s*)?(?:first |originally |last )?(?:published|updated|posted|modified|created)\b(?: on| at|:)?.{0,20}\d.{0,40}$`),
	regexp.MustCompile(`(?i)^(?:by|written by|posted by|reported by) (?:[\p{Lu}][\p{L}.'’-]*[ ,]*(?:and |& )?){1,6}$`),
	// pictures
	regexp.MustCompile(`(?i)^(?:image|photo|slide|picture|gallery)?\s?\d+ (?:of|/)(?: /)? ?\d+$`),
	regexp.MustCompile(`(?i)^(?:photo|photos|photograph|photography|image|images|picture|video|illustration|graphic|credit|photo credit|image credit|image source|image copyright|image caption|media caption|getty images?|file photo)(?: by| credit| courtesy(?: of)?| via)?\s?[:©/|].{0,100}$`),
	regexp.MustCompile(`(?i)(?:\(|\[|/|©|\bphotos? |\bpicture |\bimage )(?:by |via |credit:? )?[^()]{0,40}(?:getty images|ap photo[^()]{0,30}|associated press|reuters|afp|shutterstock|alamy|file photo|photo by[^()]{0,40})\s?[)\]]?\.?$`),
	regexp.MustCompile(`(?i)\bphotos? (?:©|\(c\)|by [^.]{3,40}$|courtesy)`),
}
