package topic

import (
	"cmp"
	"context"
	"maps"
	"math"
	"math/bits"
	"slices"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/retrieve"
	"quoth/knowledge/text"
)

// Profile is a topic as one store tells of it: what its words weigh there, in which
// forms they are printed, and which other words belong to it. It does not change once
// it is made and may be used by any number of goroutines.
type Profile struct {
	matcher    retrieve.Matcher
	stems      map[string]bool // of the ways to write its words
	weights    []float64       // of the topic's words
	wanted     uint64          // those of its words that say all of it, as bits
	instead    []instead       // what OR offers in the place of some of them
	full       float64         // the weight of all of the topic
	companions companions      // none where too little is known of the topic
}

// companions are words that belong to a topic beside its own, with what they weigh, all 1
// together.
type companions struct {
	stems   []string // in alphabetical order
	weights []float64
	matcher retrieve.Matcher // finds them by their places in stems
}

// instead is words of a topic, as bits, of which the one set stands for the other.
type instead struct{ words, of uint64 }

const (
	// enoughWords is how many words of a topic count in full, the heaviest: of one that is
	// written in many, few articles say each.
	enoughWords = 3
	// unstored is what a word weighs that is stored nowhere, and shortestKnown of how many
	// letters it is at least: a shorter one is a slip that could not be read.
	unstored      = .5
	shortestKnown = 4
	// fewArticles is below how many articles it can't be told which words are rare.
	fewArticles = 100
	// commonWord is the share of the articles in which a word stands that weighs half
	// as much as one that is in hardly any.
	commonWord = .05
	// maxCompanions is how many companions a topic has at most, and fewestCore how many
	// articles on it must be known to name any.
	maxCompanions = 24
	fewestCore    = 3
	// companionShare is the share of the core articles in which a companion stands at
	// least, and companionLift how many times more often than among all articles.
	companionShare = .25
	companionLift  = 4
)

// newProfile weighs the words of a resolved query; it is nil when more than half of them
// are stored nowhere. What is on the others alone is on the topic in part only. Of the words
// of a choice those count that stand for it: the first that are all stored.
func newProfile(q *retrieve.Query, choices [][]uint64) *Profile {
	p := &Profile{matcher: q.Matcher(), stems: map[string]bool{}, weights: make([]float64, len(q.Words))}
	for _, f := range q.Forms {
		for _, stem := range f.Stems {
			p.stems[stem] = true
		}
	}
	p.choose(q, choices)
	stored, all := 0, 0
	for i, w := range q.Words {
		if p.wanted>>i&1 == 0 {
			continue
		}
		if all++; w.In == 0 {
			if utf8.RuneCountInString(w.Text) >= shortestKnown {
				p.weights[i] = unstored
			}
			continue
		}
		stored++
		p.weights[i] = 1 / (1 + math.Sqrt(float64(w.In)/math.Max(float64(q.Articles), fewArticles)/commonWord))
	}
	if all > 0 && (stored == 0 || 2*stored < all) {
		return nil
	}
	heaviest := slices.Clone(p.weights)
	slices.Sort(heaviest)
	p.full = 0
	for i, w := range slices.Backward(heaviest) {
		if len(heaviest)-i > enoughWords {
			w /= 4
		}
		p.full += w
	}
	return p
}

// choose finds the words, as bits, that stand for each choice of a topic, and remembers
// what is as good.
func (p *Profile) choose(q *retrieve.Query, choices [][]uint64) {
	stored := func(words uint64) bool {
		for i, w := range q.Words {
			if words>>i&1 == 1 && w.In == 0 {
				return false
			}
		}
		return true
	}
	for _, choice := range choices {
		if len(choice) == 0 {
			continue
		}
		lead := choice[max(0, slices.IndexFunc(choice, stored))]
		p.wanted |= lead
		for _, words := range choice {
			if words != lead {
				p.instead = append(p.instead, instead{words, lead})
			}
		}
	}
}

// words are the words of the topic that terms hold, as bits.
func (p *Profile) words(terms []text.Term) uint64 {
	found := uint64(0)
	match := p.matcher.Start()
	for i := range terms {
		found |= match.Next(&terms[i])
	}
	return p.withChoices(found)
}

