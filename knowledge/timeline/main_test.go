package timeline

import (
	"testing"

	"quoth/knowledge"
)

// TestMarkMain has a sentence that names three days, the last of them planned, and one that names one of them.
func TestMarkMain(t *testing.T) {
	of := func(day string, start int, plan bool) *date {
		d := newDate(day)
		f := &knowledge.Fact{ArticleID: 1, Date: day, Granularity: knowledge.Day,
			Sentence: knowledge.Range{Start: start, End: start + 50}, Basis: knowledge.Basis{Kind: knowledge.Written}}
		d.facts = []*fact{{Fact: f, plan: plan}}
		return d
	}
	weekend, said, planned, other := of("2025-07-04", 0, false), of("2025-07-19", 0, false), of("2025-08-01", 0, true), of("2025-07-04", 60, false)
	markMain([]*date{weekend, said, planned, other})
	for _, c := range []struct {
		name string
		date *date
		main *fact
	}{
		{"the weekend that it recalls", weekend, said.facts[0]},
		{"the day on which it was said", said, nil},
		{"the day that is planned", planned, said.facts[0]},
		{"the only day of another sentence", other, nil},
	} {
		if got := c.date.facts[0].main; got != c.main {
			t.Errorf("%s: the sentence tells of %v, want %v", c.name, got, c.main)
		}
	}
}
