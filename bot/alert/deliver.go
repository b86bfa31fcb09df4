// Package alert delivers what the outbox holds: digests, quiet hours, limits.
//
// The outbox is rows in the store, written in the transaction of the article that
// they tell of. A [Deliverer] claims rows with a lease, makes a message of them,
// sends it through the platform's [bot.Sender], and marks them as sent; a process
// that dies in between loses nothing, since the lease runs out and another claims
// the rows again. At most the message that was being sent comes twice.
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
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"quoth/bot"
	"quoth/knowledge"
)

const (
	// usualLease is how long claimed rows are kept from other processes: well
	// above what a place's share takes to send. Half of it is used for sending;
	// what is left then goes back.
	usualLease = 2 * time.Minute
	// claimed is how many rows are in memory at most: enough that a burst for many
	// chats is seen as one, and little over 1 MB.
	claimed = 4096
	// sendTime is how long one message may take.
	sendTime = 30 * time.Second
	// finishTime is how long it may take when the deliverer is stopped.
	finishTime = 10 * time.Second
	// idle is how long the outbox is left alone when it has nothing due: another
	// process may have put something in.
	idle = 3 * time.Second
	// attempts is how often a message is tried before it is given up: with the
	// pauses of retry that is after about a day.
	attempts = 10
	// together is from how many stories on that come at once a subscription is
	// told in one message, so that a burst is no flood.
	together = 4
	// digestStories is how many stories one digest tells; the best come first,
	// and the rest in the next message.
	digestStories = 25
)

// Limits are how fast a platform may be sent to.
type Limits struct {
	All     rate.Limit // messages a second over all
	Private rate.Limit // to one private chat
	Shared  rate.Limit // to one channel or group
	Burst   int        // messages at once to one chat; at least 1
}

// Store is what a Deliverer works on.
type Store interface {
	knowledge.Outbox
	knowledge.Subscriptions
}

// Config is what a Deliverer is made of. Store and Engine are required.
type Config struct {
	Store     Store
	Engine    *bot.Engine
	Log       *slog.Logger     // nil: discards
	Now       func() time.Time // nil: time.Now
	Operators []knowledge.Person
	// Lease is how long claimed rows are kept from other processes, and so how
	// late an alert is that a process died over; 0 for two minutes.
	Lease time.Duration
}

// Deliverer delivers the alerts of the platforms that were added to it.
type Deliverer struct {
	store    Store
	engine   *bot.Engine
	log      *slog.Logger
	now      func() time.Time
	lease    time.Duration
	notifier *Notifier
	channels map[string]*channel
	names    []string
}

// channel is a platform to deliver to.
type channel struct {
	bot.Sender
	limits Limits
	all    *rate.Limiter

	mu      sync.Mutex
	chats   map[string]*rate.Limiter // by chat; dropped when they are full again
	blocked map[knowledge.Place]time.Time
	until   time.Time // the platform asked for a pause until then
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
	d := &Deliverer{store: c.Store, engine: c.Engine, log: c.Log, now: c.Now, lease: c.Lease, channels: map[string]*channel{}}
	d.notifier = &Notifier{store: c.Store, log: c.Log, now: c.Now, operators: c.Operators, channels: d.channels}
	return d
}

// Notifier tells the operator. It is ready once all platforms are added.
func (d *Deliverer) Notifier() *Notifier { return d.notifier }

// Add adds a platform. It must not be called after Run.
func (d *Deliverer) Add(s bot.Sender, l Limits) {
	l.Burst = max(l.Burst, 1)
	d.channels[s.Platform()] = &channel{
		Sender: s, limits: l, all: rate.NewLimiter(l.All, max(1, int(l.All))),
		chats: map[string]*rate.Limiter{}, blocked: map[knowledge.Place]time.Time{},
	}
	d.names = append(d.names, s.Platform())
}

