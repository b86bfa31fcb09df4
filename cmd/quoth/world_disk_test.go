package main

import (
	"os"
	"testing"
	"testing/synctest"
	"time"

	"quoth/knowledge/sqlite/disktest"
)

// TestDiskFaultsOfWork has the disk fail in each way while the bot polls, while it delivers
// alerts and while it answers: at one place of each, and at many with LONG_TESTS. All that
// holds in the simulated world holds afterwards.
func TestDiskFaultsOfWork(t *testing.T) {
	if testing.Short() {
		t.Skip("the bot is started again and again")
	}
	t.Parallel()
	places := 1
	if os.Getenv("LONG_TESTS") != "" {
		places = 4
	}
	synctest.Test(t, func(t *testing.T) { failWork(t, places) })
}

func failWork(t *testing.T, places int) {
	w := newWorld(t, 1)
	w.calm = true
	r := w.rooms[0]
	for _, work := range []struct {
		name       string
		before, do func()
	}{
		{"poll", func() {}, w.poll},
		{"deliver", w.poll, w.deliver},
		{"answer", func() { w.poll(); w.deliver() }, w.ask},
	} {
		begin := func() {
			for _, topic := range worldTopics { // which may have been lost
				if w.follow[followed{r.place, topic}].IsZero() {
					w.followAt(r, topic, nil)
				}
			}
			for _, do := range []func(){w.poll, w.deliver, w.print} { // nothing fails twice in a row
				w.pass(6 * time.Hour)
				do()
			}
			w.pass(25 * time.Hour) // beyond the longest wait for a feed
			work.before()
		}
		begin()
		w.disk.Fail(0, disktest.Error)
		work.do()
		writes := w.disk.Count()
		for fault, called := range []string{disktest.Error: "error", disktest.Full: "full", disktest.Torn: "torn", disktest.Lost: "lost"} {
			fault := disktest.Fault(fault)
			for place := range places {
				before := w.faults
				for n := (2*place + 1) * writes / (2 * places); w.faults == before; n /= 2 { // there may be fewer than there were
					begin()
					w.fault = fault
					w.disk.Fail(1+n, fault)
					work.do()
					w.goOn()
					w.disk.Fail(0, fault)
					if n == 0 && w.faults == before {
						t.Fatalf("%s: no write meets the fault %q", work.name, called)
					}
				}
			}
		}
	}
	w.settle()
	w.judge()
}
