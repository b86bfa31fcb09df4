// Package fault is what the servers of both doubles need to misbehave on order: orders
// that are used up in turn, and answers that come late, by half or not at all.
package fault

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Orders are faults that wait for requests. The zero value holds none. It is for one
// goroutine at a time: a double guards it with its own lock.
type Orders[F any] struct{ left []order[F] }

type order[F any] struct {
	route string // "" for any
	times int    // that are left; below 0 for ever
	fault F
}

// Add orders a fault for the next requests for a route, or all of them when times is below
// 0; "" is any route.
func (o *Orders[F]) Add(route string, times int, fault F) {
	if times != 0 {
		o.left = append(o.left, order[F]{route, times, fault})
	}
}

// Take uses up the first fault that is meant for a request for the route, and returns it;
// nil when there is none.
func (o *Orders[F]) Take(route string) *F {
	for i := range o.left {
		at := &o.left[i]
		if at.route != "" && at.route != route {
			continue
		}
		fault := at.fault
		if at.times--; at.times == 0 {
			o.left = slices.Delete(o.left, i, i+1)
		}
		return &fault
	}
	return nil
}

// Clear takes back what was ordered and has not come.
func (o *Orders[F]) Clear() { o.left = nil }

// Delay waits for so long, or until the client hangs up, and reports whether it still
// waits for the answer.
func Delay(r *http.Request, d time.Duration) bool {
	if d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
		}
	}
	return r.Context().Err() == nil
}

// Hold waits until the channel is closed, or until the client hangs up.
func Hold(r *http.Request, until <-chan struct{}) {
	select {
	case <-until:
	case <-r.Context().Done():
	}
}

// Drop closes the connection without an answer. It ends the handler.
func Drop() { panic(http.ErrAbortHandler) }

// Half sends half of an answer and closes the connection. It ends the handler.
func Half(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)+1))
	w.WriteHeader(status)
	w.Write(body[:len(body)/2])
	w.(http.Flusher).Flush()
	Drop()
}
