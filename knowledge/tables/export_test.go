package tables

import (
	"context"
	"database/sql"
	"errors"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// For tests of a store in SQLite, whose package imports this one.

const (
	ReadEntries    = readEntries
	AskedArticles  = askedArticles
	FannedTogether = fannedTogether
)

// Brought tells which articles some feeds brought, after so many were asked about, and
// whether all that they brought was read.
func (s *Store) Brought(ctx context.Context, feeds []int64, asked int, articles ...int64) (has []bool, all bool, err error) {
	err = s.view(context.WithoutCancel(ctx), "brought", func(tx *sql.Tx) error {
		b, err := newBrought(ctx, tx, feeds)
		if err != nil {
			return err
		}
		b.asked = asked
		for _, article := range articles {
			has = append(has, b.has(article))
		}
		all = b.all != nil
		return b.err
	})
	return has, all, err
}

// PlanOfLatest is how SQLite looks for so many of the newest articles.
func (s *Store) PlanOfLatest(ctx context.Context, f knowledge.Filter, limit int) (plan []string, err error) {
	err = s.view(ctx, "latest", func(tx *sql.Tx) error {
		filter, err := compileFilter(ctx, tx, f)
		if err != nil {
			return err
		}
		condition, args := filter.where()
		plan, err = planOf(ctx, tx, "SELECT "+headingColumns+headings(ctx)+" AND "+condition+" ORDER BY "+newestFirst+limitOffset, append(args, limit, 0)...)
		return err
	})
	return plan, err
}

// PlanOfListed is how SQLite looks for the articles of a segment.
func (s *Store) PlanOfListed(ctx context.Context) (plan []string, err error) {
	err = s.view(ctx, "check", func(tx *sql.Tx) error {
		plan, err = planOf(ctx, tx, listedArticles, 1, 100)
		return err
	})
	return plan, err
}

func planOf(ctx context.Context, tx *sql.Tx, query string, args ...any) (plan []string, err error) {
	err = Each(ctx, tx, func(rows *sql.Rows) error {
		var id, parent, unused int
		var step string
		err := rows.Scan(&id, &parent, &unused, &step)
		plan = append(plan, step)
		return err
	}, "EXPLAIN QUERY PLAN "+query, args...)
	return plan, err
}

// EnqueueAlone is the transaction of an article that brings an alert to subscriptions, without
// those after it.
func (s *Store) EnqueueAlone(ctx context.Context, a audience.Alert, subscriptions []int64) error {
	return s.change(ctx, "write", func(tx *sql.Tx) error {
		w := &writer{store: s, ctx: ctx, tx: tx, statements: make(map[string]*sql.Stmt)}
		_, err := w.EnqueueFor(ctx, a, subscriptions)
		return err
	})
}

// TransactionOf is the transaction of a writer.
func TransactionOf(w knowledge.Writer) *sql.Tx { return w.(*writer).tx }

// Columns calls f with every column of every table in SQLite.
func (s *Store) Columns(ctx context.Context, f func(table, column string)) error {
	return Each(ctx, s.read, func(rows *sql.Rows) error {
		var table, column string
		err := rows.Scan(&table, &column)
		f(table, column)
		return err
	}, "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'")
}

// Belonging are the kinds of which it is known what of them is a person's.
func Belonging() (kinds []audience.Kind) {
	for kind := range belongings {
		kinds = append(kinds, kind)
	}
	return kinds
}

// Kept is for how many articles that who asks may read a stem stands in the index, as far as that
// can be told without a transaction; kept is false where it can't.
func (s *Store) Kept(ctx context.Context, stem string) (in int, kept bool, err error) {
	segments, err := s.index.kept(ctx, s.read)
	if err == nil {
		var found []stemPostings
		if found, err = s.index.lookUp(ctx, nil, segments, []string{stem}, false); err == nil {
			return found[0].in, true, nil
		}
	}
	if errors.Is(err, errNotKept) {
		err = nil
	}
	return 0, false, err
}
