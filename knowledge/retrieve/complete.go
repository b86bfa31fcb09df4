package retrieve

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"quoth/knowledge/text"
)

// Begin returns the stems of which a word that is being typed may be the beginning: those
// that begin with its letters, the most frequent first, at most so many, and before them
// what it is itself in one of the languages. It returns the index's errors.
func (r *Retriever) Begin(ctx context.Context, typed string, languages []string, most int) ([]string, error) {
	typed = text.Fold(typed)
	if utf8.RuneCountInString(typed) < 2 {
		return nil, nil
	}
	_, articles, err := r.index.Frequencies(ctx, nil)
	if err != nil {
		return nil, err
	}
	d, err := r.words(ctx, articles)
	if err != nil {
		return nil, err
	}
	var stems []string
	for _, language := range languages {
		stem := text.Stem(typed, language)
		if _, stored := slices.BinarySearch(d.stems, stem); stored && !slices.Contains(stems, stem) {
			stems = append(stems, stem)
		}
	}
	var begun []int
	for at, _ := slices.BinarySearch(d.stems, typed); at < len(d.stems) && strings.HasPrefix(d.stems[at], typed); at++ {
		begun = append(begun, at)
	}
	slices.SortStableFunc(begun, func(a, b int) int { return cmp.Compare(d.in[b], d.in[a]) })
	for _, at := range begun[:min(len(begun), most)] {
		if !slices.Contains(stems, d.stems[at]) {
			stems = append(stems, d.stems[at])
		}
	}
	return stems, nil
}
