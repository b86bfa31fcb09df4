package postgres_test

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/postgres"
	"quoth/knowledge/postgrestest"
)

// TestNetwork has the network between a store and its database delay, cut, drop and refuse while
// some store and some ask. Whatever is asked or stored ends; what was said to be stored is, once;
// what was not is there whole or not at all. In the end no goroutine and no connection is left.
func TestNetwork(t *testing.T) {
	rounds := 1
	if os.Getenv("LONG_TESTS") != "" {
		rounds = 10
	}
	direct := postgrestest.Address(t)
	network, through := postgrestest.NewProxy(t, direct)
	judge := open(t, direct, postgres.Options{})
	before := runtime.NumGoroutine()
	s, err := postgres.Open(t.Context(), through, postgres.Options{IdleTimeout: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}

	// Who asks or stores waits no longer than that: the context of a request has an end. On a
	// machine that is busy it is longer, and so it is the next time.
	const patience = 300 * time.Millisecond
	longer := func(wait time.Duration, err error) time.Duration {
		if err == nil {
			return patience
		}
		return min(2*wait, time.Minute)
	}
	const writers, askers = 2, 4
	var mu sync.Mutex
	stored, tried := map[string]bool{}, map[string]bool{}
	var asked, answered atomic.Int64
	running, stop := context.WithCancel(t.Context())
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			wait := patience
			for n := 0; running.Err() == nil; n++ {
				ctx, cancel := context.WithTimeout(t.Context(), wait)
				title := fmt.Sprintf("article %d of %d", n, w)
				err := s.Write(ctx, func(w knowledge.Writer) error {
					e := &knowledge.Entry{Article: knowledge.Article{URL: "https://example.org/" + title, Title: title, Source: "S", Text: "Text."}, Terms: []string{"text"}}
					e.Seal = knowledge.SealOf(&e.Article)
					if _, err := w.Put(ctx, e); err != nil {
						return err
					}
					_, err := w.SetStory(ctx, e.ID, 0)
					return err
				})
				cancel()
				wait = longer(wait, err)
				mu.Lock()
				tried[title], stored[title] = true, err == nil
				mu.Unlock()
			}
		})
	}
	for a := range askers {
		who := audience.Person{Platform: "p", User: fmt.Sprint(a)}
		all.Go(func() {
			wait := patience
			for running.Err() == nil {
				ctx, cancel := context.WithTimeout(t.Context(), wait)
				_, err := s.Search(ctx, knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "text", Weight: 1}}, Limit: 5})
				if err == nil {
					_, err = s.SubscriptionsOf(ctx, who)
				}
				cancel()
				wait = longer(wait, err)
				asked.Add(1)
				if err == nil {
					answered.Add(1)
				}
			}
		})
	}
	// goesOn waits until so many more are asked, or answered.
	goesOn := func(count *atomic.Int64) {
		for from := count.Load(); count.Load() < from+2*askers; {
			time.Sleep(time.Millisecond)
		}
	}
	for range rounds {
		for _, f := range []postgrestest.Fault{{Delay: 2 * time.Millisecond}, {Refuse: true}, {Drop: true}, {Delay: time.Millisecond, Drop: true}} {
			goesOn(&answered)
			network.Set(f)
			if f.Refuse {
				network.Cut()
			}
			goesOn(&asked)
			network.Set(postgrestest.Fault{})
			goesOn(&answered) // by connections that are new, while the dropped ones stay as they are
			network.Cut()
		}
	}
	goesOn(&answered)
	stop()
	all.Wait()
	t.Logf("%d of %d were answered, %d of %d were stored", answered.Load(), asked.Load(), count(stored), len(tried))

	there := map[string]int{}
	headings, err := judge.Latest(t.Context(), knowledge.Filter{}, 1_000_000, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headings {
		there[h.Title]++
	}
	for title := range tried {
		if n := there[title]; n > 1 || n == 0 && stored[title] {
			t.Errorf("%s is there %d times (said to be stored: %t)", title, n, stored[title])
		}
	}
	if found, err := judge.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("Check = %q, %v", found, err)
	}
	network.Cut()
	s.Close()
	network.Cut()
	for runtime.NumGoroutine() > before { // what ends connections takes its time
		time.Sleep(10 * time.Millisecond)
	}
}

func count(of map[string]bool) (n int) {
	for _, is := range of {
		if is {
			n++
		}
	}
	return n
}
