package kind

import (
	"slices"
	"strconv"
	"strings"

	"quoth/knowledge/dates"
	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

// amount is a number in a sentence.
type amount struct {
	text.Span           // with its sign of currency, magnitude and unit
	number    text.Span // of the number alone, with its magnitude
	first     int       // its words
	last      int
	value     float64
	digits    string // the value, "" where it can't be told
	money     bool
	percent   bool
	ordinal   bool
	unit      string // the word behind it, "" for none
	time      bool   // part of a date, a time of day or a duration
	age       bool
}

// cardinals are the English numbers in words.
var cardinals = map[string]float64{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
	"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "half": .5,
	"no": 0, "none": 0}

// ordinals are the English ordinals in words.
var ordinals = set("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth twentieth last")

// magnitudes multiply the number before them, in the eight languages.
var magnitudes = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "m": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12,
	"mn": 1e6, "crore": 1e7, "lakh": 1e5, "hundreds": 100, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "dozens": 12, "b": 1e9,
	"millionen": 1e6, "milliarden": 1e9, "tausend": 1e3, "mio": 1e6, "mrd": 1e9, "milliarde": 1e9, "mille": 1e3, "milliards": 1e9, "milliard": 1e9,
	"millones": 1e6, "millón": 1e6, "mil": 1e3, "milioni": 1e6, "milione": 1e6, "miliardi": 1e9, "mila": 1e3, "milhões": 1e6, "milhão": 1e6, "bilhões": 1e9,
	"тысяч": 1e3, "тысячи": 1e3, "миллионов": 1e6, "миллиона": 1e6, "миллион": 1e6, "миллиардов": 1e9, "миллиарда": 1e9, "млн": 1e6, "млрд": 1e9, "тыс": 1e3,
	"milyon": 1e6, "milyar": 1e9, "bin": 1e3}

// currencies are words for money, in the eight languages.
var currencies = set(`dollar dollars euro euros pound pounds yen yuan ruble rubles rouble roubles rupee rupees lira liras franc francs peso pesos won cents cent pence
	usd eur gbp real reais krona crowns dirhams riyals sterling bucks dólares dólar dollari dollaro libras рублей рубля рубль долларов доллара доллар евро sterline`)

var signs = []string{"US$", "A$", "C$", "HK$", "NZ$", "R$", "$", "€", "£", "¥", "₽", "₹", "₺", "₴"}

// percents are words for hundredths.
var percents = set("percent percentage pct prozent pourcent процентов процента процент yüzde")

// amounts are the numbers of the sentence that are of the kind wanted.
func (r *reading) amounts(w *Wanted) []Span {
	if w.Kind == Score {
		if found := r.scores(); len(found) > 0 {
			return found
		}
	}
	var out []Span
	numbers := r.numbers()
	for i, a := range numbers {
		// "$100 to $200" is one answer.
		if i+1 < len(numbers) && a.money == numbers[i+1].money && a.percent == numbers[i+1].percent && a.unit != "percent" {
			if gap := r.s[min(a.End, numbers[i+1].Start):numbers[i+1].Start]; gap == " to " || gap == "-" || gap == "–" {
				a.End, a.number.End, a.digits = numbers[i+1].End, numbers[i+1].number.End, ""
			}
		}
		fit := r.suits(w, a)
		if fit <= 0 {
			continue
		}
		sp := a.Span
		if w.Kind == Count || w.Kind == Ordinal {
			sp = a.number
			if w.Noun != "" && a.unit != "" && a.last+1 < len(r.words()) && singular(a.unit) == singular(w.Noun) {
				sp.End = r.words()[a.last+1].End
			}
		}
		out = append(out, Span{Span: sp, Fit: fit, Value: a.digits})
	}
	return out
}

