package summary

import (
	"slices"
	"time"

	"quoth/knowledge/manner"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

// What a sentence weighs that has to tell by itself how things stand, by how it speaks and by when that
// was: what an article has as its news happened, and just now.
var (
	byManner = [...]float64{manner.Reports: 1, manner.Recounts: .8, manner.States: .7, manner.Addresses: .1}
	byWhen   = [...]float64{unknown: 1, just: 1.4, before: .7, ahead: .8}
)

// byPast is what of that is left for how it came to that: what was stated, or announced, is out of date.
var byPast = [...]float64{manner.Reports: 1, manner.Recounts: .7, manner.States: .4, manner.Addresses: .1}

// ofLong is what is left of that of a sentence of more than long words: it tells much beside.
const long, ofLong = 50, .6

// unnamed is what is left of that when it begins with what was named before it.
const unnamed = .6

// alone is how well a sentence tells by itself, beside the title of its article. A word is familiar when the
// reader knows what it stands for.
func (x *found) alone(terms []text.Term, r *topic.Reading, familiar func(stem string) bool) float64 {
	weight := byManner[x.manner] * byWhen[x.when]
	if manner.Speech(x.quote.Text) {
		weight *= inSpeech
	}
	if x.words > long {
		weight *= ofLong
	}
	if x.order > 0 && r.BeginsUnnamed(terms, familiar) {
		weight *= unnamed
	}
	return weight
}

// lead is the sentence that a summary begins with, none where none may: one on what is told most of what
// happened in the last days.
func lead(all []found, age func(*found) time.Duration) []found {
	some := slices.DeleteFunc(slices.Clone(all), func(x found) bool { return !x.leads() || age(&x) > stale })
	return best(some, nil, 1, func(x *found) float64 { return x.score * x.event * x.share / (1 + age(x).Hours()/fresh.Hours()) })
}

// leads reports whether a sentence may be the first of a summary: what announces, asks or advises does not,
// nor what stands in a digest or in an article on a side issue, and of a guide only what happened just now.
func (x *found) leads() bool {
	a := &x.quote.Article
	return x.share >= sideIssue && !topic.IsDigest(a.Title) && x.manner != manner.Addresses && !manner.Speech(x.quote.Text) && !personal(x.quote.Text, a.Language) && x.when != ahead &&
		(genreOf(a) == report || x.manner == manner.Reports && x.when == just)
}
