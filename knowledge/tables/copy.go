package tables

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"quoth/knowledge"
)

// movingState is the name of the value under which a store that is being copied to keeps what
// is copied there: see fingerprint.
const movingState = "moving"

// copied are the tables that CopyFrom copies, those that others refer to first, with the
// columns that tell their rows apart. What processes hold of each other is of no use elsewhere.
var copied = []struct{ name, key string }{
	{"sources", "id"}, {"stories", "id"}, {"story_joins", "id"}, {"articles", "id"}, {"versions", "id"},
	{"dictionaries", "id, copy"}, {"signatures", "article"}, {"outlet_lines", "source"}, {"addresses", "key"},
	{"index_segments", "id"}, {"index_blocks", "id"}, {"index_dead", "document"},
	{"feeds", "id"}, {"feed_entries", "feed, entry"}, {"page_checks", "article"}, {"attempts", "thing"},
	{"places", "id"}, {"subscriptions", "id"}, {"removed_subscriptions", "revision"}, {"settings", "place"},
	{"alerts", "id"}, {"fanout", "id"}, {"notices", "key"}, {"receipts", "id"},
	{"conversations", "platform, chat, thread, user"}, {"shown_replies", "key"}, {"pending_arguments", "platform, chat, thread, user"},
	{"markers", "kind, platform, name"}, {"state", "name"}, {"reports", "id"},
}

// numbered are those of them whose rows get numbers that are never used again, or never
// while they are there.
var numbered = []string{"sources", "stories", "articles", "versions", "index_segments", "feeds", "places", "subscriptions", "alerts", "fanout", "receipts", "reports"}

// ErrOccupied means that a store is not empty, and holds something else than what is copied.
var ErrOccupied = errors.New("it holds something else")

// Tables is the store itself, for CopyFrom.
func (s *Store) Tables() *Store { return s }

// Moving reports whether the store is one that CopyFrom began to fill, and EndMove was not called.
func (s *Store) Moving(ctx context.Context) (bool, error) {
	mark, err := s.State(ctx, movingState)
	return mark != "", err
}

// EndMove is called when all that CopyFrom copied was found whole.
func (s *Store) EndMove(ctx context.Context) error { return s.SetState(ctx, movingState, "") }

// CopyFrom copies all that from holds, with all numbers, into s, which must be empty, and calls
// progress after every step with a table and how many of its rows are there. While it runs,
// others read from, and nobody changes it. After one that was ended, or done, it goes on. Moving
// tells of it until EndMove. ErrOccupied also when from was changed between the two.
func (s *Store) CopyFrom(ctx context.Context, from *Store, progress func(table string, rows int64)) error {
	return from.change(ctx, "copy", func(source *sql.Tx) error {
		print, err := fingerprint(ctx, source)
		if err != nil {
			return err
		}
		if err := s.beginCopy(ctx, print); err != nil {
			return err
		}
		for _, table := range copied {
			if err := s.copyTable(ctx, source, table.name, strings.Split(table.key, ", "), progress); err != nil {
				return fmt.Errorf("%s: %w", table.name, err)
			}
		}
		return s.endCopy(ctx, from.engine, source)
	})
}

// fingerprint tells two states of a store apart that a running program made: how many rows
// each table has, and how much was done that changes rows.
func fingerprint(ctx context.Context, tx *sql.Tx) (string, error) {
	columns := []string{"(SELECT last FROM revision)", "(SELECT coalesce(sum(polls), 0) FROM feeds)", "(SELECT coalesce(sum(served), 0) FROM places)",
		"(SELECT coalesce(sum(document), 0) FROM articles)", "(SELECT coalesce(max(id), 0) FROM receipts)", "(SELECT coalesce(sum(due % 1000003), 0) FROM alerts)"}
	for _, table := range copied {
		columns = append(columns, "(SELECT count(*) FROM "+table.name+")")
	}
	var print string
	err := tx.QueryRowContext(ctx, "SELECT concat_ws(' ', "+strings.Join(columns, ", ")+")").Scan(&print)
	return print, err
}

// beginCopy marks a store as one that is being copied to.
func (s *Store) beginCopy(ctx context.Context, print string) error {
	return s.change(ctx, "begin copy", func(tx *sql.Tx) error {
		var mark string
		err := tx.QueryRowContext(ctx, "SELECT value FROM state WHERE name = ?", movingState).Scan(&mark)
		if err == nil && mark == print {
			return nil
		}
		if err == nil {
			return fmt.Errorf("%w: another database was being moved there, or this one was changed since; begin anew with an empty one", ErrOccupied)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		for _, table := range copied {
			var any bool
			if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM "+table.name+")").Scan(&any); err != nil {
				return err
			}
			if any {
				return fmt.Errorf("%w: give an empty database", ErrOccupied)
			}
		}
		return setState(ctx, tx, movingState, print)
	})
}

// notMark is the condition for the rows of a table that are copied: all but the mark.
func notMark(table string) string {
	if table == "state" {
		return "name <> '" + movingState + "'"
	}
	return "TRUE"
}

// A step of copying is one transaction of at most so many rows, which are inserted together.
const copiedAtOnce = 100

