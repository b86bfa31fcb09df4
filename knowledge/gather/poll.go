// Package gather keeps the feeds of a store polled.
//
// # From the bottom up
//
// What is foreign comes in through four rooms. Package fetch gets what is on the
// web, package page finds the article on an HTML page, package feed reads RSS,
// Atom and JSON feeds into entries, and package file reads articles, feeds and
// lists of feeds from files. Package sandbox has pages and feeds parsed in processes of
// their own.
//
// A [Poller] learns how often each feed brings news, asks for what is new, knows
// which entries it has seen by id, address or title, fetches the page where an
// entry is only a teaser, and gives the articles to an [Intake] that stores each
// with its mark in one transaction. What fails is kept with the feed and tried
// again, ever more rarely.
package gather

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"slices"
	"time"

	"golang.org/x/sync/semaphore"

	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/fetch"
)

// FeedStore is what a Poller keeps feeds in; a knowledge.Store is one.
type FeedStore interface {
	knowledge.Feeds
	knowledge.Attempts
	Article(ctx context.Context, id int64) (knowledge.Article, error)
	ArticleByURL(ctx context.Context, url string) (knowledge.Article, error)
	Version(ctx context.Context, id int64, version int) (knowledge.Article, error)
	Write(ctx context.Context, f func(knowledge.Writer) error) error
	State(ctx context.Context, name string) (string, error)
	States(ctx context.Context, prefix string) (map[string]string, error)
	SetState(ctx context.Context, name, value string) error
}

// Intake stores articles with all that is worked out about them.
type Intake interface {
	// Take stores articles in one transaction: all of them or none. stored is
	// called within it for each of them that was new or had changed.
	Take(ctx context.Context, articles []knowledge.Article, stored func(knowledge.Writer, *knowledge.Entry) error) (added, updated int, err error)
	// Bring tells those who follow a feed of stored articles that it brings now. stored is
	// called within the same transaction.
	Bring(ctx context.Context, f knowledge.Feed, articles []int64, stored func(knowledge.Writer) error) error
}

// PollerConfig is what a Poller is made of. Store, Intake and Fetch are required.
type PollerConfig struct {
	Store   FeedStore
	Intake  Intake
	Fetch   func(ctx context.Context, r fetch.Request) (*fetch.Response, error)        // a fetch.Fetcher's
	Page    func(ctx context.Context, address string) (reading, error)                 // a page.Reader's Fetch; nil: entries are stored as the feeds give them
	Permit  func(ctx context.Context, u *url.URL) (time.Duration, error)               // a page.Reader's, for pages that list articles; nil: all may be asked for
	Again   func(ctx context.Context, address, etag, modified string) (reading, error) // a page.Reader's FetchAgain; nil: pages are not read again
	Parser  feed.Parser                                                                // of feeds; nil: one in this process
	Now     func() time.Time                                                           // nil: time.Now
	Log     *slog.Logger                                                               // nil: discards
	Workers int                                                                        // feeds polled at the same time; 0 for 32, most of which wait for their host's turn
	Guard   *attempt.Guard                                                             // which what ends the program is kept from ending it again; nil: one of its own
	Notify  func(ctx context.Context, key, text string)                                // tells the operator what is suspended, once for a key; nil: nobody
	// Hub is told which hub the document of a feed names, and under which address; "" for none. nil:
	// nobody is.
	Hub    func(ctx context.Context, f knowledge.Feed, hub, topic string) error
	Random func() float64 // in [0, 1), for the jitter of the waits; nil: math/rand
}

// Poller keeps feeds polled: each when it is due, those of one host one after
// the other. What it has to remember stands in the store, so it may be stopped at
// any moment, and what it was doing is done again.
//
// Poll, PollDue, PollAll and Run may not be called at the same time, but Wake may with any of them.
type Poller struct {
	PollerConfig
	bodies  *semaphore.Weighted // of feeds and pages that are read from the web or wait to be parsed
	parsing *semaphore.Weighted // of the bytes of feeds that are parsed at the same time
	network network
	look    time.Duration // how often Run looks for feeds that have become due
}

// NewPoller returns a Poller.
func NewPoller(c PollerConfig) *Poller {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Workers == 0 {
		c.Workers = 32
	}
	if c.Guard == nil {
		c.Guard = attempt.New(c.Store, c.Log, c.Now)
	}
	if c.Notify == nil {
		c.Notify = func(context.Context, string, string) {}
	}
	if c.Parser == nil {
		c.Parser = feed.InProcess{}
	}
	if c.Random == nil {
		c.Random = rand.Float64
	}
	return &Poller{PollerConfig: c, bodies: semaphore.NewWeighted(bodiesAtOnce), parsing: semaphore.NewWeighted(parsedAtOnce), look: lookEvery}
}

// PollReport counts what polling brought.
type PollReport struct {
	Feeds       int // polled
	NotModified int // had nothing new to say, by the server's word
	Failed      int
	Added       int // articles
	Updated     int
}

// Plus returns the sum of two reports.
func (r PollReport) Plus(o PollReport) PollReport {
	return PollReport{r.Feeds + o.Feeds, r.NotModified + o.NotModified, r.Failed + o.Failed, r.Added + o.Added, r.Updated + o.Updated}
}

