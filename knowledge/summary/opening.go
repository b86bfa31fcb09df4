package summary

import (
	"cmp"
	"context"
	"math"
	"slices"

	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

const (
	// openingSentences and openingTerms are how many sentences and how many words of a text say
	// with its title what it tells of.
	openingSentences, openingTerms = 5, 80
	// fewCentral is of how many articles at least it can be told which of them are side issues.
	fewCentral = 6
	// ofSameOutlet is what a second article of one outlet adds to an event of what one of another does.
	ofSameOutlet = .6
	// ofSoft is what an article of a softer section counts on a topic of the news.
	ofSoft = .4
)

// opening is what an article tells of: the words of its title and of its first sentences, as a vector
// of length 1.
type opening struct {
	stems   []string // in alphabetical order
	weights []float64
}

// openings are those of articles. Words that are common to all are left out, and function words and
// numbers.
func (s *Summarizer) openings(ctx context.Context, documents []*knowledge.Document, common map[string]bool) ([]opening, error) {
	all := make([]opening, len(documents))
	in := map[string]int{}
	var stems []string
	for i, d := range documents {
		all[i].stems = openingStems(d, common)
		for _, stem := range all[i].stems {
			if in[stem]++; in[stem] == 1 {
				stems = append(stems, stem)
			}
		}
	}
	everywhere, articles, err := s.store.Frequencies(ctx, stems)
	if err != nil {
		return nil, err
	}
	rare := make(map[string]float64, len(stems))
	for i, stem := range stems {
		rare[stem] = math.Log(1 + float64(articles)/float64(max(everywhere[i], in[stem])))
	}
	for i := range all {
		o := &all[i]
		square := 1e-9
		for _, stem := range o.stems {
			square += rare[stem] * rare[stem]
		}
		o.weights = make([]float64, len(o.stems))
		for j, stem := range o.stems {
			o.weights[j] = rare[stem] / math.Sqrt(square)
		}
	}
	return all, nil
}

// openingStems are the stems of an article's title and first sentences, each once, in alphabetical
// order.
func openingStems(d *knowledge.Document, common map[string]bool) []string {
	terms := text.AppendTerms(nil, d.Title, d.Language)
	body := text.AppendCachedTerms(nil, d.Text, d.Language)
	n := 0
	for _, r := range d.Sentences[:min(len(d.Sentences), openingSentences)] {
		at, _ := slices.BinarySearchFunc(body, r.Start, func(t text.Term, start int) int { return cmp.Compare(t.Start, start) })
		for ; at < len(body) && body[at].Start < r.End && n < openingTerms; at++ {
			terms = append(terms, body[at])
			n++
		}
	}
	var stems []string
	for _, t := range terms {
		if !t.Stop && !t.Number && !common[t.Stem] {
			stems = append(stems, t.Stem)
		}
	}
	slices.Sort(stems)
	return slices.Compact(stems)
}

// cosine is how far two articles tell of the same, [0, 1].
func (o *opening) cosine(p *opening) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(o.stems) && j < len(p.stems); {
		switch c := cmp.Compare(o.stems[i], p.stems[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			sum += o.weights[i] * p.weights[j]
			i++
			j++
		}
	}
	return sum
}

// central says how far each of some articles on a topic tells of what the others tell of, [0, 1]: 1 of
// half of them, near 0 of a side issue, such as the house of one actor among the reports of a fire. It
// is the cosine with the centroid of the others (Radev and others, Centroid-based Summarization of
// Multiple Documents, 2004) over that of the middle one.
func central(openings []opening) []float64 {
	shares := make([]float64, len(openings))
	if len(openings) < fewCentral {
		for i := range shares {
			shares[i] = 1
		}
		return shares
	}
	centroid := map[string]float64{}
	for i := range openings {
		for j, stem := range openings[i].stems {
			centroid[stem] += openings[i].weights[j]
		}
	}
	for i := range openings {
		for j, stem := range openings[i].stems {
			own := openings[i].weights[j]
			shares[i] += own * (centroid[stem] - own)
		}
	}
	ordered := slices.Sorted(slices.Values(shares))
	middle := math.Max(ordered[len(ordered)/2], 1e-9)
	for i := range shares {
		shares[i] = math.Min(1, shares[i]/middle)
	}
	return shares
}

// events says how much is told of what each of some articles on a topic tells: 1 of what no other tells,
// and more by each that tells it about when it does, as far as they are alike, the most by those of other outlets.
func events(readings []*topic.Reading, openings []opening) []float64 {
	told := make([]float64, len(readings))
	for i := range told {
		told[i]++
		for j := range i {
			if apart(&readings[i].Article, &readings[j].Article) > eventTime {
				continue
			}
			alike := openings[i].cosine(&openings[j])
			if alike < alikeElsewhere {
				continue
			}
			if readings[i].Source == readings[j].Source {
				alike *= ofSameOutlet
			}
			told[i] += alike
			told[j] += alike
		}
	}
	return told
}

// mainly says how far each of some articles on a topic tells of its main happening, [0, 1], by how
// central they are: less where the article stands in a softer section than most do.
func mainly(readings []*topic.Reading, central []float64) []float64 {
	softer := 0
	for _, r := range readings {
		if soft(&r.Article) {
			softer++
		}
	}
	shares := make([]float64, len(readings))
	for i, r := range readings {
		shares[i] = math.Sqrt(central[i])
		if 2*softer < len(readings) && soft(&r.Article) {
			shares[i] *= ofSoft
		}
	}
	return shares
}
