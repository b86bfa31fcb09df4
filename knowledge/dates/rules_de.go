package dates

import "strings"

var germanGrammar = grammar{
	language:    "de",
	capital:     true,
	abbreviated: 5,
	words: append(germanCompounds(), []wordsOf{
		{unit, second, "sekunde sekunden", 0}, {unit, minute, "minute minuten", 0}, {unit, hour, "stunde stunden", 0}, {unit, day, "tag tage tagen tages", 0},
		{unit, week, "woche wochen", 0}, {unit, weekend, "wochenende wochenenden", 0}, {unit, months, "monat monate monaten monats", 0}, {unit, quarter, "quartal quartals quartale", 0},
		{unit, year, "jahr jahre jahren jahres", 0}, {unit, decade, "jahrzehnt jahrzehnte jahrzehnten", 0}, {unit, century, "jahrhundert jahrhunderts", 0},
		{cardinal, 1, "ein eine einen einem einer", 0}, {cardinal, 2, "zwei", 0}, {cardinal, 3, "drei", 0}, {cardinal, 4, "vier", 0}, {cardinal, 5, "fünf", 0}, {cardinal, 6, "sechs", 0},
		{cardinal, 7, "sieben", 0}, {cardinal, 8, "acht", 0}, {cardinal, 9, "neun", 0}, {cardinal, 10, "zehn", 0}, {cardinal, 11, "elf", 0}, {cardinal, 12, "zwölf", 0},
		{ordinal, 1, "erste ersten", 0}, {ordinal, 2, "zweite zweiten", 0}, {ordinal, 3, "dritte dritten", 0}, {ordinal, 4, "vierte vierten", 0},
		{today, -2, "vorgestern", 0}, {today, -1, "gestern", 0}, {today, 0, "heute", 0}, {today, 1, "morgen", 0}, {today, 2, "übermorgen", 0},
		{partOfDay, morning, "morgen vormittag", 0}, {partOfDay, afternoon, "nachmittag mittag", 0}, {partOfDay, evening, "abend", 0}, {partOfDay, nighttime, "nacht", 0},
		{season, 0, "frühling frühjahr", 0}, {season, 1, "sommer", 0}, {season, 2, "herbst", 0}, {season, 3, "winter", 0},
		{shift, -1, "letzte letzten letzter letztes letztem vergangene vergangenen vergangener vergangenes vorige vorigen voriger voriges", 0},
		{shift, 0, "diese dieser diesen dieses diesem", 0},
		{shift, 1, "nächste nächsten nächster nächstes nächstem kommende kommenden kommender kommendes", 0},
		{refer, 0, "kürzlich neulich jüngst", 0}, {refer, 1, "derzeit jetzt momentan gegenwärtig", 0}, {refer, 2, "bald demnächst", 0},
		{frequency, day, "täglich", 0}, {frequency, week, "wöchentlich", 0}, {frequency, months, "monatlich", 0}, {frequency, year, "jährlich", 0},
		{early, 0, "anfang mitte ende", 0}, {later, 1, "später danach", 0}, {later, -1, "zuvor früher", 0},
		{approx, 0, "etwa rund knapp fast ungefähr gut", 0}, {vague, 0, "einige einigen mehrere mehreren wenige wenigen", 0},
		{monthLead, 0, "im in seit bis ab vom von zum anfang mitte ende am", 0}, {yearLead, 0, "jahr seit bis ab", 0},
		{bound, 0, "bis", 0}, {saying, 0, "sagte schrieb teilte erklärte postete", 0},
		{counted, 0, "menschen euro millionen prozent meter kilometer personen tote dollar stück stimmen einwohner mitarbeiter soldaten", 0},
		{noYear, 0, "rund etwa knapp fast mehr über als nummer", 0}, {dating, 0, "an zu am seit bis vor nach", 0},
	}...),
	tenses: tenses{
		ahead: "wird werden soll sollen will wollen muss müssen kann können möchte möchten geplant angekündigt beginnt startet erwartet voraussichtlich künftig bevorstehenden",
		past:  "war waren wurde wurden hatte hatten hat haben sagte sagten teilte teilten kam kamen ging gab starb starben worden gewesen",
		leads: "bis",
	},
	phrases: map[string][]string{
		"MD": {"DAY . MONTH", "DAY MONTH"},
		"WD": {"WEEKDAY ,? den|dem|der?"},
		"YR": {"YEAR", "YEARBY"},
		"TO": {"bis|und|DASH"},
	},
	holidays: []holiday{
		{month: 1, day: 1, names: "neujahr/neujahrstag"}, {month: 12, day: 31, names: "silvester/silvesterabend"}, {month: 12, day: 25, names: "weihnachten"},
		{month: 12, day: 24, names: "heiligabend"}, {month: 10, day: 3, names: "tag der deutschen einheit"}, {in: easter(0), names: "ostern/ostersonntag"}, {in: easter(-2), names: "karfreitag"},
		{in: easter(1), names: "ostermontag"}, {in: easter(39), names: "christi himmelfahrt"}, {in: easter(49), names: "pfingsten/pfingstsonntag"}, {in: easter(50), names: "pfingstmontag"},
		{in: easter(-48), names: "rosenmontag"}, {month: 11, day: 1, names: "allerheiligen"}, {month: 10, day: 31, names: "reformationstag"},
	},
	rules: [tableCount][]rule{expressions: germanExpressions, dateTable: germanDates, clockTable: germanClocks, lengthTable: germanLengths},
}

