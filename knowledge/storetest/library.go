package storetest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"quoth/knowledge"
)

func empty(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	_, err := s.Article(ctx, 1)
	wantNotFound(t, "Article", err)
	_, err = s.ArticleByURL(ctx, "https://example.com/")
	wantNotFound(t, "ArticleByURL", err)
	_, err = s.ArticleByURL(ctx, "")
	wantNotFound(t, "ArticleByURL of none", err)
	_, _, err = excerpt(ctx, s, 1, 1, knowledge.Range{})
	wantNotFound(t, "Slice", err)
	_, err = s.Story(ctx, 1)
	wantNotFound(t, "Story", err)
	if got := ok[knowledge.Stats](t)(s.Stats(ctx)); got != (knowledge.Stats{}) {
		t.Errorf("Stats = %+v", got)
	}
	if n := ok[int64](t)(s.Bytes(ctx)); n <= 0 {
		t.Errorf("Bytes = %d", n)
	}
	if got := ok[[]knowledge.Document](t)(s.Documents(ctx, []int64{1, 2})); len(got) != 0 {
		t.Errorf("Documents = %v", got)
	}
	if got := ok[[]knowledge.Article](t)(s.Latest(ctx, knowledge.Filter{}, 5, 0)); len(got) != 0 {
		t.Errorf("Latest = %v", got)
	}
	if got := ok[[]knowledge.Hit](t)(s.Search(ctx, knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "a", Weight: 1}}, Limit: 5})); len(got) != 0 {
		t.Errorf("Search = %v", got)
	}
	if got := ok[[]bool](t)(s.Unchanged(ctx, make([]knowledge.Article, 2))); !cmp.Equal(got, []bool{false, false}) {
		t.Errorf("Unchanged = %v", got)
	}
	in, n, err := s.Frequencies(ctx, []string{"a"})
	if err != nil || n != 0 || !cmp.Equal(in, []int{0}) {
		t.Errorf("Frequencies = %v, %d, %v", in, n, err)
	}
}

func putAndRead(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	full := entry("https://www.Example.com/a?utm_source=x", "The Paper", "Größe", "Ein Satz mit ü. Noch einer.\x00 Ende", day(3).Add(90*time.Minute))
	full.Authors, full.Language, full.FromPage = []string{"A. Writer", "B \"Q\" Other"}, "de", true
	full.Image = "https://img.example.com/a.jpg"
	bare := entry("", "", "", "Only a text.", time.Time{})
	bare.Language = ""
	dated := entry("", "The Paper", "No address", "Dated text.", day(2))
	dated.DateOnly, dated.TeaserOnly = true, true
	old := entry("", "Archive", "Before the epoch", "Old.", time.Date(1911, 5, 3, 0, 0, 0, 0, time.UTC))
	all := []*knowledge.Entry{full, bare, dated, old}
	put(t, s, knowledge.Added, all...)
	if full.URL != "https://www.Example.com/a?utm_source=x" {
		t.Errorf("Put made the URL %q, want it as it was given", full.URL)
	}
	recent := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Added" }, cmp.Ignore())
	for _, e := range all {
		got := ok[knowledge.Article](t)(s.Article(ctx, e.ID))
		if diff := cmp.Diff(e.Article, got, recent); diff != "" {
			t.Errorf("Article(%d), want -, got +:\n%s", e.ID, diff)
		}
		if got.Version != 1 || got.Added.IsZero() || got.Published.Location() != time.UTC {
			t.Errorf("Article(%d) = version %d, added %v, location %v", e.ID, got.Version, got.Added, got.Published.Location())
		}
	}
	got := ok[knowledge.Article](t)(s.ArticleByURL(ctx, "http://EXAMPLE.com/a?fbclid=1#top"))
	if got.ID != full.ID || got.Text != full.Text {
		t.Errorf("ArticleByURL = %d, %q", got.ID, got.Text)
	}
	asked := []int64{old.ID, 999, full.ID, bare.ID}
	documents := ok[[]knowledge.Document](t)(s.Documents(ctx, asked))
	want := []knowledge.Document{{Article: old.Article, Sentences: old.Sentences}, {Article: full.Article, Sentences: full.Sentences}, {Article: bare.Article, Sentences: bare.Sentences}}
	if diff := cmp.Diff(want, documents, recent); diff != "" {
		t.Errorf("Documents, want -, got +:\n%s", diff)
	}
	sources := ok[[]knowledge.Source](t)(s.Sources(ctx))
	if diff := cmp.Diff([]knowledge.Source{{Name: "The Paper", Articles: 2, Newest: full.Published}, {Name: "Archive", Articles: 1, Newest: old.Published}}, sources); diff != "" {
		t.Errorf("Sources, want -, got +:\n%s", diff)
	}
	stats := ok[knowledge.Stats](t)(s.Stats(ctx))
	if diff := cmp.Diff(knowledge.Stats{Articles: 4, Sources: 2, Oldest: old.Published, Newest: full.Published}, stats); diff != "" {
		t.Errorf("Stats, want -, got +:\n%s", diff)
	}
	many := make([]int64, 1000) // more than one query may hold
	for i := range many {
		many[i] = int64(i)
	}
	if got := ok[[]knowledge.Document](t)(s.Documents(ctx, many)); len(got) != 4 {
		t.Errorf("Documents of 1000 numbers = %d, want 4", len(got))
	}
}

