// Package answer turns a question into ranked quotes and a verdict.
//
// A question is taken apart into terms with weights (how rare they are among the
// stored articles), and into the kind of thing it asks for. The search index
// gives the articles that hold most of that weight; their sentences are ranked by
// a weighted sum of features: what of the question the sentence holds, what its
// neighbours, the title and the rest of the article add, whether the words stand
// together, whether it holds something of the kind that is asked for. The verdict
// comes from the same features of the best sentence.
package answer

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// Verdict says what the quotes of an answer are.
type Verdict string

// The verdicts.
const (
	Answered Verdict = "answer"  // the first quote holds the answer
	Closest  Verdict = "closest" // nothing stored answers; the quotes are the nearest that is stored
	None     Verdict = "none"    // nothing stored comes near; there are no quotes
)

// Errors for questions that cannot be asked. People may see their texts.
var (
	ErrEmpty   = errors.New("the question is empty: write a few words to look for")
	ErrTooLong = errors.New("the question is too long: 2,000 characters are the limit")
	ErrNoWords = errors.New("the question has only words such as “the” and “of”: name a person, a place or a thing")
)

// Question is what is asked.
type Question struct {
	Text   string
	Talk   Talk             // what is in hand, for a question such as "When did it end?"
	Filter knowledge.Filter // which articles may answer
	AsOf   time.Time        // answer as on that day: later articles are left out; zero for now
	Limit  int              // at most so many quotes; 0 means 5
}

// Answer is what the store has to say to a question.
type Answer struct {
	Verdict    Verdict
	Confidence float64 // that the first quote holds the answer, in [0, 1]
	Quotes     []knowledge.Quote
	Subject    string // what the question was taken to be about, in its own words
	FollowUp   bool   // Question.Talk was used: the question leans on it
	Talk       Talk   // what is in hand now, for the next question
}

// Library is what an Answerer reads.
type Library interface {
	knowledge.Library
	knowledge.Index
	knowledge.Stories
}

// Answerer answers questions from a store. It may be used by any number of
// goroutines at the same time.
type Answerer struct {
	store Library
	now   func() time.Time
	model *model
}

// New returns an Answerer that reads store. now gives the present time.
func New(store Library, now func() time.Time) *Answerer {
	return &Answerer{store: store, now: now, model: builtIn()}
}

const (
	// perArticle is how many sentences of one article may stand among the quotes.
	perArticle = 2
	// fewArticles is below how many articles it can't be told which words are
	// rare; all weigh nearly the same then.
	fewArticles = 1000
)

// Ask answers one question. It returns ErrEmpty, ErrTooLong or ErrNoWords for
// what is no question, and the store's errors. Bytes that are not UTF-8 and
// control characters count as spaces.
func (a *Answerer) Ask(ctx context.Context, asked Question) (Answer, error) {
	q, inHand, err := a.understand(ctx, &asked)
	if err != nil {
		return Answer{}, err
	}
	answer := Answer{Verdict: None, Subject: q.subject, FollowUp: q.followUp}
	asOf := asked.AsOf
	if asOf.IsZero() {
		asOf = a.now()
	}
	ranked, err := a.rank(ctx, q, until(asked.Filter, asked.AsOf), asOf, inHand)
	if err != nil || len(ranked) == 0 {
		return answer, err
	}
	limit := asked.Limit
	if limit <= 0 {
		limit = 5
	}
	answer.Quotes = a.quotes(q, ranked, limit)
	answer.Confidence = a.model.confidence(q, ranked)
	switch {
	case answer.Confidence >= sure:
		answer.Verdict = Answered
	case ranked[0].near() >= closeBy:
		answer.Verdict = Closest
	default:
		answer.Verdict, answer.Quotes, answer.Confidence = None, nil, 0
	}
	answer.Talk, err = a.talk(ctx, q, answer, asked)
	return answer, err
}

// understand takes a question apart, with what it needs of the talk. What that
// narrows it to stands in asked.Filter then.
func (a *Answerer) understand(ctx context.Context, asked *Question) (*question, hand, error) {
	q, err := parse(asked.Text)
	if err != nil {
		return nil, hand{}, err
	}
	inHand, err := a.take(ctx, q, asked)
	if err == nil && len(q.terms) == 0 {
		err = ErrNoWords
	}
	return q, inHand, err
}

