package rest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"quoth/bot/chat"
)

// Error is a request that failed.
type Error struct {
	call    Call
	Status  int // 0 when no answer came
	Code    int // of the JSON body; 0 when there is none
	Message string
	meaning chat.Failure  // of Code
	wait    time.Duration // of a 429
	scope   string        // of a 429: "user", "global", "shared", or "" where Discord's door refuses everything
	unmade  bool          // no connection was made
}

func (e *Error) Error() string {
	switch {
	case e.Status == 0:
		return e.call.What + ": " + e.Message
	case e.Status == http.StatusTooManyRequests:
		return fmt.Sprintf("%s: Discord asks to wait %s", e.call.What, e.wait)
	case e.Code == 0 && e.Message == "":
		return fmt.Sprintf("%s: Discord answered %d", e.call.What, e.Status)
	}
	return fmt.Sprintf("%s: Discord answered %d: %s (code %d)", e.call.What, e.Status, e.Message, e.Code)
}

// Refused reports whether err is a refusal with one of the codes.
func Refused(err error, codes ...int) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	for _, c := range codes {
		if e.Code == c {
			return true
		}
	}
	return false
}

// Failure implements chat.Failed.
func (e *Error) Failure() chat.Failure {
	f := e.meaning
	switch {
	case e.unmade:
		f.Class = chat.Passing
	case (e.Status < 300 || e.Status >= 500) && e.call.Single: // a proxy may answer so for what Discord carried out
		f.Class = chat.Unknown
	case e.Status < 300, e.Status >= 500:
		f.Class = chat.Passing
	case e.Status == http.StatusTooManyRequests:
		f = chat.Failure{Class: chat.NotNow, Wait: e.wait}
		switch shared := sharedBy(e.call.Route); e.scope {
		case "":
			f.Class = chat.Down
		case "global":
			if f.Limit = &allRequests; e.call.Anonymous { // which that limit does not hold back
				f.Limit = &shared
			}
		case "shared":
			f.Limit = &shared
		}
	case e.Status == http.StatusUnauthorized && !e.call.Anonymous:
		f.Class = chat.Down
	}
	switch e.Status {
	case http.StatusUnauthorized, http.StatusForbidden:
		f.Abuse = true
	case http.StatusTooManyRequests:
		f.Abuse = e.scope != "shared"
	}
	return f
}

// noAnswer is the error of a request that was not answered. It holds no address, in which
// there may be a token.
func noAnswer(ctx context.Context, c Call, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", c.What, ctx.Err())
	}
	var outer *url.Error
	if errors.As(err, &outer) {
		err = outer.Err
	}
	var op *net.OpError
	return &Error{call: c, Message: err.Error(), unmade: errors.As(err, &op) && op.Op == "dial"}
}

// refusal is the error of an answer that is no success.
func (r *Client) refusal(c Call, status int, h http.Header, data []byte) *Error {
	e := &Error{call: c, Status: status}
	var said struct {
		Code       int             `json:"code"`
		Message    string          `json:"message"`
		Errors     json.RawMessage `json:"errors"`
		RetryAfter *float64        `json:"retry_after"`
		Global     bool            `json:"global"`
	}
	err := json.Unmarshal(data, &said)
	if err == nil {
		e.Code, e.Message, e.meaning = said.Code, said.Message, r.Codes[said.Code]
		if len(said.Errors) > 0 {
			e.Message += " " + string(said.Errors[:min(len(said.Errors), 300)])
		}
	}
	if status != http.StatusTooManyRequests {
		return e
	}
	e.wait = unknownWait
	if s, err := strconv.ParseFloat(h.Get("Retry-After"), 64); err == nil {
		e.wait = seconds(s)
	}
	switch {
	case err != nil: // Cloudflare's page: no route was looked at
		return e
	case said.RetryAfter != nil:
		e.wait = seconds(*said.RetryAfter)
	}
	e.scope = "user"
	if s := h.Get("X-RateLimit-Scope"); s != "" {
		e.scope = s
	}
	if said.Global || h.Get("X-RateLimit-Global") != "" {
		e.scope = "global"
	}
	return e
}
