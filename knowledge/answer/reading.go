package answer

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"quoth/knowledge/text"
)

// readings are the words that were read as others, as the articles write these; one
// that no article holds is left out, since nothing came of it.
func (q *question) readings(ranked []*candidate) []Reading {
	var out []Reading
	for _, r := range q.resolved.Readings {
		for i, c := range ranked {
			if i > 0 && c.document == ranked[i-1].document {
				continue
			}
			if word := written(c.document.Text, c.document.Language, r.Stem); word != "" {
				out = append(out, Reading{Word: q.terms[r.Word].word, Read: word})
				break
			}
		}
	}
	return out
}

// written is the first word of s that has a stem; "" for none.
func written(s, language, stem string) string {
	for _, t := range text.AppendTerms(nil, s, language) {
		if t.Stem == stem {
			word := t.In(s)
			return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		}
	}
	return ""
}

// otherLanguages is the languages that are stored when nothing is in the question's.
func (a *Answerer) otherLanguages(ctx context.Context, q *question) ([]string, error) {
	if !q.told {
		return nil, nil
	}
	stored, err := a.store.Languages(ctx)
	if err != nil || stored[q.language] > 0 {
		return nil, err
	}
	delete(stored, "")
	return slices.SortedFunc(maps.Keys(stored), func(x, y string) int {
		return cmp.Or(cmp.Compare(stored[y], stored[x]), cmp.Compare(x, y))
	}), nil
}
