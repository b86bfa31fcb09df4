package webhook_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/bot/webhook"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// receiver is a server that alerts are brought to.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	got    []request
	answer func(n int, w http.ResponseWriter) // to the n-th request, from 1; nil: 204
}

type request struct {
	path   string
	header http.Header
	body   []byte
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, err := io.ReadAll(q.Body)
		if err != nil || q.Method != http.MethodPost {
			t.Errorf("%s %s: %v", q.Method, q.URL.Path, err)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.got = append(r.got, request{q.URL.Path, q.Header, body})
		if r.answer != nil {
			r.answer(len(r.got), w)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) all() []request {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.got
}

// world is a store in which topics are followed at hooks, and the delivery.
type world struct {
	t     *testing.T
	store *sqlite.Store
	door  *intake.Intake
	hooks *webhook.Hooks
	d     *alert.Deliverer
	now   time.Time
	reads int // of the alerts that a message told of
}

// outbox counts how often it is read what a message told of.
type outbox struct {
	*sqlite.Store
	reads *int
}

func (o outbox) AlertsIn(ctx context.Context, subscription int64, message string) ([]audience.Alert, error) {
	*o.reads++
	return o.Store.AlertsIn(ctx, subscription, message)
}

func newWorld(t *testing.T, allowed ...string) *world {
	t.Helper()
	w := &world{t: t, now: time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return w.now }
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	w.store, w.door, w.hooks = store, intake.New(intake.Config{Store: store, Now: clock}), webhook.NewHooks(store)
	w.d = alert.New(alert.Config{Store: outbox{store, &w.reads}, Engine: bot.New(bot.Config{Store: store, Now: clock}), Now: clock, Operators: []audience.Person{{Platform: "test", User: "ana"}}})
	fetcher := fetch.New(fetch.Config{AllowedHosts: allowed, PerHostDelay: -1, Now: clock})
	w.d.Add(webhook.NewSender(w.hooks, fetcher.Post, clock))
	return w
}

// add adds a hook at which "earthquake" is followed.
func (w *world) add(kind webhook.Kind, address string) webhook.Hook {
	w.t.Helper()
	h, err := w.hooks.Add(w.t.Context(), webhook.Hook{Name: "desk", Kind: kind, Address: address, Created: w.now})
	if err != nil {
		w.t.Fatal(err)
	}
	_, _, err = w.store.Subscribe(w.t.Context(), audience.Subscription{Owner: audience.Person{Platform: "terminal", User: "local"}, Place: webhook.Place("desk"), Topic: "earthquake", Pace: audience.Now, Created: w.now})
	if err != nil {
		w.t.Fatal(err)
	}
	return h
}

// tell has news come in, and delivers.
func (w *world) tell() {
	w.t.Helper()
	w.bring("https://echo.example/1", "Echo")
	w.deliver()
}

// bring has news come in from an outlet.
func (w *world) bring(address, outlet string) {
	w.t.Helper()
	_, err := w.door.Add(w.t.Context(), []knowledge.Article{{URL: address, Title: "Earthquake kills 12 in Norland's Port Évans", Source: outlet, Language: "en", Published: w.now,
		Text: "At least 12 people died when an earthquake struck near Port Évans on the coast of Norland. Prime Minister Ada Moreau promised help for the old town, where houses fell."}})
	if err != nil {
		w.t.Fatal(err)
	}
}

// deliver delivers what is due.
func (w *world) deliver() {
	w.t.Helper()
	for n := 1; n > 0; {
		var err error
		if n, err = w.d.Step(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
	}
}

// TestSigned brings an alert to an address that is busy at first: each attempt has the same
// identifier and a signature that the secret makes, and quotes are slices of what was printed.
func TestSigned(t *testing.T) {
	w, r := newWorld(t, "127.0.0.1"), newReceiver(t)
	r.answer = func(n int, out http.ResponseWriter) {
		if n == 1 {
			out.Header().Set("Retry-After", "600")
			out.WriteHeader(http.StatusServiceUnavailable)
		}
	}
	h := w.add(webhook.Signed, r.URL+"/alerts?key=secret")
	w.tell()
	if n := len(r.all()); n != 1 {
		t.Fatalf("%d requests came, want 1", n)
	}
	w.now = w.now.Add(9 * time.Minute)
	w.deliver()
	if n := len(r.all()); n != 1 {
		t.Fatalf("after 9 of 10 minutes %d requests came, want 1", n)
	}
	w.now = w.now.Add(time.Hour)
	w.deliver()
	got := r.all()
	if len(got) != 2 || got[0].header.Get("Webhook-Id") == "" || got[0].header.Get("Webhook-Id") != got[1].header.Get("Webhook-Id") {
		t.Fatalf("the requests are %+v", got)
	}
	for _, q := range got {
		key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(h.Secret, "whsec_"))
		if err != nil || len(key) < 24 {
			t.Fatalf("the secret has %d bytes: %v", len(key), err)
		}
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(q.header.Get("Webhook-Id") + "." + q.header.Get("Webhook-Timestamp") + "." + string(q.body)))
		if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); q.header.Get("Webhook-Signature") != want {
			t.Errorf("the signature is %q, want %q", q.header.Get("Webhook-Signature"), want)
		}
	}
	var a struct {
		Type, Topic string
		Said        []string
		Stories     []struct {
			Article struct{ URL, Source string }
			Quotes  []struct{ Text, Seal string }
		}
	}
	if err := json.Unmarshal(got[1].body, &a); err != nil {
		t.Fatal(err)
	}
	if a.Type != "alert" || a.Topic != "earthquake" || len(a.Said) != 1 || len(a.Stories) != 1 || a.Stories[0].Article.Source != "Echo" || len(a.Stories[0].Quotes) == 0 ||
		!strings.HasPrefix(a.Stories[0].Quotes[0].Text, "At least 12 people died") || a.Stories[0].Quotes[0].Seal == "" {
		t.Errorf("the alert is %s", got[1].body)
	}
	w.now = w.now.Add(time.Hour)
	if w.deliver(); len(r.all()) != 2 {
		t.Error("what was taken is brought again")
	}
}

