package disktest

import (
	"os"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// Disk is a disk under one folder. It may be used by any number of goroutines at the same time.
type Disk struct {
	folder string

	mu    sync.Mutex
	count int // of what was done
	at    int // the one that goes wrong; 0 for none
	fault Fault
	off   bool // the power has failed: nothing is done any more
	full  bool
	undo  []overwritten // since the last sync of each file
}

// Fail counts what is done to the disk anew, and has the n-th go wrong; 0 for none.
func (d *Disk) Fail(n int, fault Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.count, d.at, d.fault = 0, n, fault
}

// Count is how often the disk was written to, truncated or synced since Fail.
func (d *Disk) Count() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.count
}

// Failed reports whether something went wrong since Fail.
func (d *Disk) Failed() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.at > 0 && d.count >= d.at
}

// Off reports whether the power has failed.
func (d *Disk) Off() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.off
}

// overwritten is what stood in a file where something else was written.
type overwritten struct {
	path   string
	offset int64
	data   []byte
	size   int64 // of the file
}

// next counts one thing that is to be done to a file and returns the result code of a
// failure, and whether half of it is to be done before.
func (d *Disk) next(failure int32) (code int32, half bool) {
	if d.off {
		return failure, false
	}
	d.count++
	if d.full {
		return sqlite3.SQLITE_FULL, false
	}
	if d.count != d.at {
		return sqlite3.SQLITE_OK, false
	}
	switch d.fault {
	case Full:
		d.full = true
		return sqlite3.SQLITE_FULL, false
	case Torn:
		d.off = true
		return failure, true
	case Lost:
		d.off = true
	}
	return failure, false
}

// keep notes what a change of a file takes the place of.
func (d *Disk) keep(path string, offset int64, length int) {
	f, err := os.Open(path)
	if err != nil {
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return
	}
	was := make([]byte, length)
	n, _ := f.ReadAt(was, offset)
	d.undo = append(d.undo, overwritten{path, offset, was[:n], info.Size()})
}

// synced forgets what a file had before.
func (d *Disk) synced(path string) {
	kept := d.undo[:0]
	for _, o := range d.undo {
		if o.path != path {
			kept = append(kept, o)
		}
	}
	d.undo = kept
}

// Restart is the machine after the power came back: what was in memory is gone, and of
// Lost what was not synced. There is room again. No file is open.
func (d *Disk) Restart(t testing.TB) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.off && d.fault == Lost {
		for i := len(d.undo) - 1; i >= 0; i-- {
			o := d.undo[i]
			f, err := os.OpenFile(o.path, os.O_RDWR, 0)
			if os.IsNotExist(err) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.WriteAt(o.data, o.offset); err != nil {
				t.Fatal(err)
			}
			if err := f.Truncate(o.size); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
	d.off, d.full, d.at, d.undo = false, false, 0, nil
}

// layer is the disks under which files are opened, and what SQLite's own functions are.
var layer struct {
	mu    sync.Mutex
	once  sync.Once
	below uintptr             // SQLite's own VFS
	own   map[uintptr]uintptr // the methods of SQLite's own, by those of the layer
	above map[uintptr]uintptr // and the other way round
	files map[uintptr]string  // the path of an open file
	disks []*Disk
}

// New returns the disk under a folder, for databases that are opened from now on. What lies
// elsewhere goes past it.
func New(folder string) *Disk {
	layer.once.Do(func() {
		layer.own, layer.above, layer.files = map[uintptr]uintptr{}, map[uintptr]uintptr{}, map[uintptr]string{}
		tls := libc.NewTLS()
		layer.below = sqlite3.Xsqlite3_vfs_find(tls, 0)
		v := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})))
		*value[sqlite3.Tsqlite3_vfs](v) = *value[sqlite3.Tsqlite3_vfs](layer.below)
		vfs := value[sqlite3.Tsqlite3_vfs](v)
		vfs.FpNext, vfs.FxOpen, vfs.FxDelete = 0, pointer(diskOpen), pointer(diskDelete)
		name, err := libc.CString("disk")
		if err != nil {
			panic(err)
		}
		vfs.FzName = name
		if code := sqlite3.Xsqlite3_vfs_register(tls, v, 1); code != sqlite3.SQLITE_OK {
			panic(code)
		}
	})
	d := &Disk{folder: folder}
	layer.mu.Lock()
	defer layer.mu.Unlock()
	layer.disks = append(layer.disks, d)
	return d
}

