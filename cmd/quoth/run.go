package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"
	"golang.org/x/term"

	"quoth/bot"
	"quoth/bot/terminal"
)

type runCommand struct {
	Backups string `env:"QUOTH_BACKUPS" help:"The folder for the backups that /admin backup makes." placeholder:"FOLDER"`
}

// Help is shown by quoth run --help.
func (runCommand) Help() string {
	return `On a terminal there is a prompt; from a pipe every line is a question. With a token for Discord or Telegram configured, the bot is there too, until it is stopped.`
}

// service is something that runs until ctx is done or it fails.
type service struct {
	name string
	run  func(ctx context.Context) error
}

// errLeft ends the other services when the person at the prompt leaves.
var errLeft = errors.New("the prompt was left")

// Run runs every service until one fails, the prompt is left, or ctx is done.
func (c *runCommand) Run(ctx context.Context, p *Program) error {
	if c.Backups != "" {
		p.backup = p.backupTo(c.Backups)
	}
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	services, err := c.services(p, e)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, s := range services {
		group.Go(func() error { return s.run(ctx) })
	}
	if err := group.Wait(); err != nil && !errors.Is(err, errLeft) && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// services are what is configured: the adapters, and the prompt when somebody is
// at a terminal or nothing else would run; and, beside any of them that stays,
// the delivery of alerts and the upkeep.
func (c *runCommand) services(p *Program, e *bot.Engine) ([]service, error) {
	d := p.deliverer(e)
	var services []service
	prompt := term.IsTerminal(int(p.In.Fd()))
	if len(services) == 0 || prompt {
		t := &terminal.Terminal{Engine: e, In: p.In, Out: p.Out, History: historyFile()}
		if prompt {
			t.Alerts = terminal.NewSender(p.Out, terminal.StyleOf(p.Out))
			d.Add(t.Alerts, terminalLimits)
		}
		services = append(services, service{terminal.Platform, func(ctx context.Context) error {
			if err := t.Run(ctx); err != nil {
				return err
			}
			return errLeft
		}})
	}
	if prompt || len(services) > 1 {
		u := &upkeep{Program: p, notices: d.Notifier(), free: freeBytes}
		services = append(services, service{"alerts", d.Run}, service{"upkeep", u.run})
	}
	return services, nil
}

// historyFile is where the lines typed at the prompt are kept: in the user's
// state folder (XDG Base Directory Specification); "" when there is none.
func historyFile() string {
	dir := os.Getenv("XDG_STATE_HOME")
	if dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		dir = filepath.Join(home, ".local", "state")
	}
	dir = filepath.Join(dir, "quoth")
	if os.MkdirAll(dir, 0o700) != nil {
		return ""
	}
	return filepath.Join(dir, "history")
}
