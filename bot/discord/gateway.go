package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// The gateway's operations, from Discord's documentation.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

const (
	// intents are what becomes of servers and the bot in them, and messages in servers and
	// in private chats. None is privileged: a
	// message that mentions the bot, replies to it or comes to it alone brings its
	// text without the message content intent.
	intents = discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages

	helloTime = 20 * time.Second // for the gateway's first words
	readyTime = time.Minute      // for READY or, after what was missed, RESUMED
	writeTime = 10 * time.Second // for one write
	maxEvent  = 16 << 20         // bytes of one event

	// leaveOpen is the code that a connection is left with so that its session may
	// be resumed: any but 1000 and 1001.
	leaveOpen = 4000
)

// What ends a connection without the gateway closing it.
var (
	errNoHeartbeat = errors.New("the gateway does not answer heartbeats")
	errReconnect   = errors.New("the gateway asks to reconnect")
	errNotReady    = errors.New("the gateway does not let the session begin")
	errPanicked    = errors.New("the connection's handler panicked")
	errInvalid     = errors.New("the gateway does not know the session any more")
)

// shard is one of the gateway's connections and, between two connections, what is
// needed to resume its session.
type shard struct {
	bot     *Bot
	id      int
	count   int
	gateway string
	pace    *pacer

	session    string
	resume     string // where the session is resumed
	who        identity
	progress   progress
	saving     sync.Mutex
	identified bool // this process did so before
	invalid    int  // how often in a row the gateway refused a session
	healthy    bool // READY or RESUMED came on the last connection
}

// link is a connection of a shard.
type link struct {
	*shard
	conn   *websocket.Conn
	events *stream
	write  sync.Mutex

	acked atomic.Bool
	lost  atomic.Bool // by the watchdog: an acknowledgement is missing
}

// hold connects and serves one connection until it ends. The error says why it did.
func (s *shard) hold(ctx context.Context) error {
	address := s.gateway
	if s.session != "" && s.resume != "" {
		address = s.resume
	}
	if s.session == "" {
		// The turn is waited for before there is a connection to keep alive.
		turn := s.pace.reserve(ctx, s.id, s.identified, time.Now())
		s.identified = true
		if turn > longestPause {
			s.bot.log.Warn("Discord lets no more connections begin for now", "shard", s.id, "again_in", turn.Round(time.Second))
		}
		if err := sleep(ctx, turn); err != nil {
			return err
		}
	}
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: helloTime}
	conn, resp, err := dialer.DialContext(ctx, strings.TrimSuffix(address, "/")+"/?v=10&encoding=json&compress=zlib-stream", nil)
	if err != nil {
		if resp != nil {
			return fmt.Errorf("connecting to the gateway: it answered %s", resp.Status)
		}
		return fmt.Errorf("connecting to the gateway: %w", err)
	}
	defer conn.Close()
	conn.SetReadLimit(maxEvent)
	l := &link{shard: s, conn: conn, events: newStream(conn)}
	l.acked.Store(true)

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// The session is left open: a program that starts again soon resumes it.
	defer context.AfterFunc(ctx, func() { l.leave(leaveOpen) })()

	interval, err := l.hello()
	if err != nil {
		return err
	}
	go s.bot.supervise.Try("a heartbeat", func() error { l.beat(ctx, interval); return nil })
	if err := l.enter(ctx); err != nil {
		return err
	}
	err = l.serve(ctx)
	var late net.Error
	switch {
	case l.lost.Load():
		err = errNoHeartbeat
	case errors.As(err, &late) && late.Timeout():
		l.leave(leaveOpen)
		err = errNotReady
	}
	return err
}

// leave ends the connection.
func (l *link) leave(code int) {
	l.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	l.conn.Close()
}

// hello reads the gateway's first words: how often it wants a heartbeat.
func (l *link) hello() (time.Duration, error) {
	l.conn.SetReadDeadline(time.Now().Add(helloTime))
	defer l.conn.SetReadDeadline(time.Time{})
	e, err := l.events.next()
	if err != nil {
		return 0, err
	}
	var said struct {
		Interval int64 `json:"heartbeat_interval"`
	}
	if e.Operation != opHello || json.Unmarshal(e.RawData, &said) != nil || said.Interval <= 0 {
		return 0, errors.New("the gateway did not say hello")
	}
	return time.Duration(said.Interval) * time.Millisecond, nil
}

