package alert_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

// receiver is a platform at the edge: it keeps what it was sent, and answers as
// it is told to.
type receiver struct {
	mu     sync.Mutex
	sent   []sent
	edits  []sent
	answer func(to knowledge.Place, m bot.Message) error // nil: always well
	slow   time.Duration
	hangs  bool // until the caller gives up
}

type sent struct {
	to  knowledge.Place
	m   bot.Message
	at  time.Time
	ref string
}

func (r *receiver) Platform() string { return "test" }

func (r *receiver) Home(_ context.Context, p knowledge.Person) (knowledge.Place, error) {
	return knowledge.Place{Platform: "test", Chat: "home-" + p.User}, nil
}

func (r *receiver) Send(ctx context.Context, to knowledge.Place, m bot.Message) (string, error) {
	if r.hangs {
		<-ctx.Done()
		return "", ctx.Err()
	}
	if r.slow > 0 {
		time.Sleep(r.slow)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.answer != nil {
		if err := r.answer(to, m); err != nil {
			return "", err
		}
	}
	ref := fmt.Sprint("m", len(r.sent)+1)
	r.sent = append(r.sent, sent{to, m, time.Now(), ref})
	return ref, nil
}

func (r *receiver) Edit(_ context.Context, to knowledge.Place, ref string, m bot.Message) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.edits = append(r.edits, sent{to, m, time.Now(), ref})
	return nil
}

func (r *receiver) all() []sent {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]sent(nil), r.sent...)
}

// world is a store, a door and a deliverer on one clock.
type world struct {
	t     *testing.T
	store *sqlite.Store
	in    *intake.Intake
	d     *alert.Deliverer
	r     *receiver
	n     int
}

var quick = alert.Limits{All: rate.Inf, Private: rate.Inf, Shared: rate.Inf}

func newWorld(t *testing.T, limits alert.Limits) *world {
	t.Helper()
	ctx := context.Background()
	store, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "alerts.db"), sqlite.Options{Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, store: store, in: intake.New(intake.Config{Store: store, Now: time.Now, Workers: 1}), r: &receiver{}}
	e := bot.New(bot.Config{Store: store, Now: time.Now})
	w.d = alert.New(alert.Config{Store: store, Engine: e, Now: time.Now, Operators: []knowledge.Person{{Platform: "test", User: "boss"}}})
	w.d.Add(w.r, limits)
	return w
}

func (w *world) follow(chat, topic string, pace knowledge.Pace, minute int) int64 {
	w.t.Helper()
	id, _, err := w.store.Subscribe(context.Background(), knowledge.Subscription{
		Owner: knowledge.Person{Platform: "test", User: "u-" + chat}, Place: knowledge.Place{Platform: "test", Chat: chat},
		Private: true, Topic: topic, Pace: pace, Minute: minute, Created: time.Now(),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// print has an outlet print a new story about a topic.
func (w *world) print(topic string) {
	w.t.Helper()
	w.n++
	text := fmt.Sprintf("The %s of town%d moved to street%d after matter%d of person%d in month%d.", topic, w.n*7, w.n*11, w.n*13, w.n*17, w.n*19)
	w.add(knowledge.Article{URL: fmt.Sprintf("https://p.example/%d", w.n), Title: fmt.Sprintf("%s number%d in town%d", topic, w.n, w.n*7), Source: "Post",
		Published: time.Now(), Language: "en", Text: text})
}

func (w *world) add(articles ...knowledge.Article) {
	w.t.Helper()
	if _, err := w.in.Add(context.Background(), articles); err != nil {
		w.t.Fatal(err)
	}
}

// run delivers for a time.
func (w *world) run(d time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	if err := w.d.Run(ctx); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) settings(chat string, s knowledge.Settings) {
	w.t.Helper()
	if err := w.store.SetSettings(context.Background(), knowledge.Place{Platform: "test", Chat: chat}, knowledge.Person{Platform: "test", User: "u-" + chat}, s); err != nil {
		w.t.Fatal(err)
	}
}

func headings(m bot.Message) (n int) {
	for _, b := range m.Reply.Blocks {
		if _, ok := b.(bot.Headline); ok {
			n++
		}
	}
	return n
}

func TestOneStoryOneAlert(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, quick)
		defer w.store.Close()
		w.follow("a", "earthquake", knowledge.Now, 0)
		story := knowledge.Article{URL: "https://a.example/1", Title: "Earthquake kills 12 in Norland's Port Evans", Source: "Echo", Language: "en", Published: time.Now(),
			Text: "At least 12 people died when an earthquake struck near Port Evans on the coast of Norland. Prime Minister Ada Moreau promised help for the old town, where houses fell."}
		w.add(story)
		w.run(3 * time.Second)
		copied := story
		copied.URL, copied.Source, copied.Published = "https://b.example/1", "Wire", time.Now()
		w.add(copied)
		w.run(3 * time.Second)
		if got := w.r.all(); len(got) != 1 {
			t.Fatalf("%d alerts came, want 1", len(got))
		}
		if len(w.r.edits) != 1 || w.r.edits[0].ref != "m1" {
			t.Fatalf("the edits are %+v", w.r.edits)
		}
		plus := ""
		for _, b := range w.r.edits[0].m.Reply.Blocks {
			if b, ok := b.(bot.Text); ok {
				plus += b.Text
			}
		}
		if plus != "+1 outlet" {
			t.Errorf("the edit says %q", plus)
		}
	})
}

