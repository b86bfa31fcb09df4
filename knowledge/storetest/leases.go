package storetest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
)

func leases(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	held := func() map[string][]string {
		all := map[string][]string{}
		for _, h := range ok[[]knowledge.Holder](t)(s.Holders(ctx)) {
			all[h.Name] = h.Leases
		}
		return all
	}
	want := func(what string, want map[string][]string) {
		t.Helper()
		if diff := cmp.Diff(want, held()); diff != "" {
			t.Errorf("%s, want -, got +:\n%s", what, diff)
		}
	}
	take := ok[[]string](t)
	if got := take(s.TakeLeases(ctx, "a", "x")); got != nil {
		t.Errorf("a holder that is not stored got %q", got)
	}
	check(t, s.RenewHolder(ctx, "a"))
	check(t, s.RenewHolder(ctx, "b"))
	if got := take(s.TakeLeases(ctx, "a", "y", "x")); !cmp.Equal(got, []string{"y", "x"}) {
		t.Errorf("the first got %q", got)
	}
	if got := take(s.TakeLeases(ctx, "b", "x", "z", "y")); !cmp.Equal(got, []string{"z"}) {
		t.Errorf("the second got %q", got)
	}
	if got := take(s.TakeLeases(ctx, "a", "x")); got != nil {
		t.Errorf("what the first holds already it got again: %q", got)
	}
	want("after taking", map[string][]string{"a": {"x", "y"}, "b": {"z"}})
	check(t, s.ReleaseLeases(ctx, "a", "x", "z", "unknown"))
	check(t, s.ReleaseLeases(ctx, "a"))
	want("after releasing", map[string][]string{"a": {"y"}, "b": {"z"}})

	before := ok[[]knowledge.Holder](t)(s.Holders(ctx))
	check(t, s.RenewHolder(ctx, "a"))
	after := ok[[]knowledge.Holder](t)(s.Holders(ctx))
	if before[0].Pulse == after[0].Pulse || before[1].Pulse != after[1].Pulse {
		t.Errorf("the pulses were %v and are %v", before, after)
	}
	end := ok[bool](t)
	if end(s.EndHolder(ctx, before[0])) {
		t.Error("a holder that lives was ended")
	}
	if !end(s.EndHolder(ctx, before[1])) || end(s.EndHolder(ctx, before[1])) {
		t.Error("a holder was not ended once")
	}
	want("after the end of one", map[string][]string{"a": {"y"}})
	check(t, s.RenewHolder(ctx, "b"))
	want("when it comes again", map[string][]string{"a": {"y"}, "b": nil})
	if end(s.EndHolder(ctx, before[1])) {
		t.Error("what was seen of a holder before its end ended it again")
	}
}

// leasesAtTheSameTime has many holders take the same leases at once.
func leasesAtTheSameTime(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	names := []string{"1", "2", "3"}
	var got atomic.Int32
	var holders sync.WaitGroup
	for n := range 6 {
		holders.Go(func() {
			holder := fmt.Sprint("holder ", n)
			if err := s.RenewHolder(ctx, holder); err != nil {
				t.Error(err)
			}
			taken, err := s.TakeLeases(ctx, holder, names...)
			if err != nil {
				t.Error(err)
			}
			got.Add(int32(len(taken)))
		})
	}
	holders.Wait()
	if got.Load() != 3 {
		t.Errorf("%d of 3 leases were given", got.Load())
	}
}
