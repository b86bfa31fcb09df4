package cache

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func newDisk(t *testing.T, limit int64) *Disk[int] {
	t.Helper()
	d, err := NewDisk[int](t.TempDir(), limit)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// valueOf is the value under a key: of some bytes, which tell it from those of other keys.
func valueOf(key int) []byte { return bytes.Repeat([]byte{byte(key), byte(key >> 8)}, 10+key%90) }

// TestDisk puts many more values than there is room for: what is there is what was put, the file
// stays within its bound, and the newest are there.
func TestDisk(t *testing.T) {
	const limit = 10_000
	d := newDisk(t, limit)
	for key := range 5000 {
		if err := d.Put(key, valueOf(key)); err != nil {
			t.Fatal(err)
		}
		for _, known := range []int{key, key - 20, rand.IntN(key + 1)} {
			got, ok := d.Get(known)
			if ok && !bytes.Equal(got, valueOf(known)) || !ok && known >= 0 && known > key-20 {
				t.Fatalf("after %d values number %d is there: %t, as it was put: %t", key+1, known, ok, bytes.Equal(got, valueOf(known)))
			}
		}
	}
	held := int64(0)
	for _, x := range d.all {
		held += x.size
	}
	if info, err := d.file.Stat(); err != nil || info.Size() > limit || info.Mode().Perm() != 0o600 || held < limit/2 || held > limit || len(d.all) != len(d.order) {
		t.Errorf("the file has %v (%v), and %d bytes are held in %d values, %d in order", info, err, held, len(d.all), len(d.order))
	}
	if err := d.Put(-1, make([]byte, limit+1)); err != nil {
		t.Error(err)
	}
	if _, ok := d.Get(-1); ok {
		t.Error("what is larger than the whole is held")
	}
	if err := d.Put(-2, make([]byte, limit)); err != nil {
		t.Error(err)
	}
	if got, ok := d.Get(-2); !ok || len(got) != limit || len(d.all) != 1 {
		t.Errorf("what takes the whole is there: %t, beside %d others", ok, len(d.all)-1)
	}
}

// TestDamagedDisk changes a byte of the file.
func TestDamagedDisk(t *testing.T) {
	d := newDisk(t, 1000)
	for key := range 2 {
		if err := d.Put(key, valueOf(key)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.file.WriteAt([]byte{9}, 3); err != nil {
		t.Fatal(err)
	}
	if got, ok := d.Get(0); ok {
		t.Errorf("a changed value is %v", got)
	}
	if _, ok := d.Get(1); !ok {
		t.Error("the other one is gone")
	}
	if err := d.Put(0, valueOf(0)); err != nil {
		t.Fatal(err)
	}
	if got, ok := d.Get(0); !ok || !bytes.Equal(got, valueOf(0)) {
		t.Errorf("what was put again is %v, %t", got, ok)
	}
	for key := range 100 { // over the place that it had, and over the one that it has
		if err := d.Put(100+key, valueOf(100+key)); err != nil {
			t.Fatal(err)
		}
		for known := range 100 + key + 1 {
			if got, ok := d.Get(known); ok && !bytes.Equal(got, valueOf(known)) {
				t.Fatalf("the value of %d is another one's", known)
			}
		}
	}
	if _, ok := d.Get(0); ok {
		t.Error("it is held for ever")
	}
}

// TestFullDisk has a write fail: that is an error once, and then nothing is kept.
func TestFullDisk(t *testing.T) {
	d := newDisk(t, 1000)
	if err := d.Put(0, valueOf(0)); err != nil {
		t.Fatal(err)
	}
	d.file.Close()
	if err := d.Put(1, valueOf(1)); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a write that fails: %v", err)
	}
	if _, ok := d.Get(0); ok || d.Put(2, valueOf(2)) != nil {
		t.Error("it is used further")
	}
}

// TestDiskLeavesNothing looks into the folder while a file is open and after it was closed, and
// has a file of a killed process there.
func TestDiskLeavesNothing(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "with [brackets")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "quoth-cache-1"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := NewDisk[int](folder, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	if _, ok := d.Get(1); ok || d.Put(1, []byte("x")) != nil {
		t.Error("it is used after Close")
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("%v (%v) is left", left, err)
	}
	if _, err := NewDisk[int](filepath.Join(folder, "missing"), 1); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// TestDiskAtOnce reads and writes from several goroutines.
func TestDiskAtOnce(t *testing.T) {
	d := newDisk(t, 5000)
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() {
			for i := range 500 {
				key := i*4 + worker
				if err := d.Put(key, valueOf(key)); err != nil {
					t.Error(err)
				}
				if got, ok := d.Get(key - 8); ok && !bytes.Equal(got, valueOf(key-8)) {
					t.Errorf("the value of %d is another one's", key-8)
				}
			}
		})
	}
	all.Wait()
}
