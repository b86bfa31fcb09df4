package hub_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather/hub"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

const topic = "https://gazette.example/feed"

// world is a Subscriber over a real store, whose hub is the test.
type world struct {
	*testing.T
	store *sqlite.Store
	k     *hub.Subscriber
	url   string // where the hub calls
	asked []url.Values
	woken []int64
	fails bool // the hub takes nothing
	now   time.Time
	feed  knowledge.Feed
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, now: time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)}
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	w.store = store
	w.k = hub.New(hub.Config{Store: store, Public: "https://news.example.org", Now: func() time.Time { return w.now }, Wake: func(_ context.Context, feed int64) error { w.woken = append(w.woken, feed); return nil },
		Post: func(_ context.Context, address string, _ http.Header, body []byte) error {
			form, err := url.ParseQuery(string(body))
			if err != nil || address != "https://hub.example/" {
				t.Errorf("%s is asked %q: %v", address, body, err)
			}
			if w.asked = append(w.asked, form); w.fails {
				return errors.New("not today")
			}
			return nil
		}})
	server := httptest.NewServer(w.k)
	t.Cleanup(server.Close)
	w.url = server.URL
	w.feed = knowledge.Feed{URL: topic + "?key=secret", State: knowledge.FeedActive}
	if w.feed.ID, _, err = store.AddFeed(t.Context(), w.feed); err != nil {
		t.Fatal(err)
	}
	return w
}

// find has the feed's document name the hub, and asks for what there is to ask for.
func (w *world) find(hub string) {
	w.Helper()
	if err := w.k.Found(w.Context(), w.feed, hub, topic); err != nil {
		w.Fatal(err)
	}
	w.renew()
}

func (w *world) renew() {
	w.Helper()
	if err := w.k.Renew(w.Context()); err != nil {
		w.Fatal(err)
	}
}

// callback is where the hub calls, as it was told last.
func (w *world) callback() string {
	w.Helper()
	if len(w.asked) == 0 {
		w.Fatal("the hub was asked for nothing")
	}
	address, found := strings.CutPrefix(w.asked[len(w.asked)-1].Get("hub.callback"), "https://news.example.org")
	if !found {
		w.Fatalf("the hub is to call at %q", w.asked[0].Get("hub.callback"))
	}
	return w.url + address
}

