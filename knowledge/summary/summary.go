// Package summary picks the few sentences that carry an article, or the articles
// of a topic.
package summary

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/retrieve"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

// Library is what a Summarizer reads.
type Library = topic.Library

// Summarizer makes summaries from a store. It may be used by any number of
// goroutines at the same time.
type Summarizer struct {
	store     Library
	retriever *retrieve.Retriever
}

// New returns a Summarizer that reads store.
func New(store Library) *Summarizer {
	return &Summarizer{store: store, retriever: retrieve.New(store)}
}

// Article returns at most n sentences of an article, in the order of its text.
func (s *Summarizer) Article(ctx context.Context, id int64, n int) ([]knowledge.Quote, error) {
	documents, err := s.store.Documents(ctx, []int64{id})
	if err != nil || len(documents) == 0 {
		return nil, err
	}
	d := documents[0]
	heading := d.Article
	heading.Text = ""
	var quotes []knowledge.Quote
	for _, r := range Pick(d.Title, d.Text, d.Sentences, d.Language, n) {
		quotes = append(quotes, knowledge.Quote{Article: heading, Range: r, Text: d.Text[r.Start:r.End]})
	}
	return quotes, nil
}

const (
	// topicArticles is how many articles on a topic are read.
	topicArticles = 60
	// perArticle is how many sentences of one article are looked at, the ones
	// that carry it.
	perArticle = 3
	// aboutTopic is the share of a topic's words that an article has to hold.
	aboutTopic = .6
	// alike is the share of the shorter sentence's words from which on two
	// sentences say the same.
	alike = .65
)

// Topic returns at most n sentences from the articles on a topic, in the order
// of their publication, no two saying the same; none when nothing stored is
// about it.
func (s *Summarizer) Topic(ctx context.Context, wanted string, f knowledge.Filter, n int) ([]knowledge.Quote, error) {
	asked := retrieve.Parse(wanted, "")
	if err := s.retriever.Resolve(ctx, asked); err != nil {
		return nil, err
	}
	stems := make([]string, len(asked.Words))
	for i := range asked.Words {
		stems[i] = asked.Stored(i)
	}
	if len(stems) == 0 {
		return nil, nil
	}
	q := knowledge.Query{Filter: f, Limit: topicArticles}
	for _, stem := range stems {
		q.Terms = append(q.Terms, knowledge.QueryTerm{Stem: stem, Weight: 1})
	}
	hits, err := s.store.Search(ctx, q)
	if err != nil || len(hits) == 0 {
		return nil, err
	}
	ids := make([]int64, len(hits))
	scores := map[int64]float64{}
	for i, h := range hits {
		ids[i], scores[h.ID] = h.ID, h.Score/hits[0].Score
	}
	documents, err := s.store.Documents(ctx, ids)
	if err != nil {
		return nil, err
	}
	return fromTopic(documents, stems, scores, n), nil
}

// found is a sentence on a topic.
type found struct {
	sentence
	quote knowledge.Quote
	score float64
}

// fromTopic picks sentences from articles, which stand best first.
func fromTopic(documents []knowledge.Document, stems []string, scores map[int64]float64, n int) []knowledge.Quote {
	var all []found
	centre := map[string]float64{}
	for i := range documents {
		d := &documents[i]
		read := read(d.Title, d.Text, d.Sentences, d.Language)
		if read.share(stems) < aboutTopic {
			continue
		}
		heading := d.Article
		heading.Text = ""
		for _, at := range read.pick(perArticle) {
			x := read.sentences[at]
			share := x.share(stems)
			all = append(all, found{
				sentence: x,
				quote:    knowledge.Quote{Article: heading, Range: x.at, Text: d.Text[x.at.Start:x.at.End]},
				score:    scores[d.ID] * (.2 + share),
			})
			for stem, w := range x.terms {
				centre[stem] += w
			}
		}
	}
	for i := range all {
		all[i].score *= .3 + cosine(all[i].terms, centre)
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(b.score, a.score) })
	var picked []found
	of := map[int64]int{}
	for _, x := range all {
		if len(picked) == n {
			break
		}
		same := slices.ContainsFunc(picked, func(p found) bool { return overlap(p.terms, x.terms) >= alike })
		if same || of[x.quote.Article.ID] >= max(1, n/3) {
			continue
		}
		of[x.quote.Article.ID]++
		picked = append(picked, x)
	}
	slices.SortStableFunc(picked, func(a, b found) int {
		return cmp.Or(a.quote.Article.Published.Compare(b.quote.Article.Published), cmp.Compare(a.quote.Article.ID, b.quote.Article.ID), cmp.Compare(a.quote.Start, b.quote.Start))
	})
	quotes := make([]knowledge.Quote, len(picked))
	for i, x := range picked {
		quotes[i] = x.quote
		quotes[i].Score = x.score
	}
	return quotes
}

