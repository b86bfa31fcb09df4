package tables

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/parallel"
)

// keyHash is what the column key holds.
func keyHash(key string) []byte {
	sum := sha256.Sum256([]byte(key))
	return sum[:16]
}

// privateKey is the key of an article for an audience, made of the one that it would
// have for everybody.
func privateKey(public []byte, audience knowledge.Audience) []byte {
	return keyHash(hex.EncodeToString(public) + "\x00" + string(audience))
}

// keyFor is the key of an article for an audience, which may be everybody.
func keyFor(public []byte, audience knowledge.Audience) []byte {
	if audience == "" {
		return public
	}
	return privateKey(public, audience)
}

// digestBytes is what the column digest holds.
func digestBytes(a *knowledge.Article) []byte {
	digest := a.Digest()
	if b, err := hex.DecodeString(digest); err == nil {
		return b
	}
	return []byte(digest)
}

// headingColumns are the columns that a heading is scanned from, of articles a
// or versions v and sources s.
const headingColumns = `v.article, v.version, v.url, v.title, s.name, v.authors, v.published, v.zone, v.date_only, v.first_seen, v.language, v.from_page, v.teaser_only, v.added, a.audience, coalesce(a.image, '')`

// headings is the tables that headings are read from, as far as who asks may read them;
// a condition on them may follow, after AND.
func headings(ctx context.Context) string {
	return ` FROM articles a JOIN versions v ON v.id = a.document JOIN sources s ON s.id = v.source WHERE ` + visible(ctx)
}

// visible is the condition that who asks may read an article a. Nobody reads what is in
// quarantine.
func visible(ctx context.Context) string {
	audiences, everything := knowledge.ReaderOf(ctx)
	if everything {
		return "a.quarantined IS NULL"
	}
	names := []string{"''"}
	for _, a := range audiences {
		names = append(names, quoted(string(a)))
	}
	return "(a.quarantined IS NULL AND a.audience IN (" + strings.Join(names, ", ") + "))"
}

// quoted is a string as SQL writes it.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

type scanner interface{ Scan(...any) error }

// scanHeading reads headingColumns and whatever columns come after them.
func scanHeading(row scanner, further ...any) (knowledge.Article, error) {
	var h headingRow
	if err := row.Scan(append(h.columns(), further...)...); err != nil {
		return knowledge.Article{}, err
	}
	a := knowledge.Article{ID: h.id.V, Version: h.version.V, URL: h.url.V, Title: h.title.V, Source: h.source.V, Language: h.language.V,
		Published: moment(h.published), DateOnly: h.dateOnly.V, FirstSeen: h.firstSeen.V,
		FromPage: h.fromPage.V, TeaserOnly: h.teaserOnly.V, Added: moment(h.added),
		For: knowledge.Audience(h.audience.V), Image: h.image.V}
	if h.zone.V != 0 {
		a.Published = a.Published.In(time.FixedZone("", h.zone.V))
	}
	var err error
	if a.Authors, err = decodeAuthors(h.authors.V); err != nil || h.damaged() {
		a.Authors = []string{noAuthor}
	}
	return a, nil
}

// Article implements knowledge.Library.
func (s *Store) Article(ctx context.Context, id int64) (knowledge.Article, error) {
	return s.article(ctx, "a.id = ?", id)
}

// ArticleByURL implements knowledge.Library.
func (s *Store) ArticleByURL(ctx context.Context, url string) (knowledge.Article, error) {
	if url == "" {
		return knowledge.Article{}, fmt.Errorf("article: %w", knowledge.ErrNotFound)
	}
	key := keyHash((&knowledge.Article{URL: url}).Key())
	keys := []any{key}
	audiences, _ := knowledge.ReaderOf(ctx)
	for _, audience := range audiences {
		keys = append(keys, privateKey(key, audience))
	}
	return s.article(ctx, `a.id IN (SELECT id FROM articles WHERE key IN (`+marks(len(keys))+`) OR public_key = ?
		UNION SELECT article FROM addresses WHERE key IN (`+marks(len(keys))+`)) ORDER BY a.audience, a.key <> ? LIMIT 1`, slices.Concat(keys, []any{key}, keys, []any{key})...)
}

