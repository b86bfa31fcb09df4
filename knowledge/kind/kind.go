// Package kind knows the kinds of answer: what sort of thing a question asks for
// ([Read]), and where a sentence holds one ([Wanted.Find]).
//
// The kinds are those of the question-answering tracks (persons, places, dates,
// amounts, …; X. Li and D. Roth, Learning Question Classifiers, 2002) and what people
// ask a news bot besides: reasons, manners, definitions, statements by somebody. A
// question after a NOUN of its own ("which airline") asks for what WordNet knows as
// such a thing, or what the sentence calls one.
//
// The package is pure functions: no store, no clock, no state.
package kind

import (
	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

// Kind is a kind of answer.
type Kind uint8

// The kinds.
const (
	Anything     Kind = iota // nothing in particular
	Person                   // who; also a group or a team that acts
	Organisation             // which company, party, court
	Place                    // where, which country
	Team                     // which team
	Work                     // which film, book, song
	Thing                    // which or what NOUN
	Date                     // when, which year, what time
	Duration                 // how long
	Money                    // how much, what price
	Percentage               // what share
	Count                    // how many of a noun
	Measure                  // how tall, how far, how hot: a number with its unit
	Age                      // how old
	Ordinal                  // which place in a row
	Score                    // of a match or a vote
	Reason                   // why, what caused
	Manner                   // how
	Definition               // what is, what does it mean
	Statement                // what did somebody say
	YesNo                    // did it
	Comparison               // this or that

	kinds
)

var names = [kinds]string{"anything", "person", "organisation", "place", "team", "work", "thing", "date", "duration", "money",
	"percentage", "count", "measure", "age", "ordinal", "score", "reason", "manner", "definition", "statement", "yes or no", "comparison"}

// String is the kind's name.
func (k Kind) String() string {
	if k >= kinds {
		return "unknown"
	}
	return names[k]
}

// Numeric reports whether answers of a kind are numbers or times.
func (k Kind) Numeric() bool { return k >= Date && k <= Score }

// Figure reports whether answers of a kind are figures, which may differ from day to day.
func (k Kind) Figure() bool { return k >= Money && k <= Score }

// Named reports whether answers of a kind are names, or the words for a thing.
func (k Kind) Named() bool { return k >= Person && k <= Thing }

// Found reports whether answers of a kind are looked for at all: not for yes or no, a
// comparison or anything.
func (k Kind) Found() bool { return k > Anything && k < YesNo }

// Needed reports whether a sentence without a span of the kind can't answer: it can
// for the kinds that need no words of their own (yes or no, comparison, anything) and
// for those that are told in too many ways to be found for certain.
func (k Kind) Needed() bool { return k.Named() && k != Thing || k.Numeric() }

// Wanted is what a question asks for.
type Wanted struct {
	Kind Kind
	// Noun is what the answer is an instance of ("airline"), or what is counted
	// ("apartment"); lower case as it stands in the question, "" for none.
	Noun string
	// Class is what Noun names, for names.
	Class lexicon.Class
	// Verb is the stem of what who is asked for does, "" where it is not known; Object is set
	// when it is done to them: "who did they pick".
	Verb   string
	Object bool
	// Units are those in which a Measure is given, stems; nil for any.
	Units []string
	// Speaker is the words of the one whose statement is asked for; "" for anybody.
	Speaker string
	// Subject is what a Definition is of; "" for what the question is about.
	Subject string
	// Said is set when somebody is asked for who said something.
	Said bool
	// Options are the things between which a Comparison chooses, as they stand in
	// the question.
	Options []string
}

// Span is a place in a text that is of the kind asked for.
type Span struct {
	text.Span
	// Fit is how surely the span is of the kind, in (0, 1]: 1 for what is known to
	// be, .5 for what may well be.
	Fit float64
	// Value is the span in a form to compare: a date as ISO, a duration as TIMEX3
	// has it, a number as digits with a point; "" for none.
	Value string
}
