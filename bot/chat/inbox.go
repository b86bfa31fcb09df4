package chat

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

const (
	// mostBegun is how often an event is begun that the program ended over, and mostTime for
	// how long. Where it ended for another reason, all events that were in hand count.
	mostBegun = 10
	mostTime  = 10 * time.Minute
	// storeTime is how long work waits for its receipt to be stored: a store that
	// somebody else writes to holds no answer up.
	storeTime = 25 * time.Millisecond
	// sessionTime is how long the next event of a conversation waits for what the one
	// before left behind to be stored.
	sessionTime = 5 * time.Second
	// storeAgain is the pause after the store failed.
	storeAgain = time.Second
	// claimEvery is how often it is looked for what processes that are gone left behind.
	claimEvery = 2 * time.Second
	// lastTime is how long storing may take what is left at the end.
	lastTime = 20 * time.Second
	// readTime is how long a read goes on then: a process has ten seconds to hand over.
	readTime = 5 * time.Second
)

// ErrGivenUp is that the program ended over an event again and again.
var ErrGivenUp = errors.New("the program ended over it again and again")

// errElsewhere is that another process handles an event that this one took in.
var errElsewhere = errors.New("another process handles it")

// Inbox takes the events of one account on a platform in. Its methods may be called by
// any number of goroutines.
type Inbox struct {
	store     audience.Receipts
	platform  string
	account   string
	holder    string
	now       func() time.Time
	supervise *Supervisor

	mu      sync.Mutex
	events  map[string]*Event // those in hand, and those handled of which that is not stored
	changed []*Event          // those to be stored, in the order of their coming
	wake    chan struct{}     // has a value when something is to be stored
	failing bool
	orphan  chan struct{} // has a value when an event came that nobody handles

	flushing sync.Mutex // so that nothing is stored after what is newer
}

// Event is an event in hand.
type Event struct {
	inbox    *Inbox
	safe     context.Context // done when the event need not come again
	makeSafe context.CancelFunc
	request  string // under which the log has what handles it

	mu       sync.Mutex
	receipt  audience.Receipt
	changed  bool             // it is to be stored
	tried    chan struct{}    // closed when that was tried
	again    bool             // another process took it in, and this one did not begin it yet
	messages int              // of this handling
	dropped  audience.Receipt // what withdraw dropped
	left     []leaving        // to be stored with it
}

// leaving is a session that handling an event leaves behind.
type leaving struct {
	session audience.Session
	tried   func()
}

// NewInbox returns an Inbox of a process, which is that holder of leases. It stores nothing
// before Run is called.
func NewInbox(store audience.Receipts, platform, account, holder string, now func() time.Time, s *Supervisor) *Inbox {
	return &Inbox{
		store: store, platform: platform, account: account, holder: holder, now: now, supervise: s,
		events: map[string]*Event{}, wake: make(chan struct{}, 1), orphan: make(chan struct{}, 1),
	}
}

// Take takes an event in. fresh is false for one that is in hand already, and for one
// that was handled or is stored by another process, which is returned as nil: that one
// handles it, or whoever claims what it left.
func (in *Inbox) Take(ctx context.Context, event string, person audience.Person, place audience.Place, data []byte) (e *Event, fresh bool) {
	in.mu.Lock()
	e = in.events[event]
	in.mu.Unlock()
	if e != nil {
		return e, false
	}
	reading, over := context.WithCancel(context.WithoutCancel(ctx)) // who ends knows, too, what was answered
	defer over()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(readTime, over) })()
	r, err := in.store.Receipt(reading, in.platform, in.account, event)
	switch {
	case err == nil:
		if !r.Done && r.Holder == "" {
			select {
			case in.orphan <- struct{}{}:
			default:
			}
		}
		return nil, false
	case !errors.Is(err, knowledge.ErrNotFound):
		in.supervise.Failed(ctx, "receipt read", err) // it is answered all the same, perhaps twice
	}
	r = audience.Receipt{Platform: in.platform, Account: in.account, Event: event, Received: in.now(), Holder: in.holder, Person: person, Place: place, Data: data}
	e, fresh = in.put(&Event{receipt: r, request: bot.NewRequestID()})
	if fresh {
		e.change(func(*audience.Receipt) {})
	}
	return e, fresh
}

