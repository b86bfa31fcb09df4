package bot

import (
	"context"
	"fmt"
	"strings"
)

// shownDead is how many dead letters /admin status names.
const shownDead = 5

// handleAdmin shows the operator how the bot is.
func handleAdmin(ctx context.Context, e *Engine, r Request) (Reply, error) {
	switch r.Args["what"] {
	case "feeds":
		if r.Args["do"] != "" {
			return e.changeFeed(ctx, r)
		}
		return e.adminFeeds(ctx)
	case "backup":
		if e.backup == nil {
			return Reply{}, sayf(textNoBackup)
		}
		file, err := e.backup(ctx)
		if err != nil {
			return Reply{}, fmt.Errorf("making a backup: %w", err)
		}
		return Reply{Blocks: []Block{Text{fmt.Sprintf(textBackup, file)}}}, nil
	}
	return e.adminStatus(ctx)
}

func (e *Engine) adminStatus(ctx context.Context) (Reply, error) {
	s, err := e.store.Stats(ctx)
	if err != nil {
		return Reply{}, err
	}
	lines := []string{"Version: " + e.version, fmt.Sprintf("Stored: %s from %s", Plural(s.Articles, "article"), Plural(s.Sources, "source"))}
	if !s.Newest.IsZero() {
		lines = append(lines, "Newest: "+FormatDay(s.Newest))
	}
	feeds, err := e.store.Feeds(ctx)
	if err != nil {
		return Reply{}, err
	}
	lines = append(lines, e.countFeeds(feeds))
	reply := Reply{Blocks: []Block{Heading{textStatus}}}
	dead, err := e.store.DeadAlerts(ctx, 1000)
	if err != nil {
		return Reply{}, err
	}
	lines = append(lines, fmt.Sprintf("Alerts given up: %d", len(dead)))
	reply.Blocks = append(reply.Blocks, Text{strings.Join(lines, "\n")})
	for _, a := range dead[:min(len(dead), shownDead)] {
		reply.Blocks = append(reply.Blocks, Text{fmt.Sprintf(textDead, a.ID, a.Subscription, a.Error)})
	}
	notices, err := e.store.Notices(ctx)
	if err != nil {
		return Reply{}, err
	}
	for _, n := range notices {
		reply.Blocks = append(reply.Blocks, Notice{fmt.Sprintf("%s: %s", n.At.UTC().Format("2 Jan 15:04"), n.Text)})
	}
	return reply, nil
}
