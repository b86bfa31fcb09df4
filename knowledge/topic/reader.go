package topic

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"quoth/knowledge"
	"quoth/knowledge/parallel"
	"quoth/knowledge/retrieve"
	"quoth/knowledge/text"
	"quoth/knowledge/zone"
)

// Library is what a Reader reads.
type Library interface {
	knowledge.Library
	knowledge.Index
	knowledge.Stories
}

// Reader finds what a store has on topics. It may be used by any number of goroutines
// at the same time.
type Reader struct {
	store     Library
	retriever *retrieve.Retriever
}

// NewReader returns a Reader of store.
func NewReader(store Library) *Reader { return NewReaderWith(store, retrieve.New(store)) }

// NewReaderWith is NewReader with a Retriever over store that others use, too.
func NewReaderWith(store Library, retriever *retrieve.Retriever) *Reader {
	return &Reader{store, retriever}
}

const (
	// mostRead is how many articles on a topic are read, those that the search finds
	// best, and firstRead how many of them to learn its companions from.
	mostRead  = 400
	firstRead = 100
	// readTogether is how many articles are fetched at once.
	readTogether = 200
	// mostCore is from how many articles plainly on the topic its companions are learned.
	mostCore = 40
	// companionWeight is what all companions together weigh in the search, beside the
	// topic's words.
	companionWeight = .5
	// leastAbout is how likely an article is about a topic at least to be read for it.
	leastAbout = .05
)

// Read returns the articles that may be on a topic, those most about it first, none
// when nothing stored is. Its errors are those of Parse and of the store.
func (r *Reader) Read(ctx context.Context, topic string, f knowledge.Filter) ([]*Reading, error) {
	s, err := r.prepare(ctx, topic, f)
	if err != nil || s == nil {
		return nil, err
	}
	var found []*Reading
	_, err = r.scan(ctx, s, mostRead, func(x *Reading) {
		if x.About >= leastAbout {
			found = append(found, x)
		}
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b *Reading) int { return cmp.Or(cmp.Compare(b.About, a.About), cmp.Compare(a.ID, b.ID)) })
	return found, nil
}

// Articles reads articles as a topic sees them, those that exist and that the topic
// admits, by their numbers; none when nothing stored can be on the topic.
func (r *Reader) Articles(ctx context.Context, topic string, ids []int64) (map[int64]*Reading, error) {
	s, err := r.prepare(ctx, topic, knowledge.Filter{})
	if err != nil || s == nil {
		return nil, err
	}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	readings, err := r.read(ctx, s, ids)
	if err != nil {
		return nil, err
	}
	found := make(map[int64]*Reading, len(readings))
	for _, x := range readings {
		found[x.ID] = x
	}
	return found, nil
}

// search is a topic with what it takes to find the articles on it.
type search struct {
	topic   *Topic
	asked   *retrieve.Query
	profile *Profile
	query   knowledge.Query
	read    map[int64]*Reading // what was read for it, by article
}

// prepare reads a topic and makes its profile, from the articles that a filter lets
// through; nil when nothing stored can be on it.
func (r *Reader) prepare(ctx context.Context, topic string, f knowledge.Filter) (*search, error) {
	s, err := r.start(ctx, topic, f)
	if err != nil || s == nil || len(s.query.Terms) == 0 {
		return s, err
	}
	var first []*Reading
	if _, err := r.scan(ctx, s, firstRead, func(x *Reading) { first = append(first, x) }); err != nil {
		return nil, err
	}
	if err := s.profile.learn(ctx, core(first), r.store); err != nil {
		return nil, err
	}
	for i, stem := range s.profile.companions.stems {
		s.query.Terms = append(s.query.Terms, knowledge.QueryTerm{Stem: stem, Weight: companionWeight * s.profile.companions.weights[i]})
	}
	return s, nil
}

// start is prepare without what has to be learned from the articles on the topic.
func (r *Reader) start(ctx context.Context, topic string, f knowledge.Filter) (*search, error) {
	t, err := Parse(topic, "")
	if err != nil {
		return nil, err
	}
	asked, choices := t.query()
	if len(asked.Words) == 0 && len(t.terms) > 0 {
		return nil, nil // function words alone, which no search finds
	}
	if err := r.retriever.Resolve(ctx, asked); err != nil {
		return nil, err
	}
	p := newProfile(asked, choices)
	if p == nil {
		return nil, nil
	}
	var sources []knowledge.Source
	if t.narrowsSources() {
		if sources, err = r.store.Sources(ctx); err != nil {
			return nil, err
		}
	}
	f, ok := both(f, t.Filter(sources))
	if !ok {
		return nil, nil
	}
	return &search{t, asked, p, knowledge.Query{Terms: asked.Terms(), Filter: f}, map[int64]*Reading{}}, nil
}

