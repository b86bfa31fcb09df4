package retrieve

// A misspelling's cost is the least sum of the costs of the steps that lead from one
// word to the other: the optimal string alignment distance (Damerau, A technique for
// computer detection and correction of spelling errors, CACM 7, 1964), with less than
// 1 for the slips that are commonest.
const (
	costStep     = 10 // a letter too much, too few or another
	costSwap     = 8  // two neighbours in the wrong order
	costDouble   = 5  // a letter doubled or not
	costVowel    = 8  // one vowel for another, a vowel too much or too few
	costNeighbor = 8  // the key beside it, or a letter that sounds alike
	costFirst    = 6  // on top, for the first letter: people get it right
)

// keys are the rows of the keyboards, to tell which keys are neighbours.
var keys = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"}

// alike are groups of letters that sound alike in one language or another.
var alike = []string{"ckq", "sz", "sc", "fv", "vw", "iy", "ij", "gj", "bp", "dt", "mn", "ао", "еи", "тд", "бп", "сз"}

// near holds the pairs of letters that are mistaken for each other easily.
var near = func() map[[2]rune]bool {
	m := map[[2]rune]bool{}
	add := func(a, b rune) { m[[2]rune{a, b}], m[[2]rune{b, a}] = true, true }
	for _, row := range keys {
		r := []rune(row)
		for i := 1; i < len(r); i++ {
			add(r[i-1], r[i])
		}
	}
	for _, group := range alike {
		for _, a := range group {
			for _, b := range group {
				add(a, b)
			}
		}
	}
	return m
}()

// nearLatin is near of the letters from a to z, the second of a pair as a bit: a word is compared with thousands, and
// three quarters of that was the map.
var nearLatin = func() (bits [latin]uint32) {
	for pair := range near {
		if a, b := pair[0]-'a', pair[1]-'a'; isLatin(a) && isLatin(b) {
			bits[a] |= 1 << b
		}
	}
	return bits
}()

const latin = 'z' - 'a' + 1

// isLatin reports whether a letter, counted from a, is one up to z.
func isLatin(letter rune) bool { return uint32(letter) < latin }

// isNear reports whether one letter is mistaken for another easily.
func isNear(a, b rune) bool {
	if x, y := a-'a', b-'a'; isLatin(x) && isLatin(y) {
		return nearLatin[x]>>y&1 == 1
	}
	return near[[2]rune{a, b}]
}

func vowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я':
		return true
	}
	return false
}

// distance is the cost of the misspelling that leads from a to b, in tenths of a
// step; more than most when it is dearer than that.
func distance(a, b []rune, most int) int {
	var rows [3][64]int
	if len(a) >= 64 || len(b) >= 64 {
		return most + 1
	}
	before, last, now := rows[0][:len(b)+1], rows[1][:len(b)+1], rows[2][:len(b)+1]
	for j := 1; j <= len(b); j++ {
		last[j] = last[j-1] + gap(b, j-1)
	}
	for i := 1; i <= len(a); i++ {
		now[0] = last[0] + gap(a, i-1)
		least := now[0]
		for j := 1; j <= len(b); j++ {
			best := last[j-1]
			if x, y := a[i-1], b[j-1]; x != y {
				best += replaced(x, y)
				if i == 1 && j == 1 {
					best += costFirst
				}
			}
			best = min(best, last[j]+gap(a, i-1), now[j-1]+gap(b, j-1))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] && a[i-1] != a[i-2] {
				best = min(best, before[j-2]+costSwap)
			}
			now[j] = best
			least = min(least, best)
		}
		if least > most {
			return most + 1
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}

// gap is the cost of letter i of w that the other word lacks.
func gap(w []rune, i int) int {
	switch {
	case i == 0:
		return costStep + costFirst
	case w[i] == w[i-1]:
		return costDouble
	case vowel(w[i]):
		return costVowel
	}
	return costStep
}

func replaced(a, b rune) int {
	switch {
	case vowel(a) && vowel(b):
		return costVowel
	case isNear(a, b):
		return costNeighbor
	}
	return costStep
}
