package postgrestest

import (
	"io"
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// Fault is what a Proxy does to what it carries.
type Fault struct {
	Delay  time.Duration // of each piece of what is sent, either way
	Refuse bool          // whoever connects is hung up on
	Drop   bool          // nothing comes through any more, and nobody is told: what was dropped stays so
}

// Proxy is a network between a database and those who use it over it.
type Proxy struct {
	listener net.Listener
	socket   string
	done     sync.WaitGroup

	mu    sync.Mutex
	fault Fault
	conns map[net.Conn]bool
}

// NewProxy returns a Proxy, and the address of a database of this package's by way of it.
func NewProxy(t testing.TB, address string) (p *Proxy, through string) {
	t.Helper()
	to, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	p = &Proxy{socket: filepath.Join(to.Query().Get("host"), ".s.PGSQL.5432"), conns: map[net.Conn]bool{}}
	if p.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	p.done.Go(p.accept)
	t.Cleanup(func() {
		p.listener.Close()
		p.Cut()
		p.done.Wait()
	})
	to.Host, to.RawQuery = p.listener.Addr().String(), "sslmode=disable"
	return p, to.String()
}

// Set has a fault come, or go.
func (p *Proxy) Set(f Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fault = f
}

// Cut ends all connections.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		if tcp, ok := c.(*net.TCPConn); ok {
			tcp.SetLinger(0) // at once, by a reset
		}
		c.Close()
	}
}

func (p *Proxy) now() Fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fault
}

func (p *Proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		if p.now().Refuse {
			client.Close()
			continue
		}
		server, err := net.Dial("unix", p.socket)
		if err != nil {
			client.Close()
			continue
		}
		p.mu.Lock()
		p.conns[client], p.conns[server] = true, true
		p.mu.Unlock()
		var both sync.WaitGroup
		both.Go(func() { p.carry(client, server) })
		both.Go(func() { p.carry(server, client) })
		p.done.Go(func() {
			both.Wait()
			p.mu.Lock()
			defer p.mu.Unlock()
			delete(p.conns, client)
			delete(p.conns, server)
		})
	}
}

// carry carries what comes from one to the other until one of them is closed.
func (p *Proxy) carry(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	piece, lost := make([]byte, 16<<10), false
	for {
		n, err := from.Read(piece)
		f := p.now()
		time.Sleep(f.Delay)
		lost = lost || f.Drop
		if lost {
			if err != nil {
				io.Copy(io.Discard, to) // who is half gone is not missed: the other hears of it by Cut
				return
			}
			continue
		}
		if _, e := to.Write(piece[:n]); err != nil || e != nil {
			return
		}
	}
}
