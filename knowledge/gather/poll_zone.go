package gather

import (
	"fmt"
	"time"

	"quoth/knowledge/gather/feed"
)

const (
	// maxAhead is how far ahead of UTC a zone may be: Kiribati is 14 hours. What lies
	// farther in the future is announced, not misdated.
	maxAhead = 14 * time.Hour
	// clocksDiffer is how far two clocks may be apart.
	clocksDiffer = 5 * time.Minute
)

// learnedZone is the zone in which a feed writes times of day that name none, when it
// can be told: entries that lie up to some hours in the future were written by a clock
// that is so many whole hours ahead. zone is what was known before; one that the
// operator chose is never changed.
func learnedZone(zone string, entries []feed.Entry) string {
	var hours int
	if _, err := fmt.Sscanf(zone, "Etc/GMT-%d", &hours); err != nil && zone != "" {
		return zone
	}
	var ahead time.Duration
	for _, e := range entries {
		switch {
		case !e.Zoneless:
		case e.Ahead > maxAhead:
			return zone
		default:
			ahead = max(ahead, e.Ahead)
		}
	}
	if ahead <= clocksDiffer {
		return zone
	}
	hours += int((ahead - clocksDiffer + time.Hour - 1) / time.Hour)
	if hours > int(maxAhead/time.Hour) {
		return zone
	}
	return fmt.Sprintf("Etc/GMT-%d", hours) // which is its name for UTC+hours
}
