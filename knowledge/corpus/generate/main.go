// Command generate writes made-up articles to standard output, as "quoth add" reads them:
//
//	go run ./knowledge/corpus/generate -articles 100000 FILE.jsonl.gz… | gzip > corpus.jsonl.gz
//
// The files hold the real articles that are mixed.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"log"
	"os"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/corpus"
)

func main() {
	log.SetFlags(0)
	count := flag.Int("articles", 100_000, "how many articles are made up")
	seed := flag.Uint64("seed", 1, "the same seed makes the same articles")
	first := flag.String("first", "2024-01-01", "the day of the first one")
	longest := flag.Int("longest", 0, "the bytes of text behind which no sentence is added; 0: as long as real articles")
	flag.Parse()
	started, err := time.Parse(time.DateOnly, *first)
	if err != nil {
		log.Fatal(err)
	}
	var real []knowledge.Article
	for _, path := range flag.Args() {
		articles, err := corpus.Read(path)
		if err != nil {
			log.Fatal(err)
		}
		real = append(real, articles...)
	}
	if len(real) == 0 {
		log.Fatal("generate: no real articles to mix: name a file of them")
	}
	maker := corpus.New(real, *seed, started)
	maker.Longest = *longest
	out := bufio.NewWriter(os.Stdout)
	lines := json.NewEncoder(out)
	for a := range maker.All(*count) {
		line := struct {
			URL       string `json:"url"`
			Title     string `json:"title"`
			Source    string `json:"source"`
			Published string `json:"published"`
			Language  string `json:"language"`
			Text      string `json:"text"`
		}{a.URL, a.Title, a.Source, a.Published.Format(time.RFC3339), a.Language, a.Text}
		if err := lines.Encode(line); err != nil {
			log.Fatal(err)
		}
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
}
