package sqlite

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
)

func TestNewDatabaseThatIsNotWhole(t *testing.T) {
	folder := t.TempDir()
	if _, err := Open(t.Context(), filepath.Join(folder, "quoth.db"), Options{maxPages: 20}); !errors.Is(err, knowledge.ErrFull) {
		t.Errorf("Open: %v, want ErrFull", err)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) > 0 {
		t.Errorf("%v is left, %v", files, err)
	}
	path := openNew(t).path
	if err := quickCheck(t.Context(), path); err != nil {
		t.Errorf("a new database: %v", err)
	}
	if err := os.Truncate(path, 3*4096); err != nil {
		t.Fatal(err)
	}
	if err := explain(t.Context(), path, quickCheck(t.Context(), path)); !errors.Is(err, knowledge.ErrCorrupt) {
		t.Errorf("a database that was cut off: %v, want ErrCorrupt", err)
	}
}

// TestTableMissing opens a database that somebody took a table of away.
func TestTableMissing(t *testing.T) {
	s := openNew(t)
	if _, err := s.write.ExecContext(t.Context(), "DROP TABLE fanout"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{false, true} {
		if _, err := Open(t.Context(), s.path, Options{ReadOnly: readOnly}); err == nil || !strings.Contains(err.Error(), "fanout") {
			t.Errorf("Open: %v, which does not name the table", err)
		}
	}
}

func TestCorrupt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "quoth.db")
	s := openAt(t, path, Options{})
	for n := range 300 {
		if err := putSimple(s, n); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 8 {
		damaged := bytes.Clone(sound)
		for range 2000 { // bytes of every page but the first
			damaged[4096+random.IntN(len(damaged)-4096)] ^= byte(1 + random.IntN(255))
		}
		path := filepath.Join(t.TempDir(), "damaged.db")
		if err := os.WriteFile(path, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), path, Options{})
		if err != nil {
			if !errors.Is(err, knowledge.ErrCorrupt) {
				t.Errorf("round %d: Open: %v", round, err)
			}
			continue
		}
		found, err := s.Check(t.Context())
		if err != nil || len(found) != 1 || !strings.Contains(found[0], "damaged") {
			t.Errorf("round %d: Check = %q, %v, want that the file is damaged", round, found, err)
		}
		// Nothing that it is asked may panic; what fails is named as damage.
		for _, call := range []func() error{
			func() error {
				_, err := s.Search(t.Context(), knowledge.Query{All: []string{"common"}, Limit: 9})
				return err
			},
			func() error { _, err := s.Documents(t.Context(), []int64{1, 50, 150, 299}); return err },
			func() error { _, err := s.Latest(t.Context(), knowledge.Filter{}, 300, 0); return err },
			func() error { return putSimple(s, 1000) },
		} {
			if err := call(); err != nil && !errors.Is(err, knowledge.ErrCorrupt) {
				t.Errorf("round %d: %v, want ErrCorrupt", round, err)
			}
		}
		s.Close()
	}
}

func TestFullDisk(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "quoth.db"), Options{maxPages: 120})
	stored := 0
	var err error
	for ; err == nil && stored < 10000; stored += 10 {
		numbers := make([]int, 10)
		for i := range numbers {
			numbers[i] = stored + i
		}
		err = putSimple(s, numbers...)
	}
	stored -= 10
	if !errors.Is(err, knowledge.ErrFull) || !strings.Contains(err.Error(), "free some space") {
		t.Fatalf("after %d articles: %v, want ErrFull", stored, err)
	}
	if stats, err := s.Stats(t.Context()); err != nil || stats.Articles != stored {
		t.Errorf("%d articles are there, %v, want %d", stats.Articles, err, stored)
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("Check: %q, %v", found, err)
	}
}

