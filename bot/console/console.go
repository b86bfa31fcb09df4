// Package console is the bot for its operator, as pages: how feeds do, what waits and what was
// given up, what people say of quotes, and the checks; each with what is to be done about it.
//
// What it changes it changes with the operator's commands of the one table, as from a chat, or
// with the outbox and what is known of outlets. Each change is in a list ([Console] keeps it in the store). Who comes in
// brings a token, or a link that the bot gave to an operator and that works once; a session then
// lives in memory until it is left or the program ends. Of people it shows counts.
package console

import (
	"context"
	"embed"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// Prefix is what the addresses of the console begin with.
const Prefix = "/admin/"

// Me is who the console is to the engine: its operator.
var Me = audience.Person{Platform: "console", User: "operator"}

// home is where the console is, to the engine.
var home = audience.Place{Platform: Me.Platform, Chat: Me.User}

// Store is what the console reads and changes besides what commands do.
type Store interface {
	Feeds(ctx context.Context) ([]knowledge.Feed, error)
	Sources(ctx context.Context) ([]knowledge.Source, error)
	Stats(ctx context.Context) (knowledge.Stats, error)
	Bytes(ctx context.Context) (int64, error)
	Latest(ctx context.Context, f knowledge.Filter, limit, offset int) ([]knowledge.Article, error)
	Documents(ctx context.Context, ids []int64) ([]knowledge.Document, error)
	FromFeeds(ctx context.Context, articles []int64, feeds []string) ([]int64, error)
	Excerpts(ctx context.Context, spans []knowledge.Span) (map[knowledge.Span]knowledge.Excerpt, error)

	SubscriptionsAt(ctx context.Context, p audience.Place) ([]audience.Subscription, error)
	Unsubscribe(ctx context.Context, id int64) error

	Backlog(ctx context.Context) (audience.Backlog, error)
	DeadAlerts(ctx context.Context, limit int) ([]audience.Alert, error)
	Revive(ctx context.Context, ids []int64, due time.Time) (int, error)
	Troubles(ctx context.Context) ([]audience.Trouble, error)
	Notices(ctx context.Context) ([]audience.Notice, error)
	Census(ctx context.Context) (map[string]audience.Census, error)
	Reports(ctx context.Context, limit int) ([]audience.Report, error)
	CountReports(ctx context.Context) (map[audience.Opinion]int, error)

	State(ctx context.Context, name string) (string, error)
	SetState(ctx context.Context, name, value string) error
	States(ctx context.Context, prefix string) (map[string]string, error)
	ChangeState(ctx context.Context, name string, change func(was string) (string, error)) error
}

// Finding is one thing that was checked.
type Finding struct {
	What, State, Mend string
	OK, Warning       bool
}

// Backup is a backup that was made.
type Backup struct {
	Name  string
	Made  time.Time
	Bytes int64
}

// Config is what a Console is made of. Engine and Store are required; Me has to be one of the
// engine's operators.
type Config struct {
	Engine  *bot.Engine
	Store   Store
	Log     *slog.Logger     // nil: discards
	Now     func() time.Time // nil: time.Now
	Token   string           // with which the operator signs in; "": by a link alone
	Secure  bool             // the pages are reached by https alone
	Hourly  int              // the quota of a person; 0 for none
	Check   func(ctx context.Context) []Finding
	Backups BackupFolder // nil: none is configured
	Outlets Outlets      // nil: parts are shown and can't be changed
}

// Outlets are what the operator says of the lines that outlets print.
type Outlets interface {
	// Furniture returns the lines that are furniture of outlets' pages, by outlet, also of outlets of which nothing is
	// stored any more.
	Furniture(ctx context.Context) (map[string][]string, error)
	// MarkFurniture says whether a line is, and has what is stored of the outlet worked out anew.
	MarkFurniture(ctx context.Context, source, line string, is bool) error
}

// BackupFolder is where backups are.
type BackupFolder interface {
	// List returns the backups, the newest first.
	List() ([]Backup, error)
	// Verify reads a backup whole, and returns how many articles in it are not what was sealed. The error says
	// why it is no sound database.
	Verify(ctx context.Context, name string) (damaged int, err error)
	// Plan has a backup take the place of the database when the bot is started again; "" takes that back.
	Plan(name string) error
	// Planned is the backup that does; "" for none.
	Planned() (name string, err error)
}

// Console serves the pages. It may be used by any number of goroutines.
type Console struct {
	Config
	pages    *template.Template
	sessions *sessions
	attempts *rate.Limiter // to sign in with the token
	routes   []route
}

//go:embed templates
var files embed.FS

// New returns a Console.
func New(c Config) (*Console, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	type filled struct {
		form
		CSRF string
	}
	pages, err := template.New("").Funcs(template.FuncMap{
		"form": func(csrf string, f form) filled { return filled{f, csrf} },
	}).ParseFS(files, "templates/*.html")
	if err != nil {
		return nil, err
	}
	k := &Console{Config: c, pages: pages, sessions: newSessions(c.Now), attempts: rate.NewLimiter(rate.Every(attemptEvery), attemptBurst)}
	k.routes = k.table()
	return k, nil
}

// route is a page, or what a form of one does.
type route struct {
	method, path string
	open         bool // for who has not signed in, too
	serve        func(*visit) error
}

// table is all that there is.
func (k *Console) table() []route {
	return []route{
		{http.MethodGet, "login", true, k.login},
		{http.MethodPost, "login", true, k.signIn},
		{http.MethodGet, "enter", true, k.linked},
		{http.MethodPost, "enter", true, k.enter},
		{http.MethodGet, "style.css", true, style},
		{http.MethodPost, "logout", false, k.signOut},
		{http.MethodGet, "", false, k.status},
		{http.MethodGet, "feeds", false, k.feeds},
		{http.MethodPost, "feeds", false, k.changeFeed},
		{http.MethodGet, "outlets", false, k.outlets},
		{http.MethodPost, "outlets", false, k.markLine},
		{http.MethodGet, "alerts", false, k.alerts},
		{http.MethodPost, "alerts", false, k.reviveAlert},
		{http.MethodGet, "reports", false, k.reports},
		{http.MethodPost, "reports", false, k.judge},
		{http.MethodGet, "webhooks", false, k.webhooks},
		{http.MethodPost, "webhooks", false, k.changeWebhook},
		{http.MethodGet, "people", false, k.people},
		{http.MethodGet, "backups", false, k.backups},
		{http.MethodPost, "backups", false, k.changeBackups},
		{http.MethodGet, "audit", false, k.audit},
	}
}

// Handler serves the console below Prefix.
func (k *Console) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range k.routes {
		path := Prefix + r.path
		if r.path == "" {
			path += "{$}"
		}
		mux.HandleFunc(r.method+" "+path, func(w http.ResponseWriter, request *http.Request) { k.serve(w, request, r) })
	}
	mux.HandleFunc("GET "+strings.TrimSuffix(Prefix, "/"), func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, Prefix, http.StatusSeeOther)
	})
	return http.NewCrossOriginProtection().Handler(mux) // forms of other sites do nothing
}

