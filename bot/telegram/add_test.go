package telegram_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"quoth/bot/telegram"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

// written counts the transactions in which the adapter writes.
type written struct {
	telegram.Store
	receipts, sessions atomic.Int32
}

func (w *written) SaveReceipts(ctx context.Context, r []audience.Receipt, now time.Time) error {
	w.receipts.Add(1)
	return w.Store.SaveReceipts(ctx, r, now)
}

func (w *written) SaveSession(ctx context.Context, s audience.Session) error {
	w.sessions.Add(1)
	return w.Store.SaveSession(ctx, s)
}

// TestQuestionsWhileArticlesComeIn asks questions while another process adds articles to
// the file: all are answered, and each costs one write beside its receipt. How long they
// took with and without that is printed.
func TestQuestionsWhileArticlesComeIn(t *testing.T) {
	questions := 20
	if os.Getenv("LONG_TESTS") != "" {
		questions = 100
	}
	store := &written{}
	r := newRig(t, unlimited, func(r *rig) {
		store.Store = r.store
		r.conf.Store = store
	})
	r.start()
	ben := r.server.User("Ben")
	home := r.server.Private(ben)
	ask := func() (took []time.Duration) {
		for range questions {
			before := len(home.Sent())
			began := time.Now()
			ben.Say(home, "How many ferry sailors stopped work in Portmouth?")
			home.WaitMessages(before + 1)
			took = append(took, time.Since(began))
		}
		r.settle()
		slices.Sort(took)
		return took
	}
	ask() // what is read once
	store.sessions.Store(0)
	alone := ask()
	added := make(chan int)
	ctx, stop := context.WithCancel(t.Context())
	go func() { added <- addArticles(ctx, t, r.file) }()
	beside := ask()
	stop()
	n := <-added
	at := func(took []time.Duration, p int) time.Duration {
		return took[len(took)*p/100].Round(100 * time.Microsecond)
	}
	t.Logf("alone half in %v, 99%% in %v; beside %d articles that came in half in %v, 99%% in %v",
		at(alone, 50), at(alone, 99), n, at(beside, 50), at(beside, 99))
	if n == 0 {
		t.Error("no article came in")
	}
	if writes := int(store.sessions.Load()); writes > 2*questions {
		t.Errorf("%d answers cost %d writes beside their receipts", 2*questions, writes)
	}
}

// addArticles adds articles to a file until ctx is done, over a connection of its own, and
// returns how many.
func addArticles(ctx context.Context, t *testing.T, file string) (n int) {
	store, err := sqlite.Open(context.WithoutCancel(ctx), file, sqlite.Options{})
	if err != nil {
		t.Error(err)
		return 0
	}
	defer store.Close()
	door := intake.New(intake.Config{Store: store})
	for few := articles(t); ctx.Err() == nil; {
		var batch []knowledge.Article
		for _, a := range few {
			n++
			a.URL = fmt.Sprintf("https://daily.example/%d", n)
			a.Title = fmt.Sprintf("%s, part %d", a.Title, n)
			a.Text += fmt.Sprintf("\n\nThe reader number %d of this page was the mayor of Portmouth himself.", n)
			batch = append(batch, a)
		}
		if _, err := door.Add(context.WithoutCancel(ctx), batch); err != nil {
			t.Error(err)
			return n
		}
	}
	return n
}
