package rest

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"quoth/bot"
	"quoth/bot/chat"
)

const token = "secret-of-the-bot"

// answer is what the server answers to one request.
type answer struct {
	status int
	header map[string]string
	body   string
}

// request is what the server got.
type request struct{ line, authorization, kind, body string }

// server answers with what it was told to, one after another, and with an empty object then.
type server struct {
	*Client
	mu      sync.Mutex
	answers []answer
	got     []request
}

func serve(t *testing.T, answers ...answer) *server {
	t.Helper()
	s := &server{answers: answers}
	loopback := httptest.NewServer(s)
	t.Cleanup(loopback.Close)
	s.Client = New(Config{
		API: loopback.URL + "/", Token: token, Client: loopback.Client(), Log: slog.New(slog.DiscardHandler), Now: time.Now,
		Codes: map[int]chat.Failure{
			50013: {Class: chat.Forbidden, As: &bot.HeldError{Reason: "rights"}},
			10003: {Class: chat.Lasting, As: &bot.GoneError{Reason: "gone"}},
		},
	})
	s.calls.Backoff = func(int) time.Duration { return time.Millisecond }
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, request{r.Method + " " + r.URL.Path, r.Header.Get("Authorization"), r.Header.Get("Content-Type"), string(body)})
	a := answer{status: http.StatusOK, body: "{}"}
	if len(s.answers) > 0 {
		a, s.answers = s.answers[0], s.answers[1:]
	}
	for name, value := range a.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(a.status)
	io.WriteString(w, a.body)
}

// requests are those that came, as method and path.
func (s *server) requests() (lines []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.got {
		lines = append(lines, r.line)
	}
	return lines
}

// to is a call to a channel that does not wait.
func to(channel string) Call {
	return Call{What: "sending", Method: http.MethodPost, Path: "/channels/" + channel + "/messages", Route: "POST messages", Major: channel, Body: map[string]string{"content": "x"}, Patience: ShortWait}
}

// other is a call to another route that does not wait.
func other() Call {
	return Call{What: "looking", Method: http.MethodGet, Path: "/users/@me", Route: "GET me", Patience: ShortWait}
}

// interaction is a call that its path's token allows.
func interaction() Call {
	return Call{What: "answering", Method: http.MethodPatch, Path: "/webhooks/1/" + token, Route: "PATCH webhook", Major: token, Anonymous: true, Patience: ShortWait}
}

func (s *server) goes(t *testing.T, what string, c Call) {
	t.Helper()
	before := len(s.requests())
	if err := s.Do(t.Context(), c); err != nil {
		t.Errorf("%s: %v", what, err)
	}
	if len(s.requests()) == before {
		t.Errorf("%s: it was not requested", what)
	}
}

// waits expects that a call does not come to a request in time.
func (s *server) waits(t *testing.T, what string, c Call, global bool) {
	t.Helper()
	before := len(s.requests())
	var wait *bot.WaitError
	if err := s.Do(t.Context(), c); !errors.As(err, &wait) || !wait.Untried || wait.Global != global || wait.For < 50*time.Minute {
		t.Errorf("%s: %#v", what, err)
	}
	if n := len(s.requests()) - before; n != 0 {
		t.Errorf("%s: %d requests", what, n)
	}
}

func TestRequests(t *testing.T) {
	s := serve(t, answer{status: 200, body: `{"id":"7"}`}, answer{status: 204}, answer{status: 200, body: `{"id":"8"}`})
	var into struct{ ID string }
	c := to("1")
	c.Into = &into
	if err := s.Do(t.Context(), c); err != nil || into.ID != "7" {
		t.Errorf("%v, and the answer is %+v", err, into)
	}
	if err := s.Do(t.Context(), interaction()); err != nil {
		t.Error(err)
	}
	c.Files = []*discordgo.File{{Name: "a.txt", ContentType: "text/plain", Reader: strings.NewReader("the file")}}
	if err := s.Do(t.Context(), c); err != nil {
		t.Error(err)
	}
	for n, want := range []request{
		{"POST /channels/1/messages", "Bot " + token, "application/json", `{"content":"x"}`},
		{"PATCH /webhooks/1/" + token, "", "", ""},
	} {
		if s.got[n] != want {
			t.Errorf("request %d is %+v", n, s.got[n])
		}
	}
	if form := s.got[2]; !strings.HasPrefix(form.kind, "multipart/form-data") || !strings.Contains(form.body, `{"content":"x"}`) || !strings.Contains(form.body, "the file") {
		t.Errorf("the form is %+v", form)
	}
}

// TestRateHeaders exhausts the window of one channel: others go on.
func TestRateHeaders(t *testing.T) {
	s := serve(t, answer{status: 200, body: "{}", header: map[string]string{
		"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "3600", "X-RateLimit-Reset": "32503680000.123",
	}})
	s.goes(t, "the last of the window", to("1"))
	s.waits(t, "the next", to("1"), false)
	s.goes(t, "another channel", to("2"))
	s.goes(t, "another route", other())
}

