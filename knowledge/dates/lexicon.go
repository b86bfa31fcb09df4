package dates

import (
	"maps"
	"strings"
)

// class is the part that a word can play in a time expression.
type class uint8

const (
	none class = iota
	month
	weekday
	unit
	cardinal    // one, two, … twelve, thirty
	ordinal     // first … thirty-first (tens only; the hyphen is parsed)
	today       // yesterday, today, tomorrow: value is the offset in days
	tonight     //
	partOfDay   // morning, afternoon, evening, night
	season      //
	shift       // last, this, next: value is -1, 0, 1
	refer       // recently, currently, soon: value indexes references
	each        // every, each
	frequency   // daily, weekly, annually: value is the unit
	modifier    // early, mid, late
	comparative // earlier, later
	the         //
	article     // a, an
	approx      // about, nearly, almost
	holiday     // the first word of a holiday
	clockWord   // noon, midnight
	edge        // beginning, start, end, middle
	half        //
	vague       // few, several, couple, many
	fiscal      //
	ago         //
	more        // more, less, at, up: they open "more than", "at least", "up to"
	decadeWord  // twenties, thirties, … nineties
	intensifier // very, most
)

type lexeme struct {
	class  class
	value  int
	plural bool // of a unit
	loose  bool // may well be another word: needs more evidence
}

// Units of time in the order of length.
const (
	second = iota
	minute
	hour
	day
	night
	weekend
	week
	fortnight
	months
	quarter
	year
	decade
	century
	millennium
)

// Parts of a day, as TIMEX3 writes them.
var dayParts = [...]string{"TMO", "TAF", "TEV", "TNI", "TDT"}

// Seasons, as TIMEX3 writes them.
var seasons = [...]string{"SP", "SU", "FA", "WI"}

// Values of the words of class refer.
var references = [...]string{PastRef, PresentRef, FutureRef}

// lexicon holds every word that can begin or continue a time expression.
var lexicon = func() map[string]lexeme {
	m := maps.Clone(timeWords)
	for i := range english.months {
		name := english.months[i]
		m[name] = lexeme{class: month, value: i + 1, loose: name == "march" || name == "may"}
		for w := range strings.FieldsSeq(english.shorter[i]) {
			m[w] = lexeme{class: month, value: i + 1, loose: true}
		}
	}
	for i, name := range english.weekdays {
		m[name] = lexeme{class: weekday, value: i + 1}
		m[name+"s"] = lexeme{class: weekday, value: i + 1, plural: true}
		for w := range strings.FieldsSeq(english.days[i]) {
			m[w] = lexeme{class: weekday, value: i + 1, loose: true}
		}
	}
	return m
}()

