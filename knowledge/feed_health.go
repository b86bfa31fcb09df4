package knowledge

import (
	"cmp"
	"slices"
	"time"
)

// FeedHealth says how a feed does, the worst last.
type FeedHealth int

// The states of health.
const (
	FeedResting FeedHealth = iota // paused by the operator
	FeedNew                       // not polled yet
	FeedWell
	FeedSilent  // it answers, and has never brought anything for FeedPatience
	FeedFailing // the last poll failed, or it was given up after many that did
	FeedLost    // it ended: the server said that it is gone, or it is the same as another
)

// FeedPatience is how long a feed may fail or bring nothing before the operator is
// warned: most servers that fail are back within a day.
const FeedPatience = 24 * time.Hour

// Health returns how the feed does at a time.
func (f Feed) Health(now time.Time) FeedHealth {
	switch {
	case f.State == FeedEnded:
		return FeedLost
	case f.State == FeedPaused && f.Reason == "":
		return FeedResting
	case f.Failures > 0 || f.Reason != "":
		return FeedFailing
	case f.Polls == 0:
		return FeedNew
	case f.LastNews.IsZero() && now.Sub(f.Added) >= FeedPatience:
		return FeedSilent
	}
	return FeedWell
}

// Troubled reports whether the operator is to be warned of a feed: it ended, or it has
// brought nothing for FeedPatience because it fails, or has never brought anything.
func (f Feed) Troubled(now time.Time) bool {
	switch f.Health(now) {
	case FeedLost, FeedSilent:
		return true
	case FeedFailing:
		return f.State == FeedPaused || now.Sub(f.FailingSince) >= FeedPatience || f.LastNews.IsZero() && now.Sub(f.Added) >= FeedPatience
	}
	return false
}

// PerDay is how many articles the feed has brought a day since it was added.
func (f Feed) PerDay(now time.Time) float64 {
	return float64(f.Articles) / max(1, now.Sub(f.Added).Hours()/24)
}

// SortFeeds puts the feeds that do worst first: those that ended, then the failing ones,
// the longest first, then the silent ones.
func SortFeeds(feeds []Feed, now time.Time) {
	slices.SortStableFunc(feeds, func(a, b Feed) int {
		x, y := a.Health(now), b.Health(now)
		if x < FeedSilent && y < FeedSilent {
			return cmp.Compare(a.ID, b.ID)
		}
		return cmp.Or(cmp.Compare(y, x), a.FailingSince.Compare(b.FailingSince), cmp.Compare(a.ID, b.ID))
	})
}