// TestDamagedColumns puts other values into the columns of one article of three: the others are read
// all the same, what would be shown of it is as it was stored or nothing, and it is named.
func TestDamagedColumns(t *testing.T) {
	s := openNew(t)
	var all []*knowledge.Entry
	var ids []int64
	for n := range 3 {
		text := "Headline\n\nThe mill burned down on 2 March 2020. Nobody was hurt."
		e := &knowledge.Entry{Article: knowledge.Article{URL: fmt.Sprintf("https://example.com/%d", n), Title: "Mill", Source: "Post", Authors: []string{"A. Writer"}, Published: time.Unix(1e9, 0), Language: "en", Text: text}}
		e.Sentences = []knowledge.Range{{Start: 10, End: 48}, {Start: 49, End: len(text)}}
		e.Parts = []knowledge.Part{{Range: knowledge.Range{Start: 0, End: 8}, Role: knowledge.RoleHeading}, {Range: knowledge.Range{Start: 10, End: len(text)}, Role: knowledge.RoleBody}}
		e.Posts = []knowledge.Post{{Range: knowledge.Range{Start: 10, End: len(text)}, Published: time.Unix(1e9, 0).UTC()}}
		e.Facts = []knowledge.Fact{{Date: "2020-03-02", Granularity: knowledge.Day, Sentence: e.Sentences[0], Basis: knowledge.Basis{Kind: knowledge.Written, Range: knowledge.Range{Start: 35, End: 47}}}}
		e.Terms = []string{"mill"}
		all = append(all, e)
	}
	putAll(t, s, all)
	for _, e := range all {
		ids = append(ids, e.ID)
	}
	const damaged = 2 // the article's number, and its version's
	documents, err := s.Documents(t.Context(), ids)
	if err != nil || len(documents) != len(all) {
		t.Fatalf("%d documents, %v", len(documents), err)
	}
	facts, err := s.Facts(t.Context(), ids, "", "")
	if err != nil || len(facts) != len(all) {
		t.Fatalf("%d facts, %v", len(facts), err)
	}
	values := []any{"abc", []byte{0xff, 0, 0xfe}, []byte{1}, -1, int64(math.MaxInt64), 1.5, nil}
	columns := map[string][]string{
		"versions": {"version", "source", "published", "date_only", "from_page", "added", "language", "url", "title", "authors", "sentences", "facts", "text", "zone", "parts", "posts",
			"first_seen", "teaser_only", "seal", "checksum", "dictionary", "size"},
		"articles": {"published", "source", "story", "document"},
	}
	// What is not shown as printed, or is another way to say that there is nothing.
	unnamed := map[string]bool{"version": true, "added": true, "language": true, "story": true}
	for table, names := range columns {
		for _, column := range names {
			for _, value := range values {
				name := fmt.Sprintf("%s.%s = %v", table, column, value)
				var before any
				if err := s.write.QueryRow(fmt.Sprintf("SELECT %s FROM %s WHERE id = ?", column, table), damaged).Scan(&before); err != nil {
					t.Fatal(err)
				}
				set := fmt.Sprintf("UPDATE %s SET %s = ? WHERE id = ?", table, column)
				s.exec(t, "PRAGMA foreign_keys = OFF")
				if _, err := s.write.Exec(set, value, damaged); err != nil {
					continue // a column that can't be NULL
				}
				scrubbed, err := knowledge.Scrub(t.Context(), s, nil)
				if err != nil || scrubbed.Versions < len(all)-1 {
					t.Errorf("%s: Scrub = %+v, %v", name, scrubbed, err)
				}
				found, err := s.Check(t.Context())
				if err != nil {
					t.Errorf("%s: Check: %v", name, err)
				}
				if same := fmt.Sprint(before) == fmt.Sprint(value) || value == nil && (column == "checksum" || column == "seal"); !same && !unnamed[column] && len(found)+len(scrubbed.Broken)+len(scrubbed.Damaged) == 0 {
					t.Errorf("%s: nothing is named", name)
				}
				// sound wants the other articles to be there.
				sound := func(what string, articles []int64, err error) {
					if err != nil || !slices.Contains(articles, ids[0]) || !slices.Contains(articles, ids[2]) {
						t.Errorf("%s: %s has articles %v (%v)", name, what, articles, err)
					}
				}
				var got []int64
				latest, err := s.Latest(t.Context(), knowledge.Filter{}, 9, 0)
				for _, a := range latest {
					got = append(got, a.ID)
				}
				sound("Latest", got, err)
				got = nil
				now, err := s.Documents(t.Context(), ids)
				for _, d := range now {
					got = append(got, d.ID)
					if d.ID != damaged || column == "text" || column == "dictionary" || column == "size" { // a text is checked against the seal
						continue
					}
					for i := range documents {
						if documents[i].ID == d.ID && !cmp.Equal(documents[i].Sentences, d.Sentences) {
							t.Errorf("%s: the sentences are %v", name, d.Sentences)
						}
					}
				}
				sound("Documents", got, err)
				got = nil
				dated, err := s.Facts(t.Context(), ids, "", "")
				for _, f := range dated {
					got = append(got, f.ArticleID)
					if f.Date != facts[0].Date || f.Sentence != facts[0].Sentence {
						t.Errorf("%s: a fact is %+v", name, f)
					}
				}
				sound("Facts", got, err)
				got = nil
				var spans []knowledge.Span
				for _, id := range ids {
					spans = append(spans, knowledge.Span{Article: id, Version: 1, Range: all[0].Sentences[0]})
				}
				excerpts, err := s.Excerpts(t.Context(), spans)
				for span, x := range excerpts {
					got = append(got, span.Article)
					if text, err := x.Slice(span.Range); err == nil && text != all[0].Text[10:48] {
						t.Errorf("%s: the quote is %q", name, text)
					}
				}
				sound("Excerpts", got, err)
				if _, err := s.Stats(t.Context()); err != nil {
					t.Errorf("%s: Stats: %v", name, err)
				}
				if _, err := s.Sources(t.Context()); err != nil {
					t.Errorf("%s: Sources: %v", name, err)
				}
				if _, err := s.StoryOf(t.Context(), ids); err != nil {
					t.Errorf("%s: StoryOf: %v", name, err)
				}
				s.exec(t, set, before, damaged)
			}
		}
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("in the end Check = %q, %v", found, err)
	}
}

