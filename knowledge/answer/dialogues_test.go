package answer

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestDialogues goes through conversations over thousands of articles. Most lines lean
// on the ones before; some have a subject of their own.
func TestDialogues(t *testing.T) {
	a := peoplesNews(t)
	data, err := os.ReadFile(filepath.Join("testdata", "dialogues.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
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
	if right < followUpsRight || taken < leaningRight {
		t.Errorf("below %d and %d", followUpsRight, leaningRight)
	}
}

// Of the 38 follow-ups so many have a right first quote at least, with its context, and of
// the 55 lines so many are told to lean on the talk or not.
const (
	followUpsRight = 31
	leaningRight   = 53
)
