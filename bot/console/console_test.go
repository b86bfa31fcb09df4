package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/gather"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

const token = "open sesame"

// world is a console over a real database, reached through a real connection.
type world struct {
	store *sqlite.Store
	url   string
	now   time.Time
	door  *intake.Intake
	made  int // backups

	planned string // the backup that is restored at the next start
}

var news = knowledge.Article{
	URL: "https://gazette.example/strike", Title: "Ferry sailors <b>strike</b> in Portmouth", Source: "Gazette", Published: time.Date(2024, 5, 4, 9, 0, 0, 0, time.UTC), Language: "en",
	Text: "Ferry sailors in Portmouth began a strike on 3 May 2024 over their pay. <script>alert(1)</script>\n\nSubscribe to our newsletter for more news",
}

func open(t *testing.T) *world {
	t.Helper()
	k := &world{now: time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return k.now }
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	k.store = store
	k.door = intake.New(intake.Config{Store: store, Now: clock})
	if _, err := k.door.Add(t.Context(), []knowledge.Article{news}); err != nil {
		t.Fatal(err)
	}
	offline := func(context.Context, fetch.Request) (*fetch.Response, error) { return nil, errors.New("offline") }
	engine := bot.New(bot.Config{
		Store: store, Now: clock, Operators: []audience.Person{Me}, Release: k.door.Release, Feeds: &gather.Keeper{Store: store, Fetch: offline},
		Backup: func(context.Context) (string, error) { k.made++; return "quoth-1.db", nil },
	})
	c, err := New(Config{
		Engine: engine, Store: store, Now: clock, Token: token, Hourly: 120,
		Check: func(context.Context) []Finding {
			return []Finding{{What: "disk", State: "1 MB free", Mend: "make room"}}
		},
		Backups: k, Outlets: k.door,
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(c.Handler())
	t.Cleanup(server.Close)
	k.url = server.URL
	return k
}

// List, Verify, Plan and Planned make a folder of two backups, of which one is not sound.
func (k *world) List() ([]Backup, error) {
	return []Backup{{Name: "quoth-0.db", Made: k.now, Bytes: 3 << 20}, {Name: "quoth-x.db", Made: k.now}}, nil
}

func (k *world) Verify(_ context.Context, name string) (int, error) {
	if name == "quoth-x.db" {
		return 0, errors.New("it is no database")
	}
	return 2, nil
}

func (k *world) Plan(name string) error { k.planned = name; return nil }

func (k *world) Planned() (string, error) { return k.planned, nil }

// browser is somebody who looks at the console.
type browser struct {
	t *testing.T
	http.Client
	url string
}

func (k *world) browser(t *testing.T) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t, http.Client{Jar: jar}, k.url}
}

func (b *browser) read(r *http.Response, err error) (int, string) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return r.StatusCode, string(data)
}

func (b *browser) get(path string) (int, string) {
	b.t.Helper()
	return b.read(b.Get(b.url + path))
}

func (b *browser) post(path string, args ...string) (int, string) {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(args); i += 2 {
		form.Set(args[i], args[i+1])
	}
	return b.read(b.PostForm(b.url+path, form))
}

var csrfField = regexp.MustCompile(`name="csrf" value="([A-Z2-7]+)"`)

// do sends a form with the token of its page.
func (b *browser) do(path string, args ...string) (int, string) {
	b.t.Helper()
	_, page := b.get(path)
	found := csrfField.FindStringSubmatch(page)
	if found == nil {
		b.t.Fatalf("%s has no form:\n%s", path, page)
	}
	return b.post(path, append(args, "csrf", found[1])...)
}

func (k *world) signedIn(t *testing.T) *browser {
	t.Helper()
	b := k.browser(t)
	if status, page := b.post(Prefix+"login", "token", token); status != http.StatusOK || !strings.Contains(page, "<h1>Status</h1>") {
		t.Fatalf("signing in ends with %d:\n%s", status, page)
	}
	return b
}

