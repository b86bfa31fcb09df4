package chat_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"quoth/bot"
	"quoth/bot/chat"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// process is an inbox over a store that others had before it.
type process struct {
	*chat.Inbox
	t   *testing.T
	end func() // in order
}

func begin(t *testing.T, store audience.Receipts) *process { return beginAt(t, store, 0) }

// beginAt begins one some time after now.
func beginAt(t *testing.T, store audience.Receipts, after time.Duration) *process {
	t.Helper()
	now := func() time.Time { return time.Now().Add(after) }
	in := chat.NewInbox(store, "test", "account", rand.Text(), now, supervisor(t))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { in.Run(ctx); close(ended) }()
	p := &process{in, t, nil}
	p.end = func() {
		cancel()
		<-ended
		in.Close(t.Context())
	}
	return p
}

func (p *process) take(n int) (*chat.Event, bool) {
	p.t.Helper()
	who := audience.Person{Platform: "test", User: "ana"}
	return p.Take(p.t.Context(), fmt.Sprint("event", n), who, audience.Place{Platform: "test", Chat: "c"}, fmt.Append(nil, "data", n))
}

func open(t *testing.T) *sqlite.Store {
	t.Helper()
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

// TestAtLeastOnce takes events in, handles some, and ends the process without a word or in
// order: what was not handled comes again, with what is known of it, and what was does not.
func TestAtLeastOnce(t *testing.T) {
	store := open(t)
	p := begin(t, store)
	events := make([]*chat.Event, 4)
	for n := range events {
		e, fresh := p.take(n)
		if !fresh {
			t.Fatalf("event %d is not new", n)
		}
		if err := e.Begin(t.Context()); err != nil {
			t.Fatal(err)
		}
		<-e.Safe()
		events[n] = e
	}
	events[0].Done()
	if e, fresh := p.take(0); fresh {
		t.Errorf("one that was handled just now is new: %v", e)
	}
	for range 2 { // the first time it can't be sent, and goes in another form
		n, sent := events[1].Message()
		if sent || n != 1 {
			t.Errorf("message %d counts as sent: %t", n, sent)
		}
		events[1].Unsent()
	}
	n, _ := events[1].Message()
	events[1].Sent(n)
	engine := bot.New(bot.Config{Store: store})
	follow := bot.Request{
		Person: audience.Person{Platform: "test", User: "ana"}, Place: audience.Place{Platform: "test", Chat: "c"}, Private: true,
		Command: "follow", Args: bot.Args{"topic": "ferry"},
	}
	said, err := events[1].Answer(t.Context(), engine, follow)
	if err != nil || said.Failed {
		t.Errorf("it says %v, %v", said, err)
	}
	events[2].CutOff()
	p.end()

	p = begin(t, store)
	ending, cancel := context.WithCancel(t.Context())
	cancel()
	for _, ctx := range []context.Context{t.Context(), ending} {
		if e, fresh := p.Take(ctx, "event0", audience.Person{}, audience.Place{}, nil); e != nil || fresh {
			t.Errorf("one that an earlier process handled is new (%v)", ctx.Err())
		}
	}
	unfinished, err := p.Claim(t.Context())
	if err != nil || len(unfinished) != 3 {
		t.Fatalf("%d are not done, %v", len(unfinished), err)
	}
	again := unfinished[0]
	if string(again.Data()) != "data1" {
		t.Errorf("it came as %q", again.Data())
	}
	if same, err := again.Answer(t.Context(), engine, follow); err != nil || !slices.Equal(same.Blocks, said.Blocks) {
		t.Errorf("where it said %v it says %v, %v", said.Blocks, same.Blocks, err)
	}
	if err := again.Begin(t.Context()); err != nil {
		t.Error(err)
	}
	for n, want := range []bool{true, false} {
		if _, sent := again.Message(); sent != want {
			t.Errorf("message %d was sent: %t", n, sent)
		}
	}
	p.end()
}

// TestGivenUp has the program end over an event again and again.
func TestGivenUp(t *testing.T) {
	store := open(t)
	for n := range 11 {
		p := beginAt(t, store, time.Duration(n)*time.Minute)
		e, fresh := p.take(1)
		if n > 0 {
			unfinished, err := p.Claim(t.Context())
			if err != nil || len(unfinished) != 1 || fresh || e != nil {
				t.Fatalf("start %d: %d are not done, new %t, %v", n, len(unfinished), fresh, err)
			}
			e = unfinished[0]
		}
		err := e.Begin(t.Context())
		if givenUp := errors.Is(err, chat.ErrGivenUp); givenUp != (n == 10) {
			t.Errorf("start %d: %v", n, err)
		}
		<-e.Safe()
		p.end() // without a word of the event
	}
}

// TestOtherProcess has an event come to a process while another handles it, and when that one
// is gone: it is handled once, by whoever claims it.
func TestOtherProcess(t *testing.T) {
	store := open(t)
	first, second := begin(t, store), begin(t, store)
	defer second.end()
	if err := store.RenewHolder(t.Context(), first.Holder()); err != nil {
		t.Fatal(err)
	}
	e, _ := first.take(1)
	<-e.Safe()
	resumed := make(chan []*chat.Event)
	claiming, stop := context.WithCancel(t.Context())
	defer stop()
	go second.KeepClaiming(claiming, func(ctx context.Context) {
		if events, err := second.Claim(ctx); err != nil {
			t.Error(err)
		} else if len(events) > 0 {
			resumed <- events
		}
	})
	if e, fresh := second.take(1); e != nil || fresh {
		t.Error("an event that another process handles is new")
	}
	if events, err := second.Claim(t.Context()); err != nil || len(events) > 0 {
		t.Errorf("of a living process %d are claimed, %v", len(events), err)
	}
	first.end()
	holders, err := store.Holders(t.Context())
	if err != nil || len(holders) != 1 {
		t.Fatalf("the holders are %v, %v", holders, err)
	}
	if _, err := store.EndHolder(t.Context(), holders[0]); err != nil {
		t.Fatal(err)
	}
	if e, fresh := second.take(1); e != nil && fresh {
		t.Error("an event that nobody handles is taken in again")
	}
	if events := <-resumed; len(events) != 1 || !events[0].Again() {
		t.Errorf("%d events are claimed", len(events))
	}
}

// TestStoodStill has a process go on that stood still for so long that another answered the
// events which it had taken in: one that it had not begun, and one that it is at.
func TestStoodStill(t *testing.T) {
	ctx := t.Context()
	store := open(t)
	first, second := begin(t, store), begin(t, store)
	for _, p := range []*process{first, second} {
		if err := store.RenewHolder(ctx, p.Holder()); err != nil {
			t.Fatal(err)
		}
	}
	waiting, _ := first.take(1)
	<-waiting.Safe()
	begun, _ := first.take(2)
	<-begun.Safe()
	if err := begun.Begin(ctx); err != nil {
		t.Fatal(err)
	}
	holders, err := store.Holders(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range holders {
		if h.Name == first.Holder() {
			if _, err := store.EndHolder(ctx, h); err != nil {
				t.Fatal(err)
			}
		}
	}
	events, err := second.Claim(ctx)
	if err != nil || len(events) != 2 {
		t.Fatalf("%d events are claimed, %v", len(events), err)
	}
	for _, e := range events {
		if err := e.Begin(ctx); err != nil {
			t.Fatal(err)
		}
		e.Done()
	}
	second.end()
	apologise := func(context.Context, error) error { return errors.New("an apology") }
	err = waiting.Handle(ctx, time.Minute, func(context.Context) error {
		t.Error("an event that another answered is answered again")
		return nil
	}, apologise)
	if err != nil {
		t.Error(err)
	}
	if e, fresh := first.take(1); e != nil || fresh {
		t.Error("it is still in hand")
	}
	begun.CutOff()
	first.end()
	for event := range 2 {
		if r, err := store.Receipt(ctx, "test", "account", fmt.Sprint("event", event+1)); err != nil || !r.Done {
			t.Errorf("event %d is %+v, %v", event+1, r, err)
		}
	}
}

// locked is a store that nothing can be written to.
type locked struct{ audience.Receipts }

func (locked) SaveReceipts(context.Context, []audience.Receipt, []audience.Session, time.Time) error {
	return knowledge.ErrLocked
}

// TestNothingCanBeStored handles an event all the same, and has the platform send it again
// until then.
func TestNothingCanBeStored(t *testing.T) {
	p := begin(t, locked{open(t)})
	defer p.end()
	e, _ := p.take(1)
	if err := e.Begin(t.Context()); err != nil {
		t.Error(err)
	}
	select {
	case <-e.Safe():
		t.Error("it need not come again")
	default:
	}
	if same, fresh := p.take(1); fresh || same != e {
		t.Error("it is new when it comes again")
	}
	e.Done()
	<-e.Safe()
	if _, fresh := p.take(1); fresh {
		t.Error("it is new when it was handled")
	}
}

// hanging is a store in which saving takes as long as hung says.
type hanging struct {
	audience.Receipts
	hung time.Duration
}

func (hanging) Receipt(context.Context, string, string, string) (audience.Receipt, error) {
	return audience.Receipt{}, knowledge.ErrNotFound
}

func (h hanging) SaveReceipts(ctx context.Context, _ []audience.Receipt, _ []audience.Session, _ time.Time) error {
	select {
	case <-time.After(h.hung):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// TestHangingStoreHoldsNothingUp handles an event that leaves a session behind, over a store that
// takes long: the end waits for the session as long as that may take, and for five seconds at most.
func TestHangingStoreHoldsNothingUp(t *testing.T) {
	for hung, want := range map[time.Duration]time.Duration{time.Second: 2 * time.Second, time.Hour: 5*time.Second + 25*time.Millisecond} {
		for _, leaves := range []bool{true, false} {
			synctest.Test(t, func(t *testing.T) {
				p := begin(t, hanging{nil, hung})
				defer p.end()
				e, _ := p.take(1)
				begun := time.Now()
				err := e.Handle(t.Context(), time.Minute, func(ctx context.Context) error {
					if leaves {
						chat.Leave(ctx, audience.Session{}, func() {})
					}
					return nil
				}, nil)
				took, want := time.Since(begun), want
				if !leaves {
					want = 25 * time.Millisecond // as long as the receipt of its beginning may take
				}
				if err != nil || took > want || leaves && took < min(hung, want) {
					t.Errorf("over a store that takes %s it ends after %s, %v; want %s", hung, took, err, want)
				}
			})
		}
	}
}

// TestRefusedAcrossRestart has the process end between refusing events and saying so: the
// next one says how many there were, and so does the one after, until it is said.
func TestRefusedAcrossRestart(t *testing.T) {
	store := open(t)
	said := &record{}
	queue := func(p *process) (*chat.Queue, func(*chat.Event) error) {
		q := chat.NewQueue(chat.Bounds{Workers: 1, PerChannel: 1}, supervisor(t))
		return q, func(e *chat.Event) error {
			j := said.saying("a/general/ana/ana", string(e.Data()))
			say, told := j.Run, j.Refused
			j.Event, j.Always = e, e.Again()
			j.Run = func(ctx context.Context) error { defer e.Done(); return say(ctx) }
			j.Refused = func(ctx context.Context, n int) error { defer e.Done(); return told(ctx, n) }
			return q.Add(j)
		}
	}
	resume := func(p *process, want int) *chat.Queue {
		q, add := queue(p)
		unfinished, err := p.Claim(t.Context())
		if err != nil || len(unfinished) != want {
			t.Fatalf("%d are not done, %v", len(unfinished), err)
		}
		for _, e := range unfinished {
			if err := add(e); err != nil {
				t.Error(err)
			}
		}
		return q
	}

	p := begin(t, store)
	_, add := queue(p)
	for n := range 4 {
		e, _ := p.take(n)
		var full *chat.FullError
		if err := add(e); errors.As(err, &full) != (n > 0) {
			t.Errorf("event %d: %v", n, err)
		}
		<-e.Safe()
	}
	p.end()
	p = begin(t, store)
	resume(p, 2) // and it ends before anything runs
	p.end()
	p = begin(t, store)
	finish(t, resume(p, 2))
	p.end()
	if want := []string{"a/general/ana/ana data0", "a/general refused 3"}; !slices.Equal(said.said, want) {
		t.Errorf("it says %q", said.said)
	}
	p = begin(t, store)
	resume(p, 0)
	p.end()
}
