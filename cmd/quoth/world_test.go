package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/audience"
	"quoth/knowledge/gather"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlite/disktest"
)

var (
	worldSeed = flag.Uint64("seed", 0, "TestWorld: this seed alone")
	worldDays = flag.Int("days", 0, "TestWorld: so many days")
)

// TestWorld lives days of a bot: outlets print, their feeds misbehave, people ask and follow
// on two platforms that fail at times, and the program is killed again and again at one of
// its writes. So is the disk: a write fails, there is no room, or the power fails in the middle
// of one. The clock jumps ahead at times and is put right. All is decided by a seed, and the clock is the world's own. In the end each
// article is stored once, each alert came, and came again only where a kill or the
// platform left it open whether it had, each question was answered, each quote is what was
// printed, the database is sound, and no address of a feed, which holds a key, left the bot.
//
// A seed brings the same again but for the jitter with which alerts are retried.
//
//	go test ./cmd/quoth -run TestWorld -args -seed 7 -days 10
func TestWorld(t *testing.T) {
	first, seeds, days := uint64(1), 3, 2
	if os.Getenv("LONG_TESTS") != "" {
		seeds, days = 6, 4
	}
	if *worldSeed > 0 {
		first, seeds = *worldSeed, 1
	}
	if *worldDays > 0 {
		days = *worldDays
	}
	for n := range uint64(seeds) {
		t.Run(fmt.Sprintf("seed %d", first+n), func(t *testing.T) {
			w := newWorld(t, first+n)
			w.live(days)
			w.settle()
			w.judge()
		})
	}
}

// outlets is how many there are. Each has a feed; the last one prints what the first does.
const outlets = 6

// secret is in the address of each feed.
const secret = "SECRET"

var worldTopics = []string{"ferry", "bridge", "harvest", "museum"}

// piece is what an outlet prints. Its title is like no other.
type piece struct {
	outlet       int
	title, topic string
	texts        []string // the last is that of now
	link         string   // "" for an outlet without addresses
	printed      time.Time
}

// followed is a topic and where it is followed.
type followed struct {
	person audience.Person
	place  audience.Place
	topic  string
}

// told is that a place was told of a piece, by its title.
type told struct {
	place audience.Place
	title string
}

type world struct {
	t      *testing.T
	rng    *rand.Rand
	file   string
	disk   *disktest.Disk
	now    time.Time
	ahead  time.Duration // of the real time, by which now is wrong
	pieces []*piece
	follow map[followed]time.Time // since when
	calm   bool                   // feeds and platforms behave

	store     *mortalStore
	engine    *bot.Engine
	deliverer *alert.Deliverer
	poller    *gather.Poller

	sent   map[told]int // how often
	again  map[told]int // how often it may have come again
	open   []told       // of the last message, while it is not marked as sent
	kills  int
	faults int // of the disk
	asked  int
	failed map[string]int // feeds' failures in a row, which are kept few
}

func newWorld(t *testing.T, seed uint64) *world {
	folder := t.TempDir()
	w := &world{t: t, rng: rand.New(rand.NewPCG(seed, 0)), file: filepath.Join(folder, "quoth.db"), disk: disktest.New(folder), now: time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC),
		follow: map[followed]time.Time{}, sent: map[told]int{}, again: map[told]int{}, failed: map[string]int{}}
	w.start()
	t.Cleanup(func() { w.store.Close() })
	for n := range outlets {
		if _, _, err := w.store.AddFeed(t.Context(), knowledge.Feed{URL: w.feedURL(n), FeedSettings: knowledge.FeedSettings{Pages: knowledge.PagesNever}}); err != nil {
			t.Fatal(err)
		}
	}
	w.calm = true
	w.poll() // what is there when a feed is added is no news
	w.calm = false
	return w
}

func (w *world) feedURL(outlet int) string {
	return fmt.Sprintf("https://outlet%d.example/feed?key=%s%d", outlet, secret, outlet)
}

