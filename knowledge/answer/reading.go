package answer

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/retrieve"
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
			if word := retrieve.Written(c.document.Text, c.document.Language, r.Stem); word != "" {
				out = append(out, Reading{Word: q.terms[r.Word].word, Read: word})
				break
			}
		}
	}
	return out
}

// otherLanguages is the languages that are stored when nothing is in the question's.
func (a *Answerer) otherLanguages(ctx context.Context, q *question) ([]string, error) {
	if !q.certain {
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

// spoken is the language of an IETF tag, when questions are read in it; else "".
func spoken(tag string) string {
	language, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if _, ok := carriers[language]; !ok {
		return ""
	}
	return language
}

// likely is the language of a question whose words don't tell it: of those that they
// allow, that of the talk or of the reader, else the one in which an article has most
// of them; "" when it can't be told.
func (a *Answerer) likely(ctx context.Context, asked Question) (string, error) {
	hint := cmp.Or(asked.Talk.Language, spoken(asked.Language))
	among := text.LikelyLanguages(asked.Text[:min(len(asked.Text), 4*maxQuestion)])
	if len(among) < 2 || slices.Contains(among, hint) {
		return hint, nil
	}
	best, most := hint, 0.0
	for _, language := range among {
		if chosen := asked.Filter.Languages; len(chosen) > 0 && !slices.Contains(chosen, language) {
			continue
		}
		query := knowledge.Query{Filter: asked.Filter, Limit: 1}
		query.Filter.Languages = []string{language}
		for _, t := range text.AppendTerms(nil, asked.Text, language) {
			if !t.Stop {
				query.Terms = append(query.Terms, knowledge.QueryTerm{Stem: t.Stem, Weight: 1})
			}
		}
		hits, err := a.store.Search(ctx, query)
		if err != nil {
			return "", err
		}
		if len(hits) > 0 && hits[0].Score > most {
			best, most = language, hits[0].Score
		}
	}
	return best, nil
}