// germanCompounds are the parts of a weekday: Montagabend.
func germanCompounds() []wordsOf {
	var out []wordsOf
	parts := map[string]int{"morgen": morning, "vormittag": morning, "nachmittag": afternoon, "mittag": afternoon, "abend": evening, "nacht": nighttime}
	for i, names := range german.weekdays {
		for ending, part := range parts {
			name := strings.Fields(names)[0]
			out = append(out, wordsOf{weekdayPart, (i+1)*8 + part, name + ending, 0})
		}
	}
	return out
}

var germanDates = []rule{
	{"WD? MD YR", dated, "Die Brücke wurde am [Freitag, den 3. Mai 2019] gesperrt.", "2019-05-03"},
	{"DAY .? >TO MD YR", dated, "Vom [3.] bis 5. Mai 2019 wurde gefeiert.", "2019-05-03"},
	{"DAY .? >TO MD", nearestDay, "Vom [3.] bis 5. September wurde gefeiert.", "2020-09-03"},
	{"WD? MD", nearestDay, "Er trat am [5. August] zurück.", "2020-08-05"},
	{"WD? CALENDAR", dated, "Er trat am [10.11.2019] zurück.", "2019-11-10"},
	{"WD? DAYMONTH .", nearestDay, "Er trat am [Montag, 10.8.], zurück.", "2020-08-10"},
	{"WEEKDAY", nearestWeekday, "Der Bürgermeister trat am [Montag] zurück.", "2020-11-16"},
	{"SHIFT WEEKDAY", steppedWeekday, "Sie treffen sich [nächsten Dienstag].", "2020-11-24"},
	{"WEEKDAYPART", partOfWeekday, "Am [Montagabend] brannte es.", "2020-11-16TEV"},
	{"TODAY", aroundToday, "Die Kurse fielen [gestern].", "2020-11-17"},
	{"HOLIDAY YEAR", onHoliday, "An [Ostern 2019] schneite es.", "2019-04-21"},
	{"HOLIDAY", onHoliday, "An [Heiligabend] wird geschlossen.", "2020-12-24"},
	{"MONTH YR", dated, "Im [September 2008] fielen die Preise.", "2008-09"},
	{"MONTH >TO MONTH YR", dated, "Von [Mai] bis Juni 2019 fiel der Preis.", "2019-05"},
	{"MONTH", nearestMonth, "Das Werk schloss im [August].", "2020-08"},
	{"SHIFT MONTH !>NUMBER", steppedMonth, "Das Werk schloss [vergangenen März].", "2020-03"},
	{"SEASON YEAR", seasonOfYear, "Im [Herbst 2026] wird gebaut.", "2026-FA"},
	{"SHIFT SEASON", steppedSeason, "Sie zog [letzten Sommer] um.", "2020-SU"},
	{"<im SEASON", nearestSeason, "Im [Frühjahr] zog sie um.", "2020-SP"},
	{"LONEYEAR", dated, "Die Brücke wurde [1932] gebaut.", "1932"},
	{"YEAR DASH YY", overNewYear, "Die Saison [2019-20] endete früh.", "2019"},
	{"YEAR / YY", overNewYear, "Die Saison [2019/20] endete früh.", "2019"},
	{"NUMBER er|ern HYPHEN? jahre|jahren", germanDecade, "Die Musik der [1990er Jahre] kehrt zurück.", "199"},
	{"EARLY SHIFT? UNIT", steppedUnit, "Es öffnet [Ende dieses Jahres].", "2020"},
	{"EARLY des UNIT", unitBy(0), "Es öffnet [Ende des Jahres].", "2020"},
	{"EARLY DATE", inner, "Es öffnete [Ende Mai 2019].", "2019-05"},
	{"SHIFT UNIT", steppedUnit, "[Letzte Woche] war es schlimmer.", "2020-W46"},
	{"<am UNIT", weekendBy, "Am [Wochenende] brannte es.", "2020-W46-WE"},
	{"SHIFT PART", partBy, "In der [letzten Nacht] regnete es.", "2020-11-17TNI"},
}

