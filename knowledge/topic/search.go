package topic

import (
	"cmp"
	"context"
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/retrieve"
)

// searched is how many articles are read for a search, those that hold the topic's words
// where they are rarest and most often.
const searched = 200

// Matches is what a search found.
type Matches struct {
	Quotes   []knowledge.Quote // an article each
	Readings []Respelling
}

// Respelling is a word of a topic that is stored nowhere, and how it was read.
type Respelling struct{ Word, Read string }

// Search returns at most limit articles that hold every word of a topic, in one form or
// another, and pass its filters, those most about it first, each with the sentence that is.
// Its errors are those of Parse and of the store.
func (r *Reader) Search(ctx context.Context, topic string, f knowledge.Filter, limit int) (Matches, error) {
	byAbout := func(a, b *Reading) int { return cmp.Compare(b.About, a.About) }
	return r.find(ctx, topic, f, knowledge.Prior{}, byAbout, limit)
}

// Newest is Search with the newest articles first, as of now, however little they are about
// the topic.
func (r *Reader) Newest(ctx context.Context, topic string, f knowledge.Filter, now time.Time, limit int) (Matches, error) {
	byDate := func(a, b *Reading) int { return b.Published.Compare(a.Published) }
	return r.find(ctx, topic, f, knowledge.Prior{From: now, To: now, Gain: newestGain, Half: newestHalf}, byDate, limit)
}

// newestGain and newestHalf let the date say alone which articles are read for Newest: one of
// today goes before one of last week that holds the words several times as often.
const (
	newestGain = 1e6
	newestHalf = 24 * time.Hour
)

// find is Search and Newest: prior says which articles are read, order which go first.
func (r *Reader) find(ctx context.Context, topic string, f knowledge.Filter, prior knowledge.Prior, order func(a, b *Reading) int, limit int) (Matches, error) {
	s, err := r.start(ctx, topic, f)
	if err != nil || s == nil {
		return Matches{}, err
	}
	s.query.All, s.query.Prior = s.required(), prior
	var found []*Reading
	_, err = r.scan(ctx, s, searched, func(x *Reading) {
		if s.profile.wanted&^x.holds == 0 {
			found = append(found, x)
		}
	})
	if err != nil || len(found) == 0 {
		return Matches{}, err
	}
	slices.SortStableFunc(found, order)
	var m Matches
	for _, x := range found[:min(limit, len(found))] {
		q := x.saying()
		q.Score = x.About
		m.Quotes = append(m.Quotes, q)
	}
	m.Readings = s.readings(found[0])
	return m, nil
}

// saying is the sentence that holds most of the topic, of equals the one that is most about
// it.
func (r *Reading) saying() knowledge.Quote {
	return r.best(func(s *Sentence) float64 { return s.own + s.About/2 })
}

// required are the stems that stand in every article that holds all words: those of words
// that are said in one form only.
func (s *search) required() []string {
	var stems []string
	for i, w := range s.asked.Words {
		otherwise := slices.ContainsFunc(s.asked.Forms, func(f retrieve.Form) bool { return f.Words>>i&1 == 1 })
		if s.profile.wanted>>i&1 == 1 && !otherwise && !slices.ContainsFunc(s.profile.instead, func(o instead) bool { return o.of>>i&1 == 1 }) {
			stems = append(stems, w.Stem)
		}
	}
	return stems
}

// readings are the words that were read as others, as an article writes these.
func (s *search) readings(x *Reading) []Respelling {
	var read []Respelling
	for _, r := range s.asked.Readings {
		w := s.asked.Words[r.Word]
		if word := retrieve.Written(x.Title+"\n"+x.Text, x.Language, r.Stem); word != "" && w.Stem != r.Stem {
			read = append(read, Respelling{w.Text, word})
		}
	}
	return read
}