// until narrows a filter to what was published by a time.
func until(f knowledge.Filter, at time.Time) knowledge.Filter {
	if end := at.Add(time.Nanosecond); !at.IsZero() && (f.Until.IsZero() || end.Before(f.Until)) {
		f.Until = end
	}
	return f
}

// weigh gives each term its weight: the idf of BM25, more for names and for the
// words of the sentence that asks, less for borrowed words. It returns the terms
// as a query.
func (a *Answerer) weigh(ctx context.Context, q *question) ([]knowledge.QueryTerm, error) {
	stems := make([]string, len(q.terms), len(q.terms)+2*len(q.parts))
	for i, t := range q.terms {
		stems[i] = t.stem
	}
	splits := make([][2]string, 0, len(q.parts))
	for pair := range q.parts {
		splits = append(splits, pair)
		stems = append(stems, pair[0], pair[1])
	}
	in, articles, err := a.store.Frequencies(ctx, stems)
	if err != nil {
		return nil, err
	}
	for i, pair := range splits {
		at := len(q.terms) + 2*i
		if in[at] == 0 || in[at+1] == 0 {
			delete(q.parts, pair)
			continue
		}
		t := &q.terms[q.parts[pair]]
		for _, part := range pair {
			if !slices.Contains(t.others, part) { // from when it was weighed before
				t.others = append(t.others, part)
			}
		}
	}
	n := math.Max(float64(articles), fewArticles)
	query := make([]knowledge.QueryTerm, len(q.terms))
	for i := range q.terms {
		t := &q.terms[i]
		df := float64(in[i])
		factor := 1.0 // on top of the idf that the index itself counts
		if t.name {
			factor *= 1.2
		}
		switch {
		case t.borrow:
			factor *= borrowedSearch
		case !t.asked:
			factor *= .8
		}
		query[i] = knowledge.QueryTerm{Stem: t.stem, Weight: factor}
		for _, other := range t.others {
			query = append(query, knowledge.QueryTerm{Stem: other, Weight: factor / 2})
		}
		if t.borrow {
			factor *= borrowedHere / borrowedSearch
		}
		t.weight = factor * math.Log(1+(n-df+.5)/(df+.5))
	}
	return query, nil
}

// quotes makes quotes of the best candidates: the same words once, and not too
// many of one article.
func (a *Answerer) quotes(q *question, ranked []*candidate, limit int) []knowledge.Quote {
	var out []knowledge.Quote
	same := map[string]int{}
	of := map[int64]int{}
	for _, c := range ranked {
		key := foldWords(c.text())
		heading := c.document.Article
		heading.Text = ""
		if at, known := same[key]; known {
			if at < len(out) && out[at].Article.ID != heading.ID && !slices.ContainsFunc(out[at].Also, func(x knowledge.Article) bool { return x.ID == heading.ID }) {
				out[at].Also = append(out[at].Also, heading)
			}
			continue
		}
		if len(out) >= limit {
			// Further outlets of the quotes that are shown stand close behind them.
			if len(same) > 4*limit {
				break
			}
			same[key] = limit
			continue
		}
		if of[heading.ID] >= perArticle {
			continue
		}
		of[heading.ID]++
		same[key] = len(out)
		out = append(out, quoteOf(q, c))
	}
	return out
}

// quoteOf makes a quote of a sentence.
func quoteOf(q *question, c *candidate) knowledge.Quote {
	r := c.document.Sentences[c.at]
	heading := c.document.Article
	heading.Text = ""
	return knowledge.Quote{Article: heading, Range: r, Text: c.text(), Score: c.score, Answer: q.answering(c.document.Text, r, c.document.Published)}
}

// foldWords is a sentence's words without case, punctuation and spacing.
func foldWords(s string) string {
	var b []byte
	for sp := range text.Words(s) {
		b = append(append(b, text.Fold(sp.In(s))...), ' ')
	}
	return string(b)
}
