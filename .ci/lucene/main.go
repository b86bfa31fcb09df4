//go:build linux

// Command measure is the half of the script of that name that asks Quoth, and drives Lucene.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/retrieve"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/text"
	"quoth/knowledge/zone"
)

const (
	wanted   = 50 // documents of a query
	compared = 20 // of those that are compared with exhaustive scoring
	together = 500
	warmUp   = 2 // how often all is asked before it is measured
)

func main() {
	log.SetFlags(0)
	classes := flag.String("classes", "", "the class path of Lucene")
	most := flag.Int("questions", 500, "how many questions are asked, spread over all")
	flag.Parse()
	if err := run(context.Background(), *classes, *most, flag.Arg(0), flag.Arg(1), flag.Args()[2:]); err != nil {
		log.Fatal("measure: ", err)
	}
}

func run(ctx context.Context, classes string, most int, path, folder string, files []string) error {
	store, err := sqlite.Open(ctx, path, sqlite.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer store.Close()
	if _, err := os.Stat(folder); err != nil {
		if err := index(ctx, classes, store, folder); err != nil {
			return err
		}
	}
	queries, err := read(ctx, store, files, most)
	if err != nil {
		return err
	}
	l, err := start(classes, folder)
	if err != nil {
		return err
	}
	defer l.close()
	return compare(ctx, store, l, queries)
}

// index gives Lucene all documents, each as the stems that it is found by. A stem of the title
// counts as two of the text, as in package index.
func index(ctx context.Context, classes string, store *sqlite.Store, folder string) error {
	c := exec.Command("java", "-Xmx2g", "-cp", classes, "Lucene", "index", folder)
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	highest := int64(0)
	if err := store.EachVersion(ctx, func(a knowledge.StoredVersion) error {
		highest = max(highest, a.ID)
		return nil
	}); err != nil {
		return err
	}
	out := bufio.NewWriterSize(in, 1<<20)
	for first := int64(1); first <= highest; first += together {
		ids := make([]int64, together)
		for i := range ids {
			ids[i] = first + int64(i)
		}
		documents, err := store.Documents(ctx, ids)
		if err != nil {
			return err
		}
		for _, d := range documents {
			title := zone.Stems(text.AppendTerms(nil, d.Title, d.Language), nil)
			body := zone.Stems(text.AppendTerms(nil, d.Text, d.Language), d.Parts)
			out.WriteString(strconv.FormatInt(d.ID, 10))
			out.WriteByte('\t')
			for _, stems := range [][]string{title, title, body} {
				for _, stem := range stems {
					out.WriteString(stem)
					out.WriteByte(' ')
				}
			}
			out.WriteByte('\n')
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	in.Close()
	return c.Wait()
}

// read returns the queries of questions, as an answer to them begins.
func read(ctx context.Context, store *sqlite.Store, files []string, most int) (queries [][]knowledge.QueryTerm, err error) {
	var questions []string
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		for d := json.NewDecoder(bufio.NewReader(file)); d.More(); {
			var q struct{ Question string }
			if err := d.Decode(&q); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			questions = append(questions, q.Question)
		}
	}
	resolver, stems := retrieve.New(store), 0
	for i := range min(most, len(questions)) {
		q := retrieve.Parse(questions[i*len(questions)/min(most, len(questions))], "en")
		if err := resolver.Resolve(ctx, q); err != nil {
			return nil, err
		}
		if terms := q.Terms(); len(terms) > 0 {
			queries = append(queries, terms)
			stems += len(terms)
		}
	}
	fmt.Printf("%d questions, %.1f stems each\n", len(queries), float64(stems)/float64(len(queries)))
	return queries, nil
}

// lucene is a process of Lucene that searches.
type lucene struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

func start(classes, folder string) (*lucene, error) {
	l := &lucene{command: exec.Command("java", "-Xmx2g", "-cp", classes, "Lucene", "search", folder)}
	l.command.Stderr = os.Stderr
	var err error
	if l.in, err = l.command.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := l.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	l.out = bufio.NewReaderSize(out, 1<<20)
	return l, l.command.Start()
}

func (l *lucene) close() {
	l.in.Close()
	l.command.Wait()
}

// search returns how long the processor was at a query, and what was found.
func (l *lucene) search(mode string, terms []knowledge.QueryTerm) (time.Duration, []int64, error) {
	query := fmt.Sprintf("%s\t%d", mode, wanted)
	for _, t := range terms {
		query += fmt.Sprintf("\t%s\t%g", t.Stem, t.Weight)
	}
	if _, err := io.WriteString(l.in, query+"\n"); err != nil {
		return 0, nil, err
	}
	line, err := l.out.ReadString('\n')
	if err != nil {
		return 0, nil, fmt.Errorf("what Lucene answers: %w", err)
	}
	numbers := make([]int64, 0, wanted+1)
	for field := range strings.SplitSeq(strings.TrimSpace(line), "\t") {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, nil, err
		}
		numbers = append(numbers, n)
	}
	return time.Duration(numbers[0]), numbers[1:], nil
}

// compare asks both, query by query, and prints what the last round took.
func compare(ctx context.Context, store *sqlite.Store, l *lucene, queries [][]knowledge.QueryTerm) error {
	modes := []string{"pruned", "exhaustive"}
	took := map[string][]time.Duration{}
	alike := 0
	load := loadNow()
	for range warmUp + 1 {
		clear(took)
		alike = 0
		for _, terms := range queries {
			before := processorTime()
			hits, err := store.Search(ctx, knowledge.Query{Terms: terms, Limit: wanted})
			if err != nil {
				return err
			}
			took["Quoth"] = append(took["Quoth"], processorTime()-before)
			for _, mode := range modes {
				d, found, err := l.search(mode, terms)
				if err != nil {
					return err
				}
				took[mode] = append(took[mode], d)
				if mode == "exhaustive" {
					alike += common(hits, found)
				}
			}
		}
	}
	equal, of, err := exhaustive(ctx, store, queries)
	if err != nil {
		return err
	}
	fmt.Printf("milliseconds of the processor, best %d of a query; load %s before, %s after\n", wanted, load, loadNow())
	fmt.Printf("%-20s %8s %8s %8s\n", "", "p50", "p90", "p99")
	ours := took["Quoth"]
	slices.Sort(ours)
	print := func(name string, of []time.Duration) {
		fmt.Printf("%-20s %8.2f %8.2f %8.2f\n", name, percentile(of, 50), percentile(of, 90), percentile(of, 99))
	}
	print("Quoth", ours)
	for _, mode := range modes {
		slices.Sort(took[mode])
		print("Lucene "+mode, took[mode])
		fmt.Printf("%-20s %8.2f %8.2f %8.2f\n", "Quoth / Lucene", percentile(ours, 50)/percentile(took[mode], 50),
			percentile(ours, 90)/percentile(took[mode], 90), percentile(ours, 99)/percentile(took[mode], 99))
	}
	fmt.Printf("best %d as with nothing left out: %.4f of them\n", compared, float64(equal)/float64(max(1, of)))
	fmt.Printf("best %d that Lucene finds too, whose lengths count title and text as one: %.3f\n", compared, float64(alike)/float64(compared*len(queries)))
	return nil
}

// exhaustive compares the best documents of every fifth query with those that are found when so
// many are wanted that nothing can be left out.
func exhaustive(ctx context.Context, store *sqlite.Store, queries [][]knowledge.QueryTerm) (equal, of int, err error) {
	stats, err := store.Stats(ctx)
	if err != nil {
		return 0, 0, err
	}
	for i := 0; i < len(queries); i += 5 {
		some, err := store.Search(ctx, knowledge.Query{Terms: queries[i], Limit: wanted})
		if err != nil {
			return 0, 0, err
		}
		all, err := store.Search(ctx, knowledge.Query{Terms: queries[i], Limit: stats.Articles})
		if err != nil {
			return 0, 0, err
		}
		for n := range min(compared, len(all)) {
			of++
			if n < len(some) && some[n].ID == all[n].ID {
				equal++
			}
		}
	}
	return equal, of, nil
}

// common counts which of our best are among the best of Lucene.
func common(hits []knowledge.Hit, found []int64) (n int) {
	for _, hit := range hits[:min(compared, len(hits))] {
		if slices.Contains(found[:min(compared, len(found))], hit.ID) {
			n++
		}
	}
	return n
}

func percentile(sorted []time.Duration, p int) float64 {
	return float64(sorted[len(sorted)*p/100].Microseconds()) / 1000
}

// loadNow is the mean number of processes that wanted a processor in the last minute.
func loadNow() string {
	line, _ := os.ReadFile("/proc/loadavg")
	load, _, _ := strings.Cut(string(line), " ")
	return load
}

// processorTime is what this process has used.
func processorTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
