// Package webhook delivers alerts to programs, as requests to an address of theirs: as signed JSON
// (Standard Webhooks, https://www.standardwebhooks.com), or to a topic of an ntfy server
// (https://docs.ntfy.sh/publish). What does not arrive stays in the outbox, as in a chat.
//
// Each hook is a place of the platform "webhook", where topics are followed as in any other.
package webhook

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/lazyregexp"
)

// Platform is the name of this adapter.
const Platform = "webhook"

// Place is where a hook's topics are followed.
func Place(name string) audience.Place { return audience.Place{Platform: Platform, Chat: name} }

// Kind is what a hook's address takes.
type Kind string

// The kinds.
const (
	Signed Kind = "signed" // JSON, signed with the hook's secret
	Ntfy   Kind = "ntfy"   // a topic of an ntfy server
)

// Hook is an address that alerts are brought to.
type Hook struct {
	Name    string    `json:"name"`
	ID      string    `json:"id,omitempty"` // made by chance: another hook of that name has another
	Kind    Kind      `json:"kind"`
	Address string    `json:"address"`          // of ntfy: with the topic at its end; it may hold secrets
	Secret  string    `json:"secret,omitempty"` // "whsec_" and base64, with which what is Signed is signed
	Created time.Time `json:"created"`
}

// Host is that of the address, which may be shown.
func (h Hook) Host() string { return fetch.HostOf(h.Address) }

const (
	// statePrefix names the states of a store that hold hooks: behind it is the name.
	statePrefix = "webhook "
	// secretPrefix begins a secret, and secretBytes is how long it is (Standard Webhooks: 24 to 64).
	secretPrefix, secretBytes = "whsec_", 24
)

// hookName is how a hook may be called.
var hookName = lazyregexp.New(`^[\pL\pN][\pL\pN._-]{0,63}$`)

// Errors of Hooks that say what the operator can put otherwise.
var (
	ErrName   = errors.New("a hook is called by up to 64 letters, digits, dots, hyphens and underscores")
	ErrExists = errors.New("there is a hook of that name")
	ErrTopic  = errors.New("the address of ntfy ends with a topic: https://ntfy.example.org/harbour")
)

// Store is what Hooks are kept in.
type Store interface {
	State(ctx context.Context, name string) (string, error)
	States(ctx context.Context, prefix string) (map[string]string, error)
	ChangeState(ctx context.Context, name string, change func(was string) (string, error)) error
	SubscriptionsAt(ctx context.Context, p audience.Place) ([]audience.Subscription, error)
	Unsubscribe(ctx context.Context, id int64) error
}

// Hooks are those that the operator added. It may be used by any number of goroutines.
type Hooks struct{ store Store }

// NewHooks returns the hooks of a store.
func NewHooks(store Store) *Hooks { return &Hooks{store} }

// Add keeps a hook and returns it, with the ID and the secret that were made for it. Nothing is followed there yet.
func (k *Hooks) Add(ctx context.Context, h Hook) (Hook, error) {
	if !hookName.MatchString(h.Name) {
		return h, ErrName
	}
	if _, err := fetch.ParseAddress(h.Address); err != nil {
		return h, err
	}
	switch h.Kind {
	case Ntfy:
		if _, _, err := ntfyTopic(h.Address); err != nil {
			return h, err
		}
	case Signed:
		secret := make([]byte, secretBytes)
		rand.Read(secret)
		h.Secret = secretPrefix + base64.StdEncoding.EncodeToString(secret)
	}
	h.ID = rand.Text()
	data, err := json.Marshal(h)
	if err != nil {
		return h, err
	}
	if _, err := k.Hook(ctx, h.Name); !errors.Is(err, knowledge.ErrNotFound) {
		return h, cmp.Or(err, ErrExists)
	}
	if err := k.unfollow(ctx, h.Name); err != nil { // who followed while a hook of that name was removed had another address
		return h, err
	}
	return h, k.store.ChangeState(ctx, statePrefix+h.Name, func(was string) (string, error) {
		if was != "" {
			return was, ErrExists
		}
		return string(data), nil
	})
}

// Hook returns the hook of that name; knowledge.ErrNotFound for none.
func (k *Hooks) Hook(ctx context.Context, name string) (Hook, error) {
	data, err := k.store.State(ctx, statePrefix+name)
	if err == nil && data == "" {
		err = knowledge.ErrNotFound
	}
	if err != nil {
		return Hook{}, err
	}
	return parse(data)
}

// List returns the hooks by name.
func (k *Hooks) List(ctx context.Context) ([]Hook, error) {
	states, err := k.store.States(ctx, statePrefix)
	if err != nil {
		return nil, err
	}
	var all []Hook
	for _, data := range states {
		h, err := parse(data)
		if err != nil {
			return nil, err
		}
		all = append(all, h)
	}
	slices.SortFunc(all, func(a, b Hook) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}

// Remove ends what is followed at a hook and then the hook, so that it may be called again after it
// failed; knowledge.ErrNotFound for none.
func (k *Hooks) Remove(ctx context.Context, name string) error {
	if _, err := k.Hook(ctx, name); err != nil {
		return err
	}
	if err := k.unfollow(ctx, name); err != nil {
		return err
	}
	return k.store.ChangeState(ctx, statePrefix+name, func(was string) (string, error) {
		if was == "" {
			return "", knowledge.ErrNotFound
		}
		return "", nil
	})
}

// unfollow ends what is followed at a hook.
func (k *Hooks) unfollow(ctx context.Context, name string) error {
	followed, err := k.store.SubscriptionsAt(ctx, Place(name))
	for _, s := range followed {
		err = errors.Join(err, k.store.Unsubscribe(ctx, s.ID))
	}
	return err
}

func parse(data string) (h Hook, err error) {
	err = json.Unmarshal([]byte(data), &h)
	return h, err
}
