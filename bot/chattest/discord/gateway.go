package discord

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// Gateway operations, as in Discord's documentation.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opMembers        = 8
	opInvalidSession = 9
	opHello          = 10
	opAck            = 11
)

// Intents, as in Discord's documentation.
const (
	intentGuilds         = 1 << 0
	intentGuildMembers   = 1 << 1
	intentGuildPresences = 1 << 8
	intentGuildMessages  = 1 << 9
	intentDirectMessages = 1 << 12
	intentMessageContent = 1 << 15

	intentsPrivileged = intentGuildMembers | intentGuildPresences | intentMessageContent
	intentsKnown      = 1<<17 - 1 | 1<<20 | 1<<21 | 1<<24 | 1<<25
)

// closeTime is how long the client has to close its side.
const closeTime = 5 * time.Second

// compressFrom is the size in bytes from which an event is compressed for a
// client that asked for it.
const compressFrom = 1024

// packet is what goes over the gateway, both ways.
type packet struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int64           `json:"s,omitempty"`
	Type string          `json:"t,omitempty"`
}

// session outlives its connection: it can be resumed.
type session struct {
	id             string
	shard, shards  int
	intents        int
	compress       bool
	seq            int64
	sent           []packet // not yet known to be received
	gone           int64    // the last event that is not in sent any more
	conn           *conn    // nil: not connected
	presence       json.RawMessage
	heartbeats     int
	withholdAcks   bool
	received       []time.Time // of the client's events in the last minute
	connectedSince time.Time
}

// conn is one WebSocket connection. Its queue keeps the order of what is sent
// without blocking whoever holds Discord.mu.
type conn struct {
	d       *Discord
	ws      *websocket.Conn
	version int
	session *session

	stream *bytes.Buffer // what zlib writes into where the whole connection is one stream; nil where it is not
	zlib   *zlib.Writer  // of the stream, for write alone
	queue  []frame
	wake   chan struct{}
	closed chan struct{}

	closing bool // a close frame is on its way, the client's packets count no more
}

// frame is a packet to send, or the order to close.
type frame struct {
	data     []byte
	compress bool
	close    int // the close code, if not 0
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

// serveGateway runs one gateway connection to its end.
func (d *Discord) serveGateway(w http.ResponseWriter, r *http.Request) {
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &conn{d: d, ws: ws, wake: make(chan struct{}, 1), closed: make(chan struct{})}
	if r.URL.Query().Get("compress") == "zlib-stream" {
		c.stream = &bytes.Buffer{}
		c.zlib = newZlib(c.stream)
	}
	c.version, _ = strconv.Atoi(r.URL.Query().Get("v"))
	go c.write()
	d.mu.Lock()
	if c.version != 9 && c.version != 10 {
		c.close(4012)
	} else {
		c.send(packet{Op: opHello, Data: encode(obj{"heartbeat_interval": d.config.Heartbeat.Milliseconds(), "_trace": []string{"chattest/discord"}})})
	}
	d.mu.Unlock()
	c.read()
}

// newZlib compresses little: what a connection says is short, and the work of it a test's own.
func newZlib(to io.Writer) *zlib.Writer {
	z, err := zlib.NewWriterLevel(to, zlib.BestSpeed)
	if err != nil {
		panic(err) // there is no such level
	}
	return z
}

func encode(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("chattest/discord: a value of ours does not encode: %v", err))
	}
	return data
}

func (c *conn) write() {
	for {
		select {
		case <-c.wake:
		case <-c.closed:
			return
		}
		c.d.mu.Lock()
		frames := c.queue
		c.queue = nil
		c.d.mu.Unlock()
		for _, f := range frames {
			if err := c.writeFrame(f); err != nil {
				c.ws.Close()
				return
			}
			if f.close != 0 {
				// The reader goes on until the client has closed its side too:
				// closing with unread bytes could lose the close frame.
				c.ws.SetReadDeadline(time.Now().Add(closeTime))
				return
			}
		}
	}
}

func (c *conn) writeFrame(f frame) error {
	switch {
	case f.close != 0:
		return c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(f.close, closeReasons[f.close]), time.Now().Add(time.Second))
	case c.stream != nil:
		c.zlib.Write(f.data)
		c.zlib.Flush()
		defer c.stream.Reset()
		return c.ws.WriteMessage(websocket.BinaryMessage, c.stream.Bytes())
	case f.compress && len(f.data) >= compressFrom:
		var out bytes.Buffer
		z := newZlib(&out)
		z.Write(f.data)
		z.Close()
		return c.ws.WriteMessage(websocket.BinaryMessage, out.Bytes())
	}
	return c.ws.WriteMessage(websocket.TextMessage, f.data)
}

