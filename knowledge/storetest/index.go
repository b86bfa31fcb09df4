package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
)

func searchFor(t *testing.T, s knowledge.Store, stems ...string) []knowledge.Hit {
	t.Helper()
	q := knowledge.Query{Limit: 1000}
	for _, stem := range stems {
		q.Terms = append(q.Terms, knowledge.QueryTerm{Stem: stem, Weight: 1})
	}
	hits, err := s.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(hits); i++ {
		if hits[i].Score > hits[i-1].Score {
			t.Errorf("hit %d scores more than the one before: %v", i, hits)
		}
	}
	return hits
}

func search(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	texts := []string{
		"storm hit the coast and the town",
		"storm storm storm in the town",
		"rain in the hills over the valley",
		"election in the town hall",
		"the budget and the election and the storm",
	}
	var entries []*knowledge.Entry
	for i, text := range texts {
		entries = append(entries, entry(fmt.Sprintf("https://example.com/%d", i), "P", "", text, day(1)))
	}
	put(t, s, knowledge.Added, entries...)
	id := func(i int) int64 { return entries[i].ID }

	if got := ids(searchFor(t, s, "coast"), hitID); !cmp.Equal(got, []int64{id(0)}) {
		t.Errorf("coast: %v", got)
	}
	if got := ids(searchFor(t, s, "storm"), hitID); len(got) != 3 || got[0] != id(1) {
		t.Errorf("storm: %v, want the one that says it most first of 3", got)
	}
	if got := ids(searchFor(t, s, "storm", "budget", "nowhere"), hitID); len(got) != 3 || got[0] != id(4) {
		t.Errorf("storm budget: %v, want the one with the rare word first of 3", got)
	}
	for _, c := range []struct {
		name  string
		query knowledge.Query
		want  []int64
	}{
		{"all", knowledge.Query{All: []string{"storm", "town"}, Limit: 9}, []int64{id(1), id(0)}},
		{"all and terms", knowledge.Query{All: []string{"town"}, Terms: []knowledge.QueryTerm{{Stem: "election", Weight: 1}}, Limit: 9}, []int64{id(3)}},
		{"all is also a term", knowledge.Query{All: []string{"storm", "storm"}, Terms: []knowledge.QueryTerm{{Stem: "storm", Weight: 1}}, Limit: 1}, []int64{id(1)}},
		{"all unknown", knowledge.Query{All: []string{"nowhere"}, Terms: []knowledge.QueryTerm{{Stem: "storm", Weight: 1}}, Limit: 9}, []int64{}},
		{"limit", knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "storm", Weight: 1}}, Limit: 1}, []int64{id(1)}},
		{"limit of none", knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "storm", Weight: 1}}}, []int64{}},
		{"no terms", knowledge.Query{Limit: 5}, []int64{}},
	} {
		got := ids(ok[[]knowledge.Hit](t)(s.Search(ctx, c.query)), hitID)
		if c.name == "all" {
			slices.Sort(got)
			slices.Sort(c.want)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("Search %s, want -, got +:\n%s", c.name, diff)
		}
	}
	in, n, err := s.Frequencies(ctx, []string{"storm", "nowhere", "the", "storm"})
	if err != nil || n != 5 || !cmp.Equal(in, []int{3, 0, 5, 3}) {
		t.Errorf("Frequencies = %v, %d, %v", in, n, err)
	}
	// What is known of one stem, stems on both sides of it are looked up beside.
	if in, _, err = s.Frequencies(ctx, []string{"rumour", "storm", "unheard"}); err != nil || !cmp.Equal(in, []int{0, 3, 0}) {
		t.Errorf("Frequencies = %v, %v", in, err)
	}
	stems := map[string]int{}
	last := ""
	err = s.Stems(ctx, 3, func(stem string, in int) error {
		if stem <= last {
			t.Errorf("Stems gives %q after %q", stem, last)
		}
		last, stems[stem] = stem, in
		return nil
	})
	if err != nil || stems["storm"] != 3 || stems["the"] != 5 || stems["nowhere"] != 0 {
		t.Errorf("Stems = %v, %v", stems, err)
	}
	for stem, in := range stems {
		if in < 3 {
			t.Errorf("Stems gives %q, which stands in %d articles", stem, in)
		}
	}
	stop := errors.New("enough")
	if err := s.Stems(ctx, 1, func(string, int) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("Stems returned %v for a callback's error", err)
	}
}

