package web

import (
	"context"
	"net/http/httptest"
	"testing"
)

// TestShared makes a page for whoever asks while the one who asked first leaves, and makes it anew
// for who asks afterwards, and for another language.
func TestShared(t *testing.T) {
	made, leave := 0, func() {}
	s := &Server{}
	show := s.shared(func(v *visit) (document, error) {
		made++
		leave()
		return document{kind: v.p.Language()}, v.r.Context().Err()
	})
	visitIn := func(path string) (document, error) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		leave = cancel
		return show(newVisit(httptest.NewRequestWithContext(ctx, "GET", path, nil)))
	}
	for path, language := range map[string]string{"/": "en", "/?lang=de": "de"} {
		for range 2 {
			before := made
			if d, err := visitIn(path); err != nil || d.kind != language || made != before+1 {
				t.Errorf("%s is made %d times in %q, %v", path, made-before, d.kind, err)
			}
		}
	}
}
