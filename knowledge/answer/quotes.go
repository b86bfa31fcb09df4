package answer

import (
	"slices"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

const (
	// perArticle is how many sentences of one article may stand among the quotes.
	perArticle = 2
	// newWords is the share of its words that a further quote has to have for itself: less
	// says the same again.
	newWords = .3
)

// quotes makes quotes of the best candidates: the same words once, not too many of one
// article, and none that says again what one before it says. Where the best ones give
// another figure than the first, the best of these stands second.
func (m *model) quotes(r *ruling, limit int) []knowledge.Quote {
	s := shelf{limit: limit, model: m, sayings: r.said, same: map[string]int{}, of: map[int64]int{}}
	s.first(r)
	if other := differing(r.ranked); other != nil {
		s.put(other)
	}
	for _, c := range r.ranked[1:] {
		if c != r.beside && !s.put(c) {
			break
		}
	}
	return s.quotes
}

// shelf is quotes while they are chosen.
type shelf struct {
	limit   int
	model   *model
	sayings sayings
	quotes  []knowledge.Quote
	said    []map[string]bool // the words of each
	values  []string          // what the answering words of each say
	same    map[string]int    // words of a sentence -> its quote; limit for one that is not shown
	of      map[int64]int     // quotes of an article
}

// first adds the best sentence and its companion. Where the words that answer stand in the
// companion, this is the quote and the best sentence its context.
func (s *shelf) first(r *ruling) {
	c, quote := r.best, r.quote
	if r.words != nil && r.words.within.c == r.beside && r.beside != nil {
		turned := quoteOf(r.beside)
		accompany(&turned, r.best)
		if visible(&turned, quote.Range) {
			turned.Score = quote.Score
			c, quote = r.beside, turned
		}
	}
	mark(&quote, r.words)
	s.keep(c, quote, contentWords(c.text(), c.document.Language))
}

// put adds a sentence if it may stand among the quotes. It is false when no more need be
// looked at.
func (s *shelf) put(c *candidate) bool {
	key := c.words().key
	heading := c.document.Article
	heading.Text = ""
	if at, known := s.same[key]; known {
		if at < len(s.quotes) && s.quotes[at].Article.ID != heading.ID && !slices.ContainsFunc(s.quotes[at].Also, func(x knowledge.Article) bool { return x.ID == heading.ID }) {
			s.quotes[at].Also = append(s.quotes[at].Also, heading)
		}
		return true
	}
	if len(s.quotes) >= s.limit {
		// Further outlets of the quotes that are shown stand close behind them.
		if len(s.same) > 4*s.limit {
			return false
		}
		s.same[key] = s.limit
		return true
	}
	words := contentWords(c.text(), c.document.Language)
	quote := quoteOf(c)
	mark(&quote, s.sayings.read(&quote, c, nil).choose(s.model.words(c.q)))
	if s.of[heading.ID] < perArticle && !s.repeats(quote, words) {
		s.keep(c, quote, words)
	}
	return true
}

// keep adds a quote of a sentence.
func (s *shelf) keep(c *candidate, quote knowledge.Quote, words map[string]bool) {
	s.of[quote.Article.ID]++
	s.same[c.words().key] = len(s.quotes)
	s.quotes = append(s.quotes, quote)
	s.said = append(s.said, words)
	s.values = append(s.values, valueOf(quote))
}

// repeats reports whether a quote says what one before it says: nearly all of its words,
// and no other figure or name that answers.
func (s *shelf) repeats(quote knowledge.Quote, words map[string]bool) bool {
	for i, said := range s.said {
		fresh := 0
		for w := range words {
			if !said[w] {
				fresh++
			}
		}
		if float64(fresh) < newWords*float64(len(words)) && (valueOf(quote) == "" || valueOf(quote) == s.values[i]) {
			return true
		}
	}
	return false
}

// valueOf is what the answering words of a quote say, in a form to compare; "" for none.
func valueOf(q knowledge.Quote) string {
	if q.Value != "" || q.Answer.Empty() || !q.Range.Contains(q.Answer) {
		return q.Value
	}
	return foldWords(q.Text[q.Answer.Start-q.Start : q.Answer.End-q.Start])
}

func contentWords(s, language string) map[string]bool {
	words := map[string]bool{}
	for _, t := range text.AppendTerms(make([]text.Term, 0, 32), s, language) {
		if !t.Stop {
			words[t.Stem] = true
		}
	}
	return words
}

// differing is the best sentence of another article that gives another figure than the
// first, for a question after a number; nil when they agree or none is nearly as good.
func differing(ranked []*candidate) *candidate {
	first := ranked[0].typed()
	if k := ranked[0].q.wanted.Kind; !k.Numeric() || first.best.Value == "" || first.best.Fit < .9 {
		return nil
	}
	for _, c := range ranked[1:] {
		if c.score < ranked[0].score-nearlyAsGood {
			break
		}
		if t := c.typed(); c.document.ID != ranked[0].document.ID && t.best.Fit >= .9 && t.best.Value != "" && t.best.Value != first.best.Value {
			return c
		}
	}
	return nil
}

// differ reports whether the second quote gives another value than the first.
func differ(quotes []knowledge.Quote) bool {
	return len(quotes) > 1 && quotes[0].Value != "" && quotes[1].Value != "" && quotes[0].Value != quotes[1].Value && quotes[0].Article.ID != quotes[1].Article.ID
}

// nearlyAsGood is how much lower the score of a sentence may be that gives another figure,
// to be shown beside the first.
const nearlyAsGood = 1.5

// quoteOf makes a quote of a sentence.
func quoteOf(c *candidate) knowledge.Quote {
	r := c.document.Sentences[c.at]
	heading := c.document.Article
	heading.Text = ""
	return knowledge.Quote{Article: heading, Range: r, Text: c.text(), Score: c.score, Context: c.context()}
}

// mark makes an option the answering words of a quote; nil for none.
func mark(quote *knowledge.Quote, o *option) {
	if o != nil {
		quote.Answer, quote.Value = knowledge.Range{Start: o.Start, End: o.End}, o.Value
	}
}

// words are the weights of the signs of the words that answer a question.
func (m *model) words(q *question) []float64 {
	if q.wanted.Kind.Numeric() {
		return m.numbers
	}
	return m.names
}

// foldWords is a sentence's words without case, punctuation and spacing.
func foldWords(s string) string {
	var b []byte
	for sp := range text.Words(s) {
		b = append(append(b, text.Fold(sp.In(s))...), ' ')
	}
	return string(b)
}
