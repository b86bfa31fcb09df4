package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
)

// asideKept is how long an update that was set aside can be taken up again.
const asideKept = 24 * time.Hour

// asideState is the name under which the numbers of updates set aside are kept.
func (in *inbox) asideState() string { return "telegram.aside." + number(in.b.self.ID) }

func (in *inbox) asideKey(id int64) string {
	return strings.Join([]string{"update", Platform, number(in.b.self.ID), number(id)}, "\x1f")
}

// setAside writes what is in hand into the store, so that it can be confirmed
// before it was handled: Telegram shows no more than a hundred updates from the
// first unconfirmed one on, and one busy chat must not keep the others waiting.
func (in *inbox) setAside(ctx context.Context) error {
	in.mu.Lock()
	var fresh []*received
	var ids []int64
	for id, r := range in.updates {
		ids = append(ids, id)
		if !r.stored {
			fresh = append(fresh, r)
		}
	}
	in.mu.Unlock()
	for _, r := range fresh {
		t := knowledge.Token{Key: in.asideKey(r.ID), Person: r.sender(), Place: r.at, Data: r.raw, Expires: in.b.now().Add(asideKept)}
		if err := in.b.store.PutToken(ctx, t); err != nil {
			return err
		}
	}
	slices.Sort(ids)
	list, _ := json.Marshal(ids)
	if err := in.b.store.SetState(ctx, in.asideState(), string(list)); err != nil {
		return err
	}
	for _, r := range fresh {
		in.mu.Lock()
		waits := in.updates[r.ID] != nil
		r.stored = waits
		in.mu.Unlock()
		if !waits {
			if err := in.drop(ctx, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// drop removes a handled update from what was set aside.
func (in *inbox) drop(ctx context.Context, r *received) error {
	return in.b.store.DropToken(ctx, in.asideKey(r.ID))
}

// takeUp puts what a process before this one set aside and did not handle.
func (in *inbox) takeUp(ctx context.Context) error {
	list, err := in.b.store.State(ctx, in.asideState())
	if err != nil || list == "" {
		return err
	}
	var ids []int64
	if err := json.Unmarshal([]byte(list), &ids); err != nil {
		return err
	}
	for _, id := range ids {
		t, err := in.b.store.Token(ctx, in.asideKey(id), in.b.now())
		if errors.Is(err, knowledge.ErrNotFound) {
			continue // it was handled
		}
		if err != nil {
			return err
		}
		if r := in.read(t.Data); r != nil {
			r.stored = true
			if _, err := in.put(ctx, r); err != nil {
				return err
			}
		}
	}
	return nil
}
