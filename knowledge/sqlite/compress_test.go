package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/storetest"
)

// openCompressed opens a store of articles whose texts are compressed.
func openCompressed(t *testing.T, articles int) (*Store, []*knowledge.Entry) {
	t.Helper()
	s := openAt(t, filepath.Join(t.TempDir(), "quoth.db"), Options{})
	random := rand.New(rand.NewPCG(5, 6))
	var all []*knowledge.Entry
	for n := range articles {
		e := &knowledge.Entry{Article: knowledge.Article{URL: fmt.Sprintf("https://example.com/%d", n), Title: "T", Text: storetest.Prose(random, 5+random.IntN(60)), Published: time.Unix(1e9, 0)}}
		e.Seal, e.Sentences = knowledge.SealOf(&e.Article), []knowledge.Range{{Start: 0, End: len(e.Text)}}
		all = append(all, e)
	}
	err := s.Write(t.Context(), func(w knowledge.Writer) error {
		for _, e := range all {
			if _, err := w.Put(t.Context(), e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var plain int
	if err := s.read.QueryRow("SELECT count(*) FROM versions WHERE dictionary IS NULL").Scan(&plain); err != nil || plain > 0 {
		t.Fatalf("%d texts are not compressed (%v)", plain, err)
	}
	return s, all
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
	s, all := openCompressed(t, 300)
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
		s, all := openCompressed(t, 256)
		s.exec(t, "UPDATE versions SET "+change)
		if broken := checkHidden(t, s, all); broken != len(all) {
			t.Errorf("%s: of %d texts %d are broken", change, len(all), broken)
		}
	}
}

// TestDictionaryDamage loses one copy of the dictionary, and then the other.
func TestDictionaryDamage(t *testing.T) {
	s, all := openCompressed(t, 256)
	s.exec(t, "UPDATE dictionaries SET data = replace(data, 'e', 'f') WHERE copy = 1")
	s = reopen(t, s)
	if broken := checkHidden(t, s, all); broken > 0 {
		t.Errorf("%d texts are broken with one copy", broken)
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) != 1 || !strings.Contains(found[0], "1 of 2") {
		t.Errorf("Check = %q (%v)", found, err)
	}
	s.exec(t, "DELETE FROM dictionaries WHERE copy = 2")
	s = reopen(t, s)
	if broken := checkHidden(t, s, all); broken != len(all) {
		t.Errorf("%d texts are broken without a copy", broken)
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) != 1 || !strings.Contains(found[0], "0 of 2") {
		t.Errorf("Check = %q (%v)", found, err)
	}
	before := all[0].Text
	if err := putSimple(s, 1000); err != nil { // what comes next is kept as it is
		t.Error(err)
	}
	var kept sql.NullInt64
	if err := s.read.QueryRow("SELECT dictionary FROM versions ORDER BY id DESC LIMIT 1").Scan(&kept); err != nil || kept.Valid {
		t.Errorf("a text is compressed over dictionary %d (%v), and no longer %q", kept.Int64, err, before)
	}
}

// TestCompact makes an older store of one, and compresses it in two runs.
func TestCompact(t *testing.T) {
	s, all := openCompressed(t, 300)
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