// visit is one request.
type visit struct {
	w       http.ResponseWriter
	r       *http.Request
	session *session // nil before signing in
}

// problem is why a page is not shown, as the operator reads it.
type problem struct {
	status int
	said   string
}

func (p *problem) Error() string { return p.said }

// serve serves a route to who may have it.
func (k *Console) serve(w http.ResponseWriter, r *http.Request, of route) {
	v := &visit{w: w, r: r, session: k.sessions.of(r)}
	w.Header().Set("Cache-Control", "no-store")
	// Without a referrer browsers hide from where a form comes, by which it is known to be of here.
	w.Header().Set("Referrer-Policy", "same-origin")
	var err error
	switch {
	case !of.open && v.session == nil && r.Method == http.MethodGet:
		http.Redirect(w, r, Prefix+"login", http.StatusSeeOther)
		return
	case !of.open && v.session == nil:
		err = &problem{http.StatusUnauthorized, "Sign in first."}
	case !of.open && r.Method == http.MethodPost && !same(r.PostFormValue("csrf"), v.session.csrf):
		err = &problem{http.StatusForbidden, "This form is too old: go back and load the page again."}
	default:
		err = of.serve(v)
	}
	if err == nil {
		return
	}
	var p *problem
	switch {
	case errors.As(err, &p):
	case errors.Is(err, knowledge.ErrNotFound):
		p = &problem{http.StatusNotFound, "It is not stored."}
	default:
		k.Log.ErrorContext(r.Context(), "console: request failed", "error", err)
		p = &problem{http.StatusInternalServerError, "Something went wrong: the log says what."}
	}
	k.show(v, p.status, page{Title: "Not done", Said: p.said})
}

// run has the engine carry out one of the operator's commands, and returns what it says.
func (k *Console) run(ctx context.Context, a bot.Action) (string, error) {
	return k.runAt(ctx, home, a)
}

// runAt is run for what is done at a place.
func (k *Console) runAt(ctx context.Context, place audience.Place, a bot.Action) (string, error) {
	reply, err := k.replyAt(ctx, place, a)
	return reply.Words(), err
}

// replyAt has the engine carry out a command at a place, and returns its whole reply.
func (k *Console) replyAt(ctx context.Context, place audience.Place, a bot.Action) (bot.Reply, error) {
	elsewhere := ""
	if place != home {
		elsewhere = place.Chat
	}
	reply := k.Engine.Handle(ctx, bot.Request{
		Elsewhere: elsewhere, Person: Me, Place: place, Private: place.Platform == Me.Platform, Manager: func(context.Context) (bool, error) { return true, nil },
		Drawing: bot.DrawNever, Command: a.Command, Args: a.Args, Language: "en",
	})
	if reply.Failed {
		return bot.Reply{}, &problem{http.StatusBadRequest, reply.Words()}
	}
	return reply, nil
}

// done notes a change in the list, says what was done, and leads back to a page.
func (k *Console) done(v *visit, path, what, said string) error {
	if err := k.note(v.r.Context(), v.session.who, what); err != nil {
		return err
	}
	k.Log.InfoContext(v.r.Context(), "console: change made", "what", what, "by", v.session.who)
	k.sessions.say(v.session, said)
	http.Redirect(v.w, v.r, Prefix+path, http.StatusSeeOther)
	return nil
}
