package answer

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"quoth/knowledge/retrieve"
	"quoth/knowledge/text"
)

// misspell makes one slip in a word: a letter left out, doubled, swapped with the next
// one or replaced. The first letter stays.
func misspell(r *rand.Rand, word string) string {
	l := []rune(word)
	at := 1 + r.IntN(len(l)-2)
	switch r.IntN(4) {
	case 0:
		return string(l[:at]) + string(l[at+1:])
	case 1:
		return string(l[:at]) + string(l[at]) + string(l[at:])
	case 2:
		l[at], l[at+1] = l[at+1], l[at]
	default:
		l[at] = rune("aeiourstn"[r.IntN(9)])
	}
	return string(l)
}

// TestMisspelledWords misspells a word of each question of a quiz, and reads the
// questions as they are and with it.
func TestMisspelledWords(t *testing.T) { overQuizzes(t, testMisspelledWords) }

func testMisspelledWords(t *testing.T, k *quiz) {
	r := rand.New(rand.NewPCG(1, 2))
	reader := retrieve.New(k.store)
	plain, falsely, misspelled, right, wrong := 0, 0, 0, 0, 0
	for _, x := range k.can {
		q := retrieve.Parse(x.Question, "")
		if err := reader.Resolve(t.Context(), q); err != nil {
			t.Fatal(err)
		}
		plain++
		falsely += min(len(q.Readings), 1)
		var fit []retrieve.Word
		for _, w := range q.Words {
			if utf8.RuneCountInString(w.Text) >= 5 && !w.Number && w.In >= 3 && w.In < q.Articles/10 {
				fit = append(fit, w)
			}
		}
		if len(fit) == 0 {
			continue
		}
		w := fit[r.IntN(len(fit))]
		slip := misspell(r, w.Text)
		stem := text.Stem(text.Fold(slip), "en")
		if in, _, err := k.store.Frequencies(t.Context(), []string{stem}); err != nil || in[0] > 0 {
			continue // another word, or the same after all
		}
		q = retrieve.Parse(x.Question[:w.Start]+slip+x.Question[w.End:], "")
		if err := reader.Resolve(t.Context(), q); err != nil {
			t.Fatal(err)
		}
		misspelled++
		for i, read := range q.Words {
			if read.Text != slip {
				continue
			}
			switch got := q.Stored(i); {
			case got == w.Stem:
				right++
			case got != stem:
				wrong++
				t.Logf("%s: %q is read as %q", strings.TrimSpace(x.Question), slip, got)
			}
		}
	}
	t.Logf("%d of %d misspelled words are read rightly, %d wrongly; %d of %d plain questions are read otherwise", right, misspelled, wrong, falsely, plain)
	if float64(right) < .8*float64(misspelled) || float64(wrong) > .12*float64(misspelled) || float64(falsely) > .03*float64(plain) {
		t.Error("want 80 % rightly, at most 12 % wrongly, at most 3 % of the plain ones otherwise")
	}
}
