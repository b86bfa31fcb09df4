package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// FailureKind says why something could not be had from a server.
type FailureKind string

// The kinds of failure.
const (
	Unreachable    FailureKind = "unreachable"     // no such name, no connection, no valid certificate
	Refused        FailureKind = "refused"         // a 4xx status without a kind of its own
	NotFound       FailureKind = "not found"       // 404
	Gone           FailureKind = "gone"            // 410: for good
	Busy           FailureKind = "busy"            // 429 or 503, or the host asked earlier to be left alone until Until
	ServerError    FailureKind = "server error"    // another 5xx status
	BadAnswer      FailureKind = "bad answer"      // what HTTP does not provide for, or a body that can't be decompressed
	Incomplete     FailureKind = "incomplete"      // the body broke off
	TooLarge       FailureKind = "too large"       // as sent or as decompressed
	TooSlow        FailureKind = "too slow"        // not done within the Fetcher's Timeout
	RedirectLoop   FailureKind = "redirect loop"   // or too many redirects
	PrivateAddress FailureKind = "private address" // not a public one, and not allowed by the operator
	NotWeb         FailureKind = "not a web address"
	Disallowed     FailureKind = "disallowed"     // by the host's robots.txt
	NotArticle     FailureKind = "not an article" // the page was had, but no article stands on it
)

// Error says why something could not be had. Its text names the host and never the rest of the address, which
// may hold a secret.
type Error struct {
	Kind   FailureKind
	Host   string    // with the port when that is not the usual one; "" when the address has none
	Status int       // HTTP's; 0 when there was no answer
	Until  time.Time // when the host may be asked again, if it said so (Retry-After); else zero
	Detail string    // more about it, a clause without any address; may be ""
	Err    error     // the cause, or nil; its text may hold addresses and is no part of Error's
}

func (e *Error) Error() string {
	s := sentences[e.Kind]
	if e.Host != "" {
		s = e.Host + " " + s
	} else {
		s = "the server " + s
	}
	if e.Kind == NotWeb {
		s = sentences[NotWeb]
	}
	if e.Status != 0 {
		s += fmt.Sprintf(" (status %d)", e.Status)
	}
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	if !e.Until.IsZero() {
		s += "; it may be asked again from " + e.Until.UTC().Format("2006-01-02 15:04:05 MST")
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// sentences continue a host's name.
var sentences = map[FailureKind]string{
	Unreachable:    "can't be reached",
	Refused:        "refused the request",
	NotFound:       "has nothing at this address",
	Gone:           "says that this is gone for good",
	Busy:           "asks to be left alone for a while",
	ServerError:    "failed to answer",
	BadAnswer:      "sent an answer that can't be understood",
	Incomplete:     "broke off in the middle of its answer",
	TooLarge:       "sends too much",
	TooSlow:        "is too slow",
	RedirectLoop:   "redirects without end",
	PrivateAddress: "has a private address, which is asked only when the operator allows the host",
	NotWeb:         "this is not a web address: it should begin with http:// or https:// and name a host",
	Disallowed:     "does not let programs read this page (robots.txt)",
	NotArticle:     "shows no whole article on this page",
}

var errTooLarge = errors.New("the body is longer than the limit")

// failure makes a typed error of what ended a request before its body. ctx is the caller's, bounded the one with the
// Fetcher's deadline.
func failure(ctx, bounded context.Context, host string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	e := &Error{Kind: Unreachable, Host: host, Err: err}
	var unknown *net.DNSError
	var certificate *tls.CertificateVerificationError
	var dialled *net.OpError
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork):
		e.Kind = PrivateAddress
	case bounded.Err() != nil:
		e.Kind = TooSlow
	case errors.As(err, &dialled) && (dialled.Op == "proxyconnect" || dialled.Op == "socks connect"):
		e.Detail = "its proxy lets nothing through"
	case errors.As(err, &unknown) && unknown.IsNotFound:
		e.Detail = "there is no host of this name"
	case errors.As(err, &unknown):
		e.Detail = "its name can't be looked up"
	case errors.As(err, &certificate):
		e.Detail = "its certificate is not valid"
	case errors.Is(err, syscall.ECONNREFUSED):
		e.Detail = "it refuses connections"
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		e.Detail = "there is no way to its network"
	case strings.Contains(err.Error(), "malformed"), strings.Contains(err.Error(), "exceeded"): // net/http has no types for them
		e.Kind = BadAnswer
	}
	return e
}

// bodyFailure makes a typed error of what ended the reading of a body.
func bodyFailure(ctx, bounded context.Context, host string, limit int64, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	e := &Error{Kind: Incomplete, Host: host, Err: err}
	switch {
	case errors.Is(err, errTooLarge):
		e.Kind, e.Detail = TooLarge, fmt.Sprintf("more than %d kB", limit>>10)
	case bounded.Err() != nil:
		e.Kind = TooSlow
	case errors.Is(err, errEncoding):
		e.Kind, e.Detail = BadAnswer, "it is compressed in a way that is damaged or not known"
	}
	return e
}

// statusError is what a status other than success means.
func statusError(host string, answer *http.Response, now time.Time) *Error {
	e := &Error{Kind: Refused, Host: host, Status: answer.StatusCode}
	switch code := answer.StatusCode; {
	case code == http.StatusNotFound:
		e.Kind = NotFound
	case code == http.StatusGone:
		e.Kind = Gone
	case code == http.StatusTooManyRequests, code == http.StatusServiceUnavailable:
		e.Kind, e.Until = Busy, retryAfter(answer.Header.Get("Retry-After"), now)
	case code >= 500:
		e.Kind = ServerError
	case code < 400:
		e.Kind = BadAnswer
	}
	return e
}

// maxRetryAfter bounds how long a host can send Quoth away, so that a slip in its configuration does not do it for years.
const maxRetryAfter = 24 * time.Hour

// retryAfter reads a Retry-After: seconds or a date (RFC 9110, section 10.2.3). It is zero for none.
func retryAfter(value string, now time.Time) time.Time {
	var until time.Time
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		until = now.Add(time.Duration(seconds) * time.Second)
	} else if until, err = http.ParseTime(value); err != nil {
		return time.Time{}
	}
	if !until.After(now) {
		return time.Time{}
	}
	return earlier(until, now.Add(maxRetryAfter))
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// freshness is how long an answer stays fresh by its Cache-Control or, without one, by its Expires
// (RFC 9111, section 4.2.1); 0 when it does not say or is stale at once.
func freshness(h http.Header, now time.Time) time.Duration {
	for part := range strings.SplitSeq(strings.ToLower(strings.Join(h.Values("Cache-Control"), ",")), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			seconds, err := strconv.ParseUint(strings.Trim(value, `"`), 10, 31)
			if err != nil {
				return 0
			}
			return time.Duration(seconds) * time.Second
		}
	}
	expires, err := http.ParseTime(h.Get("Expires"))
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return max(0, expires.Sub(now))
}