// KeepClaiming calls resume, which claims, as often as processes may have gone, until ctx is
// done.
func (in *Inbox) KeepClaiming(ctx context.Context, resume func(ctx context.Context)) {
	tick := time.NewTicker(claimEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-in.orphan:
		case <-ctx.Done():
			return
		}
		resume(ctx)
	}
}

// Claim returns the events that processes which are gone took in and did not handle, in the
// order of their coming. They are this one's from then on.
func (in *Inbox) Claim(ctx context.Context) ([]*Event, error) {
	receipts, err := in.store.ClaimReceipts(ctx, in.platform, in.account, in.holder)
	if err != nil {
		return nil, err
	}
	var events []*Event
	for _, r := range receipts {
		if e, fresh := in.put(&Event{again: true, receipt: r, request: bot.NewRequestID()}); fresh {
			e.makeSafe()
			events = append(events, e)
		}
	}
	return events, nil
}

// Holder is the process that the inbox is of.
func (in *Inbox) Holder() string { return in.holder }

// put takes an event in hand, unless it is.
func (in *Inbox) put(e *Event) (there *Event, fresh bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if there := in.events[e.receipt.Event]; there != nil {
		return there, false
	}
	e.inbox = in
	e.safe, e.makeSafe = context.WithCancel(context.Background())
	in.events[e.receipt.Event] = e
	return e, true
}

// Run stores what is to be stored until ctx is done.
func (in *Inbox) Run(ctx context.Context) {
	for {
		select {
		case <-in.wake:
		case <-ctx.Done():
			return
		}
		if in.flush(ctx) == nil {
			continue
		}
		select {
		case <-time.After(storeAgain):
		case <-ctx.Done():
		}
	}
}

// Close stores what is left. Nothing may be handled any more.
func (in *Inbox) Close(ctx context.Context) { in.flush(ctx) }

// flush stores all that changed in one transaction.
func (in *Inbox) flush(ctx context.Context) error {
	in.flushing.Lock()
	defer in.flushing.Unlock()
	in.mu.Lock()
	events := in.changed
	in.changed = nil
	in.mu.Unlock()
	if len(events) == 0 {
		return nil
	}
	batch := make([]unsaved, len(events))
	var receipts []audience.Receipt
	var sessions []audience.Session
	for i, e := range events {
		batch[i] = e.take()
		receipts = append(receipts, batch[i].receipt)
		for _, l := range batch[i].left {
			sessions = append(sessions, l.session)
		}
	}
	err := in.supervise.Catch(func() error { return in.store.SaveReceipts(ctx, receipts, sessions, in.now()) })
	if err != nil && !in.failing && ctx.Err() == nil {
		in.supervise.Failed(ctx, "receipt save", err)
	}
	in.failing = err != nil
	// Sessions are given up where there is no room for them: the receipts alone may fit.
	keep := ctx.Err() != nil || errors.Is(err, knowledge.ErrLocked)
	if err != nil && !keep && len(sessions) > 0 {
		in.supervise.Failed(ctx, "session save", err)
	}
	for i, e := range events {
		e.saved(batch[i], err, keep)
	}
	return err
}

// unsaved is what is to be stored of an event.
type unsaved struct {
	receipt audience.Receipt
	left    []leaving
	tried   chan struct{}
}

// take returns what is to be stored.
func (e *Event) take() unsaved {
	e.mu.Lock()
	defer e.mu.Unlock()
	u := unsaved{e.receipt, e.left, e.tried}
	e.changed, e.left = false, nil
	return u
}

// saved ends that it was tried to store u. What failed is tried again, its sessions only
// where keep is set.
func (e *Event) saved(u unsaved, err error, keep bool) {
	switch in := e.inbox; {
	case err != nil:
		if keep {
			e.mu.Lock()
			e.left = append(u.left, e.left...)
			e.mu.Unlock()
			u.left = nil
		}
		e.change(func(*audience.Receipt) {})
	case u.receipt.Done:
		in.forget(e, u.receipt.Event)
	default:
		e.makeSafe()
	}
	close(u.tried)
	for _, l := range u.left {
		l.tried()
	}
}

