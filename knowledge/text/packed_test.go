package text

import (
	"fmt"
	"math"
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

// TestPacked has packed terms be those of the text, read one by one, from any of them on, and known by their keys.
func TestPacked(t *testing.T) {
	for _, c := range []struct{ lang, text string }{
		{"en", "U.S. troops left. It was NATO's plan, and it sank in 2020 – on the 44th day."},
		{"en", strings.Repeat("x", longestCoded+1) + " is too long for a code."}, // and so hashed
		{"ru", "Москва ждёт зимы."},
		{"", "Nobody knows the language of it."},
		{"far-too-long", "Its words have no stems."},
		{"fartoolong", "Nor have its."},
		{"en", ""},
	} {
		for range 2 { // from the cache the second time, but for the long code
			p, want := CachedPacked(c.text, c.lang), AppendTerms(nil, c.text, c.lang)
			if got := p.All(); !slices.Equal(got, want) {
				t.Errorf("%q in %q: got %+v, want %+v", c.text, c.lang, got, want)
			}
			scan := p.Scan()
			for i := range want {
				w := &want[i]
				if scan.Span != w.Span || scan.Stop() != w.Stop || scan.Number() != w.Number || scan.Term() != *w || scan.Key() != w.Key() || w.Key() != KeyOf(w.Stem) {
					t.Errorf("%q in %q: term %d is %+v, want %+v", c.text, c.lang, i, scan.Term(), *w)
				}
				if got := p.Append(nil, scan.Mark(), len(want)-i); !slices.Equal(got, want[i:]) {
					t.Errorf("%q in %q: from term %d on %+v, want %+v", c.text, c.lang, i, got, want[i:])
				}
				scan.Next()
			}
			if scan.Start != math.MaxInt {
				t.Errorf("%q in %q: a term stands behind the last: %+v", c.text, c.lang, scan.Span)
			}
		}
	}
}

// TestCodeCache has one bucket be full, so that a word takes the place of another, and no word be taken for another.
func TestCodeCache(t *testing.T) {
	c := new(codeCache)
	hash := func(i int) uint64 { return uint64(i)<<32 | 7 }
	for i := 1; i <= 9; i++ {
		c.put(hash(i), uint32(i), i%2 == 1)
		if code, stop, ok := c.get(hash(i)); !ok || code != uint32(i) || stop != (i%2 == 1) {
			t.Errorf("word %d has code %d, is a function word: %v, is there: %v", i, code, stop, ok)
		}
	}
	kept := 0
	for i := 1; i <= 9; i++ {
		if code, _, ok := c.get(hash(i)); ok && code == uint32(i) {
			kept++
		} else if ok {
			t.Errorf("word %d has the code of another, %d", i, code)
		}
	}
	if kept != 8 {
		t.Errorf("%d words are kept, want 8", kept)
	}
	if _, _, ok := c.get(hash(10)); ok {
		t.Error("a word is there that was never kept")
	}
}
