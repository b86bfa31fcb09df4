// Package fault is how the servers of both doubles misbehave on order: with answers that
// are refusals, pages of a proxy, late, by half, or none at all.
package fault

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Fault is an order to misbehave on requests. The zero value of what it says of an answer
// is the true answer.
type Fault struct {
	Route string // of the requests, as the double names it; "": any
	Times int    // how many requests; 0: one

	Delay  time.Duration   // before the request is looked at; with Done: before its answer
	Hold   <-chan struct{} // the request waits there until it is closed; nil: not at all
	Status int             // the answer's status
	Body   string          // the answer's body; with a Status "": as the platform words it
	HTML   bool            // the answer is a proxy's page: its Body, or one about the Status

	Done bool // the request is carried out although Status or Body answer otherwise
	Half bool // half of the body is sent, then the connection breaks

	// Drop breaks the connection instead of answering. The request is carried out
	// unless Status is set without Done. (Go's transport itself repeats a GET on a
	// connection that had been used before.)
	Drop bool

	// RetryAfter is how long a 429 asks the client to wait, and Scope what Discord says
	// that it is about: "global", "shared", or "" for the route and this bot.
	RetryAfter time.Duration
	Scope      string
}

// Orders are faults that wait for requests. The zero value holds none. It is for one
// goroutine at a time: a double guards it with its own lock.
type Orders struct{ left []Fault }

// Add orders a fault.
func (o *Orders) Add(f Fault) {
	f.Times = max(f.Times, 1)
	o.left = append(o.left, f)
}

// Take uses up the first fault that is meant for a request for the route, and returns it;
// nil when there is none.
func (o *Orders) Take(route string) *Fault {
	for i := range o.left {
		at := &o.left[i]
		if at.Route != "" && at.Route != route {
			continue
		}
		fault := *at
		if at.Times--; at.Times == 0 {
			o.left = slices.Delete(o.left, i, i+1)
		}
		return &fault
	}
	return nil
}

// Clear takes back what was ordered and has not come.
func (o *Orders) Clear() { o.left = nil }

// Carries reports whether the request is carried out. It may be called for nil, as may
// Wait and Send.
func (f *Fault) Carries() bool { return f == nil || f.Done || f.Status == 0 && f.Body == "" }

// Wait waits where the request has to, before it is looked at or, with done, after it was
// carried out. It reports whether the client still waits for an answer.
func (f *Fault) Wait(r *http.Request, done bool) bool {
	if f == nil || f.Done != done {
		return true
	}
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
		}
	}
	if f.Hold != nil {
		select {
		case <-f.Hold:
		case <-r.Context().Done():
		}
	}
	return r.Context().Err() == nil
}

// Page is the body of the answer where HTML is set.
func (f *Fault) Page() string {
	if f.Body != "" {
		return f.Body
	}
	title := fmt.Sprintf("%d %s", f.Status, http.StatusText(f.Status))
	return "<!DOCTYPE html><html><head><title>" + title + "</title></head><body><center><h1>" + title + "</h1></center><hr><center>proxy</center></body></html>"
}

// Send sends an answer, by half or not at all where the fault says so, which ends the
// handler.
func (f *Fault) Send(w http.ResponseWriter, status int, body []byte) {
	if f != nil && f.Drop {
		panic(http.ErrAbortHandler)
	}
	if f != nil && f.HTML {
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	} else if w.Header().Get("Content-Type") == "" && len(body) > 0 {
		w.Header().Set("Content-Type", "application/json")
	}
	if f == nil || !f.Half {
		w.WriteHeader(status)
		w.Write(body)
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)+1))
	w.WriteHeader(status)
	w.Write(body[:len(body)/2])
	w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}
