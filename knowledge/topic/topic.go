// Package topic is what people follow: the one language in which a topic is written,
// which topics an article matches, and what a store has on one.
//
// A topic is words, "phrases", -excluded words and -"excluded phrases", source:name
// and lang:code, -source:name and -lang:code to leave some out, and from:date and
// to:date for when it was published (2026, 2026-11 or 2026-11-29). Every word and every
// phrase has to stand in the article, compared by stem, and the article has to be about
// them (see [Topic.Match]); no excluded one may. Of words and phrases with OR between
// them one is enough: ferry OR "car train" strike. With several source:, feed: or lang: filters,
// one of each kind is enough. A source: needs no words beside it: all of an outlet; nor does
// a feed:, which names a feed by its title.
package topic

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/retrieve"
	"quoth/knowledge/text"
)

// Topic is a topic taken apart. It does not change after Parse and may be used
// by any number of goroutines.
type Topic struct {
	text         string
	lang         string     // ISO 639-1
	langKnown    bool       // a filter or the words determine lang
	words        [][]string // what every article must hold, as written, in the ways that OR offers
	terms        []term     // that of words which means something
	phrases      []term     // of these what is written in quotation marks, in every way that OR offers
	without      []phrase   // none may stand in the article
	parts        [][]part   // as written, in the ways that OR offers; of those that exclude each alone
	filters      []part     // as written
	sources      filter     // folded
	feeds        filter     // folded titles
	langs        filter     // ISO 639-1
	since, until time.Time  // of publication, [since, until); zero for no bound
	unread       []string
}

// filter is what a property of an article must be one of, unless there is none,
// and what it may not be.
type filter struct {
	any, none []string
}

func (f *filter) add(p part, value string) {
	to := &f.any
	if p.minus {
		to = &f.none
	}
	if !slices.Contains(*to, value) {
		*to = append(*to, value)
	}
}

func (f *filter) passes(value string) bool {
	return (len(f.any) == 0 || slices.Contains(f.any, value)) && !slices.Contains(f.none, value)
}

// phrase is the stems of a word, or of a phrase, in order.
type phrase []string

// term is the ways in which a word or a phrase may be written; the first is how
// it was.
type term []phrase

// String is the topic in its usual form, in which it is stored: what Parse reads as the
// same topic.
func (t *Topic) String() string { return t.text }

// Canonical is the usual form of a topic that was stored; what can't be read stays.
func Canonical(s string) string {
	t, err := Parse(s, "")
	if err != nil {
		return s
	}
	return t.text
}

// Same reports whether two topics are about the same: nothing differs but the order of their pieces,
// capitals and words without a meaning of their own ("le Louvre", "louvre").
func (t *Topic) Same(o *Topic) bool { return slices.Equal(t.pieces(), o.pieces()) }

