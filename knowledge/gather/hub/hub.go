// Package hub subscribes to feeds at their hubs (WebSub, https://www.w3.org/TR/websub/), so that news
// is there when it is published, and not at the next poll.
//
// What a hub brings is a word that there is news: the feed is polled for it as ever, so that there is
// one road for news, and a hub that tells lies or nothing changes none of it.
package hub

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"quoth/knowledge"
)

const (
	// Prefix is what the addresses begin with at which hubs call.
	Prefix = "/websub/"
	// MaxContent is how many bytes a hub may bring: they are read for their signature alone.
	MaxContent = 8 << 20
)

const (
	// lease is for how long a subscription is asked for, and counts at most, and renewBefore how long
	// before its end it is asked for anew: hubs give days.
	lease, renewBefore = 10 * 24 * time.Hour, 24 * time.Hour
	// retryWait is how long after a request the hub is asked again that did not confirm it. The wait
	// doubles with each one, maxDoubled times at most: to 5 days.
	retryWait, maxDoubled = time.Hour, 7
	// lookEvery is how often Run looks for what is to be asked for.
	lookEvery = time.Minute
	// statePrefix names the states that hold subscriptions: behind it is the number of the feed.
	statePrefix = "websub "
)

// Store is what subscriptions are kept in, beside the feeds.
type Store interface {
	Feed(ctx context.Context, id int64) (knowledge.Feed, error)
	State(ctx context.Context, name string) (string, error)
	SetState(ctx context.Context, name, value string) error
	States(ctx context.Context, prefix string) (map[string]string, error)
	ChangeState(ctx context.Context, name string, change func(was string) (string, error)) error
}

// Config is what a Subscriber is made of. All of it but Log and Now is required.
type Config struct {
	Store  Store
	Public string                                                                           // the address under which hubs reach Prefix, without a slash at its end
	Post   func(ctx context.Context, address string, header http.Header, body []byte) error // a fetch.Fetcher's, to addresses that feeds name
	Wake   func(ctx context.Context, feed int64) error                                      // has a feed be polled soon; its errors are the store's
	Log    *slog.Logger                                                                     // nil: discards
	Now    func() time.Time                                                                 // nil: time.Now
}

// Subscriber keeps the subscriptions. It may be used by any number of goroutines.
type Subscriber struct{ Config }

// New returns a Subscriber.
func New(c Config) *Subscriber {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Subscriber{c}
}

// subscription is one to a feed.
type subscription struct {
	Hub    string    `json:"hub"`
	Topic  string    `json:"topic"`
	Token  string    `json:"token"`  // of the address at which the hub calls
	Secret string    `json:"secret"` // with which it signs
	Public string    `json:"public"` // of that address, when it was asked for last
	Asked  time.Time `json:"asked"`  // when it was asked for last
	Tries  int       `json:"tries"`  // how often it was asked for since the hub confirmed it last
	Until  time.Time `json:"until"`  // zero until the hub has called
}

func parse(data string) (s subscription, err error) {
	if data == "" {
		return s, knowledge.ErrNotFound
	}
	return s, json.Unmarshal([]byte(data), &s)
}

func (s subscription) state() string {
	data, _ := json.Marshal(s) // strings and times alone
	return string(data)
}

func nameOf(feed int64) string { return statePrefix + strconv.FormatInt(feed, 10) }

// due reports whether a subscription is to be asked for.
func (k *Subscriber) due(s subscription) bool {
	if s.Public != k.Public { // the hub calls where nobody is any more
		return true
	}
	wait := retryWait << min(max(s.Tries-1, 0), maxDoubled)
	return !k.Now().Before(s.Asked.Add(wait)) && !k.Now().Before(s.Until.Add(-renewBefore))
}

// hidden reports whether no hub is told of a feed: neither of one that is private, nor of one whose
// server does not learn where it is asked from.
func hidden(f knowledge.Feed) bool { return f.For != "" || f.Proxy != "" }

// Found takes which hub a feed's document names, and under which address it is known there; "" for
// none.
func (k *Subscriber) Found(ctx context.Context, f knowledge.Feed, hub, topic string) error {
	if hidden(f) || topic == "" {
		hub = ""
	}
	was, err := k.Store.State(ctx, nameOf(f.ID))
	if err != nil {
		return err
	}
	s, err := parse(was)
	switch {
	case hub == "" && was == "", err == nil && s.Hub == hub && s.Topic == topic:
		return nil
	case hub == "":
		return k.Store.SetState(ctx, nameOf(f.ID), "")
	}
	return k.Store.SetState(ctx, nameOf(f.ID), subscription{Hub: hub, Topic: topic, Token: rand.Text(), Secret: rand.Text()}.state())
}

// Run asks for subscriptions, and for their renewal, until ctx is done.
func (k *Subscriber) Run(ctx context.Context) error {
	for {
		if err := k.Renew(ctx); err != nil && ctx.Err() == nil {
			k.Log.ErrorContext(ctx, "websub: renewal failed", "error", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lookEvery):
		}
	}
}

