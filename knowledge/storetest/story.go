package storetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// twoStories stores three articles, of which the last alone is the second story.
func twoStories(t *testing.T, s knowledge.Store) (articles []*knowledge.Entry, one, two int64) {
	t.Helper()
	ctx := context.Background()
	for _, source := range []string{"Echo", "Wire", "Gazette"} {
		articles = append(articles, entry("https://"+source+".example.com/", source, "Quarry closed", "The quarry is closed.", day(1)))
	}
	put(t, s, knowledge.Added, articles...)
	write(t, s, func(w knowledge.Writer) (err error) {
		if one, err = w.SetStory(ctx, articles[0].ID, 0); err != nil {
			return err
		}
		if _, err = w.SetStory(ctx, articles[1].ID, one); err != nil {
			return err
		}
		two, err = w.SetStory(ctx, articles[2].ID, 0)
		return err
	})
	return articles, one, two
}

// tell enqueues alerts of an article, and reports of which subscriptions one was added.
func tell(t *testing.T, s knowledge.Store, article, story int64, subscriptions ...audience.Subscription) (added []bool) {
	t.Helper()
	ctx := context.Background()
	write(t, s, func(w knowledge.Writer) error {
		for _, b := range subscriptions {
			one, err := w.Enqueue(ctx, audience.Alert{Subscription: b.ID, Story: story, Article: article, Kind: audience.NewStory, Due: day(1)})
			if err != nil {
				return err
			}
			added = append(added, one)
		}
		return w.CountOutlets(ctx, story)
	})
	return added
}

// sendAll marks all that is due as sent.
func sendAll(t *testing.T, s knowledge.Store, message string) {
	t.Helper()
	due := ok[[]audience.Alert](t)(s.Claim(context.Background(), platforms, day(9), time.Minute, 99))
	check(t, s.MarkSent(context.Background(), ids(due, alertID), message, day(2)))
}

func joinStories(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	articles, one, two := twoStories(t, s)
	first, second, both, waiting := subscribe(t, s, 1, 1, "a"), subscribe(t, s, 1, 2, "a"), subscribe(t, s, 1, 3, "a"), subscribe(t, s, 1, 4, "a")
	tell(t, s, articles[0].ID, one, first, both)
	tell(t, s, articles[2].ID, two, second)
	sendAll(t, s, "sent")
	tell(t, s, articles[2].ID, two, both, waiting)
	tell(t, s, articles[0].ID, one, waiting)
	for range 2 { // the second time does nothing
		write(t, s, func(w knowledge.Writer) error { return w.JoinStories(ctx, two, one) })
	}
	for _, id := range []int64{one, two} {
		story := ok[knowledge.Story](t)(s.Story(ctx, id))
		if got, want := ids(story.Articles, articleID), ids(articles, func(e *knowledge.Entry) int64 { return e.ID }); story.ID != one || !cmp.Equal(got, want) {
			t.Errorf("story %d is %d with the articles %v, want %d with %v", id, story.ID, got, one, want)
		}
	}
	for name, b := range map[string]audience.Subscription{"told of the first": first, "told of the second": second, "told of the first, the second waits": both, "both wait": waiting} {
		got := ok[[]audience.Alert](t)(s.AlertsOf(ctx, b.ID, 9))
		if len(got) != 1 || got[0].Story != one || got[0].Outlets != 2 || (got[0].Message == "") != (b.ID == waiting.ID) {
			t.Errorf("%s: the alerts are %+v", name, got)
		}
	}
	// What names the story that is no more means the one that goes on.
	late := subscribe(t, s, 1, 5, "a")
	if got := tell(t, s, articles[2].ID, two, first, late); !cmp.Equal(got, []bool{false, true}) {
		t.Errorf("an alert of the joined story is added: %v", got)
	}
	fourth := entry("https://example.com/4", "Post", "Quarry closed", "The quarry is closed.", day(1))
	put(t, s, knowledge.Added, fourth)
	var three int64
	write(t, s, func(w knowledge.Writer) (err error) {
		if three, err = w.SetStory(ctx, fourth.ID, two); err != nil || three != one {
			t.Errorf("SetStory to the joined story = %d, %v", three, err)
		}
		if three, err = w.SetStory(ctx, fourth.ID, 0); err != nil {
			return err
		}
		return w.JoinStories(ctx, one, three)
	})
	if story := ok[knowledge.Story](t)(s.Story(ctx, two)); story.ID != three || len(story.Articles) != 4 {
		t.Errorf("joined twice, the story is %+v", story)
	}
}

// joinTold joins two stories of which both were sent: the messages stay, each with its alert.
func joinTold(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	articles, one, two := twoStories(t, s)
	b := subscribe(t, s, 1, 1, "a")
	tell(t, s, articles[0].ID, one, b)
	sendAll(t, s, "m1")
	tell(t, s, articles[2].ID, two, b)
	sendAll(t, s, "m2")
	write(t, s, func(w knowledge.Writer) error { return w.JoinStories(ctx, two, one) })
	for message, article := range map[string]int64{"m1": articles[0].ID, "m2": articles[2].ID} {
		got := ok[[]audience.Alert](t)(s.AlertsIn(ctx, b.ID, message))
		if len(got) != 1 || got[0].Article != article {
			t.Errorf("the message %s tells of %+v", message, got)
		}
		if story := ok[knowledge.Story](t)(s.Story(ctx, got[0].Story)); story.ID != one {
			t.Errorf("the story of the message %s is %+v", message, story)
		}
	}
	if got := tell(t, s, articles[1].ID, one, b); got[0] {
		t.Error("who was told of both is told once more")
	}
}

