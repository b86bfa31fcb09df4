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
	"cmp"
	"context"
	"errors"
	"math"
	"math/bits"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/lexicon"
	"quoth/knowledge/retrieve"
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
	Text     string
	Language string           // the reader's (IETF tag), for a question whose words and talk don't tell; "" for English
	Talk     Talk             // what is in hand; the zero Talk for a question that stands alone
	GoesOn   bool             // it goes on with the talk, whatever its words tell
	Filter   knowledge.Filter // which articles may answer
	Named    bool             // the question itself names the outlets of Filter: they come before those of the talk
	AsOf     time.Time        // answer as at that moment: later articles are left out, "yesterday" is the day before; zero for now
	Zone     *time.Location   // the reader's, in which "today" is read when AsOf is zero; nil for that of the clock
	Limit    int              // at most so many quotes; 0 means 5
	own      knowledge.Filter // Filter as it was asked, without what the talk narrows,
	ownNamed bool             // and Named
}

// Answer is what the store has to say to a question.
type Answer struct {
	Verdict    Verdict
	Confidence float64 // that the first quote holds the answer, in [0, 1]
	Quotes     []knowledge.Quote
	Subject    string // what the question was taken to be about, in its own words
	FollowUp   bool   // Question.Talk was used: the question leans on it
	About      string // what was borrowed from it: whom it means, and what the talk is about
	Talk       Talk   // what is in hand now, for the next question
	Language   string // that the question is asked in, or was taken to be; ISO 639-1
	// AsOf is the day of what the first quote says, where the question asks for a state, or
	// for a count that grows; zero for another. Differing tells that the second quote gives
	// another figure than the first.
	AsOf      time.Time
	Differing bool
	// From and Until are the period whose news as a whole are asked for, [From, Until); zero
	// for another question.
	From, Until time.Time
	Readings    []Reading
	// Stored is the languages that are stored (ISO 639-1), those of the most articles
	// first, when the question is plainly asked in another; else nil.
	Stored []string
}

// Reading is a word of the question that was read as another one, since it is stored
// nowhere, or nowhere with the words beside it.
type Reading struct {
	Word string // as it was asked
	Read string // as an article that was found writes it
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
	store     Library
	retriever *retrieve.Retriever
	now       func() time.Time
	model     *model
}

// New returns an Answerer that reads store. now gives the present time.
func New(store Library, now func() time.Time) *Answerer {
	return NewWith(store, retrieve.New(store), now)
}

// NewWith is New with a Retriever over store that others use, too.
func NewWith(store Library, retriever *retrieve.Retriever, now func() time.Time) *Answerer {
	return &Answerer{store: store, retriever: retriever, now: now, model: builtIn()}
}

const (
	// atLarge is how many articles of English at large, of so many words, are counted with
	// those of the store: a few articles don't tell which words are rare.
	atLarge      = 1000
	articleWords = 500
	// unknown is what a word weighs that is stored in no form, is none of the frequent words
	// of English and no name: it is misspelled beyond reading, or said otherwise in the
	// news, and as the rarest of all it would outweigh the others.
	unknown = .5
)

// Ask answers one question. It returns ErrEmpty, ErrTooLong or ErrNoWords for
// what is no question, and the store's errors. Bytes that are not UTF-8 and
// control characters count as spaces.
func (a *Answerer) Ask(ctx context.Context, asked Question) (Answer, error) {
	asked.own, asked.ownNamed = asked.Filter, asked.Named
	q, inHand, err := a.understand(ctx, &asked)
	if q != nil && q.wholeDay(!asked.Talk.Empty()) {
		return a.dayStories(ctx, q, asked)
	}
	if err != nil {
		return Answer{}, err
	}
	ranked, err := a.rank(ctx, q, asked, inHand)
	if err == nil && q.doubtful {
		q, ranked, asked, err = a.surer(ctx, q, ranked, asked)
	}
	answer := Answer{Verdict: None, Subject: q.subject, FollowUp: q.followUp || q.narrowed, Language: q.language, Talk: asked.unanswered(q)}
	if answer.FollowUp { // which leaves the talk as it was where nothing is found
		answer.About, answer.Talk = q.about(asked.Talk), asked.Talk
	}
	if q.narrowed {
		answer.From, answer.Until = asked.Filter.Since, asked.Filter.Until
	}
	if err == nil {
		answer.Stored, err = a.otherLanguages(ctx, q)
	}
	if err != nil || len(ranked) == 0 {
		return answer, err
	}
	answer.Readings = q.readings(ranked)
	limit := asked.Limit
	if limit <= 0 {
		limit = 5
	}
	ruling := a.model.ruleOn(q, ranked)
	answer.Quotes = a.model.quotes(ruling, limit)
	answer.Confidence = a.model.confidence(ruling)
	switch {
	case answer.Confidence >= sure:
		answer.Verdict = Answered
	case ranked[0].near() >= closeBy:
		answer.Verdict = Closest
	default:
		answer.Verdict, answer.Quotes, answer.Confidence = None, nil, 0
	}
	if answer.Verdict == Answered && q.stateAsked() {
		answer.AsOf = said(ranked[0])
	}
	answer.Differing = q.wanted.Kind.Figure() && differ(answer.Quotes)
	answer.Talk, err = a.talk(ctx, q, answer, asked, ranked[0])
	return answer, err
}

