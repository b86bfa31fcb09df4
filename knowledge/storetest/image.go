package storetest

import (
	"context"
	"testing"

	"quoth/knowledge"
)

// images stores articles with pictures: the newest version's is kept, and of a private article
// none, until it comes for everybody.
func images(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	shows := func(asked context.Context, e *knowledge.Entry, want string) {
		t.Helper()
		if got := ok[knowledge.Article](t)(s.Article(asked, e.ID)); got.Image != want {
			t.Errorf("version %d of %s has the picture %q, want %q", got.Version, got.URL, got.Image, want)
		}
	}
	const first, second = "https://img.example.com/1.jpg", "https://img.example.com/2.jpg"
	pictured := func(text, image string) *knowledge.Entry {
		e := entry("https://example.com/a", "Post", "Harbour opens", text, day(1))
		e.Image = image
		return e
	}
	e := pictured("It opened.", first)
	put(t, s, knowledge.Added, e)
	shows(ctx, e, first)
	put(t, s, knowledge.Unchanged, pictured("It opened.", second))
	shows(ctx, e, first)
	put(t, s, knowledge.Updated, pictured("It opened at noon.", second))
	shows(ctx, e, second)
	put(t, s, knowledge.Updated, pictured("It opened at one.", ""))
	shows(ctx, e, "")

	secret := entry("https://example.com/b", "Post", "Quarry closes", "It closes.", day(1))
	secret.For, secret.Image = red, first
	put(t, s, knowledge.Added, secret)
	shows(knowledge.AskedBy(ctx, red), secret, "")
	open := entry("https://example.com/b", "Post", "Quarry closes", "It closes.", day(1))
	open.Image = second
	put(t, s, knowledge.Opened, open)
	shows(ctx, open, second)
}
