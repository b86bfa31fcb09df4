//go:build unix

package tables_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/tables"
)

// TestFanOut ends a process between the transaction of an article and those that make its
// alerts: who claims next makes them.
func TestFanOut(t *testing.T) {
	ctx := t.Context()
	path := sqlitetest.File(t)
	s := openAt(t, path)
	of := make([]int64, tables.FannedTogether+2)
	for i := range of {
		id, _, err := s.Subscribe(ctx, audience.Subscription{Owner: audience.Person{Platform: "p", User: "u"},
			Place: audience.Place{Platform: "p", Chat: fmt.Sprint(i)}, Topic: "t", Pace: audience.Now})
		if err != nil {
			t.Fatal(err)
		}
		of[i] = id
	}
	due := time.Unix(1e9, 0)
	if err := s.EnqueueAlone(ctx, audience.Alert{Story: 1, Kind: audience.NewStory, Due: due}, of); err != nil {
		t.Fatal(err)
	}
	if err := s.Unsubscribe(ctx, of[0]); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = openAt(t, path)
	claimed, err := s.Claim(ctx, []string{"p"}, due, time.Minute, 999)
	if err != nil || len(claimed) != len(of)-1 {
		t.Errorf("claimed %d, %v; want %d", len(claimed), err, len(of)-1)
	}
}

// BenchmarkEnqueue puts an article into the outbox for 1,000 of 100,000 subscriptions, of as
// many places, and reports what the processor does in the transaction of
// the article, and in each of those after it: so long, one holds the write lock.
func BenchmarkEnqueue(b *testing.B) {
	b.ReportAllocs()
	ctx := context.Background()
	s := open(b)
	const places, followers = 100_000, 1000
	check := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	check(s.Write(ctx, func(w knowledge.Writer) error {
		tx := tables.TransactionOf(w)
		_, err := tx.ExecContext(ctx, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
			INSERT INTO places (id, platform, chat, thread) SELECT i, 'p', i, '' FROM n`, places)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO subscriptions (id, revision, platform, user, place, private, topic, pace, minute, mention, paused, stopped)
			SELECT id, id, 'p', 'u', id, 0, 't', 'now', 0, '', 0, '' FROM places`)
		return err
	}))
	random := rand.New(rand.NewPCG(1, 1))
	story, locked, begun := int64(0), time.Duration(0), processorTime(b)
	for b.Loop() {
		story++
		of := make([]int64, followers)
		for i := range of {
			of[i] = int64(i*(places/followers) + 1 + random.IntN(places/followers))
		}
		check(s.Write(ctx, func(w knowledge.Writer) error {
			before := processorTime(b)
			added, err := w.EnqueueFor(ctx, audience.Alert{Story: story, Kind: audience.NewStory, Due: time.Unix(1e9+story, 0)}, of)
			locked += processorTime(b) - before
			if err == nil && len(added) != len(of) {
				err = fmt.Errorf("added %d", len(added))
			}
			return err
		}))
	}
	perArticle := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(story) }
	b.ReportMetric(perArticle(locked), "cpu-ms-article")
	b.ReportMetric(perArticle(processorTime(b)-begun-locked)/math.Ceil(followers/float64(tables.FannedTogether)), "cpu-ms-after-each")
}

// processorTime is what the program has used.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
