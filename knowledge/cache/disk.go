package cache

import (
	"errors"
	"hash/crc32"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
)

// Disk keeps bytes in a file of a folder up to a size in all; those that were put first go. The
// file has no name where the system allows that, and goes with the process. Each value has a
// checksum: what a disk returns otherwise is not there. It may be used by any number of goroutines
// at the same time.
type Disk[K comparable] struct {
	limit int64

	mu    sync.RWMutex
	file  *os.File // nil after a write that failed, and after Close
	next  int64    // where the next value is written
	all   map[K]extent
	order []placed[K] // as they were put; the first stands behind next, or at the beginning of the file
}

// placed is a value that was put. It is there while it still is what its key has.
type placed[K comparable] struct {
	key   K
	start int64
}

// extent is where a value stands in the file.
type extent struct {
	start, size int64
	sum         uint32 // CRC-32C
}

// name is a pattern for those of the files, as far as they have one: where an open file can't be
// removed, it goes with Close or, after a kill, with the next NewDisk.
const name = "quoth-cache-*"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// NewDisk returns a Disk for so many bytes in a folder, which has to be there. Nobody else may read
// the file.
func NewDisk[K comparable](folder string, limit int64) (*Disk[K], error) {
	file, err := os.CreateTemp(folder, name)
	if err != nil {
		return nil, err
	}
	files, _ := os.ReadDir(folder)
	for _, f := range files { // the open ones stay where the system keeps them a name
		if ours, _ := path.Match(name, f.Name()); ours {
			os.Remove(filepath.Join(folder, f.Name()))
		}
	}
	return &Disk[K]{limit: limit, file: file, all: make(map[K]extent)}, nil
}

// Get returns the value that was put under a key, and whether it is still there.
func (d *Disk[K]) Get(key K) ([]byte, bool) {
	d.mu.RLock()
	x, ok := d.all[key]
	if !ok || d.file == nil {
		d.mu.RUnlock()
		return nil, false
	}
	value := make([]byte, x.size)
	_, err := d.file.ReadAt(value, x.start)
	d.mu.RUnlock()
	if err != nil || crc32.Checksum(value, castagnoli) != x.sum {
		d.forget(key, x)
		return nil, false
	}
	return value, true
}

// forget takes out a value that can't be read, so that it can be put again.
func (d *Disk[K]) forget(key K, x extent) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.all[key] == x {
		delete(d.all, key)
	}
}

// Put keeps a value, unless it is larger than the whole. A key says what its value is: under one
// that is known nothing is done. After an error of it nothing is kept any more.
func (d *Disk[K]) Put(key K, value []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	size := int64(len(value))
	if _, known := d.all[key]; known || d.file == nil || size > d.limit {
		return nil
	}
	if d.next+size > d.limit { // what stands behind is left out, and the file begins anew
		d.drop(d.next, d.limit)
		d.next = 0
	}
	d.drop(d.next, d.next+size)
	if _, err := d.file.WriteAt(value, d.next); err != nil {
		d.end()
		return err
	}
	d.all[key] = extent{d.next, size, crc32.Checksum(value, castagnoli)}
	d.order = append(d.order, placed[K]{key, d.next})
	d.next += size
	return nil
}

// drop takes out those that were put first, as long as they begin in [from, to).
func (d *Disk[K]) drop(from, to int64) {
	for len(d.order) > 0 && from <= d.order[0].start && d.order[0].start < to {
		if first := d.order[0]; d.all[first.key].start == first.start {
			delete(d.all, first.key)
		}
		d.order = d.order[1:]
	}
}

// Close removes the file. What is asked for after it is not there.
func (d *Disk[K]) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.end()
}

func (d *Disk[K]) end() error {
	if d.file == nil {
		return nil
	}
	err := d.file.Close()
	if removed := os.Remove(d.file.Name()); removed != nil && !errors.Is(removed, fs.ErrNotExist) {
		err = errors.Join(err, removed)
	}
	d.file, d.all, d.order = nil, nil, nil
	return err
}
