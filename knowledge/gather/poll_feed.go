package gather

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/fetch"
)

// poll polls one feed. One whose articles the store refuses is put off, so that
// it does not keep others from being polled; an error means that the store takes
// nothing at all, or is ctx's.
func (p *Poller) poll(ctx context.Context, f knowledge.Feed) (PollReport, error) {
	var report PollReport
	err := unbroken(func() (err error) {
		if err = p.rested(ctx, f.ID); err != nil {
			return err
		}
		report, err = p.ask(ctx, f)
		return err
	})
	if err == nil || ctx.Err() != nil {
		return report, err
	}
	if _, gone := p.Store.Feed(ctx, f.ID); errors.Is(gone, knowledge.ErrNotFound) { // removed meanwhile
		return report, nil
	}
	p.Log.ErrorContext(ctx, "gather: store failed", "feed", f.ID, "name", FeedName(f), "error", err)
	report.Failed++
	wait := retryFirst
	if errors.Is(err, knowledge.ErrUnreachable) || errors.Is(err, knowledge.ErrLocked) { // which is no fault of the feed's, and passes
		wait = troubleWait
	}
	later := f
	later.NextCheck = p.Now().Add(p.jitter(wait))
	return report, p.save(ctx, f, later)
}

// unbroken makes an error of a panic, so that one feed or page that brings a fault
// of a parser to light does not end the program.
func unbroken(f func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("a fault in the program: %v\n%s", fault, debug.Stack())
		}
	}()
	return f()
}

// ask asks for one feed, takes in what is new, and keeps what was learned. The
// errors are the store's and ctx's; those of the feed are kept with it.
func (p *Poller) ask(ctx context.Context, f knowledge.Feed) (PollReport, error) {
	report, began := PollReport{Feeds: 1}, f
	ctx = knowledge.AskedBy(fetch.With(ctx, options(f)), f.For)
	request := fetch.Request{URL: f.URL, Accept: fetch.AcceptFeed, MaxBody: feed.MaxSize}
	if f.Links != "" { // robots.txt speaks of pages; a feed is there to be asked for
		request.Accept, request.Permit = fetch.AcceptPage, p.Permit
	}
	now := p.Now()
	age := now.Sub(f.Verified) // below zero when the clock was wrong then
	whole := f.Untrusted || age < 0 || age >= verifyInterval(f.Interval, now.Sub(f.LastNews))
	if !whole {
		request.ETag, request.LastModified = f.ETag, f.LastModified
	}
	take, release := p.room()
	defer release()
	response, err := p.Fetch(fetch.WithRoom(ctx, take), request)
	if ctx.Err() != nil {
		return PollReport{}, ctx.Err()
	}
	if err != nil {
		report.Failed++
		return report, p.failed(ctx, f, err)
	}
	p.network.Lock()
	p.reached(ctx)
	p.network.Unlock()
	var news news
	if response.NotModified {
		report.NotModified++
		f.NotModified++
	} else {
		channel, failure, err := p.parse(ctx, f, response)
		release()
		switch {
		case ctx.Err() != nil:
			return PollReport{}, ctx.Err()
		case errors.Is(err, attempt.ErrSuspended):
			report.Failed++
			return report, p.suspend(ctx, f, err)
		case err != nil:
			return report, err
		case failure != nil:
			report.Failed++
			return report, p.failed(ctx, f, failure)
		}
		if zone := learnedZone(f.Zone, channel.Entries); zone != f.Zone {
			p.Log.InfoContext(ctx, "gather: time zone learned", "feed", f.ID, "name", FeedName(f), "zone", zone)
			f.Zone = zone
			channel.InZone(location(f), p.Now())
		}
		describe(&f, channel)
		if p.Hub != nil {
			if err := p.Hub(ctx, f, channel.Hub, channel.Topic); err != nil {
				return report, err
			}
		}
		told := channel.Told()
		if told != "" && told != f.Flaws {
			p.Log.WarnContext(ctx, "gather: feed damaged", "feed", f.ID, "name", FeedName(f), "flaws", told)
		}
		news, err = p.takeIn(ctx, f, channel)
		if errors.Is(err, attempt.ErrSuspended) {
			report.Failed++
			return report, p.suspend(ctx, began, err)
		}
		if err != nil {
			return report, err
		}
		if news.refused > 0 {
			p.Log.WarnContext(ctx, "gather: pages refused", "feed", f.ID, "name", FeedName(f), "entries", news.refused, "reason", news.why)
		}
		f.Flaws = cmp.Or(told, news.told())
		if whole && news.contradicts(f, response) {
			f.Untrusted = true
			p.Log.InfoContext(ctx, "gather: feed revalidation wrong",
				"feed", f.ID, "name", FeedName(f))
		}
		if !news.left { // else the rest of a new feed is as old as this
			f.Verified = p.Now()
		}
		f.ETag, f.LastModified = response.ETag, response.LastModified
		if channel.Partial || news.pending > 0 || f.Untrusted {
			f.ETag, f.LastModified = "", "" // so that the next poll brings the entries again
		}
	}
	report.Added, report.Updated = news.added, news.updated
	if news.added+news.updated > 0 {
		p.Log.InfoContext(ctx, "gather: feed polled", "feed", f.ID, "name", FeedName(f), "added", news.added, "updated", news.updated)
	}
	p.schedule(&f, response, news)
	p.recovered(ctx, &f)
	if err := p.move(ctx, &f, response.Permanent); err != nil {
		return report, err
	}
	return report, p.save(ctx, began, f)
}

