package sandbox

import (
	"fmt"
	"os"
	"syscall"
	"time"
)

// confine limits what this process may use from now on (setrlimit(2)). Memory is counted as
// RLIMIT_DATA does, since Linux 4.7 by all private pages that may be written: RLIMIT_AS
// counts the address space too, of which Go reserves much and uses little.
//
// Where memory runs out all the same, as in a small container, the kernel ends a child and
// not the bot (proc_pid_oom_score_adj(5)).
func confine() error {
	os.WriteFile("/proc/self/oom_score_adj", []byte("1000"), 0)
	time.Sleep(time.Microsecond) // opens what the Go runtime waits for timers with
	for limit, value := range map[int]uint64{
		syscall.RLIMIT_DATA:   privateMemory() + hardMemory,
		syscall.RLIMIT_CPU:    processorTime,
		syscall.RLIMIT_CORE:   0,
		syscall.RLIMIT_FSIZE:  0, // of files that are written; pipes have no size
		syscall.RLIMIT_NOFILE: 0, // of files that are opened from now on
	} {
		var now syscall.Rlimit
		if err := syscall.Getrlimit(limit, &now); err != nil {
			return err
		}
		value = min(value, now.Max)
		if err := syscall.Setrlimit(limit, &syscall.Rlimit{Cur: value, Max: value}); err != nil {
			return err
		}
	}
	return nil
}

// privateMemory is how many bytes RLIMIT_DATA counts of this process now (proc_pid_statm(5));
// 0 where that is not told.
func privateMemory() uint64 {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var size, resident, shared, text, library, pages uint64
	if _, err := fmt.Sscan(string(data), &size, &resident, &shared, &text, &library, &pages); err != nil {
		return 0
	}
	return pages * uint64(os.Getpagesize())
}