func searchWeights(t *testing.T, s knowledge.Store) {
	red := entry("https://example.com/red", "P", "", "red word here", day(1))
	blue := entry("https://example.com/blue", "P", "", "blue word here", day(1))
	title := entry("https://example.com/title", "P", "green thing", "other word here", day(1))
	body := entry("https://example.com/body", "P", "other thing", "green word here", day(1))
	put(t, s, knowledge.Added, red, blue, title, body)
	for _, c := range []struct {
		red, blue float64
		first     int64
	}{{2, 1, red.ID}, {1, 2, blue.ID}} {
		q := knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "red", Weight: c.red}, {Stem: "blue", Weight: c.blue}}, Limit: 2}
		if got := ok[[]knowledge.Hit](t)(s.Search(context.Background(), q)); len(got) != 2 || got[0].ID != c.first {
			t.Errorf("weights %v and %v: %v", c.red, c.blue, got)
		}
	}
	if got := ids(searchFor(t, s, "green"), hitID); !cmp.Equal(got, []int64{title.ID, body.ID}) {
		t.Errorf("green: %v, want the one with it in the title first", got)
	}
}

func searchFilter(t *testing.T, s knowledge.Store) {
	var entries []*knowledge.Entry
	for i := range 40 {
		published := day(1).Add(time.Duration(i) * 12 * time.Hour)
		if i%10 == 9 {
			published = time.Time{}
		}
		e := entry(fmt.Sprintf("https://example.com/%d", i), []string{"North", "South", "East"}[i%3], "T", "Common text.", published)
		e.Language = []string{"en", "de", ""}[i%5%3]
		entries = append(entries, e)
	}
	put(t, s, knowledge.Added, entries[:25]...)
	put(t, s, knowledge.Added, entries[25:]...)
	languages := map[string]int{}
	for _, e := range entries {
		languages[e.Language]++
	}
	if got, err := s.Languages(context.Background()); err != nil || !cmp.Equal(got, languages) {
		t.Errorf("Languages = %v, %v, want %v", got, err, languages)
	}
	for i, f := range []knowledge.Filter{
		{},
		{Sources: []string{"NORTH"}},
		{Sources: []string{"north", "East", "nobody"}},
		{Sources: []string{"nobody"}},
		{Except: []string{"north"}},
		{Except: []string{"NORTH", "nobody"}, Sources: []string{"north", "East"}},
		{Except: []string{"East"}, Sources: []string{"East"}},
		{Since: day(5)},
		{Until: day(5)},
		{Since: day(3).Add(time.Nanosecond), Until: day(9)},
		{Languages: []string{"de"}},
		{Languages: []string{"de"}, Since: day(2), Sources: []string{"South"}},
		{Languages: []string{"fr"}},
		{Languages: []string{"fr", "de"}},
	} {
		want := []int64{}
		for _, e := range entries {
			if lets(f, &e.Article) {
				want = append(want, e.ID)
			}
		}
		hits := ok[[]knowledge.Hit](t)(s.Search(context.Background(), knowledge.Query{
			Terms: []knowledge.QueryTerm{{Stem: "common", Weight: 1}}, Filter: f, Limit: 100}))
		got := ids(hits, hitID)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("filter %d %+v, want -, got +:\n%s", i, f, diff)
		}
	}
}

// lets is what the comment on knowledge.Filter says.
func lets(f knowledge.Filter, a *knowledge.Article) bool {
	among := func(names []string) bool {
		folded := map[string]string{"North": "north", "South": "south", "East": "east"}[a.Source]
		return slices.ContainsFunc(names, func(name string) bool {
			return folded == map[string]string{"NORTH": "north", "north": "north", "East": "east", "South": "south"}[name]
		})
	}
	named := (len(f.Sources) == 0 || among(f.Sources)) && !among(f.Except)
	if !f.Since.IsZero() && (a.Published.IsZero() || a.Published.Before(f.Since)) {
		return false
	}
	if !f.Until.IsZero() && (a.Published.IsZero() || !a.Published.Before(f.Until)) {
		return false
	}
	return named && (len(f.Languages) == 0 || slices.Contains(f.Languages, a.Language))
}

