// Package telegram is a Bot API server for tests: a real HTTP server on
// loopback that keeps chats and messages and refuses what Telegram refuses, in
// Telegram's words.
//
// A test makes a [Server], gives the bot its URL and token, and plays the people:
//
//	s := telegramtest.New(t, telegramtest.Config{})
//	ana := s.User("Ana")
//	chat := s.Private(ana)
//	ana.Say(chat, "When did the mill close?")
//	answer := chat.WaitMessages(1)[0]
//	ana.Press(answer, "More").Wait()
//
// A [User] says, replies, edits, presses and asks inline; a [Chat] holds messages
// and members; a [Topic] is a thread of a forum. What the bot sends is parsed,
// measured and counted as Telegram does it: HTML becomes [Entity] values, lengths
// are UTF-16 units after that, and who sends faster than [Limits] is told to wait.
// [Server.Misbehave] orders faults: a bad gateway, half an answer, a closed
// connection. [Server.Requests] is the log of all that the bot asked for, and
// [Server.Violations] what it should not have done: requests over the limits,
// parameters that the [Spec] does not know, formatting that Telegram drops.
//
// Of the methods those are served that a text bot needs; HTML is the one parse
// mode; an address without its scheme is not recognised as a link.
package telegram

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/bot/chattest/fault"
	"quoth/bot/chattest/network"
	"quoth/bot/chattest/record"
	"quoth/bot/chattest/signal"
)

// Config is what a Server is made of. The zero value is a bot with Telegram's
// limits and the clock of the machine.
type Config struct {
	Token    string           // "" for one of the server's own
	Username string           // the bot's; "" for "quoth_test_bot"
	Clock    func() time.Time // dates, limits and the age of queries; nil: time.Now
	Limits   Limits           // how fast the bot may send
	// QueryLife is how long a callback or inline query can be answered; 0 for one
	// minute.
	QueryLife time.Duration
	// Spec validates every request; nil for no validation.
	Spec *Spec
	// SeesAll turns the privacy mode off: the bot gets every message of a group
	// and not only commands, mentions and replies to it.
	SeesAll bool
	// WebhookClient posts updates to a webhook; nil for http.DefaultClient.
	WebhookClient *http.Client
	Network       *network.Listener // where the server listens; nil: on loopback
}

// Token is the token of a server's bot when its Config names none.
const Token = "700000001:AAtestTokenOfTheBotThatTalksToTheTest"

// Server is a Bot API server with one bot. Its methods may be called by any
// number of goroutines at the same time; those that take part in a test's talk
// fail the test when they cannot do what they are told.
type Server struct {
	URL   string // without a slash at its end
	Token string
	Bot   *User

	t     testing.TB
	conf  Config
	http  *httptest.Server
	quit  context.Context // done when the server closes
	tasks sync.WaitGroup

	mu      sync.Mutex
	changed signal.Signal // fired on every change; for a poll those who wait are woken alone
	waiter  signal.Waiter
	users   map[int64]*User
	chats   map[int64]*Chat
	files   map[string]stored
	updates updates
	hook    webhook
	proxy   string // host:port that webhooks go to instead
	queries map[string]*query
	inline  map[string]*Message // by inline_message_id
	profile profile
	rates   rates
	faults  fault.Orders
	log     record.Log[Request] // counts are by method in small letters
	lastID  int64
}

// New starts a server that is closed at the end of the test.
func New(t testing.TB, conf Config) *Server {
	t.Helper()
	if conf.Token == "" {
		conf.Token = Token
	}
	if conf.Username == "" {
		conf.Username = "quoth_test_bot"
	}
	if conf.Clock == nil {
		conf.Clock = time.Now
	}
	if conf.QueryLife == 0 {
		conf.QueryLife = time.Minute
	}
	if conf.WebhookClient == nil {
		conf.WebhookClient = http.DefaultClient
	}
	number, _, _ := strings.Cut(conf.Token, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		t.Fatalf("chattest/telegram: the token does not begin with the bot's number: %v", err)
	}
	quit, stop := context.WithCancel(context.Background())
	s := &Server{
		Token:   conf.Token,
		t:       t,
		conf:    conf,
		quit:    quit,
		users:   map[int64]*User{},
		chats:   map[int64]*Chat{},
		files:   map[string]stored{},
		queries: map[string]*query{},
		inline:  map[string]*Message{},
		profile: newProfile(),
		rates:   rates{limits: conf.Limits.orTelegrams(), chats: map[int64]*chatRates{}},
	}
	s.Bot = &User{ID: id, IsBot: true, FirstName: "Quoth", Username: conf.Username, s: s}
	s.users[id] = s.Bot
	s.waiter = signal.Waiter{Lock: &s.mu, Patience: signal.Patience, Report: s.tail}
	s.http = network.Serve(conf.Network, http.HandlerFunc(s.serve))
	s.URL = s.http.URL
	t.Cleanup(func() {
		stop()
		s.http.CloseClientConnections()
		s.http.Close()
		s.tasks.Wait()
	})
	return s
}

// Endpoint is the server's address in the form that clients of the Bot API take:
// with %s for the token and %s for the method.
func (s *Server) Endpoint() string {
	return s.URL + "/bot%s/%s"
}

// Wait returns when done does, which is asked again after every change at the
// server. It fails the test when nothing changes for five minutes.
func (s *Server) Wait(done func() bool) {
	s.t.Helper()
	s.waiter.Until(s.t, &s.changed, 0, "a change", done)
}

// tail names the last requests, for the message of a test that waited in vain.
func (s *Server) tail() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Tail(func(r Request) string { return fmt.Sprintf("%s %d %s", r.Method, r.Status, r.Error) })
}

// Requests is the log of the requests that came so far, in the order of their
// arrival, getUpdates left out.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Requests()
}

// Count is how many requests for a method came so far.
func (s *Server) Count(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Count(strings.ToLower(method))
}

// Violation is something that the bot did and should not have done. Kinds:
//
//	limit   a message over a rate limit
//	markup  formatting that Telegram drops
//	spec    parameters that the Spec does not know, and what the server does not serve
type Violation = record.Violation

// Violations is what has been noted, of the kinds if any are given.
func (s *Server) Violations(kinds ...string) []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Violations(kinds...)
}

// violate records a violation. The lock is held.
func (s *Server) violate(kind, format string, args ...any) {
	s.log.Violate(s.conf.Clock(), kind, format, args...)
}

// touch tells those who wait that something changed. The lock is held.
func (s *Server) touch() { s.changed.Fire() }

// next returns a number that was not given out before. The lock is held.
func (s *Server) next() int64 {
	s.lastID++
	return s.lastID
}

// now is the time as Telegram writes it. It needs no lock.
func (s *Server) now() int64 { return s.conf.Clock().Unix() }
