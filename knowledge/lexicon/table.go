package lexicon

import (
	"encoding/binary"
	"strings"
)

// block is how many keys of a table are coded against the first of them.
const block = 16

// table is a sorted list of strings with a number each: the count of keys, the place
// of each block of keys, and for each key how many bytes it shares with the one
// before it in its block, the rest of it, and its number.
type table string

// find returns the number of a key.
func (t table) find(key string) (uint64, bool) {
	if len(t) < 4 {
		return 0, false
	}
	blocks := (int(u32(string(t), 0)) + block - 1) / block
	body := string(t[4+4*blocks:])
	first := func(n int) string {
		at := int(u32(string(t), 1+n))
		_, at = uvarint(body, at)
		size, at := uvarint(body, at)
		return body[at : at+int(size)]
	}
	low, high := 0, blocks // the block of the key is below high
	for low < high {
		if mid := (low + high) / 2; first(mid) <= key {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low == 0 {
		return 0, false
	}
	at := int(u32(string(t), low)) // block low-1
	end := len(body)
	if low < blocks {
		end = int(u32(string(t), 1+low))
	}
	// matched is how many bytes of the key the last entry has.
	for matched := 0; at < end; {
		var shared, size, value uint64
		shared, at = uvarint(body, at)
		size, at = uvarint(body, at)
		rest := body[at : at+int(size)]
		value, at = uvarint(body, at+int(size))
		switch {
		case int(shared) > matched:
			continue
		case int(shared) < matched:
			return 0, false // the entries are past the key
		}
		same := 0
		for same < len(rest) && matched+same < len(key) && rest[same] == key[matched+same] {
			same++
		}
		matched += same
		if same == len(rest) && matched == len(key) {
			return value, true
		}
	}
	return 0, false
}

// u32 is number n of a list of 32-bit numbers.
func u32(s string, n int) uint32 {
	s = s[4*n : 4*n+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// uvarint reads the number at a place and returns the place behind it.
func uvarint(s string, at int) (uint64, int) {
	var x uint64
	for shift := 0; shift < 7*binary.MaxVarintLen64; shift += 7 {
		c := s[at]
		at++
		x |= uint64(c&0x7f) << shift
		if c < 0x80 {
			break
		}
	}
	return x, at
}

// sections are the parts of a file, each behind its length.
func sections(s string) []string {
	var parts []string
	for len(s) > 0 {
		n := int(u32(s, 0))
		parts = append(parts, s[4:4+n])
		s = s[4+n:]
	}
	return parts
}

// lines calls f with the fields of the lines of a table of ours, without comments.
func lines(s, separator string, f func(fields []string)) {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, separator)
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		f(fields)
	}
}
