package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	// officialAPI is where the Bot API is unless a server of one's own is used.
	officialAPI = "https://api.telegram.org"
	// callTime is how long a call may take; a long poll has its own time.
	callTime = 20 * time.Second
	// largestAnswer bounds what is read of an answer: 100 updates of the largest
	// size are below 4 MB.
	largestAnswer = 16 << 20
)

// params are the parameters of a method. Objects are JSON.
type params = tgbotapi.Params

// object writes a parameter that is an object.
func object(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic("a parameter can't be written as JSON: " + err.Error())
	}
	return string(data)
}

// api calls the methods of the Bot API. No error that it returns holds the token.
type api struct {
	token   string
	base    string
	client  *http.Client
	once    sync.Once
	revoked chan struct{} // closed when Telegram has refused the token of a call
}

// call calls a method and returns its result as JSON. The error is ctx's, or an
// *apiError.
func (a *api) call(ctx context.Context, method string, p params, files ...tgbotapi.RequestFile) (json.RawMessage, error) {
	// The library keeps no context: the one client that it calls carries it.
	t := &transport{ctx: ctx, client: a.client}
	library := &tgbotapi.BotAPI{Token: a.token, Client: t}
	library.SetAPIEndpoint(strings.ReplaceAll(a.base, "%", "%%") + "/bot%s/%s")
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
	failed := a.failure(method, t, err)
	if failed.said && failed.code == http.StatusUnauthorized {
		a.once.Do(func() { close(a.revoked) })
	}
	return nil, failed
}

// refusal is errToken when Telegram has refused the token of a call.
func (a *api) refusal() error {
	select {
	case <-a.revoked:
		return errToken
	default:
		return nil
	}
}

// redact takes the token out of a text, and the half of it that is secret.
func (a *api) redact(text string) string {
	text = strings.ReplaceAll(text, a.token, "…")
	if _, secret, _ := strings.Cut(a.token, ":"); secret != "" {
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

// newAPI checks a token and an address; its errors are for the operator.
func newAPI(token, base string, client *http.Client) (*api, error) {
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
		return nil, errToken
	}
	if client == nil {
		client = &http.Client{}
		if t, ok := http.DefaultTransport.(*http.Transport); ok {
			t = t.Clone()
			t.MaxIdleConnsPerHost = AllPerSecond // all calls go to one host
			client.Transport = t
		}
	}
	own := *client
	own.Timeout = 0 // every call has a deadline of its own
	// A redirected request would name the address with the token as its referrer.
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &api{token: token, base: strings.TrimRight(base, "/"), client: &own, revoked: make(chan struct{})}, nil
}

// errToken is what the operator reads when Telegram refuses the token.
var errToken = errors.New("the token is not accepted by Telegram: set TELEGRAM_TOKEN to the one that @BotFather gave you")
