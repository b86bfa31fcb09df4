package text

import (
	"slices"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"quoth/knowledge/heaptest"
)

var fuzzSeeds = []string{
	"", "Hello. World", "He said . \" We left . \" They . | . stayed", "a\r\n\r\nb\rc", "The U.S. “end.” Then…\n• item\n1. x",
	"東京。大阪！タワー", "e\u0301 ﬁ İ ß \u0301", "\xff\xfe.\xc3", "1,000.5.6,7 1.a. b.c.’s'", "x;\n|y. . . .\u2028z", "“” () [1].[2]", "यह सच है। A.B",
}

// covers checks that the spans are ordered, disjoint, in s, on rune boundaries,
// and that no letter or digit stands outside of them.
func covers(t *testing.T, s string, spans []Span) {
	t.Helper()
	at := 0
	for _, sp := range append(spans, Span{len(s), len(s)}) {
		if sp.Start < at || sp.End < sp.Start || sp.End > len(s) {
			t.Fatalf("span %v after %d in %q", sp, at, s)
		}
		for _, p := range [...]int{sp.Start, sp.End} {
			if p < len(s) && utf8.ValidString(s) && !utf8.RuneStart(s[p]) {
				t.Fatalf("%d is inside a rune of %q", p, s)
			}
		}
		for _, r := range s[at:sp.Start] {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				t.Fatalf("%q is in no span of %q", r, s)
			}
		}
		at = sp.End
	}
}

func FuzzSentences(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, "en")
		f.Add(s, "de")
	}
	f.Fuzz(func(t *testing.T, s, lang string) {
		var spans []Span
		heaptest.Within(t, len(s), func() { spans = Sentences(s, lang) })
		covers(t, s, spans)
		for _, sp := range spans {
			text := sp.In(s)
			if first, _ := utf8.DecodeRuneInString(text); unicode.IsSpace(first) {
				t.Fatalf("%q begins with space", text)
			}
			if last, _ := utf8.DecodeLastRuneInString(text); unicode.IsSpace(last) {
				t.Fatalf("%q ends with space", text)
			}
			if len(AppendWords(nil, text)) == 0 {
				t.Fatalf("%q has no word", text)
			}
		}
	})
}

func FuzzWords(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, "en")
		f.Add(s, "fr")
	}
	f.Fuzz(func(t *testing.T, s, lang string) {
		var spans []Span
		heaptest.Within(t, len(s), func() { spans = AppendWords(nil, s) })
		covers(t, s, spans)
		for _, sp := range spans {
			if sp.Len() == 0 {
				t.Fatalf("empty word in %q", s)
			}
			word := sp.In(s)
			folded := Fold(word)
			if again := Fold(folded); again != folded {
				t.Fatalf("%q folds to %q and that to %q", word, folded, again)
			}
		}
		at := 0
		for _, term := range AppendTerms(nil, s, lang) {
			if term.Start < at || term.End <= term.Start || term.End > len(s) {
				t.Fatalf("term %v after %d in %q", term, at, s)
			}
			if want := Stem(Fold(term.In(s)), lang); term.Stem != want {
				t.Fatalf("term %q has the stem %q, its word %q", term.In(s), term.Stem, want)
			}
			at = term.End
		}
		for range 2 {
			if got, want := AppendCachedTerms(nil, s, lang), AppendTerms(nil, s, lang); !slices.Equal(got, want) {
				t.Fatalf("the cached terms are %+v, want %+v", got, want)
			}
		}
	})
}

func FuzzNormalize(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var once string
		heaptest.Within(t, len(s), func() { once = Normalize(s) })
		if !utf8.ValidString(once) || !norm.NFC.IsNormalString(once) {
			t.Fatalf("%q is not normal", once)
		}
		for i := range len(once) {
			if once[i] == '\r' {
				t.Fatalf("%q has a carriage return", once)
			}
		}
		if again := Normalize(once); again != once {
			t.Fatalf("%q then %q", once, again)
		}
	})
}
