package timeline_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge/sqlite"
	"quoth/knowledge/timeline"
)

// judged is a topic over stored articles: between which days it is asked for, what an entry on
// it or the title of its article says, as a pattern, and the events that a reader expects.
type judged struct {
	Store, Topic, From, To, On string
	Events                     []happening
}

// happening is an event with the day on which it happened and its weight: 3 for a climax, 2 for
// what is important, 1 for what is nice to have. An entry tells it that holds all of Tells, which
// are patterns. Where its day is printed nowhere, an entry may be Within so many days of it, or
// in its Month.
type happening struct {
	Date, What     string
	Weight, Within int
	Month          bool
	Tells          []string
}

// figures are the counts of one topic, or of several.
type figures struct {
	topics, entries, on int
	events, told, dated int     // events, those that an entry tells, and that one tells under their date
	again, twice        int     // entries on an event that another tells, and sentences that are shown twice
	recall              float64 // share of the events' weight that is told, added up over the topics
}

func (f *figures) add(g figures) {
	f.topics += g.topics
	f.entries += g.entries
	f.on += g.on
	f.events += g.events
	f.told += g.told
	f.dated += g.dated
	f.again += g.again
	f.twice += g.twice
	f.recall += g.recall
}

func (f figures) String() string {
	share := func(a, b int) float64 { return float64(a) / float64(max(1, b)) }
	return fmt.Sprintf("topics %d, entries %d, on topic %.3f, event recall %.3f, of %d events %d told, dates right %.3f, told again %.3f",
		f.topics, f.entries, share(f.on, f.entries), f.recall/float64(max(1, f.topics)), f.events, f.told, share(f.dated, f.told), share(f.again, f.entries))
}

func readJudged(t *testing.T, name string) []judged {
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var all []judged
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// measure asks for the timeline of a topic and counts what its entries tell; it logs what is wrong
// with them.
func (j *judged) measure(t *testing.T, m *timeline.Maker) figures {
	entries, err := m.Timeline(t.Context(), timeline.Request{Topic: j.Topic, From: j.From, To: j.To, Entries: 12})
	if err != nil {
		t.Fatal(err)
	}
	f := figures{topics: 1, entries: len(entries), events: len(j.Events)}
	on := regexp.MustCompile(j.On)
	shown := map[string]bool{}
	for _, e := range entries {
		q := e.Quotes[0]
		if on.MatchString(q.Text) || on.MatchString(q.Article.Title) {
			f.on++
		} else {
			t.Logf("%s: %s is not on it: %s", j.Topic, e.Date, q.Text)
		}
		if shown[q.Text] {
			f.twice++
		}
		shown[q.Text] = true
	}
	told, all := 0, 0
	for _, h := range j.Events {
		tellers := h.toldBy(entries)
		weight := max(1, h.Weight)
		all += weight
		if len(tellers) == 0 {
			t.Logf("%s: %s %s is not told", j.Topic, h.Date, h.What)
			continue
		}
		told += weight
		f.told++
		f.again += len(tellers) - 1
		if slices.ContainsFunc(tellers, func(e timeline.Entry) bool { return h.isOn(e.Date) }) {
			f.dated++
		} else {
			t.Logf("%s: %s %s is told under %s", j.Topic, h.Date, h.What, tellers[0].Date)
		}
		for _, e := range tellers[1:] {
			t.Logf("%s: %s %s is told again under %s: %s", j.Topic, h.Date, h.What, e.Date, e.Quotes[0].Text)
		}
	}
	f.recall = float64(told) / float64(max(1, all))
	return f
}

// toldBy are the entries that tell a happening.
func (h *happening) toldBy(entries []timeline.Entry) (tellers []timeline.Entry) {
	patterns := make([]*regexp.Regexp, len(h.Tells))
	for i, p := range h.Tells {
		patterns[i] = regexp.MustCompile(p)
	}
	for _, e := range entries {
		if !slices.ContainsFunc(patterns, func(p *regexp.Regexp) bool { return !p.MatchString(e.Quotes[0].Text) }) {
			tellers = append(tellers, e)
		}
	}
	return tellers
}

// isOn reports whether a date is that of a happening.
func (h *happening) isOn(date string) bool {
	if h.Month {
		return strings.HasPrefix(date, h.Date[:len("2006-01")])
	}
	happened, _ := time.Parse(time.DateOnly, h.Date)
	told, err := time.Parse(time.DateOnly, date)
	return err == nil && told.Sub(happened).Abs() <= time.Duration(h.Within)*24*time.Hour
}

// TestJudgedNews asks for the topics of testdata/news.json over stores of real articles, see
// testdata/README.md. JUDGED names the folder of the stores.
func TestJudgedNews(t *testing.T) {
	folder := os.Getenv("JUDGED")
	if folder == "" {
		t.Skip("JUDGED names no folder of stores")
	}
	makers := map[string]*timeline.Maker{}
	var sum figures
	var halves [2]figures
	for i, j := range readJudged(t, "news.json") {
		if makers[j.Store] == nil {
			store, err := sqlite.Open(t.Context(), filepath.Join(folder, j.Store+".db"), sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { store.Close() })
			makers[j.Store] = timeline.New(store)
		}
		f := j.measure(t, makers[j.Store])
		sum.add(f)
		halves[i%2].add(f)
	}
	t.Logf("all: %v", sum)
	t.Logf("every second one: %v", halves[0])
	t.Logf("the others: %v", halves[1])
	if sum.recall < .5*float64(sum.topics) || sum.dated*100 < sum.told*85 || sum.again*100 > sum.entries*12 {
		t.Error("the timelines are worse than they were")
	}
}