// forget has an event in hand no longer.
func (in *Inbox) forget(e *Event, event string) {
	in.mu.Lock()
	delete(in.events, event)
	in.mu.Unlock()
	e.makeSafe()
}

// change changes the receipt and lets it be stored. The channel is closed when that was
// tried.
func (e *Event) change(f func(r *audience.Receipt)) (tried <-chan struct{}) {
	e.mu.Lock()
	f(&e.receipt)
	was := e.changed
	if !was {
		e.changed, e.tried = true, make(chan struct{})
	}
	tried = e.tried
	e.mu.Unlock()
	in := e.inbox
	if !was {
		in.mu.Lock()
		in.changed = append(in.changed, e)
		in.mu.Unlock()
	}
	select {
	case in.wake <- struct{}{}:
	default:
	}
	return tried
}

// Safe is closed when the platform may be told that the event need not come again: its
// receipt is stored, or it was handled.
func (e *Event) Safe() <-chan struct{} { return e.safe.Done() }

// WhenSafe calls f in a goroutine of its own once Safe is closed.
func (e *Event) WhenSafe(f func()) { context.AfterFunc(e.safe, f) }

// Again reports whether another process took the event in.
func (e *Event) Again() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.again
}

// Data is the event as it came.
func (e *Event) Data() []byte {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.receipt.Data
}

// Begin begins to handle the event, once its receipt is stored or that takes too long. It
// returns ErrGivenUp when earlier processes ended over it, and another error when the event
// is another's: this process stood still for so long that it was taken for gone.
func (e *Event) Begin(ctx context.Context) error {
	e.mu.Lock()
	again, tried, event := e.again, (<-chan struct{})(e.tried), e.receipt.Event
	givenUp := again && e.receipt.Begun+1 >= mostBegun && e.inbox.now().Sub(e.receipt.Received) >= mostTime
	e.again, e.messages = false, 0
	e.mu.Unlock()
	switch {
	case givenUp:
		return ErrGivenUp
	case again:
		tried = e.change(func(r *audience.Receipt) { r.Begun++ })
	}
	if err := await(ctx, tried, storeTime); err != nil || !e.stored() {
		return err
	}
	in := e.inbox
	r, err := in.store.Receipt(ctx, in.platform, in.account, event)
	if err == nil && (r.Done || r.Holder != "" && r.Holder != in.holder) {
		in.forget(e, event)
		return errElsewhere
	}
	return nil
}

// stored reports whether all of the receipt is stored.
func (e *Event) stored() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	select {
	case <-e.tried:
		return !e.changed
	default:
		return false
	}
}

// await waits until it was tried to store something, but no longer than d.
func await(ctx context.Context, tried <-chan struct{}, d time.Duration) error {
	if tried == nil {
		return nil
	}
	return Yield(ctx, func() error {
		select {
		case <-tried:
		case <-time.After(d):
		case <-ctx.Done():
			return ctx.Err()
		}
		return nil
	})
}

// Answer asks the engine for the answer to a request that the event is. A change that was
// made before the event was begun again is not made again: done once more, it would say
// that there is nothing to change.
func (e *Event) Answer(ctx context.Context, engine *bot.Engine, r bot.Request) (reply bot.Reply, err error) {
	if kept := e.kept(); len(kept) > 0 {
		return reply, json.Unmarshal(kept, &reply)
	}
	c, known := engine.Commands().Command(r.Command)
	if known && c.Personal {
		if err := e.withdraw(ctx, c.WouldForget(r.Args)); err != nil {
			return reply, err
		}
	}
	reply = engine.Handle(ctx, r)
	if !known || !c.Changed(reply) {
		return reply, nil
	}
	data, err := json.Marshal(reply)
	if err != nil {
		return reply, err
	}
	return reply, e.keep(context.WithoutCancel(ctx), data)
}

