package intent

import (
	"strings"

	"quoth/knowledge/text"
)

const (
	turkishVowels = "aeıioöuü"
	closeVowels   = "ıiuü" // with which the accusative ends
)

// endingLikeCases are nouns of the news, folded, that end as the accusative of others does, or that have
// an n or a y before its vowel.
var endingLikeCases = wordsOf(`yangın kadın altın kanun basın salgın baskın oyun sorun yayın ürün gün fırın akın saray olay köy ay pay aday alay ray boy soy oy bey
	ekonomi parti enerji teknoloji strateji dizi ordu demokrasi bürokrasi taksi`)

// nominative is words of which the last stands in the Turkish accusative as they are called: "Trump'ı"
// Trump, "enflasyonu" enflasyon, "borsayı" borsa, "davasını" davası.
func nominative(s string) string {
	if at := strings.LastIndexAny(s, "'’"); at > 0 && !strings.Contains(s[at:], " ") {
		return s[:at]
	}
	word := []rune(s[strings.LastIndex(s, " ")+1:])
	n := len(word)
	is := func(r []rune) bool { return endingLikeCases[text.Fold(string(r))] }
	among := func(at int, letters string) bool { return strings.ContainsRune(letters, word[n-at]) }
	drop := 1
	switch {
	case n < shortestDeclined, !among(1, closeVowels), among(2, turkishVowels), is(word), among(2, "s") && among(3, turkishVowels):
		return s
	case (among(2, "y") && among(3, turkishVowels) || among(2, "n") && among(3, closeVowels)) && !is(word[:n-1]):
		drop = 2
	}
	return s[:len(s)-len(string(word[n-drop:]))]
}

// shortestDeclined is of how many letters a word is at least that has an ending: "seli".
const shortestDeclined = 4
