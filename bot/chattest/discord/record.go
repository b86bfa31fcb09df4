package discord

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"quoth/bot/chattest/record"
)

// Request is one REST request that the server got.
type Request struct {
	At     time.Time
	Method string
	Path   string // without /api/v10
	Route  string // the pattern of Routes; "": none fits
	Header http.Header
	Body   json.RawMessage // the JSON, also of a multipart body; nil: none
	Files  []string        // "files[0]=name"
	Status int             // of the answer
	Code   int             // Discord's error code in the answer; 0: none
}

// Violation is something that a well-behaved client would not have caused. Kinds:
//
//	auth       a wrong or missing token
//	form       a body over Discord's limits (50035)
//	mentions   a message that does not say whom it may notify
//	spec       a request that the Spec does not allow
//	late       an interaction answered after 3 s, or with an expired token
//	twice      an interaction answered twice
//	ratelimit  a request over a rate limit
//	impatient  a request before the time that a 429 asked for, unless it may have
//	           been on its way already
//	identify   an identify before its turn
//	gateway    a gateway packet that Discord closes the connection for
type Violation = record.Violation

// violate notes a violation. It is called with d.mu held.
func (d *Discord) violate(kind, format string, args ...any) {
	d.log.Violate(d.now(), kind, format, args...)
}

// Violations returns what has been noted, of the kinds if any are given.
func (d *Discord) Violations(kinds ...string) []Violation {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.log.Violations(kinds...)
}

// Requests returns the requests so far, of the routes if any are given.
func (d *Discord) Requests(patterns ...string) []Request {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.DeleteFunc(d.log.Requests(), func(r Request) bool { return len(patterns) > 0 && !slices.Contains(patterns, r.Route) })
}

// Count is how many REST requests there were; it goes on over Forget.
func (d *Discord) Count() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.log.Total()
}

// Forget drops the recorded requests, messages, pings and interactions, and the
// events that are kept for a resume, for a test that measures memory. Violations
// and counts stay. It closes the connections that are idle, too.
func (d *Discord) Forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.log.Forget()
	d.pings = nil
	clear(d.messages)
	clear(d.interactions)
	clear(d.byToken)
	clear(d.nonces)
	clear(d.buckets)
	for _, c := range d.channels {
		c.messages = nil
	}
	for _, s := range d.sessions {
		s.forget(s.seq)
	}
	d.client.CloseIdleConnections()
}

// Report is a text for a failed test: the last requests and every violation.
func (d *Discord) Report() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var b strings.Builder
	b.WriteString(d.log.Tail(func(r Request) string { return fmt.Sprintf("%d %s %s %.300s", r.Status, r.Method, r.Path, r.Body) }))
	for _, s := range d.sessions {
		fmt.Fprintf(&b, "shard %d of %d: connected %v, %d events sent\n", s.shard, s.shards, s.conn != nil, s.seq)
	}
	return d.redact(b.String())
}