// TestDamagedAnalysis flips every bit of what was worked out about an article: neither other
// sentences nor another date are read, and the article is named.
func TestDamagedAnalysis(t *testing.T) {
	s := openNew(t)
	e := prose(1)
	e.Sentences = []knowledge.Range{{Start: 0, End: 20}, {Start: 21, End: 60}}
	e.Facts = []knowledge.Fact{{Date: "2020-03-02", Granularity: knowledge.Day, Sentence: e.Sentences[0], Basis: knowledge.Basis{Kind: knowledge.ByDate}}}
	e.Parts = []knowledge.Part{{Range: knowledge.Range{Start: 0, End: 60}, Role: knowledge.RoleBody}}
	putAll(t, s, []*knowledge.Entry{e})
	for _, column := range []string{"sentences", "parts", "facts"} {
		var sound []byte
		if err := s.read.QueryRow("SELECT " + column + " FROM versions").Scan(&sound); err != nil || len(sound) == 0 {
			t.Fatal(column, err)
		}
		for bit := range len(sound) * 8 {
			flipped := bytes.Clone(sound)
			flipped[bit/8] ^= 1 << (bit % 8)
			s.exec(t, "UPDATE versions SET "+column+" = ?", flipped)
			documents, err := s.Documents(t.Context(), []int64{e.ID})
			if err != nil || column != "facts" && len(documents) > 0 {
				t.Errorf("%s, bit %d: it is read as %+v (%v)", column, bit, documents, err)
			}
			facts, err := s.Facts(t.Context(), []int64{e.ID}, "", "")
			if err != nil || column == "facts" && len(facts) > 0 {
				t.Errorf("%s, bit %d: facts are %+v (%v)", column, bit, facts, err)
			}
			if scrubbed, err := knowledge.Scrub(t.Context(), s, nil); err != nil || len(scrubbed.Broken) != 0 || len(scrubbed.Damaged) != 1 {
				t.Errorf("%s, bit %d: Scrub = %+v (%v)", column, bit, scrubbed, err)
			}
		}
		s.exec(t, "UPDATE versions SET "+column+" = ?", sound)
	}
}

