package web

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"quoth/bot"
)

// Limits bound how much is served. The zero Limits bound nothing.
type Limits struct {
	PerSecond float64 // requests of one address, on average; 0 for any number
	Burst     int     // and at once
	Together  int     // that are worked on at the same time; 0 for any number
}

// DefaultLimits let a person look at pages as fast as they can, and two cores keep up.
var DefaultLimits = Limits{PerSecond: 10, Burst: 60, Together: 64}

const (
	// maxAddresses is how many addresses are known before those are forgotten that have all
	// of their burst again.
	maxAddresses = 10_000
	// maxBody is how many bytes a request to what stands beside the pages may bring that says nothing else.
	maxBody = 1 << 20
	// policy allows what a page brings with it, and nothing else.
	policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
	// nobody may show the pages in a frame, but Telegram's own page does so with a Mini App.
	nobody, telegramPage = "'none'", "https://web.telegram.org"
)

// guard counts requests.
type guard struct {
	limits Limits
	room   chan struct{}

	mu        sync.Mutex
	addresses map[string]*rate.Limiter
}

func newGuard(l Limits) *guard {
	return &guard{limits: l, room: make(chan struct{}, l.Together), addresses: map[string]*rate.Limiter{}}
}

// admits reports whether an address may have another page at a time.
func (g *guard) admits(address string, now time.Time) bool {
	if g.limits.PerSecond == 0 {
		return true
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	l := g.addresses[address]
	if l == nil {
		if len(g.addresses) >= maxAddresses {
			g.forget(now)
		}
		l = rate.NewLimiter(rate.Limit(g.limits.PerSecond), g.limits.Burst)
		g.addresses[address] = l
	}
	return l.AllowN(now, 1)
}

// forget drops the addresses that are as if they were new, or else all of them.
func (g *guard) forget(now time.Time) {
	for address, l := range g.addresses {
		if l.TokensAt(now) >= float64(g.limits.Burst) {
			delete(g.addresses, address)
		}
	}
	if len(g.addresses) >= maxAddresses {
		clear(g.addresses)
	}
}

// enter waits for room until ctx is done, and reports whether there is; leave gives it back.
func (g *guard) enter(ctx context.Context) bool {
	if g.limits.Together == 0 {
		return true
	}
	select {
	case g.room <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (g *guard) leave() {
	if g.limits.Together > 0 {
		<-g.room
	}
}

// recorder remembers the status of a response.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// guarded gives a request its number, its headers and its time, turns away what is too much,
// and logs it: without what was asked, and by whom.
func (s *Server) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, id := time.Now(), bot.NewRequestID()
		ctx, cancel := context.WithTimeout(bot.WithRequestID(r.Context(), id), answerTime)
		defer cancel()
		r = r.WithContext(ctx)
		next, most := next, int64(0) // pages take nothing
		enters := s.app != nil && r.URL.Path == AppPath && r.Method == http.MethodPost
		framed := nobody
		if s.app != nil {
			framed = telegramPage
		}
		if enters {
			most = 2 * maxAppData // percent-encoded
		}
		beside, refuse := s.besideOf(r.URL.Path), s.refuse
		if beside.Handler != nil {
			next, most, framed = beside, cmp.Or(beside.MaxBody, maxBody), nobody
		}
		if beside.JSON {
			refuse = s.refuseProgram
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		for name, value := range map[string]string{
			"Content-Security-Policy": policy + framed, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "X-Request-Id": id,
		} {
			w.Header().Set(name, value)
		}
		s.tellOfProxy(r)
		rec := &recorder{ResponseWriter: w}
		defer func() {
			if p := recover(); p != nil {
				s.log.ErrorContext(ctx, "web: handler panicked", "panic", p)
				if rec.status == 0 {
					refuse(rec, r, broken)
				}
			}
			s.log.DebugContext(ctx, "web: request served", "route", r.Pattern, "status", rec.status, "elapsed", time.Since(start))
		}()
		switch {
		case beside.Handler == nil && !enters && r.Method != http.MethodGet && r.Method != http.MethodHead:
			rec.Header().Set("Allow", "GET, HEAD")
			s.refuse(rec, r, badMethod)
		case r.URL.Path == "/healthz", r.URL.Path == "/readyz": // however much is asked, the program runs
			next.ServeHTTP(rec, r)
		case !s.guard.admits(s.proxies.reader(r), s.now()):
			rec.Header().Set("Retry-After", busyFor)
			refuse(rec, r, tooMany)
		case !s.guard.enter(ctx):
			refuse(rec, r, tooBusy)
		default:
			defer s.guard.leave()
			next.ServeHTTP(rec, r)
		}
	})
}

// besideOf is what stands beside the pages under a path; without a Handler for nothing.
func (s *Server) besideOf(path string) Beside {
	for prefix, handler := range s.beside {
		if path == prefix || strings.HasSuffix(prefix, "/") && strings.HasPrefix(path, prefix) {
			return handler
		}
	}
	return Beside{}
}

// proxies are the networks from which others are asked for, besides this machine.
type proxies []netip.Prefix

// include reports whether an address is that of a proxy.
func (p proxies) include(a netip.Addr) bool {
	return a.IsLoopback() || slices.ContainsFunc(p, func(network netip.Prefix) bool { return network.Contains(a) })
}

// reader is who asks: the address of the connection, or, where that is a proxy's, the last one in X-Forwarded-For that is
// none of a proxy. Of IPv6 it is the network, of which one subscriber has all addresses.
func (p proxies) reader(r *http.Request) string {
	a, err := connected(r)
	told := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(told) - 1; i >= 0 && err == nil && p.include(a); i-- {
		var before netip.Addr
		if before, err = netip.ParseAddr(strings.TrimSpace(told[i])); err == nil {
			a = before.Unmap()
		}
	}
	if a.Is6() {
		if network, err := a.WithZone("").Prefix(64); err == nil {
			return network.String()
		}
	}
	return a.String()
}

// connected is the address that a connection comes from.
func connected(r *http.Request) (netip.Addr, error) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	a, err := netip.ParseAddr(host)
	return a.Unmap(), err
}

// tellOfProxy logs, once, that a proxy of this network asks for others and is not known as one: all of them have the
// limits of one reader then. Who asks from elsewhere may have written the header.
func (s *Server) tellOfProxy(r *http.Request) {
	a, err := connected(r)
	if err != nil || r.Header.Get("X-Forwarded-For") == "" || !a.IsPrivate() || s.proxies.include(a) {
		return
	}
	s.strange.Do(func() {
		s.log.WarnContext(r.Context(), "web: proxy unknown", "address", a.String(), "consequence", "its readers have the limits of one", "mend", "add it to QUOTH_WEB_PROXIES")
	})
}
