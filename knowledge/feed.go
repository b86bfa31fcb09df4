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
	FeedPaused FeedState = "paused" // by the operator, or for the typed reason in Feed.Reason; then it is tried again at NextCheck
	FeedEnded  FeedState = "ended"  // the server said that it is gone for good
)

// Feed is an RSS, Atom or JSON feed that brings articles.
type Feed struct {
	ID           int64
	URL          string // as it is asked for; it may hold a secret, so it is never shown in a chat or a log
	Title        string
	Site         string // the page that it belongs to
	Folder       string // where it stands in the operator's list, "/" between levels; "" for the top
	State        FeedState
	Reason       string // typed: "unreachable", "refused", "not a feed", "too large", "gone", …; "" for none
	Detail       string // the last failure in one sentence, without the address
	ETag         string
	LastModified string
	Interval     time.Duration // how long to wait between polls, as learned
	MinInterval  time.Duration // how long the feed itself asks to be left alone between polls
	NextCheck    time.Time
	LastCheck    time.Time
	LastNews     time.Time
	Failures     int       // in a row
	FailingSince time.Time // when the first of them was; zero for none
	MovedTo      string    // where permanent redirects lead; "" for nowhere
	Moves        int       // polls in a row that were led there
	Polls        int
	NotModified  int
	Verified     time.Time // when the whole feed was last had
	Untrusted    bool      // an answer "not modified" was not true: the feed is always asked for the whole
	Articles     int
	Added        time.Time
}

// Feeds is the feeds that are polled.
type Feeds interface {
	// AddFeed stores a feed; one with the same URL comes back as it is.
	AddFeed(ctx context.Context, f Feed) (id int64, created bool, err error)
	Feed(ctx context.Context, id int64) (Feed, error)
	Feeds(ctx context.Context) ([]Feed, error)
	// DueFeeds returns feeds whose NextCheck is not after now, longest overdue
	// first: active ones, of which those without NextCheck are due too, and
	// paused ones that have one. A NextCheck more than a month after now is not
	// believed, and due.
	DueFeeds(ctx context.Context, now time.Time, limit int) ([]Feed, error)
	UpdateFeed(ctx context.Context, f Feed) error
	RemoveFeed(ctx context.Context, id int64) error
	// SeenEntries returns what was stored under each of a feed's entry
	// identifiers; the zero SeenEntry for one never stored.
	SeenEntries(ctx context.Context, feed int64, ids []string) ([]SeenEntry, error)
}

// SeenEntry is an entry of a feed that was stored.
type SeenEntry struct {
	Digest  string
	Article int64 // 0 when nothing could be stored of it
}

// FeedWriter records which entries of a feed are stored, within the transaction
// that stores their articles.
type FeedWriter interface {
	PutEntry(ctx context.Context, feed int64, id, digest string, article int64) error
}
