package discord_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	discordtest "quoth/bot/chattest/discord"
)

// wire is a raw gateway connection.
type wire struct {
	t  testing.TB
	ws *websocket.Conn
}

type packet struct {
	Op int             `json:"op"`
	D  json.RawMessage `json:"d"`
	S  int64           `json:"s"`
	T  string          `json:"t"`
}

func dial(t testing.TB, d *discordtest.Discord, query string) *wire {
	t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial(d.Gateway()+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	return &wire{t, ws}
}

// hello dials and reads the hello.
func hello(t testing.TB, d *discordtest.Discord) *wire {
	t.Helper()
	w := dial(t, d, "/?v=10&encoding=json")
	if p := w.read(); p.Op != 10 {
		t.Fatalf("the first packet is %+v", p)
	}
	return w
}

func (w *wire) send(op int, data any) {
	w.t.Helper()
	if err := w.ws.WriteJSON(m{"op": op, "d": data}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *wire) read() (p packet) {
	w.t.Helper()
	if err := w.ws.ReadJSON(&p); err != nil {
		w.t.Fatal(err)
	}
	return p
}

// event reads until the event and returns it.
func (w *wire) event(name string) packet {
	w.t.Helper()
	for {
		if p := w.read(); p.T == name {
			return p
		}
	}
}

// closed reads until the connection ends and returns the close code, 0 without one.
func (w *wire) closed() int {
	w.t.Helper()
	for {
		_, _, err := w.ws.ReadMessage()
		var e *websocket.CloseError
		if errors.As(err, &e) && e.Code != websocket.CloseAbnormalClosure {
			return e.Code
		}
		if err != nil {
			return 0
		}
	}
}

func identify(d *discordtest.Discord) m {
	return m{"token": d.Token(), "intents": 513, "properties": m{"os": "linux"}}
}

func with(o m, key string, value any) m {
	o[key] = value
	return o
}

func ready(t testing.TB, p packet) string {
	t.Helper()
	var r struct {
		SessionID string `json:"session_id"`
	}
	if err := json.Unmarshal(p.D, &r); err != nil || r.SessionID == "" {
		t.Fatalf("the ready is %s", p.D)
	}
	return r.SessionID
}

func TestIdentifyAndHeartbeat(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{})
	g := d.Guild("news")
	d.GuildWithoutBot("other")
	w := hello(t, d)
	w.send(1, nil)
	if p := w.read(); p.Op != 11 {
		t.Errorf("a heartbeat is answered by %+v", p)
	}
	w.send(2, with(identify(d), "presence", m{"status": "online"}))
	p := w.read()
	if p.T != "READY" || p.S != 1 || !strings.Contains(string(p.D), g.ID) {
		t.Errorf("after identify came %s %s", p.T, p.D)
	}
	if p = w.read(); p.T != "GUILD_CREATE" || p.S != 2 || !strings.Contains(string(p.D), `"name":"news"`) {
		t.Errorf("after ready came %s %s", p.T, p.D)
	}
	w.send(1, 2)
	w.read()
	if d.Shard(0).Heartbeats() != 1 || !strings.Contains(d.Shard(0).Presence(), "online") {
		t.Errorf("%d heartbeats, presence %s", d.Shard(0).Heartbeats(), d.Shard(0).Presence())
	}
	d.Shard(0).WithholdAcks(true)
	w.send(1, 2)
	d.Shard(0).AskHeartbeat()
	if p := w.read(); p.Op != 1 {
		t.Errorf("in place of an acknowledgement came %+v", p)
	}
	if got := d.Identifies(); len(got) != 1 || got[0].Intents != 513 || got[0].Version != 10 || got[0].Shards != 1 {
		t.Errorf("recorded: %+v", got)
	}
}

func TestRefusedAtTheGateway(t *testing.T) {
	for _, test := range []struct {
		name  string
		query string
		op    int
		data  func(*discordtest.Discord) any
		code  int
	}{
		{"version", "?v=8", 0, nil, 4012},
		{"token", "", 2, func(d *discordtest.Discord) any { return with(identify(d), "token", "wrong") }, 4004},
		{"privileged", "", 2, func(d *discordtest.Discord) any { return with(identify(d), "intents", 1<<15) }, 4014},
		{"unknown intent", "", 2, func(d *discordtest.Discord) any { return with(identify(d), "intents", 1<<30) }, 4013},
		{"shard", "", 2, func(d *discordtest.Discord) any { return with(identify(d), "shard", []int{2, 2}) }, 4010},
		{"no intents", "", 2, func(d *discordtest.Discord) any { return m{"token": d.Token(), "properties": m{}} }, 4002},
		{"before identify", "", 3, func(*discordtest.Discord) any { return m{} }, 4003},
		{"resume with a wrong token", "", 6, func(*discordtest.Discord) any { return m{"token": "wrong", "session_id": "x", "seq": 1} }, 4004},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := discordtest.New(t, discordtest.Config{})
			query := test.query
			if query == "" {
				query = "?v=9"
			}
			w := dial(t, d, query)
			if test.data != nil {
				w.read()
				w.send(test.op, test.data(d))
			}
			if code := w.closed(); code != test.code {
				t.Errorf("closed with %d, want %d", code, test.code)
			}
		})
	}
	t.Run("switched on", func(t *testing.T) {
		d := discordtest.New(t, discordtest.Config{Privileged: 1 << 15})
		w := hello(t, d)
		w.send(2, with(identify(d), "intents", 1<<15))
		w.event("READY")
	})
	t.Run("after identify", func(t *testing.T) {
		for send, code := range map[string]int{`{`: 4002, `{"op":99}`: 4001, `{"op":2,"d":{}}`: 4005} {
			d := discordtest.New(t, discordtest.Config{})
			w := hello(t, d)
			w.send(2, identify(d))
			w.event("READY")
			w.ws.WriteMessage(websocket.TextMessage, []byte(send))
			if got := w.closed(); got != code {
				t.Errorf("%s: closed with %d, want %d", send, got, code)
			}
			if kinds(d)["gateway"] != 1 {
				t.Errorf("%s: violations %v", send, d.Violations())
			}
		}
	})
	t.Run("too many", func(t *testing.T) {
		d := discordtest.New(t, discordtest.Config{})
		w := hello(t, d)
		w.send(2, identify(d))
		w.event("READY")
		for range 121 {
			w.ws.WriteJSON(m{"op": 3, "d": m{}})
		}
		if code := w.closed(); code != 4008 {
			t.Errorf("closed with %d, want 4008", code)
		}
	})
}

