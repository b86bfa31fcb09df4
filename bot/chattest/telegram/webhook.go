package telegram

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"time"
)

const (
	firstRetry = 50 * time.Millisecond // after an update was not taken; doubles
	lastRetry  = 2 * time.Second
	mostHooks  = 100 // max_connections
)

// webhook is where updates are posted to.
type webhook struct {
	url, secret string
	connections int
	stop        context.CancelFunc
	lastError   string
	lastErrorAt int64
}

var (
	secretToken  = regexp.MustCompile(`^[A-Za-z0-9_-]{0,256}$`)
	webhookPorts = []string{"", "443", "80", "88", "8443"}
)

// Proxy delivers webhooks to host:port by plain HTTP, whatever their address says,
// as a proxy does that ends TLS in front of the bot.
func (s *Server) Proxy(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.proxy = address
}

// Webhook returns the address that the bot has set, "" when it has none.
func (s *Server) Webhook() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hook.url
}

func (c *call) setWebhook() (any, error) {
	address := c.params["url"]
	if address == "" {
		return c.deleteWebhook()
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "https" || u.Host == "":
		return nil, bad("bad webhook: An HTTPS URL must be provided for webhook")
	case !slices.Contains(webhookPorts, u.Port()):
		return nil, bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
	case !secretToken.MatchString(c.params["secret_token"]):
		return nil, bad("secret token contains unallowed characters")
	}
	connections, err := c.int("max_connections")
	if err != nil {
		return nil, err
	}
	if connections == 0 {
		connections = 40
	}
	if err := c.allow(); err != nil {
		return nil, err
	}
	c.unhook()
	ctx, stop := context.WithCancel(c.s.quit)
	c.s.hook = webhook{url: address, secret: c.params["secret_token"], connections: min(max(connections, 1), mostHooks), stop: stop}
	c.s.tasks.Go(func() { c.s.deliver(ctx) })
	return true, nil
}

func (c *call) deleteWebhook() (any, error) {
	c.unhook()
	return true, nil
}

// unhook ends a webhook, and forgets the updates that wait if the request says so.
func (c *call) unhook() {
	if c.s.hook.stop != nil {
		c.s.hook.stop()
	}
	c.s.hook = webhook{}
	if c.bool("drop_pending_updates") {
		c.s.updates.pending = nil
	}
	c.s.touch()
}

func (c *call) getWebhookInfo() (any, error) {
	h := c.s.hook
	info := map[string]any{"url": h.url, "has_custom_certificate": false, "pending_update_count": len(c.s.updates.pending)}
	if h.url != "" {
		info["max_connections"] = h.connections
	}
	if h.lastError != "" {
		info["last_error_message"], info["last_error_date"] = h.lastError, h.lastErrorAt
	}
	if c.s.updates.allowed != nil {
		info["allowed_updates"] = c.s.updates.allowed
	}
	return info, nil
}

// deliver posts updates to the webhook, one after the other, until the context
// ends. One that is not taken is posted again.
func (s *Server) deliver(ctx context.Context) {
	retry := firstRetry
	for ctx.Err() == nil {
		s.mu.Lock()
		hook, changed, client := s.hook, s.changed.Next(), s.conf.WebhookClient
		var one *update
		again := len(s.updates.again) > 0
		switch {
		case again:
			one = &s.updates.again[0]
		case len(s.updates.pending) > 0:
			one = &s.updates.pending[0]
		}
		s.mu.Unlock()
		if one == nil {
			select {
			case <-changed:
			case <-ctx.Done():
			}
			continue
		}
		err := s.post(ctx, client, hook, one.data)
		s.mu.Lock()
		switch {
		case ctx.Err() != nil:
		case err != nil:
			s.hook.lastError, s.hook.lastErrorAt = err.Error(), s.now()
		case again:
			s.updates.again = s.updates.again[1:]
		default:
			s.updates.confirm(one.id + 1)
		}
		s.touch()
		s.mu.Unlock()
		if err == nil {
			retry = firstRetry
			continue
		}
		select {
		case <-time.After(retry):
		case <-ctx.Done():
		}
		retry = min(2*retry, lastRetry)
	}
}

// post posts one update.
func (s *Server) post(ctx context.Context, client *http.Client, hook webhook, data []byte) error {
	address, err := url.Parse(hook.url)
	if err != nil {
		return err
	}
	host := address.Host
	s.mu.Lock()
	if s.proxy != "" {
		address.Scheme, address.Host = "http", s.proxy
	}
	s.mu.Unlock()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), bytes.NewReader(data))
	if err != nil {
		return err
	}
	r.Host = host
	r.Header.Set("Content-Type", "application/json")
	if hook.secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.secret)
	}
	response, err := client.Do(r)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return fmt.Errorf("wrong response from the webhook: %s", response.Status)
	}
	return nil
}
