package telegram_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestPassedOn sends the bot what is somebody else's: it answers with what it can do with
// the words, and a tap does it. Beside a marked quote the words of that are what is asked about.
func TestPassedOn(t *testing.T) {
	s := newStage(t)
	s.do("ana says: /sources")
	s.settle()
	ana := s.person("ana")
	push := func(fields map[string]any) {
		t.Helper()
		s.prints++
		for name, value := range map[string]any{
			"message_id": 9000 + s.prints, "date": s.clock.Now().Unix(), "from": map[string]any{"id": ana.ID, "first_name": ana.FirstName},
			"chat": map[string]any{"id": ana.ID, "type": "private", "first_name": ana.FirstName},
		} {
			fields[name] = value
		}
		data, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		s.server.Push("message", data)
		s.settle()
	}
	last := func() string {
		sent := s.chat("ana").Sent()
		return sent[len(sent)-1].Text
	}
	origin := map[string]any{"type": "channel", "chat": map[string]any{"id": -1001, "type": "channel", "title": "Echo"}, "message_id": 5, "date": s.clock.Now().Unix()}
	push(map[string]any{"text": "Some 340 sailors of the Portmouth ferries stopped work.", "forward_origin": origin})
	if !strings.HasPrefix(last(), "Shall I look whether these words were printed") {
		t.Errorf("to a forward the bot says %q", last())
	}
	s.do("ana presses Ask about them")
	s.settle()
	if !strings.Contains(last(), "340 sailors") {
		t.Errorf("asked about a forward the bot says %q", last())
	}
	push(map[string]any{"poll": map[string]any{"id": "1", "question": "How many sailors stopped work?", "options": []map[string]any{{"persistent_id": "a", "text": "340", "voter_count": 0}},
		"total_voter_count": 0, "is_closed": false, "is_anonymous": true, "type": "regular", "allows_multiple_answers": false}})
	if !strings.HasPrefix(last(), "Shall I look whether these words were printed") {
		t.Errorf("to a poll the bot says %q", last())
	}
}