// start starts the program over the file.
func (w *world) start() {
	w.t.Helper()
	clock := func() time.Time { return w.now }
	store, err := sqlite.Open(w.t.Context(), w.file, sqlite.Options{Clock: clock})
	if err != nil {
		w.t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(leaving{w}, nil))
	w.store = &mortalStore{Store: store, disk: w.disk, sent: func() { w.open = nil }}
	w.engine = bot.New(bot.Config{Store: w.store, Log: log, Now: clock})
	guard := attempt.New(w.store, log, clock)
	w.deliverer = alert.New(alert.Config{Store: w.store, Engine: w.engine, Log: log, Now: clock, Guard: guard})
	for _, name := range []string{"telegram", "discord"} {
		w.deliverer.Add(&worldPlatform{w, name})
	}
	w.poller = gather.NewPoller(gather.PollerConfig{Store: w.store, Intake: taker{intake.New(intake.Config{Store: w.store, Now: clock, Workers: 1})},
		Fetch: w.fetch, Now: clock, Log: log, Workers: 1, Guard: guard, Notify: w.deliverer.Notifier().Raise, Random: func() float64 { return 0.5 }})
}

// leaving is where bytes leave the program.
type leaving struct{ w *world }

func (l leaving) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte(secret)) {
		l.w.t.Errorf("an address left the bot: %s", p)
	}
	return len(p), nil
}

// live lives days, a few minutes at a time.
func (w *world) live(days int) {
	defer w.setAhead(0)
	for end := w.now.AddDate(0, 0, days); w.real().Before(end); {
		w.now = w.now.Add(time.Duration(60+w.rng.IntN(1200)) * time.Second)
		if w.ahead == 0 && w.rng.IntN(60) == 0 {
			w.setAhead(24 * time.Hour)
		} else if w.ahead > 0 && w.rng.IntN(5) == 0 {
			w.setAhead(0)
		}
		if w.rng.IntN(10) == 0 {
			w.store.killAt(1+w.rng.IntN(25), w.rng.IntN(2) == 0)
		} else if w.rng.IntN(10) == 0 {
			w.disk.Fail(1+w.rng.IntN(25), []disktest.Fault{disktest.Error, disktest.Full, disktest.Torn}[w.rng.IntN(3)])
		}
		switch n := w.rng.IntN(100); {
		case n < 20:
			w.print()
		case n < 25:
			w.revise()
		case n < 55:
			w.poll()
		case n < 80:
			w.deliver()
		case n < 95:
			w.ask()
		case n < 99:
			w.startFollowing()
		default:
			w.stopFollowing()
		}
		w.restartDead()
		w.mend()
	}
}

// real is what time it is for others.
func (w *world) real() time.Time { return w.now.Add(-w.ahead) }

// setAhead has the bot's clock be ahead of the real time.
func (w *world) setAhead(d time.Duration) {
	w.now = w.now.Add(d - w.ahead)
	w.ahead = d
}

// mend has the disk work again if it failed.
func (w *world) mend() {
	if w.disk.Failed() {
		w.faults++
		w.doubt()
		w.disk.Restart(w.t)
	}
}

// doubt notes that the message that was sent last may come again: that it was sent could not
// be written down.
func (w *world) doubt() {
	for _, o := range w.open {
		w.again[o]++
	}
	w.open = nil
}

// restartDead starts the program again if it was killed.
func (w *world) restartDead() {
	if !w.store.dead() {
		return
	}
	w.kills++
	w.doubt()
	if err := w.store.Close(); err != nil && !w.disk.Off() {
		w.t.Fatal(err)
	}
	w.mend()
	w.start()
}

// settle lets time pass in which nothing goes wrong, for longer than anything is suspended.
func (w *world) settle() {
	w.calm = true
	w.store.killAt(0, false)
	w.disk.Fail(0, disktest.Error)
	for range 12 * 8 {
		w.now = w.now.Add(3 * time.Hour)
		w.poll()
		w.deliver()
	}
}

