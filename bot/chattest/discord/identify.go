package discord

import (
	"encoding/json"
	"strings"
	"time"
)

// Identify is one IDENTIFY that the client sent.
type Identify struct {
	At            time.Time
	Shard, Shards int
	Intents       int
	Version       int             // of the gateway, from its address
	Presence      json.RawMessage // nil: none
	Refused       int             // the close code of the refusal, or 9 for "invalid session"; 0: accepted
}

// Resume is one RESUME that the client sent.
type Resume struct {
	At      time.Time
	Shard   int // -1 when the session is unknown
	Seq     int64
	Refused int // the close code of the refusal, or 9 for "invalid session"; 0: accepted
}

// closeReasons are Discord's words for its close codes.
var closeReasons = map[int]string{
	4000: "Unknown error.", 4001: "Unknown opcode.", 4002: "Decode error.", 4003: "Not authenticated.",
	4004: "Authentication failed.", 4005: "Already authenticated.", 4007: "Invalid seq.", 4008: "Rate limited.",
	4009: "Session timed out.", 4010: "Invalid shard.", 4011: "Sharding required.", 4012: "Invalid API version.",
	4013: "Invalid intent(s).", 4014: "Disallowed intent(s).",
}

// refusals are orders to refuse the next ones.
type refusals struct {
	identify []int // close codes, or 7 or 9
	resume   int
	silent   int // of either: neither answered nor refused
}

// CloseCodes are the documented close codes of the gateway.
func CloseCodes() []int {
	return []int{4000, 4001, 4002, 4003, 4004, 4005, 4007, 4008, 4009, 4010, 4011, 4012, 4013, 4014}
}

// RefuseIdentify closes the connections of the next identifies with the codes, in
// order; 7 stands for the order to reconnect and 9 for "invalid session" instead of a
// close.
func (d *Discord) RefuseIdentify(codes ...int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.refusals.identify = append(d.refusals.identify, codes...)
}

// RefuseResume answers the next n resumes with "invalid session", so that the
// client has to identify again.
func (d *Discord) RefuseResume(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.refusals.resume = n
}

// Ignore leaves the next n identifies and resumes without an answer; heartbeats are
// answered all the same.
func (d *Discord) Ignore(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.refusals.silent = n
}

// ignored takes one of the orders of Ignore.
func (d *Discord) ignored() bool {
	if d.refusals.silent == 0 {
		return false
	}
	d.refusals.silent--
	return true
}

// Identifies returns every IDENTIFY so far.
func (d *Discord) Identifies() []Identify {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]Identify(nil), d.identifies...)
}

// Resumes returns every RESUME so far.
func (d *Discord) Resumes() []Resume {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]Resume(nil), d.resumes...)
}

func (c *conn) identify(data json.RawMessage) int {
	var in struct {
		Token      string          `json:"token"`
		Properties map[string]any  `json:"properties"`
		Compress   bool            `json:"compress"`
		Shard      *[2]int         `json:"shard"`
		Presence   json.RawMessage `json:"presence"`
		Intents    *int            `json:"intents"`
	}
	if json.Unmarshal(data, &in) != nil || in.Properties == nil || in.Intents == nil {
		return 4002
	}
	d, shard := c.d, [2]int{0, 1}
	if in.Shard != nil {
		shard = *in.Shard
	}
	seen := Identify{At: d.now(), Shard: shard[0], Shards: shard[1], Intents: *in.Intents, Version: c.version, Presence: in.Presence}
	silent := d.ignored()
	if !silent {
		seen.Refused = d.refuseIdentify(in.Token, seen)
	}
	d.identifies = append(d.identifies, seen)
	d.changed.Fire()
	if silent {
		return 0
	}
	switch seen.Refused {
	case 0:
	case opReconnect:
		c.send(packet{Op: opReconnect})
		return 0
	case opInvalidSession:
		c.send(packet{Op: opInvalidSession, Data: encode(false)})
		return 0
	default:
		return seen.Refused
	}

	for i := len(d.sessions) - 1; i >= 0; i-- {
		if s := d.sessions[i]; s.shard == shard[0] && s.shards == shard[1] && s.conn == nil {
			d.endSession(s)
		}
	}
	s := &session{id: "session-" + d.newID(), shard: shard[0], shards: shard[1], intents: *in.Intents, compress: in.Compress,
		conn: c, presence: in.Presence, connectedSince: d.now()}
	c.session = s
	d.sessions = append(d.sessions, s)
	d.sendReady(s)
	return 0
}

