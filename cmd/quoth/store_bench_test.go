//go:build unix

package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/corpus"
	"quoth/knowledge/intake"
	"quoth/knowledge/retrieve"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/timeline"
)

// shared are the real articles and questions of the evaluation.
const shared = "../../../shared/eval/data"

// topics are so many that hardly anything that was read for one is still kept when it comes again.
var topics = strings.Split("biden|ukraine|supreme court|police|earthquake|inflation|wildfire|vaccine|hurricane|strike|immigration|abortion|russia sanctions|gaza|climate change|"+
	"federal reserve|school shooting|world cup|olympics|elon musk|china trade|north korea|stock market|housing|hospital|nato|european union|brexit|tesla|google antitrust|"+
	"facebook|covid|minimum wage|gun control|student loans|senate vote|governor|mayor|football|tennis|cricket|oil prices|gas|flood|space launch|nasa|refugees|election", "|")

// BenchmarkStore measures a large store: the one that BENCH_STORE names, or one of
// BENCH_ARTICLES made-up articles (5,000 unless it is given), which is made first. It adds
// articles to the store. Times are those of the processor, so that what else runs on the
// machine matters less, but where two ask while articles are added.
func BenchmarkStore(b *testing.B) {
	questions := realQuestions(b)
	path := os.Getenv("BENCH_STORE")
	if path == "" {
		path = filepath.Join(b.TempDir(), "quoth.db")
		makeStore(b, path)
	}
	store, err := sqlite.Open(b.Context(), path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	stats, err := store.Stats(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	newest, err := store.Latest(b.Context(), knowledge.Filter{}, 1, 0)
	if err != nil || len(newest) == 0 {
		b.Fatal("nothing is stored: ", err)
	}
	now := newest[0].Published
	b.Logf("%d articles", stats.Articles)
	asker := answer.New(store, func() time.Time { return now })
	ask := func(ctx context.Context, q string) error {
		if _, err := asker.Ask(ctx, answer.Question{Text: q}); !errors.Is(err, answer.ErrNoWords) {
			return err
		}
		return nil
	}
	b.Run("start", func(b *testing.B) { benchStart(b, path, now) })
	b.Run("retrieval", func(b *testing.B) { benchRetrieval(b, store, questions, now) })
	b.Run("ask", func(b *testing.B) { each(b, questions, ask) })
	b.Run("verify", func(b *testing.B) { benchVerify(b, store, path, questions, now) })
	b.Run("latest", func(b *testing.B) { benchLatest(b, store, now) })
	b.Run("timeline", func(b *testing.B) {
		maker := timeline.New(store)
		each(b, topics, func(ctx context.Context, topic string) error {
			_, err := maker.Timeline(ctx, timeline.Request{Topic: topic})
			return err
		})
	})
	b.Run("two", func(b *testing.B) { benchTwo(b, questions, ask) })
	b.Run("adding", func(b *testing.B) {
		stop := keepAdding(b, store, path, now)
		benchTwo(b, questions, ask)
		added, wal := stop()
		b.ReportMetric(float64(added)/b.Elapsed().Seconds(), "added/s")
		b.ReportMetric(float64(wal)/1e6, "wal-MB")
	})
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	b.Logf("at most %d MB of memory", used.Maxrss/1024)
}

// realQuestions are the questions of the evaluation.
func realQuestions(b *testing.B) []string {
	var all []string
	for _, name := range []string{"people/people.jsonl", "people/more.jsonl", "people/2022.jsonl", "questions/questions.jsonl"} {
		content, err := os.ReadFile(filepath.Join(shared, name))
		if err != nil {
			b.Skipf("the questions are not there: %v", err)
		}
		for lines := bufio.NewScanner(bytes.NewReader(content)); lines.Scan(); {
			var q struct{ Question string }
			if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
				b.Fatal(err)
			}
			all = append(all, q.Question)
		}
	}
	return all
}

// realArticles are those of the evaluation.
func realArticles(b *testing.B) (all []knowledge.Article) {
	for _, name := range []string{"people", "questions"} {
		some, err := corpus.Read(filepath.Join(shared, name, "articles.jsonl.gz"))
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, some...)
	}
	return all
}

