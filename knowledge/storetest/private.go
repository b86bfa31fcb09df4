package storetest

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

const (
	red  = knowledge.Audience("test:chat:red")
	blue = knowledge.Audience("test:server:it's 100% blue")
)

// private stores articles for everybody and for two audiences. Every method that reads
// articles has to have its row here: it shows a private one to its audience alone.
func private(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	open := entry("https://example.com/open", "Post", "Harbour opens", "The harbour opened in 2020.", day(1))
	secret := entry("https://example.com/secret", "Gazette", "Quarry closes", "The quarry zxcv closes on 5 January 2020. Nobody knew.", day(-1))
	secret.For, secret.Language, secret.Signature = red, "pt", []byte("s")
	secret.Facts = []knowledge.Fact{{Date: "2020-01-05", Granularity: knowledge.Day, Sentence: secret.Sentences[0], Basis: knowledge.Basis{Kind: knowledge.Written}}}
	other := entry("https://example.com/secret", "Herald", "Quarry closes", "The quarry closes as the blue ones read it.", day(2))
	other.For = blue
	put(t, s, knowledge.Added, open, secret, other)
	write(t, s, func(w knowledge.Writer) error { return w.PutAddress(ctx, "https://example.com/further", secret.ID) })
	brings(t, s, "Quarry news", secret)
	put(t, s, knowledge.Unchanged, secret, other)
	if secret.ID == other.ID {
		t.Fatal("two audiences share an article")
	}
	var story int64
	write(t, s, func(w knowledge.Writer) (err error) {
		if story, err = w.SetStory(ctx, open.ID, 0); err != nil {
			return err
		}
		_, err = w.SetStory(ctx, secret.ID, story)
		return err
	})

	shows := map[string]func(ctx context.Context) (bool, error){
		"Article": func(ctx context.Context) (bool, error) {
			a, err := s.Article(ctx, secret.ID)
			return a.For == red && a.Text == secret.Text, err
		},
		"ArticleByURL": func(ctx context.Context) (bool, error) {
			a, err := s.ArticleByURL(ctx, secret.URL)
			return a.ID == secret.ID, err
		},
		"Version": func(ctx context.Context) (bool, error) {
			a, err := s.Version(ctx, secret.ID, 1)
			return a.Text == secret.Text, err
		},
		"Documents": func(ctx context.Context) (bool, error) {
			d, err := s.Documents(ctx, []int64{open.ID, secret.ID})
			return len(d) == 2, err
		},
		"Excerpts": func(ctx context.Context) (bool, error) {
			text, _, err := excerpt(ctx, s, secret.ID, 1, knowledge.Range{Start: 0, End: 10})
			return text != "", err
		},
		"Latest": func(ctx context.Context) (bool, error) {
			all, err := s.Latest(ctx, knowledge.Filter{}, 9, 0)
			return slices.Contains(ids(all, articleID), secret.ID), err
		},
		"Sources": func(ctx context.Context) (bool, error) {
			all, err := s.Sources(ctx)
			return slices.ContainsFunc(all, func(o knowledge.Source) bool { return o.Name == "Gazette" && o.Newest.Equal(day(-1)) }), err
		},
		"FromFeeds": func(ctx context.Context) (bool, error) {
			found, err := s.FromFeeds(ctx, []int64{open.ID, secret.ID}, []string{"quarry news"})
			return len(found) > 0, err
		},
		"Revision": func(ctx context.Context) (bool, error) {
			r, err := s.Revision(ctx)
			return strings.Contains(r, string(red)), err
		},
		"Stats": func(ctx context.Context) (bool, error) {
			stats, err := s.Stats(ctx)
			return stats.Articles > 1 && stats.Sources > 1 && stats.Oldest.Equal(day(-1)), err
		},
		"Outdated": func(ctx context.Context) (bool, error) {
			found, _, err := s.Outdated(ctx, 1, 9)
			return slices.Contains(found, secret.ID), err
		},
		"Facts": func(ctx context.Context) (bool, error) {
			found, err := s.Facts(ctx, []int64{open.ID, secret.ID}, "", "")
			return len(found) > 0, err
		},
		"Search": func(ctx context.Context) (bool, error) {
			hits, err := s.Search(ctx, knowledge.Query{Terms: []knowledge.QueryTerm{{Stem: "zxcv", Weight: 1}, {Stem: "the", Weight: 1}}, Limit: 9})
			return slices.ContainsFunc(hits, func(h knowledge.Hit) bool { return h.ID == secret.ID }), err
		},
		"Frequencies": func(ctx context.Context) (bool, error) {
			in, articles, err := s.Frequencies(ctx, []string{"zxcv"})
			if (in[0] > 0) != (articles > 1) && !slices.Contains(audiencesOf(ctx), blue) {
				t.Errorf("Frequencies counts %d of %d articles", in[0], articles)
			}
			return in[0] > 0, err
		},
		"Story": func(ctx context.Context) (bool, error) {
			found, err := s.Story(ctx, story)
			return len(found.Articles) == 2, err
		},
		"StoryOf": func(ctx context.Context) (bool, error) {
			found, err := s.StoryOf(ctx, []int64{open.ID, secret.ID})
			return len(found) == 2, err
		},
		// What these tell may be kept and used for all who ask.
		"Stems": func(ctx context.Context) (bool, error) {
			found := false
			err := s.Stems(ctx, 1, func(stem string, in int) error {
				found = found || stem == "zxcv" || stem == "the" && in > 1
				return nil
			})
			return found, err
		},
		"Languages": func(ctx context.Context) (bool, error) {
			found, err := s.Languages(ctx)
			return found["pt"] > 0, err
		},
		// This says what is stored for the article's own audience, whoever asks.
		"Unchanged": func(ctx context.Context) (bool, error) {
			public, blues := secret.Article, secret.Article
			public.For, blues.For = "", blue
			got, err := s.Unchanged(ctx, []knowledge.Article{secret.Article, public, blues})
			if diff := cmp.Diff([]bool{true, false, false}, got); diff != "" {
				t.Errorf("Unchanged, want -, got +:\n%s", diff)
			}
			return false, err
		},
	}
	// This tells fingerprints of lines, for the analysis of articles alone.
	shows["Repeated"] = func(context.Context) (bool, error) { return false, nil }
	forAll := []string{"Stems", "Languages", "Unchanged", "Repeated"}
	for _, i := range []reflect.Type{reflect.TypeFor[knowledge.Library](), reflect.TypeFor[knowledge.Index](), reflect.TypeFor[knowledge.Stories]()} {
		for n := range i.NumMethod() {
			name := i.Method(n).Name
			show, ok := shows[name]
			if !ok {
				t.Errorf("%s has no test that it keeps private articles private", name)
				continue
			}
			for who, ctx := range map[string]context.Context{
				"everybody": ctx, "nobody in particular": knowledge.AskedBy(ctx, ""), "the audience": knowledge.AskedBy(ctx, red), "both": knowledge.AskedBy(ctx, "x:chat:1", red),
				"another": knowledge.AskedBy(ctx, blue), "the program": knowledge.Unrestricted(ctx), "a context made of the audience's": context.WithoutCancel(knowledge.AskedBy(ctx, red)),
			} {
				want := who != "everybody" && who != "nobody in particular" && who != "another" && !slices.Contains(forAll, name)
				got, err := show(ctx)
				if got != want || want && err != nil {
					t.Errorf("%s shows the private article to %s: %v (%v)", name, who, got, err)
				}
			}
		}
	}
	if a := ok[knowledge.Article](t)(s.ArticleByURL(knowledge.AskedBy(ctx, blue), secret.URL)); a.ID != other.ID || a.Text != other.Text {
		t.Errorf("the blue ones read %+v", a)
	}
	_, err := s.Story(ctx, story)
	check(t, err)
	// A further address is the audience's own, and a rework leaves it and the article so.
	secret.Analysis = 5
	write(t, s, func(w knowledge.Writer) error { _, err := w.Rework(ctx, secret); return err })
	for _, url := range []string{"https://example.com/further", secret.URL} {
		if a := ok[knowledge.Article](t)(s.ArticleByURL(knowledge.AskedBy(ctx, red), url)); a.ID != secret.ID {
			t.Errorf("%s is that of %d inside", url, a.ID)
		}
		_, err := s.ArticleByURL(ctx, url)
		wantNotFound(t, url, err)
		public := entry(url, "Post", "Quarry open "+url, "The quarry is open.", day(3))
		put(t, s, knowledge.Added, public)
		if public.ID == secret.ID {
			t.Errorf("a public article changed the private one at %s", url)
		}
		if a := ok[knowledge.Article](t)(s.ArticleByURL(ctx, url)); a.ID != public.ID {
			t.Errorf("%s is that of %d for all", url, a.ID)
		}
	}
}

