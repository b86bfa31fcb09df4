package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
)

// squeeze compresses with one encoding of HTTP.
func squeeze(t testing.TB, encoding string, plain io.Reader) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch encoding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "br":
		w = brotli.NewWriterLevel(&b, 1)
	case "zlib":
		w = zlib.NewWriter(&b)
	case "flate":
		w, _ = flate.NewWriter(&b, flate.DefaultCompression)
	}
	if _, err := io.Copy(w, plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// encodingOf is the Content-Encoding of what squeeze makes.
var encodingOf = map[string]string{"gzip": "gzip", "br": "br", "zlib": "deflate", "flate": "deflate"}

// noise is text that compresses badly, so that a cut falls into the middle of it.
func noise(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(' ' + r.IntN(90))
	}
	return string(b)
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestFetchEncodings(t *testing.T) {
	text := noise(100_000)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "br") {
			t.Error("brotli is not asked for")
		}
		kind := r.URL.Path[1:]
		switch kind {
		case "twice":
			w.Header().Set("Content-Encoding", "gzip, br")
			w.Write(squeeze(t, "br", bytes.NewReader(squeeze(t, "gzip", strings.NewReader(text)))))
			return
		case "empty":
			w.Header().Set("Content-Encoding", "gzip")
			return
		case "identity":
			w.Header().Set("Content-Encoding", "identity")
			io.WriteString(w, text)
			return
		}
		w.Header().Set("Content-Encoding", encodingOf[kind])
		w.Write(squeeze(t, kind, strings.NewReader(text)))
	})
	f := loopback()
	for _, kind := range []string{"gzip", "br", "zlib", "flate", "twice", "identity"} {
		if r := fetch(t, f, s.URL+"/"+kind); string(r.Body) != text {
			t.Errorf("%s: %d bytes came", kind, len(r.Body))
		}
	}
	if r := fetch(t, f, s.URL+"/empty"); len(r.Body) != 0 {
		t.Errorf("an empty body has %d bytes", len(r.Body))
	}
}

// TestFetchShortBodies reads what is shorter than what is looked at to tell what it is.
func TestFetchShortBodies(t *testing.T) {
	const text = "User-agent: *\nDisallow: /drafts/\n"
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		kind := r.URL.Path[1:]
		w.Header().Set("Content-Encoding", encodingOf[kind])
		w.Write(squeeze(t, kind, strings.NewReader(text)))
	})
	for _, kind := range []string{"gzip", "br", "zlib", "flate"} {
		if r := fetch(t, loopback(), s.URL+"/"+kind); string(r.Body) != text {
			t.Errorf("%s: %q came", kind, r.Body)
		}
	}
}

// TestFetchCarelessEncodings has servers that say something else of a body than it is.
func TestFetchCarelessEncodings(t *testing.T) {
	text := "<rss>" + noise(5000) + "</rss>"
	pack := func(kind string) []byte { return squeeze(t, kind, strings.NewReader(text)) }
	whole := pack("gzip")
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-8] ^= 0xFF
	named := append([]byte{0x1F, 0x8B, 8, 8 | 16 | 4 | 2, 0, 0, 0, 0, 0, 3, 2, 0, 'x', 'y'}, "feed.xml\x00a comment\x00\x00\x00"...)
	for name, c := range map[string]struct {
		encoding string
		body     []byte
	}{
		"the end is missing":               {"gzip", whole[:len(whole)-8]},
		"half the end is missing":          {"gzip", whole[:len(whole)-3]},
		"the checksum is wrong":            {"gzip", flipped},
		"something follows":                {"gzip", append(bytes.Clone(whole), "\n<!-- cached -->\x00\x00"...)},
		"two members":                      {"gzip", append(squeeze(t, "gzip", strings.NewReader(text[:100])), squeeze(t, "gzip", strings.NewReader(text[100:]))...)},
		"a header with everything":         {"gzip", append(named, whole[10:]...)},
		"called gzip and plain":            {"gzip", []byte(text)},
		"called gzip twice":                {"gzip, gzip", whole},
		"not called gzip":                  {"", whole},
		"called by its character set":      {"utf-8", []byte(text)},
		"called none":                      {"none", []byte(text)},
		"called by its media type":         {"application/gzip", whole},
		"gzip called deflate":              {"deflate", whole},
		"gzip called br":                   {"br", whole},
		"zlib called gzip":                 {"gzip", pack("zlib")},
		"zlib without its checksum":        {"deflate", pack("zlib")[:len(pack("zlib"))-4]},
		"called br and plain":              {"br", []byte("\xEF\xBB\xBF" + text)},
		"a compressed file, compressed":    {"gzip", squeeze(t, "gzip", bytes.NewReader(whole))},
		"compressed twice, and called so":  {"gzip, gzip", squeeze(t, "gzip", bytes.NewReader(whole))},
		"in capitals and with a stray one": {"GZIP, ", whole},
	} {
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if c.encoding != "" {
				w.Header().Set("Content-Encoding", c.encoding)
			}
			w.Write(c.body)
		})
		r, err := loopback().Fetch(t.Context(), Request{URL: s.URL})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := strings.TrimPrefix(string(r.Body), "\xEF\xBB\xBF"); got != text {
			t.Errorf("%s: %d bytes, want %d", name, len(got), len(text))
		}
	}
}

