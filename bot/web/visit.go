package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/text/language"

	"quoth/bot"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// visit is one request for a page.
type visit struct {
	r       *http.Request
	from    string // who asks, as proxies.reader names it
	query   url.Values
	request bot.Request  // from where the reader asks
	p       text.Printer // in the reader's language
	chosen  string       // the language that the address names, "" for none
	key     Key          // for the addresses of quotes
	app     *appReader   // who reads within Telegram; nil for anybody
}

// visit is a request for a page of this server's.
func (s *Server) visit(r *http.Request) *visit {
	v := newVisit(r, s.proxies.reader(r), s.app.open(r, s.now()))
	v.key = s.key
	return v
}

func newVisit(r *http.Request, from string, app *appReader) *visit {
	v := &visit{r: r, from: from, query: r.URL.Query(), app: app}
	v.chosen = text.Language(v.query.Get("lang"))
	spoken := accepted(r.Header.Get("Accept-Language"))
	v.request = bot.Request{Private: true, Drawing: bot.DrawNever}
	v.anonymous()
	if app != nil {
		spoken = cmp.Or(app.Language, spoken)
		v.request.Person, v.request.Place, v.request.Server = app.person(), audience.Place{Platform: telegram, Chat: app.User}, ""
		v.request.Nameless = false
	}
	v.request.Language = cmp.Or(v.chosen, spoken)
	v.p = text.For(v.request.Language)
	return v
}

// anonymous makes a request anybody's, known by the address alone.
func (v *visit) anonymous() {
	v.request.Person, v.request.Place, v.request.Server = audience.Person{Platform: Platform, User: v.from}, audience.Place{Platform: Platform, Chat: v.from}, Readers
	v.request.Nameless = true
}

// accepted is the language of the catalogue that a browser asks for most, "" for none.
func accepted(header string) string {
	tags, _, err := language.ParseAcceptLanguage(header[:min(len(header), 200)])
	if err != nil {
		return ""
	}
	names := make([]string, len(tags))
	for i, t := range tags {
		names[i] = t.String()
	}
	return text.Language(names...)
}

// address is that of a page, in the language that the reader chose. args are names and
// values of parameters in turn; one without a value is left out.
func (v *visit) address(path string, args ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(args); i += 2 {
		if args[i+1] != "" {
			q.Set(args[i], args[i+1])
		}
	}
	if v.chosen != "" {
		q.Set("lang", v.chosen)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// in is the same page in another language.
func (v *visit) in(code string) string {
	q := url.Values{}
	for name, values := range v.query {
		q[name] = values
	}
	q.Set("lang", code)
	// A path that begins with two slashes would name another host.
	return "/" + strings.TrimLeft(v.r.URL.EscapedPath(), "/") + "?" + q.Encode()
}

// days are the reader's.
func (s *Server) days(v *visit) bot.Calendar {
	return bot.Calendar{Printer: v.p, Now: s.now()}
}

// problem is why there is no page, as people read it.
type problem struct {
	status int
	said   text.Key
	words  string // of the engine's, in place of said
}

func (p problem) Error() string { return string(p.said) + p.words }

// The problems.
var (
	notFound  = problem{status: http.StatusNotFound, said: "web.not_found"}
	badMethod = problem{status: http.StatusMethodNotAllowed, said: "web.bad_method"}
	badInput  = problem{status: http.StatusBadRequest, said: "web.bad_input"}
	tooMany   = problem{status: http.StatusTooManyRequests, said: "web.too_many"}
	tooBusy   = problem{status: http.StatusServiceUnavailable, said: "error.busy"}
	closed    = problem{status: http.StatusForbidden, said: "web.closed"}
	broken    = problem{status: http.StatusInternalServerError, said: "error.broken"}
)

// page serves what a function makes.
func (s *Server) page(show func(*visit) (document, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(r)
		admits := func() (bool, error) {
			return s.engine.Admission().Admits(r.Context(), v.request.Person, v.request.Place, v.request.Server)
		}
		admitted, err := admits()
		if err == nil && !admitted && v.app != nil { // who is not let in on Telegram may read what everybody may
			v.anonymous()
			admitted, err = admits()
		}
		if err == nil && !admitted {
			err = closed
		}
		var d document
		if err == nil {
			d, err = show(v)
		}
		if err != nil {
			s.refuse(w, r, s.problemOf(r.Context(), err))
			return
		}
		d.send(w, r)
	})
}

// shared makes a page once for all who ask for it in the same language while it is made. It has to be
// the same for everybody but who reads within Telegram; nothing of it is kept.
func (s *Server) shared(show func(*visit) (document, error)) func(*visit) (document, error) {
	return func(v *visit) (document, error) {
		if v.app != nil {
			return show(v)
		}
		made, err, _ := s.making.Do(v.p.Language()+" "+v.r.URL.RequestURI(), func() (any, error) {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(v.r.Context()), answerTime) // whoever asked first may leave
			defer cancel()
			all := *v
			all.r = v.r.WithContext(ctx)
			return show(&all)
		})
		d, _ := made.(document)
		return d, err
	}
}

// problemOf is what people read of an error; the log has one that is none of theirs.
func (s *Server) problemOf(ctx context.Context, err error) problem {
	var p problem
	switch {
	case errors.As(err, &p):
		return p
	case errors.Is(err, knowledge.ErrNotFound):
		return notFound
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return tooBusy
	}
	s.log.ErrorContext(ctx, "web: request failed", "error", err)
	return broken
}

// refuse shows a page that says why there is none.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, p problem) {
	v := s.visit(r)
	d, err := s.render(v, "problem", frame{Title: v.p.Say("web.no_page"), Body: cmp.Or(p.words, v.p.Say(p.said))})
	if err != nil {
		s.log.ErrorContext(r.Context(), "web: page failed", "error", err)
		http.Error(w, http.StatusText(p.status), p.status)
		return
	}
	d.status = p.status
	d.send(w, r)
}

// refuseProgram tells a program of a problem.
func (s *Server) refuseProgram(w http.ResponseWriter, r *http.Request, p problem) {
	data, err := json.Marshal(map[string]string{"error": cmp.Or(p.words, s.visit(r).p.Say(p.said))})
	if err != nil {
		s.log.ErrorContext(r.Context(), "web: problem unwritable", "error", err)
	}
	document{status: p.status, kind: "application/json", data: append(data, '\n')}.send(w, r)
}

// whole reads a parameter that is a whole number from 0 to most; 0 where it is not given.
func (v *visit) whole(name string, most int) (int, error) {
	s := v.query.Get(name)
	if s == "" {
		return 0, nil
	}
	return number(s, most)
}

// number reads a whole number from 0 to most.
func number(s string, most int) (int, error) {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > most {
			return 0, badInput
		}
		n = n*10 + int(r-'0')
	}
	if s == "" || n > most {
		return 0, badInput
	}
	return n, nil
}

// typed is what a person typed, on one line.
func (v *visit) typed(name string) string { return strings.TrimSpace(v.query.Get(name)) }
