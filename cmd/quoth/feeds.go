package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"quoth/bot"
	"quoth/bot/lines"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/gather"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/file"
)

type feedsCommand struct {
	List   feedsList   `cmd:"" default:"1" help:"The feeds and how they do."`
	Add    feedsAdd    `cmd:"" help:"Add feeds, by their addresses or those of their sites."`
	Info   feedsInfo   `cmd:"" help:"All that is known of a feed."`
	Edit   feedsEdit   `cmd:"" help:"Change how a feed is called, asked and read."`
	Pause  feedsPause  `cmd:"" help:"Poll feeds no more until they are resumed."`
	Resume feedsResume `cmd:"" help:"Poll feeds again that were paused or had ended."`
	Remove feedsRemove `cmd:"" help:"Forget feeds; their articles stay."`
	Import feedsImport `cmd:"" help:"Add the feeds of an OPML file."`
	Export feedsExport `cmd:"" help:"Write the feeds to an OPML file, with their full addresses."`
}

// Help is shown by quoth feeds --help.
func (feedsCommand) Help() string {
	return `A feed is named by its number, as the list shows it, or by its address. What is shown of an address is its host and path: the rest may hold a key.

Examples:
  quoth feeds add https://example.org/ https://example.net/feed.xml
  quoth seeds feeds | quoth feeds import -
  quoth feeds info 3
  quoth poll`
}

// feedArgs names feeds.
type feedArgs struct {
	Feeds []string `arg:"" name:"feed" help:"Numbers or addresses of feeds."`
}

// find returns the feeds that are named, all of them or none.
func (a feedArgs) find(ctx context.Context, p *Program) ([]knowledge.Feed, error) {
	if err := p.exists(); err != nil {
		return nil, err
	}
	if err := p.open(ctx, false); err != nil {
		return nil, err
	}
	all, err := p.store.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	var found []knowledge.Feed
	for i, name := range a.Feeds {
		f, err := findFeed(all, name)
		if err != nil {
			return nil, fmt.Errorf("argument %d: %w", i+1, err)
		}
		found = append(found, f)
	}
	return found, nil
}

// findFeed finds a feed by its number, its address, or what is shown of that. The
// errors do not repeat the name, which may hold a key.
func findFeed(all []knowledge.Feed, name string) (knowledge.Feed, error) {
	if id, err := strconv.ParseInt(strings.TrimPrefix(name, "#"), 10, 64); err == nil {
		for _, f := range all {
			if f.ID == id {
				return f, nil
			}
		}
		return knowledge.Feed{}, fmt.Errorf("there is no feed %d: quoth feeds list shows their numbers", id)
	}
	address, err := feed.Address(name)
	if err != nil {
		return knowledge.Feed{}, err
	}
	var shown []knowledge.Feed
	for _, f := range all {
		if f.URL == address {
			return f, nil
		}
		if fetch.PublicAddress(f.URL) == fetch.PublicAddress(address) {
			shown = append(shown, f)
		}
	}
	switch len(shown) {
	case 0:
		return knowledge.Feed{}, errors.New("there is no feed of that address: quoth feeds list shows those that there are")
	case 1:
		return shown[0], nil
	}
	return knowledge.Feed{}, fmt.Errorf("%d feeds are shown with that address: name one by its number", len(shown))
}

type feedsList struct {
	JSON bool `name:"json" help:"Print JSON Lines, one feed a line."`
}

type feedJSON struct {
	ID          int64               `json:"id"`
	Title       string              `json:"title"`
	Address     string              `json:"address"` // its host and path
	Site        string              `json:"site"`
	Folder      string              `json:"folder,omitempty"`
	State       knowledge.FeedState `json:"state"`
	Reason      string              `json:"reason,omitempty"`
	Detail      string              `json:"detail,omitempty"`
	Flaws       string              `json:"flaws,omitempty"` // what of its last document, or of pages that it leads to, could not be read
	Interval    int                 `json:"interval_s"`
	NextCheck   string              `json:"next_check,omitempty"`
	LastCheck   string              `json:"last_check,omitempty"`
	LastNews    string              `json:"last_news,omitempty"`
	Failures    int                 `json:"failures"`
	Since       string              `json:"failing_since,omitempty"`
	Status      int                 `json:"status,omitempty"` // HTTP's of the last failure
	Troubled    bool                `json:"troubled,omitempty"`
	PerDay      float64             `json:"articles_a_day"`
	Settings    []string            `json:"settings,omitempty"` // what was chosen, without secrets
	Polls       int                 `json:"polls"`
	NotModified int                 `json:"not_modified"`
	Articles    int                 `json:"articles"`
	Added       string              `json:"added"`
}

