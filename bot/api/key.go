package api

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/lazyregexp"
)

// Scope is something that a key allows. Each operation that reads has one, of its name.
type Scope string

// Follow is the scope to see and change what is followed at the key's webhook.
const Follow Scope = "follow"

// Scopes are all scopes, in the order of the operations.
func Scopes() []Scope {
	var all []Scope
	for _, o := range operations() {
		if !slices.Contains(all, o.scope) {
			all = append(all, o.scope)
		}
	}
	return all
}

// ReadingScopes are the scopes that change nothing.
func ReadingScopes() []Scope {
	return slices.DeleteFunc(Scopes(), func(s Scope) bool { return s == Follow })
}

// Key is what a program brings. The secret itself is kept nowhere.
type Key struct {
	Name      string               `json:"name"`
	Scopes    []Scope              `json:"scopes"`
	Audiences []knowledge.Audience `json:"audiences,omitempty"`  // whose private news it reads
	Webhook   string               `json:"webhook,omitempty"`    // where what it follows is brought, which Follow takes
	HookID    string               `json:"webhook_id,omitempty"` // the ID of that one: not of a later one of its name
	Created   time.Time            `json:"created"`

	digest string
}

func (k Key) allows(s Scope) bool {
	return slices.Contains(k.Scopes, s) && (s != Follow || k.Webhook != "")
}

// statePrefix names the states of a store that hold keys: behind it is the digest of the secret.
const statePrefix = "api key "

// keyName is how a key may be called.
var keyName = lazyregexp.New(`^[\pL\pN][\pL\pN ._-]{0,63}$`)

// Errors of Keys that say what the operator can put otherwise.
var (
	ErrKeyName   = errors.New("a key is called by up to 64 letters, digits, spaces, dots, hyphens and underscores")
	ErrKeyExists = errors.New("there is a key of that name")
	ErrNoScope   = errors.New("there is no such scope")
	ErrNoWebhook = errors.New("what is followed needs a webhook to be brought to")
)

// Store is what Keys are kept in, beside what is followed with them.
type Store interface {
	State(ctx context.Context, name string) (string, error)
	SetState(ctx context.Context, name, value string) error
	States(ctx context.Context, prefix string) (map[string]string, error)
	SubscriptionsOf(ctx context.Context, p audience.Person) ([]audience.Subscription, error)
	Unsubscribe(ctx context.Context, id int64) error
}

// Keys are the keys that the operator gave out. It may be used by any number of goroutines.
type Keys struct{ store Store }

// NewKeys returns the keys of a store.
func NewKeys(store Store) *Keys { return &Keys{store} }

// Add makes a key and returns its secret, 130 bits by chance, which nothing tells again. Nothing is followed
// with it yet.
func (k *Keys) Add(ctx context.Context, key Key) (secret string, err error) {
	if !keyName.MatchString(key.Name) {
		return "", ErrKeyName
	}
	all := Scopes()
	for _, s := range key.Scopes {
		if !slices.Contains(all, s) {
			return "", fmt.Errorf("%q: %w", s, ErrNoScope)
		}
	}
	if slices.Contains(key.Scopes, Follow) != (key.Webhook != "") {
		return "", ErrNoWebhook
	}
	given, err := k.List(ctx)
	if err != nil {
		return "", err
	}
	if slices.ContainsFunc(given, func(other Key) bool { return other.Name == key.Name }) {
		return "", ErrKeyExists
	}
	if err := k.unfollow(ctx, key.Name); err != nil { // a request may have followed while a key of that name was removed
		return "", err
	}
	secret = "quoth_" + rand.Text()
	data, err := json.Marshal(key)
	if err != nil {
		return "", err
	}
	return secret, k.store.SetState(ctx, statePrefix+digest(secret), string(data))
}

// List returns the keys by name.
func (k *Keys) List(ctx context.Context) ([]Key, error) {
	states, err := k.store.States(ctx, statePrefix)
	if err != nil {
		return nil, err
	}
	var all []Key
	for name, data := range states {
		key, err := parse(name, data)
		if err != nil {
			return nil, err
		}
		all = append(all, key)
	}
	slices.SortFunc(all, func(a, b Key) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}

// Remove ends what is followed with a key and then the key, so that it may be called again after it failed;
// knowledge.ErrNotFound when there is none of that name.
func (k *Keys) Remove(ctx context.Context, name string) error {
	all, err := k.List(ctx)
	if err != nil {
		return err
	}
	for _, key := range all {
		if key.Name == name {
			if err := k.unfollow(ctx, name); err != nil {
				return err
			}
			if err := k.store.SetState(ctx, statePrefix+key.digest, ""); err != nil {
				return err
			}
			return k.unfollow(ctx, name) // what a request followed in between
		}
	}
	return errors.Join(k.unfollow(ctx, name), knowledge.ErrNotFound) // what was left when it failed before
}

// unfollow ends what is followed with the key of a name.
func (k *Keys) unfollow(ctx context.Context, name string) error {
	followed, err := k.store.SubscriptionsOf(ctx, person(name))
	for _, s := range followed {
		err = errors.Join(err, k.store.Unsubscribe(ctx, s.ID))
	}
	return err
}

// Find returns the key of a secret; knowledge.ErrNotFound when there is none.
func (k *Keys) Find(ctx context.Context, secret string) (Key, error) {
	name := digest(secret)
	data, err := k.store.State(ctx, statePrefix+name)
	if err != nil {
		return Key{}, err
	}
	if data == "" {
		return Key{}, knowledge.ErrNotFound
	}
	return parse(name, data)
}

func parse(digest, data string) (Key, error) {
	key := Key{digest: digest}
	if err := json.Unmarshal([]byte(data), &key); err != nil {
		return Key{}, fmt.Errorf("a stored key can't be read: %w", err)
	}
	return key, nil
}

// digest is what is kept of a secret. It has more chance in it than anybody can try, so that
// it needs no slow hash.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
