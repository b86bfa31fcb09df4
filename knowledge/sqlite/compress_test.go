package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/storetest"
)

// prose is an article whose text is smaller when it is compressed.
func prose(n int) *knowledge.Entry {
	random := rand.New(rand.NewPCG(5, uint64(n)))
	e := &knowledge.Entry{Article: knowledge.Article{URL: fmt.Sprintf("https://example.com/prose/%d", n), Title: "T", Text: storetest.Prose(random, 5+random.IntN(60)), Published: time.Unix(1e9, 0)}}
	e.Seal, e.Sentences = knowledge.SealOf(&e.Article), []knowledge.Range{{Start: 0, End: len(e.Text)}}
	return e
}

// compressed is a store of 300 articles whose texts are compressed, and the articles. To train
// the dictionary takes longer than most of these tests do.
var compressed = sync.OnceValues(func() (*sample, error) {
	dir, err := os.MkdirTemp("", "quoth")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	made := &sample{}
	file := filepath.Join(dir, "made.db")
	s, err := Open(context.Background(), file, Options{})
	if err != nil {
		return nil, err
	}
	for n := range 300 {
		made.articles = append(made.articles, prose(n))
	}
	if err := errors.Join(write(s, made.articles), s.Close()); err != nil {
		return nil, err
	}
	made.file, err = os.ReadFile(file)
	return made, err
})

type sample struct {
	file     []byte
	articles []*knowledge.Entry
}

// openCompressed opens a store of articles whose texts are compressed.
func openCompressed(t *testing.T) (*Store, []*knowledge.Entry) {
	t.Helper()
	made, err := compressed()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "quoth.db")
	if err := os.WriteFile(file, made.file, fileMode); err != nil {
		t.Fatal(err)
	}
	s := openAt(t, file, Options{})
	var plain int
	if err := s.read.QueryRow("SELECT count(*) FROM versions WHERE dictionary IS NULL").Scan(&plain); err != nil || plain > 0 {
		t.Fatalf("%d texts are not compressed (%v)", plain, err)
	}
	return s, slices.Clone(made.articles)
}

func (s *Store) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := s.write.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatal(err)
	}
}

// reopen forgets what the store remembers.
func reopen(t *testing.T, s *Store) *Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return openAt(t, s.path, Options{})
}

// checkHidden wants a text to be shown as it was printed, or by no way, and named.
func checkHidden(t *testing.T, s *Store, all []*knowledge.Entry) (broken int) {
	t.Helper()
	scrubbed, err := knowledge.Scrub(t.Context(), s, nil)
	if err != nil || scrubbed.Versions != len(all) {
		t.Fatalf("Scrub = %+v (%v)", scrubbed, err)
	}
	named := map[int64]bool{}
	for _, a := range scrubbed.Broken {
		named[a.ID] = true
	}
	for _, e := range all {
		span := knowledge.Span{Article: e.ID, Version: 1, Range: knowledge.Range{Start: len(e.Text) / 3, End: len(e.Text) / 2}}
		x, err := knowledge.ReadExcerpt(t.Context(), s, span)
		if err == nil {
			var text string
			if text, err = x.Slice(span.Range); err == nil && text != e.Text[span.Start:span.End] {
				t.Errorf("article %d shows %q", e.ID, text)
			}
		}
		if err != nil && !errors.Is(err, knowledge.ErrSeal) && !errors.Is(err, knowledge.ErrNotFound) {
			t.Errorf("article %d: %v", e.ID, err)
		}
		if err != nil && !named[e.ID] {
			t.Errorf("article %d is not shown (%v), and not named", e.ID, err)
		}
		a, err := s.Article(t.Context(), e.ID)
		if err != nil || (a.Text == e.Text) == named[e.ID] {
			t.Errorf("article %d: named %v, the text is as it was: %v (%v)", e.ID, named[e.ID], a.Text == e.Text, err)
		}
		documents, err := s.Documents(t.Context(), []int64{e.ID})
		if err != nil || len(documents) == 1 && documents[0].Sentences[0].End > len(documents[0].Text) {
			t.Errorf("document %d: a sentence lies outside of the text (%v)", e.ID, err)
		}
	}
	return len(scrubbed.Broken)
}

