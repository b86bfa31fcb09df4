package dates

var portugueseGrammar = grammar{
	language:    "pt",
	abbreviated: 4,
	words: []wordsOf{
		{unit, second, "segundos", 0}, {unit, minute, "minuto minutos", 0}, {unit, hour, "hora horas", 0}, {unit, day, "dia dias", 0}, {unit, week, "semana semanas", 0},
		{unit, months, "mês meses", 0}, {unit, quarter, "trimestre trimestres", 0}, {unit, year, "ano anos", 0}, {unit, decade, "década décadas", 0}, {unit, century, "século séculos", 0},
		{cardinal, 1, "um uma", 0}, {cardinal, 2, "dois duas", 0}, {cardinal, 3, "três", 0}, {cardinal, 4, "quatro", 0}, {cardinal, 5, "cinco", 0}, {cardinal, 6, "seis", 0},
		{cardinal, 7, "sete", 0}, {cardinal, 8, "oito", 0}, {cardinal, 9, "nove", 0}, {cardinal, 10, "dez", 0}, {cardinal, 11, "onze", 0}, {cardinal, 12, "doze", 0},
		{ordinal, 1, "primeiro primeira", 0}, {ordinal, 2, "segundo", 0}, {ordinal, 3, "terceiro", 0}, {ordinal, 4, "quarto", 0},
		{today, -2, "anteontem", 0}, {today, -1, "ontem", 0}, {today, 0, "hoje", 0}, {today, 1, "amanhã", 0},
		{partOfDay, morning, "manhã madrugada", 0}, {partOfDay, afternoon, "tarde", 0}, {partOfDay, nighttime, "noite", 0},
		{season, 0, "primavera", 0}, {season, 1, "verão", 0}, {season, 2, "outono", 0}, {season, 3, "inverno", 0},
		{shift, -1, "passado passada último última", 0}, {shift, 0, "este esta neste nesta deste desta", 0}, {shift, 1, "próximo próxima", 0}, {shift, 1, "seguinte", loose},
		{refer, 0, "recentemente", 0}, {refer, 1, "atualmente agora", 0}, {refer, 2, "brevemente", 0},
		{frequency, day, "diariamente", 0}, {frequency, week, "semanalmente", 0}, {frequency, year, "anualmente", 0},
		{early, 0, "início meados final fim", 0}, {later, 1, "depois", 0}, {later, -1, "antes", 0},
		{approx, 0, "cerca quase", 0}, {vague, 0, "vários várias alguns algumas poucos", 0},
		{monthLead, 0, "de em desde até a", 0}, {yearLead, 0, "em de desde até ano", 0},
		{bound, 0, "até", 0}, {saying, 0, "disse escreveu anunciou afirmou", 0},
		{counted, 0, "pessoas euros dólares reais milhões metros quilômetros votos mortos por", 0}, {noYear, 0, "quase número", 0}, {dating, 0, "no na de em o desde", 0},
	},
	tenses: tenses{
		ahead:        "será serão vai vão deve devem deverá deverão pode podem poderá terá terão previsto prevista marcado marcada começa quer pretende planeja",
		past:         "foi foram era eram tinha tinham havia houve teve fez disse morreu",
		none:         "está estará estão irã além",
		leads:        "até",
		aheadEndings: "ará erá irá arão erão irão",
		pastEndings:  "aram eram iram",
	},
	phrases: map[string][]string{
		"MD":      {"DAY de MONTH"},
		"WD":      {"WEEKDAY HYPHEN feira ,? dia?", "WEEKDAY ,? dia?"},
		"DAYNAME": {"WEEKDAY HYPHEN feira", "FULLDAY"},
		"YR":      {"de|do YEAR", "do YEARBY", "YEAR"},
		"TO":      {"a|e|ao|DASH"},
	},
	holidays: []holiday{
		{month: 12, day: 25, names: "natal", needsOn: true}, {month: 12, day: 24, names: "véspera de natal"}, {month: 1, day: 1, names: "ano novo/réveillon"}, {month: 9, day: 7, names: "dia da independência"},
		{in: easter(0), names: "páscoa/domingo de páscoa"}, {in: easter(-2), names: "sexta feira santa"}, {in: easter(-47), names: "terça feira de carnaval"},
		{in: easter(60), names: "corpus christi"}, {month: 11, day: 2, names: "finados"}, {month: 4, day: 21, names: "tiradentes"},
	},
	rules: [tableCount][]rule{expressions: portugueseExpressions, dateTable: portugueseDates, clockTable: portugueseClocks, lengthTable: portugueseLengths},
}

