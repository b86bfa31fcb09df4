package zone

import (
	"strings"

	"quoth/knowledge/text"
)

// clockWord is what a word of a clock line is.
type clockWord uint8

const (
	clockNone  clockWord = iota
	clockMonth           // or a weekday
	clockUnit            // a.m., Uhr, ET: says that a number is a time of day
	clockGlue            // may stand between them
)

var (
	months = map[string]string{
		"en": "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
		"de": "januar jänner februar märz april mai juni juli august september oktober november dezember jan feb mrz apr jun jul aug sep sept okt nov dez",
		"fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv févr avr juil sept oct nov déc",
		"es": "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene feb mar abr may jun jul ago sep oct nov dic",
		"it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre gen feb mar apr mag giu lug ago set ott nov dic",
		"pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro jan fev mar abr mai jun jul ago set out nov dez",
		"ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря янв фев мар апр июн июл авг сен окт ноя дек",
		"tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
	}
	weekdays = map[string]string{
		"en": "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun today yesterday",
		"de": "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so heute gestern",
		"fr": "lundi mardi mercredi jeudi vendredi samedi dimanche hier",
		"es": "lunes martes miércoles jueves viernes sábado domingo hoy ayer",
		"it": "lunedì martedì mercoledì giovedì venerdì sabato domenica oggi ieri",
		"pt": "segunda terça quarta quinta sexta sábado domingo feira hoje ontem",
		"ru": "понедельник вторник среда четверг пятница суббота воскресенье сегодня вчера",
		"tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar bugün dün",
	}
	units = map[string]string{
		"en": "am pm a.m. p.m. et est edt ct cst cdt mt mst mdt pt pst pdt gmt bst utc cet cest ist aest hours hour hrs minutes mins min ago noon midnight",
		"de": "uhr mez mesz", "fr": "h heures", "es": "horas hrs h gmt", "it": "ore", "pt": "horas h brt", "ru": "мск час", "tr": "tsi saat",
	}
	glue = map[string]string{
		"en": "at on the of st nd rd th", "de": "am um den der vom von ab", "fr": "le à au de", "es": "el a las la de del", "it": "il alle ore del di",
		"pt": "em às as de do da o", "ru": "в г года", "tr": "ve saat",
	}
)

// clockWords are the words of clock lines of a language, and those of English.
func clockWords(language string) map[string]clockWord {
	m := map[string]clockWord{}
	for _, from := range []string{language, "en"} {
		for _, list := range []struct {
			words string
			is    clockWord
		}{{months[from], clockMonth}, {weekdays[from], clockMonth}, {units[from], clockUnit}, {glue[from], clockGlue}} {
			for w := range strings.FieldsSeq(list.words) {
				for _, t := range text.AppendTerms(nil, w, language) {
					if m[t.Stem] == clockNone {
						m[t.Stem] = list.is
					}
				}
			}
		}
	}
	return m
}

// A clockRun is the words at the start of a text that say a time of publication.
type clockRun struct {
	terms    int  // how many there are
	labelled bool // one of them says that it is one: "updated"
	dated    bool // a day is named
	timed    bool // a time of day is named
}

// tells reports whether the run says when anything was published.
func (r clockRun) tells() bool { return r.dated || r.timed }

// readClock reads the longest run of words of a clock line from the first term on.
func (l *lexicon) readClock(s string, terms []text.Term) clockRun {
	var run, ended clockRun
	numbers, named := 0, false
	for i := 0; i < len(terms); {
		if n := l.length(s, terms, i, cueClock); n > 0 {
			run.labelled = true
			i += n
			run.terms = i
			continue
		}
		t := terms[i]
		switch is := l.clock[t.Stem]; {
		case t.Number:
			numbers++
			word := s[t.Start:t.End]
			switch {
			case strings.Count(word, ".") == 2 || i+2 < len(terms) && numericDate(s, terms[i:i+3]):
				run.dated = true // 9.7.2025, 09/07/2025
			case t.End < len(s) && s[t.End] == ':' && i+1 < len(terms) && terms[i+1].Number && terms[i+1].Start == t.End+1 && len(word) <= 2:
				run.timed = true // 1:11
			}
			run.dated = run.dated || named && numbers > 0
		case is == clockMonth:
			named = true
			run.dated = run.dated || numbers > 0
		case is == clockUnit:
			run.timed = run.timed || numbers > 0
		case is == clockNone:
			return ended
		}
		i++
		run.terms = i
		if is := l.clock[t.Stem]; is != clockGlue {
			ended = run // a run does not end in "at"
		}
	}
	return ended
}

// numericDate reports whether three terms are a date in digits: 2025-07-09, 09/07/2025.
func numericDate(s string, t []text.Term) bool {
	for i := range 2 {
		if !t[i+1].Number || t[i+1].Start != t[i].End+1 || strings.IndexByte("-/.", s[t[i].End]) < 0 {
			return false
		}
	}
	return t[0].End-t[0].Start == 4 || t[2].End-t[2].Start == 4
}
