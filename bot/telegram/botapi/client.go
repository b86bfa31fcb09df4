// Package botapi is Telegram's Bot API as it is used here: its methods, its errors, and
// what it sends. It knows nothing of news.
//
// Requests are made with the library telegram-bot-api, and nothing else is taken from it. It
// is of 2021: it knows no contexts, topics, reply parameters or link previews; its polling asks
// again for ever for a batch of which it can't decode one update, tries 401 and 409 without
// a word, moves the offset before anything was handled, and prints addresses that hold the
// token; Stop waits for the poll to end, and panics when it is called twice.
package botapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	// officialAPI is where the Bot API is unless a server of one's own is used.
	officialAPI = "https://api.telegram.org"
	// connections is how many are kept open: all calls go to one host, at most so many in
	// a second.
	connections = 30
	// largestAnswer bounds what is read of an answer: 100 updates of the largest
	// size are below 4 MB.
	largestAnswer = 16 << 20
)

// Params are the parameters of a method. Objects are JSON.
type Params = tgbotapi.Params

// File is a file to be uploaded, by the name of its parameter.
type File = tgbotapi.RequestFile

// Object writes a parameter that is an object.
func Object(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic("a parameter can't be written as JSON: " + err.Error())
	}
	return string(data)
}

// Client calls the methods of the Bot API. No error that it returns holds the token.
type Client struct {
	token   string
	base    string
	client  *http.Client
	once    sync.Once
	revoked chan struct{} // closed when Telegram has refused the token of a call
}

// Call calls a method and returns its result as JSON. The error is ctx's, or an
// *CallError.
func (c *Client) Call(ctx context.Context, method string, p Params, files ...File) (json.RawMessage, error) {
	// The library keeps no context: the one client that it calls carries it.
	t := &transport{ctx: ctx, client: c.client}
	library := &tgbotapi.BotAPI{Token: c.token, Client: t}
	library.SetAPIEndpoint(strings.ReplaceAll(c.base, "%", "%%") + "/bot%s/%s")
	var r *tgbotapi.APIResponse
	var err error
	if len(files) == 0 {
		r, err = library.MakeRequest(method, p)
	} else {
		r, err = library.UploadFiles(method, p, files)
	}
	if err == nil {
		return r.Result, nil
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("telegram %s: %w", method, ctx.Err())
	}
	failed := c.failure(method, t, err)
	if failed.Said && failed.Code == http.StatusUnauthorized {
		c.once.Do(func() { close(c.revoked) })
	}
	return nil, failed
}

// Refusal is ErrToken when Telegram has refused the token of a call.
func (c *Client) Refusal() error {
	select {
	case <-c.revoked:
		return ErrToken
	default:
		return nil
	}
}

// Revoked is closed when Telegram has refused the token of a call.
func (c *Client) Revoked() <-chan struct{} { return c.revoked }

// Redact takes the token out of a text, and the half of it that is secret.
func (c *Client) Redact(text string) string {
	text = strings.ReplaceAll(text, c.token, "…")
	if _, secret, _ := strings.Cut(c.token, ":"); secret != "" {
		text = strings.ReplaceAll(text, secret, "…")
	}
	return text
}

// transport gives the library's requests their context and keeps the token,
// which stands in every address, out of the errors.
type transport struct {
	ctx    context.Context
	client *http.Client
	status int    // of the answer; 0 for none
	after  string // its Retry-After
}

// Do implements tgbotapi.HTTPClient.
func (t *transport) Do(req *http.Request) (*http.Response, error) {
	resp, err := t.client.Do(req.WithContext(t.ctx))
	if err != nil {
		var outer *url.Error
		if errors.As(err, &outer) {
			err = outer.Err
		}
		return nil, err
	}
	t.status, t.after = resp.StatusCode, resp.Header.Get("Retry-After")
	resp.Body = http.MaxBytesReader(nil, resp.Body, largestAnswer)
	return resp, nil
}

// New checks a token and an address; its errors are for the operator.
func New(token, base string, client *http.Client) (*Client, error) {
	if base == "" {
		base = officialAPI
	}
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, errors.New("the address of the Telegram Bot API server should look like https://api.telegram.org")
	}
	if token == "" || strings.ContainsFunc(token, func(r rune) bool {
		return !(r == ':' || r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}) {
		return nil, ErrToken
	}
	if client == nil {
		client = &http.Client{}
		if t, ok := http.DefaultTransport.(*http.Transport); ok {
			t = t.Clone()
			t.MaxIdleConnsPerHost = connections
			client.Transport = t
		}
	}
	own := *client
	own.Timeout = 0 // every call has a deadline of its own
	// A redirected request would name the address with the token as its referrer.
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{token: token, base: strings.TrimRight(base, "/"), client: &own, revoked: make(chan struct{})}, nil
}

// ErrToken is what the operator reads when Telegram refuses the token.
var ErrToken = errors.New("the token is not accepted by Telegram: set TELEGRAM_TOKEN to the one that @BotFather gave you")
