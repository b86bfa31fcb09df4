package page

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNotArticle is why a page is refused that shows something else in the article's place. The error that wraps it says
// what.
var ErrNotArticle = errors.New("this page is no article")

// An Opinion is what the gate thinks of a page.
type Opinion string

// The opinions of the gate.
const (
	Whole     Opinion = "article"   // nothing speaks against its being the whole article
	Beginning Opinion = "beginning" // the rest of the article is not shown to everybody
	Doubtful  Opinion = "doubtful"  // it may be something else than the article
	Refused   Opinion = "refused"   // it is something else
)

const (
	// minArticle is the length in bytes under which a page's text is no article but what remains when there is none,
	// a picture's caption or a sign-up form: some 40 words, less than the summaries that feeds carry.
	minArticle = 250
	// minPaidArticle is that length for pages that are for subscribers: the free beginnings that newspapers show run
	// to three or four paragraphs, some 250 words.
	minPaidArticle = 1500
	// leastCoverage is the share of the words of title and description under which a text is doubtful: 3 of 100 of the
	// pages of a public benchmark, and none of its news, tell so little.
	leastCoverage = 0.2
)

// judge says what the gate thinks of a page's text, and why. The error wraps ErrNotArticle.
func judge(text string, coverage float64, paid bool, cutOff []wall) (Opinion, string, error) {
	for _, w := range cutOff {
		if w != payWall && len(text) < minArticle {
			return "", "", fmt.Errorf("%w: it %s", ErrNotArticle, w)
		}
	}
	switch {
	case text == "":
		if len(cutOff) > 0 {
			return "", "", fmt.Errorf("%w: it %s", ErrNotArticle, cutOff[0])
		}
		return "", "", ErrNoText
	case coverage == 0 && len(text) < minPaidArticle: // a longer one can be under a title that only alludes to it
		return "", "", fmt.Errorf("%w: its text tells nothing of what its title says", ErrNotArticle)
	case len(cutOff) > 0 && cutOff[len(cutOff)-1] == payWall && len(text) < minPaidArticle:
		return Beginning, "a box that " + string(payWall) + " ends it", nil
	case len(text) < minPaidArticle && breaksOff(text):
		return Beginning, "its last sentence breaks off", nil
	case paid && len(text) < minPaidArticle:
		return Beginning, "it is for subscribers, and the text is short", nil
	case coverage < leastCoverage:
		return Doubtful, "its text tells little of what title and description say", nil
	case len(text) < minArticle:
		return Doubtful, "it has only a few words", nil
	}
	return Whole, "", nil
}

// breaksOff reports whether a text ends in the dots behind which the rest is to be had.
func breaksOff(text string) bool {
	text = strings.TrimRight(text, " )]")
	return strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...")
}
