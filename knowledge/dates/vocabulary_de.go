package dates

// german has the Austrian names of January and February too.
var german = vocabulary{
	language: "de",
	months: [12]string{"januar jänner jaenner", "februar feber", "märz maerz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
		"dezember"},
	shorter:  [12]string{"jan jän", "feb febr", "mär mrz", "apr", "", "jun", "jul", "aug", "sep sept", "okt", "nov", "dez"},
	weekdays: [7]string{"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag sonnabend", "sonntag"},
	days:     [7]string{"mo", "di", "mi", "do", "fr", "sa", "so"},
	the:      "den der dem am vom",
	at:       "um ab gegen",
	hour:     "uhr",
}
