package retrieve

import (
	"cmp"
	"context"
	"math"
	"slices"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

const (
	// shortestRead is how many letters a word has at least that is read as another.
	shortestRead = 4
	// rareShare is the share of the articles in which a word stands at most that
	// may be a slip for another one although it is stored.
	rareShare = .004
	// moreFrequent is how many times more articles hold what such a word is read as.
	moreFrequent = 3
	// maxGuesses is how many guesses are looked at together with the other words.
	maxGuesses = 8
	// maxCompanions is with how many other words.
	maxCompanions = 2
	// commonShare is the share of the articles from which on a word tells nothing of
	// what stands beside it; in a small store many are as common.
	commonShare = .25
	smallCommon = 20
	// enough is how many articles that hold two words are counted.
	enough = 50
)

// mostCost is how dear a misspelling of a word of so many letters may be.
func mostCost(letters int) int {
	switch {
	case letters < shortestRead:
		return 0
	case letters <= 5:
		return costStep
	case letters <= 7:
		return costStep + costDouble
	}
	return 2 * costStep
}

// spell reads words that are stored in no form, and rare ones that never stand with
// the words beside them, as stored words that are written nearly so.
func (r *Retriever) spell(ctx context.Context, q *Query) error {
	for i, w := range q.Words {
		letters := utf8.RuneCountInString(w.Text)
		if w.Number || letters < shortestRead || letters > longestRead || w.In > max(1, int(rareShare*float64(q.Articles))) {
			continue
		}
		companions := q.companions(i)
		if w.In > 0 {
			if len(companions) == 0 {
				continue
			}
			if n, err := r.together(ctx, w.Stem, companions[0]); err != nil || n > 0 {
				if err != nil {
					return err
				}
				continue
			}
		}
		if err := r.read(ctx, q, i, companions); err != nil {
			return err
		}
	}
	return nil
}

// companions are the stems of the words of a query that tell most of what word i may
// be: the rarest that are stored, those beside it before others.
func (q *Query) companions(i int) []string {
	type companion struct {
		stem string
		in   int
	}
	var all []companion
	for j, w := range q.Words {
		if j != i && w.In > 0 && w.In <= max(smallCommon, int(commonShare*float64(q.Articles))) {
			in := w.In
			if j == i-1 || j == i+1 {
				in /= 4
			}
			all = append(all, companion{q.strongest(j), in})
		}
	}
	slices.SortStableFunc(all, func(a, b companion) int { return cmp.Compare(a.in, b.in) })
	var stems []string
	for _, c := range all[:min(len(all), maxCompanions)] {
		stems = append(stems, c.stem)
	}
	return stems
}

// strongest is the stem of word i, or of its reading.
func (q *Query) strongest(i int) string {
	for _, r := range q.Readings {
		if r.Word == i {
			return r.Stem
		}
	}
	return q.Words[i].Stem
}

// together counts the articles that hold two stems, up to enough.
func (r *Retriever) together(ctx context.Context, a, b string) (int, error) {
	hits, err := r.index.Search(ctx, knowledge.Query{All: []string{a, b}, Limit: enough})
	return len(hits), err
}

// read looks for what word i may be a misspelling or another derivation of.
func (r *Retriever) read(ctx context.Context, q *Query, i int, companions []string) error {
	d, err := r.words(ctx, q.Articles)
	if err != nil {
		return err
	}
	w := q.Words[i]
	folded := text.Fold(w.Text)
	guesses := d.similar([]string{w.Stem, folded}, mostCost(utf8.RuneCountInString(folded)))
	if w.In == 0 {
		guesses = append(guesses, d.derived(w.Stem)...)
	}
	least := max(1, moreFrequent*w.In)
	guesses = slices.DeleteFunc(guesses, func(g guess) bool { return g.in < least })
	prior := func(g guess) float64 { return .5*math.Log(float64(g.in)) - .25*float64(g.cost) }
	slices.SortStableFunc(guesses, func(a, b guess) int { return cmp.Compare(prior(b), prior(a)) })
	guesses = guesses[:min(len(guesses), maxGuesses)]
	best, most := -1, math.Inf(-1)
	for at, g := range guesses {
		fit := 0.0
		for _, c := range companions {
			n, err := r.together(ctx, g.stem, c)
			if err != nil {
				return err
			}
			fit = max(fit, float64(n)/math.Min(enough, float64(g.in)))
		}
		switch {
		case fit == 0 && (w.In > 0 || len(companions) > 0 && w.Name):
			continue // nothing speaks for it
		case w.In > 0 && fit < .2:
			continue
		}
		if score := prior(g) + 4*math.Sqrt(fit); score > most {
			best, most = at, score
		}
	}
	if best < 0 {
		return nil
	}
	g := guesses[best]
	q.Readings = append(q.Readings, Reading{Word: i, Stem: g.stem})
	q.add(Form{Words: 1 << i, Stems: []string{g.stem}, Share: 1}, g.in)
	return nil
}

// words returns the dictionary of an index of so many articles. It is made when it is
// first needed, and anew when the store has grown or shrunk by a share of it, at once
// when that is quick and else beside the questions that go on with the older one.
func (r *Retriever) words(ctx context.Context, articles int) (*dictionary, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.dictionary != nil && abs(articles-r.articles) <= r.articles/50 {
		return r.dictionary, nil
	}
	d, err := readDictionary(ctx, r.index, articles)
	if err != nil {
		return nil, err
	}
	r.dictionary, r.articles = d, articles
	return d, nil
}
