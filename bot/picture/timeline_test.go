package picture

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/timeline"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func entry(date string, g knowledge.Granularity, quote string, mentions int) timeline.Entry {
	return timeline.Entry{Date: date, Granularity: g, Mentions: mentions, Quotes: []timeline.Dated{{Quote: knowledge.Quote{Text: quote, Article: knowledge.Article{Source: "The Ashford Echo", Title: "A title"}}}}}
}

// TestLayOut checks the picture's geometry: labels in order that do not overlap and lie
// within the picture, in every form and for every number of entries.
func TestLayOut(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	sets := map[string][]timeline.Entry{
		"one":       {entry("2020-11-10", knowledge.Day, "It ended.", 1)},
		"same day":  {entry("2020-11-10", knowledge.Day, "It ended.", 1), entry("2020-11-10", knowledge.Day, "It began.", 1)},
		"century":   {entry("1920", knowledge.Year, "A.", 1), entry("1921-02", knowledge.Month, "B.", 1), entry("2020-11-10", knowledge.Day, "C.", 1)},
		"long word": {entry("2020-11-10", knowledge.Day, strings.Repeat("x", 400), 1)},
		"too long":  {entry("2020-11-10", knowledge.Day, strings.Repeat("many words ", 200), 1), entry("2020-11-12", knowledge.Day, "B.", 1)},
		"script":    {entry("2020-11-10", knowledge.Day, "政府は月曜日に発表した。", 1), entry("2020-11-12", knowledge.Day, "Правительство сообщило.", 1)},
	}
	for _, n := range []int{8, 40, 150} {
		var many []timeline.Entry
		for i := range n {
			d := day("2020-01-01").AddDate(0, 0, r.IntN(900)).Format(time.DateOnly)
			many = append(many, entry(d, knowledge.Day, strings.Repeat("Some words of news. ", 1+r.IntN(9)), i))
		}
		sets[fmt.Sprint(n, " entries")] = many
	}
	p, err := newPainter(text.For("de"))
	if err != nil {
		t.Fatal(err)
	}
	for name, entries := range sets {
		for form, s := range shapes {
			shown, err := sorted(entries)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			g := p.layOut("The topic of "+name, shown[:min(len(shown), 30)], len(shown), s)
			if len(shown) <= 8 && (!g.fits || g.size.Y < s.least || g.size.Y > s.most) {
				t.Errorf("%s: form %d does not fit: %v", name, form, g.size)
			}
			if covered := g.columns[len(g.columns)-1][1]; g.columns[0][0] != 0 || covered != len(g.labels) {
				t.Errorf("%s: %d labels stand in the columns %v", name, len(g.labels), g.columns)
			}
			for _, column := range g.columns {
				for i := column[0]; i < column[1]; i++ {
					l := g.labels[i]
					beside := len(p.lines(&l))*p.styles.quote.lead + len(l.source)*p.styles.source.lead
					if l.top < margin || l.top+beside > g.size.Y-margin+1 {
						t.Errorf("%s: label %d stands at %d–%d of %v", name, i, l.top, l.top+beside, g.size)
					}
					dated := p.dateBottom(&l) + len(l.later)*p.styles.later.lead
					if i+1 < column[1] && max(l.top+beside, dated) > g.labels[i+1].top {
						t.Errorf("%s: label %d overlaps the next", name, i)
					}
				}
			}
		}
	}
}

// TestSizes draws timelines of every size: within each form's bounds, and the same twice.
func TestSizes(t *testing.T) {
	for n, sizes := range map[int]map[Form][2]int{1: {Tall: {608, 608}}, 12: {Chat: {608, 1350}}, 40: {Tall: {608, 4000}}} {
		var entries []timeline.Entry
		for i := range n {
			entries = append(entries, entry(day("2019-12-28").AddDate(0, 0, i*i).Format(time.DateOnly), knowledge.Day, strings.Repeat("Some words of news. ", 9), i))
		}
		for form, bounds := range sizes {
			var first, again bytes.Buffer
			if err := Timeline(&first, "A topic", entries, form, text.Printer{}); err != nil {
				t.Fatalf("%d entries: %v", n, err)
			}
			if n < 40 {
				if err := Timeline(&again, "A topic", entries, form, text.Printer{}); err != nil || !bytes.Equal(first.Bytes(), again.Bytes()) {
					t.Errorf("%d entries: the same entries give another picture (%v)", n, err)
				}
			}
			picture, err := png.DecodeConfig(&first)
			if err != nil {
				t.Fatal(err)
			}
			if picture.Height < bounds[0] || picture.Height > bounds[1] {
				t.Errorf("%d entries in form %d: the picture is %d by %d", n, form, picture.Width, picture.Height)
			}
		}
	}
	if err := Timeline(&bytes.Buffer{}, "x", nil, Chat, text.Printer{}); err == nil {
		t.Error("nothing is drawn without an error")
	}
	if err := Timeline(&bytes.Buffer{}, "x", []timeline.Entry{entry("soon", knowledge.Day, "A.", 1)}, Chat, text.Printer{}); err == nil {
		t.Error("a date that is none is drawn")
	}
}

// TestLabels checks what a label says: its quote, words of it with an ellipsis where it is too
// long, and the title of an article whose script the fonts lack.
func TestLabels(t *testing.T) {
	long := strings.Repeat("Some words of news. ", 20)
	p, err := newPainter(text.Printer{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		entry timeline.Entry
		want  string
	}{
		{entry("2020-11-10", knowledge.Day, "It ended.", 1), "“It ended.”"},
		{entry("2020-11-10", knowledge.Day, "政府は月曜日に発表した。", 1), "A title"},
		{entry("2020-11-10", knowledge.Day, long, 1), "“Some words of news. Some words of news. Some"},
	} {
		lines := p.lines(&p.labels([]timeline.Entry{c.entry})[0])
		if len(lines) == 0 || len(lines) > 2 || lines[0] != c.want {
			t.Errorf("it says %q, want %q", lines, c.want)
		}
		if cut := strings.HasSuffix(lines[len(lines)-1], " …”"); cut != (len(lines) == 2) {
			t.Errorf("%q does not say that it is cut", lines)
		}
	}
}

// TestContrast computes how far the colours of words stand out from the paper (WCAG 2.2).
func TestContrast(t *testing.T) {
	luminance := func(c color.RGBA) float64 {
		channel := func(v uint8) float64 { return math.Pow((float64(v)/255+.055)/1.055, 2.4) }
		return .2126*channel(c.R) + .7152*channel(c.G) + .0722*channel(c.B)
	}
	for _, c := range []color.RGBA{ink, grey, accent} {
		if ratio := (luminance(paper) + .05) / (luminance(c) + .05); ratio < 4.5 {
			t.Errorf("%v stands out by %.1f", c, ratio)
		}
	}
}

func BenchmarkTimeline(b *testing.B) {
	var entries []timeline.Entry
	for i := range 12 {
		entries = append(entries, entry(day("2020-01-01").AddDate(0, 0, 31*i).Format(time.DateOnly), knowledge.Day, strings.Repeat("Some words of news. ", 6), i))
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := Timeline(&bytes.Buffer{}, "A topic", entries, Chat, text.Printer{}); err != nil {
			b.Fatal(err)
		}
	}
}
