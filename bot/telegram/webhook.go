package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"sync"
	"time"

	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/telegram/botapi"
)

// Webhook is how Telegram sends updates to the bot by itself. The zero value is
// for long polling.
type Webhook struct {
	// URL is the public address, https://…; its path is the one that is served.
	URL string
	// Listen is where the bot listens, such as "127.0.0.1:8443"; "" for ":8443".
	Listen string
	// Secret is sent with every update: up to 256 of A-Z, a-z, 0-9, _ and -. When
	// it is "", one is made of the token.
	Secret string
	// CertFile and KeyFile serve TLS from the bot itself; "" behind a proxy that does.
	CertFile, KeyFile string
	// Listener is listened on instead of Listen, when there is one already.
	Listener net.Listener
}

const (
	// holdTime is how long an update is held until it is stored. Telegram sends it
	// again after that.
	holdTime = 20 * time.Second
	// largestUpdate bounds what is read of an update.
	largestUpdate = 1 << 20
	// defaultListen is on a port that Telegram sends to (Bot API, setWebhook).
	defaultListen = ":8443"
	// looking is how often it is looked whether the webhook still stands: a bot
	// that nobody talks to would not learn that its token was revoked.
	looking      = 5 * time.Minute
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"
)

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

func (w Webhook) check() error {
	if w.URL == "" {
		return nil
	}
	u, err := url.Parse(w.URL)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return errors.New("the address of the Telegram webhook should begin with https:// and name a host")
	}
	if w.Secret != "" && !secretForm.MatchString(w.Secret) {
		return errors.New("the secret of the Telegram webhook should be 1 to 256 letters, digits, “_” and “-”")
	}
	if (w.CertFile == "") != (w.KeyFile == "") {
		return errors.New("the Telegram webhook needs both a certificate and a key, or none of them")
	}
	return nil
}

// complete fills in what may be left out.
func (w Webhook) complete(token string) Webhook {
	if w.Listen == "" {
		w.Listen = defaultListen
	}
	if w.Secret == "" {
		w.Secret = fmt.Sprintf("%x", sha256.Sum256([]byte("quoth webhook "+token)))
	}
	return w
}

// listen serves the webhook until ctx is done or the token is refused.
func (b *Bot) listen(ctx context.Context) error {
	listener := b.webhook.Listener
	if listener == nil {
		var err error
		if listener, err = net.Listen("tcp", b.webhook.Listen); err != nil {
			return fmt.Errorf("the Telegram webhook can't listen on %s: choose a free address: %w", b.webhook.Listen, err)
		}
	}
	end := b.open(ctx)
	server := &http.Server{
		Handler: b.hook(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: callTime,
		WriteTimeout: holdTime + callTime, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(b.log.Handler(), slog.LevelWarn),
	}
	ending, stop := context.WithCancelCause(ctx)
	serve := sync.OnceFunc(func() {
		err := b.supervise.Catch(func() error {
			if b.webhook.CertFile != "" {
				return server.ServeTLS(listener, b.webhook.CertFile, b.webhook.KeyFile)
			}
			return server.Serve(listener)
		})
		stop(fmt.Errorf("the Telegram webhook stopped listening: %w", err))
	})
	err := b.supervise.Keep(ending, "webhook", func() error { return b.keepWebhook(ending, serve) })
	if cause := context.Cause(ending); err == nil && ctx.Err() == nil {
		err = cause
	}
	if err == nil {
		err = b.api.Refusal()
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), holdTime)
	defer cancel()
	_ = errors.Join(server.Shutdown(closing), server.Close(), listener.Close()) // the last one when it never served
	end(err != nil)
	return err
}

