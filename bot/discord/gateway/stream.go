package gateway

import (
	"compress/zlib"
	"encoding/json"
	"errors"
	"io"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// stream reads the events of a connection, which is one compressed stream
// (Discord's documentation, "Transport Compression", zlib-stream).
type stream struct {
	frames frames
	left   int64 // bytes that the next event may have
	zlib   io.Reader
	events *json.Decoder
}

func newStream(conn *websocket.Conn) *stream {
	s := &stream{frames: frames{conn: conn}}
	s.events = json.NewDecoder(s)
	return s
}

// next reads an event; one that is no JSON is an error of the connection.
func (s *stream) next() (e discordgo.Event, err error) {
	s.left = maxEvent
	err = s.events.Decode(&e)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	if errors.As(err, &syntax) || errors.As(err, &kind) {
		err = errors.New("the gateway sent what is no event")
	}
	return e, err
}

// Read implements io.Reader: what the stream holds.
func (s *stream) Read(p []byte) (n int, err error) {
	if s.zlib == nil {
		if s.zlib, err = zlib.NewReader(&s.frames); err != nil {
			return 0, err
		}
	}
	if s.left <= 0 {
		return 0, errors.New("the gateway sent an event that is too large")
	}
	n, err = s.zlib.Read(p[:min(int64(len(p)), s.left)])
	s.left -= int64(n)
	return n, err
}

// frames are the messages of a connection, one after the other.
type frames struct {
	conn *websocket.Conn
	now  io.Reader
}

func (f *frames) Read(p []byte) (int, error) {
	for {
		if f.now == nil {
			_, r, err := f.conn.NextReader()
			if err != nil {
				return 0, err
			}
			f.now = r
		}
		n, err := f.now.Read(p)
		if err == io.EOF {
			f.now, err = nil, nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}
