package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
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
		return show(newVisit(httptest.NewRequestWithContext(ctx, "GET", path, nil), "", nil))
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

// TestSharedTogether makes a page once for two who ask at the same time, and another one for who asks
// in another language.
func TestSharedTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		made, goOn := map[string]int{}, make(chan struct{})
		s := &Server{}
		show := s.shared(func(v *visit) (document, error) {
			mu.Lock()
			made[v.p.Language()]++
			mu.Unlock()
			<-goOn
			return document{kind: v.p.Language()}, nil
		})
		for _, path := range []string{"/", "/", "/?lang=de"} {
			go func() {
				v := newVisit(httptest.NewRequestWithContext(t.Context(), "GET", path, nil), "", nil)
				if d, err := show(v); err != nil || d.kind != v.p.Language() {
					t.Errorf("%s is shown in %q, %v", path, d.kind, err)
				}
			}()
			synctest.Wait()
		}
		close(goOn)
		synctest.Wait()
		if made["en"] != 1 || made["de"] != 1 {
			t.Errorf("made is %v", made)
		}
	})
}

// TestAddressIsNoAudience asks from an address that a private article names: an address is nobody's, and all who
// read the pages read the same.
func TestAddressIsNoAudience(t *testing.T) {
	named, readers := ferry[0], ferry[2]
	named.For, readers.For = "web:chat:192.0.2.7", "web:server:readers"
	k := open(t, nil, named, readers)
	if response, body := k.get(t, fmt.Sprintf("/article/%d", k.id(t, named)), "X-Forwarded-For", "192.0.2.7"); response.StatusCode != http.StatusNotFound {
		t.Errorf("what is private to an address has status %d:\n%s", response.StatusCode, body)
	}
	k.page(t, fmt.Sprintf("/article/%d", k.id(t, readers)), "X-Forwarded-For", "192.0.2.7")
}