// Version implements knowledge.Library.
func (s *Store) Version(ctx context.Context, id int64, version int) (knowledge.Article, error) {
	return s.whole(ctx, "version", "SELECT "+headingColumns+", "+textColumns+` FROM versions v JOIN sources s ON s.id = v.source JOIN articles a ON a.id = v.article
		WHERE `+visible(ctx)+" AND v.article = ? AND v.version = ?", id, version)
}

func (s *Store) article(ctx context.Context, condition string, args ...any) (knowledge.Article, error) {
	return s.whole(ctx, "article", "SELECT "+headingColumns+", "+textColumns+headings(ctx)+" AND "+condition, args...)
}

// whole reads an article with its text.
func (s *Store) whole(ctx context.Context, operation, query string, args ...any) (a knowledge.Article, err error) {
	var kept keptText
	err = s.newsRow(ctx, func(row *sql.Row) error {
		a, err = scanHeading(row, kept.columns()...)
		return err
	}, query, args...)
	if err == nil {
		a.Text, err = s.texts.whole(ctx, s.read, &kept)
	}
	if err != nil {
		return knowledge.Article{}, s.wrap(ctx, operation, err)
	}
	return a, nil
}

// idsPerQuery is how many numbers one query asks for: many enough that its
// preparation does not count.
const idsPerQuery = 200

