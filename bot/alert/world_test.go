package alert_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// receiver is a platform at the edge: it keeps what it was sent, and answers as
// it is told to.
type receiver struct {
	limiter *limit.Limiter // nil: there are no limits
	limits  []limit.Limit

	mu     sync.Mutex
	sent   []sent
	edits  []sent
	answer func(to audience.Place, m bot.Message) error // nil: always well
	edited func() error                                 // nil: always well
	slow   time.Duration
}

type sent struct {
	to  audience.Place
	m   bot.Message
	at  time.Time
	ref string
}

// stories are the addresses of the articles that a message tells of.
func (s sent) stories() (urls []string) {
	for _, b := range bot.Unfold(s.m.Reply.Blocks) {
		if h, ok := b.(bot.Headline); ok {
			urls = append(urls, h.Article.URL)
		}
	}
	return urls
}

// remarks are the bot's own words in a message.
func (s sent) remarks() (all []string) {
	for _, b := range s.m.Reply.Blocks {
		switch b := b.(type) {
		case bot.Heading:
			all = append(all, b.Text)
		case bot.Text:
			all = append(all, strings.Split(b.Text, " · ")...)
		case bot.Headline:
			if b.Note != "" {
				all = append(all, strings.Split(b.Note, " · ")...)
			}
		case bot.Notice:
			all = append(all, b.Text)
		}
	}
	return all
}

func (r *receiver) Platform() string { return "test" }

func (r *receiver) Home(_ context.Context, p audience.Person) (audience.Place, error) {
	return audience.Place{Platform: "test", Chat: "home-" + p.User}, nil
}

// perSecond is a limit of a receiver: of "all" that it is sent, or of each "chat".
func perSecond(name string, calls int) limit.Limit {
	return limit.Limit{Name: name, Calls: calls, Window: time.Second}
}

func (r *receiver) Send(ctx context.Context, to audience.Place, m bot.Message) (string, error) {
	if r.limiter == nil {
		return r.take(to, m)
	}
	limits := slices.Clone(r.limits)
	for i := range limits {
		if limits[i].Name == "chat" {
			limits[i].Scope = to.Chat
		}
	}
	permit, err := r.limiter.Wait(ctx, limit.Call{Limits: limits, Priority: limit.Alert, Patience: chat.AlertPatience})
	if err != nil {
		return "", err
	}
	defer permit.Done(true, limit.Window{})
	ref, err := r.take(to, m)
	var wait *bot.WaitError
	if errors.As(err, &wait) && wait.Global {
		r.limiter.Block(limits[0], wait.For)
	}
	return ref, err
}

func (r *receiver) take(to audience.Place, m bot.Message) (string, error) {
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

func (r *receiver) Edit(_ context.Context, to audience.Place, ref string, m bot.Message) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.edited != nil {
		if err := r.edited(); err != nil {
			return err
		}
	}
	r.edits = append(r.edits, sent{to, m, time.Now(), ref})
	return nil
}

func (r *receiver) all() []sent {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.sent)
}

// to returns what a chat was sent.
func (r *receiver) to(chat string) (got []sent) {
	for _, x := range r.all() {
		if x.to.Chat == chat {
			got = append(got, x)
		}
	}
	return got
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

func newWorld(t *testing.T, limits ...limit.Limit) *world {
	t.Helper()
	ctx := context.Background()
	store, err := sqlite.Open(ctx, sqlitetest.File(t), sqlite.Options{Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, store: store, in: intake.New(intake.Config{Store: store, Now: time.Now, Workers: 1}), r: &receiver{limits: limits}}
	if len(limits) > 0 {
		w.r.limiter = limit.NewLimiter()
	}
	w.d = w.deliverer(store)
	return w
}

// deliverer is one more that delivers to the receiver.
func (w *world) deliverer(store knowledge.Store) *alert.Deliverer {
	d := alert.New(alert.Config{Store: store, Engine: bot.New(bot.Config{Store: w.store, Now: time.Now}), Now: time.Now,
		Operators: []audience.Person{{Platform: "test", User: "boss"}}})
	d.Add(w.r)
	return d
}

func (w *world) follow(chat, topic string, pace audience.Pace, minute int) int64 {
	w.t.Helper()
	id, _, err := w.store.Subscribe(context.Background(), audience.Subscription{
		Owner: audience.Person{Platform: "test", User: "u-" + chat}, Place: audience.Place{Platform: "test", Chat: chat},
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

// pause pauses a subscription, or lets it go on.
func (w *world) pause(subscription int64, paused bool) {
	w.t.Helper()
	s, err := w.store.Subscription(context.Background(), subscription)
	if err != nil {
		w.t.Fatal(err)
	}
	s.Paused = paused
	if err := w.store.UpdateSubscription(context.Background(), s); err != nil {
		w.t.Fatal(err)
	}
}

// pass lets a time pass in which what is due is delivered every so often: for long
// times, in which Run would look at the store many times.
func (w *world) pass(d, every time.Duration) {
	w.t.Helper()
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(every) {
		w.drain()
	}
}

// drain delivers until nothing is due.
func (w *world) drain() {
	w.t.Helper()
	for {
		n, err := w.d.Step(context.Background())
		if err != nil {
			w.t.Fatal(err)
		}
		if n == 0 {
			return
		}
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

func (w *world) settings(chat string, s audience.Settings) {
	w.t.Helper()
	if err := w.store.SetSettings(context.Background(), audience.Place{Platform: "test", Chat: chat}, audience.Person{Platform: "test", User: "u-" + chat}, s); err != nil {
		w.t.Fatal(err)
	}
}
