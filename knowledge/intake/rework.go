package intake

import (
	"context"
	"errors"
	"fmt"

	"quoth/knowledge"
)

// reworkBatch is how many articles are worked out anew in one transaction: few enough
// that whoever waits to store news waits for milliseconds.
const reworkBatch = 32

// Rework works out anew what an older Version left of all articles, the oldest work
// first, in small transactions; the article itself, its story and its alerts stay. It
// may be ended at any time and goes on where it was when it is called again, also while
// others store and read. after, when set, is called after each transaction with how
// many articles are still to do; an error of it ends the work. It returns how many were
// worked out.
func (in *Intake) Rework(ctx context.Context, after func(left int) error) (int, error) {
	ctx = knowledge.Unrestricted(ctx) // private articles too
	done, stuck := 0, int64(0)
	for {
		ids, left, err := in.store.Outdated(ctx, Version, reworkBatch)
		if err != nil || len(ids) == 0 {
			return done, err
		}
		n, err := in.rework(ctx, ids)
		done += n
		if err == nil && n == 0 {
			// Another process may have been faster, once.
			if stuck == ids[0] {
				err = errors.New("the store goes on naming them")
			}
			stuck = ids[0]
		}
		if err != nil {
			return done, fmt.Errorf("working out %d articles anew, from number %d on: %w", len(ids), ids[0], err)
		}
		if after != nil {
			if err := after(max(0, left-n)); err != nil {
				return done, err
			}
		}
	}
}

func (in *Intake) rework(ctx context.Context, ids []int64) (int, error) {
	var entries []*knowledge.Entry
	for _, id := range ids {
		a, err := in.store.Article(ctx, id) // one that is damaged, too, or it would be outdated for good
		if errors.Is(err, knowledge.ErrNotFound) {
			continue
		}
		if err != nil {
			return 0, err
		}
		entries = append(entries, &knowledge.Entry{Article: a})
	}
	marks, err := in.workOut(ctx, entries)
	if err != nil {
		return 0, err
	}
	done := 0
	err = in.store.Write(ctx, func(w knowledge.Writer) error {
		done = 0
		if err := remark(ctx, w, entries, marks); err != nil {
			return err
		}
		for _, e := range entries {
			replaced, err := w.Rework(ctx, e)
			if err != nil {
				return err
			}
			if replaced {
				done++
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return done, nil
}

// Release shows an article again that was withheld. It returns false when none of that
// number is.
func (in *Intake) Release(ctx context.Context, id int64) (bool, error) {
	a, err := in.store.Withheld(ctx, id)
	if errors.Is(err, knowledge.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	e := &knowledge.Entry{Article: a}
	marks, err := in.workOut(ctx, []*knowledge.Entry{e})
	if err != nil {
		return false, err
	}
	done := false
	err = in.store.Write(ctx, func(w knowledge.Writer) error {
		if err := remark(ctx, w, []*knowledge.Entry{e}, marks); err != nil {
			return err
		}
		done, err = w.Release(ctx, e)
		return err
	})
	return done, err
}
