package dates

var italianGrammar = grammar{
	language:    "it",
	abbreviated: 5,
	words: []wordsOf{
		{unit, second, "secondi", 0}, {unit, minute, "minuto minuti", 0}, {unit, hour, "ora ore", 0}, {unit, day, "giorno giorni", 0}, {unit, week, "settimana settimane", 0},
		{unit, months, "mese mesi", 0}, {unit, quarter, "trimestre trimestri", 0}, {unit, year, "anno anni", 0}, {unit, decade, "decennio decenni", 0}, {unit, century, "secolo secoli", 0},
		{cardinal, 1, "un uno una", 0}, {cardinal, 2, "due", 0}, {cardinal, 3, "tre", 0}, {cardinal, 4, "quattro", 0}, {cardinal, 5, "cinque", 0}, {cardinal, 6, "sei", 0},
		{cardinal, 7, "sette", 0}, {cardinal, 8, "otto", 0}, {cardinal, 9, "nove", 0}, {cardinal, 10, "dieci", 0}, {cardinal, 11, "undici", 0}, {cardinal, 12, "dodici", 0},
		{ordinal, 1, "primo prima", 0}, {ordinal, 2, "secondo seconda", 0}, {ordinal, 3, "terzo terza", 0}, {ordinal, 4, "quarto", 0},
		{today, -1, "ieri", 0}, {today, 0, "oggi", 0}, {today, 1, "domani", 0}, {today, 2, "dopodomani", 0},
		{partOfDay, morning, "mattina mattino", 0}, {partOfDay, afternoon, "pomeriggio", 0}, {partOfDay, evening, "sera", 0}, {partOfDay, nighttime, "notte", 0},
		{season, 0, "primavera", 0}, {season, 1, "estate", 0}, {season, 2, "autunno", 0}, {season, 3, "inverno", 0},
		{shift, -1, "scorso scorsa passato passata", 0}, {shift, 0, "questo questa quest", 0}, {shift, 1, "prossimo prossima", 0},
		{refer, 0, "recentemente", 0}, {refer, 1, "attualmente adesso", 0}, {refer, 2, "presto", 0},
		{frequency, day, "quotidianamente", 0}, {frequency, week, "settimanalmente", 0}, {frequency, year, "annualmente", 0},
		{early, 0, "inizio metà fine inizi", 0}, {later, 1, "dopo", 0}, {later, -1, "prima", 0},
		{approx, 0, "circa quasi", 0}, {vague, 0, "alcuni alcune diversi diverse parecchi", 0},
		{monthLead, 0, "a di da in dal nel fine inizio metà del e", 0}, {yearLead, 0, "nel dal del anno fino", 0},
		{bound, 0, "fino", 0}, {saying, 0, "ha detto scritto annunciato dichiarato", 0},
		{counted, 0, "persone euro dollari milioni metri chilometri voti morti abitanti dipendenti", 0}, {noYear, 0, "circa quasi numero", 0}, {dating, 0, "a di da per il dopo", 0},
	},
	tenses: tenses{
		ahead:        "sarà saranno dovrà dovranno deve devono potrebbe potrebbero previsto prevista atteso attesa avrà avranno inizia comincia vuole intende dovrebbe dovrebbero",
		past:         "ha hanno aveva avevano era erano fu furono è stato stata stati state",
		none:         "città libertà verità metà attività età",
		aheadEndings: "erà irà eranno iranno arà",
	},
	phrases: map[string][]string{
		"MD": {"DAY di? MONTH"},
		"WD": {"WEEKDAY ,? il?"},
		"YR": {"YEAR", "del YEAR", "dell|dello ' YEARBY", "dello YEARBY"},
		"TO": {"al|e|a|DASH"},
	},
	holidays: []holiday{
		{month: 12, day: 25, names: "natale"}, {month: 12, day: 24, names: "vigilia di natale"}, {month: 1, day: 1, names: "capodanno"}, {month: 8, day: 15, names: "ferragosto"},
		{month: 1, day: 6, names: "epifania"}, {month: 4, day: 25, names: "festa della liberazione"}, {month: 6, day: 2, names: "festa della repubblica"},
		{in: easter(0), names: "pasqua"}, {in: easter(1), names: "pasquetta"}, {in: easter(-2), names: "venerdì santo"}, {month: 11, day: 1, names: "ognissanti"},
	},
	rules: [tableCount][]rule{expressions: italianExpressions, dateTable: italianDates, clockTable: italianClocks, lengthTable: italianLengths},
}