func versions(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	first := entry("https://example.com/a", "Paper", "Storm", "Rain fell. Wind blew.", day(1))
	first.Facts = []knowledge.Fact{fact("2020-01-01", knowledge.Day, 0, 10)}
	put(t, s, knowledge.Added, first)
	again := entry("http://www.example.com/a", "Paper", "Storm", "Rain fell. Wind blew.", day(1))
	put(t, s, knowledge.Unchanged, again)
	if again.ID != first.ID || again.Version != 1 {
		t.Errorf("Unchanged: number %d version %d, want %d and 1", again.ID, again.Version, first.ID)
	}
	second := entry("https://example.com/a", "Gazette", "Storm", "Snow fell.", day(2))
	second.Facts = []knowledge.Fact{fact("2020-01-02", knowledge.Day, 0, 10)}
	put(t, s, knowledge.Updated, second)
	if second.ID != first.ID || second.Version != 2 {
		t.Fatalf("Updated: number %d version %d, want %d and 2", second.ID, second.Version, first.ID)
	}
	got := ok[knowledge.Article](t)(s.Article(ctx, first.ID))
	if got.Version != 2 || got.Text != second.Text || got.Source != "Gazette" {
		t.Errorf("Article after the change = %+v", got)
	}
	for _, c := range []struct {
		version int
		want    string
		edited  bool
	}{{1, "Rain", true}, {2, "Snow", false}} {
		text, edited, err := excerpt(ctx, s, first.ID, c.version, knowledge.Range{Start: 0, End: 4})
		if err != nil || text != c.want || edited != c.edited {
			t.Errorf("Slice of version %d = %q, %v, %v", c.version, text, edited, err)
		}
	}
	if got := ok[[]knowledge.Document](t)(s.Documents(ctx, []int64{first.ID})); !cmp.Equal(got[0].Sentences, second.Sentences) {
		t.Errorf("sentences after the change = %v", got[0].Sentences)
	}
	facts := ok[[]knowledge.Fact](t)(s.Facts(ctx, []int64{first.ID}, "", ""))
	if len(facts) != 1 || facts[0].Date != "2020-01-02" || facts[0].Version != 2 {
		t.Errorf("facts after the change = %+v", facts)
	}
	if hits := searchFor(t, s, "rain"); len(hits) != 0 {
		t.Errorf("the old text is still found: %v", hits)
	}
	if hits := searchFor(t, s, "snow"); len(hits) != 1 {
		t.Errorf("the new text is found %d times", len(hits))
	}
	sources := ok[[]knowledge.Source](t)(s.Sources(ctx))
	if len(sources) != 1 || sources[0].Name != "Gazette" || sources[0].Articles != 1 {
		t.Errorf("Sources after the change = %+v", sources)
	}
	// Back and forth within one transaction.
	write(t, s, func(w knowledge.Writer) error {
		for i := range 3 {
			e := entry("https://example.com/a", "Gazette", "Storm", fmt.Sprintf("Hail%d fell.", i), day(2))
			if _, err := w.Put(ctx, sealed(e)); err != nil {
				return err
			}
		}
		return nil
	})
	if a, b := searchFor(t, s, "hail0"), searchFor(t, s, "hail2"); len(a) != 0 || len(b) != 1 {
		t.Errorf("after three changes in one transaction: %v, %v", a, b)
	}
	if _, n, err := s.Frequencies(ctx, []string{"storm"}); err != nil || n != 1 {
		t.Errorf("Frequencies counts %d articles, %v", n, err)
	}
}

