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
	// Drop has nothing come through any more, and nobody is told. What was dropped stays so; who
	// connects meanwhile is connected when it is over, as TCP tries again.
	Drop bool
}

// Proxy is a network between a database and those who use it over it.
type Proxy struct {
	listener net.Listener
	socket   string
	done     sync.WaitGroup

	mu    sync.Mutex
	calm  sync.Cond // another fault is set
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
	p.calm.L = &p.mu
	if p.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	p.done.Go(p.accept)
	t.Cleanup(func() {
		p.listener.Close()
		p.Set(Fault{})
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
	p.calm.Broadcast()
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
		p.done.Go(func() { p.connect(client) })
	}
}

// connect connects a client with the server and carries what either sends until one is closed.
func (p *Proxy) connect(client net.Conn) {
	defer client.Close()
	p.mu.Lock()
	p.conns[client] = true
	for p.fault.Drop {
		p.calm.Wait()
	}
	if p.fault.Refuse {
		p.mu.Unlock()
		p.forget(client)
		return
	}
	p.mu.Unlock()
	defer p.forget(client)
	server, err := net.Dial("unix", p.socket)
	if err != nil {
		return
	}
	p.mu.Lock()
	p.conns[server] = true
	p.mu.Unlock()
	defer p.forget(server)
	var both sync.WaitGroup
	both.Go(func() { p.carry(client, server) })
	both.Go(func() { p.carry(server, client) })
	both.Wait()
}

func (p *Proxy) forget(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.conns, c)
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
