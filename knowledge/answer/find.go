package answer

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// Found is a place where stored text holds words that somebody looks for.
type Found struct {
	knowledge.Quote
	Exact bool // the words stand there as given, but for case, white space and punctuation
}

const (
	// foundArticles is how many articles are read to find words.
	foundArticles = 30
	// nearly is the share of the words, in idf weight, that a place has to hold
	// to be near.
	nearly = .5
)

// Find looks for the places where stored text says words: exactly, but for case,
// white space and punctuation, or nearly. Exact places come first; there are none
// when nothing holds half of the words. It returns ErrEmpty, ErrTooLong and
// ErrNoWords as Ask does.
func (a *Answerer) Find(ctx context.Context, words string, limit int) ([]Found, error) {
	q, err := parse(words, "")
	switch {
	case err != nil:
		return nil, err
	case len(q.terms) == 0:
		return nil, ErrNoWords
	}
	query, err := a.weigh(ctx, q)
	if err != nil {
		return nil, err
	}
	hits, err := a.store.Search(ctx, knowledge.Query{Terms: query, Limit: foundArticles})
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	documents, err := a.store.Documents(ctx, ids)
	if err != nil {
		return nil, err
	}
	looked := foldAll(q.text)
	total := q.masks().total
	var found []Found
	var buffer []text.Term
	for i := range documents {
		d := &documents[i]
		heading := d.Article
		heading.Text = ""
		quote := func(r knowledge.Range, score float64) knowledge.Quote {
			return knowledge.Quote{Article: heading, Range: r, Text: d.Text[r.Start:r.End], Score: score}
		}
		if r, ok := exactly(d, looked); ok {
			x := quote(enclosing(d, r), 2)
			x.Answer = r
			found = append(found, Found{Quote: x, Exact: true})
			continue
		}
		var s scan
		s, buffer = q.read(d, buffer)
		best, at := 0.0, -1
		for j, x := range s.sentences {
			if share := q.weight(x.terms) / total; share > best {
				best, at = share, j
			}
		}
		if best >= nearly {
			found = append(found, Found{Quote: quote(d.Sentences[at], best)})
		}
	}
	slices.SortStableFunc(found, func(x, y Found) int { return cmp.Compare(y.Score, x.Score) })
	return found[:min(limit, len(found))], nil
}

// foldAll are the words of a text, folded.
func foldAll(s string) []string {
	var out []string
	for sp := range text.Words(s) {
		out = append(out, text.Fold(sp.In(s)))
	}
	return out
}

// exactly finds words in an article's sentences, one after the other.
func exactly(d *knowledge.Document, words []string) (knowledge.Range, bool) {
	spans := text.AppendWords(nil, d.Text)
	for i := 0; i+len(words) <= len(spans); i++ {
		n := 0
		for n < len(words) && text.Fold(spans[i+n].In(d.Text)) == words[n] && tells(d, spans[i+n].Start) {
			n++
		}
		if n == len(words) {
			return knowledge.Range{Start: spans[i].Start, End: spans[i+n-1].End}, true
		}
	}
	return knowledge.Range{}, false
}

// tells reports whether a byte of an article lies in a sentence.
func tells(d *knowledge.Document, at int) bool {
	i := sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].End > at })
	return i < len(d.Sentences) && d.Sentences[i].Start <= at
}

// enclosing is the sentences that a range lies in.
func enclosing(d *knowledge.Document, r knowledge.Range) knowledge.Range {
	whole := r
	for _, s := range d.Sentences {
		if s.Start < r.End && r.Start < s.End {
			whole.Start, whole.End = min(whole.Start, s.Start), max(whole.End, s.End)
		}
	}
	return whole
}
