package knowledge

import (
	"context"
	"time"
)

// FeedState says whether a feed is polled.
type FeedState string

// The states of a feed.
const (
	FeedActive FeedState = "active"
	FeedPaused FeedState = "paused" // by the operator, or for the typed reason in Feed.Reason
	FeedEnded  FeedState = "ended"  // the server said that it is gone for good
)

// Feed is an RSS, Atom or JSON feed that brings articles.
type Feed struct {
	ID           int64
	URL          string // as it is asked for; it may hold a secret, so it is never shown in a chat or a log
	Title        string
	Site         string // the page that it belongs to
	State        FeedState
	Reason       string // typed: "unreachable", "refused", "not a feed", "too large", "gone", …; "" for none
	Detail       string // the last failure in one sentence, without the address
	ETag         string
	LastModified string
	Interval     time.Duration // how long to wait between polls, as learned
	NextCheck    time.Time
	LastCheck    time.Time
	LastNews     time.Time
	Failures     int // in a row
	Polls        int
	NotModified  int
	Articles     int
	Added        time.Time
}

// Feeds is the feeds that are polled.
type Feeds interface {
	// AddFeed stores a feed; one with the same URL comes back as it is.
	AddFeed(ctx context.Context, f Feed) (id int64, created bool, err error)
	Feed(ctx context.Context, id int64) (Feed, error)
	Feeds(ctx context.Context) ([]Feed, error)
	// DueFeeds returns active feeds whose NextCheck is not after now, longest overdue first.
	DueFeeds(ctx context.Context, now time.Time, limit int) ([]Feed, error)
	UpdateFeed(ctx context.Context, f Feed) error
	RemoveFeed(ctx context.Context, id int64) error
	// SeenEntries returns, for each of a feed's entry identifiers, the digest
	// under which it was stored; "" for one never stored.
	SeenEntries(ctx context.Context, feed int64, ids []string) ([]string, error)
}

// FeedWriter records which entries of a feed are stored, within the transaction
// that stores their articles.
type FeedWriter interface {
	PutEntry(ctx context.Context, feed int64, id, digest string, article int64) error
}