// Renew asks for the subscriptions that are not there yet or end soon, and drops those of feeds that
// are not polled any more. Its errors are the store's.
func (k *Subscriber) Renew(ctx context.Context) error {
	all, err := k.Store.States(ctx, statePrefix)
	if err != nil {
		return err
	}
	for number, data := range all {
		s, err := parse(data)
		id, wrong := strconv.ParseInt(number, 10, 64)
		if err != nil || wrong != nil {
			return errors.Join(err, wrong)
		}
		f, err := k.Store.Feed(ctx, id)
		if err != nil && !errors.Is(err, knowledge.ErrNotFound) {
			return err
		}
		if err != nil || f.State != knowledge.FeedActive || hidden(f) { // its lease ends, and what the hub brings until then is refused
			if err := k.Store.SetState(ctx, nameOf(id), ""); err != nil {
				return err
			}
			continue
		}
		if k.due(s) {
			if err := k.ask(ctx, id, s.Token); err != nil {
				return err
			}
		}
	}
	return nil
}

// errNotDue is that a subscription was asked for, given up or changed since it was found to be due.
var errNotDue = errors.New("the subscription is not due")

// ask asks the hub of a feed for a subscription. A hub that does not take it is no error: the feed is
// polled all the same.
func (k *Subscriber) ask(ctx context.Context, feed int64, token string) error {
	var s subscription
	err := k.Store.ChangeState(ctx, nameOf(feed), func(was string) (string, error) { // first: the hub may call before it answers
		var err error
		if s, err = parse(was); err != nil {
			return was, err
		}
		if s.Token != token || !k.due(s) {
			return was, errNotDue
		}
		if s.Public != k.Public {
			s.Public, s.Tries = k.Public, 0
		}
		s.Asked, s.Tries = k.Now(), s.Tries+1
		return s.state(), nil
	})
	if errors.Is(err, knowledge.ErrNotFound) || errors.Is(err, errNotDue) {
		return nil
	}
	if err != nil {
		return err
	}
	form := url.Values{
		"hub.mode": {"subscribe"}, "hub.topic": {s.Topic}, "hub.secret": {s.Secret}, "hub.lease_seconds": {strconv.Itoa(int(lease / time.Second))},
		"hub.callback": {k.Public + Prefix + strconv.FormatInt(feed, 10) + "-" + s.Token},
	}
	if err := k.Post(ctx, s.Hub, http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, []byte(form.Encode())); err != nil {
		k.Log.InfoContext(ctx, "websub: subscription refused", "feed", feed, "error", err)
	}
	return nil
}

// ServeHTTP answers hubs: it confirms what was asked for, and takes the word that there is news.
func (k *Subscriber) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	number, token, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, Prefix), "-")
	feed, wrong := strconv.ParseInt(number, 10, 64)
	data, err := "", error(nil)
	if wrong == nil {
		data, err = k.Store.State(r.Context(), nameOf(feed))
	}
	if err != nil {
		k.Log.ErrorContext(r.Context(), "websub: request failed", "error", err)
		http.Error(w, "not now", http.StatusServiceUnavailable)
		return
	}
	s, err := parse(data)
	if err != nil || subtle.ConstantTimeCompare([]byte(s.Token), []byte(token)) != 1 {
		http.Error(w, "there is no such subscription", http.StatusGone)
		return
	}
	switch r.Method {
	case http.MethodGet:
		k.confirm(w, r, feed, s)
	case http.MethodPost:
		k.take(w, r, feed, s)
	default:
		http.Error(w, "GET or POST", http.StatusMethodNotAllowed)
	}
}

// confirm tells a hub that a subscription is meant, or hears that there is none (section 5.2 and 5.3).
func (k *Subscriber) confirm(w http.ResponseWriter, r *http.Request, feed int64, s subscription) {
	q := r.URL.Query()
	seconds, err := strconv.ParseUint(q.Get("hub.lease_seconds"), 10, 31)
	until := k.Now().Add(min(time.Duration(seconds)*time.Second, lease))
	switch mode := q.Get("hub.mode"); {
	case q.Get("hub.topic") != s.Topic, mode != "subscribe" && mode != "denied", mode == "subscribe" && err != nil:
		http.Error(w, "this was not asked for", http.StatusNotFound)
		return
	case mode == "denied":
		until = time.Time{}
		k.Log.InfoContext(r.Context(), "websub: subscription refused", "feed", feed, "error", "denied by the hub")
	}
	err = k.Store.ChangeState(r.Context(), nameOf(feed), func(was string) (string, error) {
		now, err := parse(was)
		if err != nil || now.Token != s.Token {
			return was, err
		}
		if now.Until = until; !until.IsZero() {
			now.Tries = 0
		}
		return now.state(), nil
	})
	if err != nil {
		http.Error(w, "not now", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	io.WriteString(w, q.Get("hub.challenge"))
}

// hashes are the methods of a signature (section 8).
var hashes = map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New}

// take takes the word of a hub that there is news, when it is signed with the secret (section 7.1.2).
func (k *Subscriber) take(w http.ResponseWriter, r *http.Request, feed int64, s subscription) {
	method, digest, _ := strings.Cut(r.Header.Get("X-Hub-Signature"), "=")
	signature, err := hex.DecodeString(digest)
	newHash := hashes[method]
	if err != nil || newHash == nil {
		http.Error(w, "the signature is missing", http.StatusForbidden)
		return
	}
	mac := hmac.New(newHash, []byte(s.Secret))
	if _, err := io.Copy(mac, http.MaxBytesReader(w, r.Body, MaxContent)); err != nil {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	}
	if !hmac.Equal(mac.Sum(nil), signature) {
		k.Log.WarnContext(r.Context(), "websub: signature wrong", "feed", feed)
		http.Error(w, "the signature is wrong", http.StatusForbidden)
		return
	}
	if err := k.Wake(r.Context(), feed); err != nil {
		k.Log.ErrorContext(r.Context(), "websub: request failed", "error", err)
		http.Error(w, "not now", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
