package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"quoth/bot"
	"quoth/knowledge"
)

const (
	// inHand is how many updates are in memory at most; more stay at Telegram,
	// which keeps them for a day.
	inHand = 1000
	// perLane is how many updates of one chat wait at most. One that writes more
	// is told so, and holds nobody else up.
	perLane = 50
	// asideKept is how long an update that was set aside can be taken up again.
	asideKept = 24 * time.Hour
	// numbersAnew is after how much silence Telegram may number updates anew:
	// "at least a week" (Bot API, Update), less a day.
	numbersAnew = 6 * 24 * time.Hour
)

// received is an update in hand.
type received struct {
	*update
	raw     json.RawMessage
	stored  bool          // it was set aside
	handled chan struct{} // closed when it was handled
}

// inbox is the updates in hand. Updates of one lane are handled in order, and
// lanes side by side.
type inbox struct {
	b    *Bot
	room chan struct{} // one place for each update in hand

	quit chan struct{} // closed when nothing more is handled

	mu       sync.Mutex
	closed   bool
	open     map[int64]*received
	finished map[int64]bool // handled and not confirmed; nil where nothing is confirmed
	last     int64          // the highest number that was seen
	heard    time.Time      // when something came
	changed  chan struct{}  // closed and replaced when an update was handled
	lanes    map[string]*lane
	running  sync.WaitGroup
}

// lane is what waits in one chat.
type lane struct {
	queue   []*received
	refused int // passed over since the queue was full
	place   knowledge.Place
}

func newInbox(b *Bot) *inbox {
	return &inbox{
		b: b, room: make(chan struct{}, inHand), quit: make(chan struct{}), open: map[int64]*received{},
		changed: make(chan struct{}), lanes: map[string]*lane{},
	}
}

// read takes an update as Telegram sent it, and returns nil when it holds no
// number. What else can't be decoded is logged and counts as handled.
func (in *inbox) read(raw json.RawMessage) *update {
	u := &update{}
	err := json.Unmarshal(raw, u)
	if err == nil && u.ID != 0 {
		return u
	}
	in.b.log.Error("telegram: an update could not be read and was passed over", "err", err)
	var id struct {
		ID int64 `json:"update_id"`
	}
	if json.Unmarshal(raw, &id) != nil || id.ID == 0 {
		return nil
	}
	return &update{ID: id.ID}
}

// errClosed is what put returns when the bot is about to end.
var errClosed = errors.New("the bot is about to end")

