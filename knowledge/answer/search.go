package answer

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/retrieve"
	"quoth/knowledge/text"
)

// searchedArticles is how many articles are read for a search with phrases or
// excluded words, which the index does not know.
const searchedArticles = 200

// wanted is what a search asks for.
type wanted struct {
	language string
	told     bool       // the words tell the language
	words    []string   // stems
	written  []string   // the words
	phrases  [][]string // stems that stand together
	excluded [][]string
}

// Matches is what a search found.
type Matches struct {
	Quotes   []knowledge.Quote
	Readings []Reading // of words that are stored in no article
}

// Search returns the articles that hold every word, best first, each with the
// sentence that holds most of them. words may hold "phrases", -excluded words and
// -"excluded phrases". When no article holds them all, words that are stored nowhere
// are looked for in another form, or read as what they are likely misspellings of. It
// returns ErrEmpty, ErrTooLong and ErrNoWords as Ask does.
func (a *Answerer) Search(ctx context.Context, words string, f knowledge.Filter, limit int) (Matches, error) {
	words = clean(words)
	switch {
	case words == "":
		return Matches{}, ErrEmpty
	case len(words) > 4*maxQuestion:
		return Matches{}, ErrTooLong
	}
	w := parseSearch(words)
	found, err := a.matches(ctx, w, f, limit)
	if err != nil || len(found) > 0 || len(w.words) == 0 {
		return Matches{Quotes: found}, err
	}
	read, err := a.reread(ctx, &w)
	if err != nil || read == nil {
		return Matches{}, err
	}
	if found, err = a.matches(ctx, w, f, limit); err != nil || len(found) == 0 {
		return Matches{}, err
	}
	m := Matches{Quotes: found}
	best, err := a.store.Article(ctx, found[0].Article.ID)
	if err != nil {
		return Matches{}, err
	}
	for _, r := range read.Readings {
		if word := written(best.Title+"\n"+best.Text, best.Language, r.Stem); word != "" {
			m.Readings = append(m.Readings, Reading{Word: read.Words[r.Word].Text, Read: word})
		}
	}
	return m, nil
}

// reread puts other forms in the place of the words that are stored nowhere, and returns
// how they were read; nil when nothing changed.
func (a *Answerer) reread(ctx context.Context, w *wanted) (*retrieve.Query, error) {
	q := &retrieve.Query{Language: w.language, Told: w.told}
	for i, stem := range w.words[:min(len(w.words), retrieve.MaxWords)] {
		q.Words = append(q.Words, retrieve.Word{Text: w.written[i], Stem: stem, Weight: 1})
	}
	if err := a.retriever.Resolve(ctx, q); err != nil {
		return nil, err
	}
	changed := false
	for i := range q.Words {
		stem := q.Stored(i)
		changed = changed || stem != w.words[i]
		w.words[i] = stem
	}
	if !changed {
		return nil, nil
	}
	return q, nil
}

// matches are the articles that hold what is wanted.
func (a *Answerer) matches(ctx context.Context, w wanted, f knowledge.Filter, limit int) ([]knowledge.Quote, error) {
	all := slices.Clone(w.words)
	for _, p := range w.phrases {
		all = append(all, p...)
	}
	slices.Sort(all)
	if all = slices.Compact(all); len(all) == 0 {
		return nil, ErrNoWords
	}
	query := knowledge.Query{All: all, Filter: f, Limit: limit}
	for _, stem := range all {
		query.Terms = append(query.Terms, knowledge.QueryTerm{Stem: stem, Weight: 1})
	}
	if len(w.phrases)+len(w.excluded) > 0 {
		query.Limit = max(limit, searchedArticles)
	}
	hits, err := a.store.Search(ctx, query)
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
	var found []knowledge.Quote
	for i := range documents {
		if len(found) == limit {
			break
		}
		if r, ok := w.best(&documents[i]); ok {
			heading := documents[i].Article
			heading.Text = ""
			found = append(found, knowledge.Quote{Article: heading, Range: r, Text: documents[i].Text[r.Start:r.End], Score: float64(len(documents) - i)})
		}
	}
	return found, nil
}

// parseSearch takes search words apart.
func parseSearch(s string) wanted {
	w := wanted{language: text.QuestionLanguage(s)}
	if w.told = w.language != ""; !w.told {
		w.language = "en"
	}
	for len(s) > 0 {
		s = strings.TrimLeft(s, " ")
		minus := strings.HasPrefix(s, "-") && len(s) > 1
		if minus {
			s = s[1:]
		}
		var body string
		quoted := false
		if open := strings.IndexAny(s, "\"“„«"); open == 0 {
			quoted = true
			s = s[len(firstRune(s)):]
			end := strings.IndexAny(s, "\"”“»")
			if end < 0 {
				body, s = s, ""
			} else {
				body, s = s[:end], s[end+len(firstRune(s[end:])):]
			}
		} else if end := strings.IndexByte(s, ' '); end < 0 {
			body, s = s, ""
		} else {
			body, s = s[:end], s[end:]
		}
		var stems []string
		for _, t := range text.AppendTerms(nil, body, w.language) {
			if !t.Stop {
				stems = append(stems, t.Stem)
			}
		}
		switch {
		case len(stems) == 0:
		case minus:
			w.excluded = append(w.excluded, stems)
		case quoted || len(stems) > 1:
			w.phrases = append(w.phrases, stems)
		default:
			w.words = append(w.words, stems...)
			w.written = append(w.written, body)
		}
	}
	return w
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

// best returns the sentence of an article that holds most of what is wanted; not
// ok when the article lacks a phrase or holds something excluded.
func (w wanted) best(d *knowledge.Document) (knowledge.Range, bool) {
	title := contentStems(d.Title, d.Language)
	missing := slices.Clone(w.phrases)
	seen := func(stems []string) bool {
		missing = slices.DeleteFunc(missing, func(p []string) bool { return contains(stems, p) })
		return !slices.ContainsFunc(w.excluded, func(p []string) bool { return contains(stems, p) })
	}
	if !seen(title) {
		return knowledge.Range{}, false
	}
	best, most := knowledge.Range{}, -1.0
	for i, r := range d.Sentences {
		stems := contentStems(d.Text[r.Start:r.End], d.Language)
		if !seen(stems) {
			return knowledge.Range{}, false
		}
		score := 1 / float64(10+i) // of equals the first
		for _, word := range w.words {
			if slices.Contains(stems, word) {
				score++
			}
		}
		for _, p := range w.phrases {
			if contains(stems, p) {
				score += float64(len(p)) + 1
			}
		}
		if score > most {
			best, most = r, score
		}
	}
	return best, len(missing) == 0 && most >= 0
}

func contentStems(s, language string) []string {
	var stems []string
	for _, t := range text.AppendTerms(nil, s, language) {
		if !t.Stop {
			stems = append(stems, t.Stem)
		}
	}
	return stems
}

// contains reports whether part stands in list, in order and together.
func contains(list, part []string) bool {
	for i := 0; i+len(part) <= len(list); i++ {
		if slices.Equal(list[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

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