// TestWeeks runs simulated weeks over both changes of the clocks.
func TestWeeks(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for name, start := range map[string]time.Time{
		"to summer time": time.Date(2024, 3, 27, 12, 0, 0, 0, berlin),
		"to winter time": time.Date(2024, 10, 23, 12, 0, 0, 0, berlin),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(start))
				w := newWorld(t, quick)
				defer w.store.Close()
				w.settings("a", knowledge.Settings{TimeZone: "Europe/Berlin"})
				w.settings("b", knowledge.Settings{TimeZone: "Europe/Berlin", QuietFrom: 22 * 60, QuietUntil: 7 * 60})
				w.follow("a", "ferry", knowledge.Daily, 8*60)
				w.follow("b", "ferry", knowledge.Now, 0)
				paused := w.follow("c", "ferry", knowledge.Now, 0)
				s, err := w.store.Subscription(context.Background(), paused)
				if err != nil {
					t.Fatal(err)
				}
				s.Paused = true
				if err := w.store.UpdateSubscription(context.Background(), s); err != nil {
					t.Fatal(err)
				}
				for range 8 * 3 {
					w.print("ferry")
					w.run(8 * time.Hour)
				}
				digests, told := 0, map[string]int{}
				for _, x := range w.r.all() {
					local := x.at.In(berlin)
					told[x.to.Chat] += headings(x.m)
					switch x.to.Chat {
					case "a":
						digests++
						if local.Hour() != 8 || local.Minute() != 0 {
							t.Errorf("a digest came at %s", local)
						}
						if headings(x.m) != 3 || !x.m.Silent {
							t.Errorf("the digest of %s tells %d stories, silent: %t", local, headings(x.m), x.m.Silent)
						}
					case "b":
						if h := local.Hour(); h >= 22 || h < 7 {
							t.Errorf("an alert came in quiet hours, at %s", local)
						}
					case "c":
						t.Error("a paused subscription was told")
					}
				}
				if digests < 7 || told["b"] < 22 {
					t.Errorf("%d digests; %d stories told at once", digests, told["b"])
				}
				// The person moves to another time zone, and what is kept for the paused
				// subscription comes when it goes on.
				w.settings("a", knowledge.Settings{TimeZone: "America/New_York"})
				s.Paused = false
				if err := w.store.UpdateSubscription(context.Background(), s); err != nil {
					t.Fatal(err)
				}
				before := len(w.r.all())
				w.print("ferry")
				w.run(26 * time.Hour)
				york, _ := time.LoadLocation("America/New_York")
				late, resumed := false, 0
				for _, x := range w.r.all()[before:] {
					if x.to.Chat == "a" && x.at.In(york).Hour() == 8 {
						late = true
					}
					if x.to.Chat == "c" {
						resumed += headings(x.m)
					}
				}
				if !late {
					t.Error("no digest came at 8 in the new time zone")
				}
				if resumed != w.n {
					t.Errorf("%d of %d stories came after the pause", resumed, w.n)
				}
			})
		})
	}
}

