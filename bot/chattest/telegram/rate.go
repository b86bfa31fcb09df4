package telegram

import (
	"math"
	"time"

	"golang.org/x/time/rate"
)

// Limits are how fast the bot may send and edit messages. A field that is 0 has
// Telegram's number, one below 0 no limit.
type Limits struct {
	All   int // messages in any second, over all chats: 30
	Burst int // messages at once to one chat, which fill up at 1 a second: 5
	Group int // messages in any minute to one group: 20
}

// Unlimited is no limits, for tests that are about something else.
func Unlimited() Limits { return Limits{All: -1, Burst: -1, Group: -1} }

// orTelegrams fills in what the Bot API's FAQ says: no more than 30 messages a
// second over all, 1 a second in a chat, where short bursts pass, and 20 a minute
// in a group.
func (l Limits) orTelegrams() Limits {
	for field, usual := range map[*int]int{&l.All: 30, &l.Burst: 5, &l.Group: 20} {
		if *field == 0 {
			*field = usual
		}
	}
	return l
}

// rates counts what was sent.
type rates struct {
	limits Limits
	all    window
	chats  map[int64]*chatRates
}

type chatRates struct {
	bucket *rate.Limiter
	minute window
}

// take counts one message to a chat, nil for an inline message, and returns 0, or
// after how many seconds it may be tried again and which limit it broke.
func (r *rates) take(c *Chat, now time.Time) (wait int, limit string) {
	var pause time.Duration
	longer := func(d time.Duration, name string) {
		if d > pause {
			pause, limit = d, name
		}
	}
	longer(r.all.full(now, r.limits.All, time.Second), "the second over all chats")
	var of *chatRates
	if c != nil {
		if of = r.chats[c.ID]; of == nil {
			of = &chatRates{bucket: rate.NewLimiter(1, r.limits.Burst)}
			r.chats[c.ID] = of
		}
		if missing := 1 - of.bucket.TokensAt(now); r.limits.Burst > 0 && missing > 0 {
			longer(time.Duration(missing*float64(time.Second)), "the second in a chat")
		}
		if c.Type != private {
			longer(of.minute.full(now, r.limits.Group, time.Minute), "the minute in a group")
		}
	}
	if pause > 0 {
		return int(math.Ceil(pause.Seconds())), limit
	}
	r.all.add(now)
	if of != nil {
		of.bucket.AllowN(now, 1)
		of.minute.add(now)
	}
	return 0, ""
}

// window holds when the last messages were sent.
type window struct{ times []time.Time }

// full returns how long it takes until fewer than most messages are in the last
// span; 0 when there are fewer now.
func (w *window) full(now time.Time, most int, span time.Duration) time.Duration {
	old := 0
	for old < len(w.times) && now.Sub(w.times[old]) >= span {
		old++
	}
	w.times = w.times[old:]
	if most < 0 || len(w.times) < most {
		return 0
	}
	return span - now.Sub(w.times[len(w.times)-most])
}

func (w *window) add(now time.Time) { w.times = append(w.times, now) }
