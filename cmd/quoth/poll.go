package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"

	"quoth/knowledge"
	"quoth/knowledge/gather"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/page"
	"quoth/knowledge/intake"
)

// fetching is how the web is asked.
type fetching struct {
	Contact    string `env:"QUOTH_CONTACT" help:"How servers can reach you: an e-mail address or a page, told to each that is asked." placeholder:"ADDRESS"`
	AllowHosts string `env:"QUOTH_ALLOW_HOSTS" help:"Hosts that may be asked though their addresses are private: names, addresses or prefixes such as 10.0.0.0/8, separated by commas." placeholder:"LIST"`
}

// fetcher asks the web.
func (f fetching) fetcher(p *Program) *fetch.Fetcher {
	return fetch.New(fetch.Config{Contact: f.Contact, Version: version(), AllowedHosts: list(f.AllowHosts), Log: p.log})
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

// poller polls the feeds of the store, which is open.
func (p *Program) poller(f fetching) *gather.Poller {
	fetcher := f.fetcher(p)
	return gather.NewPoller(gather.PollerConfig{
		Store: p.store, Intake: taker{intake.New(intake.Config{Store: p.store, Log: p.log, Now: p.now})},
		Fetch: fetcher.Fetch, Page: page.NewReader(fetcher).Read, Now: p.now, Log: p.log,
	})
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
	if err := p.open(ctx, false); err != nil {
		return err
	}
	poll := p.poller(c.fetching).PollDue
	if c.All {
		poll = p.poller(c.fetching).PollAll
	}
	r, err := poll(ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeLine(out, struct {
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

type feedsAdd struct {
	fetching
	Folder    string   `help:"Where the feeds stand in the list, for example News/Asia."`
	Unasked   bool     `help:"Add the addresses as they are, without looking what is there."`
	Addresses []string `arg:"" name:"address" help:"Addresses of feeds or sites."`
}

func (c *feedsAdd) Run(ctx context.Context, p *Program) error {
	if err := p.open(ctx, false); err != nil {
		return err
	}
	fetcher := c.fetcher(p)
	failed := false
	for i, address := range c.Addresses {
		found, err := c.look(ctx, fetcher, address)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed = true
			fmt.Fprintf(p.Err, "quoth: address %d is not added: %v%s\n", i+1, err, hint(err))
			continue
		}
		feed := found[0]
		id, created, err := p.store.AddFeed(ctx, knowledge.Feed{URL: feed.URL, Title: feed.Title, Site: feed.Site, Folder: c.Folder})
		if err != nil {
			return err
		}
		state := "added"
		if !created {
			state = "there already:"
		}
		fmt.Fprintf(p.Err, "%s feed %d: %s (%s)\n", state, id, cmp.Or(feed.Title, "untitled"), fetch.PublicAddress(feed.URL))
		for _, other := range found[1:] {
			fmt.Fprintf(p.Err, "  also there: %s (%s)\n", cmp.Or(other.Title, "untitled"), fetch.PublicAddress(other.URL))
		}
	}
	if failed {
		return errSaid
	}
	return nil
}

// hint says what can be done about an address that was not added.
func hint(err error) string {
	var failure *fetch.Error
	switch {
	case errors.Is(err, feed.ErrNoFeeds):
		return "; name the feed's own address"
	case errors.As(err, &failure) && failure.Kind == fetch.PrivateAddress:
		return " (QUOTH_ALLOW_HOSTS)"
	case errors.As(err, &failure) && failure.Kind != fetch.NotWeb:
		return "; --unasked adds it without looking"
	}
	return ""
}

// look finds what an address leads to.
func (c *feedsAdd) look(ctx context.Context, fetcher *fetch.Fetcher, address string) ([]feed.Found, error) {
	if c.Unasked {
		address, err := feed.Address(address)
		return []feed.Found{{URL: address}}, err
	}
	return feed.Discover(ctx, fetcher.Fetch, address)
}
