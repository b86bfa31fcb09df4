package tables

import (
	"context"
	"database/sql"
	"math"
)

// readEntries is how many entries of feeds are read for a search. Of feeds that have more it
// is asked of each article that may be found whether they brought it, which takes ten times
// as long as to read an entry; when askedArticles were asked about, all entries are read.
const (
	readEntries   = 5000
	askedArticles = 5000
)

// brought tells which articles some feeds brought.
type brought struct {
	ctx   context.Context
	tx    *sql.Tx
	feeds []any          // their numbers
	all   map[int64]bool // nil when there are more than were read
	ask   *sql.Stmt
	asked int
	err   error // the first
}

func newBrought(ctx context.Context, tx *sql.Tx, feeds []int64) (*brought, error) {
	b := &brought{ctx: ctx, tx: tx, feeds: numbers(feeds)}
	n, err := b.read(readEntries + 1)
	if err != nil || n <= readEntries {
		return b, err
	}
	b.all = nil
	b.ask, err = tx.PrepareContext(ctx, "SELECT EXISTS (SELECT 1 FROM feed_entries WHERE article = ? AND feed IN ("+marks(len(feeds))+"))")
	return b, err
}

// read reads the articles of at most so many entries, and counts the entries.
func (b *brought) read(limit int) (n int, err error) {
	b.all = make(map[int64]bool)
	err = Each(b.ctx, b.tx, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		b.all[id] = true
		n++
		return err
	}, "SELECT article FROM feed_entries WHERE feed IN ("+marks(len(b.feeds))+") LIMIT ?", append(b.feeds[:len(b.feeds):len(b.feeds)], limit)...)
	return n, err
}

// has reports whether one of the feeds brought an article; false after an error.
func (b *brought) has(article int64) bool {
	if b.err != nil {
		return false
	}
	if b.all == nil && b.asked == askedArticles {
		_, b.err = b.read(math.MaxInt64)
	}
	if b.all != nil {
		return b.all[article]
	}
	b.asked++
	var has bool
	b.err = b.ask.QueryRowContext(b.ctx, append([]any{article}, b.feeds...)...).Scan(&has)
	return has
}
