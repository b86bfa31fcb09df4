package page

import (
	"bytes"
	"context"
	"errors"
	"net/url"

	"quoth/knowledge/gather/fetch"
)

const (
	// minArticle is the length in bytes under which a page's text is no article but what remains when there is none,
	// a picture's caption or a sign-up form: some 40 words, less than the summaries that feeds carry.
	minArticle = 250
	// minPaidArticle is that length for pages that are for subscribers: the free beginnings that newspapers show run
	// to three or four paragraphs, some 250 words.
	minPaidArticle = 1500
)

// What a page that was had may be refused for, besides Read's errors.
var (
	ErrTooShort = errors.New("there are only a few words")
	ErrPaid     = errors.New("only the beginning of the article is shown to those who have not paid")
	ErrHomePage = errors.New("it leads to the site's home page now")
	// ErrUnchanged means that a page is as it was when it was had before.
	ErrUnchanged = errors.New("the page has not changed")
)

// Reader fetches articles' pages from the web and reads them. It may be used by any number of goroutines at the
// same time.
type Reader struct {
	fetcher *fetch.Fetcher
	robots  *fetch.Robots
}

// NewReader returns a Reader that uses f.
func NewReader(f *fetch.Fetcher) *Reader {
	return &Reader{fetcher: f, robots: fetch.NewRobots(f)}
}

// Read fetches the page at address, where robots.txt lets it, and reads the article on it. The errors are
// *fetch.Error, and ctx's own; those of kind NotArticle wrap ErrTooShort, ErrPaid, ErrHomePage or an error of
// Read.
func (p *Reader) Read(ctx context.Context, address string) (Page, error) {
	return p.ReadAgain(ctx, address, "", "")
}

// ReadAgain is Read for a page that was had with this ETag and Last-Modified, of which
// any may be "". When the server says that it has not changed, the error is
// ErrUnchanged.
func (p *Reader) ReadAgain(ctx context.Context, address, etag, modified string) (Page, error) {
	asked, err := fetch.ParseAddress(address)
	if err != nil {
		return Page{}, err
	}
	response, err := p.fetcher.Fetch(ctx, fetch.Request{URL: address, Accept: fetch.AcceptPage, MaxBody: MaxSize, Permit: p.robots.Permit, ETag: etag, LastModified: modified})
	if err != nil {
		return Page{}, err
	}
	if response.NotModified {
		return Page{}, ErrUnchanged
	}
	at, err := fetch.ParseAddress(response.URL)
	if err != nil {
		return Page{}, err
	}
	at.User = nil
	refuse := func(why error) (Page, error) {
		return Page{}, &fetch.Error{Kind: fetch.NotArticle, Host: fetch.Host(at), Detail: why.Error(), Err: why}
	}
	if isHome(at) && !isHome(asked) {
		return refuse(ErrHomePage)
	}
	page, err := Read(bytes.NewReader(response.Body), response.ContentType, at.String())
	page.ETag, page.Modified = response.ETag, response.LastModified
	switch {
	case err != nil:
		return refuse(err)
	case page.Paid && len(page.Text) < minPaidArticle:
		return refuse(ErrPaid)
	case len(page.Text) < minArticle:
		return refuse(ErrTooShort)
	}
	return page, nil
}

func isHome(u *url.URL) bool { return u.Path == "/" && u.RawQuery == "" }
