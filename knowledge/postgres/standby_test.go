package postgres_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/postgres"
	"quoth/knowledge/postgrestest"
)

// TestStandby reads what may be stale from a standby, while it is behind by no more than the
// bound, and everything else, and whatever it lacks, from the primary.
func TestStandby(t *testing.T) {
	t.Parallel()
	pair, address, standby := postgrestest.NewPair(t)
	const bound = 20 * time.Minute // a tenth of which is how long a look may take
	var clock atomic.Int64         // minutes
	s := open(t, address, postgres.Options{Standby: standby, Behind: bound, Clock: func() time.Time { return time.Unix(60*clock.Load(), 0) }})
	pass := func(minutes int64) { clock.Add(minutes) }
	pass(1_000_000)

	stored := func(ctx context.Context) int {
		t.Helper()
		latest, err := s.Latest(ctx, knowledge.Filter{}, 10, 0)
		if err != nil {
			t.Fatal(err)
		}
		hits, err := s.Search(ctx, knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "text", Weight: 1}}, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		if len(hits) != len(latest) {
			t.Errorf("one request finds %d articles in the index and %d in the tables", len(hits), len(latest))
		}
		return len(latest)
	}
	// expect reads by a request that may be stale, and by one that may not.
	expect := func(when string, stale, exact int) {
		t.Helper()
		if got, got2 := stored(knowledge.MayBeStale(t.Context())), stored(t.Context()); got != stale || got2 != exact {
			t.Errorf("%s: %d and %d articles, want %d and %d", when, got, got2, stale, exact)
		}
	}
	follow := func(on bool) {
		t.Helper()
		if err := pair.Follow(t.Context(), on); err != nil {
			t.Fatal(err)
		}
	}

	put(t, s, 1)
	follow(true) // until it has that
	expect("it follows", 1, 1)
	follow(false)
	put(t, s, 2)
	expect("it is behind by nothing yet", 1, 2)
	latest, err := s.Latest(t.Context(), knowledge.Filter{}, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	request := knowledge.MayBeStale(t.Context())
	if a, err := s.Article(request, latest[0].ID); err != nil || a.Title != "TT" {
		t.Errorf("the article that it lacks is %q, %v", a.Title, err)
	}
	if got := stored(request); got != 2 {
		t.Errorf("the request that it failed finds %d articles after that", got)
	}
	pass(20)
	expect("it is behind by the bound", 1, 2)
	pass(1)
	expect("it is behind by more", 2, 2)
	follow(true)
	follow(false)
	put(t, s, 3)
	pass(2)
	expect("it has all but the newest", 2, 3)
	if err := pair.KillStandby(); err != nil {
		t.Fatal(err)
	}
	expect("it is away", 3, 3)
	if sources, err := s.Sources(knowledge.MayBeStale(t.Context())); err != nil || len(sources) != 1 {
		t.Errorf("the outlets are %v, %v while it is away", sources, err)
	}
	put(t, s, 4)
	pass(2)
	expect("it is known to be away", 4, 4)
	if _, err := s.Article(knowledge.MayBeStale(t.Context()), 1_000_000); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("an article that is nowhere: %v", err)
	}
}

// TestStandbyOfSeveral refuses an address of several servers, of which one may be far behind.
func TestStandbyOfSeveral(t *testing.T) {
	t.Parallel()
	address := postgrestest.Address(t)
	_, err := postgres.Open(t.Context(), address, postgres.Options{Standby: "postgres://quoth:secret@one,two/quoth"})
	if err == nil || !strings.Contains(err.Error(), "several servers") || strings.Contains(err.Error(), "secret") {
		t.Errorf("Open: %v", err)
	}
}
