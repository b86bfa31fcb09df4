package bot

import (
	"time"

	"quoth/bot/scheduler"
)

// Bound lets an engine work on so many requests at the same time, which wait for so long.
func (e *Engine) Bound(slots int, patience time.Duration) {
	e.scheduler = scheduler.New(slots, patience)
}
