package storetest

import (
	"context"
	"testing"

	"quoth/knowledge"
)

// revision changes what a store holds in every way: each state has a name of its own, also
// for who may read what others may not.
func revision(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	reds := knowledge.AskedBy(ctx, red)
	open := entry("https://example.com/open", "Post", "Harbour opens", "The harbour opened in 2020.", day(1))
	further := entry("https://example.com/further", "Post", "Harbour grows", "The harbour grew.", day(2))
	secret := entry("https://example.com/secret", "Gazette", "Quarry closes", "The quarry closes.", day(1))
	secret.For = red
	opened := entry("https://example.com/secret", "Gazette", "Quarry closes", "The quarry closes.", day(1))
	changed := entry("https://example.com/open", "Post", "Harbour opens", "The harbour opened again.", day(1))

	seen := map[string]string{}
	for _, step := range []struct {
		name string
		do   func()
	}{
		{"empty", func() {}},
		{"added", func() { put(t, s, knowledge.Added, open) }},
		{"another added", func() { put(t, s, knowledge.Added, further) }},
		{"private added", func() { put(t, s, knowledge.Added, secret) }},
		{"opened", func() { put(t, s, knowledge.Opened, opened) }},
		{"changed", func() { put(t, s, knowledge.Updated, changed) }},
		{"worked out anew", func() {
			write(t, s, func(w knowledge.Writer) error { _, err := w.Rework(ctx, changed); return err })
		}},
		{"withheld", func() {
			write(t, s, func(w knowledge.Writer) error { _, err := w.Withhold(ctx, changed.ID, changed.Version); return err })
		}},
		{"removed", func() {
			write(t, s, func(w knowledge.Writer) error { _, err := w.RemoveArticle(ctx, further.ID); return err })
		}},
	} {
		step.do()
		now := ok[string](t)(s.Revision(ctx))
		if again := ok[string](t)(s.Revision(ctx)); again != now {
			t.Errorf("%s: the revision is %q, and then %q", step.name, now, again)
		}
		if before, known := seen[now]; known {
			t.Errorf("%s has the revision of %s", step.name, before)
		}
		seen[now] = step.name
		theirs := ok[string](t)(s.Revision(reds))
		if private := step.name == "private added"; (theirs != now) != private {
			t.Errorf("%s: the revision is %q for one audience and %q for everybody", step.name, theirs, now)
		}
	}
}