// suits is how surely a number is of the kind wanted.
func (r *reading) suits(w *Wanted, a amount) float64 {
	switch w.Kind {
	case Money:
		if a.money {
			return 1
		}
		if a.time || a.ordinal || a.age {
			return 0
		}
		if a.percent {
			return .3
		}
		return .15
	case Percentage:
		if a.percent {
			return 1
		}
		if a.time || a.money || a.ordinal {
			return 0
		}
		return .2
	case Age:
		if a.age {
			return 1
		}
		if a.money || a.percent || a.ordinal || a.value < 1 || a.value > 120 {
			return 0
		}
		if a.unit == "years" || a.unit == "year" {
			return .4
		}
		if a.time {
			return 0
		}
		return .25
	case Ordinal:
		if a.ordinal {
			return 1
		}
		if a.time || a.money || a.percent {
			return 0
		}
		return .3
	case Measure:
		if a.time && w.Noun == "" && w.Units != nil || a.ordinal {
			return 0
		}
		switch {
		case w.Units != nil && (slices.Contains(w.Units, stem(a.unit)) || slices.Contains(w.Units, stem(r.low(a.first-1)))):
			return 1
		case w.Units != nil && (a.money || a.percent):
			return .25
		case w.Noun != "" && r.counted(w.Noun, a):
			return 1
		case w.Units == nil && (a.money || a.percent || a.unit != "" && unit(a.unit)):
			return .7
		case a.time || a.age:
			return .05
		}
		return .3
	case Score:
		if a.time || a.money {
			return .1
		}
		return .3
	}
	// A count.
	if a.time && !(w.Noun != "" && r.counted(w.Noun, a)) || a.money || a.ordinal || a.age {
		return 0
	}
	switch {
	case w.Noun != "" && r.counted(w.Noun, a):
		return 1
	case a.percent:
		return .2
	case a.value == 1 && a.last == a.first && r.low(a.first) == "one":
		return .2
	}
	return .5
}

// year reports whether a number is written as a year is.
func (a *amount) year() bool {
	return a.first == a.last && len(a.digits) == 4 && a.number.Len() == 4 && a.value >= 1900 && a.value < 2100
}

// counted reports whether a number counts a noun: the noun, a kind of it or one of a like
// meaning stands closely behind the number, or the verb that the noun stands for.
func (r *reading) counted(noun string, a amount) bool {
	last := noun[strings.LastIndexByte(noun, ' ')+1:]
	people := noun == "people" || lexicon.ClassOf(last)&lexicon.Person != 0
	wanted := lexicon.VectorOf(singular(last))
	for i := a.last + 1; i < min(a.last+5, len(r.words())); i++ {
		t := r.words()[i]
		if strings.ContainsAny(r.s[r.words()[i-1].End:t.Start], ",;.:()") {
			return false
		}
		word := r.low(i)
		if t.Number {
			return false
		}
		if t.Stop {
			continue
		}
		one := singular(word)
		if one == word && a.year() {
			return false // "a 2021 Ford"
		}
		if one == singular(last) || stem(one) == stem(last) || t.Stem == text.Stem(text.Fold(last), r.article.Language) || text.Fold(t.In(r.s)) == text.Fold(last) {
			return true
		}
		if noun == "people" && (word == "dead" || word == "killed" || word == "died" || word == "deaths" || word == "injured" || word == "wounded" || word == "missing" || word == "fatalities") {
			return true
		}
		if people && noun == "people" && lexicon.ClassOf(one)&lexicon.Person != 0 {
			return true
		}
		if lexicon.IsA(one, last) || wanted.Similarity(lexicon.VectorOf(one)) > .62 {
			return true
		}
	}
	return false
}

