package text

import "strings"

const (
	// turkishStem is how many letters a Turkish stem has at most. Can et al.,
	// Information Retrieval on Turkish Texts (JASIST 59, 2008), find as much with
	// words cut at five letters as with a lemmatiser.
	turkishStem = 5
	// turkishRoot is how many letters are left at least when an ending goes.
	turkishRoot = 4
)

// turkishEndings are endings of nouns and verbs, folded, so that ı is i and ü is
// u: plural, case, possession, "is", tense. The longer of two stands first.
var turkishEndings = strings.Fields(`sindaki sindeki larinda lerinde larindan lerinden
	sindan sinden sunda sunde sinda sinde ndaki ndeki lari leri larin lerin
	indan inden undan unden inda inde unda unde ndan nden daki deki taki teki acak ecek iyor uyor
	sini sunu sina sine suna sune nin nun dan den tan ten nda nde lar ler mis mus dir dur tir tur
	yla yle da de ta te ya ye yi yu na ne ni nu si su in un im um di du ti tu la le ki a e i u`)

// stemTurkish takes a folded Turkish word's endings off, one after the other, and
// cuts what is left. The Snowball algorithm for Turkish needs the dotless ı, which
// many type as i, and leads "seçim" and "seçimler" to different stems.
func stemTurkish(word string) string {
	for again := true; again; {
		again = false
		for _, ending := range turkishEndings {
			if root, ok := strings.CutSuffix(word, ending); ok && len(root) >= turkishRoot && vowels(root) > 0 {
				word, again = root, true
				break
			}
		}
	}
	letters := 0
	for i := range word {
		if letters++; letters > turkishStem {
			return word[:i]
		}
	}
	return word
}

func vowels(s string) int {
	n := 0
	for _, r := range s {
		if strings.ContainsRune("aeiou", r) {
			n++
		}
	}
	return n
}
