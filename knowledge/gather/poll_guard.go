package gather

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/page"
)

// The things that are worked on. Reading a feed and storing what it brought are two, since
// that the first came to an end says nothing of the second; storing what the page of one
// article says now is a third. The address of a page may hold
// a secret, so its digest stands for it.
func feedThing(f knowledge.Feed) string    { return fmt.Sprintf("feed %d", f.ID) }
func storingThing(f knowledge.Feed) string { return fmt.Sprintf("articles of feed %d", f.ID) }
func rereadThing(article int64) string     { return fmt.Sprintf("article %d", article) }
func pageThing(address string) string {
	return fmt.Sprintf("page %x", sha256.Sum256([]byte(address)))
}

// take stores articles as Intake's Take does.
func (p *Poller) take(ctx context.Context, thing string, articles []knowledge.Article, stored func(knowledge.Writer, *knowledge.Entry) error) (added, updated int, err error) {
	var failure error
	err = p.Guard.Do(ctx, thing, func() error {
		added, updated, failure = p.Intake.Take(ctx, articles, stored)
		return failure
	})
	return added, updated, errors.Join(err, failure)
}

// bring tells of stored articles as Intake's Bring does.
func (p *Poller) bring(ctx context.Context, f knowledge.Feed, articles []int64, stored func(knowledge.Writer) error) error {
	var failure error
	err := p.Guard.Do(ctx, storingThing(f), func() error {
		failure = p.Intake.Bring(ctx, f, articles, stored)
		return failure
	})
	return errors.Join(err, failure)
}

// reading reads a page that was fetched.
type reading = func() (page.Page, error)

// onPage fetches the page of an article of a feed and reads it. failure is the page's, or
// that it is suspended, of which the operator is told; err is the store's. What ends the
// program while a page is on its way is not laid to it.
func (p *Poller) onPage(ctx context.Context, f knowledge.Feed, address string, fetched func(ctx context.Context) (reading, error)) (read page.Page, failure, err error) {
	thing := pageThing(address)
	if _, err = p.Guard.Suspect(ctx, thing); err == nil {
		var work reading
		take, release := p.room()
		defer release()
		if err = p.Guard.Run(thing, func() error { work, failure = fetched(fetch.WithRoom(ctx, take)); return failure }); err == nil && failure == nil {
			err = p.Guard.Do(ctx, thing, func() error { read, failure = work(); return failure })
		}
	}
	if errors.Is(err, attempt.ErrSuspended) {
		p.Notify(ctx, thing[:len("page ")+16], fmt.Sprintf("A page on %s of feed %d (%s) is not read for now: %v. What the feed itself says of the article is kept.",
			fetch.HostOf(address), f.ID, FeedName(f), err))
	}
	if errors.Is(err, attempt.ErrSuspended) || errors.Is(err, attempt.ErrFault) {
		return read, err, nil
	}
	return read, failure, err
}

// suspend pauses a feed over which the program ended again and again, until it may be tried
// again or the operator resumes it. The operator is told once.
func (p *Poller) suspend(ctx context.Context, f knowledge.Feed, why error) error {
	began, now := f, p.Now()
	f.State, f.Reason, f.Detail, f.Status = knowledge.FeedPaused, "suspended", why.Error(), 0
	f.NextCheck, f.LastCheck = attempt.Until(why), now
	f.Failures++
	if f.FailingSince.IsZero() {
		f.FailingSince = now
	}
	if err := p.save(ctx, began, f); err != nil {
		return err
	}
	p.Log.ErrorContext(ctx, "gather: feed suspended", "feed", f.ID, "name", FeedName(f))
	p.Notify(ctx, fmt.Sprintf("suspended feed %d", f.ID), fmt.Sprintf("Feed %d (%s) is paused: %v. Then it is tried again, ever more rarely; “quoth feeds resume %d” tries it now.", f.ID, FeedName(f), why, f.ID))
	return nil
}
