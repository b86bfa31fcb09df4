// Package victim runs a test's own binary as a bot that the test kills. Main, called
// by the package's TestMain, is the bot in that process; Start begins one.
package victim

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// The environment names the database of the bot and the address of its platform.
const database, platform = "QUOTH_TEST_VICTIM_DB", "QUOTH_TEST_VICTIM_API"

// Kills is how often a test kills the bot. It is set by -kills, and is more with
// LONG_TESTS.
var Kills = flag.Int("kills", usual(), "how often the bot is killed with questions in flight")

func usual() int {
	if os.Getenv("LONG_TESTS") != "" {
		return 60
	}
	return 4
}

// Main runs the bot and ends the process with it where Start began the process, and
// returns everywhere else.
func Main(run func(ctx context.Context, database, platform string) error) {
	if os.Getenv(database) == "" {
		return
	}
	fmt.Fprintln(os.Stderr, run(context.Background(), os.Getenv(database), os.Getenv(platform)))
	os.Exit(1)
}

// Process is a running bot.
type Process struct{ command *exec.Cmd }

// Start runs a bot over the database in a file, whose platform is at an address.
func Start(t testing.TB, file, address string) *Process {
	t.Helper()
	p := &Process{exec.Command(os.Args[0])}
	p.command.Env = append(os.Environ(), database+"="+file, platform+"="+address)
	p.command.Stderr = os.Stderr
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// Kill ends the bot at once, and returns when it is gone.
func (p *Process) Kill() {
	p.command.Process.Kill()
	p.command.Wait()
}