// makeStore stores made-up articles, and reports how fast and in how much room.
func makeStore(b *testing.B, path string) {
	count, _ := strconv.Atoi(cmp.Or(os.Getenv("BENCH_ARTICLES"), "5000"))
	store, err := sqlite.Open(b.Context(), path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	in := intake.New(intake.Config{Store: store})
	made := corpus.New(realArticles(b), 1, time.Now().AddDate(-1, 0, 0))
	text, spent := 0, time.Duration(0)
	for left := count; left > 0; left -= 500 {
		articles := slices.Collect(made.All(min(left, 500)))
		for _, a := range articles {
			text += len(a.Text)
		}
		before := processorTime()
		if _, err := in.Add(b.Context(), articles); err != nil {
			b.Fatal(err)
		}
		spent += processorTime() - before
	}
	if info, err := os.Stat(path); err == nil {
		b.Logf("%d articles stored, %.2f MB of text a second of one core, %.2f bytes for a byte of text", count, float64(text)/1e6/spent.Seconds(), float64(info.Size())/float64(text))
	}
}

// benchStart is how long a program that has just started takes to store its first article.
func benchStart(b *testing.B, path string, now time.Time) {
	n := 0
	for b.Loop() {
		store, err := sqlite.Open(b.Context(), path, sqlite.Options{})
		if err != nil {
			b.Fatal(err)
		}
		n++
		a := knowledge.Article{URL: fmt.Sprintf("https://start.example/%d/%d", time.Now().UnixNano(), n), Title: "A start", Source: "Start",
			Published: now, Text: "The program has started. This is the first article that it stores."}
		if _, err := intake.New(intake.Config{Store: store, Now: func() time.Time { return now }}).Add(b.Context(), []knowledge.Article{a}); err != nil {
			b.Fatal(err)
		}
		if err := store.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// benchRetrieval finds the articles for questions, without reading them.
func benchRetrieval(b *testing.B, store *sqlite.Store, questions []string, now time.Time) {
	resolver := retrieve.New(store)
	queries := map[string]knowledge.Query{}
	var known []string
	for _, text := range questions {
		q := retrieve.Parse(text, "en")
		if err := resolver.Resolve(b.Context(), q); err != nil {
			b.Fatal(err)
		}
		if terms := q.Terms(); len(terms) > 0 {
			queries[text] = knowledge.Query{Terms: terms, Limit: 10, Prior: knowledge.Prior{From: now, To: now, Gain: 1, Half: 7 * 24 * time.Hour}}
			known = append(known, text)
		}
	}
	each(b, known, func(ctx context.Context, text string) error {
		_, err := store.Search(ctx, queries[text])
		return err
	})
}

// benchVerify is what the check against the seals costs of a whole ask, from the question to the
// reply, and of the room that the store takes.
func benchVerify(b *testing.B, store *sqlite.Store, path string, questions []string, now time.Time) {
	engine := bot.New(bot.Config{Store: store, Now: func() time.Time { return now }})
	var asks, checks []float64
	asked, checked := 0.0, 0.0
	for i := 0; b.Loop(); i++ {
		r := here
		r.Command, r.Args = "ask", bot.Args{"question": questions[i%len(questions)]}
		before := processorTime()
		reply := engine.Handle(b.Context(), r)
		between := processorTime()
		if _, err := engine.Verify(b.Context(), reply); err != nil {
			b.Fatal(err)
		}
		ask, check := float64((between-before).Microseconds())/1000, float64((processorTime()-between).Microseconds())/1000
		asks, checks = append(asks, ask), append(checks, check)
		asked, checked = asked+ask, checked+check
	}
	slices.Sort(asks)
	slices.Sort(checks)
	b.ReportMetric(asks[len(asks)/2], "ask-cpu-ms-p50")
	b.ReportMetric(checks[len(checks)/2], "verify-cpu-ms-p50")
	b.ReportMetric(100*checks[len(checks)/2]/asks[len(asks)/2], "verify-%-p50")
	b.ReportMetric(100*checked/asked, "verify-%")
	seals := 0
	err := store.EachVersion(b.Context(), func(v knowledge.StoredVersion) error {
		seals += len(v.Seal.Bytes())
		return nil
	})
	info, statErr := os.Stat(path)
	if err := errors.Join(err, statErr); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(100*float64(seals)/float64(info.Size()), "seals-%")
}

// benchLatest lists the newest articles of a time and of a language, of which some are in the
// store and others are not.
func benchLatest(b *testing.B, store *sqlite.Store, now time.Time) {
	for name, filter := range map[string]knowledge.Filter{
		"since":    {Since: now.AddDate(0, 0, -7)},
		"until":    {Until: now.AddDate(0, -2, 0)},
		"between":  {Since: now.AddDate(0, -2, 0), Until: now.AddDate(0, -2, 1)},
		"language": {Languages: []string{"en"}},
		"none":     {Languages: []string{"fr"}},
	} {
		b.Run(name, func(b *testing.B) {
			each(b, []string{name}, func(ctx context.Context, _ string) error {
				_, err := store.Latest(ctx, filter, 10, 0)
				return err
			})
		})
	}
}

// benchTwo has two ask at the same time, each one question after the other, and reports the
// time that passes.
func benchTwo(b *testing.B, questions []string, ask func(context.Context, string) error) {
	var took []float64
	var mu sync.Mutex
	asked := 0
	for b.Loop() {
		var both sync.WaitGroup
		for range 2 {
			q := questions[asked%len(questions)]
			asked++
			both.Go(func() {
				begun := time.Now()
				if err := ask(b.Context(), q); err != nil {
					b.Errorf("%q: %v", q, err)
				}
				mu.Lock()
				defer mu.Unlock()
				took = append(took, float64(time.Since(begun).Microseconds())/1000)
			})
		}
		both.Wait()
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2], "ms-p50")
	b.ReportMetric(took[len(took)*99/100], "ms-p99")
}

// keepAdding adds 50 articles a second, until stop is called, which returns how many it added
// and the largest size of the log of the store.
func keepAdding(b *testing.B, store *sqlite.Store, path string, now time.Time) (stop func() (added int, wal int64)) {
	made := corpus.New(realArticles(b), uint64(now.UnixNano()), now)
	in := intake.New(intake.Config{Store: store, Now: func() time.Time { return now }})
	ctx, cancel := context.WithCancel(b.Context())
	var added int
	var wal int64
	var adding sync.WaitGroup
	adding.Go(func() {
		for tick := time.NewTicker(100 * time.Millisecond); ctx.Err() == nil; <-tick.C {
			articles := slices.Collect(made.All(5))
			for i := range articles {
				articles[i].URL += fmt.Sprintf("?run=%d", now.UnixNano())
			}
			if _, err := in.Add(b.Context(), articles); err != nil {
				b.Error(err)
			}
			added += len(articles)
			if info, err := os.Stat(path + "-wal"); err == nil {
				wal = max(wal, info.Size())
			}
		}
	})
	return func() (int, int64) {
		cancel()
		adding.Wait()
		return added, wal
	}
}

// each does something for one text after the other, and reports the times.
func each(b *testing.B, texts []string, do func(context.Context, string) error) {
	var took []float64
	for i := 0; b.Loop(); i++ {
		before := processorTime()
		if err := do(b.Context(), texts[i%len(texts)]); err != nil {
			b.Fatalf("%q: %v", texts[i%len(texts)], err)
		}
		took = append(took, float64((processorTime()-before).Microseconds())/1000)
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2], "cpu-ms-p50")
	b.ReportMetric(took[len(took)*99/100], "cpu-ms-p99")
}

// processorTime is what the program has used.
func processorTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
