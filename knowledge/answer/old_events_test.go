package answer

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestOldEvents asks about events of years ago among thousands of newer articles.
// Age must not keep what only an old article tells from being found.
func TestOldEvents(t *testing.T) {
	a := peoplesNews(t)
	data, err := os.ReadFile(filepath.Join("testdata", "old_events.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
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
	if right < oldEventsRight || without < oldEventsAlone {
		t.Errorf("the first quote is right for %d of %d questions, below %d, or without its context for %d, below %d", right, asked, oldEventsRight, without, oldEventsAlone)
	}
}

// oldEventsRight is how many of the 60 are right at least, and oldEventsAlone how many are
// without their context.
const oldEventsRight, oldEventsAlone = 50, 42

// TestAgeAlone asks ten years later what one article tells.
func TestAgeAlone(t *testing.T) {
	a := open(t, town...)
	q, got := first(t, a, Question{Text: "Who will lead the town until the vote?", AsOf: day("2034-05-01")})
	if got.Verdict == None || !holdsAnswer(q.Text, "Ines Weller") {
		t.Errorf("%s with %.2f: %q", got.Verdict, got.Confidence, q.Text)
	}
}