// TestCompressedDamage flips bits of compressed texts and of what says how they are.
func TestCompressedDamage(t *testing.T) {
	s, all := openCompressed(t)
	random := rand.New(rand.NewPCG(7, 8))
	for _, e := range all {
		var kept []byte
		if err := s.read.QueryRow("SELECT text FROM versions WHERE article = ?", e.ID).Scan(&kept); err != nil {
			t.Fatal(err)
		}
		kept[random.IntN(len(kept))] ^= 1 << random.IntN(8)
		s.exec(t, "UPDATE versions SET text = ? WHERE article = ?", kept, e.ID)
	}
	if broken := checkHidden(t, s, all); broken < len(all)*9/10 {
		t.Errorf("of %d texts of which a bit was flipped %d are broken", len(all), broken)
	}
}

func TestCompressedColumns(t *testing.T) {
	for _, change := range []string{"size = size - 1", "size = size + 1", "size = 1 << 40", "size = -1", "size = NULL", "size = 0", "dictionary = NULL", "dictionary = 2", "text = ''"} {
		s, all := openCompressed(t)
		s.exec(t, "UPDATE versions SET "+change)
		if broken := checkHidden(t, s, all); broken != len(all) {
			t.Errorf("%s: of %d texts %d are broken", change, len(all), broken)
		}
	}
}

// TestDictionaryDamage loses one copy of the dictionary, which is written anew, and then both.
func TestDictionaryDamage(t *testing.T) {
	s, all := openCompressed(t)
	same := func() (same bool) {
		if err := s.read.QueryRow("SELECT count(*) = 2 AND count(DISTINCT data) = 1 FROM dictionaries").Scan(&same); err != nil {
			t.Fatal(err)
		}
		return same
	}
	for _, damage := range []string{"UPDATE dictionaries SET data = replace(data, 'e', 'f') WHERE copy = 1", "DELETE FROM dictionaries WHERE copy = 2"} {
		s.exec(t, damage)
		s = reopen(t, s)
		if broken := checkHidden(t, s, all); broken > 0 {
			t.Errorf("%s: %d texts are broken", damage, broken)
		}
		if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("%s: Check = %q (%v)", damage, found, err)
		}
		e := prose(len(all))
		putAll(t, s, []*knowledge.Entry{e})
		all = append(all, e)
		if !same() {
			t.Errorf("%s: it is not mended", damage)
		}
	}
	for _, damage := range []string{"UPDATE dictionaries SET data = replace(data, 'e', 'f')", "DELETE FROM dictionaries"} {
		s.exec(t, damage)
		s = reopen(t, s)
		checkLost(t, s, all)
		if err := putSimple(s, 2000); err != nil { // what comes next is kept as it is
			t.Error(err)
		}
		checkLost(t, s, all)
	}
	var made int
	if err := s.read.QueryRow("SELECT count(*) FROM dictionaries").Scan(&made); err != nil || made > 0 {
		t.Errorf("%d dictionaries were made under the number of the one that is lost (%v)", made, err)
	}
}

// checkLost wants every way to a text to fail, and to say why.
func checkLost(t *testing.T, s *Store, all []*knowledge.Entry) {
	t.Helper()
	_, scrub := knowledge.Scrub(t.Context(), s, nil)
	_, article := s.Article(t.Context(), all[0].ID)
	_, version := s.Version(t.Context(), all[0].ID, 1)
	_, documents := s.Documents(t.Context(), []int64{all[0].ID})
	_, excerpts := s.Excerpts(t.Context(), []knowledge.Span{{Article: all[0].ID, Version: 1, Range: knowledge.Range{End: 9}}})
	for name, err := range map[string]error{"Scrub": scrub, "Article": article, "Version": version, "Documents": documents, "Excerpts": excerpts} {
		if !errors.Is(err, knowledge.ErrCorrupt) || !strings.Contains(err.Error(), "dictionary") || !strings.Contains(err.Error(), "restore a backup") {
			t.Errorf("%s without the dictionary: %v", name, err)
		}
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) != 1 || !strings.Contains(found[0], "dictionary") {
		t.Errorf("Check = %q (%v)", found, err)
	}
}

