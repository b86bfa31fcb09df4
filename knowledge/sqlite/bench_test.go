package sqlite

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// zipfEntries makes articles whose words follow Zipf's law, as those of running
// text do, about 600 words each.
func zipfEntries(n int, seed uint64) []*knowledge.Entry {
	random := rand.New(rand.NewPCG(seed, 7))
	zipf := rand.NewZipf(random, 1.1, 4, 200_000)
	entries := make([]*knowledge.Entry, n)
	for i := range entries {
		var text strings.Builder
		e := &knowledge.Entry{Signature: make([]byte, 600)}
		for start := 0; len(e.Terms) < 600; start = text.Len() + 1 {
			if start > 0 {
				text.WriteByte(' ')
			}
			for range 12 + random.IntN(20) {
				word := fmt.Sprintf("w%x", zipf.Uint64())
				e.Terms = append(e.Terms, word)
				text.WriteString(word)
				text.WriteByte(' ')
			}
			text.WriteByte('.')
			e.Sentences = append(e.Sentences, knowledge.Range{Start: start, End: text.Len()})
		}
		for j := range e.Signature {
			e.Signature[j] = byte(random.Uint32())
		}
		for j := range min(8, len(e.Sentences)) {
			e.Facts = append(e.Facts, knowledge.Fact{Date: fmt.Sprintf("2020-01-%02d", 1+j), Granularity: knowledge.Day, Sentence: e.Sentences[j],
				Basis: knowledge.Basis{Kind: knowledge.Resolved, Range: knowledge.Range{Start: e.Sentences[j].Start, End: e.Sentences[j].Start + 3}}})
		}
		e.Article = knowledge.Article{URL: fmt.Sprintf("https://news.example.com/%d/%d/a-title-in-words", seed, i), Title: "A title in words",
			Source: fmt.Sprintf("Source %d", random.IntN(100)), Published: time.Unix(1.6e9+random.Int64N(1e8), 0), Language: "en", Text: text.String()}
		e.TitleTerms = e.Terms[:8]
		entries[i] = e
	}
	return entries
}

func putAll(b testing.TB, s *Store, entries []*knowledge.Entry) {
	b.Helper()
	if err := write(s, entries); err != nil {
		b.Fatal(err)
	}
}

