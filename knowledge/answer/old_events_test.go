package answer

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"time"
)

// TestOldEvents asks about events of years ago, where it can among thousands of newer
// articles. Age must not keep what only an old article tells from being found.
func TestOldEvents(t *testing.T) { overNews(t, "old_events.jsonl", testOldEvents) }

func testOldEvents(t *testing.T, a *Answerer, data []byte, sample bool) {
	asked, right, without := 0, 0, 0
	for line := range bytes.Lines(data) {
		var x struct {
			Question string
			AsOf     string `json:"as_of"`
			Answers  []string
		}
		if err := json.Unmarshal(line, &x); err != nil {
			t.Fatal(err)
		}
		asked++
		q, got := first(t, a, Question{Text: x.Question, AsOf: day(x.AsOf)})
		if slices.ContainsFunc(x.Answers, func(words string) bool { return holdsAnswer(shown(q), words) }) {
			right++
			if slices.ContainsFunc(x.Answers, func(words string) bool { return holdsAnswer(q.Text, words) }) {
				without++
			}
		} else {
			t.Logf("%s: %s %.2f: %s, %q", x.Question, got.Verdict, got.Confidence, q.Article.Published.Format(time.DateOnly), q.Text)
		}
	}
	t.Logf("right: %d of %d, %d of them without their context", right, asked, without)
	leastRight, leastAlone := 50, 42 // of 60
	if sample {
		leastRight, leastAlone = 5, 3 // of 8
	}
	if right < leastRight || without < leastAlone {
		t.Errorf("the first quote is right for %d of %d questions, below %d, or without its context for %d, below %d", right, asked, leastRight, without, leastAlone)
	}
}

// TestAgeAlone asks ten years later what one article tells.
func TestAgeAlone(t *testing.T) {
	a := open(t, town...)
	q, got := first(t, a, Question{Text: "Who will lead the town until the vote?", AsOf: day("2034-05-01")})
	if got.Verdict == None || !holdsAnswer(q.Text, "Ines Weller") {
		t.Errorf("%s with %.2f: %q", got.Verdict, got.Confidence, q.Text)
	}
}