// Run delivers until ctx is done. What is being sent then is finished, within
// finishTime; the rest stays in the outbox.
func (d *Deliverer) Run(ctx context.Context) error {
	if len(d.names) == 0 {
		<-ctx.Done()
		return nil
	}
	done := make(chan int)
	under := 0 // rows in memory
	for ctx.Err() == nil {
		groups, n, err := d.claim(ctx, claimed-under)
		if err != nil && ctx.Err() == nil {
			d.log.Error("claiming alerts", "err", err)
		}
		for _, g := range groups {
			under += len(g.rows)
			go func() {
				d.serve(ctx, g)
				done <- len(g.rows)
			}()
		}
		if n > 0 && under < claimed {
			continue
		}
		select {
		case <-ctx.Done():
		case n := <-done:
			under -= n
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

// claim leases up to limit rows and sorts them into places. The places are to be
// served side by side, each in the order of its rows.
func (d *Deliverer) claim(ctx context.Context, limit int) ([]*group, int, error) {
	if limit <= 0 {
		return nil, 0, nil
	}
	rows, err := d.store.Claim(ctx, d.names, d.now(), d.lease, limit)
	if err != nil || len(rows) == 0 {
		return nil, 0, err
	}
	groups, err := d.byPlace(ctx, rows)
	return groups, len(rows), err
}

// group is the claimed rows of one place.
type group struct {
	place    knowledge.Place
	settings knowledge.Settings
	subs     map[int64]knowledge.Subscription
	rows     []knowledge.Alert
}

// byPlace sorts rows into places, in the order in which they were claimed.
func (d *Deliverer) byPlace(ctx context.Context, rows []knowledge.Alert) ([]*group, error) {
	var groups []*group
	at := map[knowledge.Place]*group{}
	subs := map[int64]knowledge.Subscription{}
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
			g = &group{place: s.Place, settings: settings, subs: subs}
			at[s.Place], groups = g, append(groups, g)
		}
		g.rows = append(g.rows, a)
	}
	return groups, nil
}

// message is rows that are told in one message.
type message struct {
	rows []knowledge.Alert
	edit string // the reference of the message to replace; "" for a new one
}

func (m message) ids() []int64 {
	ids := make([]int64, len(m.rows))
	for i, a := range m.rows {
		ids[i] = a.ID
	}
	return ids
}

// serve delivers the rows of one place.
func (d *Deliverer) serve(ctx context.Context, g *group) {
	defer func() {
		if p := recover(); p != nil {
			d.log.Error("delivering to a place panicked; its rows are tried again when their lease ends", "panic", fmt.Sprint(p))
		}
	}()
	c := d.channels[g.place.Platform]
	now := d.now()
	deadline := now.Add(d.lease / 2)
	// What has to be written down is, even when ctx ends in between.
	keep := context.WithoutCancel(ctx)
	if until := c.blockedUntil(g.place, now); until.After(now) {
		d.postpone(keep, g.rows, until, "")
		return
	}
	ready := g.rows[:0:0]
	for _, a := range g.rows {
		s := g.subs[a.Subscription]
		due := AfterQuiet(g.settings, now)
		if a.Message == "" && a.Attempts == 0 {
			due = AfterQuiet(g.settings, later(Due(s, g.settings, a.Created), now))
		}
		switch {
		case s.Paused || s.Stopped != "":
			d.postpone(keep, []knowledge.Alert{a}, now.Add(time.Hour), "")
		case due.After(now):
			d.postpone(keep, []knowledge.Alert{a}, due, "")
		default:
			ready = append(ready, a)
		}
	}
	queue := compose(g, ready)
	for i, m := range queue {
		if ctx.Err() != nil || d.now().After(deadline) {
			d.giveBack(keep, queue[i:])
			return
		}
		if err := c.wait(ctx, g, d.now); err != nil {
			d.giveBack(keep, queue[i:])
			return
		}
		if !d.deliver(ctx, c, g, m) {
			rest := queue[i+1:]
			if until := c.blockedUntil(g.place, d.now()); until.After(d.now()) {
				for _, m := range rest {
					d.postpone(keep, m.rows, until, "")
				}
				return
			}
			d.giveBack(keep, rest)
			return
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// compose makes messages of rows: an edit for each message that was sent before,
// a digest of what a subscription with digests has, and of the others a message
// a story, unless there are many at once.
func compose(g *group, rows []knowledge.Alert) []message {
	fresh := map[int64][]knowledge.Alert{}
	for _, a := range rows {
		if a.Message == "" {
			fresh[a.Subscription] = append(fresh[a.Subscription], a)
		}
	}
	var queue []message
	edits := map[string]int{}
	for _, a := range rows {
		if a.Message != "" {
			if at, ok := edits[a.Message]; ok {
				queue[at].rows = append(queue[at].rows, a)
				continue
			}
			edits[a.Message] = len(queue)
			queue = append(queue, message{rows: []knowledge.Alert{a}, edit: a.Message})
			continue
		}
		all := fresh[a.Subscription]
		switch digest := g.subs[a.Subscription].Pace != knowledge.Now || len(all) >= together; {
		case len(all) == 0: // told with the subscription's first
		case digest:
			sortBest(all)
			for len(all) > 0 {
				n := min(len(all), digestStories)
				queue = append(queue, message{rows: all[:n]})
				all = all[n:]
			}
			fresh[a.Subscription] = nil
		default:
			queue = append(queue, message{rows: []knowledge.Alert{a}})
		}
	}
	return queue
}

// deliver sends one message and writes down what became of it. It reports
// whether the next message to the place may be tried.
func (d *Deliverer) deliver(ctx context.Context, c *channel, g *group, m message) bool {
	keep := context.WithoutCancel(ctx)
	s := g.subs[m.rows[0].Subscription]
	rows := m.rows
	if m.edit != "" {
		var err error
		if rows, err = d.inMessage(keep, s.ID, m); err != nil {
			d.fail(keep, m, err)
			return false
		}
	}
	ref, told, err := d.send(ctx, c, g, m, rows)
	switch {
	case told:
		return d.conclude(ctx, c, g, m, ref, err)
	case err != nil:
		d.fail(keep, m, err)
	default:
		d.bury(keep, m, "the article is not stored any more")
	}
	return true
}

// send makes a message of rows and hands it to the platform; told is false when it did
// not come to that. A panic is a failure of this message, and of no other.
func (d *Deliverer) send(ctx context.Context, c *channel, g *group, m message, rows []knowledge.Alert) (ref string, told bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			d.log.Error("telling an alert panicked", "alert", rows[0].ID, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = errPanicked
		}
	}()
	sending, cancel := finishing(ctx)
	defer cancel()
	s := g.subs[rows[0].Subscription]
	reply, err := d.engine.Tell(sending, s, rows)
	if err != nil || len(reply.Blocks) == 0 {
		return "", false, err
	}
	out := bot.Message{Reply: reply, Silent: len(rows) > 1 || s.Pace != knowledge.Now, Nonce: fmt.Sprint(m.rows[0].ID), Mention: s.Mention, Previews: g.settings.Previews}
	if m.edit == "" {
		ref, err = c.Send(sending, g.place, out)
	} else {
		ref, err = m.edit, c.Edit(sending, g.place, m.edit, out)
	}
	return ref, true, err
}

// finishing returns a context for one message: it ends after sendTime, and finishTime
// after ctx does.
func finishing(ctx context.Context) (context.Context, context.CancelFunc) {
	sending, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendTime)
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(finishTime, cancel) })
	return sending, func() {
		stop()
		cancel()
	}
}

