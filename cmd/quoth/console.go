package main

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"quoth/bot"
	"quoth/bot/console"
	"quoth/knowledge/audience"
)

// console is the operator's console of a running bot.
func (p *Program) console(e *bot.Engine, c *runCommand) (*console.Console, error) {
	config := console.Config{
		Engine: e, Store: p.store, Log: p.log, Now: p.now, Token: c.AdminToken, Secure: strings.HasPrefix(p.pages, "https://"), Hourly: c.Hourly, Check: p.findings,
	}
	if c.Backups != "" {
		config.Backups = func() ([]console.Backup, error) { return backupsIn(c.Backups) }
	}
	return console.New(config)
}

// consoleLink makes links to the console; nil where the bot gives none.
func (p *Program) consoleLink() func(context.Context, audience.Person) (string, error) {
	if !p.linked {
		return nil
	}
	return func(ctx context.Context, who audience.Person) (string, error) {
		return console.Link(ctx, p.store, p.now(), p.pages, who)
	}
}

// findings are what quoth check looks at, but for what takes long or opens the database anew.
func (p *Program) findings(ctx context.Context) (all []console.Finding) {
	for _, look := range []func(context.Context, *Program) []finding{checkVersion, checkConfiguration, checkPermissions, checkFeeds, checkAnalysis, checkQuarantine, checkDisk} {
		for _, f := range look(ctx, p) {
			all = append(all, console.Finding{What: f.What, State: f.State, Mend: f.Mend, OK: f.OK, Warning: f.Warning})
		}
	}
	return all
}

// backupName is how backups in a folder are called.
var backupName = regexp.MustCompile(`^quoth-(daily-)?(\d{8}-\d{6})\.db$`)

// backupsIn lists the backups in a folder, the newest first; none where it is not made yet.
func backupsIn(folder string) ([]console.Backup, error) {
	entries, err := os.ReadDir(folder)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []console.Backup
	for _, entry := range entries {
		m := backupName.FindStringSubmatch(entry.Name())
		if m == nil {
			continue
		}
		made, err := time.Parse(backupTime, m[2])
		info, gone := entry.Info()
		if err != nil || gone != nil {
			continue
		}
		all = append(all, console.Backup{Name: entry.Name(), Made: made, Bytes: info.Size()})
	}
	slices.SortFunc(all, func(a, b console.Backup) int { return b.Made.Compare(a.Made) })
	return all, nil
}