// TestAnotherOutlet has another outlet print a story that was brought: what was brought stays as it is,
// and nothing is read for it.
func TestAnotherOutlet(t *testing.T) {
	w, r := newWorld(t, "127.0.0.1"), newReceiver(t)
	w.add(webhook.Signed, r.URL)
	w.tell()
	w.now = w.now.Add(10 * time.Minute)
	w.bring("https://gazette.example/1", "Gazette")
	told, err := w.store.AlertsOf(t.Context(), 1, 10)
	if err != nil || len(told) != 1 || told[0].Outlets != 1 {
		t.Fatalf("told is %+v, %v", told, err)
	}
	w.deliver()
	if n := len(r.all()); n != 1 || w.reads != 0 {
		t.Errorf("%d requests came, and what was brought is read %d times", n, w.reads)
	}
	if n, err := w.d.Step(t.Context()); n != 0 || err != nil {
		t.Errorf("%d alerts are left, %v", n, err)
	}
}

// TestNtfy publishes an alert to a topic of ntfy, with a token.
func TestNtfy(t *testing.T) {
	w, r := newWorld(t, "127.0.0.1"), newReceiver(t)
	w.add(webhook.Ntfy, strings.Replace(r.URL, "http://", "http://:tk_abc@", 1)+"/sub/harbour")
	w.tell()
	got := r.all()
	if len(got) != 1 || got[0].path != "/sub/" || got[0].header.Get("Authorization") != "Basic "+base64.StdEncoding.EncodeToString([]byte(":tk_abc")) {
		t.Fatalf("the requests are %+v", got)
	}
	var m struct{ Topic, Title, Message, Click string }
	if err := json.Unmarshal(got[0].body, &m); err != nil {
		t.Fatal(err)
	}
	if m.Topic != "harbour" || m.Title != "Earthquake kills 12 in Norland's Port Évans" || !strings.HasPrefix(m.Message, "“At least 12 people died") || !strings.Contains(m.Message, "Echo\nNews on “earthquake”") || !strings.HasPrefix(m.Click, "https://echo.example/1") {
		t.Errorf("the message is %s", got[0].body)
	}
	if _, err := w.hooks.Add(t.Context(), webhook.Hook{Name: "two", Kind: webhook.Ntfy, Address: "https://ntfy.example.org/"}); !errors.Is(err, webhook.ErrTopic) {
		t.Errorf("an address without a topic is taken: %v", err)
	}
}

// operator is a chat platform that remembers what the operator is told there.
type operator struct{ told []string }

func (*operator) Platform() string { return "test" }

func (*operator) Home(_ context.Context, p audience.Person) (audience.Place, error) {
	return audience.Place{Platform: p.Platform, Chat: p.User}, nil
}

func (o *operator) Send(_ context.Context, _ audience.Place, m bot.Message) (string, error) {
	for _, b := range m.Reply.Blocks {
		if n, is := b.(bot.Notice); is {
			o.told = append(o.told, n.Text)
		}
	}
	return "1", nil
}

func (*operator) Edit(context.Context, audience.Place, string, bot.Message) error {
	return bot.ErrCannotEdit
}