// opened brings what was private by a public road, and the other way round.
func opened(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	again := func(audience knowledge.Audience, text string) *knowledge.Entry {
		e := entry("https://example.com/a", "Gazette", "Quarry closes", text, day(2))
		e.For = audience
		return e
	}
	counts := func(ctx context.Context) string {
		stats := ok[knowledge.Stats](t)(s.Stats(ctx))
		_, indexed, err := s.Frequencies(ctx, nil)
		check(t, err)
		return fmt.Sprint(stats.Articles, stats.Sources, indexed, len(ok[[]knowledge.Article](t)(s.Latest(ctx, knowledge.Filter{}, 9, 0))))
	}
	first := again(red, "The quarry closes.")
	put(t, s, knowledge.Added, first)
	put(t, s, knowledge.Added, again(blue, "The quarry closes."))
	if got := counts(ctx) + counts(knowledge.AskedBy(ctx, red)); got != "0 0 0 01 1 1 1" {
		t.Errorf("while it is private the counts are %s", got)
	}
	public := again("", "The quarry closes.")
	put(t, s, knowledge.Opened, public)
	if public.ID != first.ID || public.Before != red {
		t.Errorf("the opened article is %d, and was for %q", public.ID, public.Before)
	}
	if a := ok[knowledge.Article](t)(s.Article(ctx, public.ID)); a.For != "" || a.Version != 1 {
		t.Errorf("the opened article is %+v", a)
	}
	if got := counts(ctx) + counts(knowledge.AskedBy(ctx, red)); got != "1 1 1 11 1 1 1" {
		t.Errorf("once it is public the counts are %s", got)
	}
	// A private feed brings it once more: it is there. With other words it is an article of
	// its own, and leaves the public one as it is.
	covered := again(red, "The quarry closes.")
	put(t, s, knowledge.Unchanged, covered)
	if covered.ID != public.ID || covered.For != "" {
		t.Errorf("what everybody may read is %+v", covered.Article)
	}
	whole := again(red, "The quarry closes, and subscribers read why.")
	put(t, s, knowledge.Added, whole)
	if a := ok[knowledge.Article](t)(s.ArticleByURL(knowledge.AskedBy(ctx, red), whole.URL)); a.ID != public.ID || whole.ID == public.ID {
		t.Errorf("beside the public article %d stands %d, and the address is that of %d", public.ID, whole.ID, a.ID)
	}
	put(t, s, knowledge.Updated, again("", "The quarry closes today."))
	if text, _, err := excerpt(ctx, s, whole.ID, 1, knowledge.Range{Start: 0, End: 10}); err == nil {
		t.Errorf("everybody reads %q", text)
	}
	write(t, s, func(w knowledge.Writer) error {
		seen := map[knowledge.Audience]int{}
		if err := w.Signatures(ctx, knowledge.SignatureRange{Last: 9}, func(g knowledge.Signature) error { seen[g.For]++; return nil }); err != nil {
			return err
		}
		n, err := w.RemoveSource(ctx, "gazette")
		if n != 3 {
			t.Errorf("RemoveSource removed %d articles", n)
		}
		return err
	})
	if got := counts(knowledge.Unrestricted(ctx)); got != "0 0 0 0" {
		t.Errorf("after all are removed the counts are %s", got)
	}
}

