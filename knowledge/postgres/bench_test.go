package postgres_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/postgres"
	"quoth/knowledge/postgrestest"
)

// BenchmarkOutbox has one to four processes claim alerts of 500 places, 20 at a time, and mark
// them as sent. "alerts/s" is of all together.
func BenchmarkOutbox(b *testing.B) {
	const places, claimed = 500, 20
	now := time.Unix(1e9, 0)
	for _, processes := range []int{1, 2, 4} {
		b.Run(fmt.Sprint(processes), func(b *testing.B) {
			address := postgrestest.Address(b)
			stores := make([]*postgres.Store, processes)
			for i := range stores {
				stores[i] = open(b, address, postgres.Options{})
			}
			var subscriptions []int64
			for i := range places {
				id, _, err := stores[0].Subscribe(b.Context(), audience.Subscription{Owner: audience.Person{Platform: "p", User: "u"},
					Place: audience.Place{Platform: "p", Chat: fmt.Sprint(i)}, Topic: "t", Pace: audience.Now})
				if err != nil {
					b.Fatal(err)
				}
				subscriptions = append(subscriptions, id)
			}
			err := stores[0].Write(b.Context(), func(w knowledge.Writer) error {
				for i := range b.N * claimed {
					if _, err := w.Enqueue(b.Context(), audience.Alert{Subscription: subscriptions[i%places], Story: int64(i + 1), Kind: audience.NewStory, Due: now}); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
			var sent atomic.Int64
			var all sync.WaitGroup
			b.ResetTimer()
			for _, s := range stores {
				all.Go(func() {
					for {
						alerts, err := s.Claim(b.Context(), []string{"p"}, now, time.Minute, claimed)
						if err != nil {
							b.Error(err)
						}
						if err != nil || len(alerts) == 0 {
							return
						}
						ids := make([]int64, len(alerts))
						for i, a := range alerts {
							ids[i] = a.ID
						}
						if err := s.MarkSent(b.Context(), ids, "m", now); err != nil {
							b.Error(err)
							return
						}
						sent.Add(int64(len(ids)))
					}
				})
			}
			all.Wait()
			if got := sent.Load(); got != int64(b.N*claimed) {
				b.Errorf("%d of %d were sent", got, b.N*claimed)
			}
			b.ReportMetric(float64(sent.Load())/b.Elapsed().Seconds(), "alerts/s")
		})
	}
}
