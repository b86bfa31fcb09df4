package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// measured lets those read the figures who may: who brings the token, or, where there is none, who
// asks on this machine and not through a proxy. A proxy need not show that it is one, so that
// pages with a public address have no figures without a token.
func (s *Server) measured(figures http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		switch {
		case s.metricsToken == "" && !s.public() && onThisMachine(r), s.metricsToken != "" && sameSecret(bearer(r), s.metricsToken):
			figures.ServeHTTP(w, r)
		case s.metricsToken == "":
			s.refuse(w, r, notFound)
		default:
			w.Header().Set("WWW-Authenticate", "Bearer")
			s.refuse(w, r, problem{status: http.StatusUnauthorized, said: "web.closed"})
		}
	})
}

// public reports whether the pages are reached from other machines.
func (s *Server) public() bool {
	u, err := url.Parse(s.url)
	return s.url != "" && (err != nil || !isLoopback(u.Host))
}

// onThisMachine reports whether a request was made on this machine, to it by its own name: most
// proxies pass on the name that others use, or say for whom they ask.
func onThisMachine(r *http.Request) bool {
	for _, header := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"} {
		if r.Header.Get(header) != "" {
			return false
		}
	}
	return isLoopback(r.RemoteAddr) && isLoopback(r.Host)
}

// isLoopback reports whether a host, with or without a port, is this machine.
func isLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && a.Unmap().IsLoopback()
}

// bearer is the token that a request brings (RFC 6750), "" for none.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// sameSecret compares secrets in a time that says nothing of them.
func sameSecret(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}
