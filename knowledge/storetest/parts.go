package storetest

import (
	"context"
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge"
)

// parts stores a live blog and reads it back; a newer version replaces its parts.
func parts(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	e := entry("https://example.com/live", "Paper", "Live", "Updated at noon\nRain fell\nMuch rain. Of it.\nWhat next?\nSun.\nMore: x", day(1))
	zone := time.FixedZone("", -5*60*60)
	e.Sentences = []knowledge.Range{{Start: 26, End: 36}, {Start: 37, End: 43}, {Start: 55, End: 59}}
	e.Parts = []knowledge.Part{
		{Range: knowledge.Range{Start: 0, End: 15}, Role: knowledge.RoleClock},
		{Range: knowledge.Range{Start: 16, End: 25}, Role: knowledge.RoleHeading, Heads: knowledge.Range{Start: 26, End: 43}},
		{Range: knowledge.Range{Start: 26, End: 43}, Role: knowledge.RoleLead},
		{Range: knowledge.Range{Start: 44, End: 54}, Role: knowledge.RoleHeading, Heads: knowledge.Range{Start: 55, End: 59}},
		{Range: knowledge.Range{Start: 55, End: 59}, Role: knowledge.RoleBody},
		{Range: knowledge.Range{Start: 60, End: 67}, Role: knowledge.RoleTeaser},
	}
	e.Posts = []knowledge.Post{
		{Range: knowledge.Range{Start: 0, End: 43}, Headline: knowledge.Range{Start: 16, End: 25}, Published: time.Date(2020, 1, 2, 12, 0, 0, 0, zone)},
		{Range: knowledge.Range{Start: 44, End: 59}, Published: day(1)},
		{Range: knowledge.Range{Start: 60, End: 67}},
	}
	put(t, s, knowledge.Added, e)
	d := ok[[]knowledge.Document](t)(s.Documents(ctx, []int64{e.ID}))[0]
	if diff := cmp.Diff(e.Parts, d.Parts); diff != "" {
		t.Errorf("parts, want -, got +:\n%s", diff)
	}
	if diff := cmp.Diff(e.Posts, d.Posts); diff != "" {
		t.Errorf("posts, want -, got +:\n%s", diff)
	}
	if _, seconds := d.Posts[0].Published.Zone(); seconds != -5*60*60 {
		t.Errorf("the first post's zone is %d seconds east of UTC", seconds)
	}
	for i, want := range []string{"Rain fell", "Rain fell", "What next?"} {
		h, found := d.Heading(d.Sentences[i])
		if !found || d.Text[h.Start:h.End] != want {
			t.Errorf("over sentence %d stands %q, %v; want %q", i, d.Text[h.Start:h.End], found, want)
		}
	}
	if h, found := d.Heading(e.Parts[5].Range); found {
		t.Errorf("%+v heads a teaser", h)
	}
	if p, found := d.Post(d.Sentences[1]); !found || p.Headline != e.Posts[0].Headline {
		t.Errorf("the second sentence is of post %+v, %v", p, found)
	}
	if got := d.Role(d.Sentences[1]); got != knowledge.RoleLead {
		t.Errorf("the second sentence is %v", got)
	}
	next := entry("https://example.com/live", "Paper", "Live", "All is over.", day(1))
	put(t, s, knowledge.Updated, next)
	if d := ok[[]knowledge.Document](t)(s.Documents(ctx, []int64{e.ID}))[0]; len(d.Parts) != 0 || len(d.Posts) != 0 {
		t.Errorf("the next version has parts %v and posts %v", d.Parts, d.Posts)
	}
}

