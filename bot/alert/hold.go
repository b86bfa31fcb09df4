package alert

import (
	"context"
	"fmt"
	"slices"
	"time"

	"quoth/bot"
	"quoth/bot/text"
	"quoth/knowledge/audience"
)

const (
	// holdFirst and holdMost bound the pauses after which a place that refuses alerts
	// is tried again: half as long as it has refused them.
	holdFirst, holdMost = 5 * time.Minute, 6 * time.Hour
	// holdTime is how long a place may refuse alerts before its subscriptions end.
	holdTime = 3 * 24 * time.Hour
)

// hold keeps the alerts of a place that refuses them until it takes them again; what
// refuses them for holdTime has ended.
func (d *Deliverer) hold(ctx context.Context, g *group, m message, reason string) {
	now := d.now()
	h, err := d.store.HoldPlace(ctx, g.place, reason, now, now.Add(holdFirst))
	if err != nil {
		d.fail(ctx, m, fmt.Errorf("the chat refuses messages and could not be held: %w", err))
		return
	}
	refused := now.Sub(h.Since)
	if !h.Since.IsZero() && refused >= holdTime {
		d.stop(ctx, g, m, reason)
		return
	}
	if g.hold.Since.IsZero() {
		g.hold = h
		d.log.Info("alert: place held", "platform", g.place.Platform, "reason", reason)
		d.notifyHeld(ctx, g, reason)
	}
	if pause := min(refused/2, holdMost); pause > holdFirst {
		if _, err := d.store.HoldPlace(ctx, g.place, reason, now, now.Add(pause)); err != nil {
			d.log.ErrorContext(ctx, "alert: hold failed", "error", err)
		}
	}
	d.postpone(ctx, m.rows, now, "") // the place is not claimed before its time
}

// notifyHeld notifies those who follow something in a place that refuses it.
func (d *Deliverer) notifyHeld(ctx context.Context, g *group, reason string) {
	notifier, ok := d.channels[g.place.Platform].Sender.(bot.Notifier)
	if !ok {
		return
	}
	here, err := d.store.SubscriptionsAt(ctx, g.place)
	if err != nil {
		d.log.ErrorContext(ctx, "alert: subscriptions read failed", "error", err)
		return
	}
	telling, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	notifier.Held(telling, g.place, reason, here)
}

// release ends the hold of a place that took a message, and which was told of it.
func (d *Deliverer) release(ctx context.Context, g *group) {
	if g.hold.Since.IsZero() {
		return
	}
	if err := d.store.Release(ctx, g.place); err != nil {
		d.log.ErrorContext(ctx, "alert: release failed", "error", err)
		return
	}
	d.log.Info("alert: place released", "platform", g.place.Platform, "held", d.now().Sub(g.hold.Since))
	g.hold = audience.Hold{}
}

// afterHold is a reply with a word below it about why nothing came for a while.
func afterHold(g *group, r bot.Reply) bot.Reply {
	if !g.hold.Since.IsZero() {
		r.Blocks = append(slices.Clip(r.Blocks), heldNotice(text.For(r.Language), g.hold))
	}
	return r
}

// heldNotice is what is said with the first alert in a place that refused them for a
// while.
func heldNotice(p text.Printer, h audience.Hold) bot.Notice {
	return bot.Notice{Text: p.Say("alert.was_held", "time", p.Minute(h.Since.UTC()), "reason", p.Say(text.Key(h.Reason)))}
}
