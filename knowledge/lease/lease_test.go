package lease

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quoth/knowledge"
)

// table is a store of leases in memory.
type table struct {
	mu      sync.Mutex
	pulses  map[string]int64
	holders map[string]string // by lease
}

func newTable() *table { return &table{pulses: map[string]int64{}, holders: map[string]string{}} }

// process is the table as one process sees it, which can be cut off from it.
type process struct {
	*table
	fault  error
	locked chan struct{} // writes wait until it is closed; nil for those that need not
	stuck  int           // how many writes wait for ever, on a connection that is dead
}

func (p *process) do(ctx context.Context, f func()) error {
	p.mu.Lock()
	locked := p.locked
	if p.stuck > 0 {
		p.stuck--
		locked = make(chan struct{})
	}
	p.mu.Unlock()
	if locked != nil {
		select {
		case <-locked:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fault == nil {
		f()
	}
	return p.fault
}

func (p *process) cut(fault error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fault = fault
}

// lock has the writes of the process wait until unlock is called.
func (p *process) lock() (unlock func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	locked := make(chan struct{})
	p.locked = locked
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.locked = nil
		close(locked)
	}
}

func (p *process) RenewHolder(ctx context.Context, holder string) error {
	return p.do(ctx, func() { p.pulses[holder]++ })
}

func (p *process) Holders(context.Context) (all []knowledge.Holder, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fault != nil && !errors.Is(p.fault, knowledge.ErrFull) {
		return nil, p.fault
	}
	for name, pulse := range p.pulses {
		h := knowledge.Holder{Name: name, Pulse: pulse}
		for lease, holder := range p.holders {
			if holder == name {
				h.Leases = append(h.Leases, lease)
			}
		}
		all = append(all, h)
	}
	return all, nil
}

func (p *process) TakeLeases(ctx context.Context, holder string, names ...string) (taken []string, err error) {
	err = p.do(ctx, func() {
		for _, name := range names {
			if _, lives := p.pulses[holder]; lives && p.holders[name] == "" {
				p.holders[name], taken = holder, append(taken, name)
			}
		}
	})
	return taken, err
}

func (p *process) ReleaseLeases(ctx context.Context, holder string, names ...string) error {
	return p.do(ctx, func() {
		for _, name := range names {
			if p.holders[name] == holder {
				delete(p.holders, name)
			}
		}
	})
}

func (p *process) EndHolder(ctx context.Context, h knowledge.Holder) (ended bool, err error) {
	err = p.do(ctx, func() {
		if pulse, lives := p.pulses[h.Name]; lives && pulse == h.Pulse {
			ended = true
			delete(p.pulses, h.Name)
			for lease, holder := range p.holders {
				if holder == h.Name {
					delete(p.holders, lease)
				}
			}
		}
	})
	return ended, err
}

// group is processes that share items, and what each is at.
type group struct {
	t     *testing.T
	table *table
	items []string

	mu   sync.Mutex
	at   map[string]int // by item, how many work on it
	part map[*process]int
}

func newGroup(t *testing.T, items int) *group {
	g := &group{t: t, table: newTable(), at: map[string]int{}, part: map[*process]int{}}
	for i := range items {
		g.items = append(g.items, fmt.Sprint("item ", i))
	}
	return g
}

// join has a process take part until end is called. Work takes a second to end.
func (g *group) join() (p *process, end func()) {
	p = &process{table: g.table}
	return p, g.joinAs(p)
}

func (g *group) joinAs(p *process) (end func()) {
	k := New(Config{Store: p})
	ctx, cancel := context.WithCancel(g.t.Context())
	over := make(chan struct{})
	go func() {
		defer close(over)
		if err := k.Share(ctx, "group", g.items, func(ctx context.Context, i int) error {
			g.change(p, g.items[i], 1)
			<-ctx.Done()
			time.Sleep(time.Second)
			g.change(p, g.items[i], -1)
			return nil
		}); err != nil {
			g.t.Error(err)
		}
	}()
	return func() { cancel(); <-over }
}

func (g *group) change(p *process, item string, n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.part[p] += n
	if g.at[item] += n; g.at[item] > 1 {
		g.t.Errorf("%d processes work on %s at the same time", g.at[item], item)
	}
}

// parts are how many items the processes are at, those with the most first.
func (g *group) parts() []int {
	g.mu.Lock()
	defer g.mu.Unlock()
	var parts []int
	for _, n := range g.part {
		if n > 0 {
			parts = append(parts, n)
		}
	}
	slices.Sort(parts)
	slices.Reverse(parts)
	return parts
}

// want waits until the processes are at so many items, at most half a minute: two may reach
// for the same item, and look again a second later.
func (g *group) want(what string, want ...int) {
	g.t.Helper()
	var got []int
	for range 30 {
		time.Sleep(time.Second)
		if got = g.parts(); slices.Equal(got, want) {
			return
		}
	}
	g.t.Errorf("%s, the processes are at %d items; want %d", what, got, want)
}

// wantOf waits until a process is at so many items.
func (g *group) wantOf(p *process, what string, want int) {
	g.t.Helper()
	var got int
	for range 30 {
		time.Sleep(time.Second)
		g.mu.Lock()
		got = g.part[p]
		g.mu.Unlock()
		if got == want {
			return
		}
	}
	g.t.Errorf("%s, it is at %d items; want %d", what, got, want)
}

// keeps has nothing change for a time.
func (g *group) keeps(what string, during time.Duration, want ...int) {
	g.t.Helper()
	for end := time.Now().Add(during); time.Now().Before(end); time.Sleep(time.Second) {
		if got := g.parts(); !slices.Equal(got, want) {
			g.t.Errorf("%s, the processes are at %d items; want %d", what, got, want)
		}
	}
}

// TestShare has processes come, end, lose their way to the store and find it again.
func TestShare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGroup(t, 16)
		_, end1 := g.join()
		g.want("one process", 16)
		p2, end2 := g.join()
		g.want("two", 8, 8)
		_, end3 := g.join()
		g.want("three", 6, 5, 5)
		end1()
		g.want("one ended", 8, 8)
		p2.cut(errors.New("the network is cut"))
		g.want("one cut off for longer than a life", 16)
		p2.cut(nil)
		g.want("it came back", 8, 8)
		end3()
		end2()
		g.want("all ended")
		if len(g.table.pulses)+len(g.table.holders) > 0 {
			t.Errorf("left behind are %v and %v", g.table.pulses, g.table.holders)
		}
	})
}

