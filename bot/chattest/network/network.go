// Package network is a network in memory: what waits at it waits as testing/synctest
// knows it, so that a server and its clients can live in one bubble.
package network

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
)

// Listener is a place at which connections arrive that Dial makes. Its methods may be called
// by several goroutines at the same time.
type Listener struct {
	name     address
	arriving chan net.Conn
	closed   chan struct{}
	close    sync.Once
}

// Listen returns a Listener with a name, which stands as the host in addresses.
func Listen(name string) *Listener {
	return &Listener{name: address(name), arriving: make(chan net.Conn), closed: make(chan struct{})}
}

// Serve starts an HTTP server at a listener, or on loopback for nil.
func Serve(l *Listener, h http.Handler) *httptest.Server {
	if l == nil {
		return httptest.NewServer(h)
	}
	s := &httptest.Server{Listener: l, Config: &http.Server{Handler: h}}
	s.Start()
	return s
}

// Dial connects to the listener, whatever address is given. It has the form that an
// http.Transport and a websocket.Dialer take.
func (l *Listener) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case l.arriving <- there:
		return here, nil
	case <-l.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// Accept implements net.Listener.
func (l *Listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.arriving:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener. Connections that were made stay.
func (l *Listener) Close() error {
	l.close.Do(func() { close(l.closed) })
	return nil
}

// Addr implements net.Listener.
func (l *Listener) Addr() net.Addr { return l.name }

type address string

func (address) Network() string  { return "memory" }
func (a address) String() string { return string(a) }
