package storetest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
)

// seals reads articles with every kind of heading, of texts around the sizes of blocks,
// and wants what is stored to be what was sealed.
func seals(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	brasilia := time.FixedZone("", -3*3600)
	all := []*knowledge.Entry{
		entry("https://example.com/a", "The Paper", "Größe \x00", strings.Repeat("x", knowledge.SealBlock-1)+".", day(3).Add(time.Hour)),
		entry("https://example.com/b", "The Paper", "", strings.Repeat("ü", knowledge.SealBlock)+".", day(3).In(brasilia)),
		entry("", "", "Undated", "Short.", time.Time{}),
		entry("https://example.com/d", "Echo", "Day", strings.Repeat("y ", 4*knowledge.SealBlock), day(4)),
	}
	all[0].Authors = []string{"A. Writer", `B "Q" Other`}
	all[1].FirstSeen, all[3].DateOnly = true, true
	put(t, s, knowledge.Added, all...)
	changed := entry("https://example.com/a", "The Paper", "Size", "New.", day(3))
	put(t, s, knowledge.Updated, changed)

	done := ok[knowledge.Scrubbed](t)(knowledge.Scrub(ctx, s, nil))
	if done.Versions != len(all)+1 || done.Unsealed != 0 || len(done.Broken) != 0 {
		t.Errorf("Scrub = %+v", done)
	}
	for _, e := range append(all, changed) {
		for _, r := range []knowledge.Range{{}, {Start: 0, End: len(e.Text)}, {Start: len(e.Text) - 1, End: len(e.Text)}, {Start: len(e.Text) / 2, End: len(e.Text)/2 + 1}} {
			x := ok[knowledge.Excerpt](t)(knowledge.ReadExcerpt(ctx, s, knowledge.Span{Article: e.ID, Version: e.Version, Range: r}))
			text, err := x.Slice(r)
			if err != nil || text != e.Text[r.Start:r.End] || x.Seal.String() != e.Seal.String() || !knowledge.SameHeading(&x.Article, &e.Article) || x.Edited != (e == all[0]) {
				t.Errorf("%q, %v: %q (%v) of %+v", e.Title, r, text, err, x.Article)
			}
		}
	}
	var spans []knowledge.Span
	for start := range 100 { // more than one statement reads
		spans = append(spans, knowledge.Span{Article: all[3].ID, Version: 1, Range: knowledge.Range{Start: start, End: start + 7}})
	}
	several := append(spans, knowledge.Span{Article: all[0].ID, Version: 2}, spans[3],
		knowledge.Span{Article: all[0].ID, Version: 3}, knowledge.Span{Article: 999, Version: 1}, // not stored
		knowledge.Span{Article: all[2].ID, Version: 1, Range: knowledge.Range{Start: 2, End: 7}}, // behind the end
		knowledge.Span{Article: all[2].ID, Version: 1, Range: knowledge.Range{Start: -1, End: 2}}, knowledge.Span{Article: all[2].ID, Version: 1, Range: knowledge.Range{Start: 3, End: 1}})
	found := ok[map[knowledge.Span]knowledge.Excerpt](t)(s.Excerpts(ctx, several))
	if len(found) != len(spans)+1 {
		t.Errorf("of %d spans that are stored %d were found", len(spans)+1, len(found))
	}
	for span, x := range found {
		e := all[3]
		if span.Article == all[0].ID {
			e = changed
		}
		if text, err := x.Slice(span.Range); err != nil || x.Article.ID != span.Article || x.Article.Version != span.Version || text != e.Text[span.Start:span.End] {
			t.Errorf("%+v: %q (%v) of %+v", span, text, err, x.Article)
		}
	}
	stop := errors.New("enough")
	if err := s.EachVersion(ctx, func(knowledge.StoredVersion) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("EachVersion that is ended: %v", err)
	}
	err := s.Write(ctx, func(w knowledge.Writer) error {
		_, err := w.Put(ctx, entry("https://example.com/e", "Echo", "T", "Text.", day(1)))
		return err
	})
	if err == nil {
		t.Error("an article without a seal was stored")
	}
}

