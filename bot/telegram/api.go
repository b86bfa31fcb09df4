package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	// officialAPI is where the Bot API is unless a server of one's own is used.
	officialAPI = "https://api.telegram.org"
	// callTime is how long a call may take; a long poll has its own time.
	callTime = 30 * time.Second
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
// *apiError: that too when ctx ended with the call on its way.
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
	if ctx.Err() != nil && t.reached.Load() {
		return nil, &apiError{method: method, text: "no answer in time", lost: true}
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("telegram %s: %w", method, ctx.Err())
	}
	failed := a.failure(method, t.status, err)
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

// failure makes an error of what the library returned.
func (a *api) failure(method string, status int, err error) *apiError {
	f := &apiError{method: method, code: status}
	var said *tgbotapi.Error
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &said):
		if said.Code != 0 {
			f.code = said.Code
		}
		f.text, f.said = said.Message, true
		f.wait = time.Duration(said.RetryAfter) * time.Second
		f.movedTo = said.MigrateToChatID
	case slices.Contains(unanswered, status):
		f.lost = true
		f.text = "a proxy got no answer in time"
	case status == http.StatusOK && (errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)):
		f.lost = true
		f.text = "the answer broke off"
	case errors.As(err, &syntax):
		f.text = "the answer is not JSON"
	default:
		f.text = a.redact(err.Error())
		var op *net.OpError
		f.unreached = status == 0 && errors.As(err, &op) && op.Op == "dial"
	}
	return f
}

// apiError is a call that failed.
type apiError struct {
	method    string
	code      int    // the HTTP status; 0 when there was no answer
	text      string // Telegram's description, or what went wrong on the way
	said      bool   // text is Telegram's
	wait      time.Duration
	movedTo   int64
	lost      bool // the call was or may have been carried out, and its result got lost
	unreached bool // no connection was made
}

func (e *apiError) Error() string {
	if e.code == 0 {
		return fmt.Sprintf("telegram %s: %s", e.method, e.text)
	}
	return fmt.Sprintf("telegram %s: %d %s", e.method, e.code, e.text)
}

// says reports whether Telegram's description holds any of the phrases.
func (e *apiError) says(phrases ...string) bool {
	text := strings.ToLower(e.text)
	for _, p := range phrases {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// flood reports whether Telegram wants a pause. The library loses the code of a
// refused upload, so the pause counts.
func (e *apiError) flood() bool { return e.wait > 0 || e.code == http.StatusTooManyRequests }

// refusesToken reports whether Telegram itself, and not something on the way to it,
// says that the token is wrong: 401, or 404 when it is not even of the right form.
func (e *apiError) refusesToken() bool {
	return e.said && (e.code == http.StatusUnauthorized || e.code == http.StatusNotFound)
}

// unanswered are the statuses with which a proxy says, not in Telegram's form, that
// it passed the call on and got no answer: 504, and Cloudflare's 520 and 524.
var unanswered = []int{http.StatusGatewayTimeout, 520, 524}

// notDone reports whether the call was not carried out. So are those that a proxy
// answers with 502 or 503, which it does when Telegram is away; the one that was cut
// off half way, and answered so all the same, can't be told from them.
func (e *apiError) notDone() bool { return !e.lost && (e.unreached || e.code >= 400) }

// again reports whether the same call may be made again: it was not carried out,
// and that may pass.
func (e *apiError) again() bool { return e.notDone() && (e.unreached || e.code >= 500) }

// transport gives the library's requests their context and keeps the token,
// which stands in every address, out of the errors.
type transport struct {
	ctx     context.Context
	client  *http.Client
	status  int
	reached atomic.Bool // a connection was made
}

// Do implements tgbotapi.HTTPClient.
func (t *transport) Do(req *http.Request) (*http.Response, error) {
	ctx := httptrace.WithClientTrace(t.ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { t.reached.Store(true) }})
	resp, err := t.client.Do(req.WithContext(ctx))
	if err != nil {
		var outer *url.Error
		if errors.As(err, &outer) {
			err = outer.Err
		}
		return nil, err
	}
	t.status = resp.StatusCode
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