// searchForeignStems stores stems that mean something to query languages.
// searchScores is about what a score follows from: the articles that can be found, and not
// those that were replaced or removed, or that who asks may not read.
func searchScores(t *testing.T, s knowledge.Store) {
	long := strings.Repeat("Storms and rain came over the coast again. ", 40)
	put(t, s, knowledge.Added, entry("https://example.com/1", "Paper", "Storm", "A storm came over the coast.", day(1)),
		entry("https://example.com/2", "Paper", "Budget", "The budget was passed. A storm of words followed it.", day(2)))
	want := searchFor(t, s, "storm", "budget")
	put(t, s, knowledge.Added, entry("https://example.com/3", "Gazette", "Rain", long, day(3)))
	private := entry("https://example.com/4", "Gazette", "Rain for the red", long, day(3))
	private.For = red
	put(t, s, knowledge.Added, private)
	put(t, s, knowledge.Added, entry("https://example.com/5", "Paper", "Words", long, day(4)))
	put(t, s, knowledge.Updated, entry("https://example.com/5", "Paper", "Words", "Nothing.", day(4)))
	if got := searchFor(t, s, "storm", "budget"); got[0].Score == want[0].Score {
		t.Error("an article that can be found changes no score")
	}
	for _, url := range []string{"https://example.com/3", "https://example.com/5"} {
		a := ok[knowledge.Article](t)(s.ArticleByURL(context.Background(), url))
		write(t, s, func(w knowledge.Writer) error { _, err := w.RemoveArticle(context.Background(), a.ID); return err })
	}
	if diff := cmp.Diff(want, searchFor(t, s, "storm", "budget")); diff != "" {
		t.Errorf("scores without the others -, with what can't be found +:\n%s", diff)
	}
}

func searchForeignStems(t *testing.T, s knowledge.Store) {
	stems := []string{"and", "or", "not", "near", `"`, `a"b`, "*", "a*", "col:x", "-x", "(", ")", "^", "'", "--", ";", "%", "_", "é", "É",
		"ß", "ss", "日本", "İ", "\x00", "a\x00b", "x'00'", "{", "naïve", "naive", "U.S.", "C++", "ﬁ", "fi"}
	for i, stem := range stems {
		e := entry(fmt.Sprintf("https://example.com/%d", i), "P", "", "x", day(1))
		e.Terms = []string{stem}
		put(t, s, knowledge.Added, e)
	}
	for i, stem := range stems {
		hits := searchFor(t, s, stem)
		if len(hits) != 1 {
			t.Fatalf("%q is found %d times, want 1", stem, len(hits))
		}
		a := ok[knowledge.Article](t)(s.Article(context.Background(), hits[0].ID))
		if want := fmt.Sprintf("https://example.com/%d", i); a.URL != want {
			t.Errorf("%q finds %s, want %s", stem, a.URL, want)
		}
	}
}

