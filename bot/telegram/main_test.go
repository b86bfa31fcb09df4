package telegram_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	telegramtest "quoth/bot/chattest/telegram"
	"quoth/bot/chattest/victim"
)

// recordVariable names the file that everything the bots log and return is
// written to, in the process that runs the tests.
const recordVariable = "QUOTH_TELEGRAM_TEST_RECORD"

// TestMain runs the tests in a process of their own and looks through all that
// comes out of it, panics too, and all that the bots have logged or returned as an
// error: the token is in none of it.
func TestMain(m *testing.M) {
	victim.Main(runVictim)
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue {
		f.Value.Set("16") // most of these tests wait for limits and pauses
	}
	if os.Getenv(recordVariable) != "" || fuzzes() {
		os.Exit(m.Run())
	}
	os.Exit(runAndSearch())
}

// fuzzes reports whether the go command speaks with the process by other files.
func fuzzes() bool {
	return slices.ContainsFunc(os.Args, func(a string) bool { return strings.HasPrefix(a, "-test.fuzz") })
}

func runAndSearch() int {
	file, err := os.CreateTemp("", "telegram-tests")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.Remove(file.Name())
	defer file.Close()
	said := &record{}
	tests := exec.Command(os.Args[0], os.Args[1:]...)
	tests.Env = append(os.Environ(), recordVariable+"="+file.Name())
	tests.Stdout, tests.Stderr = io.MultiWriter(os.Stdout, said), io.MultiWriter(os.Stderr, said)
	err = tests.Run()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	logged, err := io.ReadAll(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	_, secret, _ := strings.Cut(telegramtest.Token, ":")
	for line := range strings.Lines(said.String() + string(logged)) {
		if strings.Contains(line, secret) {
			fmt.Fprintf(os.Stderr, "FAIL: the token came out of the tests:\n%s", line)
			return 1
		}
	}
	return tests.ProcessState.ExitCode()
}

// everything is what TestMain looks through.
var everything = sync.OnceValue(func() io.Writer {
	f, err := os.OpenFile(os.Getenv(recordVariable), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return io.Discard // while fuzzing
	}
	return f
})
