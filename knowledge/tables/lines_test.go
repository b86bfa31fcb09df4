package tables

import (
	"math/rand/v2"
	"testing"
)

// TestLines counts more lines than an outlet keeps, some of them with the same lowest bits, and looks for them again after
// some were forgotten and all were stored.
func TestLines(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 3))
	l, err := decodeLines(nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[uint32]uint8{}
	var prints []uint32
	for i := range 40_000 {
		print := random.Uint32()
		if i%3 == 0 {
			print &^= 1<<16 - 1
		}
		for range 1 + i%4 {
			prints = append(prints, print)
			want[print] = min(want[print]+1, 254)
		}
	}
	l.count(prints)
	check := func(l *outletLines) {
		t.Helper()
		for _, line := range l.lines {
			if line.times != want[line.print] {
				t.Fatalf("line %x stood %d times, counted %d", line.print, want[line.print], line.times)
			}
			if at := *l.slot(line.print); at == 0 || l.lines[at-1] != line {
				t.Fatalf("line %x is not found", line.print)
			}
		}
	}
	if len(l.lines) != len(want) {
		t.Errorf("of %d lines %d are counted", len(want), len(l.lines))
	}
	check(l)
	l.trim()
	if len(l.lines) != maxLines {
		t.Errorf("%d lines are kept", len(l.lines))
	}
	check(l)
	stored, err := decodeLines(appendLines(nil, l))
	if err != nil || len(stored.lines) != len(l.lines) {
		t.Fatalf("%d lines come back (%v)", len(stored.lines), err)
	}
	check(stored)
}
