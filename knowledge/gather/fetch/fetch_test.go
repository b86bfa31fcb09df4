package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// secret stands in the path, the query and the user information of the tests' addresses, and in no error.
const secret = "s3cr3t"

// serve starts a server on loopback.
func serve(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s
}

// loopback is a Fetcher for servers on loopback, without pauses.
func loopback(change ...func(*Config)) *Fetcher {
	c := Config{Contact: "ops@quoth.example", Version: "1.2", AllowedHosts: []string{"127.0.0.0/8", "::1/128"}, PerHostDelay: -1}
	for _, f := range change {
		f(&c)
	}
	return New(c)
}

// failed checks that err is a Error of the kind and gives nothing away.
func failed(t *testing.T, err error, want FailureKind) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want a Error of kind %q", err, want)
	}
	if e.Kind != want {
		t.Errorf("got kind %q (%v, cause %v), want %q", e.Kind, e, e.Err, want)
	}
	if strings.Contains(e.Error(), secret) || strings.Contains(fmt.Sprintf("%v %+v", err, err), secret) {
		t.Errorf("the error gives a secret away: %v", e)
	}
	return e
}

func fetch(t *testing.T, f *Fetcher, address string) *Response {
	t.Helper()
	r, err := f.Fetch(t.Context(), Request{URL: address})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFetch(t *testing.T) {
	var got *http.Request
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		w.Header().Set("ETag", `W/"7"`)
		w.Header().Set("Last-Modified", "Tue, 10 Nov 2020 10:00:00 GMT")
		w.Header().Set("Cache-Control", "public, max-age=600")
		if r.Header.Get("If-None-Match") == `W/"7"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, "<rss/>")
	})
	f := loopback()
	r, err := f.Fetch(t.Context(), Request{URL: s.URL + "/feed?key=" + secret + "#top", Accept: AcceptFeed})
	if err != nil {
		t.Fatal(err)
	}
	want := &Response{Status: 200, URL: s.URL + "/feed?key=" + secret, Body: []byte("<rss/>"), ContentType: "application/rss+xml; charset=utf-8",
		ETag: `W/"7"`, LastModified: "Tue, 10 Nov 2020 10:00:00 GMT", MaxAge: 10 * time.Minute}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Errorf("the response (-want +got):\n%s", diff)
	}
	if agent := got.UserAgent(); agent != "Quoth/1.2 (+ops@quoth.example)" {
		t.Errorf("the User-Agent is %q", agent)
	}
	if got.Header.Get("Accept") != AcceptFeed || got.Header.Get("Cookie") != "" || got.Header.Get("Referer") != "" || got.Header.Get("Authorization") != "" {
		t.Errorf("the request's header is %v", got.Header)
	}
	r, err = f.Fetch(t.Context(), Request{URL: s.URL, ETag: r.ETag, LastModified: r.LastModified})
	if err != nil || !r.NotModified || r.Status != 304 || len(r.Body) > 0 || r.ETag != `W/"7"` {
		t.Errorf("asked again: %+v, %v", r, err)
	}
}

func TestFetchStatus(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var code int
		fmt.Sscanf(r.URL.Path, "/%d", &code)
		w.WriteHeader(code)
	})
	f := loopback()
	for code, want := range map[int]FailureKind{400: Refused, 401: Refused, 403: Refused, 404: NotFound, 410: Gone, 418: Refused, 429: Busy, 451: Refused,
		500: ServerError, 502: ServerError, 503: Busy, 304: BadAnswer, 206: BadAnswer, 301: BadAnswer} {
		_, err := f.Fetch(t.Context(), Request{URL: fmt.Sprintf("%s/%d/%s", s.URL, code, secret)})
		if e := failed(t, err, want); e.Status != code || e.Host != strings.TrimPrefix(s.URL, "http://") {
			t.Errorf("%d: %+v", code, e)
		}
	}
}

func TestFetchRedirects(t *testing.T) {
	var s *httptest.Server
	s = serve(t, func(w http.ResponseWriter, r *http.Request) {
		to := map[string]struct {
			code     int
			location string
		}{
			"/moved": {301, "/moved-again"}, "/moved-again": {308, s.URL + "/here"}, "/detour": {302, "/moved"},
			"/loop": {302, "/pool"}, "/pool": {301, "/loop"}, "/endless": {307, "/endless?" + r.URL.RawQuery + "x"},
			"/file": {302, "file:///etc/passwd"}, "/nowhere": {302, "http://%zz/" + secret}, "/empty": {302, "http:///x"},
		}[r.URL.Path]
		if to.code != 0 {
			w.Header().Set("Location", to.location)
			w.WriteHeader(to.code)
			return
		}
		fmt.Fprint(w, r.URL.Path)
	})
	f := loopback()
	if r := fetch(t, f, s.URL+"/moved"); r.URL != s.URL+"/here" || r.Permanent != s.URL+"/here" || string(r.Body) != "/here" {
		t.Errorf("moved for good: %+v", r)
	}
	if r := fetch(t, f, s.URL+"/detour"); r.URL != s.URL+"/here" || r.Permanent != "" {
		t.Errorf("moved for a while: %+v", r)
	}
	for path, want := range map[string]FailureKind{"/loop": RedirectLoop, "/endless": RedirectLoop, "/file": NotWeb, "/nowhere": BadAnswer, "/empty": NotWeb} {
		_, err := f.Fetch(t.Context(), Request{URL: s.URL + path + "?" + secret})
		failed(t, err, want)
	}
}

func TestFetchPrivateAddresses(t *testing.T) {
	asked := false
	handler := func(w http.ResponseWriter, r *http.Request) { asked = true }
	s := serve(t, handler)
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	f := New(Config{PerHostDelay: -1})
	for _, host := range []string{"127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "169.254.169.254", "10.0.0.1", "[fd00::1]", "[fe80::1%25lo]"} {
		_, err := f.Fetch(t.Context(), Request{URL: "http://user:" + secret + "@" + host + ":" + port + "/" + secret})
		failed(t, err, PrivateAddress)
	}
	// What a resolver makes of an address written oddly is its own affair.
	for _, host := range []string{"127.1", "2130706433", "0x7f000001", "0177.0.0.1", "LOCALHOST."} {
		_, err := f.Fetch(t.Context(), Request{URL: "http://" + host + ":" + port + "/" + secret})
		var e *Error
		if !errors.As(err, &e) || e.Kind != PrivateAddress && e.Kind != Unreachable {
			t.Errorf("%s: %v", host, err)
		}
	}
	if asked {
		t.Error("a server on a private address was asked")
	}
	for _, allowed := range []string{"127.0.0.1", "127.0.0.0/8"} {
		f := New(Config{PerHostDelay: -1, AllowedHosts: []string{allowed}})
		fetch(t, f, s.URL)
	}
	if !asked {
		t.Error("an allowed host was not asked")
	}
	_, err = New(Config{AllowedHosts: []string{"127.0.0.2", "10.0.0.0/8"}}).Fetch(t.Context(), Request{URL: s.URL})
	failed(t, err, PrivateAddress)
}

// TestFetchRedirectToPrivateAddress goes from a host that is allowed to one that is not.
func TestFetchRedirectToPrivateAddress(t *testing.T) {
	inside := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the private server was asked") })
	outside := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inside.URL+"/"+secret, http.StatusMovedPermanently)
	})
	_, port, _ := net.SplitHostPort(outside.Listener.Addr().String())
	f := New(Config{PerHostDelay: -1, AllowedHosts: []string{"localhost"}})
	_, err := f.Fetch(t.Context(), Request{URL: "http://localhost:" + port})
	if e := failed(t, err, PrivateAddress); e.Host != strings.TrimPrefix(inside.URL, "http://") {
		t.Errorf("the host is %q", e.Host)
	}
}

func TestFetchBadAddresses(t *testing.T) {
	f := loopback()
	for _, address := range []string{"", "feed", "file:///etc/" + secret, "gopher://echo.example/" + secret, "ftp://user:" + secret + "@echo.example/", "http://",
		"http:///" + secret, "javascript:" + secret, "http:echo.example/" + secret, "https://user:" + secret + "@/", "http://echo.example:99x/" + secret, "http://[::1/" + secret, "ht\ttp://" + secret} {
		_, err := f.Fetch(t.Context(), Request{URL: address})
		failed(t, err, NotWeb)
	}
}

// TestFetchUntidyAddresses asks for what a browser would.
func TestFetchUntidyAddresses(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.RequestURI) })
	f := loopback()
	for given, want := range map[string]string{"": "/", "?a=b": "/?a=b", "/a b": "/a%20b", "/?q=tram line&x=é": "/?q=tram%20line&x=%C3%A9", "/100%-green": "/100%25-green",
		"/100%": "/100%25", "/50%2": "/50%252", "/caf%c3%a9/%2F?x=%41": "/caf%c3%a9/%2F?x=%41", "/é": "/%C3%A9", "/a?b#c": "/a?b", "/a?x=\"<y>\"": "/a?x=%22%3Cy%3E%22"} {
		if got := string(fetch(t, f, " "+s.URL+given+"\n").Body); got != want {
			t.Errorf("%s: asked for %s, want %s", given, got, want)
		}
	}
}

// TestFetchUserInformation sends a name and password to the host that they are for and to no other.
func TestFetchUserInformation(t *testing.T) {
	other := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Error("another host got the password")
		}
		http.NotFound(w, r)
	})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if _, password, ok := r.BasicAuth(); !ok || password != secret {
			t.Errorf("%s: no password", r.URL)
		}
		switch r.URL.Path {
		case "/":
			http.Redirect(w, r, "http://"+r.Host+"/second", http.StatusFound)
		case "/second":
			http.Redirect(w, r, other.URL, http.StatusFound)
		}
	})
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword("ines", secret)
	_, err = loopback().Fetch(t.Context(), Request{URL: u.String()})
	failed(t, err, NotFound)
}

// TestFetchCookies has a door that lets those through who carry the cookie that it gave
// them, at another address or at its own.
func TestFetchCookies(t *testing.T) {
	asked := 0
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		pass, err := r.Cookie("pass")
		switch {
		case r.URL.Path == "/door":
			http.SetCookie(w, &http.Cookie{Name: "pass", Value: "7", Path: "/"})
			http.Redirect(w, r, "/feed", http.StatusFound)
		case err == nil && pass.Value == "7":
			fmt.Fprint(w, "<rss/>")
		case r.URL.Path == "/itself":
			http.SetCookie(w, &http.Cookie{Name: "pass", Value: "7", Path: "/"})
			http.Redirect(w, r, "/itself", http.StatusFound)
		case r.URL.Path == "/never":
			http.SetCookie(w, &http.Cookie{Name: "pass", Value: "no", Path: "/"})
			http.Redirect(w, r, "/never", http.StatusFound)
		default:
			http.Redirect(w, r, "/door", http.StatusFound)
		}
	})
	f := loopback()
	for range 2 { // the second knows nothing of the first's cookie
		asked = 0
		if r := fetch(t, f, s.URL+"/feed"); string(r.Body) != "<rss/>" || asked != 3 {
			t.Errorf("%q after %d requests", r.Body, asked)
		}
	}
	if r := fetch(t, f, s.URL+"/itself"); string(r.Body) != "<rss/>" {
		t.Errorf("%q", r.Body)
	}
	_, err := f.Fetch(t.Context(), Request{URL: s.URL + "/never?" + secret})
	failed(t, err, RedirectLoop)
}

func TestFetchUnreachable(t *testing.T) {
	s := serve(t, nil)
	address := s.URL
	s.Close()
	_, err := loopback().Fetch(t.Context(), Request{URL: address + "/" + secret})
	failed(t, err, Unreachable)

	secure := httptest.NewUnstartedServer(nil)
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	_, err = loopback().Fetch(t.Context(), Request{URL: secure.URL + "/" + secret})
	if e := failed(t, err, Unreachable); !strings.Contains(e.Error(), "certificate") {
		t.Errorf("the error is %v", e)
	}

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := loopback().Fetch(ctx, Request{URL: address}); !errors.Is(err, context.Canceled) {
		t.Errorf("with a cancelled context: %v", err)
	}
}

// sleepingClock is a clock that passes when somebody sleeps.
type sleepingClock struct {
	mu  sync.Mutex
	now time.Time
}

func newSleepingClock(now time.Time) *sleepingClock { return &sleepingClock{now: now} }

func (c *sleepingClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *sleepingClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}
