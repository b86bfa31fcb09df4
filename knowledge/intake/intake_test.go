package intake_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

var now = time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

func open(t testing.TB, file string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), file, sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func follow(t *testing.T, s *sqlite.Store, topic string) int64 {
	t.Helper()
	ana := audience.Person{Platform: "test", User: "ana"}
	id, _, err := s.Subscribe(t.Context(), audience.Subscription{Owner: ana, Place: audience.Place{Platform: "test", Chat: "ana"}, Private: true,
		Topic: topic, Pace: audience.Now, Created: now})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

const quake = "A strong earthquake shook the coast of Norland near Port Evans early on Monday, and at least 12 people were killed, the rescue service said. Houses fell in the old town of Port Evans and a hospital was cleared. Prime Minister Ada Moreau flew to the region. Rescuers dug through the night with their hands."

func report(source, title, body string) knowledge.Article {
	return knowledge.Article{URL: "https://" + source + ".example/quake", Title: title, Source: source, Language: "en", Published: now.Add(-time.Hour), Text: body}
}

func add(t *testing.T, in *intake.Intake, articles ...knowledge.Article) intake.Report {
	t.Helper()
	r, err := in.Add(t.Context(), articles)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func alerts(t *testing.T, s *sqlite.Store, sub int64) []audience.Alert {
	t.Helper()
	a, err := s.AlertsOf(t.Context(), sub, 100)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// send marks what is due as sent.
func send(t *testing.T, s *sqlite.Store) {
	t.Helper()
	due, err := s.Claim(t.Context(), []string{"test"}, now, time.Minute, 100)
	if err != nil || len(due) == 0 {
		t.Fatalf("%d alerts are due, %v", len(due), err)
	}
	for _, a := range due {
		if err := s.MarkSent(t.Context(), []int64{a.ID}, "sent", now); err != nil {
			t.Fatal(err)
		}
	}
}

// TestOneStoryOneAlert has three outlets print a story, of which one has a new
// figure, through two intakes on one database, as two processes would.
func TestOneStoryOneAlert(t *testing.T) {
	file := sqlitetest.File(t)
	one, other := open(t, file), open(t, file)
	first, second := intake.New(intake.Config{Store: one, Now: clock}), intake.New(intake.Config{Store: other, Now: clock})
	sub := follow(t, one, "earthquake Norland")
	elsewhere := follow(t, one, "ferry")

	r := add(t, first, report("echo", "Earthquake kills 12 in Norland's Port Evans", quake))
	if r != (intake.Report{Added: 1}) {
		t.Errorf("the report is %+v", r)
	}
	add(t, second, report("wire", "Earthquake kills 12 in Norland's Port Evans", quake))
	if got := alerts(t, one, sub); len(got) != 1 || got[0].Outlets != 1 || got[0].Kind != audience.NewStory {
		t.Fatalf("after a copy by another outlet the alerts are %+v, want one with one further outlet", got)
	}
	send(t, one)
	later := report("gazette", "Death toll of Norland's Port Evans earthquake rises to 47", strings.ReplaceAll(quake, "12 people", "47 people"))
	later.Published = now
	add(t, first, later)
	got := alerts(t, one, sub)
	kinds := map[audience.AlertKind]int{}
	for _, a := range got {
		kinds[a.Kind]++
	}
	if len(got) != 2 || kinds[audience.NewStory] != 1 || kinds[audience.Change] != 1 {
		t.Errorf("after a new figure the alerts are %+v, want one of each kind", got)
	}
	if got := alerts(t, one, elsewhere); len(got) != 0 {
		t.Errorf("who follows ferries is told of %+v", got)
	}
	again := add(t, second, report("echo", "Earthquake kills 12 in Norland's Port Evans", quake))
	if again != (intake.Report{Unchanged: 1}) || len(alerts(t, one, sub)) != 2 {
		t.Errorf("what is stored already is %+v, and the alerts are now %d", again, len(alerts(t, one, sub)))
	}
}

// TestAStoryInTwo has two reports stand apart until a third shows that they are of one event:
// who was told of one is not told of the other.
func TestAStoryInTwo(t *testing.T) {
	s := open(t, sqlitetest.File(t))
	echo, wire := follow(t, s, "source:echo earthquake"), follow(t, s, "source:wire earthquake")
	add(t, intake.New(intake.Config{Store: s, Now: clock}), report("echo", "Earthquake kills 12 in Norland's Port Evans", quake), report("wire", "Earthquake kills 12 in Norland's Port Evans", quake))
	second, err := s.ArticleByURL(t.Context(), "https://wire.example/quake")
	if err != nil {
		t.Fatal(err)
	}
	of, err := s.StoryOf(t.Context(), []int64{second.ID})
	if err != nil {
		t.Fatal(err)
	}
	var apart int64
	err = s.Write(t.Context(), func(w knowledge.Writer) error {
		if apart, err = w.SetStory(t.Context(), second.ID, 0); err != nil {
			return err
		}
		if _, err := w.SetStory(t.Context(), second.ID, of[second.ID]); err != nil {
			return err
		}
		return w.MoveArticle(t.Context(), second.ID, apart)
	})
	if err != nil {
		t.Fatal(err)
	}
	send(t, s)
	all := follow(t, s, "earthquake")
	add(t, intake.New(intake.Config{Store: s, Now: clock}), report("gazette", "Earthquake kills 12 in Norland's Port Evans", quake))
	story, err := s.Story(t.Context(), apart)
	if err != nil || len(story.Articles) != 3 || story.ID == apart {
		t.Errorf("the story is %+v, %v", story, err)
	}
	for name, sub := range map[string]int64{"one outlet": echo, "the other": wire, "the topic": all} {
		if got := alerts(t, s, sub); len(got) != 1 || got[0].Outlets != 2 {
			t.Errorf("who follows %s has the alerts %+v, want one with two further outlets", name, got)
		}
	}
}

// TestAnArticleInTheWrongStory has a report show that another outlet's stands in a story of
// something else: both are a new story, which one outlet more tells.
func TestAnArticleInTheWrongStory(t *testing.T) {
	s := open(t, sqlitetest.File(t))
	var vote []knowledge.Article
	for _, source := range []string{"post", "gazette", "courier"} {
		vote = append(vote, report(source, "Voters in Norland's Port Evans pass the harbour budget", "Voters in Port Evans passed the budget for the new harbour early on Monday by a wide margin, the council of Norland said. Mayor Una Brandt thanked those who had gone from door to door for it in the old town."))
	}
	add(t, intake.New(intake.Config{Store: s, Now: clock}), append(vote, report("wire", "Earthquake kills 12 in Norland's Port Evans", quake))...)
	const wire = 4
	of, err := s.StoryOf(t.Context(), []int64{1})
	if err == nil {
		err = s.Write(t.Context(), func(w knowledge.Writer) error { return w.MoveArticle(t.Context(), wire, of[1]) })
	}
	if err != nil {
		t.Fatal(err)
	}
	sub := follow(t, s, "earthquake")
	add(t, intake.New(intake.Config{Store: s, Now: clock}), report("echo", "Earthquake kills 12 in Norland's Port Evans", quake))
	stories, err := s.StoryOf(t.Context(), []int64{1, wire, wire + 1})
	if err != nil || stories[wire] == stories[1] || stories[wire] != stories[wire+1] {
		t.Errorf("the stories are %v, %v", stories, err)
	}
	if got := alerts(t, s, sub); len(got) != 1 || got[0].Outlets != 1 {
		t.Errorf("the alerts are %+v, want one with one further outlet", got)
	}
}

// TestALateEdit has an outlet change the number of the dead in an article of the day
// before, and of one whose time of day is not known.
func TestALateEdit(t *testing.T) {
	for name, published := range map[string]time.Time{"30 hours": now.Add(-30 * time.Hour), "date only": now.Truncate(24 * time.Hour), "six days": now.Add(-6 * 24 * time.Hour)} {
		t.Run(name, func(t *testing.T) {
			s := open(t, sqlitetest.File(t))
			sub := follow(t, s, "earthquake")
			in := intake.New(intake.Config{Store: s, Now: clock})
			a := report("echo", "Earthquake kills 12 in Norland's Port Evans", quake+" A first quake of magnitude 5.1 had come at 2.40, and 30 more by 9.15.")
			a.Published = published
			add(t, in, a)
			send(t, s)
			a.Title, a.Text = "Earthquake kills 47 in Norland's Port Evans", strings.ReplaceAll(a.Text, "12 people", "47 people")
			add(t, in, a)
			if got := alerts(t, s, sub); len(got) != 2 {
				t.Errorf("there are %d alerts, want one of the story and one of the change", len(got))
			}
		})
	}
}

// TestTheFuture has an article that is dated a year ahead: its story is that of today.
func TestTheFuture(t *testing.T) {
	s := open(t, sqlitetest.File(t))
	sub := follow(t, s, "earthquake")
	in := intake.New(intake.Config{Store: s, Now: clock})
	add(t, in, report("echo", "Earthquake kills 12 in Norland's Port Evans", quake))
	ahead := report("wire", "Earthquake kills 12 in Norland's Port Evans", quake)
	ahead.Published = now.AddDate(1, 0, 0)
	add(t, in, ahead)
	if got := alerts(t, s, sub); len(got) != 1 {
		t.Errorf("there are %d alerts of one story", len(got))
	}
}

// TestAnEditWithANewFigure has an outlet change a word of its article, and then
// the number of the dead.
func TestAnEditWithANewFigure(t *testing.T) {
	s := open(t, sqlitetest.File(t))
	sub := follow(t, s, "earthquake")
	in := intake.New(intake.Config{Store: s, Now: clock})
	a := report("echo", "Earthquake kills 12 in Norland's Port Evans", quake)
	add(t, in, a)
	a.Text = strings.Replace(quake, "flew to the region", "went to the region", 1)
	if r := add(t, in, a); r.Updated != 1 || len(alerts(t, s, sub)) != 1 {
		t.Errorf("a changed word: %+v, and %d alerts", r, len(alerts(t, s, sub)))
	}
	send(t, s)
	a.Title, a.Text = "Earthquake kills 47 in Norland's Port Evans", strings.ReplaceAll(a.Text, "12 people", "47 people")
	if r := add(t, in, a); r.Updated != 1 {
		t.Errorf("a changed number: %+v", r)
	}
	kinds := map[audience.AlertKind]int{}
	for _, a := range alerts(t, s, sub) {
		kinds[a.Kind]++
	}
	if kinds[audience.NewStory] != 1 || kinds[audience.Change] != 1 {
		t.Errorf("after it the alerts are %v", kinds)
	}
}

func TestAnArchiveIsNoNews(t *testing.T) {
	s := open(t, sqlitetest.File(t))
	sub := follow(t, s, "earthquake")
	old := report("echo", "Earthquake kills 12 in Norland's Port Evans", quake)
	old.Published = now.AddDate(-1, 0, 0)
	undated := report("wire", "Earthquake kills 12 in Norland's Port Evans", quake)
	undated.Published = time.Time{}
	in := intake.New(intake.Config{Store: s, Now: clock})
	add(t, in, old)
	if got := alerts(t, s, sub); len(got) != 0 {
		t.Errorf("an article of last year is told as news: %+v", got)
	}
	add(t, in, undated)
	if got := alerts(t, s, sub); len(got) != 1 {
		t.Errorf("an article without a date, which is as new as its arrival, is told %d times", len(got))
	}
}

// failing is a store whose transactions fail at their end, so that nothing that
// was worked out in them may be kept in memory.
type failing struct {
	*sqlite.Store
	fail bool
}

var errFull = errors.New("no room")

func (f *failing) Write(ctx context.Context, work func(knowledge.Writer) error) error {
	return f.Store.Write(ctx, func(w knowledge.Writer) error {
		if err := work(w); err != nil || !f.fail {
			return err
		}
		return errFull
	})
}

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	s := &failing{Store: open(t, sqlitetest.File(t)), fail: true}
	sub := follow(t, s.Store, "earthquake")
	in := intake.New(intake.Config{Store: s, Now: clock})
	articles := []knowledge.Article{report("echo", "Earthquake kills 12 in Norland's Port Evans", quake)}
	if _, err := in.Add(t.Context(), articles); !errors.Is(err, errFull) {
		t.Fatalf("the error is %v", err)
	}
	if got := alerts(t, s.Store, sub); len(got) != 0 {
		t.Errorf("alerts were kept: %+v", got)
	}
	s.fail = false
	add(t, in, articles...)
	add(t, in, report("wire", "Earthquake kills 12 in Norland's Port Evans", quake))
	if got := alerts(t, s.Store, sub); len(got) != 1 || got[0].Outlets != 1 {
		t.Errorf("after the second try the alerts are %+v", got)
	}
	stats, err := s.Stats(t.Context())
	if err != nil || stats.Articles != 2 {
		t.Errorf("%d articles are stored (%v)", stats.Articles, err)
	}
}

// TestARemovedStory has an article tell a story whose only article was removed, and
// another the same story after it.
func TestARemovedStory(t *testing.T) {
	s := open(t, sqlitetest.File(t))
	in := intake.New(intake.Config{Store: s, Now: clock})
	first := report("echo", "Earthquake kills 12 in Norland's Port Evans", quake)
	add(t, in, first)
	stored, err := s.ArticleByURL(t.Context(), first.URL)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(t.Context(), func(w knowledge.Writer) error {
		_, err := w.RemoveArticle(t.Context(), stored.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	sub := follow(t, s, "earthquake")
	add(t, in, report("wire", "Earthquake kills 12 in Norland's Port Evans", quake), report("gazette", "Earthquake kills 12 in Norland's Port Evans", quake))
	if got := alerts(t, s, sub); len(got) != 1 || got[0].Outlets != 1 {
		t.Errorf("the alerts are %+v, want one with one further outlet", got)
	}
}

// TestManyAtOnce has several goroutines add overlapping batches through two
// intakes: each article is stored once, each story told once.
func TestManyAtOnce(t *testing.T) {
	file := sqlitetest.File(t)
	stores := []*sqlite.Store{open(t, file), open(t, file)}
	sub := follow(t, stores[0], "earthquake")
	var wg sync.WaitGroup
	for g := range 6 {
		in := intake.New(intake.Config{Store: stores[g%2], Now: clock})
		wg.Go(func() {
			for i := range 20 {
				town := fmt.Sprintf("Town%dville", i)
				_, err := in.Add(t.Context(), []knowledge.Article{{
					URL: fmt.Sprintf("https://echo.example/%d", i), Source: "echo", Language: "en", Published: now,
					Title: fmt.Sprintf("Earthquake strikes %s and Mount%d", town, i*7), Text: strings.ReplaceAll(quake, "Port Evans", town),
				}})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	stats, err := stores[0].Stats(t.Context())
	if err != nil || stats.Articles != 20 {
		t.Errorf("%d articles are stored (%v), want 20", stats.Articles, err)
	}
	told := map[int64]bool{}
	for _, a := range alerts(t, stores[0], sub) {
		if a.Kind == audience.NewStory && told[a.Story] {
			t.Errorf("story %d is told twice", a.Story)
		}
		told[a.Story] = true
	}
	if len(told) == 0 {
		t.Error("nothing is told")
	}
}

// BenchmarkAdd stores the 4,594 articles of the shared questions with everything
// that is worked out at the door, and reports the text stored a second and core.
func BenchmarkAdd(b *testing.B) {
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "eval", "data", "questions", "articles.jsonl.gz"))
	if err != nil {
		b.Skip("shared data absent: ../shared/eval/data/questions")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	var articles []knowledge.Article
	bytes := 0
	for d := json.NewDecoder(z); d.More(); {
		var a struct{ URL, Title, Source, Published, Text string }
		if err := d.Decode(&a); err != nil {
			b.Fatal(err)
		}
		at, _ := time.Parse(time.DateOnly, a.Published)
		articles = append(articles, knowledge.Article{URL: a.URL, Title: a.Title, Source: a.Source, Published: at, DateOnly: true, Text: a.Text})
		bytes += len(a.Text)
	}
	b.ReportAllocs()
	for b.Loop() {
		s := open(b, filepath.Join(b.TempDir(), "quoth.db"))
		in := intake.New(intake.Config{Store: s})
		for start := 0; start < len(articles); start += 256 {
			if _, err := in.Add(b.Context(), articles[start:min(start+256, len(articles))]); err != nil {
				b.Fatal(err)
			}
		}
		s.Close()
	}
	perSecond := float64(bytes) * float64(b.N) / b.Elapsed().Seconds()
	b.ReportMetric(perSecond/1e6/float64(runtime.GOMAXPROCS(0)), "MB/s/core")
}

// TestFollowFeed follows a feed: what it brings is told, whatever outlet prints it, and an
// article of another feed or of none is not.
func TestFollowFeed(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "quoth.db"))
	sub := follow(t, s, `feed:"World news"`)
	in := intake.New(intake.Config{Store: s, Now: clock})
	brought := func(feed string, a knowledge.Article) knowledge.Article {
		a.Feed = feed
		return a
	}
	add(t, in, brought("World News", report("Echo", "Earthquake kills 12 in Port Evans", quake)),
		brought("Sport", report("Gazette", "Porto wins the cup", "Porto won the cup on Sunday against Braga after extra time.")),
		report("Wire", "Flood reaches Elmstead", "A flood reached the town of Elmstead on Sunday, and the mayor closed the bridge."))
	if got := alerts(t, s, sub); len(got) != 1 || got[0].Article != 1 {
		t.Errorf("the alerts are %+v", got)
	}

	// What another feed or nobody brought first is told when the feed brings it, once for a story.
	flood, other := follow(t, s, `flood feed:"World news"`), follow(t, s, `flood source:Wire`)
	for range 2 {
		marked := 0
		err := in.Bring(t.Context(), knowledge.Feed{Title: "World news"}, []int64{1, 2, 3}, func(knowledge.Writer) error { marked++; return nil })
		if err != nil || marked != 1 {
			t.Fatalf("%v; marked %d times", err, marked)
		}
	}
	if all, got := alerts(t, s, sub), alerts(t, s, flood); len(all) != 3 || len(got) != 1 || got[0].Article != 3 || len(alerts(t, s, other)) > 0 {
		t.Errorf("the alerts are %+v, %+v and %+v", all, got, alerts(t, s, other))
	}
	private := knowledge.Feed{Title: "Staff"}
	private.For = knowledge.ChatAudience("test", "staff")
	outside := follow(t, s, "feed:Staff")
	if err := in.Bring(t.Context(), private, []int64{3}, func(knowledge.Writer) error { return nil }); err != nil || len(alerts(t, s, outside)) > 0 {
		t.Errorf("%v; what a private feed brings is told to others: %+v", err, alerts(t, s, outside))
	}
}
