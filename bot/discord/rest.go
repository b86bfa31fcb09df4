package discord

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
)

const (
	// maxAnswer bounds what is read of Discord's answer to a request.
	maxAnswer = 8 << 20
	// shortWait is the longest that a call waits which nobody misses, or which is made
	// again later.
	shortWait = time.Second
)

const userAgent = "DiscordBot (quoth, 1.0)"

// rest makes requests to Discord's interface. It may be used by any number of
// goroutines.
type rest struct {
	base   string
	token  string
	client *http.Client
	log    *slog.Logger
	calls  *chat.Caller
}

func newREST(base, token string, client *http.Client, log *slog.Logger, now func() time.Time) *rest {
	return &rest{
		base: strings.TrimSuffix(base, "/"), token: token, client: client, log: log,
		calls: &chat.Caller{
			Limiter: chat.NewLimiter(), Refusals: chat.NewRefusals(now), Backoff: chat.Backoff,
			Budget: &chat.Budget{Calls: maxInvalid, Window: invalidWindow},
		},
	}
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

	priority  chat.Priority
	patience  time.Duration // the longest wait for a limit; 0 for as long as it takes
	anonymous bool          // the path's token is what allows it: outside of the bot's own limit
	unlimited bool          // outside of all limits
	single    bool          // not made again when it may have been carried out
	channel   string        // the channel that it writes to, or looks at; "" for none
	embeds    bool          // it writes what needs a right of its own
}

// do makes a request until it is answered. It returns an *apiError, a *bot.WaitError
// when it did not come to a request in time, or ctx's error.
func (r *rest) do(ctx context.Context, c call) error {
	return r.calls.Do(ctx, chat.Request{
		Call: chat.Call{Limits: c.limits(), Priority: c.priority, Patience: c.patience}, Places: c.places(), Once: c.single,
		Make: func(ctx context.Context) (chat.Told, error) {
			told, err := r.once(ctx, c)
			if err != nil {
				r.log.Debug("discord: request failed", "error", err)
			}
			return told, err
		},
	})
}

// places are where the memory of refusals is asked: a channel where the bot may write may
// still refuse embeds.
func (c call) places() []string {
	switch {
	case c.channel == "":
		return nil
	case !c.embeds:
		return []string{c.channel}
	case len(c.files) == 0:
		return []string{c.channel, c.channel + "/embeds"}
	}
	return []string{c.channel, c.channel + "/embeds", c.channel + "/files"}
}

// once makes a request once.
func (r *rest) once(ctx context.Context, c call) (told chat.Told, err error) {
	body, kind, err := encode(c)
	if err != nil {
		return told, fmt.Errorf("%s: %w", c.what, err)
	}
	req, err := http.NewRequestWithContext(ctx, c.method, r.base+c.path, bytes.NewReader(body))
	if err != nil {
		return told, fmt.Errorf("%s: the request can't be made", c.what) // the error would hold the path
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
		return told, noAnswer(ctx, c, err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return told, noAnswer(ctx, c, err)
	}
	told = toldBy(resp.Header)
	switch {
	case resp.StatusCode >= 300:
		return told, refusal(c, resp.StatusCode, resp.Header, data)
	case c.into == nil || len(data) == 0:
		return told, nil
	}
	if err := json.Unmarshal(data, c.into); err != nil {
		return told, &apiError{what: c.what, route: c.route, single: c.single, Status: resp.StatusCode, Message: "the answer is not what it should be"}
	}
	return told, nil
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