// Pick returns the ranges of at most n sentences of a text that carry it, in
// their order.
func Pick(title, body string, sentences []knowledge.Range, language string, n int) []knowledge.Range {
	read := read(title, body, sentences, language)
	var ranges []knowledge.Range
	for _, at := range read.pick(n) {
		ranges = append(ranges, read.sentences[at].at)
	}
	return ranges
}

// article is a text read for a summary.
type article struct {
	sentences []sentence // those that may stand in a summary
	title     map[string]bool
	held      map[string]bool
}

// sentence is a sentence that may stand in a summary.
type sentence struct {
	at     knowledge.Range
	order  int                // among the sentences that may
	terms  map[string]float64 // tf-idf within the article
	words  int
	opener bool // leans on what stands before it
}

func (s sentence) share(stems []string) float64 {
	n := 0
	for _, stem := range stems {
		if s.terms[stem] > 0 {
			n++
		}
	}
	return float64(n) / float64(len(stems))
}

func (a *article) share(stems []string) float64 {
	n := 0
	for _, stem := range stems {
		if a.held[stem] {
			n++
		}
	}
	return float64(n) / float64(len(stems))
}

// maxSentences bounds how much of a text is compared: what carries a longer one
// stands well before its end.
const maxSentences = 200

// read prepares a text.
func read(title, body string, ranges []knowledge.Range, language string) *article {
	a := &article{title: map[string]bool{}, held: map[string]bool{}}
	for _, t := range text.AppendTerms(nil, title, language) {
		if !t.Stop {
			a.title[t.Stem], a.held[t.Stem] = true, true
		}
	}
	tf := map[string]int{}
	var terms []text.Term
	for _, r := range ranges {
		if len(a.sentences) == maxSentences {
			break
		}
		words := body[r.Start:r.End]
		terms = text.AppendTerms(terms[:0], words, language)
		if !prose(words, terms) {
			continue
		}
		s := sentence{at: r, order: len(a.sentences), terms: map[string]float64{}, words: len(terms), opener: dangling(words)}
		for _, t := range terms {
			if !t.Stop {
				s.terms[t.Stem]++
			}
		}
		for stem := range s.terms {
			tf[stem]++
			a.held[stem] = true
		}
		a.sentences = append(a.sentences, s)
	}
	// Within one article the words that come back are the ones it is about; a
	// word of one sentence alone weighs little (Nenkova and Vanderwende, The
	// Impact of Frequency on Summarization, 2005).
	for i := range a.sentences {
		for stem, n := range a.sentences[i].terms {
			w := (1 + math.Log(n)) * math.Log(1+float64(tf[stem]))
			if a.title[stem] {
				w *= 1.5
			}
			a.sentences[i].terms[stem] = w
		}
	}
	return a
}

const (
	// fewest and most are how many words a sentence of a summary has.
	fewest, most = 7, 70
)

