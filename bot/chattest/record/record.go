// Package record keeps what the server of a double was asked for, and what its client
// should not have done.
package record

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Log is the requests in the order of their coming, and the violations. The zero value is
// empty. It is for one goroutine at a time: a double guards it with its own lock.
type Log[Request any] struct {
	requests   []Request
	counts     map[string]int
	total      int
	violations []Violation
}

// Add takes a request in that is counted under a name, and returns its place.
func (l *Log[Request]) Add(name string, r Request) int {
	if l.counts == nil {
		l.counts = map[string]int{}
	}
	l.counts[name]++
	l.total++
	l.requests = append(l.requests, r)
	return len(l.requests) - 1
}

// Change changes the request at a place, unless it was forgotten.
func (l *Log[Request]) Change(at int, f func(r *Request)) {
	if at < len(l.requests) {
		f(&l.requests[at])
	}
}

// Requests returns those that are kept.
func (l *Log[Request]) Requests() []Request { return slices.Clone(l.requests) }

// Count is how many were counted under a name. It goes on over Forget.
func (l *Log[Request]) Count(name string) int { return l.counts[name] }

// Total is how many requests there were. It goes on over Forget.
func (l *Log[Request]) Total() int { return l.total }

// Forget drops the requests; counts and violations stay.
func (l *Log[Request]) Forget() { l.requests = nil }

// Tail is the last requests in lines, for the message of a test that failed.
func (l *Log[Request]) Tail(line func(r Request) string) string {
	const most = 20
	var b strings.Builder
	last := l.requests[max(0, len(l.requests)-most):]
	fmt.Fprintf(&b, "the last %d of %d requests:\n", len(last), l.total)
	for _, r := range last {
		fmt.Fprintf(&b, "  %s\n", line(r))
	}
	for _, v := range l.violations {
		fmt.Fprintf(&b, "violation: %v\n", v)
	}
	return b.String()
}

// Violation is something that a well-behaved client would not have caused.
type Violation struct {
	At   time.Time
	Kind string // of those that the double names
	Text string
}

func (v Violation) String() string { return v.Kind + ": " + v.Text }

// Violate notes a violation.
func (l *Log[Request]) Violate(at time.Time, kind, format string, args ...any) {
	l.violations = append(l.violations, Violation{at, kind, fmt.Sprintf(format, args...)})
}

// Violations returns what has been noted, of the kinds if any are given.
func (l *Log[Request]) Violations(kinds ...string) []Violation {
	var out []Violation
	for _, v := range l.violations {
		if len(kinds) == 0 || slices.Contains(kinds, v.Kind) {
			out = append(out, v)
		}
	}
	return out
}
