package intake_test

import (
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

// oldDatabase opens a copy of testdata/schema7.db.gz: 41 articles as a program stored them
// that knew seven migrations and no parts.
func oldDatabase(t *testing.T) *sqlite.Store {
	t.Helper()
	packed, err := os.Open(filepath.Join("testdata", "schema7.db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	z, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	file := sqlitetest.File(t)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, file)
}

func search(t *testing.T, s *sqlite.Store, stem string) int {
	t.Helper()
	hits, err := s.Search(t.Context(), knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: stem, Weight: 1}}, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return len(hits)
}

func ferry(t *testing.T, s *sqlite.Store) knowledge.Document {
	t.Helper()
	a, err := s.ArticleByURL(t.Context(), "https://echo.example/ferry")
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Documents(t.Context(), []int64{a.ID})
	if err != nil || len(d) != 1 {
		t.Fatalf("%d documents, %v", len(d), err)
	}
	return d[0]
}

// outdated is how many articles are still to be worked out anew.
func outdated(t *testing.T, s *sqlite.Store) int {
	t.Helper()
	_, left, err := s.Outdated(t.Context(), intake.Version, 1)
	if err != nil {
		t.Fatal(err)
	}
	return left
}

// TestReworkAnOlderDatabase works out anew what an older program stored, is interrupted
// after the first transaction, and goes on; meanwhile somebody reads and adds.
func TestReworkAnOlderDatabase(t *testing.T) {
	s := oldDatabase(t)
	before := ferry(t, s)
	if len(before.Parts) != 0 || outdated(t, s) != 41 {
		t.Fatalf("the old database has %d parts of the article and %d articles to work out", len(before.Parts), outdated(t, s))
	}
	if search(t, s, "newslett") == 0 || search(t, s, "bridg") != 40 {
		t.Fatal("the old index does not hold what it should")
	}
	in := intake.New(intake.Config{Store: s, Now: clock})
	interrupted := errors.New("interrupted")
	n, err := in.Rework(t.Context(), func(left int) error {
		if left == 0 {
			t.Error("all was done in one transaction")
		}
		return interrupted
	})
	if !errors.Is(err, interrupted) || n == 0 || n >= 41 || outdated(t, s) != 41-n {
		t.Fatalf("before the interruption %d were worked out (%v), %d are left", n, err, outdated(t, s))
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("after the interruption: %q, %v", found, err)
	}
	if got := search(t, s, "bridg"); got != 40 {
		t.Errorf("half way %d articles are found, want 40", got)
	}
	add(t, intake.New(intake.Config{Store: s, Now: clock}), report("echo", "Earthquake kills 12 in Norland's Port Evans", quake))

	// Another program goes on.
	if more, err := intake.New(intake.Config{Store: s, Now: clock}).Rework(t.Context(), nil); err != nil || n+more != 41 {
		t.Fatalf("the rest: %d, %v", more, err)
	}
	if left := outdated(t, s); left != 0 {
		t.Errorf("%d articles are left", left)
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("in the end: %q, %v", found, err)
	}
	if more, err := in.Rework(t.Context(), nil); more != 0 || err != nil {
		t.Errorf("once more: %d, %v", more, err)
	}
	if got := search(t, s, "bridg"); got != 40 {
		t.Errorf("in the end %d articles are found, want 40", got)
	}
	if got := search(t, s, "newslett"); got != 0 {
		t.Errorf("the words of an appeal are still found in %d articles", got)
	}
	after := ferry(t, s)
	if after.Text != before.Text || after.Version != 1 || !after.Added.Equal(before.Added) {
		t.Errorf("the article itself has changed: %+v", after.Article)
	}
	var quotable []string
	for _, r := range after.Sentences {
		quotable = append(quotable, after.Text[r.Start:r.End])
	}
	want := []string{
		"A ferry with 212 people on board ran aground off Port Evans early on Monday, the coast guard said.",
		"Nobody was hurt.",
		"The ferry Northern Star hit a sandbank in thick fog at 5:40 a.m. and lost its rudder, its owner said.",
		"Passengers were taken off by lifeboat before noon.",
		"The owner expects the ship back in service on May 20.",
	}
	if !slices.Equal(quotable, want) {
		t.Errorf("the quotable sentences are\n%s", strings.Join(quotable, "\n"))
	}
	if h, ok := after.Heading(after.Sentences[4]); !ok || after.Text[h.Start:h.End] != "When will the ferry sail again?" {
		t.Errorf("over the last sentence stands %q, %v", after.Text[h.Start:h.End], ok)
	}
	facts, err := s.Facts(t.Context(), []int64{after.ID}, "2024-05-20", "2024-05-20")
	if err != nil || len(facts) != 1 || facts[0].Sentence != after.Sentences[4] {
		t.Errorf("facts of the day: %+v, %v", facts, err)
	}
	// What every article of the outlet ends in is no news.
	gazette, err := s.ArticleByURL(t.Context(), "https://gazette.example/39")
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Documents(t.Context(), []int64{gazette.ID})
	if err != nil {
		t.Fatal(err)
	}
	last := d[0].Sentences[len(d[0].Sentences)-1]
	if text := d[0].Text[last.Start:last.End]; strings.HasPrefix(text, "Find more") {
		t.Errorf("%q, which stands in 40 articles, is quotable", text)
	}
}

// TestReworkWhileOthersWrite has articles change while they are worked out anew: what
// was worked out about an older version is not stored.
func TestReworkWhileOthersWrite(t *testing.T) {
	s := oldDatabase(t)
	changing := &changes{Store: s, during: func() {
		a := knowledge.Article{URL: "https://echo.example/ferry", Title: "Ferry afloat again", Source: "The Norland Echo", Language: "en",
			Published: time.Date(2024, 5, 6, 18, 0, 0, 0, time.UTC), Text: "The ferry is afloat again."}
		add(t, intake.New(intake.Config{Store: s, Now: clock}), a)
	}}
	if _, err := intake.New(intake.Config{Store: changing, Now: clock}).Rework(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	d := ferry(t, s)
	if d.Version != 2 || len(d.Sentences) != 1 || search(t, s, "sandbank") != 0 || outdated(t, s) != 0 {
		t.Errorf("the changed article is %+v with %d sentences", d.Article, len(d.Sentences))
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("%q, %v", found, err)
	}
}

// changes is a store in which an article changes after it was read to be worked out.
type changes struct {
	*sqlite.Store
	during func()
}

func (c *changes) Article(ctx context.Context, id int64) (knowledge.Article, error) {
	a, err := c.Store.Article(ctx, id)
	if c.during != nil && a.URL == "https://echo.example/ferry" {
		c.during()
		c.during = nil
	}
	return a, err
}

// TestReworkReachesPrivateArticles has an article that only one chat may read.
func TestReworkReachesPrivateArticles(t *testing.T) {
	s := open(t, sqlitetest.File(t))
	a := report("echo", "Earthquake kills 12 in Norland's Port Evans", "Updated May 6, 2024, 9:00 a.m. ET\n\n"+quake)
	a.For = knowledge.ChatAudience("test", "ana")
	err := s.Write(t.Context(), func(w knowledge.Writer) error {
		_, err := w.Put(t.Context(), &knowledge.Entry{Article: a, Seal: knowledge.SealOf(&a), Terms: []string{"old"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := intake.New(intake.Config{Store: s, Now: clock}).Rework(t.Context(), nil); err != nil || n != 1 {
		t.Fatalf("%d articles were worked out, %v", n, err)
	}
	ctx := knowledge.AskedBy(t.Context(), a.For)
	stored, err := s.ArticleByURL(ctx, a.URL)
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Documents(ctx, []int64{stored.ID})
	if err != nil || len(d) != 1 || len(d[0].Parts) < 2 || d[0].Parts[0].Role != knowledge.RoleClock {
		t.Errorf("the private article is %+v, %v", d, err)
	}
	if d, err := s.Documents(t.Context(), []int64{stored.ID}); err != nil || len(d) != 0 {
		t.Errorf("everybody may read it now: %+v, %v", d, err)
	}
}

// deaf is a store that reworks nothing.
type deaf struct{ *sqlite.Store }

func (d deaf) Article(context.Context, int64) (knowledge.Article, error) {
	return knowledge.Article{}, knowledge.ErrNotFound
}

// TestReworkEnds has a store that goes on naming articles that it does not give.
func TestReworkEnds(t *testing.T) {
	n, err := intake.New(intake.Config{Store: deaf{oldDatabase(t)}, Now: clock}).Rework(t.Context(), nil)
	if err == nil || n != 0 {
		t.Errorf("it ends with %d, %v", n, err)
	}
}

// TestReworkPassesDamage has more articles whose texts were cut off than are worked out at once.
func TestReworkPassesDamage(t *testing.T) {
	file := sqlitetest.File(t)
	s := open(t, file)
	in := intake.New(intake.Config{Store: s, Now: clock})
	const articles = 40
	for n := range articles {
		a := report("echo", fmt.Sprintf("Earthquake kills %d in Norland's Port Evans", n), fmt.Sprintf("%d people were killed. %s", n, quake))
		a.URL += fmt.Sprint(n)
		add(t, in, a)
	}
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("UPDATE versions SET text = substr(text, 1, 9); UPDATE articles SET analysis = 1"); err != nil {
		t.Fatal(err)
	}
	if n, err := in.Rework(t.Context(), nil); err != nil || n != articles || outdated(t, s) > 0 {
		t.Errorf("%d of %d articles were worked out (%v), %d are left", n, articles, err, outdated(t, s))
	}
}
