package tables

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/index"
)

// Write implements knowledge.Store.
func (s *Store) Write(ctx context.Context, f func(knowledge.Writer) error) error {
	var own error // f's, which is not the store's to explain
	fanned, put := false, false
	err := s.change(ctx, "write", func(tx *sql.Tx) error {
		w := &writer{store: s, ctx: ctx, tx: tx, statements: make(map[string]*sql.Stmt), sources: make(map[string]int64),
			articles: make(map[int64]int), lines: make(map[int64]*outletLines), batch: index.NewBatch()}
		if own = f(w); own != nil {
			return own
		}
		fanned, put = w.fanned, w.opened
		return w.finish(ctx)
	})
	if own != nil {
		// A transaction whose context is done is rolled back under f's hands, and its
		// statements are closed then.
		if cause := ctx.Err(); cause != nil && !errors.Is(own, cause) {
			return fmt.Errorf("%w: %w", cause, own)
		}
		return own
	}
	if err != nil {
		return err
	}
	if fanned {
		_ = s.fanOut(ctx) // what is written stays written, and Claim makes the alerts that are left
		s.engine.Enqueued(ctx)
	}
	if put {
		if err := s.trainSoon(ctx); err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "store: dictionary train failed", "error", err)
		}
	}
	return nil
}

// writer is a knowledge.Writer.
type writer struct {
	store      *Store
	ctx        context.Context
	tx         *sql.Tx
	statements map[string]*sql.Stmt
	sources    map[string]int64 // by name
	articles   map[int64]int    // by source: how many more there are
	lines      map[int64]*outletLines
	batch      *index.Batch // what is to go into the index
	indexed    bool         // the index has changed
	fanned     bool         // alerts wait in the table fanout

	asked   bool // whether articles are private
	private bool // there are some

	keys   map[*knowledge.Entry]string // of the articles that Expect looked up
	absent map[string]bool             // those of them that are neither stored nor were put since

	codec  *codec // for the texts that are put; nil where they stay as they are
	opened bool   // codec was looked for
}

var _ knowledge.Writer = (*writer)(nil)

// prepared returns a statement that is prepared once in a transaction, which
// closes it.
func (w *writer) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if st := w.statements[query]; st != nil {
		return st, nil
	}
	st, err := w.tx.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	w.statements[query] = st
	return st, nil
}

func (w *writer) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	st, err := w.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, args...)
}

// row runs a query that returns at most one row.
func (w *writer) row(ctx context.Context, query string, args []any, into ...any) error {
	st, err := w.prepared(ctx, query)
	if err != nil {
		return err
	}
	return st.QueryRowContext(ctx, args...).Scan(into...)
}

// Each calls f with every row of a query.
func (w *writer) each(ctx context.Context, f func(*sql.Rows) error, query string, args ...any) error {
	st, err := w.prepared(ctx, query)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return cmp.Or(rows.Err(), rows.Close())
}

// insert runs an INSERT and returns the new row's number.
func (w *writer) insert(ctx context.Context, query string, args ...any) (int64, error) {
	return w.store.engine.Insert(ctx, query, func(query string) (*sql.Stmt, error) { return w.prepared(ctx, query) }, args...)
}

