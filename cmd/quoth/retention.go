package main

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/knowledge"
)

// bound is how much is kept; 0 stands for no bound.
type bound struct {
	days  int   // since the day of publication
	bytes int64 // of the database
}

// retention is how many of the articles with a date are kept, the newest; one without a date
// stays.
type retention struct {
	bound                    // of the outlets without one of their own
	outlets map[string]bound // by the name in lower case
}

// amount is a number of days or of bytes.
var amount = regexp.MustCompile(`^(?i)(\d{1,6})\s*(d|MB|GB|TB|)$`)

// units are the bytes of the units of an amount.
var units = map[string]int64{"mb": 1 << 20, "gb": 1 << 30, "tb": 1 << 40}

// keeping reads a list such as "365d, 2GB, Gazette=30d, Post=0".
func keeping(entries string) (retention, error) {
	r := retention{outlets: map[string]bound{}}
	for entry := range strings.SplitSeq(entries, ",") {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		outlet, much, named := strings.Cut(entry, "=")
		if !named {
			outlet, much = "", entry
		}
		m := amount.FindStringSubmatch(strings.TrimSpace(much))
		if m == nil {
			return retention{}, usagef("QUOTH_KEEP has an entry that is no number of days or bytes: write 365d or 2GB, or Gazette=30d for an outlet")
		}
		outlet = strings.ToLower(strings.TrimSpace(outlet))
		b := r.outlets[outlet]
		if !named {
			b = r.bound
		}
		n, _ := strconv.Atoi(m[1])
		if unit, ok := units[strings.ToLower(m[2])]; ok {
			b.bytes = int64(n) * unit
		} else {
			b.days = n
		}
		if named {
			r.outlets[outlet] = b
		} else {
			r.bound = b
		}
	}
	return r, nil
}

// byRoom reports whether anything goes by the room that it takes.
func (r retention) byRoom() bool {
	for _, b := range r.outlets {
		if b.bytes > 0 {
			return true
		}
	}
	return r.bound.bytes > 0
}

// of is what bounds an outlet, and whether that is its own.
func (r retention) of(outlet string) (b bound, own bool) {
	if b, own = r.outlets[strings.ToLower(outlet)]; own {
		return b, true
	}
	return r.bound, false
}

// removedAtOnce is how many old articles go in one transaction: few enough that who asks
// meanwhile does not wait.
const removedAtOnce = 50

// removeOld takes out the articles that are older than they are kept, and the oldest of
// those that take more room than they may have.
func (u *upkeep) removeOld(ctx context.Context) error {
	ctx = knowledge.Unrestricted(ctx)
	old, err := u.removeAged(ctx)
	if err != nil {
		return fmt.Errorf("removing what is older than it is kept: %w", err)
	}
	more, err := u.removeBulk(ctx)
	if err != nil {
		return fmt.Errorf("removing what has no room: %w", err)
	}
	if old+more > 0 {
		u.log.Info("upkeep: old articles removed", "by_age", old, "by_room", more)
	}
	return nil
}

// removeAged takes out what is older than it is kept. The age is counted from the newest
// article that is stored, unless that is from the future: a clock that runs ahead
// removes nothing.
func (u *upkeep) removeAged(ctx context.Context) (removed int, err error) {
	stats, err := u.store.Stats(ctx)
	if err != nil {
		return 0, err
	}
	today := u.now()
	if stats.Newest.Before(today) {
		today = stats.Newest
	}
	sources, err := u.store.Sources(ctx)
	if err != nil {
		return 0, err
	}
	for _, s := range append(sources, knowledge.Source{}) { // the last is of articles without an outlet
		b, _ := u.keep.of(s.Name)
		if b.days == 0 {
			continue
		}
		n, err := u.removeBefore(ctx, s.Name, today.AddDate(0, 0, -b.days))
		if removed += n; err != nil {
			return removed, err
		}
	}
	return removed, nil
}

// removeBulk takes out the oldest days of the outlets that take more room than they may
// have, and of those without a bound of their own together. An outlet takes the part of the
// database that its texts are of all texts.
func (u *upkeep) removeBulk(ctx context.Context) (removed int, err error) {
	taken, err := u.store.Footprint(ctx)
	if err != nil {
		return 0, err
	}
	all := int64(0)
	var shared []knowledge.Texts
	byOutlet := map[string][]knowledge.Texts{}
	for _, t := range taken.Texts {
		all += t.Bytes
		if _, own := u.keep.of(t.Source); own {
			byOutlet[t.Source] = append(byOutlet[t.Source], t)
		} else {
			shared = append(shared, t)
		}
	}
	for _, texts := range append(slices.Collect(maps.Values(byOutlet)), shared) {
		if len(texts) == 0 {
			continue
		}
		b, _ := u.keep.of(texts[0].Source)
		if b.bytes == 0 {
			continue
		}
		end := overflow(texts, int64(float64(b.bytes)*float64(all)/float64(taken.Bytes)))
		if end.IsZero() {
			continue
		}
		for outlet := range outletsOf(texts) {
			n, err := u.removeBefore(ctx, outlet, end)
			if removed += n; err != nil {
				return removed, err
			}
		}
	}
	return removed, nil
}

func outletsOf(texts []knowledge.Texts) map[string]bool {
	names := map[string]bool{}
	for _, t := range texts {
		names[t.Source] = true
	}
	return names
}

// overflow is the time before which texts, the oldest first, have to go for the rest to have so
// many bytes; zero when none has to. The newest day stays, and what has no date is not
// counted.
func overflow(texts []knowledge.Texts, bytes int64) (end time.Time) {
	over := -bytes
	for _, t := range texts {
		if !t.Day.IsZero() {
			over += t.Bytes
		}
	}
	newest := texts[len(texts)-1].Day
	for _, t := range texts {
		switch {
		case t.Day.IsZero(): // without a date, it stays
		case t.Day.Before(end): // its day goes for another outlet's sake
			over -= t.Bytes
		case over <= 0 || !t.Day.Before(newest):
			return end
		default:
			over -= t.Bytes
			end = t.Day.AddDate(0, 0, 1)
		}
	}
	return end
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