// errPanicked is the failure of a message that could not be told for a fault of the program.
var errPanicked = errors.New("telling it panicked")

// inMessage returns all rows that a message tells of, with the counts of those
// that are to be edited.
func (d *Deliverer) inMessage(ctx context.Context, subscription int64, m message) ([]knowledge.Alert, error) {
	all, err := d.store.AlertsOf(ctx, subscription, 1000)
	if err != nil {
		return nil, err
	}
	var rows []knowledge.Alert
	for _, a := range all {
		if a.Message == m.edit {
			rows = append(rows, a)
		}
	}
	if len(rows) == 0 {
		rows = m.rows
	}
	sortBest(rows)
	return rows, nil
}

// conclude writes down what became of a message.
func (d *Deliverer) conclude(ctx context.Context, c *channel, g *group, m message, ref string, err error) bool {
	var gone *bot.GoneError
	var wait *bot.WaitError
	keep := context.WithoutCancel(ctx)
	switch {
	case err == nil, errors.Is(err, bot.ErrCannotEdit):
		if err := d.store.MarkSent(keep, m.ids(), ref, d.now()); err != nil {
			d.log.Error("an alert was sent and could not be marked so", "alert", m.rows[0].ID, "err", err)
		}
		return true
	case errors.As(err, &wait):
		until := c.block(g.place, wait, d.now())
		d.postpone(keep, m.rows, until, "")
		return false
	case errors.As(err, &gone) && gone.MovedTo != "":
		if err := d.store.MovePlace(keep, g.place.Platform, g.place.Chat, gone.MovedTo); err != nil {
			d.log.Error("a chat moved and its subscriptions could not follow", "platform", g.place.Platform, "err", err)
		}
		d.postpone(keep, m.rows, d.now(), "")
		return false
	case errors.As(err, &gone):
		d.stop(keep, g, m, gone.Reason)
		return false
	case errors.Is(err, bot.ErrTooLong) && len(m.rows) > 1 && m.edit == "":
		half := len(m.rows) / 2
		return d.deliver(ctx, c, g, message{rows: m.rows[:half]}) && d.deliver(ctx, c, g, message{rows: m.rows[half:]})
	case errors.Is(err, bot.ErrTooLong) && m.edit != "":
		// The message as it stands is right but for the count of outlets.
		return d.conclude(ctx, c, g, m, ref, nil)
	case errors.Is(err, bot.ErrTooLong):
		d.bury(keep, m, err.Error())
		return true
	}
	d.fail(keep, m, err)
	return false
}