// finish writes what was collected for the end of the transaction.
func (w *writer) finish(ctx context.Context) error {
	if err := w.flushIndex(ctx); err != nil {
		return err
	}
	w.batch.Release()
	w.batch = nil // another writer may have it
	if w.indexed {
		if err := mergeSegments(ctx, w.tx); err != nil {
			return fmt.Errorf("index: %w", err)
		}
	}
	if err := w.flushLines(ctx); err != nil {
		return err
	}
	for source, more := range w.articles {
		if more != 0 {
			if _, err := w.exec(ctx, "UPDATE sources SET articles = articles + ? WHERE id = ?", more, source); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writer) flushIndex(ctx context.Context) error {
	if len(w.batch.Documents) == 0 {
		return nil
	}
	w.indexed = true
	if err := writeSegment(ctx, w.tx, w.batch.Documents, w.batch.Entries); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	w.batch.Release()
	w.batch = index.NewBatch()
	return nil
}

// wrap is Store.wrap for what the function given to Write calls.
func (w *writer) wrap(operation string, err error) error {
	return w.store.wrap(w.ctx, operation, err)
}

// Expect implements knowledge.Writer.
func (w *writer) Expect(ctx context.Context, entries []*knowledge.Entry) error {
	w.keys, w.absent = nil, nil
	if len(entries) == 1 {
		return nil
	}
	w.keys, w.absent = make(map[*knowledge.Entry]string, len(entries)), make(map[string]bool, len(entries))
	for some := range slices.Chunk(entries, idsPerQuery) {
		keys := make([]any, len(some))
		for i, e := range some {
			key := keyHash(e.Key())
			keys[i], w.keys[e] = key, string(key)
			w.absent[string(key)] = true
		}
		err := w.each(ctx, func(rows *sql.Rows) error {
			var key sql.RawBytes
			err := rows.Scan(&key)
			delete(w.absent, string(key))
			return err
		}, "SELECT key FROM articles WHERE key IN ("+marks(len(keys))+") UNION ALL SELECT key FROM addresses WHERE key IN ("+marks(len(keys))+")", append(keys, keys...)...)
		if err != nil {
			w.absent = nil
			return w.wrap("expect articles", err)
		}
	}
	return nil
}

// key is what an article is known by.
func (w *writer) key(e *knowledge.Entry) []byte {
	if key, ok := w.keys[e]; ok {
		return []byte(key)
	}
	return keyHash(e.Key())
}

// Put implements knowledge.Writer.
func (w *writer) Put(ctx context.Context, e *knowledge.Entry) (knowledge.Outcome, error) {
	outcome, err := w.put(ctx, e)
	return outcome, w.wrap("put article", err)
}

func (w *writer) put(ctx context.Context, e *knowledge.Entry) (knowledge.Outcome, error) {
	if e.Seal.Empty() {
		return 0, errors.New("an article without a seal")
	}
	worked, err := encodeAnalysis(e)
	if err != nil {
		return 0, err
	}
	key, digest := w.key(e), digestBytes(&e.Article)
	var public any // the key that a private article would have as a public one
	if e.For != "" {
		covered, err := w.coveredByPublic(ctx, e, key, digest)
		if err != nil || covered {
			return knowledge.Unchanged, err
		}
		public, key = key, privateKey(key, e.For)
		w.private = true
	}

	var id, oldDocument, oldSource int64
	var oldDigest []byte
	var version int
	var quarantined, withheld bool
	known := e.For != "" || !w.absent[string(key)]
	delete(w.absent, string(key))
	if known {
		err = w.row(ctx, `SELECT a.id, a.digest, a.document, a.source, a.quarantined IS NOT NULL, a.withheld, v.version
		FROM articles a JOIN versions v ON v.id = a.document
		WHERE a.id = coalesce((SELECT id FROM articles WHERE key = ?1), (SELECT article FROM addresses WHERE key = ?1))`, []any{key}, &id, &oldDigest, &oldDocument, &oldSource, &quarantined, &withheld, &version)
		known = err == nil
	}
	switch {
	case known && (!quarantined || withheld) && string(oldDigest) == string(digest):
		e.ID, e.Version = id, version
		return knowledge.Unchanged, nil
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return 0, err
	}
	if !known && e.For == "" {
		opened, err := w.open(ctx, e, key, digest)
		if err != nil || opened {
			return knowledge.Opened, err
		}
	}
	source, err := w.source(ctx, e.Source)
	if err != nil {
		return 0, err
	}
	added := w.store.clock()
	if known {
		if quarantined { // nothing of the version there can be shown
			_, err = w.exec(ctx, "DELETE FROM versions WHERE id = ?", oldDocument)
		} else {
			err = w.retire(ctx, oldDocument)
		}
		if err != nil {
			return 0, err
		}
		if oldSource != source {
			w.count(e.For, oldSource, -1)
			w.count(e.For, source, 1)
		}
	} else {
		id, err = w.insert(ctx, "INSERT INTO articles (key, digest, document, source, published, audience, public_key, analysis, image) VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?)",
			key, digest, source, seconds(e.Published), e.For, public, e.Analysis, imageOf(&e.Article))
		if err != nil {
			return 0, err
		}
		w.count(e.For, source, 1)
		if err := w.countLines(ctx, source, e.Lines); err != nil {
			return 0, err
		}
	}
	text, err := w.compressed(ctx, e.Text)
	if err != nil {
		return 0, err
	}
	document, err := w.insert(ctx, `INSERT INTO versions
		(article, version, source, published, zone, date_only, first_seen, from_page, teaser_only, added, language, url, title, authors, sentences, parts, posts, facts, checksum, dictionary, size, text, seal)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, version+1, source, seconds(e.Published), offset(e.Published), e.DateOnly, e.FirstSeen, e.FromPage, e.TeaserOnly, added.Unix(), e.Language, Text(e.URL), Text(e.Title),
		encodeAuthors(e.Authors), worked.sentences, worked.parts, worked.posts, worked.facts, worked.checksum(), text.dictionary, text.size, text.text, e.Seal.Bytes())
	if err != nil {
		return 0, err
	}
	if !known { // what an index holds stays what it is
		_, err = w.exec(ctx, "UPDATE articles SET document = ?1, checked = ?1 WHERE id = ?2", document, id)
	} else {
		_, err = w.exec(ctx, "UPDATE articles SET digest = ?1, document = ?2, checked = ?2, source = ?3, published = ?4, analysis = ?5, image = ?6, quarantined = NULL, withheld = FALSE WHERE id = ?7",
			digest, document, source, seconds(e.Published), e.Analysis, imageOf(&e.Article), id)
	}
	if err != nil {
		return 0, err
	}
	if err := w.putSignature(ctx, id, e, added.Unix()); err != nil {
		return 0, err
	}

	if err := w.index(ctx, newDocument(document, id, source, e), e); err != nil {
		return 0, err
	}
	e.ID, e.Version, e.Added = id, version+1, at(sql.NullInt64{Int64: added.Unix(), Valid: true})
	for i := range e.Facts {
		e.Facts[i].ArticleID, e.Facts[i].Version = e.ID, e.Version
	}
	if known {
		return knowledge.Updated, nil
	}
	return knowledge.Added, nil
}

// compressed is how a text is to be stored.
func (w *writer) compressed(ctx context.Context, text string) (textArguments, error) {
	if !w.opened {
		c, err := w.store.texts.open(ctx, w.tx)
		if err != nil {
			return textArguments{}, err
		}
		there := false
		if c != nil { // it is remembered, and a server may have lost its last moments
			if err := w.row(ctx, "SELECT EXISTS (SELECT 1 FROM dictionaries WHERE id = ? AND digest = ?)", []any{dictionary, c.digest}, &there); err != nil {
				return textArguments{}, err
			}
		}
		if there {
			w.codec = c
		}
		w.opened = true
	}
	return compressed(w.codec, text), nil
}

// imageOf is what the column image holds.
func imageOf(a *knowledge.Article) any {
	if a.Image == "" || a.For != "" {
		return nil
	}
	return a.Image
}

// count counts articles of an outlet; those for everybody alone.
func (w *writer) count(audience knowledge.Audience, source int64, more int) {
	if audience == "" {
		w.articles[source] += more
	}
}

// coveredByPublic reports whether a private article is stored just so for everybody; e
// is that one then.
func (w *writer) coveredByPublic(ctx context.Context, e *knowledge.Entry, key, digest []byte) (bool, error) {
	var id int64
	var version int
	err := w.row(ctx, "SELECT a.id, v.version FROM articles a JOIN versions v ON v.id = a.document WHERE a.key = ? AND a.digest = ? AND a.quarantined IS NULL",
		[]any{key, digest}, &id, &version)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err == nil {
		e.ID, e.Version, e.For = id, version, ""
	}
	return err == nil, err
}

// open makes a private article that is stored just so one for everybody; e becomes that
// one. It reports whether there was one.
func (w *writer) open(ctx context.Context, e *knowledge.Entry, key, digest []byte) (bool, error) {
	if !w.asked { // in most stores nothing is private
		if err := w.row(ctx, "SELECT EXISTS (SELECT 1 FROM articles WHERE public_key IS NOT NULL)", nil, &w.private); err != nil {
			return false, err
		}
		w.asked = true
	}
	if !w.private {
		return false, nil
	}
	var id, source, added int64
	var version int
	err := w.row(ctx, `SELECT a.id, a.source, a.audience, v.version, v.added FROM articles a JOIN versions v ON v.id = a.document
		WHERE a.public_key = ? AND a.digest = ? AND a.quarantined IS NULL ORDER BY a.id LIMIT 1`, []any{key, digest}, &id, &source, &e.Before, &version, &added)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if _, err := w.exec(ctx, "UPDATE articles SET key = ?, audience = '', public_key = NULL, story = NULL, image = ? WHERE id = ?", key, imageOf(&e.Article), id); err != nil {
		return false, err
	}
	w.articles[source]++
	e.ID, e.Version, e.Added = id, version, at(sql.NullInt64{Int64: added, Valid: true})
	for i := range e.Facts {
		e.Facts[i].ArticleID, e.Facts[i].Version = e.ID, e.Version
	}
	return true, nil
}

func newDocument(number, article, source int64, e *knowledge.Entry) index.Document {
	return index.Document{Number: number, Article: article, Source: source, Published: clockTime(e.Published, offset(e.Published)), Language: index.LanguageCode(e.Language)}
}

// clockTime is a time on a clock that is so many seconds east of UTC, as a document has it.
func clockTime(t time.Time, zone int64) int64 {
	if t.IsZero() {
		return index.NoDate
	}
	return max(t.Unix()+zone, math.MinInt64/4)
}

// offset is how many seconds a time's zone is east of UTC.
func offset(t time.Time) int64 {
	_, seconds := t.Zone()
	return int64(seconds)
}

func (w *writer) putSignature(ctx context.Context, article int64, e *knowledge.Entry, added int64) error {
	if len(e.Signature) == 0 {
		_, err := w.exec(ctx, "DELETE FROM signatures WHERE article = ?", article)
		return err
	}
	at := added
	if !e.Published.IsZero() {
		at = e.Published.Unix()
	}
	_, err := w.exec(ctx, "INSERT INTO signatures (article, time, data) VALUES (?, ?, ?) ON CONFLICT (article) DO UPDATE SET time = excluded.time, data = excluded.data", article, at, e.Signature)
	return err
}

// retire takes a version out of the index and drops what only a current one has.
func (w *writer) retire(ctx context.Context, document int64) error {
	if _, err := w.exec(ctx, "UPDATE versions SET sentences = NULL, parts = NULL, posts = NULL, facts = NULL, checksum = NULL WHERE id = ?", document); err != nil {
		return err
	}
	// It may have been stored in this very transaction, and stand in the batch.
	if n := len(w.batch.Documents); n > 0 && document >= w.batch.Documents[0].Number {
		if err := w.flushIndex(ctx); err != nil {
			return err
		}
	}
	return w.unindex(ctx, document)
}

// unindex takes a document out of the index, in which it stands as stored.
func (w *writer) unindex(ctx context.Context, document int64) error {
	w.indexed = true
	if _, err := w.exec(ctx, "INSERT INTO index_dead (document) VALUES (?)", document); err != nil {
		return err
	}
	_, err := w.exec(ctx, "UPDATE index_segments SET dead = dead + 1 WHERE first <= ?1 AND last >= ?1", document)
	return err
}

// source returns the number of an outlet, new ones included.
func (w *writer) source(ctx context.Context, name string) (int64, error) {
	if id, ok := w.sources[name]; ok {
		return id, nil
	}
	var id int64
	err := w.row(ctx, "SELECT id FROM sources WHERE name = ?", []any{Text(name)}, &id)
	if errors.Is(err, sql.ErrNoRows) {
		id, err = w.insert(ctx, "INSERT INTO sources (name, folded, digest) VALUES (?, ?, ?)", Text(name), Text(strings.ToLower(name)), keyHash(name))
	}
	if err != nil {
		return 0, err
	}
	w.sources[strings.Clone(name)] = id
	return id, nil
}

// Signatures implements knowledge.Writer.
func (w *writer) Signatures(ctx context.Context, which knowledge.SignatureRange, f func(knowledge.Signature) error) error {
	return w.wrap("signatures", eachSignature(ctx, w.tx, which, f))
}

// RemoveSource implements knowledge.Writer. Sources are compared without case.
func (w *writer) RemoveSource(ctx context.Context, name string) (int, error) {
	n, err := w.removeSource(ctx, name)
	return n, w.wrap("remove source", err)
}

func (w *writer) removeSource(ctx context.Context, name string) (int, error) {
	if err := w.flushIndex(ctx); err != nil {
		return 0, err
	}
	ids, err := sourceIDs(ctx, w.tx, name)
	if err != nil {
		return 0, err
	}
	removed := 0
	for _, id := range ids {
		// These may take long, and can be cut off.
		if _, err := w.tx.ExecContext(ctx, "INSERT INTO index_dead (document) SELECT document FROM articles WHERE source = ? AND quarantined IS NULL", id); err != nil {
			return 0, err
		}
		var public int
		if err := w.row(ctx, "SELECT count(*) FROM articles WHERE source = ? AND audience = ''", []any{id}, &public); err != nil {
			return 0, err
		}
		result, err := w.tx.ExecContext(ctx, "DELETE FROM articles WHERE source = ?", id)
		if err != nil {
			return 0, err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return 0, err
		}
		removed += int(n)
		w.articles[id] -= public
		if err := w.forgetLines(ctx, id); err != nil {
			return 0, err
		}
	}
	if removed == 0 {
		return 0, nil
	}
	return removed, w.afterRemoval(ctx)
}

// afterRemoval brings up to date what counts articles, once all of a source were removed.
func (w *writer) afterRemoval(ctx context.Context) error {
	w.indexed = true
	if _, err := w.tx.ExecContext(ctx, `UPDATE index_segments SET dead =
		(SELECT count(*) FROM index_dead WHERE document BETWEEN first AND last)`); err != nil {
		return err
	}
	_, err := w.tx.ExecContext(ctx, "DELETE FROM stories WHERE NOT EXISTS (SELECT 1 FROM articles WHERE story = stories.id)")
	return err
}

// RemoveArticle implements knowledge.Writer.
func (w *writer) RemoveArticle(ctx context.Context, id int64) (bool, error) {
	removed, err := w.removeArticle(ctx, id)
	return removed, w.wrap("remove article", err)
}

func (w *writer) removeArticle(ctx context.Context, id int64) (bool, error) {
	if err := w.flushIndex(ctx); err != nil {
		return false, err
	}
	var source, document int64
	var public, quarantined bool
	var story sql.NullInt64
	err := w.row(ctx, "SELECT source, document, audience = '', story, quarantined IS NOT NULL FROM articles WHERE id = ?", []any{id},
		&source, &document, &public, &story, &quarantined)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !quarantined { // else it is out of the index already
		if err := w.unindex(ctx, document); err != nil {
			return false, err
		}
	}
	if _, err := w.exec(ctx, "DELETE FROM articles WHERE id = ?", id); err != nil {
		return false, err
	}
	if public {
		w.articles[source]--
	}
	_, err = w.exec(ctx, "DELETE FROM stories WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM articles WHERE story = ?1)", story)
	return true, err
}