// options are how a feed's server is asked, as the operator chose.
func options(f knowledge.Feed) fetch.Options {
	return fetch.Options{UserAgent: f.UserAgent, Headers: f.Headers, Cookies: f.Cookies, Origin: f.URL, Proxy: f.Proxy}
}

// room is how a document waits for room in memory, and how it gives that up, once it is
// parsed.
func (p *Poller) room() (take func(context.Context) error, release func()) {
	held := false
	take = func(ctx context.Context) error {
		if held {
			return nil
		}
		err := p.bodies.Acquire(ctx, 1)
		held = err == nil
		return err
	}
	release = func() {
		if held {
			p.bodies.Release(1)
		}
		held = false
	}
	return take, release
}

// parse reads the feed's document, so many bytes of all at the same time. failure is the
// document's; err is the store's or ctx's, or that the feed is suspended.
func (p *Poller) parse(ctx context.Context, f knowledge.Feed, r *fetch.Response) (c feed.Channel, failure, err error) {
	size := min(int64(len(r.Body)), parsedAtOnce)
	if err := p.parsing.Acquire(ctx, size); err != nil {
		return c, nil, err
	}
	defer p.parsing.Release(size)
	err = p.Guard.Do(ctx, feedThing(f), func() error {
		body := r.Body
		r.Body = nil // it may be large, and is not needed any more
		c, failure = p.Parser.Feed(ctx, body, feed.Origin{URL: r.URL, ContentType: r.ContentType, Zone: location(f), Links: f.Links}, p.Now())
		return failure
	})
	if errors.Is(err, attempt.ErrFault) {
		return c, fmt.Errorf("%w: it can't be read", feed.ErrNotFeed), nil
	}
	return c, failure, err
}

