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
	"quoth/bot/alert"
	"quoth/bot/console"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
)

// console is the operator's console of a running bot.
func (p *Program) console(e *bot.Engine, c *runCommand) (*console.Console, error) {
	config := console.Config{
		Engine: e, Store: p.store, Log: p.log, Now: p.now, Token: c.AdminToken, Secure: strings.HasPrefix(p.pages, "https://"), Hourly: c.Hourly, Check: p.findings, Outlets: outletLines{intake.New(intake.Config{Store: p.store, Log: p.log, Now: p.now, Workers: 1}), p.outdated},
	}
	if c.Backups != "" {
		config.Backups = backupFolder{p, c.Backups}
	}
	return console.New(config)
}

// outletLines are what the operator says of outlets' lines.
type outletLines struct {
	*intake.Intake
	outdated chan<- struct{}
}

// MarkFurniture implements console.Outlets.
func (o outletLines) MarkFurniture(ctx context.Context, source, line string, is bool) error {
	if err := o.Intake.MarkFurniture(ctx, source, line, is); err != nil {
		return err
	}
	select {
	case o.outdated <- struct{}{}:
	default: // the pass will come to it
	}
	return nil
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
	whole := f.restoreMark() + ".new" // a name that is cut off would be another file's
	if err := os.WriteFile(whole, []byte(name), 0o600); err != nil {
		return err
	}
	return os.Rename(whole, f.restoreMark())
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

// planHolds is how long a plan holds: one that was forgotten would take away what was stored since.
const planHolds = 48 * time.Hour

var errLapsed = errors.New("it was planned two days ago or earlier")

// restored is what became of the backup that was planned: what the database is told of it once it
// is open.
type restored struct {
	name string
	err  error // why it was refused; nil when it stands in the place of the database
}

// restorePlanned puts the backup that was planned in the place of the database, before that is opened. One that can't
// be read whole is planned no more, and the bot goes on with what stands there. The plan stays while another process has
// the database, and where this one is ended meanwhile. nil where nothing is planned.
func (p *Program) restorePlanned(ctx context.Context, folder string) (*restored, error) {
	f := backupFolder{p, folder}
	name, err := f.Planned()
	if err != nil || name == "" {
		return nil, err
	}
	if planned, err := os.Stat(f.restoreMark()); err != nil || p.now().Sub(planned.ModTime()) > planHolds {
		return &restored{name, errLapsed}, errors.Join(err, f.Plan(""))
	}
	kept := ""
	damaged, err := f.Verify(ctx, filepath.Base(name))
	if err == nil {
		kept, err = sqlite.Restore(ctx, filepath.Join(folder, filepath.Base(name)), p.DB, p.now())
	}
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, knowledge.ErrLocked):
		p.log.WarnContext(ctx, "restore: backup waits", "file", name, "error", err)
		return &restored{name, err}, nil
	case err != nil:
		p.log.ErrorContext(ctx, "restore: backup refused", "file", name, "error", err)
	default:
		p.log.WarnContext(ctx, "restore: database restored", "file", name, "kept", kept, "damaged", damaged)
	}
	if err := f.Plan(""); err != nil { // or what comes now would be replaced at the next start
		return nil, err
	}
	return &restored{name, err}, nil
}

// tellRestored tells the operator of a backup that was refused, and the list of changes of one that was restored: the
// change that planned it is in the database that was put aside.
func (p *Program) tellRestored(ctx context.Context, notices *alert.Notifier) error {
	const notice = "restore"
	notices.Clear(ctx, notice) // of an earlier start
	switch err := p.restored.err; {
	case errors.Is(err, knowledge.ErrLocked):
		notices.Raise(ctx, notice, "The backup "+p.restored.name+" waits: it takes the place of the database when all processes of quoth are stopped before one is started.")
	case errors.Is(err, errLapsed):
		notices.Raise(ctx, notice, "The backup "+p.restored.name+" was not restored: it was planned two days ago or earlier. Plan it again if it still has to be.")
	case err != nil:
		notices.Raise(ctx, notice, "The backup "+p.restored.name+" could not be restored, and the database stays as it was: see the log.")
	default:
		if err := console.Note(ctx, p.store, p.now(), "quoth", "backup: restored "+p.restored.name); err != nil {
			p.log.WarnContext(ctx, "restore: change not noted", "error", err)
		}
	}
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
