package answer

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/parallel"
)

const (
	// candidateArticles is how many articles are read for a question. Reading
	// twice as many finds no more of the shared questions' answers.
	candidateArticles = 10
	// poolSize is how many sentences of the first pass the second one looks at.
	poolSize = 60
)

// candidate is a sentence that may answer.
type candidate struct {
	view
	vector []float64 // by feature, in the order of table
	score  float64
}

// rank returns the sentences of the store that may answer, best first.
func (a *Answerer) rank(ctx context.Context, q *question, asked Question, inHand hand) ([]*candidate, error) {
	found, err := a.firstPass(ctx, q, asked, inHand)
	if err != nil {
		return nil, err
	}
	order(found, a.model.first)
	return accompanied(q.newest(secondPass(found, a.model.second))), nil
}

// firstPass returns the sentences of the articles that the index finds, with the
// features of the first pass.
func (a *Answerer) firstPass(ctx context.Context, q *question, asked Question, inHand hand) ([]*candidate, error) {
	query, err := a.weigh(ctx, q)
	if err != nil {
		return nil, err
	}
	hits, err := a.store.Search(ctx, knowledge.Query{Terms: query, Filter: asked.Filter, AsOf: asked.AsOf, Prior: q.when.prior(), Limit: candidateArticles})
	if err != nil || len(hits) == 0 {
		return nil, err
	}
	hits = inHand.among(hits)
	ids := make([]int64, len(hits))
	scores := make(map[int64]float64, len(hits))
	for i, h := range hits {
		ids[i], scores[h.ID] = h.ID, h.Score
	}
	documents, err := a.store.Documents(ctx, ids)
	if err != nil {
		return nil, err
	}
	recency := recencies(documents)
	m := q.masks()
	scans := q.readAll(documents)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var found []*candidate
	for i := range documents {
		d, s := &documents[i], &scans[i]
		if q.wanted.Said {
			q.signed(d, s)
		}
		if inHand.trust[d.ID] > 0 { // it is what the talk is about, whatever its words
			s.title |= m.borrowed
			s.all |= m.borrowed
		}
		for at := range s.sentences {
			x := &s.sentences[at]
			beside := uint64(0)
			if at > 0 {
				beside |= s.sentences[at-1].terms
			}
			if at+1 < len(s.sentences) {
				beside |= s.sentences[at+1].terms
			}
			if x.terms == 0 && (beside == 0 || !q.fits(x)) {
				continue
			}
			c := &candidate{view: view{q: q, m: &m, document: d, scan: s, at: at, x: x, beside: beside,
				matched: scores[d.ID] / hits[0].Score, rank: i, recency: recency[i], hand: inHand.trust[d.ID], away: q.when.distance(d.Published)}, vector: make([]float64, len(table))}
			c.compute(onAll)
			found = append(found, c)
		}
	}
	return found, nil
}

// secondPass adds the features of the second pass to the best of the candidates,
// which stand in the order of the first, and orders these anew.
func secondPass(ordered []*candidate, weights []float64) []*candidate {
	pool := ordered[:min(len(ordered), poolSize)]
	if len(pool) == 0 {
		return nil
	}
	// What is read once and looked at by other sentences is read first.
	parallel.Do(len(pool), func(turns iter.Seq[int]) {
		for i := range turns {
			pool[i].words()
			pool[i].typed()
		}
	})
	pool[0].q.meanings()
	said := supportOf(pool)
	for _, c := range pool {
		c.pool, c.support, c.score1 = pool, said, c.score
		c.scan.words(c.document)
		c.scan.genre(c.document)
	}
	parallel.Do(len(pool), func(turns iter.Seq[int]) {
		for i := range turns {
			pool[i].compute(onBest)
		}
	})
	best := slices.Clone(pool) // the features look at the pool in its first order
	order(best, weights)
	return best
}

// compute works out the features of a pass.
func (c *candidate) compute(p pass) {
	for i := range table {
		if table[i].pass == p {
			c.vector[i] = table[i].of(&c.view)
		}
	}
}

// order scores candidates with weights and sorts them, best first.
func order(found []*candidate, weights []float64) {
	for _, c := range found {
		c.score = dot(c.vector, weights)
	}
	slices.SortStableFunc(found, func(x, y *candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.document.ID, y.document.ID), cmp.Compare(x.at, y.at))
	})
}

func dot(v, w []float64) float64 {
	sum := 0.0
	for i, x := range v {
		sum += x * w[i]
	}
	return sum
}

// recencies places articles between the oldest (0) and the newest (1); one
// without a date stands in the middle.
func recencies(documents []knowledge.Document) []float64 {
	var oldest, newest time.Time
	for _, d := range documents {
		if d.Published.IsZero() {
			continue
		}
		if oldest.IsZero() || d.Published.Before(oldest) {
			oldest = d.Published
		}
		if d.Published.After(newest) {
			newest = d.Published
		}
	}
	out := make([]float64, len(documents))
	span := newest.Sub(oldest).Seconds()
	for i, d := range documents {
		out[i] = .5
		if !d.Published.IsZero() && span > 0 {
			out[i] = d.Published.Sub(oldest).Seconds() / span
		}
	}
	return out
}

// near is the share of the question's weight that a sentence holds with its
// neighbours and the title.
func (v *view) near() float64 { return v.q.weight(v.x.terms|v.beside|v.scan.title) / v.m.total }
