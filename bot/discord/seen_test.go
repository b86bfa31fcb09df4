package discord

import (
	"strconv"
	"testing"
)

func TestSeen(t *testing.T) {
	s := newSeen()
	for n := range remembered * 2 {
		if s.again(strconv.Itoa(n)) {
			t.Fatalf("%d came before", n)
		}
	}
	if !s.again(strconv.Itoa(remembered*2 - 1)) {
		t.Error("the last one is not known again")
	}
	if len(s.ids) > remembered {
		t.Errorf("%d are kept", len(s.ids))
	}
}
