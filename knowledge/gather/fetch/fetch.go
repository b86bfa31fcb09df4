// Package fetch gets what is on the web, from public addresses alone, politely and
// within limits. Every failure is an [Error] that says what kind it is and never
// shows an address.
package fetch

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/net/publicsuffix"
)

// Config is what a Fetcher is made of; its zero value is usable.
type Config struct {
	Contact      string        // the operator's e-mail address or web page, told to every server; "" for none
	Version      string        // of the program
	AllowedHosts []string      // that may have private addresses: host names, IP addresses, or prefixes such as 10.0.0.0/8
	MaxBody      int64         // bytes of an answer, as sent and as decompressed; 0 for 8 MB
	Timeout      time.Duration // for one Fetch with all its redirects, without the waits for a host's turn and for room; 0 for 30 s
	PerHostDelay time.Duration // from the end of one request to the next one to that host; 0 for 1 s, negative for none
	Concurrency  int           // requests at the same time, over all hosts; 0 for 8

	Now      func() time.Time                                 // nil: time.Now
	Sleep    func(ctx context.Context, d time.Duration) error // waits for a host's turn; nil: on a timer
	Resolver *net.Resolver                                    // nil: the system's
	Log      *slog.Logger                                     // nil: discards
}

// Request is one thing to fetch.
type Request struct {
	URL          string
	ETag         string // from an earlier Response of this URL, as it was; "" for none
	LastModified string // from an earlier Response of this URL, as it was; "" for none
	Accept       string // the Accept header; "" for anything
	MaxBody      int64  // bytes; 0 for the Fetcher's

	// Permit, when set, is asked before each request, redirected ones too, and says how long the host's pause should
	// be at least.
	Permit func(ctx context.Context, u *url.URL) (pause time.Duration, err error)
	cut    bool // take the beginning of a body that is too long
}

// Response is the answer to a Request that went well: status 2xx, or 304 when the Request was conditional.
type Response struct {
	Status       int
	URL          string // where the redirects ended; like the request's it may hold secrets
	Permanent    string // URL, when there were redirects and all of them were permanent (301 or 308); else ""
	NotModified  bool   // status 304: Body is empty
	Body         []byte // decompressed
	ContentType  string
	ETag         string
	LastModified string
	MaxAge       time.Duration // how long the server says that this stays fresh (Cache-Control, Expires); 0 when it doesn't say
}

// Values for Request.Accept.
const (
	AcceptFeed = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
	AcceptPage = "text/html, application/xhtml+xml, */*;q=0.1"
)

const (
	// defaultMaxBody is above the largest pages, with all their scripts, of some 3 MB.
	defaultMaxBody = 8 << 20
	// maxRedirects is how many redirects are followed, twice the five that RFC 9309, section 2.3.1.2, asks for at least.
	maxRedirects = 10
	// connectTime bounds one attempt to connect: hosts that are up answer in well below 3 s from anywhere.
	connectTime = 10 * time.Second
	// maxHeader bounds an answer's header; Node's and nginx's own limits are 16 and 32 KiB.
	maxHeader = 256 << 10
)

// Fetcher gets feeds and pages from servers that nobody vouches for. It asks each host for one thing at a time with
// a pause in between, stays away for as long as a host's Retry-After says, connects to public addresses alone (checked
// on the address that is dialled, after the name was resolved, on every redirect), keeps cookies no longer than one
// Fetch, and bounds size and time of everything it reads. It never uses a proxy that is named in the environment, which
// would resolve the names itself, out of reach of that check; one that the operator chose for a feed is used for that
// feed, see Options.
//
// It may be used by any number of goroutines at the same time.
type Fetcher struct {
	agent     string
	maxBody   int64
	timeout   time.Duration
	now       func() time.Time
	log       *slog.Logger
	guard     *guard
	transport *http.Transport
	turns     *turns

	mu      sync.Mutex
	proxies map[string]*http.Transport // by the proxy's address
}