// TestHourFollowsTheSettings has a digest wait for 8 in one time zone when the
// person moves to another.
func TestHourFollowsTheSettings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)))
		w := newWorld(t, quick)
		defer w.store.Close()
		w.settings("a", knowledge.Settings{TimeZone: "Europe/Berlin"})
		w.follow("a", "ferry", knowledge.Daily, 8*60)
		w.print("ferry")
		w.run(time.Hour)
		w.settings("a", knowledge.Settings{TimeZone: "Asia/Tokyo"})
		w.run(24 * time.Hour)
		want := time.Date(2024, 5, 6, 23, 0, 0, 0, time.UTC) // 8:00 in Tokyo
		if got := w.r.all(); len(got) != 1 || got[0].at.Sub(want).Abs() > 5*time.Second {
			t.Errorf("the digest came: %+v, want it at %s", got, want)
		}
	})
}

func TestReceiverThatRefuses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, quick)
		defer w.store.Close()
		for _, chat := range []string{"busy", "gone", "ill", "dumb", "moved", "well"} {
			w.follow(chat, "ferry", knowledge.Now, 0)
		}
		start := time.Now()
		tries := map[string][]time.Duration{}
		w.r.answer = func(to knowledge.Place, m bot.Message) error {
			tries[to.Chat] = append(tries[to.Chat], time.Since(start))
			switch {
			case to.Chat == "busy" && len(tries["busy"]) == 1:
				return &bot.WaitError{For: 90 * time.Second}
			case to.Chat == "gone":
				return &bot.GoneError{Reason: "the bot was blocked"}
			case to.Chat == "ill" && len(tries["ill"]) < 4:
				return errors.New("500 internal server error")
			case to.Chat == "dumb":
				return context.DeadlineExceeded
			case to.Chat == "moved":
				return &bot.GoneError{Reason: "it became a supergroup", MovedTo: "moved-2"}
			}
			return nil
		}
		w.print("ferry")
		w.run(72 * time.Hour)
		if n := tries["busy"]; len(n) != 2 || n[1] < 90*time.Second || n[1] > 100*time.Second {
			t.Errorf("after a request to wait 90 s the tries were at %v", n)
		}
		if n := tries["gone"]; len(n) != 1 {
			t.Errorf("a chat that is gone was tried at %v", n)
		}
		subs, err := w.store.SubscriptionsAt(t.Context(), knowledge.Place{Platform: "test", Chat: "gone"})
		if err != nil || len(subs) != 1 || subs[0].Stopped != "the bot was blocked" {
			t.Errorf("its subscription is %+v (%v)", subs, err)
		}
		if n := tries["ill"]; len(n) != 4 {
			t.Errorf("a receiver that recovers was tried at %v", n)
		}
		if n := tries["dumb"]; len(n) != 10 {
			t.Errorf("a receiver that never answers was tried %d times: %v", len(n), n)
		}
		if len(tries["moved"]) != 1 || len(tries["moved-2"]) != 1 {
			t.Errorf("a chat that moved was tried at %v and %v", tries["moved"], tries["moved-2"])
		}
		if len(tries["well"]) != 1 {
			t.Errorf("the chat that is well was tried at %v", tries["well"])
		}
		dead, err := w.store.DeadAlerts(t.Context(), 10)
		if err != nil || len(dead) != 2 {
			t.Errorf("given up: %+v (%v)", dead, err)
		}
		told := ""
		for _, x := range w.r.all() {
			if x.to.Chat == "home-boss" {
				told += x.m.Reply.Blocks[0].(bot.Notice).Text + "\n"
			}
		}
		if !strings.Contains(told, "is gone (the bot was blocked)") || !strings.Contains(told, "given up") {
			t.Errorf("the operator was told %q", told)
		}
	})
}

// TestPanicEndsNothing has the telling of one alert panic, each time: it is given up in
// the end, and what waits behind it arrives.
func TestPanicEndsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, quick)
		defer w.store.Close()
		w.follow("a", "ferry", knowledge.Now, 0)
		tries := 0
		w.r.answer = func(_ knowledge.Place, m bot.Message) error {
			if m.Nonce == "1" {
				tries++
				panic("out of order")
			}
			return nil
		}
		w.print("ferry")
		w.run(time.Minute)
		w.print("ferry")
		w.run(72 * time.Hour)
		arrived := 0
		for _, x := range w.r.all() {
			if x.to.Chat == "a" {
				arrived++
			}
		}
		if arrived != 1 || tries != 10 {
			t.Errorf("%d alerts arrived, and the first was tried %d times", arrived, tries)
		}
		dead, err := w.store.DeadAlerts(t.Context(), 10)
		if err != nil || len(dead) != 1 {
			t.Errorf("given up: %+v (%v)", dead, err)
		}
	})
}

