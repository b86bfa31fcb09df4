package lines

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"quoth/bot"
	"quoth/bot/chattest/hostile"
	"quoth/bot/chattest/reply"
)

// TestHostileReply writes a reply whose every string acts on a terminal: the lines are
// printable, and say every character.
func TestHostileReply(t *testing.T) {
	for _, v := range append(rows(reply.Hostile()), hostile.Text, "👩\u200d👧 \u200d x\u0301") {
		var b strings.Builder
		if err := Write(&b, v); err != nil {
			t.Fatal(err)
		}
		if found := hostile.Find(b.String()); len(found) > 0 || bot.Printable(b.String()) != b.String() {
			t.Errorf("%q in %q", found, b.String())
		}
		plain, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var want, got any
		if err := errors.Join(json.Unmarshal(plain, &want), json.Unmarshal([]byte(b.String()), &got)); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("the line says %v, want %v (%v)", got, want, err)
		}
	}
}