// searchManyBatches compares the index with a plain count, over transactions of
// many sizes with changes between them.
func searchManyBatches(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	current := make(map[string][]string) // terms by URL
	n := 0
	for round, size := range []int{1, 1, 1, 30, 1, 1, 2, 90, 1, 1, 1, 1, 1, 1, 1, 1, 1, 20, 20, 20, 1, 200, 3} {
		write(t, s, func(w knowledge.Writer) error {
			for i := range size {
				if round%3 == 2 && i%2 == 0 && n > 4 { // a change of an earlier one
					url := fmt.Sprintf("https://example.com/%d", (n*7+i)%n)
					e := entry(url, "P", "", fmt.Sprintf("changed round%d common", round), day(1))
					if _, err := w.Put(ctx, sealed(e)); err != nil {
						return err
					}
					current[url] = e.Terms
					continue
				}
				url := fmt.Sprintf("https://example.com/%d", n)
				e := entry(url, "P", "", fmt.Sprintf("word%d mod%d common", n, n%7), day(1))
				if _, err := w.Put(ctx, sealed(e)); err != nil {
					return err
				}
				current[url] = e.Terms
				n++
			}
			return nil
		})
		stems := []string{"common", "changed", "mod3", "word5", fmt.Sprintf("round%d", round), "nowhere"}
		want := make([]int, len(stems))
		for _, terms := range current {
			for i, stem := range stems {
				if slices.Contains(terms, stem) {
					want[i]++
				}
			}
		}
		in, articles, err := s.Frequencies(ctx, stems)
		if err != nil || articles != n || !cmp.Equal(in, want) {
			t.Fatalf("round %d: Frequencies = %v, %d, %v, want %v, %d", round, in, articles, err, want, n)
		}
		for i, stem := range stems {
			if hits := searchFor(t, s, stem); len(hits) != want[i] {
				t.Fatalf("round %d: %q is found %d times, want %d", round, stem, len(hits), want[i])
			}
		}
	}
}

func stories(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	var entries []*knowledge.Entry
	for i := range 4 {
		entries = append(entries, entry(fmt.Sprintf("https://example.com/%d", i), "P", "T", "Text.", day(1)))
	}
	put(t, s, knowledge.Added, entries...)
	var one, two int64
	write(t, s, func(w knowledge.Writer) (err error) {
		if one, err = w.SetStory(ctx, entries[1].ID, 0); err != nil {
			return err
		}
		if same, err := w.SetStory(ctx, entries[0].ID, one); err != nil || same != one {
			return fmt.Errorf("SetStory = %d, %w, want %d", same, err, one)
		}
		if two, err = w.SetStory(ctx, entries[2].ID, 0); err != nil {
			return err
		}
		if _, err := w.SetStory(ctx, 999, one); err == nil {
			return fmt.Errorf("SetStory of an unknown article succeeds")
		}
		return nil
	})
	story := ok[knowledge.Story](t)(s.Story(ctx, one))
	if got := ids(story.Articles, articleID); story.ID != one || !cmp.Equal(got, []int64{entries[0].ID, entries[1].ID}) || story.Articles[0].Text != "" {
		t.Errorf("Story = %+v", story)
	}
	of := ok[map[int64]int64](t)(s.StoryOf(ctx, []int64{entries[0].ID, entries[2].ID, entries[3].ID}))
	if diff := cmp.Diff(map[int64]int64{entries[0].ID: one, entries[2].ID: two}, of); diff != "" {
		t.Errorf("StoryOf, want -, got +:\n%s", diff)
	}
	put(t, s, knowledge.Updated, entry("https://example.com/0", "P", "T", "New text.", day(1)))
	if of := ok[map[int64]int64](t)(s.StoryOf(ctx, []int64{entries[0].ID})); of[entries[0].ID] != one {
		t.Errorf("a changed article lost its story: %v", of)
	}
}

