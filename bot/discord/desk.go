package discord

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// clerks is how many events are acknowledged side by side: each waits for one
	// short request to Discord.
	clerks = 48
	// counter is how many events wait to be acknowledged at most. It is what the
	// clerks get through in the three seconds that Discord gives.
	counter = 8192
	// waiting is how many acknowledged questions wait for their answer at most.
	// At the 4 ms that one takes on two cores the last is answered within ten
	// seconds.
	waiting = 2048
	// workers is how many questions are worked on side by side: more than there are
	// cores, since most of an answer's time is spent waiting for Discord.
	workers = 32
	// besides is how many courtesies wait for their turn at most, and hosts how many of
	// them are done side by side.
	besides = 64
	hosts   = 4
	// workTime is how long one may take with all its waiting. Discord would take an
	// answer for fifteen minutes, and nobody reads it then.
	workTime = 2 * time.Minute
	// letByTime is how long an answer lets acknowledgements go first.
	letByTime = time.Second
	// waitingEach is how many of them one person may have.
	waitingEach = 5
)

// desk is where events become work. What has to be said within three seconds goes over
// the counter, and nothing else is waited for there; what takes longer is admitted to a
// bounded queue, or refused.
type desk struct {
	log     *slog.Logger
	counter chan func(ctx context.Context)
	queue   chan func(ctx context.Context)
	asides  chan func(ctx context.Context)

	mu        sync.Mutex
	accepting bool
	pending   int            // admitted and not done
	each      map[string]int // of them, by person

	clerks  sync.WaitGroup
	workers sync.WaitGroup
	dropped atomic.Int64
	running context.Context // ends what nobody waits for
}

func newDesk(log *slog.Logger) *desk {
	return &desk{
		log:     log,
		counter: make(chan func(context.Context), counter),
		queue:   make(chan func(context.Context), waiting),
		asides:  make(chan func(context.Context), besides),
		each:    map[string]int{},
	}
}

// open begins to work. ctx ends what is being worked on, running what nobody waits for.
func (d *desk) open(ctx, running context.Context) {
	d.running = running
	d.mu.Lock()
	d.accepting = true
	d.mu.Unlock()
	serve := func(n int, jobs chan func(context.Context), done *sync.WaitGroup) {
		for range n {
			done.Go(func() {
				for job := range jobs {
					ctx, cancel := context.WithTimeout(ctx, workTime)
					d.do(ctx, job)
					cancel()
				}
			})
		}
	}
	serve(clerks, d.counter, &d.clerks)
	serve(workers, d.queue, &d.workers)
	serve(hosts, d.asides, &d.workers)
}

// do does a job; a panic in it ends nothing else.
func (d *desk) do(ctx context.Context, job func(context.Context)) {
	defer func() { logPanic(d.log, "work", recover()) }()
	job(ctx)
}

// finish takes no more, finishes what was taken, and reports whether that was
// possible within d.
func (d *desk) finish(within time.Duration) bool {
	d.mu.Lock()
	d.accepting = false
	d.mu.Unlock()
	done := make(chan struct{})
	go func() {
		close(d.counter)
		d.clerks.Wait()
		close(d.queue)
		close(d.asides)
		d.workers.Wait()
		close(done)
	}()
	select {
	case <-done:
		return true
	case <-time.After(within):
		return false
	}
}

// now puts a short job on the counter. It reports whether there was room.
func (d *desk) now(job func(ctx context.Context)) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.accepting {
		return false
	}
	select {
	case d.counter <- job:
		return true
	default:
		if n := d.dropped.Add(1); n&(n-1) == 0 {
			d.log.Warn("more events came from Discord than can be acknowledged; some were dropped", "dropped", n)
		}
		return false
	}
}

// admit takes a place in the queue for a person, or returns what to say instead.
func (d *desk) admit(user string) (busy string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.pending >= waiting:
		return textBusy
	case d.each[user] >= waitingEach:
		return textOneByOne
	}
	d.pending++
	d.each[user]++
	return ""
}

// later queues the work of somebody who was admitted. There is room for everyone who was.
func (d *desk) later(user string, job func(ctx context.Context)) {
	d.queue <- func(ctx context.Context) {
		defer d.release(user)
		d.letBy(ctx)
		job(ctx)
	}
}

// letBy waits, no longer than letByTime, while people stand at the counter: they have
// three seconds, and whoever waits for an answer has more.
func (d *desk) letBy(ctx context.Context) {
	for end := time.Now().Add(letByTime); len(d.counter) > clerks && time.Now().Before(end); {
		if sleep(ctx, 5*time.Millisecond) != nil {
			return
		}
	}
}

// aside does a courtesy, which is left out where too many are under way.
func (d *desk) aside(job func(ctx context.Context)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.accepting {
		return
	}
	select {
	case d.asides <- job:
	default:
		d.log.Debug("a courtesy was left out")
	}
}

// release gives a place in the queue back.
func (d *desk) release(user string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pending--
	if d.each[user]--; d.each[user] <= 0 {
		delete(d.each, user)
	}
}

// background does something that nobody waits for, and that ends when the bot is stopped.
func (d *desk) background(job func(ctx context.Context)) {
	d.workers.Go(func() { d.do(d.running, job) })
}
