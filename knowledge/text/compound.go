package text

import "unicode/utf8"

// shortestPart is how many bytes each part of a compound has at least: with
// three, "carpet" would be a car and a pet.
const shortestPart = 4

// Splits returns the stems of each two words that a folded word may be written as
// when it is a compound: "ceasefire" also as "cease fire" or "cease-fire". It
// knows no dictionary, so most of the pairs are no words.
func Splits(folded, lang string) [][2]string {
	var pairs [][2]string
	for cut := shortestPart; cut <= len(folded)-shortestPart; cut++ {
		if utf8.RuneStart(folded[cut]) {
			pairs = append(pairs, [2]string{Stem(folded[:cut], lang), Stem(folded[cut:], lang)})
		}
	}
	return pairs
}
