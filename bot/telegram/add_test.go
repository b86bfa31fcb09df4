package telegram_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"quoth/bot/chattest/commits"
	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/chattest/victim"
	"quoth/bot/telegram"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/lease"
	"quoth/knowledge/sqlite"
)

// written counts the transactions in which the adapter writes receipts and sessions.
type written struct {
	telegram.Store
	writes atomic.Int32
}

func (w *written) SaveReceipts(ctx context.Context, r []audience.Receipt, s []audience.Session, now time.Time) error {
	return w.count(w.Store.SaveReceipts(ctx, r, s, now))
}

func (w *written) SaveSession(ctx context.Context, s audience.Session) error {
	return w.count(w.Store.SaveSession(ctx, s))
}

func (w *written) count(err error) error {
	if err == nil {
		w.writes.Add(1)
	}
	return err
}

// TestAnswerIsTwoWrites counts the transactions that answers cost on the file of the news:
// that the update came, and what it leaves behind with that it is done.
func TestAnswerIsTwoWrites(t *testing.T) {
	t.Parallel()
	r := newRig(t, unlimited, func(r *rig) { // a renewed lease is no answer's write
		r.conf.Leases = lease.New(lease.Config{Store: r.store, Life: 100 * time.Hour})
	})
	r.start()
	ana := r.server.User("Ana")
	home := r.server.Private(ana)
	done := func() {
		r.settle()
		for rows(t, r.file, "SELECT count(*) FROM receipts WHERE NOT done") > 0 {
			time.Sleep(time.Millisecond)
		}
	}
	r.answered(ana, "Hello")
	for rows(t, r.file, "SELECT count(*) FROM state WHERE name LIKE 'telegram.menu.%'") == 0 { // a write that is no answer's
		time.Sleep(time.Millisecond)
	}
	for _, c := range []struct {
		name string
		do   func()
	}{
		{"a question", func() { r.answered(ana, "How many sailors stopped work?") }},
		{"a button", func() { ana.Press(home.Sent()[1], "Timeline").Wait() }},
		{"a remark", func() { r.answered(ana, "hello") }},
		{"a command whose argument is missing", func() { r.answered(ana, "/follow") }},
		{"no argument", func() { r.answered(ana, "/cancel") }},
	} {
		done()
		before := commits.Count(t, r.file)
		c.do()
		done()
		if n := commits.Count(t, r.file) - before; n == 0 || n > 2 {
			t.Errorf("%s costs %d transactions", c.name, n)
		}
	}
}

// TestQuestionsWhileArticlesComeIn asks questions while another process adds articles to
// the file: all are answered, and each costs two writes, its receipt among them. How long they
// took with and without that is printed.
func TestQuestionsWhileArticlesComeIn(t *testing.T) {
	t.Parallel()
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
	var people []*telegramtest.User // each of whom asks rarely
	for n := range 20 {
		people = append(people, r.server.User(fmt.Sprint("Person ", n)))
	}
	ask := func() (took []time.Duration) {
		for n := range questions {
			who := people[n%len(people)]
			home := r.server.Private(who)
			before := len(home.Sent())
			began := time.Now()
			who.Say(home, "How many ferry sailors stopped work in Portmouth?")
			home.WaitMessages(before + 1)
			took = append(took, time.Since(began))
		}
		r.settle()
		slices.Sort(took)
		return took
	}
	ask() // what is read once
	store.writes.Store(0)
	alone := ask()
	stored := func() int { return rows(t, r.file, "SELECT count(*) FROM articles") }
	n := stored()
	adding := victim.Start(t, r.file, adds)
	defer adding.Kill()
	for stored() == n { // until it has begun
		time.Sleep(time.Millisecond)
	}
	beside := ask()
	n = stored() - n
	at := func(took []time.Duration, p int) time.Duration {
		return took[len(took)*p/100].Round(100 * time.Microsecond)
	}
	t.Logf("alone half in %v, 99%% in %v; beside %d articles that came in half in %v, 99%% in %v, which is %.1f times as long",
		at(alone, 50), at(alone, 99), n, at(beside, 50), at(beside, 99), float64(at(beside, 99))/float64(at(alone, 99)))
	if writes := int(store.writes.Load()); writes > 2*2*questions {
		t.Errorf("%d answers cost %d writes", 2*questions, writes)
	}
}

// adds is the address of no platform: the process over a database that is told it adds
// articles there, as "quoth add" does.
const adds = "adds"

// addArticles adds articles to a file until the process is killed.
func addArticles(ctx context.Context, file string) error {
	store, err := sqlite.Open(ctx, file, sqlite.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	few, err := readArticles()
	if err != nil {
		return err
	}
	intake.Yield()
	door := intake.New(intake.Config{Store: store})
	for n := 0; ; {
		var batch []knowledge.Article
		for _, a := range few {
			n++
			a.URL = fmt.Sprintf("https://daily.example/%d", n)
			a.Title = fmt.Sprintf("%s, part %d", a.Title, n)
			a.Text += fmt.Sprintf("\n\nThe reader number %d of this page was the mayor of Portmouth himself.", n)
			batch = append(batch, a)
		}
		if _, err := door.Add(ctx, batch); err != nil {
			return err
		}
	}
}
