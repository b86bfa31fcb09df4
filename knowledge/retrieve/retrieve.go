// Package retrieve leads from the words of a person to the articles that hold them.
//
// People misspell, abbreviate, say French for France and 4 for four, write
// "cease fire" or "ceasefire", and ask in their own language about what was printed
// in another. A [Query] is what somebody wrote, taken apart once; [Retriever.Resolve]
// finds the [Form]s in which the stored articles say the same, so that all who search
// (answers, searches) read words alike. A word that is stored in no form is read as
// the stored word that it is most likely a misspelling of, and the query says so.
package retrieve

import (
	"cmp"
	"context"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"sync"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// Index is what a Retriever reads.
type Index interface {
	knowledge.Index
}

// MaxWords is how many words a Query may have.
const MaxWords = 64

// Word is a word of a query that means something.
type Word struct {
	text.Span         // in the query's text; empty for a word that stands elsewhere
	Text      string  // as written
	Stem      string  // in the query's language
	Name      bool    // written with a capital for its own sake
	Number    bool    // begins with a digit
	Weight    float64 // what it counts in the search beside other words, on top of how rare it is
	In        int     // in how many articles it stands, in the form in which it stands in the most; set by Resolve
	own       int     // in how many its own stem stands
}

// Form is another way in which articles say words of a query.
type Form struct {
	Words uint64   // which words of the query, as bits
	Stems []string // that stand one after the other but for function words
	Share float64  // what the form counts in the search beside the words themselves, (0, 1]
	split bool     // is a word cut in two
}

// Reading is a word that was read as another one: it is stored nowhere, or nowhere
// with the words beside it.
type Reading struct {
	Word int    // of the query
	Stem string // of what it is read as
}

// Query is what somebody wrote, taken apart.
type Query struct {
	Words         []Word // at most MaxWords
	Language      string // of the words, ISO 639-1
	LanguageKnown bool   // the words determine their language; else it is a guess
	Given         []Form // forms that the caller knows

	// Set by Resolve.
	Forms    []Form
	Readings []Reading
	Articles int               // how many are stored
	stored   map[string]int    // articles by language
	together map[[2]string]int // in how many articles two stems stand, as far as that was counted
}

// Retriever resolves queries over one index. It may be used by any number of
// goroutines at the same time.
type Retriever struct {
	index Index

	mu         sync.Mutex
	dictionary *dictionary
	articles   int  // that were stored when dictionary was made
	reading    bool // it is being made anew
}

// New returns a Retriever over index.
func New(index Index) *Retriever { return &Retriever{index: index} }

// Resolve finds the forms in which articles say the words of q. It returns the
// index's errors.
func (r *Retriever) Resolve(ctx context.Context, q *Query) error {
	q.together = map[[2]string]int{}
	stored, err := r.index.Languages(ctx)
	if err != nil {
		return err
	}
	q.Forms, q.Readings = nil, nil
	q.stored = stored
	forms := slices.Concat(q.Given, q.compounds(), q.numerals(), q.aliases(), q.translations())
	if err := r.keep(ctx, q, forms); err != nil {
		return err
	}
	if forms = q.stemmedElsewhere(); len(forms) > 0 {
		if err := r.keep(ctx, q, forms); err != nil {
			return err
		}
	}
	if err := r.spell(ctx, q); err != nil || len(q.Readings) == 0 {
		return err
	}
	return r.keep(ctx, q, q.readForms())
}

// readForms are the other forms of what words were read as: "suprbowl" is also the
// Super Bowl.
func (q *Query) readForms() []Form {
	as := Query{Words: slices.Clone(q.Words), Language: q.Language}
	for _, r := range q.Readings {
		as.Words[r.Word].Text, as.Words[r.Word].Stem = r.Stem, r.Stem
	}
	return slices.Concat(as.compounds(), as.aliases())
}

// keep counts the articles of each word, and adds those of the forms that are stored.
func (r *Retriever) keep(ctx context.Context, q *Query, forms []Form) error {
	stems := make([]string, 0, len(q.Words)+2*len(forms))
	for _, w := range q.Words {
		stems = append(stems, w.Stem)
	}
	for _, f := range forms {
		stems = append(stems, f.Stems...)
	}
	in, articles, err := r.index.Frequencies(ctx, stems)
	if err != nil {
		return err
	}
	q.Articles = articles
	for i := range q.Words {
		q.Words[i].In, q.Words[i].own = max(q.Words[i].In, in[i]), in[i]
	}
	at := len(q.Words)
	for _, f := range forms {
		counts := in[at : at+len(f.Stems)]
		at += len(f.Stems)
		least := slices.Min(counts)
		if least > 0 && f.split && in[bits.TrailingZeros64(f.Words)] == 0 {
			// Its halves are words, and so are those of many a misspelling.
			if least, err = r.together(ctx, q, f.Stems[0], f.Stems[1]); err != nil {
				return err
			}
			if float64(least) < byChance*float64(counts[0])*float64(counts[1])/float64(articles) {
				continue
			}
		}
		if least > 0 {
			q.add(f, least)
		}
	}
	return nil
}

// byChance is how many times more articles than by chance hold both halves of a
// compound that is stored as two words.
const byChance = 3

// add adds a form that stands in so many articles at most.
func (q *Query) add(f Form, in int) {
	if slices.ContainsFunc(q.Forms, func(o Form) bool { return o.Words == f.Words && slices.Equal(o.Stems, f.Stems) }) {
		return
	}
	q.Forms = append(q.Forms, f)
	for i := range q.Words {
		if f.Words>>i&1 == 1 {
			q.Words[i].In = max(q.Words[i].In, in)
		}
	}
}

// Terms are the words and their forms as terms for the index.
func (q *Query) Terms() []knowledge.QueryTerm {
	terms := make([]knowledge.QueryTerm, 0, len(q.Words)+2*len(q.Forms))
	for _, w := range q.Words {
		terms = append(terms, knowledge.QueryTerm{Stem: w.Stem, Weight: w.Weight})
	}
	for _, f := range q.Forms {
		heaviest := 0.0
		for i, w := range q.Words {
			if f.Words>>i&1 == 1 {
				heaviest = max(heaviest, w.Weight)
			}
		}
		for _, stem := range f.Stems {
			terms = append(terms, knowledge.QueryTerm{Stem: stem, Weight: heaviest * f.Share / float64(len(f.Stems))})
		}
	}
	return terms
}

// Parse takes words apart: all that are no function words, each once. likely is their
// language when they don't tell one, "" for English.
func Parse(s, likely string) *Query {
	if language := text.QuestionLanguage(s); language != "" {
		return ParseIn(s, language)
	}
	q := ParseIn(s, cmp.Or(likely, "en"))
	q.LanguageKnown = false
	return q
}

// ParseIn is Parse for words of a known language.
func ParseIn(s, language string) *Query {
	q := &Query{Language: language, LanguageKnown: true}
	for _, t := range text.AppendTerms(nil, s, q.Language) {
		known := slices.ContainsFunc(q.Words, func(w Word) bool { return w.Stem == t.Stem })
		if !t.Stop && !known && len(q.Words) < MaxWords {
			q.Words = append(q.Words, Word{Span: t.Span, Text: t.In(s), Stem: t.Stem, Name: t.Capital, Number: t.Number, Weight: 1})
		}
	}
	return q
}

// Stored returns the one stem under which word i of a resolved query is looked for by
// who asks for every word: that of what it is read as, else its own, else that of
// another form of it when its own is not stored.
func (q *Query) Stored(i int) string {
	for _, r := range q.Readings {
		if r.Word == i {
			return r.Stem
		}
	}
	if q.Words[i].own == 0 {
		for _, f := range q.Forms {
			if f.Words == 1<<i && len(f.Stems) == 1 {
				return f.Stems[0]
			}
		}
	}
	return q.Words[i].Stem
}

// Written is the first word of s that has a stem; "" for none.
func Written(s, language, stem string) string {
	for _, t := range text.AppendTerms(nil, s, language) {
		if t.Stem == stem {
			word := t.In(s)
			return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		}
	}
	return ""
}

// next reports whether word i+1 stands right behind word i in what was written, or
// with no more than a short function word between.
func (q *Query) next(i int) bool {
	const between = 5 // " of ", "'s "
	if i+1 >= len(q.Words) {
		return false
	}
	a, b := q.Words[i], q.Words[i+1]
	return a.Len() > 0 && b.Len() > 0 && b.Start >= a.End && b.Start-a.End <= between
}

// compounds are words written as one or as two: "ceasefire" as "cease fire",
// "cease-fire" and "cease fire" as "ceasefire".
func (q *Query) compounds() []Form {
	var forms []Form
	for i, w := range q.Words {
		if w.Number {
			continue
		}
		folded := text.Fold(w.Text)
		for _, pair := range text.Splits(folded, q.Language) {
			forms = append(forms, Form{Words: 1 << i, Stems: pair[:], Share: .5, split: true})
		}
		if q.next(i) && !q.Words[i+1].Number && q.Words[i+1].Start-w.End <= 1 {
			joined := text.Stem(folded+text.Fold(q.Words[i+1].Text), q.Language)
			forms = append(forms, Form{Words: 3 << i, Stems: []string{joined}, Share: .5})
		}
	}
	return forms
}

// stemmedElsewhere are the stems of names, of words that are stored in no form, and of
// all words when the language is not told, in the other languages that are stored: a
// name has an ending there that the rules of the query's language leave.
func (q *Query) stemmedElsewhere() []Form {
	var forms []Form
	for i, w := range q.Words {
		if w.Number || !w.Name && q.LanguageKnown && w.In > 0 {
			continue
		}
		folded := text.Fold(w.Text)
		seen := []string{w.Stem}
		for _, language := range slices.Sorted(maps.Keys(q.stored)) { // the same forms in the same order each time
			stem := text.Stem(folded, language)
			if !slices.Contains(seen, stem) && !text.Stopword(folded, language) {
				seen = append(seen, stem)
				forms = append(forms, Form{Words: 1 << i, Stems: []string{stem}, Share: 1})
			}
		}
	}
	return forms
}
