package web

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/bot/text"
	"quoth/knowledge/audience"
)

// A Mini App is the pages opened within Telegram. Its address gets what Telegram says of the reader in its
// fragment, which a script hands to the server, and what is signed with the bot's token holds: the reader is
// then the person of that account, in the chat with the bot, and stays so by a cookie that the server signs.
// https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app

const (
	// AppPath is the address of the pages as a Mini App.
	AppPath = "/app"
	// telegram is the platform of who comes from there.
	telegram = "telegram"
	// freshData is how old may be what Telegram signed, and aheadData how far its clock may be ahead.
	freshData, aheadData = time.Hour, 5 * time.Minute
	// appTime is how long a reader stays known.
	appTime = 12 * time.Hour
	// maxAppData is how many bytes what Telegram says of a reader may have: it has about one thousand.
	maxAppData = 8 << 10
	// appCookie may be set by this host alone, over https.
	appCookie = "__Host-app"
)

// appReader is who reads the pages within Telegram.
type appReader struct {
	User     string    `json:"u"` // the number of the account
	Language string    `json:"l,omitempty"`
	Theme    string    `json:"t,omitempty"` // "light" or "dark"; "" for the browser's
	Until    time.Time `json:"e"`
}

func (a *appReader) person() audience.Person {
	return audience.Person{Platform: telegram, User: a.User}
}

// appKeys are made of the bot's token, so that all processes have the same.
type appKeys struct{ data, cookie []byte }

func newAppKeys(token string) *appKeys {
	if token == "" {
		return nil
	}
	return &appKeys{data: sign([]byte("WebAppData"), token), cookie: sign([]byte("PagesCookie"), token)}
}

func sign(key []byte, message string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(message))
	return h.Sum(nil)
}

// errAppData is what was not signed by Telegram for this bot, or too long ago.
var errAppData = errors.New("not signed for this bot, or too long ago")

// reader reads what Telegram says of a reader.
func (k *appKeys) reader(data string, now time.Time) (*appReader, error) {
	fields, err := url.ParseQuery(data)
	if err != nil || len(data) > maxAppData {
		return nil, errAppData
	}
	var lines []string
	for name, values := range fields {
		if len(values) != 1 {
			return nil, errAppData
		}
		if name != "hash" {
			lines = append(lines, name+"="+values[0])
		}
	}
	slices.Sort(lines)
	hash, err := hex.DecodeString(fields.Get("hash"))
	if err != nil || !hmac.Equal(hash, sign(k.data, strings.Join(lines, "\n"))) {
		return nil, errAppData
	}
	seconds, err := strconv.ParseInt(fields.Get("auth_date"), 10, 64)
	if age := now.Sub(time.Unix(seconds, 0)); err != nil || age > freshData || age < -aheadData {
		return nil, errAppData
	}
	var user struct {
		ID       int64  `json:"id"`
		Bot      bool   `json:"is_bot"`
		Language string `json:"language_code"`
	}
	if json.Unmarshal([]byte(fields.Get("user")), &user) != nil || user.ID <= 0 || user.Bot {
		return nil, errAppData
	}
	return &appReader{User: strconv.FormatInt(user.ID, 10), Language: text.Language(user.Language), Until: now.Add(appTime).Truncate(time.Second).UTC()}, nil
}

// seal writes a reader as a cookie.
func (k *appKeys) seal(a *appReader) (string, error) {
	data, err := json.Marshal(a)
	if err != nil {
		return "", err
	}
	said := base64.RawURLEncoding.EncodeToString(data)
	return said + "." + base64.RawURLEncoding.EncodeToString(sign(k.cookie, said)), nil
}

// open reads a reader of a request; nil for none.
func (k *appKeys) open(r *http.Request, now time.Time) *appReader {
	cookie, err := r.Cookie(appCookie)
	if k == nil || err != nil {
		return nil
	}
	said, proof, _ := strings.Cut(cookie.Value, ".")
	mac, err := base64.RawURLEncoding.DecodeString(proof)
	if err != nil || !hmac.Equal(mac, sign(k.cookie, said)) {
		return nil
	}
	data, err := base64.RawURLEncoding.DecodeString(said)
	var a appReader
	if err != nil || json.Unmarshal(data, &a) != nil || !now.Before(a.Until) {
		return nil
	}
	return &a
}

// appPage is where the Mini App begins: a page whose script hands over what Telegram says.
func (s *Server) appPage(w http.ResponseWriter, r *http.Request) {
	// Without a referrer a browser hides from where the form comes, by which it is known to be of here.
	w.Header().Set("Referrer-Policy", "same-origin")
	v := s.visit(r)
	var b bytes.Buffer
	if err := s.pages["app"].ExecuteTemplate(&b, "app.html", frame{p: v.p, Language: v.p.Language(), Root: v.address("/")}); err != nil {
		s.log.ErrorContext(r.Context(), "web: page failed", "error", err)
		s.refuse(w, r, broken)
		return
	}
	document{kind: "text/html; charset=utf-8", language: v.p.Language(), data: b.Bytes()}.send(w, r)
}

// refuseApp says that nothing is known of a reader.
func (s *Server) refuseApp(w http.ResponseWriter, r *http.Request) {
	s.refuse(w, r, problem{status: http.StatusForbidden, said: "web.app_refused"})
}

// enterApp checks what Telegram says of a reader, and leads to the front page.
func (s *Server) enterApp(w http.ResponseWriter, r *http.Request) {
	a, err := s.app.reader(r.PostFormValue("data"), s.now())
	if err != nil && s.app.open(r, s.now()) != nil { // loaded again, with what was said at first
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	if err != nil {
		s.log.InfoContext(r.Context(), "web: mini app refused", "reason", err)
		s.refuseApp(w, r)
		return
	}
	if theme := r.PostFormValue("theme"); theme == "light" || theme == "dark" {
		a.Theme = theme
	}
	value, err := s.app.seal(a)
	if err != nil {
		s.log.ErrorContext(r.Context(), "web: cookie unwritable", "error", err)
		s.refuse(w, r, broken)
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: appCookie, Value: value, Path: "/", Expires: a.Until, Secure: true, HttpOnly: true,
		SameSite: http.SameSiteNoneMode, Partitioned: true, // Telegram's own page shows it in a frame
	})
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, "/", http.StatusSeeOther)
}
