package page

import (
	"context"
	"errors"
	"net/url"
	"time"

	"golang.org/x/sync/semaphore"

	"quoth/knowledge/gather/fetch"
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
	parser  Parser
	robots  *fetch.Robots
	memory  *memory
	reading *semaphore.Weighted // of the bytes of pages that are read at the same time
}

// readAtOnce is how many bytes of pages are read at the same time. What is read takes up to
// ten times as much memory.
const readAtOnce = 2 * MaxSize

// NewReader returns a Reader that fetches pages with f and parses them with p, in this process
// if that is nil.
func NewReader(f *fetch.Fetcher, p Parser) *Reader {
	if p == nil {
		p = InProcess{}
	}
	return &Reader{fetcher: f, parser: p, robots: fetch.NewRobots(f), memory: newMemory(), reading: semaphore.NewWeighted(readAtOnce)}
}

// Permit is fetch.Request.Permit, by the robots.txt that the Reader knows.
func (p *Reader) Permit(ctx context.Context, u *url.URL) (pause time.Duration, err error) {
	return p.robots.Permit(ctx, u)
}

// Read fetches the page at address, where robots.txt lets it, and reads the article on it; of a page that
// only leads to one, the article there. The
// errors are *fetch.Error, ctx's own, and the parser's that are no fault of the page; those of
// kind NotArticle wrap ErrTooShort, ErrPaid, ErrHomePage, ErrRepeated or an error of Read, and
// come with the page without its text.
func (p *Reader) Read(ctx context.Context, address string) (Page, error) {
	page, err := p.readOnce(ctx, address)
	if errors.Is(err, ErrElsewhere) {
		return p.readOnce(ctx, page.URL)
	}
	return page, err
}

func (p *Reader) readOnce(ctx context.Context, address string) (Page, error) {
	read, err := p.Fetch(ctx, address)
	if err != nil {
		return Page{}, err
	}
	return read()
}

// Fetch is the first half of Read: read reads what was fetched, for those who are on their
// guard while foreign bytes are worked on.
func (p *Reader) Fetch(ctx context.Context, address string) (read func() (Page, error), err error) {
	return p.FetchAgain(ctx, address, "", "")
}

// FetchAgain is Fetch for a page that was had with this ETag and Last-Modified, of which
// any may be "". When the server says that it has not changed, the error is
// ErrUnchanged.
func (p *Reader) FetchAgain(ctx context.Context, address, etag, modified string) (read func() (Page, error), err error) {
	asked, err := fetch.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	response, err := p.fetcher.Fetch(ctx, fetch.Request{URL: address, Accept: fetch.AcceptPage, MaxBody: MaxSize, Permit: p.robots.Permit, ETag: etag, LastModified: modified})
	if err != nil {
		return nil, err
	}
	if response.NotModified {
		return nil, ErrUnchanged
	}
	at, err := fetch.ParseAddress(response.URL)
	if err != nil {
		return nil, err
	}
	at.User = nil
	return func() (Page, error) {
		size := min(int64(len(response.Body)), readAtOnce)
		if err := p.reading.Acquire(ctx, size); err != nil {
			return Page{}, err
		}
		defer p.reading.Release(size)
		return p.read(ctx, response, asked, at)
	}, nil
}

// read reads the page that was asked for at one address and is at another.
func (p *Reader) read(ctx context.Context, response *fetch.Response, asked, at *url.URL) (page Page, err error) {
	refuse := func(why error) (Page, error) {
		page.Gate, page.Why, page.Text = Refused, why.Error(), ""
		return page, &fetch.Error{Kind: fetch.NotArticle, Host: fetch.Host(at), Detail: why.Error(), Err: why}
	}
	if isHome(at) && !isHome(asked) {
		return refuse(ErrHomePage)
	}
	page, err = p.parser.Page(ctx, response.Body, response.ContentType, at.String())
	page.ETag, page.Modified = response.ETag, response.LastModified
	switch {
	case err != nil && !IsOwn(err):
		return Page{}, err
	case err != nil:
		return refuse(err)
	case page.Paid && len(page.Text) < minPaidArticle:
		return refuse(ErrPaid)
	case len(page.Text) < minArticle:
		return refuse(ErrTooShort)
	case p.memory.repeats(site(at.Hostname()), page.URL, page.Title, page.Text):
		return refuse(ErrRepeated)
	}
	return page, nil
}

func isHome(u *url.URL) bool { return u.Path == "/" && u.RawQuery == "" }
