package topic

import "testing"

func TestTells(t *testing.T) {
	for _, c := range []struct {
		on, sentences int
		tells         bool
	}{{1, 16, false}, {2, 16, true}, {1, 4, true}, {1, 5, false}, {0, 3, false}} {
		r := Reading{Sentences: make([]Sentence, c.sentences)}
		for i := range c.on {
			r.Sentences[i].own = 1
		}
		if got := r.Tells(); got != c.tells {
			t.Errorf("with %d of %d sentences on the topic an article tells of it: %v, want %v", c.on, c.sentences, got, c.tells)
		}
	}
}
