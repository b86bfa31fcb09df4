package gateway

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

	"quoth/bot/chat"
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

// connection is a connection of a shard.
type connection struct {
	*shard
	conn   *websocket.Conn
	events *stream
	write  sync.Mutex

	acked atomic.Bool
	lost  atomic.Bool // by the watchdog: an acknowledgement is missing
}

// hold connects and serves one connection until it ends. The error says why it did.
func (s *shard) hold(ctx context.Context) error {
	address := s.address
	if s.session != "" && s.resume != "" {
		address = s.resume
	}
	if s.session == "" {
		// The turn is waited for before there is a connection to keep alive.
		if err := s.turn(ctx); err != nil {
			return err
		}
	}
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: helloTime, NetDialContext: s.Dial}
	conn, resp, err := dialer.DialContext(ctx, strings.TrimSuffix(address, "/")+"/?v=10&encoding=json&compress=zlib-stream", nil)
	if err != nil {
		if resp != nil {
			return fmt.Errorf("connecting to the gateway: it answered %s", resp.Status)
		}
		return fmt.Errorf("connecting to the gateway: %w", err)
	}
	defer conn.Close()
	conn.SetReadLimit(maxEvent)
	c := &connection{shard: s, conn: conn, events: newStream(conn)}
	c.acked.Store(true)

	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// The session is left open: a program that starts again soon resumes it.
	defer context.AfterFunc(ctx, func() { c.leave(leaveOpen) })()

	interval, err := c.hello()
	if err != nil {
		return err
	}
	go s.Supervise.Try(ctx, "heartbeat", func() error { c.beat(ctx, interval); return nil })
	if err := c.enter(ctx); err != nil {
		return err
	}
	err = c.serve(ctx)
	var late net.Error
	switch {
	case c.lost.Load():
		err = errNoHeartbeat
	case errors.As(err, &late) && late.Timeout():
		c.leave(leaveOpen)
		err = errNotReady
	}
	return err
}

// leave ends the connection.
func (c *connection) leave(code int) {
	c.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	c.conn.Close()
}

// hello reads the gateway's first words: how often it wants a heartbeat.
func (c *connection) hello() (time.Duration, error) {
	c.conn.SetReadDeadline(time.Now().Add(helloTime))
	defer c.conn.SetReadDeadline(time.Time{})
	e, err := c.events.next()
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

func (c *connection) send(op int, data any) error {
	c.write.Lock()
	defer c.write.Unlock()
	c.conn.SetWriteDeadline(time.Now().Add(writeTime))
	return c.conn.WriteJSON(map[string]any{"op": op, "d": data})
}

// beat sends the heartbeats, and ends the connection when one was not acknowledged
// before the next.
func (c *connection) beat(ctx context.Context, interval time.Duration) {
	// The first comes at a random time, so that many shards do not beat together.
	for pause := rand.N(interval); ; pause = interval {
		if chat.Sleep(ctx, pause) != nil {
			return
		}
		if !c.acked.Swap(false) {
			c.lost.Store(true)
			c.leave(leaveOpen)
			return
		}
		if c.heartbeat(ctx) != nil {
			c.leave(leaveOpen)
			return
		}
	}
}

// heartbeat says that the connection lives, and which events need not come again: those
// of which it is stored that they came.
func (c *connection) heartbeat(ctx context.Context) error {
	c.save(context.WithoutCancel(ctx))
	var seq any
	if n := c.progress.saved(); n > 0 {
		seq = n
	}
	return c.send(opHeartbeat, seq)
}

// enter resumes the session, or identifies when there is none.
func (c *connection) enter(ctx context.Context) error {
	if c.session != "" {
		// From what is stored on: the gateway drops what is before that, and a program that
		// is killed now resumes from there, too.
		c.save(ctx)
		return c.send(opResume, map[string]any{"token": c.Token, "session_id": c.session, "seq": c.progress.saved()})
	}
	c.progress.set(0, 0)
	// discordgo's Identify is that of an older gateway, with one "game" and properties whose names begin with "$".
	return c.send(opIdentify, map[string]any{
		"token":      c.Token,
		"intents":    c.Intents,
		"shard":      [2]int{c.id, c.count},
		"properties": map[string]string{"os": runtime.GOOS, "browser": "quoth", "device": "quoth"},
		"presence": map[string]any{
			"since": nil, "afk": false, "status": "online",
			"activities": []map[string]any{{"name": "Custom Status", "type": discordgo.ActivityTypeCustom, "state": c.Presence}},
		},
	})
}

// serve takes events until the connection ends. Until the session has begun, one has to
// come within the client's patience.
func (c *connection) serve(ctx context.Context) error {
	patience := func() {
		until := time.Now().Add(c.Patience)
		if c.healthy {
			until = time.Time{}
		}
		c.conn.SetReadDeadline(until)
	}
	patience()
	for {
		e, err := c.events.next()
		if err != nil {
			return err
		}
		switch e.Operation {
		case opDispatch:
			c.dispatch(ctx, e)
			patience()
		case opHeartbeat:
			err = c.heartbeat(ctx)
		case opHeartbeatAck:
			c.acked.Store(true)
		case opReconnect:
			c.leave(leaveOpen)
			err = errReconnect
		case opInvalidSession:
			c.leave(leaveOpen)
			if string(e.RawData) != "true" {
				c.forget()
			}
			err = errInvalid
		}
		if err != nil {
			return err
		}
	}
}

// dispatch takes one event.
func (c *connection) dispatch(ctx context.Context, e discordgo.Event) {
	done := func() {}
	if e.Sequence > 0 {
		done = c.progress.begin(e.Sequence)
	}
	switch e.Type {
	case "READY":
		done()
		c.ready(ctx, e.RawData)
	case "RESUMED":
		done()
		c.healthy = true
		c.Log.InfoContext(ctx, "gateway: session resumed", "shard", c.id)
		c.Ready()
	default:
		c.Receive(e.Type, e.RawData, done)
	}
}

// ready takes the session that begins.
func (c *connection) ready(ctx context.Context, data []byte) {
	var r struct {
		Session     string              `json:"session_id"`
		Resume      string              `json:"resume_gateway_url"`
		User        struct{ ID string } `json:"user"`
		Application struct{ ID string } `json:"application"`
		Guilds      []json.RawMessage   `json:"guilds"`
	}
	if err := json.Unmarshal(data, &r); err != nil {
		c.Log.WarnContext(ctx, "gateway: session unreadable", "shard", c.id, "error", err)
	}
	c.healthy = true
	c.begin(r.Session, r.Resume, Identity{User: r.User.ID, Application: r.Application.ID})
	c.Log.InfoContext(ctx, "gateway: connection established", "shard", c.id, "servers", len(r.Guilds))
	c.Known(c.who)
	c.Ready()
	go c.Supervise.Try(ctx, "session save", func() error { c.save(context.WithoutCancel(ctx)); return nil })
}
