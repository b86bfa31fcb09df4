package dates

var italian = vocabulary{
	language: "it",
	months:   [12]string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	shorter:  [12]string{"gen genn", "feb febbr", "mar", "apr", "mag", "giu", "lug", "ago", "set sett", "ott", "nov", "dic"},
	weekdays: [7]string{"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"},
	days:     [7]string{"lun", "mar", "mer", "gio", "ven", "sab", "dom"},
	of:       "di del",
	the:      "il lo l",
	ordinal:  "º °",
	at:       "alle all ore",
	hour:     "h ore",
}