var germanExpressions = []rule{
	{"vor APPROX? LENGTH", fromNow(-1), "Er ging [vor fünf Jahren] in Rente.", "2015"},
	{"in LENGTH", soonIn, "Die Brücke soll [in zwei Wochen] öffnen.", "2020-W49"},
	{"LENGTH LATER", fromThen, "Die Belagerung begann am 3. Mai 1998. [Zwei Tage später] war sie vorbei.", "1998-05-05"},
	{"APPROX? LENGTH", loneLength, "Es dauerte [drei Stunden].", "PT3H"},
	{"FREQUENCY", regularly, "Der Rat tagt [wöchentlich].", "P1W"},
	{"jeden|jede|jedes UNIT", every(hour), "Sie üben [jeden Tag].", "P1D"},
	{"jeden WEEKDAY", everyWeekday, "Sie üben [jeden Montag].", "XXXX-WXX-1"},
	{"pro UNIT", every(hour), "Es baut 15 Autos [pro Jahr].", "P1Y"},
	{"REFER", pointingBy, "Sie ist [derzeit] krank.", "PRESENT_REF"},
	{"CLOCK", loneClock, "Es begann um [14.30 Uhr].", "2020-11-18T14:30"},
	{"DATE um|gegen|ab CLOCK", dateThenClock, "Es begann am [Montag um 14 Uhr].", "2020-11-16T14:00"},
	{"DATE ,? CLOCK", dateThenClock, "Es begann am [Montag, 14 Uhr].", "2020-11-16T14:00"},
	{"DATE PART", partOfDate, "Es brannte [gestern Abend].", "2020-11-17TEV"},
	{"DATE", inner, "Es endete [1945].", "1945"},
}

var germanClocks = []rule{
	{"HM uhr", atTime, "Es begann um [14 Uhr].", "2020-11-18T14:00"},
	{"<um|ab|gegen|bis HM", withMinutes, "Es begann um [14:30].", "2020-11-18T14:30"},
	{"mitternacht", clockAt(24), "Es begann um [Mitternacht].", "2020-11-18T24:00"},
}

var germanLengths = []rule{
	{"NUM UNIT", counts(false), "Es dauerte [zwei Wochen].", "P2W"},
}
