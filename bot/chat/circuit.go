package chat

import "time"

// firstTrip and longestTrip bound the pauses of a platform that refuses everything and
// does not say for how long.
const firstTrip, longestTrip = time.Minute, time.Hour

// Trip opens the circuit: no call at all goes to the platform for a time, and then one
// alone until it was taken. d is the time that the platform asked for, 0 when it asked for
// none. When it refuses that one too, the next pause is a minute at least, and twice as
// long each time up to an hour.
func (l *Limiter) Trip(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if !l.circuit.blocked.After(now) { // what was on its way then fails with it, and is no further trip
		if l.trips > 0 || d <= 0 {
			d = max(d, min(firstTrip<<min(max(l.trips-1, 0), 10), longestTrip))
		}
		l.trips++
	}
	l.circuit.block(now.Add(d))
}
