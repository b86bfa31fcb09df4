package tables

import (
	"context"
	"database/sql"

	"quoth/knowledge"
	"quoth/knowledge/index"
)

// Stems implements knowledge.Index. It reads every block of the index, and counts only
// where private articles stand, which are rare.
func (s *Store) Stems(ctx context.Context, least int, f func(stem string, in int) error) error {
	ctx = knowledge.AskedBy(ctx)
	return s.viewNews(ctx, "stems", func(tx *sql.Tx) error {
		segments, err := s.index.load(ctx, tx)
		if err != nil {
			return err
		}
		sources := make([]*mergeSource, len(segments))
		for i, g := range segments {
			sources[i] = newMergeSource(ctx, tx, g.segment, len(g.Directory))
			if err := sources[i].advance(); err != nil {
				return err
			}
		}
		var stem []byte
		for {
			var found bool
			if stem, found = lowest(stem[:0], sources); !found {
				return nil
			}
			in := 0
			for i, source := range sources {
				if !source.at(stem) {
					continue
				}
				n, err := segments[i].seen(source.Entry)
				if err != nil {
					return err
				}
				in += n
				if err := source.advance(); err != nil {
					return err
				}
			}
			if in >= least {
				if err := f(string(stem), in); err != nil {
					return err
				}
			}
		}
	})
}

// seen is in how many documents of a segment that everybody may read a stem stands;
// removed ones are counted where none is private.
func (g *loadedSegment) seen(e index.Entry) (int, error) {
	if g.hidden.Len() == g.dead {
		return e.Count, nil
	}
	hidden, err := e.Among(&g.hidden.Bitmap, g.Listing.Len())
	return e.Count - hidden, err
}

// Languages implements knowledge.Index.
func (s *Store) Languages(ctx context.Context) (map[string]int, error) {
	ctx = knowledge.AskedBy(ctx)
	counts := make(map[string]int)
	err := s.viewIndex(ctx, "languages", func(_ *sql.Tx, segments []*loadedSegment) error {
		clear(counts)
		for _, g := range segments {
			for code, n := range g.Languages {
				counts[index.LanguageOf(code)] += n
			}
			g.hidden.Each(func(ordinal int) { counts[index.LanguageOf(g.Listing.At(ordinal).Language)]-- })
		}
		for language, n := range counts {
			if n <= 0 {
				delete(counts, language)
			}
		}
		return nil
	})
	return counts, err
}
