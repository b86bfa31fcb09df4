// Package disktest puts a layer between SQLite and the file system that has writes go wrong.
// It is for tests, and works on Linux alone.
package disktest

// Fault is what goes wrong at a write, a truncation or a sync of a disk.
type Fault int

// The faults of a disk.
const (
	Error Fault = iota // that one fails
	Full               // that one and those after it have no room, until there is
	Torn               // the power fails when half of it is written
	Lost               // the power fails, and what was not synced is lost
)
