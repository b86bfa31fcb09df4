package botapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// CallError is a call that failed.
type CallError struct {
	Method    string
	Code      int           // the HTTP status; 0 when there was no answer
	Text      string        // Telegram's description, or what went wrong on the way
	Said      bool          // Text is Telegram's
	Wait      time.Duration // for which Telegram wants to be left alone; 0 for none
	MovedTo   int64         // the supergroup that the group became; 0 for none
	Done      bool          // the call was carried out, and its result got lost
	Unreached bool          // no connection was made
}

func (e *CallError) Error() string {
	if e.Code == 0 {
		return fmt.Sprintf("telegram %s: %s", e.Method, e.Text)
	}
	return fmt.Sprintf("telegram %s: %d %s", e.Method, e.Code, e.Text)
}

// unknownWait is taken when a proxy refuses everything without saying for how long.
const unknownWait = time.Minute

// failure makes an error of what the library returned.
func (c *Client) failure(method string, t *transport, err error) *CallError {
	f := &CallError{Method: method, Code: t.status}
	var said *tgbotapi.Error
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &said):
		if said.Code != 0 {
			f.Code = said.Code
		}
		f.Text, f.Said = said.Message, true
		f.Wait = time.Duration(said.RetryAfter) * time.Second
		f.MovedTo = said.MigrateToChatID
	case t.status == http.StatusOK && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)):
		f.Done = true
		f.Text = "the answer broke off"
	case errors.As(err, &syntax):
		f.Text = "the answer is not JSON"
		seconds, _ := strconv.Atoi(t.after)
		f.Wait = time.Duration(seconds) * time.Second
	default:
		f.Text = c.Redact(err.Error())
		var op *net.OpError
		f.Unreached = t.status == 0 && errors.As(err, &op) && op.Op == "dial"
	}
	if f.Code == http.StatusTooManyRequests && !f.Said && f.Wait == 0 {
		f.Wait = unknownWait
	}
	return f
}

// Says reports whether Telegram's description holds any of the phrases.
func (e *CallError) Says(phrases ...string) bool {
	text := strings.ToLower(e.Text)
	for _, p := range phrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// RefusesToken reports whether Telegram itself, and not something on the way to it,
// Says that the token is wrong: 401, or 404 when it is not even of the right form.
func (e *CallError) RefusesToken() bool {
	return e.Said && (e.Code == http.StatusUnauthorized || e.Code == http.StatusNotFound)
}
