// Package topic is what people follow: the language in which a topic is written,
// and which topics an article matches.
//
// A topic is words, "phrases", -excluded words and -"excluded phrases",
// source:name and lang:code. Every word and every phrase has to stand in the
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

	"quoth/knowledge/text"
)

// maxLength is the longest topic, in characters: longer ones are pasted text and
// would match nothing.
const maxLength = 200

// Errors of Parse. People may see their texts.
var (
	ErrEmpty   = errors.New("the topic is empty: write a word or a “phrase” to follow")
	ErrTooLong = fmt.Errorf("the topic is longer than %d characters: a few words are enough", maxLength)
	ErrNothing = errors.New("the topic has no word to look for: words such as “the” stand everywhere, and source: and -excluded words only narrow a topic")
)

// Topic is a topic taken apart. It does not change after Parse and may be used
// by any number of goroutines.
type Topic struct {
	text    string
	terms   []term   // every one must stand in the article
	without []phrase // none may
	sources []string // folded; any of them
	langs   []string // ISO 639-1; any of them
}

// phrase is the stems of a word, or of a phrase, in order.
type phrase []string

// term is the ways in which a word or a phrase may be written; the first is how
// it was.
type term []phrase

// String is the topic in its usual form: what Parse reads as the same topic.
func (t *Topic) String() string { return t.text }

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
	for _, p := range parts {
		if code, ok := filter(p, "lang"); ok {
			t.langs = append(t.langs, code)
		}
		if name, ok := filter(p, "source"); ok {
			t.sources = append(t.sources, text.Fold(name))
		}
	}
	if language == "" {
		language = "en"
		if len(t.langs) > 0 {
			language = t.langs[0]
		}
	}
	for _, p := range parts {
		if _, ok := filter(p, "lang"); ok {
			continue
		}
		if _, ok := filter(p, "source"); ok {
			continue
		}
		stems := stemsOf(p.body, language, p.quoted)
		switch {
		case len(stems) == 0:
		case p.minus:
			t.without = append(t.without, stems)
		default: // a word with a hyphen is a phrase of its parts: Nagorno-Karabakh
			t.terms = append(t.terms, append(term{stems}, compounds(p, language)...))
		}
	}
	if len(t.terms) == 0 {
		return nil, ErrNothing
	}
	t.text = s
	return t, nil
}

// part is a piece of a topic as written.
type part struct {
	body   string
	minus  bool
	quoted bool
}

// filter reads a part such as source:"Al Jazeera".
func filter(p part, name string) (value string, ok bool) {
	if p.quoted || p.minus {
		return "", false
	}
	key, value, found := strings.Cut(p.body, ":")
	if !found || !strings.EqualFold(key, name) {
		return "", false
	}
	value = strings.ToLower(strings.Trim(value, `"“”„`))
	return value, value != ""
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
	stems  []string         // title, then text, function words left out
	title  int              // how many of them are the title's
	at     map[string][]int // places of a stem in stems
}

// Of prepares an article: the stems of its title and of its text, in order,
// function words left out, as a knowledge.Entry has them.
func Of(source, language string, title, body []string) *Article {
	a := &Article{source: text.Fold(source), lang: language, title: len(title)}
	a.stems = append(append(make([]string, 0, len(title)+len(body)), title...), body...)
	a.at = make(map[string][]int, len(a.stems)/2)
	for i, s := range a.stems {
		a.at[s] = append(a.at[s], i)
	}
	return a
}

// head is how many stems from the start of an article tell what it is about: the
// title and about the first three sentences, where news puts who, what and where.
const head = 60

// places counts where a phrase stands, and how many of these lie in the head.
func (a *Article) places(p phrase) (all, inHead int) {
	for _, at := range a.at[p[0]] {
		if at+len(p) > len(a.stems) || at < a.title && at+len(p) > a.title {
			continue
		}
		if slices.Equal(a.stems[at:at+len(p)], p) {
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
// each stands in its title or first sentences, or at least twice, and one at
// least stands in the title or first sentences.
func (t *Topic) Match(a *Article) bool {
	if len(t.sources) > 0 && !slices.ContainsFunc(t.sources, func(s string) bool { return s == a.source }) {
		return false
	}
	if len(t.langs) > 0 && !slices.Contains(t.langs, a.lang) {
		return false
	}
	headed := false
	for _, term := range t.terms {
		all, inHead := 0, 0
		for _, p := range term {
			n, first := a.places(p)
			all, inHead = all+n, inHead+first
		}
		if inHead == 0 && all < 2 {
			return false
		}
		headed = headed || inHead > 0
	}
	if !headed {
		return false
	}
	for _, p := range t.without {
		if all, _ := a.places(p); all > 0 {
			return false
		}
	}
	return true
}

// Words returns the words and phrases that an article must hold, for "why this
// alert?".
func (t *Topic) Words() []string {
	var words []string
	for _, p := range split(t.text) {
		_, source := filter(p, "source")
		_, lang := filter(p, "lang")
		if !p.minus && !source && !lang {
			words = append(words, p.body)
		}
	}
	return words
}

// Stems returns the stems that an article may hold to match, for a search.
func (t *Topic) Stems() []string { return t.stems(false) }

// Required returns those of Stems without which no article matches.
func (t *Topic) Required() []string { return t.stems(true) }

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
