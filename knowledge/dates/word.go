package dates

// class is the part that a word can play in a time expression.
type class uint8

const (
	none         class = iota
	digits             // of every number in digits
	quoteMark          // of every apostrophe
	month              // value from 1
	weekday            // value from 1, Monday
	unit               // value is one of the units
	cardinal           // one, two, … twelve, thirty
	ordinal            // first … thirty-first, -1 for final
	today              // yesterday, today, tomorrow: value in days from today
	partOfDay          // value indexes dayParts
	season             // value indexes seasons
	shift              // last, this, next: value is -1, 0, 1
	refer              // recently, currently, soon: value indexes references
	frequency          // daily, weekly: value is the unit
	early              // early, mid, late
	later              // earlier, later: value is -1, 1
	article            // a, an
	approx             // about, nearly, almost
	edge               // beginning, start, end, middle
	vague              // few, several, couple, many
	filler             // consecutive, full: between a number and its unit
	decadeWord         // twenties … nineties: value is the decade of the century
	holidayWord        // the first word of a holiday
	dayEnding          // behind the number of a day: 3rd
	meridiemWord       // am, pm: value is 1, 2
	zoneWord           // UTC
	dating             // a word that makes a day of the name of a holiday behind it
	monthLead          // a word that makes a month of "may" behind it
	counted            // a word that makes a count of the number before it
	yearLead           // a word that makes a year of four digits behind it
	noYear             // a word that makes no year of them
	weekdayPart        // Montagabend: value is weekday*8 + part
	event              // what happens once on a day: riot, attacks
	bound              // a word before the end of a period: until
	saying             // said, wrote, post
	tenseWord          // value is a tense
	planningWord       // plans: an infinitive behind it lies ahead
	aheadLead          // until: what follows lies ahead
)

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

// unitCodes are the designators of ISO 8601 and TIMEX3 for the units.
var unitCodes = [...]string{
	second: "TS", minute: "TM", hour: "TH", day: "D", night: "NI", weekend: "WE", week: "W", fortnight: "W", months: "M",
	quarter: "Q", year: "Y", decade: "DE", century: "CE", millennium: "ML",
}

// unknownUnits are the values of a day, week … of which nothing else is known.
var unknownUnits = map[int]string{day: "XXXX-XX-XX", week: "XXXX-WXX", weekend: "XXXX-WXX-WE", months: "XXXX-XX", quarter: "XXXX-QX", year: "XXXX"}

// Parts of a day, as TIMEX3 writes them.
const (
	morning = iota
	afternoon
	evening
	nighttime
	daytime
)

var dayParts = [...]string{"TMO", "TAF", "TEV", "TNI", "TDT"}

// Seasons, as TIMEX3 writes them.
var seasons = [...]string{"SP", "SU", "FA", "WI"}

// Values of the words of class refer.
var references = [...]string{PastRef, PresentRef, FutureRef}
