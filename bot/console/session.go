package console

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"quoth/knowledge/audience"
)

const (
	// cookie names the cookie of a session.
	cookie = "quoth_console"
	// sessionTime is how long a session lasts: a day's work.
	sessionTime = 12 * time.Hour
	// maxSessions is how many there are at most: the oldest goes.
	maxSessions = 64
	// attemptEvery and attemptBurst are how often anybody may try the token, all together.
	attemptEvery, attemptBurst = 10 * time.Second, 10
	// linkTime is how long a link to sign in works.
	linkTime = 10 * time.Minute
	// linkPrefix names the states of links; behind it is the digest of the code.
	linkPrefix = "console link "
)

// session is somebody who signed in.
type session struct {
	who     string // how: "token", or the platform of the operator who got the link
	csrf    string // what its forms carry
	expires time.Time
	said    string // to be shown on the next page
}

type sessions struct {
	now func() time.Time

	mu  sync.Mutex
	all map[string]*session // by the digest of the cookie
}

func newSessions(now func() time.Time) *sessions {
	return &sessions{now: now, all: map[string]*session{}}
}

// begin makes a session and returns its cookie's value.
func (s *sessions) begin(who string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	oldest := ""
	for name, other := range s.all {
		switch {
		case !other.expires.After(now):
			delete(s.all, name)
		case oldest == "" || other.expires.Before(s.all[oldest].expires):
			oldest = name
		}
	}
	if len(s.all) >= maxSessions {
		delete(s.all, oldest)
	}
	value := rand.Text()
	s.all[digest(value)] = &session{who: who, csrf: rand.Text(), expires: now.Add(sessionTime)}
	return value
}

// of is the session of a request; nil for none.
func (s *sessions) of(r *http.Request) *session {
	c, err := r.Cookie(cookie)
	if err != nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	found := s.all[digest(c.Value)]
	if found == nil || !found.expires.After(s.now()) {
		return nil
	}
	return found
}

// end ends the session of a request.
func (s *sessions) end(r *http.Request) {
	if c, err := r.Cookie(cookie); err == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.all, digest(c.Value))
	}
}

// say keeps what the next page of a session says.
func (s *sessions) say(to *session, said string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	to.said = said
}

// said takes what is to be said.
func (s *sessions) said(to *session) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	said := to.said
	to.said = ""
	return said
}

func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// same compares secrets in a time that says nothing of them.
func same(a, b string) bool {
	return subtle.ConstantTimeCompare([]byte(digest(a)), []byte(digest(b))) == 1
}

// link is what is kept of a link to sign in.
type link struct {
	Platform string    `json:"platform"` // of the operator who got it
	Expires  time.Time `json:"expires"`
}

// Link makes the address of a link that signs an operator in, once and within linkTime.
// public is the address under which the pages are reached.
func Link(ctx context.Context, store Store, now time.Time, public string, who audience.Person) (string, error) {
	old, err := store.States(ctx, linkPrefix)
	if err != nil {
		return "", err
	}
	for name, data := range old {
		if _, works := parseLink(data, now); !works {
			if err := store.SetState(ctx, linkPrefix+name, ""); err != nil {
				return "", err
			}
		}
	}
	code := rand.Text()
	data, err := json.Marshal(link{who.Platform, now.Add(linkTime)})
	if err != nil {
		return "", err
	}
	return public + Prefix + "enter?code=" + code, store.SetState(ctx, linkPrefix+digest(code), string(data))
}

func parseLink(data string, now time.Time) (l link, works bool) {
	err := json.Unmarshal([]byte(data), &l)
	return l, data != "" && err == nil && l.Expires.After(now)
}

// login shows how to sign in.
func (k *Console) login(v *visit) error {
	p := page{Title: "Sign in", Sections: []section{{Text: "An operator writes /admin console to the bot, in private, and gets a link that works once."}}}
	if k.Token != "" {
		p.Sections = append(p.Sections, section{Forms: []form{{Address: Prefix + "login", Button: "Sign in", Fields: []field{{Name: "token", Label: "Token (QUOTH_ADMIN_TOKEN)", Secret: true, Required: true}}}}})
	}
	return k.show(v, http.StatusOK, p)
}

var (
	errAttempts = &problem{http.StatusTooManyRequests, "Too many tried to sign in: wait a minute."}
	errToken    = &problem{http.StatusUnauthorized, "That is not the token."}
	errLink     = &problem{http.StatusUnauthorized, "This link does not work any more: each works once, for ten minutes."}
)

// signIn takes the token.
func (k *Console) signIn(v *visit) error {
	if !k.attempts.AllowN(k.Now(), 1) {
		return errAttempts
	}
	if k.Token == "" || !same(strings.TrimSpace(v.r.PostFormValue("token")), k.Token) {
		k.Log.WarnContext(v.r.Context(), "console: access refused", "by", "token")
		return errToken
	}
	return k.welcome(v, "token")
}

// linked shows a link's button: what looks at links by itself, as chats do for previews, uses
// none up.
func (k *Console) linked(v *visit) error {
	return k.show(v, http.StatusOK, page{Title: "Sign in", Sections: []section{{Forms: []form{
		{Address: Prefix + "enter", Button: "Open the console", Fields: []field{{Name: "code", Value: v.r.URL.Query().Get("code"), Hidden: true}}},
	}}}})
}

// enter uses a link. Nobody guesses the 130 bits of a code, so that attempts are not limited:
// a limit for all would let a stranger lock the operator out. A guess only reads.
func (k *Console) enter(v *visit) error {
	ctx, name := v.r.Context(), linkPrefix+digest(v.r.PostFormValue("code"))
	kept, err := k.Store.State(ctx, name)
	if err != nil {
		return err
	}
	used, works := parseLink(kept, k.Now())
	if works { // unless another has used it meanwhile
		err = k.Store.ChangeState(ctx, name, func(was string) (string, error) {
			used, works = parseLink(was, k.Now())
			return "", nil
		})
	}
	if err != nil {
		return err
	}
	if !works {
		k.Log.WarnContext(v.r.Context(), "console: access refused", "by", "link")
		return errLink
	}
	return k.welcome(v, used.Platform)
}

// welcome begins a session.
func (k *Console) welcome(v *visit, who string) error {
	if err := k.note(v.r.Context(), who, "signed in"); err != nil {
		return err
	}
	k.Log.InfoContext(v.r.Context(), "console: session begun", "by", who)
	http.SetCookie(v.w, &http.Cookie{
		Name: cookie, Value: k.sessions.begin(who), Path: strings.TrimSuffix(Prefix, "/"), MaxAge: int(sessionTime / time.Second), HttpOnly: true, Secure: k.Secure, SameSite: http.SameSiteStrictMode,
	})
	http.Redirect(v.w, v.r, Prefix, http.StatusSeeOther)
	return nil
}

// signOut ends a session.
func (k *Console) signOut(v *visit) error {
	k.sessions.end(v.r)
	http.SetCookie(v.w, &http.Cookie{Name: cookie, Path: strings.TrimSuffix(Prefix, "/"), MaxAge: -1, HttpOnly: true, Secure: k.Secure, SameSite: http.SameSiteStrictMode})
	http.Redirect(v.w, v.r, Prefix+"login", http.StatusSeeOther)
	return nil
}
