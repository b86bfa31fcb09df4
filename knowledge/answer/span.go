package answer

import (
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/dates"
	"quoth/knowledge/text"
)

// answering is the range of the words in a sentence that answer, in bytes of the
// article; empty when none stand out. They are of the kind that is asked for and
// do not stand in the question; of several, those nearest to the words of the
// question.
func (q *question) answering(body string, r knowledge.Range, published time.Time) knowledge.Range {
	s := body[r.Start:r.End]
	terms := text.AppendTerms(nil, s, "en")
	var spans []text.Span
	switch q.kind {
	case moment:
		spans = timeSpans(s, published, dates.Date, dates.Time)
	case duration:
		spans = timeSpans(s, published, dates.Duration)
	case number:
		spans = numberSpans(s, terms)
	case person, place, name:
		spans = q.nameSpans(s, terms)
	default:
		return knowledge.Range{}
	}
	best, at := -1.0, -1
	for i, sp := range spans {
		if q.holds(sp.In(s)) {
			continue
		}
		if score := q.closeness(s, terms, sp); score > best {
			best, at = score, i
		}
	}
	if at < 0 {
		return knowledge.Range{}
	}
	return knowledge.Range{Start: r.Start + spans[at].Start, End: r.Start + spans[at].End}
}

// timeSpans are the time expressions of some types.
func timeSpans(s string, published time.Time, types ...dates.Type) []text.Span {
	var spans []text.Span
	for _, e := range dates.Find(s, published) {
		for _, t := range types {
			if e.Type == t && !strings.HasSuffix(e.Value, "_REF") {
				spans = append(spans, text.Span{Start: e.Start, End: e.End})
			}
		}
	}
	return spans
}

// numberSpans are the numbers of a sentence, with a sign of currency or per cent
// and the word of magnitude beside them.
func numberSpans(s string, terms []text.Term) []text.Span {
	var spans []text.Span
	for i := 0; i < len(terms); i++ {
		t := terms[i]
		if !t.Number && !(numerals[t.Stem] && t.Stem != "first" && t.Stem != "second") || ofTime(s, terms, i) {
			continue
		}
		sp := t.Span
		for i+1 < len(terms) && terms[i+1].Start-sp.End <= 1 && (numerals[terms[i+1].Stem] || terms[i+1].Number) {
			i++
			sp.End = terms[i].End
		}
		for _, sign := range []string{"US$", "$", "€", "£", "¥", "₽"} {
			if strings.HasSuffix(s[:sp.Start], sign) {
				sp.Start -= len(sign)
				break
			}
		}
		if strings.HasPrefix(s[sp.End:], "%") {
			sp.End++
		}
		spans = append(spans, sp)
	}
	return spans
}

// nameSpans are the runs of capitalised words that the question does not hold.
func (q *question) nameSpans(s string, terms []text.Term) []text.Span {
	var spans []text.Span
	for i := 0; i < len(terms); i++ {
		if !terms[i].Capital || terms[i].Number || calendar[terms[i].Stem] {
			continue
		}
		sp := terms[i].Span
		for i+1 < len(terms) && terms[i+1].Capital && joined(s[sp.End:terms[i+1].Start]) {
			i++
			sp.End = terms[i].End
		}
		spans = append(spans, sp)
	}
	return spans
}

func joined(gap string) bool {
	return gap == " " || gap == "-" || gap == ". " || gap == "’s " || gap == "'s "
}

// holds reports whether the question itself has these words.
func (q *question) holds(words string) bool {
	terms := text.AppendTerms(nil, words, "en")
	for _, t := range terms {
		if _, ok := q.index[t.Stem]; !ok && !t.Stop {
			return false
		}
	}
	return true
}

// closeness is larger the more of the question's weight stands near a span.
func (q *question) closeness(s string, terms []text.Term, sp text.Span) float64 {
	sum := 0.0
	for _, t := range terms {
		i, ok := q.index[t.Stem]
		if !ok {
			continue
		}
		gap := max(sp.Start-t.End, t.Start-sp.End, 0)
		sum += q.terms[i].weight / (1 + float64(gap)/20)
	}
	return sum
}