// copyTable copies the rows that come after those that are there.
func (s *Store) copyTable(ctx context.Context, source *sql.Tx, table string, key []string, progress func(string, int64)) error {
	columns, err := s.copiedColumns(ctx, source, table)
	if err != nil {
		return err
	}
	names, last := make([]string, len(columns)), make([]int, len(key)) // last are the columns of the key
	for i, c := range columns {
		names[i] = c.name
		for k, name := range key {
			if name == c.name {
				last[k] = i
			}
		}
	}
	order := strings.Join(key, ", ")
	selected := "SELECT " + strings.Join(names, ", ") + " FROM " + table
	own := notMark(table)
	var rows int64
	if err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM "+table+" WHERE "+own).Scan(&rows); err != nil {
		return err
	}
	after, err := readRows(ctx, s.read, columns, selected+" WHERE "+own+" ORDER BY "+strings.Join(key, " DESC, ")+" DESC LIMIT 1")
	if err != nil {
		return err
	}
	for {
		condition, args := "TRUE", []any(nil)
		if len(after) > 0 {
			condition = "(" + order + ") > (" + marks(len(key)) + ")"
			for _, i := range last {
				args = append(args, after[len(after)-1][i])
			}
		}
		some, err := readRows(ctx, source, columns, fmt.Sprintf("%s WHERE %s AND %s ORDER BY %s LIMIT %d", selected, own, condition, order, copiedAtOnce), args...)
		if err != nil || len(some) == 0 {
			return err
		}
		err = s.change(ctx, "copy rows", func(tx *sql.Tx) error {
			var values []any
			for _, row := range some {
				values = append(values, row...)
			}
			places := strings.TrimSuffix(strings.Repeat("("+marks(len(columns))+"),", len(some)), ",")
			_, err := tx.ExecContext(ctx, "INSERT INTO "+table+" ("+strings.Join(names, ", ")+") VALUES "+places, values...)
			return err
		})
		if err != nil {
			return err
		}
		after = some
		rows += int64(len(some))
		progress(table, rows)
	}
}

// copiedColumn is a column with the types that it has in the source and in the copy, as their
// drivers name them.
type copiedColumn struct{ name, from, to string }

// copiedColumns are the columns of a table in the source, which the copy has too.
func (s *Store) copiedColumns(ctx context.Context, source *sql.Tx, table string) ([]copiedColumn, error) {
	types := func(db queryer) ([]*sql.ColumnType, error) {
		rows, err := db.QueryContext(ctx, "SELECT * FROM "+table+" LIMIT 0")
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		return rows.ColumnTypes()
	}
	there, err := types(source)
	if err != nil {
		return nil, err
	}
	here, err := types(s.read)
	if err != nil {
		return nil, err
	}
	to := map[string]string{}
	for _, c := range here {
		to[c.Name()] = c.DatabaseTypeName()
	}
	var columns []copiedColumn
	for _, c := range there {
		if to[c.Name()] != "" {
			columns = append(columns, copiedColumn{c.Name(), c.DatabaseTypeName(), to[c.Name()]})
		}
	}
	return columns, nil
}

// readRows reads rows as arguments of an INSERT into the copy. What is true or false is so on
// either side, and what an article says stays byte by byte.
func readRows(ctx context.Context, db queryer, columns []copiedColumn, query string, args ...any) (all [][]any, err error) {
	err = Each(ctx, db, func(rows *sql.Rows) error {
		into := make([]any, len(columns))
		for i, c := range columns {
			switch {
			case c.from == "BOOL" || c.to == "BOOL":
				into[i] = new(sql.NullBool)
			case strings.HasPrefix(c.from, "INT"):
				into[i] = new(sql.NullInt64)
			case c.isText():
				into[i] = new(sql.NullString)
			default:
				into[i] = new(any) // which tells no bytes from NULL
			}
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		row := make([]any, len(columns))
		for i, c := range columns {
			switch v := into[i].(type) {
			case *sql.NullBool:
				if v.Valid {
					row[i] = v.Bool
				}
			case *sql.NullInt64:
				if v.Valid {
					row[i] = v.Int64
				}
			case *sql.NullString:
				if v.Valid && c.to == "BYTEA" {
					row[i] = Text(v.String)
				} else if v.Valid && !utf8.ValidString(v.String) { // a compressed text
					row[i] = []byte(v.String)
				} else if v.Valid {
					row[i] = v.String
				}
			case *any:
				if data, ok := (*v).([]byte); ok {
					row[i] = nonNil(data)
				}
			}
		}
		all = append(all, row)
		return nil
	}, query, args...)
	return all, err
}

// isText reports whether a column is a string on either side, and not bytes that are none.
func (c copiedColumn) isText() bool {
	return c.from == "TEXT" || c.to == "TEXT" || c.from == "JSON" || c.to == "JSON"
}

// endCopy copies what is no row, and fails when one holds more rows than the other.
func (s *Store) endCopy(ctx context.Context, from Engine, source *sql.Tx) error {
	return s.change(ctx, "end copy", func(tx *sql.Tx) error {
		for _, table := range copied {
			var there, here int64
			for db, n := range map[*sql.Tx]*int64{source: &there, tx: &here} {
				if err := db.QueryRowContext(ctx, "SELECT count(*) FROM "+table.name+" WHERE "+notMark(table.name)).Scan(n); err != nil {
					return err
				}
			}
			if there != here {
				return fmt.Errorf("%d rows of %s were copied of %d: %w", here, table.name, there, knowledge.ErrCorrupt)
			}
		}
		var last int64
		if err := source.QueryRowContext(ctx, "SELECT last FROM revision").Scan(&last); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "UPDATE revision SET last = ?", last); err != nil {
			return err
		}
		for _, table := range numbered {
			if err := source.QueryRowContext(ctx, from.LastNumber(table)).Scan(&last); err != nil {
				return err
			}
			for _, statement := range s.engine.SetLastNumber(table) {
				if _, err := tx.ExecContext(ctx, statement, last); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
