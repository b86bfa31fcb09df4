package summary

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/dates"
	"quoth/knowledge/text"
)

// figure is a number of a sentence with what it counts.
type figure struct {
	at      knowledge.Range // the number, in the article's text
	value   float64
	step    float64  // what its last written digit counts: .1 of 6.0
	noun    string   // stem of what is counted
	beside  []string // stems that stand near, function words, numbers and noun left out
	places  []string // that stand near, see placesNear
	further bool     // it comes to a count, and is none of all: four other people
}

const (
	// besideWords is how many words on either side of a figure say what it is of, and
	// nounWords behind which word the counted one stands at the latest.
	besideWords = 6
	nounWords   = 2
	// tooMany is from how many figures on a sentence is a table or a list of results.
	tooMany = 4
)

// magnitudes multiply the number before them: by language, the stems of words. A billion is a thousand
// times as much in German, French, Spanish and Italian as it is in English.
var magnitudes = func() map[string]map[string]float64 {
	all := map[string]map[string]float64{}
	for language, powers := range map[string]map[float64]string{
		"en": {1e2: "hundred hundreds", 1e3: "thousand thousands", 1e6: "million millions", 1e9: "billion billions", 1e12: "trillion trillions"},
		"de": {1e2: "hundert", 1e3: "tausend", 1e6: "million millionen", 1e9: "milliarde milliarden", 1e12: "billion billionen"},
		"fr": {1e3: "mille", 1e6: "million millions", 1e9: "milliard milliards", 1e12: "billion billions"},
		"es": {1e3: "mil", 1e6: "millón millones", 1e9: "millardo millardos", 1e12: "billón billones"},
		"it": {1e3: "mila mille", 1e6: "milione milioni", 1e9: "miliardo miliardi", 1e12: "bilione bilioni"},
		"pt": {1e3: "mil", 1e6: "milhão milhões", 1e9: "bilhão bilhões", 1e12: "trilhão trilhões bilião biliões"},
		"ru": {1e3: "тысяча тысячи тысяч тыс", 1e6: "миллион миллиона миллионов млн", 1e9: "миллиард миллиарда миллиардов млрд", 1e12: "триллион триллиона триллионов трлн"},
		"tr": {1e3: "bin", 1e6: "milyon", 1e9: "milyar", 1e12: "trilyon"},
	} {
		all[language] = map[string]float64{}
		for power, list := range powers {
			for word := range strings.FieldsSeq(list) {
				all[language][text.Stem(text.Fold(word), language)] = power
			}
		}
	}
	return all
}()

// furtherWords are words, by language, beside a number of what comes to a count.
var furtherWords = map[string]words{
	"en": {"other", "others", "another", "more", "additional", "further"},
	"de": {"weitere", "weiteren", "weiterer", "andere", "anderen", "zusätzliche", "zusätzlichen"},
	"fr": {"autre", "autres", "supplémentaires"},
	"es": {"otro", "otra", "otros", "otras", "más", "adicionales"},
	"it": {"altro", "altra", "altri", "altre", "ulteriori"},
	"pt": {"outro", "outra", "outros", "outras", "mais", "adicionais"},
	"ru": {"ещё", "еще", "других", "другие", "дополнительных"},
	"tr": {"daha", "diğer", "ek"},
}