// keepWebhook sets the webhook, and looks now and then whether it still stands,
// until ctx is done, or Telegram refuses the token, or the address at the first time. It
// serves once what an earlier process took in is queued, so that nothing overtakes that.
func (b *Bot) keepWebhook(ctx context.Context, serve func()) error {
	if err := b.setWebhook(ctx, true); err != nil || ctx.Err() != nil {
		return err
	}
	b.startMenus(ctx)
	if err := b.resume(ctx); err != nil && ctx.Err() == nil {
		b.supervise.Failed(ctx, "receipts read", err)
	}
	go serve()
	failedAt := b.now().Unix()
	for b.sleep(ctx, looking) == nil {
		result, err := b.ask(ctx, limit.Other, "getWebhookInfo", nil)
		var info struct {
			URL     string `json:"url"`
			Failure string `json:"last_error_message"`
			At      int64  `json:"last_error_date"`
		}
		if err == nil {
			err = json.Unmarshal(result, &info)
		}
		switch {
		case ctx.Err() != nil:
		case err != nil:
			b.log.WarnContext(ctx, "telegram: webhook check failed", "error", err)
		case info.URL != b.webhook.URL:
			b.log.ErrorContext(ctx, "telegram: webhook lost", "hint", "another process has taken the webhook away, or polls with the same token: end it, or give this one a token of its own; the webhook is set again")
			if err := b.setWebhook(ctx, false); err != nil {
				return err
			}
		case info.At > failedAt:
			failedAt = info.At
			b.log.WarnContext(ctx, "telegram: webhook delivery failed", "reason", info.Failure)
		}
	}
	return nil
}

// wrongAddress are Telegram's words for an address that no webhook can have. Others,
// such as a name that can't be resolved just now, may pass.
var wrongAddress = []string{
	"https url must be provided", "only on ports", "is reserved", "host is empty", "invalid webhook url",
	"name or service not known", "no address associated",
}

// setWebhook tells Telegram where to send updates, until it knows. An address that
// is wrong is an error at the first time; one that was good once will be again.
func (b *Bot) setWebhook(ctx context.Context, first bool) error {
	p := botapi.Params{"url": b.webhook.URL, "secret_token": b.webhook.Secret, "allowed_updates": botapi.Object(allowed)}
	for n := 0; ctx.Err() == nil; n++ {
		_, err := b.try(ctx, "setWebhook", p)
		if err == nil || ctx.Err() != nil {
			return nil
		}
		var failed failure
		if errors.As(err, &failed) {
			if failed.RefusesToken() {
				return botapi.ErrToken
			}
			if first && failed.Code == http.StatusBadRequest && failed.Says(wrongAddress...) {
				return fmt.Errorf("the address of the webhook is refused by Telegram: %s", failed.Text)
			}
		}
		b.log.WarnContext(ctx, "telegram: webhook registration failed", "error", err)
		b.sleep(ctx, chat.Pause(n))
	}
	return nil
}

// hook is where Telegram sends updates.
func (b *Bot) hook() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := b.supervise.Catch(func() error { b.delivered(w, r); return nil }); err != nil {
			b.supervise.Failed(r.Context(), "update intake", err)
			http.Error(w, "the update could not be taken in", http.StatusInternalServerError)
		}
	})
}

// delivered answers 200 to an update when it is stored, and 503 to one that Telegram
// should send again.
func (b *Bot) delivered(w http.ResponseWriter, r *http.Request) {
	public, _ := url.Parse(b.webhook.URL)
	switch {
	case r.URL.Path != public.Path && !(r.URL.Path == "/" && public.Path == ""):
		http.NotFound(w, r)
		return
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "updates come by POST", http.StatusMethodNotAllowed)
		return
	case subtle.ConstantTimeCompare([]byte(r.Header.Get(secretHeader)), []byte(b.webhook.Secret)) != 1:
		http.Error(w, "this is for Telegram alone", http.StatusForbidden)
		return
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestUpdate))
	if err != nil {
		http.Error(w, "the update could not be read", http.StatusBadRequest)
		return
	}
	u, concerns, ok := b.read(raw)
	if !ok || !concerns {
		return // it would not be readable the next time either
	}
	e, err := b.take(r.Context(), u, raw)
	if err == nil && e != nil {
		select {
		case <-e.Safe():
		case <-r.Context().Done():
			err = r.Context().Err()
		case <-time.After(holdTime):
			err = errBusy
		}
	}
	if err != nil {
		http.Error(w, "busy", http.StatusServiceUnavailable)
	}
}
