package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
)

// removeArticle takes one of three articles out that tell one story: it is found nowhere.
func removeArticle(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	var all []*knowledge.Entry
	for i := range 3 {
		e := entry(fmt.Sprintf("https://example.com/%d", i), "Gazette", "T", fmt.Sprintf("Common text%d.", i), day(1))
		e.Signature = []byte{1}
		e.Facts = []knowledge.Fact{fact("2020-01-01", knowledge.Day, 0, 7)}
		put(t, s, knowledge.Added, e)
		all = append(all, e)
	}
	put(t, s, knowledge.Updated, entry("https://example.com/1", "Gazette", "T", "Common changed.", day(1)))
	var story int64
	write(t, s, func(w knowledge.Writer) (err error) {
		story, err = w.SetStory(ctx, all[0].ID, 0)
		for _, e := range all[1:] {
			if err == nil {
				_, err = w.SetStory(ctx, e.ID, story)
			}
		}
		return err
	})
	takes := func(texts int64) {
		t.Helper()
		f := ok[knowledge.Footprint](t)(s.Footprint(ctx))
		if want := []knowledge.Texts{{Source: "Gazette", Day: day(1).Truncate(24 * time.Hour), Bytes: texts}}; f.Bytes <= texts || !cmp.Equal(f.Texts, want) {
			t.Errorf("Footprint = %+v, want %+v", f, want)
		}
	}
	takes(int64(3*len("Common text0.") + len("Common changed."))) // with the version before
	gone := all[1].ID
	for _, want := range []bool{true, false} {
		write(t, s, func(w knowledge.Writer) error {
			if removed, err := w.RemoveArticle(ctx, gone); removed != want || err != nil {
				return fmt.Errorf("RemoveArticle = %t, %w, want %t", removed, err, want)
			}
			return nil
		})
	}
	takes(int64(2 * len("Common text0.")))
	if hits := searchFor(t, s, "common"); len(hits) != 2 {
		t.Errorf("%d articles are found, want 2", len(hits))
	}
	in, n, err := s.Frequencies(ctx, []string{"common", "changed"})
	if err != nil || n != 2 || !cmp.Equal(in, []int{2, 0}) {
		t.Errorf("Frequencies = %v, %d, %v", in, n, err)
	}
	_, err = s.ArticleByURL(ctx, "https://example.com/1")
	wantNotFound(t, "a removed article", err)
	for version := 1; version <= 2; version++ {
		_, _, err = excerpt(ctx, s, gone, version, knowledge.Range{})
		wantNotFound(t, "Slice of a removed article", err)
	}
	if got := ok[[]knowledge.Source](t)(s.Sources(ctx)); len(got) != 1 || got[0].Articles != 2 {
		t.Errorf("Sources = %+v", got)
	}
	facts := ok[[]knowledge.Fact](t)(s.Facts(ctx, []int64{all[0].ID, gone, all[2].ID}, "", ""))
	for _, f := range facts {
		if f.ArticleID == gone {
			t.Error("a fact of it is there")
		}
	}
	if stats := ok[knowledge.Stats](t)(s.Stats(ctx)); stats.Articles != 2 {
		t.Errorf("Stats = %+v", stats)
	}
	// One of the story's last two is out of the index already.
	write(t, s, func(w knowledge.Writer) error {
		if done, err := w.Quarantine(ctx, all[0].ID, 1); !done || err != nil {
			return fmt.Errorf("quarantined %t: %w", done, err)
		}
		for _, e := range []*knowledge.Entry{all[0], all[2]} {
			if removed, err := w.RemoveArticle(ctx, e.ID); !removed || err != nil {
				return fmt.Errorf("removed %t: %w", removed, err)
			}
		}
		return nil
	})
	later := entry("https://example.com/later", "Gazette", "T", "Common text.", day(2))
	put(t, s, knowledge.Added, later)
	err = s.Write(ctx, func(w knowledge.Writer) error {
		_, err := w.SetStory(ctx, later.ID, story)
		return err
	})
	wantNotFound(t, "a story whose articles were all removed", err)
	if hits := searchFor(t, s, "common"); len(hits) != 1 {
		t.Errorf("%d articles are found, want 1", len(hits))
	}
}
