package main

import (
	"context"
	"io"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs the program as a person or a script would: "exec quoth" in a process of its
// own, and "main" within that of the test, which costs a fraction of it.
func TestScripts(t *testing.T) {
	dir, err := filepath.Abs("testdata/script")
	if err != nil {
		t.Fatal(err)
	}
	root := moduleRoot(t)
	testscript.Run(t, testscript.Params{
		Dir:                 dir, // where the program runs changes
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("ROOT", root)
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "root" {
				return os.Geteuid() == 0, nil
			}
			return false, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"main": callMain},
	})
}

// process is held by the script whose folder and environment this process has.
var process sync.Mutex

// callMain runs the program within this process, with the folder, HOME and the variables of the
// configuration that the script has, and nothing to read.
func callMain(ts *testscript.TestScript, neg bool, args []string) {
	process.Lock()
	defer process.Unlock()
	defer withEnvironment(ts)()
	back, err := os.Getwd()
	ts.Check(err)
	defer os.Chdir(back)
	ts.Check(os.Chdir(ts.MkAbs(".")))

	usual := slog.Default()
	defer func() {
		slog.SetDefault(usual)
		log.SetOutput(os.Stderr)
		log.SetFlags(log.LstdFlags)
	}()
	in, end, err := os.Pipe()
	ts.Check(err)
	end.Close()
	defer in.Close()
	var copying sync.WaitGroup
	out, written := collect(ts, &copying, ts.Stdout()), collect(ts, &copying, ts.Stderr())
	status := Main(context.Background(), args, Streams{In: in, Out: out, Err: written})
	out.Close()
	written.Close()
	copying.Wait()
	if failed := status != exitDone; failed != neg {
		ts.Fatalf("quoth exits with %d", status)
	}
}

// withEnvironment gives this process the variables of the script that the program reads; what
// is returned gives it its own again.
func withEnvironment(ts *testscript.TestScript) (restore func()) {
	names := []string{"HOME"}
	for _, v := range knownVariables() {
		names = append(names, v.Name, v.Name+"_FILE")
	}
	usual := map[string]string{}
	for _, name := range names {
		if value, set := os.LookupEnv(name); set {
			usual[name] = value
		}
		os.Unsetenv(name)
		if value := ts.Getenv(name); value != "" {
			os.Setenv(name, value)
		}
	}
	return func() {
		for _, name := range names {
			os.Unsetenv(name)
			if value, set := usual[name]; set {
				os.Setenv(name, value)
			}
		}
	}
}

// collect returns a pipe whose bytes are written to w.
func collect(ts *testscript.TestScript, copying *sync.WaitGroup, w io.Writer) *os.File {
	from, to, err := os.Pipe()
	ts.Check(err)
	copying.Go(func() {
		defer from.Close()
		io.Copy(w, from)
	})
	return to
}
