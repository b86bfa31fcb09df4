// The program throughput measures how many questions one, two and four processes answer over
// one database, in a file and in PostgreSQL, in one run. It starts a PostgreSQL of its own.
//
//	go build -o quoth ./cmd/quoth
//	go run ./.ci/postgres/throughput quoth ARTICLES.jsonl.gz QUESTIONS.jsonl
//
// ARTICLES is what "quoth add" reads, QUESTIONS what "quoth ask --batch" does. Each process is
// asked all questions, once before it counts and once after; the times are as they come to
// whoever asks, in the order of the questions.
package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"quoth/knowledge/postgrestest"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 3 {
		return errors.New("usage: throughput PROGRAM ARTICLES QUESTIONS")
	}
	program, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	questions, err := os.ReadFile(args[2])
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "quoth-throughput-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	cluster, err := postgrestest.Start(ctx)
	if err != nil {
		return err
	}
	defer cluster.Stop()
	served, _, err := cluster.New(ctx, false)
	if err != nil {
		return err
	}
	fmt.Println("store       processes  asks/s  p50 ms  p99 ms  connections")
	for _, store := range []struct{ name, db string }{{"SQLite", filepath.Join(folder, "quoth.db")}, {"PostgreSQL", served}} {
		add := exec.CommandContext(ctx, program, "add", "--quiet", "--db", store.db, args[1])
		add.Stderr = os.Stderr
		if err := add.Run(); err != nil {
			return err
		}
		if store.db == served {
			if err := analyze(ctx, served); err != nil {
				return err
			}
		}
		for _, processes := range []int{1, 2, 4} {
			r, err := measure(ctx, program, store.db, questions, processes)
			if err != nil {
				return err
			}
			connections := "-"
			if store.db == served {
				connections = fmt.Sprint(r.connections)
			}
			fmt.Printf("%-11s %9d %7.1f %7.1f %7.1f  %11s\n", store.name, processes, r.rate, r.quantile(.5), r.quantile(.99), connections)
		}
	}
	return nil
}

// analyze does what autovacuum, which tests have off, does of itself.
func analyze(ctx context.Context, address string) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.ExecContext(ctx, "VACUUM ANALYZE")
	return err
}

// result is what processes did together.
type result struct {
	rate        float64   // questions a second
	times       []float64 // of each question, in milliseconds, ascending
	connections int       // at most at a time, without that which counts them
}

func (r result) quantile(q float64) float64 { return r.times[int(q*float64(len(r.times)-1))] }

func measure(ctx context.Context, program, db string, questions []byte, processes int) (result, error) {
	ready, begin := make(chan error, processes), make(chan struct{})
	var all sync.WaitGroup
	var mu sync.Mutex
	var r result
	var failed error
	for range processes {
		all.Go(func() {
			times, err := ask(ctx, program, db, questions, ready, begin)
			mu.Lock()
			defer mu.Unlock()
			r.times, failed = append(r.times, times...), errors.Join(failed, err)
		})
	}
	for range processes {
		if err := <-ready; err != nil {
			return r, err
		}
	}
	started := time.Now()
	close(begin)
	counted := make(chan struct{})
	counting, stop := context.WithCancel(ctx)
	go func() {
		defer close(counted)
		r.connections = count(counting, db)
	}()
	all.Wait()
	elapsed := time.Since(started)
	stop()
	<-counted
	r.rate = float64(len(r.times)) / elapsed.Seconds()
	slices.Sort(r.times)
	return r, failed
}

// ask has a process answer the questions twice, and returns how long each took the second time,
// which begins with begin.
func ask(ctx context.Context, program, db string, questions []byte, ready chan<- error, begin <-chan struct{}) ([]float64, error) {
	c := exec.CommandContext(ctx, program, "ask", "--batch", "--db", db)
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		ready <- err
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		ready <- err
		return nil, err
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	number := len(bytes.Split(bytes.TrimSpace(questions), []byte("\n")))
	once := func() (times []float64, err error) {
		go in.Write(append(bytes.TrimSpace(questions), '\n'))
		for range number {
			if !lines.Scan() {
				return nil, errors.Join(lines.Err(), errors.New("a process ended before it had answered all"))
			}
			var answer struct {
				Elapsed float64 `json:"elapsed_ms"`
			}
			if err := json.Unmarshal(lines.Bytes(), &answer); err != nil {
				return nil, err
			}
			times = append(times, answer.Elapsed)
		}
		return times, nil
	}
	_, err = once()
	ready <- err
	if err != nil {
		return nil, err
	}
	<-begin
	times, err := once()
	in.Close()
	return times, errors.Join(err, c.Wait())
}

// count returns how many connections a server had at most until ctx ended.
func count(ctx context.Context, address string) (most int) {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return 0
	}
	defer db.Close()
	for ctx.Err() == nil {
		var n int
		if db.QueryRowContext(ctx, "SELECT count(*) - 1 FROM pg_stat_activity WHERE datname = current_database()").Scan(&n) == nil {
			most = max(most, n)
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
		}
	}
	return most
}
