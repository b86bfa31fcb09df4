package telegram_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/telegram"
)

// hooked is a rig whose bot gets its updates by webhook, behind a proxy.
func hooked(t *testing.T) (r *rig, address string) {
	t.Helper()
	return hookedWith(t, func(*rig) {})
}

func hookedWith(t *testing.T, change func(*rig)) (r *rig, address string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = listener.Addr().String()
	r = newRig(t, unlimited, func(r *rig) {
		r.conf.Webhook = telegram.Webhook{URL: "https://bot.example/telegram", Listener: listener, Secret: "Only-Telegram_knows"}
		change(r)
	})
	r.server.Proxy(address)
	r.start()
	r.server.Wait(func() bool { return r.server.Webhook() != "" })
	return r, address
}

func TestWebhook(t *testing.T) {
	r, _ := hooked(t)
	ana, ben := r.server.User("Ana"), r.server.User("Ben")
	for n := range 5 {
		ana.Say(r.server.Private(ana), fmt.Sprintf("/search nothing%d", n))
		ben.Say(r.server.Private(ben), fmt.Sprintf("/search nothing%d", n))
	}
	for _, u := range []*telegramtest.User{ana, ben} {
		for n, m := range r.server.Private(u).WaitMessages(5) {
			if !strings.Contains(m.Text, fmt.Sprintf("“nothing%d”", n)) {
				t.Errorf("answer %d is %q", n, m.Text)
			}
		}
	}
	r.settle()
	r.server.Repeat(10)
	if got := r.answered(ana, "/sources"); !strings.Contains(got, "Harbour Post") {
		t.Errorf("the answer is %q", got)
	}
	if n := len(r.server.Private(ana).Sent()) + len(r.server.Private(ben).Sent()); n != 11 {
		t.Errorf("%d messages were sent", n)
	}
	if n := r.server.Count("deleteWebhook"); n != 0 {
		t.Errorf("the webhook was deleted %d times", n)
	}
}

// TestWebhookThatCannotBeSet has Telegram refuse the address: what may pass is tried
// again, and what the operator has to change ends the bot with a sentence.
func TestWebhookThatCannotBeSet(t *testing.T) {
	t.Parallel()
	r, _ := hookedWith(t, func(r *rig) {
		r.server.Misbehave("setWebhook", 2, telegramtest.Failure(400, "Bad Request: bad webhook: Failed to resolve host: Temporary failure in name resolution"))
	})
	if got := r.answered(r.server.User("Ana"), "/sources"); !strings.Contains(got, "Harbour Post") {
		t.Errorf("the answer is %q", got)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r = newRig(t, unlimited, func(r *rig) {
		r.conf.Webhook = telegram.Webhook{URL: "https://bot.example:1234/telegram", Listener: listener}
	})
	r.start()
	err = <-r.ended
	r.stop = nil
	if err == nil || err.Error() != "the address of the webhook is refused by Telegram: Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443" {
		t.Errorf("Run returns %v", err)
	}
}

// TestWebhookLetsNobodyElseIn knocks as somebody who is not Telegram.
func TestWebhookLetsNobodyElseIn(t *testing.T) {
	r, address := hooked(t)
	const body = `{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},"text":"/sources"}}`
	for _, c := range []struct {
		method, path, secret, body string
		want                       int
	}{
		{"POST", "/telegram", "", body, http.StatusForbidden},
		{"POST", "/telegram", "Only-Telegram_knowS", body, http.StatusForbidden},
		{"POST", "/other", "Only-Telegram_knows", body, http.StatusNotFound},
		{"GET", "/telegram", "Only-Telegram_knows", "", http.StatusMethodNotAllowed},
		{"POST", "/telegram", "Only-Telegram_knows", strings.Repeat(" ", 2<<20), http.StatusBadRequest},
		{"POST", "/telegram", "Only-Telegram_knows", "no JSON", http.StatusOK},
		{"POST", "/telegram", "Only-Telegram_knows", `{"update_id":2}`, http.StatusOK},
	} {
		req, err := http.NewRequest(c.method, "http://"+address+c.path, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", c.secret)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		said, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != c.want {
			t.Errorf("%s %s %.20q gets %d %s, want %d", c.method, c.path, c.body, resp.StatusCode, said, c.want)
		}
	}
	if n := r.server.Count("sendMessage"); n != 0 {
		t.Errorf("%d messages were sent", n)
	}
}

// TestWebhookSurvivesARestart ends the bot with updates waiting that Telegram need not
// send again: they are answered after the next start.
func TestWebhookSurvivesARestart(t *testing.T) {
	t.Parallel()
	r, address := hooked(t)
	answered := make(chan struct{})
	r.server.Misbehave("sendMessage", 1, telegramtest.Held(answered))
	ana := r.server.User("Ana")
	chat := r.server.Private(ana)
	for n := range 4 {
		ana.Say(chat, fmt.Sprintf("/search nothing%d", n))
	}
	r.server.Wait(func() bool { return r.server.Count("sendMessage") > 0 && r.server.Pending() == 0 })
	r.stop()
	close(answered)
	if err := r.halt(); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	r.conf.Webhook.Listener = listener
	r.start()
	for n, m := range chat.WaitMessages(4) {
		if !strings.Contains(m.Text, fmt.Sprintf("“nothing%d”", n)) {
			t.Errorf("answer %d is %q", n, m.Text)
		}
	}
	r.settle()
	if n := len(chat.Sent()); n != 4 {
		t.Errorf("%d messages were sent", n)
	}
}

// TestWebhookWithACertificate has the bot serve TLS itself, without a proxy.
func TestWebhookWithACertificate(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	cert, key, roots := certificate(t, "bot.example")
	conf := unlimited
	conf.WebhookClient = &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots},
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "tcp", listener.Addr().String())
		},
	}}
	r := newRig(t, conf, func(r *rig) {
		r.conf.Webhook = telegram.Webhook{URL: "https://bot.example:8443/telegram", Listener: listener, CertFile: cert, KeyFile: key}
	})
	r.start()
	r.server.Wait(func() bool { return r.server.Webhook() != "" })
	if got := r.answered(r.server.User("Ana"), "/sources"); !strings.Contains(got, "Harbour Post") {
		t.Errorf("the answer is %q", got)
	}
}

