package tables

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/varint"
)

// errEncoding means that a stored blob does not read as what it should be.
var errEncoding = fmt.Errorf("a stored value cannot be decoded: %w", knowledge.ErrCorrupt)

// appendRanges encodes ranges as varints: for each the distance of its start
// from the end of the one before, zigzag, and its length.
func appendRanges(b []byte, ranges []knowledge.Range) []byte {
	last := 0
	for _, r := range ranges {
		b = binary.AppendVarint(b, int64(r.Start-last))
		b = binary.AppendUvarint(b, uint64(max(0, r.End-r.Start)))
		last = max(r.Start, r.End)
	}
	return b
}

// leastRange and leastFact are how many bytes what is encoded takes at least: most takes little more.
const leastRange, leastFact = 2, 6

func decodeRanges(b []byte) ([]knowledge.Range, error) {
	d := varint.Decoder{B: b}
	ranges := slices.Grow([]knowledge.Range(nil), len(b)/leastRange)
	for last := 0; len(d.B) > 0; {
		start := last + int(d.Varint())
		end := start + int(d.Uvarint())
		if d.Err != nil {
			return nil, errEncoding
		}
		ranges = append(ranges, knowledge.Range{Start: start, End: end})
		last = end
	}
	return ranges, nil
}

var (
	granularities = []knowledge.Granularity{knowledge.Day, knowledge.Month, knowledge.Year}
	basisKinds    = []knowledge.BasisKind{knowledge.Written, knowledge.Resolved, knowledge.ByDate}
)

// appendFacts encodes facts: a varint that holds granularity and kind of basis,
// the date as one number, the sentence as appendRanges writes it, and the basis
// relative to the sentence unless it is ByDate's empty one.
func appendFacts(b []byte, facts []knowledge.Fact) ([]byte, error) {
	last := 0
	for _, f := range facts {
		granularity, kind := indexOf(granularities, f.Granularity), indexOf(basisKinds, f.Basis.Kind)
		if granularity < 0 || kind < 0 {
			return nil, fmt.Errorf("fact with granularity %q and basis %q: not known", f.Granularity, f.Basis.Kind)
		}
		date, err := dateNumber(f.Date, f.Granularity)
		if err != nil {
			return nil, err
		}
		b = binary.AppendUvarint(b, uint64(granularity+3*kind))
		b = binary.AppendUvarint(b, date)
		b = binary.AppendVarint(b, int64(f.Sentence.Start-last))
		b = binary.AppendUvarint(b, uint64(max(0, f.Sentence.End-f.Sentence.Start)))
		last = f.Sentence.Start // the next fact is often of the same sentence
		if f.Basis.Kind != knowledge.ByDate {
			b = binary.AppendVarint(b, int64(f.Basis.Start-f.Sentence.Start))
			b = binary.AppendUvarint(b, uint64(max(0, f.Basis.End-f.Basis.Start)))
		}
	}
	return b, nil
}

func decodeFacts(b []byte, article int64, version int) ([]knowledge.Fact, error) {
	d := varint.Decoder{B: b}
	facts := slices.Grow([]knowledge.Fact(nil), len(b)/leastFact)
	for last := 0; len(d.B) > 0; {
		f := knowledge.Fact{ArticleID: article, Version: version}
		head, date := d.Uvarint(), d.Uvarint()
		if head >= 9 {
			return nil, errEncoding
		}
		f.Granularity, f.Basis.Kind = granularities[head%3], basisKinds[head/3]
		f.Date = dateText(date, f.Granularity)
		f.Sentence.Start = last + int(d.Varint())
		f.Sentence.End = f.Sentence.Start + int(d.Uvarint())
		last = f.Sentence.Start
		if f.Basis.Kind != knowledge.ByDate {
			f.Basis.Start = f.Sentence.Start + int(d.Varint())
			f.Basis.End = f.Basis.Start + int(d.Uvarint())
		}
		if d.Err != nil {
			return nil, errEncoding
		}
		facts = append(facts, f)
	}
	return facts, nil
}

func indexOf[T comparable](list []T, v T) int {
	for i, x := range list {
		if x == v {
			return i
		}
	}
	return -1
}

// dateNumber is an ISO date as (year*13+month)*32+day, month and day 0 where the
// granularity leaves them out: smaller than days since an epoch are to check.
func dateNumber(date string, granularity knowledge.Granularity) (uint64, error) {
	parts := strings.Split(date, "-")
	want := map[knowledge.Granularity]int{knowledge.Day: 3, knowledge.Month: 2, knowledge.Year: 1}[granularity]
	n := [3]int{}
	bad := len(parts) != want || len(parts[0]) != 4
	for i, part := range parts {
		if bad {
			break
		}
		v, err := strconv.Atoi(part)
		bad = err != nil || v < 0 || i > 0 && (len(part) != 2 || v < 1)
		n[i] = v
	}
	if bad || n[1] > 12 || n[2] > 31 {
		return 0, fmt.Errorf("fact with date %q: want an ISO date of granularity %s", date, granularity)
	}
	return uint64((n[0]*13+n[1])*32 + n[2]), nil
}

func dateText(n uint64, granularity knowledge.Granularity) string {
	year, month, day := n/32/13, n/32%13, n%32
	digits := func(n uint64) [2]byte { return [2]byte{'0' + byte(n/10%10), '0' + byte(n%10)} }
	century, y, m, d := digits(year/100), digits(year), digits(month), digits(day)
	iso := [...]byte{century[0], century[1], y[0], y[1], '-', m[0], m[1], '-', d[0], d[1]}
	switch granularity {
	case knowledge.Day:
		return string(iso[:])
	case knowledge.Month:
		return string(iso[:len("2006-01")])
	}
	return string(iso[:len("2006")])
}

func encodeAuthors(authors []string) string {
	if len(authors) == 0 {
		return ""
	}
	b, err := json.Marshal(authors)
	if err != nil {
		panic(err) // a slice of strings always has a JSON form
	}
	return string(b)
}

func decodeAuthors(s string) ([]string, error) {
	if s == "" {
		return nil, nil
	}
	var authors []string
	if err := json.Unmarshal([]byte(s), &authors); err != nil {
		return nil, fmt.Errorf("authors: %w", errEncoding)
	}
	return authors, nil
}
