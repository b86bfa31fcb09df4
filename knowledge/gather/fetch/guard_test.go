package fetch

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

func TestGuard(t *testing.T) {
	g := newGuard([]string{"10.20.0.0/16", "fd00:1::/32", "not a prefix"}, nil)
	for address, allowed := range map[string]bool{"93.184.215.14:80": true, "93.184.215.14:8443": true, "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:443": true,
		"[64:ff9b::5db8:d70e]:443": true, "10.20.3.4:80": true, "[fd00:1::7]:80": true,
		"10.21.3.4:80": false, "[fd00:2::7]:80": false, "[64:ff9b::a00:1]:80": false, "[64:ff9b::7f00:1]:80": false, "100.64.0.1:80": false, "172.16.0.1:80": false,
		"192.168.1.1:80": false, "224.0.0.1:80": false, "255.255.255.255:80": false, "[ff02::1]:80": false, "[2002:7f00:1::]:80": false, "[::ffff:10.0.0.1]:80": false} {
		network := "tcp4"
		if address[0] == '[' {
			network = "tcp6"
		}
		if err := g.guarded.Control(network, address, nil); (err == nil) != allowed {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// resolver asks a name server on loopback that answers from lookup; names that lookup gives no address do not exist.
func resolver(t *testing.T, lookup func(name string) []netip.Addr) *net.Resolver {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	go func() {
		buffer := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(buffer)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buffer[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			question := m.Questions[0]
			answer := dnsmessage.Message{Header: dnsmessage.Header{ID: m.ID, Response: true, RecursionAvailable: true}, Questions: m.Questions}
			found := lookup(strings.TrimSuffix(question.Name.String(), "."))
			if len(found) == 0 {
				answer.RCode = dnsmessage.RCodeNameError
			}
			for _, a := range found {
				header := dnsmessage.ResourceHeader{Name: question.Name, Type: question.Type, Class: question.Class}
				switch {
				case a.Is4() && question.Type == dnsmessage.TypeA:
					answer.Answers = append(answer.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AResource{A: a.As4()}})
				case a.Is6() && question.Type == dnsmessage.TypeAAAA:
					answer.Answers = append(answer.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AAAAResource{AAAA: a.As16()}})
				}
			}
			if packed, err := answer.Pack(); err == nil {
				server.WriteTo(packed, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

// TestFetchNames goes by names that resolve to where nobody should go, and to another place each time.
func TestFetchNames(t *testing.T) {
	var asked atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if target := r.URL.Query().Get("to"); target != "" {
			http.Redirect(w, r, target, http.StatusFound)
			return
		}
		io.WriteString(w, r.Host)
	})
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	loop, private, link := netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("10.1.2.3"), netip.MustParseAddr("169.254.169.254")
	names := map[string][]netip.Addr{
		"echo.example": {loop}, "inside.example": {loop}, "six.example": {netip.MustParseAddr("::1")}, "lan.example": {private}, "cloud.example": {link, loop},
		"mapped.example": {netip.MustParseAddr("::ffff:127.0.0.1")}, "unique.example": {netip.MustParseAddr("fd00::1"), private}, "sub.echo.example": {loop},
	}
	f := New(Config{PerHostDelay: -1, AllowedHosts: []string{"Echo.Example."}, Resolver: resolver(t, func(name string) []netip.Addr { return names[name] })})
	for name := range names {
		if name == "echo.example" {
			continue
		}
		_, err := f.Fetch(t.Context(), Request{URL: "http://" + name + ":" + port + "/" + secret})
		failed(t, err, PrivateAddress)
		if n := asked.Load(); n != 0 {
			t.Fatalf("%s: the server was asked", name)
		}
		_, err = f.Fetch(t.Context(), Request{URL: "http://echo.example:" + port + "/?to=http://" + name + ":" + port + "/" + secret})
		if failed(t, err, PrivateAddress); asked.Swap(0) != 1 {
			t.Fatalf("a redirect to %s was followed", name)
		}
	}
	if r := fetch(t, f, "http://echo.example:"+port); string(r.Body) != "echo.example:"+port {
		t.Errorf("the Host is %s", r.Body)
	}
	_, err = f.Fetch(t.Context(), Request{URL: "http://missing.example/" + secret})
	if e := failed(t, err, Unreachable); e.Error() != "missing.example can't be reached: there is no host of this name" {
		t.Errorf("the error is %v", e)
	}
}

// TestFetchIgnoresProxies would hand every address to a proxy that resolves names itself.
func TestFetchIgnoresProxies(t *testing.T) {
	proxy := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the proxy was asked") })
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"} {
		t.Setenv(name, proxy.URL)
	}
	f := New(Config{Resolver: resolver(t, func(string) []netip.Addr { return nil })})
	_, err := f.Fetch(t.Context(), Request{URL: "http://echo.example/"})
	failed(t, err, Unreachable)
}