// stop ends the subscriptions of a place that is gone.
func (d *Deliverer) stop(ctx context.Context, g *group, m message, reason string) {
	ended, err := d.store.StopPlace(ctx, g.place, reason)
	if err != nil {
		d.log.Error("a chat is gone and its subscriptions could not be stopped", "platform", g.place.Platform, "err", err)
		d.postpone(ctx, m.rows, d.now().Add(time.Minute), reason)
		return
	}
	d.bury(ctx, m, reason)
	if teller, ok := d.channels[g.place.Platform].Sender.(bot.Teller); ok && len(ended) > 0 {
		telling, cancel := context.WithTimeout(ctx, sendTime)
		teller.Ended(telling, g.place, reason, ended)
		cancel()
	}
	d.notifier.Raise(ctx, fmt.Sprintf("gone:%d", m.rows[0].Subscription),
		fmt.Sprintf("A chat on %s is gone (%s): %d subscriptions were stopped.", g.place.Platform, reason, len(ended)))
}

// fail puts a message back for another try, or gives it up.
func (d *Deliverer) fail(ctx context.Context, m message, err error) {
	a := m.rows[0]
	d.log.Warn("an alert was not delivered", "alert", a.ID, "attempt", a.Attempts+1, "err", err)
	if a.Attempts+1 >= attempts {
		d.bury(ctx, m, err.Error())
		d.notifier.Raise(ctx, "dead", "Alerts were given up after several attempts. “quoth check” lists them.")
		return
	}
	d.postpone(ctx, m.rows, d.now().Add(retry(a.Attempts)), err.Error())
}

// retry is the pause after the n-th failure (0 for the first): 10 s, four times as
// long each time up to 6 hours, and up to half as much again by chance, so that what failed
// together does not come back together.
func retry(n int) time.Duration {
	pause := min(10*time.Second<<min(2*n, 16), 6*time.Hour)
	return pause + rand.N(pause/2)
}

func (d *Deliverer) giveBack(ctx context.Context, queue []message) {
	for _, m := range queue {
		d.postpone(ctx, m.rows, d.now(), "")
	}
}

func (d *Deliverer) postpone(ctx context.Context, rows []knowledge.Alert, until time.Time, reason string) {
	if err := d.store.Postpone(ctx, message{rows: rows}.ids(), until, reason); err != nil {
		d.log.Error("an alert could not be put back; it is tried again when its lease ends", "err", err)
	}
}

func (d *Deliverer) bury(ctx context.Context, m message, reason string) {
	if err := d.store.Bury(ctx, m.ids(), reason); err != nil {
		d.log.Error("an alert could not be given up; it is tried again when its lease ends", "err", err)
	}
}