// location is a feed's zone, UTC for none and for a name that is none.
func location(f knowledge.Feed) *time.Location {
	zone, err := time.LoadLocation(f.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// describe takes from the feed's document what the operator has not said.
func describe(f *knowledge.Feed, c feed.Channel) {
	if f.Title == "" {
		f.Title = c.Title
	}
	if f.Site == "" {
		f.Site = c.Site
	}
	f.MinInterval = c.MinInterval
}

// staleNews is how long before the last answer "not modified" news has to be
// published to show that it was not true: editors release articles hours after
// the time that stands on them, and caches on the way hold them back.
const staleNews = 24 * time.Hour

// contradicts reports whether a feed's answers "not modified" were a lie: it has
// news under the same validators, or news from before the last of them.
func (n news) contradicts(f knowledge.Feed, r *fetch.Response) bool {
	if f.Untrusted || n.fresh == 0 || f.Failures > 0 || !f.LastCheck.After(f.Verified) {
		return false
	}
	if r.ETag == f.ETag && r.LastModified == f.LastModified && (r.ETag != "" || r.LastModified != "") {
		return true
	}
	for _, at := range n.dates {
		if at.After(f.LastNews) && at.Before(f.LastCheck.Add(-staleNews)) {
			return true
		}
	}
	return false
}

// schedule sets when the feed is polled next.
func (p *Poller) schedule(f *knowledge.Feed, r *fetch.Response, n news) {
	now := p.Now()
	switch {
	case f.Interval == 0:
		f.Interval = n.interval
	case f.LastNews.IsZero():
		f.Interval = learnedInterval(f.Interval, now.Sub(f.Added), n.fresh)
	default:
		f.Interval = learnedInterval(f.Interval, now.Sub(f.LastNews), n.fresh)
	}
	if f.Interval == 0 {
		f.Interval = usualPoll
	}
	wait := f.Interval
	switch {
	case n.left:
		wait = min(wait, moreEntries)
	case n.pending > 0:
		wait = min(wait, retryPages<<min(n.tries, maxTries))
	}
	f.Polls++
	f.LastCheck = now
	if n.fresh > 0 {
		f.LastNews = now
	}
	f.Articles += n.added
	wait = max(wait, f.MinInterval, r.MaxAge)
	if f.Every > 0 { // what the operator chose goes before what is learned and what the feed asks for
		wait = f.Every
	}
	f.NextCheck = now.Add(p.jitter(pollable(wait)))
}

// recovered ends a row of failures.
func (p *Poller) recovered(ctx context.Context, f *knowledge.Feed) {
	if f.State != knowledge.FeedActive {
		p.Log.InfoContext(ctx, "gather: feed back", "feed", f.ID, "name", FeedName(*f))
	}
	f.State, f.Reason, f.Detail, f.Status = knowledge.FeedActive, "", "", 0
	f.Failures, f.FailingSince = 0, time.Time{}
}

// move counts permanent redirects, and changes the feed's address after some of
// them led to the same place.
func (p *Poller) move(ctx context.Context, f *knowledge.Feed, to string) error {
	switch {
	case to == "" || to == f.URL:
		f.MovedTo, f.Moves = "", 0
		return nil
	case to != f.MovedTo:
		f.MovedTo, f.Moves = to, 1
	default:
		f.Moves++
	}
	if f.Moves < movesToFollow {
		return nil
	}
	feeds, err := p.Store.Feeds(ctx)
	if err != nil {
		return err
	}
	f.MovedTo, f.Moves = "", 0
	for _, other := range feeds {
		if other.URL == to && other.ID != f.ID {
			f.State, f.Reason, f.NextCheck = knowledge.FeedEnded, "moved", time.Time{}
			f.Detail = "it moved to the address of feed " + FeedName(other)
			p.Log.WarnContext(ctx, "gather: feed ended", "reason", "it moved to another's address", "feed", f.ID, "name", FeedName(*f), "other", other.ID)
			return nil
		}
	}
	p.Log.InfoContext(ctx, "gather: feed moved", "feed", f.ID, "name", FeedName(*f))
	f.URL = to
	return nil
}

// failed keeps a failure with its feed, and gives the feed up after many.
func (p *Poller) failed(ctx context.Context, f knowledge.Feed, cause error) error {
	began, now := f, p.Now()
	reason, until := reasonOf(cause)
	var failure *fetch.Error
	if errors.As(cause, &failure) && failure.Kind == fetch.Busy && failure.Status == 0 { // it was not asked, for the sake of the host
		f.NextCheck = now.Add(p.jitter(until.Sub(now)))
		return p.save(ctx, began, f)
	}
	p.network.Lock()
	defer p.network.Unlock()
	offline, err := p.blame(ctx, f, cause)
	if err != nil {
		return err
	}
	if offline {
		f.NextCheck = now.Add(p.jitter(retryOffline))
		return p.save(ctx, began, f)
	}
	f.Polls++
	f.LastCheck = now
	f.Failures++
	if f.FailingSince.IsZero() {
		f.FailingSince = now
	}
	f.Reason, f.Detail, f.Status = reason, cause.Error(), 0
	if failure != nil {
		f.Status = failure.Status
	}
	wait := p.jitter(retryInterval(f.Failures))
	switch {
	case reason == string(fetch.Gone):
		f.State = knowledge.FeedEnded
		p.Log.WarnContext(ctx, "gather: feed ended", "reason", "it is gone", "feed", f.ID, "name", FeedName(f))
	case f.State == knowledge.FeedPaused:
		wait = p.jitter(retryPaused)
	case f.State == knowledge.FeedActive && f.Failures >= failuresToPause && now.Sub(f.FailingSince) >= failingToPause:
		f.State = knowledge.FeedPaused
		wait = p.jitter(retryPaused)
		p.Log.WarnContext(ctx, "gather: feed paused",
			"feed", f.ID, "name", FeedName(f), "reason", reason, "since", f.FailingSince)
	}
	f.NextCheck = now.Add(wait)
	if until.After(f.NextCheck) {
		f.NextCheck = until
	}
	if f.State == knowledge.FeedEnded {
		f.NextCheck = time.Time{}
	}
	return p.save(ctx, began, f)
}

// reasonOf is the type of a feed's failure, and when the host may be asked again
// if it said so.
func reasonOf(err error) (reason string, until time.Time) {
	var failure *fetch.Error
	switch {
	case errors.As(err, &failure):
		return string(failure.Kind), failure.Until
	case errors.Is(err, feed.ErrTooLarge):
		return string(fetch.TooLarge), time.Time{}
	}
	return "not a feed", time.Time{}
}