func toFeedJSON(f knowledge.Feed, now time.Time) feedJSON {
	at := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	return feedJSON{
		ID: f.ID, Title: f.Title, Address: fetch.PublicAddress(f.URL), Site: publicSite(f.Site), Folder: f.Folder, State: f.State, Reason: f.Reason, Detail: f.Detail, Flaws: f.Flaws,
		Interval: int(f.Interval / time.Second), NextCheck: at(f.NextCheck), LastCheck: at(f.LastCheck), LastNews: at(f.LastNews),
		Failures: f.Failures, Since: at(f.FailingSince), Status: f.Status, Troubled: f.Troubled(now), PerDay: lines.Round(f.PerDay(now)), Settings: gather.Describe(f),
		Polls: f.Polls, NotModified: f.NotModified, Articles: f.Articles, Added: at(f.Added),
	}
}

func (c *feedsList) Run(ctx context.Context, out io.Writer, p *Program) error {
	if err := p.exists(); err != nil {
		return err
	}
	if err := p.open(ctx, false); err != nil {
		return err
	}
	feeds, err := p.store.Feeds(ctx)
	if err != nil {
		return err
	}
	if len(feeds) == 0 && !c.JSON {
		fmt.Fprintln(p.messages(), "there are no feeds; quoth feeds add ADDRESS adds one, and quoth seeds feeds | quoth feeds import - adds the starter list")
	}
	knowledge.SortFeeds(feeds, p.now())
	for _, f := range feeds {
		if c.JSON {
			err = lines.Write(out, toFeedJSON(f, p.now()))
		} else {
			_, err = fmt.Fprintln(out, feedLine(f, p.now()))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// feedLine is a feed in one line.
func feedLine(f knowledge.Feed, now time.Time) string {
	line := fmt.Sprintf("#%d %s (%s): %s", f.ID, cmp.Or(f.Title, "untitled"), fetch.PublicAddress(f.URL), bot.FeedState(text.Printer{}, f, now))
	if f.Articles > 0 {
		line += fmt.Sprintf(", articles: %d (%.1f a day)", f.Articles, f.PerDay(now))
	}
	if !f.LastNews.IsZero() {
		line += ", last new " + text.Printer{}.Day(f.LastNews)
	}
	return line
}

type feedsInfo struct {
	JSON bool   `name:"json" help:"Print JSON."`
	Feed string `arg:"" help:"The number or the address of a feed."`
}

func (c *feedsInfo) Run(ctx context.Context, out io.Writer, p *Program) error {
	found, err := feedArgs{[]string{c.Feed}}.find(ctx, p)
	if err != nil {
		return err
	}
	f := found[0]
	if c.JSON {
		return lines.Write(out, toFeedJSON(f, p.now()))
	}
	at := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format("2006-01-02 15:04 MST")
	}
	state := bot.FeedState(text.Printer{}, f, p.now())
	if f.Failures > 1 {
		state += fmt.Sprintf(", after %d failures", f.Failures)
	}
	for _, field := range [][2]string{
		{"feed", fmt.Sprintf("#%d %s", f.ID, f.Title)}, {"address", fetch.PublicAddress(f.URL)}, {"site", fetch.PublicAddress(f.Site)}, {"folder", f.Folder},
		{"state", state}, {"last failure", f.Detail}, {"flaws", f.Flaws}, {"articles", fmt.Sprintf("%d, %.1f a day", f.Articles, f.PerDay(p.now()))}, {"last news", at(f.LastNews)},
		{"polls", fmt.Sprintf("%d, %d of them with nothing new by the server's word", f.Polls, f.NotModified)}, {"last poll", at(f.LastCheck)},
		{"next poll", at(f.NextCheck)}, {"learned interval", f.Interval.Round(time.Second).String()}, {"added", at(f.Added)},
		{"settings", strings.Join(gather.Describe(f), "; ")},
	} {
		if field[1] != "" && field[1] != "(no address)" {
			if _, err := fmt.Fprintf(out, "%s: %s\n", field[0], field[1]); err != nil {
				return err
			}
		}
	}
	return nil
}

type feedsPause struct{ feedArgs }

func (c *feedsPause) Run(ctx context.Context, p *Program) error {
	return c.each(ctx, p, "paused", gather.Keeper.Pause)
}

type feedsResume struct{ feedArgs }

func (c *feedsResume) Run(ctx context.Context, p *Program) error {
	return c.each(ctx, p, "resumed", gather.Keeper.Resume)
}

type feedsRemove struct{ feedArgs }

func (c *feedsRemove) Run(ctx context.Context, p *Program) error {
	return c.each(ctx, p, "removed", gather.Keeper.Remove)
}

// each does something to each of the named feeds, and says so.
func (a feedArgs) each(ctx context.Context, p *Program, done string, do func(gather.Keeper, context.Context, int64) (knowledge.Feed, error)) error {
	feeds, err := a.find(ctx, p)
	if err != nil {
		return err
	}
	for _, f := range feeds {
		if _, err := do(gather.Keeper{Store: p.store}, ctx, f.ID); err != nil {
			return err
		}
		fmt.Fprintf(p.messages(), "%s feed %d: %s\n", done, f.ID, gather.FeedName(f))
	}
	return nil
}

type feedsImport struct {
	File string `arg:"" help:"An OPML file; - for standard input."`
}

func (c *feedsImport) Run(ctx context.Context, p *Program) error {
	in, name := p.In, "standard input"
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return fmt.Errorf("%s can't be read: check the path and its permissions", c.File)
		}
		defer file.Close()
		in, name = file, c.File
	}
	refused := 0
	outlines, err := file.ReadOPML(name, in, func(problem file.Problem) {
		refused++
		fmt.Fprintln(p.messages(), "quoth: "+problem.Error())
	})
	if err != nil {
		return err
	}
	if err := p.open(ctx, false); err != nil {
		return err
	}
	added := 0
	for _, o := range outlines {
		_, created, err := p.store.AddFeed(ctx, knowledge.Feed{URL: o.URL, Title: o.Title, Site: o.Site, Folder: o.Folder})
		if err != nil {
			return err
		}
		if created {
			added++
		}
	}
	fmt.Fprintf(p.messages(), "added %d, there already %d, refused %d\n", added, len(outlines)-added, refused)
	if refused > 0 {
		return errSaid
	}
	return nil
}