// numbers are the numbers of the sentence.
func (r *reading) numbers() []amount {
	terms := r.words()
	var times []dates.Expression
	timed := false
	var out []amount
	for i := 0; i < len(terms); i++ {
		word := r.low(i)
		if !terms[i].Number && !r.numeral(i) && !ordinals[word] {
			continue
		}
		if i > 0 && terms[i].Number && strings.HasSuffix(r.s[:terms[i].Start], "-") && terms[i].Start-terms[i-1].End == 1 && !terms[i-1].Number && !r.numeral(i-1) {
			continue // Covid-19, B-21
		}
		a := amount{Span: terms[i].Span, number: terms[i].Span, first: i, last: i}
		known := true
		if terms[i].Number {
			a.value, known = parse(terms[i].In(r.s))
			a.ordinal = strings.HasSuffix(word, "th") || strings.HasSuffix(word, "st") || strings.HasSuffix(word, "nd") || strings.HasSuffix(word, "rd")
			if tail := strings.TrimLeft(word, "0123456789.,"); magnitudes[tail] > 0 && len(tail) < 3 {
				a.value *= magnitudes[tail]
			}
		} else if n, ok := text.Numeral(terms[i].Stem, r.article.Language); ok && !r.english {
			a.value = float64(n)
		} else {
			a.value, a.ordinal = cardinals[word], ordinals[word]
			known = !a.ordinal && word != "half"
			if m, ok := magnitudes[word]; ok && a.value == 0 {
				a.value, known = m, false
			}
		}
		if a.ordinal && !terms[i].Number && r.low(i+1) != "place" && r.low(i-1) != "in" {
			continue
		}
		// Magnitudes, "twenty-five", "two and a half" aside.
		for a.last+1 < len(terms) {
			next, gap := r.low(a.last+1), r.s[terms[a.last].End:terms[a.last+1].Start]
			if gap != " " && gap != "-" && gap != "\u00a0" && gap != "" {
				break
			}
			if m, ok := magnitudes[next]; ok && !(len(next) == 1 && gap == " ") {
				a.value *= m
			} else if v, ok := cardinals[next]; ok && v < 10 && v > 0 && a.value >= 20 && a.value < 100 && !terms[i].Number && gap == "-" {
				a.value += v
			} else {
				break
			}
			a.last++
		}
		a.End, a.number.End = terms[a.last].End, terms[a.last].End
		r.surround(&a)
		a.age = r.ofAge(&a)
		if known {
			a.digits = strconv.FormatFloat(a.value, 'f', -1, 64)
		}
		if !timed {
			times, timed = dates.FindIn(r.s, r.article.Language, r.article.Published), true
		}
		a.time = a.time || slices.ContainsFunc(times, func(e dates.Expression) bool {
			return e.Start <= a.number.Start && a.number.End <= e.End && !a.money && !a.percent
		})
		out = append(out, a)
		i = a.last
	}
	return out
}

// numeral reports whether word i is a number in words.
func (r *reading) numeral(i int) bool {
	word := r.low(i)
	if !r.english {
		_, ok := text.Numeral(r.words()[i].Stem, r.article.Language)
		return ok
	}
	_, ok := cardinals[word]
	switch word {
	case "no", "none", "half":
		return false
	case "one":
		return i+1 < len(r.words()) && !r.words()[i+1].Stop
	case "dozens", "hundreds", "thousands", "millions", "billions":
		return true
	}
	return ok
}