// Documents implements knowledge.Library. One of which the text, or what was worked out about it, is
// damaged is left out.
func (s *Store) Documents(ctx context.Context, ids []int64) ([]knowledge.Document, error) {
	type keptDocument struct {
		knowledge.Document
		text keptText
	}
	found := make(map[int64]keptDocument, len(ids))
	err := s.eachOf(ctx, "documents", "SELECT "+headingColumns+", v.sentences, v.parts, v.posts, "+checksumColumn+", "+textColumns+headings(ctx)+" AND a.id IN (%s)", ids, func(rows *sql.Rows) error {
		var d keptDocument
		var worked analysis
		var checksum loose[int64]
		var err error
		if d.Article, err = scanHeading(rows, append([]any{&worked.sentences, &worked.parts, &worked.posts, &checksum}, d.text.columns()...)...); err != nil {
			return err
		}
		if worked.shapes(checksum) && worked.decode(&d.Document) == nil {
			found[d.ID] = d
		} else {
			s.leaveOut(ctx, d.ID)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	type document struct {
		knowledge.Document
		sound bool
		err   error
	}
	read := make([]document, len(ids)) // zero for those that were not found
	parallel.Do(len(ids), func(turns iter.Seq[int]) {
		for i := range turns {
			if d, ok := found[ids[i]]; ok {
				x := &read[i]
				x.Document = d.Document
				x.Text, x.sound, x.err = s.texts.read(ctx, s.read, &d.text, knowledge.Range{End: math.MaxInt})
				x.sound = x.sound && withinText(&x.Document)
			}
		}
	})
	documents := make([]knowledge.Document, 0, len(found))
	for i := range read {
		switch d := &read[i]; {
		case d.err != nil:
			return nil, s.wrap(ctx, "documents", d.err)
		case d.sound:
			documents = append(documents, d.Document)
		case d.ID != 0:
			s.leaveOut(ctx, d.ID)
		}
	}
	return documents, nil
}

// leaveOut logs, once for each article, that it is not read.
func (s *Store) leaveOut(ctx context.Context, article int64) {
	if _, logged := s.leftOut.LoadOrStore(article, true); logged {
		return
	}
	s.log.ErrorContext(ctx, "store: article left out", "reason", "it is damaged", "article", article)
}

// withinText reports whether all that is known of a text lies in it.
func withinText(d *knowledge.Document) bool {
	text := knowledge.Range{End: len(d.Text)}
	within := func(r knowledge.Range) bool { return r.Start <= r.End && text.Contains(r) }
	for _, r := range d.Sentences {
		if !within(r) {
			return false
		}
	}
	for _, p := range d.Parts {
		if !within(p.Range) || !within(p.Heads) {
			return false
		}
	}
	for _, p := range d.Posts {
		if !within(p.Range) || !within(p.Headline) {
			return false
		}
	}
	return true
}

// eachOf runs a query, in which %s stands for placeholders, for all ids and
// calls f with each row.
func (s *Store) eachOf(ctx context.Context, operation, query string, ids []int64, f func(*sql.Rows) error) error {
	return s.viewNews(ctx, operation, func(tx *sql.Tx) error {
		for chunk := range slices.Chunk(ids, idsPerQuery) {
			args := numbers(chunk)
			if err := Each(ctx, tx, f, strings.Replace(query, "%s", marks(len(args)), 1), args...); err != nil {
				return err
			}
		}
		return nil
	})
}

type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Each calls f with every row of a query.
func Each(ctx context.Context, db queryer, f func(*sql.Rows) error, query string, args ...any) error {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Sources implements knowledge.Library. Articles without a source count for none.
func (s *Store) Sources(ctx context.Context) ([]knowledge.Source, error) {
	var sources []knowledge.Source
	err := s.viewNews(ctx, "sources", func(tx *sql.Tx) error {
		return Each(ctx, tx, func(rows *sql.Rows) error {
			var source knowledge.Source
			var articles loose[int]
			var newest loose[int64]
			var digest []byte
			if err := rows.Scan(&source.Name, &digest, &articles, &newest); err != nil {
				return err
			}
			source.Articles = articles.V
			if digest != nil && !bytes.Equal(digest, keyHash(source.Name)) {
				s.log.ErrorContext(ctx, "store: source left out", "reason", "its name is not what was stored", "articles", source.Articles)
				return nil
			}
			source.Newest = moment(newest)
			sources = append(sources, source)
			return nil
		}, `SELECT name, digest, n, newest FROM (SELECT name, digest, articles + `+privateHere(ctx)+` AS n,
	    (SELECT published FROM articles a WHERE source = sources.id AND `+visible(ctx)+` AND published IS NOT NULL ORDER BY published DESC LIMIT 1) AS newest
	    FROM sources) AS outlets WHERE n > 0 AND name <> '' ORDER BY n DESC, name`)
	})
	return sources, err
}

// privateHere counts the private articles of an outlet that who asks may read; the
// column articles of sources counts those for everybody.
func privateHere(ctx context.Context) string {
	if audiences, everything := knowledge.ReaderOf(ctx); !everything && len(audiences) == 0 {
		return "0"
	}
	return "(SELECT count(*) FROM articles a WHERE source = sources.id AND a.audience <> '' AND " + visible(ctx) + ")"
}

// sourceIDs returns the numbers of the outlets of that name, compared without case.
func sourceIDs(ctx context.Context, db queryer, name string) ([]int64, error) {
	var ids []int64
	err := Each(ctx, db, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	}, "SELECT id FROM sources WHERE folded = ?", Text(strings.ToLower(name)))
	return ids, err
}

// Stats implements knowledge.Library.
func (s *Store) Stats(ctx context.Context) (knowledge.Stats, error) {
	var stats knowledge.Stats
	var oldest, newest loose[int64]
	err := s.read.QueryRowContext(ctx, `
		SELECT (SELECT coalesce(sum(articles + `+privateHere(ctx)+`), 0) FROM sources),
		       (SELECT count(*) FROM sources WHERE articles + `+privateHere(ctx)+` > 0 AND name <> ''),
		       (SELECT published FROM articles a WHERE `+visible(ctx)+` AND published IS NOT NULL ORDER BY published LIMIT 1),
		       (SELECT published FROM articles a WHERE `+visible(ctx)+` AND published IS NOT NULL ORDER BY published DESC LIMIT 1)`).Scan(&stats.Articles, &stats.Sources, &oldest, &newest)
	stats.Oldest, stats.Newest = moment(oldest), moment(newest)
	return stats, s.wrap(ctx, "stats", err)
}

// Revision implements knowledge.Library. Segments get numbers that were never used, and of
// one the dead documents only become more, so that two states of the index differ in one of
// three sums. What was private and is not shows in the count of what is. Which audiences have
// articles is read of an index, and of each audience one article.
func (s *Store) Revision(ctx context.Context) (string, error) {
	var revision string
	err := s.newsRow(ctx, func(row *sql.Row) error { return row.Scan(&revision) }, `SELECT concat_ws(' ',
		(SELECT concat_ws(' ', max(id), count(*), sum(dead)) FROM index_segments),
		(SELECT count(*) FROM articles WHERE audience <> ''),
		(SELECT string_agg(name, ',' ORDER BY name) FROM (`+audiencesOf(ctx)+`) AS readers
			WHERE EXISTS (SELECT 1 FROM articles INDEXED BY articles_private WHERE audience <> '' AND audience = name AND quarantined IS NULL)))`)
	return revision, s.wrap(ctx, "revision", err)
}

// audiencesOf selects the name of each audience whose articles who asks may read.
func audiencesOf(ctx context.Context) string {
	audiences, everything := knowledge.ReaderOf(ctx)
	if everything {
		return "SELECT DISTINCT audience AS name FROM articles WHERE audience <> ''"
	}
	names := []string{"SELECT NULL AS name"} // which no article has
	for _, a := range audiences {
		names = append(names, "SELECT "+quoted(string(a)))
	}
	return strings.Join(names, " UNION ")
}

// Unchanged implements knowledge.Library.
func (s *Store) Unchanged(ctx context.Context, articles []knowledge.Article) ([]bool, error) {
	unchanged := make([]bool, len(articles))
	err := s.view(ctx, "unchanged", func(tx *sql.Tx) error {
		for start := 0; start < len(articles); start += idsPerQuery {
			some := articles[start:min(start+idsPerQuery, len(articles))]
			var keys []any
			of := make(map[string][]int, len(some)) // by key, the articles that may be stored under it
			add := func(key []byte, article int) {
				keys = append(keys, key)
				of[string(key)] = append(of[string(key)], article)
			}
			for i := range some {
				key := keyHash(some[i].Key())
				add(key, i)
				if some[i].For != "" {
					add(privateKey(key, some[i].For), i)
				}
			}
			err := Each(ctx, tx, func(rows *sql.Rows) error {
				var key, digest []byte
				err := rows.Scan(&key, &digest)
				for _, i := range of[string(key)] {
					unchanged[start+i] = unchanged[start+i] || bytes.Equal(digest, digestBytes(&some[i]))
				}
				return err
			}, "SELECT key, digest FROM articles WHERE (quarantined IS NULL OR withheld) AND key IN ("+marks(len(keys))+")", keys...)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return unchanged, err
}

// Facts implements knowledge.Library. Facts of one date come in the order of
// articles, and in an article in the order in which they were given to Put. Those of an article of
// which they are damaged are left out.
func (s *Store) Facts(ctx context.Context, articles []int64, from, to string) ([]knowledge.Fact, error) {
	if err := cmp.Or(checkDay(from), checkDay(to)); err != nil {
		return nil, fmt.Errorf("facts: %w", err)
	}
	byArticle := make(map[int64][]knowledge.Fact, len(articles))
	err := s.eachOf(ctx, "facts", `SELECT a.id, v.version, v.facts, `+checksumColumn+` FROM articles a JOIN versions v ON v.id = a.document
		WHERE `+visible(ctx)+` AND a.id IN (%s) AND v.facts IS NOT NULL`, articles, func(rows *sql.Rows) error {
		var id int64
		var version loose[int]
		var worked analysis
		var checksum loose[int64]
		if err := rows.Scan(&id, &version, &worked.facts, &checksum); err != nil {
			return err
		}
		facts, err := decodeFacts(worked.facts, id, version.V)
		if err != nil || !worked.dated(checksum) {
			s.leaveOut(ctx, id)
			return nil
		}
		byArticle[id] = facts
		return nil
	})
	if err != nil {
		return nil, err
	}
	type place struct {
		fact *knowledge.Fact
		at   int // among those found
	}
	var found []place
	for _, id := range articles {
		for i := range byArticle[id] {
			f := &byArticle[id][i]
			// A month or year is a prefix of its days: it begins at or before to
			// when its prefix does, and ends at or after from likewise.
			if (from == "" || f.Date >= from[:len(f.Date)]) && (to == "" || f.Date <= to[:len(f.Date)]) {
				found = append(found, place{f, len(found)})
			}
		}
		delete(byArticle, id) // an article that is named twice counts once
	}
	slices.SortFunc(found, func(x, y place) int { return cmp.Or(strings.Compare(x.fact.Date, y.fact.Date), x.at-y.at) })
	facts := make([]knowledge.Fact, len(found))
	for i, f := range found {
		facts[i] = *f.fact
	}
	return facts, nil
}

func checkDay(day string) error {
	if day == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return fmt.Errorf("bound %q: want a day such as 2020-11-10", day)
	}
	return nil
}

// ceilSeconds is the first whole second at or after t: stored times are whole.
func ceilSeconds(t time.Time) int64 {
	if t.Nanosecond() > 0 && t.Unix() < math.MaxInt64 {
		return t.Unix() + 1
	}
	return t.Unix()
}
