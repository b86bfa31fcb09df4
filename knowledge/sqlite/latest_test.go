package sqlite

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"quoth/knowledge"
)

// TestLatestLanguage reads pages of the articles in some languages, which were printed by the
// clocks of all the world, and are removed and private in part: each is what the whole list has there.
func TestLatestLanguage(t *testing.T) {
	s, random := openNew(t), rand.New(rand.NewPCG(3, 4))
	ctx := t.Context()
	for round := range 3 { // each makes a segment
		var entries []*knowledge.Entry
		for i := range 100 {
			published := time.Unix(1.6e9+int64(random.IntN(7*(24*60*60))), 0).In(time.FixedZone("", (random.IntN(27)-12)*3600))
			if random.IntN(20) == 0 {
				published = time.Time{}
			}
			e := &knowledge.Entry{Article: knowledge.Article{URL: fmt.Sprintf("https://example.com/%d/%d", round, i), Title: "T", Source: "S", Text: "Text.",
				Published: published, Language: []string{"en", "fr", "fr", "tr-TR"}[random.IntN(4)]}, Terms: []string{"text"}}
			if random.IntN(10) == 0 {
				e.For = "p:chat:c"
			}
			entries = append(entries, e)
		}
		putAll(t, s, entries)
	}
	for id := int64(1); id < 300; id += 7 {
		err := s.Write(ctx, func(w knowledge.Writer) error { _, err := w.RemoveArticle(ctx, id); return err })
		if err != nil {
			t.Fatal(err)
		}
	}
	since := time.Unix(1.6e9+2*(24*60*60), 0).UTC()
	for _, f := range []knowledge.Filter{{}, {Since: since}, {Since: since, Until: since.AddDate(0, 0, 1)}} {
		all, err := s.Latest(ctx, f, 1000, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, languages := range [][]string{{"tr"}, {"fr", "tr"}, {"ru"}} {
			want := slices.DeleteFunc(slices.Clone(all), func(a knowledge.Article) bool { return !slices.Contains(languages, a.Language[:2]) })
			f.Languages = languages
			for _, page := range [][2]int{{1, 0}, {10, 0}, {10, 10}, {10, 25}, {1000, 0}, {5, 1000}} {
				got, err := s.Latest(ctx, f, page[0], page[1])
				if err != nil {
					t.Fatal(err)
				}
				from := min(page[1], len(want))
				if !slices.EqualFunc(got, want[from:min(from+page[0], len(want))], func(x, y knowledge.Article) bool { return x.ID == y.ID }) {
					t.Errorf("%v, %d from %d on: %d articles, not those of the whole list", f, page[0], page[1], len(got))
				}
			}
		}
	}
}