// TestStrangersReachNothing walks all routes without signing in, with a made-up cookie, after
// signing out, and with forms of no session and of another site.
func TestStrangersReachNothing(t *testing.T) {
	k := open(t)
	var table []route
	if c, err := New(Config{Engine: bot.New(bot.Config{Store: k.store}), Store: k.store}); err != nil {
		t.Fatal(err)
	} else {
		table = c.table()
	}
	left := k.signedIn(t)
	left.do(Prefix+"audit", "path", "")
	address, _ := url.Parse(k.url + Prefix)
	cookies := left.Jar.Cookies(address)
	if status, _ := left.read(left.PostForm(k.url+Prefix+"logout", nil)); status != http.StatusForbidden {
		t.Errorf("signing out without the form's token has status %d", status)
	}
	_, page := left.get(Prefix)
	left.post(Prefix+"logout", "csrf", csrfField.FindStringSubmatch(page)[1])
	before, err := k.store.States(t.Context(), changePrefix)
	if err != nil {
		t.Fatal(err)
	}
	for who, c := range map[string]*http.Cookie{"without": nil, "with a made-up cookie": {Name: cookie, Value: "AAAA"}, "after signing out": cookies[0]} {
		for _, r := range table {
			if r.open {
				continue
			}
			request, err := http.NewRequestWithContext(t.Context(), r.method, k.url+Prefix+r.path, strings.NewReader("do=withhold&article=1&csrf=&alert=all&feed=1"))
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if c != nil {
				request.AddCookie(c)
			}
			response, err := http.DefaultTransport.RoundTrip(request)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(response.Body)
			response.Body.Close()
			want := http.StatusSeeOther
			if r.method == http.MethodPost {
				want = http.StatusUnauthorized
			}
			if response.StatusCode != want || want == http.StatusSeeOther && response.Header.Get("Location") != Prefix+"login" || strings.Contains(string(body), "Gazette") {
				t.Errorf("%s, %s %s%s has status %d:\n%s", who, r.method, Prefix, r.path, response.StatusCode, body)
			}
		}
	}
	signed := k.signedIn(t)
	for _, r := range table {
		if r.open || r.method != http.MethodPost {
			continue
		}
		if status, _ := signed.post(Prefix+r.path, "csrf", "AAAA"); status != http.StatusForbidden {
			t.Errorf("%s with a wrong token of the form has status %d", r.path, status)
		}
		request, _ := http.NewRequestWithContext(t.Context(), r.method, k.url+Prefix+r.path, nil)
		request.Header.Set("Origin", "https://evil.example")
		request.Header.Set("Sec-Fetch-Site", "cross-site")
		if status, _ := signed.read(signed.Do(request)); status != http.StatusForbidden {
			t.Errorf("%s from another site has status %d", r.path, status)
		}
	}
	after, err := k.store.States(t.Context(), changePrefix)
	if err != nil || len(after) != len(before)+1 || k.made > 0 { // the second signing in
		t.Errorf("what was refused left %d changes instead of %d: %v", len(after), len(before)+1, err)
	}
}

// TestSigningIn tries tokens and links.
func TestSigningIn(t *testing.T) {
	k := open(t)
	b := k.browser(t)
	for _, wrong := range []string{"", "open", token + "x"} {
		if status, _ := b.post(Prefix+"login", "token", wrong); status != http.StatusUnauthorized {
			t.Errorf("the token %q has status %d", wrong, status)
		}
	}
	give := func() string {
		t.Helper()
		link, err := Link(t.Context(), k.store, k.now, k.url, audience.Person{Platform: "telegram", User: "12345"})
		if err != nil || !strings.HasPrefix(link, k.url+Prefix+"enter?code=") {
			t.Fatalf("the link is %s, %v", link, err)
		}
		return link[strings.LastIndex(link, "=")+1:]
	}
	code := give()
	for range 2 { // a preview looks
		if status, page := b.get(Prefix + "enter?code=" + code); status != http.StatusOK || !strings.Contains(page, code) {
			t.Errorf("the link shows %d:\n%s", status, page)
		}
	}
	if status, page := b.post(Prefix+"enter", "code", code); status != http.StatusOK || !strings.Contains(page, "<h1>Status</h1>") {
		t.Errorf("the link leads to %d:\n%s", status, page)
	}
	if _, page := b.get(Prefix + "audit"); !strings.Contains(page, "telegram") || strings.Contains(page, "12345") {
		t.Errorf("the changes are\n%s", page)
	}
	if status, _ := k.browser(t).post(Prefix+"enter", "code", code); status != http.StatusUnauthorized {
		t.Errorf("a link works twice: status %d", status)
	}
	late := give()
	k.now = k.now.Add(linkTime + time.Second)
	if status, _ := k.browser(t).post(Prefix+"enter", "code", late); status != http.StatusUnauthorized {
		t.Errorf("a link that is too old has status %d", status)
	}
	give()
	if links, err := k.store.States(t.Context(), linkPrefix); err != nil || len(links) != 1 {
		t.Errorf("%d links are kept, %v", len(links), err)
	}
	k.now = k.now.Add(sessionTime)
	if _, page := b.get(Prefix); !strings.Contains(page, "<h1>Sign in</h1>") {
		t.Errorf("a session does not end:\n%s", page)
	}
	for n := 0; ; n++ {
		if status, _ := b.post(Prefix+"login", "token", "wrong"); status == http.StatusTooManyRequests {
			break
		} else if n > attemptBurst {
			t.Fatal("anybody may try as often as they want")
		}
	}
	if status, _ := b.post(Prefix+"login", "token", token); status != http.StatusTooManyRequests {
		t.Errorf("the right token among too many has status %d", status)
	}
	for range 2 * attemptBurst {
		if status, _ := b.post(Prefix+"enter", "code", "wrong"); status != http.StatusUnauthorized {
			t.Fatalf("a guessed link has status %d", status)
		}
	}
	if status, page := b.post(Prefix+"enter", "code", give()); status != http.StatusOK || !strings.Contains(page, "<h1>Status</h1>") {
		t.Errorf("a link among too many attempts leads to %d:\n%s", status, page)
	}
}

