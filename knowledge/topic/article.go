package topic

import (
	"slices"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/zone"
)

// Article is an article as topics see it. Make one with Of.
type Article struct {
	heading
	stems  []string        // title, then text, function words left out
	title  int             // how many of them are the title's
	at     map[string]spot // by stem
	strong []string        // the stems that a topic may be about
	seems  [1024]uint64    // a bit for the hash of each of strong
}

// heading is what the filters of topics look at.
type heading struct {
	source    string
	feed      string // that brings it; "" where that is not known
	lang      string
	published time.Time
}

func headingOf(a *knowledge.Article) heading {
	return heading{text.Fold(a.Source), text.Fold(a.Feed), a.Language, a.Published}
}

// spot is where a stem stands in an article.
type spot struct {
	places []int32 // in stems
	inHead int     // how many of them lie in the head
}

// isStrong reports whether a topic may be about the stem that stands there, alone
// or in a phrase: one that begins in the head ends within longestPhrase stems.
func (a *Article) isStrong(s spot) bool {
	return len(s.places) > 1 || len(s.places) == 1 && int(s.places[0]) < a.title+head+longestPhrase
}

// Of prepares an article: the stems of its title and of its text, in order, function words left out, as a knowledge.Entry has them.
func Of(article *knowledge.Article, title, body []string) *Article {
	a := &Article{heading: headingOf(article), title: len(title)}
	a.stems = append(append(make([]string, 0, len(title)+len(body)), title...), body...)
	a.at = make(map[string]spot, len(a.stems)/2)
	for i, stem := range a.stems {
		s := a.at[stem]
		s.places = append(s.places, int32(i))
		if i < a.title+head {
			s.inHead++
		}
		a.at[stem] = s
	}
	for stem, s := range a.at {
		if a.isStrong(s) {
			h := hash(stem)
			a.strong, a.seems[h/64] = append(a.strong, stem), a.seems[h/64]|1<<(h%64)
		}
	}
	return a
}

// longestPhrase is how many stems a phrase has at most: as many as fit into a topic.
const longestPhrase = maxLength / 2

// seemsAbout reports whether the article may be about a stem of that hash.
func (a *Article) seemsAbout(h uint16) bool { return a.seems[h/64]&(1<<(h%64)) != 0 }

// hash is FNV-1a, folded to 16 bits.
func hash(s string) uint16 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return uint16(h>>16) ^ uint16(h)
}

// head is how many stems from the start of an article tell what it is about: the
// title and about the first three sentences, where news puts who, what and where.
const head = 60

// places counts where a phrase stands, and how many of these lie in the head.
func (a *Article) places(p phrase) (all, inHead int) {
	first := a.at[p[0]]
	if len(p) == 1 {
		return len(first.places), first.inHead
	}
	for _, place := range first.places {
		at := int(place)
		if at+len(p) > len(a.stems) || at < a.title && at+len(p) > a.title {
			continue
		}
		if slices.Equal(a.stems[at+1:at+len(p)], p[1:]) {
			all++
			if at < a.title+head {
				inHead++
			}
		}
	}
	return all, inHead
}

// OfDocument is Of for a stored article.
func OfDocument(d knowledge.Document) *Article {
	return Of(&d.Article, ContentStems(d.Title, d.Language), zone.Stems(text.AppendTerms(nil, d.Text, d.Language), d.Parts))
}

// OfHeadline is Of for an article of which the title alone is known.
func OfHeadline(a knowledge.Article) *Article {
	return Of(&a, ContentStems(a.Title, a.Language), nil)
}

// ContentStems returns the stems of a text in order, function words left out.
func ContentStems(s, language string) []string {
	return contentStems(text.AppendTerms(nil, s, language))
}

func contentStems(terms []text.Term) []string {
	var out []string
	for _, t := range terms {
		if !t.Stop {
			out = append(out, t.Stem)
		}
	}
	return out
}
