package telegram

import "time"

// Hasten makes the limits' second last d, and every pause shorter in proportion.
func (b *Bot) Hasten(d time.Duration) {
	b.limits.second, b.limits.minute = d, 60*d
}

// InHand is how many updates are in memory.
func (b *Bot) InHand() int { return len(b.inbox.room) }

// MostInHand is how many there may be.
const MostInHand = inHand
