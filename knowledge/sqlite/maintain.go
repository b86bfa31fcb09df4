package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	sqlite3 "modernc.org/sqlite/lib"

	"quoth/knowledge"
	"quoth/knowledge/index"
	"quoth/knowledge/varint"
)

// Backup implements knowledge.Store with VACUUM INTO, which reads one state of
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

// checks are queries that return one row with a number, of things that must not be.
var checks = []struct{ query, finding string }{
	{"SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM versions v WHERE v.id = a.document AND v.article = a.id)",
		"%d articles have no current version"},
	{"SELECT count(*) FROM versions v JOIN articles a ON a.document = v.id WHERE v.version <> (SELECT max(version) FROM versions WHERE article = a.id)",
		"%d articles show an older version than their newest"},
	{"SELECT count(*) FROM sources s WHERE articles <> (SELECT count(*) FROM articles WHERE source = s.id AND audience = '')",
		"%d sources have a wrong count of articles"},
	{"SELECT count(*) FROM articles WHERE (audience = '') <> (public_key IS NULL)",
		"%d articles are neither private nor for everybody"},
	{"SELECT abs((SELECT count(*) FROM articles WHERE quarantined IS NULL) - (SELECT coalesce(sum(documents - dead), 0) FROM index_segments))",
		"%d more or fewer articles stand in the search index than are stored"},
	{"SELECT count(*) FROM index_segments g WHERE dead <> (SELECT count(*) FROM index_dead WHERE document BETWEEN g.first AND g.last)",
		"%d parts of the search index have a wrong count of removed articles"},
	{"SELECT count(*) FROM alerts t JOIN subscriptions b ON b.id = t.subscription WHERE t.place <> b.place",
		"%d alerts are on their way to another place than their subscription's"},
	{"SELECT count(*) FROM places p WHERE next_due IS NOT (SELECT min(due) FROM alerts WHERE place = p.id AND open AND NOT held)",
		"%d places have a wrong time for their next alert"},
}

// Check implements knowledge.Store. A file that is damaged is one finding,
// whatever follows from it; what SQLite says of it is logged for debugging.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	var findings []string
	err := s.view(ctx, "check", func(tx *sql.Tx) error {
		faults, err := s.countFaults(ctx, tx)
		if err != nil {
			return err
		}
		if faults > 0 {
			findings = append(findings, fmt.Sprintf("The file is damaged in %d places or more.", faults))
			return nil
		}
		findings, err = checkTables(ctx, tx)
		return err
	})
	if errors.Is(err, knowledge.ErrCorrupt) {
		s.log.DebugContext(ctx, "store: check stopped", "error", err)
		return []string{"The file is damaged and cannot be read to its end."}, nil
	}
	return findings, err
}

// countFaults returns how many faults SQLite finds in the file, up to about 100.
func (s *Store) countFaults(ctx context.Context, tx *sql.Tx) (int, error) {
	faults := 0
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var lines string
		if err := rows.Scan(&lines); err != nil || lines == "ok" {
			return err
		}
		for line := range strings.Lines(lines) {
			if !strings.HasPrefix(line, "***") { // the name of the database
				faults++
			}
		}
		s.log.DebugContext(ctx, "store: file damaged", "faults", lines)
		return nil
	}, "PRAGMA integrity_check(100)")
	return faults, err
}

// checkTables looks for what does not agree between the tables of a sound file.
func checkTables(ctx context.Context, tx *sql.Tx) ([]string, error) {
	var findings []string
	err := each(ctx, tx, func(rows *sql.Rows) error {
		var table, parent string
		var row sql.NullInt64
		var key int
		err := rows.Scan(&table, &row, &parent, &key)
		findings = append(findings, fmt.Sprintf("Row %d of table %s points at a row of %s that is not there.", row.Int64, table, parent))
		return err
	}, "PRAGMA foreign_key_check")
	if err != nil {
		return nil, err
	}
	for _, check := range checks {
		var n int
		if err := tx.QueryRowContext(ctx, check.query).Scan(&n); err != nil {
			return nil, err
		}
		if n > 0 {
			findings = append(findings, fmt.Sprintf(check.finding+".", n))
		}
	}
	more, err := checkIndex(ctx, tx)
	return append(findings, more...), err
}

// checkIndex reads every block of the search index.
func checkIndex(ctx context.Context, tx *sql.Tx) ([]string, error) {
	segments, err := readSegments(ctx, tx)
	if err != nil {
		return nil, err
	}
	var findings []string
	for _, g := range segments {
		err := checkSegment(ctx, tx, g)
		switch {
		case errors.Is(err, errEncoding), errors.Is(err, varint.Error), errors.Is(err, sql.ErrNoRows):
			findings = append(findings, fmt.Sprintf("Part %d of the search index cannot be read: %v.", g.id, err))
		case err != nil:
			return findings, err
		}
	}
	return findings, nil
}

func checkSegment(ctx context.Context, tx *sql.Tx, g segment) error {
	listing, directory, err := loadSegment(ctx, tx, g)
	if err != nil {
		return err
	}
	for i := range directory {
		var block []byte
		if err := tx.QueryRowContext(ctx, "SELECT data FROM index_blocks WHERE id = ?", g.firstBlock+int64(i)).Scan(&block); err != nil {
			return err
		}
		var postings error
		err := index.EachEntry(block, g.format, func(e index.Entry) bool {
			n := 0
			postings = e.Each(len(listing), func(index.Posting) { n++ })
			if n != e.Count {
				postings = errors.Join(postings, errEncoding)
			}
			return postings == nil
		})
		if err := errors.Join(err, postings); err != nil {
			return err
		}
	}
	return nil
}
