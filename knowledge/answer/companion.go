package answer

import (
	"math"
	"slices"
	"unicode/utf8"

	"quoth/knowledge"
)

const (
	// longestCompanion is how long a companion is at most, and longestContext all of
	// the context, in characters.
	longestCompanion = 300
	longestContext   = 400
	// leastCompanion is how likely the companion has to be right beside the best
	// sentence.
	leastCompanion = .05
)

// companion is the sentence of the best one's article that is likeliest to answer
// after it. Which of the two does is told less surely than that one of them does,
// so the first quote shows both: the best, and this one as its context. It is nil
// where nothing else of the article is likely.
func companion(ranked []*candidate) *candidate {
	best := ranked[0]
	for _, c := range ranked[1:] {
		if c.score-best.score < math.Log(leastCompanion) {
			return nil
		}
		if c.document == best.document && utf8.RuneCountInString(c.text()) <= longestCompanion {
			return c
		}
	}
	return nil
}

// accompanied is ranked sentences with the best one that has a companion first, of the best
// and its copies in other articles: some print only the first lines of a report.
func accompanied(ranked []*candidate) []*candidate {
	for i, c := range ranked {
		if c.score-ranked[0].score < -nearlyAsGood {
			break
		}
		if c.words().key != ranked[0].words().key {
			continue
		}
		if moved := slices.Concat(ranked[i:i+1], ranked[:i], ranked[i+1:]); companion(moved) != nil {
			return moved
		}
	}
	return ranked
}

// accompany adds a companion to the context of a quote of the best sentence, in the
// order of the article; nil adds nothing.
func accompany(q *knowledge.Quote, c *candidate) {
	if c == nil || len(q.Context) == 2 {
		return
	}
	p := knowledge.Passage{Range: c.document.Sentences[c.at], Text: c.text(), Beside: true}
	size := utf8.RuneCountInString(p.Text)
	for _, other := range q.Context {
		size += utf8.RuneCountInString(other.Text) + 1
		if other.Range == p.Range {
			return
		}
	}
	if size > longestContext {
		return
	}
	q.Context = append(q.Context, p)
	slices.SortFunc(q.Context, func(a, b knowledge.Passage) int { return a.Start - b.Start })
}
