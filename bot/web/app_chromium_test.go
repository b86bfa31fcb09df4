//go:build chromium

package web

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/chattest/browser"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// The pages stand at newsHost behind a proxy with TLS, as docs/web.md has it; Telegram's own page and another
// site show them in a frame.
const newsHost, otherPage = "news.example", "https://other.example"

// These are what Telegram's own programs on a phone say of their colours.
var telegramThemes = map[string]string{
	"dark":  `{"bg_color":"#17212b","text_color":"#f5f5f5","hint_color":"#708499","link_color":"#6ab3f3","button_color":"#5288c1","button_text_color":"#ffffff","secondary_bg_color":"#232e3c"}`,
	"light": `{"bg_color":"#ffffff","text_color":"#000000","hint_color":"#999999","link_color":"#2481cc","button_color":"#40a7e3","button_text_color":"#ffffff","secondary_bg_color":"#f1f1f1"}`,
}

// phone is Telegram on a phone: a window with the pages, of which a script of Telegram's takes what they tell it.
type phone struct {
	*testing.T
	*browser.Tab
	k *world
	// served are the addresses that the pages answered, with the status before each.
	mu     sync.Mutex
	served []string
}

// openPhone opens the pages, for who has the number 77 and nobody else.
func openPhone(t *testing.T) *phone {
	t.Helper()
	reader := audience.Person{Platform: "telegram", User: "77"}
	k := open(t, func(c *Config, b *bot.Config) {
		c.AppToken = botToken
		b.Allowed = &bot.Allowlist{People: []audience.Person{reader}}
	}, ferry...)
	k.now = time.Now() // the browser keeps cookies by its own clock
	inside := ferry[2]
	inside.URL, inside.Title, inside.For = "https://inside.example/1", "A thing for one chat", knowledge.ChatAudience(reader.Platform, reader.User)
	k.add(t, inside)
	to, err := url.Parse(k.url)
	if err != nil {
		t.Fatal(err)
	}
	p := &phone{T: t, k: k}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to); r.Out.Host = r.In.Host; r.SetXForwarded() },
		ModifyResponse: func(r *http.Response) error {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.served = append(p.served, fmt.Sprintf("%d %s", r.StatusCode, r.Request.URL.Path))
			return nil
		},
	}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host == newsHost {
			proxy.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, `<!doctype html><html lang="en"><title>Telegram</title><link rel="icon" href="data:,"><script>
			const said = [];
			addEventListener('message', (e) => { if (e.source == document.querySelector('iframe').contentWindow) said.push([e.origin, JSON.parse(e.data)]); });
		</script>`)
	}))
	t.Cleanup(server.Close)
	at := " " + server.Listener.Addr().String()
	p.Tab = browser.Open(t, newsHost+at, "web.telegram.org"+at, "other.example"+at)
	p.Call("Runtime.addBinding", map[string]string{"name": "heardByTelegram"})
	return p
}

// start is the address at which Telegram opens the pages.
func (p *phone) start(token string, signed time.Time, theme string) string {
	data := initData(token, map[string]string{
		"query_id": "AAHdF6IQAAAAAN0XohDhrOrc", "user": `{"id":77,"first_name":"Ana & Co","language_code":"de","allows_write_to_pm":true}`, "auth_date": strconv.FormatInt(signed.Unix(), 10), "signature": "x",
	})
	return "https://" + newsHost + AppPath + "#" + url.Values{"tgWebAppData": {data}, "tgWebAppVersion": {"9.1"}, "tgWebAppPlatform": {"android"}, "tgWebAppThemeParams": {telegramThemes[theme]}}.Encode()
}

// opened opens the pages anew, as somebody of whom nothing is known, and waits until Telegram's data were checked.
func (p *phone) opened(address string) {
	p.Helper()
	p.Call("Network.clearBrowserCookies", nil)
	p.Visit("about:blank")
	p.Loading(func() { p.Call("Page.navigate", map[string]any{"url": address}) })
	p.loaded(2) // the page that hands over, and the one that it leads to
}

// loaded waits for as many pages since the last visit, the last of them whole.
func (p *phone) loaded(n int) {
	p.Helper()
	browser.Eventually(p.T, "another page", func() bool { return len(p.Heard("Page.frameNavigated")) >= n })
	browser.Eventually(p.T, "all of the page", func() bool { return browser.Eval[string](p.Tab, `document.readyState`) == "complete" })
}

