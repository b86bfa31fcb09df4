// Package lease has the processes over one store share what one of them may do at a time.
//
// # From the bottom up
//
// A [Keeper] makes its process a holder of the store (see [knowledge.Leases]): it renews the
// holder's pulse, and looks at those of the others. One that stands for a whole life, by
// this process's own clock and over several looks, is gone: its leases are given back, and
// its receipts are anybody's. A process that could not renew its own for three quarters of a
// life stops what it does under its leases before another may begin, so that nothing is done
// twice, unless it looks on and sees that it is alone. Clocks that differ or jump change
// nothing of that (the observed pulse in place of a time is that of Kubernetes' leader
// election, k8s.io/client-go/tools/leaderelection).
//
// [Keeper.Share] shares numbered work: each process that takes part does an equal part of it,
// hands some over when one more comes, and takes over what one leaves that ends. Work that
// there is one of is a share of one: the others wait.
//
// A store that nothing can be written to, as on a full disk, takes no lease from anybody, so
// that what runs goes on and what nobody holds may begin.
package lease

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"quoth/knowledge"
)

const (
	// usualLife is after how long a process that was killed is gone: short enough for people
	// to wait, long enough for a writer that others keep waiting.
	usualLife = 10 * time.Second
	// renewals is how often in a life a process renews its pulse, and looks how often it looks
	// at the others at least. leastLooks is how often a pulse has to be seen standing: a
	// machine that stood still saw nothing meanwhile. mostBeats is more often than a pulse beats
	// between two looks: a holder that was ended and comes again begins anywhere.
	renewals, looks, leastLooks, mostBeats = 5, 10, 5, 1 << 20
	// longestLook is how long a process looks away at most, and so how long what another
	// gives back waits.
	longestLook = time.Second
	// endTime is how long it may take to give everything back.
	endTime = 5 * time.Second
)

// Config is what a Keeper is made of. Store is required.
type Config struct {
	Store knowledge.Leases
	Log   *slog.Logger  // nil: discards
	Life  time.Duration // after which a process that is silent is gone; the same for all processes; 0 for ten seconds
}

// Keeper keeps the leases of one process. It may be used by any number of goroutines.
type Keeper struct {
	store  knowledge.Leases
	log    *slog.Logger
	life   time.Duration
	holder string

	mu      sync.Mutex
	users   int
	end     func() // of the loop, with all leases given back
	view    view
	next    chan struct{} // closed when view is followed by another
	renewed time.Time     // when the last renewal that did not fail began
	lapse   *time.Timer

	failing bool // of the renewals alone

	// Of the looks alone.
	seen map[string]sighting
	own  *knowledge.Holder // this process, as the last look showed it
	full bool              // nothing could be stored at the last look
}

// view is what a look at the store showed.
type view struct {
	read    time.Time // when it began
	holders []knowledge.Holder
	alive   bool // the others do not take this process for gone
	full    bool // nothing can be stored, by nobody
}

// sighting is since when the pulse of a holder was seen standing.
type sighting struct {
	pulse int64
	since time.Time
	looks int
	moved bool // it was seen beating before
}

// New returns a Keeper that holds nothing.
func New(c Config) *Keeper {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Life == 0 {
		c.Life = usualLife
	}
	return &Keeper{store: c.Store, log: c.Log, life: c.Life, holder: rand.Text(), next: make(chan struct{}), seen: map[string]sighting{}}
}

// Holder is what the store calls this process.
func (k *Keeper) Holder() string { return k.holder }

// Open makes this process a holder, until as many of the functions that it returns are
// called as there were calls of Open. It waits until that is stored or failed once. The end
// of ctx ends nothing.
func (k *Keeper) Open(ctx context.Context) (leave func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.users++; k.users == 1 {
		k.begin(context.WithoutCancel(ctx))
	}
	return sync.OnceFunc(func() {
		k.mu.Lock()
		k.users--
		end := k.end
		over := k.users == 0
		k.mu.Unlock()
		if over {
			end()
		}
	})
}

// begin begins the loops, after the first renewal and the first look. k.mu is held.
func (k *Keeper) begin(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	var loops sync.WaitGroup
	k.mu.Unlock()
	defer k.mu.Lock()
	k.renew(ctx)
	k.look(ctx)
	loops.Go(func() { every(ctx, k.life/renewals, k.renew) })
	loops.Go(func() { every(ctx, min(k.life/looks, longestLook), k.look) })
	k.end = func() {
		cancel()
		loops.Wait()
		ending, over := context.WithTimeout(context.WithoutCancel(ctx), endTime)
		defer over()
		k.leave(ending)
	}
}

// every calls f until ctx is done, at once when a call took longer than the pause.
func every(ctx context.Context, pause time.Duration, f func(ctx context.Context)) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			f(ctx)
		case <-ctx.Done():
			return
		}
	}
}