var portugueseDates = []rule{
	{"WD? MD YR", dated, "A ponte foi fechada na [sexta-feira, 3 de maio de 2019].", "2019-05-03"},
	{"DAY >TO MD YR", dated, "De [3] a 5 de maio de 2019 houve festa.", "2019-05-03"},
	{"DAY >TO MD", nearestDay, "De [3] a 5 de setembro houve festa.", "2020-09-03"},
	{"WD? MD", nearestDay, "Renunciou em [5 de agosto].", "2020-08-05"},
	{"WD? CALENDAR", dated, "Renunciou em [10/11/2019].", "2019-11-10"},
	{"DAYNAME", nearestWeekday, "O prefeito renunciou na [segunda-feira].", "2020-11-16"},
	{"<na|nesta|desta|até WEEKDAY >PUNCT", nearestWeekday, "O prefeito renunciou na [quarta] (11).", "2020-11-18"},
	{"DAYNAME SHIFT", steppedWeekday, "O prefeito renunciou na [segunda-feira passada].", "2020-11-16"},
	{"SHIFT DAYNAME", steppedWeekday, "Reúnem-se na [próxima terça-feira].", "2020-11-24"},
	{"TODAY", aroundToday, "As ações caíram [ontem].", "2020-11-17"},
	{"depois de amanhã", daysBy(2), "Reúnem-se [depois de amanhã].", "2020-11-20"},
	{"HOLIDAY de? YEAR", onHoliday, "Foi na [Páscoa de 2019].", "2019-04-21"},
	{"HOLIDAY", onHoliday, "Fechará no [Natal].", "2020-12-25"},
	{"MONTH YR", dated, "Os preços subiram em [setembro de 2008].", "2008-09"},
	{"MONTH >TO MONTH YR", dated, "Caiu de [maio] a junho de 2019.", "2019-05"},
	{"MONTH", nearestMonth, "A fábrica fechou em [agosto].", "2020-08"},
	{"MONTH SHIFT", steppedMonth, "A fábrica fechou em [março passado].", "2020-03"},
	{"SEASON de? YEAR", seasonOfYear, "Foi no [verão de 2018].", "2018-SU"},
	{"SHIFT SEASON", steppedSeason, "Mudou-se no [último verão].", "2020-SU"},
	{"LONEYEAR", dated, "A ponte foi construída em [1932].", "1932"},
	{"YEAR DASH YY", overNewYear, "A temporada [2019-20] acabou cedo.", "2019"},
	{"EARLY de DATE", inner, "Foi no [fim de maio de 2019].", "2019-05"},
	{"EARLY SHIFT UNIT", steppedUnit, "Será no [fim deste ano].", "2020"},
	{"UNIT SHIFT", steppedUnit, "A [semana passada] foi pior.", "2020-W46"},
	{"SHIFT UNIT", steppedUnit, "Abrirá no [próximo ano].", "2021"},
	{"SHIFT? fim de semana", weekendBy, "Queimou no [fim de semana].", "2020-W46-WE"},
	{"SHIFT PART", partBy, "Disse [nesta manhã] que chove.", "2020-11-18TMO"},
}

var portugueseExpressions = []rule{
	{"CLOCK", loneClock, "Começou às [14h30].", "2020-11-18T14:30"},
	{"há APPROX? LENGTH", fromNow(-1), "Aposentou-se [há cinco anos].", "2015"},
	{"APPROX? LENGTH atrás", fromNow(-1), "Aposentou-se [cinco anos atrás].", "2015"},
	{"há APPROX? LENGTH atrás", fromNow(-1), "Aposentou-se [há cinco anos atrás].", "2015"},
	{"daqui a LENGTH", fromNow(1), "A ponte abrirá [daqui a duas semanas].", "2020-W49"},
	{"em LENGTH", soonIn, "A ponte abrirá [em duas semanas].", "2020-W49"},
	{"LENGTH LATER", fromThen, "Começou em 3 de maio de 1998. [Dois dias depois] acabou.", "1998-05-05"},
	{"APPROX? LENGTH", loneLength, "Durou [duas semanas].", "P2W"},
	{"FREQUENCY", regularly, "O conselho reúne-se [semanalmente].", "P1W"},
	{"cada UNIT", every(hour), "Treinam [cada dia].", "P1D"},
	{"por UNIT", every(hour), "Faz 15 carros [por ano].", "P1Y"},
	{"REFER", pointingBy, "Está [atualmente] doente.", "PRESENT_REF"},
	{"DATE ,? às CLOCK", dateThenClock, "Começou na [segunda-feira às 14h30].", "2020-11-16T14:30"},
	{"DATE à|de PART", partOfDate, "Queimou [ontem à noite].", "2020-11-17TNI"},
	{"DATE", inner, "Acabou em [1945].", "1945"},
}

var portugueseClocks = []rule{
	{"HM", hoursByLetter, "Começou às [14h30].", "2020-11-18T14:30"},
	{"<às|as HM h|horas", atTime, "Começou às [14 horas].", "2020-11-18T14:00"},
	{"<às|as HM", withMinutes, "Começou às [14:30].", "2020-11-18T14:30"},
	{"meia HYPHEN noite", clockAt(24), "Começou à [meia-noite].", "2020-11-18T24:00"},
}

var portugueseLengths = []rule{
	{"NUM UNIT", counts(false), "Durou [três meses].", "P3M"},
}
