package alert

import (
	"context"
	"log/slog"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// Notifier tells the operator what needs a hand: in the log and in the
// operator's own chats, never to subscribers.
type Notifier struct {
	store     knowledge.Store
	log       *slog.Logger
	now       func() time.Time
	operators []audience.Person
	channels  map[string]*channel
}

// Note tells the operator in the log and among the notices, once for each key until it
// is cleared; it reports whether that was now.
func (n *Notifier) Note(ctx context.Context, key, text string) bool {
	fresh, err := n.store.Notify(ctx, key, text, n.now())
	if err != nil {
		n.log.ErrorContext(ctx, "alert: notice save failed", "notice", text, "error", err)
		return false
	}
	if fresh {
		n.log.Warn("alert: notice raised", "notice", text)
	}
	return fresh
}

// Raise is Note, and tells the operator's chats, too.
func (n *Notifier) Raise(ctx context.Context, key, text string) {
	if !n.Note(ctx, key, text) {
		return
	}
	for _, p := range n.operators {
		c := n.channels[p.Platform]
		if c == nil {
			continue
		}
		sending, cancel := context.WithTimeout(ctx, sendTime)
		place, err := c.Home(sending, p)
		if err == nil {
			_, err = c.Send(sending, place, bot.Message{Reply: bot.Reply{Blocks: []bot.Block{bot.Notice{Text: text}}}})
		}
		cancel()
		if err != nil {
			n.log.WarnContext(ctx, "alert: notice send failed", "platform", p.Platform, "error", err)
		}
	}
}

// Clear ends a notice: what it told of is mended.
func (n *Notifier) Clear(ctx context.Context, key string) {
	if err := n.store.ClearNotice(ctx, key); err != nil && ctx.Err() == nil {
		n.log.ErrorContext(ctx, "alert: notice clear failed", "error", err)
	}
}