func TestCloseCodesOnOrder(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{IdentifyEvery: 1})
	for _, code := range discordtest.CloseCodes() {
		w := hello(t, d)
		w.send(2, identify(d))
		w.event("READY")
		if !d.Shard(0).Close(code) {
			t.Fatal("there was no connection")
		}
		if got := w.closed(); got != code {
			t.Errorf("closed with %d, want %d", got, code)
		}
		d.RefuseIdentify(code)
		w = hello(t, d)
		w.send(2, identify(d))
		if got := w.closed(); got != code {
			t.Errorf("refused with %d, want %d", got, code)
		}
	}
}

func TestResume(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Config{})
	ch := d.Guild("news").Channel("general")
	w := hello(t, d)
	w.send(2, identify(d))
	session := ready(t, w.event("READY"))
	seq := w.event("GUILD_CREATE").S
	d.Shard(0).Cut()
	if w.closed() != 0 {
		t.Error("a cut connection said why")
	}
	d.Shard(0).WaitGone()
	d.User("ana").Say(ch, "while you were out "+d.Bot().Mention())

	w = hello(t, d)
	w.send(6, m{"token": d.Token(), "session_id": session, "seq": seq})
	if p := w.read(); p.T != "MESSAGE_CREATE" || p.S != seq+1 || !strings.Contains(string(p.D), "while you were out") {
		t.Errorf("replayed: %s %d %s", p.T, p.S, p.D)
	}
	if p := w.read(); p.T != "RESUMED" {
		t.Errorf("then came %s", p.T)
	}
	if got := d.Resumes(); len(got) != 1 || got[0].Refused != 0 || got[0].Seq != seq {
		t.Errorf("recorded: %+v", got)
	}

	// Once more from the same place: the server has given those events up for
	// received only as far as the client said so.
	again := hello(t, d)
	again.send(6, m{"token": d.Token(), "session_id": session, "seq": seq})
	if p := again.read(); p.T != "MESSAGE_CREATE" {
		t.Errorf("replayed again: %+v", p)
	}
	ahead := hello(t, d)
	ahead.send(6, m{"token": d.Token(), "session_id": session, "seq": 999})
	if code := ahead.closed(); code != 4007 {
		t.Errorf("a sequence that was never sent is closed with %d", code)
	}
	d.Forget()
	forgotten := hello(t, d)
	forgotten.send(6, m{"token": d.Token(), "session_id": session, "seq": seq})
	if p := forgotten.read(); p.Op != 9 {
		t.Errorf("a resume from what is forgotten is answered by %+v", p)
	}
}

func TestRefusedResume(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{})
	w := hello(t, d)
	w.send(2, identify(d))
	session, seq := ready(t, w.event("READY")), 1
	d.RefuseResume(1)
	refused := hello(t, d)
	refused.send(6, m{"token": d.Token(), "session_id": session, "seq": seq})
	if p := refused.read(); p.Op != 9 || string(p.D) != "false" {
		t.Errorf("a refused resume is answered by %+v", p)
	}
}

func TestNoResumeAfterAnEnd(t *testing.T) {
	for code, resumable := range map[int]bool{4000: true, 4008: true, 4009: false, 4004: false, 4014: false} {
		d := discordtest.New(t, discordtest.Config{})
		w := hello(t, d)
		w.send(2, identify(d))
		session := ready(t, w.event("READY"))
		d.Shard(0).Close(code)
		w.closed()
		w = hello(t, d)
		w.send(6, m{"token": d.Token(), "session_id": session, "seq": 1})
		if p := w.read(); (p.T == "RESUMED") != resumable {
			t.Errorf("after %d a resume is answered by %+v", code, p)
		}
	}
}

