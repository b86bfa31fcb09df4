package bot

import (
	"strings"
	"sync"
	"time"

	"quoth/knowledge/audience"
)

// quota bounds how much is answered to a person and in a chat, and so what is kept of the
// answers: tokens are spent one a request, and come back evenly. The zero quota has
// no bound.
type quota struct {
	hourly int // requests of a person in an hour; a chat has chatShare times as many

	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	tokens float64
	at     time.Time
	warned bool // that it is empty
}

const (
	// chatShare is how many people's quota a chat has.
	chatShare = 5
	// maxBuckets is how many people and chats are known before the full ones are forgotten.
	maxBuckets = 10_000
)

// spend takes a token of the person's and of the chat's. Where one of them has none left it
// takes none, and reports that, and whether it was reported before since it has had none.
func (q *quota) spend(r *Request, now time.Time) (spent, before bool) {
	if q.hourly == 0 {
		return false, false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	buckets := q.fill(r, now)
	for _, b := range buckets {
		if b.tokens < 1 {
			spent, before = true, before || b.warned
			b.warned = true
		}
	}
	if spent {
		return true, before
	}
	for _, b := range buckets {
		b.tokens, b.warned = b.tokens-1, false
	}
	return false, false
}

// fill returns the buckets of the person and of the chat, filled up to now.
func (q *quota) fill(r *Request, now time.Time) (buckets []*bucket) {
	if q.buckets == nil {
		q.buckets = map[string]*bucket{}
	}
	for key, most := range map[string]float64{"person " + personKey(r.Person): float64(q.hourly), "chat " + r.Place.Platform + ":" + r.Place.Chat: float64(q.hourly * chatShare)} {
		if r.Person == (audience.Person{}) && strings.HasPrefix(key, "person") {
			continue
		}
		b := q.buckets[key]
		if b == nil {
			b = &bucket{tokens: most, at: now}
			q.buckets[key] = b
		}
		if gone := now.Sub(b.at); gone > 0 { // a clock that was put back gives nothing
			b.tokens = min(most, b.tokens+gone.Hours()*most)
		}
		b.at = now
		buckets = append(buckets, b)
	}
	if len(q.buckets) > maxBuckets {
		for key, b := range q.buckets {
			if now.Sub(b.at) >= time.Hour {
				delete(q.buckets, key)
			}
		}
	}
	return buckets
}
