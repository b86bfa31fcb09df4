package discord

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"quoth/knowledge"
)

// identifyReserve is the part of a day's identifies that is kept for programs that start:
// a shard that loses its sessions again and again gets those at even times.
const identifyReserve = 10

// pacer spaces identifies as Discord wants them: so many side by side every five seconds,
// and so many a day. All processes over one store share them.
type pacer struct {
	lanes int
	pause time.Duration   // between two identifies of a lane
	store knowledge.Store // nil: for this process alone
	name  string          // of the budget in the store

	mu     sync.Mutex
	budget budget // as it was last seen
}

// budget is the identifies that are left.
type budget struct {
	Next      map[int]time.Time // turn of a lane
	Remaining int
	Total     int
	Renewed   time.Time // when Remaining becomes Total again
}

func newPacer(pause time.Duration, lanes, remaining, total int, renewal time.Duration) *pacer {
	if total <= 0 {
		remaining, total = 1000, 1000 // Discord's figure for a bot of any size
	}
	return &pacer{pause: pause, lanes: max(lanes, 1), budget: budget{map[int]time.Time{}, remaining, total, time.Now().Add(renewal)}}
}

// share puts the budget, which Discord told just now, into the store, with the turns that
// other processes took.
func (p *pacer) share(ctx context.Context, store knowledge.Store, name string) {
	p.store, p.name = store, name
	fresh := p.budget
	p.change(ctx, func(b *budget) { b.Remaining, b.Total, b.Renewed = fresh.Remaining, fresh.Total, fresh.Renewed })
}

// reserve takes a shard's next turn to identify and returns how far off it is. again is
// set for a shard that identified before.
func (p *pacer) reserve(ctx context.Context, shard int, again bool, now time.Time) time.Duration {
	var turn time.Time
	p.change(ctx, func(b *budget) { turn = b.take(shard%p.lanes, again, p.pause, now) })
	return turn.Sub(now)
}

// change changes the budget, of all processes where the store can be written to.
func (p *pacer) change(ctx context.Context, f func(*budget)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.store != nil {
		var shared budget
		err := p.store.ChangeState(ctx, p.name, func(was string) (string, error) {
			if json.Unmarshal([]byte(was), &shared) != nil || shared.Next == nil {
				shared = p.budget
			}
			f(&shared)
			data, err := json.Marshal(shared)
			return string(data), err
		})
		if err == nil {
			p.budget = shared
			return
		}
	}
	f(&p.budget)
}

func (b *budget) take(lane int, again bool, pause time.Duration, now time.Time) time.Time {
	if now.After(b.Renewed) {
		b.Remaining, b.Renewed = b.Total, now.Add(24*time.Hour)
	}
	turn := later(now, b.Next[lane])
	switch {
	case b.Remaining <= 0:
		turn = later(turn, b.Renewed)
	case again && b.Remaining <= b.Total/identifyReserve:
		turn = later(turn, now.Add(b.Renewed.Sub(now)/time.Duration(b.Remaining)))
	}
	b.Remaining--
	b.Next[lane] = turn.Add(pause)
	return turn
}