// privateMoves moves a chat: its private feed and articles go with it.
func privateMoves(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	from, to := knowledge.ChatAudience("test", "old"), knowledge.ChatAudience("test", "new")
	e := entry("https://example.com/a", "Gazette", "Quarry closes", "The quarry closes.", day(2))
	e.For = from
	put(t, s, knowledge.Added, e)
	feed, _, err := s.AddFeed(ctx, knowledge.Feed{URL: "https://example.com/feed", FeedSettings: knowledge.FeedSettings{For: from, Zone: "Europe/Lisbon"}})
	check(t, err)
	check(t, s.MovePlace(ctx, "test", "old", "new"))
	if f := ok[knowledge.Feed](t)(s.Feed(ctx, feed)); f.For != to || f.Zone != "Europe/Lisbon" {
		t.Errorf("the feed is %+v", f)
	}
	if _, err := s.Article(knowledge.AskedBy(ctx, from), e.ID); err == nil {
		t.Error("the old chat reads on")
	}
	e.For = to
	put(t, s, knowledge.Unchanged, e)
	if a := ok[knowledge.Article](t)(s.ArticleByURL(knowledge.AskedBy(ctx, to), e.URL)); a.For != to {
		t.Errorf("the new chat reads %+v", a)
	}
}

// privateForgotten forgets a person: what was private to the person alone goes, too.
func privateForgotten(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	person, home := audience.Person{Platform: "test", User: "7"}, audience.Place{Platform: "test", Chat: "home"}
	_, _, err := s.Subscribe(ctx, audience.Subscription{Owner: person, Place: home, Private: true, Topic: "a", Pace: audience.Now, Created: day(1)})
	check(t, err)
	own := []knowledge.Audience{knowledge.ChatAudience("test", "7"), knowledge.ChatAudience("test", "home")}
	for i, audience := range append(own, red, "") {
		e := entry(fmt.Sprint("https://example.com/", i), "Gazette", fmt.Sprint("Quarry ", i), "The quarry closes.", day(2))
		e.For = audience
		put(t, s, knowledge.Added, e)
		_, _, err := s.AddFeed(ctx, knowledge.Feed{URL: fmt.Sprint("https://example.com/feed", i), Title: "F", FeedSettings: knowledge.FeedSettings{For: audience}})
		check(t, err)
	}
	if got := ok[map[string][]map[string]any](t)(s.Export(ctx, person))["feeds"]; len(got) != 2 || got[0]["title"] != "F" {
		t.Errorf("Export has the feeds %v", got)
	}
	if n := ok[int](t)(s.Forget(ctx, person)); n != 5 {
		t.Errorf("Forget = %d", n)
	}
	left := ids(ok[[]knowledge.Feed](t)(s.Feeds(ctx)), func(f knowledge.Feed) int64 { return f.ID })
	if len(left) != 2 {
		t.Errorf("the feeds left are %v", left)
	}
	if stats := ok[knowledge.Stats](t)(s.Stats(knowledge.Unrestricted(ctx))); stats.Articles != 2 {
		t.Errorf("%d articles are left", stats.Articles)
	}
	if hits := ok[[]knowledge.Hit](t)(s.Search(knowledge.AskedBy(ctx, own...), knowledge.Query{All: []string{"quarry"}, Limit: 9})); len(hits) != 1 {
		t.Errorf("the search finds %v", hits)
	}
}

func audiencesOf(ctx context.Context) []knowledge.Audience {
	audiences, _ := knowledge.ReaderOf(ctx)
	return audiences
}
