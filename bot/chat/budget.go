package chat

import (
	"sync"
	"time"
)

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
