package intake_test

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"quoth/knowledge/intake"
)

// yields is set in the environment of a process of TestYield's own.
const yields = "QUOTH_TEST_YIELDS"

// TestYield has a process yield, whose threads and those that begin later go after others.
func TestYield(t *testing.T) {
	if os.Getenv(yields) == "" {
		c := exec.Command(os.Args[0], "-test.run=^TestYield$")
		c.Env = append(os.Environ(), yields+"=1")
		if said, err := c.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, said)
		}
		return
	}
	was, err := syscall.Getpriority(syscall.PRIO_PROCESS, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := strconv.Itoa(min(19, 20-was+7))
	intake.Yield()
	began := make(chan int)
	for range 20 {
		go func() {
			status, _ := os.ReadFile("/proc/thread-self/stat")
			_, fields, _ := strings.Cut(string(status), ") ")
			if nice := strings.Fields(fields)[16]; nice != want {
				t.Errorf("a thread's niceness is %s, not %s", nice, want)
			}
			began <- 1
		}()
	}
	for range 20 {
		<-began
	}
}