func (l *link) send(op int, data any) error {
	l.write.Lock()
	defer l.write.Unlock()
	l.conn.SetWriteDeadline(time.Now().Add(writeTime))
	return l.conn.WriteJSON(map[string]any{"op": op, "d": data})
}

// beat sends the heartbeats, and ends the connection when one was not acknowledged
// before the next.
func (l *link) beat(ctx context.Context, interval time.Duration) {
	// The first comes at a random time, so that many shards do not beat together.
	for pause := rand.N(interval); ; pause = interval {
		if sleep(ctx, pause) != nil {
			return
		}
		if !l.acked.Swap(false) {
			l.lost.Store(true)
			l.leave(leaveOpen)
			return
		}
		if l.heartbeat(ctx) != nil {
			l.leave(leaveOpen)
			return
		}
	}
}

// heartbeat says that the connection lives, and which events need not come again: those
// of which it is stored that they came.
func (l *link) heartbeat(ctx context.Context) error {
	l.save(context.WithoutCancel(ctx))
	var seq any
	if n := l.progress.saved(); n > 0 {
		seq = n
	}
	return l.send(opHeartbeat, seq)
}

// enter resumes the session, or identifies when there is none.
func (l *link) enter(ctx context.Context) error {
	if l.session != "" {
		// From what is stored on: the gateway drops what is before that, and a program that
		// is killed now resumes from there, too.
		l.save(ctx)
		return l.send(opResume, map[string]any{"token": l.bot.token, "session_id": l.session, "seq": l.progress.saved()})
	}
	l.progress.set(0, 0)
	return l.send(opIdentify, map[string]any{
		"token":      l.bot.token,
		"intents":    intents,
		"shard":      [2]int{l.id, l.count},
		"properties": map[string]string{"os": runtime.GOOS, "browser": "quoth", "device": "quoth"},
		"presence": map[string]any{
			"since": nil, "afk": false, "status": "online",
			"activities": []map[string]any{{"name": "Custom Status", "type": discordgo.ActivityTypeCustom, "state": textPresence}},
		},
	})
}

// serve takes events until the connection ends. Until the session has begun, one has to
// come within the bot's patience.
func (l *link) serve(ctx context.Context) error {
	patience := func() {
		until := time.Now().Add(l.bot.patience)
		if l.healthy {
			until = time.Time{}
		}
		l.conn.SetReadDeadline(until)
	}
	patience()
	for {
		e, err := l.events.next()
		if err != nil {
			return err
		}
		switch e.Operation {
		case opDispatch:
			l.dispatch(e)
			patience()
		case opHeartbeat:
			err = l.heartbeat(ctx)
		case opHeartbeatAck:
			l.acked.Store(true)
		case opReconnect:
			l.leave(leaveOpen)
			err = errReconnect
		case opInvalidSession:
			l.leave(leaveOpen)
			if string(e.RawData) != "true" {
				l.forget()
			}
			err = errInvalid
		}
		if err != nil {
			return err
		}
	}
}

// forget ends the session: the next connection identifies.
func (s *shard) forget() {
	s.begin("", "", identity{})
	s.progress.set(0, 0)
}

// dispatch takes one event.
func (l *link) dispatch(e discordgo.Event) {
	done := func() {}
	if e.Sequence > 0 {
		done = l.progress.begin(e.Sequence)
	}
	switch e.Type {
	case "READY":
		done()
		l.ready(e.RawData)
	case "RESUMED":
		done()
		l.healthy = true
		l.bot.log.Info("the connection to Discord is taken up again", "shard", l.id)
		l.bot.ready(l.who)
	default:
		l.bot.receive(e.Type, e.RawData, done)
	}
}

func (l *link) ready(data []byte) {
	var r struct {
		Session     string                   `json:"session_id"`
		Resume      string                   `json:"resume_gateway_url"`
		User        struct{ ID string }      `json:"user"`
		Application struct{ ID string }      `json:"application"`
		Guilds      []map[string]interface{} `json:"guilds"`
	}
	if err := json.Unmarshal(data, &r); err != nil {
		l.bot.log.Warn("READY can't be read", "shard", l.id)
	}
	l.healthy = true
	l.begin(r.Session, r.Resume, identity{user: r.User.ID, application: r.Application.ID})
	l.bot.log.Info("connected to Discord", "shard", l.id, "servers", len(r.Guilds))
	l.bot.ready(l.who)
	l.bot.background("storing a session", l.save)
}
