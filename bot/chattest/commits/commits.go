// Package commits counts what is written to an SQLite database.
package commits

import (
	"encoding/binary"
	"os"
	"testing"
)

// Count counts the transactions in the write-ahead log of a database: the frames that hold
// the size of the database after them (sqlite.org/fileformat2.html, section 4.1).
func Count(t testing.TB, file string) (n int) {
	t.Helper()
	log, err := os.ReadFile(file + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	const header, frameHeader = 32, 24
	if len(log) < header {
		return 0
	}
	page := int(binary.BigEndian.Uint32(log[8:]))
	salt := log[16:24]
	for at := header; at+frameHeader+page <= len(log); at += frameHeader + page {
		if string(log[at+8:at+16]) == string(salt) && binary.BigEndian.Uint32(log[at+4:]) > 0 {
			n++
		}
	}
	return n
}
