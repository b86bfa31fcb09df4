package intake_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
	"quoth/knowledge/story"
)

// countingStore counts the signatures that are read outside of a transaction.
type countingStore struct {
	*sqlite.Store
	read []int // for each time
}

func (c *countingStore) Signatures(ctx context.Context, which knowledge.SignatureRange, f func(knowledge.Signature) error) error {
	n := 0
	err := c.Store.Signatures(ctx, which, func(s knowledge.Signature) error { n++; return f(s) })
	c.read = append(c.read, n)
	return err
}

// TestWhatIsRemembered has a store of old and new articles opened anew: to store news the
// signatures of the last days are read, once a day and outside of the transaction; to store
// an old article those of an archive, too. Each joins the story of what was stored before.
func TestWhatIsRemembered(t *testing.T) {
	s := open(t, sqlitetest.File(t))
	at := func(place, source string, age time.Duration) knowledge.Article {
		a := report(source, fmt.Sprintf("Earthquake kills 12 in Norland's %s", place), strings.ReplaceAll(quake, "Port Evans", place))
		a.URL, a.Published = fmt.Sprintf("https://%s.example/%s", source, place), now.Add(-age)
		return a
	}
	const old, fresh = 90 * 24 * time.Hour, time.Hour
	first := intake.New(intake.Config{Store: s, Now: clock})
	add(t, first, at("Port Ada", "echo", old), at("Hillford", "echo", old+30*24*time.Hour), at("Port Evans", "echo", fresh))

	counting := &countingStore{Store: s}
	today := now
	in := intake.New(intake.Config{Store: counting, Now: func() time.Time { return today }})
	read := func(what string, want ...int) {
		t.Helper()
		if fmt.Sprint(counting.read) != fmt.Sprint(want) {
			t.Errorf("%s: signatures read are %v, want %v", what, counting.read, want)
		}
		counting.read = nil
	}
	together := func(place, with string) {
		t.Helper()
		ids := make([]int64, 2)
		for i, source := range []string{"echo", with} {
			a, err := s.ArticleByURL(t.Context(), fmt.Sprintf("https://%s.example/%s", source, place))
			if err != nil {
				t.Fatal(err)
			}
			ids[i] = a.ID
		}
		stories, err := s.StoryOf(t.Context(), ids)
		if err != nil || stories[ids[0]] == 0 || stories[ids[0]] != stories[ids[1]] {
			t.Errorf("%s: the stories are %v (%v)", place, stories, err)
		}
	}
	add(t, in, at("Port Evans", "wire", fresh))
	read("news", 1)
	together("Port Evans", "wire")
	add(t, in, at("Port Evans", "gazette", fresh))
	read("further news")
	add(t, in, at("Port Ada", "wire", old))
	read("an old article", 5)
	together("Port Ada", "wire")
	add(t, in, at("Hillford", "wire", old+30*24*time.Hour))
	read("another one")
	together("Hillford", "wire")
	today = today.Add(25 * time.Hour)
	add(t, in, at("Port Evans", "post", fresh))
	read("a day later", 7)
	together("Port Evans", "post")
}

// TestArchiveInMemory stores old articles when many are in memory: of old ones as many stay as an
// archive is compared with, and where all that there is room for is news, that stays.
func TestArchiveInMemory(t *testing.T) {
	const old, fresh = 90 * 24 * time.Hour, time.Hour
	for _, c := range []struct {
		age        time.Duration
		held, want int
	}{
		{old, intake.Archive - 2, intake.Archive - 1},
		{old, intake.Archive + 500, intake.Archive},
		{fresh, intake.Archive + 500, intake.Archive + 501},
		{fresh, story.Recent, story.Recent},
	} {
		in := intake.New(intake.Config{Store: open(t, sqlitetest.File(t)), Now: clock})
		a := report("echo", "Earthquake kills 12 in Norland", quake)
		a.Published = now.Add(-old)
		add(t, in, a)
		b, err := in.Prepare(t.Context(), []knowledge.Article{report("other", "The price of butter rises", "Butter cost more than ever on Monday, dairies said. Cows are few.")})
		if err != nil {
			t.Fatal(err)
		}
		for i := range c.held { // which push out the one that was added, or it is dropped
			in.Recent().Add(knowledge.Signature{ArticleID: int64(100 + i), StoryID: int64(100 + i), Published: now.Add(-c.age), Data: b.Signature()})
		}
		if in.Recent().Held() > c.held {
			in.Recent().Drop()
		}
		a.URL += "/another"
		add(t, in, a)
		if held := in.Recent().Held(); held != c.want {
			t.Errorf("%d articles of %v ago and an old one are held as %d, should be %d", c.held, c.age, held, c.want)
		}
	}
}

// TestBatchInParts stores a batch one article at a time: it is counted, and what it is compared
// with is read, as if it were stored at once.
func TestBatchInParts(t *testing.T) {
	counting := &countingStore{Store: open(t, sqlitetest.File(t))}
	in := intake.New(intake.Config{Store: counting, Now: clock})
	articles := make([]knowledge.Article, 3)
	for i, age := range []time.Duration{time.Hour, time.Hour, 90 * 24 * time.Hour} { // the last is of an archive
		place := fmt.Sprintf("Port %d", i)
		articles[i] = report("echo", "Earthquake kills 12 in "+place, strings.ReplaceAll(quake, "Port Evans", place))
		articles[i].URL, articles[i].Published = fmt.Sprintf("https://echo.example/%d", i), now.Add(-age)
	}
	add(t, in, articles[0])
	counting.read = nil
	rest, err := in.Prepare(t.Context(), articles)
	if err != nil {
		t.Fatal(err)
	}
	var total intake.Report
	parts := 0
	for rest.Len() > 0 {
		var part intake.Batch
		part, rest = rest.Split(1)
		r, err := in.Commit(t.Context(), part, nil)
		if err != nil {
			t.Fatal(err)
		}
		total = total.Plus(r)
		parts++
	}
	if want := (intake.Report{Added: 2, Unchanged: 1}); total != want || parts != 2 || len(counting.read) != 1 {
		t.Errorf("%d parts are stored as %+v after %d reads, want 2, %+v, 1", parts, total, len(counting.read), want)
	}
}