func (w *world) print() {
	n := len(w.pieces) + 1
	p := &piece{outlet: w.rng.IntN(outlets - 1), topic: worldTopics[w.rng.IntN(len(worldTopics))], printed: w.real()}
	p.title = fmt.Sprintf("The %s number%d in town%d", p.topic, n, n*7)
	p.texts = []string{fmt.Sprintf("The %s of town%d moved to street%d after matter%d of person%d. Witness%d told of month%d in the hall.", p.topic, n*7, n*11, n*13, n*17, n*19, n*23)}
	if p.outlet%2 == 0 {
		p.link = fmt.Sprintf("https://outlet%d.example/%d", p.outlet, n)
	}
	w.pieces = append(w.pieces, p)
}

// revise has an outlet change what it printed, once.
func (w *world) revise() {
	if len(w.pieces) == 0 {
		return
	}
	if p := w.pieces[w.rng.IntN(len(w.pieces))]; len(p.texts) == 1 {
		p.texts = append(p.texts, p.texts[0]+fmt.Sprintf(" Later guest%d denied it.", len(p.title)*w.rng.IntN(1000)))
	}
}

// document is the feed of an outlet.
func (w *world) document(outlet int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<rss version='2.0'><channel><title>Outlet %d</title>", outlet)
	for i := len(w.pieces) - 1; i >= 0; i-- {
		p := w.pieces[i]
		if p.outlet != outlet && (p.outlet != 0 || outlet != outlets-1) {
			continue
		}
		fmt.Fprintf(&b, "<item><guid isPermaLink='false'>%d-%d</guid><title>%s</title><pubDate>%s</pubDate>", outlet, i, p.title, p.printed.Format(time.RFC1123Z))
		if p.link != "" {
			fmt.Fprintf(&b, "<link>%s</link>", p.link)
		}
		fmt.Fprintf(&b, "<description>%s</description></item>", p.texts[len(p.texts)-1])
	}
	b.WriteString("</channel></rss>")
	return b.Bytes()
}

// fetch is the web.
func (w *world) fetch(_ context.Context, r fetch.Request) (*fetch.Response, error) {
	if w.store.dead() {
		return nil, errKilled
	}
	outlet := 0
	if _, err := fmt.Sscanf(r.URL, "https://outlet%d.example/", &outlet); err != nil {
		return nil, &fetch.Error{Kind: fetch.NotFound, Host: fetch.HostOf(r.URL)}
	}
	body := w.document(outlet)
	mood := 100
	if !w.calm && w.failed[r.URL] < 3 {
		mood = w.rng.IntN(30)
	}
	w.failed[r.URL]++
	switch mood {
	case 0:
		return nil, &fetch.Error{Kind: fetch.Unreachable, Host: fetch.HostOf(r.URL)}
	case 1:
		return nil, &fetch.Error{Kind: fetch.ServerError, Host: fetch.HostOf(r.URL), Status: 503}
	case 2:
		return nil, &fetch.Error{Kind: fetch.TooSlow, Host: fetch.HostOf(r.URL)}
	case 3:
		body = []byte("<html><title>Down for maintenance</title></html>")
	case 4:
		body = body[:w.rng.IntN(len(body))]
	case 5:
		body = bytes.Repeat([]byte("<item><title>"), 2000)
	case 6:
		body = bytes.ReplaceAll(body, []byte("</channel>"), append(bytes.TrimSuffix(body[bytes.IndexByte(body, '>')+1:], []byte("</rss>")), "</channel>"...))
	default:
		w.failed[r.URL] = 0
	}
	return &fetch.Response{URL: r.URL, ContentType: "application/rss+xml", Body: body}, nil
}

func (w *world) poll() {
	if _, err := w.poller.PollDue(w.t.Context()); err != nil && !w.store.dead() && !w.disk.Failed() {
		w.t.Fatal(err)
	}
}

