//go:build linux

package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx

	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/postgres"
	"quoth/knowledge/sqlite"
)

// BenchmarkServer asks the same questions over the file that BENCH_STORE names and the
// PostgreSQL database on this machine, BENCH_SERVER, to which it was moved: in turns, once all of
// them before it counts. The answers must be the same byte by byte. Of the server only the
// processes of this program's connections are counted.
func BenchmarkServer(b *testing.B) {
	path, address := os.Getenv("BENCH_STORE"), os.Getenv("BENCH_SERVER")
	if path == "" || address == "" {
		b.Skip("BENCH_STORE and BENCH_SERVER name no databases")
	}
	questions := realQuestions(b)
	file, err := sqlite.Open(b.Context(), path, sqlite.Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	server, err := postgres.Open(b.Context(), address, postgres.Options{ReadOnly: true, Cache: os.Getenv("BENCH_CACHE"), CacheBytes: 2 << 30})
	if err != nil {
		b.Fatal(err)
	}
	defer server.Close()
	newest, err := file.Latest(b.Context(), knowledge.Filter{}, 1, 0)
	if err != nil || len(newest) == 0 {
		b.Fatal("nothing is stored: ", err)
	}
	now := func() time.Time { return newest[0].Published }
	backends := &backends{address: address}
	stores := []*asked{
		{name: "sqlite", asker: answer.New(file, now), used: processorTime},
		{name: "postgres", asker: answer.New(server, now), used: func() time.Duration { return processorTime() + backends.used(b) }},
	}
	count := min(len(questions), 500)
	some := make([]string, count)
	for i := range some {
		some[i] = questions[i*len(questions)/count]
	}
	for _, q := range some {
		if first, second := stores[0].ask(b, q), stores[1].ask(b, q); first != second {
			b.Errorf("%q is answered over a file\n%s\nand over PostgreSQL\n%s", q, first, second)
		}
	}
	for _, s := range stores {
		s.wall, s.processor = nil, nil
	}
	backends.ids = nil
	for i := 0; b.Loop(); i++ {
		for n := range stores {
			stores[(i+n)%len(stores)].ask(b, some[i%len(some)])
		}
	}
	for _, s := range stores {
		slices.Sort(s.wall)
		slices.Sort(s.processor)
		for what, times := range map[string][]float64{"ms": s.wall, "cpu-ms": s.processor} {
			b.ReportMetric(times[len(times)/2], s.name+"-"+what+"-p50")
			b.ReportMetric(times[len(times)*99/100], s.name+"-"+what+"-p99")
		}
	}
	for _, percent := range []int{50, 90, 99} {
		at := len(stores[0].wall) * percent / 100
		b.ReportMetric(stores[1].wall[at]/stores[0].wall[at], fmt.Sprintf("ratio-p%d", percent))
		b.ReportMetric(stores[1].processor[at]/stores[0].processor[at], fmt.Sprintf("cpu-ratio-p%d", percent))
	}
}

// asked is a store that is asked, and the times of its answers in milliseconds.
type asked struct {
	name            string
	asker           *answer.Answerer
	used            func() time.Duration
	wall, processor []float64
}

// ask returns the answer to a question.
func (s *asked) ask(b *testing.B, q string) string {
	before, begun := s.used(), time.Now()
	a, err := s.asker.Ask(b.Context(), answer.Question{Text: q})
	took, used := time.Since(begun), s.used()-before
	if err != nil && !errors.Is(err, answer.ErrNoWords) {
		b.Fatalf("%q over %s: %v", q, s.name, err)
	}
	s.wall = append(s.wall, float64(took.Microseconds())/1000)
	s.processor = append(s.processor, float64(used.Microseconds())/1000)
	said, err := json.Marshal(a)
	if err != nil {
		b.Fatal(err)
	}
	return string(said)
}

// backends are the processes of a server on this machine that serve this program.
type backends struct {
	address string
	ids     []int
}

// used is what the processor was busy with them. They are looked up where that is not known:
// whoever asks one question after the other soon gets no further connection.
func (s *backends) used(b *testing.B) time.Duration {
	if s.ids == nil {
		s.ids = s.find(b)
	}
	total := int64(0)
	for _, id := range s.ids {
		line, err := os.ReadFile(fmt.Sprintf("/proc/%d/schedstat", id))
		if err != nil {
			b.Fatal(err)
		}
		busy, _, _ := strings.Cut(string(line), " ")
		n, err := strconv.ParseInt(busy, 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		total += n
	}
	return time.Duration(total)
}

func (s *backends) find(b *testing.B) (ids []int) {
	db, err := sql.Open("pgx", s.address)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(context.Background(), "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			b.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}
