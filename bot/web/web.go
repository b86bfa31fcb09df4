// Package web is the bot as pages to look at: the same commands as in a chat, the articles
// as they were printed, and topics as feeds and calendars. A page holds no script that it
// needs, no style of its own and nothing from elsewhere; it is made anew for each request and
// keeps nothing of who asks.
//
// The commands of the table that everybody may look at ([bot.Command.Page]) are pages under
// their names, with their options as parameters; "q" stands for what a person types.
package web

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/singleflight"

	"quoth/bot"
	"quoth/knowledge"
)

// Platform is the name of this adapter.
const Platform = "web"

// Readers is the one server that every reader is at. A bot that does not answer everybody
// has pages when its admission names it.
const Readers = "readers"

// Audience is everybody who looks at the pages.
var Audience = knowledge.ServerAudience(Platform, Readers)

// Text says how much of an article a page shows.
type Text string

// The amounts.
const (
	Full   Text = "full"   // all that was printed
	Quotes Text = "quotes" // the words of a quote that the bot gave with the sentences next to them
)

const (
	// headerTime, readTime, writeTime and idleTime are how long a connection may take for
	// its parts: pages are small, and a phone in a train is slow.
	headerTime, readTime = 5 * time.Second, 10 * time.Second
	writeTime, idleTime  = 60 * time.Second, 90 * time.Second
	// answerTime is how long a page may be worked on.
	answerTime = 20 * time.Second
	// stopTime is how long pages that are on their way may take when the program ends.
	stopTime = 10 * time.Second
	// maxHeader is how many bytes a request may have: a question of 2,000 characters,
	// percent-encoded, with the talk that it goes on from.
	maxHeader = 32 << 10
)

// Config is what a Server is made of. Engine is required.
type Config struct {
	Engine *bot.Engine
	Log    *slog.Logger     // nil: discards
	Now    func() time.Time // nil: time.Now
	Listen string           // the address, host:port
	URL    string           // under which the pages are reached, without a slash at its end; "": as the reader wrote it
	Text   Text             // "": Full
	Key    Key              // of those who give addresses of quotes; with Quotes and nil: one that nobody else has
	Limits Limits           // the zero Limits: DefaultLimits
	// Proxies are the networks of proxies that are not on this machine: for whom one asks is read from X-Forwarded-For.
	Proxies []netip.Prefix
	// Metrics serves the figures of /metrics, to whoever brings MetricsToken; without a token to
	// who asks on this machine, unless URL is public. nil: there are none.
	Metrics      http.Handler
	MetricsToken string
	// AppToken is the token of the bot on Telegram that shows the pages as a Mini App; "": none does.
	AppToken string
	// Beside are what stands beside the pages, by the beginning of its addresses, such as
	// "/api/". It may be asked with any method, and guards itself but for the limits.
	Beside map[string]Beside
	// Ready reports why nothing can be answered at the moment; nil: something always can.
	Ready func(context.Context) error
}

// Beside is what stands beside the pages.
type Beside struct {
	http.Handler
	JSON    bool  // who asks too much of it is told so in JSON, {"error": "…"}, in place of a page
	MaxBody int64 // bytes that a request may bring; 0: a megabyte
}

// Server serves the pages. It may be used by any number of goroutines.
type Server struct {
	engine  *bot.Engine
	log     *slog.Logger
	now     func() time.Time
	listen  string
	url     string
	text    Text
	key     Key
	guard   *guard
	proxies proxies
	ready   func(context.Context) error
	// metrics and metricsToken are of /metrics.
	metrics      http.Handler
	metricsToken string
	beside       map[string]Beside
	app          *appKeys // nil: the pages are no Mini App

	files map[string]file
	pages map[string]*template.Template
	mux   *http.ServeMux

	strange sync.Once          // a proxy that is not known as one
	making  singleflight.Group // pages that are the same for everybody
}

// New returns a Server.
func New(c Config) (*Server, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Limits == (Limits{}) {
		c.Limits = DefaultLimits
	}
	if c.Text == Quotes && len(c.Key) == 0 {
		c.Key = Key(rand.Text())
	}
	s := &Server{engine: c.Engine, log: c.Log, now: c.Now, listen: c.Listen, url: c.URL, text: c.Text, key: c.Key, guard: newGuard(c.Limits), proxies: c.Proxies, ready: c.Ready, metrics: c.Metrics, metricsToken: c.MetricsToken, beside: c.Beside, app: newAppKeys(c.AppToken)}
	var err error
	if s.files, err = staticFiles(); err != nil {
		return nil, err
	}
	if s.pages, err = templates(s.files); err != nil {
		return nil, err
	}
	s.mux = s.routes()
	return s, nil
}

// routes are the pages. What stands beside them, such as an interface for programs, gets a
// prefix of its own.
func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	for pattern, show := range map[string]func(*visit) (document, error){
		"GET /{$}":          s.shared(s.front),
		"GET /article/{id}": s.article,
		"GET /story/{id}":   s.story,
		"GET /topic.atom":   s.topicFeed,
		"GET /topic.ics":    s.topicCalendar,
		"GET /{command}":    s.command,
		"GET /":             func(*visit) (document, error) { return document{}, knowledge.ErrNotFound },
	} {
		mux.Handle(pattern, s.page(show))
	}
	mux.HandleFunc("GET /static/{name}", s.static)
	mux.HandleFunc("GET /favicon.ico", s.icon)
	mux.HandleFunc("GET /robots.txt", s.robots)
	mux.HandleFunc("GET /healthz", s.health(nil))
	mux.HandleFunc("GET /readyz", s.health(s.ready))
	if s.app != nil {
		mux.HandleFunc("GET "+AppPath, s.appPage)
		own := http.NewCrossOriginProtection()
		own.SetDenyHandler(http.HandlerFunc(s.refuseApp))
		mux.Handle("POST "+AppPath, own.Handler(http.HandlerFunc(s.enterApp)))
	}
	if s.metrics != nil {
		mux.Handle("GET /metrics", s.measured(s.metrics))
	}
	return mux
}

// Handler is the pages with all that guards them.
func (s *Server) Handler() http.Handler { return s.guarded(s.mux) }

// Run serves until ctx is done, and then lets the pages that are on their way arrive.
func (s *Server) Run(ctx context.Context) error {
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return fmt.Errorf("web: listening: %w", err)
	}
	s.log.Info("web: server started", "address", listener.Addr().String())
	return s.Serve(ctx, listener)
}

// Serve is Run on a listener, which it closes.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler: s.Handler(), ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug), MaxHeaderBytes: maxHeader,
		ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("web: serving: %w", err)
		}
		return nil
	})
	group.Go(func() error {
		<-ctx.Done()
		stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
		defer cancel()
		if err := server.Shutdown(stopping); err != nil {
			server.Close()
		}
		return nil
	})
	return group.Wait()
}