func identity(t *testing.T, s knowledge.Store) {
	var articles []knowledge.Article
	for i := range 450 {
		e := entry(fmt.Sprintf("https://example.com/%d", i), "Paper", "T", "Text.", day(1))
		articles = append(articles, e.Article)
		if i%3 > 0 {
			put(t, s, knowledge.Added, e)
		}
	}
	for i := range articles {
		if i%3 == 2 {
			articles[i].Title = "Changed"
		}
	}
	for i, got := range ok[[]bool](t)(s.Unchanged(context.Background(), articles)) {
		if want := i%3 == 1; got != want {
			t.Errorf("Unchanged[%d] = %v, want %v", i, got, want)
		}
	}
}

func slice(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	e := entry("https://example.com/a", "P", "T", "a é\n\x00€ z", day(1))
	put(t, s, knowledge.Added, e)
	for start := 0; start <= len(e.Text); start++ {
		for end := start; end <= len(e.Text); end++ {
			got, edited, err := excerpt(ctx, s, e.ID, 1, knowledge.Range{Start: start, End: end})
			if err != nil || edited || got != e.Text[start:end] {
				t.Errorf("Slice(%d, %d) = %q, %v, %v", start, end, got, edited, err)
			}
		}
	}
	for _, r := range []knowledge.Range{{Start: -1, End: 2}, {Start: 0, End: len(e.Text) + 1}, {Start: 3, End: 2}, {Start: 99, End: 99}} {
		_, _, err := excerpt(ctx, s, e.ID, 1, r)
		wantNotFound(t, fmt.Sprintf("Slice of %v", r), err)
	}
	_, _, err := excerpt(ctx, s, e.ID, 2, knowledge.Range{})
	wantNotFound(t, "Slice of version 2", err)
}

func latest(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	entries := make([]*knowledge.Entry, 6)
	for i := range entries {
		published := day(1 + i)
		if i == 0 {
			published = time.Time{}
		}
		entries[i] = entry(fmt.Sprintf("https://example.com/%d", i), []string{"Ärzteblatt", "B"}[i%2], "T", "Text.", published)
	}
	entries[5].Language = "fr"
	put(t, s, knowledge.Added, entries...)
	for _, c := range []struct {
		name          string
		filter        knowledge.Filter
		limit, offset int
		want          []int
	}{
		{"all", knowledge.Filter{}, 10, 0, []int{5, 4, 3, 2, 1, 0}},
		{"page", knowledge.Filter{}, 2, 1, []int{4, 3}},
		{"none", knowledge.Filter{}, 0, 0, []int{}},
		{"source", knowledge.Filter{Sources: []string{"ÄRZTEBLATT"}}, 10, 0, []int{4, 2, 0}},
		{"sources", knowledge.Filter{Sources: []string{"b", "nobody"}}, 10, 0, []int{5, 3, 1}},
		{"without one", knowledge.Filter{Except: []string{"b", "nobody"}}, 10, 0, []int{4, 2, 0}},
		{"unknown source", knowledge.Filter{Sources: []string{"nobody"}}, 10, 0, []int{}},
		{"since", knowledge.Filter{Since: day(5)}, 10, 0, []int{5, 4}},
		{"until", knowledge.Filter{Until: day(3)}, 10, 0, []int{1}},
		{"language", knowledge.Filter{Languages: []string{"fr"}}, 10, 0, []int{5}},
		{"both", knowledge.Filter{Since: day(3), Until: day(5), Sources: []string{"B"}}, 10, 0, []int{3}},
	} {
		got := ok[[]knowledge.Article](t)(s.Latest(ctx, c.filter, c.limit, c.offset))
		want := []int64{}
		for _, i := range c.want {
			want = append(want, entries[i].ID)
		}
		if diff := cmp.Diff(want, ids(got, articleID)); diff != "" {
			t.Errorf("Latest %s, want -, got +:\n%s", c.name, diff)
		}
		for _, a := range got {
			if a.Text != "" {
				t.Errorf("Latest %s returns texts", c.name)
			}
		}
	}
}