// withdraw stores that the event is nobody's: what is kept of its person is about to be
// looked through. With all of it dropped, the event is begun again only when the program
// ends in order.
func (e *Event) withdraw(ctx context.Context, drop bool) error {
	change := func(r *audience.Receipt) { r.Person = audience.Person{} }
	if drop {
		change = func(r *audience.Receipt) {
			r.Person = audience.Person{}
			e.dropped = *r
			discard(r)
		}
	}
	tried := e.change(change)
	return Yield(ctx, func() error {
		select {
		case <-tried:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// discard leaves of a receipt that the event is done.
func discard(r *audience.Receipt) {
	*r = audience.Receipt{Platform: r.Platform, Account: r.Account, Event: r.Event, Received: r.Received, Done: true, Holder: r.Holder}
}

// keep stores what a command that changed something has to say, until that is said.
func (e *Event) keep(ctx context.Context, reply []byte) error {
	e.mu.Lock()
	if e.dropped.Event != "" {
		e.dropped.Reply = reply
		e.mu.Unlock()
		return nil
	}
	e.mu.Unlock()
	return await(ctx, e.change(func(r *audience.Receipt) { r.Reply = reply }), storeTime)
}

func (e *Event) kept() []byte {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.receipt.Reply
}

// Leave has what handling the event of ctx leaves behind stored in one transaction with how
// far that got. stored is called when that was tried. It returns false, and does nothing,
// for a context of no event.
func Leave(ctx context.Context, s audience.Session, stored func()) bool {
	e := EventOf(ctx)
	if e == nil {
		return false
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.left = append(e.left, leaving{s, stored})
	return true
}

// Done ends handling the event.
func (e *Event) Done() { e.done() }

func (e *Event) done() (tried <-chan struct{}) {
	tried = e.change(discard)
	e.makeSafe()
	return tried
}

// finish ends handling the event, and waits for what it leaves behind to be stored, since
// the next event of the conversation goes on from that.
func (e *Event) finish(ctx context.Context) {
	e.mu.Lock()
	leaves := len(e.left) > 0
	e.mu.Unlock()
	if tried := e.done(); leaves {
		await(ctx, tried, sessionTime)
	}
}

// drop ends an event that is not handled. It need not come again once that is stored.
func (e *Event) drop() {
	if e != nil {
		e.change(discard)
	}
}

// refuse stores that the event stands for n that were not taken.
func (e *Event) refuse(n int) {
	if e != nil {
		e.change(func(r *audience.Receipt) { r.Refused = n })
	}
}

// refusals is for how many events that were not taken the event stands.
func (e *Event) refusals() int {
	if e == nil {
		return 0
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.receipt.Refused
}

// CutOff leaves the event to be handled by a later process: the one that ends does so in
// order.
func (e *Event) CutOff() {
	e.change(func(r *audience.Receipt) {
		if e.dropped.Event != "" {
			*r = e.dropped
		}
		r.Begun = 0
	})
}

// Message numbers the next message of the answer, and reports whether it was sent before
// the event was begun again.
func (e *Event) Message() (n int, sent bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.messages++
	return e.messages, e.messages <= e.receipt.Sent
}

// Sent notes that the n-th message is known to be sent. It is stored with what else is.
func (e *Event) Sent(n int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.receipt.Sent = max(e.receipt.Sent, n)
}

// Unsent gives the number of the last message back, which could not be sent: what goes in its
// place has it. So what follows has the same number when the event is begun again.
func (e *Event) Unsent() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.messages--
}

// Renumber lets the next message be one that was not sent before, whatever was: what the
// event is answered with now is something else.
func (e *Event) Renumber() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.messages = max(e.messages, e.receipt.Sent)
}

type eventKey struct{}

// In returns a context in which EventOf finds the event.
func (e *Event) In(ctx context.Context) context.Context {
	return bot.WithRequestID(context.WithValue(ctx, eventKey{}, e), e.request)
}

// EventOf is the event that a context is for; nil for none.
func EventOf(ctx context.Context) *Event {
	e, _ := ctx.Value(eventKey{}).(*Event)
	return e
}
