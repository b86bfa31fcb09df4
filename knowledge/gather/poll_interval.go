package gather

import (
	"math"
	"slices"
	"time"
)

const (
	// minPoll and maxPoll bound the wait between two polls of a feed.
	minPoll, maxPoll = 2 * time.Minute, 24 * time.Hour
	// usualPoll is the wait for a feed of which nothing is known yet.
	usualPoll = time.Hour
	// retryFirst is the wait after a first failure; it doubles with each.
	retryFirst = 15 * time.Minute
	// retryPaused is how often a feed that was given up is tried again.
	retryPaused = 72 * time.Hour
	// retryOffline is the wait when no feed can be reached.
	retryOffline = 5 * time.Minute
	// retryPages is the wait for entries whose pages could not be had, which
	// doubles with each try; moreEntries is the wait when there were more entries
	// than are worth one poll.
	retryPages, moreEntries = 10 * time.Minute, 5 * time.Minute
	// failuresToPause and failingToPause are how many failures in a row, over how
	// long, it takes to give a feed up.
	failuresToPause, failingToPause = 10, 72 * time.Hour
	// verifyEvery is how many waits long answers "not modified" are believed before
	// the whole feed is asked for, so that more than nine polls of ten stay
	// conditional, within the bounds of minVerify and maxVerify: what a feed shows
	// usually goes back further than two days.
	verifyEvery          = 12
	minVerify, maxVerify = 6 * time.Hour, 48 * time.Hour
	// movesToFollow is how many polls in a row have to be redirected permanently
	// to the same place until the feed's address is changed.
	movesToFollow = 3
)

// firstInterval is half the usual time between the entries that a feed holds.
func firstInterval(entries []identified) time.Duration {
	var times []time.Time
	for _, e := range entries {
		if e.Timed() {
			times = append(times, e.Published)
		}
	}
	if len(times) < 3 {
		return usualPoll
	}
	slices.SortFunc(times, time.Time.Compare)
	times = times[max(0, len(times)-20):]
	gaps := make([]time.Duration, 0, len(times))
	for i := 1; i < len(times); i++ {
		gaps = append(gaps, times[i].Sub(times[i-1]))
	}
	slices.Sort(gaps)
	return pollable(gaps[len(gaps)/2] / 2)
}

// learnedInterval moves a feed's interval after a poll: towards half the time
// between two pieces of news when there were some, up by a fifth when not. quiet
// is the time since the last news before these.
func learnedInterval(old, quiet time.Duration, news int) time.Duration {
	if old <= 0 {
		old = usualPoll
	}
	if news == 0 {
		return pollable(old + old/5)
	}
	target := pollable(quiet / time.Duration(2*news))
	return pollable(time.Duration(math.Sqrt(float64(old) * float64(target))))
}

func pollable(d time.Duration) time.Duration { return min(max(d, minPoll), maxPoll) }

// retryInterval is the wait after so many failures in a row.
func retryInterval(failures int) time.Duration {
	return min(retryFirst<<min(max(failures-1, 0), 10), maxPoll)
}

// verifyInterval is how long answers "not modified" are believed of a feed with
// that interval which has been quiet for so long.
func verifyInterval(interval, quiet time.Duration) time.Duration {
	return min(max(verifyEvery*interval, minVerify), max(maxVerify, quiet/4))
}

// jitter adds up to a tenth, so that feeds that were due together part.
func (p *Poller) jitter(d time.Duration) time.Duration {
	return d + time.Duration(p.Random()*float64(d)/10)
}
