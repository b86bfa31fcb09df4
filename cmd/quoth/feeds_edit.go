package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/fetch"
)

// keeper changes the feeds of the store, which is open. A person waits while it looks for a feed at
// half a dozen addresses of one host, and it looks once.
func (p *Program) keeper(f fetching) gather.Keeper {
	f.pause = cmp.Or(f.pause, 250*time.Millisecond)
	fetcher := f.fetcher(p)
	return gather.Keeper{Store: p.store, Fetch: fetcher.Fetch, Parser: p.parser, Permit: fetch.NewRobots(fetcher).Permit}
}

type feedsAdd struct {
	fetching
	Folder    string   `help:"Where the feeds stand in the list, for example News/Asia."`
	Private   string   `help:"Who alone may read what they bring: telegram:chat:NUMBER, discord:chat:NUMBER or discord:server:NUMBER." placeholder:"AUDIENCE"`
	Old       bool     `help:"Tell of what they hold already, too, in alerts; else only of what comes from now on."`
	Links     string   `help:"Of a page without a feed, which of its links are articles, as an element, a path or both: \"h3.title /news/*\". Without it, what looks like articles is shown, and nothing is added." placeholder:"RULE"`
	Unasked   bool     `help:"Add the addresses as they are, without looking what is there."`
	Addresses []string `arg:"" name:"address" help:"Addresses of feeds or sites."`
}

