package feed

import (
	"errors"
	"net/url"
	"strings"
)

// Address reads the address of a feed or a site as people write it: with
// or without a scheme, and with feed: as browsers once did; or the name of a channel, such as
// @name@server. A channel's page becomes its public feed. Its errors do not repeat the address,
// which may hold a secret.
func Address(s string) (string, error) {
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
	s, err := handle(s)
	if err != nil {
		return "", err
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
	toFeed(u)
	return u.String(), nil
}