// timeWords holds the words of lexicon that name no month and no weekday.
var timeWords = map[string]lexeme{
	"second": {unit, second, false, true}, "seconds": {unit, second, true, false},
	"minute": {unit, minute, false, false}, "minutes": {unit, minute, true, false}, "min": {unit, minute, false, true},
	"hour": {unit, hour, false, false}, "hours": {unit, hour, true, false}, "hrs": {unit, hour, true, true},
	"day": {unit, day, false, false}, "days": {unit, day, true, false},
	"nights":  {unit, night, true, false},
	"weekend": {unit, weekend, false, false}, "weekends": {unit, weekend, true, false},
	"week": {unit, week, false, false}, "weeks": {unit, week, true, false},
	"fortnight": {unit, fortnight, false, false}, "fortnights": {unit, fortnight, true, false},
	"month": {unit, months, false, false}, "months": {unit, months, true, false},
	"quarter": {unit, quarter, false, true}, "quarters": {unit, quarter, true, true},
	"year": {unit, year, false, false}, "years": {unit, year, true, false},
	"decade": {unit, decade, false, false}, "decades": {unit, decade, true, false},
	"century": {unit, century, false, false}, "centuries": {unit, century, true, false},
	"millennium": {unit, millennium, false, false}, "millennia": {unit, millennium, true, false},

	"one": {cardinal, 1, false, false}, "two": {cardinal, 2, false, false}, "three": {cardinal, 3, false, false},
	"four": {cardinal, 4, false, false}, "five": {cardinal, 5, false, false}, "six": {cardinal, 6, false, false},
	"seven": {cardinal, 7, false, false}, "eight": {cardinal, 8, false, false}, "nine": {cardinal, 9, false, false},
	"ten": {cardinal, 10, false, false}, "eleven": {cardinal, 11, false, false}, "twelve": {cardinal, 12, false, false},
	"thirteen": {cardinal, 13, false, false}, "fourteen": {cardinal, 14, false, false}, "fifteen": {cardinal, 15, false, false},
	"sixteen": {cardinal, 16, false, false}, "seventeen": {cardinal, 17, false, false}, "eighteen": {cardinal, 18, false, false},
	"nineteen": {cardinal, 19, false, false}, "twenty": {cardinal, 20, false, false}, "thirty": {cardinal, 30, false, false},
	"forty": {cardinal, 40, false, false}, "fifty": {cardinal, 50, false, false}, "sixty": {cardinal, 60, false, false},
	"seventy": {cardinal, 70, false, false}, "eighty": {cardinal, 80, false, false}, "ninety": {cardinal, 90, false, false},
	"hundred": {cardinal, 100, false, false}, "dozen": {cardinal, 12, false, false},

	"first": {ordinal, 1, false, false}, "third": {ordinal, 3, false, false},
	"fourth": {ordinal, 4, false, false}, "fifth": {ordinal, 5, false, false}, "sixth": {ordinal, 6, false, false},
	"seventh": {ordinal, 7, false, false}, "eighth": {ordinal, 8, false, false}, "ninth": {ordinal, 9, false, false},
	"tenth": {ordinal, 10, false, false}, "eleventh": {ordinal, 11, false, false}, "twelfth": {ordinal, 12, false, false},
	"thirteenth": {ordinal, 13, false, false}, "fourteenth": {ordinal, 14, false, false}, "fifteenth": {ordinal, 15, false, false},
	"sixteenth": {ordinal, 16, false, false}, "seventeenth": {ordinal, 17, false, false}, "eighteenth": {ordinal, 18, false, false},
	"nineteenth": {ordinal, 19, false, false}, "twentieth": {ordinal, 20, false, false}, "final": {ordinal, -1, false, false},

	"yesterday": {today, -1, false, false}, "today": {today, 0, false, false}, "tomorrow": {today, 1, false, false},
	"tonight": {tonight, 3, false, false}, "overnight": {tonight, 3, false, true},
	"morning": {partOfDay, 0, false, false}, "afternoon": {partOfDay, 1, false, false}, "evening": {partOfDay, 2, false, false},
	"night": {partOfDay, 3, false, false}, "daytime": {partOfDay, 4, false, true},
	"spring": {season, 0, false, true}, "summer": {season, 1, false, false}, "autumn": {season, 2, false, false},
	"fall": {season, 2, false, true}, "winter": {season, 3, false, false},

	"last": {shift, -1, false, false}, "past": {shift, -1, false, true}, "previous": {shift, -1, false, true},
	"preceding": {shift, -1, false, true}, "this": {shift, 0, false, false}, "next": {shift, 1, false, false},
	"coming": {shift, 1, false, true}, "following": {shift, 1, false, true}, "upcoming": {shift, 1, false, true},
	"current": {shift, 0, false, true}, "same": {shift, 0, false, true}, "that": {shift, 0, false, true},

	"recently": {refer, 0, false, false}, "recent": {refer, 0, false, true}, "previously": {refer, 0, false, false},
	"formerly": {refer, 0, false, true}, "currently": {refer, 1, false, false}, "now": {refer, 1, false, false},
	"nowadays": {refer, 1, false, false}, "presently": {refer, 1, false, false}, "soon": {refer, 2, false, false},
	"shortly": {refer, 2, false, true}, "future": {refer, 2, false, true},

	"every": {each, 0, false, false}, "each": {each, 0, false, false}, "per": {each, 0, false, true},
	"hourly": {frequency, hour, false, false}, "daily": {frequency, day, false, false}, "nightly": {frequency, day, false, false},
	"weekly": {frequency, week, false, false}, "biweekly": {frequency, fortnight, false, false},
	"monthly": {frequency, months, false, false}, "quarterly": {frequency, quarter, false, false},
	"yearly": {frequency, year, false, false}, "annually": {frequency, year, false, false}, "annual": {frequency, year, false, false},

	"early": {modifier, 0, false, false}, "mid": {modifier, 1, false, false}, "late": {modifier, 2, false, false},
	"earlier": {comparative, -1, false, false}, "later": {comparative, 1, false, false},
	"the": {the, 0, false, false}, "a": {article, 1, false, false}, "an": {article, 1, false, false},
	"about": {approx, 0, false, false}, "around": {approx, 0, false, false}, "nearly": {approx, 0, false, false},
	"almost": {approx, 0, false, false}, "roughly": {approx, 0, false, false}, "approximately": {approx, 0, false, false},
	"over": {approx, 0, false, false}, "more": {more, 0, false, false}, "less": {more, 0, false, false},
	"fewer": {more, 0, false, false}, "at": {more, 0, false, false}, "up": {more, 0, false, false},
	"noon": {clockWord, 12, false, false}, "midday": {clockWord, 12, false, false}, "midnight": {clockWord, 24, false, false},
	"beginning": {edge, 0, false, false}, "start": {edge, 0, false, false}, "middle": {edge, 1, false, false},
	"end": {edge, 2, false, false}, "close": {edge, 2, false, false}, "half": {half, 0, false, false},
	"rest": {edge, 2, false, false}, "remainder": {edge, 2, false, false},
	"few": {vague, 0, false, false}, "several": {vague, 0, false, false}, "couple": {vague, 2, false, false},
	"many": {vague, 0, false, false}, "some": {vague, 0, false, true},
	"fiscal": {fiscal, 0, false, false}, "financial": {fiscal, 0, false, true}, "fy": {fiscal, 0, false, false},
	"very": {intensifier, 0, false, false}, "most": {intensifier, 0, false, false},
	"ago":      {ago, 0, false, false},
	"twenties": {decadeWord, 2, false, false}, "thirties": {decadeWord, 3, false, false}, "forties": {decadeWord, 4, false, false},
	"fifties": {decadeWord, 5, false, false}, "sixties": {decadeWord, 6, false, false}, "seventies": {decadeWord, 7, false, false},
	"eighties": {decadeWord, 8, false, false}, "nineties": {decadeWord, 9, false, false},
	"christmas": {holiday, 0, false, false}, "halloween": {holiday, 0, false, false}, "easter": {holiday, 0, false, false},
	"thanksgiving": {holiday, 0, false, false}, "juneteenth": {holiday, 0, false, false}, "new": {holiday, 0, false, true},
	"boxing": {holiday, 0, false, true}, "valentine": {holiday, 0, false, true}, "st": {holiday, 0, false, true},
	"veterans": {holiday, 0, false, true}, "independence": {holiday, 0, false, true}, "labor": {holiday, 0, false, true},
	"labour": {holiday, 0, false, true}, "memorial": {holiday, 0, false, true}, "black": {holiday, 0, false, true},
	"good": {holiday, 0, false, true}, "cyber": {holiday, 0, false, true}, "presidents": {holiday, 0, false, true},
	"mother": {holiday, 0, false, true}, "father": {holiday, 0, false, true}, "columbus": {holiday, 0, false, true},
	"martin": {holiday, 0, false, true}, "inauguration": {holiday, 0, false, true}, "earth": {holiday, 0, false, true},
	"groundhog": {holiday, 0, false, true},
}

// longestWord is the length of the longest word of the lexicon.
const longestWord = 13

// lookup returns the lexeme of a word in any case; the zero lexeme when the
// word is not of time.
func lookup(w string) lexeme {
	if len(w) > longestWord {
		return lexeme{}
	}
	var low [longestWord]byte
	for i := 0; i < len(w); i++ {
		c := w[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	return lexicon[string(low[:len(w)])]
}
