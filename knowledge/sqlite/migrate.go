package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"quoth/knowledge"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// applicationID marks a database of Quoth in its header: "Quot" in ASCII.
// See https://www.sqlite.org/fileformat.html, section 1.3.17.
const applicationID = 0x51756f74

type migration struct {
	number int
	name   string
	sql    string
}

// migrations reads the numbered files of a folder in order. It fails when their
// numbers are not 1, 2, 3, …
func migrations(files fs.FS, folder string) ([]migration, error) {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		return nil, err
	}
	var all []migration
	for _, entry := range entries {
		name := entry.Name()
		prefix, _, ok := strings.Cut(name, "_")
		number, err := strconv.Atoi(prefix)
		if !ok || err != nil || len(prefix) != 4 || !strings.HasSuffix(name, ".sql") {
			return nil, fmt.Errorf("migration %q: want a name such as 0001_articles.sql", name)
		}
		text, err := fs.ReadFile(files, folder+"/"+name)
		if err != nil {
			return nil, err
		}
		all = append(all, migration{number, name, string(text)})
	}
	slices.SortStableFunc(all, func(a, b migration) int { return cmp.Compare(a.number, b.number) })
	for i, m := range all {
		if m.number != i+1 {
			return nil, fmt.Errorf("migration %s: want number %d here", m.name, i+1)
		}
	}
	return all, nil
}

// migrate brings a database to the newest schema, each step in a transaction of
// its own. A process that comes second finds the work done.
func migrate(ctx context.Context, db *sql.DB, path string, steps []migration) error {
	for {
		done, err := migrateOnce(ctx, db, path, steps)
		if done || err != nil {
			return err
		}
	}
}

func migrateOnce(ctx context.Context, db *sql.DB, path string, steps []migration) (done bool, err error) {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return false, err
	}
	if version > len(steps) {
		return false, newerSchema(path, version, len(steps))
	}
	if version == len(steps) {
		return true, nil
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return false, err
	}
	if version >= len(steps) {
		return false, nil // another process was faster: look again
	}
	if err := steps[version].run(ctx, tx); err != nil {
		return false, err
	}
	return false, tx.Commit()
}

// migrateNew brings an empty database that nobody else has to the newest schema, in one
// transaction: each further one would wait for the disk.
func migrateNew(ctx context.Context, db *sql.DB, steps []migration) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, step := range steps {
		if err := step.run(ctx, tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// run changes the schema and notes which one it is now.
func (m migration) run(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, m.sql)
	if err == nil {
		_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", m.number, applicationID))
	}
	if err != nil {
		return fmt.Errorf("migration %s: %w", m.name, err)
	}
	return nil
}

func newerSchema(path string, have, known int) error {
	return fmt.Errorf("%s has schema %d and this program knows %d: %w; start a newer quoth, or restore an older backup",
		path, have, known, knowledge.ErrNewerSchema)
}
