package sqlite

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// childEnv names the database that a child process of the tests writes.
const childEnv = "QUOTH_TEST_CRASH_DB"

// TestMain is also the program that TestKill starts: with childEnv set it
// writes batches, and says after each how many are stored, until it is killed.
func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		fmt.Fprintln(os.Stderr, writeForever(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

const crashBatch = 25

func writeForever(path string) error {
	ctx := context.Background()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	stats, err := s.Stats(ctx)
	if err != nil {
		return err
	}
	for n := stats.Articles; ; n += crashBatch {
		numbers := make([]int, crashBatch)
		for i := range numbers {
			numbers[i] = n + i
		}
		if err := putSimple(s, numbers...); err != nil {
			return err
		}
		receipt := audience.Receipt{Platform: "crash", Event: strconv.Itoa(n + crashBatch), Received: time.Unix(1, 0)}
		if err := s.SaveReceipts(ctx, []audience.Receipt{receipt}, nil, time.Unix(1, 0)); err != nil {
			return err
		}
		fmt.Println(n + crashBatch)
	}
}

func TestKill(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "quoth.db")
	random := rand.New(rand.NewPCG(3, 4))
	rounds := 5
	if os.Getenv("LONG_TESTS") != "" {
		rounds = 20
	}
	for round := range rounds {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childEnv+"="+path)
		child.Stderr = os.Stderr
		output, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		said, batches := 0, 1+random.IntN(12)
		lines := bufio.NewScanner(output)
		for range batches {
			if !lines.Scan() {
				break
			}
			if said, err = strconv.Atoi(lines.Text()); err != nil {
				t.Error(err)
			}
		}
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // what it had still said
			said, _ = strconv.Atoi(lines.Text())
		}
		var exit *exec.ExitError
		if err := child.Wait(); !errors.As(err, &exit) || exit.Exited() {
			t.Fatalf("round %d: the child ended by itself: %v", round, err)
		}
		checkAfterKill(t, path, round, said)
	}
}

func checkAfterKill(t *testing.T, path string, round, said int) {
	t.Helper()
	ctx := t.Context()
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatalf("round %d: %v", round, err)
	}
	defer s.Close()
	if found, err := s.Check(ctx); err != nil || len(found) > 0 {
		t.Errorf("round %d: Check = %q, %v", round, found, err)
	}
	stats, err := s.Stats(ctx)
	if err != nil || stats.Articles < said || stats.Articles%crashBatch != 0 {
		t.Errorf("round %d: %d articles, %v; the child said that %d were stored, in batches of %d", round, stats.Articles, err, said, crashBatch)
	}
	for n := max(0, stats.Articles-3*crashBatch); n < stats.Articles; n++ {
		want := simple(n)
		a, err := s.ArticleByURL(ctx, want.URL)
		if err != nil || a.Text != want.Text {
			t.Fatalf("round %d: article %d = %q, %v", round, n, a.Text, err)
		}
		hits, err := s.Search(ctx, knowledge.Query{All: []string{want.Terms[1]}, Limit: 2})
		if err != nil || len(hits) != 1 || hits[0].ID != a.ID {
			t.Fatalf("round %d: searching article %d = %v, %v", round, n, hits, err)
		}
	}
	if _, err := s.Receipt(ctx, "crash", "", strconv.Itoa(said)); said > 0 && err != nil {
		t.Errorf("round %d: what was committed before the kill is gone: %v", round, err)
	}
}

func TestBackupWhileWriting(t *testing.T) {
	s := openNew(t)
	done, stop := make(chan error), make(chan struct{})
	started := make(chan struct{})
	go func() {
		for n := 0; ; n += crashBatch {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			numbers := make([]int, crashBatch)
			for i := range numbers {
				numbers[i] = n + i
			}
			if err := putSimple(s, numbers...); err != nil {
				done <- err
				return
			}
			if n == 0 {
				close(started)
			}
		}
	}()
	<-started
	last := 0
	for i := range 5 {
		file := filepath.Join(t.TempDir(), fmt.Sprintf("copy%d.db", i))
		if err := s.Backup(t.Context(), file); err != nil {
			t.Fatal(err)
		}
		copied := openAt(t, file, Options{})
		if found, err := copied.Check(t.Context()); err != nil || len(found) > 0 {
			t.Errorf("Check of copy %d: %q, %v", i, found, err)
		}
		stats, err := copied.Stats(t.Context())
		if err != nil || stats.Articles%crashBatch != 0 || stats.Articles < last || stats.Articles == 0 {
			t.Errorf("copy %d has %d articles after %d, %v", i, stats.Articles, last, err)
		}
		last = stats.Articles
	}
	close(stop)
	if err := <-done; err != nil {
		t.Error(err)
	}
}