// wordsWithin is words of the terms that begin in a range of a text, of which there are n. It goes to the first
// behind them.
func (p *Profile) wordsWithin(scan *text.Scan, r knowledge.Range) (found uint64, n int) {
	match := p.matcher.Start()
	for skip(scan, r.Start); scan.Start < r.End; scan.Next() {
		found |= match.NextKey(scan.Key(), scan.Stop())
		n++
	}
	return p.withChoices(found), n
}

// withChoices are words that are found, and those for which they stand.
func (p *Profile) withChoices(found uint64) uint64 {
	for _, o := range p.instead {
		if found&o.words == o.words {
			found |= o.of
		}
	}
	return found
}

// share is the share of the topic's weight that words, as bits, have, [0, 1]; all of it of
// a topic without words.
func (p *Profile) share(words uint64) float64 {
	if len(p.weights) == 0 {
		return 1
	}
	sum := 0.0
	for i, w := range p.weights {
		if words>>i&1 == 1 {
			sum += w
		}
	}
	return math.Min(1, sum/p.full)
}

// company is the share of the companions' weight that the title and the opening of an article hold.
func (p *Profile) company(r *Reading) float64 {
	if len(p.companions.weights) == 0 {
		return 0
	}
	var met company
	for i := range r.Headline {
		met.meet(&p.companions, r.Headline[i].Key())
	}
	for _, key := range r.opening {
		met.meet(&p.companions, key)
	}
	return met.weight
}

// companyOf is company for the terms of a sentence.
func (p *Profile) companyOf(s *Sentence) float64 {
	if len(p.companions.weights) == 0 {
		return 0
	}
	var met company
	scan := s.Scan()
	for range s.Words {
		met.meet(&p.companions, scan.Key())
		scan.Next()
	}
	return met.weight
}

// company is which companions were met, as bits, and what they weigh together.
type company struct {
	met    uint64
	weight float64
}

func (c *company) meet(all *companions, key text.Key) {
	if found := all.matcher.Word(key) &^ c.met; found != 0 {
		c.met |= found
		c.weight += all.weights[bits.TrailingZeros64(found)]
	}
}

// learn finds the companions of a topic: the words, none of which is a part of a way to write its
// own, that stand in the openings of the articles that are plainly on it, far more often than
// elsewhere (pseudo-relevance
// feedback: Lavrenko and Croft, Relevance-Based Language Models, 2001).
func (p *Profile) learn(ctx context.Context, core []*Reading, index retrieve.Index) error {
	if len(core) < fewestCore {
		return nil
	}
	held := map[string]int{}
	for _, r := range core {
		own := map[string]bool{}
		match := p.matcher.Start()
		note := func(t *text.Term) {
			if match.Next(t) == 0 && !t.Stop && !t.Number && !p.stems[t.Stem] {
				own[t.Stem] = true
			}
		}
		for i := range r.Headline {
			note(&r.Headline[i])
		}
		for scan := range r.terms() {
			t := scan.Term()
			note(&t)
		}
		for stem := range own {
			held[stem]++
		}
	}
	maps.DeleteFunc(held, func(_ string, n int) bool { return n < 2 || float64(n) < companionShare*float64(len(core)) })
	stems := slices.Sorted(maps.Keys(held))
	in, articles, err := index.Frequencies(ctx, stems)
	if err != nil {
		return err
	}
	weight := map[string]float64{}
	for i, stem := range stems {
		share := float64(held[stem]) / float64(len(core))
		if lift := share * float64(articles) / float64(max(in[i], 1)); lift >= companionLift {
			weight[stem] = share * math.Log(lift)
		}
	}
	stems = slices.DeleteFunc(stems, func(s string) bool { return weight[s] == 0 })
	slices.SortStableFunc(stems, func(a, b string) int { return cmp.Compare(weight[b], weight[a]) })
	stems = stems[:min(len(stems), maxCompanions)]
	sum := 0.0
	for _, s := range stems {
		sum += weight[s]
	}
	slices.Sort(stems)
	p.companions = companions{stems: stems, weights: make([]float64, len(stems)), matcher: retrieve.MatcherOf(stems)}
	for i, s := range stems {
		p.companions.weights[i] = weight[s] / sum
	}
	return nil
}
