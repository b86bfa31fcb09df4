package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/sqlite/disktest"
)

// faultBatches is how many batches are stored on a disk that fails, and faultBatch how many
// articles one has.
const faultBatches, faultBatch = 12, 15

// storeBatches stores batches, each with a receipt of its own, and returns which of them are
// said to be stored. Halfway the log is written back into the file.
func storeBatches(s *Store) (stored []int) {
	ctx := context.Background()
	for n := range faultBatches {
		numbers := make([]int, faultBatch)
		for i := range numbers {
			numbers[i] = n*faultBatch + i
		}
		if putSimple(s, numbers...) != nil {
			continue
		}
		stored = append(stored, n)
		receipt := audience.Receipt{Platform: "fault", Event: fmt.Sprint(n), Received: time.Unix(1, 0)}
		s.SaveReceipts(ctx, []audience.Receipt{receipt}, nil, time.Unix(1, 0))
		if n == faultBatches/2 {
			s.write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
		}
	}
	return stored
}

// TestDiskFaults has a write of the disk fail, the disk be full, and the power fail in the middle
// of a write or before what was written is synced, each at many places. Afterwards the
// database is sound, its batches are whole, and none is missing that was said to be
// stored, but the last ones where the power failed.
func TestDiskFaults(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("databases, which the race detector makes slow, are written one by one")
	}
	places := 3
	if os.Getenv("LONG_TESTS") != "" {
		places = 60
	}
	count, stored := tryFault(t, 0, disktest.Error)
	if count < 100 || stored != faultBatches {
		t.Fatalf("without a fault the disk is written to %d times, and %d batches are stored", count, stored)
	}
	for fault, name := range map[disktest.Fault]string{disktest.Error: "error", disktest.Full: "full", disktest.Torn: "torn", disktest.Lost: "lost"} {
		t.Run(name, func(t *testing.T) {
			felt := false
			for place := range places {
				_, stored := tryFault(t, 1+place*count/places, fault)
				felt = felt || stored < faultBatches
			}
			if !felt && fault != disktest.Error { // one write may be tried again
				t.Error("no fault kept anything from being stored")
			}
		})
	}
}

// tryFault stores on a disk of which the n-th write goes wrong; 0 for none. It returns how often
// the disk was written to, and how many batches were said to be stored.
func tryFault(t *testing.T, n int, fault disktest.Fault) (count, said int) {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, "quoth.db")
	s, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := disktest.New(folder)
	s.Close()
	if s, err = Open(t.Context(), path, Options{}); err != nil { // on the disk that counts
		t.Fatal(err)
	}
	d.Fail(n, fault)
	stored := storeBatches(s)
	failed := d.Off()
	count, said = d.Count(), len(stored)
	s.Close()
	d.Restart(t)
	what := fmt.Sprintf("fault %d at %d of %d", fault, n, count)
	if s, err = Open(t.Context(), path, Options{}); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	defer s.Close()
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("%s: check finds %q, %v", what, found, err)
	}
	batches := map[int]int{}
	if err := s.EachVersion(t.Context(), func(a knowledge.StoredVersion) error {
		number := 0
		if _, err := fmt.Sscanf(a.URL, "https://example.com/%d", &number); err != nil {
			return err
		}
		if want := simple(number); a.Text != want.Text || a.Title != want.Title {
			t.Errorf("%s: article %d says %q", what, number, a.Text)
		}
		batches[number/faultBatch]++
		return nil
	}); err != nil {
		t.Errorf("%s: %v", what, err)
	}
	for batch, n := range batches {
		if n != faultBatch {
			t.Errorf("%s: of batch %d there are %d articles", what, batch, n)
		}
	}
	missing := false
	for _, batch := range stored {
		if batches[batch] == 0 {
			missing = true
			if !failed || fault != disktest.Lost {
				t.Errorf("%s: batch %d is gone, which was stored", what, batch)
			}
		} else if missing {
			t.Errorf("%s: batch %d is there, and one before it is gone", what, batch)
		}
	}
	if err := putSimple(s, 1_000_000); err != nil {
		t.Errorf("%s: afterwards nothing can be stored: %v", what, err)
	}
	return count, said
}
