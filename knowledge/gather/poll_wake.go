package gather

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"quoth/knowledge"
)

// wokenAfter is how long after a poll a feed is polled again at the earliest because it was woken:
// whoever says that there is news may say so all the time.
const wokenAfter = time.Minute

// woken are the feeds of which somebody said that they have news, and when.
type woken struct {
	sync.Mutex
	at map[int64]time.Time
}

// Wake has an active feed be polled as soon as Run looks for feeds that are due. It may be called at
// any time. What was woken before the program ended is polled when it is due.
func (p *Poller) Wake(feed int64) {
	p.woken.Lock()
	defer p.woken.Unlock()
	if p.woken.at == nil {
		p.woken.at = map[int64]time.Time{}
	}
	p.woken.at[feed] = p.Now()
}

// due are the feeds that are due, and those that were woken since they were last polled.
func (p *Poller) due(ctx context.Context) ([]knowledge.Feed, error) {
	due, err := p.Store.DueFeeds(ctx, p.Now(), maxDue)
	if err != nil {
		return nil, err
	}
	p.woken.Lock()
	defer p.woken.Unlock()
	for id, at := range p.woken.at {
		f, err := p.Store.Feed(ctx, id)
		switch {
		case err != nil && !errors.Is(err, knowledge.ErrNotFound):
			return nil, err
		case err != nil, f.State != knowledge.FeedActive, f.LastCheck.After(at):
			delete(p.woken.at, id)
		case p.Now().Sub(f.LastCheck) >= wokenAfter && !slices.ContainsFunc(due, func(d knowledge.Feed) bool { return d.ID == id }):
			due = append(due, f)
		}
	}
	return due, nil
}
