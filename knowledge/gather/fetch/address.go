package fetch

import (
	"net"
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"quoth/knowledge/lazyregexp"
)

// secretSegment matches a part of a path that reads like a key and not like
// words.
var secretSegment = lazyregexp.New(`(?i)^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[a-z0-9_~=.-]{20,})$`)

// PublicAddress is what may be shown of a feed's address: its host and path,
// without user, password, query and what looks like a key in the path.
func PublicAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "(no address)"
	}
	parts := strings.Split(u.EscapedPath(), "/")
	for i, part := range parts {
		if secretSegment.MatchString(part) && likeKey(part) {
			parts[i] = "…"
		}
	}
	return strings.TrimSuffix(u.Host+strings.Join(parts, "/"), "/")
}

// likeKey reports whether digits stand among the letters all over, as in no
// word or date.
func likeKey(s string) bool {
	changes, digit := 0, false
	for i, r := range s {
		if now := r >= '0' && r <= '9'; now != digit || i == 0 {
			digit = now
			changes++
		}
	}
	return changes >= 6
}

// ParseAddress takes absolute http and https URLs, with the slips that browsers forgive. Its errors do not hold the
// URL.
func ParseAddress(raw string) (*url.URL, error) {
	u, err := url.Parse(strayPercent.ReplaceAllString(strings.TrimSpace(raw), "%25$1"))
	if err != nil || u.Hostname() == "" || u.Opaque != "" {
		return nil, &Error{Kind: NotWeb}
	}
	if u.Scheme = strings.ToLower(u.Scheme); u.Scheme != "http" && u.Scheme != "https" {
		return nil, &Error{Kind: NotWeb, Host: Host(u)}
	}
	u.RawQuery = unfitForQuery.ReplaceAllStringFunc(u.RawQuery, url.PathEscape)
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

var (
	strayPercent  = lazyregexp.New(`%([^0-9A-Fa-f]|[0-9A-Fa-f][^0-9A-Fa-f]|[0-9A-Fa-f]?$)`)
	unfitForQuery = lazyregexp.New(`[^!-~]|["<>]`)
)

// Host names a URL's host as errors and turns know it: in lower case and ASCII, with the port when it is unusual.
func Host(u *url.URL) string {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	port := u.Port()
	if u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		port = ""
	}
	switch {
	case port != "":
		return net.JoinHostPort(host, port)
	case strings.Contains(host, ":"):
		return "[" + host + "]"
	}
	return host
}

// HostOf is the host of an address, "" for none.
func HostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return Host(u)
}
