package timeline

import (
	"math"
	"slices"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/manner"
	"quoth/knowledge/topic"
)

// told is a fact of an article that says so many words, and weighs so much.
func told(article int64, weight float64, words ...int32) *fact {
	f := &fact{
		Fact:    &knowledge.Fact{ArticleID: article, Sentence: knowledge.Range{Start: 1000 * int(words[0]), End: 1000*int(words[0]) + 80}},
		article: newArticle(&topic.Reading{Document: &knowledge.Document{}}),
		about:   1, weight: weight, counts: weight, words: shortest, how: &telling{}, unnamed: new(bool), spoken: new(manner.Manner),
	}
	for _, w := range words {
		share := 1 / math.Sqrt(float64(len(words)))
		f.terms = append(f.terms, term{word: w, rare: share, flat: share})
	}
	return f
}

// on is a date with facts, told.
func on(iso string, facts ...*fact) *date {
	d := newDate(iso)
	for _, f := range facts {
		f.Basis.Kind, f.Granularity = knowledge.Written, knowledge.Day
		d.facts = append(d.facts, f)
		d.weight += f.counts
	}
	tell([]*date{d})
	return d
}

// TestEventsJoin has two sentences on a fire that share a word in five, and four more that make
// of both the same event; and a sentence on something else.
func TestEventsJoin(t *testing.T) {
	d := on("2025-07-12",
		told(1, 1.6, 1, 2, 3, 4, 5), told(2, 1.5, 5, 6, 7, 8, 9),
		told(3, 1.4, 1, 2, 3, 7, 8), told(4, 1.4, 1, 6, 7, 8, 9),
		told(5, 1.4, 1, 2, 3, 6, 7), told(6, 1.4, 1, 2, 7, 8, 9),
		told(7, 1, 20, 21, 22, 23, 24))
	var sizes []int
	for _, e := range d.events {
		sizes = append(sizes, len(e.facts))
	}
	if !slices.Equal(sizes, []int{6, 1}) {
		t.Errorf("the events have %v facts, want 6 and 1", sizes)
	}
}

// TestOneArticleFillsNoTimeline has an article that tells of three days, and a shorter one of a fourth.
func TestOneArticleFillsNoTimeline(t *testing.T) {
	dates := []*date{
		on("2025-07-01", told(1, 10, 1, 2, 3, 4, 5)),
		on("2025-07-02", told(1, 9, 6, 7, 8, 9, 10)),
		on("2025-07-03", told(1, 8.5, 11, 12, 13, 14, 15)),
		on("2025-07-04", told(2, 8, 16, 17, 18, 19, 20)),
	}
	var days []string
	for _, e := range choose(dates, 2, 0) {
		days = append(days, e.date.iso)
	}
	if !slices.Equal(days, []string{"2025-07-01", "2025-07-04"}) {
		t.Errorf("chosen are %v, want the first day of one article and that of the other", days)
	}
}

// TestMainEventOfADay has a day's main event whose best sentence tells a lesser event of the day too:
// the lesser one yields.
func TestMainEventOfADay(t *testing.T) {
	d := on("2025-07-12", told(1, 9, 1, 2, 3, 4, 5), told(2, 4, 11, 12, 13, 14, 15))
	both := told(3, 1, 1, 2, 3, 11, 12)
	main, lesser := d.events[0], d.events[1]
	if x := main.elsewhere(both, d.events); x != 0 {
		t.Errorf("a sentence of the main event retells another of its day by %v, want 0", x)
	}
	if x := lesser.elsewhere(both, d.events); x != 1 {
		t.Errorf("a sentence of a lesser event retells the main one by %v, want 1", x)
	}
}

// TestMuchOfADay has a day of which much is told beside its largest event, and a day with a larger event.
func TestMuchOfADay(t *testing.T) {
	much := on("2025-07-12", told(1, 2, 1, 2, 3), told(2, 2, 4, 5, 6), told(3, 2, 7, 8, 9), told(4, 2, 10, 11, 12), told(5, 2, 13, 14, 15))
	large := on("2025-07-13", told(6, 4.2, 16, 17, 18), told(7, .8, 19, 20, 21))
	if first := candidates([]*date{large, much}, false)[0]; first.date != much {
		t.Errorf("the first is of %s, want %s", first.date.iso, much.iso)
	}
}

// TestWhatHappenedIsShown has an event that a request for comment says best, and a report a little
// less well.
func TestWhatHappenedIsShown(t *testing.T) {
	request, report := told(1, 2, 1, 2, 3, 4, 5), told(2, 2, 2, 3, 4, 5, 6)
	*request.spoken = manner.Addresses
	e := on("2025-07-12", request, report, told(3, 2, 1, 2, 3, 4, 5)).events[0]
	e.facts = e.facts[:2]
	if got := e.best(1, nil); len(got) != 1 || got[0] != report {
		t.Errorf("shown is %+v, want the report", got)
	}
}
