package page

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"quoth/knowledge/gather/fetch"
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
func loopback() *fetch.Fetcher {
	return fetch.New(fetch.Config{AllowedHosts: []string{"127.0.0.0/8", "::1/128"}, PerHostDelay: -1})
}

// failed checks that err is a fetch.Error of the kind and gives nothing away.
func failed(t *testing.T, err error, want fetch.FailureKind) {
	t.Helper()
	var e *fetch.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want a fetch.Error of kind %q", err, want)
	}
	if e.Kind != want {
		t.Errorf("got kind %q (%v, cause %v), want %q", e.Kind, e, e.Err, want)
	}
	if strings.Contains(e.Error(), secret) || strings.Contains(fmt.Sprintf("%v %+v", err, err), secret) {
		t.Errorf("the error gives a secret away: %v", e)
	}
}