// zones has an article printed at 00:30 in Karachi, where it is the 9th, while it
// is the 8th in UTC.
func zones(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	karachi := time.FixedZone("", 5*3600)
	e := entry("https://example.com/dam", "Dawn", "Dam bursts", "The dam burst.", time.Date(2020, 1, 9, 0, 30, 0, 0, karachi))
	put(t, s, knowledge.Added, e)
	got := ok[knowledge.Article](t)(s.Article(ctx, e.ID))
	if !got.Published.Equal(e.Published) || got.Published.Day() != 9 {
		t.Errorf("published comes back as %v, want %v", got.Published, e.Published)
	}
	for _, c := range []struct {
		filter knowledge.Filter
		want   int
	}{
		{knowledge.Filter{Since: day(9)}, 1},
		{knowledge.Filter{Until: day(9)}, 0},
		{knowledge.Filter{Since: day(10)}, 0},
	} {
		if got := ok[[]knowledge.Article](t)(s.Latest(ctx, c.filter, 5, 0)); len(got) != c.want {
			t.Errorf("Latest(%+v) returns %d articles, want %d", c.filter, len(got), c.want)
		}
		q := knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "dam", Weight: 1}}, Filter: c.filter, Limit: 5}
		if got := ok[[]knowledge.Hit](t)(s.Search(ctx, q)); len(got) != c.want {
			t.Errorf("Search(%+v) returns %d articles, want %d", c.filter, len(got), c.want)
		}
	}
}

func fact(date string, g knowledge.Granularity, start, end int) knowledge.Fact {
	return knowledge.Fact{Date: date, Granularity: g, Sentence: knowledge.Range{Start: start, End: end},
		Basis: knowledge.Basis{Kind: knowledge.Resolved, Range: knowledge.Range{Start: start + 1, End: end - 1}}}
}

func facts(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	e := entry("https://example.com/a", "P", "T", "One thing. Two things. Three things.", day(1))
	e.Facts = []knowledge.Fact{
		fact("2020-02-29", knowledge.Day, 11, 22),
		fact("2020-02", knowledge.Month, 11, 22),
		fact("2020", knowledge.Year, 0, 10),
		fact("1999-12-31", knowledge.Day, 23, 36),
		{Date: "2020-01-01", Granularity: knowledge.Day, Sentence: knowledge.Range{Start: 0, End: 10}, Basis: knowledge.Basis{Kind: knowledge.ByDate}},
	}
	given := append([]knowledge.Fact(nil), e.Facts...)
	put(t, s, knowledge.Added, e)
	for i := range given {
		given[i].ArticleID, given[i].Version = e.ID, 1
	}
	for _, c := range []struct {
		from, to string
		want     []int
	}{
		{"", "", []int{3, 2, 4, 1, 0}},
		{"2020-02-29", "2020-02-29", []int{2, 1, 0}},
		{"2020-03-01", "", []int{2}},
		{"", "1999-12-31", []int{3}},
		{"2020-12-31", "2021-06-01", []int{2}},
		{"2021-01-01", "", nil},
	} {
		var want []knowledge.Fact
		for _, i := range c.want {
			want = append(want, given[i])
		}
		got := ok[[]knowledge.Fact](t)(s.Facts(ctx, []int64{e.ID, 77, e.ID}, c.from, c.to))
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("Facts from %q to %q, want -, got +:\n%s", c.from, c.to, diff)
		}
	}
	if _, err := s.Facts(ctx, []int64{e.ID}, "yesterday", ""); err == nil {
		t.Error("Facts takes a bound that is no day")
	}
}

