package timeline

import (
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/manner"
	"quoth/knowledge/topic"
)

// TestNoSentence checks that what has too few words to be a sentence tells no event.
func TestNoSentence(t *testing.T) {
	d := newDate("2022-08-12")
	e := &event{date: d, sum: vector{flat: true}}
	caption := &fact{Fact: &knowledge.Fact{}, words: 2, about: 1, article: newArticle(&topic.Reading{Document: &knowledge.Document{}}), terms: []term{{word: 0, rare: 1, flat: 1}}, weight: 1, counts: 1, how: &telling{}, unnamed: new(bool), spoken: new(manner.Manner)}
	sentence := *caption
	sentence.words = shortest
	for _, f := range []*fact{caption, &sentence} {
		e.add(f)
		d.whole.add(f)
	}
	if got := e.best(1, nil); len(got) != 1 || got[0] != &sentence {
		t.Errorf("the best of an event is %v, want its sentence", got)
	}
	if x := e.fits(caption, nil); x != 0 {
		t.Errorf("a caption fits by %v, want 0", x)
	}
}
