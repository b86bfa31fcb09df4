package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"quoth/bot"
	"quoth/bot/console"
	"quoth/knowledge/audience"
	"quoth/knowledge/sqlite"
)

// console is the operator's console of a running bot.
func (p *Program) console(e *bot.Engine, c *runCommand) (*console.Console, error) {
	config := console.Config{
		Engine: e, Store: p.store, Log: p.log, Now: p.now, Token: c.AdminToken, Secure: strings.HasPrefix(p.pages, "https://"), Hourly: c.Hourly, Check: p.findings,
	}
	if c.Backups != "" {
		config.Backups = backupFolder{p, c.Backups}
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

// backupFolder is the folder of a running bot's backups.
type backupFolder struct {
	*Program
	folder string
}

// List implements console.BackupFolder.
func (f backupFolder) List() ([]console.Backup, error) { return backupsIn(f.folder) }

// Verify implements console.BackupFolder.
func (f backupFolder) Verify(ctx context.Context, name string) (damaged int, err error) {
	return f.verifyFile(ctx, filepath.Join(f.folder, name))
}

// Plan implements console.BackupFolder.
func (f backupFolder) Plan(name string) error {
	if name == "" {
		if err := os.Remove(f.restoreMark()); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	return os.WriteFile(f.restoreMark(), []byte(name), 0o600)
}

// Planned implements console.BackupFolder.
func (f backupFolder) Planned() (string, error) {
	name, err := os.ReadFile(f.restoreMark())
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return string(name), err
}

// restoreMark is the file beside the database that names the backup which takes its place at the next start.
func (p *Program) restoreMark() string { return p.DB + ".restore" }

// restorePlanned puts the backup that was planned in the place of the database, before that is opened. When that
// can't be done, the bot goes on with what stands there, and the log says why.
func (p *Program) restorePlanned(ctx context.Context, folder string) error {
	f := backupFolder{p, folder}
	name, err := f.Planned()
	if err != nil || name == "" {
		return err
	}
	if err := f.Plan(""); err != nil { // first, so that what comes after is never replaced by the same backup again
		return err
	}
	kept := ""
	damaged, err := f.Verify(ctx, filepath.Base(name))
	if err == nil {
		kept, err = sqlite.Restore(ctx, filepath.Join(folder, filepath.Base(name)), p.DB, p.now())
	}
	if err != nil {
		p.log.ErrorContext(ctx, "restore: backup refused", "file", name, "error", err)
		return ctx.Err()
	}
	p.log.WarnContext(ctx, "restore: database restored", "file", name, "kept", kept, "damaged", damaged)
	return nil
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
