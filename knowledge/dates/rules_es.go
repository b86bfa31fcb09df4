package dates

var spanishGrammar = grammar{
	language:    "es",
	abbreviated: 4,
	words: []wordsOf{
		{unit, second, "segundos", 0}, {unit, minute, "minuto minutos", 0}, {unit, hour, "hora horas", 0}, {unit, day, "día días", 0}, {unit, week, "semana semanas", 0},
		{unit, months, "mes meses", 0}, {unit, quarter, "trimestre trimestres", 0}, {unit, year, "año años", 0}, {unit, decade, "década décadas", 0}, {unit, century, "siglo siglos", 0},
		{cardinal, 1, "un una", 0}, {cardinal, 2, "dos", 0}, {cardinal, 3, "tres", 0}, {cardinal, 4, "cuatro", 0}, {cardinal, 5, "cinco", 0}, {cardinal, 6, "seis", 0},
		{cardinal, 7, "siete", 0}, {cardinal, 8, "ocho", 0}, {cardinal, 9, "nueve", 0}, {cardinal, 10, "diez", 0}, {cardinal, 11, "once", 0}, {cardinal, 12, "doce", 0},
		{ordinal, 1, "primer primero primera", 0}, {ordinal, 2, "segundo segunda", 0}, {ordinal, 3, "tercer tercero", 0}, {ordinal, 4, "cuarto", 0},
		{today, -2, "anteayer antier", 0}, {today, -1, "ayer", 0}, {today, 0, "hoy", 0}, {today, 1, "mañana", 0},
		{partOfDay, morning, "mañana madrugada", 0}, {partOfDay, afternoon, "tarde", 0}, {partOfDay, nighttime, "noche", 0},
		{season, 0, "primavera", 0}, {season, 1, "verano", 0}, {season, 2, "otoño", 0}, {season, 3, "invierno", 0},
		{shift, -1, "pasado pasada último última", 0}, {shift, 0, "este esta", 0}, {shift, 1, "próximo próxima", 0}, {shift, 1, "siguiente", loose},
		{refer, 0, "recientemente", 0}, {refer, 1, "actualmente ahora", 0}, {refer, 2, "pronto", 0},
		{frequency, day, "diariamente", 0}, {frequency, week, "semanalmente", 0}, {frequency, year, "anualmente", 0},
		{early, 0, "principios comienzos inicios mediados finales fines", 0}, {later, 1, "después", 0}, {later, -1, "antes", 0},
		{approx, 0, "casi unos unas cerca", 0}, {vague, 0, "varios varias algunos algunas pocos", 0},
		{monthLead, 0, "de en desde hasta a", 0}, {yearLead, 0, "en de desde hasta año", 0},
		{counted, 0, "personas euros dólares millones metros kilómetros votos muertos por", 0}, {noYear, 0, "unos unas casi número", 0}, {dating, 0, "en de la el desde", 0},
	},
	tenses: tenses{
		ahead:        "será serán va van podría podrán debe deben deberá tendrá tendrán previsto prevista planea planean espera comienza empieza quiere pretende",
		past:         "fue fueron era eran había habían ha han hubo tuvo hizo dijo murió",
		none:         "está estará están jamás quizá además detrás atrás allá acá más",
		leads:        "hasta",
		aheadEndings: "ará erá irá arán erán irán",
		pastEndings:  "aron ieron",
	},
	phrases: map[string][]string{
		"MD": {"DAY de MONTH"},
		"WD": {"WEEKDAY ,? el? día?"},
		"YR": {"de|del YEAR", "del YEARBY", "YEAR"},
		"TO": {"al|a|y|o|DASH"},
	},
	holidays: []holiday{
		{month: 12, day: 25, names: "navidad"}, {month: 12, day: 24, names: "nochebuena"}, {month: 12, day: 31, names: "nochevieja"}, {month: 1, day: 1, names: "año nuevo"},
		{month: 1, day: 6, names: "día de reyes"}, {in: easter(0), names: "domingo de pascua/domingo de resurrección"}, {in: easter(-2), names: "viernes santo"}, {in: easter(-3), names: "jueves santo"},
		{month: 11, day: 2, names: "día de muertos/día de los muertos"}, {month: 11, day: 1, names: "todos los santos"}, {month: 10, day: 12, names: "día de la hispanidad"},
	},
	rules: [tableCount][]rule{expressions: spanishExpressions, dateTable: spanishDates, clockTable: spanishClocks, lengthTable: spanishLengths},
}