func write(s *Store, entries []*knowledge.Entry) error {
	ctx := context.Background()
	for chunk := range slices.Chunk(entries, 1000) {
		err := s.Write(ctx, func(w knowledge.Writer) error {
			for _, e := range chunk {
				e.Seal = knowledge.SealOf(&e.Article)
				if _, err := w.Put(ctx, e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func textBytes(entries []*knowledge.Entry) (n int64) {
	for _, e := range entries {
		n += int64(len(e.Text))
	}
	return n
}

func BenchmarkPut(b *testing.B) {
	b.ReportAllocs()
	s := openNew(b)
	entries := zipfEntries(1000, 1)
	b.SetBytes(textBytes(entries))
	round := 0
	for b.Loop() {
		round++
		for i, e := range entries {
			e.URL = fmt.Sprintf("https://news.example.com/%d/%d/a-title-in-words", round, i)
		}
		putAll(b, s, entries)
	}
}

// queries are of two rare and six common words.
func queries(n int) []knowledge.Query {
	random := rand.New(rand.NewPCG(9, 9))
	zipf := rand.NewZipf(random, 1.1, 4, 200_000)
	all := make([]knowledge.Query, n)
	for i := range all {
		all[i].Limit = 50
		for j := range 8 {
			word := zipf.Uint64()
			if j < 2 {
				word = 1000 + random.Uint64N(20_000)
			}
			all[i].Terms = append(all[i].Terms, knowledge.QueryTerm{Stem: fmt.Sprintf("w%x", word), Weight: 1})
		}
	}
	return all
}

func BenchmarkRead(b *testing.B) {
	s := openNew(b)
	entries := zipfEntries(5000, 1)
	putAll(b, s, entries)
	ctx := context.Background()
	asked := queries(200)
	b.Run("Search", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			if _, err := s.Search(ctx, asked[i%len(asked)]); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
	b.Run("Documents50", func(b *testing.B) {
		b.ReportAllocs()
		random := rand.New(rand.NewPCG(5, 5))
		for b.Loop() {
			ids := make([]int64, 50)
			for i := range ids {
				ids[i] = 1 + random.Int64N(5000)
			}
			if _, err := s.Documents(ctx, ids); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Unchanged1000", func(b *testing.B) {
		b.ReportAllocs()
		articles := make([]knowledge.Article, 1000)
		for i := range articles {
			articles[i] = entries[i].Article
		}
		b.SetBytes(textBytes(entries[:1000]))
		for b.Loop() {
			unchanged, err := s.Unchanged(ctx, articles)
			if err != nil || !unchanged[999] {
				b.Fatal(unchanged[999], err)
			}
		}
	})
	b.Run("Excerpts", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r := knowledge.Range{Start: 1000, End: 1200}
			x, err := knowledge.ReadExcerpt(ctx, s, knowledge.Span{Article: 77, Version: 1, Range: r})
			if err == nil {
				_, err = x.Slice(r)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkClaim claims and marks as sent from 50,000 alerts of 500 places.
func BenchmarkClaim(b *testing.B) {
	b.ReportAllocs()
	ctx := context.Background()
	s := openNew(b)
	subscriptions := make([]int64, 500)
	for i := range subscriptions {
		id, _, err := s.Subscribe(ctx, audience.Subscription{Owner: audience.Person{Platform: "p", User: "u"},
			Place: audience.Place{Platform: "p", Chat: fmt.Sprint(i)}, Topic: "t", Pace: audience.Now})
		if err != nil {
			b.Fatal(err)
		}
		subscriptions[i] = id
	}
	now := time.Unix(1e9, 0)
	story := int64(0)
	fill := func(n int) {
		err := s.Write(ctx, func(w knowledge.Writer) error {
			for range n {
				story++
				if _, err := w.Enqueue(ctx, audience.Alert{Subscription: subscriptions[story%500], Story: story, Kind: audience.NewStory, Due: now}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	fill(50_000)
	b.ResetTimer()
	for b.Loop() {
		alerts, err := s.Claim(ctx, []string{"p"}, now, time.Minute, 20)
		if err != nil || len(alerts) != 20 {
			b.Fatal(len(alerts), err)
		}
		ids := make([]int64, len(alerts))
		for i, a := range alerts {
			ids[i] = a.ID
		}
		if err := s.MarkSent(ctx, ids, "m", now); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		fill(20)
		b.StartTimer()
	}
}

// sharedFile finds a file of the data that is shared beside the repository.
func sharedFile(t testing.TB, path string) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			break
		}
		if folder == filepath.Dir(folder) {
			t.Fatal("no go.mod above the package")
		}
		folder = filepath.Dir(folder)
	}
	path = filepath.Join(folder, "..", "shared", path)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("shared data absent: %v", err)
	}
	return path
}

// BenchmarkNews loads real articles, with words cut at spaces for stems, and
// reports the size of the file and how long a search takes.
func BenchmarkNews(b *testing.B) {
	file, err := os.Open(sharedFile(b, "eval/data/questions/articles.jsonl.gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		b.Fatal(err)
	}
	var entries []*knowledge.Entry
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var line struct{ URL, Title, Source, Language, Text string }
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			b.Fatal(err)
		}
		e := &knowledge.Entry{Article: knowledge.Article{URL: line.URL, Title: line.Title, Source: line.Source, Language: line.Language, Text: line.Text},
			TitleTerms: strings.Fields(strings.ToLower(line.Title)), Terms: strings.Fields(strings.ToLower(line.Text)), Signature: make([]byte, 600)}
		for start := 0; start < len(line.Text); start += 120 {
			e.Sentences = append(e.Sentences, knowledge.Range{Start: start, End: min(start+119, len(line.Text))})
		}
		entries = append(entries, e)
	}
	if err := lines.Err(); err != nil {
		b.Fatal(err)
	}
	s := openNew(b)
	start := time.Now()
	putAll(b, s, entries)
	stored := time.Since(start)
	ctx := context.Background()
	random := rand.New(rand.NewPCG(2, 2))
	var took []time.Duration
	for b.Loop() {
		q := knowledge.Query{Limit: 50} // some words of an article in a row, as a question has
		terms := entries[random.IntN(len(entries))].Terms
		at := random.IntN(max(1, len(terms)-10))
		for _, stem := range terms[at:min(at+10, len(terms))] {
			q.Terms = append(q.Terms, knowledge.QueryTerm{Stem: stem, Weight: 1})
		}
		start := time.Now()
		if _, err := s.Search(ctx, q); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(textBytes(entries))/1e6/stored.Seconds(), "put-MB/s")
	var pages, size int64
	if err := s.read.QueryRow("SELECT (SELECT page_count FROM pragma_page_count), (SELECT page_size FROM pragma_page_size)").Scan(&pages, &size); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(pages*size)/float64(textBytes(entries)), "db/text")
}
