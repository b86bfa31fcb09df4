package answer

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
)

// TestDialogues goes through conversations. Most lines lean on the ones before; some have
// a subject of their own.
func TestDialogues(t *testing.T) { overNews(t, "dialogues.jsonl", testDialogues) }

func testDialogues(t *testing.T, a *Answerer, data []byte, sample bool) {
	talks := map[string]Talk{}
	leaning, right, taken, lines := 0, 0, 0, 0
	for line := range bytes.Lines(data) {
		var x struct {
			Talk, Question string
			AsOf           string `json:"as_of"`
			Answers        []string
			Leans          bool
		}
		if err := json.Unmarshal(line, &x); err != nil {
			t.Fatal(err)
		}
		q, got := first(t, a, Question{Text: x.Question, AsOf: day(x.AsOf), Talk: talks[x.Talk]})
		talks[x.Talk] = got.Talk
		lines++
		if got.FollowUp == x.Leans {
			taken++
		}
		says := slices.ContainsFunc(x.Answers, func(words string) bool { return holdsAnswer(shown(q), words) })
		if x.Leans {
			leaning++
			if says {
				right++
			}
		}
		if got.FollowUp != x.Leans || x.Leans && !says {
			t.Logf("%s: leans %t: %s %.2f: %q", x.Question, got.FollowUp, got.Verdict, got.Confidence, shown(q))
		}
	}
	t.Logf("right: %d of %d follow-ups; %d of %d lines lean on the talk or not, as they should", right, leaning, taken, lines)
	leastRight, leastTaken := 31, 53 // of 38 and 55
	if sample {
		leastRight, leastTaken = 6, 14 // of 10 and 15
	}
	if right < leastRight || taken < leastTaken {
		t.Errorf("below %d and %d", leastRight, leastTaken)
	}
}
