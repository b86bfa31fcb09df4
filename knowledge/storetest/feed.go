package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
)

func feeds(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	f := knowledge.Feed{URL: "https://example.com/feed", Title: "T", Site: "https://example.com/", State: knowledge.FeedActive,
		Reason: "unreachable", Detail: "d", ETag: `"e"`, LastModified: "m", Interval: 90 * time.Minute, NextCheck: day(2), LastCheck: day(1),
		LastNews: day(1).Add(time.Millisecond), Failures: 1, Polls: 2, NotModified: 3, Articles: 4, Added: day(1), Folder: "News/Asia",
		MinInterval: time.Hour, FailingSince: day(1), MovedTo: "https://example.com/new-feed", Moves: 2, Verified: day(1), Untrusted: true, Status: 503,
		FeedSettings: knowledge.FeedSettings{Zone: "Europe/Lisbon", Language: "pt", Pages: knowledge.PagesNever, Every: time.Hour, AlertOld: true, Keep: []string{"a b"},
			Drop: []string{"c"}, UserAgent: "R/1", Headers: []string{"X: y", "Z: \"q\""}, Cookies: "a=b; c=d", Proxy: "socks5://u:p@h:1"}}
	var created bool
	var err error
	if f.ID, created, err = s.AddFeed(ctx, f); err != nil || !created {
		t.Fatalf("AddFeed = %v, %v", created, err)
	}
	if diff := cmp.Diff(f, ok[knowledge.Feed](t)(s.Feed(ctx, f.ID))); diff != "" {
		t.Errorf("Feed, want -, got +:\n%s", diff)
	}
	if id, created, err := s.AddFeed(ctx, knowledge.Feed{URL: f.URL, Title: "other"}); err != nil || created || id != f.ID {
		t.Errorf("AddFeed again = %d, %v, %v", id, created, err)
	}
	fresh, _, err := s.AddFeed(ctx, knowledge.Feed{URL: "https://example.com/new"})
	check(t, err)
	paused, _, err := s.AddFeed(ctx, knowledge.Feed{URL: "https://example.com/paused", State: knowledge.FeedPaused})
	check(t, err)
	early, _, err := s.AddFeed(ctx, knowledge.Feed{URL: "https://example.com/early", NextCheck: day(1)})
	check(t, err)
	retried, _, err := s.AddFeed(ctx, knowledge.Feed{URL: "https://example.com/retried", State: knowledge.FeedPaused, NextCheck: day(3)})
	check(t, err)
	ended, _, err := s.AddFeed(ctx, knowledge.Feed{URL: "https://example.com/ended", State: knowledge.FeedEnded, NextCheck: day(1)})
	check(t, err)
	feedID := func(f knowledge.Feed) int64 { return f.ID }
	for _, c := range []struct {
		now   time.Time
		limit int
		want  []int64
	}{
		{day(1), 9, []int64{fresh, early}},
		{day(2), 9, []int64{fresh, early, f.ID}},
		{day(2), 1, []int64{fresh}},
		{day(3), 9, []int64{fresh, early, f.ID, retried}},
		{day(-40), 9, []int64{fresh, early, f.ID, retried}},
	} {
		got := ids(ok[[]knowledge.Feed](t)(s.DueFeeds(ctx, c.now, c.limit)), feedID)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("DueFeeds(%v, %d), want -, got +:\n%s", c.now, c.limit, diff)
		}
	}
	f.State, f.NextCheck, f.Failures, f.URL = knowledge.FeedEnded, time.Time{}, 9, "https://example.com/moved"
	check(t, s.UpdateFeed(ctx, f))
	if diff := cmp.Diff(f, ok[knowledge.Feed](t)(s.Feed(ctx, f.ID))); diff != "" {
		t.Errorf("UpdateFeed, want -, got +:\n%s", diff)
	}
	clash := f
	clash.URL = "https://example.com/new"
	if err := s.UpdateFeed(ctx, clash); err == nil {
		t.Error("two feeds may have one address")
	}
	wantNotFound(t, "UpdateFeed", s.UpdateFeed(ctx, knowledge.Feed{ID: 999, URL: "https://example.com/none"}))

	write(t, s, func(w knowledge.Writer) error {
		for i := range 3 {
			if err := w.PutEntry(ctx, f.ID, fmt.Sprintf("entry%d", i), fmt.Sprintf("digest%d", i), 1); err != nil {
				return err
			}
		}
		return w.PutEntry(ctx, f.ID, "entry1", "changed", 7)
	})
	seen := ok[[]knowledge.SeenEntry](t)(s.SeenEntries(ctx, f.ID, []string{"entry2", "unknown", "entry1"}))
	if diff := cmp.Diff([]knowledge.SeenEntry{{Digest: "digest2", Article: 1}, {}, {Digest: "changed", Article: 7}}, seen); diff != "" {
		t.Errorf("SeenEntries, want -, got +:\n%s", diff)
	}
	if seen := ok[[]knowledge.SeenEntry](t)(s.SeenEntries(ctx, fresh, []string{"entry2"})); seen[0] != (knowledge.SeenEntry{}) {
		t.Errorf("an entry of another feed is seen: %v", seen)
	}
	check(t, s.RemoveFeed(ctx, f.ID))
	wantNotFound(t, "RemoveFeed", s.RemoveFeed(ctx, f.ID))
	_, err = s.Feed(ctx, f.ID)
	wantNotFound(t, "Feed", err)
	if got := ids(ok[[]knowledge.Feed](t)(s.Feeds(ctx)), feedID); !cmp.Equal(got, []int64{fresh, paused, early, retried, ended}) {
		t.Errorf("Feeds = %v", got)
	}
}

