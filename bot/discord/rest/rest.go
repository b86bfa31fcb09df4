// Package rest makes requests to Discord's interface
// (discord.com/developers/docs/reference). It knows nothing of what they are about.
//
// A [Call] goes when the rate limits of its route and of the whole allow it, again when
// what failed may pass, and not at all where Discord refused the bot a short time ago: see
// package chat. An [Error] says what kind of failure it is. No token gets into one.
package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot/chat"
	"quoth/bot/chat/limit"
)

const (
	// maxAnswer bounds what is read of Discord's answer to a request.
	maxAnswer = 8 << 20
	// ShortWait is the longest that a call waits which nobody misses, or which is made
	// again later.
	ShortWait = time.Second

	userAgent = "DiscordBot (quoth, 1.0)"
)

// Config is what a Client is made of.
type Config struct {
	API    string // the interface's address with its version
	Token  string // of the bot, without "Bot " before it
	Client *http.Client
	Log    *slog.Logger
	Now    func() time.Time
	// Codes says what the codes in Discord's refusals mean (discord.com/developers/docs/topics/opcodes-and-status-codes).
	Codes map[int]chat.Failure
}

// Client makes requests to Discord's interface. It may be used by any number of
// goroutines.
type Client struct {
	Config
	calls *chat.Caller
}

// New returns a Client.
func New(c Config) *Client {
	c.API = strings.TrimSuffix(c.API, "/")
	return &Client{c, &chat.Caller{
		Limiter: limit.NewLimiter(), Refusals: limit.NewRefusals(c.Now), Backoff: chat.Backoff,
		Budget: &limit.Budget{Calls: maxInvalid, Window: invalidWindow},
	}}
}

// Permitted forgets that a channel refused the bot.
func (r *Client) Permitted(channel string) { r.calls.Refusals.Forget(channel) }

// Refused is how many calls Discord refused because the bot may not write there.
func (r *Client) Refused() uint64 { return r.calls.Refusals.Noted() }

// Refuses reports whether Discord refuses everything for now.
func (r *Client) Refuses() bool {
	permit, err := r.calls.Limiter.Wait(context.Background(), limit.Call{Patience: time.Nanosecond})
	if err == nil {
		permit.Done(true, limit.Window{})
	}
	return err != nil
}

// HTTPClient is a client with time limits.
func HTTPClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 64
	return &http.Client{Timeout: 20 * time.Second, Transport: t}
}

// Call is one request. Its path may hold a token and is never shown.
type Call struct {
	What   string // for errors: "sending a message"
	Method string
	Path   string // below the interface's address
	Route  string // what the limits call it: the path without its identifiers
	Major  string // the channel or the token, which has a limit of its own
	Body   any    // nil for none
	Plain  any    // the body to try once more where Discord takes this one for ill-formed; nil for none
	Files  []*discordgo.File
	Into   any // what the answer is decoded into; nil for nothing

	Priority  limit.Priority
	Patience  time.Duration // the longest wait for a limit; 0 for as long as it takes
	Anonymous bool          // the path's token is what allows it: outside of the bot's own limit
	Unlimited bool          // outside of all limits
	Single    bool          // not made again when it may have been carried out
	Channel   string        // the channel that it writes to, or looks at; "" for none
	Embeds    bool          // it writes embeds, which need a right of their own
}

// Do makes a request until it is answered. It returns an *Error, a *bot.WaitError
// when it did not come to a request in time, or ctx's error.
func (r *Client) Do(ctx context.Context, c Call) error {
	err := r.do(ctx, c)
	if c.Plain != nil && Refused(err, discordgo.ErrCodeInvalidFormBody) {
		r.Log.InfoContext(ctx, "discord: body refused", "error", err)
		c.Body = c.Plain
		err = r.do(ctx, c)
	}
	return err
}

func (r *Client) do(ctx context.Context, c Call) error {
	return r.calls.Do(ctx, chat.Request{
		Call: limit.Call{Limits: c.limits(), Priority: c.Priority, Patience: c.Patience}, Places: c.places(), Once: c.Single,
		Make: func(ctx context.Context) (limit.Window, error) {
			window, err := r.once(ctx, c)
			if err != nil {
				r.Log.DebugContext(ctx, "discord: request failed", "error", err)
			}
			return window, err
		},
	})
}

// places are where the memory of refusals is asked: a channel where the bot may write may
// still refuse embeds or files.
func (c Call) places() []string {
	if c.Channel == "" {
		return nil
	}
	places := []string{c.Channel}
	if c.Embeds {
		places = append(places, c.Channel+"/embeds")
	}
	if len(c.Files) > 0 {
		places = append(places, c.Channel+"/files")
	}
	return places
}

// once makes a request once.
func (r *Client) once(ctx context.Context, c Call) (window limit.Window, err error) {
	body, kind, err := encode(c)
	if err != nil {
		return window, fmt.Errorf("%s: %w", c.What, err)
	}
	req, err := http.NewRequestWithContext(ctx, c.Method, r.API+c.Path, bytes.NewReader(body))
	if err != nil {
		return window, fmt.Errorf("%s: the request can't be made", c.What) // the error would hold the path
	}
	req.Header.Set("User-Agent", userAgent)
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	if !c.Anonymous {
		req.Header.Set("Authorization", "Bot "+r.Token)
	}
	resp, err := r.Client.Do(req)
	if err != nil {
		return window, noAnswer(ctx, c, err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return window, noAnswer(ctx, c, err)
	}
	window = windowOf(resp.Header)
	switch {
	case resp.StatusCode >= 300:
		return window, r.refusal(c, resp.StatusCode, resp.Header, data)
	case c.Into == nil || len(data) == 0:
		return window, nil
	}
	if err := json.Unmarshal(data, c.Into); err != nil {
		return window, &Error{call: c, Status: resp.StatusCode, Message: "the answer is not what it should be"}
	}
	return window, nil
}

// encode writes the body: JSON, or a form when there are files.
func encode(c Call) (body []byte, kind string, err error) {
	switch {
	case len(c.Files) > 0:
		for _, f := range c.Files {
			if s, ok := f.Reader.(io.Seeker); ok {
				s.Seek(0, io.SeekStart)
			}
		}
		kind, body, err = discordgo.MultipartBodyWithJSON(c.Body, c.Files)
		return body, kind, err
	case c.Body != nil:
		body, err = json.Marshal(c.Body)
		return body, "application/json", err
	}
	return nil, "", nil
}