type feedsExport struct {
	File string `arg:"" help:"The file to write; it must not exist. - for standard output."`
}

func (c *feedsExport) Run(ctx context.Context, out io.Writer, p *Program) error {
	if err := p.exists(); err != nil {
		return err
	}
	if err := p.open(ctx, false); err != nil {
		return err
	}
	feeds, err := p.store.Feeds(ctx)
	if err != nil {
		return err
	}
	var outlines []file.Outline
	for _, f := range feeds {
		if f.Links != "" {
			fmt.Fprintf(p.messages(), "left out: %s is no feed but a page, which takes the rule of its links: quoth feeds add --links %q\n", gather.FeedName(f), f.Links)
			continue
		}
		outlines = append(outlines, file.Outline{URL: f.URL, Title: f.Title, Site: f.Site, Folder: f.Folder})
	}
	if c.File == "-" {
		return file.WriteOPML(out, "Feeds", p.now(), outlines)
	}
	to, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s exists already: name a new file", c.File)
	}
	if err != nil {
		return fmt.Errorf("%s can't be written: check the path and its permissions", c.File)
	}
	defer to.Close()
	if err := errors.Join(file.WriteOPML(to, "Feeds", p.now(), outlines), to.Close()); err != nil {
		return fmt.Errorf("%s could not be written whole: %w", c.File, err)
	}
	fmt.Fprintf(p.messages(), "%s: %d feeds, with their full addresses: keys in them are readable there\n", c.File, len(outlines))
	return nil
}

// publicSite is a site's address without what may be a secret; "" for none.
func publicSite(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}).String()
}
