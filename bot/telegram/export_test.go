package telegram

import (
	"context"
	"time"

	"quoth/bot"
	"quoth/bot/chat/session"
	"quoth/bot/telegram/page"
	"quoth/knowledge/audience"
)

// Hasten makes the limits' second last d, and every pause shorter in proportion.
func (b *Bot) Hasten(d time.Duration) {
	b.second = d
}

// Pause is how long a pause of d lasts.
func (b *Bot) Pause(d time.Duration) time.Duration { return b.scaled(d) }

// Grace sets how long Run goes on with what is being answered.
func (b *Bot) Grace(d time.Duration) { b.end.Grace = d }

// Unwind sets how long what was cut off may take to end.
func (b *Bot) Unwind(d time.Duration) { b.end.Unwind = d }

// Patient sets how long a message may be on its way.
func (b *Bot) Patient(d time.Duration) { b.patient = d }

// Handling sets how long all of an update may take.
func (b *Bot) Handling(d time.Duration) { b.handling = d }

// Typing says at a place that the bot works on the answer to a message, until quiet is called. The
// answer takes the place of another message unless edits is 0.
func (b *Bot) Typing(at audience.Place, message string, edits int64) (quiet func()) {
	return b.typing(context.Background(), target{place: at, asked: session.Asked{Message: message}, edits: edits})
}

// InHand is how many updates are in memory.
func (b *Bot) InHand() int { return b.queue.Len() }

// MostInHand is how many there may be.
const MostInHand = mostInHand

// Render writes blocks as one message, and returns its length and its tags.
func Render(blocks []bot.Block) (html string, units, entities int) {
	p := page.Render(blocks, bot.Calendar{})
	return p.String(), p.Units, p.Entities
}

// RenderRich writes blocks as a rich message; ok is false where that does not hold them.
func RenderRich(blocks []bot.Block) (html string, ok bool) {
	p, ok := page.Rich(blocks, bot.Calendar{})
	return p.String(), ok
}

// Post sends a reply that nobody asked for to a place.
func (b *Bot) Post(at audience.Place, r bot.Reply) error {
	return b.post(context.Background(), target{place: at}, session.Sent{Request: bot.Request{Place: at}, Reply: r}, audience.Person{}, "")
}

// RenderReply writes the first page of a reply as it is read at a time.
func RenderReply(r bot.Reply, now time.Time) (html string, units, entities int) {
	p, _ := newView(&session.Shown{Reply: r}, now).page(0)
	return p.String(), p.Units, p.Entities
}