// told is what the pages told Telegram last with an event; "" for nothing.
func (p *phone) told(event string) (data string) {
	p.Helper()
	for _, heard := range p.Heard("Runtime.bindingCalled") {
		var call struct{ Payload string }
		var said [2]string
		if err := json.Unmarshal(heard, &call); err != nil {
			p.Fatal(err)
		}
		if err := json.Unmarshal([]byte(call.Payload), &said); err != nil {
			p.Fatal(err)
		}
		if said[0] == event {
			data = said[1]
		}
	}
	return data
}

// press presses what a selector finds.
func (p *phone) press(selector string) {
	p.Helper()
	quoted, _ := json.Marshal(selector)
	p.Loading(func() { browser.Eval[any](p.Tab, fmt.Sprintf(`document.querySelector(%s).click()`, quoted)) })
}

// ask types a question into the box.
func (p *phone) ask(question string) {
	p.Helper()
	quoted, _ := json.Marshal(question)
	p.Loading(func() {
		browser.Eval[any](p.Tab, fmt.Sprintf(`(() => { const q = document.querySelector('#q'); q.value = %s; q.form.querySelector('button.first').click() })()`, quoted))
	})
}

// look finds what is wrong with the page on a phone, in the other colours than those of Telegram: the browser's.
func (p *phone) look(name, theme string) {
	p.Helper()
	scheme := map[string]string{"dark": "light", "light": "dark"}[theme]
	p.Show(390, scheme)
	for _, fault := range p.Faults("https://" + newsHost) {
		if !strings.Contains(fault, "status of 403") { // that of a page which refuses
			p.Errorf("%s, %s: %s", name, theme, fault)
		}
	}
	if missed := browser.Eval[[]string](p.Tab, small); len(missed) > 0 {
		p.Errorf("%s has small things to press: %q", name, missed)
	}
	if folder := os.Getenv("PICTURES"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, "app-"+name+"-"+theme+".png"), p.Picture(), 0o600); err != nil {
			p.Fatal(err)
		}
	}
}

// reads fails for what is not to be read on the page.
func (p *phone) reads(all ...string) {
	p.Helper()
	page := browser.Eval[string](p.Tab, `document.body.innerText`)
	for _, s := range all {
		if !strings.Contains(page, s) {
			p.Errorf("%q is not to be read:\n%s", s, page)
		}
	}
}

// TestChromiumMiniApp reads within Telegram on a phone: asks, asks on, opens the article, and goes back with
// Telegram's button.
func TestChromiumMiniApp(t *testing.T) {
	p := openPhone(t)
	p.Call("Page.addScriptToEvaluateOnNewDocument", map[string]string{"source": `window.TelegramWebviewProxy = {postEvent: (type, data) => heardByTelegram(JSON.stringify([type, data]))};`})
	back := func(want string) {
		t.Helper()
		browser.Eventually(t, "word of the button that leads back", func() bool { return p.told("web_app_setup_back_button") != "" })
		if said := p.told("web_app_setup_back_button"); said != want {
			t.Errorf("on %s the button that leads back is %s", browser.Eval[string](p.Tab, `location.href`), said)
		}
	}
	for _, theme := range []string{"dark", "light"} {
		p.Show(390, "light")
		p.opened(p.start(botToken, p.k.now, theme))
		if at := browser.Eval[string](p.Tab, `location.href`); at != "https://"+newsHost+"/" {
			t.Fatalf("Telegram leads to %s:\n%s", at, browser.Eval[string](p.Tab, `document.body.innerText`))
		}
		if lang := browser.Eval[string](p.Tab, `document.documentElement.lang + document.documentElement.dataset.theme`); lang != "de"+theme {
			t.Errorf("the page is %s, not German and %s", lang, theme)
		}
		back(`{"is_visible":false}`)
		if p.told("web_app_ready") == "" || p.told("web_app_expand") == "" {
			t.Error("Telegram is not told that the page is there")
		}
		p.reads("Strike of ferry sailors")
		p.look("front", theme)
		p.ask("How many sailors stopped work in Portmouth?")
		p.reads("sailors stopped work")
		back(`{"is_visible":true}`)
		p.look("ask", theme)
		p.ask("And when did the strike begin?")
		p.reads("3 May 2024")
		p.look("further", theme)
		if kept := browser.Eval[[]string](p.Tab, `[...document.querySelectorAll('a[rel=noreferrer]')].filter(a => a.target != '_blank').map(a => a.href)`); len(kept) > 0 || browser.Eval[int](p.Tab, `document.querySelectorAll('a[rel=noreferrer]').length`) == 0 {
			t.Errorf("links leave in the same window: %q, or there is none", kept)
		}
		p.press("a.stored")
		browser.Eventually(t, "the quoted words in the window", func() bool {
			return browser.Eval[bool](p.Tab, `(() => { const r = document.querySelector('#quote').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight })()`)
		})
		p.look("article", theme)
		browser.Eval[any](p.Tab, `Telegram.WebView.receiveEvent('back_button_pressed')`)
		browser.Eventually(t, "the page before", func() bool { return browser.Eval[string](p.Tab, `location.pathname`) == "/ask" })
		p.reads("3 May 2024")
		p.Visit("https://" + newsHost + "/latest")
		p.reads("A thing for one chat")
		p.look("latest", theme)
	}
	for name, address := range map[string]string{"expired": p.start(botToken, p.k.now.Add(-2*freshData), "light"), "forged": p.start("123456:another", p.k.now, "light")} {
		p.opened(address)
		p.reads("Telegram did not say who reads")
		if at := browser.Eval[string](p.Tab, `location.pathname`); at != AppPath {
			t.Errorf("what is %s leads to %s", name, at)
		}
		p.look(name, "light")
		p.Visit("https://" + newsHost + "/latest")
		if page := browser.Eval[string](p.Tab, `document.body.innerText`); strings.Contains(page, "ferry") || strings.Contains(page, "one chat") {
			t.Errorf("what is %s lets in:\n%s", name, page)
		}
	}
}

