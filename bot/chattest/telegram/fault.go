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
type Fault struct {
	Delay  time.Duration // waited before the answer, or until the bot hangs up
	Status int           // of the answer; 0 for the true one, or 200
	Body   string        // of the answer, HTML when it begins with "<"; "" for the true one, or none
	Half   bool          // half of the body is sent and the connection closed
	Close  bool          // the connection is closed without an answer
	Done   bool          // the request is carried out all the same, and has a true answer
}

// BadGateway is what a proxy says in HTML when Telegram is away.
func BadGateway() Fault {
	return Fault{Status: http.StatusBadGateway, Body: "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.18.0</center></body></html>"}
}

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
func Hangup() Fault { return Fault{Close: true} }

// Late carries the request out and answers after the delay.
func Late(d time.Duration) Fault { return Fault{Delay: d, Done: true} }

// Misbehave orders a fault for the next n requests for a method; "" is any
// method, getUpdates too.
func (s *Server) Misbehave(method string, n int, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults.Add(strings.ToLower(method), n, f)
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

// over returns the answer that the fault makes of the true one.
func (f Fault) over(status int, body []byte) (int, []byte) {
	if f.Body != "" {
		body = []byte(f.Body)
	}
	return cmp.Or(f.Status, status), body
}

// write answers as faultily as the fault says.
func (f Fault) write(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	switch {
	case !fault.Delay(r, f.Delay):
	case f.Close:
		fault.Drop()
	case f.Half:
		fault.Half(w, status, body)
	default:
		write(w, status, body)
	}
}