// rework replaces what was worked out about an article, in one transaction with
// others, and finds what is still to do.
func rework(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	e := entry("https://example.com/a", "Paper", "Storm", "Rain fell. Wind blew.", day(1))
	e.Facts, e.Signature = []knowledge.Fact{fact("2020-01-01", knowledge.Day, 0, 10)}, []byte("old")
	other := entry("https://example.com/b", "Paper", "Sun", "It shone.", day(2))
	other.Analysis = 2
	put(t, s, knowledge.Added, e, other)
	outdated := func(want ...int64) {
		t.Helper()
		ids, all, err := s.Outdated(ctx, 2, 10)
		if err != nil || all != len(want) || !cmp.Equal(ids, want) {
			t.Errorf("Outdated = %v, %d, %v; want %v", ids, all, err, want)
		}
	}
	outdated(e.ID)
	if ids, all, err := s.Outdated(ctx, 3, 1); err != nil || all != 2 || !cmp.Equal(ids, []int64{e.ID}) {
		t.Errorf("the first of two = %v, %d, %v", ids, all, err)
	}
	anew := *e
	anew.Analysis, anew.Terms, anew.Sentences = 2, []string{"wind"}, e.Sentences[1:]
	anew.Parts = []knowledge.Part{{Range: e.Sentences[0], Role: knowledge.RoleClock}, {Range: e.Sentences[1], Role: knowledge.RoleBody}}
	anew.Facts, anew.Signature = []knowledge.Fact{fact("2020-01-05", knowledge.Day, 11, 21)}, []byte("new")
	rework := func(e knowledge.Entry) (done bool) {
		write(t, s, func(w knowledge.Writer) (err error) {
			done, err = w.Rework(ctx, &e)
			return err
		})
		return done
	}
	for range 3 { // again and again: nothing is left behind
		if !rework(anew) {
			t.Fatal("nothing was reworked")
		}
	}
	outdated()
	write(t, s, func(w knowledge.Writer) error { return w.Outdate(ctx, "Gazette") })
	outdated()
	write(t, s, func(w knowledge.Writer) error { return w.Outdate(ctx, "Paper") })
	outdated(e.ID, other.ID)
	again := *other
	again.Analysis = 2
	if !rework(anew) || !rework(again) {
		t.Fatal("nothing was reworked that was outdated")
	}
	outdated()
	write(t, s, func(w knowledge.Writer) error { return w.OutdateArticle(ctx, e.ID) })
	outdated(e.ID)
	if !rework(anew) {
		t.Fatal("nothing was reworked of the article that was outdated")
	}
	outdated()
	d := ok[[]knowledge.Document](t)(s.Documents(ctx, []int64{e.ID}))[0]
	if d.Version != 1 || d.Text != e.Text || !d.Added.Equal(e.Added) || !cmp.Equal(d.Sentences, anew.Sentences) || !cmp.Equal(d.Parts, anew.Parts) {
		t.Errorf("after it the document is %+v", d)
	}
	if facts := ok[[]knowledge.Fact](t)(s.Facts(ctx, []int64{e.ID}, "", "")); len(facts) != 1 || facts[0].Date != "2020-01-05" {
		t.Errorf("after it the facts are %+v", facts)
	}
	if hits := searchFor(t, s, "rain"); len(hits) != 0 {
		t.Errorf("the old stem is still found: %v", hits)
	}
	if hits := searchFor(t, s, "wind"); len(hits) != 1 {
		t.Errorf("the stem that stays finds %v", hits)
	}
	text, edited, err := excerpt(ctx, s, e.ID, 1, e.Sentences[0])
	if err != nil || text != "Rain fell." || edited {
		t.Errorf("Slice after it = %q, %v, %v", text, edited, err)
	}
	write(t, s, func(w knowledge.Writer) error {
		return w.Signatures(ctx, knowledge.SignatureRange{Last: 10}, func(g knowledge.Signature) error {
			if g.ArticleID == e.ID && string(g.Data) != "new" {
				t.Errorf("the signature is %q", g.Data)
			}
			return nil
		})
	})
	bad := anew
	bad.Sentences = []knowledge.Range{{Start: 5, End: 99}}
	if err := s.Write(ctx, func(w knowledge.Writer) error { _, err := w.Rework(ctx, &bad); return err }); err == nil {
		t.Error("a sentence outside the text is stored")
	}
	put(t, s, knowledge.Updated, entry("https://example.com/a", "Paper", "Storm", "Snow fell.", day(1)))
	if rework(anew) {
		t.Error("a version that is not the current one was reworked")
	}
	if hits := searchFor(t, s, "wind"); len(hits) != 0 {
		t.Errorf("the replaced version is found again: %v", hits)
	}
}