// brings adds a feed that brought articles.
func brings(t *testing.T, s knowledge.Store, title string, entries ...*knowledge.Entry) (feed int64) {
	t.Helper()
	ctx := context.Background()
	feed, _, err := s.AddFeed(ctx, knowledge.Feed{URL: "https://example.com/" + title, Title: title})
	check(t, err)
	write(t, s, func(w knowledge.Writer) error {
		for _, e := range entries {
			if err := w.PutEntry(ctx, feed, e.URL, "digest", e.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return feed
}

// feedFilter has two feeds bring articles, one of them the same: each method finds those of
// the feeds that are asked for, until the feed is removed.
func feedFilter(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	entries := make([]*knowledge.Entry, 4)
	for i := range entries {
		entries[i] = entry(fmt.Sprintf("https://example.com/%d", i), "Post", "Harbour opens", "The harbour common.", day(1+i))
	}
	put(t, s, knowledge.Added, entries...)
	world := brings(t, s, "World news", entries[0], entries[1])
	brings(t, s, "Überblick", entries[1], entries[2])
	brings(t, s, `The "last" word`, entries[3])
	all := ids(entries, func(e *knowledge.Entry) int64 { return e.ID })
	read := func(feeds ...string) (found [][]int64) {
		f := knowledge.Filter{Feeds: feeds}
		found = append(found, ids(ok[[]knowledge.Article](t)(s.Latest(ctx, f, 9, 0)), articleID))
		found = append(found, ids(ok[[]knowledge.Hit](t)(s.Search(ctx, knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "harbour", Weight: 1}}, Filter: f, Limit: 9})), hitID))
		if len(feeds) > 0 {
			found = append(found, ok[[]int64](t)(s.FromFeeds(ctx, all, feeds)))
		}
		for _, found := range found {
			slices.Sort(found)
		}
		return found
	}
	for _, c := range []struct {
		feeds []string
		want  []int64
	}{
		{nil, all},
		{[]string{"WORLD news"}, all[:2]},
		{[]string{"uberblick", "nothing"}, all[1:3]},
		{[]string{"world news", "Überblick"}, all[:3]},
		{[]string{"World"}, nil},
		{[]string{"the 'last' word"}, all[3:]},
	} {
		for i, got := range read(c.feeds...) {
			if !slices.Equal(got, c.want) {
				t.Errorf("of %q method %d finds %v, want %v", c.feeds, i, got, c.want)
			}
		}
	}
	check(t, s.RemoveFeed(ctx, world))
	for i, got := range read("World news") {
		if len(got) > 0 {
			t.Errorf("of a feed that was removed method %d finds %v", i, got)
		}
	}
}
