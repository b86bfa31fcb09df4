package discord

import (
	"encoding/json"
	"fmt"
	"time"
)

// Shard is one shard's side of the gateway: what is known about it, and orders to
// misbehave.
type Shard struct {
	d *Discord
	n int
}

// Shard returns the handle of a shard, connected or not.
func (d *Discord) Shard(n int) *Shard { return &Shard{d, n} }

// session returns the shard's connected session or, without one, the one that
// can be resumed, or nil.
func (s *Shard) session() *session {
	var found *session
	for _, o := range s.d.sessions {
		if o.shard == s.n && (found == nil || o.conn != nil) {
			found = o
		}
	}
	return found
}

// on calls f for the connected session, or reports that there is none.
func (s *Shard) on(f func(*session)) bool {
	s.d.mu.Lock()
	defer s.d.mu.Unlock()
	o := s.session()
	if o == nil || o.conn == nil {
		return false
	}
	f(o)
	return true
}

// Ready waits until every shard from 0 to n-1 is connected. Before a second bot is
// started in the place of a first, [Shard.WaitGone] has to see the first go: till
// then Ready sees that one, and so do events.
func (d *Discord) Ready(n int) {
	d.t.Helper()
	for i := range n {
		d.Shard(i).Wait()
	}
}

// Wait waits until the shard is connected and has identified or resumed.
func (s *Shard) Wait() {
	s.d.t.Helper()
	s.d.await(&s.d.changed, fmt.Sprintf("shard %d to connect", s.n), func() bool {
		o := s.session()
		return o != nil && o.conn != nil
	})
}

// WaitGone waits until the shard is not connected.
func (s *Shard) WaitGone() {
	s.d.t.Helper()
	s.d.await(&s.d.changed, fmt.Sprintf("shard %d to disconnect", s.n), func() bool {
		o := s.session()
		return o == nil || o.conn == nil
	})
}

// Connected reports whether the shard is connected.
func (s *Shard) Connected() bool { return s.on(func(*session) {}) }

// Close closes the shard's connection with a code of CloseCodes, or any other. It
// reports whether there was a connection.
func (s *Shard) Close(code int) bool { return s.on(func(o *session) { o.conn.close(code) }) }

// Cut breaks the shard's connection without a word, as a dead network does. It
// reports whether there was a connection.
func (s *Shard) Cut() bool { return s.on(func(o *session) { o.conn.cut() }) }

// Reconnect asks the client to connect again and resume (operation 7).
func (s *Shard) Reconnect() bool {
	return s.on(func(o *session) { o.conn.send(packet{Op: opReconnect}) })
}

// Invalidate tells the client that its session is invalid (operation 9). When it
// is not resumable the server forgets it, and expects a new identify on the same
// connection or another.
func (s *Shard) Invalidate(resumable bool) bool {
	return s.on(func(o *session) {
		c := o.conn
		c.send(packet{Op: opInvalidSession, Data: encode(resumable)})
		if !resumable {
			s.d.endSession(o)
			c.session = nil
			s.d.changed.Fire()
		}
	})
}

// WithholdAcks stops or starts answering the shard's heartbeats.
func (s *Shard) WithholdAcks(yes bool) bool { return s.on(func(o *session) { o.withholdAcks = yes }) }

// AskHeartbeat asks for a heartbeat at once (operation 1).
func (s *Shard) AskHeartbeat() bool {
	return s.on(func(o *session) { o.conn.send(packet{Op: opHeartbeat}) })
}

// Event sends any event, whole or not: data is its JSON.
func (s *Shard) Event(name, data string) bool {
	return s.on(func(o *session) { o.dispatch(name, json.RawMessage(data)) })
}

// Text sends any text, JSON or not.
func (s *Shard) Text(text string) bool {
	return s.on(func(o *session) { o.conn.push(frame{data: []byte(text)}) })
}

// Heartbeats is how many heartbeats the shard's session has sent.
func (s *Shard) Heartbeats() (n int) {
	s.on(func(o *session) { n = o.heartbeats })
	return n
}

// Since is when the shard's connection identified or resumed; zero without one.
func (s *Shard) Since() (at time.Time) {
	s.on(func(o *session) { at = o.connectedSince })
	return at
}

// Presence is the JSON of the presence that the shard set last, or "".
func (s *Shard) Presence() (text string) {
	s.on(func(o *session) { text = string(o.presence) })
	return text
}