func badEntries(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	for name, spoil := range map[string]func(*knowledge.Entry){
		"sentence outside": func(e *knowledge.Entry) { e.Sentences[0].End = 99 },
		"part outside":     func(e *knowledge.Entry) { e.Parts = []knowledge.Part{{Range: knowledge.Range{Start: 2, End: 99}}} },
		"part out of order": func(e *knowledge.Entry) {
			e.Parts = []knowledge.Part{{Range: knowledge.Range{Start: 2, End: 7}}, {Range: knowledge.Range{Start: 0, End: 1}}}
		},
		"role": func(e *knowledge.Entry) {
			e.Parts = []knowledge.Part{{Range: knowledge.Range{Start: 0, End: 7}, Role: 200}}
		},
		"post":        func(e *knowledge.Entry) { e.Posts = []knowledge.Post{{Range: knowledge.Range{Start: 2, End: 99}}} },
		"date":        func(e *knowledge.Entry) { e.Facts[0].Date = "soon" },
		"granularity": func(e *knowledge.Entry) { e.Facts[0].Granularity = "week" },
	} {
		e := entry("https://example.com/"+name, "P", "T", "A text.", day(1))
		e.Facts = []knowledge.Fact{fact("2020-01-01", knowledge.Day, 0, 7)}
		spoil(e)
		err := s.Write(ctx, func(w knowledge.Writer) error {
			_, err := w.Put(ctx, sealed(e))
			return err
		})
		if err == nil {
			t.Errorf("an entry with a bad %s is stored", name)
		}
	}
	if got := ok[knowledge.Stats](t)(s.Stats(ctx)); got.Articles != 0 {
		t.Errorf("%d bad entries are stored", got.Articles)
	}
}

func rollback(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	kept := entry("https://example.com/kept", "P", "T", "Kept words.", day(1))
	put(t, s, knowledge.Added, kept)
	mine := errors.New("mine")
	err := s.Write(ctx, func(w knowledge.Writer) error {
		for _, text := range []string{"Lost words.", "Other words."} {
			if _, err := w.Put(ctx, sealed(entry("https://example.com/kept", "Q", "T", text, day(2)))); err != nil {
				return err
			}
		}
		if _, err := w.SetStory(ctx, kept.ID, 0); err != nil {
			return err
		}
		return mine
	})
	if !errors.Is(err, mine) {
		t.Errorf("Write returns %v, want the function's error", err)
	}
	if got := ok[knowledge.Article](t)(s.Article(ctx, kept.ID)); got.Version != 1 || got.Text != kept.Text {
		t.Errorf("after the failure the article is %+v", got)
	}
	if a, b := searchFor(t, s, "lost"), searchFor(t, s, "kept"); len(a) != 0 || len(b) != 1 {
		t.Errorf("after the failure the index finds %v and %v", a, b)
	}
	if got := ok[map[int64]int64](t)(s.StoryOf(ctx, []int64{kept.ID})); len(got) != 0 {
		t.Errorf("after the failure there is a story: %v", got)
	}
}

func removeSource(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	var gone []*knowledge.Entry
	for i := range 20 {
		e := entry(fmt.Sprintf("https://example.com/%d", i), []string{"Keep", "Drop"}[i%2], "T", fmt.Sprintf("Common text%d.", i), day(1))
		e.Signature = []byte{1}
		put(t, s, knowledge.Added, e)
		if i%2 == 1 {
			gone = append(gone, e)
		}
	}
	put(t, s, knowledge.Updated, entry("https://example.com/1", "Drop", "T", "Common changed.", day(1)))
	write(t, s, func(w knowledge.Writer) error {
		if n, err := w.RemoveSource(ctx, "nobody"); n != 0 || err != nil {
			return fmt.Errorf("RemoveSource of nobody = %d, %w", n, err)
		}
		if _, err := w.SetStory(ctx, gone[3].ID, 0); err != nil {
			return err
		}
		// One more of it in the same transaction.
		if _, err := w.Put(ctx, sealed(entry("https://example.com/late", "Drop", "T", "Common late.", day(1)))); err != nil {
			return err
		}
		n, err := w.RemoveSource(ctx, "drop")
		if n != 11 {
			return fmt.Errorf("RemoveSource = %d, %w, want 11", n, err)
		}
		return err
	})
	if hits := searchFor(t, s, "common"); len(hits) != 10 {
		t.Errorf("%d articles are found, want 10", len(hits))
	}
	in, n, err := s.Frequencies(ctx, []string{"common", "late"})
	if err != nil || n != 10 || !cmp.Equal(in, []int{10, 0}) {
		t.Errorf("Frequencies = %v, %d, %v", in, n, err)
	}
	for version := 1; version <= 2; version++ {
		_, _, err = excerpt(ctx, s, gone[0].ID, version, knowledge.Range{})
		wantNotFound(t, "Slice of a removed article", err)
	}
	if got := ok[[]knowledge.Source](t)(s.Sources(ctx)); len(got) != 1 || got[0].Articles != 10 {
		t.Errorf("Sources = %+v", got)
	}
	write(t, s, func(w knowledge.Writer) error {
		return w.Signatures(ctx, knowledge.SignatureRange{Last: 100}, func(g knowledge.Signature) error {
			for _, e := range gone {
				if e.ID == g.ArticleID {
					return fmt.Errorf("the signature of removed article %d is there", e.ID)
				}
			}
			return nil
		})
	})
	back := entry("https://example.com/3", "Drop", "T", "Common text3.", day(1))
	put(t, s, knowledge.Added, back)
	if back.ID == gone[1].ID {
		t.Error("the number of a removed article is used again")
	}
}

