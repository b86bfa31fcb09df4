package knowledge

import (
	"context"
	"sync"
)

type copyKey struct{}

// MayBeStale returns a context for a request that is content with the news of some seconds ago:
// a Store that has a copy of its database may read what was printed from there. What else is
// kept, such as settings and talks, it reads from the original all the same. All reads of the
// context go to the same database, so that what one finds the next one can read.
func MayBeStale(ctx context.Context) context.Context {
	return context.WithValue(ctx, copyKey{}, &CopyUse{})
}

// CopyUse is whether a request reads from a copy. It is for implementations of Store.
type CopyUse struct {
	mu                 sync.Mutex
	decided, use, left bool
}

// CopyUseOf returns that of a context of MayBeStale, nil for any other.
func CopyUseOf(ctx context.Context) *CopyUse {
	use, _ := ctx.Value(copyKey{}).(*CopyUse)
	return use
}

// Decide reports whether the request reads from the copy: what decide returned the first time it
// was asked, until Leave.
func (u *CopyUse) Decide(decide func() bool) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	if !u.decided {
		u.decided, u.use = true, decide()
	}
	return u.use
}

// Left reports whether Leave was called: what the request has read is of two databases.
func (u *CopyUse) Left() bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.left
}

// Leave has what is left of the request read from the original.
func (u *CopyUse) Leave() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.decided, u.use, u.left = true, false, true
}
