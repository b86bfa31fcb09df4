package discord

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"quoth/bot/chattest/fault"
)

// Fault is an order to misbehave on REST requests. Its Route is a pattern of Routes. With
// a RetryAfter every request of that route, or with the Scope "global" any request, is an
// "impatient" Violation until then.
type Fault = fault.Fault

// Misbehave gives an order. Orders for a route are used up in turn.
func (d *Discord) Misbehave(f Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if f.Route != "" && !slices.Contains(Routes(), f.Route) {
		d.t.Errorf("chattest/discord: there is no route %q", f.Route)
	}
	d.faults.Add(f)
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

// globally is the scope of a rate limit over all routes.
const globally = "global"

// faulty makes of the true answer what a fault says.
func faulty(f *Fault, h http.Header, status int, body []byte) (int, []byte) {
	if f.Status == http.StatusTooManyRequests {
		h.Set("Retry-After", strconv.FormatFloat(f.RetryAfter.Seconds(), 'f', -1, 64))
		if f.Scope != "" {
			h.Set("X-RateLimit-Scope", f.Scope)
		}
		if f.Scope == globally {
			h.Set("X-RateLimit-Global", "true")
		}
	}
	switch {
	case f.HTML:
		body = []byte(f.Page())
	case f.Body != "":
		body = []byte(f.Body)
	case f.Status == http.StatusTooManyRequests:
		body = (&tooManyRequests{f.RetryAfter, f.Scope == globally}).body()
	case f.Status != 0:
		body = encode(obj{"message": strconv.Itoa(f.Status) + ": " + http.StatusText(f.Status), "code": 0})
	}
	return cmp.Or(f.Status, status), body
}
