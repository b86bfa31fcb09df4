package answer

import (
	"iter"
	"math/bits"

	"quoth/knowledge"
	"quoth/knowledge/parallel"
	"quoth/knowledge/text"
)

// scan is an article read for a question.
type scan struct {
	sentences []sentence
	title     uint64          // terms of the question that the title holds
	all       uint64          // that the article holds
	heading   map[string]bool // the stems of the title, once they are asked for
	titled    *genre          // what its title makes of it, the same
}

// words are the stems of the title.
func (s *scan) words(d *knowledge.Document) map[string]bool {
	if s.heading == nil {
		s.heading = contentWords(d.Title, d.Language)
	}
	return s.heading
}

// sentence is what a sentence holds.
type sentence struct {
	terms   uint64 // of the question
	pairs   uint64 // of the question's pairs
	names   int    // words with a capital that the question does not hold
	numbers int    // numbers that the question does not hold
	times   int    // words of the calendar that the question does not hold
	words   int
	same    bool // holds a word of the question's sense: a beginning, or an end
	opposed bool // holds one of the other
}

// read reads an article for a question.
func (q *question) read(d *knowledge.Document, buffer []text.Term) (scan, []text.Term) {
	s := scan{sentences: make([]sentence, len(d.Sentences))}
	buffer = text.AppendTerms(buffer[:0], d.Title, d.Language)
	m := q.matcher.Start()
	for _, t := range buffer {
		s.title |= m.Next(&t)
	}
	s.all = s.title
	buffer = text.AppendCachedTerms(buffer[:0], d.Text, d.Language)
	words := vocabularyOf(d.Language)
	at, before := 0, uint64(0)
	for n, t := range buffer {
		for at < len(d.Sentences) && t.Start >= d.Sentences[at].End {
			at++
			before = 0
			m = q.matcher.Start()
		}
		if at == len(d.Sentences) {
			break
		}
		if t.Start < d.Sentences[at].Start {
			continue
		}
		x := &s.sentences[at]
		x.words++
		x.same, x.opposed = x.same || q.same[t.Stem], x.opposed || q.opposite[t.Stem]
		if found := m.Next(&t); found != 0 {
			x.terms |= found
			if before != 0 {
				for p, pair := range q.pairs[:min(len(q.pairs), 64)] {
					if before>>pair[0]&1 == 1 && found>>pair[1]&1 == 1 {
						x.pairs |= 1 << p
					}
				}
			}
			before = found
			continue
		}
		if !t.Stop {
			before = 0
			switch {
			case t.Number, words.numerals[t.Stem]:
				if !words.ofTime(d.Text, buffer, n) {
					x.numbers++
				}
				if t.Number && t.End-t.Start == 4 {
					x.times++
				}
			case t.Capital && !words.calendar[t.Stem]:
				x.names++
			}
			if words.calendar[t.Stem] {
				x.times++
			}
		}
	}
	for _, x := range s.sentences {
		s.all |= x.terms
	}
	return s, buffer
}

// ofTime reports whether a term of s is the day or the year of a date, beside a
// month, or a part of a time such as 20:15.
func (v *vocabulary) ofTime(s string, terms []text.Term, n int) bool {
	t := terms[n]
	if !t.Number || t.Len() > 4 {
		return false
	}
	digit := func(at int) bool { return at >= 0 && at < len(s) && '0' <= s[at] && s[at] <= '9' }
	if t.End < len(s) && s[t.End] == ':' && digit(t.End+1) || t.Start > 0 && s[t.Start-1] == ':' && digit(t.Start-2) {
		return true
	}
	return n > 0 && v.months[terms[n-1].Stem] || n+1 < len(terms) && v.months[terms[n+1].Stem] ||
		n > 1 && terms[n].Len() == 4 && v.months[terms[n-2].Stem]
}

// readAll reads articles side by side: it is most of the time that an answer
// takes.
func (q *question) readAll(documents []knowledge.Document) []scan {
	scans := make([]scan, len(documents))
	parallel.Do(len(documents), func(turns iter.Seq[int]) {
		var buffer []text.Term
		for i := range turns {
			scans[i], buffer = q.read(&documents[i], buffer)
		}
	})
	return scans
}

// weight sums the weights of terms.
func (q *question) weight(terms uint64) float64 {
	sum := 0.0
	for terms != 0 {
		i := bits.TrailingZeros64(terms)
		sum += q.terms[i].weight
		terms &= terms - 1
	}
	return sum
}

// masks are the terms of one sort, as bits.
type masks struct {
	names, numbers, plain, asked, borrowed uint64
	total, totalAsked                      float64
}

func (q *question) masks() masks {
	var m masks
	for i, t := range q.terms {
		m.total += t.weight
		if t.lent > 0 {
			m.borrowed |= 1 << i
		}
		if t.asked {
			m.asked |= 1 << i
			m.totalAsked += t.weight
		}
		if t.number {
			m.numbers |= 1 << i
		} else if t.name {
			m.names |= 1 << i
		} else {
			m.plain |= 1 << i
		}
	}
	return m
}

// share is how much of a set of terms' weight another holds; 1 for an empty set.
func (q *question) share(of, held uint64) float64 {
	if of == 0 {
		return 1
	}
	return q.weight(of&held) / q.weight(of)
}
