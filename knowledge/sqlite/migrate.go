package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"

	"quoth/knowledge"
	"quoth/knowledge/tables"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// baseline makes of an empty database what the migrations up to its user_version make of it, in
// a tenth of the time.
//
//go:embed baseline.sql
var baseline string

// applicationID marks a database of Quoth in its header: "Quot" in ASCII.
// See https://www.sqlite.org/fileformat.html, section 1.3.17.
const applicationID = 0x51756f74

// migrate brings a database to the newest schema, each step in a transaction of
// its own. A process that comes second finds the work done.
func migrate(ctx context.Context, db *sql.DB, path string, steps []tables.Migration) error {
	for {
		done, err := migrateOnce(ctx, db, path, steps)
		if done || err != nil {
			return err
		}
	}
}

func migrateOnce(ctx context.Context, db *sql.DB, path string, steps []tables.Migration) (done bool, err error) {
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
	if err := run(ctx, tx, steps[version]); err != nil {
		return false, err
	}
	return false, tx.Commit()
}

// migrateNew brings an empty database that nobody else has to the newest schema, in one
// transaction: each further one would wait for the disk.
func migrateNew(ctx context.Context, db *sql.DB, steps []tables.Migration) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, baseline); err != nil {
		return fmt.Errorf("baseline.sql: %w", err)
	}
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	for _, step := range steps[version:] {
		if err := run(ctx, tx, step); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// run changes the schema and notes which one it is now.
func run(ctx context.Context, tx *sql.Tx, m tables.Migration) error {
	_, err := tx.ExecContext(ctx, m.SQL)
	if err == nil {
		_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", m.Number, applicationID))
	}
	if err != nil {
		return fmt.Errorf("migration %s: %w", m.Name, err)
	}
	return nil
}

func newerSchema(path string, have, known int) error {
	return fmt.Errorf("%s has schema %d and this program knows %d: %w; start a newer quoth, or restore an older backup",
		path, have, known, knowledge.ErrNewerSchema)
}
