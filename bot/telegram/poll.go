package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"
)

const (
	// pollTime is how long Telegram holds a poll open when there is nothing new.
	pollTime = 50 * time.Second
	// batch is how many updates a poll returns at most (Bot API, getUpdates).
	batch = 100
	// lull is the pause between polls while updates are in hand: they are not
	// confirmed, so Telegram would return them again at once.
	lull = 200 * time.Millisecond
)

// poll asks for updates until ctx is done or the token is refused.
func (b *Bot) poll(ctx context.Context) error {
	stop := b.inbox.open(ctx)
	defer stop()
	b.inbox.finished = map[int64]bool{}
	err := b.lasting(ctx, "polling", func() error { return b.receive(ctx) })
	if err == nil {
		err = b.api.refusal()
	}
	if err != nil {
		stop()
	}
	b.inbox.close()
	if err == nil {
		b.confirm(b.inbox.calling)
	}
	return err
}

// receive is the loop of poll.
func (b *Bot) receive(ctx context.Context) error {
	failures, ready := 0, false
	var others conflicts
	for ctx.Err() == nil {
		var err error
		if !ready {
			// A webhook that is still set would refuse every poll.
			if _, err = b.quick(ctx, "deleteWebhook", nil); err == nil {
				err = b.inbox.takeUp(ctx)
			}
			ready = err == nil
		}
		var updates []json.RawMessage
		if err == nil {
			updates, err = b.updates(ctx, failures > 0)
		}
		var failed *apiError
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.As(err, &failed) && failed.refusesToken():
			return errToken
		case failed != nil && failed.code == http.StatusConflict:
			b.sleep(ctx, backoff(others.another(b, err)))
			continue
		case err != nil:
			if failures%10 == 0 { // the first of a row, and then one in ten minutes or so
				b.log.Warn("telegram: no updates; trying again", "err", err)
			}
			pause := backoff(failures)
			if failed != nil {
				pause = max(pause, failed.wait)
			}
			failures++
			b.sleep(ctx, pause)
			continue
		case failures > 0:
			b.log.Info("telegram: updates come again")
			failures = 0
		}
		if err := b.takeIn(ctx, updates); err != nil && ctx.Err() == nil {
			b.log.Error("telegram: updates could not be taken in", "err", err)
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
	if time.Since(c.last) > b.limits.scaled(calm) {
		c.n = 0
	}
	if c.n%10 == 0 {
		b.log.Error("telegram: another process polls with the same token, or has set a webhook: end it, or give this one a token of its own", "err", err)
	}
	c.last = time.Now()
	c.n++
	return c.n - 1
}

// updates is one long poll; a short one while updates are in hand, and where it
// has to be seen at once whether polls work again.
func (b *Bot) updates(ctx context.Context, short bool) ([]json.RawMessage, error) {
	wait := pollTime
	if short || b.inbox.busy() {
		wait = 0
	}
	ctx, cancel := context.WithTimeout(ctx, wait+callTime)
	defer cancel()
	p := params{"limit": strconv.Itoa(batch), "timeout": strconv.Itoa(int(wait.Seconds())), "allowed_updates": object(allowed)}
	if offset := b.inbox.offset(); offset > 1 {
		p["offset"] = number(offset)
	}
	result, err := b.api.call(ctx, "getUpdates", p)
	if err != nil {
		return nil, err
	}
	var updates []json.RawMessage
	err = json.Unmarshal(result, &updates)
	return updates, err
}

// takeIn puts a batch into the inbox, and leaves time to handle it.
func (b *Bot) takeIn(ctx context.Context, updates []json.RawMessage) error {
	known := 0
	for _, raw := range updates {
		if r := b.inbox.read(raw); r != nil {
			known++
			if _, err := b.inbox.put(ctx, r); err != nil {
				return err
			}
		}
	}
	if known == 0 && len(updates) > 0 {
		return errors.New("no update that came can be read")
	}
	b.inbox.idle(ctx, lull)
	if len(updates) == batch && b.inbox.busy() {
		return b.inbox.setAside(ctx) // there may be more behind
	}
	return nil
}

// confirm tells Telegram what was handled, so that it is not sent again.
func (b *Bot) confirm(ctx context.Context) {
	offset := b.inbox.offset()
	if offset <= 1 {
		return
	}
	if _, err := b.quick(ctx, "getUpdates", params{"offset": number(offset), "limit": "1", "timeout": "0"}); err != nil {
		b.log.Warn("telegram: the last updates could not be confirmed", "err", err)
	}
}

// quick makes a call that shows nothing in a chat.
func (b *Bot) quick(ctx context.Context, method string, p params) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	return b.api.call(ctx, method, p)
}
