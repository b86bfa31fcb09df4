package feed

import (
	"context"
	"errors"
	"net/url"
	"time"

	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/page"
)

// Parser reads foreign documents, here or in another process. Feed does what [Parse] does,
// and Links what [ReadLinks] does. An error that [IsOwn] says no to is no fault of the document. It
// is safe for use by any number of goroutines at the same time.
type Parser interface {
	page.Parser
	Feed(ctx context.Context, body []byte, from Origin, now time.Time) (Channel, error)
	Links(ctx context.Context, body []byte, contentType, address string) (Links, error)
}

// InProcess is the Parser that does its work in this process.
type InProcess struct{ page.InProcess }

// Feed implements Parser.
func (InProcess) Feed(_ context.Context, body []byte, from Origin, now time.Time) (Channel, error) {
	return Parse(body, from, now)
}

// Links implements Parser.
func (InProcess) Links(_ context.Context, body []byte, contentType, address string) (Links, error) {
	return ReadLinks(body, contentType, address), nil
}

// IsOwn reports whether an error of Feed is the document's own fault: one of those of Parse.
func IsOwn(err error) bool { return errors.Is(err, ErrNotFeed) || errors.Is(err, ErrTooLarge) }

// Links is what a page says of feeds.
type Links struct {
	Named  []Found   // with <link rel="alternate">
	Linked []string  // addresses that it links to and that are called as feeds are, or those that a list of sitemaps has
	List   *Proposal // how it may be read without a feed; nil when it links to nothing like articles
}

// ReadLinks reads what the page that was found at an address says of feeds; nothing of what
// can't be read.
func ReadLinks(body []byte, contentType, address string) Links {
	base, err := url.Parse(address)
	if err != nil {
		return Links{}
	}
	source := fetch.Decode(body, contentType)
	if named := namedFeeds(source, base); len(named) > 0 {
		return Links{Named: named}
	}
	if maps := sitemaps(source, base); len(maps) > 0 {
		return Links{Linked: maps}
	}
	return Links{Linked: linkedFeeds(source, base), List: propose(source, base)}
}
