package intake

import (
	"os"
	"strconv"
	"syscall"
)

// yieldBy is by how much a process that yields is nicer than it was begun: of a processor
// that both want, one that answers people gets five times as much (sched(7)).
const yieldBy = 7

// Yield lets other processes go before this one for the rest of its time. It is for one
// that takes articles in in bulk, beside which a bot may be answering people. On Linux each
// thread has a priority of its own, and one that begins takes that of the thread that began
// it.
func Yield() {
	threads, _ := os.ReadDir("/proc/self/task")
	for _, t := range threads {
		id, err := strconv.Atoi(t.Name())
		if err != nil {
			continue
		}
		if p, err := syscall.Getpriority(syscall.PRIO_PROCESS, id); err == nil { // which is 20 less the niceness
			syscall.Setpriority(syscall.PRIO_PROCESS, id, 20-p+yieldBy)
		}
	}
}
