package topic

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/retrieve"
	"quoth/knowledge/text"
)

// newsFile holds 3 thousand articles or more; it is not there in every clone.
const newsFile = "../../../shared/eval/data/questions/articles.jsonl.gz"

// report is an article of newsFile.
type report struct{ Title, Source, Text string }

// printed reads n articles.
func printed(b *testing.B, n int) (reports []report) {
	b.Helper()
	f, err := os.Open(newsFile)
	if errors.Is(err, fs.ErrNotExist) {
		b.Skip("the articles are not there")
	}
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 16<<20)
	for len(reports) < n && lines.Scan() {
		var a report
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			b.Fatal(err)
		}
		reports = append(reports, a)
	}
	if lines.Err() != nil || len(reports) < 100 {
		b.Fatalf("%d articles, %v", len(reports), lines.Err())
	}
	return reports
}

// news reads articles: their titles, and what topics see of them.
func news(b *testing.B, n int) (titles []string, articles []*Article) {
	b.Helper()
	for _, a := range printed(b, n) {
		titles = append(titles, a.Title)
		articles = append(articles, article(a.Source, "en", a.Title, a.Text))
	}
	return titles, articles
}

// follower makes topics as people write them of what stands in headlines: names,
// a name and a word, phrases, and, one in five, nothing but the words that stand in
// most headlines.
type follower struct {
	r      *rand.Rand
	titles [][]string // words of a title
	names  [][]string // runs of capitals
	common []string
}

func newFollower(titles []string) *follower {
	f := &follower{r: rand.New(rand.NewPCG(3, 5))}
	count := map[string]int{}
	for _, title := range titles {
		var words, name []string
		for _, t := range text.AppendTerms(nil, title, "en") {
			word := t.In(title)
			if t.Capital && !t.Stop {
				name = append(name, word)
				continue
			}
			if len(name) > 0 && len(name) <= 3 {
				f.names = append(f.names, name)
			}
			if name = nil; !t.Stop && !t.Number {
				words = append(words, word)
				count[text.Fold(word)]++
			}
		}
		if len(words) > 1 {
			f.titles = append(f.titles, words)
		}
	}
	for word := range count {
		f.common = append(f.common, word)
	}
	slices.SortFunc(f.common, func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	f.common = f.common[:200]
	return f
}

func (f *follower) pick(from [][]string) []string { return from[f.r.IntN(len(from))] }

func (f *follower) word() string {
	words := f.pick(f.titles)
	return words[f.r.IntN(len(words))]
}

func (f *follower) often() string { return f.common[f.r.IntN(len(f.common))] }

func (f *follower) topic() string {
	name := strings.Join(f.pick(f.names), " ")
	switch f.r.IntN(10) {
	case 0, 1:
		return name
	case 2, 3:
		return name + " " + f.word()
	case 4:
		words := f.pick(f.titles)
		at := f.r.IntN(len(words) - 1)
		return fmt.Sprintf("%q", words[at]+" "+words[at+1])
	case 5:
		return fmt.Sprintf("%q -%s source:%q", name, f.word(), "Al Jazeera")
	case 6:
		return f.word() + " " + f.word()
	case 7:
		return name + " " + strings.Join(f.pick(f.names), " ")
	case 8:
		return f.often() + " " + f.often()
	}
	return f.often() + " " + f.word()
}

// BenchmarkMatch matches news against 100,000 subscriptions to topics of its
// headlines, and reports the median and the memory that the topics take: as
// followed, many the same, and all of them different.
func BenchmarkMatch(b *testing.B) {
	const subscriptions = 100_000
	titles, articles := news(b, 3000)
	for _, distinct := range []bool{false, true} {
		name := "as followed"
		if distinct {
			name = "all different"
		}
		b.Run(name, func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			f, m := newFollower(titles), NewMatcher()
			for id := int64(1); m.Len() < subscriptions; {
				t := f.topic()
				if distinct && m.topics[t] != nil {
					continue
				}
				if err := m.Set(id, t); err != nil && !errors.Is(err, ErrNothing) {
					b.Fatal(err)
				}
				id++
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			var found []int64
			var times []time.Duration
			n := 0
			b.ResetTimer()
			for i := range b.N {
				start := time.Now()
				found = m.Match(found[:0], articles[i%len(articles)])
				times = append(times, time.Since(start))
				n += len(found)
			}
			b.StopTimer()
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "p99-µs")
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB")
			b.ReportMetric(float64(n)/float64(b.N), "matches/op")
			b.ReportMetric(float64(len(m.topics)), "topics")
			runtime.KeepAlive(m)
		})
	}
}

// BenchmarkRead takes 400 articles apart for a topic, as a timeline does: each for the first
// time since the program began, and again.
func BenchmarkRead(b *testing.B) {
	documents := stored(b, 400)
	asked := &retrieve.Query{Language: "en", Articles: 10_000, Words: []retrieve.Word{{Text: "election", Stem: "elect", In: 400}, {Text: "fraud", Stem: "fraud", In: 90}}}
	for _, name := range []string{"first", "again"} {
		b.Run(name, func(b *testing.B) {
			p := newProfile(asked, [][]uint64{{1}, {2}})
			read := func() {
				for i := range documents {
					p.judge(p.read(&documents[i]))
				}
			}
			read()
			b.ReportAllocs()
			for b.Loop() {
				if name == "first" {
					b.StopTimer()
					for i := range documents {
						documents[i].Text += " " // another text than before
					}
					b.StartTimer()
				}
				read()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(documents)), "ns/article")
		})
	}
}

// stored are articles as a store has them, of which each sentence tells news.
func stored(b *testing.B, n int) (documents []knowledge.Document) {
	b.Helper()
	for _, a := range printed(b, n) {
		d := knowledge.Document{Article: knowledge.Article{Title: a.Title, Text: a.Text, Source: a.Source, Language: "en"}}
		for _, s := range text.Sentences(a.Text, "en") {
			d.Sentences = append(d.Sentences, knowledge.Range{Start: s.Start, End: s.End})
		}
		documents = append(documents, d)
	}
	return documents
}
