package answer

import (
	"math/rand/v2"
	"strings"
	"testing"
)

var cues = map[string]*cue{"ahead": ahead, "denial": denial, "notKnown": notKnown, "speech": speech}

// TestCues puts words of all cues beside one another, with what stands between words: each
// is found where its expression alone finds it.
func TestCues(t *testing.T) {
	pieces := strings.Fields(`will favourites predicted is due aims to going could yet to unclear isn't won’t don’T no not known been
		announced undiſclosed Declined ſaid said tweeted according to “ ” " ( ) - _ know nothing9 the a has made und été ’ n't . , könnte`)
	for _, c := range cues {
		pieces = append(pieces, c.words...)
	}
	random := rand.New(rand.NewPCG(1, 2))
	matched := map[string]int{}
	for range 4000 {
		var s strings.Builder
		for range 1 + random.IntN(6) {
			piece := pieces[random.IntN(len(pieces))]
			if random.IntN(8) == 0 {
				piece = strings.ToUpper(piece)
			}
			s.WriteString(piece)
			s.WriteString([]string{" ", " ", " ", "", "-", "’"}[random.IntN(6)])
		}
		for name := range cues {
			matched[name] += checkCue(t, name, s.String())
		}
	}
	for name := range cues {
		if n := matched[name]; n < 100 || n > 3900 {
			t.Errorf("%s matches %d of 4000 texts, which tells nothing", name, n)
		}
	}
}

func checkCue(t *testing.T, name, s string) int {
	c := cues[name]
	want := c.expression.MatchString(s)
	if got := c.MatchString(s); got != want {
		t.Errorf("%s matches %q: %t, want %t", name, s, got, want)
	}
	if want {
		return 1
	}
	return 0
}

func FuzzCues(f *testing.F) {
	for _, s := range []string{"", "It is not yet known.", "She SAID so", "\xc5\xbfaid", "n’", "Kno\u212an"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name := range cues {
			checkCue(t, name, s)
		}
	})
}