// quarantine takes an article out and stores it again.
func quarantine(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	storm := entry("https://example.com/a", "Gazette", "Storm", "Rain fell.", day(2))
	other := entry("https://example.com/b", "Gazette", "Sun", "Rain stopped.", day(1))
	put(t, s, knowledge.Added, storm, other)
	take := func(id int64, version int) (taken bool) {
		write(t, s, func(w knowledge.Writer) (err error) {
			taken, err = w.Quarantine(ctx, id, version)
			return err
		})
		return taken
	}
	if take(storm.ID, 2) || take(99, 1) || !take(storm.ID, 1) || take(storm.ID, 1) {
		t.Error("Quarantine takes another version than the current one, or takes one twice")
	}
	for what, read := range map[string]context.Context{"people": ctx, "the program": knowledge.Unrestricted(ctx)} {
		_, err := s.Article(read, storm.ID)
		wantNotFound(t, "Article for "+what, err)
		_, err = knowledge.ReadExcerpt(read, s, knowledge.Span{Article: storm.ID, Version: 1})
		wantNotFound(t, "Excerpts for "+what, err)
		if got := ok[[]knowledge.Document](t)(s.Documents(read, []int64{storm.ID})); len(got) != 0 {
			t.Errorf("Documents for %s = %v", what, got)
		}
		if got := ok[[]knowledge.Article](t)(s.Latest(read, knowledge.Filter{}, 5, 0)); len(got) != 1 || got[0].ID != other.ID {
			t.Errorf("Latest for %s = %v", what, got)
		}
	}
	if hits := searchFor(t, s, "rain"); len(hits) != 1 || hits[0].ID != other.ID {
		t.Errorf("found is %v", hits)
	}
	if got := ok[[]knowledge.Article](t)(s.Quarantined(ctx)); len(got) != 1 || got[0].ID != storm.ID || got[0].URL != storm.URL {
		t.Errorf("Quarantined = %+v", got)
	}
	if done := ok[knowledge.Scrubbed](t)(knowledge.Scrub(ctx, s, nil)); done.Versions != 2 {
		t.Errorf("Scrub reads %d versions", done.Versions)
	}
	if got := ok[[]bool](t)(s.Unchanged(ctx, []knowledge.Article{storm.Article, other.Article})); got[0] || !got[1] {
		t.Errorf("Unchanged = %v", got)
	}

	again := entry("https://example.com/a", "Gazette", "Storm", "Rain fell.", day(2))
	put(t, s, knowledge.Updated, again)
	if again.ID != storm.ID || again.Version != 2 || len(searchFor(t, s, "rain")) != 2 || len(ok[[]knowledge.Article](t)(s.Quarantined(ctx))) != 0 {
		t.Errorf("stored again it is version %d of article %d", again.Version, again.ID)
	}
	_, _, err := excerpt(ctx, s, storm.ID, 1, knowledge.Range{Start: 0, End: 4})
	wantNotFound(t, "the damaged version", err)

	take(storm.ID, 2) // what is removed may be in quarantine
	write(t, s, func(w knowledge.Writer) error {
		if n, err := w.RemoveSource(ctx, "Gazette"); err != nil || n != 2 {
			t.Errorf("RemoveSource = %d, %v", n, err)
		}
		return nil
	})
}

// withhold takes a sound article out: it is no damage, and comes back when it is printed
// otherwise.
func withhold(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	storm := entry("https://example.com/a", "Gazette", "Storm", "Rain fell.", day(2))
	put(t, s, knowledge.Added, storm)
	take := func(version int) (taken bool) {
		write(t, s, func(w knowledge.Writer) (err error) {
			taken, err = w.Withhold(ctx, storm.ID, version)
			return err
		})
		return taken
	}
	if take(2) || !take(1) || take(1) {
		t.Error("Withhold takes another version than the current one, or takes one twice")
	}
	_, err := s.Article(ctx, storm.ID)
	wantNotFound(t, "Article", err)
	if got := ok[[]knowledge.Article](t)(s.Quarantined(ctx)); len(got) != 0 {
		t.Errorf("Quarantined = %+v", got)
	}
	if got := ok[[]bool](t)(s.Unchanged(ctx, []knowledge.Article{storm.Article})); !got[0] {
		t.Error("printed again it is no longer unchanged")
	}
	put(t, s, knowledge.Unchanged, entry("https://example.com/a", "Gazette", "Storm", "Rain fell.", day(2)))
	if hits := searchFor(t, s, "rain"); len(hits) != 0 {
		t.Errorf("printed again it is found: %v", hits)
	}
	held := ok[knowledge.Article](t)(s.Withheld(ctx, storm.ID))
	if held.Text != storm.Text || held.Title != storm.Title || held.Version != 1 {
		t.Errorf("Withheld = %+v", held)
	}
	release := func() (released bool) {
		again := entry("https://example.com/a", "Gazette", "Storm", "Rain fell.", day(2))
		again.Article = held
		write(t, s, func(w knowledge.Writer) (err error) {
			released, err = w.Release(ctx, again)
			return err
		})
		return released
	}
	if !release() || release() {
		t.Error("Release does not show what was withheld, or does so twice")
	}
	wantNotFound(t, "Withheld", second(s.Withheld(ctx, storm.ID)))
	if hits := searchFor(t, s, "rain"); len(hits) != 1 || hits[0].ID != storm.ID {
		t.Errorf("released found is %v", hits)
	}
	if again := ok[knowledge.Article](t)(s.Article(ctx, storm.ID)); again.Version != 1 || again.Text != storm.Text {
		t.Errorf("released it is %+v", again)
	}
	if !take(1) {
		t.Error("what was released can't be withheld again")
	}
	put(t, s, knowledge.Updated, entry("https://example.com/a", "Gazette", "Storm", "Rain fell all day.", day(2)))
	if hits := searchFor(t, s, "rain"); len(hits) != 1 || hits[0].ID != storm.ID {
		t.Errorf("printed otherwise found is %v", hits)
	}
}
