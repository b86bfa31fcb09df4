package gateway

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	// IdentifyPause is how far apart two identifies of shards with one key are: Discord
	// wants 5 seconds, and connecting takes now more, now less.
	IdentifyPause = 5500 * time.Millisecond
	// reserve is the part of a day's identifies, 1/reserve, that is kept for processes that
	// start. A shard that loses its sessions again and again gets those at even times.
	reserve = 10
	// usualTotal is taken where Discord does not say how many identifies a day has.
	usualTotal = 1000
)

// budget says when a shard may identify. Discord lets max_concurrency identify side by
// side, those whose numbers differ by no multiple of it (their key), every five seconds,
// and so many in a day. All processes over one store share a budget.
type budget struct {
	keys  int
	pause time.Duration // between two identifies of a key
	store Store         // nil: for this process alone
	name  string        // in the store

	mu   sync.Mutex
	left identifies // as it was last seen
}

// identifies are those that are left.
type identifies struct {
	Next      map[int]time.Time // from when on a key may be used again
	Remaining int
	Total     int
	Renewed   time.Time // when Remaining becomes Total again
}

func newBudget(pause time.Duration, l discordgo.SessionInformation, now time.Time) *budget {
	if l.Total <= 0 {
		l.Remaining, l.Total = usualTotal, usualTotal
	}
	renewed := now.Add(time.Duration(l.ResetAfter) * time.Millisecond)
	return &budget{keys: max(l.MaxConcurrency, 1), pause: pause, left: identifies{map[int]time.Time{}, l.Remaining, l.Total, renewed}}
}

// share puts the budget, which Discord told just now, into the store, with the turns that
// other processes took.
func (b *budget) share(ctx context.Context, store Store, name string) {
	b.store, b.name = store, name
	fresh := b.left
	b.change(ctx, func(left *identifies) {
		left.Remaining, left.Total, left.Renewed = fresh.Remaining, fresh.Total, fresh.Renewed
	})
}

// take takes a shard's next turn to identify, and returns how far off it is. again is set
// for a shard that identified before.
func (b *budget) take(ctx context.Context, shard int, again bool, now time.Time) time.Duration {
	var turn time.Time
	b.change(ctx, func(left *identifies) { turn = left.take(shard%b.keys, again, b.pause, now) })
	return turn.Sub(now)
}

// change changes the budget, of all processes where the store can be written to.
func (b *budget) change(ctx context.Context, f func(*identifies)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.store != nil {
		var shared identifies
		err := b.store.ChangeState(ctx, b.name, func(was string) (string, error) {
			if json.Unmarshal([]byte(was), &shared) != nil || shared.Next == nil {
				shared = b.left
			}
			f(&shared)
			data, err := json.Marshal(shared)
			return string(data), err
		})
		if err == nil {
			b.left = shared
			return
		}
	}
	f(&b.left)
}

// take takes the next turn of a key.
func (l *identifies) take(key int, again bool, pause time.Duration, now time.Time) time.Time {
	if now.After(l.Renewed) {
		l.Remaining, l.Renewed = l.Total, now.Add(24*time.Hour)
	}
	turn := later(now, l.Next[key])
	switch {
	case l.Remaining <= 0:
		turn = later(turn, l.Renewed)
	case again && l.Remaining <= l.Total/reserve:
		turn = later(turn, now.Add(l.Renewed.Sub(now)/time.Duration(l.Remaining)))
	}
	l.Remaining--
	l.Next[key] = turn.Add(pause)
	return turn
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