// diskOf is the disk that a file lies on; nil for none.
func diskOf(path string) *Disk {
	layer.mu.Lock()
	defer layer.mu.Unlock()
	for _, d := range layer.disks {
		if strings.HasPrefix(path, d.folder) {
			return d
		}
	}
	return nil
}

// value is the value at an address of SQLite's memory.
func value[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// pointer is a function as SQLite's code in Go holds it, and function is the inverse.
func pointer(f any) uintptr { return (*(*[2]uintptr)(unsafe.Pointer(&f)))[1] }

func function[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&struct{ uintptr }{p})) }

func diskOpen(tls *libc.TLS, _, name, file uintptr, flags int32, out uintptr) int32 {
	open := function[func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32](value[sqlite3.Tsqlite3_vfs](layer.below).FxOpen)
	code := open(tls, layer.below, name, file, flags, out)
	methods := &value[sqlite3.Tsqlite3_file](file).FpMethods
	if code != sqlite3.SQLITE_OK || name == 0 || *methods == 0 {
		return code
	}
	path := libc.GoString(name)
	if diskOf(path) == nil {
		return code
	}
	layer.mu.Lock()
	defer layer.mu.Unlock()
	above := layer.above[*methods]
	if above == 0 {
		above = libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_io_methods{})))
		m := value[sqlite3.Tsqlite3_io_methods](above)
		*m = *value[sqlite3.Tsqlite3_io_methods](*methods)
		m.FxWrite, m.FxTruncate, m.FxSync = pointer(diskWrite), pointer(diskTruncate), pointer(diskSync)
		layer.above[*methods], layer.own[above] = above, *methods
	}
	*methods = above
	layer.files[file] = path
	return code
}

func diskDelete(tls *libc.TLS, _, name uintptr, sync int32) int32 {
	if d := diskOf(libc.GoString(name)); d != nil {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.off {
			return sqlite3.SQLITE_IOERR_DELETE
		}
	}
	return function[func(*libc.TLS, uintptr, uintptr, int32) int32](value[sqlite3.Tsqlite3_vfs](layer.below).FxDelete)(tls, layer.below, name, sync)
}

// opened is the path of an open file, the disk that it lies on, and SQLite's own methods.
func opened(file uintptr) (path string, d *Disk, own *sqlite3.Tsqlite3_io_methods) {
	layer.mu.Lock()
	path = layer.files[file]
	own = value[sqlite3.Tsqlite3_io_methods](layer.own[value[sqlite3.Tsqlite3_file](file).FpMethods])
	layer.mu.Unlock()
	return path, diskOf(path), own
}

func diskWrite(tls *libc.TLS, file, data uintptr, length int32, offset int64) int32 {
	path, d, own := opened(file)
	write := function[func(*libc.TLS, uintptr, uintptr, int32, int64) int32](own.FxWrite)
	d.mu.Lock()
	defer d.mu.Unlock()
	code, half := d.next(sqlite3.SQLITE_IOERR_WRITE)
	if half {
		write(tls, file, data, length/2, offset)
	}
	if code != sqlite3.SQLITE_OK {
		return code
	}
	d.keep(path, offset, int(length))
	return write(tls, file, data, length, offset)
}

func diskTruncate(tls *libc.TLS, file uintptr, size int64) int32 {
	path, d, own := opened(file)
	d.mu.Lock()
	defer d.mu.Unlock()
	if code, _ := d.next(sqlite3.SQLITE_IOERR_TRUNCATE); code != sqlite3.SQLITE_OK {
		return code
	}
	if info, err := os.Stat(path); err == nil {
		d.keep(path, size, int(max(0, info.Size()-size)))
	}
	return function[func(*libc.TLS, uintptr, int64) int32](own.FxTruncate)(tls, file, size)
}

// diskSync does not have the machine sync: what would be lost without is known.
func diskSync(_ *libc.TLS, file uintptr, _ int32) int32 {
	path, d, _ := opened(file)
	d.mu.Lock()
	defer d.mu.Unlock()
	code, _ := d.next(sqlite3.SQLITE_IOERR_FSYNC)
	if code == sqlite3.SQLITE_OK {
		d.synced(path)
	}
	return code
}
