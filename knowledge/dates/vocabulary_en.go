package dates

var english = vocabulary{
	language: "en",
	months:   [12]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"},
	shorter:  [12]string{"jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sep sept", "oct", "nov", "dec"},
	weekdays: [7]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
	days:     [7]string{"mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun"},
	of:       "of",
	the:      "the",
	ordinal:  "st nd rd th",
	at:       "at on",
}
