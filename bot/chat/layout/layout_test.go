package layout

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"quoth/bot"
	"quoth/knowledge"
)

var article = knowledge.Article{ID: 7, Title: "Mill closes", Source: "Gazette", Published: time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC), DateOnly: true}

func titles() Titles {
	return Titles{Untitled: func(a knowledge.Article) string { return "article" }}
}

// TestSplit parts words from what goes with them; the words keep their order.
func TestSplit(t *testing.T) {
	words := []bot.Block{bot.Heading{Text: "a"}, bot.Folded{Label: "2 more"}, bot.Text{Text: "b"}}
	p := Split([]bot.Block{words[0], bot.File{Name: "x.csv"}, words[1], bot.Picture{Name: "t.png"}, bot.File{Name: "y.csv"}, words[2]})
	if len(p.Words) != 3 || p.Words[0] != words[0] || p.Words[2] != words[2] {
		t.Errorf("the words are %v", p.Words)
	}
	if f, is := p.Words[1].(bot.Folded); !is || f.Label != "2 more" {
		t.Errorf("what is folded is %v", p.Words[1])
	}
	if p.Picture == nil || p.Picture.Name != "t.png" || len(p.Files) != 2 || p.Files[1].Name != "y.csv" {
		t.Errorf("the picture is %v, the files are %v", p.Picture, p.Files)
	}
	if p := Split(nil); p.Words != nil || p.Picture != nil || p.Files != nil {
		t.Errorf("nothing is split into %v", p)
	}
}

// TestBudget gives pages of a timeline less room than others.
func TestBudget(t *testing.T) {
	b := Budget{Page: 4000, Timeline: 1200}
	for _, c := range []struct {
		blocks []bot.Block
		want   int
	}{
		{nil, 4000},
		{[]bot.Block{bot.Quote{}, bot.Headline{}}, 4000},
		{[]bot.Block{bot.Heading{}, bot.Entry{}}, 1200},
		{[]bot.Block{bot.Folded{Blocks: []bot.Block{bot.Entry{}}}}, 4000}, // it has a line for each
	} {
		if got := b.Of(c.blocks); got != c.want {
			t.Errorf("%T: %d", c.blocks, got)
		}
	}
}

// TestBetween keeps together what belongs together.
func TestBetween(t *testing.T) {
	item, head := bot.Headline{Article: article}, bot.Headline{Article: article, Head: true}
	for _, c := range []struct {
		what         string
		above, below bot.Block
		want         string
	}{
		{"a quote and its source", bot.Quote{}, bot.Source{}, "\n"},
		{"two items of a list", item, item, "\n"},
		{"a heading and its quote", bot.Heading{}, bot.Quote{}, "\n"},
		{"a title and its quote", head, bot.Quote{}, "\n"},
		{"two quotes", bot.Quote{}, bot.Quote{}, "\n\n"},
		{"a source and the next title", bot.Source{}, head, "\n\n"},
		{"an item and a title with quotes", item, head, "\n\n"},
		{"a title with quotes and an item", head, item, "\n\n"},
		{"a heading and its list", bot.Heading{}, item, "\n\n"},
		{"a quote and what is folded", bot.Quote{}, bot.Folded{}, "\n\n"},
		{"two dates", bot.Entry{}, bot.Entry{}, "\n\n"},
		{"a text and a notice", bot.Text{}, bot.Notice{}, "\n\n"},
	} {
		if got := Between(c.above, c.below); got != c.want {
			t.Errorf("between %s stands %q", c.what, got)
		}
	}
}

// TestListed marks headlines that stand beside others.
func TestListed(t *testing.T) {
	item, head := bot.Headline{}, bot.Headline{Head: true}
	blocks := []bot.Block{bot.Heading{}, item, item, bot.Text{}, item, head, bot.Quote{}, item}
	want := []bool{false, true, true, false, false, false, false, false}
	for i := range blocks {
		if Listed(blocks, i) != want[i] {
			t.Errorf("block %d is listed: %v", i, !want[i])
		}
	}
}