func (c *conn) push(f frame) {
	c.queue = append(c.queue, f)
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

func (c *conn) send(p packet) {
	c.push(frame{data: encode(p), compress: c.session != nil && c.session.compress})
}

// close closes with a code once what was sent before has gone out.
func (c *conn) close(code int) {
	c.closing = true
	c.push(frame{close: code})
	c.leave(code)
}

// cut breaks the connection without a close frame.
func (c *conn) cut() {
	c.ws.NetConn().Close()
	c.leave(0)
}

// endsSession reports whether a session can't be resumed after the close code.
func endsSession(code int) bool {
	switch code {
	case 1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014:
		return true
	}
	return false
}

// leave takes the connection off its session.
func (c *conn) leave(code int) {
	s := c.session
	if s == nil || s.conn != c {
		return
	}
	s.conn = nil
	if endsSession(code) {
		c.d.endSession(s)
	}
	c.d.changed.Fire()
}

func (d *Discord) endSession(s *session) {
	s.conn = nil
	d.sessions = slices.DeleteFunc(d.sessions, func(o *session) bool { return o == s })
}

func (c *conn) read() {
	defer c.ws.Close()
	defer close(c.closed)
	for {
		_, data, err := c.ws.ReadMessage()
		c.d.mu.Lock()
		if err != nil {
			code := 0
			if e, ok := err.(*websocket.CloseError); ok {
				code = e.Code
			}
			c.leave(code)
			c.d.mu.Unlock()
			return
		}
		if c.closing {
			c.d.mu.Unlock()
			continue
		}
		if code := c.receive(data); code != 0 {
			c.d.violate("gateway", "closed with %d %s after %s", code, closeReasons[code], c.d.redact(string(data)))
			c.close(code)
		}
		c.d.mu.Unlock()
	}
}

// receive handles a packet of the client's and returns the code to close with, or 0.
func (c *conn) receive(data []byte) int {
	var p packet
	if len(data) > 4096 || json.Unmarshal(data, &p) != nil {
		return 4002
	}
	s := c.session
	if s == nil && p.Op != opIdentify && p.Op != opResume && p.Op != opHeartbeat {
		return 4003
	}
	if s != nil && s.tooMany(c.d.now()) {
		return 4008
	}
	switch p.Op {
	case opHeartbeat:
		var seq *int64
		if json.Unmarshal(p.Data, &seq) != nil {
			return 4002
		}
		if s != nil {
			s.heartbeats++
			if seq != nil {
				s.forget(*seq)
			}
			c.d.changed.Fire()
		}
		if s == nil || !s.withholdAcks {
			c.send(packet{Op: opAck})
		}
	case opIdentify:
		if s != nil {
			return 4005
		}
		return c.identify(p.Data)
	case opResume:
		if s != nil {
			return 4005
		}
		return c.resume(p.Data)
	case opPresence:
		s.presence = p.Data
		c.d.changed.Fire()
	case opVoice, opMembers:
	default:
		return 4001
	}
	return 0
}

// tooMany counts the client's packets: Discord allows 120 in 60 seconds.
func (s *session) tooMany(now time.Time) bool {
	s.received = slices.DeleteFunc(s.received, func(t time.Time) bool { return now.Sub(t) >= time.Minute })
	s.received = append(s.received, now)
	return len(s.received) > 120
}

// forget drops the events that the client said it has.
func (s *session) forget(seq int64) {
	n := 0
	for n < len(s.sent) && s.sent[n].Seq <= seq {
		s.gone = s.sent[n].Seq
		n++
	}
	s.sent = slices.Clone(s.sent[n:])
}

// dispatch sends an event to the sessions of the guild's shard that asked for one
// of the intents; with guild "" to shard 0, with intents 0 whatever was asked for.
// It reports whether there was such a session, connected or to be resumed.
func (d *Discord) dispatch(event, guild string, intents int, data any) bool {
	d.changed.Fire()
	found := false
	var encoded json.RawMessage
	for _, s := range d.sessions {
		if guild != "" && shardOf(guild, s.shards) != s.shard || guild == "" && s.shard != 0 {
			continue
		}
		if intents != 0 && s.intents&intents == 0 {
			continue
		}
		if encoded == nil {
			encoded = encode(data)
		}
		s.dispatch(event, encoded)
		found = true
	}
	return found
}

func (s *session) dispatch(event string, data json.RawMessage) {
	s.seq++
	p := packet{Op: opDispatch, Data: data, Seq: s.seq, Type: event}
	s.sent = append(s.sent, p)
	if s.conn != nil {
		s.conn.send(p)
	}
}

func (d *Discord) dispatchGuild(g *Guild) { d.dispatch("GUILD_CREATE", g.ID, intentGuilds, g.event()) }

func (d *Discord) dispatchChannel(event string, c *Channel) {
	if c.Guild != nil && c.Guild.members[d.bot.ID] != nil {
		d.dispatch(event, c.Guild.ID, intentGuilds, c.json())
	}
}

// redact takes the token out of a text.
func (d *Discord) redact(text string) string {
	return strings.ReplaceAll(text, d.config.Token, "TOKEN")
}
