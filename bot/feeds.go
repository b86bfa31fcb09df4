package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/gather"
)

// feedJobs are what /admin feeds does.
var feedJobs = []string{"add", "info", "edit", "pause", "resume", "remove"}

// feedTitle is how a feed is called in a chat, where addresses, which may hold secrets,
// are never shown.
func feedTitle(f knowledge.Feed) string {
	if f.Title == "" {
		return fmt.Sprintf("#%d", f.ID)
	}
	return fmt.Sprintf("#%d %s", f.ID, f.Title)
}

// FeedTrouble says how a feed does: when it fails, since when, why and with which HTTP
// status.
func FeedTrouble(f knowledge.Feed, now time.Time) string {
	switch f.Health(now) {
	case knowledge.FeedResting:
		return "paused"
	case knowledge.FeedNew:
		return "active, not polled yet"
	case knowledge.FeedLost:
		return "ended: " + f.Reason
	case knowledge.FeedSilent:
		return "active, has never brought anything since it was added on " + FormatDay(f.Added)
	case knowledge.FeedFailing:
		state := "FAILING"
		if !f.FailingSince.IsZero() {
			state += " since " + minute(f.FailingSince)
		}
		state += ": " + f.Reason
		if f.Status != 0 {
			state += fmt.Sprintf(" (status %d)", f.Status)
		}
		return state
	}
	return "active"
}

// FeedState is FeedTrouble, with when a failing feed is tried next.
func FeedState(f knowledge.Feed, now time.Time) string {
	state := FeedTrouble(f, now)
	if f.Health(now) == knowledge.FeedFailing && !f.NextCheck.IsZero() {
		state += ", next try " + minute(f.NextCheck)
	}
	return state
}

// minute is a time as the operator reads it.
func minute(t time.Time) string { return t.UTC().Format("2 Jan 2006 15:04 MST") }

// countFeeds counts feeds by how they do.
func (e *Engine) countFeeds(feeds []knowledge.Feed) string {
	count := map[knowledge.FeedHealth]int{}
	for _, f := range feeds {
		count[f.Health(e.now())]++
	}
	parts := []string{fmt.Sprintf("Feeds: %d active of %d", count[knowledge.FeedWell]+count[knowledge.FeedNew], len(feeds))}
	for _, c := range []struct {
		health knowledge.FeedHealth
		word   string
	}{{knowledge.FeedFailing, "failing"}, {knowledge.FeedLost, "ended"}, {knowledge.FeedSilent, "silent"}, {knowledge.FeedResting, "paused"}} {
		if n := count[c.health]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, c.word))
		}
	}
	return strings.Join(parts, ", ")
}

// adminFeeds lists the feeds, those that do worst first.
func (e *Engine) adminFeeds(ctx context.Context) (Reply, error) {
	feeds, err := e.store.Feeds(ctx)
	if err != nil {
		return Reply{}, err
	}
	if len(feeds) == 0 {
		return Reply{Blocks: []Block{Text{textNoFeeds}}}, nil
	}
	knowledge.SortFeeds(feeds, e.now())
	reply := Reply{Blocks: []Block{Heading{textFeeds}, Text{e.countFeeds(feeds)}}}
	for _, f := range feeds {
		reply.Blocks = append(reply.Blocks, Text{e.feedLine(f)})
	}
	return reply, nil
}

func (e *Engine) feedLine(f knowledge.Feed) string {
	line := feedTitle(f) + ": " + FeedState(f, e.now())
	if f.Articles > 0 {
		line += fmt.Sprintf(", %.1f articles a day", f.PerDay(e.now()))
	}
	if !f.LastNews.IsZero() {
		line += ", last new " + FormatDay(f.LastNews)
	}
	return line
}