// New returns a Fetcher.
func New(c Config) *Fetcher {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = Sleep
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	concurrency := max(1, cmp.Or(c.Concurrency, 8))
	guard := newGuard(c.AllowedHosts, c.Resolver)
	return &Fetcher{
		guard:   guard,
		proxies: make(map[string]*http.Transport),
		agent:   userAgent(c.Version, c.Contact),
		maxBody: cmp.Or(c.MaxBody, defaultMaxBody),
		timeout: cmp.Or(c.Timeout, 30*time.Second),
		now:     c.Now,
		log:     c.Log,
		turns:   newTurns(concurrency, max(0, cmp.Or(c.PerHostDelay, time.Second)), c.Now, c.Sleep),
		transport: &http.Transport{
			DialContext:            guard.dial,
			ForceAttemptHTTP2:      true,
			DisableCompression:     true, // read does it, within its limits
			MaxIdleConns:           2 * concurrency,
			MaxIdleConnsPerHost:    1,
			IdleConnTimeout:        30 * time.Second,
			TLSHandshakeTimeout:    connectTime,
			MaxResponseHeaderBytes: maxHeader,
		},
	}
}

// agentName is the name by which Quoth is known to servers and in their robots.txt.
const agentName = "Quoth"

func userAgent(version, contact string) string {
	printable := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r > unicode.MaxASCII || !unicode.IsPrint(r) {
				return -1
			}
			return r
		}, s)
	}
	agent := agentName + "/" + cmp.Or(strings.ReplaceAll(printable(version), " ", "-"), "0")
	if contact = strings.NewReplacer("(", "", ")", "").Replace(printable(contact)); contact != "" {
		agent += " (+" + contact + ")"
	}
	return agent
}

func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Fetch gets one thing. It waits for the host's turn first, which takes as long as the requests to that host before
// it. The errors are *Error, and ctx's own.
func (f *Fetcher) Fetch(ctx context.Context, r Request) (*Response, error) {
	at, err := ParseAddress(r.URL)
	if err != nil {
		return nil, err
	}
	budget := f.timeout
	permanent := true
	seen := map[string]bool{}
	cookies, err := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	if err != nil {
		return nil, err
	}
	for {
		step := at.String() // the same address again is no loop when it was asked for a cookie
		for _, c := range cookies.Cookies(at) {
			step += "\n" + c.String()
		}
		if seen[step] || len(seen) > maxRedirects {
			return nil, &Error{Kind: RedirectLoop, Host: Host(at)}
		}
		seen[step] = true
		began := time.Now()
		response, next, err := f.hop(ctx, at, r, cookies, &budget)
		if err != nil {
			f.log.DebugContext(ctx, "fetch: request failed", "host", Host(at), "error", err)
			return nil, err
		}
		if next == nil {
			f.log.DebugContext(ctx, "fetch: response received", "host", Host(at), "status", response.Status, "bytes", len(response.Body), "took", time.Since(began))
			response.URL = at.String()
			if len(seen) > 1 && permanent {
				response.Permanent = response.URL
			}
			return response, nil
		}
		permanent = permanent && (response.Status == http.StatusMovedPermanently || response.Status == http.StatusPermanentRedirect)
		at = next
	}
}

// hop makes one request, in the host's turn. next is where a redirect leads; budget is the time left to the network,
// from which hop takes what it used.
func (f *Fetcher) hop(ctx context.Context, at *url.URL, r Request, cookies http.CookieJar, budget *time.Duration) (response *Response, next *url.URL, err error) {
	host := Host(at)
	pause := time.Duration(0)
	if r.Permit != nil {
		if pause, err = r.Permit(ctx, at); err != nil {
			return nil, nil, err
		}
	}
	done, err := f.turns.take(ctx, host, pause)
	if err != nil {
		return nil, nil, err
	}
	defer done()
	bounded, timeout, cancel := newLimit(ctx, *budget)
	defer cancel()
	defer func() { *budget = timeout.remaining() }()

	transport, err := f.roundTripper(ctx, at)
	if err != nil {
		return nil, nil, failure(ctx, bounded, host, err)
	}
	request := f.request(bounded, at, r)
	for _, c := range cookies.Cookies(at) {
		request.AddCookie(c)
	}
	answer, err := transport.RoundTrip(request)
	if err != nil {
		return nil, nil, failure(ctx, bounded, host, err)
	}
	cookies.SetCookies(at, answer.Cookies())
	defer answer.Body.Close()
	response = &Response{Status: answer.StatusCode}
	switch {
	case answer.StatusCode == http.StatusNotModified && (r.ETag != "" || r.LastModified != ""):
		response.NotModified = true
	case isRedirect(answer):
		next, err = redirect(at, answer.Header.Get("Location"))
		return response, next, err
	case answer.StatusCode < 200 || answer.StatusCode > 299 || answer.StatusCode == http.StatusPartialContent:
		err := statusError(host, answer, f.now())
		f.turns.close(host, err.Until)
		return nil, nil, err
	default:
		if room := roomOf(ctx); room != nil {
			if err := timeout.without(func() error { return room(ctx) }); err != nil {
				return nil, nil, failure(ctx, bounded, host, err)
			}
		}
		limit := cmp.Or(r.MaxBody, f.maxBody)
		if response.Body, err = readBody(answer, limit, r.cut); err != nil {
			return nil, nil, bodyFailure(ctx, bounded, host, limit, err)
		}
	}
	h := answer.Header
	response.ContentType, response.ETag, response.LastModified = h.Get("Content-Type"), h.Get("ETag"), h.Get("Last-Modified")
	response.MaxAge = freshness(h, f.now())
	return response, nil, nil
}