// scan reads at most limit articles that a search finds and its topic admits, and hands
// them on, judged, those that the search finds best first; of a topic without words the
// newest. whole is false when it finds as many as that.
func (r *Reader) scan(ctx context.Context, s *search, limit int, f func(*Reading)) (whole bool, err error) {
	found, err := r.hits(ctx, s, limit)
	if err != nil {
		return false, err
	}
	for ids := range slices.Chunk(found, readTogether) {
		readings, err := r.read(ctx, s, ids)
		if err != nil {
			return false, err
		}
		for _, x := range readings {
			f(x)
		}
	}
	return len(found) < limit, nil
}

// read reads articles for a search, each once, and judges those that the topic admits.
// Each stands in ids once.
func (r *Reader) read(ctx context.Context, s *search, ids []int64) ([]*Reading, error) {
	documents, err := r.store.Documents(ctx, slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return s.read[id] != nil }))
	if err != nil {
		return nil, err
	}
	fresh := make([]*Reading, len(documents))
	parallel.Do(len(documents), func(turns iter.Seq[int]) {
		for i := range turns {
			fresh[i] = s.profile.read(&documents[i])
		}
	})
	for _, x := range fresh {
		s.read[x.ID] = x
	}
	readings := make([]*Reading, len(ids)) // nil for those that don't exist or are not admitted
	parallel.Do(len(ids), func(turns iter.Seq[int]) {
		for i := range turns {
			if x := s.read[ids[i]]; x != nil && s.topic.admits(x) {
				s.profile.judge(x)
				readings[i] = x
			}
		}
	})
	return slices.DeleteFunc(readings, func(x *Reading) bool { return x == nil }), nil
}

// hits are the numbers of at most limit articles that a search finds.
func (r *Reader) hits(ctx context.Context, s *search, limit int) (ids []int64, err error) {
	if len(s.query.Terms) == 0 {
		newest, err := r.store.Latest(ctx, s.query.Filter, limit, 0)
		for _, a := range newest {
			ids = append(ids, a.ID)
		}
		return ids, err
	}
	s.query.Limit = limit
	hits, err := r.store.Search(ctx, s.query)
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	return ids, err
}

// admits reports whether an article that is read passes the topic's filters, holds its
// phrases and none of what it excludes.
func (t *Topic) admits(r *Reading) bool {
	if len(t.without)+len(t.phrases) == 0 {
		return t.passes(headingOf(&r.Article))
	}
	a := Of(&r.Article, contentStems(r.Headline), zone.Stems(r.body.All(), r.Parts))
	return t.Admits(a) && !slices.ContainsFunc(t.phrases, func(ways term) bool {
		return !slices.ContainsFunc(ways, func(p phrase) bool {
			all, _ := a.places(p)
			return all > 0
		})
	})
}

// both is the filter that lets through what two let through, and whether there is any
// such thing.
func both(a, b knowledge.Filter) (knowledge.Filter, bool) {
	var some bool
	if a.Languages, some = common(a.Languages, b.Languages, func(x, y string) bool { return x == y }); !some {
		return a, false
	}
	if b.Since.After(a.Since) {
		a.Since = b.Since
	}
	if a.Until.IsZero() || !b.Until.IsZero() && b.Until.Before(a.Until) {
		a.Until = b.Until
	}
	if a.Feeds, some = common(a.Feeds, b.Feeds, sameName); !some {
		return a, false
	}
	a.Except = slices.Concat(a.Except, b.Except)
	a.Sources, some = common(a.Sources, b.Sources, sameName)
	return a, some
}

// sameName reports whether two names of outlets or of feeds are one.
func sameName(x, y string) bool { return text.Fold(x) == text.Fold(y) }

// common are the names that both of two lists let through, of which an empty one lets
// through all; some is false when there is no such name.
func common(a, b []string, same func(x, y string) bool) (names []string, some bool) {
	switch {
	case len(a) == 0:
		return b, true
	case len(b) == 0:
		return a, true
	}
	names = slices.DeleteFunc(slices.Clone(a), func(x string) bool {
		return !slices.ContainsFunc(b, func(y string) bool { return same(x, y) })
	})
	return names, len(names) > 0
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
