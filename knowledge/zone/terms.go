package zone

import (
	"quoth/knowledge"
	"quoth/knowledge/text"
)

// Terms returns the terms of a text that stand in its quotable parts, and these with
// those of its headings, which say what the parts below them are about. Of a text whose
// parts are not known they are all of its terms. They are not to be changed: they may be
// terms itself.
func Terms(terms []text.Term, parts []knowledge.Part) (news, indexed []text.Term) {
	if len(parts) == 0 {
		return terms, terms
	}
	var ofNews, all int
	walk(terms, parts, func(_ *text.Term, quotable bool) bool {
		if quotable {
			ofNews++
		}
		all++
		return true
	})
	pick := func(n int, headings bool) []text.Term {
		if n == len(terms) {
			return terms
		}
		some := make([]text.Term, 0, n)
		walk(terms, parts, func(t *text.Term, quotable bool) bool {
			if quotable || headings {
				some = append(some, *t)
			}
			return true
		})
		return some
	}
	indexed = pick(all, true)
	if ofNews == all {
		return indexed, indexed
	}
	return pick(ofNews, false), indexed
}

// Opening returns at most the first n of what Terms returns as indexed, without a look at
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
// in which of the two.
func walk(terms []text.Term, parts []knowledge.Part, yield func(t *text.Term, quotable bool) bool) {
	at := 0
	for i := range terms {
		t := &terms[i]
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
