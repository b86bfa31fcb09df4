package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"quoth/knowledge"
)

// Prose is n sentences of a small vocabulary, as texts have much in common.
func Prose(random *rand.Rand, n int) string {
	words := strings.Fields("the government said on Monday that it would raise taxes next year while opposition parties called for a vote in parliament after talks with unions failed and prices rose again")
	var b strings.Builder
	for range n {
		for i := range 12 {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(words[random.IntN(len(words))])
		}
		fmt.Fprintf(&b, " %d. ", random.IntN(1000))
	}
	return b.String()
}

// compressed stores more articles than a store compresses the texts of, and reads them back by
// every way there is.
func compressed(t *testing.T, s knowledge.Store) {
	ctx := context.Background()
	random := rand.New(rand.NewPCG(1, 2))
	var all []*knowledge.Entry
	text := 0
	for n := range 400 {
		sentences := 5 + random.IntN(40)
		if n%50 == 0 {
			sentences = 600 // several blocks
		}
		e := entry(fmt.Sprintf("https://example.com/%d", n), "Gazette", fmt.Sprintf("Title %d", n), Prose(random, sentences), day(1+n%20))
		if n%7 == 0 {
			e.For = "1 telegram 7"
		}
		if n%100 == 1 {
			e.Text = "Short \x00."
			e.Sentences = nil
		}
		all = append(all, e)
		text += len(e.Text)
	}
	put(t, s, knowledge.Added, all[:300]...)
	put(t, s, knowledge.Added, all[300:]...)
	changed := entry(all[5].URL, "Gazette", "Changed", Prose(random, 30), day(3))
	put(t, s, knowledge.Updated, changed)

	taken := int64(0)
	for _, x := range ok[knowledge.Footprint](t)(s.Footprint(ctx)).Texts {
		taken += x.Bytes
	}
	if taken > int64(text)*2/3 {
		t.Errorf("%d bytes of text take %d", text, taken)
	}
	check(t, s.Compact(ctx, func(n int) {
		if n > 10 {
			t.Errorf("%d texts were not compressed", n)
		}
	}))
	everybody := knowledge.AskedBy(ctx, "1 telegram 7")
	for i, e := range all {
		if got := ok[knowledge.Article](t)(s.Version(everybody, e.ID, 1)); got.Text != e.Text {
			t.Fatalf("version 1 of article %d: %d bytes of text, want %d", e.ID, len(got.Text), len(e.Text))
		}
		if i == 5 {
			e = changed
		}
		if got := ok[knowledge.Article](t)(s.Article(everybody, e.ID)); got.Text != e.Text {
			t.Fatalf("article %d: %d bytes of text, want %d", e.ID, len(got.Text), len(e.Text))
		}
		if d := ok[[]knowledge.Document](t)(s.Documents(everybody, []int64{e.ID})); len(d) != 1 || d[0].Text != e.Text || len(d[0].Sentences) != len(e.Sentences) {
			t.Fatalf("document %d: %v", e.ID, d)
		}
		spans := []knowledge.Span{{Article: e.ID, Version: e.Version}, {Article: e.ID, Version: e.Version, Range: knowledge.Range{Start: 0, End: len(e.Text) + 1}}}
		for range 4 {
			start := random.IntN(len(e.Text))
			spans = append(spans, knowledge.Span{Article: e.ID, Version: e.Version, Range: knowledge.Range{Start: start, End: start + random.IntN(len(e.Text)-start+1)}})
		}
		found := ok[map[knowledge.Span]knowledge.Excerpt](t)(s.Excerpts(everybody, spans))
		for n, span := range spans {
			x, stored := found[span]
			if stored != (n != 1) {
				t.Fatalf("%+v is found: %v", span, stored)
			}
			if text, err := x.Slice(span.Range); stored && (err != nil || text != e.Text[span.Start:span.End] || x.Size != len(e.Text)) {
				t.Fatalf("%+v: %q (%v)", span, text, err)
			}
		}
	}
	if done := ok[knowledge.Scrubbed](t)(knowledge.Scrub(ctx, s, nil)); done.Versions != len(all)+1 || done.Unsealed+len(done.Broken) != 0 {
		t.Errorf("Scrub = %+v", done)
	}
	write(t, s, func(w knowledge.Writer) error {
		_, err := w.Withhold(ctx, all[1].ID, 1)
		if err == nil {
			_, err = w.Withhold(ctx, all[2].ID, 1)
		}
		return err
	})
	for _, e := range all[1:3] {
		if got := ok[knowledge.Article](t)(s.Withheld(ctx, e.ID)); got.Text != e.Text {
			t.Errorf("withheld article %d: %q", e.ID, got.Text)
		}
	}
	if findings := ok[[]string](t)(s.Check(ctx)); len(findings) > 0 {
		t.Errorf("Check = %q", findings)
	}
}