// TestDamagedAnalysisHeals works damaged analysis out anew: the article was never away, and is read again.
func TestDamagedAnalysisHeals(t *testing.T) {
	s := openNew(t)
	e, other := prose(1), prose(2)
	e.Sentences, e.Analysis, other.Analysis = []knowledge.Range{{Start: 0, End: 20}}, 3, 3
	putAll(t, s, []*knowledge.Entry{e, other})
	s.exec(t, "UPDATE versions SET sentences = x'00' WHERE article = ?", e.ID)
	if err := s.Write(t.Context(), func(w knowledge.Writer) error { return w.OutdateArticle(t.Context(), e.ID) }); err != nil {
		t.Fatal(err)
	}
	if ids, _, err := s.Outdated(t.Context(), 3, 9); err != nil || !slices.Equal(ids, []int64{e.ID}) {
		t.Fatalf("outdated are %v (%v), not %d", ids, err, e.ID)
	}
	if _, err := s.Article(t.Context(), e.ID); err != nil {
		t.Error(err)
	}
	if err := s.Write(t.Context(), func(w knowledge.Writer) error { _, err := w.Rework(t.Context(), e); return err }); err != nil {
		t.Fatal(err)
	}
	if documents, err := s.Documents(t.Context(), []int64{e.ID}); err != nil || len(documents) != 1 || !slices.Equal(documents[0].Sentences, e.Sentences) {
		t.Errorf("it is read as %+v (%v)", documents, err)
	}
	if scrubbed, err := knowledge.Scrub(t.Context(), s, nil); err != nil || len(scrubbed.Damaged)+len(scrubbed.Broken) > 0 {
		t.Errorf("Scrub = %+v (%v)", scrubbed, err)
	}
}

