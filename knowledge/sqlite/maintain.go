package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	sqlite3 "modernc.org/sqlite/lib"

	"quoth/knowledge"
	"quoth/knowledge/tables"
)

// Backup implements knowledge.Maintainer with VACUUM INTO, which reads one state of
// the database while others go on writing, and leaves out free pages. What it
// has written of a backup that fails is removed.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("backup: %s: %w; give the path of a new file", file, errors.Join(fs.ErrExist, err))
	}
	if err := folderExists(file); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	db, err := openPool(s.path, s.readTimeout, 1, s.params) // a reader of the pool may run no VACUUM
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	defer db.Close()
	empty, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL, fileMode) // SQLite would let everybody read it
	if err != nil {
		return fmt.Errorf("backup: %w", explain(ctx, file, err))
	}
	empty.Close()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", fileURI(file)); err != nil {
		os.Remove(file)
		about := file
		if resultCode(err)&0xff == sqlite3.SQLITE_CORRUPT {
			about = s.path
		}
		return fmt.Errorf("backup: %w", explain(ctx, about, err))
	}
	return nil
}

// Check implements knowledge.Store. A file that is damaged is one finding,
// whatever follows from it; what SQLite says of it is logged for debugging.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	findings, err := s.Store.Check(ctx)
	if errors.Is(err, knowledge.ErrCorrupt) {
		s.log.DebugContext(ctx, "store: check stopped", "error", err)
		return []string{"The file is damaged and cannot be read to its end."}, nil
	}
	return findings, err
}

// Inspect implements tables.Engine.
func (e engine) Inspect(ctx context.Context, tx *sql.Tx) (findings []string, readable bool, err error) {
	faults, err := e.countFaults(ctx, tx)
	if err != nil {
		return nil, false, err
	}
	if faults > 0 {
		return []string{fmt.Sprintf("The file is damaged in %d places or more.", faults)}, false, nil
	}
	err = tables.Each(ctx, tx, func(rows *sql.Rows) error {
		var table, parent string
		var row sql.NullInt64
		var key int
		err := rows.Scan(&table, &row, &parent, &key)
		findings = append(findings, fmt.Sprintf("Row %d of table %s points at a row of %s that is not there.", row.Int64, table, parent))
		return err
	}, "PRAGMA foreign_key_check")
	if err != nil {
		return nil, false, err
	}
	more, err := mistyped(ctx, tx)
	return append(findings, more...), true, err
}

// mistyped looks for values that are no numbers in columns of numbers, which SQLite allows.
func mistyped(ctx context.Context, tx *sql.Tx) (findings []string, err error) {
	wrong := map[string][]string{} // conditions, by table
	err = tables.Each(ctx, tx, func(rows *sql.Rows) error {
		var table, column string
		err := rows.Scan(&table, &column)
		wrong[table] = append(wrong[table], fmt.Sprintf("typeof(%q) NOT IN ('integer', 'null')", column))
		return err
	}, "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND c.type = 'INTEGER'")
	for _, table := range slices.Sorted(maps.Keys(wrong)) {
		var rows int
		if err := tx.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*) FROM %q WHERE ", table)+strings.Join(wrong[table], " OR ")).Scan(&rows); err != nil {
			return nil, err
		}
		if rows > 0 {
			findings = append(findings, fmt.Sprintf("%d rows of table %s hold something else where a number belongs.", rows, table))
		}
	}
	return findings, err
}

// countFaults returns how many faults SQLite finds in the file, up to about 100.
func (e engine) countFaults(ctx context.Context, tx *sql.Tx) (int, error) {
	faults := 0
	err := tables.Each(ctx, tx, func(rows *sql.Rows) error {
		var lines string
		if err := rows.Scan(&lines); err != nil || lines == "ok" {
			return err
		}
		for line := range strings.Lines(lines) {
			if !strings.HasPrefix(line, "***") { // the name of the database
				faults++
			}
		}
		e.log.DebugContext(ctx, "store: file damaged", "faults", lines)
		return nil
	}, "PRAGMA integrity_check(100)")
	return faults, err
}

const (
	// shrinkShare is how much of a file must be free for Compact to shrink it, as a share of
	// its pages, and shrinkMost how many bytes may be in use: they are written anew in one
	// transaction, some 10 to 100 MB a second, for which others who write wait.
	shrinkShare = 8
	shrinkMost  = 256 << 20
)

// Compact implements knowledge.Store. It gives what became free back to the disk, but of a
// large file, in which what is stored next takes its place.
func (s *Store) Compact(ctx context.Context, progress func(versions int)) error {
	if err := s.Store.Compact(ctx, progress); err != nil {
		return err
	}
	var free, pages, size int64
	if err := s.read.QueryRowContext(ctx, "SELECT freelist_count, page_count, page_size FROM pragma_freelist_count, pragma_page_count, pragma_page_size").Scan(&free, &pages, &size); err != nil {
		return fmt.Errorf("compact: %w", explain(ctx, s.path, err))
	}
	if free < pages/shrinkShare || (pages-free)*size > shrinkMost {
		return nil
	}
	if err := s.shrink(ctx); err != nil {
		return fmt.Errorf("compact: %w", explain(ctx, s.path, err))
	}
	return nil
}

// shrink writes the file anew without free pages, by way of a temporary file: the writer's
// connection would have all of it in memory.
func (s *Store) shrink(ctx context.Context) error {
	db, err := openPool(s.path, lookTime, 1, s.params)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "PRAGMA temp_store = FILE"); err != nil {
		return err
	}
	err = patiently(ctx, s.writeTimeout, func() error {
		_, err := db.ExecContext(ctx, "VACUUM")
		return err
	})
	if err == nil {
		_, err = db.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	}
	return err
}
