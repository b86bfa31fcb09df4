package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot/chat"
)

const (
	// tries is how often a request is made that fails for a reason that may pass:
	// with the pauses of backoff that is about eight seconds.
	tries = 5
	// maxAnswer bounds what is read of Discord's answer to a request.
	maxAnswer = 8 << 20
	// shortWait is the longest wait for a rate limit that a hasty call takes.
	shortWait = time.Second
	// unknownWait is taken when Discord refuses for a rate limit without saying
	// for how long.
	unknownWait = 5 * time.Second
)

const userAgent = "DiscordBot (quoth, 1.0)"

// rest makes requests to Discord's interface. It may be used by any number of
// goroutines.
type rest struct {
	base   string
	token  string
	client *http.Client
	log    *slog.Logger
	limits *limits
}

func newREST(base, token string, client *http.Client, log *slog.Logger) *rest {
	return &rest{base: strings.TrimSuffix(base, "/"), token: token, client: client, log: log, limits: newLimits()}
}

func usualClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 64
	return &http.Client{Timeout: 20 * time.Second, Transport: t}
}

// call is one request. Its path may hold a token and is never shown.
type call struct {
	what   string // for errors: "sending a message"
	method string
	path   string // below the interface's address
	route  string // what the limits call it: the path without its identifiers
	major  string // the channel or the token, which has a limit of its own
	body   any    // nil for none
	files  []*discordgo.File
	into   any // what the answer is decoded into; nil for nothing

	anonymous bool // the path's token is what allows it: outside of the bot's own limit
	unlimited bool // outside of all limits
	done      int  // the code that refuses another try because the one before was carried out
	single    bool // not made again when it may have been carried out
	hasty     bool // comes back with a *waitError rather than to wait long
}

// apiError is Discord's refusal.
type apiError struct {
	What    string
	Status  int
	Code    int // of the JSON body; 0 when there is none
	Message string
}

func (e *apiError) Error() string {
	if e.Code == 0 && e.Message == "" {
		return fmt.Sprintf("%s: Discord answered %d", e.What, e.Status)
	}
	return fmt.Sprintf("%s: Discord answered %d: %s (code %d)", e.What, e.Status, e.Message, e.Code)
}

// waitError says that a rate limit asks for a pause.
type waitError struct {
	what   string
	wait   time.Duration
	global bool
}

func (e *waitError) Error() string {
	return fmt.Sprintf("%s: Discord asks to wait %s", e.what, e.wait)
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

// do makes a request until it is answered: a rate limit is waited for, and what may
// pass (no connection, an answer of 5xx) is tried again, with longer and longer
// pauses. It returns an *apiError, a *waitError, ctx's error, or what the network said.
func (r *rest) do(ctx context.Context, c call) error {
	var failed error
	for try := 0; try < tries; try++ {
		if try > 0 {
			if err := chat.Yield(ctx, func() error { return sleep(ctx, backoff(try-1)) }); err != nil {
				return errors.Join(failed, err)
			}
		}
		err := r.attempt(ctx, c)
		var wait *waitError
		var refusal *apiError
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return fmt.Errorf("%s: %w", c.what, ctx.Err())
		case errors.As(err, &wait) && c.hasty && wait.wait > shortWait:
			return err
		case errors.As(err, &wait) && c.unlimited:
			if err := sleep(ctx, wait.wait); err != nil {
				return fmt.Errorf("%s: %w", c.what, err)
			}
		case errors.As(err, &wait):
			// The limits wait for it; one that comes again and again uses up the tries.
		case errors.As(err, &refusal) && refusal.Status < 500:
			if try > 0 && c.done != 0 && refusal.Code == c.done {
				return nil
			}
			return err
		case c.single:
			return err
		default:
			r.log.Debug("a request to Discord failed", "err", err, "try", try+1)
		}
		failed = err
	}
	return failed
}

// attempt makes a request once, when it is its turn.
func (r *rest) attempt(ctx context.Context, c call) error {
	var leave func()
	err := chat.Yield(ctx, func() (err error) { leave, err = r.limits.enter(ctx, c); return err })
	if err != nil {
		return err
	}
	defer leave()
	err = r.once(ctx, c)
	var wait *waitError
	if errors.As(err, &wait) {
		r.limits.block(c, wait.wait, wait.global, time.Now())
	}
	return err
}

// backoff is the pause after the n-th failure: a quarter of a second, doubled each
// time, and up to half as much again by chance.
func backoff(n int) time.Duration {
	d := 250 * time.Millisecond << min(n, 10)
	return d + rand.N(d/2)
}

// once makes a request once.
func (r *rest) once(ctx context.Context, c call) error {
	body, kind, err := encode(c)
	if err != nil {
		return fmt.Errorf("%s: %w", c.what, err)
	}
	req, err := http.NewRequestWithContext(ctx, c.method, r.base+c.path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%s: the request can't be made", c.what) // the error would hold the path
	}
	req.Header.Set("User-Agent", userAgent)
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if !c.anonymous {
		req.Header.Set("Authorization", "Bot "+r.token)
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return fmt.Errorf("%s: %w", c.what, withoutURL(err))
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("%s: reading the answer: %w", c.what, withoutURL(err))
	}
	r.limits.learn(c, resp.Header, time.Now())
	switch {
	case resp.StatusCode == http.StatusTooManyRequests:
		return tooMany(c, resp.Header, data)
	case resp.StatusCode >= 300:
		return refusal(c, resp.StatusCode, data)
	case c.into == nil || len(data) == 0:
		return nil
	}
	if err := json.Unmarshal(data, c.into); err != nil {
		return &apiError{What: c.what, Status: http.StatusBadGateway, Message: "the answer is not what it should be"}
	}
	return nil
}

// encode writes the body: JSON, or a form when there are files.
func encode(c call) (body []byte, kind string, err error) {
	switch {
	case len(c.files) > 0:
		for _, f := range c.files {
			if s, ok := f.Reader.(io.Seeker); ok {
				s.Seek(0, io.SeekStart)
			}
		}
		kind, body, err = discordgo.MultipartBodyWithJSON(c.body, c.files)
		return body, kind, err
	case c.body != nil:
		body, err = json.Marshal(c.body)
		return body, "application/json", err
	}
	return nil, "", nil
}

// withoutURL takes the address out of a transport's error: it may hold the token of
// an interaction.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

func refusal(c call, status int, data []byte) error {
	e := &apiError{What: c.what, Status: status}
	var said struct {
		Code    int             `json:"code"`
		Message string          `json:"message"`
		Errors  json.RawMessage `json:"errors"`
	}
	if json.Unmarshal(data, &said) == nil {
		e.Code, e.Message = said.Code, said.Message
		if len(said.Errors) > 0 {
			e.Message += " " + string(said.Errors[:min(len(said.Errors), 300)])
		}
	}
	return e
}

func tooMany(c call, h http.Header, data []byte) error {
	e := &waitError{what: c.what, wait: unknownWait, global: h.Get("X-RateLimit-Global") != ""}
	var said struct {
		RetryAfter *float64 `json:"retry_after"`
		Global     bool     `json:"global"`
	}
	seconds, err := strconv.ParseFloat(h.Get("Retry-After"), 64)
	if json.Unmarshal(data, &said) == nil && said.RetryAfter != nil {
		seconds, err = *said.RetryAfter, nil
		e.global = e.global || said.Global
	}
	if err == nil && seconds >= 0 {
		e.wait = time.Duration(seconds * float64(time.Second))
	}
	return e
}
