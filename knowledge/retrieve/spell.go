package retrieve

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

const (
	// shortestRead is how many letters a word has at least that is read as another.
	shortestRead = 4
	// rareShare is the share of the articles in which a word stands at most that
	// may be a slip for another one although it is stored.
	rareShare = .01
	// maxGuesses is how many guesses are looked at together with the other words.
	maxGuesses = 8
	// maxCompanions is with how many other words.
	maxCompanions = 2
	// commonShare is the share of the articles from which on a word tells nothing of
	// what stands beside it; in a small store many are as common.
	commonShare = .25
	smallCommon = 20
	// enough is how many articles that hold two words are counted.
	enough = 200
	// besideStored is in how many articles that have a word of the query must stand
	// what a stored word is read as, timesStored how many times more than the word
	// itself, and liftStored how many times more than by chance. Of a word that is
	// known and merely not stored less is asked: it finds nothing anyway.
	besideStored = 5
	timesStored  = 20
	liftStored   = 20
	besideKnown  = 3
	liftKnown    = 1.5
	// What counts for a guess, each on a logarithm: how frequent it is, how cheap the
	// misspelling is, and how much oftener than by chance it stands with the other
	// words. Under these, 89 of 100 words that a program misspelled in quiz questions
	// are read rightly and 6 wrongly (answer.TestMisspelledWords); a half more or less
	// of any of them changes it by two.
	perFrequency = .35
	perStep      = 3
	perLift      = .7
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

// spell reads words that are stored in no form, and rare ones that hardly ever stand
// with the words beside them, as stored words that are written nearly so.
func (r *Retriever) spell(ctx context.Context, q *Query) error {
	read := 0
	for range 2 { // what is read may speak for another word
		for i, w := range q.Words {
			letters := utf8.RuneCountInString(w.Text)
			if w.Number || letters < shortestRead || letters > longestRead || w.In > max(1, int(rareShare*float64(q.Articles))) ||
				slices.ContainsFunc(q.Readings, func(r Reading) bool { return r.Word == i }) {
				continue
			}
			if ok, err := r.possessive(ctx, q, i); err != nil || ok {
				if err != nil {
					return err
				}
				continue
			}
			companions := q.companions(i)
			if w.In > 0 && len(companions) == 0 {
				continue
			}
			if err := r.read(ctx, q, i, companions); err != nil {
				return err
			}
		}
		if len(q.Readings) == read {
			break
		}
		read = len(q.Readings)
	}
	return nil
}

// possessive reads an English word that is stored nowhere as one whose apostrophe was
// left out: "womens". It reports whether that is stored.
func (r *Retriever) possessive(ctx context.Context, q *Query, i int) (bool, error) {
	w := q.Words[i]
	owner, ok := strings.CutSuffix(text.Fold(w.Text), "s")
	if !ok || w.In > 0 || q.Language != "en" {
		return false, nil
	}
	stem := text.Stem(owner, q.Language)
	in, _, err := r.index.Frequencies(ctx, []string{stem})
	if err != nil || in[0] < leastIn {
		return false, err
	}
	q.add(Form{Words: 1 << i, Stems: []string{stem}, Share: 1}, in[0])
	return true, nil
}

// companion is a stored word of a query beside one that is looked at.
type companion struct {
	stem string
	in   int
}

// companions are the words of a query that tell most of what word i may be: the
// rarest that are stored, those beside it before others.
func (q *Query) companions(i int) []companion {
	var all []companion
	rank := map[string]int{}
	for j, w := range q.Words {
		if j == i || w.In == 0 || w.In > max(smallCommon, int(commonShare*float64(q.Articles))) {
			continue
		}
		c := companion{w.Stem, w.In}
		for _, r := range q.Readings {
			if r.Word == j {
				c.stem = r.Stem
			}
		}
		rank[c.stem] = c.in
		if j == i-1 || j == i+1 {
			rank[c.stem] /= 4
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b companion) int { return cmp.Compare(rank[a.stem], rank[b.stem]) })
	return all[:min(len(all), maxCompanions)]
}

// together counts the articles that hold two stems, up to enough, once for a query.
func (r *Retriever) together(ctx context.Context, q *Query, a, b string) (int, error) {
	pair := [2]string{a, b}
	if n, known := q.together[pair]; known {
		return n, nil
	}
	hits, err := r.index.Search(ctx, knowledge.Query{All: pair[:], Limit: enough})
	if err != nil {
		return 0, err
	}
	q.together[pair] = len(hits)
	return len(hits), nil
}

// atMost are the articles that hold each guess and each companion now: the dictionary may be older, and knows no
// private ones.
func (r *Retriever) atMost(ctx context.Context, guesses []guess, companions []companion) ([]int, error) {
	var stems []string
	for _, g := range guesses {
		stems = append(stems, g.stem)
	}
	for _, c := range companions {
		stems = append(stems, c.stem)
	}
	in, _, err := r.index.Frequencies(ctx, stems)
	return in, err
}

// read looks for what word i may be a misspelling or another derivation of.
func (r *Retriever) read(ctx context.Context, q *Query, i int, companions []companion) error {
	d, err := r.words(ctx, q.Articles)
	if err != nil {
		return err
	}
	w := q.Words[i]
	folded := text.Fold(w.Text)
	// A word that is stored, or is known and merely not stored, is rarely a misspelling.
	least, oftener := 0, 0.0
	dearest := mostCost(utf8.RuneCountInString(folded))
	switch {
	case w.In > 0:
		n, err := r.together(ctx, q, w.Stem, companions[0].stem)
		if err != nil || n > enough/timesStored {
			return err
		}
		least, oftener = max(besideStored, timesStored*n), liftStored
		dearest = costStep
	case q.Language == "en" && lexicon.VectorOf(folded).Known(), q.Language != "en" && q.stored[q.Language] == 0:
		// Of a language that is not stored most words are as unknown as these.
		least, oftener = besideKnown, liftKnown
	}
	// A stem lacks the e at the end that the word has: brige, bridg(e).
	guesses := d.similar([]string{w.Stem, folded, strings.TrimSuffix(folded, "e")}, dearest)
	if w.In == 0 {
		guesses = append(guesses, d.derived(folded, w.Stem)...)
	}
	guesses = slices.DeleteFunc(guesses, func(g guess) bool { return g.in < w.In || g.stem == w.Stem })
	prior := func(g guess) float64 {
		return perFrequency*math.Log(float64(g.in)) - perStep*float64(g.cost)/costStep
	}
	slices.SortStableFunc(guesses, func(a, b guess) int { return cmp.Compare(prior(b), prior(a)) })
	guesses = guesses[:min(len(guesses), maxGuesses)]
	most, err := r.atMost(ctx, guesses, companions)
	if err != nil {
		return err
	}
	score := func(g guess, lift float64) float64 { return prior(g) + perLift*math.Log(max(lift, .5)) }
	best, highest := -1, math.Inf(-1)
	for at, g := range guesses {
		may := 0.0 // the lift that it has at most
		for i, c := range companions {
			may = max(may, float64(min(enough, most[at], most[len(guesses)+i]))*float64(q.Articles)/(float64(g.in)*float64(c.in)))
		}
		if score(g, may) <= highest {
			continue
		}
		beside, lift := 0, 0.0
		for _, c := range companions {
			n, err := r.together(ctx, q, g.stem, c.stem)
			if err != nil {
				return err
			}
			beside = max(beside, n)
			lift = max(lift, float64(n)*float64(q.Articles)/(float64(g.in)*float64(c.in)))
		}
		switch {
		case !(least > 0 && g.derived) && (beside < least || lift < oftener),
			beside == 0 && len(companions) > 0 && (w.Name || utf8.RuneCountInString(folded) <= shortestRead):
			continue // too little speaks for it
		}
		if x := score(g, lift); x > highest {
			best, highest = at, x
		}
	}
	if best < 0 {
		return nil
	}
	g := guesses[best]
	if least == 0 || !g.derived {
		q.Readings = append(q.Readings, Reading{Word: i, Stem: g.stem})
	}
	q.add(Form{Words: 1 << i, Stems: []string{g.stem}, Share: 1}, g.in)
	return nil
}

// largeStore is how many articles a store has whose dictionary takes longer to read than
// a question may wait: some 100 ms.
const largeStore = 20_000

// Prepare makes the dictionary, for which the first word that may be misspelled waits otherwise:
// .4 s with a million articles. It returns the index's errors.
func (r *Retriever) Prepare(ctx context.Context) error {
	_, articles, err := r.index.Frequencies(ctx, nil)
	if err == nil {
		_, err = r.words(ctx, articles)
	}
	return err
}

// words returns the dictionary of an index of so many articles. It is made when it is
// first needed, and anew when the store has grown or shrunk by a fiftieth: of a large
// store beside the questions, which go on with the older one.
func (r *Retriever) words(ctx context.Context, articles int) (*dictionary, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.dictionary != nil && (r.reading || abs(articles-r.articles) <= r.articles/50):
		return r.dictionary, nil
	case r.dictionary != nil && articles > largeStore:
		r.reading = true
		go func() {
			d, err := readDictionary(context.WithoutCancel(ctx), r.index, articles)
			r.mu.Lock()
			defer r.mu.Unlock()
			r.reading = false
			if err == nil { // else the next question tries again
				r.dictionary, r.articles = d, articles
			}
		}()
		return r.dictionary, nil
	}
	d, err := readDictionary(ctx, r.index, articles)
	if err != nil {
		return nil, err
	}
	r.dictionary, r.articles = d, articles
	return d, nil
}
