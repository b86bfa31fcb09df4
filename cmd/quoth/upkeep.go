package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/gather"
	"quoth/knowledge/intake"
)

const (
	// upkeepEvery is how often a running bot looks after itself.
	upkeepEvery = 10 * time.Minute
	// alertsKept is how long it is known which alerts were sent; /privacy names it. A story
	// takes articles for days only.
	alertsKept = 90 * 24 * time.Hour
	// noticesKept is how long a notice is kept: the operator is told again of what
	// is still wrong then.
	noticesKept = 30 * 24 * time.Hour
)

// upkeep looks after a running bot: it drops what has expired, and tells the
// operator of a disk that is nearly full, of feeds that have stopped and of articles that
// are not what was sealed.
type upkeep struct {
	*Program
	notices *alert.Notifier
	free    func(file string) (uint64, bool)
	keep    retention
	backups string // the folder for a backup a day; "" for none
}

func (u *upkeep) run(ctx context.Context) error {
	tick := time.NewTicker(upkeepEvery)
	defer tick.Stop()
	for {
		u.once(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (u *upkeep) once(ctx context.Context) {
	if err := u.store.ExpireSessions(ctx, u.now()); err != nil && ctx.Err() == nil {
		u.log.ErrorContext(ctx, "upkeep: sessions expire failed", "error", err)
	}
	if err := u.store.ExpireAttempts(ctx, u.now().Add(-attempt.Kept)); err != nil && ctx.Err() == nil {
		u.log.ErrorContext(ctx, "upkeep: attempts expire failed", "error", err)
	}
	u.dropNotices(ctx)
	if err := u.dropSignatures(ctx, intake.Archive); err != nil && ctx.Err() == nil {
		u.log.ErrorContext(ctx, "upkeep: signatures expire failed", "error", err)
	}
	if err := u.dropAlerts(ctx); err != nil && ctx.Err() == nil {
		u.log.ErrorContext(ctx, "upkeep: alerts expire failed", "error", err)
	}
	if free, ok := u.free(u.DB); ok {
		if free < minFree {
			u.notices.Raise(ctx, "disk", fmt.Sprintf("The disk of the database is nearly full: %d MB are free. Make room, or nothing more can be stored.", free>>20))
		} else {
			u.notices.Clear(ctx, "disk")
		}
	}
	if err := u.watchQuarantine(ctx); err != nil && ctx.Err() == nil {
		u.log.ErrorContext(ctx, "upkeep: quarantine read failed", "error", err)
	}
	if err := u.watchFeeds(ctx); err != nil && ctx.Err() == nil {
		u.log.ErrorContext(ctx, "upkeep: feeds read failed", "error", err)
	}
}

// expireStep is how many rows are removed at once: others write between.
const expireStep = 200

// expireSignatures removes at most so many of the signatures that nothing is compared with
// any more, but for those of the last few articles, and returns how many.
func (p *Program) expireSignatures(ctx context.Context, last, most int) (int, error) {
	return p.store.ExpireSignatures(ctx, p.now().Add(-intake.Kept), last, most)
}

// dropSignatures removes what only tells the stories of the last days apart, but for the last
// few articles: it is nearly as large as the text that it is of.
func (u *upkeep) dropSignatures(ctx context.Context, last int) error {
	return inSteps(func() (int, error) { return u.expireSignatures(ctx, last, expireStep) })
}

// dropAlerts removes alerts that were sent so long ago that their stories are over.
func (u *upkeep) dropAlerts(ctx context.Context) error {
	return inSteps(func() (int, error) { return u.store.ExpireAlerts(ctx, u.now().Add(-alertsKept), expireStep) })
}

// inSteps removes until a step removes less than it may.
func inSteps(step func() (int, error)) error {
	for {
		if n, err := step(); err != nil || n < expireStep {
			return err
		}
	}
}

const (
	// feedsWeekly is the key of the notice that tells the operators' chats of the
	// feeds that bring nothing, and week how often it comes.
	feedsWeekly = "feeds weekly"
	week        = 7 * 24 * time.Hour
	// feedsNamed is how many feeds that notice names.
	feedsNamed = 5
)

// watchFeeds warns once of each feed that brings nothing any more or never did, in the
// log and among the notices, and once a week of all of them in the operators' chats.
func (u *upkeep) watchFeeds(ctx context.Context) error {
	feeds, err := u.store.Feeds(ctx)
	if err != nil {
		return err
	}
	now := u.now()
	knowledge.SortFeeds(feeds, now)
	var names []string
	for _, f := range feeds {
		key := fmt.Sprintf("feed %d", f.ID)
		if !f.Troubled(now) {
			u.notices.Clear(ctx, key)
			continue
		}
		names = append(names, fmt.Sprintf("#%d %s", f.ID, gather.FeedName(f)))
		u.notices.Note(ctx, key, fmt.Sprintf("Feed %d (%s) brings nothing: %s.", f.ID, gather.FeedName(f), bot.FeedTrouble(text.Printer{}, f, now)))
	}
	notices, err := u.store.Notices(ctx)
	if err != nil {
		return err
	}
	for _, n := range notices {
		switch id, ok := strings.CutPrefix(n.Key, "feed "); {
		case n.Key == feedsWeekly && now.Sub(n.At) >= week:
			u.notices.Clear(ctx, n.Key)
		case ok && !slices.ContainsFunc(feeds, func(f knowledge.Feed) bool { return fmt.Sprint(f.ID) == id }): // it was removed
			u.notices.Clear(ctx, n.Key)
		}
	}
	if len(names) > 0 {
		further := ""
		if more := len(names) - feedsNamed; more > 0 {
			further = fmt.Sprintf(" and %d more", more)
		}
		u.notices.Raise(ctx, feedsWeekly, fmt.Sprintf("%d of %d feeds bring nothing: %s%s. /admin feeds says since when and why.",
			len(names), len(feeds), strings.Join(names[:min(len(names), feedsNamed)], ", "), further))
	}
	return nil
}

// dropNotices ends the notices that were kept for long enough.
func (u *upkeep) dropNotices(ctx context.Context) {
	notices, err := u.store.Notices(ctx)
	if err != nil && ctx.Err() == nil {
		u.log.ErrorContext(ctx, "upkeep: notices read failed", "error", err)
	}
	for _, n := range notices {
		if u.now().Sub(n.At) > noticesKept {
			u.notices.Clear(ctx, n.Key)
		}
	}
}