// TestStopWithinTenSeconds stops the deliverer while a platform does not answer: the
// alert waits for the next one.
func TestStopWithinTenSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, quick)
		defer w.store.Close()
		w.follow("a", "ferry", knowledge.Now, 0)
		w.r.hangs = true
		w.print("ferry")
		began := time.Now()
		w.run(5 * time.Second)
		if took := time.Since(began); took != 15*time.Second {
			t.Errorf("it stopped after %v", took-5*time.Second)
		}
		w.r.hangs = false
		w.run(time.Minute)
		if n := len(w.r.all()); n != 1 {
			t.Errorf("%d alerts arrived in the end", n)
		}
	})
}

// mourner is a receiver that tells whose subscriptions were stopped.
type mourner struct {
	*receiver
	ended []string
}

func (m *mourner) Ended(_ context.Context, p knowledge.Place, reason string, stopped []knowledge.Subscription) {
	m.ended = append(m.ended, fmt.Sprint(p.Chat, ": ", reason, " ", len(stopped)))
}

// TestEveryEndIsTold stops a place twice within a week: each end is told, once.
func TestEveryEndIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, quick)
		defer w.store.Close()
		m := &mourner{receiver: w.r}
		w.d.Add(m, quick)
		w.follow("a", "ferry", knowledge.Now, 0)
		w.r.answer = func(knowledge.Place, bot.Message) error { return &bot.GoneError{Reason: "it was closed"} }
		for range 2 {
			w.print("ferry")
			w.print("ferry")
			w.run(time.Hour)
			w.follow("a", "ferry", knowledge.Now, 0)
		}
		if got := strings.Join(m.ended, "; "); got != "a: it was closed 1; a: it was closed 1" {
			t.Errorf("told: %q", got)
		}
	})
}

// TestBurst has 5,000 stories at once, which make 50,000 alerts for 200 chats: the
// limits hold, every chat is told of every story once, and none waits for the
// others to be served first.
func TestBurst(t *testing.T) {
	if testing.Short() {
		t.Skip("delivers thousands of alerts")
	}
	const topics, perTopic, chats, followed = 100, 50, 200, 5 // 5,000 articles, 50,000 alerts
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, alert.Limits{All: 30, Private: 1, Shared: rate.Every(3 * time.Second), Burst: 1})
		defer w.store.Close()
		for i := range chats {
			for j := range followed {
				w.follow(fmt.Sprint("c", i), fmt.Sprintf("topic%dx", (i+j*20)%topics), knowledge.Now, 0)
			}
		}
		for i := range topics {
			var batch []knowledge.Article
			for j := range perTopic {
				n := i*perTopic + j
				batch = append(batch, knowledge.Article{URL: fmt.Sprintf("https://p.example/%d", n), Title: fmt.Sprintf("topic%dx number%d of town%d", i, n, n*7), Source: "Post",
					Published: time.Now(), Language: "en", Text: fmt.Sprintf("The topic%dx of town%d moved to street%d after matter%d of person%d in harbour%d.", i, n*7, n*11, n*13, n*17, n*19)})
			}
			w.add(batch...)
		}
		const stories = followed * perTopic
		w.r.slow = 50 * time.Millisecond
		w.run(30 * time.Minute)
		told, last := map[string]int{}, map[string]time.Time{}
		perSecond := map[int64]int{}
		for _, x := range w.r.all() {
			told[x.to.Chat] += headings(x.m)
			if gap := x.at.Sub(last[x.to.Chat]); gap < 900*time.Millisecond {
				t.Errorf("%s got two messages within %s", x.to.Chat, gap)
			}
			last[x.to.Chat] = x.at
			perSecond[x.at.Unix()]++
		}
		for i := range chats {
			if n := told[fmt.Sprint("c", i)]; n != stories {
				t.Errorf("c%d was told %d of %d stories", i, n, stories)
			}
		}
		for second, n := range perSecond {
			if n > 60 { // the bucket's burst and its rate, in one second
				t.Errorf("%d messages in second %d", n, second)
			}
		}
		t.Logf("%d alerts in %d messages", chats*stories, len(w.r.all()))
	})
}