func (w *world) deliver() {
	for {
		n, err := w.deliverer.Step(w.t.Context())
		if w.store.dead() || w.disk.Failed() && err != nil {
			return
		}
		if err != nil {
			w.t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

// someone is one of those who talk to the bot, and where.
func (w *world) someone() (audience.Person, audience.Place, bool) {
	n := w.rng.IntN(6)
	if n < 3 {
		p := audience.Person{Platform: "telegram", User: fmt.Sprint("t", n)}
		return p, audience.Place{Platform: "telegram", Chat: p.User}, true
	}
	return audience.Person{Platform: "discord", User: fmt.Sprint("d", n)}, audience.Place{Platform: "discord", Chat: fmt.Sprint("room", n%2)}, false
}

// say has a person say a line until there is a reply: a platform brings again what was not
// answered. What was done already before a kill may be refused then.
func (w *world) say(who audience.Person, at audience.Place, private bool, line string) bot.Reply {
	w.t.Helper()
	for try := range 10 {
		r := bot.Request{Person: who, Place: at, Private: private, Manager: func(context.Context) (bool, error) { return true, nil }}
		w.engine.Commands().Parse(&r, line)
		reply, done := w.engine.Understand(w.t.Context(), &r)
		if !done {
			reply = w.engine.Handle(w.t.Context(), r)
		}
		if w.store.dead() {
			w.restartDead()
			continue
		}
		if w.disk.Failed() { // the person is told so, and says it again
			w.mend()
			continue
		}
		w.asked++
		if reply.Failed && try == 0 || reply.Silent || len(reply.Blocks) == 0 {
			w.t.Errorf("%q is answered with %+v", line, reply)
		}
		w.leave(reply)
		return reply
	}
	w.t.Fatalf("%q is never answered", line)
	return bot.Reply{}
}

func (w *world) ask() {
	who, at, private := w.someone()
	line := "/latest"
	if len(w.pieces) > 0 {
		p := w.pieces[w.rng.IntN(len(w.pieces))]
		town := p.title[strings.LastIndexByte(p.title, ' ')+1:]
		line = []string{"Where did the " + p.topic + " of " + town + " move?", "/search " + p.topic, "/timeline " + p.topic, "/latest", "/summary " + p.topic, "/alerts"}[w.rng.IntN(6)]
	}
	w.say(who, at, private, line)
}

func (w *world) startFollowing() {
	who, at, private := w.someone()
	f := followed{who, at, worldTopics[w.rng.IntN(len(worldTopics))]}
	pace := []string{"", " pace:hourly", " pace:daily"}[w.rng.IntN(3)]
	w.say(who, at, private, "/follow topic:"+f.topic+pace)
	for known := range w.follow { // a topic is followed once at a place
		if known.place == f.place && known.topic == f.topic {
			return
		}
	}
	w.follow[f] = w.real()
}

func (w *world) stopFollowing() {
	following := slices.SortedFunc(maps.Keys(w.follow), func(a, b followed) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	if len(following) == 0 {
		return
	}
	f := following[w.rng.IntN(len(following))]
	w.say(f.person, f.place, f.place.Platform == "telegram", "/unfollow "+f.topic)
	delete(w.follow, f)
}

// leave looks at what leaves the bot: its quotes are what was printed, under a seal.
func (w *world) leave(r bot.Reply) {
	w.t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		w.t.Fatal(err)
	}
	leaving{w}.Write(data)
	var look func(blocks []bot.Block)
	look = func(blocks []bot.Block) {
		for _, b := range bot.Unfold(blocks) {
			switch b := b.(type) {
			case bot.Quote:
				if b.Seal == "" || !slices.ContainsFunc(w.pieces, func(p *piece) bool {
					return p.title == b.Article.Title && slices.ContainsFunc(p.texts, func(text string) bool { return strings.Contains(text, b.Text) })
				}) {
					w.t.Errorf("a quote is not what was printed, or has no seal: %+v", b)
				}
			case bot.Entry:
				for _, q := range b.Quotes {
					look([]bot.Block{q})
				}
			}
		}
	}
	look(r.Blocks)
}

// worldPlatform is a platform at the edge.
type worldPlatform struct {
	w    *world
	name string
}

func (p *worldPlatform) Platform() string { return p.name }

func (p *worldPlatform) Home(_ context.Context, who audience.Person) (audience.Place, error) {
	return audience.Place{Platform: p.name, Chat: who.User}, nil
}

func (p *worldPlatform) Send(_ context.Context, to audience.Place, m bot.Message) (string, error) {
	w := p.w
	if w.store.dead() {
		return "", errKilled
	}
	mood := 100
	if !w.calm {
		mood = w.rng.IntN(30)
	}
	switch mood {
	case 0:
		return "", fmt.Errorf("%s is down", p.name)
	case 1:
		return "", &bot.WaitError{For: time.Minute}
	}
	w.leave(m.Reply)
	if w.disk.Failed() {
		w.doubt()
	}
	w.open = nil
	titles := map[string]bool{}
	for _, b := range bot.Unfold(m.Reply.Blocks) {
		if h, ok := b.(bot.Headline); ok {
			titles[h.Article.Title] = true
		}
	}
	for title := range titles {
		key := told{to, title}
		w.sent[key]++
		if mood == 2 {
			w.again[key]++
		} else {
			w.open = append(w.open, key)
		}
	}
	if mood == 2 {
		return "", fmt.Errorf("%s took the message, and did not say so", p.name)
	}
	return fmt.Sprint("m", len(w.sent)), nil
}

func (p *worldPlatform) Edit(_ context.Context, _ audience.Place, _ string, m bot.Message) error {
	if p.w.store.dead() {
		return errKilled
	}
	p.w.leave(m.Reply)
	return nil
}

// judge looks whether all is as it has to be.
func (w *world) judge() {
	t := w.t
	articles, texts := map[string]map[int64]bool{}, map[string]string{}
	if err := w.store.EachVersion(t.Context(), func(a knowledge.Article, s knowledge.Seal) error {
		if articles[a.Title] == nil {
			articles[a.Title] = map[int64]bool{}
		}
		articles[a.Title][a.ID] = true
		texts[a.Title] = a.Text
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, p := range w.pieces {
		if n := len(articles[p.title]); n != 1 {
			t.Errorf("%q of outlet %d is stored %d times", p.title, p.outlet, n)
		} else if texts[p.title] != p.texts[len(p.texts)-1] {
			t.Errorf("%q is stored as %q, and says %q", p.title, texts[p.title], p.texts[len(p.texts)-1])
		}
	}
	if len(articles) != len(w.pieces) {
		t.Errorf("%d pieces were printed, and %d articles are stored", len(w.pieces), len(articles))
	}
	expected := 0
	for f, since := range w.follow {
		for _, p := range w.pieces {
			if p.topic != f.topic || !p.printed.After(since) {
				continue
			}
			expected++
			if w.sent[told{f.place, p.title}] == 0 {
				t.Errorf("%+v was never told of %q, printed %s", f, p.title, p.printed)
			}
		}
	}
	for key, n := range w.sent {
		if n > 1+w.again[key] {
			t.Errorf("%+v was told %d times of %q, for which there is cause for %d", key.place, n, key.title, 1+w.again[key])
		}
	}
	feeds, err := w.store.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range feeds {
		if f.State != knowledge.FeedActive || f.Failures > 0 {
			t.Errorf("feed %d is %s after %d failures: %s", f.ID, f.State, f.Failures, f.Detail)
		}
	}
	if found, err := w.store.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("check finds %q, %v", found, err)
	}
	if done, err := knowledge.Scrub(t.Context(), w.store, func() error { return nil }); err != nil || len(done.Broken)+done.Unsealed > 0 {
		t.Errorf("scrub finds %+v, %v", done, err)
	}
	t.Logf("%d kills, %d faults of the disk, %d pieces, %d questions, %d alerts of %d expected", w.kills, w.faults, len(w.pieces), w.asked, len(w.sent), expected)
}