const (
	// lookEvery is short beside the shortest wait between two polls of a feed.
	lookEvery = 10 * time.Second
	// troubleWait is how long Run waits when the store can't be read or written.
	troubleWait = time.Minute
	// parsedAtOnce is how many bytes of feeds are parsed at the same time. What is parsed
	// takes up to ten times as much memory, and waits for nothing but the processor.
	parsedAtOnce = 2 * feed.MaxSize
	// bodiesAtOnce is how many documents of feeds and pages are in memory until they are parsed:
	// as many as a fetch.Fetcher reads at the same time.
	bodiesAtOnce = 8
	// maxDue is how many due feeds are looked at at once, so that many feeds of
	// one host leave room for others.
	maxDue = 10_000
)

// Run polls feeds as they become due until ctx is done, and returns its error.
func (p *Poller) Run(ctx context.Context) error {
	for {
		wait := p.look
		if _, err := p.pollDue(ctx, true); err != nil && ctx.Err() == nil {
			p.Log.ErrorContext(ctx, "gather: poll failed", "error", err)
			wait = troubleWait
		}
		if err := fetch.Sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// PollDue polls every feed that is due once. Its errors are the store's and ctx's.
func (p *Poller) PollDue(ctx context.Context) (PollReport, error) {
	return p.pollDue(ctx, false)
}

// PollAll polls every active feed once, due or not. Its errors are the store's
// and ctx's.
func (p *Poller) PollAll(ctx context.Context) (PollReport, error) {
	feeds, err := p.Store.Feeds(ctx)
	if err != nil {
		return PollReport{}, err
	}
	feeds = slices.DeleteFunc(feeds, func(f knowledge.Feed) bool { return f.State != knowledge.FeedActive })
	return p.dispatch(ctx, feeds, false)
}

// Poll polls one feed, due or not; an ended or paused one too.
func (p *Poller) Poll(ctx context.Context, id int64) (PollReport, error) {
	f, err := p.Store.Feed(ctx, id)
	if err != nil {
		return PollReport{}, err
	}
	return p.poll(ctx, f)
}

func (p *Poller) pollDue(ctx context.Context, again bool) (PollReport, error) {
	due, err := p.due(ctx)
	if err != nil {
		return PollReport{}, err
	}
	report, err := p.dispatch(ctx, due, again)
	if err != nil {
		return report, err
	}
	pages, err := p.rereadDue(ctx)
	return report.Plus(pages), err
}

// waiting is a feed that waits for a worker, and for its host.
type waiting struct {
	knowledge.Feed
	host string
}

func waitingFeeds(feeds []knowledge.Feed) []waiting {
	out := make([]waiting, len(feeds))
	for i, f := range feeds {
		out[i] = waiting{f, fetch.HostOf(f.URL)}
	}
	return out
}

// dispatch hands feeds to workers, and returns when all are polled. Those that
// become due meanwhile are polled as well when again is set.
func (p *Poller) dispatch(ctx context.Context, feeds []knowledge.Feed, again bool) (total PollReport, failure error) {
	type result struct {
		waiting
		report PollReport
		err    error
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	results := make(chan result)
	queue := waitingFeeds(feeds)
	busyHosts, running := map[string]bool{}, map[int64]bool{}
	look := time.NewTicker(p.look)
	defer look.Stop()
	for {
		queue = slices.DeleteFunc(queue, func(f waiting) bool {
			if running[f.ID] {
				return true
			}
			if len(running) >= p.Workers || busyHosts[f.host] {
				return false
			}
			busyHosts[f.host], running[f.ID] = true, true
			go func() {
				report, err := p.poll(ctx, f.Feed)
				results <- result{f, report, err}
			}()
			return true
		})
		if len(running) == 0 {
			return total, failure
		}
		select {
		case r := <-results:
			delete(running, r.ID)
			delete(busyHosts, r.host)
			total = total.Plus(r.report)
			if r.err != nil && failure == nil {
				failure = r.err
				stop()
			}
		case <-look.C:
			if again && failure == nil {
				due, err := p.due(ctx)
				if failure = err; err != nil {
					stop()
				}
				queue = waitingFeeds(due)
			}
		}
		if failure != nil {
			queue = nil
		}
	}
}

// save stores what became of a feed that was as began. What the operator did
// meanwhile stands: a feed that was paused stays so, one that was removed stays
// removed, and one that was edited keeps what it was given.
func (p *Poller) save(ctx context.Context, began, f knowledge.Feed) error {
	now, err := p.Store.Feed(ctx, f.ID)
	if err == nil {
		if now.State != began.State || !now.NextCheck.Equal(began.NextCheck) {
			f.State, f.Reason, f.Detail, f.NextCheck = now.State, now.Reason, now.Detail, now.NextCheck
			f.Failures, f.FailingSince = now.Failures, now.FailingSince
		}
		learned := f.Zone
		f.FeedSettings, f.Folder = now.FeedSettings, now.Folder
		if now.Zone == began.Zone {
			f.Zone = learned
		}
		if now.Title != began.Title {
			f.Title = now.Title
		}
		if now.URL != began.URL { // what was learned is of the address before
			f.URL, f.ETag, f.LastModified, f.MovedTo, f.Moves = now.URL, "", "", "", 0
		}
		err = p.Store.UpdateFeed(ctx, f)
	}
	if errors.Is(err, knowledge.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("keeping what was learned of feed %d: %w", f.ID, err)
	}
	return nil
}

// FeedName is how a feed is called: by its title or, without one, by its host.
func FeedName(f knowledge.Feed) string { return cmp.Or(f.Title, fetch.HostOf(f.URL)) }