var spanishDates = []rule{
	{"WD? MD YR", dated, "El puente se cerró el [viernes 3 de mayo de 2019].", "2019-05-03"},
	{"DAY >TO MD YR", dated, "Del [3] al 5 de mayo de 2019 hubo fiesta.", "2019-05-03"},
	{"DAY >TO MD", nearestDay, "Del [3] al 5 de septiembre hubo fiesta.", "2020-09-03"},
	{"WD? MD", nearestDay, "Dimitió el [5 de agosto].", "2020-08-05"},
	{"WD? CALENDAR", dated, "Dimitió el [10/11/2019].", "2019-11-10"},
	{"WEEKDAY", nearestWeekday, "El alcalde dimitió el [lunes].", "2020-11-16"},
	{"WEEKDAY SHIFT", steppedWeekday, "El alcalde dimitió el [lunes pasado].", "2020-11-16"},
	{"SHIFT WEEKDAY", steppedWeekday, "Se reunirán el [próximo martes].", "2020-11-24"},
	{"!<la|esta|las|una TODAY", aroundToday, "Se reunirán [mañana].", "2020-11-19"},
	{"pasado mañana", daysBy(2), "Se reunirán [pasado mañana].", "2020-11-20"},
	{"anoche", partToday(-1, nighttime), "Llovió [anoche].", "2020-11-17TNI"},
	{"HOLIDAY de? YEAR", onHoliday, "Fue en [Navidad de 2019].", "2019-12-25"},
	{"HOLIDAY", onHoliday, "Cerrará en [Nochebuena].", "2020-12-24"},
	{"MONTH YR", dated, "Los precios subieron en [septiembre de 2008].", "2008-09"},
	{"MONTH >TO MONTH YR", dated, "Cayó de [mayo] a junio de 2019.", "2019-05"},
	{"MONTH", nearestMonth, "La fábrica cerró en [agosto].", "2020-08"},
	{"MONTH SHIFT", steppedMonth, "La fábrica cerró en [marzo pasado].", "2020-03"},
	{"SHIFT MONTH", steppedMonth, "La fábrica cerró el [pasado marzo].", "2020-03"},
	{"SEASON de? YEAR", seasonOfYear, "Fue en el [verano de 2018].", "2018-SU"},
	{"SHIFT SEASON", steppedSeason, "Se mudó el [pasado verano].", "2020-SU"},
	{"LONEYEAR", dated, "El puente se construyó en [1932].", "1932"},
	{"YEAR DASH YY", overNewYear, "La temporada [2019-20] acabó pronto.", "2019"},
	{"EARLY de DATE", inner, "Fue a [finales de mayo de 2019].", "2019-05"},
	{"EARLY de SHIFT UNIT", steppedUnit, "Será a [finales de este año].", "2020"},
	{"UNIT SHIFT", steppedUnit, "La [semana pasada] fue peor.", "2020-W46"},
	{"SHIFT UNIT", steppedUnit, "Abrirá el [próximo año].", "2021"},
	{"fin de semana", weekendBy, "Ardió el [fin de semana].", "2020-W46-WE"},
	{"SHIFT fin de semana", steppedWeekend, "Ardió el [pasado fin de semana].", "2020-W46-WE"},
	{"SHIFT PART", partBy, "Dijo [esta mañana] que llueve.", "2020-11-18TMO"},
}

var spanishExpressions = []rule{
	{"hace APPROX? LENGTH", fromNow(-1), "Se jubiló [hace cinco años].", "2015"},
	{"dentro de LENGTH", fromNow(1), "Abrirá [dentro de dos semanas].", "2020-W49"},
	{"en LENGTH", soonIn, "El puente abrirá [en dos semanas].", "2020-W49"},
	{"LENGTH LATER", fromThen, "Empezó el 3 de mayo de 1998. [Dos días después] acabó.", "1998-05-05"},
	{"APPROX? LENGTH", loneLength, "Duró [dos semanas].", "P2W"},
	{"FREQUENCY", regularly, "El consejo se reúne [semanalmente].", "P1W"},
	{"cada UNIT", every(hour), "Entrenan [cada día].", "P1D"},
	{"cada WEEKDAY", everyWeekday, "Entrenan [cada lunes].", "XXXX-WXX-1"},
	{"al UNIT", every(day), "Hace 15 coches [al año].", "P1Y"},
	{"por UNIT", every(hour), "Hace 15 coches [por día].", "P1D"},
	{"REFER", pointingBy, "Está [actualmente] enferma.", "PRESENT_REF"},
	{"CLOCK", loneClock, "Empezó a las [14:30 horas].", "2020-11-18T14:30"},
	{"DATE ,? a las CLOCK", dateThenClock, "Empezó el [lunes a las 14:30].", "2020-11-16T14:30"},
	{"DATE por|en la PART", partOfDate, "Ardió [ayer por la noche].", "2020-11-17TNI"},
	{"DATE", inner, "Acabó en [1945].", "1945"},
}

var spanishClocks = []rule{
	{"HM horas|h|hs", withMinutes, "Empezó a las [14:30 horas].", "2020-11-18T14:30"},
	{"<las HM", withMinutes, "Empezó a las [14:30].", "2020-11-18T14:30"},
	{"medianoche", clockAt(24), "Empezó a [medianoche].", "2020-11-18T24:00"},
	{"mediodía", clockAt(12), "Empezó al [mediodía].", "2020-11-18T12:00"},
}

var spanishLengths = []rule{
	{"NUM UNIT", counts(false), "Duró [tres meses].", "P3M"},
}
