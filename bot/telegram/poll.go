package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"quoth/bot/chat"
	"quoth/bot/chat/limit"
	"quoth/bot/telegram/botapi"
)

const (
	// pollTime is how long Telegram holds a poll open when there is nothing new.
	pollTime = 50 * time.Second
	// batch is how many updates a poll returns at most (Bot API, getUpdates).
	batch = 100
	// numbersAnew is after how much silence Telegram may number updates anew:
	// "at least a week" (Bot API, Update), less a day.
	numbersAnew = 6 * 24 * time.Hour
)

// poll asks for updates, while no other process does, until ctx is done or the token is
// refused. The next process may ask once what was taken in is confirmed, and need not wait
// for the answers.
func (b *Bot) poll(ctx context.Context) error {
	end := b.open(ctx)
	err := b.leases.Only(ctx, "telegram "+number(b.self.ID)+" polling", func(ctx context.Context) error {
		r := &receiver{Bot: b}
		err := b.supervise.Keep(ctx, "polling", func() error { return r.receive(ctx) })
		if err == nil && b.api.Refusal() == nil {
			r.confirm(context.WithoutCancel(ctx))
		}
		return err
	})
	if err == nil {
		err = b.api.Refusal()
	}
	end(err != nil)
	return err
}

// receiver is where polling is.
type receiver struct {
	*Bot
	last  int64     // the highest number of an update that was taken in
	heard time.Time // when
}

// offset is the update from which on Telegram is asked, all before it being confirmed with
// that; 0 when nothing came for so long that Telegram may number anew.
func (r *receiver) offset() int64 {
	if r.last == 0 || r.now().Sub(r.heard) > numbersAnew {
		return 0
	}
	return r.last + 1
}

// receive is the loop of poll.
func (b *receiver) receive(ctx context.Context) error {
	failures, ready := 0, false
	var others conflicts
	for ctx.Err() == nil {
		var err error
		if !ready {
			// A webhook that is still set would refuse every poll.
			if _, err = b.try(ctx, "deleteWebhook", nil); err == nil {
				err = b.resume(ctx)
			}
			if ready = err == nil; ready {
				b.startMenus(ctx)
			}
		}
		var updates []json.RawMessage
		if err == nil {
			updates, err = b.updates(ctx, failures > 0)
		}
		var failed failure
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.As(err, &failed) && failed.RefusesToken():
			return botapi.ErrToken
		case failed.CallError != nil && failed.Code == http.StatusConflict:
			b.sleep(ctx, chat.Pause(others.another(b.Bot, err)))
			continue
		case err != nil:
			if failures%10 == 0 { // the first of a row, and then one in ten minutes or so
				b.log.WarnContext(ctx, "telegram: polling failed", "error", err)
			}
			pause := chat.Pause(failures)
			if failed.CallError != nil {
				pause = max(pause, failed.Wait)
			}
			failures++
			b.sleep(ctx, pause)
			continue
		case failures > 0:
			b.log.InfoContext(ctx, "telegram: polling resumed")
			failures = 0
		}
		if err := b.takeIn(ctx, updates); err != nil && ctx.Err() == nil {
			b.log.ErrorContext(ctx, "telegram: updates intake failed", "error", err)
			b.sleep(ctx, time.Second)
		}
	}
	return nil
}

// conflicts counts the polls that another process has ended. Of two that poll
// each ends the other's polls in turn, so a poll that succeeds in between ends no
// row of them.
type conflicts struct {
	n    int
	last time.Time
}

// calm is after how long without a conflict the other process is gone.
const calm = 3 * time.Minute

// another counts a conflict, logs it when it is the first of a row, and then one
// in ten minutes or so, and returns how many of the row came before.
func (c *conflicts) another(b *Bot, err error) int {
	if time.Since(c.last) > b.scaled(calm) {
		c.n = 0
	}
	if c.n%10 == 0 {
		b.log.Error("telegram: polling refused", "hint", "another process polls with the same token, or has set a webhook: end it, or give this one a token of its own", "error", err)
	}
	c.last = time.Now()
	c.n++
	return c.n - 1
}

// updates is one long poll; a short one where it has to be seen at once whether polls work
// again.
func (b *receiver) updates(ctx context.Context, short bool) ([]json.RawMessage, error) {
	wait := pollTime
	if short {
		wait = 0
	}
	p := botapi.Params{"limit": strconv.Itoa(batch), "timeout": strconv.Itoa(int(wait.Seconds())), "allowed_updates": botapi.Object(allowed)}
	if offset := b.offset(); offset > 0 {
		p["offset"] = number(offset)
	}
	var result json.RawMessage
	r := b.methodCall(&result, wait+callTime, limit.Other, "getUpdates", p)
	r.Patience, r.Open = 0, !short
	if err := b.calls.Try(ctx, r); err != nil {
		return nil, err
	}
	var updates []json.RawMessage
	err := json.Unmarshal(result, &updates)
	return updates, err
}

// takeIn takes a batch in, and waits until it is stored. It waits for room first.
func (b *receiver) takeIn(ctx context.Context, updates []json.RawMessage) error {
	if err := b.queue.Below(ctx, mostInHand-batch); err != nil {
		return err
	}
	last := int64(0)
	var events []*chat.Event
	for _, raw := range updates {
		u, concerns, ok := b.read(raw)
		if !ok {
			continue
		}
		last = max(last, u.ID)
		if !concerns {
			continue
		}
		e, err := b.take(ctx, u, raw)
		if err != nil || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		if e != nil {
			events = append(events, e)
		}
	}
	if last == 0 && len(updates) > 0 {
		return errors.New("no update that came can be read")
	}
	for _, e := range events {
		select {
		case <-e.Safe():
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if last > 0 {
		b.last, b.heard = max(b.last, last), b.now()
	}
	return nil
}

// confirm tells Telegram what was taken in, so that it is not sent again.
func (b *receiver) confirm(ctx context.Context) {
	offset := b.offset()
	if offset == 0 {
		return
	}
	if _, err := b.try(ctx, "getUpdates", botapi.Params{"offset": number(offset), "limit": "1", "timeout": "0"}); err != nil {
		b.log.WarnContext(ctx, "telegram: updates confirmation failed", "error", err)
	}
}