var italianDates = []rule{
	{"WD? MD YR", dated, "Il ponte è stato chiuso [venerdì 3 maggio 2019].", "2019-05-03"},
	{"DAY >TO MD YR", dated, "Dal [3] al 5 maggio 2019 si è festeggiato.", "2019-05-03"},
	{"DAY >TO MD", nearestDay, "Dal [3] al 5 settembre si è festeggiato.", "2020-09-03"},
	{"WD? MD", nearestDay, "Si è dimesso il [5 agosto].", "2020-08-05"},
	{"WD? CALENDAR", dated, "Si è dimesso il [10/11/2019].", "2019-11-10"},
	{"WEEKDAY", nearestWeekday, "Il sindaco si è dimesso [lunedì].", "2020-11-16"},
	{"WEEKDAY SHIFT", steppedWeekday, "Si riuniranno [martedì prossimo].", "2020-11-24"},
	{"SHIFT WEEKDAY", steppedWeekday, "Si è dimesso lo [scorso lunedì].", "2020-11-16"},
	{"TODAY", aroundToday, "La borsa è scesa [ieri].", "2020-11-17"},
	{"l ' altro ieri", daysBy(-2), "È scesa [l’altro ieri].", "2020-11-16"},
	{"stasera", partToday(0, evening), "Parlerà [stasera].", "2020-11-18TEV"},
	{"stamattina|stamane|stamani", partToday(0, morning), "È arrivato [stamattina].", "2020-11-18TMO"},
	{"stanotte", partToday(0, nighttime), "È piovuto [stanotte].", "2020-11-18TNI"},
	{"HOLIDAY YEAR", onHoliday, "Fu a [Pasqua 2019].", "2019-04-21"},
	{"HOLIDAY", onHoliday, "Chiuderà a [Natale].", "2020-12-25"},
	{"MONTH YR", dated, "I prezzi salirono a [settembre 2008].", "2008-09"},
	{"MONTH >TO MONTH YR", dated, "È sceso da [maggio] a giugno 2019.", "2019-05"},
	{"MONTH", nearestMonth, "La fabbrica ha chiuso ad [agosto].", "2020-08"},
	{"MONTH SHIFT", steppedMonth, "La fabbrica ha chiuso a [marzo scorso].", "2020-03"},
	{"SHIFT MONTH", steppedMonth, "La fabbrica ha chiuso lo [scorso marzo].", "2020-03"},
	{"SEASON YEAR", seasonOfYear, "Fu in [primavera 2025].", "2025-SP"},
	{"SEASON del YEAR", seasonOfYear, "Fu nell’[estate del 2018].", "2018-SU"},
	{"SHIFT SEASON", steppedSeason, "Si trasferì la [scorsa estate].", "2020-SU"},
	{"LONEYEAR", dated, "Il ponte fu costruito nel [1932].", "1932"},
	{"YEAR DASH YY", overNewYear, "La stagione [2019-20] finì presto.", "2019"},
	{"EARLY di? DATE", inner, "Sarà a [fine maggio 2021].", "2021-05"},
	{"UNIT SHIFT", steppedUnit, "La [settimana scorsa] fu peggio.", "2020-W46"},
	{"SHIFT '? UNIT", steppedUnit, "Aprirà il [prossimo anno].", "2021"},
	{"fine HYPHEN? settimana", weekendBy, "È bruciato nel [fine settimana].", "2020-W46-WE"},
	{"SHIFT PART", partBy, "Ha detto [questa mattina] che piove.", "2020-11-18TMO"},
}

var italianExpressions = []rule{
	{"APPROX? LENGTH fa", fromNow(-1), "Si ritirò [cinque anni fa].", "2015"},
	{"tra|fra LENGTH", fromNow(1), "Il ponte aprirà [tra due settimane].", "2020-W49"},
	{"LENGTH LATER", fromThen, "L’assedio iniziò il 3 maggio 1998. [Due giorni dopo] finì.", "1998-05-05"},
	{"APPROX? LENGTH", loneLength, "È durato [sei anni].", "P6Y"},
	{"FREQUENCY", regularly, "Si riunisce [settimanalmente].", "P1W"},
	{"ogni UNIT", every(hour), "Si allenano [ogni giorno].", "P1D"},
	{"ogni WEEKDAY", everyWeekday, "Si allenano [ogni lunedì].", "XXXX-WXX-1"},
	{"all ' UNIT", every(hour), "Fa 15 auto [all’anno].", "P1Y"},
	{"al UNIT", every(day), "Fa 15 auto [al mese].", "P1M"},
	{"REFER", pointingBy, "È [attualmente] malata.", "PRESENT_REF"},
	{"CLOCK", loneClock, "È iniziato alle [14.30].", "2020-11-18T14:30"},
	{"DATE ,? alle CLOCK", dateThenClock, "È iniziato [lunedì alle 14.30].", "2020-11-16T14:30"},
	{"DATE PART", partOfDate, "È bruciato [lunedì sera].", "2020-11-16TEV"},
	{"DATE", inner, "Finì nel [1945].", "1945"},
}

var italianClocks = []rule{
	{"<alle|ore|dalle|all HM", withMinutes, "È iniziato alle [14.30].", "2020-11-18T14:30"},
	{"<alle|ore|dalle HM !>UNIT|per|%", atTime, "È iniziato alle [14].", "2020-11-18T14:00"},
	{"mezzanotte", clockAt(24), "È iniziato a [mezzanotte].", "2020-11-18T24:00"},
	{"mezzogiorno", clockAt(12), "È iniziato a [mezzogiorno].", "2020-11-18T12:00"},
}

var italianLengths = []rule{
	{"NUM UNIT", counts(false), "È durato [tre mesi].", "P3M"},
}