// TestFetchBombs sends little that decompresses to very much.
func TestFetchBombs(t *testing.T) {
	const limit = 1 << 20
	bombs := map[string][]byte{}
	for kind := range encodingOf {
		bombs["/"+kind] = squeeze(t, kind, io.LimitReader(zeros{}, 24*limit))
	}
	bombs["/nested"] = squeeze(t, "gzip", bytes.NewReader(bombs["/gzip"]))
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", encodingOf[r.URL.Path[1:]])
		if r.URL.Path == "/nested" {
			w.Header().Set("Content-Encoding", "gzip, gzip")
		}
		w.Write(bombs[r.URL.Path])
	})
	f := loopback(func(c *Config) { c.MaxBody = limit })
	for path, bomb := range bombs {
		if len(bomb) > limit/2 {
			t.Fatalf("%s is no bomb: %d bytes", path, len(bomb))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := f.Fetch(t.Context(), Request{URL: s.URL + path})
		runtime.ReadMemStats(&after)
		failed(t, err, TooLarge)
		if took := after.TotalAlloc - before.TotalAlloc; took > 16*limit {
			t.Errorf("%s: %d bytes were allocated for a limit of %d", path, took, limit)
		}
	}
}

func TestFetchTooLarge(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/declared":
			w.Header().Set("Content-Length", "100000000")
		case "/gzip":
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(squeeze(t, "gzip", strings.NewReader(noise(2001))))
			return
		}
		for range 20 {
			io.WriteString(w, strings.Repeat("x", 100))
			w.(http.Flusher).Flush()
		}
		if r.URL.Path == "/more" {
			io.WriteString(w, "y")
		}
	})
	f := loopback()
	for _, path := range []string{"/declared", "/more", "/gzip"} {
		_, err := f.Fetch(t.Context(), Request{URL: s.URL + path + "?" + secret, MaxBody: 2000})
		failed(t, err, TooLarge)
	}
	r, err := f.Fetch(t.Context(), Request{URL: s.URL, MaxBody: 2000})
	if err != nil || len(r.Body) != 2000 {
		t.Errorf("a body of just the limit: %d bytes, %v", len(r.Body), err)
	}
	r, err = f.Fetch(t.Context(), Request{URL: s.URL + "/more", MaxBody: 2000, cut: true})
	if err != nil || len(r.Body) != 2000 || bytes.ContainsRune(r.Body, 'y') {
		t.Errorf("a body that is cut: %d bytes, %v", len(r.Body), err)
	}
}

// TestFetchHalfBodies sends bodies that break off, in every way HTTP has to say how long they should have been.
func TestFetchHalfBodies(t *testing.T) {
	text := noise(10_000)
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		kind := r.URL.Path[1:]
		if encoding, ok := encodingOf[kind]; ok {
			w.Header().Set("Content-Encoding", encoding)
			whole := squeeze(t, kind, strings.NewReader(text))
			w.Write(whole[:len(whole)/2])
			return
		}
		conn, out, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		switch kind {
		case "length":
			fmt.Fprintf(out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(text), text[:500])
		case "chunked":
			fmt.Fprintf(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\n%s\r\n", text[:500])
		}
		out.Flush()
	})
	f := loopback()
	for _, kind := range []string{"length", "chunked", "gzip", "br", "zlib", "flate"} {
		_, err := f.Fetch(t.Context(), Request{URL: s.URL + "/" + kind + "?" + secret})
		if e := failed(t, err, Incomplete); t.Failed() {
			t.Errorf("%s: %v", kind, e)
		}
	}
	_, err := f.Fetch(t.Context(), Request{URL: s.URL + "/nothing"})
	failed(t, err, Unreachable)
}

