package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"quoth/knowledge"
)

// retention is for how many days articles are kept by the day of their publication; one
// without a date stays.
type retention struct {
	days    int            // 0 for ever
	outlets map[string]int // of an outlet in lower case, in place of days
}

// keeping reads a list such as "365, Gazette=30, Post=0".
func keeping(entries string) (retention, error) {
	r := retention{outlets: map[string]int{}}
	for entry := range strings.SplitSeq(entries, ",") {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		outlet, number, named := strings.Cut(entry, "=")
		if !named {
			outlet, number = "", entry
		}
		days, err := strconv.Atoi(strings.TrimSpace(number))
		if err != nil || days < 0 || days > 100_000 {
			return retention{}, usagef("QUOTH_KEEP has an entry that is no number of days: write 365, or Gazette=30 for an outlet")
		}
		if named {
			r.outlets[strings.ToLower(strings.TrimSpace(outlet))] = days
		} else {
			r.days = days
		}
	}
	return r, nil
}

// of is for how many days the articles of an outlet are kept; 0 for ever.
func (r retention) of(outlet string) int {
	if days, named := r.outlets[strings.ToLower(outlet)]; named {
		return days
	}
	return r.days
}

// removedAtOnce is how many old articles go in one transaction: few enough that who asks
// meanwhile does not wait.
const removedAtOnce = 50

// removeOld takes out the articles that are older than they are kept. Their age is counted from
// the newest article that is stored, unless that is from the future: a clock that
// runs ahead removes nothing.
func (u *upkeep) removeOld(ctx context.Context) error {
	if u.keep.days == 0 && len(u.keep.outlets) == 0 {
		return nil
	}
	ctx = knowledge.Unrestricted(ctx)
	stats, err := u.store.Stats(ctx)
	if err != nil {
		return err
	}
	today := u.now()
	if stats.Newest.Before(today) {
		today = stats.Newest
	}
	sources, err := u.store.Sources(ctx)
	if err != nil {
		return err
	}
	removed := 0
	for _, s := range append(sources, knowledge.Source{}) { // the last is of articles without an outlet
		days := u.keep.of(s.Name)
		if days == 0 {
			continue
		}
		n, err := u.removeBefore(ctx, s.Name, today.AddDate(0, 0, -days))
		if removed += n; err != nil {
			return fmt.Errorf("removing what is older than it is kept: %w", err)
		}
	}
	if removed > 0 {
		u.log.Info("upkeep: old articles removed", "articles", removed)
	}
	return nil
}

// removeBefore takes out the articles of an outlet that were published before a time.
func (u *upkeep) removeBefore(ctx context.Context, outlet string, before time.Time) (removed int, err error) {
	for {
		old, err := u.store.Latest(ctx, knowledge.Filter{Sources: []string{outlet}, Until: before}, removedAtOnce, 0)
		if err != nil || len(old) == 0 {
			return removed, err
		}
		err = u.store.Write(ctx, func(w knowledge.Writer) error {
			for _, a := range old {
				if _, err := w.RemoveArticle(ctx, a.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return removed, err
		}
		removed += len(old)
		select {
		case <-ctx.Done():
			return removed, ctx.Err()
		case <-time.After(scrubRest):
		}
	}
}
