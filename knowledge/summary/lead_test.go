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