// TestDictionaryGone takes the dictionary from under a process that remembers it.
func TestDictionaryGone(t *testing.T) {
	s, all := openCompressed(t)
	s.exec(t, "DELETE FROM dictionaries")
	e := prose(len(all))
	putAll(t, s, []*knowledge.Entry{e})
	var kept sql.NullInt64
	if err := s.read.QueryRow("SELECT dictionary FROM versions WHERE article = ?", e.ID).Scan(&kept); err != nil || kept.Valid {
		t.Errorf("a text is compressed over dictionary %d, which is gone (%v)", kept.Int64, err)
	}
}

// TestOlderStore opens a store that an older program filled: its texts stay as they are until Compact.
func TestOlderStore(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "quoth.db"), Options{})
	putAll(t, s, []*knowledge.Entry{prose(0)})
	s.exec(t, "ALTER TABLE versions DROP COLUMN checksum")
	s.exec(t, "ALTER TABLE articles DROP COLUMN checked")
	s.exec(t, "ALTER TABLE index_segments DROP COLUMN token")
	s.exec(t, "PRAGMA user_version = 37")
	s = reopen(t, s)
	var more []*knowledge.Entry
	for n := range 300 {
		more = append(more, prose(1+n))
	}
	packed := func() (n int) {
		if err := s.read.QueryRow("SELECT count(*) FROM versions WHERE dictionary IS NOT NULL").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, some := range [][]*knowledge.Entry{more[:280], more[280:290]} {
		putAll(t, s, some)
		if n := packed(); n > 0 {
			t.Fatalf("%d texts are compressed beside an older program", n)
		}
		s = reopen(t, s)
	}
	if err := s.Compact(t.Context(), func(int) {}); err != nil {
		t.Fatal(err)
	}
	putAll(t, s, more[290:])
	if n := packed(); n != 301 {
		t.Errorf("%d of 301 texts are compressed", n)
	}
}

// TestCompact makes an older store of one, and compresses it in two runs.
func TestCompact(t *testing.T) {
	s, all := openCompressed(t)
	for _, e := range all {
		s.exec(t, "UPDATE versions SET dictionary = NULL, size = NULL, text = ? WHERE article = ?", e.Text, e.ID)
	}
	taken := func() (bytes int64) {
		footprint, err := s.Footprint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range footprint.Texts {
			bytes += x.Bytes
		}
		return bytes
	}
	before := taken()
	stop := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	if err := s.Compact(ctx, func(int) { cancel(stop) }); !errors.Is(err, context.Canceled) {
		t.Errorf("Compact that is ended: %v", err)
	}
	half := taken()
	seen := 0
	if err := s.Compact(t.Context(), func(n int) { seen += n }); err != nil {
		t.Fatal(err)
	}
	if after := taken(); after >= half || half >= before || after > before/2 || seen == 0 || seen >= len(all) {
		t.Errorf("%d bytes, then %d, then %d; the second run looked at %d", before, half, after, seen)
	}
	if broken := checkHidden(t, s, all); broken > 0 {
		t.Errorf("%d texts are broken", broken)
	}
	var free, pages int64
	if err := s.read.QueryRow("SELECT freelist_count, page_count FROM pragma_freelist_count, pragma_page_count").Scan(&free, &pages); err != nil || free > pages/8 {
		t.Errorf("%d of %d pages are free (%v)", free, pages, err)
	}
}