// TestOperatorsWork does what an operator does, and reads that it is done and listed.
func TestOperatorsWork(t *testing.T) {
	k := open(t)
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	id, _, err := k.store.AddFeed(ctx, knowledge.Feed{URL: "https://gazette.example/feed?key=SECRET", Title: "Gazette", State: knowledge.FeedActive, Added: k.now, Flaws: "an entry is <b>strange"})
	must(err)
	must(k.store.Write(ctx, func(w knowledge.Writer) error { return w.PutEntry(ctx, id, "1", "", 1) }))
	sub := audience.Subscription{Owner: audience.Person{Platform: "telegram", User: "4711"}, Place: audience.Place{Platform: "telegram", Chat: "4711"}, Private: true, Topic: "ferry", Pace: audience.Now}
	sub.ID, _, err = k.store.Subscribe(ctx, sub)
	must(err)
	must(k.store.Write(ctx, func(w knowledge.Writer) error {
		_, err := w.Enqueue(ctx, audience.Alert{Subscription: sub.ID, Story: 1, Article: 1, Kind: audience.NewStory})
		return err
	}))
	alerts, err := k.store.AlertsOf(ctx, sub.ID, 1)
	must(err)
	must(k.store.Bury(ctx, []int64{alerts[0].ID}, "the chat did not answer"))
	must(k.store.SaveReport(ctx, audience.Report{Person: sub.Owner, Question: "When?", Article: 1, Version: 1, End: 20, Opinion: audience.WrongQuote, Created: k.now, Expires: k.now.Add(time.Hour)}))

	b := k.signedIn(t)
	holds := func(path string, all ...string) {
		t.Helper()
		status, page := b.get(path)
		for _, s := range all {
			if status != http.StatusOK || !strings.Contains(page, s) {
				t.Errorf("%s has status %d and lacks %q:\n%s", path, status, s, page)
			}
		}
		for _, s := range []string{"SECRET", "4711", "<script>", "<b>strike"} {
			if strings.Contains(page, s) {
				t.Errorf("%s shows %q", path, s)
			}
		}
	}
	did := func(said string, path string, args ...string) {
		t.Helper()
		if status, page := b.do(path, args...); status != http.StatusOK || !strings.Contains(page, said) {
			t.Errorf("%v has status %d and lacks %q:\n%s", args, status, said, page)
		}
	}
	holds(Prefix, "1 MB free", "make room", "Alerts that were given up")
	holds(Prefix+"feeds", "Gazette", "an entry is &lt;b&gt;strange", "Pause")
	holds(Prefix+"outlets", "Gazette")
	holds(Prefix+"outlets?source=Gazette", "Brought by", `value="zone none"`, "advert", "Subscribe to our newsletter", "&lt;b&gt;strike")
	did("are worked out anew", Prefix+"outlets", "do", "mark", "source", "Gazette", "line", "The harbour is <b>shut</b>.")
	holds(Prefix+"outlets?source=Gazette", "The harbour is &lt;b&gt;shut", "Take back")
	did("are worked out anew", Prefix+"outlets", "do", "unmark", "source", "Gazette", "line", "The harbour is <b>shut</b>.")
	holds(Prefix+"outlets?source=Gazette", "None is marked.")
	if err := k.door.MarkFurniture(ctx, "Chronicle", "Our <b>walk</b> is on Sunday.", true); err != nil { // of which nothing is stored
		t.Fatal(err)
	}
	holds(Prefix+"outlets", "No longer stored", "Chronicle")
	holds(Prefix+"outlets?source=Chronicle", "Our &lt;b&gt;walk", "Take back")
	did("are worked out anew", Prefix+"outlets", "do", "unmark", "source", "Chronicle", "line", "Our <b>walk</b> is on Sunday.")
	if status, _ := b.get(Prefix + "outlets?source=Chronicle"); status != http.StatusNotFound {
		t.Errorf("an outlet of which there is nothing has status %d", status)
	}
	holds(Prefix+"alerts", "the chat did not answer", "Try again")
	holds(Prefix+"reports", "Wrong quote: 1", "When?", "Ferry sailors in Por")
	holds(Prefix+"people", "telegram", "120 requests")
	holds(Prefix+"backups", "quoth-0.db", "3.0 MB", "quoth restore")

	number := fmt.Sprint(id)
	did("", Prefix+"feeds", "do", "pause", "feed", number)
	if f, err := k.store.Feed(ctx, id); err != nil || f.State != knowledge.FeedPaused {
		t.Errorf("the feed is %s, %v", f.State, err)
	}
	did("", Prefix+"feeds", "do", "edit", "feed", number, "change", "zone Europe/Lisbon")
	if f, err := k.store.Feed(ctx, id); err != nil || f.Zone != "Europe/Lisbon" {
		t.Errorf("the zone is %s, %v", f.Zone, err)
	}
	did("To be sent after all: 1", Prefix+"alerts", "alert", fmt.Sprint(alerts[0].ID))
	if backlog, err := k.store.Backlog(ctx); err != nil || backlog.Waiting != 1 || backlog.Dead != 0 {
		t.Errorf("what waits is %+v, %v", backlog, err)
	}
	did("", Prefix+"reports", "do", "withhold", "article", "1")
	if _, err := k.store.Article(ctx, 1); !errors.Is(err, knowledge.ErrNotFound) {
		t.Errorf("an article that is set aside is read: %v", err)
	}
	did("", Prefix+"reports", "do", "release", "article", "1")
	if _, err := k.store.Article(ctx, 1); err != nil {
		t.Errorf("an article that is shown again is not read: %v", err)
	}
	did("quoth-1.db", Prefix+"backups", "do", "make")
	did("2 articles in it are damaged", Prefix+"backups", "do", "verify", "name", "quoth-0.db")
	did("quoth-x.db is not sound", Prefix+"backups", "do", "verify", "name", "quoth-x.db")
	did("when the bot is started again: restart it now", Prefix+"backups", "do", "restore", "file", "quoth-0.db")
	if k.planned != "quoth-0.db" {
		t.Errorf("planned is %q", k.planned)
	}
	did("The database stays as it is.", Prefix+"backups", "do", "keep")
	if k.planned != "" {
		t.Errorf("planned is %q", k.planned)
	}
	if k.made != 1 {
		t.Errorf("%d backups were made", k.made)
	}
	for _, wrong := range [][]string{{"feeds", "do", "sell", "feed", "1"}, {"feeds", "do", "pause", "feed", "99"}, {"alerts", "alert", "99"}, {"alerts", "alert", "x"}, {"reports", "do", "burn", "article", "1"}, {"reports", "do", "withhold", "article", "99"},
		{"outlets", "do", "mark", "source", "Nobody", "line", "x"}, {"outlets", "do", "mark", "source", "Gazette", "line", " "}, {"outlets", "do", "burn", "source", "Gazette", "line", "x"},
		{"backups", "do", "restore", "file", "../quoth-0.db"}, {"backups", "do", "restore", "name", "quoth-0.db"}, {"backups", "do", "verify", "name", "nothing"}, {"backups", "do", "sell"}} {
		if status, page := b.do(Prefix+wrong[0], wrong[1:]...); status < 400 || status >= 500 {
			t.Errorf("%v has status %d:\n%s", wrong, status, page)
		}
	}
	holds(Prefix+"audit", "signed in", "outlet: mark Gazette: The harbour", "outlet: unmark Gazette: The harbour", "feed: pause #"+number, "feed: edit #"+number+" zone", "alert: tried again #", "article: withhold #1", "article: release #1", "backup: made", "backup: restore quoth-0.db", "backup: keep")
	if all, err := k.store.States(ctx, changePrefix); err != nil || len(all) != 12 {
		t.Errorf("%d changes are listed, want 12: %v", len(all), err)
	}
}
