package summary

import (
	"testing"
	"time"

	"quoth/knowledge"
)

// TestLead orders what says how things stand: a side issue, a guide, an announcement and a question do not lead.
func TestLead(t *testing.T) {
	at := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
	say := func(id int64, day int, title, words string) found {
		return found{quote: knowledge.Quote{Article: knowledge.Article{ID: id, Title: title, Language: "en", Published: at.AddDate(0, 0, day)}, Text: words}}
	}
	state := []found{
		say(1, 0, "Crews contain the fire", "Crews contained the fire on Monday."),
		say(2, 1, "Crews go home", "The crews will leave the river on March 20."),
		say(3, 2, "How the fire began", "The fire began in a barn."),
		say(4, 3, "Fire crews rest", "Is there an end in sight?"),
		say(5, 4, "Singer cancels her party", "The singer cancelled her party on Friday."),
	}
	newestFirst(state, map[int64]bool{1: true, 2: true, 3: true, 4: true})
	var order []int64
	for _, x := range state {
		order = append(order, x.quote.Article.ID)
	}
	want := []int64{1, 5, 4, 3, 2}
	for i := range want {
		if order[i] != want[i] {
			t.Fatalf("the order is %v, want %v", order, want)
		}
	}
}

// TestWithLead has only an announcement and a question say how things stand: the report comes in for the last.
func TestWithLead(t *testing.T) {
	say := func(id int64, words string) found {
		return found{quote: knowledge.Quote{Article: knowledge.Article{ID: id, Title: "The fire", Language: "en"}, Text: words}, score: 1}
	}
	ask, doubt, report := say(1, "Is there an end in sight?"), say(2, "Who will pay for it?"), say(3, "Crews contained the fire.")
	state := []found{ask, doubt}
	main := map[int64]bool{1: true, 2: true, 3: true}
	score := func(x *found) float64 { return x.score }
	withLead(state, []found{ask, doubt, report}, main, score)
	newestFirst(state, main)
	if state[0].quote.Article.ID != 3 || state[1].quote.Article.ID != 1 {
		t.Errorf("%q and %q are told, want the report and the first question", state[0].quote.Text, state[1].quote.Text)
	}
	state = []found{report, ask}
	if withLead(state, []found{ask, doubt, report}, main, score); state[1].quote.Article.ID != 1 {
		t.Errorf("%q is told, want what was chosen", state[1].quote.Text)
	}
}

// TestDatedNewsLeads has a newer sentence that tells no news, and an older one that does.
func TestDatedNewsLeads(t *testing.T) {
	at := time.Date(2026, 3, 9, 18, 0, 0, 0, time.UTC)
	say := func(id int64, published time.Time, words string) found {
		return found{quote: knowledge.Quote{Article: knowledge.Article{ID: id, Title: "The fire", Language: "en", Published: published}, Text: words}}
	}
	for _, c := range []struct {
		before time.Duration
		leads  int64
	}{{9 * time.Hour, 2}, {24 * time.Hour, 1}} {
		state := []found{say(1, at, "The search becomes harder and harder."), say(2, at.Add(-c.before), "Crews contained the fire on "+at.Add(-c.before).Format("January 2")+".")}
		if newestFirst(state, map[int64]bool{1: true, 2: true}); state[0].quote.Article.ID != c.leads {
			t.Errorf("%q leads, where the news is %v older", state[0].quote.Text, c.before)
		}
	}
}
