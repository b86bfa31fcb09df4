package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"quoth/bot/lines"
	"quoth/knowledge"
	"quoth/knowledge/sqlite"
)

const (
	// daysKept and weeksKept are of how many days and weeks the newest daily backup is kept.
	daysKept, weeksKept = 7, 4
	// daily stands in the names of the backups that are made once a day, and removed.
	daily      = "daily-"
	backupTime = "20060102-150405"
)

var dailyName = regexp.MustCompile(`^quoth-daily-(\d{8}-\d{6})\.db$`)

type backupCommand struct {
	JSON bool   `name:"json" help:"Print JSON."`
	File string `arg:"" help:"The file to write; it must not exist."`
}

func (c *backupCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	if err := p.needFile("quoth backup", "save a PostgreSQL database with pg_dump"); err != nil {
		return err
	}
	if _, err := os.Lstat(c.File); err == nil {
		return fmt.Errorf("%s exists already: name a new file", c.File)
	}
	if err := p.exists(); err != nil {
		return err
	}
	if err := p.openToRead(ctx, false); err != nil {
		return err
	}
	damaged, err := p.writeBackup(ctx, c.File)
	if err != nil {
		return err
	}
	info, err := os.Stat(c.File)
	if err != nil {
		return fmt.Errorf("the backup was written but can't be seen: %w", err)
	}
	if c.JSON {
		return lines.Write(out, struct {
			File    string `json:"file"`
			Bytes   int64  `json:"bytes"`
			Damaged int    `json:"damaged,omitempty"` // articles that are not what was sealed
		}{c.File, info.Size(), damaged})
	}
	line := fmt.Sprintf("%s: %d bytes, verified", c.File, info.Size())
	if damaged > 0 {
		line = fmt.Sprintf("%s: %d bytes; %d articles in it are damaged, as they are in %s: quoth check --full names them", c.File, info.Size(), damaged, p.DB)
	}
	_, err = fmt.Fprintln(out, line)
	return err
}

// backupTo returns what makes a backup in a folder and returns its file, in whose name mark
// stands.
func (p *Program) backupTo(dir, mark string) func(ctx context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return "", err
		}
		file := filepath.Join(dir, "quoth-"+mark+p.now().UTC().Format(backupTime)+".db")
		_, err := p.writeBackup(ctx, file)
		return filepath.Base(file), err
	}
}

// dailyBackup makes the backup of the day and removes those that are not kept.
func (u *upkeep) dailyBackup(ctx context.Context) error {
	const notice = "backup"
	file, err := u.backupTo(u.backups, daily)(ctx)
	if err != nil {
		u.notices.Raise(ctx, notice, "The backup of the day could not be made: see the log.")
		return fmt.Errorf("making the backup of the day: %w", err)
	}
	u.notices.Clear(ctx, notice)
	u.log.Info("backup: file written", "file", file)
	entries, err := os.ReadDir(u.backups)
	if err != nil {
		return err
	}
	made := map[string]time.Time{}
	for _, e := range entries {
		if m := dailyName.FindStringSubmatch(e.Name()); m != nil {
			if at, err := time.Parse(backupTime, m[1]); err == nil {
				made[e.Name()] = at
			}
		}
	}
	planned, err := backupFolder{u.Program, u.backups}.Planned()
	if err != nil {
		return err
	}
	delete(made, planned) // it is needed at the next start
	for _, name := range notKept(made) {
		err = errors.Join(err, os.Remove(filepath.Join(u.backups, name)))
	}
	return err
}

// notKept names the backups that are neither the newest of one of the last daysKept days
// nor of one of the last weeksKept weeks that have any.
func notKept(made map[string]time.Time) (names []string) {
	for name := range made {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return made[b].Compare(made[a]) })
	days, weeks := map[string]bool{}, map[string]bool{}
	return slices.DeleteFunc(names, func(name string) bool {
		year, week := made[name].ISOWeek()
		newest := func(seen map[string]bool, period string, most int) bool {
			if seen[period] || len(seen) >= most {
				return false
			}
			seen[period] = true
			return true
		}
		ofDay, ofWeek := newest(days, made[name].Format(time.DateOnly), daysKept), newest(weeks, fmt.Sprint(year, week), weeksKept)
		return ofDay || ofWeek
	})
}

// writeBackup writes a copy of the database to a new file and reads it whole. It returns
// how many articles in it are not what was sealed, which they are in the database, too. A
// copy that is no sound database is removed.
func (p *Program) writeBackup(ctx context.Context, file string) (damaged int, err error) {
	store, maintained := p.store.(knowledge.Maintainer)
	if !maintained {
		return 0, fmt.Errorf("%s is looked after by its server: save it with pg_dump", p.database())
	}
	if err := store.Backup(ctx, file); err != nil {
		return 0, err
	}
	if damaged, err = p.verifyFile(ctx, file); err != nil {
		return 0, errors.Join(fmt.Errorf("the backup is not sound and was removed: %w", err), os.Remove(file))
	}
	return damaged, nil
}

// verifyFile reads a database whole and returns how many articles in it are not what was sealed.
func (p *Program) verifyFile(ctx context.Context, file string) (damaged int, err error) {
	store, err := sqlite.Open(ctx, file, sqlite.Options{Logger: p.log, Clock: p.now, ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer store.Close()
	return verify(ctx, store, file)
}

// verify reads a store whole and returns how many articles in it are not what was sealed.
func verify(ctx context.Context, store knowledge.Store, name string) (damaged int, err error) {
	findings, err := store.Check(ctx)
	if err != nil {
		return 0, err
	}
	if len(findings) > 0 {
		return 0, fmt.Errorf("%s: %w: %s", name, knowledge.ErrCorrupt, findings[0])
	}
	done, err := knowledge.Scrub(ctx, store, nil)
	return len(done.Broken), err
}

type restoreCommand struct {
	File string `arg:"" help:"The backup."`
}

// Help is shown by quoth restore --help.
func (restoreCommand) Help() string {
	return `The backup is read whole and checked before anything is changed. The database that stands in its place is kept beside it. Stop quoth first.

Example:
  quoth restore backups/quoth-daily-20240506-030000.db`
}

func (c *restoreCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	if err := p.needFile("quoth restore", "put a dump of pg_dump back with pg_restore"); err != nil {
		return err
	}
	if _, err := os.Stat(c.File); err != nil {
		return fmt.Errorf("the backup %s can't be read: check the path and its permissions", c.File)
	}
	damaged, err := p.verifyFile(ctx, c.File)
	if err != nil {
		return fmt.Errorf("the backup is not sound, and nothing was changed: %w", err)
	}
	kept, err := sqlite.Restore(ctx, c.File, p.DB, p.now())
	if err != nil {
		return err
	}
	if kept != "" {
		fmt.Fprintf(p.messages(), "the database that stood there is kept as %s\n", kept)
	}
	if damaged > 0 {
		fmt.Fprintf(p.messages(), "%d articles in the backup are damaged and will not be shown: quoth check --full names them\n", damaged)
	}
	_, err = fmt.Fprintf(out, "%s is restored from %s\n", p.DB, c.File)
	return err
}

// fileLook is how often a running bot looks whether its database still stands there.
const fileLook = 5 * time.Second

// watchFile ends the program when its database was removed or exchanged: whatever it
// stored would be lost.
func (p *Program) watchFile(ctx context.Context) error {
	store, maintained := p.store.(knowledge.Maintainer)
	if !maintained {
		return nil
	}
	tick := time.NewTicker(fileLook)
	defer tick.Stop()
	for {
		if err := store.Moved(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