// parse is the value of digits as they are written in English or with a decimal comma.
func parse(s string) (float64, bool) {
	s = strings.TrimRight(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz'’")
	if i := strings.LastIndexByte(s, ','); i >= 0 && len(s)-i-1 != 3 && strings.Count(s, ",") == 1 {
		s = s[:i] + "." + s[i+1:]
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	return v, err == nil
}

// surround reads what stands around a number: a sign of currency, per cent, its unit.
func (r *reading) surround(a *amount) {
	terms := r.words()
	for _, sign := range signs {
		if before := strings.TrimRight(r.s[:a.Start], " "); strings.HasSuffix(before, sign) && a.Start-len(before) <= 1 {
			a.money = true
			a.Start = len(before) - len(sign)
			a.number.Start = a.Start
			break
		}
	}
	rest := r.s[a.End:]
	switch {
	case strings.HasPrefix(rest, "%"), strings.HasPrefix(rest, " %"), strings.HasPrefix(rest, "\u00a0%"):
		a.percent = true
		a.End += strings.IndexByte(rest, '%') + 1
		a.number.End = a.End
	case strings.HasPrefix(rest, " €"), strings.HasPrefix(rest, "€"), strings.HasPrefix(rest, "\u00a0€"):
		a.money = true
		a.End += strings.Index(rest, "€") + len("€")
	case strings.HasPrefix(rest, "°"):
		a.unit = "degree"
		a.End += len("°")
	case strings.HasPrefix(rest, ":") && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9', strings.HasSuffix(r.s[:a.Start], ":") && a.Start > 1 && r.s[a.Start-2] >= '0' && r.s[a.Start-2] <= '9':
		a.time = true
	}
	next := a.last + 1
	if next >= len(terms) {
		return
	}
	gap, word := r.s[terms[a.last].End:terms[next].Start], r.low(next)
	if gap == " d'" || gap == " d’" { // millions d'euros
		gap = " "
	}
	if a.unit == "" && (gap == " " || gap == "-" || gap == "\u00a0") && !terms[next].Number {
		a.unit = word
	}
	switch {
	case gap != " " && gap != "-" && gap != "\u00a0":
	case (word == "de" || word == "di" || word == "d") && currencies[r.low(next+1)]: // "millones de dólares"
		a.money = true
		a.End = terms[next+1].End
	case currencies[word] || (word == "us" || word == "american" || word == "canadian" || word == "british") && currencies[r.low(next+1)]:
		a.money = true
		a.End = terms[next].End
	case percents[word], word == "per" && r.low(next+1) == "cent", word == "por" && r.low(next+1) == "ciento", word == "por" && r.low(next+1) == "cento", word == "per" && r.low(next+1) == "cento":
		a.percent = true
		a.End = terms[next].End
		if word == "per" || word == "por" {
			a.End = terms[next+1].End
		}
	case (word == "year" || word == "years") && (r.low(next+1) == "old" || r.low(next+1) == "olds" || r.low(next+2) == "old") || word == "jährige" || word == "jähriger" || word == "jährigen" || word == "ans" || word == "anni" || word == "años" || word == "anos" || word == "лет" || word == "yaşında" || word == "yaşındaki":
		a.age = a.value <= 120
	case unit(word):
		a.End = terms[next].End
	}
}

// ofAge reports whether a number without its unit is somebody's age: "aged 93", "Smith, 34,",
// "he was 77."
func (r *reading) ofAge(a *amount) bool {
	terms := r.words()
	if a.age || a.value < 1 || a.value > 120 || a.money || a.percent {
		return a.age
	}
	before := r.low(a.first - 1)
	behind := r.s[a.number.End:]
	return before == "age" || before == "aged" || before == "turned" && a.unit == "" ||
		a.first > 0 && terms[a.first].Number && r.s[terms[a.first-1].End:a.number.Start] == ", " && terms[a.first-1].Capital && (strings.HasPrefix(behind, ",") || strings.HasPrefix(behind, ".") || behind == "") && a.last == a.first && a.value >= 5 ||
		(before == "was" || before == "is" || before == "at" || before == "he's" || before == "she's") && (strings.HasPrefix(behind, ".") || strings.HasPrefix(behind, ",") || behind == "") && a.value > 5 && a.unit == ""
}

// scores are the results of matches and votes: 3-1, 6-4 6-3, 51 to 49.
func (r *reading) scores() []Span {
	var out []Span
	terms := r.words()
	for i := 0; i+1 < len(terms); i++ {
		if !terms[i].Number || terms[i].Len() > 3 {
			continue
		}
		last := i
		for last+1 < len(terms) && terms[last+1].Number && terms[last+1].Len() <= 3 {
			switch r.s[terms[last].End:terms[last+1].Start] {
			case "-", "–", "—", ", ", ":", " (", ") ", "), ":
				last++
				continue
			}
			break
		}
		if last > i && !strings.HasPrefix(r.s[terms[i].End:terms[i+1].Start], ",") {
			out = append(out, Span{Span: text.Span{Start: terms[i].Start, End: terms[last].End}, Fit: 1})
			i = last
			continue
		}
		if r.low(i+1) == "to" && i+2 < len(terms) && terms[i+2].Number && terms[i+2].Len() <= 3 {
			out = append(out, Span{Span: text.Span{Start: terms[i].Start, End: terms[i+2].End}, Fit: .6})
			i += 2
		}
	}
	return out
}
