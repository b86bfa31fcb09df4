package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"quoth/bot/lines"
	"quoth/knowledge"
	"quoth/knowledge/gather"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/page"
	"quoth/knowledge/intake"
)

// fetching is how the web is asked.
type fetching struct {
	Contact    string `env:"QUOTH_CONTACT" help:"How servers can reach you: an e-mail address or a page, told to each that is asked." placeholder:"ADDRESS"`
	AllowHosts string `env:"QUOTH_ALLOW_HOSTS" help:"Hosts that may be asked though their addresses are private: names, addresses or prefixes such as 10.0.0.0/8, separated by commas." placeholder:"LIST"`

	pause time.Duration // between requests to one host; 0 for that of package fetch, negative for none
}

// fetcher asks the web.
func (f fetching) fetcher(p *Program) *fetch.Fetcher {
	return fetch.New(fetch.Config{Contact: f.Contact, Version: version(), AllowedHosts: list(f.AllowHosts), PerHostDelay: f.pause, Log: p.log})
}

// stranger asks addresses that a foreign document names: none of those that the operator allows
// though they are private.
func (f fetching) stranger(p *Program) *fetch.Fetcher {
	f.AllowHosts = ""
	return f.fetcher(p)
}

// taker is the door of the store as package gather uses it.
type taker struct{ *intake.Intake }

// Take implements gather.Intake.
func (t taker) Take(ctx context.Context, articles []knowledge.Article, stored func(knowledge.Writer, *knowledge.Entry) error) (added, updated int, err error) {
	b, err := t.Prepare(ctx, articles)
	if err != nil {
		return 0, 0, err
	}
	r, err := t.Commit(ctx, b, stored)
	return r.Added, r.Updated, err
}

// poller polls the feeds of the store, which is open. notify tells the operator of what is
// suspended.
func (p *Program) poller(f fetching, notify func(ctx context.Context, key, text string)) *gather.Poller {
	fetcher := f.fetcher(p)
	pages := page.NewReader(fetcher, p.parser)
	return gather.NewPoller(gather.PollerConfig{
		Store: p.store, Intake: taker{intake.New(intake.Config{Store: p.store, Log: p.log, Now: p.now})},
		Fetch: fetcher.Fetch, Page: pages.Fetch, Again: pages.FetchAgain, Permit: pages.Permit, Parser: p.parser, Now: p.now, Log: p.log,
		Guard: p.guard, Notify: notify,
	})
}

// saveMemory keeps the program within the memory that its container may have, unless
// GOMEMLIMIT is set, and has garbage collected at two fifths of the usual growth, unless GOGC
// is: reading thirty hostile feeds takes 70 to 78 MB so instead of 92, for 6 % more time of
// the processor.
func saveMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(40)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		for _, file := range memoryFiles {
			if limit := memoryLimit(file); limit > 0 {
				debug.SetMemoryLimit(limit)
			}
		}
	}
}

// memoryFiles say how much memory a container may have (cgroups, version 2 and 1).
var memoryFiles = []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}

// memoryLimit is nine tenths of what a file allows in bytes, so that garbage is collected
// before the kernel ends the program; 0 where there is no file or no limit.
func memoryLimit(file string) int64 {
	data, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	limit, err := strconv.ParseInt(strings.TrimSpace(string(data)), 10, 64)
	if err != nil || limit <= 0 || limit >= 1<<50 {
		return 0
	}
	return limit / 10 * 9
}

// note puts a notice for the operator into the log of notices, and says it here.
func (p *Program) note(ctx context.Context, key, text string) {
	if _, err := p.store.Notify(ctx, key, text, p.now()); err != nil {
		p.log.ErrorContext(ctx, "poll: notice save failed", "notice", text, "error", err)
	}
	fmt.Fprintln(p.messages(), "quoth: "+text)
}

type pollCommand struct {
	fetching
	All  bool `help:"Also the feeds that are not due yet."`
	JSON bool `name:"json" help:"Print JSON."`
}

// Help is shown by quoth poll --help.
func (pollCommand) Help() string {
	return `The running bot polls by itself; this is for scripts, and to try feeds.`
}

func (c *pollCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	if err := p.exists(); err != nil {
		return err
	}
	saveMemory()
	if err := p.open(ctx, false); err != nil {
		return err
	}
	poller := p.poller(c.fetching, p.note)
	poll := poller.PollDue
	if c.All {
		poll = poller.PollAll
	}
	r, err := poll(ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		return lines.Write(out, struct {
			Polled      int `json:"polled"`
			NotModified int `json:"not_modified"`
			Failed      int `json:"failed"`
			Added       int `json:"added"`
			Updated     int `json:"updated"`
		}{r.Feeds, r.NotModified, r.Failed, r.Added, r.Updated})
	}
	_, err = fmt.Fprintf(out, "feeds polled: %d, unchanged: %d, failed: %d; articles added: %d, updated: %d\n", r.Feeds, r.NotModified, r.Failed, r.Added, r.Updated)
	return err
}
