package topic

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge/text"
)

// definite are the words, by language, with which a sentence begins that goes on with what was told: "The
// child had no immunity". The languages that are not here put their article before what is new as well.
var definite = map[string][]string{"en": {"the"}}

// goingOn are words, by language and folded, with which a sentence begins that goes on with what was told, where a
// comma stands behind them: "Coincidentally, the dam broke". They are beside those of text.Leans.
var goingOn = func() map[string][]string {
	all := map[string][]string{}
	for language, list := range map[string]string{
		"en": `additionally afterward afterwards coincidentally consequently conversely earlier finally hence importantly interestingly ironically later likewise nevertheless nonetheless
			notably separately similarly subsequently unsurprisingly`,
		"de": "anschließend ferner folglich schließlich somit später übrigens zuvor",
		"fr": "auparavant conséquemment également enfin finalement ironiquement parallèlement",
		"es": "asimismo consecuentemente curiosamente finalmente igualmente posteriormente",
		"it": "analogamente conseguentemente curiosamente infine parallelamente successivamente",
		"pt": "consequentemente curiosamente finalmente igualmente posteriormente similarmente",
		"ru": "впрочем наконец позднее позже ранее следовательно соответственно",
		"tr": "böylece dolayısıyla nihayet sonuçta",
	} {
		for word := range strings.FieldsSeq(list) {
			all[language] = append(all[language], text.Fold(word))
		}
	}
	return all
}()

// persons are pronouns, by language, that stand for somebody. Turkish leaves them out.
var persons = map[string][]string{
	"en": {"he", "she"}, "de": {"er"}, "fr": {"elle"}, "es": {"él", "ella"}, "it": {"lui", "lei"}, "pt": {"ele", "ela"}, "ru": {"он", "она"},
}

// BeginsUnnamed reports whether a sentence begins with what an earlier one names: with a definite noun, or
// with the shorter name of somebody who had a longer one, "Myrick" for "Dr. Leila Myrick"; with a word that goes on;
// or with a clause in which a pronoun stands for somebody whom it does not name before. A word is familiar when the
// reader knows what it stands for.
func (r *Reading) BeginsUnnamed(terms []text.Term, familiar func(stem string) bool) bool {
	if len(terms) < 2 {
		return false
	}
	language := r.Language[:min(len(r.Language), 2)]
	first, next := &terms[0], &terms[1]
	word := first.In(r.Text)
	if slices.Contains(goingOn[language], text.Fold(word)) && strings.HasPrefix(r.Text[first.End:], ",") {
		return true
	}
	if slices.Contains(definite[language], strings.ToLower(word)) {
		return !next.Capital && !next.Number && !familiar(next.Stem)
	}
	for i := range terms {
		if t := &terms[i]; t.Capital && !t.Stop {
			break
		} else if slices.Contains(persons[language], strings.ToLower(t.In(r.Text))) {
			return true
		}
	}
	if letter, _ := utf8.DecodeRuneInString(word); first.Stop || !unicode.IsUpper(letter) || next.Capital || familiar(first.Stem) {
		return false
	}
	for i := range r.Sentences {
		s := &r.Sentences[i]
		if s.Start >= first.Start {
			break
		}
		if s.hasLonger(first.Key(), r.Text) {
			return true
		}
	}
	return false
}

// hasLonger reports whether a sentence of a text has a word first in a name of several.
func (s *Sentence) hasLonger(word text.Key, all string) bool {
	scan := s.Scan()
	for n, before := 0, scan; n < s.Words; n++ {
		if scan.Key() != word {
			before = scan
			scan.Next()
			continue
		}
		here := scan
		if n > 0 && oneName(all, &before, &here) {
			return true
		}
		scan.Next()
		return n+1 < s.Words && oneName(all, &here, &scan)
	}
	return false
}

// oneName reports whether two words of a text, one behind the other, are of one name.
func oneName(s string, a, b *text.Scan) bool {
	return a.Capital() && !a.Stop() && b.Capital() && !b.Stop() && s[a.End:b.Start] == " "
}

// Familiar are the words of a topic and those that several titles on it have.
func Familiar(readings []*Reading, wanted string) map[string]bool {
	in := map[string]int{}
	for _, r := range readings {
		for i := range r.Headline {
			if t := &r.Headline[i]; !t.Stop {
				in[t.Stem]++
			}
		}
	}
	known := Stems(readings, wanted)
	for stem, n := range in {
		if n >= severalTitles {
			known[stem] = true
		}
	}
	return known
}

// Stems are the stems of a topic in the language of its articles.
func Stems(readings []*Reading, wanted string) map[string]bool {
	stems := map[string]bool{}
	if len(readings) > 0 {
		for _, t := range text.AppendTerms(nil, wanted, readings[0].Language) {
			stems[t.Stem] = true
		}
	}
	return stems
}

// severalTitles is in how many titles of articles on a topic a word is that needs no explanation.
const severalTitles = 3