// put takes an update in hand and returns it; nil when it was handled. It waits
// while there is no room. handle is the context to handle it with.
func (in *inbox) put(ctx, handle context.Context, u *update, raw json.RawMessage) (*received, error) {
	in.mu.Lock()
	r, done := in.open[u.ID], in.finished[u.ID]
	in.mu.Unlock()
	if r != nil || done {
		return r, nil
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
	if r := in.open[u.ID]; r != nil {
		<-in.room
		return r, nil
	}
	r = &received{update: u, raw: raw, handled: make(chan struct{})}
	in.open[u.ID] = r
	in.last = max(in.last, u.ID)
	in.heard = in.b.now()
	name := u.lane()
	l := in.lanes[name]
	switch {
	case l == nil:
		l = &lane{queue: []*received{r}, place: u.place()}
		in.lanes[name] = l
		in.running.Go(func() { in.serve(handle, name, l) })
	case len(l.queue) >= perLane:
		l.refused++
		in.finish(r)
	default:
		l.queue = append(l.queue, r)
	}
	return r, nil
}

// serve handles what is in a lane until it is empty or the inbox is closed.
func (in *inbox) serve(ctx context.Context, name string, l *lane) {
	for {
		in.mu.Lock()
		if len(l.queue) == 0 && l.refused > 0 && !in.closed {
			n := l.refused
			l.refused = 0
			in.mu.Unlock()
			in.b.tooFast(ctx, l.place, n)
			continue
		}
		if len(l.queue) == 0 || in.closed {
			delete(in.lanes, name)
			in.mu.Unlock()
			return
		}
		r := l.queue[0]
		// Who types on is shown the results of the last words alone.
		outdated := r.Inline != nil && len(l.queue) > 1
		in.mu.Unlock()

		if !outdated {
			in.b.handle(ctx, r.update)
		}

		in.mu.Lock()
		l.queue = l.queue[1:]
		in.finish(r)
		stored := r.stored
		in.mu.Unlock()
		if stored {
			in.drop(ctx, r)
		}
	}
}

// finish takes an update out of hand. The lock is held.
func (in *inbox) finish(r *received) {
	delete(in.open, r.ID)
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
	if len(in.open) == 0 && in.b.now().Sub(in.heard) > numbersAnew {
		in.last = 0
		clear(in.finished)
		return 0
	}
	next := in.last + 1
	for id, r := range in.open {
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
	return len(in.open) > 0
}

// idle waits until no update is in hand, but not for longer than d.
func (in *inbox) idle(ctx context.Context, d time.Duration) {
	over := time.After(d)
	for {
		in.mu.Lock()
		n, changed := len(in.open), in.changed
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
// done.
func (in *inbox) close() {
	in.mu.Lock()
	in.closed = true
	in.mu.Unlock()
	in.running.Wait()
	close(in.quit)
}

// asideState is the name under which the numbers of updates set aside are kept.
func (in *inbox) asideState() string { return "telegram.aside." + number(in.b.self.ID) }

func (in *inbox) asideKey(id int64) string {
	return strings.Join([]string{"update", Platform, number(in.b.self.ID), number(id)}, "\x1f")
}

// setAside writes what is in hand into the store, so that it can be confirmed
// before it was handled: Telegram shows no more than a hundred updates from the
// first unconfirmed one on, and one busy chat must not keep the others waiting.
func (in *inbox) setAside(ctx context.Context) error {
	in.mu.Lock()
	var fresh []*received
	var ids []int64
	for id, r := range in.open {
		ids = append(ids, id)
		if !r.stored {
			fresh = append(fresh, r)
		}
	}
	in.mu.Unlock()
	for _, r := range fresh {
		t := knowledge.Token{Key: in.asideKey(r.ID), Person: r.sender(), Place: r.place(), Data: r.raw, Expires: in.b.now().Add(asideKept)}
		if err := in.b.store.PutToken(ctx, t); err != nil {
			return err
		}
	}
	slices.Sort(ids)
	list, _ := json.Marshal(ids)
	if err := in.b.store.SetState(ctx, in.asideState(), string(list)); err != nil {
		return err
	}
	for _, r := range fresh {
		in.mu.Lock()
		waits := in.open[r.ID] != nil
		r.stored = waits
		in.mu.Unlock()
		if !waits {
			in.drop(ctx, r)
		}
	}
	return nil
}

// drop removes a handled update from what was set aside.
func (in *inbox) drop(ctx context.Context, r *received) {
	err := in.b.store.PutToken(ctx, knowledge.Token{Key: in.asideKey(r.ID), Expires: in.b.now()})
	if err != nil {
		in.b.log.Warn("telegram: an update that was set aside could not be removed", "err", err)
	}
}

// takeUp puts what a process before this one set aside and did not handle.
func (in *inbox) takeUp(ctx, handle context.Context) error {
	list, err := in.b.store.State(ctx, in.asideState())
	if err != nil || list == "" {
		return err
	}
	var ids []int64
	if err := json.Unmarshal([]byte(list), &ids); err != nil {
		return err
	}
	for _, id := range ids {
		t, err := in.b.store.Token(ctx, in.asideKey(id), in.b.now())
		if errors.Is(err, knowledge.ErrNotFound) {
			continue // it was handled
		}
		if err != nil {
			return err
		}
		if u := in.read(t.Data); u != nil {
			r, err := in.put(ctx, handle, u, t.Data)
			if err != nil || r == nil {
				return err
			}
			in.mu.Lock()
			r.stored = true
			in.mu.Unlock()
		}
	}
	return nil
}

// tooFast tells a chat that some of what it wrote was passed over.
func (b *Bot) tooFast(ctx context.Context, at knowledge.Place, n int) {
	if at.Chat == "" {
		return
	}
	notice := bot.Reply{Blocks: []bot.Block{bot.Notice{Text: textTooFast(n)}}}
	if _, err := b.post(ctx, target{place: at}, notice, knowledge.Person{}, ""); err != nil {
		b.log.Warn("telegram: a chat that writes too fast was not told", "err", err)
	}
}
