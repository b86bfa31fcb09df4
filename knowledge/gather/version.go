package gather

import (
	"context"
	"errors"
	"slices"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/zone"
)

// change is what a text that was read anew means to its article.
type change int

// The changes. Only what tells news counts: a share button that counts, a clock line
// or an advertisement makes no version.
const (
	same     change = iota // nothing that tells news differs
	volatile               // what differs had come with the last version only: it may differ at every look
	changed
)

// compareVersions says what next means to an article whose current version is now.
func (p *Poller) compareVersions(ctx context.Context, now, next *knowledge.Article) (change, error) {
	if now.Title != next.Title || !slices.Equal(now.Authors, next.Authors) || !now.Published.Equal(next.Published) {
		return changed, nil
	}
	if now.Text == next.Text {
		return same, nil
	}
	said, says := statements(now), statements(next)
	gone, added := without(said, says), without(says, said)
	if len(gone)+len(added) == 0 {
		return same, nil
	}
	if now.Version == 1 || len(added) > len(gone) {
		return changed, nil
	}
	before, err := p.Store.Version(ctx, now.ID, now.Version-1)
	if errors.Is(err, knowledge.ErrNotFound) { // it was pruned
		before, err = p.Store.Version(ctx, now.ID, 1)
	}
	if err != nil {
		return changed, err
	}
	if len(without(gone, statements(&before))) < len(gone) {
		return changed, nil
	}
	return volatile, nil
}

// statements are the sentences of an article that tell news; its lines when it has
// none.
func statements(a *knowledge.Article) []string {
	language := a.Language
	if language == "" {
		language = text.Language(a.Text)
	}
	of := *a
	of.Language = language
	var out []string
	for _, r := range zone.Read(&of, text.AppendTerms(nil, a.Text, language)).Layout(nil).Sentences {
		out = append(out, a.Text[r.Start:r.End])
	}
	if len(out) == 0 {
		out = strings.Split(a.Text, "\n")
	}
	return out
}

// without is what of a is not in b.
func without(a, b []string) []string {
	in := make(map[string]bool, len(b))
	for _, s := range b {
		in[s] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return in[s] })
}
