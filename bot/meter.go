package bot

import (
	"time"

	"quoth/knowledge/answer"
)

// Meter counts what an Engine does. It may be called by any number of goroutines at the
// same time.
type Meter interface {
	// Handled is called once for each request: with the name of its command, "" for plain
	// text and for a command that there is none of, the verdict of the answer, "" where it
	// was no question, and whether it could not be met.
	Handled(command string, verdict answer.Verdict, failed bool, took time.Duration)
	// Dropped is called with how many quotes and headlines of a reply are not what was
	// printed, or not stored any more.
	Dropped(n int)
}

type noMeter struct{}

func (noMeter) Handled(string, answer.Verdict, bool, time.Duration) {}
func (noMeter) Dropped(int)                                         {}

// measure counts a request that was handled.
func (e *Engine) measure(r *Request, reply *Reply, took time.Duration) {
	command := r.Command
	if _, known := e.commands.Command(command); !known {
		command = ""
	}
	e.meter.Handled(command, reply.Verdict, reply.Failed, took)
}
