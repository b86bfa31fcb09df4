package tables

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"quoth/knowledge/index"
	"quoth/knowledge/varint"
)

// checks are queries that return one row with a number, of things that must not be.
var checks = []struct{ query, finding string }{
	{"SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM versions v WHERE v.id = a.document AND v.article = a.id)",
		"%d articles have no current version"},
	{"SELECT count(*) FROM versions v JOIN articles a ON a.document = v.id WHERE v.version <> (SELECT max(version) FROM versions WHERE article = a.id)",
		"%d articles show an older version than their newest"},
	{"SELECT count(*) FROM articles a JOIN versions v ON v.id = a.document WHERE a.published IS DISTINCT FROM v.published OR a.source <> v.source",
		"%d articles stand under another date or source than their current version"},
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
	{"SELECT count(*) FROM places p WHERE next_due IS DISTINCT FROM (SELECT min(due) FROM alerts WHERE place = p.id AND open AND NOT held)",
		"%d places have a wrong time for their next alert"},
}

// Check looks for damage, in the database and between the tables, and returns one plain
// sentence for each thing found.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	var findings []string
	err := s.view(ctx, "check", func(tx *sql.Tx) error {
		var readable bool
		var err error
		if findings, readable, err = s.engine.Inspect(ctx, tx); err != nil || !readable {
			return err
		}
		more, err := checkTables(ctx, tx)
		findings = append(findings, more...)
		return err
	})
	return findings, err
}

// checkTables looks for what does not agree between the tables.
func checkTables(ctx context.Context, tx *sql.Tx) ([]string, error) {
	var findings []string
	for _, check := range checks {
		var n int
		if err := tx.QueryRowContext(ctx, check.query).Scan(&n); err != nil {
			return nil, err
		}
		if n > 0 {
			findings = append(findings, fmt.Sprintf(check.finding+".", n))
		}
	}
	more, err := checkDictionary(ctx, tx)
	if err != nil {
		return nil, err
	}
	findings = append(findings, more...)
	more, err = checkIndex(ctx, tx)
	return append(findings, more...), err
}

// checkIndex reads every block of the search index.
func checkIndex(ctx context.Context, tx *sql.Tx) ([]string, error) {
	segments, err := readSegments(ctx, tx)
	if err != nil {
		return nil, err
	}
	var findings []string
	var blocks int // that belong to no segment
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM index_blocks").Scan(&blocks); err != nil {
		return nil, err
	}
	for _, g := range segments {
		n, err := checkSegment(ctx, tx, g)
		blocks -= n
		switch {
		case errors.Is(err, errListing):
			findings = append(findings, fmt.Sprintf("Part %d of the search index does not agree with its articles.", g.id))
		case errors.Is(err, errEncoding), errors.Is(err, varint.Error), errors.Is(err, sql.ErrNoRows):
			findings = append(findings, fmt.Sprintf("Part %d of the search index cannot be read: %v.", g.id, err))
		case err != nil:
			return findings, err
		}
	}
	if len(findings) == 0 && blocks > 0 {
		findings = append(findings, fmt.Sprintf("%d blocks of the search index belong to no part of it.", blocks))
	}
	return findings, nil
}

// checkSegment reads a segment whole, and returns how many blocks it has.
func checkSegment(ctx context.Context, tx *sql.Tx, g segment) (read int, err error) {
	listing, directory, err := loadSegment(ctx, tx, g)
	if err != nil {
		return 0, err
	}
	if err := checkListing(ctx, tx, g, listing); err != nil {
		return 0, err
	}
	blocks := newBlockReader(ctx, tx, g, len(directory))
	for _, first := range directory {
		block, err := blocks.block()
		if err != nil {
			return 0, err
		}
		var postings error
		entries := 0
		err = index.EachEntry(block, g.format, func(e index.Entry) bool {
			if entries++; entries == 1 && string(e.Stem) != first {
				postings = errEncoding
				return false
			}
			n := 0
			postings = e.Each(listing.Len(), func(index.Posting) { n++ })
			if n != e.Count {
				postings = errors.Join(postings, errEncoding)
			}
			return postings == nil
		})
		if err := errors.Join(err, postings); err != nil {
			return 0, err
		}
		if entries == 0 {
			return 0, errEncoding
		}
	}
	return len(directory), nil
}

// errListing means that documents of the index are not the articles that are stored.
var errListing = errors.New("the documents are not those of the articles")

// listedArticles reads what the index has of the articles of a segment, and of those alone: articles are not
// indexed by their document.
const listedArticles = `SELECT v.id, v.article, v.source, v.published, v.zone FROM versions v JOIN articles a ON a.id = v.article AND a.document = v.id
	WHERE a.quarantined IS NULL AND v.id BETWEEN ? AND ?`

// checkListing compares the documents of a segment with the articles that they are.
func checkListing(ctx context.Context, tx *sql.Tx, g segment, listing index.Listing) error {
	return Each(ctx, tx, func(rows *sql.Rows) error {
		var want index.Document
		var published, zone loose[int64]
		if err := rows.Scan(&want.Number, &want.Article, &want.Source, &published, &zone); err != nil {
			return err
		}
		want.Published = clockTime(moment(published), zone.V)
		i, known := listing.Find(want.Number)
		if known {
			d := listing.At(i)
			known = d.Article == want.Article && d.Source == want.Source && d.Published == want.Published
		}
		if !known {
			return errListing
		}
		return nil
	}, listedArticles, g.first, g.last)
}
