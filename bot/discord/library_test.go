package discord_test

import (
	"net/http"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	discordtest "quoth/bot/chattest/discord"
)

// The faults of the library's Session for which the gateway here is the bot's own. When one
// of these tests fails, the library is mended, and its reason is gone.

// librarySession is the library's Session at a server.
func librarySession(t *testing.T, d *discordtest.Discord) *discordgo.Session {
	t.Helper()
	s, err := discordgo.New("Bot " + d.Token())
	if err != nil {
		t.Fatal(err)
	}
	s.Client = d.Client()
	return s
}

// TestLibraryLocksItself orders the Session to reconnect in place of READY: Open holds its
// lock, and closing the connection waits for it.
func TestLibraryLocksItself(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Token: token})
	d.RefuseIdentify(7)
	s := librarySession(t, d)
	opened := make(chan error, 1)
	go func() { opened <- s.Open() }()
	// Open holds the Session's lock, and waits for it.
	for goroutines("discordgo.(*Session).Open", "discordgo.(*Session).CloseWithCode", "sync.(*RWMutex).Lock") == 0 {
		select {
		case err := <-opened:
			t.Fatalf("Open returns: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
}

// goroutines is how many goroutines are in all of some functions.
func goroutines(functions ...string) (n int) {
	stacks := make([]byte, 1<<22)
	stacks = stacks[:runtime.Stack(stacks, true)]
	for _, g := range strings.Split(string(stacks), "\n\n") {
		if !slices.ContainsFunc(functions, func(f string) bool { return !strings.Contains(g, f) }) {
			n++
		}
	}
	return n
}

// TestLibraryIdentifiesOnAndOn tells the Session again and again that it is invalid: it
// identifies each time, on the same connection. Discord lets a bot identify 1,000 times a
// day, and resets its token then.
func TestLibraryIdentifiesOnAndOn(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Config{Token: token})
	const times = 100
	refusals := make([]int, times)
	for n := range refusals {
		refusals[n] = 9
	}
	d.RefuseIdentify(refusals...)
	s := librarySession(t, d)
	if err := s.Open(); err != nil {
		t.Fatal(err)
	}
	d.Await("all identifies", func() bool { return len(d.Identifies()) > times })
	s.ShouldReconnectOnError = false
	s.Close()
}

// TestLibraryPanics has the Session take a guild in that has come without what it is, which
// it does in a goroutine that nobody can guard.
func TestLibraryPanics(t *testing.T) {
	s := librarySession(t, discordtest.New(t, discordtest.Config{Token: token}))
	defer func() {
		if recover() == nil {
			t.Error("the library takes a GUILD_CREATE without a guild")
		}
	}()
	s.State.OnInterface(s, &discordgo.GuildCreate{})
}

// TestLibraryResumesElsewhere looks for the address at which Discord wants a session to be
// resumed: the library does not read it.
func TestLibraryResumesElsewhere(t *testing.T) {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[discordgo.Ready]()) {
		if strings.HasPrefix(f.Tag.Get("json"), "resume_gateway_url") {
			t.Error("the library reads resume_gateway_url")
		}
	}
}

// TestLibraryWaitsWithALock sends two requests of a bucket whose limit is reached: the first
// sleeps with the bucket's lock, and the second waits for that, which no context ends.
func TestLibraryWaitsWithALock(t *testing.T) {
	limiter := discordgo.NewRatelimiter()
	err := limiter.LockBucket("messages").Release(http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset-After": {"3600"}})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		go limiter.LockBucket("messages")
	}
	for goroutines("discordgo.(*RateLimiter).LockBucketObject", "time.Sleep") == 0 || goroutines("discordgo.(*RateLimiter).LockBucketObject", "sync.(*Mutex).Lock") == 0 {
		time.Sleep(time.Millisecond)
	}
}

// TestLibraryKeepsBuckets answers a hundred interactions, of each of which the library keeps
// a bucket.
func TestLibraryKeepsBuckets(t *testing.T) {
	d := discordtest.New(t, discordtest.Config{Token: token, Limits: discordtest.Limits{Off: true}})
	s := librarySession(t, d)
	const interactions = 100
	for n := range interactions {
		id := strconv.Itoa(n + 1)
		s.InteractionRespond(&discordgo.Interaction{ID: id, Token: "t" + id}, &discordgo.InteractionResponse{Type: discordgo.InteractionResponsePong})
	}
	if n := reflect.ValueOf(s.Ratelimiter).Elem().FieldByName("buckets").Len(); n < interactions {
		t.Errorf("the library keeps %d buckets", n)
	}
}
