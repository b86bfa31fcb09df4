package storetest

import (
	"context"
	"testing"

	"quoth/knowledge"
)

func attempts(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	count := func(thing string) int { return ok[knowledge.Attempted](t)(s.Attempts(ctx, thing)).Times }
	for n := range 3 {
		if got := count("a"); got != n {
			t.Errorf("after %d attempts there are %d", n, got)
		}
		check(t, s.BeginAttempt(ctx, "a", day(1+n)))
	}
	if got := ok[knowledge.Attempted](t)(s.Attempts(ctx, "a")); !got.Last.Equal(day(3)) {
		t.Errorf("the last was at %s", got.Last)
	}
	check(t, s.BeginAttempt(ctx, "b", day(1)))
	check(t, s.BeginAttempt(ctx, "c", day(1)))
	check(t, s.EndAttempts(ctx))
	check(t, s.EndAttempts(ctx, "b", "unknown"))
	if a, b, c := count("a"), count("b"), count("c"); a != 3 || b != 0 || c != 1 {
		t.Errorf("attempts %d, %d, %d; want 3, 0, 1", a, b, c)
	}
	check(t, s.ExpireAttempts(ctx, day(2)))
	if a, c := count("a"), count("c"); a != 3 || c != 0 {
		t.Errorf("after expiry %d, %d; want 3, 0", a, c)
	}
}
