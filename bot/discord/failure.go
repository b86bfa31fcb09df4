package discord

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

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
)

// Codes that the library does not name.
const (
	codeEditsOver    = 30046 // a message older than an hour was edited too often
	codeNoneInCommon = 50278 // the person and the bot share no server any more
)

// apiError is a request that failed.
type apiError struct {
	what    string // for errors: "sending a message"
	Status  int    // 0 when no answer came
	Code    int    // of the JSON body; 0 when there is none
	Message string
	route   string
	open    bool          // it was made without the bot's token
	wait    time.Duration // of a 429
	scope   string        // of a 429: "user", "global", "shared", or "" where Discord's door refuses everything
	unmade  bool          // no connection was made
	single  bool          // it may not be carried out twice; others are the same twice, or have a nonce
}

func (e *apiError) Error() string {
	switch {
	case e.Status == 0:
		return e.what + ": " + e.Message
	case e.Status == http.StatusTooManyRequests:
		return fmt.Sprintf("%s: Discord asks to wait %s", e.what, e.wait)
	case e.Code == 0 && e.Message == "":
		return fmt.Sprintf("%s: Discord answered %d", e.what, e.Status)
	}
	return fmt.Sprintf("%s: Discord answered %d: %s (code %d)", e.what, e.Status, e.Message, e.Code)
}

// refused reports whether err is a refusal with one of the codes.
func refused(err error, codes ...int) bool {
	var e *apiError
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

// failures are what Discord's codes mean.
var failures = map[int]chat.Failure{
	discordgo.ErrCodeMissingAccess:                      {Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.access"}},
	discordgo.ErrCodeMissingPermissions:                 {Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.rights"}},
	discordgo.ErrCodeCannotSendMessagesToThisUser:       {Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.person"}},
	codeNoneInCommon:                                    {Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.person"}},
	discordgo.ErrCodeCannotSendEmptyMessage:             {Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.embeds"}},
	discordgo.ErrCodePerformedOperationOnArchivedThread: {Class: chat.Lasting, As: &bot.HeldError{Reason: "reason.archived"}},
	discordgo.ErrCodeThreadIsLocked:                     {Class: chat.Forbidden, As: &bot.HeldError{Reason: "reason.archived"}},
	discordgo.ErrCodeUnknownChannel:                     {Class: chat.Lasting, As: &bot.GoneError{Reason: "reason.channel"}},
	discordgo.ErrCodeUnknownGuild:                       {Class: chat.Lasting, As: &bot.GoneError{Reason: "reason.channel"}},
	discordgo.ErrCodeUnknownUser:                        {Class: chat.Lasting, As: &bot.GoneError{Reason: "reason.person"}},
	discordgo.ErrCodeUnknownMessage:                     {Class: chat.Lasting, As: bot.ErrCannotEdit},
	discordgo.ErrCodeCannotEditFromAnotherUser:          {Class: chat.Lasting, As: bot.ErrCannotEdit},
	codeEditsOver: {Class: chat.Lasting, As: bot.ErrCannotEdit},
}

// Failure implements chat.Failed.
func (e *apiError) Failure() chat.Failure {
	f := failures[e.Code]
	switch {
	case e.unmade:
		f.Class = chat.Passing
	case (e.Status < 300 || e.Status >= 500) && e.single: // a proxy may answer so for what Discord carried out
		f.Class = chat.Unknown
	case e.Status < 300, e.Status >= 500:
		f.Class = chat.Passing
	case e.Status == http.StatusTooManyRequests:
		f = chat.Failure{Class: chat.NotNow, Wait: e.wait}
		switch shared := sharedBy(e.route); e.scope {
		case "":
			f.Class = chat.Down
		case "global":
			f.Limit = &allRequests
		case "shared":
			f.Limit = &shared
		}
	case e.Status == http.StatusUnauthorized && !e.open:
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
func noAnswer(ctx context.Context, c call, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", c.what, ctx.Err())
	}
	var outer *url.Error
	if errors.As(err, &outer) {
		err = outer.Err
	}
	var op *net.OpError
	return &apiError{what: c.what, route: c.route, single: c.single, Message: err.Error(), unmade: errors.As(err, &op) && op.Op == "dial"}
}

// refusal is the error of an answer that is no success.
func refusal(c call, status int, h http.Header, data []byte) *apiError {
	e := &apiError{what: c.what, route: c.route, open: c.anonymous, single: c.single, Status: status}
	var said struct {
		Code       int             `json:"code"`
		Message    string          `json:"message"`
		Errors     json.RawMessage `json:"errors"`
		RetryAfter *float64        `json:"retry_after"`
		Global     bool            `json:"global"`
	}
	err := json.Unmarshal(data, &said)
	if err == nil {
		e.Code, e.Message = said.Code, said.Message
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
