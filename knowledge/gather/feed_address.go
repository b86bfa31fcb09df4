package gather

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
)

// FeedAddress reads the address of a feed or a site as people write it: with
// or without a scheme, and with feed: as browsers once did. Its errors do not
// repeat the address, which may hold a secret.
func FeedAddress(s string) (string, error) {
	s = strings.TrimSpace(s)
	for _, scheme := range []string{"feed://", "feed:"} {
		if len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			s = s[len(scheme):]
			break
		}
	}
	if s == "" {
		return "", errors.New("the address is empty")
	}
	if !strings.Contains(s, "://") {
		s = "https://" + strings.TrimPrefix(s, "//")
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Hostname() == "" || strings.ContainsAny(u.Host, " \"<>"):
		return "", errors.New("this is no address: write it as https://example.org/feed")
	case !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https"):
		return "", errors.New("only http and https addresses can be fetched")
	}
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), nil
}

// secretSegment matches a part of a path that reads like a key and not like
// words.
var secretSegment = regexp.MustCompile(`(?i)^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[a-z0-9_~=.-]{20,})$`)

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