func signatures(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	var entries []*knowledge.Entry
	for i := range 10 {
		e := entry(fmt.Sprintf("https://example.com/%d", i), "P", "T", "Text.", day(1+i))
		e.Signature = []byte{byte(i), 0, 255}
		if i == 4 {
			e.Signature = nil
		}
		if i == 5 {
			e.Published = time.Time{}
		}
		entries = append(entries, e)
	}
	put(t, s, knowledge.Added, entries...)
	changed := entry("https://example.com/2", "P", "T", "New.", day(20))
	changed.Signature = []byte("new")
	put(t, s, knowledge.Updated, changed)
	var story int64
	write(t, s, func(w knowledge.Writer) (err error) {
		story, err = w.SetStory(ctx, entries[9].ID, 0)
		return err
	})
	sig := func(which knowledge.SignatureRange) (got []int) {
		check := func(g knowledge.Signature) error {
			i := slices.IndexFunc(entries, func(e *knowledge.Entry) bool { return e.ID == g.ArticleID })
			got = append(got, i)
			want, data, in := entries[i].Published, string(entries[i].Signature), int64(0)
			switch i {
			case 2:
				want, data = day(20), "new"
			case 5:
				want = g.Published
				if g.Published.IsZero() {
					t.Error("the signature of an article without a date has no time")
				}
			case 9:
				in = story
			}
			if !g.Published.Equal(want) || string(g.Data) != data || g.StoryID != in {
				t.Errorf("signature of article %d = %+v", i, g)
			}
			return nil
		}
		write(t, s, func(w knowledge.Writer) error { return w.Signatures(ctx, which, check) })
		within := got
		got = nil
		if err := s.Signatures(ctx, which, check); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(within, got); diff != "" {
			t.Errorf("Signatures(%+v), - within a transaction, + without:\n%s", which, diff)
		}
		return got
	}
	for _, c := range []struct {
		which knowledge.SignatureRange
		want  []int
	}{
		{knowledge.SignatureRange{Last: 100}, []int{0, 1, 2, 3, 5, 6, 7, 8, 9}},
		{knowledge.SignatureRange{Since: never, Last: 3}, []int{7, 8, 9}},
		{knowledge.SignatureRange{After: entries[6].ID, Since: never, Last: 100}, []int{7, 8, 9}},
		{knowledge.SignatureRange{After: entries[6].ID, Since: never, Last: 2}, []int{8, 9}},
		{knowledge.SignatureRange{After: entries[9].ID, Last: 5}, nil},
		{knowledge.SignatureRange{Since: never}, nil},
		{knowledge.SignatureRange{Since: day(9)}, []int{2, 5, 8, 9}},
		{knowledge.SignatureRange{Since: day(9), After: entries[5].ID}, []int{8, 9}},
		{knowledge.SignatureRange{Since: day(10), Last: 3}, []int{2, 5, 7, 8, 9}},
	} {
		if diff := cmp.Diff(c.want, sig(c.which)); diff != "" {
			t.Errorf("Signatures(%+v), want -, got +:\n%s", c.which, diff)
		}
	}

	if n, err := s.ExpireSignatures(ctx, day(8), 5, 2); err != nil || n != 2 {
		t.Errorf("removed %d, %v; want 2, as many as at most", n, err)
	}
	if n, err := s.ExpireSignatures(ctx, day(8), 5, 100); err != nil || n != 1 {
		t.Errorf("removed %d more, %v; want 1", n, err)
	}
	if diff := cmp.Diff([]int{2, 5, 6, 7, 8, 9}, sig(knowledge.SignatureRange{Last: 100})); diff != "" {
		t.Errorf("after old ones were removed, want -, got +:\n%s", diff)
	}
}

// never is later than any article.
var never = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)

// searchTimes searches as at a moment, and with a prior.
func searchTimes(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	undated := entry("https://example.com/undated", "P", "", "storm over the town", time.Time{})
	old := entry("https://example.com/old", "P", "", "storm over the town", day(1))
	middle := entry("https://example.com/middle", "P", "", "storm over the town", day(10))
	late := entry("https://example.com/late", "P", "", "storm over the town", day(20))
	put(t, s, knowledge.Added, undated, old, middle, late)
	find := func(asOf time.Time, p knowledge.Prior) []int64 {
		return ids(ok[[]knowledge.Hit](t)(s.Search(ctx, knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "storm", Weight: 1}}, AsOf: asOf, Prior: p, Limit: 9})), hitID)
	}
	got := find(day(10), knowledge.Prior{})
	slices.Sort(got)
	if want := []int64{undated.ID, old.ID, middle.ID}; !cmp.Equal(got, want) {
		t.Errorf("as of day 10: %v, want %v", got, want)
	}
	week := 7 * 24 * time.Hour
	if got, want := find(time.Time{}, knowledge.Prior{From: day(1), To: day(2), Gain: 1, Half: week}), []int64{old.ID, undated.ID, middle.ID, late.ID}; got[0] != old.ID || got[3] != late.ID {
		t.Errorf("of the first two days: %v, want %v", got, want)
	}
	if got := find(time.Time{}, knowledge.Prior{From: day(21), To: day(21), Gain: 1, Half: week}); got[0] != late.ID || got[3] != old.ID {
		t.Errorf("of day 21: %v, want %d first and %d last", got, late.ID, old.ID)
	}
}
