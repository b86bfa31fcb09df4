package telegram

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"

	"quoth/bot/chattest/fault"
)

// Fault is one way to misbehave.
type Fault = fault.Fault

// BadGateway is what a proxy says in HTML when Telegram is away.
func BadGateway() Fault { return Fault{Status: http.StatusBadGateway, HTML: true} }

// Failure is an error in the Bot API's form: 500 "Internal Server Error", 401
// "Unauthorized", 409 "Conflict: …".
func Failure(status int, description string) Fault {
	_, body := errorBody(&apiError{code: status, description: description})
	return Fault{Status: status, Body: string(body)}
}

// TooMany tells the bot to wait.
func TooMany(seconds int) Fault {
	status, body := errorBody(tooMany(seconds))
	return Fault{Status: status, Body: string(body)}
}

func tooMany(seconds int) *apiError {
	return &apiError{
		code:        http.StatusTooManyRequests,
		description: fmt.Sprintf("Too Many Requests: retry after %d", seconds),
		retryAfter:  seconds,
	}
}

// HalfAnswer carries the request out and sends half of the answer.
func HalfAnswer() Fault { return Fault{Half: true, Done: true} }

// Hangup closes the connection without having done anything.
func Hangup() Fault { return Fault{Status: http.StatusBadGateway, Drop: true} }

// Late carries the request out and answers after the delay.
func Late(d time.Duration) Fault { return Fault{Delay: d, Done: true} }

// Held carries the request out and answers once the channel is closed.
func Held(until <-chan struct{}) Fault { return Fault{Hold: until, Done: true} }

// Misbehave orders a fault for the next n requests for a method; "" is any
// method, getUpdates too.
func (s *Server) Misbehave(method string, n int, f Fault) {
	if n == 0 {
		return
	}
	f.Route, f.Times = strings.ToLower(method), n
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.Add(f)
	if s.updates.poll != nil && (method == "" || strings.EqualFold(method, "getUpdates")) {
		s.updates.poll.end() // so that the next one comes now
	}
}

// Behave takes back the faults that were ordered and have not come.
func (s *Server) Behave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.Clear()
}

// faulty makes of the true answer what a fault says.
func faulty(f *Fault, status int, body []byte) (int, []byte) {
	switch {
	case f.HTML:
		body = []byte(f.Page())
	case f.Body != "":
		body = []byte(f.Body)
	}
	return cmp.Or(f.Status, status), body
}
