package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"sync"
	"time"

	"quoth/knowledge/attempt"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/page"
)

const (
	// maxChildren is how many children parse at the same time, where there are so many
	// processors: a child takes some 20 MB, and large documents far more.
	maxChildren = 4
	// documentsPerChild is after how many documents a child is replaced.
	documentsPerChild = 1000
	// workPerChild is after how much work a child is replaced: with one more document that
	// is far less than the time of a processor that it has.
	workPerChild = time.Minute
	// documentTime is how long a document may take. The slowest take seconds; what is
	// beyond this is a fault even where the machine is busy.
	documentTime = 2 * time.Minute
	// idleTime is how long a child waits for a document before it is ended.
	idleTime = time.Minute
)

// Config is what a Pool is made of. The zero value of each field stands for what is usual.
type Config struct {
	Log       *slog.Logger  // nil: discards
	Children  int           // at the same time; 0 for one a processor, four at most
	Documents int           // after which a child is replaced; 0 for 1000
	Timeout   time.Duration // for a document; 0 for two minutes
}

// Pool parses documents in child processes; it is a [feed.Parser]. Children are started as
// they are needed. It may be used by any number of goroutines at the same time.
//
// A document over which a child ends is an error that wraps [attempt.ErrFault]. Where no
// child can be started documents are parsed in this process.
type Pool struct {
	Config
	slots chan struct{} // one for each child that parses

	mu      sync.Mutex
	idle    []*child // the one that worked last is the last
	closed  bool
	failing bool // no child could be started
}

// NewPool returns a Pool, which is to be closed.
func NewPool(c Config) *Pool {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Children == 0 {
		c.Children = min(runtime.NumCPU(), maxChildren)
	}
	if c.Documents == 0 {
		c.Documents = documentsPerChild
	}
	if c.Timeout == 0 {
		c.Timeout = documentTime
	}
	return &Pool{Config: c, slots: make(chan struct{}, c.Children)}
}

// Page implements page.Parser.
func (p *Pool) Page(ctx context.Context, body []byte, contentType, address string) (page.Page, error) {
	a, err := p.parse(ctx, request{Kind: asPage, ContentType: contentType, Address: address}, body)
	return a.Page, err
}

// Feed implements feed.Parser.
func (p *Pool) Feed(ctx context.Context, body []byte, from feed.Origin, now time.Time) (feed.Channel, error) {
	q := request{Kind: asFeed, ContentType: from.ContentType, Address: from.URL, Links: from.Links, Now: now}
	if from.Zone != nil {
		q.Zone = from.Zone.String()
	}
	a, err := p.parse(ctx, q, body)
	return a.Channel, err
}

// Links implements feed.Parser.
func (p *Pool) Links(ctx context.Context, body []byte, contentType, address string) (feed.Links, error) {
	a, err := p.parse(ctx, request{Kind: asLinks, ContentType: contentType, Address: address}, body)
	return a.Links, err
}

// Close ends the children that wait for documents; those that parse end after it.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	for _, c := range p.idle {
		c.rest.Stop()
		c.kill()
	}
	p.idle = nil
}

func (p *Pool) parse(ctx context.Context, q request, body []byte) (answer, error) {
	body = body[:min(len(body), maxDocument)] // which is too large for any parser
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
	why, unread := "", 0
	for why == "" {
		c, err := p.take(ctx)
		if err != nil {
			return answer{}, err
		}
		if c == nil {
			a := q.parse(feed.InProcess{}, body)
			return a, a.Failure.err()
		}
		a, late, err := p.parseIn(ctx, c, q, body)
		if err == nil {
			p.give(c)
			return a, a.Failure.err()
		}
		how := c.kill()
		switch {
		case ctx.Err() != nil:
			return answer{}, ctx.Err()
		case late:
			why = fmt.Sprintf("it took longer than %v", p.Timeout)
		case !errors.Is(err, errUnread) || unread > p.Children:
			why = how
		default: // something ended it while it waited, as it may have ended all the others
			unread++
		}
	}
	p.Log.Error("sandbox: child ended", "why", why, "bytes", len(body))
	return answer{}, fmt.Errorf("%w: the process that parsed it ended", attempt.ErrFault)
}

// parseIn hands a document to a child, which has the time of a document from then on; late is
// set when that was not enough.
func (p *Pool) parseIn(ctx context.Context, c *child, q request, body []byte) (a answer, late bool, err error) {
	within, cancel := context.WithTimeout(ctx, p.Timeout)
	defer cancel()
	began := time.Now()
	a, err = c.parse(within, q, body)
	c.worked += time.Since(began)
	return a, within.Err() != nil, err
}

// take returns a child that waits, or a new one; nil where none can be started.
func (p *Pool) take(ctx context.Context) (*child, error) {
	p.mu.Lock()
	if len(p.idle) > 0 {
		c := p.idle[len(p.idle)-1]
		p.idle = p.idle[:len(p.idle)-1]
		c.rest.Stop()
		p.mu.Unlock()
		return c, nil
	}
	p.mu.Unlock()
	c, err := start(ctx)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil && !p.failing {
		p.Log.Warn("sandbox: child start failed", "instead", "documents are parsed in this process", "error", err)
	}
	p.failing = err != nil
	return c, nil
}

// give keeps a child for the next document, for a while.
func (p *Pool) give(c *child) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c.parsed++; p.closed || c.parsed >= p.Documents || c.worked >= workPerChild {
		c.kill()
		return
	}
	p.idle = append(p.idle, c)
	c.rest = time.AfterFunc(idleTime, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if i := slices.Index(p.idle, c); i >= 0 { // else Close has ended it
			p.idle = slices.Delete(p.idle, i, i+1)
			c.kill()
		}
	})
}

// executable is the program's own file: the one that runs, also when another was put in
// its place.
func executable() (string, error) {
	const running = "/proc/self/exe"
	if _, err := os.Stat(running); err == nil {
		return running, nil
	}
	return os.Executable()
}

// errTooLong is an answer that no document has.
var errTooLong = errors.New("the answer is too long")

// bounded is a reader that fails after left bytes.
type bounded struct {
	r    io.Reader
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
