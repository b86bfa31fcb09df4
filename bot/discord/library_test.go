package discord_test

import (
	"runtime"
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
	for !waitsForItself() {
		select {
		case err := <-opened:
			t.Fatalf("Open returns: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
}

// waitsForItself reports whether a goroutine is in Open, which holds the Session's lock, and
// waits for that lock.
func waitsForItself() bool {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	for _, g := range strings.Split(string(stacks), "\n\n") {
		if strings.Contains(g, "discordgo.(*Session).Open") && strings.Contains(g, "discordgo.(*Session).CloseWithCode") && strings.Contains(g, "sync.(*RWMutex).Lock") {
			return true
		}
	}
	return false
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
