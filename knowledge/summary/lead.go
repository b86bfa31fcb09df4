package summary

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

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
	if x.order > 0 && beginsUnnamed(terms, r, familiar) {
		weight *= unnamed
	}
	return weight
}

// definite are the words, by language, with which a sentence begins that goes on with what was told: "The
// child had no immunity". The languages that are not here put their article before what is new as well.
var definite = map[string]words{"en": {"the"}}

// goingOn are words, by language and folded, with which a sentence begins that goes on with what was told, where a
// comma stands behind them: "Coincidentally, the dam broke". They are beside those of text.Leans.
var goingOn = func() map[string]words {
	all := map[string]words{}
	for language, list := range map[string]string{
		"en": `additionally afterward afterwards coincidentally consequently conversely earlier finally hence importantly interestingly ironically later likewise nevertheless nonetheless
			notably separately similarly subsequently unsurprisingly`,
		"de": "anschließend ferner folglich schließlich somit später übrigens zuvor",
		"fr": "auparavant conséquemment également enfin finalement ironiquement parallèlement",
		"es": "asimismo consecuentemente curiosamente finalmente igualmente posteriormente",
		"it": "analogamente conseguentemente curiosamente infine parallelamente successivamente",
		"pt": "consequentemente curiosamente finalmente igualmente posteriormente similarmente",
		"ru": "впрочем наконец позднее позже ранее следовательно соответственно",
		"tr": "böylece dolayısıyla nihayet sonuçta",
	} {
		for word := range strings.FieldsSeq(list) {
			all[language] = append(all[language], text.Fold(word))
		}
	}
	return all
}()

// persons are pronouns, by language, that stand for somebody. Turkish leaves them out.
var persons = map[string]words{
	"en": {"he", "she"}, "de": {"er"}, "fr": {"elle"}, "es": {"él", "ella"}, "it": {"lui", "lei"}, "pt": {"ele", "ela"}, "ru": {"он", "она"},
}

// beginsUnnamed reports whether a sentence begins with what an earlier one names: with a definite noun, or
// with the shorter name of somebody who had a longer one, "Myrick" for "Dr. Leila Myrick"; with a word that goes on;
// or with a clause in which a pronoun stands for somebody whom it does not name before.
func beginsUnnamed(terms []text.Term, r *topic.Reading, familiar func(stem string) bool) bool {
	if len(terms) < 2 {
		return false
	}
	first, next := &terms[0], &terms[1]
	word := first.In(r.Text)
	if goingOn[language(r.Language)].has(text.Fold(word)) && strings.HasPrefix(r.Text[first.End:], ",") {
		return true
	}
	if definite[language(r.Language)].has(strings.ToLower(word)) {
		return !next.Capital && !next.Number && !familiar(next.Stem)
	}
	for i := range terms {
		if t := &terms[i]; t.Capital && !t.Stop {
			break
		} else if persons[language(r.Language)].has(strings.ToLower(t.In(r.Text))) {
			return true
		}
	}
	if letter, _ := utf8.DecodeRuneInString(word); first.Stop || !unicode.IsUpper(letter) || next.Capital || familiar(first.Stem) {
		return false
	}
	for i := range r.Sentences {
		earlier := r.Sentences[i].Terms()
		if len(earlier) > 0 && earlier[0].Start >= first.Start {
			break
		}
		at := slices.IndexFunc(earlier, func(t text.Term) bool { return t.Stem == first.Stem })
		if at > 0 && oneName(r.Text, &earlier[at-1], &earlier[at]) || at >= 0 && at+1 < len(earlier) && oneName(r.Text, &earlier[at], &earlier[at+1]) {
			return true
		}
	}
	return false
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

// oneName reports whether two words of a text, one behind the other, are of one name.
func oneName(s string, a, b *text.Term) bool {
	return a.Capital && !a.Stop && b.Capital && !b.Stop && s[a.End:b.Start] == " "
}

// familiar are the words of a topic and those that several titles on it have.
func familiar(readings []*topic.Reading, wanted string) map[string]bool {
	in := map[string]int{}
	for _, r := range readings {
		for i := range r.Headline {
			if t := &r.Headline[i]; !t.Stop {
				in[t.Stem]++
			}
		}
	}
	known := stemsIn(wanted, readings)
	for stem, n := range in {
		if n >= severalTitles {
			known[stem] = true
		}
	}
	return known
}

// severalTitles is in how many titles of articles on a topic a word is that needs no explanation.
const severalTitles = 3
