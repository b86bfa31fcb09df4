package gather

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"quoth/knowledge"
)

const (
	// wokenAfter is how long after a poll a feed is polled again at the earliest because it was woken:
	// whoever says that there is news may say so all the time.
	wokenAfter = time.Minute
	// wokenPrefix names the states of a store that hold since when a feed is woken: behind it is the
	// number of the feed.
	wokenPrefix = "woken "
)

// wokenState is the name of the state that says that a feed is woken.
func wokenState(feed int64) string { return wokenPrefix + strconv.FormatInt(feed, 10) }

// Wake has an active feed be polled as soon as Run looks for feeds that are due, in this process or in
// another one over the same store. It may be called at any time. Its errors are the store's.
func (p *Poller) Wake(ctx context.Context, feed int64) error {
	since, err := p.Store.State(ctx, wokenState(feed))
	if err != nil || since != "" { // what is woken already is polled for this news, too
		return err
	}
	return p.Store.SetState(ctx, wokenState(feed), p.Now().UTC().Format(time.RFC3339))
}

// rested notes that a feed is woken no more. A poll begins with it: who wakes the feed from then on may
// have news that this poll does not see, and when this poll fails it is the feed that says when it is
// polled again.
func (p *Poller) rested(ctx context.Context, feed int64) error {
	since, err := p.Store.State(ctx, wokenState(feed))
	if err != nil || since == "" {
		return err
	}
	return p.Store.SetState(ctx, wokenState(feed), "")
}

// due are the feeds that are due, and those that are woken.
func (p *Poller) due(ctx context.Context) ([]knowledge.Feed, error) {
	due, err := p.Store.DueFeeds(ctx, p.Now(), maxDue)
	if err != nil {
		return nil, err
	}
	woken, err := p.Store.States(ctx, wokenPrefix)
	if err != nil {
		return nil, err
	}
	for number := range woken {
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			continue // no feed has that number
		}
		f, err := p.Store.Feed(ctx, id)
		switch {
		case err != nil && !errors.Is(err, knowledge.ErrNotFound):
			return nil, err
		case err != nil, f.State != knowledge.FeedActive:
			if err := p.rested(ctx, id); err != nil {
				return nil, err
			}
		case p.Now().Sub(f.LastCheck) >= wokenAfter && !slices.ContainsFunc(due, func(d knowledge.Feed) bool { return d.ID == id }):
			due = append(due, f)
		}
	}
	return due, nil
}
