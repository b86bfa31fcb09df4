package zone

import (
	"quoth/knowledge"
	"quoth/knowledge/text"
)

// Terms returns the terms of a text that stand in its quotable parts or in its headings,
// which say what the parts below them are about. Of a text whose parts are not known they
// are all of its terms. They are not to be changed: they may be terms itself.
func Terms(terms []text.Term, parts []knowledge.Part) []text.Term {
	n := 0
	walk(terms, parts, func(*text.Term, bool) bool {
		n++
		return true
	})
	if n == len(terms) {
		return terms
	}
	return Opening(terms, parts, n)
}

// Stems returns the stems of what Terms returns in order, function words left out.
func Stems(terms []text.Term, parts []knowledge.Part) []string {
	n := 0
	walk(terms, parts, func(t *text.Term, _ bool) bool {
		if !t.Stop {
			n++
		}
		return true
	})
	stems := make([]string, 0, n)
	walk(terms, parts, func(t *text.Term, _ bool) bool {
		if !t.Stop {
			stems = append(stems, t.Stem)
		}
		return true
	})
	return stems
}

// News returns the terms of a text that stand in its quotable parts. It moves them to the front
// of terms, and those behind them are lost.
func News(terms []text.Term, parts []knowledge.Part) []text.Term {
	news := terms[:0]
	walk(terms, parts, func(t *text.Term, quotable bool) bool {
		if quotable {
			news = append(news, *t)
		}
		return true
	})
	return news
}

// Opening returns at most the first n of what Terms returns, without a look at
// what comes after them.
func Opening(terms []text.Term, parts []knowledge.Part, n int) []text.Term {
	n = min(n, len(terms))
	if len(parts) == 0 {
		return terms[:n]
	}
	opening := make([]text.Term, 0, n)
	walk(terms, parts, func(t *text.Term, _ bool) bool {
		if len(opening) == n {
			return false
		}
		opening = append(opening, *t)
		return true
	})
	return opening
}

// walk yields the terms of a text that stand in its quotable parts or in its headings, and
// in which of the two; of a text whose parts are not known, all as quotable.
func walk(terms []text.Term, parts []knowledge.Part, yield func(t *text.Term, quotable bool) bool) {
	at := 0
	for i := range terms {
		t := &terms[i]
		if len(parts) == 0 {
			if !yield(t, true) {
				return
			}
			continue
		}
		for at < len(parts) && parts[at].End <= t.Start {
			at++
		}
		if at == len(parts) {
			return
		}
		if t.Start < parts[at].Start {
			continue
		}
		role := parts[at].Role
		if quotable := role.Quotable(); (quotable || role == knowledge.RoleHeading) && !yield(t, quotable) {
			return
		}
	}
}