// TestChromiumMiniAppFramed reads within the frame of Telegram's own page, as its web version has it, and has
// another site's refused.
func TestChromiumMiniAppFramed(t *testing.T) {
	p := openPhone(t)
	frame := func(page, address string) {
		t.Helper()
		p.Visit(page)
		quoted, _ := json.Marshal(address)
		browser.Eval[any](p.Tab, fmt.Sprintf(`(() => { const f = document.createElement('iframe'); f.sandbox = 'allow-scripts allow-same-origin allow-popups allow-forms allow-modals'; f.width = 380; f.height = 700; f.src = %s; document.body.append(f) })()`, quoted))
	}
	said := func(want string) bool {
		return strings.Contains(browser.Eval[string](p.Tab, `JSON.stringify(said)`), `["https://`+newsHost+`",`+want+`]`)
	}
	served := func() string {
		p.mu.Lock()
		defer p.mu.Unlock()
		return strings.Join(p.served, "\n")
	}
	p.Show(390, "light")
	frame("https://web.telegram.org/", p.start(botToken, p.k.now, "dark"))
	browser.Eventually(t, "the front page in the frame", func() bool {
		return said(`{"eventType":"web_app_setup_back_button","eventData":{"is_visible":false}}`)
	})
	if !said(`{"eventType":"web_app_ready","eventData":{}}`) {
		t.Error("Telegram's page is not told that the page is there")
	}
	browser.Eval[any](p.Tab, `document.querySelector('iframe').src = "https://`+newsHost+`/latest"`)
	browser.Eventually(t, "another page in the frame", func() bool {
		return said(`{"eventType":"web_app_setup_back_button","eventData":{"is_visible":true}}`)
	})
	browser.Eval[any](p.Tab, `(() => { said.length = 0; document.querySelector('iframe').contentWindow.postMessage(JSON.stringify({eventType: 'back_button_pressed'}), '*') })()`)
	browser.Eventually(t, "the page before it", func() bool {
		return said(`{"eventType":"web_app_setup_back_button","eventData":{"is_visible":false}}`)
	})
	for _, want := range []string{"303 /app", "200 /", "200 /latest"} {
		if !strings.Contains(served(), want) {
			t.Errorf("there was no %q:\n%s", want, served())
		}
	}
	if folder := os.Getenv("PICTURES"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, "app-framed.png"), p.Picture(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	frame(otherPage+"/", p.start(botToken, p.k.now, "dark"))
	browser.Eventually(t, "word of the policy", func() bool {
		for _, entry := range p.Heard("Log.entryAdded") {
			if strings.Contains(string(entry), "frame-ancestors") {
				return true
			}
		}
		return false
	})
}
