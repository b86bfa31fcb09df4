package discord

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"quoth/bot/chattest/fault"
)

// Fault is an order to misbehave on REST requests.
type Fault struct {
	Route string // a pattern of Routes; "": any route
	Times int    // how many requests; 0: one

	Delay  time.Duration   // before the request is looked at; with Done: before its answer
	Hold   <-chan struct{} // the request waits there until it is closed; nil: not at all
	Status int             // the answer's status; 0: the true answer
	Body   string          // the answer's body; "": a JSON error, or an HTML page when HTML is set
	HTML   bool
	Header http.Header // added to the answer

	Done bool // the request is carried out all the same, and only then answered so
	Half bool // half of the body is sent, then the connection breaks

	// Drop breaks the connection instead of answering. The request is carried out
	// unless Status is set without Done. (Go's transport itself repeats a GET on a
	// connection that had been used before.)
	Drop bool

	// RetryAfter is how long a 429 asks the client to wait: until then every
	// request of that route (with Global: any request) is an "impatient" Violation.
	RetryAfter time.Duration
	Global     bool
}

// Misbehave gives an order. Orders for a route are used up in turn.
func (d *Discord) Misbehave(f Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	setDefault(&f.Times, 1)
	if f.Route != "" && !slices.ContainsFunc(routes, func(r route) bool { return r.pattern == f.Route }) {
		d.t.Errorf("chattest/discord: there is no route %q", f.Route)
	}
	d.faults.Add(f.Route, f.Times, f)
}

// Behave takes back every order of Misbehave that is left.
func (d *Discord) Behave() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.faults.Clear()
}

// Routes are the patterns of the REST interface, for Fault.Route and Requests.
func Routes() []string {
	var patterns []string
	for _, r := range routes {
		patterns = append(patterns, r.pattern)
	}
	return patterns
}

func (d *Discord) takeFault(pattern string) *Fault {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.faults.Take(pattern)
}

// delay waits, but no longer than the client does. It may be called for nil.
func (f *Fault) delay(req *http.Request, done bool) {
	if f != nil && f.Done == done {
		fault.Delay(req, f.Delay)
		if f.Hold != nil {
			fault.Hold(req, f.Hold)
		}
	}
}

// Error makes a Fault the answer of a request.
func (f *Fault) Error() string { return "ordered: HTTP " + strconv.Itoa(f.Status) }

func (f *Fault) answer(h http.Header) (int, []byte) {
	for name, values := range f.Header {
		h[name] = values
	}
	if f.Status == 429 {
		seconds := f.RetryAfter.Seconds()
		h.Set("Retry-After", strconv.FormatFloat(seconds, 'f', -1, 64))
		if f.Global {
			h.Set("X-RateLimit-Global", "true")
		}
	}
	body := []byte(f.Body)
	switch {
	case f.HTML:
		h.Set("Content-Type", "text/html; charset=UTF-8")
		if f.Body == "" {
			body = []byte("<!DOCTYPE html><html><head><title>" + http.StatusText(f.Status) + "</title></head><body>cloudflare</body></html>")
		}
	case f.Body == "" && f.Status == 429:
		body = (&tooManyRequests{f.RetryAfter, f.Global}).body()
	case f.Body == "":
		body = encode(obj{"message": strconv.Itoa(f.Status) + ": " + http.StatusText(f.Status), "code": 0})
	}
	return f.Status, body
}
