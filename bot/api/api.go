// Package api is the bot for programs: what people ask of it in a chat, as JSON over HTTP
// ([Service.Handler]) and as the tools of a Model Context Protocol server
// ([Service.MCP]), which an assistant calls to cite what it says.
//
// Both are made of one table of operations, with the shapes of package lines, and so is the
// description in OpenAPI that lies beside ([Document]). A program brings a [Key], which the
// operator gave out, and may do what the key's scopes name. What a private feed brings it
// reads when the key names the audience.
package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"golang.org/x/time/rate"

	"quoth/bot"
	"quoth/bot/lines"
	"quoth/bot/webhook"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// Platform is the name of this adapter.
const Platform = "api"

// Prefix is what the addresses of the operations begin with.
const Prefix = "/api/v1/"

// Limits bound how much one key is answered. The zero Limits bound nothing.
type Limits struct {
	PerSecond float64 // requests, on average
	Burst     int     // and at once
}

// DefaultLimits are what two cores keep up with for a dozen programs.
var DefaultLimits = Limits{PerSecond: 5, Burst: 50}

// Config is what a Service is made of. Engine is required, and Keys but for MCP over stdio.
type Config struct {
	Engine *bot.Engine
	Keys   *Keys
	// Following is where topics are followed; nil for MCP over stdio, which follows nothing.
	Following webhook.Store
	Log       *slog.Logger     // nil: discards
	Now       func() time.Time // nil: time.Now
	Limits    Limits           // of each key
	Version   string           // of the program
	// QuotesOnly keeps the texts of articles back: what is given of them is quotes.
	QuotesOnly bool
}

// Service answers programs. It may be used by any number of goroutines.
type Service struct {
	engine     *bot.Engine
	keys       *Keys
	following  webhook.Store
	log        *slog.Logger
	now        func() time.Time
	limits     Limits
	version    string
	quotesOnly bool
	operations []operation

	mu       sync.Mutex
	limiters map[string]*rate.Limiter // by the digest of the key
	servers  map[string]*mcp.Server   // the same
}

// New returns a Service.
func New(c Config) *Service {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Service{
		engine: c.Engine, keys: c.Keys, following: c.Following, log: c.Log, now: c.Now, limits: c.Limits, version: c.Version, quotesOnly: c.QuotesOnly,
		operations: operations(), limiters: map[string]*rate.Limiter{}, servers: map[string]*mcp.Server{},
	}
}

// Handler serves the operations below Prefix, and their description.
func (s *Service) Handler() http.Handler {
	mux := http.NewServeMux()
	handle := func(method, name string, answer http.HandlerFunc) {
		mux.HandleFunc(method+" "+Prefix+name, answer)
		mux.HandleFunc(Prefix+name, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Allow", method)
			s.refuse(w, r, &problem{http.StatusMethodNotAllowed, "this is asked for with " + method})
		})
	}
	for _, o := range s.operations {
		handle(o.method, o.name, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, o) })
	}
	handle(http.MethodGet, "openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write(description)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.refuse(w, r, &problem{http.StatusNotFound, "there is nothing under this address: " + Prefix + "openapi.json says what there is"})
	})
	return mux
}

// serve answers a request for an operation.
func (s *Service) serve(w http.ResponseWriter, r *http.Request, o operation) {
	key, err := s.authorize(r)
	if err == nil && !key.allows(o.scope) {
		err = &problem{http.StatusForbidden, fmt.Sprintf("the key lacks the scope %q", o.scope)}
	}
	var input json.RawMessage
	if err == nil {
		input, err = o.read(r)
	}
	var from bot.Request
	if err == nil {
		from, err = s.request(r.Context(), key, o.scope)
	}
	var output any
	if err == nil {
		output, err = o.call(r.Context(), s, from, input)
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if err := lines.Write(w, output); err != nil {
		s.log.DebugContext(r.Context(), "api: answer failed", "error", err)
	}
}

// authorize returns the key that a request brings, and counts the request.
func (s *Service) authorize(r *http.Request) (Key, error) {
	scheme, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	secret = strings.TrimSpace(secret)
	if !strings.EqualFold(scheme, "Bearer") || secret == "" {
		return Key{}, &problem{http.StatusUnauthorized, "a key is missing: send Authorization: Bearer KEY"}
	}
	key, err := s.keys.Find(r.Context(), secret)
	switch {
	case errors.Is(err, knowledge.ErrNotFound):
		return Key{}, &problem{http.StatusUnauthorized, "there is no such key"}
	case err != nil:
		return Key{}, err
	case !s.spend(key):
		return Key{}, &problem{http.StatusTooManyRequests, "this key asks too much at once: wait a little"}
	}
	return key, nil
}

// spend counts a request of a key, and reports whether it may be answered.
func (s *Service) spend(k Key) bool {
	if s.limits.PerSecond == 0 {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.limiters[k.digest]
	if l == nil {
		l = rate.NewLimiter(rate.Limit(s.limits.PerSecond), s.limits.Burst)
		s.limiters[k.digest] = l
	}
	return l.AllowN(s.now(), 1)
}

// problem is why a program gets no answer.
type problem struct {
	status int
	said   string
}

func (p *problem) Error() string { return p.said }

// problemOf is what a program is told of an error; the log has one that is none of its own.
func (s *Service) problemOf(ctx context.Context, err error) *problem {
	var known *problem
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, knowledge.ErrNotFound):
		return &problem{http.StatusNotFound, "it is not stored"}
	case errors.Is(err, bot.ErrBusy):
		return &problem{http.StatusServiceUnavailable, "too much is asked at the moment: try again later"}
	case ctx.Err() != nil, errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return &problem{http.StatusServiceUnavailable, "it took too long: try again later"}
	}
	s.log.ErrorContext(ctx, "api: request failed", "error", err)
	return &problem{http.StatusInternalServerError, "something went wrong: the operator finds it in the log"}
}

// failure is the JSON of a problem.
type failure struct {
	Error string `json:"error" jsonschema:"why there is no answer, in a plain sentence"`
}

func (s *Service) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := s.problemOf(r.Context(), err)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	switch p.status {
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", "Bearer")
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "10")
	}
	w.WriteHeader(p.status)
	lines.Write(w, failure{p.said})
}

// person is who asks with the key of a name.
func person(key string) audience.Person { return audience.Person{Platform: Platform, User: key} }

// request is where what a key asks comes from.
func (k Key) request() bot.Request {
	return bot.Request{
		Person: person(k.Name), Place: audience.Place{Platform: Platform, Chat: k.Name}, Private: true,
		Keyed: true, Audiences: k.Audiences, Drawing: bot.DrawNever, Data: true,
	}
}

// request is where what a key asks of an operation comes from: what is followed, at its webhook, of which the
// operator made it the master. A webhook of its name that was added after that one was removed is none of the key's.
func (s *Service) request(ctx context.Context, k Key, of Scope) (bot.Request, error) {
	r := k.request()
	if of != Follow {
		return r, nil
	}
	h, err := webhook.NewHooks(s.following).Hook(ctx, k.Webhook)
	if errors.Is(err, knowledge.ErrNotFound) || err == nil && h.ID != k.HookID {
		err = &problem{http.StatusNotFound, "the webhook of this key was removed"}
	}
	r.Place, r.Elsewhere, r.Private, r.Audiences = webhook.Place(k.Webhook), k.Webhook, false, nil
	r.Manager = func(context.Context) (bool, error) { return true, nil }
	return r, err
}
