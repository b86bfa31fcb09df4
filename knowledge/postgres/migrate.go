package postgres

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/tables"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrationLock is the advisory lock under which a schema is changed: "Quot" in ASCII. The
// lock on a row that writers use is not there before the first step.
const migrationLock = 0x51756f74

// A step that changes a table waits for all who read it, and whoever wants to read it meanwhile
// waits behind. It is given up after tableWait, and all is tried again after tablePause: a dump of
// the database reads for hours.
const (
	tableWait  = 500 * time.Millisecond
	tablePause = time.Second
)

// migrate brings a database to the newest schema, in one transaction. A process that comes
// second finds the work done. Who reads a table that has to be changed for longer than patience
// has it fail with knowledge.ErrLocked.
func migrate(ctx context.Context, db *sql.DB, name string, steps []tables.Migration, patience time.Duration) error {
	for begun := time.Now(); ; {
		err := tryMigrate(ctx, db, name, steps)
		if err == nil || ctx.Err() != nil || time.Since(begun) > patience {
			return err
		}
		if _, sentinel := meaning(err); sentinel != knowledge.ErrLocked {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(tablePause):
		}
	}
}

func tryMigrate(ctx context.Context, db *sql.DB, name string, steps []tables.Migration) error {
	version, err := schemaVersion(ctx, db)
	if err != nil || version == len(steps) {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(?)", migrationLock); err != nil {
		return err
	}
	if version, err = schemaVersion(ctx, tx); err != nil {
		return err
	}
	if version > len(steps) {
		return newerSchema(name, version, len(steps))
	}
	if version == 0 {
		if err := checkEncoding(ctx, tx, name); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "CREATE TABLE schema_version (version BIGINT NOT NULL)"); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO schema_version VALUES (0)"); err != nil {
			return err
		}
	}
	if version > 0 {
		if _, err := tx.ExecContext(ctx, "SELECT 1 FROM writer FOR UPDATE"); err != nil { // what is being changed comes to its end
			return err
		}
		if _, err := tx.ExecContext(ctx, "SET LOCAL lock_timeout = "+milliseconds(tableWait)); err != nil {
			return err
		}
	}
	for _, step := range steps[version:] {
		if _, err := tx.ExecContext(ctx, step.SQL); err != nil {
			return fmt.Errorf("migration %s: %w", step.Name, err)
		}
	}
	if _, err := tx.ExecContext(ctx, "UPDATE schema_version SET version = ?", len(steps)); err != nil {
		return err
	}
	return tx.Commit()
}

type rowQueryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// schemaVersion is the number of the last migration that a database had; 0 for none.
func schemaVersion(ctx context.Context, db rowQueryer) (version int, err error) {
	var there bool
	if err := db.QueryRowContext(ctx, "SELECT to_regclass('schema_version') IS NOT NULL").Scan(&there); err != nil || !there {
		return 0, err
	}
	err = db.QueryRowContext(ctx, "SELECT version FROM schema_version").Scan(&version)
	return version, err
}

// checkEncoding refuses a database whose strings are not UTF-8.
func checkEncoding(ctx context.Context, tx *sql.Tx, name string) error {
	var encoding string
	if err := tx.QueryRowContext(ctx, "SHOW server_encoding").Scan(&encoding); err != nil {
		return err
	}
	if encoding != "UTF8" {
		return fmt.Errorf("%s has the encoding %s; make one with UTF8 (createdb --encoding=UTF8 --template=template0)", name, encoding)
	}
	return nil
}

func newerSchema(name string, have, known int) error {
	return fmt.Errorf("%s has schema %d and this program knows %d: %w; start a newer quoth, or restore an older backup",
		name, have, known, knowledge.ErrNewerSchema)
}
