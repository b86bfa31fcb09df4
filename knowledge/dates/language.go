package dates

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A calendar is how one language tells days that are not written out. Words are given
// in lower case, folded as those of a vocabulary.
type calendar struct {
	days     string    // the day before yesterday, yesterday, today, tomorrow, the day after tomorrow
	seasons  [4]string // spring, summer, autumn, winter
	units    [7]string // of a duration: second, minute, hour, day, week, month, year
	numerals string    // 1 to 12
}

var calendars = map[string]calendar{
	"de": {"vorgestern gestern heute morgen übermorgen", [4]string{"frühjahr frühling", "sommer", "herbst", "winter"},
		[7]string{"sekunde sekunden", "minute minuten", "stunde stunden", "tag tage tagen", "woche wochen", "monat monate monaten", "jahr jahre jahren"},
		"ein,eine,einen,einem,einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"},
	"fr": {"- hier aujourd demain -", [4]string{"printemps", "été", "automne", "hiver"},
		[7]string{"seconde secondes", "minute minutes", "heure heures", "jour jours", "semaine semaines", "mois", "an ans année années"},
		"un,une deux trois quatre cinq six sept huit neuf dix onze douze"},
	"es": {"anteayer ayer hoy mañana -", [4]string{"primavera", "verano", "otoño", "invierno"},
		[7]string{"segundo segundos", "minuto minutos", "hora horas", "día días", "semana semanas", "mes meses", "año años"},
		"un,una dos tres cuatro cinco seis siete ocho nueve diez once doce"},
	"it": {"- ieri oggi domani dopodomani", [4]string{"primavera", "estate", "autunno", "inverno"},
		[7]string{"secondo secondi", "minuto minuti", "ora ore", "giorno giorni", "settimana settimane", "mese mesi", "anno anni"},
		"un,uno,una due tre quattro cinque sei sette otto nove dieci undici dodici"},
	"pt": {"anteontem ontem hoje amanhã -", [4]string{"primavera", "verão", "outono", "inverno"},
		[7]string{"segundo segundos", "minuto minutos", "hora horas", "dia dias", "semana semanas", "mês meses", "ano anos"},
		"um,uma dois,duas três quatro cinco seis sete oito nove dez onze doze"},
	"ru": {"позавчера вчера сегодня завтра послезавтра", [4]string{"весной весна весны", "летом лето лета", "осенью осень осени", "зимой зима зимы"},
		[7]string{"секунда секунды секунд", "минута минуты минут минуту", "час часа часов", "день дня дней", "неделя недели недель неделю", "месяц месяца месяцев", "год года лет"},
		"один,одну,одна два,две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"},
	"tr": {"- dün bugün yarın -", [4]string{"ilkbahar bahar", "yaz", "sonbahar güz", "kış"},
		[7]string{"saniye", "dakika", "saat saatlik", "gün günlük gündür", "hafta haftalık haftadır", "ay aylık aydır", "yıl yıllık yıldır"},
		"bir iki üç dört beş altı yedi sekiz dokuz on onbir oniki"},
}

// word is what one word says in a language's calendar.
type calendarWord struct {
	day, weekday int // days from today when dayKnown; 1 for Monday
	season, unit int // from 1
	value        int // of a numeral
	dayKnown     bool
}

var calendarWords = func() map[string]map[string]calendarWord {
	all := map[string]map[string]calendarWord{}
	for language, c := range calendars {
		m := map[string]calendarWord{}
		add := func(words string, change func(*calendarWord)) {
			for w := range strings.FieldsSeq(strings.ReplaceAll(words, ",", " ")) {
				x := m[fold(w)]
				change(&x)
				m[fold(w)] = x
			}
		}
		for i, w := range strings.Fields(c.days) {
			if w != "-" {
				add(w, func(x *calendarWord) { x.day, x.dayKnown = i-2, true })
			}
		}
		for i, w := range strings.Fields(c.numerals) {
			add(w, func(x *calendarWord) { x.value = i + 1 })
		}
		for i, w := range c.seasons {
			add(w, func(x *calendarWord) { x.season = i + 1 })
		}
		for i, w := range c.units {
			add(w, func(x *calendarWord) { x.unit = i + 1 })
		}
		for _, v := range vocabularies {
			if v.language == language {
				for i, w := range v.weekdays {
					add(w, func(x *calendarWord) { x.weekday = i + 1 })
				}
			}
		}
		all[language] = m
	}
	return all
}()

// CalendarWords returns the words of which dates and durations are made in one of the
// seven languages besides English: the names of months, and all others (weekdays, days
// beside today, seasons, units). Both are nil for another language.
func CalendarWords(language string) (months, others []string) {
	for _, v := range vocabularies {
		c, ok := calendars[v.language]
		if v.language != language || !ok {
			continue
		}
		for _, group := range [][]string{v.months[:], v.shorter[:]} {
			for _, words := range group {
				months = append(months, strings.Fields(words)...)
			}
		}
		for _, group := range [][]string{v.weekdays[:], {strings.ReplaceAll(c.days, "-", " ")}, c.seasons[:], c.units[:]} {
			for _, words := range group {
				others = append(others, strings.Fields(words)...)
			}
		}
	}
	return months, others
}