func TestTitles(t *testing.T) {
	ti := titles()
	bare, dated := knowledge.Article{ID: 7}, article
	dated.Title = ""
	const byline = "Gazette · 6 May 2024"
	for got, want := range map[string]string{
		ti.Of(article): "Mill closes", ti.Of(dated): byline, ti.Of(bare): "article",
		ti.Outlet(bot.Quote{Quote: knowledge.Quote{Article: article}}):                            "Gazette",
		ti.Outlet(bot.Quote{Quote: knowledge.Quote{Article: knowledge.Article{Title: "Untold"}}}): "Untold",
		ti.Source(bot.Source{Article: article}):                                                   "Gazette · 6 May 2024",
		ti.Source(bot.Source{Article: article, Titled: true}):                                     "Gazette · Mill closes · 6 May 2024",
		ti.Source(bot.Source{Article: bare}):                                                      "article",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for _, c := range []struct {
		bot.Headline
		title, by string
	}{
		{bot.Headline{Article: article}, "Mill closes", byline},
		{bot.Headline{Article: article, Undated: true}, "Mill closes", "Gazette"},
		{bot.Headline{Article: dated}, byline, ""},
		{bot.Headline{Article: bare}, "article", ""},
	} {
		if title, by := ti.Item(c.Headline); title != c.title || by != c.by {
			t.Errorf("%+v is %q by %q", c.Headline, title, by)
		}
	}
}

// TestRemarks says of a quote what day it means, who prints the same, and that it was edited.
func TestRemarks(t *testing.T) {
	q := bot.Quote{Quote: knowledge.Quote{
		Article: article, Range: knowledge.Range{Start: 0, End: 20}, Text: "It closed on Monday.",
		Answer: knowledge.Range{Start: 13, End: 19}, Value: "2024-05-06",
	}}
	remarks := titles().Remarks(q)
	if len(remarks) != 1 || remarks[0] != (Remark{Text: "Monday = 6 May 2024"}) {
		t.Errorf("of a weekday it says %v", remarks)
	}
	q.Also, q.Edited = []knowledge.Article{{Source: "Post"}, {Source: "Gazette"}, {Source: "Post"}, {Source: "Echo"}}, true
	remarks = titles().Remarks(q)
	if len(remarks) != 3 || !remarks[1].Also || !strings.Contains(remarks[1].Text, "Post, Echo") || remarks[2].Also || remarks[2].Text == "" {
		t.Errorf("of an edited quote that others print it says %v", remarks)
	}
	if remarks := titles().Remarks(bot.Quote{}); remarks != nil {
		t.Errorf("of nothing it says %v", remarks)
	}
}

// TestClip cuts at whole characters, within the units that are allowed, and says that it did.
func TestClip(t *testing.T) {
	for _, c := range []struct {
		s    string
		n    int
		want string
	}{
		{"mill", 4, "mill"}, {"mill", 3, "mi…"}, {"the mill", 5, "the…"}, {"", 0, ""}, {"мельница", 5, "мель…"},
		{"a🙂b", 4, "a🙂b"}, {"a🙂b", 3, "a…"}, {"🙂🙂", 3, "🙂…"}, {"🙂🙂", 2, "…"},
	} {
		if got := Clip(c.s, c.n); got != c.want {
			t.Errorf("Clip(%q, %d) = %q, want %q", c.s, c.n, got, c.want)
		}
	}
	if got := Width("a🙂é\xff"); got != 5 {
		t.Errorf("%d units", got)
	}
}

func FuzzClip(f *testing.F) {
	f.Add("the mill 🙂 closes", 7)
	f.Add("\xff\xfe", 1)
	f.Fuzz(func(t *testing.T, s string, n int) {
		if n < 1 || n > 1<<16 {
			return
		}
		got := Clip(s, n)
		if Width(got) > n {
			t.Errorf("Clip(%q, %d) has %d units", s, n, Width(got))
		}
		if got != s && (!strings.HasSuffix(got, "…") || !strings.HasPrefix(s, strings.TrimSuffix(got, "…"))) {
			t.Errorf("Clip(%q, %d) = %q", s, n, got)
		}
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("Clip(%q, %d) = %q cuts a character", s, n, got)
		}
	})
}

// TestPagesFit cuts a long reply by a budget: no page is over it, nothing is left out, and a
// quote stays whole.
func TestPagesFit(t *testing.T) {
	const page = 200
	var blocks []bot.Block
	for range 30 {
		blocks = append(blocks, bot.Text{Text: strings.Repeat("word ", 12)})
	}
	size := func(run []bot.Block) (n int) {
		for i, b := range run {
			if i > 0 {
				n += Width(Between(run[i-1], b))
			}
			n += Width(b.(bot.Text).Text)
		}
		return n
	}
	pages := bot.Pages(blocks, func(run []bot.Block) bool { return size(run) <= Budget{page, page}.Of(run) })
	for _, run := range pages {
		if size(run) > page {
			t.Errorf("a page of %d", size(run))
		}
	}
	if !slices.Equal(slices.Concat(pages...), blocks) {
		t.Error("the pages are not the reply")
	}
}

func TestOnlyQuote(t *testing.T) {
	one, other := bot.Quote{Quote: knowledge.Quote{Text: "Ferries stopped."}}, bot.Quote{Quote: knowledge.Quote{Text: "They sail again."}}
	for _, c := range []struct {
		blocks []bot.Block
		want   string
	}{
		{nil, ""},
		{[]bot.Block{bot.Text{Text: "Found"}}, ""},
		{[]bot.Block{bot.Text{Text: "Found"}, one}, one.Text},
		{[]bot.Block{one, bot.Text{Text: "and"}, other}, ""},
	} {
		if got := OnlyQuote(c.blocks); got != c.want {
			t.Errorf("of %v it is %q, want %q", c.blocks, got, c.want)
		}
	}
}
