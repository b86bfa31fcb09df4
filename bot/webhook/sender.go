package webhook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/gather/fetch"
)

// Sender brings alerts to hooks. It may be used by any number of goroutines.
type Sender struct {
	hooks *Hooks
	post  func(ctx context.Context, address string, header http.Header, body []byte) error
	now   func() time.Time
}

// NewSender returns a Sender. post is that of a fetch.Fetcher, and its errors are.
func NewSender(hooks *Hooks, post func(ctx context.Context, address string, header http.Header, body []byte) error, now func() time.Time) *Sender {
	return &Sender{hooks, post, now}
}

// Platform implements bot.Sender.
func (s *Sender) Platform() string { return Platform }

// Name implements bot.Namer.
func (s *Sender) Name(p audience.Place) string { return "The webhook " + p.Chat }

// Home implements bot.Sender: nobody is at home at an address.
func (s *Sender) Home(context.Context, audience.Person) (audience.Place, error) {
	return audience.Place{}, errors.New("a webhook is nobody's private chat")
}

// Edit implements bot.Sender: what was brought stays as it is.
func (s *Sender) Edit(context.Context, audience.Place, string, bot.Message) error {
	return bot.ErrCannotEdit
}

// Send implements bot.Sender.
func (s *Sender) Send(ctx context.Context, to audience.Place, m bot.Message) (string, error) {
	h, err := s.hooks.Hook(ctx, to.Chat)
	if errors.Is(err, knowledge.ErrNotFound) {
		return "", &bot.GoneError{Reason: "reason.no_webhook"}
	}
	if err != nil {
		return "", err
	}
	address, header, body := h.Address, http.Header{"Content-Type": {"application/json"}}, []byte(nil)
	switch h.Kind {
	case Signed:
		if body, err = signedBody(m); err == nil {
			err = sign(header, h.Secret, m.Nonce, s.now(), body)
		}
	case Ntfy:
		address, body, err = ntfyBody(h.Address, m)
	default:
		err = fmt.Errorf("a hook of the kind %q is not known", h.Kind)
	}
	if err != nil {
		return "", err
	}
	return audience.LostMessage, s.outcome(s.post(ctx, address, header, body))
}

// outcome is what the answer of an address means for the outbox.
func (s *Sender) outcome(err error) error {
	var failed *fetch.Error
	if !errors.As(err, &failed) {
		return err
	}
	switch failed.Kind {
	case fetch.Gone: // Standard Webhooks: it wants no more
		return &bot.GoneError{Reason: "reason.refused_for_good"}
	case fetch.Busy:
		if pause := failed.Until.Sub(s.now()); pause > 0 {
			return &bot.WaitError{For: pause, Untried: failed.Status == 0}
		}
	}
	return err
}

// sign adds the headers by which a receiver knows that a body comes from here and is none that
// came before: Standard Webhooks, "Signature scheme". id is the same for each attempt.
func sign(header http.Header, secret, id string, at time.Time, body []byte) error {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, secretPrefix))
	if err != nil {
		return errors.New("the secret of the hook is damaged")
	}
	seconds := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.%s", id, seconds, body)
	header.Set("Webhook-Id", id)
	header.Set("Webhook-Timestamp", seconds)
	header.Set("Webhook-Signature", "v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	return nil
}
