package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"code.dny.dev/ssrf"
	"golang.org/x/net/http/httpguts"
)

// Options are how servers are asked on behalf of one feed, where the operator chose
// that. The zero value changes nothing.
type Options struct {
	UserAgent string   // in place of Quoth's own
	Headers   []string // "Name: value", sent to the origin alone
	Cookies   string   // "name=value; name=value", sent to the origin alone
	Origin    string   // the address whose host is sent Headers and Cookies, and nothing of them in the clear when it is an https address
	Proxy     string   // an http, https or socks5 address, through which everything is asked
}

type optionsKey struct{}

// With returns a context in which everything is fetched with those options: a feed, the
// pages of its articles, and what is asked before them.
func With(ctx context.Context, o Options) context.Context {
	return context.WithValue(ctx, optionsKey{}, o)
}

func optionsOf(ctx context.Context) Options {
	o, _ := ctx.Value(optionsKey{}).(Options)
	return o
}

type roomKey struct{}

// WithRoom returns a context in which take waits for room in memory before a body is read,
// but for those of robots.txt, which are small.
func WithRoom(ctx context.Context, take func(context.Context) error) context.Context {
	return context.WithValue(ctx, roomKey{}, take)
}

func roomOf(ctx context.Context) func(context.Context) error {
	take, _ := ctx.Value(roomKey{}).(func(context.Context) error)
	return take
}

// reserved are headers that the Fetcher sets, or that have an option of their own.
var reserved = map[string]string{
	"Accept-Encoding": "", "Connection": "", "Content-Length": "", "Host": "", "If-Modified-Since": "", "If-None-Match": "", "Te": "",
	"Trailer": "", "Transfer-Encoding": "", "Upgrade": "", "Cookie": "; it is given as cookies", "User-Agent": "; it is given as the User-Agent",
}

// Check returns what is wrong with options. The errors say which header or which part,
// and repeat no value.
func (o Options) Check() error {
	if !httpguts.ValidHeaderFieldValue(o.UserAgent) {
		return errors.New("the User-Agent holds a character that no header may hold")
	}
	if !httpguts.ValidHeaderFieldValue(o.Cookies) || o.Cookies != "" && !strings.Contains(o.Cookies, "=") {
		return errors.New("write cookies as a browser sends them: name=value; name=value")
	}
	for i, line := range o.Headers {
		name, value, ok := header(line)
		if !ok || !httpguts.ValidHeaderFieldName(name) || !httpguts.ValidHeaderFieldValue(value) {
			return fmt.Errorf("header %d: write it as Name: value", i+1)
		}
		if why, taken := reserved[name]; taken {
			return fmt.Errorf("the header %s can't be set%s", name, why)
		}
	}
	if o.Proxy == "" {
		return nil
	}
	u, err := url.Parse(o.Proxy)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" {
		return errors.New("write the proxy as http://host:port, https://host:port or socks5://host:port")
	}
	return nil
}

// header takes "Name: value" apart.
func header(line string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(line, ":")
	return http.CanonicalHeaderKey(strings.TrimSpace(name)), strings.TrimSpace(value), ok
}

// HeaderName is the name of a header written as "Name: value".
func HeaderName(line string) string {
	name, _, _ := header(line)
	return name
}

// apply puts the options into the header of a request for an address.
func (o Options) apply(h http.Header, at *url.URL) {
	if o.UserAgent != "" {
		h.Set("User-Agent", o.UserAgent)
	}
	origin, err := ParseAddress(o.Origin)
	if err != nil || !strings.EqualFold(origin.Host, at.Host) || at.Scheme != origin.Scheme && at.Scheme != "https" {
		return
	}
	for _, line := range o.Headers {
		if name, value, ok := header(line); ok {
			h.Add(name, value)
		}
	}
	if o.Cookies != "" {
		h.Add("Cookie", o.Cookies)
	}
}

// roundTripper is what a request in that context goes through: a transport of its own for
// each proxy, which resolves the names, so that the addresses that may be asked are
// checked before.
func (f *Fetcher) roundTripper(ctx context.Context, at *url.URL) (http.RoundTripper, error) {
	proxy := optionsOf(ctx).Proxy
	if proxy == "" {
		return f.transport, nil
	}
	if !f.guard.nameable(at.Hostname()) {
		return nil, ssrf.ErrProhibitedIP
	}
	u, err := url.Parse(proxy)
	if err != nil {
		return nil, errors.New("the proxy's address can't be read")
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	t := f.proxies[proxy]
	if t == nil {
		t = f.transport.Clone()
		t.Proxy, t.DialContext = http.ProxyURL(u), f.guard.open.DialContext
		f.proxies[proxy] = t
	}
	return t, nil
}

// nameable reports whether a proxy may be asked for a host: not for one whose address is
// written out and is not public, nor for a name that means the proxy's own network.
func (g *guard) nameable(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if g.hosts[host] {
		return true
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		address := throughNAT64(netip.AddrPortFrom(ip.Unmap(), 443).String())
		network := "tcp4"
		if strings.HasPrefix(address, "[") {
			network = "tcp6"
		}
		return g.public.Safe(network, address, nil) == nil
	}
	for _, own := range []string{"localhost", "local", "internal", "lan", "home.arpa"} {
		if host == own || strings.HasSuffix(host, "."+own) {
			return false
		}
	}
	return strings.Contains(host, ".")
}
