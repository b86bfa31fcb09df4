package text

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestCachedTerms has a text that is read again give the terms that it gave at first.
func TestCachedTerms(t *testing.T) {
	texts := append(slices.Clone(fuzzSeeds),
		article(5000),
		"U.S. troops left. It was NATO's plan. "+strings.Repeat("Donaudampfschifffahrtsgesellschaft", 3)+" sank in 2020, on the 44th day.",
		"L'Italie et l’Espagne; dell'arte. Ankara'da İstanbul'un yağmuru. Москва ждёт зимы.")
	for _, lang := range []string{"", "en", "en-GB", "fr", "it", "tr", "ru", "de", "xx", "far-too-long"} {
		for _, s := range texts {
			want := AppendTerms(nil, s, lang)
			for range 3 {
				got := AppendCachedTerms([]Term{{Stem: "before"}}, s, lang)
				if got[0].Stem != "before" || !slices.Equal(got[1:], want) {
					t.Fatalf("%q in %q: got %+v, want %+v", s, lang, got[1:], want)
				}
			}
		}
	}
}

// TestDictionaryIsBounded has the words that are met when it is full have no code.
func TestDictionaryIsBounded(t *testing.T) {
	d := dictionary{codes: map[string]uint32{}}
	long := strings.Repeat("x", longestCoded+1)
	if stem, code := d.code(long); stem != long || code != 0 || len(d.codes) > 0 {
		t.Errorf("code %d of a stem of %d bytes", code, len(long))
	}
	for i := range mostCodes {
		d.code(fmt.Sprint(i))
	}
	if _, code := d.code("late"); code != 0 || len(d.codes) != mostCodes {
		t.Errorf("code %d of a late word, %d codes", code, len(d.codes))
	}
	if stem, code := d.code("7"); stem != "7" || code != 8 || d.of[code] != "7" {
		t.Errorf("code %d of an early word, %q", code, stem)
	}
}