// refuseIdentify returns 0, the close code, 7 for "reconnect", or 9 for "invalid session".
func (d *Discord) refuseIdentify(token string, in Identify) int {
	if len(d.refusals.identify) > 0 {
		code := d.refusals.identify[0]
		d.refusals.identify = d.refusals.identify[1:]
		return code
	}
	switch {
	case strings.TrimPrefix(token, "Bot ") != d.config.Token:
		return 4004
	case in.Shards < 1 || in.Shard < 0 || in.Shard >= in.Shards:
		return 4010
	case in.Intents < 0 || in.Intents&^intentsKnown != 0:
		return 4013
	case in.Intents&intentsPrivileged&^d.config.Privileged != 0:
		return 4014
	}
	// Shards whose numbers agree modulo max_concurrency take turns.
	bucket := in.Shard % d.config.MaxConcurrency
	for _, before := range d.identifies {
		if before.Refused == 0 && before.Shard%d.config.MaxConcurrency == bucket && in.At.Sub(before.At) < d.config.IdentifyEvery {
			d.violate("identify", "shard %d identified %v after shard %d", in.Shard, in.At.Sub(before.At), before.Shard)
			return opInvalidSession
		}
	}
	return 0
}

func (d *Discord) sendReady(s *session) {
	guilds := []obj{}
	var mine []*Guild
	for _, g := range d.guilds {
		if g.members[d.bot.ID] != nil && shardOf(g.ID, s.shards) == s.shard {
			guilds = append(guilds, obj{"id": g.ID, "unavailable": true})
			mine = append(mine, g)
		}
	}
	s.dispatch("READY", encode(obj{"v": s.conn.version, "user": d.bot.json(), "guilds": guilds, "session_id": s.id,
		"resume_gateway_url": d.Gateway(), "shard": []int{s.shard, s.shards}, "session_type": "normal",
		"application": obj{"id": d.bot.ID, "flags": 0}, "private_channels": []obj{}, "relationships": []obj{},
		"user_settings": obj{}, "presences": []obj{}, "guild_join_requests": []obj{}, "_trace": []string{"chattest/discord"}}))
	if s.intents&intentGuilds == 0 {
		return
	}
	for _, g := range mine {
		s.dispatch("GUILD_CREATE", encode(g.event()))
	}
}

func (c *conn) resume(data json.RawMessage) int {
	var in struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       int64  `json:"seq"`
	}
	if json.Unmarshal(data, &in) != nil {
		return 4002
	}
	d := c.d
	var s *session
	for _, open := range d.sessions {
		if open.id == in.SessionID {
			s = open
		}
	}
	seen := Resume{At: d.now(), Shard: -1, Seq: in.Seq}
	if s != nil {
		seen.Shard = s.shard
	}
	if d.ignored() {
		d.resumes = append(d.resumes, seen)
		d.changed.Fire()
		return 0
	}
	switch {
	case strings.TrimPrefix(in.Token, "Bot ") != d.config.Token:
		seen.Refused = 4004
	case d.refusals.resume > 0:
		d.refusals.resume--
		seen.Refused = opInvalidSession
	case s == nil || in.Seq < s.gone:
		seen.Refused = opInvalidSession
	case in.Seq > s.seq:
		seen.Refused = 4007
	}
	d.resumes = append(d.resumes, seen)
	d.changed.Fire()
	if seen.Refused == opInvalidSession {
		if s != nil {
			d.endSession(s)
		}
		c.send(packet{Op: opInvalidSession, Data: encode(false)})
		return 0
	}
	if seen.Refused != 0 {
		return seen.Refused
	}
	if s.conn != nil {
		s.conn.cut() // the client noticed first that it was dead
	}
	c.session, s.conn, s.connectedSince = s, c, d.now()
	s.forget(in.Seq)
	for _, p := range s.sent {
		c.send(p)
	}
	s.dispatch("RESUMED", encode(obj{"_trace": []string{"chattest/discord"}}))
	return 0
}
