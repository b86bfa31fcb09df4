package topic

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/retrieve"
)

// Library is what a Reader reads.
type Library interface {
	knowledge.Library
	knowledge.Index
}

// Reader finds what a store has on topics. It may be used by any number of goroutines
// at the same time.
type Reader struct {
	store     Library
	retriever *retrieve.Retriever
}

// NewReader returns a Reader of store.
func NewReader(store Library) *Reader { return &Reader{store, retrieve.New(store)} }

const (
	// mostRead is how many articles on a topic are read, and firstRead how many of them
	// to learn its companions from.
	mostRead  = 400
	firstRead = 100
	// mostCore is how many articles plainly on the topic its companions are learned from.
	mostCore = 40
	// companionWeight is what all companions together weigh in the search, beside the
	// topic's words.
	companionWeight = .5
	// leastAbout is how likely an article is about a topic at least to be looked at.
	leastAbout = .05
)

// Read returns the articles that may be on a topic, those most about it first, none
// when nothing stored is. Its errors are those of Parse and of the store.
func (r *Reader) Read(ctx context.Context, topic string, f knowledge.Filter) ([]*Reading, error) {
	t, err := Parse(topic, "")
	if err != nil {
		return nil, err
	}
	asked := retrieve.Parse(strings.Join(t.Words(), " "), "")
	if err := r.retriever.Resolve(ctx, asked); err != nil {
		return nil, err
	}
	p := newProfile(asked)
	if p == nil {
		return nil, nil
	}
	sources, err := r.store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	f, ok := both(f, t.Filter(sources))
	if !ok {
		return nil, nil
	}
	search := knowledge.Query{Terms: asked.Terms(), Filter: f, Limit: mostRead}
	first := search
	first.Limit = firstRead
	found, err := r.read(ctx, t, p, first, nil)
	if err != nil {
		return nil, err
	}
	if err := p.learn(ctx, core(found), r.store); err != nil {
		return nil, err
	}
	for _, stem := range slices.Sorted(maps.Keys(p.companions)) {
		search.Terms = append(search.Terms, knowledge.QueryTerm{Stem: stem, Weight: companionWeight * p.companions[stem]})
	}
	if found, err = r.read(ctx, t, p, search, found); err != nil {
		return nil, err
	}
	for _, x := range found {
		p.judge(x)
	}
	found = slices.DeleteFunc(found, func(x *Reading) bool { return x.About < leastAbout })
	slices.SortFunc(found, func(a, b *Reading) int { return cmp.Or(cmp.Compare(b.About, a.About), cmp.Compare(a.ID, b.ID)) })
	return found, nil
}

// read reads the articles of a search that the topic admits, beside those that are read.
func (r *Reader) read(ctx context.Context, t *Topic, p *Profile, q knowledge.Query, have []*Reading) ([]*Reading, error) {
	hits, err := r.store.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	read := map[int64]bool{}
	for _, x := range have {
		read[x.ID] = true
	}
	var ids []int64
	for _, h := range hits {
		if !read[h.ID] {
			ids = append(ids, h.ID)
		}
	}
	documents, err := r.store.Documents(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i := range documents {
		if x := p.read(&documents[i]); t.admits(x) {
			have = append(have, x)
		}
	}
	return have, nil
}

// admits reports whether an article that is read passes the topic's filters, holds its
// phrases and none of what it excludes.
func (t *Topic) admits(r *Reading) bool {
	if len(t.without)+len(t.phrases)+len(t.sources.none)+len(t.langs.none) == 0 {
		return true
	}
	a := Of(r.Source, r.Language, contentStems(r.Title), contentStems(r.indexed))
	return t.Admits(a) && !slices.ContainsFunc(t.phrases, func(p phrase) bool {
		all, _ := a.places(p)
		return all == 0
	})
}

// both is the filter that lets through what two let through, and whether there is any
// such thing.
func both(a, b knowledge.Filter) (knowledge.Filter, bool) {
	if a.Language != "" && b.Language != "" && a.Language != b.Language {
		return a, false
	}
	a.Language = cmp.Or(a.Language, b.Language)
	switch {
	case len(a.Sources) == 0:
		a.Sources = b.Sources
	case len(b.Sources) > 0:
		a.Sources = slices.DeleteFunc(slices.Clone(a.Sources), func(s string) bool {
			return !slices.ContainsFunc(b.Sources, func(o string) bool { return strings.EqualFold(s, o) })
		})
		if len(a.Sources) == 0 {
			return a, false
		}
	}
	return a, true
}

// core are the articles that are plainly on a topic: their titles, or else their
// openings, hold all of it.
func core(found []*Reading) []*Reading {
	for _, all := range []func(e *evidence) bool{
		func(e *evidence) bool { return e.title > .99 },
		func(e *evidence) bool { return e.opening > .99 && e.title >= .5 },
		func(e *evidence) bool { return e.opening > .99 && e.passage > .99 },
	} {
		var plain []*Reading
		for _, r := range found {
			if all(&r.evidence) && len(plain) < mostCore {
				plain = append(plain, r)
			}
		}
		if len(plain) >= fewestCore {
			return plain
		}
	}
	return nil
}