// understand takes a question apart, with what it needs of the talk. What that
// narrows it to stands in asked.Filter then.
func (a *Answerer) understand(ctx context.Context, asked *Question) (*question, hand, error) {
	likely, err := a.likely(ctx, *asked)
	if err != nil {
		return nil, hand{}, err
	}
	line, turns := plainly(asked.Text)
	narrowed := ""
	if !turns {
		narrowed = asked.narrow(a.moment(*asked))
	}
	q, err := parse(cmp.Or(narrowed, line), likely)
	if err != nil {
		return nil, hand{}, err
	}
	q.narrowed = narrowed != ""
	q.when = readWhen(q.text, q.language, a.moment(*asked))
	inHand, err := a.take(ctx, q, asked, turns)
	if err == nil && len(q.terms) == 0 {
		err = ErrNoWords // unless the news as a whole are asked for
	}
	return q, inHand, err
}

// moment is the moment of asking, in the reader's time zone.
func (a *Answerer) moment(asked Question) time.Time {
	switch {
	case !asked.AsOf.IsZero():
		return asked.AsOf
	case asked.Zone != nil:
		return a.now().In(asked.Zone)
	}
	return a.now()
}

// weigh gives each term its weight: the idf of BM25, more for names and for the
// words of the sentence that asks, less for borrowed words. It returns the terms, in
// all forms in which they are stored, as a query.
func (a *Answerer) weigh(ctx context.Context, q *question) ([]knowledge.QueryTerm, error) {
	if q.resolved == nil || len(q.resolved.Words) != len(q.terms) {
		if err := a.resolve(ctx, q); err != nil {
			return nil, err
		}
	}
	n := float64(q.resolved.Articles + atLarge)
	for i := range q.terms {
		t, w := &q.terms[i], &q.resolved.Words[i]
		factor := 1.0 // on top of the idf that the index itself counts
		if t.name {
			factor *= 1.2
		}
		switch {
		case t.lent > 0:
			factor *= min(1, t.lent*searchedMore)
		case !t.asked:
			factor *= .8
		}
		w.Weight = factor
		if t.lent > 0 {
			factor *= t.lent / min(1, t.lent*searchedMore)
		}
		common := q.common(i)
		df := float64(w.In) + atLarge*common
		t.weight = factor * math.Log(1+(n-df+.5)/(df+.5))
		if w.In == 0 && common == 0 && !t.name && !t.number {
			t.weight *= unknown
		}
	}
	return q.resolved.Terms(), nil
}

// common is the share of articles of English at large that hold a term of an English
// question; 0 for a word that isn't frequent, or of another language.
func (q *question) common(term int) float64 {
	t := &q.terms[term]
	if q.language != "en" || t.number {
		return 0
	}
	frequency := max(lexicon.VectorOf(text.Fold(t.word)).Frequency(), lexicon.VectorOf(t.stem).Frequency())
	return 1 - math.Exp(-articleWords*frequency)
}

// resolve finds the forms in which the terms are stored.
func (a *Answerer) resolve(ctx context.Context, q *question) error {
	r := &retrieve.Query{Language: q.language, LanguageKnown: q.certain, Given: q.given, Words: make([]retrieve.Word, len(q.terms))}
	for i, t := range q.terms {
		r.Words[i] = retrieve.Word{Span: t.span, Text: t.word, Stem: t.stem, Name: t.name, Number: t.number}
	}
	if err := a.retriever.Resolve(ctx, r); err != nil {
		return err
	}
	q.resolved, q.matcher = r, r.Matcher()
	for _, f := range r.Forms {
		if _, taken := q.index[f.Stems[0]]; !taken && len(f.Stems) == 1 && bits.OnesCount64(f.Words) == 1 {
			q.index[f.Stems[0]] = bits.TrailingZeros64(f.Words)
		}
	}
	return nil
}
