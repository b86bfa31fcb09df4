package alert

import (
	"sync"
	"time"

	"quoth/bot"
	"quoth/knowledge/audience"
)

// channel is a platform to deliver to. Its limits are kept by the Sender, which sends
// answers as well; here is only when it is to be asked again.
type channel struct {
	bot.Sender

	mu      sync.Mutex
	blocked map[string]time.Time // chats that are not sent to before
	until   time.Time            // nothing is sent before
}

func newChannel(s bot.Sender) *channel {
	return &channel{Sender: s, blocked: map[string]time.Time{}}
}

// block keeps the chat of a place, or the whole platform, from being sent to
// until then.
func (c *channel) block(p audience.Place, until time.Time, global bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if global {
		c.until = later(c.until, until)
	} else {
		c.blocked[p.Chat] = later(c.blocked[p.Chat], until)
	}
}

// blockedUntil is when a place may be sent to again; in the past when it may be
// now.
func (c *channel) blockedUntil(p audience.Place, now time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	until := c.blocked[p.Chat]
	if !until.After(now) {
		delete(c.blocked, p.Chat)
	}
	return later(until, c.until)
}
