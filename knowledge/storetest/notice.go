package storetest

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

func notices(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	for i, c := range []struct {
		key string
		new bool
	}{{"a", true}, {"a", false}, {"b", true}} {
		got, err := s.Notify(ctx, c.key, fmt.Sprintf("text %d", i), day(1+i))
		if err != nil || got != c.new {
			t.Errorf("Notify %d = %v, %v", i, got, err)
		}
	}
	want := []audience.Notice{{Key: "a", Text: "text 0", At: day(1)}, {Key: "b", Text: "text 2", At: day(3)}}
	if diff := cmp.Diff(want, ok[[]audience.Notice](t)(s.Notices(ctx))); diff != "" {
		t.Errorf("Notices, want -, got +:\n%s", diff)
	}
	check(t, s.ClearNotice(ctx, "a"))
	check(t, s.ClearNotice(ctx, "a"))
	if got := ok[bool](t)(s.Notify(ctx, "a", "again", day(5))); !got {
		t.Error("a cleared notice does not come back")
	}
}