// TestShortWindow waits for a window that is over soon.
func TestShortWindow(t *testing.T) {
	const window = 30 * time.Millisecond
	s := serve(t, answer{status: 200, body: "{}", header: map[string]string{
		"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "0.030", "X-RateLimit-Reset": "1700000000.5",
	}})
	asked := time.Now()
	s.goes(t, "the last of the window", to("1"))
	c := to("1")
	c.Patience = 0
	s.goes(t, "the next", c)
	if took := time.Since(asked); took < window {
		t.Errorf("it went after %v", took)
	}
}

func TestTooManyRequests(t *testing.T) {
	limited := func(scope, body string, more ...string) answer {
		a := answer{status: 429, body: body, header: map[string]string{"Retry-After": "3600"}}
		if scope != "" {
			a.header["X-RateLimit-Scope"] = scope
		}
		for _, name := range more {
			a.header[name] = "true"
		}
		return a
	}
	const body, html = `{"message":"You are being rate limited.","retry_after":3599.5}`, "<!DOCTYPE html><title>429</title>"
	type held struct{ same, sibling, route, anonymous bool }
	for name, c := range map[string]struct {
		answer
		held
		refuses bool
	}{
		"user":             {limited("user", body), held{same: true}, false},
		"no scope":         {limited("", body), held{same: true}, false},
		"shared":           {limited("shared", body), held{same: true, sibling: true}, false},
		"global":           {limited("global", body), held{same: true, sibling: true, route: true}, false},
		"global in header": {limited("", body, "X-RateLimit-Global"), held{same: true, sibling: true, route: true}, false},
		"global in body":   {limited("", `{"retry_after":3600,"global":true}`), held{same: true, sibling: true, route: true}, false},
		"HTML":             {limited("", html), held{true, true, true, true}, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, c.answer)
			err := s.Do(t.Context(), to("1"))
			var refusal *Error
			if !errors.As(err, &refusal) || refusal.Status != 429 || refusal.wait < 3599*time.Second || refusal.wait > time.Hour {
				t.Fatalf("the refusal is %v", err)
			}
			for _, next := range []struct {
				what string
				Call
				held bool
			}{
				{"the same channel", to("1"), c.same}, {"another channel", to("2"), c.sibling},
				{"another route", other(), c.route}, {"an interaction", interaction(), c.anonymous},
			} {
				if next.held {
					s.waits(t, next.what, next.Call, c.sibling) // what all channels share stops all alerts
				} else {
					s.goes(t, next.what, next.Call)
				}
			}
			unlimited := interaction()
			unlimited.Unlimited = true
			if s.Refuses() != c.refuses {
				t.Errorf("everything is refused: %v", s.Refuses())
			}
			if c.refuses {
				s.waits(t, "a call without limits", unlimited, true)
			} else {
				s.goes(t, "a call without limits", unlimited)
			}
		})
	}
}

// TestGlobalAnonymous is refused for the limit of all requests where the bot's own does not
// count: the route waits all the same.
func TestGlobalAnonymous(t *testing.T) {
	s := serve(t, answer{status: 429, body: `{"retry_after":3600,"global":true}`})
	if err := s.Do(t.Context(), interaction()); chat.Classify(err).Class != chat.NotNow {
		t.Errorf("the refusal is %v", err)
	}
	s.waits(t, "the same again", interaction(), true)
	s.goes(t, "what the bot's token allows", to("1"))
}

// TestRetryAfter is told to wait for a moment, and for how long nobody says.
func TestRetryAfter(t *testing.T) {
	s := serve(t, answer{status: 429, body: `{"retry_after":0.02}`}, answer{status: 429, body: `{"retry_after":0.02}`, header: map[string]string{"X-RateLimit-Scope": "shared"}})
	if err := s.Do(t.Context(), to("1")); err != nil || len(s.requests()) != 3 {
		t.Errorf("%v after %d requests", err, len(s.requests()))
	}
	s = serve(t, answer{status: 429, body: `{}`})
	var refusal *Error
	if err := s.Do(t.Context(), to("1")); !errors.As(err, &refusal) || refusal.wait != unknownWait {
		t.Errorf("without a time it waits for %v", err)
	}
}