// changeFeed adds a feed, or shows or changes one: /admin feeds edit 3 zone Europe/Berlin.
func (e *Engine) changeFeed(ctx context.Context, r Request) (Reply, error) {
	if e.feeds == nil {
		return Reply{}, sayf(textFeedsElsewhere)
	}
	do, which := r.Args["do"], r.Args["feed"]
	if which == "" {
		return Reply{}, sayf(textFeedWhich, do)
	}
	if do == "add" {
		return e.addFeed(ctx, r, which)
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(which, "#"), 10, 64)
	if err != nil {
		return Reply{}, sayf(textFeedNumber)
	}
	var f knowledge.Feed
	said := ""
	switch do {
	case "info":
		f, err = e.store.Feed(ctx, id)
		if errors.Is(err, knowledge.ErrNotFound) {
			return Reply{}, sayf(textNoFeed, id)
		}
		said = e.feedLine(f)
		if f.Detail != "" {
			said += "\n" + f.Detail
		}
	case "edit":
		name, value, _ := strings.Cut(r.Args["change"], " ")
		if value = strings.TrimSpace(value); value == "" {
			return Reply{}, sayf(textFeedEdit, id, gather.SettingsHelp())
		}
		if gather.Secret(strings.ToLower(name)) && !r.Private && !r.Hidden {
			return Reply{}, sayf(textFeedSecret)
		}
		if strings.EqualFold(name, "private") {
			if value, err = feedAudience(r, value); err != nil {
				return Reply{}, err
			}
		}
		f, err = e.feeds.Edit(ctx, id, []gather.Setting{{Name: name, Value: value}})
		said = fmt.Sprintf(textFeedEdited, feedTitle(f))
	case "pause":
		f, err = e.feeds.Pause(ctx, id)
		said = fmt.Sprintf(textFeedPaused, feedTitle(f))
	case "resume":
		f, err = e.feeds.Resume(ctx, id)
		said = fmt.Sprintf(textFeedResumed, feedTitle(f))
	case "remove":
		f, err = e.feeds.Remove(ctx, id)
		said = fmt.Sprintf(textFeedRemoved, feedTitle(f))
	}
	if err != nil {
		return Reply{}, refused(err)
	}
	if do != "info" {
		e.log.Info("bot: feed changed", "feed", id, "what", do)
	}
	if settings := gather.Describe(f); len(settings) > 0 && do != "remove" {
		said += "\n" + strings.Join(settings, "\n")
	}
	return Reply{Blocks: []Block{Text{said}}}, nil
}

// feedAudience is who reads a feed that is private as an operator writes it in a chat.
func feedAudience(r Request, value string) (string, error) {
	switch strings.ToLower(value) {
	case "here":
		return string(knowledge.ChatAudience(r.Place.Platform, r.Place.Chat)), nil
	case "server":
		if r.Server == "" {
			return "", sayf(textNoServer)
		}
		return string(knowledge.ServerAudience(r.Place.Platform, r.Server)), nil
	}
	return value, nil
}

// addFeed adds a feed: /admin feeds add https://example.org/ private here.
func (e *Engine) addFeed(ctx context.Context, r Request, address string) (Reply, error) {
	var as knowledge.Feed
	if change := r.Args["change"]; change != "" {
		name, value, _ := strings.Cut(change, " ")
		value, err := feedAudience(r, strings.TrimSpace(value))
		if err != nil {
			return Reply{}, err
		}
		if as.For, err = knowledge.ParseAudience(value); !strings.EqualFold(name, "private") || err != nil || as.For == "" {
			return Reply{}, sayf(textFeedPrivate)
		}
	}
	f, created, others, err := e.feeds.Add(ctx, address, as)
	if err != nil {
		return Reply{}, refused(err)
	}
	if !created {
		return Reply{Blocks: []Block{Text{fmt.Sprintf(textFeedThere, feedTitle(f))}}}, nil
	}
	e.log.Info("bot: feed changed", "feed", f.ID, "what", "add")
	said := fmt.Sprintf(textFeedAdded, feedTitle(f))
	var titles []string
	for _, o := range others {
		if o.Title != "" && !slices.Contains(titles, o.Title) {
			titles = append(titles, o.Title)
		}
	}
	if len(titles) > 0 {
		said += "\n" + fmt.Sprintf(textFeedOthers, strings.Join(titles, ", "))
	}
	return Reply{Blocks: []Block{Text{said}}}, nil
}

// refused is what the operator reads of why a feed was not changed.
func refused(err error) error {
	var r gather.Refusal
	if errors.As(err, &r) {
		return sayf("%s", sentence(r.Error()))
	}
	return err
}
