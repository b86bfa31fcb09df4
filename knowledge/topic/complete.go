package topic

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

const (
	// begunStems is how many stems are looked for that a typed word may be the beginning
	// of, each in begunArticles articles, of which begunTexts are read whole.
	begunStems    = 12
	begunArticles = 6
	begunTexts    = 2
	// headlineCounts is for how many mentions a name counts that stands in a headline.
	headlineCounts = 3
)

// Completion is what somebody may go on to type.
type Completion struct {
	Names     []string            // of whom and what the articles tell, those named most first
	Headlines []knowledge.Article // without their texts, best first
}

// Complete finds the names and headlines in the articles that a filter lets through of
// which a word begins with what is typed. languages are those of what is typed, likeliest
// first. It looks the words up in the index, so that the number of stored articles hardly
// matters. Its errors are the store's.
func (r *Reader) Complete(ctx context.Context, typed string, languages []string, f knowledge.Filter) (Completion, error) {
	var found Completion
	words := strings.Fields(typed)
	if len(words) == 0 {
		return found, nil
	}
	var whole []knowledge.QueryTerm
	for _, word := range words[:len(words)-1] {
		stems, err := r.retriever.Begin(ctx, word, languages, 0)
		if err != nil {
			return found, err
		}
		for _, stem := range stems {
			whole = append(whole, knowledge.QueryTerm{Stem: stem, Weight: 1})
		}
	}
	stems, err := r.retriever.Begin(ctx, words[len(words)-1], languages, begunStems)
	if err != nil {
		return found, err
	}
	var ids []int64
	texts := map[int64]bool{} // that are read
	for _, stem := range stems {
		hits, err := r.store.Search(ctx, knowledge.Query{Terms: append(slices.Clip(whole), knowledge.QueryTerm{Stem: stem, Weight: 1}), All: []string{stem}, Filter: f, Limit: begunArticles})
		if err != nil {
			return found, err
		}
		for i, h := range hits {
			if !slices.Contains(ids, h.ID) {
				ids = append(ids, h.ID)
			}
			if i < begunTexts {
				texts[h.ID] = true
			}
		}
	}
	documents, err := r.store.Documents(ctx, ids)
	if err != nil {
		return found, err
	}
	begins, holds := begun(typed), begun(words...)
	count := map[string]int{}
	name := func(s string, by int) {
		for _, owner := range []string{"'s", "’s"} {
			s = strings.TrimSuffix(s, owner)
		}
		if begins(s) {
			if count[s] == 0 {
				found.Names = append(found.Names, s)
			}
			count[s] += by
		}
	}
	for i := range documents {
		d := &documents[i]
		if holds(d.Title) {
			heading := d.Article
			heading.Text = ""
			found.Headlines = append(found.Headlines, heading)
		}
		if begins(d.Title) {
			for _, s := range Names(d.Title, d.Language) {
				name(s, headlineCounts)
			}
		}
		if !texts[d.ID] {
			continue
		}
		for _, sentence := range d.Sentences {
			if said := d.Text[sentence.Start:sentence.End]; begins(said) { // to find names takes much longer
				for _, s := range Names(said, d.Language) {
					name(s, 1)
				}
			}
		}
	}
	slices.SortStableFunc(found.Names, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	return found, nil
}

// begun returns a function that reports whether a text holds, from the beginning of a word
// on, each of what is typed, however it is capitalised and accented.
func begun(typed ...string) func(string) bool {
	for i, t := range typed {
		typed[i] = " " + folded(t)
	}
	return func(s string) bool {
		s = " " + folded(s)
		return !slices.ContainsFunc(typed, func(t string) bool { return !strings.Contains(s, t) })
	}
}

// folded is a text with its words folded, without what opens before them, and a space
// between them.
func folded(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '-' || r == '–' || r == '\u00a0' })
	for i, w := range words {
		words[i] = text.Fold(strings.TrimLeftFunc(w, unicode.IsPunct))
	}
	return strings.Join(words, " ")
}