// certificate writes a certificate for a host, signed by itself, and its key.
func certificate(t *testing.T, host string) (certFile, keyFile string, roots *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{host}, NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	cert, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	roots = x509.NewCertPool()
	file := func(name, kind string, der []byte) string {
		data := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
		roots.AppendCertsFromPEM(data)
		name = filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	return file("cert.pem", "CERTIFICATE", cert), file("key.pem", "PRIVATE KEY", private), roots
}

// TestTokenRevoked has Telegram refuse the token while the bot runs: at an answer,
// or where nobody talks to it.
func TestTokenRevoked(t *testing.T) {
	for _, method := range []string{"sendMessage", "getWebhookInfo"} {
		t.Run(method, func(t *testing.T) {
			r, address := hooked(t)
			ana := r.server.User("Ana")
			chat := r.server.Private(ana)
			r.server.Misbehave("", 1000, telegramtest.Failure(401, "Unauthorized"))
			if method == "sendMessage" {
				ana.Say(chat, "/sources")
			}
			if err := <-r.ended; err == nil || err.Error() != "the token is not accepted by Telegram: set TELEGRAM_TOKEN to the one that @BotFather gave you" {
				t.Errorf("Run returns %v", err)
			}
			r.stop()
			r.server.Behave()
			listener, err := net.Listen("tcp", address)
			if err != nil {
				t.Fatal(err)
			}
			r.conf.Webhook.Listener = listener
			r.start() // with the token that is valid now
			if method == "sendMessage" {
				chat.WaitMessages(1)
			}
		})
	}
}

// TestWebhookTakenAway has another process poll with the same token.
func TestWebhookTakenAway(t *testing.T) {
	r, _ := hooked(t)
	resp, err := http.Post(r.server.URL+"/bot"+r.server.Token+"/deleteWebhook", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	r.logged("another process has taken the webhook away")
	if got := r.answered(r.server.User("Ana"), "/sources"); !strings.Contains(got, "Harbour Post") {
		t.Errorf("the answer is %q", got)
	}
}

func TestWebhookThatIsConfiguredWrong(t *testing.T) {
	t.Parallel()
	for _, w := range []telegram.Webhook{
		{URL: "http://bot.example/"}, {URL: "https://"}, {URL: "bot.example"},
		{URL: "https://bot.example/", Secret: "no spaces"}, {URL: "https://bot.example/", CertFile: "cert.pem"},
	} {
		if _, err := telegram.New(telegram.Config{Token: "1:a", Webhook: w}); err == nil {
			t.Errorf("%+v is taken", w)
		}
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, w := range []telegram.Webhook{
		{URL: "https://bot.example/", Listen: taken.Addr().String()},
		{URL: "https://bot.example:1234/", Listen: "127.0.0.1:0"}, // a port that Telegram refuses
	} {
		r := newRig(t, unlimited, func(r *rig) { r.conf.Webhook = w })
		r.start()
		if err := <-r.ended; err == nil || !strings.Contains(err.Error(), "webhook") {
			t.Errorf("Run with %+v returns %v", w, err)
		}
		r.stop = nil
	}
}
