package chat

import (
	"sync"
	"time"
)

const (
	// refusalKept is how long it is remembered that the bot may not write somewhere:
	// rights come back without a word, so then it is tried again.
	refusalKept = 5 * time.Minute
	// manyRefusals is from how many on those that are over are dropped.
	manyRefusals = 1024
)

// Refusals remembers where the bot may not write, so that a platform does not have to say
// it again and again. It may be used by any number of goroutines.
type Refusals struct {
	now func() time.Time

	mu sync.Mutex
	at map[string]refusal
}

type refusal struct {
	err  error
	over time.Time
}

// NewRefusals returns a memory without refusals. A nil now is time.Now.
func NewRefusals(now func() time.Time) *Refusals {
	if now == nil {
		now = time.Now
	}
	return &Refusals{now: now, at: map[string]refusal{}}
}

// Note remembers with which error a place refused the bot.
func (r *Refusals) Note(place string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	if len(r.at) >= manyRefusals {
		for place, old := range r.at {
			if !old.over.After(now) {
				delete(r.at, place)
			}
		}
	}
	r.at[place] = refusal{err, now.Add(refusalKept)}
}

// At returns the error with which a place refused the bot a short time ago; nil for none.
func (r *Refusals) At(place string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if old, ok := r.at[place]; ok && old.over.After(r.now()) {
		return old.err
	}
	return nil
}

// Clear forgets what a place refused: the right to write there came back.
func (r *Refusals) Clear(place string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.at, place)
}
