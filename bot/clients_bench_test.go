package bot_test

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"quoth/bot"
	"quoth/knowledge/audience"
	"quoth/knowledge/corpus"
	"quoth/knowledge/intake"
	"quoth/knowledge/sqlite"
	"quoth/knowledge/sqlitetest"
)

const realQuestions = "../../shared/eval/data/questions/"

// BenchmarkClients asks real questions over the store that BENCH_STORE names, or over real
// articles, from more and more chats at the same time. "asks/s" should never fall as they
// become more.
func BenchmarkClients(b *testing.B) {
	articles, err := corpus.Read(realQuestions + "articles.jsonl.gz")
	if err != nil {
		b.Skip("the articles are not there")
	}
	path := os.Getenv("BENCH_STORE")
	store, err := sqlite.Open(b.Context(), cmp.Or(path, sqlitetest.File(b)), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	if path == "" {
		if _, err := intake.New(intake.Config{Store: store}).Add(b.Context(), articles); err != nil {
			b.Fatal(err)
		}
	}
	questions := readQuestions(b)
	e := bot.New(bot.Config{Store: store})
	var asked atomic.Int64
	for _, clients := range []int{1, 2, 8, 32} {
		b.Run(strconv.Itoa(clients), func(b *testing.B) {
			start, before, used := time.Now(), asked.Load(), processorTime(b)
			for b.Loop() { // each asks two questions
				var all sync.WaitGroup
				for n := range clients {
					all.Go(func() {
						for range 2 {
							i := int(asked.Add(1))
							r := bot.Request{Place: audience.Place{Platform: "test", Chat: strconv.Itoa(n)}, Command: "ask", Args: bot.Args{"question": questions[i%len(questions)]}, Most: 3 + i/len(questions), Patient: true}
							if reply := e.Handle(b.Context(), r); reply.Failed {
								b.Error(words(reply))
							}
						}
					})
				}
				all.Wait()
			}
			asks := float64(asked.Load() - before)
			b.ReportMetric(asks/time.Since(start).Seconds(), "asks/s")
			b.ReportMetric((processorTime(b)-used).Seconds()*1000/asks, "cpu-ms/ask")
		})
	}
}

// processorTime is what this process has used.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func readQuestions(b *testing.B) (questions []string) {
	file, err := os.Open(realQuestions + "questions.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var line struct{ Question string }
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			b.Fatal(fmt.Errorf("a question: %w", err))
		}
		questions = append(questions, line.Question)
	}
	return questions
}
