package fetch

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"syscall"

	"code.dny.dev/ssrf"
)

// guard dials public addresses, and any address of the hosts that the operator allows. The check is made on the
// address that is about to be connected to: a name that resolves to another address the second time gains nothing.
type guard struct {
	open    net.Dialer
	guarded net.Dialer
	public  *ssrf.Guardian
	hosts   map[string]bool // lower case, without a port
}

func newGuard(allowed []string, resolver *net.Resolver) *guard {
	g := &guard{
		open:  net.Dialer{Timeout: connectTime, Resolver: resolver},
		hosts: make(map[string]bool),
	}
	var v4, v6 []netip.Prefix
	for _, entry := range allowed {
		entry = strings.ToLower(strings.TrimSpace(entry))
		prefix, err := netip.ParsePrefix(entry)
		switch {
		case err != nil:
			g.hosts[strings.TrimSuffix(strings.Trim(entry, "[]"), ".")] = true
		case prefix.Addr().Is4():
			v4 = append(v4, prefix)
		default:
			v6 = append(v6, prefix)
		}
	}
	g.public = ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...))
	g.guarded = g.open
	g.guarded.Control = func(network, address string, c syscall.RawConn) error {
		return g.public.Safe(network, throughNAT64(address), c)
	}
	return g
}

// throughNAT64 is the IPv4 address that a network without IPv4 writes as an IPv6 one (RFC 6052, section 2.1), so that
// a private one is known as such and a public one is not refused; any other address comes back as it is.
func throughNAT64(address string) string {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !ssrf.IPv6NAT64Prefix.Contains(at.Addr()) {
		return address
	}
	bytes := at.Addr().As16()
	return netip.AddrPortFrom(netip.AddrFrom4([4]byte(bytes[12:])), at.Port()).String()
}

func (g *guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if g.hosts[strings.TrimSuffix(strings.ToLower(host), ".")] {
		return g.open.DialContext(ctx, network, address)
	}
	return g.guarded.DialContext(ctx, network, address)
}
