package dates

var spanish = vocabulary{
	language: "es",
	months: [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre setiembre", "octubre", "noviembre",
		"diciembre"},
	shorter:  [12]string{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago agto", "sep sept set", "oct", "nov", "dic"},
	weekdays: [7]string{"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"},
	days:     [7]string{"lun", "mar", "mié mier", "jue", "vie", "sáb", "dom"},
	of:       "de del",
	the:      "el",
	ordinal:  "º o ro",
	at:       "a las",
	hour:     "h hs horas hrs",
}
