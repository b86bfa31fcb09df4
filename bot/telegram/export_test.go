package telegram

import "time"

// Hasten makes the limits' second last d, and every pause shorter in proportion.
func (b *Bot) Hasten(d time.Duration) {
	b.limits.second, b.limits.minute = d, 60*d
}
