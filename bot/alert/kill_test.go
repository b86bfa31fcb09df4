package alert_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

// TestMain runs this binary as the writer or a deliverer of TestKilled when it is
// told to.
func TestMain(m *testing.M) {
	switch os.Getenv("QUOTH_TEST_ROLE") {
	case "write":
		os.Exit(role(write))
	case "deliver":
		os.Exit(role(deliver))
	}
	os.Exit(m.Run())
}

func role(f func(context.Context, *sqlite.Store) error) int {
	ctx := context.Background()
	store, err := sqlite.Open(ctx, os.Getenv("QUOTH_TEST_DB"), sqlite.Options{})
	if err == nil {
		err = f(ctx, store)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

const killStories = 600

// write adds stories until there are enough, from where the last one stopped.
func write(ctx context.Context, store *sqlite.Store) error {
	in := intake.New(intake.Config{Store: store})
	for {
		s, err := store.Stats(ctx)
		if err != nil || s.Articles >= killStories {
			return err
		}
		n := s.Articles
		_, err = in.Add(ctx, []knowledge.Article{{
			URL: fmt.Sprintf("https://p.example/%d", n), Title: fmt.Sprintf("Ferry number%d of town%d", n, n*7), Source: "Post", Language: "en",
			Text: fmt.Sprintf("The ferry of town%d moved to street%d after matter%d of person%d in harbour%d.", n*7, n*11, n*13, n*17, n*19),
		}})
		if err != nil {
			return err
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// post is a platform that is an HTTP server on loopback.
type post struct{ address string }

func (post) Platform() string { return "test" }

func (post) Home(context.Context, knowledge.Person) (knowledge.Place, error) {
	return knowledge.Place{}, nil
}

func (p post) Send(ctx context.Context, to knowledge.Place, m bot.Message) (string, error) {
	form := url.Values{"chat": {to.Chat}}
	for _, b := range m.Reply.Blocks {
		if h, ok := b.(bot.Headline); ok {
			form.Add("story", h.Article.URL)
		}
	}
	answer, err := http.PostForm(p.address, form)
	if err != nil {
		return "", err
	}
	return "sent", answer.Body.Close()
}

func (post) Edit(context.Context, knowledge.Place, string, bot.Message) error { return nil }

func deliver(ctx context.Context, store *sqlite.Store) error {
	d := alert.New(alert.Config{Store: store, Engine: bot.New(bot.Config{Store: store}), Lease: 500 * time.Millisecond})
	d.Add(post{os.Getenv("QUOTH_TEST_SERVER")}, quick)
	return d.Run(ctx)
}

// TestKilled has a writer and two deliverers on one database, each killed at
// random, 100 times in all: no alert is lost, and one comes twice at most for
// each deliverer that was killed.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts 100 processes")
	}
	const chats, kills = 5, 100
	var mu sync.Mutex
	got := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.ParseForm()
		mu.Lock()
		defer mu.Unlock()
		for _, story := range r.Form["story"] {
			got[r.Form.Get("chat")+" "+story]++
		}
	}))
	defer server.Close()
	db := filepath.Join(t.TempDir(), "kill.db")
	store, err := sqlite.Open(t.Context(), db, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	for i := range chats {
		_, _, err := store.Subscribe(t.Context(), knowledge.Subscription{Owner: knowledge.Person{Platform: "test", User: "u"},
			Place: knowledge.Place{Platform: "test", Chat: fmt.Sprint("c", i)}, Topic: "ferry", Pace: knowledge.Now, Created: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
	}
	start := func(role string) *exec.Cmd {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), "QUOTH_TEST_ROLE="+role, "QUOTH_TEST_DB="+db, "QUOTH_TEST_SERVER="+server.URL)
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return c
	}
	roles := []string{"write", "deliver", "deliver"}
	running := make([]*exec.Cmd, len(roles))
	for i, r := range roles {
		running[i] = start(r)
	}
	r := rand.New(rand.NewPCG(8, 9))
	senders := 0
	for range kills {
		time.Sleep(time.Duration(50+r.IntN(150)) * time.Millisecond)
		i := r.IntN(len(roles))
		if i > 0 {
			senders++
		}
		running[i].Process.Kill()
		running[i].Wait()
		running[i] = start(roles[i])
	}
	if err := running[0].Wait(); err != nil {
		t.Errorf("the writer ended with %v", err)
	}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		due, err := store.NextDue(t.Context(), []string{"test"})
		if err != nil {
			t.Fatal(err)
		}
		if due.IsZero() {
			break
		}
	}
	for _, c := range running[1:] {
		c.Process.Kill()
		c.Wait()
	}
	mu.Lock()
	defer mu.Unlock()
	repeats, lost := 0, 0
	for i := range chats {
		for n := range killStories {
			switch times := got[fmt.Sprintf("c%d https://p.example/%d", i, n)]; {
			case times == 0:
				lost++
			default:
				repeats += times - 1
			}
		}
	}
	t.Logf("%d alerts, %d lost, %d repeated over %d kills of a deliverer", chats*killStories, lost, repeats, senders)
	if lost > 0 {
		t.Errorf("%d alerts were lost", lost)
	}
	// A killed deliverer may have been sending to every chat at that moment, a
	// message each.
	if repeats > senders*chats {
		t.Errorf("%d alerts came twice for %d kills", repeats, senders)
	}
}
