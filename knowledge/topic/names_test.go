package topic

import (
	"slices"
	"testing"
)

func TestNames(t *testing.T) {
	for title, want := range map[string][]string{
		"A ferry to Port Ellen stops as Harbour Board meets":                                                 {"Port Ellen", "Harbour Board"},
		"The bakers of Ashford thank Nadia Orlo for selling flour so cheap and hope that Nadia Orlo goes on": {"Ashford", "Nadia Orlo"},
		"The Mayor Of Ashford Resigns After The Vote On His Budget":                                          nil, // all in capitals
		"talks go on": nil,
		"":            nil,
	} {
		if got := Names(title, "en"); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}