func readersDuringWrite(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	put(t, s, knowledge.Added, entry("https://example.com/first", "P", "T", "Common text.", day(1)))
	var readers sync.WaitGroup
	done := make(chan struct{})
	for range 4 {
		readers.Go(func() {
			for last := 0; ; {
				select {
				case <-done:
					return
				default:
				}
				hits, err := s.Search(ctx, knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "common", Weight: 1}}, Limit: 1000})
				if err != nil {
					t.Errorf("Search during a write: %v", err)
					return
				}
				// Batches of ten, on top of the first article: never a part of one.
				if len(hits) < last || len(hits)%10 != 1 {
					t.Errorf("Search during a write finds %d after %d", len(hits), last)
				}
				last = len(hits)
				documents, err := s.Documents(ctx, ids(hits, hitID))
				if err != nil || len(documents) != len(hits) {
					t.Errorf("Documents during a write: %d of %d, %v", len(documents), len(hits), err)
					return
				}
			}
		})
	}
	for batch := range 12 {
		var entries []*knowledge.Entry
		for i := range 10 {
			entries = append(entries, entry(fmt.Sprintf("https://example.com/%d/%d", batch, i), "P", "T", "Common text.", day(1)))
		}
		put(t, s, knowledge.Added, entries...)
	}
	close(done)
	readers.Wait()
}

func cancelled(t *testing.T, s knowledge.Store) {
	put(t, s, knowledge.Added, entry("https://example.com/a", "P", "T", "Text.", day(1)))
	ctx, cancel := context.WithCancel(context.Background())
	err := s.Write(ctx, func(w knowledge.Writer) error {
		if _, err := w.Put(ctx, sealed(entry("https://example.com/b", "P", "T", "Other.", day(1)))); err != nil {
			return err
		}
		cancel()
		_, err := w.Put(ctx, sealed(entry("https://example.com/c", "P", "T", "Third.", day(1))))
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Write after cancel: %v", err)
	}
	for name, call := range map[string]func() error{
		"Article": func() error { _, err := s.Article(ctx, 1); return err },
		"Search": func() error {
			_, err := s.Search(ctx, knowledge.Query{All: []string{"text"}, Limit: 1})
			return err
		},
		"Write": func() error { return s.Write(ctx, func(knowledge.Writer) error { return nil }) },
		"Claim": func() error {
			_, err := s.Claim(ctx, []string{"p"}, day(1), time.Minute, 1)
			return err
		},
		"Check": func() error { _, err := s.Check(ctx); return err },
	} {
		if err := call(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s with a cancelled context: %v", name, err)
		}
	}
	if got := ok[knowledge.Stats](t)(s.Stats(context.Background())); got.Articles != 1 {
		t.Errorf("after a cancelled write there are %d articles, want 1", got.Articles)
	}
	put(t, s, knowledge.Added, entry("https://example.com/d", "P", "T", "More.", day(1)))
}

func backup(t *testing.T, store knowledge.Store) {
	s, maintained := store.(knowledge.Maintainer)
	if !maintained {
		t.Skip("others look after the database")
	}
	ctx := context.Background()
	put(t, s, knowledge.Added, entry("https://example.com/a", "P", "T", "Text.", day(1)))
	file := filepath.Join(t.TempDir(), "a copy.db")
	check(t, s.Backup(ctx, file))
	if err := s.Backup(ctx, file); err == nil {
		t.Error("Backup writes over a file that is there")
	}
}
