package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/gather"
	"quoth/knowledge/gather/feed"
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
func FeedTrouble(p text.Printer, f knowledge.Feed, now time.Time) string {
	switch f.Health(now) {
	case knowledge.FeedResting:
		return p.Say("feeds.state_paused")
	case knowledge.FeedNew:
		return p.Say("feeds.state_new")
	case knowledge.FeedLost:
		return p.Say("feeds.state_ended", "reason", f.Reason)
	case knowledge.FeedSilent:
		return p.Say("feeds.state_silent", "day", p.Day(f.Added))
	case knowledge.FeedFailing:
		state := p.Say("feeds.state_failing", "reason", f.Reason)
		if !f.FailingSince.IsZero() {
			state = p.Say("feeds.state_failing_since", "time", minute(f.FailingSince), "reason", f.Reason)
		}
		if f.Status != 0 {
			state = p.Say("feeds.with_status", "state", state, "status", strconv.Itoa(f.Status))
		}
		return state
	}
	return p.Say("feeds.state_active")
}

// FeedState is FeedTrouble, with when a failing feed is tried next.
func FeedState(p text.Printer, f knowledge.Feed, now time.Time) string {
	state := FeedTrouble(p, f, now)
	if f.Health(now) == knowledge.FeedFailing && !f.NextCheck.IsZero() {
		state = p.Say("feeds.next_try", "state", state, "time", minute(f.NextCheck))
	}
	return state
}

// minute is a time as the operator reads it.
func minute(t time.Time) string { return t.UTC().Format("2 Jan 2006 15:04 MST") }

// countFeeds counts feeds by how they do.
func (e *Engine) countFeeds(r Request, feeds []knowledge.Feed) string {
	count := map[knowledge.FeedHealth]int{}
	for _, f := range feeds {
		count[f.Health(e.now())]++
	}
	parts := []string{r.say("feeds.counts", "active", count[knowledge.FeedWell]+count[knowledge.FeedNew], "all", len(feeds))}
	for _, c := range []struct {
		health knowledge.FeedHealth
		said   text.Key
	}{{knowledge.FeedFailing, "feeds.failing_count"}, {knowledge.FeedLost, "feeds.ended_count"}, {knowledge.FeedSilent, "feeds.silent_count"}, {knowledge.FeedResting, "feeds.paused_count"}} {
		if n := count[c.health]; n > 0 {
			parts = append(parts, r.say(c.said, "feeds", n))
		}
	}
	return strings.Join(parts, ", ")
}

// adminFeeds lists the feeds, those that do worst first.
func (e *Engine) adminFeeds(ctx context.Context, r Request) (Reply, error) {
	feeds, err := e.store.Feeds(ctx)
	if err != nil {
		return Reply{}, err
	}
	if len(feeds) == 0 {
		return Reply{Blocks: []Block{Text{r.say("feeds.none")}}}, nil
	}
	knowledge.SortFeeds(feeds, e.now())
	reply := Reply{Blocks: []Block{Heading{r.say("feeds.heading")}, Text{e.countFeeds(r, feeds)}}}
	for _, f := range feeds {
		reply.Blocks = append(reply.Blocks, Text{e.feedLine(r, f)})
	}
	return reply, nil
}

func (e *Engine) feedLine(r Request, f knowledge.Feed) string {
	line := feedTitle(f) + ": " + FeedState(r.printer(), f, e.now())
	if f.Articles > 0 {
		line += r.say("feeds.per_day", "articles", fmt.Sprintf("%.1f", f.PerDay(e.now())))
	}
	if !f.LastNews.IsZero() {
		line += r.say("feeds.last_new", "day", r.printer().Day(f.LastNews))
	}
	return line
}