// moneyMagnitudes are written behind a number with a sign of currency before it: $25bn.
var moneyMagnitudes = map[string]float64{"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}

// percent and magnitude are what a share and the strength of an earthquake count; money counts its sign.
const percent, magnitudeNoun = "%", "magnitud"

// percentWords write percent out, by their stems.
var percentWords = map[string]bool{"percent": true, "prozent": true, "procent": true, "процент": true}

// figures are the counts, shares and sums of money of a sentence: numbers with a word behind
// them that they count, or a sign beside them. Dates, ages and ordinals are none.
func figures(a *knowledge.Article, sentence knowledge.Range, terms []text.Term) []figure {
	var found []figure
	times := dates.FindIn(a.Text[sentence.Start:sentence.End], a.Language, a.Published)
	toll, powers := tolls()[a.Language], magnitudes[language(a.Language)]
	for i := 0; i < len(terms); i++ {
		t := &terms[i]
		last, factor := i, 1.0
		for last+1 < len(terms) && powers[terms[last+1].Stem] > 0 { // mil millones
			last++
			factor *= powers[terms[last].Stem]
		}
		if last == i && i+1 < len(terms) {
			next := &terms[i+1]
			if by := moneyMagnitudes[strings.ToLower(a.Text[next.Start:next.End])]; by > 0 && priced(a.Text, t.Start) && a.Text[t.End:next.Start] == " " {
				last, factor = i+1, by
			}
		}
		value, step, ok := number(a, t, last > i || shares(a.Text, terms, i))
		if !ok || inTime(times, t.Start-sentence.Start) || i > 0 && named(a.Text, &terms[i-1], t) {
			continue
		}
		at := knowledge.Range{Start: t.Start, End: terms[last].End}
		whole := step >= 1
		if factor > 1 {
			value, step = math.Round(value*factor), step*factor
		}
		noun, word := measured(a.Text, terms, i, last)
		if noun == "" && whole && !signed(a.Text, t.Start) {
			if word = counted(a.Text, a.Language, terms, last); word >= 0 {
				noun = terms[word].Stem
			}
		}
		f := figure{at: at, value: value, step: step, noun: noun, further: furthers(a, terms, i, last)}
		dead := whole && !signed(a.Text, t.Start) && (noun == "" || f.counts(a.Language)) && toll.ofDead(a.Text, terms, i, last, word)
		if dead {
			f.noun = deadNoun
		}
		if f.noun == "" {
			continue
		}
		for j := max(0, i-besideWords); j < min(len(terms), last+besideWords+1); j++ {
			if x := &terms[j]; j != word && (j < i || j > last) && !x.Stop && !x.Number && !(dead && toll.speaks(x.Stem)) {
				f.beside = append(f.beside, x.Stem)
			}
		}
		f.places = placesNear(a, terms, i, last, func(t *text.Term) bool { return inTime(times, t.Start-sentence.Start) })
		found = append(found, f)
		i = last
	}
	if len(found) >= tooMany {
		return nil
	}
	return found
}

// furthers reports whether a word beside a number, the terms from first to last, says that it comes to a count.
func furthers(a *knowledge.Article, terms []text.Term, first, last int) bool {
	further := furtherWords[language(a.Language)]
	return last+1 < len(terms) && further.has(strings.ToLower(terms[last+1].In(a.Text))) ||
		first > 0 && further.has(strings.ToLower(terms[first-1].In(a.Text)))
}

// number is the value of a term that is a number in digits or in words, and the step of its
// last digit. A unit says that a share or a magnitude is told, which have fractions.
func number(a *knowledge.Article, t *text.Term, unit bool) (value, step float64, ok bool) {
	if !t.Number {
		n, ok := text.Numeral(t.Stem, a.Language)
		return float64(n), 1, ok
	}
	written, factor := a.Text[t.Start:t.End], 1.0
	if at := strings.IndexFunc(written, unicode.IsLetter); at > 0 && priced(a.Text, t.Start) {
		if factor = moneyMagnitudes[strings.ToLower(written[at:])]; factor == 0 {
			return 0, 0, false
		}
		written, unit = written[:at], true
	}
	if strings.ContainsFunc(written, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(separators, r) }) {
		return 0, 0, false // 10th, 5G, 100m
	}
	digits, fraction, ok := parts(written, a.Language, unit)
	if !ok {
		return 0, 0, false
	}
	groups := strings.FieldsFunc(digits, func(r rune) bool { return !unicode.IsDigit(r) })
	if len(groups) > 1 && slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 }) {
		return 0, 0, false
	}
	n, err := strconv.ParseFloat(strings.Join(groups, "")+"."+fraction+"0", 64)
	if err != nil || factor == 1 && len(written) == 4 && n >= 1800 && n < 2100 && fraction == "" {
		return 0, 0, false
	}
	step = math.Pow10(-len(fraction))
	if factor > 1 {
		n, step = math.Round(n*factor), step*factor
	}
	return n, step, true
}

// separators stand between the digits of a number.
const separators = ",.\u00a0\u202f'’ "

// parts splits a written number at its decimal sign. A single separator with three digits behind it
// groups them or is that sign, as the language writes it; ok is false where that is not sure.
func parts(written, language string, unit bool) (digits, fraction string, ok bool) {
	at := strings.LastIndexAny(written, ".,")
	if at <= 0 || strings.Contains(written[:at], written[at:at+1]) {
		return written, "", true
	}
	digits, fraction = written[:at], written[at+1:]
	if len(fraction) != 3 || digits == "0" || strings.ContainsAny(digits, separators) {
		return digits, fraction, true // 4.5, 0.125, 1,234.567
	}
	spanish, english := strings.HasPrefix(language, "es"), strings.HasPrefix(language, "en")
	switch stop := written[at] == '.'; {
	case english && stop, !english && !spanish && !stop:
		return digits, fraction, true // 4.375, 4,375
	case unit && !english:
		return "", "", false // Spanish writes either, by country; a stop elsewhere is either
	}
	return written, "", true
}

// priced reports whether a sign of currency stands before a place.
func priced(s string, at int) bool {
	sign, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:at], " "))
	return unicode.Is(unicode.Sc, sign)
}

