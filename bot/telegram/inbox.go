package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"sync"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/knowledge"
)

const (
	// inHand is how many updates are in memory at most; more stay at Telegram,
	// which keeps them for a day.
	inHand = 1000
	// perLane is how many updates of one chat wait at most. One that writes more
	// is told so, and holds nobody else up.
	perLane = 50
	// numbersAnew is after how much silence Telegram may number updates anew:
	// "at least a week" (Bot API, Update), less a day.
	numbersAnew = 6 * 24 * time.Hour
)

// received is an update in hand.
type received struct {
	*update
	raw     json.RawMessage
	lane    string          // its name
	at      knowledge.Place // where it came from
	stored  bool            // it was set aside
	nothing bool            // there is nothing to do about it
	handled chan struct{}   // closed when it was handled
}

func newReceived(u *update, raw json.RawMessage) *received {
	return &received{update: u, raw: raw, lane: u.lane(), at: u.place(), handled: make(chan struct{})}
}

// inbox is the updates in hand. Updates of one lane are handled in order, and
// lanes side by side.
type inbox struct {
	b    *Bot
	room chan struct{} // one place for each update in hand

	handling context.Context // ends when what is being answered is cut off
	calling  context.Context // ends a little later, with the calls that are on their way
	quit     chan struct{}   // closed when nothing more is handled

	mu       sync.Mutex
	closed   bool
	updates  map[int64]*received
	finished map[int64]bool // handled and not confirmed; nil where nothing is confirmed
	last     int64          // the highest number that was seen
	heard    time.Time      // when something came
	changed  chan struct{}  // closed and replaced when an update was handled
	lanes    map[string]*lane
	running  sync.WaitGroup
}

// lane is what waits in one chat.
type lane struct {
	name    string
	queue   []*received
	refused int             // messages passed over since the queue was full
	place   knowledge.Place // of the last of them
}

func newInbox(b *Bot) *inbox {
	return &inbox{
		b: b, room: make(chan struct{}, inHand), quit: make(chan struct{}), updates: map[int64]*received{},
		changed: make(chan struct{}), lanes: map[string]*lane{},
	}
}

// open lets updates be handled until the grace after ctx is over, or stop is called.
func (in *inbox) open(ctx context.Context) (stop func()) {
	var cut, end context.CancelFunc
	in.handling, cut = context.WithCancel(context.WithoutCancel(ctx))
	in.calling, end = context.WithCancel(context.WithoutCancel(ctx))
	undo := context.AfterFunc(ctx, func() {
		time.AfterFunc(in.b.grace*4/5, cut)
		time.AfterFunc(in.b.grace, end)
	})
	return func() {
		undo()
		cut()
		end()
	}
}

// read takes an update as Telegram sent it, and returns nil when it holds no
// number. What else can't be decoded is logged and counts as handled.
func (in *inbox) read(raw json.RawMessage) (r *received) {
	u := &update{}
	err := in.b.guard(func() error {
		err := json.Unmarshal(raw, u)
		if err == nil && u.ID != 0 {
			r = newReceived(u, raw)
			r.nothing = !in.b.concerns(u)
		}
		return err
	})
	if r != nil {
		return r
	}
	in.b.logFailure("telegram: an update could not be read and was passed over", err)
	var id struct {
		ID int64 `json:"update_id"`
	}
	if json.Unmarshal(raw, &id) != nil || id.ID == 0 {
		return nil
	}
	r = newReceived(&update{ID: id.ID}, raw)
	r.nothing = true
	return r
}

// errClosed is what put returns when the bot is about to end.
var errClosed = errors.New("the bot is about to end")