func TestFetchDamagedBodies(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		kind := r.URL.Path[1:]
		w.Header().Set("Content-Encoding", encodingOf[kind])
		if kind == "unknown" {
			w.Header().Set("Content-Encoding", "zstd")
		}
		if kind == "nested" {
			w.Header().Set("Content-Encoding", "gzip, gzip, gzip")
		}
		io.WriteString(w, "\xff\xff<rss>this is not compressed at all</rss>")
	})
	f := loopback()
	for _, kind := range []string{"gzip", "br", "zlib", "flate", "unknown", "nested"} {
		_, err := f.Fetch(t.Context(), Request{URL: s.URL + "/" + kind})
		if e := failed(t, err, BadAnswer); t.Failed() {
			t.Errorf("%s: %v", kind, e)
		}
	}
}

// TestFetchSlow has servers that always have one more byte to send, or none.
func TestFetchSlow(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/redirects" {
			time.Sleep(60 * time.Millisecond)
			http.Redirect(w, r, "/redirects?"+r.URL.RawQuery+"x", http.StatusFound)
			return
		}
		if r.URL.Path == "/drip" {
			w.WriteHeader(200)
		}
		for r.Context().Err() == nil {
			if r.URL.Path == "/drip" {
				io.WriteString(w, "x")
				w.(http.Flusher).Flush()
			}
			time.Sleep(5 * time.Millisecond)
		}
	})
	f := loopback(func(c *Config) { c.Timeout = 150 * time.Millisecond })
	for _, path := range []string{"/drip", "/silent", "/redirects"} {
		_, err := f.Fetch(t.Context(), Request{URL: s.URL + path + "?" + secret})
		if e := failed(t, err, TooSlow); t.Failed() {
			t.Errorf("%s: %v", path, e)
		}
	}
}

// TestFetchHostileHeaders has servers that do not keep to HTTP.
func TestFetchHostileHeaders(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		conn, out, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		switch r.URL.Path {
		case "/endless":
			fmt.Fprint(out, "HTTP/1.1 200 OK\r\n")
			for range 2 * maxHeader / 1000 {
				fmt.Fprintf(out, "X: %s\r\n", strings.Repeat("x", 1000))
			}
		case "/noise":
			fmt.Fprintf(out, "220 mail.echo.example ESMTP %s\r\n", secret)
		}
		out.Flush()
	})
	for _, path := range []string{"/endless", "/noise"} {
		_, err := loopback().Fetch(t.Context(), Request{URL: s.URL + path})
		if e := failed(t, err, BadAnswer); t.Failed() {
			t.Errorf("%s: %v", path, e)
		}
	}
}

// TestFetchHTTP2 has the same trouble with the protocol that most servers speak.
func TestFetchHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			t.Errorf("the protocol is %s", r.Proto)
		}
		switch r.URL.Path {
		case "/half":
			io.WriteString(w, "<rss>")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		case "/drip":
			for r.Context().Err() == nil {
				io.WriteString(w, "x")
				w.(http.Flusher).Flush()
				time.Sleep(5 * time.Millisecond)
			}
		case "/bomb":
			w.Header().Set("Content-Encoding", "br")
			w.Write(squeeze(t, "br", io.LimitReader(zeros{}, 1<<20)))
		case "/header":
			w.Header().Set("X", strings.Repeat("x", 2*maxHeader))
		default:
			io.WriteString(w, "<rss/>")
		}
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	trusting := func(change ...func(*Config)) *Fetcher {
		f := loopback(change...)
		f.transport.TLSClientConfig = s.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
		return f
	}
	f := trusting()
	if r := fetch(t, f, s.URL); string(r.Body) != "<rss/>" {
		t.Errorf("the body is %q", r.Body)
	}
	for path, want := range map[string]FailureKind{"/half": Incomplete, "/bomb": TooLarge, "/header": Unreachable} {
		_, err := f.Fetch(t.Context(), Request{URL: s.URL + path + "?" + secret, MaxBody: 10_000})
		if e := failed(t, err, want); t.Failed() {
			t.Fatalf("%s: %v, cause %v", path, e, e.Err)
		}
	}
	f = trusting(func(c *Config) { c.Timeout = 200 * time.Millisecond })
	_, err := f.Fetch(t.Context(), Request{URL: s.URL + "/drip"})
	failed(t, err, TooSlow)
}
