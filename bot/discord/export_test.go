package discord

import (
	"time"

	"quoth/bot"
	"quoth/bot/discord/gateway"
	"quoth/bot/discord/message"
)

// For the tests of this package.
const (
	AckWorkers = ackWorkers
)

// Account is what the store calls the account of a token.
func Account(token string) string { return account(token) }

// Idle reports whether everything that was taken on is done.
func (b *Bot) Idle() bool { return b.acks.Len() == 0 && b.queue.Len() == 0 }

// Refused reports whether Discord refuses everything for now.
func (b *Bot) Refused() bool { return b.rest.Refuses() }

// BePatient sets how long the bot waits for a session to begin.
func (b *Bot) BePatient(d time.Duration) { b.gateway.Patience = d }

// TryAcks sets how long the bot tries to acknowledge.
func (b *Bot) TryAcks(d time.Duration) { b.ackTime = d }

// EndWithin sets how long answers go on when the bot is stopped.
func (b *Bot) EndWithin(d time.Duration) { b.ending.Grace = d }

// PaceIdentify sets the pause between two identifies; 0 for the real one.
func (b *Bot) PaceIdentify(d time.Duration) {
	if b.gateway.Pause = d; d == 0 {
		b.gateway.Pause = gateway.IdentifyPause
	}
}

// Render is the first page of a reply as it is read at a time.
func Render(r bot.Reply, now time.Time) string {
	return message.Render(r, worthSharing(r), now).Text(0)
}
