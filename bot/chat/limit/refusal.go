package limit

import (
	"maps"
	"strings"
	"sync"
	"time"
)

const (
	// refusalKept is how long it is remembered that the bot may not write somewhere:
	// rights come back without a word, so then it is tried again.
	refusalKept = 5 * time.Minute
	// refusalTried is how long others wait for what that try finds out.
	refusalTried = time.Minute
	// manyRefusals is from how many on those that are over are dropped.
	manyRefusals = 1024
)

// Refusals remembers where the bot may not write, so that a platform does not have to say
// it again and again. It may be used by any number of goroutines.
type Refusals struct {
	now func() time.Time

	mu    sync.Mutex
	at    map[string]refusal
	noted uint64
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
	r.noted++
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

// Noted is how many refusals there were since the beginning.
func (r *Refusals) Noted() uint64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.noted
}

// At returns the error with which one of the places refused the bot a short time ago; nil
// for none.
func (r *Refusals) At(places ...string) error { return r.look(places, false) }

// Try is At for a call that is made next. Of those that come when the time of a refusal is
// over one goes ahead.
func (r *Refusals) Try(places ...string) error { return r.look(places, true) }

func (r *Refusals) look(places []string, try bool) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	for _, place := range places {
		if old, ok := r.at[place]; ok && old.over.After(now) {
			return old.err
		}
	}
	for _, place := range places {
		if old, ok := r.at[place]; ok && try {
			r.at[place] = refusal{old.err, now.Add(refusalTried)}
		}
	}
	return nil
}

// Clear forgets what places refused: a call was carried out there.
func (r *Refusals) Clear(places ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, place := range places {
		delete(r.at, place)
	}
}

// Forget forgets what a place refused and all that is below it, by names that begin with
// its own and a slash: the right to write there came back.
func (r *Refusals) Forget(place string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.DeleteFunc(r.at, func(key string, _ refusal) bool { return key == place || strings.HasPrefix(key, place+"/") })
}
