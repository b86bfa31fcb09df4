package bot_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// counted counts the searches of a store, and lets them wait for a signal.
type counted struct {
	knowledge.Store
	searches atomic.Int64
	begun    chan struct{} // has a value for each search; nil for none
	release  chan struct{} // closed when searches may go on; nil when they may
}

func (c *counted) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	c.searches.Add(1)
	if c.begun != nil {
		c.begun <- struct{}{}
		<-c.release
	}
	return c.Store.Search(ctx, q)
}

// startCounted is an engine over articles, whose searches are counted, and a way to add more.
func startCounted(t *testing.T, now func() time.Time) (*bot.Engine, *counted, func(...knowledge.Article)) {
	store, err := sqlite.Open(t.Context(), sqlitetest.File(t), sqlite.Options{Clock: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	c := &counted{Store: store}
	add := func(articles ...knowledge.Article) {
		t.Helper()
		if _, err := intake.New(intake.Config{Store: store, Now: now}).Add(t.Context(), articles); err != nil {
			t.Fatal(err)
		}
	}
	add(ferry...)
	return bot.New(bot.Config{Store: c, Now: now}), c, add
}

// TestSameQuestion asks one question again and again: it is worked on when something that the
// reply may depend on is another than before.
func TestSameQuestion(t *testing.T) {
	now := day(2024, 5, 6)
	e, store, add := startCounted(t, func() time.Time { return now })
	quarry := knowledge.Article{URL: "https://post.example/quarry", Title: "Quarry closes", Source: "Harbour Post", Published: day(2024, 4, 3), Text: "The quarry of Elmstead closed after a strike of its crews.", Language: "en"}
	ask := func(place audience.Place, language string) {
		t.Helper()
		r := bot.Request{Person: somebody, Place: place, Language: language, Command: "ask", Args: bot.Args{"question": "How many sailors stopped work in Portmouth?"}}
		if reply := e.Handle(t.Context(), r); reply.Failed || !strings.Contains(words(reply), "340 sailors") {
			t.Fatalf("the answer is %s", words(reply))
		}
	}
	for _, step := range []struct {
		name   string
		do     func()
		worked bool
	}{
		{"first", func() { ask(square, "") }, true},
		{"again", func() { ask(square, "") }, false},
		{"elsewhere", func() { ask(home, "") }, false},
		{"another language", func() { ask(square, "de") }, true},
		{"another article", func() { add(quarry); ask(square, "") }, true},
		{"a private article", func() {
			secret := quarry
			secret.URL, secret.Text, secret.For = "https://post.example/secret", "The quarry was sold.", knowledge.ChatAudience(square.Platform, square.Chat)
			add(secret)
			ask(square, "")
		}, true},
		{"where it is not read", func() { ask(home, "") }, true},
		{"other settings", func() {
			if err := e.Handle(t.Context(), bot.Request{Person: somebody, Place: home, Private: true, Command: "settings", Args: bot.Args{"outlets": "Harbour Post"}}).Err; err != nil {
				t.Fatal(err)
			}
			ask(home, "")
		}, true},
		{"later", func() { now = now.Add(time.Hour); ask(home, "") }, true},
	} {
		before := store.searches.Load()
		step.do()
		if worked := store.searches.Load() > before; worked != step.worked {
			t.Errorf("%s: worked on is %t, want %t", step.name, worked, step.worked)
		}
	}
}

// TestSameQuestionAtOnce asks one question from many places while nothing is answered. Who
// asks first goes away: the others get their answer all the same.
func TestSameQuestionAtOnce(t *testing.T) {
	e, store, _ := startCounted(t, time.Now)
	store.begun, store.release = make(chan struct{}, 1000), make(chan struct{})
	ask := func(ctx context.Context) bot.Reply {
		return e.Handle(ctx, bot.Request{Person: somebody, Place: square, Command: "ask", Args: bot.Args{"question": "How many sailors stopped work in Portmouth?"}})
	}
	var all sync.WaitGroup
	ctx, cancel := context.WithCancel(t.Context())
	all.Go(func() {
		if reply := ask(ctx); !errors.Is(reply.Err, context.Canceled) {
			t.Errorf("who went away is answered with %s", words(reply))
		}
	})
	<-store.begun // the first has begun
	for range 8 {
		all.Go(func() {
			if reply := ask(t.Context()); !strings.Contains(words(reply), "340 sailors") {
				t.Errorf("the answer is %s", words(reply))
			}
		})
	}
	cancel()
	close(store.release)
	all.Wait()
}

// TestSameButtons presses the same button under a reply that two chats got, in both at once:
// neither changes what the other reads.
func TestSameButtons(t *testing.T) {
	e, _, _ := startCounted(t, time.Now)
	var buttons []bot.Action
	for _, place := range []audience.Place{square, home} {
		reply := e.Handle(t.Context(), bot.Request{Person: somebody, Place: place, Command: "ask", Args: bot.Args{"question": "How many sailors stopped work in Portmouth?"}})
		for _, a := range reply.Actions {
			if a.Command == "timeline" {
				buttons = append(buttons, a)
			}
		}
	}
	if len(buttons) != 2 {
		t.Fatalf("the buttons are %v", buttons)
	}
	var all sync.WaitGroup
	for i, place := range []audience.Place{square, home} {
		all.Go(func() {
			if reply := e.Handle(t.Context(), bot.Request{Person: somebody, Place: place, Command: buttons[i].Command, Args: buttons[i].Args}); reply.Failed {
				t.Errorf("the button leads to %s", words(reply))
			}
		})
	}
	all.Wait()
}

// TestBusy asks while another request is worked on, and has no time to wait: it is told so,
// and a batch waits.
func TestBusy(t *testing.T) {
	e, store, _ := startCounted(t, time.Now)
	e.Bound(1, 0)
	store.begun, store.release = make(chan struct{}, 1000), make(chan struct{})
	ask := func(question string, patient bool) bot.Reply {
		return e.Handle(t.Context(), bot.Request{Person: somebody, Place: square, Command: "ask", Args: bot.Args{"question": question}, Patient: patient})
	}
	answered := func(reply bot.Reply) {
		if !strings.Contains(words(reply), "340 sailors") {
			t.Errorf("the answer is %s", words(reply))
		}
	}
	var all sync.WaitGroup
	all.Go(func() { answered(ask("How many sailors stopped work in Portmouth?", false)) })
	<-store.begun
	if reply := ask("Who opened the bridge?", false); !errors.Is(reply.Err, bot.ErrBusy) || !strings.Contains(words(reply), "Too much is asked at the moment") {
		t.Errorf("who can't wait is answered with %s", words(reply))
	}
	if reply := e.Handle(t.Context(), bot.Request{Person: somebody, Place: square, Command: "help"}); reply.Failed {
		t.Errorf("help, which is no work, is answered with %s", words(reply))
	}
	all.Go(func() { answered(ask("How many sailors stopped work?", true)) })
	close(store.release)
	all.Wait()
}
