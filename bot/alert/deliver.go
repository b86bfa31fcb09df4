// Package alert delivers what the outbox holds: digests, quiet hours, limits.
//
// The outbox is rows in the store, written in the transaction of the article that
// they tell of. A [Deliverer] claims rows with a lease, has a [Writer] make messages of
// them, sends each through the platform's [bot.Sender], and marks its rows as sent; a
// process that dies in between loses nothing, since the lease runs out and another
// claims the rows again. At most the message that a place was being sent comes
// twice.
//
// When a row may go is worked out from the subscription and the settings of the
// place each time that it is claimed ([Due]); one that is early is put back with
// the time at which it is due, so that no timer has to be kept in memory.
package alert

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/audience"
)

const (
	// usualLease is how long claimed rows are kept from other processes. No message is
	// begun in the second half of it, and none takes longer than three eighths of it with
	// the waiting for its turn, so that what is sent is marked before the lease ends.
	usualLease = 2 * time.Minute
	// claimed is how many rows are in memory at most: as many as a platform that
	// takes 20 messages a second is sent in half a lease, at a row a message.
	claimed = 1024
	// idle is how long the outbox is left alone when it has nothing due: another
	// process may have put something in.
	idle = 3 * time.Second
)

// Config is what a Deliverer is made of. Store and Engine are required.
type Config struct {
	Store     knowledge.Store
	Engine    *bot.Engine
	Log       *slog.Logger     // nil: discards
	Now       func() time.Time // nil: time.Now
	Operators []audience.Person
	Guard     *attempt.Guard // of the work on articles; nil: one of its own
	// Lease is how long claimed rows are kept from other processes, and so how
	// late an alert is that a process died over; 0 for two minutes.
	Lease time.Duration
	// Random is in [0, 1), for the jitter of pauses; nil: math/rand.
	Random func() float64
}

// Deliverer delivers the alerts of the platforms that were added to it.
type Deliverer struct {
	store    knowledge.Store
	engine   *bot.Engine
	writer   *Writer
	log      *slog.Logger
	now      func() time.Time
	lease    time.Duration
	random   func() float64
	guard    *attempt.Guard
	notifier *Notifier
	channels map[string]*channel

	mu    sync.Mutex
	names []string // the platforms delivered to
}

// New returns a Deliverer without platforms.
func New(c Config) *Deliverer {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Lease == 0 {
		c.Lease = usualLease
	}
	if c.Random == nil {
		c.Random = rand.Float64
	}
	if c.Guard == nil {
		c.Guard = attempt.New(c.Store, c.Log, c.Now)
	}
	d := &Deliverer{store: c.Store, guard: c.Guard, engine: c.Engine, writer: NewWriter(c.Store, c.Engine), log: c.Log, now: c.Now, lease: c.Lease, random: c.Random, channels: map[string]*channel{}}
	d.notifier = &Notifier{store: c.Store, log: c.Log, now: c.Now, operators: c.Operators, channels: d.channels}
	return d
}

// Notifier tells the operator. It is ready once all platforms are added.
func (d *Deliverer) Notifier() *Notifier { return d.notifier }

// Add adds a platform. It must not be called after Run.
func (d *Deliverer) Add(s bot.Sender) {
	d.channels[s.Platform()] = newChannel(s)
	d.names = append(d.names, s.Platform())
}

// Remove takes a platform out again, at any time. What is to be sent there waits in
// the outbox.
func (d *Deliverer) Remove(platform string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.names = slices.DeleteFunc(slices.Clone(d.names), func(name string) bool { return name == platform })
}

// platforms are those that are delivered to.
func (d *Deliverer) platforms() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.names
}

// Run delivers until ctx is done. What is being sent then is finished, within
// endTime; the rest stays in the outbox.
func (d *Deliverer) Run(ctx context.Context) error {
	if len(d.platforms()) == 0 {
		<-ctx.Done()
		return nil
	}
	var wakes <-chan struct{} // nil for none
	if a, ok := d.store.(audience.Awakener); ok {
		wakes = a.Awaken(ctx)
	}
	done := make(chan int)
	under := 0 // rows in memory
	for ctx.Err() == nil {
		if room := claimed - under; room >= claimed/4 { // with less, what is due at a place may come in parts
			groups, n, err := d.claim(ctx, room)
			if err != nil && ctx.Err() == nil {
				d.log.ErrorContext(ctx, "alert: claim failed", "error", err)
			}
			for _, g := range groups {
				under += len(g.rows)
				go func() {
					d.serve(ctx, g)
					done <- len(g.rows)
				}()
			}
			if n > 0 {
				continue
			}
		}
		select {
		case <-ctx.Done():
		case n := <-done:
			under -= n
		case <-wakes:
		case <-time.After(min(idle, d.lease/2)):
		}
	}
	for under > 0 {
		under -= <-done
	}
	return nil
}

// Step claims what is due, delivers it, and returns how many rows that were.
func (d *Deliverer) Step(ctx context.Context) (int, error) {
	groups, n, err := d.claim(ctx, claimed)
	var wg sync.WaitGroup
	for _, g := range groups {
		wg.Go(func() { d.serve(ctx, g) })
	}
	wg.Wait()
	return n, err
}

// group is the claimed rows of one place.
type group struct {
	place    audience.Place
	settings audience.Settings
	hold     audience.Hold // how long it has refused alerts
	subs     map[int64]audience.Subscription
	rows     []audience.Alert
}

// claim leases up to limit rows and sorts them into places. The places are to be
// served side by side, each in the order of its rows. A panic becomes an error:
// rows that were leased are tried again when their lease ends.
func (d *Deliverer) claim(ctx context.Context, limit int) (groups []*group, n int, err error) {
	defer func() {
		if p := recover(); p != nil {
			groups, n, err = nil, 0, fmt.Errorf("a panic: %v", p)
		}
	}()
	rows, err := d.store.Claim(ctx, d.platforms(), d.now(), d.lease, limit)
	if err != nil || len(rows) == 0 {
		return nil, 0, err
	}
	groups, err = d.byPlace(ctx, rows)
	return groups, len(rows), err
}

// byPlace sorts rows into places, in the order in which they were claimed.
func (d *Deliverer) byPlace(ctx context.Context, rows []audience.Alert) ([]*group, error) {
	var groups []*group
	at := map[audience.Place]*group{}
	subs := map[int64]audience.Subscription{}
	for _, a := range rows {
		s, known := subs[a.Subscription]
		if !known {
			var err error
			s, err = d.store.Subscription(ctx, a.Subscription)
			if errors.Is(err, knowledge.ErrNotFound) {
				continue // it was ended since the claim, and its alerts with it
			}
			if err != nil {
				return nil, err
			}
			subs[a.Subscription] = s
		}
		g := at[s.Place]
		if g == nil {
			settings, err := d.store.Settings(ctx, s.Place)
			if err != nil {
				return nil, err
			}
			hold, err := d.store.Held(ctx, s.Place)
			if err != nil {
				return nil, err
			}
			g = &group{place: s.Place, settings: settings, hold: hold, subs: subs}
			at[s.Place], groups = g, append(groups, g)
		}
		g.rows = append(g.rows, a)
	}
	return groups, nil
}