// prose reports whether a piece of text is a sentence that says something, and
// no byline, caption, credit, list of links or date line.
func prose(s string, terms []text.Term) bool {
	if len(terms) < fewest || len(terms) > 2*most {
		return false
	}
	stop, capital := 0, 0
	for _, t := range terms {
		if t.Stop {
			stop++
		} else if t.Capital || t.Number {
			capital++
		}
	}
	if stop == 0 || capital*10 > len(terms)*8 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s, func(r rune) bool { return strings.ContainsRune("”’\"')» ", r) }))
	if !strings.ContainsRune(".!?…。！？:;", last) && len(terms) < 2*fewest {
		return false
	}
	lower := strings.ToLower(s[:min(len(s), 60)])
	for _, mark := range []string{"by .", "published:", "updated:", "scroll down", "read more", "click here", "sign up", "photo:", "image:", "credit:", "copyright", "follow us", "subscribe", "advertisement", "last updated", "share this", "watch:", "related:", "see also"} {
		if strings.HasPrefix(lower, mark) {
			return false
		}
	}
	return !strings.Contains(lower, "published: .") && !strings.Contains(lower, "updated: .")
}

// openers are words that lean on the sentence before when a sentence begins with
// them.
var openers = map[string]bool{"he": true, "she": true, "they": true, "it": true, "his": true, "her": true, "their": true, "its": true,
	"this": true, "that": true, "these": true, "those": true, "but": true, "however": true, "and": true, "also": true, "so": true,
	"then": true, "meanwhile": true, "still": true, "yet": true, "instead": true, "such": true, "him": true, "them": true,
	"moreover": true, "furthermore": true, "therefore": true, "thus": true, "otherwise": true, "nor": true, "or": true}

// dangling reports whether a sentence leans on what stands before it.
func dangling(s string) bool {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	word := s
	if end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }); end >= 0 {
		word = s[:end]
	}
	word = strings.ToLower(word)
	for _, suffix := range []string{"'s", "’s", "'re", "’re", "'ll", "’ll", "'d", "’d", "'ve", "’ve"} {
		word = strings.TrimSuffix(word, suffix)
	}
	return openers[word]
}

// pick returns the places of at most n sentences, in their order.
func (a *article) pick(n int) []int {
	if n <= 0 || len(a.sentences) == 0 {
		return nil
	}
	centre := map[string]float64{}
	for _, s := range a.sentences {
		for stem, w := range s.terms {
			centre[stem] += w / (1 + float64(s.order)/10)
		}
	}
	score := make([]float64, len(a.sentences))
	for i, s := range a.sentences {
		score[i] = cosine(s.terms, centre) + 1/(1+float64(s.order)/2)
		if len(a.title) > 0 {
			over := 0
			for stem := range a.title {
				if s.terms[stem] > 0 {
					over++
				}
			}
			score[i] += .5 * float64(over) / float64(len(a.title))
		}
		if s.words > most {
			score[i] *= .6
		}
		if s.opener {
			score[i] *= .5
		}
	}
	order := make([]int, len(score))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(score[y], score[x]) })
	var picked []int
	for _, i := range order {
		if len(picked) == n {
			break
		}
		if slices.ContainsFunc(picked, func(p int) bool { return overlap(a.sentences[p].terms, a.sentences[i].terms) >= alike }) {
			continue
		}
		picked = append(picked, i)
	}
	slices.Sort(picked)
	// A summary does not begin with a sentence that leans on one that is not there.
	for len(picked) > 1 && a.sentences[picked[0]].opener {
		picked = picked[1:]
	}
	return picked
}

// overlap is the share of the shorter one's words that both have.
func overlap(a, b map[string]float64) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	both := 0
	for s := range a {
		if b[s] > 0 {
			both++
		}
	}
	return float64(both) / math.Max(1, float64(len(a)))
}

func cosine(a, b map[string]float64) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	dot, x, y := 0.0, 0.0, 0.0
	for s, w := range a {
		dot += w * b[s]
		x += w * w
	}
	for _, w := range b {
		y += w * w
	}
	if dot == 0 {
		return 0
	}
	return dot / math.Sqrt(x*y)
}