// call is a call of the hub: a body is brought, and without one it asks.
func (w *world) call(address, body, signature string) (int, string) {
	w.Helper()
	method := http.MethodGet
	if body != "" {
		method = http.MethodPost
	}
	r, err := http.NewRequestWithContext(w.Context(), method, address, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	r.Header.Set("X-Hub-Signature", signature)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		w.Fatal(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		w.Fatal(err)
	}
	return response.StatusCode, string(data)
}

// confirm has the hub confirm a subscription for a day and two hours.
func (w *world) confirm(topic string) (int, string) {
	w.Helper()
	return w.confirmFor(topic, "93600")
}

// confirmFor has the hub confirm a subscription for so many seconds.
func (w *world) confirmFor(topic, seconds string) (int, string) {
	w.Helper()
	return w.call(w.callback()+"?hub.mode=subscribe&hub.challenge=abc&hub.lease_seconds="+seconds+"&hub.topic="+url.QueryEscape(topic), "", "")
}

// TestSubscription asks a hub, is asked back, and polls for what the hub brings with the right
// signature; it asks again before the lease ends.
func TestSubscription(t *testing.T) {
	w := newWorld(t)
	w.find("https://hub.example/")
	if len(w.asked) != 1 || w.asked[0].Get("hub.mode") != "subscribe" || w.asked[0].Get("hub.topic") != topic || strings.Contains(w.asked[0].Encode(), "key%3Dsecret") || len(w.asked[0].Get("hub.secret")) < 20 {
		t.Fatalf("asked is %v", w.asked)
	}
	if status, _ := w.confirm("https://gazette.example/other"); status != http.StatusNotFound {
		t.Errorf("another feed is confirmed with status %d", status)
	}
	if status, said := w.confirm(topic); status != http.StatusOK || said != "abc" {
		t.Errorf("the hub is told %d %q", status, said)
	}
	mac := hmac.New(sha256.New, []byte(w.asked[0].Get("hub.secret")))
	io.WriteString(mac, "<feed/>")
	right := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	for signature, want := range map[string]int{right: http.StatusNoContent, "": http.StatusForbidden, "sha256=00": http.StatusForbidden, "md5=00": http.StatusForbidden, right[:len(right)-2]: http.StatusForbidden} {
		if status, _ := w.call(w.callback(), "<feed/>", signature); status != want {
			t.Errorf("with the signature %q the status is %d, want %d", signature, status, want)
		}
	}
	if len(w.woken) != 1 || w.woken[0] != w.feed.ID {
		t.Errorf("woken is %v", w.woken)
	}
	if status, _ := w.call(w.callback()+"x", "<feed/>", right); status != http.StatusGone {
		t.Errorf("at another address the status is %d", status)
	}
	w.find("https://hub.example/")
	w.now = w.now.Add(90 * time.Minute)
	if w.renew(); len(w.asked) != 1 {
		t.Errorf("the hub is asked %d times while the lease runs", len(w.asked))
	}
	w.now = w.now.Add(time.Hour)
	if w.renew(); len(w.asked) != 2 || w.asked[1].Get("hub.callback") != w.asked[0].Get("hub.callback") {
		t.Errorf("before the lease ends asked is %v", w.asked)
	}
}

// TestRefused asks a hub again that takes nothing, an hour later, and one that denies.
func TestRefused(t *testing.T) {
	w := newWorld(t)
	w.fails = true
	w.find("https://hub.example/")
	if w.renew(); len(w.asked) != 1 {
		t.Errorf("a hub that takes nothing is asked %d times at once", len(w.asked))
	}
	w.now = w.now.Add(retryWait)
	if w.renew(); len(w.asked) != 2 {
		t.Errorf("after an hour it is asked %d times", len(w.asked))
	}
	w.confirm(topic)
	if status, _ := w.call(w.callback()+"?hub.mode=denied&hub.topic="+url.QueryEscape(topic), "", ""); status != http.StatusOK {
		t.Errorf("a denial has status %d", status)
	}
	w.now = w.now.Add(retryWait)
	if w.renew(); len(w.asked) != 3 {
		t.Errorf("after a denial it is asked %d times", len(w.asked))
	}
}

const retryWait = time.Hour

// asksAfter has the time go on, and fails the test unless the hub is asked then and not just before.
func (w *world) asksAfter(wait time.Duration, when string) {
	w.Helper()
	before := len(w.asked)
	w.now = w.now.Add(wait - time.Second)
	if w.renew(); len(w.asked) != before {
		w.Errorf("%s the hub is asked before %s", when, wait)
	}
	w.now = w.now.Add(time.Second)
	if w.renew(); len(w.asked) != before+1 {
		w.Errorf("%s the hub is not asked after %s", when, wait)
	}
}

// TestRenewals asks a hub that confirms nothing ever more rarely, one that promises decades after
// days, and one that was told another address at once.
func TestRenewals(t *testing.T) {
	w := newWorld(t)
	w.find("https://hub.example/")
	for _, wait := range []time.Duration{1, 2, 4, 8, 16, 32, 64, 128, 128} {
		w.asksAfter(wait*time.Hour, "without an answer")
	}
	w.confirmFor(topic, "2147483647")
	w.asksAfter(9*24*time.Hour, "for decades")
	w.confirm(topic)
	moved := w.k.Config
	moved.Public = "https://news.example.org/new"
	w.k = hub.New(moved)
	before := len(w.asked)
	w.renew()
	if w.renew(); len(w.asked) != before+1 || !strings.HasPrefix(w.asked[before].Get("hub.callback"), moved.Public) {
		t.Errorf("under another address it is asked %v", w.asked[before:])
	}
}

// TestTogether has two processes look at the same time, one of which holds what it found while the
// other one asks: the hub is asked once.
func TestTogether(t *testing.T) {
	w := newWorld(t)
	late := w.k.Config
	late.Store = &held{Store: w.store, then: func() { w.find("https://hub.example/") }}
	if err := w.k.Found(t.Context(), w.feed, "https://hub.example/", topic); err != nil {
		t.Fatal(err)
	}
	if err := hub.New(late).Renew(t.Context()); err != nil || len(w.asked) != 1 {
		t.Errorf("the hub is asked %d times, %v", len(w.asked), err)
	}
}

// held is a store in which something happens once the states were read.
type held struct {
	hub.Store
	then func()
}

func (h *held) States(ctx context.Context, prefix string) (map[string]string, error) {
	all, err := h.Store.States(ctx, prefix)
	h.then()
	return all, err
}

// TestEnds has a feed name no hub any more, be removed, be private, and be asked by a proxy.
func TestEnds(t *testing.T) {
	for name, end := range map[string]func(w *world) error{
		"no hub":  func(w *world) error { return w.k.Found(w.Context(), w.feed, "", topic) },
		"removed": func(w *world) error { return w.store.RemoveFeed(w.Context(), w.feed.ID) },
		"private": func(w *world) error {
			w.feed.For = "discord:server:678"
			return w.k.Found(w.Context(), w.feed, "https://hub.example/", topic)
		},
		"by a proxy": func(w *world) error {
			w.feed.Proxy = "socks5://127.0.0.1:9050"
			return w.store.UpdateFeed(w.Context(), w.feed)
		},
	} {
		w := newWorld(t)
		w.find("https://hub.example/")
		if err := end(w); err != nil {
			t.Fatal(err)
		}
		w.renew()
		if status, _ := w.confirm(topic); status != http.StatusGone {
			t.Errorf("%s: the hub is told %d", name, status)
		}
		if kept, err := w.store.States(t.Context(), "websub "); err != nil || len(kept) > 0 {
			t.Errorf("%s: kept is %v, %v", name, kept, err)
		}
	}
}