func TestIdentifyTakesTurns(t *testing.T) {
	t.Parallel()
	now := time.Now()
	d := discordtest.New(t, discordtest.Config{Shards: 4, MaxConcurrency: 2, Now: func() time.Time { return now }})
	try := func(shard int) bool {
		w := hello(t, d)
		w.send(2, with(identify(d), "shard", []int{shard, 4}))
		return w.read().T == "READY"
	}
	if !try(0) || !try(1) {
		t.Error("two shards may identify at once")
	}
	if try(2) {
		t.Error("the third had to wait")
	}
	d.Advance(5 * time.Second)
	if !try(2) || !try(3) {
		t.Error("after five seconds the next two may")
	}
	if kinds(d)["identify"] != 1 {
		t.Errorf("violations %v", d.Violations())
	}
}

func TestShards(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Shards: 4, MaxConcurrency: 4})
	ana := d.User("ana")
	var guilds []*discordtest.Guild
	for _, name := range []string{"a", "b", "c", "d"} {
		guilds = append(guilds, d.Guild(name))
	}
	var wires []*wire
	for shard := range 4 {
		w := hello(t, d)
		w.send(2, with(with(identify(d), "shard", []int{shard, 4}), "intents", 513|1<<12))
		var r struct{ Guilds []struct{ ID string } }
		if err := json.Unmarshal(w.event("READY").D, &r); err != nil || len(r.Guilds) != 1 || r.Guilds[0].ID != guilds[shard].ID {
			t.Errorf("shard %d is ready with %v, %v", shard, r.Guilds, err)
		}
		w.event("GUILD_CREATE")
		wires = append(wires, w)
	}
	d.Ready(4)
	ana.Say(ana.DM(), "in private")
	if p := wires[0].read(); p.T != "MESSAGE_CREATE" || !strings.Contains(string(p.D), "in private") {
		t.Errorf("shard 0 got %+v", p)
	}
	for shard, g := range guilds {
		g.Channel("new")
		if p := wires[shard].read(); p.T != "CHANNEL_CREATE" || !strings.Contains(string(p.D), g.ID) {
			t.Errorf("shard %d got %s %s", shard, p.T, p.D)
		}
	}
}

// TestLibrary has discordgo live through what the gateway does.
func TestLibrary(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Config{IdentifyEvery: 1})
	ch := d.Guild("news").Channel("general")
	ana := d.User("ana")
	heard := make(chan string, 100)
	s := connect(t, d)
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.MessageCreate) { heard <- e.Content })
	open(t, s)
	d.Ready(1)
	since, beats := d.Shard(0).Since(), 0
	// A heartbeat that meets a closed connection has the library connect a second time.
	beat := func() {
		t.Helper()
		d.Await("a heartbeat", func() bool { return d.Shard(0).Heartbeats() > beats })
		beats = d.Shard(0).Heartbeats()
	}
	beat()
	expect := func(text string) {
		t.Helper()
		ana.Say(ch, d.Bot().Mention()+text)
		if got := <-heard; got != d.Bot().Mention()+text {
			t.Errorf("heard %q, want %q", got, text)
		}
	}
	again := func(what string) {
		t.Helper()
		d.Await("the shard to come back after "+what, func() bool {
			at := d.Shard(0).Since()
			return !at.IsZero() && at.After(since)
		})
		since = d.Shard(0).Since()
	}
	expect("hello")
	d.Shard(0).Cut()
	ana.Say(ch, d.Bot().Mention()+"missed?")
	if got := <-heard; !strings.HasSuffix(got, "missed?") {
		t.Errorf("heard %q", got)
	}
	again("a cut")
	beat()
	d.Shard(0).Reconnect()
	again("a reconnect")
	beat()
	expect("after a reconnect")
	d.Shard(0).Close(4000)
	again("a close")
	beat()
	expect("after a close")
	d.Shard(0).Invalidate(false)
	again("an invalid session")
	expect("after an invalid session")
	if got := d.Resumes(); !slices.ContainsFunc(got, func(r discordtest.Resume) bool { return r.Refused == 0 }) {
		t.Errorf("the library never resumed: %+v", got)
	}
}

func TestEventsOnOrder(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{})
	w := hello(t, d)
	w.send(2, identify(d))
	w.event("READY")
	d.Shard(0).Event("INTERACTION_CREATE", `{"id":"1"}`)
	if p := w.event("INTERACTION_CREATE"); string(p.D) != `{"id":"1"}` {
		t.Errorf("got %s", p.D)
	}
	d.Shard(0).Text("{no JSON")
	if _, data, err := w.ws.ReadMessage(); err != nil || string(data) != "{no JSON" {
		t.Errorf("got %s, %v", data, err)
	}
	if d.Shard(1).Connected() || !d.Shard(0).Connected() {
		t.Error("the wrong shard is connected")
	}
}