// outletLines counts the lines of articles once, whatever becomes of the article, and
// forgets those that came once before those that came again.
func outletLines(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	times := func(source string) map[uint32]int {
		t.Helper()
		asked := map[string]map[uint32]int{"Gazette": {}, "Paper": {}, "Nobody": {1: 0}}
		for _, of := range asked {
			for _, line := range []uint32{1, 2, 3, 1<<32 - 1} {
				of[line] = 0
			}
			for line := range uint32(3000) {
				of[1000+line] = 0
			}
		}
		if err := s.Repeated(ctx, asked); err != nil {
			t.Fatal(err)
		}
		maps.DeleteFunc(asked[source], func(_ uint32, times int) bool { return times == 0 })
		return asked[source]
	}
	if got := times("Paper"); len(got) != 0 {
		t.Errorf("before any article %v", got)
	}
	lined := func(url, source, text string, lines ...uint32) *knowledge.Entry {
		e := entry(url, source, "T", text, day(1))
		e.Lines = lines
		return e
	}
	first := lined("https://example.com/1", "Paper", "One.", 1, 2)
	put(t, s, knowledge.Added, first, lined("https://example.com/2", "Paper", "Two.", 2, 3, 1<<32-1), lined("https://example.com/3", "Gazette", "Three.", 2))
	put(t, s, knowledge.Unchanged, lined("https://example.com/1", "Paper", "One.", 1, 2))
	put(t, s, knowledge.Updated, lined("https://example.com/1", "Paper", "One and more.", 1, 2))
	want := map[uint32]int{1: 1, 2: 2, 3: 1, 1<<32 - 1: 1}
	if diff := cmp.Diff(want, times("Paper")); diff != "" {
		t.Errorf("lines of the first outlet, want -, got +:\n%s", diff)
	}
	if diff := cmp.Diff(map[uint32]int{2: 1}, times("Gazette")); diff != "" {
		t.Errorf("lines of the other, want -, got +:\n%s", diff)
	}
	write(t, s, func(w knowledge.Writer) error { _, err := w.RemoveSource(ctx, "gazette"); return err })
	if got := times("Gazette"); len(got) != 0 {
		t.Errorf("of an outlet that was removed %v is remembered", got)
	}
	// An article of a program that counted no lines is counted when it is reworked, once.
	old := lined("https://example.com/4", "Paper", "Four.")
	put(t, s, knowledge.Added, old)
	for range 2 {
		anew := *old
		anew.Analysis, anew.Lines = 1, []uint32{2}
		write(t, s, func(w knowledge.Writer) error { _, err := w.Rework(ctx, &anew); return err })
	}
	if got := times("Paper")[2]; got != 3 {
		t.Errorf("after two reworks the line stood in %d articles, want 3", got)
	}
	// What is forgotten follows from the articles in their order, stored together or one by one.
	put(t, s, knowledge.Added, lined("https://example.com/5", "Gazette", "Five.", 1, 2), lined("https://example.com/6", "Gazette", "Six.", 2, 3, 1<<32-1), lined("https://example.com/7", "Gazette", "Seven.", 2))
	var together []*knowledge.Entry
	for i := range uint32(30) {
		var lines []uint32
		for j := range uint32(100) {
			lines = append(lines, 1000+100*i+j)
		}
		together = append(together, lined(fmt.Sprintf("https://example.com/together/%d", i), "Gazette", "Many.", lines...))
		put(t, s, knowledge.Added, lined(fmt.Sprintf("https://example.com/many/%d", i), "Paper", "Many.", lines...))
	}
	put(t, s, knowledge.Added, together...)
	got := times("Paper")
	if diff := cmp.Diff(got, times("Gazette")); diff != "" {
		t.Errorf("lines of articles stored one by one -, together +:\n%s", diff)
	}
	if got[2] != 3 || got[3] != 0 || got[1000+2999] != 1 || len(got) > 2000 {
		t.Errorf("of 3000 lines %d are remembered; the repeated one %d times, an old one %d, the last %d", len(got), got[2], got[3], got[1000+2999])
	}
}
