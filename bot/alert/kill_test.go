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
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/knowledge"
	"quoth/knowledge/audience"
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

// write adds stories, from where the last one stopped.
func write(ctx context.Context, store *sqlite.Store) error {
	in := intake.New(intake.Config{Store: store})
	for {
		s, err := store.Stats(ctx)
		if err != nil {
			return err
		}
		n := s.Articles
		_, err = in.Add(ctx, []knowledge.Article{{
			URL: story(n), Title: fmt.Sprintf("Ferry number%d of town%d", n, n*7), Source: "Post", Language: "en",
			Text: fmt.Sprintf("The ferry of town%d moved to street%d after matter%d of person%d in harbour%d.", n*7, n*11, n*13, n*17, n*19),
		}})
		if err != nil {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func story(n int) string { return fmt.Sprintf("https://p.example/%d", n) }

// post is a platform that is an HTTP server on loopback.
type post struct{ address string }

func (post) Platform() string { return "test" }

func (post) Home(context.Context, audience.Person) (audience.Place, error) {
	return audience.Place{}, nil
}

func (p post) Send(ctx context.Context, to audience.Place, m bot.Message) (string, error) {
	form := url.Values{"chat": {to.Chat}, "by": {strconv.Itoa(os.Getpid())}}
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

func (post) Edit(context.Context, audience.Place, string, bot.Message) error { return nil }

// killLease is longer than a busy machine leaves a process without a turn: what is
// sent once the lease is over comes twice. What a killed deliverer had in hand
// waits for so long, by the clock of the one that comes after it.
const killLease = time.Hour

func deliver(ctx context.Context, store *sqlite.Store) error {
	ahead, err := time.ParseDuration(os.Getenv("QUOTH_TEST_AHEAD"))
	if err != nil {
		return err
	}
	now := func() time.Time { return time.Now().Add(ahead) }
	d := alert.New(alert.Config{Store: store, Engine: bot.New(bot.Config{Store: store, Now: now}), Now: now, Lease: killLease})
	d.Add(post{os.Getenv("QUOTH_TEST_SERVER")})
	return d.Run(ctx)
}

// process is a process of this test, what it says on standard error, and whether it
// has ended.
type process struct {
	*exec.Cmd
	said  strings.Builder
	ended chan struct{}
}

// TestKilled has a writer and two deliverers on one database, each killed at random a
// dozen times, or a hundred with LONG_TESTS: no alert is lost, and what comes twice was the last message
// that a deliverer, which was killed, sent to a chat.
func TestKilled(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("starts many processes")
	}
	chats, kills := 5, 12
	if os.Getenv("LONG_TESTS") != "" {
		kills = 100
	}
	type delivery struct {
		by      string
		message int // of that process to that chat
	}
	var mu sync.Mutex
	got := map[string][]delivery{} // by chat and story, in the order of their coming
	messages := map[string]int{}   // by process and chat
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.ParseForm()
		mu.Lock()
		defer mu.Unlock()
		chat, by := r.Form.Get("chat"), r.Form.Get("by")
		messages[by+" "+chat]++
		for _, story := range r.Form["story"] {
			got[chat+" "+story] = append(got[chat+" "+story], delivery{by, messages[by+" "+chat]})
		}
	}))
	defer server.Close()
	db := filepath.Join(t.TempDir(), "kill.db")
	store, err := sqlite.Open(t.Context(), db, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var subscriptions []int64
	for i := range chats {
		id, _, err := store.Subscribe(t.Context(), audience.Subscription{Owner: audience.Person{Platform: "test", User: "u"},
			Place: audience.Place{Platform: "test", Chat: fmt.Sprint("c", i)}, Topic: "ferry", Pace: audience.Now, Created: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		subscriptions = append(subscriptions, id)
	}
	// A process that ends by itself is begun again, as its supervisor would, when it
	// says why: the database may be locked for too long on a busy machine.
	var ending sync.Mutex // guards killed and running
	killed := map[string]bool{}
	roles := []string{"write", "deliver", "deliver"}
	running := make([]*process, len(roles))
	var watching sync.WaitGroup
	over, ahead := false, time.Duration(0)
	var start func(i int)
	start = func(i int) {
		p := &process{Cmd: exec.Command(os.Args[0]), ended: make(chan struct{})}
		p.Env = append(os.Environ(), "QUOTH_TEST_ROLE="+roles[i], "QUOTH_TEST_DB="+db, "QUOTH_TEST_SERVER="+server.URL, "QUOTH_TEST_AHEAD="+ahead.String())
		p.Stderr = &p.said
		if err := p.Start(); err != nil {
			t.Error(err)
			return
		}
		running[i] = p
		watching.Go(func() {
			err := p.Wait()
			close(p.ended)
			ending.Lock()
			defer ending.Unlock()
			pid := strconv.Itoa(p.Process.Pid)
			if killed[pid] || over {
				return
			}
			t.Logf("a process to %s ended by itself: %v: %s", roles[i], err, p.said.String())
			if p.ProcessState.ExitCode() != 1 {
				t.Errorf("a process to %s broke down", roles[i])
			}
			start(i)
		})
	}
	ending.Lock()
	for i := range roles {
		start(i)
	}
	ending.Unlock()
	kill := func(i int) {
		ending.Lock()
		p := running[i]
		killed[strconv.Itoa(p.Process.Pid)] = true
		p.Process.Kill()
		ending.Unlock()
		<-p.ended
	}
	r := rand.New(rand.NewPCG(8, 9))
	var turns []int
	for range kills {
		turns = append(turns, 0, 1, 2)
	}
	r.Shuffle(len(turns), func(i, j int) { turns[i], turns[j] = turns[j], turns[i] })
	for _, i := range turns {
		time.Sleep(time.Duration(50+r.IntN(150)) * time.Millisecond)
		kill(i)
		ending.Lock()
		start(i)
		ending.Unlock()
	}
	for { // on a busy machine a writer may have been killed before its first story, each time
		stats, err := store.Stats(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if stats.Articles >= kills {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	for i := range roles {
		kill(i)
	}
	ending.Lock()
	ahead = killLease + time.Minute
	start(1)
	ending.Unlock()
	waits := func() bool {
		for _, id := range subscriptions {
			all, err := store.AlertsOf(t.Context(), id, 1e6)
			if err != nil {
				t.Fatal(err)
			}
			if slices.ContainsFunc(all, func(a audience.Alert) bool { return a.Message == "" && !a.Dead }) {
				return true
			}
		}
		return false
	}
	for waits() {
		time.Sleep(10 * time.Millisecond)
	}
	ending.Lock()
	over = true
	running[1].Process.Kill() // which has nothing in hand
	ending.Unlock()
	watching.Wait()
	stats, err := store.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	lost, sentTwice := 0, map[string]bool{}
	for i := range chats {
		chat := fmt.Sprint("c", i)
		for n := range stats.Articles {
			all := got[chat+" "+story(n)]
			if len(all) == 0 {
				lost++
				continue
			}
			for _, d := range all[:len(all)-1] {
				sentTwice[d.by+" "+chat] = true
				if !killed[d.by] || d.message != messages[d.by+" "+chat] {
					t.Errorf("%s was told twice of %s, and not for a kill: %+v", chat, story(n), all)
				}
			}
		}
	}
	t.Logf("%d stories, %d alerts: %d lost; of %d kills of a deliverer %d messages came twice",
		stats.Articles, chats*stats.Articles, lost, 2*(kills+1), len(sentTwice))
	if lost > 0 || stats.Articles < kills {
		t.Errorf("%d alerts of %d stories were lost", lost, stats.Articles)
	}
}
