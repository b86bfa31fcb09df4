package fetch

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"sync"
	"time"
)

const (
	// maxRobots is how much of a robots.txt is read: the 500 KiB that RFC 9309, section 2.5, asks for at least.
	maxRobots = 500 << 10
	// A robots.txt may be kept for a day (RFC 9309, section 2.4), and is asked for again an hour after at the earliest.
	maxRobotsAge, minRobotsAge = 24 * time.Hour, time.Hour
	// robotsRetry is when a robots.txt that could not be had is asked for again.
	robotsRetry = 10 * time.Minute
	// maxRobotsKept is how many bytes are kept for all hosts: those of some 10,000 usual ones.
	maxRobotsKept = 16 << 20
)

// Robots knows what the robots.txt of each host allows. Where there is none (status 4xx) everything is allowed; where
// it can't be had, the rules from before go on, and without them nothing is allowed for now (RFC 9309, section 2.3.1).
type Robots struct {
	fetcher *Fetcher

	mu    sync.Mutex
	hosts map[string]*hostRobots // by scheme and host
	kept  int                    // sum of their costs
}

type hostRobots struct {
	busy    chan struct{} // holds one while somebody reads or renews the rest
	rules   robotsRules
	known   bool // rules are the host's own, or it has none
	err     error
	expires time.Time
}

func NewRobots(f *Fetcher) *Robots {
	return &Robots{fetcher: f, hosts: make(map[string]*hostRobots)}
}

// Permit is Request.Permit. The errors are *Error, of kind Disallowed or why the host's robots.txt can't be had,
// and ctx's own.
func (r *Robots) Permit(ctx context.Context, u *url.URL) (pause time.Duration, err error) {
	key := u.Scheme + "://" + Host(u)
	h := r.host(key)
	select {
	case h.busy <- struct{}{}:
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	defer func() { <-h.busy }()
	if !r.fetcher.now().Before(h.expires) {
		before := h.cost()
		if err := r.renew(ctx, u, h); err != nil {
			return 0, err
		}
		r.keep(key, h, h.cost()-before)
	}
	if h.err != nil {
		return 0, h.err
	}
	if !h.rules.allow(u) {
		return 0, &Error{Kind: Disallowed, Host: Host(u)}
	}
	return h.rules.pause, nil
}

// cost is about how many bytes h takes.
func (h *hostRobots) cost() int { return 400 + h.rules.size }

func (r *Robots) host(key string) *hostRobots {
	r.mu.Lock()
	defer r.mu.Unlock()
	h := r.hosts[key]
	if h == nil {
		h = &hostRobots{busy: make(chan struct{}, 1)}
		r.hosts[key] = h
		r.kept += h.cost()
	}
	return h
}

// keep counts that h's cost has grown, and forgets other hosts, whichever, while all cost too much.
func (r *Robots) keep(key string, h *hostRobots, grown int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.hosts[key] == h {
		r.kept += grown
	}
	for other, h := range r.hosts {
		if r.kept <= maxRobotsKept {
			return
		}
		if other == key {
			continue
		}
		select {
		case h.busy <- struct{}{}:
			r.kept -= h.cost()
			delete(r.hosts, other)
			<-h.busy
		default: // in use
		}
	}
}

// renew asks for the robots.txt of u's host. The error is ctx's.
func (r *Robots) renew(ctx context.Context, u *url.URL, h *hostRobots) error {
	at := url.URL{Scheme: u.Scheme, Host: u.Host, User: u.User, Path: "/robots.txt"}
	response, err := r.fetcher.Fetch(WithRoom(ctx, nil), Request{URL: at.String(), Accept: "text/plain, */*;q=0.1", MaxBody: maxRobots, cut: true})
	now := r.fetcher.now()
	var failed *Error
	switch {
	case err == nil:
		h.rules, h.known, h.err = parseRobots(response.Body, agentName), true, nil
		h.expires = now.Add(min(maxRobotsAge, max(minRobotsAge, cmp.Or(response.MaxAge, maxRobotsAge))))
	case !errors.As(err, &failed):
		return err
	case failed.Kind == Refused, failed.Kind == NotFound, failed.Kind == Gone, failed.Kind == RedirectLoop:
		h.rules, h.known, h.err = robotsRules{}, true, nil
		h.expires = now.Add(maxRobotsAge)
	default:
		if !h.known {
			about := *failed
			about.Detail = "its robots.txt was asked for"
			if failed.Detail != "" {
				about.Detail = failed.Detail + " (" + about.Detail + ")"
			}
			h.err = &about
		}
		h.expires = now.Add(robotsRetry)
		if failed.Until.After(h.expires) {
			h.expires = failed.Until
		}
	}
	return nil
}