func TestServerErrors(t *testing.T) {
	broken := []answer{{status: 502, body: "<html>"}, {status: 500, body: `{"code":0,"message":"oops"}`}}
	s := serve(t, broken...)
	if err := s.Do(t.Context(), to("1")); err != nil || len(s.requests()) != 3 {
		t.Errorf("%v after %d requests", err, len(s.requests()))
	}
	s = serve(t, broken...)
	once := to("1")
	once.Single = true
	if err := s.Do(t.Context(), once); chat.Classify(err).Class != chat.Unknown || len(s.requests()) != 1 {
		t.Errorf("what may be done once fails with %v after %d requests", err, len(s.requests()))
	}
	s = serve(t, answer{status: 503}, answer{status: 503}, answer{status: 503}, answer{status: 503}, answer{status: 503}, answer{status: 503})
	if err := s.Do(t.Context(), to("1")); chat.Classify(err).Class != chat.Passing || len(s.requests()) != 5 {
		t.Errorf("what goes on failing fails with %v after %d requests", err, len(s.requests()))
	}
	s = serve(t, answer{status: 200, body: "<html>"})
	c := to("1")
	c.Into = new(struct{})
	if err := s.Do(t.Context(), c); err != nil || len(s.requests()) != 2 {
		t.Errorf("an answer that is none: %v after %d requests", err, len(s.requests()))
	}
}

// TestRefusals remembers where the bot may not write, and what else it may there.
func TestRefusals(t *testing.T) {
	forbidden := answer{status: 403, body: `{"code":50013,"message":"Missing Permissions","errors":{"content":"x"}}`}
	s := serve(t, forbidden)
	words, embeds := to("1"), to("1")
	words.Channel, embeds.Channel, embeds.Embeds = "1", "1", true
	err := s.Do(t.Context(), embeds)
	if !Refused(err, 50001, 50013) || Refused(err, 50001) || Refused(errors.New("x"), 0) || !strings.Contains(err.Error(), `{"content":"x"}`) {
		t.Errorf("the refusal is %v", err)
	}
	var held *bot.HeldError
	if f := chat.Classify(err); f.Class != chat.Forbidden || !f.Abuse || !errors.As(chat.Translate(err), &held) {
		t.Errorf("it is taken for %+v", f)
	}
	if err := s.Do(t.Context(), embeds); !Refused(err, 50013) || len(s.requests()) != 1 {
		t.Errorf("embeds again: %v after %d requests", err, len(s.requests()))
	}
	s.goes(t, "words alone", words)
	s.Permitted("1")
	s.goes(t, "embeds after the right came back", embeds)

	s = serve(t, answer{status: 404, body: `{"code":10003,"message":"Unknown Channel"}`})
	var gone *bot.GoneError
	if err := s.Do(t.Context(), words); !errors.As(chat.Translate(err), &gone) || len(s.requests()) != 1 {
		t.Errorf("of a channel that is gone: %v", err)
	}
}

// TestUnauthorized is refused for the bot's token, after which nothing goes, and for an
// interaction's, which is over.
func TestUnauthorized(t *testing.T) {
	refused := answer{status: 401, body: `{"code":0,"message":"401: Unauthorized"}`}
	s := serve(t, refused)
	if f := chat.Classify(s.Do(t.Context(), interaction())); f.Class != chat.Lasting || !f.Abuse {
		t.Errorf("an interaction's token: %+v", f)
	}
	s.goes(t, "after it", to("1"))
	s = serve(t, refused)
	if f := chat.Classify(s.Do(t.Context(), to("1"))); f.Class != chat.Down {
		t.Errorf("the bot's token: %+v", f)
	}
	if !s.Refuses() {
		t.Error("requests go on with a token that is refused")
	}
}

// TestCancelled ends a call while it is answered, and before.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	hanging := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}))
	defer hanging.Close()
	c := New(Config{API: hanging.URL, Token: token, Client: hanging.Client(), Log: slog.New(slog.DiscardHandler), Now: time.Now})
	err := c.Do(ctx, interaction())
	if !errors.Is(err, context.Canceled) || chat.Classify(err).Class != chat.Cancelled || strings.Contains(err.Error(), token) {
		t.Errorf("a call that is cancelled fails with %v", err)
	}
	if err := c.Do(ctx, interaction()); !errors.Is(err, context.Canceled) {
		t.Errorf("a call that nobody wants any more fails with %v", err)
	}
}

// TestNoConnection asks where nobody listens. The address, which holds a token, is not told.
func TestNoConnection(t *testing.T) {
	s := serve(t)
	nobody := httptest.NewServer(s)
	s.API = nobody.URL
	nobody.Close()
	once := interaction()
	once.Single = true // which was not carried out for certain
	err := s.Do(t.Context(), once)
	if chat.Classify(err).Class != chat.Passing || strings.Contains(err.Error(), token) || !strings.HasPrefix(err.Error(), "answering: ") {
		t.Errorf("without a connection it fails with %v", err)
	}
	s.API = "http://[::1"
	if err := s.Do(t.Context(), interaction()); err == nil || strings.Contains(err.Error(), token) {
		t.Errorf("with an address that is none it fails with %v", err)
	}
}