// put takes an update in hand and returns it, or the one of the same number that
// is there; nil when that was handled, or there is nothing to do about it. It waits
// while there is no room.
func (in *inbox) put(ctx context.Context, r *received) (*received, error) {
	now := in.b.now()
	in.mu.Lock()
	there, done := in.updates[r.ID], in.finished[r.ID] || r.nothing
	if there == nil && r.nothing {
		in.last, in.heard = max(in.last, r.ID), now
	}
	in.mu.Unlock()
	if there != nil || done {
		return there, nil
	}
	select {
	case in.room <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.closed {
		<-in.room
		return nil, errClosed
	}
	if there := in.updates[r.ID]; there != nil {
		<-in.room
		return there, nil
	}
	in.updates[r.ID] = r
	in.last = max(in.last, r.ID)
	in.heard = now
	l := in.lanes[r.lane]
	switch {
	case l == nil:
		l = &lane{name: r.lane, queue: []*received{r}}
		in.lanes[r.lane] = l
		in.running.Go(func() {
			in.b.lasting(in.handling, "answering a chat", func() error {
				in.serve(l)
				return nil
			})
		})
	case len(l.queue) < perLane || r.service():
		l.queue = append(l.queue, r)
	case r.Callback != nil: // which waits to be told, and is no message
		in.running.Go(func() { in.refuse(r) })
	default:
		l.refused++
		l.place = r.at
		in.finish(r)
	}
	return r, nil
}

// refuse tells a button that there is too much to do in its chat.
func (in *inbox) refuse(r *received) {
	in.b.aside("refusing a button", func() error {
		in.b.answerPress(in.calling, r.Callback, textPressLater)
		return nil
	})
	in.mu.Lock()
	defer in.mu.Unlock()
	in.finish(r)
}

// serve handles what is in a lane until it is empty or the inbox is closed.
func (in *inbox) serve(l *lane) {
	for {
		r, refused := in.next(l)
		switch {
		case refused > 0:
			in.b.aside("telling a chat that it writes too fast", func() error { return in.b.tooFast(in.handling, l.place, refused) })
		case r == nil || !in.serveOne(l, r):
			return
		}
	}
}

// next returns what a lane has to do: an update to handle, or how many messages
// were passed over; neither when it is done.
func (in *inbox) next(l *lane) (r *received, refused int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if l.refused > 0 && (len(l.queue) == 0 || in.closed) {
		refused, l.refused = l.refused, 0
		return nil, refused
	}
	if len(l.queue) == 0 || in.closed {
		delete(in.lanes, l.name)
		return nil, 0
	}
	return l.queue[0], 0
}

// serveOne handles the first update of a lane. What was cut off stays in hand and is
// not confirmed. It reports whether the lane goes on: when the bot ends, what was cut
// off comes again after the next start, and else at once.
func (in *inbox) serveOne(l *lane, r *received) bool {
	in.mu.Lock()
	// Who types on is shown the results of the last words alone.
	outdated := r.Inline != nil && len(l.queue) > 1
	in.mu.Unlock()
	if !outdated && !in.b.handle(in.handling, r.update) {
		return !in.b.ending(in.handling)
	}
	in.mu.Lock()
	l.queue = l.queue[1:]
	in.finish(r)
	stored := r.stored
	in.mu.Unlock()
	if stored {
		in.b.aside("removing an update that was set aside", func() error { return in.drop(in.handling, r) })
	}
	return true
}

// finish takes an update out of hand. The lock is held.
func (in *inbox) finish(r *received) {
	delete(in.updates, r.ID)
	if in.finished != nil {
		in.finished[r.ID] = true
	}
	close(r.handled)
	close(in.changed)
	in.changed = make(chan struct{})
	<-in.room
}

// offset is the first update that was not handled, all before it being confirmed
// with it; 0 when nothing came for so long that Telegram may number anew.
func (in *inbox) offset() int64 {
	in.mu.Lock()
	defer in.mu.Unlock()
	if len(in.updates) == 0 && in.b.now().Sub(in.heard) > numbersAnew {
		in.last = 0
		clear(in.finished)
		return 0
	}
	next := in.last + 1
	for id, r := range in.updates {
		if !r.stored {
			next = min(next, id)
		}
	}
	maps.DeleteFunc(in.finished, func(id int64, _ bool) bool { return id < next })
	return next
}

// busy reports whether an update is in hand.
func (in *inbox) busy() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return len(in.updates) > 0
}

// idle waits until no update is in hand, but not for longer than d.
func (in *inbox) idle(ctx context.Context, d time.Duration) {
	over := time.After(d)
	for {
		in.mu.Lock()
		n, changed := len(in.updates), in.changed
		in.mu.Unlock()
		if n == 0 {
			return
		}
		select {
		case <-changed:
		case <-over:
			return
		case <-ctx.Done():
			return
		}
	}
}

// close keeps what was not begun from being handled, and waits until what was is
// done or cut off.
func (in *inbox) close() {
	in.mu.Lock()
	in.closed = true
	in.mu.Unlock()
	done := make(chan struct{})
	go func() {
		in.running.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-in.calling.Done():
	}
	close(in.quit)
}

// tooFast tells a chat that some of what it wrote was passed over.
func (b *Bot) tooFast(ctx context.Context, at knowledge.Place, n int) error {
	if at.Chat == "" {
		return nil
	}
	notice := bot.Reply{Blocks: []bot.Block{bot.Notice{Text: textTooFast(n)}}}
	err := b.post(ctx, target{place: at}, chat.Sent{Request: bot.Request{Place: at}, Reply: notice}, knowledge.Person{}, "")
	return err
}