// shares reports whether percent stands behind the term at i.
func shares(s string, terms []text.Term, i int) bool {
	return strings.HasPrefix(strings.TrimLeft(s[terms[i].End:], " \u00a0\u202f"), percent) || i+1 < len(terms) && percentWords[terms[i+1].Stem]
}

// measured is what a number that a sign or a word of measure stands with counts, "" for none, and the
// place of that word, -1 for a sign. The number is the term at first, its magnitude that at last.
func measured(s string, terms []text.Term, first, last int) (noun string, word int) {
	if sign, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:terms[first].Start], " ")); unicode.Is(unicode.Sc, sign) {
		return string(sign), -1
	}
	behind := s[terms[last].End:]
	behind = strings.TrimLeft(behind, " \u00a0\u202f")
	sign, size := utf8.DecodeRuneInString(behind)
	next, _ := utf8.DecodeRuneInString(behind[size:])
	if sign == '%' || unicode.Is(unicode.Sc, sign) && !unicode.IsDigit(next) { // 12 $300 phones
		return string(sign), -1
	}
	for _, j := range []int{last + 1, first - 1} {
		if j >= 0 && j < len(terms) && terms[j].Stem == magnitudeNoun {
			return magnitudeNoun, j // 8.8-magnitude, magnitude 8.8
		}
	}
	if last+1 < len(terms) && percentWords[terms[last+1].Stem] {
		return percent, last + 1
	}
	return "", -1
}

// inTime reports whether a place of a sentence lies in a time expression.
func inTime(times []dates.Expression, at int) bool {
	return slices.ContainsFunc(times, func(e dates.Expression) bool { return e.Start <= at && at < e.End })
}

// signed reports whether a sign that makes another thing of a number than a count stands before a place.
func signed(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:at], " "))
	return r == '#' || r == '-' || r == '–'
}

// named reports whether a number belongs to the name before it: Category 3.
func named(s string, before, number *text.Term) bool {
	return before.Capital && !before.Stop && number.Number && s[before.End:number.Start] == " "
}

// counted is the place of the term that a number counts, the last of which is at last; -1
// for none.
func counted(s, language string, terms []text.Term, last int) int {
	for j := last + 1; j < min(len(terms), last+1+nounWords); j++ {
		if strings.Trim(s[terms[j-1].End:terms[j].Start], " \u00a0") != "" || terms[j].Number {
			return -1
		}
		if !terms[j].Stop && utf8.RuneCountInString(terms[j].Stem) > 2 {
			if j+1 < len(terms) && terms[j].Capital && terms[j+1].Capital && s[terms[j].End:terms[j+1].Start] == " " && !nounsCapital(language) {
				return -1 // 11 Downing Street
			}
			return j
		}
	}
	return -1
}

// nounsCapital reports whether a language writes every noun with a capital.
func nounsCapital(language string) bool { return strings.HasPrefix(language, "de") }

// locatives are words, by language, behind which it stands where something is. German, which writes
// every noun with a capital, and Turkish, which says so by endings, have none.
var locatives = map[string]words{
	"en": {"in", "across", "at", "near", "throughout", "around"},
	"fr": {"à", "en", "au", "aux", "dans", "près"},
	"es": {"en", "cerca"},
	"it": {"a", "in", "nel", "nella", "nelle", "nei", "negli", "ad"},
	"pt": {"em", "no", "na", "nos", "nas"},
	"ru": {"в", "во", "на"},
}

// placesNear are the names near a number, the terms from first to last, that say where it was counted.
func placesNear(a *knowledge.Article, terms []text.Term, first, last int, dated func(*text.Term) bool) (places []string) {
	where := locatives[language(a.Language)]
	for j := max(0, first-besideWords); j < min(len(terms), last+besideWords+1); j++ {
		if between := a.Text[min(terms[j].Start, terms[last].End):max(terms[j].End, terms[first].Start)]; strings.ContainsAny(between, ",;:—–") {
			continue // of another clause
		}
		before := j - 1
		if before > 0 && terms[before].Stop && !where.has(strings.ToLower(terms[before].In(a.Text))) {
			before-- // in the Bahamas
		}
		if t := &terms[j]; t.Stop || !t.Capital || before < 0 || !where.has(strings.ToLower(terms[before].In(a.Text))) || dated(t) {
			continue
		}
		place := terms[j].Stem
		for j+1 < len(terms) && terms[j+1].Capital && !terms[j+1].Stop && a.Text[terms[j].End:terms[j+1].Start] == " " {
			j++
			place += " " + terms[j].Stem
		}
		places = append(places, place)
	}
	return places
}

