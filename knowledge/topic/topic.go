// Package topic is what people follow: the language in which a topic is written,
// and which topics an article matches.
//
// A topic is words, "phrases", -excluded words and -"excluded phrases",
// source:name and lang:code, and -source:name and -lang:code to leave some out.
// Every word and every phrase has to stand in the
// article, compared by stem, and the article has to be about them (see
// [Topic.Match]); no excluded one may. With several source: or lang: filters, one
// of each kind is enough.
package topic

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// maxLength is the longest topic, in characters: longer ones are pasted text and
// would match nothing.
const maxLength = 200

// Errors of Parse. People may see their texts.
var (
	ErrEmpty    = errors.New("the topic is empty: write a word or a “phrase” to follow")
	ErrTooLong  = fmt.Errorf("the topic is longer than %d characters: a few words are enough", maxLength)
	ErrNothing  = errors.New("the topic has no word to look for: words such as “the” stand everywhere, and source: and -excluded words only narrow a topic")
	ErrLanguage = errors.New("a language is written as its two letters: lang:en, lang:fr")
)

// Unreadable reports whether an error of Parse says what is wrong with a topic.
func Unreadable(err error) bool {
	return errors.Is(err, ErrEmpty) || errors.Is(err, ErrTooLong) || errors.Is(err, ErrNothing) || errors.Is(err, ErrLanguage)
}

// Topic is a topic taken apart. It does not change after Parse and may be used
// by any number of goroutines.
type Topic struct {
	text    string
	lang    string   // ISO 639-1
	terms   []term   // every one must stand in the article
	phrases []phrase // written as such
	without []phrase // none may
	sources filter   // folded
	langs   filter   // ISO 639-1
}

// filter is what a property of an article must be one of, unless there is none,
// and what it may not be.
type filter struct {
	any, none []string
}

