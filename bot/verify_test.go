package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// illStore is a store whose reads of quotes and articles fail as fault says, which is
// given the number of the read from 1 on.
type illStore struct {
	knowledge.Store
	fault func(ctx context.Context, read int64) error
	reads atomic.Int64
}

func (f *illStore) Excerpts(ctx context.Context, spans []knowledge.Span) (map[knowledge.Span]knowledge.Excerpt, error) {
	if err := f.fault(ctx, f.reads.Add(1)); err != nil {
		return nil, err
	}
	return f.Store.Excerpts(ctx, spans)
}

func (f *illStore) Article(ctx context.Context, id int64) (knowledge.Article, error) {
	if err := f.fault(ctx, f.reads.Add(1)); err != nil {
		return knowledge.Article{}, err
	}
	return f.Store.Article(ctx, id)
}

func (f *illStore) Documents(ctx context.Context, ids []int64) ([]knowledge.Document, error) {
	if err := f.fault(ctx, f.reads.Add(1)); err != nil {
		return nil, err
	}
	return f.Store.Documents(ctx, ids)
}

// over is an engine over the same articles whose store is faulty.
func (k *talk) over(fault func(ctx context.Context, read int64) error) *talk {
	other := *k
	other.Engine = bot.New(bot.Config{Store: &illStore{Store: k.store, fault: fault}, Log: slog.New(slog.NewTextHandler(k.log, nil)), Now: func() time.Time { return k.now }})
	return &other
}

// lines are requests whose replies show news.
var lines = []string{
	"How many ferry sailors stopped work in Portmouth?", "/summary https://post.example/ferry", "/timeline ferry strike",
	"/search ferry", "/latest", "/find About 340 sailors stopped work",
}

// TestReadThatFailsOnce has each read of a request fail in turn, once, for a reason that
// passes, or for each of them with LONG_TESTS: the reply is as if nothing had happened.
func TestReadThatFailsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := start(t, ferry...)
		ill := errors.New("disk I/O error")
		reasons := []error{knowledge.ErrLocked, context.DeadlineExceeded, ill}
		for n, line := range lines {
			want := words(k.say(t, line))
			tries := 1
			if os.Getenv("LONG_TESTS") != "" {
				tries = len(reasons)
			}
			for try := range tries {
				for nth, failed := int64(1), true; failed; nth++ {
					failed = false
					passing := reasons[(n+try+int(nth))%len(reasons)]
					got := words(k.over(func(_ context.Context, read int64) error {
						if read == nth {
							failed = true
							return fmt.Errorf("reading: %w", passing)
						}
						return nil
					}).say(t, line))
					if got != want {
						t.Errorf("%s, when read %d fails once with %q, says %s want %s", line, nth, passing, got, want)
					}
				}
			}
		}
	})
}

// TestReadThatEndsARequest has the time of a request end within its n-th read: it
// says so, nothing about what is stored, and is answered when it is asked again.
func TestReadThatEndsARequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := start(t, ferry...)
		for _, line := range lines {
			want := words(k.say(t, line))
			for nth, ended := int64(1), true; ended; nth++ {
				ended = false
				ctx, cancel := context.WithCancel(t.Context())
				slow := k.over(func(ctx context.Context, read int64) error {
					if read == nth {
						ended = true
						cancel()
						return fmt.Errorf("reading: %w", ctx.Err())
					}
					return nil
				})
				r := bot.Request{Person: somebody, Place: home, Private: true}
				slow.Commands().Parse(&r, line)
				reply := slow.Handle(ctx, r)
				cancel()
				if got := words(reply); ended && (!reply.Failed || len(reply.Blocks) != 1 || !strings.Contains(got, "took too long")) {
					t.Errorf("%s, whose time ended in read %d, says %s", line, nth, got)
				}
				if got := words(slow.say(t, line)); got != want {
					t.Errorf("%s, asked again, says %s", line, got)
				}
			}
		}
	})
}

// TestReadThatFailsForGood has a store fail for a reason that does not pass.
func TestReadThatFailsForGood(t *testing.T) {
	k := start(t, ferry...)
	ruined := k.over(func(context.Context, int64) error { return fmt.Errorf("reading: %w", knowledge.ErrCorrupt) })
	for _, line := range lines[:2] {
		if reply := ruined.say(t, line); !reply.Failed || len(reply.Blocks) != 1 || !strings.Contains(words(reply), "is damaged") {
			t.Errorf("%s says %s", line, words(reply))
		}
	}
	if _, err := ruined.Verify(t.Context(), k.say(t, lines[0])); !errors.Is(err, knowledge.ErrCorrupt) {
		t.Errorf("Verify returns %v", err)
	}
}

// TestChangeIsMadeOnce has the reply to a command that changes something fail.
func TestChangeIsMadeOnce(t *testing.T) {
	k := start(t, ferry...)
	locked := 0
	busy := bot.New(bot.Config{Store: &lockedTopics{k.store, &locked}, Now: func() time.Time { return k.now }})
	reply := busy.Handle(t.Context(), bot.Request{Person: somebody, Place: home, Private: true, Command: "follow", Args: bot.Args{"topic": "ferry"}})
	if !reply.Failed || locked != 1 {
		t.Errorf("it was tried %d times and says %s", locked, words(reply))
	}
}

type lockedTopics struct {
	knowledge.Store
	tried *int
}

func (l *lockedTopics) Subscribe(context.Context, audience.Subscription) (int64, bool, error) {
	*l.tried++
	return 0, false, knowledge.ErrLocked
}

// TestDigestCountsWhatIsLeft changes an article of a digest that was kept.
func TestDigestCountsWhatIsLeft(t *testing.T) {
	k := start(t, ferry...)
	var alerts []audience.Alert
	for _, a := range ferry {
		stored, err := k.store.ArticleByURL(t.Context(), a.URL)
		if err != nil {
			t.Fatal(err)
		}
		alerts = append(alerts, audience.Alert{Article: stored.ID, Message: "kept"})
	}
	digest, err := alert.NewWriter(k.store, k.Engine).Write(t.Context(), audience.Subscription{Topic: "portmouth"}, alerts)
	if err != nil || blocks[bot.Heading](digest)[0].Text != "Digest on “portmouth”: 2 stories" {
		t.Fatalf("the digest is %s (%v)", words(digest), err)
	}
	digest.Blocks = append(digest.Blocks, bot.Picture{Name: "all.png"})
	data, err := json.Marshal(digest)
	if err != nil {
		t.Fatal(err)
	}
	err = k.store.Write(t.Context(), func(w knowledge.Writer) error {
		_, err := w.RemoveSource(t.Context(), "Gazette")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var kept bot.Reply
	if err := json.Unmarshal(data, &kept); err != nil {
		t.Fatal(err)
	}
	left, err := k.Verify(t.Context(), kept)
	if err != nil || blocks[bot.Heading](left)[0].Text != "Digest on “portmouth”: 1 story" || len(blocks[bot.Headline](left)) != 1 || len(blocks[bot.Picture](left)) != 0 {
		t.Errorf("left is %s (%v)", words(left), err)
	}
	if n := blocks[bot.Notice](left); len(n) != 1 || !strings.HasSuffix(n[0].Text, ": 1 quote.") {
		t.Errorf("what is missing is told with %+v", n)
	}
}
