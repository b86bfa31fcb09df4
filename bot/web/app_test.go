package web

import (
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

const botToken = "123456:a-secret"

// initData is what Telegram signs for a bot.
func initData(token string, fields map[string]string) string {
	var lines []string
	q := url.Values{}
	for name, value := range fields {
		lines = append(lines, name+"="+value)
		q.Set(name, value)
	}
	slices.Sort(lines)
	q.Set("hash", hex.EncodeToString(sign(sign([]byte("WebAppData"), token), strings.Join(lines, "\n"))))
	return q.Encode()
}

// TestAppData checks what Telegram signs by the example of its length and by all that may be wrong with it.
func TestAppData(t *testing.T) {
	now := time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
	fields := func(change ...string) map[string]string {
		f := map[string]string{"query_id": "AAHdF6IQAAAAAN0XohDhrOrc", "user": `{"id":279058397,"first_name":"Vlad & Co","language_code":"de","allows_write_to_pm":true}`, "auth_date": strconv.FormatInt(now.Add(-time.Minute).Unix(), 10), "signature": "x"}
		for i := 0; i+1 < len(change); i += 2 {
			f[change[i]] = change[i+1]
		}
		return f
	}
	at := func(d time.Duration) string { return strconv.FormatInt(now.Add(d).Unix(), 10) }
	keys := newAppKeys(botToken)
	a, err := keys.reader(initData(botToken, fields()), now)
	if err != nil || a.User != "279058397" || a.Language != "de" || !a.Until.Equal(now.Add(appTime)) {
		t.Errorf("the reader is %+v, %v", a, err)
	}
	good := initData(botToken, fields())
	for name, data := range map[string]string{
		"another bot's": initData("123456:another", fields()), "changed": strings.Replace(good, "279058397", "279058398", 1), "added to": good + "&chat_type=private",
		"twice": good + "&user=x", "no hash": strings.Split(good, "&hash=")[0], "old": initData(botToken, fields("auth_date", at(-freshData-time.Minute))),
		"ahead": initData(botToken, fields("auth_date", at(aheadData+time.Minute))), "no date": initData(botToken, fields("auth_date", "")), "no user": initData(botToken, fields("user", "{}")),
		"a bot": initData(botToken, fields("user", `{"id":1,"is_bot":true}`)), "broken": "%zz", "nothing": "", "long": initData(botToken, fields("start_param", strings.Repeat("x", maxAppData))),
	} {
		if a, err := keys.reader(data, now); err == nil {
			t.Errorf("%s is read as %+v", name, a)
		}
	}
}

// TestMiniAppOfStrangers has pages that everybody may read, and a bot that answers nobody: who comes from
// Telegram reads them as everybody does.
func TestMiniAppOfStrangers(t *testing.T) {
	k := open(t, func(c *Config, b *bot.Config) {
		c.AppToken = botToken
		b.Allowed = &bot.Allowlist{Places: []knowledge.Audience{Audience}}
	}, ferry...)
	value, err := newAppKeys(botToken).seal(&appReader{User: "78", Language: "de", Until: k.now.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	holds(t, k.page(t, "/", "Cookie", appCookie+"="+value), `<html lang="de">`, "Strike of ferry sailors")
}

// TestMiniApp opens the pages within Telegram: who comes so is the person of the account, in the language
// and the colours of Telegram, and is let in where strangers are not.
func TestMiniApp(t *testing.T) {
	person := audience.Person{Platform: "telegram", User: "77"}
	open := func(change func(*Config)) *world {
		return open(t, func(c *Config, b *bot.Config) {
			c.AppToken = botToken
			if change != nil {
				change(c)
			}
			b.Allowed = &bot.Allowlist{People: []audience.Person{person}}
		}, ferry...)
	}
	k := open(nil)
	private := ferry[2]
	private.URL, private.Title, private.For = "https://inside.example/1", "A thing for one chat", knowledge.ChatAudience(person.Platform, person.User)
	k.add(t, private)
	page := k.page(t, AppPath)
	holds(t, page, `<form method="post" action="/app">`, "/static/app-", "Open the pages")
	if response, _ := k.get(t, "/"); response.StatusCode != http.StatusForbidden || !strings.HasSuffix(response.Header.Get("Content-Security-Policy"), "frame-ancestors https://web.telegram.org") {
		t.Errorf("a stranger has status %d, the policy is %q", response.StatusCode, response.Header.Get("Content-Security-Policy"))
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	enter := func(data string, headers ...string) *http.Response {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, k.url+AppPath, strings.NewReader(url.Values{"data": {data}, "theme": {"dark"}}.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for i := 0; i+1 < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		response, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		return response
	}
	data := func(id string) string {
		return initData(botToken, map[string]string{"user": `{"id":` + id + `,"language_code":"de"}`, "auth_date": strconv.FormatInt(k.now.Unix(), 10)})
	}
	if r := enter(data("77") + "x"); r.StatusCode != http.StatusForbidden || len(r.Cookies()) > 0 {
		t.Errorf("what Telegram did not sign has status %d", r.StatusCode)
	}
	if response, _ := k.get(t, AppPath); response.Header.Get("Referrer-Policy") != "same-origin" {
		t.Error("the form's browser hides where it is from")
	}
	if r := enter(data("77"), "Origin", k.url); r.StatusCode != http.StatusSeeOther {
		t.Errorf("a browser without fetch metadata has status %d", r.StatusCode)
	}
	if r := enter(data("77"), "Origin", "null"); r.StatusCode != http.StatusForbidden || r.Header.Get("Content-Language") == "" {
		t.Errorf("a form of nowhere has status %d, and no page", r.StatusCode)
	}
	if r := enter(data("77"), "Origin", "https://elsewhere.example", "Sec-Fetch-Site", "cross-site"); r.StatusCode != http.StatusForbidden || len(r.Cookies()) > 0 {
		t.Errorf("a form of another site has status %d", r.StatusCode)
	}
	cookie := func(id string) string {
		t.Helper()
		r := enter(data(id))
		if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/" || len(r.Cookies()) != 1 {
			t.Fatalf("%s enters with status %d, %v", id, r.StatusCode, r.Header)
		}
		set := r.Header.Get("Set-Cookie")
		holds(t, set, "__Host-app=", "; HttpOnly", "; Secure", "; SameSite=None", "; Partitioned", "; Path=/")
		value, _, _ := strings.Cut(set, ";")
		return value
	}
	mine := cookie("77")
	page = k.page(t, "/", "Cookie", mine, "Accept-Language", "fr")
	holds(t, page, `<html lang="de" data-theme="dark">`, "Strike of ferry sailors")
	holds(t, k.page(t, "/latest", "Cookie", mine), "A thing for one chat")
	holds(t, k.page(t, "/latest?lang=tr", "Cookie", mine), `<html lang="tr"`)
	other := cookie("78")
	for name, c := range map[string]string{"who is not let in": other, "a changed cookie": mine[:len(mine)-2] + "xx", "no cookie": "__Host-app=x"} {
		if response, body := k.get(t, "/", "Cookie", c); response.StatusCode != http.StatusForbidden || strings.Contains(body, "ferry") {
			t.Errorf("%s has status %d", name, response.StatusCode)
		}
	}
	holds(t, k.page(t, "/latest", "Cookie", mine), `rel="noreferrer" target="_blank">`)
	old := data("77")
	k.now = k.now.Add(2 * freshData)
	if r := enter(old); r.StatusCode != http.StatusForbidden {
		t.Errorf("what is old has status %d", r.StatusCode)
	}
	if r := enter(old, "Cookie", mine); r.StatusCode != http.StatusSeeOther || len(r.Cookies()) > 0 {
		t.Errorf("what is old, from who is known, has status %d", r.StatusCode)
	}
	k.now = k.now.Add(appTime)
	if response, _ := k.get(t, "/", "Cookie", mine); response.StatusCode != http.StatusForbidden {
		t.Errorf("the cookie counts for ever: status %d", response.StatusCode)
	}
	k = open(func(c *Config) { c.AppToken = "" })
	if response, _ := k.get(t, AppPath); response.StatusCode == http.StatusOK {
		t.Error("there is a Mini App that nobody set up")
	}
	if response, _ := k.get(t, "/", "Cookie", mine); response.StatusCode != http.StatusForbidden {
		t.Errorf("a cookie of another time has status %d", response.StatusCode)
	}
}