// TestDamagedIsLoggedOnce reads a damaged article again and again: the log has it once.
func TestDamagedIsLoggedOnce(t *testing.T) {
	var log bytes.Buffer
	s := openAt(t, filepath.Join(t.TempDir(), "quoth.db"), Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	e := prose(1)
	putAll(t, s, []*knowledge.Entry{e})
	s.exec(t, "UPDATE versions SET sentences = x'00'")
	for range 3 {
		if documents, err := s.Documents(t.Context(), []int64{e.ID}); err != nil || len(documents) > 0 {
			t.Fatalf("it is read as %+v (%v)", documents, err)
		}
	}
	if n := strings.Count(log.String(), "article left out"); n != 1 {
		t.Errorf("it is logged %d times:\n%s", n, log.String())
	}
}

// TestAnalysisOfOlderProgram does what a program does beside this one that knows of no checksum: it drops
// what was worked out about a version that is edited, works an article out anew, and leaves the checksum.
func TestAnalysisOfOlderProgram(t *testing.T) {
	s := openNew(t)
	edited, reworked := prose(1), prose(2)
	for _, e := range []*knowledge.Entry{edited, reworked} {
		e.Sentences = []knowledge.Range{{Start: 0, End: 20}, {Start: 21, End: 60}}
		e.Facts = []knowledge.Fact{{Date: "2020-03-02", Granularity: knowledge.Day, Sentence: e.Sentences[0], Basis: knowledge.Basis{Kind: knowledge.ByDate}}}
	}
	putAll(t, s, []*knowledge.Entry{edited, reworked})
	var checksum int64
	if err := s.read.QueryRow("SELECT checksum FROM versions WHERE article = ?", edited.ID).Scan(&checksum); err != nil {
		t.Fatal(err)
	}
	next := prose(1)
	next.Text += " It was edited."
	next.Seal = knowledge.SealOf(&next.Article)
	putAll(t, s, []*knowledge.Entry{next})
	if next.ID != edited.ID || next.Version != 2 {
		t.Fatalf("the edit is article %d, version %d", next.ID, next.Version)
	}
	s.exec(t, "UPDATE versions SET checksum = ? WHERE article = ? AND version = 1", checksum, edited.ID)
	s.exec(t, "UPDATE articles SET checked = (SELECT id FROM versions WHERE article = ?1 AND version = 1) WHERE id = ?1", edited.ID)
	anew := *reworked
	anew.Sentences = reworked.Sentences[1:]
	anew.Facts = []knowledge.Fact{{Date: "2021-04-03", Granularity: knowledge.Day, Sentence: anew.Sentences[0], Basis: knowledge.Basis{Kind: knowledge.ByDate}}}
	if err := s.Write(t.Context(), func(w knowledge.Writer) error { _, err := w.Rework(t.Context(), &anew); return err }); err != nil {
		t.Fatal(err)
	}
	s.exec(t, "UPDATE versions SET checksum = ? WHERE article = ?", checksum, reworked.ID)
	s.exec(t, "UPDATE articles SET checked = ? WHERE id = ?", reworked.ID, reworked.ID) // its first version's number
	if scrubbed, err := knowledge.Scrub(t.Context(), s, nil); err != nil || scrubbed.Versions != 3 || len(scrubbed.Damaged)+len(scrubbed.Broken) > 0 {
		t.Errorf("Scrub = %+v (%v)", scrubbed, err)
	}
	if documents, err := s.Documents(t.Context(), []int64{edited.ID, reworked.ID}); err != nil || len(documents) != 2 || !slices.Equal(documents[1].Sentences, anew.Sentences) {
		t.Errorf("the documents are %+v (%v)", documents, err)
	}
	if facts, err := s.Facts(t.Context(), []int64{reworked.ID}, "", ""); err != nil || len(facts) != 1 || facts[0].Date != anew.Facts[0].Date {
		t.Errorf("the facts are %+v (%v)", facts, err)
	}
}

// TestDamagedIndex changes what the search index says of its articles, of its words and nothing
// else: Check names it.
func TestDamagedIndex(t *testing.T) {
	s := openNew(t)
	if err := putSimple(s, 1, 2, 3); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ table, column string }{{"index_segments", "listing"}, {"index_segments", "directory"}, {"index_blocks", "data"}} {
		var sound []byte
		if err := s.read.QueryRow("SELECT " + c.column + " FROM " + c.table).Scan(&sound); err != nil || len(sound) == 0 {
			t.Fatal(c, err)
		}
		damages := map[string][]byte{"empty": {}, "short": sound[:len(sound)/2]}
		if c.column == "directory" { // the length of the first stem, and the stem
			damages["flipped"] = append(bytes.Clone(sound[:1]), sound[1]^1)
			damages["flipped"] = append(damages["flipped"], sound[2:]...)
		}
		for name, damage := range damages {
			s.exec(t, "UPDATE "+c.table+" SET "+c.column+" = ?", damage)
			if found, err := s.Check(t.Context()); err != nil || len(found) == 0 || !strings.Contains(found[0], "search index") {
				t.Errorf("%s of %s, %s: Check = %q (%v)", c.column, c.table, name, found, err)
			}
		}
		s.exec(t, "UPDATE "+c.table+" SET "+c.column+" = ?", sound)
	}
	for _, damage := range []string{"published = 5", "source = (SELECT max(id) FROM sources)"} {
		s.exec(t, "INSERT OR IGNORE INTO sources (name, folded) VALUES ('Other', 'other')")
		s.exec(t, "UPDATE versions SET "+damage+" WHERE id = 2")
		s.exec(t, "UPDATE articles SET "+damage+" WHERE id = 2")
		found, err := s.Check(t.Context())
		if want := "does not agree with its articles"; err != nil || !slices.ContainsFunc(found, func(f string) bool { return strings.Contains(f, want) }) {
			t.Errorf("%s: Check = %q (%v)", damage, found, err)
		}
		s.exec(t, "UPDATE versions SET published = NULL, source = (SELECT min(id) FROM sources) WHERE id = 2")
		s.exec(t, "UPDATE articles SET published = NULL, source = (SELECT min(id) FROM sources) WHERE id = 2")
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("in the end Check = %q (%v)", found, err)
	}
}
