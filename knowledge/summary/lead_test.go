package summary

import (
	"slices"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/manner"
	"quoth/knowledge/topic"
)

// said is a sentence of an article of its own that happened just now and is told by no other article.
func said(id int64, published time.Time, title, words string) found {
	return found{
		sentence: sentence{terms: map[string]float64{words: 1}},
		quote:    knowledge.Quote{Article: knowledge.Article{ID: id, Title: title, Language: "en", Published: published}, Text: words},
		score:    1, event: 1, of: &opening{}, share: 1, when: just,
	}
}

// TestLead has sentences that may not lead: a side issue, an announcement, what somebody said, a question, what a
// guide explains, and a digest.
func TestLead(t *testing.T) {
	at := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
	report := said(1, at, "Crews contain the fire", "Crews contained the fire on Monday.")
	side := said(2, at, "Singer cancels her party", "The singer cancelled her party on Friday.")
	side.share = 0
	plan := said(3, at, "Crews go home", "The crews will leave the river on March 20.")
	plan.when, plan.manner = ahead, manner.States
	speech := said(4, at, "Crews contain the fire", "\"We have won,\" the chief of the crews said on Monday.")
	ask := said(5, at, "Fire crews rest", "Is there an end in sight?")
	ask.manner = manner.Addresses
	guide := said(6, at, "How the fire began", "The fire is in the hills.")
	guide.when, guide.manner = unknown, manner.States
	age := func(x *found) time.Duration { return 0 }
	digest := said(7, at, "Fire, budget, chess, bread, weather", "Crews contained the fire on Monday, and the council met.")
	others := []found{side, plan, speech, ask, guide, digest}
	if got := lead(others, age); len(got) != 0 {
		t.Errorf("%q leads, want none", got[0].quote.Text)
	}
	if got := lead(append(others, report), age); len(got) != 1 || got[0].quote.Article.ID != 1 {
		t.Errorf("%v leads, want the report", got)
	}
	if got := lead([]found{report}, func(x *found) time.Duration { return stale + time.Hour }); len(got) != 0 {
		t.Errorf("%q leads, which is long past", got[0].quote.Text)
	}
	guide.when, guide.manner = just, manner.Reports
	if got := lead([]found{guide}, age); len(got) != 1 {
		t.Errorf("what happened just now does not lead because a guide tells it")
	}
}

// TestLeadOnWhatIsToldMost weighs how much is told of an event against how old it is.
func TestLeadOnWhatIsToldMost(t *testing.T) {
	at := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		days int
		want int64
	}{{1, 1}, {5, 2}} {
		large := said(1, at.AddDate(0, 0, -c.days), "Dam breaks", "The dam broke on Saturday.")
		large.event = 2
		small := said(2, at, "Band plays at the dam", "A band played at the dam on Monday.")
		got := lead([]found{large, small}, func(x *found) time.Duration { return at.Sub(x.quote.Article.Published) })
		if len(got) != 1 || got[0].quote.Article.ID != c.want {
			t.Errorf("%d days after the large event %v leads, want %d", c.days, got, c.want)
		}
	}
}

// TestEvents has three articles on one event, of which the third is of another outlet, one printed later, and one of another event.
func TestEvents(t *testing.T) {
	at := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
	article := func(source string, days int) *topic.Reading {
		return &topic.Reading{Document: &knowledge.Document{Article: knowledge.Article{Source: source, Published: at.AddDate(0, 0, days)}}}
	}
	dam, band := opening{[]string{"dam"}, []float64{1}}, opening{[]string{"band"}, []float64{1}}
	got := events([]*topic.Reading{article("Echo", 0), article("Echo", 1), article("Herald", 1), article("Herald", 9), article("Herald", 0)},
		[]opening{dam, dam, dam, dam, band})
	want := []float64{2 + ofSameOutlet, 2 + ofSameOutlet, 3, 1, 1}
	if !slices.Equal(got, want) {
		t.Errorf("of the events is told %v, want %v", got, want)
	}
}

// TestBestOfOneEvent has two sentences with half of their words in common: of one event one of them is told.
func TestBestOfOneEvent(t *testing.T) {
	at := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
	score := func(x *found) float64 { return x.score }
	dam, band := &opening{[]string{"dam"}, []float64{1}}, &opening{[]string{"band"}, []float64{1}}
	for _, c := range []struct {
		of    *opening
		later int
		want  int
	}{{dam, 0, 1}, {dam, 7, 2}, {band, 0, 2}} {
		a, b := said(1, at, "Dam breaks", "The dam broke."), said(2, at.AddDate(0, 0, c.later), "Dam is gone", "The dam is gone.")
		a.terms, b.terms = map[string]float64{"dam": 1, "broke": 1}, map[string]float64{"dam": 1, "gone": 1}
		a.of, b.of = dam, c.of
		if got := best([]found{a, b}, nil, 2, score); len(got) != c.want {
			t.Errorf("%d sentences are told, want %d", len(got), c.want)
		}
	}
}

// TestWhenWas places dates beside a publication on 9 March 2026.
func TestWhenWas(t *testing.T) {
	for date, want := range map[string]when{
		"2026-03-09": just, "2026-03-02": just, "2026-03-01": before, "2026-03-10": ahead,
		"2026-03": unknown, "2026-02": before, "2026-04": ahead, "2026": unknown, "2025": before, "2027": ahead,
	} {
		if got := whenWas(date, time.Date(2026, 3, 9, 18, 0, 0, 0, time.UTC)); got != want {
			t.Errorf("%s was %d, want %d", date, got, want)
		}
	}
}

// TestBeginning has two articles of one year, and one of three years before.
func TestBeginning(t *testing.T) {
	at := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
	all := []found{said(1, at, "Cup ends", "The cup ended."), said(2, at.AddDate(-3, 0, 0), "Cup begins", "The cup began."), said(3, at.AddDate(0, -10, 0), "Cup is planned", "The cup was planned.")}
	if got, want := beginning(all, at), at.AddDate(0, -10, 0); !got.Equal(want) {
		t.Errorf("it began on %v, want %v", got, want)
	}
}