// renew renews the pulse of this process. It waits no longer than half a life: a connection
// that is dead is given up, and the next renewal has another.
func (k *Keeper) renew(ctx context.Context) {
	begun := time.Now()
	waiting, cancel := context.WithTimeout(ctx, k.life/2)
	defer cancel()
	err := k.store.RenewHolder(waiting, k.holder)
	full := errors.Is(err, knowledge.ErrFull) || errors.Is(err, knowledge.ErrReadOnly)
	if err != nil && !k.failing && ctx.Err() == nil {
		k.log.WarnContext(ctx, "lease: renewal failed", "error", err)
	}
	k.failing = err != nil
	if err != nil && !full {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.renewed, k.view.full, k.view.alive = begun, full, true
	left := time.Until(begun.Add(k.life * 3 / 4))
	if k.lapse == nil {
		k.lapse = time.AfterFunc(left, k.lapsed)
	} else {
		k.lapse.Reset(left)
	}
}

// lapsed says that the others may soon take this process for gone. While a look shows that
// there are no others it goes on: one that comes watches for a whole life before it does.
func (k *Keeper) lapsed() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.view.alive || time.Since(k.renewed) < k.life*3/4 {
		return
	}
	alone := len(k.view.holders) == 1 && k.view.holders[0].Name == k.holder
	if left := time.Until(k.view.read.Add(k.life / 4)); alone && left > 0 {
		k.lapse.Reset(left)
		return
	}
	k.log.Warn("lease: renewal overdue")
	k.view.alive = false
	k.publish()
}

// publish lets whoever waits for another view see it. k.mu is held.
func (k *Keeper) publish() {
	close(k.next)
	k.next = make(chan struct{})
}

// look looks at the other processes, and ends those that are gone.
func (k *Keeper) look(ctx context.Context) {
	was, _ := k.current()
	read := time.Now()
	waiting, cancel := context.WithTimeout(ctx, k.life/2)
	defer cancel()
	holders, err := k.store.Holders(waiting)
	if err != nil {
		if ctx.Err() == nil {
			k.log.WarnContext(ctx, "lease: look failed", "error", err)
		}
		return
	}
	if !k.seenByOthers(holders, was.full) {
		clear(k.seen)
	}
	seen := map[string]sighting{}
	holders = slices.DeleteFunc(holders, func(h knowledge.Holder) bool {
		if h.Name == k.holder {
			return false
		}
		s, known := k.seen[h.Name]
		if !known || s.pulse != h.Pulse {
			s = sighting{pulse: h.Pulse, since: time.Now(), moved: known}
		}
		s.looks++
		seen[h.Name] = s
		return s.looks >= leastLooks && time.Since(s.since) >= k.life && k.ended(ctx, h, s)
	})
	k.seen = seen
	k.mu.Lock()
	defer k.mu.Unlock()
	k.view.read, k.view.holders = read, holders
	k.publish()
}

// seenByOthers reports whether the others could see this process ever since the look before:
// nobody may be ended by one whose coming it did not see. On a full disk nobody can be seen.
func (k *Keeper) seenByOthers(holders []knowledge.Holder, full bool) bool {
	before, wasFull := k.own, k.full
	k.own, k.full = nil, full
	for _, h := range holders {
		if h.Name == k.holder {
			k.own = &h
		}
	}
	goesOn := before != nil && k.own != nil && k.own.Pulse >= before.Pulse && k.own.Pulse-before.Pulse < mostBeats
	return goesOn || full || wasFull
}

// ended ends a holder whose pulse stands, and reports whether it is gone. On a full disk all
// pulses stand: one that never beat in the sight of this process is of an earlier run.
func (k *Keeper) ended(ctx context.Context, h knowledge.Holder, s sighting) bool {
	waiting, cancel := context.WithTimeout(ctx, k.life/2)
	defer cancel()
	gone, err := k.store.EndHolder(waiting, h)
	switch {
	case gone:
		k.log.InfoContext(ctx, "lease: process gone", "leases", len(h.Leases))
	case errors.Is(err, knowledge.ErrFull) || errors.Is(err, knowledge.ErrReadOnly):
		return !s.moved
	case err != nil && ctx.Err() == nil:
		k.log.WarnContext(ctx, "lease: process not ended", "error", err)
	}
	return gone
}

// leave ends this process as a holder.
func (k *Keeper) leave(ctx context.Context) {
	holders, err := k.store.Holders(ctx)
	for _, h := range holders {
		if h.Name == k.holder {
			_, err = k.store.EndHolder(ctx, h)
		}
	}
	if err != nil {
		k.log.WarnContext(ctx, "lease: release failed", "error", err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.lapse != nil {
		k.lapse.Stop()
	}
	k.view, k.own, k.full = view{}, nil, false
	clear(k.seen)
}

// current is the last view, and what is closed when there is another.
func (k *Keeper) current() (view, <-chan struct{}) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.view, k.next
}