// changeFeed adds a feed, or shows or changes one: /admin feeds edit 3 zone Europe/Berlin.
func (e *Engine) changeFeed(ctx context.Context, r Request) (Reply, error) {
	if e.feeds == nil {
		return Reply{}, Refuse("feeds.elsewhere")
	}
	do, which := r.Args["do"], r.Args["feed"]
	if which == "" {
		return Reply{}, Refuse("feeds.which", "do", do)
	}
	if do == "add" {
		return e.addFeed(ctx, r, which)
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(which, "#"), 10, 64)
	if err != nil {
		return Reply{}, Refuse("feeds.number")
	}
	var f knowledge.Feed
	said := ""
	switch do {
	case "info":
		f, err = e.store.Feed(ctx, id)
		if errors.Is(err, knowledge.ErrNotFound) {
			return Reply{}, Refuse("feeds.no_such", "feed", strconv.FormatInt(id, 10))
		}
		said = e.feedLine(r, f)
		if f.Detail != "" {
			said += "\n" + f.Detail
		}
	case "edit":
		name, value, _ := strings.Cut(r.Args["change"], " ")
		if value = strings.TrimSpace(value); value == "" {
			return Reply{}, Refuse("feeds.edit_how", "feed", strconv.FormatInt(id, 10), "settings", gather.SettingsHelp())
		}
		if gather.Secret(strings.ToLower(name)) && !r.Private && !r.Hidden {
			return Reply{}, Refuse("feeds.secret")
		}
		if strings.EqualFold(name, "private") {
			if value, err = feedAudience(r, value); err != nil {
				return Reply{}, err
			}
		}
		f, err = e.feeds.Edit(ctx, id, []gather.Setting{{Name: name, Value: value}})
		said = r.say("feeds.edited", "feed", feedTitle(f))
	case "pause":
		f, err = e.feeds.Pause(ctx, id)
		said = r.say("feeds.paused", "feed", feedTitle(f))
	case "resume":
		f, err = e.feeds.Resume(ctx, id)
		said = r.say("feeds.resumed", "feed", feedTitle(f))
	case "remove":
		f, err = e.feeds.Remove(ctx, id)
		said = r.say("feeds.removed", "feed", feedTitle(f))
	}
	if err != nil {
		return Reply{}, refused(err)
	}
	if do != "info" {
		e.log.InfoContext(ctx, "bot: feed changed", "feed", id, "what", do)
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
			return "", Refuse("feeds.no_server")
		}
		return string(knowledge.ServerAudience(r.Place.Platform, r.Server)), nil
	}
	return value, nil
}

// newFeed is what an operator says of a feed to add: private here; links h3.title /news/*.
func newFeed(r Request) (as knowledge.Feed, err error) {
	for change := range strings.SplitSeq(r.Args["change"], ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(change), " ")
		value = strings.TrimSpace(value)
		switch strings.ToLower(name) {
		case "":
			continue
		case "private":
			if value, err = feedAudience(r, value); err != nil {
				return as, err
			}
			if as.For, err = knowledge.ParseAudience(value); err != nil || as.For == "" {
				return as, Refuse("feeds.private")
			}
		case "links":
			if as.Links = value; value == "" {
				return as, Refuse("feeds.private")
			}
		default:
			return as, Refuse("feeds.private")
		}
	}
	return as, nil
}

// proposed shows how the articles of a page without a feed would be found, and offers to read it so.
func (r *Request) proposed(address string, list *feed.Proposal) Reply {
	lines := []string{r.say("feeds.list_found", "n", len(list.Entries), "rule", list.Rule)}
	for _, e := range list.Entries[:min(len(list.Entries), shownHeadlines)] {
		lines = append(lines, "• "+e.Title)
	}
	args := Args{"do": "add", "feed": address, "change": strings.TrimPrefix(r.Args["change"]+"; links "+list.Rule, "; ")}
	take := Manage("feeds", args)
	take.Label = r.say("label.read_list")
	return Reply{Blocks: []Block{Text{strings.Join(lines, "\n")}}, Actions: []Action{take}}
}

// shownHeadlines is how many headlines of a page without a feed are shown.
const shownHeadlines = 8

// addFeed adds a feed: /admin feeds add https://example.org/ private here.
func (e *Engine) addFeed(ctx context.Context, r Request, address string) (Reply, error) {
	as, err := newFeed(r)
	if err != nil {
		return Reply{}, err
	}
	f, created, others, err := e.feeds.Add(ctx, address, as)
	var list *feed.Proposal
	if errors.As(err, &list) {
		return r.proposed(address, list), nil
	}
	if err != nil {
		return Reply{}, refused(err)
	}
	if !created {
		return Reply{Blocks: []Block{Text{r.say("feeds.there", "feed", feedTitle(f))}}}, nil
	}
	e.log.InfoContext(ctx, "bot: feed changed", "feed", f.ID, "what", "add")
	said := r.say("feeds.added", "feed", feedTitle(f))
	var titles []string
	for _, o := range others {
		if o.Title != "" && !slices.Contains(titles, o.Title) {
			titles = append(titles, o.Title)
		}
	}
	if len(titles) > 0 {
		said += "\n" + r.say("feeds.others", "feeds", strings.Join(titles, ", "))
	}
	return Reply{Blocks: []Block{Text{said}}}, nil
}

// refused is what the operator reads of why a feed was not changed.
func refused(err error) error {
	var r gather.Refusal
	if errors.As(err, &r) {
		return Refuse("feeds.refused", "reason", sentence(r.Error()))
	}
	return err
}
