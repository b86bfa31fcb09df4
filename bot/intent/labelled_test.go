package intent

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// labelledLine is a line of a collection with its label.
type labelledLine struct {
	ID, Text, Where, To, Talk string
	Under                     *struct{ By, Text string }
	label
	Or []label
}

type label struct {
	Act     Act
	Command string
}

func (w label) fits(got Intent) bool {
	return got.Act == w.Act && (w.Act != Do || got.Command == w.Command)
}

var commands = []string{"ask", "summary", "timeline", "search", "latest", "sources", "find", "follow", "alerts", "unfollow", "settings", "privacy", "export", "forget", "help", "start"}

// TestLabelled measures how lines with labels are taken: some of our own, and the shared
// ones where they are.
func TestLabelled(t *testing.T) {
	t.Run("own", func(t *testing.T) { labelled(t, filepath.Join("testdata", "talk.jsonl")) })
	shared := filepath.Join("..", "..", "..", "shared", "eval", "data", "talk", "talk.jsonl")
	if _, err := os.Stat(shared); err == nil {
		t.Run("shared", func(t *testing.T) { labelled(t, shared) })
	}
}

func labelled(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	n, right := 0, 0
	for lines.Scan() {
		var x labelledLine
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		l := Line{Text: x.Text, Private: x.Where == "private", To: To(x.To)}
		if x.Under != nil {
			l.Under = Under{Bot: x.Under.By == "bot", Text: x.Under.Text}
			l.Waiting = l.Under.Bot && Asks(x.Under.Text)
		}
		got := Read(l, commands)
		n++
		if x.fits(got) || slices.ContainsFunc(x.Or, func(w label) bool { return w.fits(got) }) {
			right++
		} else {
			t.Logf("%s %q: %s %s, not %s %s", x.ID, x.Text, got.Act, got.Command, x.Act, x.Command)
		}
	}
	t.Logf("%d of %d right", right, n)
	if right*100 < n*88 {
		t.Errorf("%d of %d lines are taken for what they are", right, n)
	}
}
