package limit

import (
	"sync"
	"time"
)

// firstTrip and longestTrip bound the pauses of a platform that refuses everything and
// does not say for how long.
const firstTrip, longestTrip = time.Minute, time.Hour

// Trip opens the circuit: no call at all goes to the platform for a time, and then one
// alone until it was taken. d is the time that the platform asked for, 0 when it asked for
// none. When it refuses that one too, the next pause is a minute at least, and twice as
// long each time up to an hour.
func (l *Limiter) Trip(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if !l.circuit.blocked.After(now) { // what was on its way then fails with it, and is no further trip
		if l.trips > 0 || d <= 0 {
			d = max(d, min(firstTrip<<min(max(l.trips-1, 0), 10), longestTrip))
		}
		l.trips++
	}
	l.circuit.block(now.Add(d))
}

// Budget is how many calls may be made in a window of time that the platform counts as
// abuse, before it bans whoever makes them. The zero Budget has no end. It may be used by
// any number of goroutines.
type Budget struct {
	Calls  int
	Window time.Duration

	mu    sync.Mutex
	spent []time.Time
}

// Spend counts one such call, and returns how long no more may be made; 0 while some are
// left.
func (b *Budget) Spend(now time.Time) time.Duration {
	if b.Calls == 0 {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.spent) > 0 && now.Sub(b.spent[0]) >= b.Window {
		b.spent = b.spent[1:]
	}
	b.spent = append(b.spent, now)
	if len(b.spent) < b.Calls {
		return 0
	}
	return b.Window - now.Sub(b.spent[0])
}