// TestShareBriefCut cuts a process off for less than would cost it its part.
func TestShareBriefCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGroup(t, 2)
		p, end := g.join()
		_, endOther := g.join()
		g.want("two processes", 1, 1)
		time.Sleep(time.Second / 2) // to between two renewals
		p.cut(errors.New("the network is cut"))
		g.keeps("one cut off", 3*time.Second, 1, 1)
		p.cut(nil)
		g.keeps("it came back", 20*time.Second, 1, 1)
		endOther()
		end()
	})
}

// TestShareLocked has something else write for long, while a process is alone and while
// another waits with it.
func TestShareLocked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGroup(t, 4)
		p1, end1 := g.join()
		g.want("one process", 4)
		unlock := p1.lock()
		g.keeps("one alone and locked out", time.Minute, 4)
		unlock()
		g.keeps("it may write again", 20*time.Second, 4)
		unlock = p1.lock()
		g.keeps("one alone and locked out", time.Minute, 4)
		p2, end2 := g.join()
		g.want("another came", 4)
		g.wantOf(p2, "it came to one that was locked out", 4)
		unlock()
		g.want("that may write again", 2, 2)
		end1()
		end2()
	})
}

// TestShareWaiting has a process come while nobody can write, which may not end the other
// before that one could see it.
func TestShareWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGroup(t, 4)
		p1, end1 := g.join()
		g.want("one process", 4)
		unlock1 := p1.lock()
		p2 := &process{table: g.table}
		unlock2 := p2.lock()
		end2 := g.joinAs(p2)
		g.keeps("nobody can write", time.Minute, 4)
		unlock2()
		g.wantOf(p2, "the second can write", 4)
		unlock1()
		g.want("both can", 2, 2)
		end1()
		end2()
	})
}

// TestShareStuck has a renewal wait for ever, and the next one not.
func TestShareStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGroup(t, 2)
		p, end := g.join()
		_, endOther := g.join()
		g.want("two processes", 1, 1)
		p.mu.Lock()
		p.stuck = 1
		p.mu.Unlock()
		g.keeps("one stuck", 30*time.Second, 1, 1)
		endOther()
		end()
	})
}

// TestShareFull has processes share where nothing can be stored any more, and another begin there.
func TestShareFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGroup(t, 4)
		p1, end1 := g.join()
		p2, end2 := g.join()
		g.want("two processes", 2, 2)
		g.keeps("two processes", 5*time.Second, 2, 2) // each sees the other's pulse beat
		p1.cut(knowledge.ErrFull)
		p2.cut(knowledge.ErrFull)
		g.keeps("a full disk", time.Minute, 2, 2)
		end1()
		end2()
		p3, end3 := g.join()
		p3.cut(knowledge.ErrFull)
		g.want("one that begins there", 4)
		g.keeps("one that begins there", time.Minute, 4)
		p3.cut(nil)
		g.keeps("room again", time.Minute, 4)
		end3()
	})
}

// TestOnly has two processes wait for what one may do, whose work fails in the end.
func TestOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shared := newTable()
		failure := errors.New("the work failed")
		results := make(chan error)
		for range 2 {
			k := New(Config{Store: &process{table: shared}})
			go func() {
				results <- k.Only(t.Context(), "work", func(ctx context.Context) error {
					time.Sleep(time.Minute)
					return failure
				})
			}()
		}
		begun := time.Now()
		for n := range 2 {
			if err := <-results; !errors.Is(err, failure) {
				t.Errorf("Only returned %v", err)
			}
			if took, want := time.Since(begun), time.Duration(n+1)*time.Minute; took < want || took > want+2*time.Second {
				t.Errorf("work %d ended after %s", n+1, took)
			}
		}
	})
}
