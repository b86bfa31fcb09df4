package zone

import (
	"iter"
	"math"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// Stems returns the stems of the terms of a text that stand in its quotable parts or in its headings,
// which say what the parts below them are about, in order and without function words. Of a text whose parts are
// not known they are those of all its terms.
func Stems(terms []text.Term, parts []knowledge.Part) []string {
	stems, _ := CodedStems(terms, parts)
	return stems
}

// CodedStems is Stems with the code of each.
func CodedStems(terms []text.Term, parts []knowledge.Part) (stems []string, codes []uint32) {
	n := 0
	walk(terms, parts, func(t *text.Term, _ bool) bool {
		if !t.Stop {
			n++
		}
		return true
	})
	stems, codes = make([]string, 0, n), make([]uint32, 0, n)
	walk(terms, parts, func(t *text.Term, _ bool) bool {
		if !t.Stop {
			stems, codes = append(stems, t.Stem), append(codes, t.Code())
		}
		return true
	})
	return stems, codes
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

// Opening goes through at most n of the terms of a text, the first that stand in its quotable parts or in its
// headings; of a text whose parts are not known, its first. It does not look at what comes after them.
func Opening(terms *text.Packed, parts []knowledge.Part, n int) iter.Seq[*text.Scan] {
	if len(parts) == 0 {
		parts = []knowledge.Part{{Range: knowledge.Range{End: math.MaxInt}}}
	}
	return func(yield func(*text.Scan) bool) {
		left := n
		scan := terms.Scan()
		for _, p := range parts {
			told := p.Role.Quotable() || p.Role == knowledge.RoleHeading
			for ; scan.Start < p.End; scan.Next() {
				if left == 0 {
					return
				}
				if told && scan.Start >= p.Start {
					if left--; !yield(&scan) {
						return
					}
				}
			}
		}
	}
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
