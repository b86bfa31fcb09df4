package alert_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// counted is a store that counts the rows that a deliverer has in hand.
type counted struct {
	knowledge.Store
	mu         sync.Mutex
	held       map[int64]bool
	most, each int // rows in hand at most, and of one claim
}

func (c *counted) Claim(ctx context.Context, platforms []string, now time.Time, lease time.Duration, limit int) ([]audience.Alert, error) {
	rows, err := c.Store.Claim(ctx, platforms, now, lease, limit)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, a := range rows {
		c.held[a.ID] = true
	}
	c.most, c.each = max(c.most, len(c.held)), max(c.each, len(rows))
	return rows, err
}

func (c *counted) drop(ids []int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range ids {
		delete(c.held, id)
	}
}

func (c *counted) MarkSent(ctx context.Context, ids []int64, message string, at time.Time) error {
	c.drop(ids)
	return c.Store.MarkSent(ctx, ids, message, at)
}

func (c *counted) Postpone(ctx context.Context, ids []int64, due time.Time, reason string) error {
	c.drop(ids)
	return c.Store.Postpone(ctx, ids, due, reason)
}

// TestBurst has 500 stories at once for 15 chats, or 5,000 for 200 with LONG_TESTS, which
// make three and ten times as many alerts: the limits hold, every chat is told of every story
// of a topic once and in their order, no chat waits until others have all that is theirs,
// and few of the alerts are in memory at a time.
func TestBurst(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("delivers 1,500 alerts")
	}
	const followed = 5
	const each = 1 // messages a second to a chat
	topics, perTopic, chats, most := 25, 20, 15, 10
	if os.Getenv("LONG_TESTS") != "" {
		topics, perTopic, chats, most = 100, 50, 200, 30
	}
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, perSecond("all", most), perSecond("chat", each))
		defer w.store.Close()
		store := &counted{Store: w.store, held: map[int64]bool{}}
		w.d = w.deliverer(store)
		for i := range chats {
			for j := range followed {
				w.follow(fmt.Sprint("c", i), fmt.Sprintf("topic%dx", (i+j*20)%topics), audience.Now, 0)
			}
		}
		for i := range topics {
			var batch []knowledge.Article
			for j := range perTopic {
				n := i*perTopic + j
				batch = append(batch, knowledge.Article{URL: fmt.Sprintf("https://p.example/%06d", n), Title: fmt.Sprintf("topic%dx number%d of town%d", i, n, n*7), Source: "Post",
					Published: time.Now(), Language: "en", Text: fmt.Sprintf("The topic%dx of town%d moved to street%d after matter%d of person%d in harbour%d.", i, n*7, n*11, n*13, n*17, n*19)})
			}
			w.add(batch...)
		}
		stories := followed * perTopic
		w.r.slow = 50 * time.Millisecond
		start := time.Now()
		w.run(30 * time.Minute)
		first := map[string]time.Duration{}
		last := map[string]time.Time{}
		told := map[string][]string{}
		inOrder := map[string]string{} // the last story of a chat and topic
		all := w.r.all()
		slices.SortFunc(all, func(a, b sent) int { return a.at.Compare(b.at) })
		for i, x := range all {
			chat := x.to.Chat
			if gap := x.at.Sub(last[chat]); gap < time.Second/each {
				t.Errorf("%s got two messages within %s", chat, gap)
			}
			if last[chat].IsZero() {
				first[chat] = x.at.Sub(start)
			}
			last[chat] = x.at
			if i >= most && x.at.Sub(all[i-most].at) < 990*time.Millisecond {
				t.Errorf("%d messages within %s", most+1, x.at.Sub(all[i-most].at))
			}
			line := chat + x.m.Reply.Subject()
			for _, url := range x.stories() {
				if url <= inOrder[line] {
					t.Errorf("%s was told of %s after %s", chat, url, inOrder[line])
				}
				inOrder[line] = url
				told[chat] = append(told[chat], url)
			}
		}
		for i := range chats {
			chat := fmt.Sprint("c", i)
			slices.Sort(told[chat])
			if n := len(slices.Compact(told[chat])); n != stories || len(told[chat]) != stories {
				t.Errorf("%s was told %d times of %d of %d stories", chat, len(told[chat]), n, stories)
			}
		}
		// When every chat is served in turn, each has its first message long before
		// any has its last.
		latest := time.Duration(0)
		for _, d := range first {
			latest = max(latest, d)
		}
		end := all[len(all)-1].at.Sub(start)
		if latest > end/2 {
			t.Errorf("a chat waited %s for its first message, of %s in all", latest, end)
		}
		if store.most > 1024 {
			t.Errorf("%d alerts were in memory at a time", store.most)
		}
		t.Logf("%d alerts in %d messages within %s; the last chat waited %s for its first; at most %d alerts in hand, %d of one claim",
			chats*stories, len(all), end, latest, store.most, store.each)
	})
}

// TestDigestsOfManyChatsAreWhole has more digests at one hour than a deliverer
// holds alerts: each comes as one message.
func TestDigestsOfManyChatsAreWhole(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("many simulated hours")
	}
	const chats, stories = 60, 12
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, perSecond("all", 30), perSecond("chat", 1))
		defer w.store.Close()
		for i := range chats {
			w.follow(fmt.Sprint("c", i), "ferry", audience.Hourly, 0)
		}
		time.Sleep(time.Minute)
		for range stories {
			w.print("ferry")
		}
		w.run(2 * time.Hour)
		count := map[string]int{}
		for _, x := range w.r.all() {
			count[x.to.Chat]++
			if n := len(x.stories()); n != stories {
				t.Errorf("a digest for %s tells %d of %d stories", x.to.Chat, n, stories)
			}
		}
		for i := range chats {
			if n := count[fmt.Sprint("c", i)]; n != 1 {
				t.Errorf("c%d got %d messages", i, n)
			}
		}
	})
}
