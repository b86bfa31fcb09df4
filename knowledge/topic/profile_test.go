package topic

import (
	"context"
	"slices"
	"testing"

	"quoth/knowledge"
	"quoth/knowledge/retrieve"
)

// rareWords is an index of a thousand articles in which each stem is in ten.
type rareWords struct{ retrieve.Index }

func (rareWords) Frequencies(_ context.Context, stems []string) ([]int, int, error) {
	return slices.Repeat([]int{10}, len(stems)), 1000, nil
}

// TestCompanions has a topic whose word is also written in two: neither of these is a companion.
func TestCompanions(t *testing.T) {
	q := &retrieve.Query{
		Articles: 1000,
		Words:    []retrieve.Word{{Text: "LA", Stem: "la", In: 10}, {Text: "fires", Stem: "fire", In: 10}},
		Forms:    []retrieve.Form{{Words: 1, Stems: []string{"los", "angel"}, Share: 1}},
	}
	p := newProfile(q, [][]uint64{{1}, {2}})
	var core []*Reading
	for range fewestCore {
		core = append(core, p.read(&knowledge.Document{Article: knowledge.Article{Title: "Los Angeles fires spread to Malibu", Text: "Smoke.", Language: "en"}}))
	}
	if err := p.learn(t.Context(), core, rareWords{}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"malibu", "smoke", "spread"}; !slices.Equal(p.companions.stems, want) {
		t.Errorf("companions are %q, want %q", p.companions.stems, want)
	}
}
