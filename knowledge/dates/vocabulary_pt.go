package dates

// portuguese names the weekdays without the -feira that may follow.
var portuguese = vocabulary{
	language: "pt",
	months:   [12]string{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
	shorter:  [12]string{"jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"},
	weekdays: [7]string{"segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"},
	days:     [7]string{"seg", "ter", "qua", "qui", "sex", "sáb", "dom"},
	of:       "de do",
	the:      "o a feira em",
	ordinal:  "º o",
	at:       "às as",
	hour:     "h horas hs",
}
