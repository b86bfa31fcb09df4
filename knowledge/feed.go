package knowledge

import (
	"context"
	"net/url"
	"strconv"
	"strings"
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

// PageUse says when the articles of a feed are read from their own pages.
type PageUse string

// The uses of pages.
const (
	PagesAsNeeded PageUse = ""    // where the feed has only a teaser
	PagesAlways   PageUse = "yes" // also where the feed seems to have the whole text
	PagesNever    PageUse = "no"
)

// FeedSettings are what the operator chose for a feed. The zero value leaves
// everything to the feed. UserAgent, Headers, Cookies and Proxy may hold secrets,
// and their values are never shown.
type FeedSettings struct {
	Zone     string        `json:"zone,omitempty"`     // IANA name, for dates that name none
	Language string        `json:"language,omitempty"` // ISO 639-1, of all its articles
	Pages    PageUse       `json:"pages,omitempty"`
	Links    string        `json:"links,omitempty"`     // of a page without a feed: which of its links are articles, such as "h3.title /news/*"; "" for a feed
	Every    time.Duration `json:"every,omitempty"`     // between polls, in place of what is learned and of what the feed asks for
	AlertOld bool          `json:"alert_old,omitempty"` // entries from before it was added are told as news, too
	For      Audience      `json:"for,omitempty"`       // who may read its articles; "" for everybody. It holds for what comes from then on
	// Keep and Drop are words and phrases. An entry is stored when its title or
	// text holds one of Keep, unless that is empty, and none of Drop.
	Keep []string `json:"keep,omitempty"`
	Drop []string `json:"drop,omitempty"`

	UserAgent string   `json:"user_agent,omitempty"`
	Headers   []string `json:"headers,omitempty"` // "Name: value"; sent to the feed's own host alone
	Cookies   string   `json:"cookies,omitempty"` // "name=value; name=value"; sent to the feed's own host alone
	Proxy     string   `json:"proxy,omitempty"`   // http, https or socks5 address
}

// Feed is an RSS, Atom or JSON feed that brings articles, or a page that links to them.
type Feed struct {
	FeedSettings
	ID           int64
	URL          string // as it is asked for; it may hold a secret, so it is never shown in a chat or a log
	Title        string
	Site         string // the page that it belongs to
	Folder       string // where it stands in the operator's list, "/" between levels; "" for the top
	State        FeedState
	Reason       string // typed: "unreachable", "refused", "not a feed", "too large", "gone", …; "" for none
	Detail       string // the last failure in one sentence, without the address
	Status       int    // HTTP's of the last failure; 0 for none, or when there was no answer
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
	Flaws        string // what of its last document, or of the pages that it leads to, could not be read, in a sentence; "" for nothing
}

// Name is by what people call a feed, in topics too: its title, whose quotation marks are
// single ones; without a title the host of its page, and else its number, "#12". The address
// may hold a secret and gives no name.
func (f Feed) Name() string {
	if title := strings.TrimSpace(singleQuotes.Replace(f.Title)); strings.Trim(title, "' ") != "" {
		return title
	}
	if site, err := url.Parse(f.Site); err == nil && site.Hostname() != "" {
		return strings.TrimPrefix(site.Hostname(), "www.")
	}
	return "#" + strconv.FormatInt(f.ID, 10)
}

// singleQuotes replaces the marks that end a phrase in a topic.
var singleQuotes = strings.NewReplacer(`"`, "'", "“", "'", "”", "'", "„", "'", "«", "'", "»", "'")

// Feeds is the feeds that are polled.
type Feeds interface {
	// AddFeed stores a feed; one with the same URL comes back as it is.
	AddFeed(ctx context.Context, f Feed) (id int64, created bool, err error)
	Feed(ctx context.Context, id int64) (Feed, error)
	Feeds(ctx context.Context) ([]Feed, error)
	// DueFeeds returns feeds whose NextCheck is not after now, longest overdue
	// first: active ones, of which those without NextCheck are due too, and
	// paused ones that have one. A NextCheck more than a month after now is not
	// believed, and due, and so is one of a feed whose LastCheck is more than an hour after
	// now: a clock that was wrong gave it.
	DueFeeds(ctx context.Context, now time.Time, limit int) ([]Feed, error)
	UpdateFeed(ctx context.Context, f Feed) error
	RemoveFeed(ctx context.Context, id int64) error
	// SeenEntries returns what was stored under each of a feed's entry
	// identifiers; the zero SeenEntry for one never stored.
	SeenEntries(ctx context.Context, feed int64, ids []string) ([]SeenEntry, error)
	// DuePages returns articles whose pages are to be read again, longest overdue
	// first. A Due more than four days after now is not believed, and due.
	DuePages(ctx context.Context, now time.Time, limit int) ([]PageCheck, error)
}

// PageCheck is when an article's page is read again. An article whose page is not
// read again any more has none.
type PageCheck struct {
	Article      int64
	Feed         int64 // that brought it
	Due          time.Time
	Step         int // how often it was read again
	ETag         string
	LastModified string
	Mark         string // what was read last and is not stored, as the reader notes it; "" for nothing
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
	// PutPageCheck notes when an article's page is read again; one without Due is
	// forgotten.
	PutPageCheck(ctx context.Context, c PageCheck) error
	// PutAddress notes that an article has a further address, under which it is found
	// from then on. An address that another article has stays with that.
	PutAddress(ctx context.Context, url string, article int64) error
	// PruneVersion removes a version of an article that is neither its first nor its
	// current one; another one stays.
	PruneVersion(ctx context.Context, article int64, version int) error
}