// together reports whether two figures may have been counted at one place: both name one, or neither
// names another one than all of it is about, in common words.
func (f *figure) together(o *figure, common map[string]bool) bool {
	narrow := func(places []string) []string {
		return slices.DeleteFunc(slices.Clone(places), func(place string) bool {
			return !slices.ContainsFunc(strings.Fields(place), func(stem string) bool { return !common[stem] })
		})
	}
	own, others := narrow(f.places), narrow(o.places)
	if len(own) == 0 || len(others) == 0 {
		return len(own) == len(others)
	}
	return slices.ContainsFunc(own, func(place string) bool { return slices.Contains(others, place) })
}

// shared is how many words two figures stand beside, those that are common left out.
func (f *figure) shared(o *figure, common map[string]bool) int {
	n := 0
	for i, stem := range f.beside {
		if !common[stem] && slices.Contains(o.beside, stem) && !slices.Contains(f.beside[:i], stem) {
			n++
		}
	}
	return n
}

// units are stems, by language, of what measures and counts nothing: a river is 30 feet high, and gün is
// a day in Turkish and no gun in English.
var units = func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for language, list := range map[string]string{
		"en": "feet foot miles inches yards mph knots degrees meters metres kilometers kilometres hours minutes seconds days weeks months years pounds tons tonnes gallons points",
		"de": "meter kilometer zentimeter grad stunden minuten sekunden tage tagen wochen monate jahre jahren tonnen liter punkte",
		"fr": "mètres kilomètres centimètres degrés heures minutes secondes jours semaines mois ans années tonnes litres points",
		"es": "metros kilómetros centímetros grados horas minutos segundos días semanas meses años toneladas litros puntos",
		"it": "metri chilometri centimetri gradi ore minuti secondi giorni settimane mesi anni tonnellate litri punti",
		"pt": "metros quilômetros quilómetros centímetros graus horas minutos segundos dias semanas meses anos toneladas litros pontos",
		"ru": "метров километров сантиметров градусов часов минут секунд дней недель месяцев лет тонн литров баллов",
		"tr": "metre kilometre santimetre derece saat dakika saniye gün hafta ay yıl ton litre puan",
	} {
		all[language] = map[string]bool{}
		for word := range strings.FieldsSeq(list) {
			all[language][text.Stem(text.Fold(word), language)] = true
		}
	}
	return all
}()

// counts reports whether a figure of an article in a language is a count and no share, sum of money, strength or measure, which rise
// and fall.
func (f *figure) counts(tag string) bool {
	sign, _ := utf8.DecodeRuneInString(f.noun)
	return unicode.IsLetter(sign) && f.noun != magnitudeNoun && !units[language(tag)][f.noun]
}

// context is how many words another figure has to share with one that counts the same to be of the
// same: one where both are of the dead of an event, which are told in many ways, and more where both are only
// shares or sums of money, which are of anything.
func (f *figure) context() int {
	sign, _ := utf8.DecodeRuneInString(f.noun)
	switch {
	case f.noun == deadNoun:
		return 1
	case !unicode.IsLetter(sign):
		return signWords
	}
	return figureWords
}

// same reports whether two figures tell the same, one of them rounded maybe.
func (f *figure) same(o *figure) bool {
	return f.value == o.value || f.rounds(o) || o.rounds(f)
}

// rounds reports whether a figure is another one, rounded: to two digits at least, and to its last
// written digit where the other one is written finer, 25 of 24.8, or by two digits or more, 1,300 of
// 1,274. A toll of 40 is not one of 42.
func (f *figure) rounds(o *figure) bool {
	step := f.step
	if o.step >= step {
		if step < 1 {
			return false
		}
		for f.value >= 10*step && math.Mod(f.value, 10*step) == 0 {
			step *= 10
		}
		if math.Mod(o.value, step/10) == 0 {
			return false
		}
	}
	return f.value >= 10*step && math.Round(o.value/step) == math.Round(f.value/step)
}

// differ reports whether two figures are of the same and not the same: they count the same,
// about as many, and stand beside words of the same.
func (f *figure) differ(o *figure, common map[string]bool) bool {
	return f.noun == o.noun && !f.further && !o.further && !f.same(o) && math.Max(f.value, o.value) <= magnitude*math.Min(f.value, o.value) && f.together(o, common) && f.shared(o, common) >= f.context()
}

// quotedFigure is a figure in the sentence that says it.
type quotedFigure struct {
	figure
	quote knowledge.Quote
}

// published is when the figure was printed.
func (f *quotedFigure) published() time.Time { return f.quote.Article.Published }

// quoted is the quote of a figure, with its number as what answers.
func (f *quotedFigure) quoted() knowledge.Quote {
	q := f.quote
	q.Answer, q.Value = f.at, strconv.FormatFloat(f.value, 'f', -1, 64)
	return q
}