func (f *filter) add(p part, value string) {
	if p.minus {
		f.none = append(f.none, value)
	} else {
		f.any = append(f.any, value)
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

// String is the topic in its usual form: what Parse reads as the same topic.
func (t *Topic) String() string { return t.text }

// Language is the one that the topic's words are read in (ISO 639-1).
func (t *Topic) Language() string { return t.lang }

// Parse reads a topic. The stems are made in language (ISO 639-1); "" takes it
// from a lang: filter, else English.
func Parse(s, language string) (*Topic, error) {
	s = strings.Join(strings.FieldsFunc(text.Normalize(s), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	switch {
	case s == "":
		return nil, ErrEmpty
	case utf8.RuneCountInString(s) > maxLength:
		return nil, ErrTooLong
	}
	parts := split(s)
	t := &Topic{}
	words := parts[:0:0]
	for _, p := range parts {
		switch name, value := p.filter(); name {
		case "lang":
			if !isLanguage(value) {
				return nil, ErrLanguage
			}
			t.langs.add(p, value)
		case "source":
			t.sources.add(p, text.Fold(value))
		default:
			words = append(words, p)
		}
	}
	if language == "" {
		language = "en"
		if len(t.langs.any) > 0 {
			language = t.langs.any[0]
		}
	}
	for _, p := range words {
		stems := stemsOf(p.body, language, p.quoted)
		switch {
		case len(stems) == 0:
		case p.minus:
			t.without = append(t.without, stems)
		default: // a word with a hyphen is a phrase of its parts: Nagorno-Karabakh
			t.terms = append(t.terms, append(term{stems}, compounds(p, language)...))
			if p.quoted && len(stems) > 1 {
				t.phrases = append(t.phrases, stems)
			}
		}
	}
	if len(t.terms) == 0 {
		return nil, ErrNothing
	}
	t.text, t.lang = s, language
	return t, nil
}

// part is a piece of a topic as written.
type part struct {
	body   string
	minus  bool
	quoted bool
}

// filter reads a part such as source:"Al Jazeera"; name is "" when it is none.
func (p part) filter() (name, value string) {
	key, value, found := strings.Cut(p.body, ":")
	key, value = strings.ToLower(key), strings.ToLower(strings.Trim(value, `"“”„`))
	if p.quoted || !found || value == "" || key != "lang" && key != "source" {
		return "", ""
	}
	return key, value
}

// isLanguage reports whether s may be a code of ISO 639-1.
func isLanguage(s string) bool {
	return len(s) == 2 && 'a' <= s[0] && s[0] <= 'z' && 'a' <= s[1] && s[1] <= 'z'
}

// split cuts a topic at spaces outside of quotation marks. A mark that is not
// closed reaches to the end.
func split(s string) []part {
	var parts []part
	for len(s) > 0 {
		s = strings.TrimLeft(s, " ")
		if s == "" {
			break
		}
		var p part
		if len(s) > 1 && (s[0] == '-' || strings.HasPrefix(s, "−")) && s[1] != ' ' {
			_, n := utf8.DecodeRuneInString(s)
			p.minus, s = true, s[n:]
		}
		if r, n := utf8.DecodeRuneInString(s); isQuote(r) {
			end := strings.IndexFunc(s[n:], isQuote)
			if end < 0 {
				p.body, s = s[n:], ""
			} else {
				_, closing := utf8.DecodeRuneInString(s[n+end:])
				p.body, s = s[n:n+end], s[n+end+closing:]
			}
			p.quoted = true
		} else {
			end, open := 0, false
			for end < len(s) {
				r, n := utf8.DecodeRuneInString(s[end:])
				if isQuote(r) {
					open = !open
				}
				if r == ' ' && !open {
					break
				}
				end += n
			}
			p.body, s = s[:end], s[end:]
		}
		if p.body != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

func isQuote(r rune) bool { return strings.ContainsRune(`"“”„«»`, r) }

// stemsOf returns the stems of words; function words are left out, except in a
// phrase that has nothing else ("The Who").
func stemsOf(s, language string, quoted bool) phrase {
	var all, content phrase
	for _, t := range text.AppendTerms(nil, s, language) {
		all = append(all, strings.Clone(t.Stem))
		if !t.Stop {
			content = append(content, all[len(all)-1])
		}
	}
	if quoted && len(content) == 0 {
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

// Article is an article as topics see it. Make one with Of.
type Article struct {
	source string
	lang   string
	stems  []string        // title, then text, function words left out
	title  int             // how many of them are the title's
	at     map[string]spot // by stem
	strong []string        // the stems that a topic may be about
	seems  [1024]uint64    // a bit for the hash of each of strong
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

// Of prepares an article: the stems of its title and of its text, in order,
// function words left out, as a knowledge.Entry has them.
func Of(source, language string, title, body []string) *Article {
	a := &Article{source: text.Fold(source), lang: language, title: len(title)}
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

// Match reports whether an article matches: it passes the filters, holds every
// word and phrase and no excluded one, and is about them, which is to say that
// each, in one of the ways to write it, stands in its title or first sentences, or
// at least twice, and one at least stands in the title or first sentences.
func (t *Topic) Match(a *Article) bool {
	if !t.Admits(a) {
		return false
	}
	headed := false
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

// Admits reports whether an article passes the filters and holds no excluded word
// or phrase: whether it may be shown under the topic, be it about it or not. An
// article of which the title alone is known is made with Of without a body.
func (t *Topic) Admits(a *Article) bool {
	return t.sources.passes(a.source) && t.langs.passes(a.lang) &&
		!slices.ContainsFunc(t.without, func(p phrase) bool {
			all, _ := a.places(p)
			return all > 0
		})
}

// Words returns the words and phrases that an article must hold, for "why this
// alert?".
func (t *Topic) Words() []string {
	var words []string
	for _, p := range split(t.text) {
		if filter, _ := p.filter(); !p.minus && filter == "" {
			words = append(words, p.body)
		}
	}
	return words
}

// Stems returns the stems that an article may hold to match, for a search.
func (t *Topic) Stems() []string { return t.stems(false) }

// Required returns those of Stems without which no article matches.
func (t *Topic) Required() []string { return t.stems(true) }

// Filter returns what every article that matches passes, for a search: the stored
// outlets that the topic's filters let through, when it has any, and its language
// when it names one.
func (t *Topic) Filter(stored []knowledge.Source) knowledge.Filter {
	var f knowledge.Filter
	if len(t.langs.any) == 1 {
		f.Language = t.langs.any[0]
	}
	if len(t.sources.any)+len(t.sources.none) == 0 {
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

func (t *Topic) stems(required bool) []string {
	var stems []string
	for _, term := range t.terms {
		if required && len(term) > 1 {
			continue
		}
		for _, p := range term {
			stems = append(stems, p...)
		}
	}
	slices.Sort(stems)
	return slices.Compact(stems)
}
