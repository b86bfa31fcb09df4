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
)

// receiptCounter is a store that counts what is written of receipts, and how often it is
// kept that commands are registered.
type receiptCounter struct {
	knowledge.Store
	writes, registered atomic.Int64
}

func (s *receiptCounter) SetState(ctx context.Context, name, value string) error {
	err := s.Store.SetState(ctx, name, value)
	if strings.HasPrefix(name, "discord commands ") {
		s.registered.Add(1)
	}
	return err
}

func (s *receiptCounter) SaveReceipts(ctx context.Context, receipts []audience.Receipt, now time.Time) error {
	err := s.Store.SaveReceipts(ctx, receipts, now)
	s.writes.Add(1)
	return err
}

// TestAnswerIsOneWrite counts the transactions that answers cost on the file of the news:
// beside those of the receipt, that the event came and that it is done, one each.
func TestAnswerIsOneWrite(t *testing.T) {
	w := begin(t, []string{"ferry"}, func(d *discordtest.Config, _ *discord.Config) { d.Heartbeat = time.Hour }) // which stores how far the session got
	counting := &receiptCounter{Store: w.store}
	w.config.Store = counting
	var err error
	if w.bot, err = discord.New(w.config); err != nil {
		t.Fatal(err)
	}
	w.start(1)
	w.works("before") // the first session is stored
	w.Await("the commands to be registered, everywhere and here", func() bool { return counting.registered.Load() == 2 })
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
		all, receipts := commits.Count(t, w.file), counting.writes.Load()
		ask()
		w.done(counting)
		receipts = counting.writes.Load() - receipts
		if n := int64(commits.Count(t, w.file)-all) - receipts; n > 1 || receipts > 2 {
			t.Errorf("%s costs %d transactions, and %d for its receipt", name, n, receipts)
		}
	}
}

// done waits until every event is handled and that is stored.
func (w *world) done(store audience.Receipts) {
	w.settle()
	for {
		left, err := store.UnfinishedReceipts(w.t.Context(), discord.Platform, discord.Account(token))
		if err != nil {
			w.t.Fatal(err)
		}
		if len(left) == 0 {
			return
		}
		time.Sleep(time.Millisecond)
	}
}
