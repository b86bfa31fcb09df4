package summary

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/dates"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

const (
	// plainly is how likely an article and its sentence are about a topic at least for a
	// figure to be one of it.
	plainly = .6
	// courseArticles is how many articles tell a figure at least for its course to be shown,
	// and mostTimes at how many times it is shown.
	courseArticles = 3
	mostTimes      = 3
	// pause is how long nobody tells a figure at most while it changes: what is told after a
	// longer one is of another flood.
	pause = 30 * 24 * time.Hour
	// figureWords is how many words two figures of one thing share beside the counted one.
	figureWords = 2
	// signWords is how many two shares or sums of money share.
	signWords = 3
)

// course is how the figure of a topic changed that has most values in at least courseArticles articles,
// of several the one that most tell: the sentences that tell it, the newest first, with the latest, an earlier and
// the earliest value.
func course(readings []*topic.Reading, wanted string) []knowledge.Quote {
	var all []quotedFigure
	for _, r := range readings {
		if r.About < plainly || r.Published.IsZero() {
			continue
		}
		for i := range r.Sentences {
			s := &r.Sentences[i]
			if s.About < plainly || s.Words < fewest || s.Words > most || !numbers(s, r.Language) || foretold(r, s) || ofAnotherYear(r, s) {
				continue
			}
			for _, f := range figures(&r.Article, s.Range, s.Terms()) {
				if f.counts(r.Language) && !f.further {
					all = append(all, quotedFigure{f, quote(r.Document, s.Range)})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b quotedFigure) int {
		return cmp.Or(b.published().Compare(a.published()), cmp.Compare(a.quote.Article.ID, b.quote.Article.ID), cmp.Compare(a.at.Start, b.at.Start))
	})
	common := topic.Stems(readings, wanted)
	var longest []quotedFigure
	for i := range all {
		run := follow(all[i:], common)
		if len(run) >= courseArticles && cmp.Or(cmp.Compare(len(values(run)), len(values(longest))), cmp.Compare(len(run), len(longest))) > 0 {
			longest = run
		}
	}
	return times(longest)
}

// numbers reports whether a sentence holds a number, in digits or in words.
func numbers(s *topic.Sentence, language string) bool {
	for _, t := range s.Terms() {
		if t.Number {
			return true
		}
		if _, numeral := text.Numeral(t.Stem, language); numeral {
			return true
		}
	}
	return false
}

// foretold reports whether a sentence says what may come and not what is.
func foretold(r *topic.Reading, s *topic.Sentence) bool {
	return slices.ContainsFunc(s.Terms(), func(t text.Term) bool { return foretelling[text.Fold(t.In(r.Text))] })
}

// ofAnotherYear reports whether a sentence names a year other than the one it was printed in.
func ofAnotherYear(r *topic.Reading, s *topic.Sentence) bool {
	return slices.ContainsFunc(dates.FindIn(r.Text[s.Start:s.End], r.Language, r.Published), func(e dates.Expression) bool {
		return e.Type == "DATE" && len(e.Value) >= 4 && e.Value[0] >= '0' && e.Value[0] <= '9' && e.Value[:4] != r.Published.Format("2006")
	})
}

// foretelling are words of the eight languages that say so, folded.
var foretelling = func() map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(`could might forecast forecasts forecasters predict predicts predicted expected
		könnte könnten dürfte dürften prognose erwartet pourrait pourraient devrait devraient prévu prévoit
		podría podrían prevé pronóstico potrebbe potrebbero previsti previsione poderia poderiam poderá previsão
		может могут прогноз прогнозу ожидается ожидаются olabilir bekleniyor tahmin`) {
		set[text.Fold(word)] = true
	}
	return set
}()

// follow are the most figures of what the first of some counts, one of an article, that never
// grow with age: a count of the dead or of cases only rises, and that of a part of the places is less than
// what is told of all before.
func follow(all []quotedFigure, common map[string]bool) []quotedFigure {
	first := &all[0]
	same := []quotedFigure{*first}
	for i := range all[1:] {
		if f := &all[1+i]; f.noun == first.noun && f.together(&first.figure, common) && f.shared(&first.figure, common) >= f.context() {
			same = append(same, *f)
		}
	}
	longest, next := make([]int, len(same)), make([]int, len(same)) // of the figures from each on
	for i := len(same) - 1; i >= 0; i-- {
		longest[i], next[i] = 1, -1
		for j := i + 1; j < len(same); j++ {
			f, older := &same[i], &same[j]
			if older.quote.Article.ID == f.quote.Article.ID || f.published().Sub(older.published()) > pause || older.value > f.value || older.value < f.value/magnitude {
				continue
			}
			if longest[j]+1 > longest[i] {
				longest[i], next[i] = longest[j]+1, j
			}
		}
	}
	var run []quotedFigure
	for i := 0; i >= 0; i = next[i] {
		run = append(run, same[i])
	}
	return run
}

// magnitude is by how much two figures of one count, the one told after the other, differ
// at most.
const magnitude = 4

// values are of the course of a figure the newest that tells each value.
func values(run []quotedFigure) (changed []quotedFigure) {
	for _, f := range run {
		if len(changed) == 0 || changed[len(changed)-1].value != f.value {
			changed = append(changed, f)
		}
	}
	return changed
}

// times picks of the course of a figure, the newest first, where it had its latest value
// first, an earlier one, and its earliest.
func times(run []quotedFigure) []knowledge.Quote {
	changed := values(run)
	if len(changed) < 2 {
		return nil
	}
	var quotes []knowledge.Quote
	for i := range min(mostTimes, len(changed)) {
		at := int(math.Round(float64(i*(len(changed)-1)) / float64(min(mostTimes, len(changed))-1)))
		quotes = append(quotes, changed[at].quoted())
	}
	return quotes
}
