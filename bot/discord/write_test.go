package discord_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quoth/bot/chattest/commits"
	discordtest "quoth/bot/chattest/discord"
	"quoth/bot/discord"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/lease"
)

// registrations is a store that counts how often the operator's servers are kept, which
// is the first and the last write of registering commands.
type registrations struct {
	knowledge.Store
	n atomic.Int64
}

func (s *registrations) SetState(ctx context.Context, name, value string) error {
	err := s.Store.SetState(ctx, name, value)
	if strings.HasPrefix(name, "discord operator's servers ") {
		s.n.Add(1)
	}
	return err
}

// TestAnswerIsTwoWrites counts the transactions that answers cost on the file of the news:
// that the event came, and what it leaves behind with that it is done.
func TestAnswerIsTwoWrites(t *testing.T) {
	t.Parallel()
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) { d.Heartbeat = time.Hour }) // which stores how far the session got
	counting := &registrations{Store: w.store}
	w.config.Store = counting
	w.config.Leases = lease.New(lease.Config{Store: w.store, Life: 100 * time.Hour}) // a renewal is no answer's write
	w.renew()
	w.start(1)
	w.works("before") // the first session is stored
	w.until("the commands are registered, everywhere and here", func() bool { return counting.n.Load() == 2 })
	for name, ask := range map[string]func(){
		"a command": func() { w.ana.Slash(w.general, "ask", map[string]any{"question": question}).Message() },
		"a mention": func() {
			n := len(w.general.WaitMessages(0))
			w.ana.Say(w.general, w.Bot().Mention()+" "+question)
			w.general.WaitMessages(n + 1)
		},
		"words in private": func() {
			n := len(w.ana.DM().WaitMessages(0))
			w.ana.Say(w.ana.DM(), question)
			w.ana.DM().WaitMessages(n + 1)
		},
		"a remark": func() {
			n := len(w.ana.DM().WaitMessages(0))
			w.ana.Say(w.ana.DM(), "hello")
			w.ana.DM().WaitMessages(n + 1)
		},
	} {
		w.done(counting)
		before := commits.Count(t, w.file)
		ask()
		w.done(counting)
		if n := commits.Count(t, w.file) - before; n == 0 || n > 2 {
			t.Errorf("%s costs %d transactions", name, n)
		}
	}
}

// done waits until every event is handled and that is stored.
func (w *world) done(store audience.Receipts) {
	w.t.Helper()
	w.settle()
	w.until("that is stored", func() bool {
		left, err := store.UnfinishedReceipts(w.t.Context(), discord.Platform, discord.Account(token))
		if err != nil {
			w.t.Fatal(err)
		}
		return len(left) == 0
	})
}