// ordinalDays are weekdays that are ordinals when "feira" does not follow.
var ordinalDays = map[string]bool{"segunda": true, "terca": true, "quarta": true, "quinta": true, "sexta": true}

// unitValues are the units of durations in TIMEX3.
var unitValues = [7]string{"PT%dS", "PT%dM", "PT%dH", "P%dD", "P%dW", "P%dM", "P%dY"}

// FindIn returns the time expressions of a text in one of the eight languages (ISO
// 639-1), as Find does of an English one, which "" is taken for. Of the other
// languages it reads dates that are written out, years, weekdays, today and its
// neighbours, seasons with their year, and durations of a number and a unit.
func FindIn(text, language string, published time.Time) []Expression {
	language, _, _ = strings.Cut(language, "-")
	words := calendarWords[language]
	if words == nil {
		return Find(text, published)
	}
	var found []Expression
	for _, e := range Find(text, published) { // what is digits alone is no English
		if !strings.ContainsFunc(text[e.Start:e.End], func(r rune) bool { return r > '9' && r != '–' }) {
			found = append(found, e)
		}
	}
	for _, s := range Stamps(text, language, published) {
		found = append(found, expressionOf(text, s, published))
	}
	found = append(found, inWords(text, words, published)...)
	// Of two that overlap the longer stays.
	slices.SortStableFunc(found, func(a, b Expression) int {
		return cmp.Or(cmp.Compare(b.End-b.Start, a.End-a.Start), cmp.Compare(a.Start, b.Start))
	})
	var kept []Expression
	for _, e := range found {
		if !slices.ContainsFunc(kept, func(k Expression) bool { return e.Start < k.End && k.Start < e.End }) {
			kept = append(kept, e)
		}
	}
	slices.SortFunc(kept, func(a, b Expression) int { return cmp.Compare(a.Start, b.Start) })
	return kept
}

// expressionOf is a written date as an expression. Without a year it is the nearest
// to when it was published.
func expressionOf(text string, s Stamp, published time.Time) Expression {
	e := Expression{Start: s.Start, End: s.End, Type: Date, Resolved: s.Year == 0}
	year := s.Year
	if year == 0 && !published.IsZero() {
		year = published.Year()
		switch gap := s.Month - int(published.Month()); {
		case gap > 6:
			year--
		case gap < -6:
			year++
		}
	}
	switch {
	case year == 0:
		e.Value = fmt.Sprintf("XXXX-%02d", s.Month)
		if s.Day > 0 {
			e.Value += fmt.Sprintf("-%02d", s.Day)
		}
	case s.Day == 0:
		e.Value = fmt.Sprintf("%04d-%02d", year, s.Month)
	default:
		e.Value = fmt.Sprintf("%04d-%02d-%02d", year, s.Month, s.Day)
	}
	return e
}

// inWords reads what a calendar's words say.
func inWords(text string, words map[string]calendarWord, published time.Time) []Expression {
	var found []Expression
	pieces := split(text)
	say := func(from, to int, t Type, value string, resolved bool) {
		start, end := pieces[from].start, pieces[to].end
		found = append(found, Expression{Start: start, End: end, Type: t, Value: value, Resolved: resolved})
	}
	for i, p := range pieces {
		if p.kind != word {
			continue
		}
		w := words[fold(text[p.start:p.end])]
		if w.dayKnown && !published.IsZero() {
			say(i, i, Date, published.AddDate(0, 0, w.day).Format(time.DateOnly), true)
		}
		if w.weekday > 0 && !published.IsZero() {
			back := (int(published.Weekday()) - w.weekday%7 + 7) % 7
			to := i
			if i+2 < len(pieces) && pieces[i+1].ch == '-' && fold(text[pieces[i+2].start:pieces[i+2].end]) == "feira" { // terça-feira
				to = i + 2
			}
			if to > i || !ordinalDays[fold(text[p.start:p.end])] {
				say(i, to, Date, published.AddDate(0, 0, -back).Format(time.DateOnly), true)
			}
		}
		if w.season > 0 && i+1 < len(pieces) && pieces[i+1].digits() == 4 {
			say(i, i+1, Date, fmt.Sprintf("%04d-%s", pieces[i+1].num, [...]string{"SP", "SU", "FA", "WI"}[w.season-1]), false)
		}
		if w.unit > 0 && i > 0 {
			before := pieces[i-1]
			value := before.num
			if before.kind == word {
				value = words[fold(text[before.start:before.end])].value
			}
			if value > 0 && (before.kind == word || before.digits() < 4) {
				say(i-1, i, Duration, fmt.Sprintf(unitValues[w.unit-1], value), false)
			}
		}
	}
	return found
}