func (f *Fetcher) request(ctx context.Context, at *url.URL, r Request) *http.Request {
	header := http.Header{
		"User-Agent":      {f.agent},
		"Accept":          {cmp.Or(r.Accept, "*/*")},
		"Accept-Encoding": {acceptEncoding},
	}
	if r.ETag != "" {
		header.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		header.Set("If-Modified-Since", r.LastModified)
	}
	optionsOf(ctx).apply(header, at)
	bare := *at
	bare.User = nil
	request := (&http.Request{Method: http.MethodGet, URL: &bare, Host: bare.Host, Header: header, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1}).WithContext(ctx)
	if password, given := at.User.Password(); given || at.User.Username() != "" {
		request.SetBasicAuth(at.User.Username(), password)
	}
	return request
}

func isRedirect(answer *http.Response) bool {
	switch answer.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return answer.Header.Get("Location") != ""
	}
	return false
}

// redirect is where a Location leads. A name and password go with it to the same place alone.
func redirect(from *url.URL, location string) (*url.URL, error) {
	ref, err := url.Parse(location)
	if err != nil {
		return nil, &Error{Kind: BadAnswer, Host: Host(from), Detail: "it redirects to what is no address"}
	}
	to := from.ResolveReference(ref)
	if to.User == nil && to.Scheme == from.Scheme && to.Host == from.Host {
		to.User = from.User
	}
	return ParseAddress(to.String())
}

// readBody reads and decompresses a body of at most limit bytes; a longer one is cut there or is errTooLarge.
func readBody(answer *http.Response, limit int64, cut bool) ([]byte, error) {
	if answer.ContentLength > limit && !cut {
		return nil, errTooLarge
	}
	plain, err := Decompress(&bounded{r: answer.Body, left: limit, cut: cut}, answer.Header.Values("Content-Encoding"))
	if err != nil {
		return nil, err
	}
	return readAll(&bounded{r: plain, left: limit, cut: cut}, int(min(max(answer.ContentLength, 0), limit)), int(limit))
}

// readAll reads at most limit bytes, of which expected are likely. What it holds never grows beyond the limit.
func readAll(r io.Reader, expected, limit int) ([]byte, error) {
	body := make([]byte, 0, expected+smallRead)
	for {
		if len(body) == cap(body) {
			larger := make([]byte, len(body), min(2*cap(body), limit+smallRead))
			copy(larger, body)
			body = larger
		}
		n, err := r.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		if err == io.EOF {
			return body, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// smallRead is room for the end of a body to be noticed.
const smallRead = 512

// bounded reads at most left bytes; one more is errTooLarge, or the end when it is to be cut.
type bounded struct {
	r    io.Reader
	left int64
	cut  bool
	err  error // what it ended with
}

func (b *bounded) Read(p []byte) (n int, err error) {
	if b.err != nil {
		return 0, b.err
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, b.err = b.r.Read(p)
	if int64(n) > b.left {
		n, b.err = int(b.left), errTooLarge
		if b.cut {
			b.err = io.EOF
		}
	}
	b.left -= int64(n)
	return n, b.err
}