// pieces are what the topic asks for, folded and in alphabetical order.
func (t *Topic) pieces() []string {
	var all []string
	for _, ways := range t.parts {
		var written []string
		for _, p := range ways {
			if len(stemsOf(p.body, t.lang, p.quoted)) > 0 {
				written = append(written, p.folded())
			}
		}
		if slices.Sort(written); len(written) > 0 {
			all = append(all, strings.Join(written, " OR "))
		}
	}
	for _, p := range t.filters {
		all = append(all, p.folded())
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Language is the one that the topic's words are read in (ISO 639-1), and whether a filter
// or the words tell it.
func (t *Topic) Language() (lang string, known bool) { return t.lang, t.langKnown }

// Unread are the pieces of the topic as it was typed that look like more than words and
// are read as words alone: site: and wild*.
func (t *Topic) Unread() []string { return t.unread }

// Undated reports whether from: or to: is among what is read as words alone, for want of a
// date.
func (t *Topic) Undated() bool {
	return slices.ContainsFunc(t.unread, func(s string) bool {
		key := keys[strings.ToLower(strings.TrimSuffix(s, ":"))]
		return key == keyFrom || key == keyTo
	})
}

// Outlets are the outlets that the topic names, to look in or to leave out, as written.
func (t *Topic) Outlets() []string { return append(t.LooksIn(), t.named(keySource, true)...) }

// LooksIn are the outlets that the topic names to look in, as written.
func (t *Topic) LooksIn() []string { return t.named(keySource, false) }

// LeavesOut are the outlets that the topic names to leave out, as written.
func (t *Topic) LeavesOut() []string { return t.named(keySource, true) }

// Feeds are the titles of the feeds that the topic names to look in, as written.
func (t *Topic) Feeds() []string { return t.named(keyFeed, false) }

// named are the values of the filters of a key, as written: of those that leave out or of the
// others.
func (t *Topic) named(key string, minus bool) []string {
	var names []string
	for _, p := range t.filters {
		if p.key == key && p.minus == minus {
			names = append(names, p.body)
		}
	}
	return names
}

// Languages are those that the topic names to look in (ISO 639-1). The slice must not be
// changed.
func (t *Topic) Languages() []string { return t.langs.any }

// Filtered reports whether anything but words narrows the topic.
func (t *Topic) Filtered() bool { return len(t.filters) > 0 }

// Narrows reports whether the topic names outlets or feeds to look in.
func (t *Topic) Narrows() bool { return len(t.sources.any)+len(t.feeds.any) > 0 }

// With is the topic with other outlets or feeds in the place of one that it names.
func (t *Topic) With(name string, others ...string) string {
	var with Topic
	for _, p := range t.filters {
		if (p.key == keySource || p.key == keyFeed) && p.body == name {
			for _, p.body = range others {
				with.filters = append(with.filters, p)
			}
			continue
		}
		with.filters = append(with.filters, p)
	}
	return with.canonical(t.parts)
}

// In is the topic looked for in some outlets alone, whatever outlets it names to look in or to
// leave out; in all where none is given.
func (t *Topic) In(outlets []string) string {
	var in Topic
	for _, p := range t.filters {
		if p.key != keySource {
			in.filters = append(in.filters, p)
		}
	}
	for _, name := range outlets {
		in.filters = append(in.filters, part{key: keySource, body: name})
	}
	return in.canonical(t.parts)
}

// Without is the topic with some more outlets left out.
func (t *Topic) Without(outlets []string) string {
	var without Topic
	for _, p := range t.filters {
		if p.key != keySource || !slices.ContainsFunc(outlets, func(name string) bool { return sameName(name, p.body) }) {
			without.filters = append(without.filters, p)
		}
	}
	for _, name := range outlets {
		without.filters = append(without.filters, part{key: keySource, body: name, minus: true})
	}
	return without.canonical(t.parts)
}

// Period is when what the topic is about was published, [since, until); zero for no bound.
func (t *Topic) Period() (since, until time.Time) { return t.since, t.until }

// WithoutPeriod is the topic without from: and to:.
func (t *Topic) WithoutPeriod() string {
	var without Topic
	for _, p := range t.filters {
		if p.key != keyFrom && p.key != keyTo {
			without.filters = append(without.filters, p)
		}
	}
	return without.canonical(t.parts)
}

// spoken are the languages of names and of words that don't tell their own: those in which
// articles are stemmed.
var spoken = []string{"en", "de", "fr", "es", "it", "pt", "ru", "tr"}

// read makes the stems of a topic's words.
func (t *Topic) read(parts [][]part, language string) {
	t.parts = parts
	if t.lang = language; t.lang == "" && len(t.langs.any) > 0 {
		t.lang = t.langs.any[0]
	}
	if t.lang == "" {
		var all []string
		for _, p := range slices.Concat(parts...) {
			all = append(all, p.body)
		}
		t.lang = text.QuestionLanguage(strings.Join(all, " "))
	}
	if t.langKnown = t.lang != ""; !t.langKnown {
		t.lang = "en"
	}
	for _, ways := range parts {
		if ways[0].minus {
			if stems := stemsOf(ways[0].body, t.lang, ways[0].quoted); len(stems) > 0 {
				t.without = append(t.without, stems)
			}
			continue
		}
		var all term
		var written []string
		exact := true
		for _, p := range ways {
			stems := stemsOf(p.body, t.lang, p.quoted)
			if written = append(written, p.body); len(stems) == 0 {
				continue
			}
			exact = exact && p.quoted && len(stems) > 1
			all = append(all, stems) // a word with a hyphen is a phrase of its parts: Nagorno-Karabakh
			all = append(append(all, compounds(p, t.lang)...), t.elsewhere(p, stems)...)
		}
		t.words = append(t.words, written)
		if len(all) == 0 {
			continue
		}
		if t.terms = append(t.terms, all); exact {
			t.phrases = append(t.phrases, all)
		}
	}
}

// elsewhere are the stems of words in other languages than the topic's: of names, which
// have an ending there that the rules of the topic's language leave, and of all words when
// nothing tells the topic's language.
func (t *Topic) elsewhere(p part, stems phrase) (others []phrase) {
	if first, _ := utf8.DecodeRuneInString(p.body); t.langKnown && !unicode.IsUpper(first) {
		return nil
	}
	for _, language := range spoken {
		other := stemsOf(p.body, language, p.quoted)
		if len(other) == len(stems) && !slices.Equal(other, stems) && !slices.ContainsFunc(others, func(o phrase) bool { return slices.Equal(o, other) }) {
			others = append(others, other)
		}
	}
	return others
}

// stemsOf returns the stems of words; function words are left out, except in a
// phrase of several that has nothing else ("The Who").
func stemsOf(s, language string, quoted bool) phrase {
	var all, content phrase
	for _, t := range text.AppendTerms(nil, s, language) {
		all = append(all, strings.Clone(t.Stem))
		if !t.Stop {
			content = append(content, all[len(all)-1])
		}
	}
	if quoted && len(content) == 0 && len(all) > 1 {
		return all
	}
	return content
}

// compounds returns the other ways in which a word is written: "ceasefire" as
// "cease-fire" or "cease fire", and "cease-fire" as "ceasefire". A phrase in
// quotation marks means itself.
func compounds(p part, language string) (others []phrase) {
	if p.quoted {
		return nil
	}
	terms := text.AppendTerms(nil, p.body, language)
	switch {
	case len(terms) == 1 && !terms[0].Number:
		for _, pair := range text.Splits(text.Fold(terms[0].In(p.body)), language) {
			others = append(others, phrase{strings.Clone(pair[0]), strings.Clone(pair[1])})
		}
	case len(terms) == 2 && p.body[terms[0].End:terms[1].Start] == "-" && !terms[0].Number && !terms[1].Number:
		joined := text.Stem(text.Fold(terms[0].In(p.body)+terms[1].In(p.body)), language)
		others = append(others, phrase{strings.Clone(joined)})
	}
	return others
}

// Match reports whether an article matches: it passes the filters, holds every
// word and phrase and no excluded one, and is about them, which is to say that
// each, in one of the ways to write it, stands in its title or first sentences, or
// at least twice, and one at least stands in the title or first sentences. A topic
// without words is matched by what passes its filters.
func (t *Topic) Match(a *Article) bool {
	if !t.Admits(a) || !t.feeds.passes(a.feed) {
		return false
	}
	headed := len(t.terms) == 0
	for _, term := range t.terms {
		about := false
		for _, p := range term {
			all, inHead := a.places(p)
			about = about || all > 1 || inHead > 0
			headed = headed || inHead > 0
		}
		if !about {
			return false
		}
	}
	return headed
}

// Admits reports whether an article passes the filters, but for that of feeds, and holds no
// excluded word or phrase: whether it may be shown under the topic, be it about it or not. An
// article of which the title alone is known is made with Of without a body.
func (t *Topic) Admits(a *Article) bool {
	return t.passes(a.heading) &&
		!slices.ContainsFunc(t.without, func(p phrase) bool {
			all, _ := a.places(p)
			return all > 0
		})
}

// passes reports whether a heading passes the filters, but for that of feeds.
func (t *Topic) passes(h heading) bool {
	return t.sources.passes(h.source) && t.langs.passes(h.lang) && t.spans(h.published)
}

// spans reports whether the period of a topic holds a moment of publication, on the
// outlet's clock; without a date it is in no period.
func (t *Topic) spans(published time.Time) bool {
	if t.since.IsZero() && t.until.IsZero() {
		return true
	}
	if published.IsZero() {
		return false
	}
	_, offset := published.Zone()
	clock := published.Add(time.Duration(offset) * time.Second)
	return !clock.Before(t.since) && (t.until.IsZero() || clock.Before(t.until))
}

// Words returns what an article must hold, for "why this alert?": of each word or phrase the
// ways that OR offers.
func (t *Topic) Words() [][]string { return t.words }

// query is the topic's words as they are searched for, and which of them OR offers in each
// other's place, as bits of the query's words.
func (t *Topic) query() (q *retrieve.Query, choices [][]uint64) {
	var all []string
	for _, ways := range t.words {
		all = append(all, ways...)
	}
	s := strings.Join(all, " ")
	switch {
	case len(t.langs.any) == 1: // "die lang:en" is no article
		q = retrieve.ParseIn(s, t.lang)
	case t.langKnown:
		q = retrieve.Parse(s, t.lang)
	default:
		q = retrieve.Parse(s, "")
	}
	for _, ways := range t.words {
		var choice []uint64
		for _, words := range ways {
			if of := wordsOf(q, words); of != 0 {
				choice = append(choice, of)
			}
		}
		choices = append(choices, choice)
	}
	return q, choices
}

// wordsOf are the words of a query that stand in a text, as bits.
func wordsOf(q *retrieve.Query, s string) (found uint64) {
	for _, t := range text.AppendTerms(nil, s, q.Language) {
		if i := slices.IndexFunc(q.Words, func(w retrieve.Word) bool { return w.Stem == t.Stem }); i >= 0 {
			found |= 1 << i
		}
	}
	return found
}

// narrowsSources reports whether the topic names outlets to look in or to leave out.
func (t *Topic) narrowsSources() bool { return len(t.sources.any)+len(t.sources.none) > 0 }

// Filter returns what every article that matches passes, for a search: the stored
// outlets that the topic's filters let through, when it has any, the feeds and languages
// that it names, and its period.
func (t *Topic) Filter(stored []knowledge.Source) knowledge.Filter {
	f := knowledge.Filter{Feeds: t.Feeds(), Languages: slices.Clone(t.langs.any), Since: t.since, Until: t.until}
	if !t.narrowsSources() {
		return f
	}
	for _, s := range append(slices.Clone(stored), knowledge.Source{}) { // the last is of articles without an outlet
		if t.sources.passes(text.Fold(s.Name)) {
			f.Sources = append(f.Sources, s.Name)
		}
	}
	if len(f.Sources) == 0 { // no name at all would be all of them
		f.Sources = slices.Clone(t.sources.any)
	}
	return f
}