// TestNoMore has an address say that it wants no more: what is followed there ends, and the operator
// is told which address that is.
func TestNoMore(t *testing.T) {
	w, r := newWorld(t, "127.0.0.1"), newReceiver(t)
	r.answer = func(_ int, out http.ResponseWriter) { out.WriteHeader(http.StatusGone) }
	o := &operator{}
	w.d.Add(o)
	w.add(webhook.Signed, r.URL)
	w.tell()
	if want := "The webhook desk is gone (the address wants no more): subscriptions stopped there: 1."; len(o.told) != 1 || !strings.Contains(o.told[0], want) {
		t.Errorf("the operator is told %q, want %q", o.told, want)
	}
	followed, err := w.store.SubscriptionsAt(t.Context(), webhook.Place("desk"))
	if err != nil || len(followed) != 1 || followed[0].Stopped == "" {
		t.Errorf("followed is %+v, %v", followed, err)
	}
}

// TestElsewhere brings nothing to an address of this machine that the operator did not allow, nor to
// where a redirect leads, and what is kept of it tells no address.
func TestElsewhere(t *testing.T) {
	r := newReceiver(t)
	r.answer = func(_ int, out http.ResponseWriter) {
		out.Header().Set("Location", "/elsewhere?key=secret")
		out.WriteHeader(http.StatusTemporaryRedirect)
	}
	for allowed, want := range map[string]int{"10.0.0.1": 0, "127.0.0.1": 1} {
		w := newWorld(t, allowed)
		w.add(webhook.Signed, r.URL+"/alerts?key=secret")
		before := len(r.all())
		w.tell()
		if n := len(r.all()) - before; n != want {
			t.Errorf("allowed is %s: %d requests came, want %d", allowed, n, want)
		}
		waiting, err := w.store.AlertsOf(t.Context(), 1, 10)
		if err != nil || len(waiting) != 1 || waiting[0].Error == "" || strings.Contains(waiting[0].Error, "secret") {
			t.Errorf("allowed is %s: the alerts are %+v, %v", allowed, waiting, err)
		}
	}
}

// TestHooks adds, lists and removes hooks.
func TestHooks(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	w.add(webhook.Signed, "https://desk.example.org/alerts?key=secret")
	for _, h := range []webhook.Hook{{Name: "desk", Kind: webhook.Signed, Address: "https://desk.example.org/"}, {Name: "no good", Kind: webhook.Signed, Address: "https://desk.example.org/"}, {Name: "file", Kind: webhook.Signed, Address: "file:///etc/passwd"}} {
		if _, err := w.hooks.Add(ctx, h); err == nil {
			t.Errorf("%+v is taken", h)
		}
	}
	all, err := w.hooks.List(ctx)
	if err != nil || len(all) != 1 || all[0].Host() != "desk.example.org" {
		t.Errorf("the hooks are %+v, %v", all, err)
	}
	if err := w.hooks.Remove(ctx, "desk"); err != nil {
		t.Fatal(err)
	}
	followed, err := w.store.SubscriptionsAt(ctx, webhook.Place("desk"))
	if err != nil || len(followed) != 0 {
		t.Errorf("of a hook that was removed is followed %+v, %v", followed, err)
	}
	if err := w.hooks.Remove(context.Background(), "desk"); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
}

// failing is a store in which nothing is followed no more, for a time.
type failing struct {
	webhook.Store
	fails bool
}

func (f *failing) Unsubscribe(ctx context.Context, id int64) error {
	if f.fails {
		return errors.New("the disk is full")
	}
	return f.Store.Unsubscribe(ctx, id)
}

// TestRemoveInVain removes a hook in vain and once more, and adds another one of its name: nothing is
// followed there.
func TestRemoveInVain(t *testing.T) {
	ctx, w := t.Context(), newWorld(t)
	w.add(webhook.Signed, "https://desk.example.org/alerts")
	store := &failing{w.store, true}
	hooks := webhook.NewHooks(store)
	if err := hooks.Remove(ctx, "desk"); err == nil {
		t.Error("it is removed though what is followed there stays")
	}
	if _, err := hooks.Hook(ctx, "desk"); err != nil {
		t.Errorf("what is followed is left without a hook: %v", err)
	}
	store.fails = false
	if err := hooks.Remove(ctx, "desk"); err != nil {
		t.Fatal(err)
	}
	late := audience.Subscription{Owner: audience.Person{Platform: "terminal", User: "local"}, Place: webhook.Place("desk"), Topic: "earthquake", Pace: audience.Now, Created: w.now}
	if _, _, err := w.store.Subscribe(ctx, late); err != nil {
		t.Fatal(err)
	}
	if _, err := hooks.Add(ctx, webhook.Hook{Name: "desk", Kind: webhook.Signed, Address: "https://other.example.org/"}); err != nil {
		t.Fatal(err)
	}
	if followed, err := w.store.SubscriptionsAt(ctx, webhook.Place("desk")); err != nil || len(followed) > 0 {
		t.Errorf("at another address is followed %+v, %v", followed, err)
	}
}
