package picture

import (
	"bytes"
	"image/png"
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

// TestLayOut checks the picture's geometry: dots to scale and in order, labels in
// order that do not overlap and lie within the picture.
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
	var many, cluster []timeline.Entry
	for i := range 60 {
		d := day("2020-01-01").AddDate(0, 0, r.IntN(900)).Format(time.DateOnly)
		many = append(many, entry(d, knowledge.Day, strings.Repeat("Some words of news. ", 1+r.IntN(9)), i))
		cluster = append(cluster, entry(day("2020-01-01").AddDate(0, 0, i%4).Format(time.DateOnly), knowledge.Day, "Words of news.", i))
	}
	sets["many"], sets["cluster"] = many, cluster
	faces, err := loadTypefaces()
	if err != nil {
		t.Fatal(err)
	}
	for name, entries := range sets {
		p := &painter{styles: faces, faces: newFaces()}
		labels, err := p.labels(entries)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		const top = 150
		bottom := layOut(labels, top)
		first, last := labels[0], labels[len(labels)-1]
		for i, l := range labels {
			if l.top < top || l.top+l.height > bottom {
				t.Errorf("%s: label %d stands at %d–%d, outside of %d–%d", name, i, l.top, l.top+l.height, top, bottom)
			}
			if i > 0 && l.top < labels[i-1].top+labels[i-1].height+labelGap-1 {
				t.Errorf("%s: label %d overlaps the one before it", name, i)
			}
			if span := last.from.Sub(first.from); span > 0 {
				want := float64(first.dot) + float64(last.dot-first.dot)*float64(l.from.Sub(first.from))/float64(span)
				if diff := float64(l.dot) - want; diff > 1 || diff < -1 {
					t.Errorf("%s: dot %d is %f off its scale", name, i, diff)
				}
			}
			for _, s := range append(l.quote, l.source...) {
				if strings.Contains(s, "…") {
					t.Errorf("%s: a quote is cut", name)
				}
			}
		}
		var first1, again bytes.Buffer
		if err := Timeline(&first1, "The topic of "+name, entries, text.Printer{}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := Timeline(&again, "The topic of "+name, entries, text.Printer{}); err != nil || !bytes.Equal(first1.Bytes(), again.Bytes()) {
			t.Errorf("%s: the same entries give another picture (%v)", name, err)
		}
		picture, err := png.Decode(&first1)
		if err != nil {
			t.Fatal(err)
		}
		if size := picture.Bounds().Size(); size.X != width || size.Y > maxHeight+100 {
			t.Errorf("%s: the picture is %v", name, size)
		}
	}
	if err := Timeline(&bytes.Buffer{}, "x", nil, text.Printer{}); err == nil {
		t.Error("nothing is drawn without an error")
	}
	if err := Timeline(&bytes.Buffer{}, "x", []timeline.Entry{entry("soon", knowledge.Day, "A.", 1)}, text.Printer{}); err == nil {
		t.Error("a date that is none is drawn")
	}
}

func TestTicks(t *testing.T) {
	for _, c := range []struct{ from, to, first string }{
		{"2020-11-10", "2020-11-14", "10 Nov"}, {"2020-01-15", "2020-10-20", "Feb 2020"}, {"1920-03-01", "2020-03-01", "1930"}, {"2020-01-01", "2020-01-01", ""},
	} {
		got := ticks(text.Printer{}, day(c.from), day(c.to))
		if len(got) > maxTicks || c.first == "" && len(got) > 0 || c.first != "" && (len(got) < 2 || got[0].name != c.first) {
			t.Errorf("%s to %s: %v, want the first to be %s", c.from, c.to, got, c.first)
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
		if err := Timeline(&bytes.Buffer{}, "A topic", entries, text.Printer{}); err != nil {
			b.Fatal(err)
		}
	}
}
