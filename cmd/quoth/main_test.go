package main

import (
	"flag"
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
	if err := flag.Set("test.parallel", "4"); err != nil { // these tests wait for the program half of the time
		panic(err)
	}
	testscript.Main(m, map[string]func(){"quoth": func() { begin(nil) }})
}
