// Command quoth is a chat bot that answers questions about stored news with the
// exact words that were printed.
//
// This package wires: it reads the configuration, opens the store, and hands
// requests to the packages that know. One file has one group of subcommands.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	_ "time/tzdata" // for systems without files of time zones

	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/sandbox"
	"quoth/knowledge/intake"
)

// gcPercent is how much the heap grows between collections, in percent. Most of
// what a long run holds has no pointers in it and is cheap to collect: with 40,
// 100,000 recent articles took 428 MB instead of 648 with the usual 100, for about
// a tenth more work, and asks over a million 290 instead of 315 with 50, for no more.
const gcPercent = 40

func main() { begin(intake.Yield) }

// begin runs the program. yield lets other processes go first, before work in bulk.
func begin(yield func()) {
	if sandbox.Run(feed.InProcess{}) {
		return
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)
	os.Exit(Main(ctx, os.Args[1:], Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Yield: yield}))
}
