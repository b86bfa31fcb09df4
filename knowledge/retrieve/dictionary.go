package retrieve

import (
	"context"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// dictionary is the stems of an index, to find those that are written nearly as a
// word is. It is read from one end to the other: a comparison of two sets of letters
// drops nearly all stems at 1 ns each, so that no table of deletions, which has
// dozens of entries a stem, need be kept.
type dictionary struct {
	stems  []string // ascending
	in     []uint32
	sets   []uint32 // letters of each, as letterSet has them
	length []uint8  // in letters
}

const (
	// leastIn is in how many articles a stem must stand that a word can be read
	// as; what stands in one alone is often a misspelling itself. In a store of
	// fewer than smallStore articles one will do.
	leastIn    = 2
	smallStore = 1000
	// longestRead is how many letters a word has at most that is read as another.
	longestRead = 40
)

// letterSet is the letters of a word as bits: a to z by themselves, and so the
// letters of other alphabets; a few of different alphabets share one.
func letterSet(word string) uint32 {
	set := uint32(0)
	for _, r := range word {
		set |= 1 << (r & 31)
	}
	return set
}

// readDictionary reads the stems of an index of so many articles.
func readDictionary(ctx context.Context, index Index, articles int) (*dictionary, error) {
	least := leastIn
	if articles < smallStore {
		least = 1
	}
	d := &dictionary{}
	err := index.Stems(ctx, least, func(stem string, in int) error {
		n := utf8.RuneCountInString(stem)
		if n > longestRead || n < 2 || stem[0] >= '0' && stem[0] <= '9' {
			return nil
		}
		d.stems = append(d.stems, stem)
		d.in = append(d.in, uint32(in))
		d.sets = append(d.sets, letterSet(stem))
		d.length = append(d.length, uint8(n))
		return nil
	})
	return d, err
}

// guess is a stem that a word may be a misspelling of.
type guess struct {
	stem string
	in   int
	cost int // see distance
	// derived says that it differs in an ending alone.
	derived bool
}

// similar returns the stems within a cost of one of the words, which are ways to
// write one word; each word itself left out.
func (d *dictionary) similar(words []string, most int) []guess {
	words = slices.Compact(slices.Sorted(slices.Values(words))) // many a word is its own stem

	cheapest := map[int]int{} // by place in d
	for _, w := range words {
		letters := []rune(w)
		if len(letters) < 2 {
			continue
		}
		if most >= costStep+costFirst {
			d.compare(0, len(d.stems), letters, letterSet(w), most, cheapest)
			continue
		}
		// The first letter is right then, or the first two are swapped.
		for _, first := range []rune{letters[0], letters[1]} {
			from, _ := slices.BinarySearch(d.stems, string(first))
			to, _ := slices.BinarySearch(d.stems, string(first+1))
			d.compare(from, to, letters, letterSet(w), most, cheapest)
		}
	}
	found := make([]guess, 0, len(cheapest))
	for _, i := range slices.Sorted(maps.Keys(cheapest)) {
		found = append(found, guess{d.stems[i], int(d.in[i]), cheapest[i], false})
	}
	return found
}

// compare notes the cost of those of the stems in [from, to) that are within most of a
// word.
func (d *dictionary) compare(from, to int, letters []rune, set uint32, most int, cheapest map[int]int) {
	steps := most / costDouble // of the cheapest kind
	// A letter too much or too few changes one bit of the set, another letter two.
	bitsApart := 2*(most/costVowel) + 1
	var buffer [longestRead]rune
	for i := from; i < to; i++ {
		if bits.OnesCount32(d.sets[i]^set) > bitsApart || abs(int(d.length[i])-len(letters)) > steps {
			continue
		}
		stem := buffer[:0]
		for _, r := range d.stems[i] {
			stem = append(stem, r)
		}
		cost := distance(letters, stem, most)
		if before, known := cheapest[i]; cost <= most && cost > 0 && (!known || cost < before) {
			cheapest[i] = cost
		}
	}
}

const (
	// sharedRoot is how many letters two derivations of a word share at least, and
	// longestEnding how many stand behind them at most.
	sharedRoot    = 6
	longestEnding = 5
	// brokenEnding is the cost of an ending that no rule takes off: "punishmetn".
	brokenEnding = costStep + costDouble
)

// derived returns the stems that differ from a word only in what may be an ending:
// cyclosporiasis for cyclospora, punish for punishmetn.
func (d *dictionary) derived(folded, stem string) []guess {
	var found []guess
	if letters := []rune(stem); len(letters) >= sharedRoot {
		prefix := string(letters[:max(sharedRoot, len(letters)-2)])
		at, _ := slices.BinarySearch(d.stems, prefix)
		for ; at < len(d.stems) && strings.HasPrefix(d.stems[at], prefix); at++ {
			if d.stems[at] != stem && int(d.length[at])-utf8.RuneCountInString(prefix) <= longestEnding {
				found = append(found, guess{d.stems[at], int(d.in[at]), costStep, true})
			}
		}
	}
	letters := []rune(folded)
	for n := len(letters) - 2; n >= max(shortestRead, len(letters)-longestEnding); n-- {
		if at, ok := slices.BinarySearch(d.stems, string(letters[:n])); ok {
			return append(found, guess{d.stems[at], int(d.in[at]), brokenEnding, true})
		}
	}
	return found
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