func (c *feedsAdd) Run(ctx context.Context, p *Program) error {
	if err := p.open(ctx, false); err != nil {
		return err
	}
	keeper := p.keeper(c.fetching)
	private, err := knowledge.ParseAudience(c.Private)
	if err != nil {
		return usageError{fmt.Errorf("--private: %w", err)}
	}
	as := knowledge.Feed{Folder: c.Folder, FeedSettings: knowledge.FeedSettings{AlertOld: c.Old, For: private, Links: c.Links}}
	failed := false
	for i, address := range c.Addresses {
		var f knowledge.Feed
		var created bool
		var others []feed.Found
		var err error
		if c.Unasked {
			as.URL = address
			f, created, err = keeper.AddUnasked(ctx, as)
		} else {
			f, created, others, err = keeper.Add(ctx, address, as)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failed = true
			fmt.Fprintf(p.messages(), "quoth: address %d is not added: %v%s\n", i+1, err, hint(err))
			var list *feed.Proposal
			if errors.As(err, &list) {
				for _, e := range list.Entries {
					fmt.Fprintf(p.messages(), "  %s (%s)\n", e.Title, fetch.PublicAddress(e.URL))
				}
			}
			continue
		}
		state := "added"
		if !created {
			state = "there already:"
		}
		fmt.Fprintf(p.messages(), "%s feed %d: %s (%s)\n", state, f.ID, cmp.Or(f.Title, "untitled"), fetch.PublicAddress(f.URL))
		for _, other := range others {
			fmt.Fprintf(p.messages(), "  also there: %s (%s)\n", cmp.Or(other.Title, "untitled"), fetch.PublicAddress(other.URL))
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
	var list *feed.Proposal
	switch {
	case errors.As(err, &list):
		return fmt.Sprintf("; --links %q adds it so", list.Rule)
	case errors.Is(err, feed.ErrNoFeeds):
		return "; name the feed's own address"
	case errors.As(err, &failure) && failure.Kind == fetch.PrivateAddress:
		return " (QUOTH_ALLOW_HOSTS)"
	case errors.As(err, &failure) && failure.Kind != fetch.NotWeb:
		return "; --unasked adds it without looking"
	}
	return ""
}

type feedsEdit struct {
	Feed     string   `arg:"" help:"The number or the address of a feed."`
	Title    *string  `help:"How it is called; none for what the feed says." placeholder:"TEXT"`
	Address  *string  `help:"Where it is." placeholder:"URL"`
	Folder   *string  `help:"Where it stands in the list." placeholder:"NAME"`
	Interval *string  `help:"The time between polls, from 2m to 24h; none for what is learned." placeholder:"TIME"`
	Zone     *string  `help:"The time zone of dates that name none." placeholder:"Europe/Berlin"`
	Language *string  `help:"The language of its articles, two letters." placeholder:"de"`
	Pages    *string  `help:"Whether articles are read from their pages: yes, no, or none for as needed." placeholder:"yes|no"`
	Links    *string  `help:"Of a page without a feed, which of its links are articles: an element, a path or both; none for a feed." placeholder:"RULE"`
	Keep     *string  `help:"Words and phrases, separated by commas: only entries that hold one of them are stored." placeholder:"WORDS"`
	Drop     *string  `help:"Words and phrases, separated by commas: entries that hold one of them are not stored." placeholder:"WORDS"`
	Old      *string  `help:"Whether alerts tell of entries from before it was added, too." placeholder:"yes|no"`
	Private  *string  `help:"Who alone may read what it brings from then on: telegram:chat:NUMBER, discord:chat:NUMBER, discord:server:NUMBER, or none." placeholder:"AUDIENCE"`
	Agent    *string  `help:"The User-Agent that its server sees." placeholder:"TEXT"`
	Header   []string `sep:"none" help:"A header for its host, Name: value; Name: alone ends it. May be given several times." placeholder:"HEADER"`
	Cookies  *string  `help:"Cookies for its host: name=value; name=value." placeholder:"COOKIES"`
	Proxy    *string  `help:"The proxy through which it is asked." placeholder:"socks5://host:port"`
}

// Help is shown by quoth feeds edit --help.
func (feedsEdit) Help() string {
	return `What is not named stays as it is; none takes a setting back. Whoever lists the processes sees a flag: a value that begins with @ is read from the file of that name, so that cookies, headers and addresses with keys need not be typed.

Examples:
  quoth feeds edit 3 --title "Harbour Post" --zone Europe/Lisbon --interval 15m
  quoth feeds edit 3 --header @token.txt --pages yes
  quoth feeds edit 3 --drop horoscope,"lottery numbers"`
}

func (c *feedsEdit) Run(ctx context.Context, p *Program) error {
	var changes []gather.Setting
	for _, flag := range []struct {
		name  string
		value *string
	}{
		{"title", c.Title}, {"address", c.Address}, {"folder", c.Folder}, {"interval", c.Interval}, {"zone", c.Zone}, {"language", c.Language},
		{"pages", c.Pages}, {"links", c.Links}, {"keep", c.Keep}, {"drop", c.Drop}, {"old", c.Old}, {"private", c.Private}, {"agent", c.Agent}, {"cookies", c.Cookies}, {"proxy", c.Proxy},
	} {
		if flag.value != nil {
			changes = append(changes, gather.Setting{Name: flag.name, Value: *flag.value})
		}
	}
	for _, h := range c.Header {
		changes = append(changes, gather.Setting{Name: "header", Value: h})
	}
	if len(changes) == 0 {
		return usagef("say what to change, such as --title or --interval: quoth feeds edit --help lists what there is")
	}
	for i := range changes {
		file, named := strings.CutPrefix(changes[i].Value, "@")
		if !named {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("--%s: the file can't be read: check the path and its permissions", changes[i].Name)
		}
		changes[i].Value = strings.TrimSpace(string(data))
	}
	found, err := feedArgs{[]string{c.Feed}}.find(ctx, p)
	if err != nil {
		return err
	}
	f, err := p.keeper(fetching{}).Edit(ctx, found[0].ID, changes)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.messages(), "edited feed %d: %s (%s)\n", f.ID, gather.FeedName(f), fetch.PublicAddress(f.URL))
	for _, line := range gather.Describe(f) {
		fmt.Fprintln(p.messages(), "  "+line)
	}
	return nil
}
