package text

import (
	"math/rand"
	"strings"
	"testing"
)

// article makes n bytes or a little more of news-like text, the same every
// time: sentences of frequent and rare words, names, numbers, quotes and
// abbreviations, in paragraphs.
func article(n int) string {
	rng := rand.New(rand.NewSource(7))
	common := strings.Fields("the of to and a in that said for on it was with he as at by had from they which after its government people police year city water")
	syllables := strings.Fields("ka ro mi ten sal der vin po lu gra ne tor shi ban del mar ques lo vi en")
	marked := strings.Fields("U.S. Nov. Gen. 2020 3.4 1,000 Zürich’s don't “we” \"yes\" Inc. a.m. Nagorno-Karabakh")
	vocabulary := make([]string, 8000)
	for i := range vocabulary {
		for range 2 + rng.Intn(3) {
			vocabulary[i] += syllables[rng.Intn(len(syllables))]
		}
	}
	zipf := rand.NewZipf(rng, 1.1, 8, uint64(len(vocabulary)-1))
	var b strings.Builder
	for b.Len() < n {
		for i, words := 0, 12+rng.Intn(18); i < words; i++ {
			var w string
			switch k := rng.Intn(20); {
			case k < 9:
				w = common[rng.Intn(len(common))]
			case k < 10:
				w = marked[rng.Intn(len(marked))]
			default:
				w = vocabulary[zipf.Uint64()]
			}
			if i == 0 || rng.Intn(10) == 0 {
				w = strings.ToUpper(w[:1]) + w[1:]
			}
			b.WriteString(w)
			if i < words-1 {
				b.WriteByte(' ')
			}
		}
		b.WriteByte('.')
		if rng.Intn(3) == 0 {
			b.WriteString("\n\n")
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func bench(b *testing.B, f func(s string)) {
	s := article(1 << 20)
	f(s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		f(s)
	}
}

func BenchmarkNormalize(b *testing.B) { bench(b, func(s string) { Normalize(s) }) }
func BenchmarkSentences(b *testing.B) { bench(b, func(s string) { Sentences(s, "en") }) }

func BenchmarkAppendWords(b *testing.B) {
	var dst []Span
	bench(b, func(s string) { dst = AppendWords(dst[:0], s) })
}

func BenchmarkAppendTerms(b *testing.B) {
	var dst []Term
	bench(b, func(s string) { dst = AppendTerms(dst[:0], s, "en") })
}

// BenchmarkAppendTermsCold works out every word anew.
func BenchmarkAppendTermsCold(b *testing.B) {
	var dst []Term
	bench(b, func(s string) {
		for i := range written {
			for j := range written[i] {
				written[i][j].Store(0)
			}
		}
		for i := range stems {
			stems[i].Store(nil)
		}
		dst = AppendTerms(dst[:0], s, "en")
	})
}

func benchWord(b *testing.B, f func()) {
	f()
	b.ReportAllocs()
	for b.Loop() {
		f()
	}
}

func BenchmarkFoldPlain(b *testing.B)      { benchWord(b, func() { Fold("government") }) }
func BenchmarkFoldCapital(b *testing.B)    { benchWord(b, func() { Fold("Government") }) }
func BenchmarkFoldDiacritics(b *testing.B) { benchWord(b, func() { Fold("Zürich’s") }) }
func BenchmarkStemCached(b *testing.B)     { benchWord(b, func() { Stem("negotiations", "en") }) }
func BenchmarkStemUncached(b *testing.B)   { benchWord(b, func() { stemmers["en"].run("negotiations") }) }
func BenchmarkLanguage(b *testing.B) {
	s := strings.Repeat("The government said on Monday that the old dam in the north of the country had broken. ", 30)
	benchWord(b, func() { Language(s) })
}

// BenchmarkAppendCachedTerms reads a text that was read before.
func BenchmarkAppendCachedTerms(b *testing.B) {
	var dst []Term
	bench(b, func(s string) { dst = AppendCachedTerms(dst[:0], s, "en") })
}
