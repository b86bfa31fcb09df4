// Package summary picks the few sentences that carry an article, or the articles
// of a topic.
package summary

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

// Library is what a Summarizer reads.
type Library = topic.Library

// Summarizer makes summaries from a store. It may be used by any number of
// goroutines at the same time.
type Summarizer struct {
	store  Library
	reader *topic.Reader
}

// New returns a Summarizer that reads store.
func New(store Library) *Summarizer { return NewWith(store, topic.NewReader(store)) }

// NewWith is New with a Reader of store that others use, too.
func NewWith(store Library, reader *topic.Reader) *Summarizer { return &Summarizer{store, reader} }

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

// alike is the share of the shorter sentence's words from which on two sentences say
// the same.
const alike = .65

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
}

// sentence is a sentence that may stand in a summary.
type sentence struct {
	at     knowledge.Range
	order  int                // among the sentences that may
	terms  map[string]float64 // tf-idf within the article
	stems  []string           // of terms, in the order of the sentence: sums run over them
	words  int
	opener bool // leans on what stands before it
}

// maxSentences bounds how much of a text is compared: what carries a longer one
// stands well before its end.
const maxSentences = 200

// read prepares a text.
func read(title, body string, ranges []knowledge.Range, language string) *article {
	a := &article{title: map[string]bool{}}
	for _, t := range text.AppendTerms(nil, title, language) {
		if !t.Stop {
			a.title[t.Stem] = true
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
		s := sentence{at: r, order: len(a.sentences), terms: map[string]float64{}, words: len(terms), opener: text.Leans(words, language)}
		for _, t := range terms {
			if t.Stop {
				continue
			}
			if s.terms[t.Stem] == 0 {
				s.stems = append(s.stems, t.Stem)
				tf[t.Stem]++
			}
			s.terms[t.Stem]++
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

// pick returns the places of at most n sentences, in their order.
func (a *article) pick(n int) []int {
	if n <= 0 || len(a.sentences) == 0 {
		return nil
	}
	centre := map[string]float64{}
	for _, s := range a.sentences {
		for _, stem := range s.stems {
			centre[stem] += s.terms[stem] / (1 + float64(s.order)/10)
		}
	}
	centreLength := length(centre)
	score := make([]float64, len(a.sentences))
	for i, s := range a.sentences {
		score[i] = s.cosine(centre, centreLength) + 1/(1+float64(s.order)/2)
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

// cosine is that of a sentence's terms and others of such a length.
func (s *sentence) cosine(other map[string]float64, length float64) float64 {
	dot, own := 0.0, 0.0
	for _, stem := range s.stems {
		dot += s.terms[stem] * other[stem]
		own += s.terms[stem] * s.terms[stem]
	}
	if dot == 0 {
		return 0
	}
	return dot / math.Sqrt(own) / length
}

// length is that of a vector, summed in an order that is the same each time.
func length(v map[string]float64) float64 {
	sum := 0.0
	for _, stem := range slices.Sorted(maps.Keys(v)) {
		sum += v[stem] * v[stem]
	}
	return math.Sqrt(sum)
}
