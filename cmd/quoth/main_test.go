package main

import (
	"flag"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/sandbox"
)

var update = flag.Bool("update", false, "rewrite the expected output of the scripts")

func TestMain(m *testing.M) {
	if sandbox.Run(feed.InProcess{}) {
		return
	}
	// Tests wait for the program, which other processes are not to go before.
	testscript.Main(m, map[string]func(){"quoth": func() { begin(nil) }})
}

// TestScripts runs the program as a person or a script would.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("ROOT", moduleRoot(t))
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, nil
		},
	})
}