func moveArticle(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	articles, one, two := twoStories(t, s)
	stray, stays := subscribe(t, s, 1, 1, "a"), subscribe(t, s, 1, 2, "a")
	tell(t, s, articles[1].ID, one, stray)
	tell(t, s, articles[0].ID, one, stays)
	sendAll(t, s, "sent")
	waits := subscribe(t, s, 1, 3, "a")
	tell(t, s, articles[1].ID, one, waits)
	for _, id := range []int64{999, articles[1].ID, articles[1].ID} { // the second time does nothing
		write(t, s, func(w knowledge.Writer) error { return w.MoveArticle(ctx, id, two) })
	}
	of := ok[map[int64]int64](t)(s.StoryOf(ctx, []int64{articles[0].ID, articles[1].ID, articles[2].ID}))
	if diff := cmp.Diff(map[int64]int64{articles[0].ID: one, articles[1].ID: two, articles[2].ID: two}, of); diff != "" {
		t.Errorf("StoryOf, want -, got +:\n%s", diff)
	}
	for _, c := range []struct {
		b              audience.Subscription
		story, outlets int64
	}{{stray, two, 1}, {waits, two, 1}, {stays, one, 0}} {
		got := ok[[]audience.Alert](t)(s.AlertsOf(ctx, c.b.ID, 9))
		if len(got) != 1 || got[0].Story != c.story || int64(got[0].Outlets) != c.outlets {
			t.Errorf("the alerts are %+v, want one of story %d with %d outlets", got, c.story, c.outlets)
		}
	}
}

// moveChange moves an article that waits to be told as a change of a story: it is told as the
// story that it came to, unless that was told, and once.
func moveChange(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	articles, one, two := twoStories(t, s)
	waiting, sent := subscribe(t, s, 1, 1, "a"), subscribe(t, s, 1, 2, "a")
	tell(t, s, articles[0].ID, one, waiting, sent)
	tell(t, s, articles[2].ID, two, sent)
	sendAll(t, s, "sent")
	write(t, s, func(w knowledge.Writer) error {
		_, err := w.EnqueueFor(ctx, audience.Alert{Story: one, Article: articles[1].ID, Kind: audience.Change, Due: day(1)}, []int64{waiting.ID, sent.ID})
		if err != nil {
			return err
		}
		return w.MoveArticle(ctx, articles[1].ID, two)
	})
	if got := tell(t, s, articles[2].ID, two, waiting, sent); got[0] || got[1] {
		t.Errorf("the story is sent once more: %v", got)
	}
	for b, want := range map[audience.Subscription]audience.AlertKind{waiting: audience.NewStory, sent: audience.Change} {
		due := slices.DeleteFunc(ok[[]audience.Alert](t)(s.AlertsOf(ctx, b.ID, 9)), func(a audience.Alert) bool { return a.Message != "" })
		if len(due) != 1 || due[0].Kind != want || due[0].Story != two || due[0].Article != articles[1].ID {
			t.Errorf("what waits is %+v, want one %s of story %d", due, want, two)
		}
	}
}

// moveLast moves all articles of a story into another: what names the first finds the other.
func moveLast(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	articles, one, two := twoStories(t, s)
	b := subscribe(t, s, 1, 1, "a")
	tell(t, s, articles[0].ID, one, b)
	for _, a := range articles[:2] {
		write(t, s, func(w knowledge.Writer) error { return w.MoveArticle(ctx, a.ID, two) })
	}
	if story := ok[knowledge.Story](t)(s.Story(ctx, one)); story.ID != two || len(story.Articles) != 3 {
		t.Errorf("the story that was left is %+v", story)
	}
	if got := ok[[]audience.Alert](t)(s.AlertsOf(ctx, b.ID, 9)); len(got) != 1 || got[0].Story != two || got[0].Outlets != 2 {
		t.Errorf("the alerts are %+v", got)
	}
}

// joinDead joins two stories of which one alert was given up: the other, which waits, stays.
func joinDead(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	articles, one, two := twoStories(t, s)
	first, second, both := subscribe(t, s, 1, 1, "a"), subscribe(t, s, 1, 2, "a"), subscribe(t, s, 1, 3, "a")
	tell(t, s, articles[0].ID, one, first, both)
	tell(t, s, articles[2].ID, two, second, both)
	for _, b := range []audience.Subscription{first, second, both} {
		check(t, s.Bury(ctx, ids(ok[[]audience.Alert](t)(s.AlertsOf(ctx, b.ID, 9)), alertID), "gone"))
	}
	tell(t, s, articles[2].ID, two, first)
	tell(t, s, articles[0].ID, one, second)
	write(t, s, func(w knowledge.Writer) error { return w.JoinStories(ctx, two, one) })
	for name, b := range map[string]audience.Subscription{"the first was given up": first, "the second was": second, "both were": both} {
		got := ok[[]audience.Alert](t)(s.AlertsOf(ctx, b.ID, 9))
		if len(got) != 1 || got[0].Story != one || got[0].Dead != (b.ID == both.ID) {
			t.Errorf("%s: the alerts are %+v", name, got)
		}
	}
}
