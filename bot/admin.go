package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"quoth/knowledge"
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
		return looked(e.adminFeeds(ctx, r))
	case "remove":
		return e.removeArticle(ctx, r)
	case "invite":
		return e.invite(ctx, r)
	case "admitted":
		return looked(e.listAdmitted(ctx, r))
	case "withdraw":
		return e.withdraw(ctx, r)
	case "console":
		return e.consoleLink(ctx, r)
	case "backup":
		if e.backup == nil {
			return Reply{}, Refuse("admin.no_backup")
		}
		file, err := e.backup(ctx)
		if err != nil {
			return Reply{}, fmt.Errorf("making a backup: %w", err)
		}
		return Reply{Blocks: []Block{Text{r.say("admin.backup", "file", file)}}}, nil
	}
	return looked(e.adminStatus(ctx, r))
}

// consoleLink brings an operator to the console: a link that works once.
func (e *Engine) consoleLink(ctx context.Context, r Request) (Reply, error) {
	switch {
	case e.console == nil:
		return Reply{}, Refuse("admin.no_console")
	case !r.Private && !r.Hidden:
		return Reply{}, Refuse("admin.console_private")
	}
	link, err := e.console(ctx, r.Person)
	if err != nil {
		return Reply{}, fmt.Errorf("making a link to the console: %w", err)
	}
	return Reply{Blocks: []Block{Text{r.say("admin.console", "link", link)}}, Private: true}, nil
}

// removeArticle takes an article out for good: /admin remove article:#12. Replies that quoted it
// say from then on that it is not stored any more.
func (e *Engine) removeArticle(ctx context.Context, r Request) (Reply, error) {
	a, err := knowledge.FindArticle(knowledge.Unrestricted(ctx), e.store, r.Args["article"])
	if errors.Is(err, knowledge.ErrNotFound) {
		return Reply{}, Refuse("admin.no_article")
	}
	if err == nil {
		err = e.store.Write(ctx, func(w knowledge.Writer) error {
			_, err := w.RemoveArticle(ctx, a.ID)
			return err
		})
	}
	if err != nil {
		return Reply{}, fmt.Errorf("removing an article: %w", err)
	}
	e.log.WarnContext(ctx, "bot: article removed", "article", a.ID)
	return Reply{Blocks: []Block{Text{r.say("admin.removed", "article", fmt.Sprintf("#%d", a.ID))}}}, nil
}

func (e *Engine) adminStatus(ctx context.Context, r Request) (Reply, error) {
	s, err := e.store.Stats(ctx)
	if err != nil {
		return Reply{}, err
	}
	lines := []string{
		r.say("admin.version", "version", e.version),
		r.say("admin.stored", "n", s.Articles, "sources", r.say("admin.sources", "n", s.Sources)),
	}
	if !s.Newest.IsZero() {
		lines = append(lines, r.say("admin.newest", "day", r.printer().Day(s.Newest)))
	}
	feeds, err := e.store.Feeds(ctx)
	if err != nil {
		return Reply{}, err
	}
	lines = append(lines, e.countFeeds(r, feeds))
	reply := Reply{Blocks: []Block{Heading{r.say("admin.status")}}}
	dead, err := e.store.DeadAlerts(ctx, 1000)
	if err != nil {
		return Reply{}, err
	}
	lines = append(lines, r.say("admin.given_up", "alerts", len(dead)))
	reply.Blocks = append(reply.Blocks, Text{strings.Join(lines, "\n")})
	for _, a := range dead[:min(len(dead), shownDead)] {
		reply.Blocks = append(reply.Blocks, Text{r.say("admin.dead", "alert", strconv.FormatInt(a.ID, 10), "subscription", strconv.FormatInt(a.Subscription, 10), "reason", a.Error)})
	}
	notices, err := e.store.Notices(ctx)
	if err != nil {
		return Reply{}, err
	}
	for _, n := range notices {
		at := n.At.UTC().Format("2 Jan 15:04")
		reply.Blocks = append(reply.Blocks, Notice{at + ": " + n.Text})
	}
	return reply, nil
}
