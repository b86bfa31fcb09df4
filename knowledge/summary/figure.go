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
	at     knowledge.Range // the number, in the article's text
	value  float64
	step   float64  // see precision
	noun   string   // stem of what is counted
	beside []string // stems that stand near, function words, numbers and noun left out
}

const (
	// besideWords is how many words on either side of a figure say what it is of, and
	// nounWords behind which word the counted one stands at the latest.
	besideWords = 6
	nounWords   = 2
	// tooMany is from how many figures on a sentence is a table or a list of results.
	tooMany = 4
)

// magnitudes multiply the number before them.
var magnitudes = map[string]float64{"hundr": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "tausend": 1e3, "millionen": 1e6, "milliarden": 1e9,
	"mil": 1e3, "mill": 1e6, "milliard": 1e9, "тысяч": 1e3, "миллион": 1e6, "миллиард": 1e9, "bin": 1e3, "milyon": 1e6, "milyar": 1e9}

// percent and magnitude are what a share and the strength of an earthquake count; money counts its sign.
const percent, magnitudeNoun = "%", "magnitud"

// percentWords write percent out, by their stems.
var percentWords = map[string]bool{"percent": true, "prozent": true, "procent": true, "процент": true}

// figures are the counts, shares and sums of money of a sentence: numbers with a word behind
// them that they count, or a sign beside them. Dates, ages and ordinals are none.
func figures(a *knowledge.Article, sentence knowledge.Range, terms []text.Term) []figure {
	var found []figure
	times := dates.FindIn(a.Text[sentence.Start:sentence.End], a.Language, a.Published)
	for i := 0; i < len(terms); i++ {
		t := &terms[i]
		value, whole, ok := number(a, t)
		if !ok || inTime(times, t.Start-sentence.Start) || i > 0 && named(a.Text, &terms[i-1], t) {
			continue
		}
		at := knowledge.Range{Start: t.Start, End: t.End}
		step := precision(a.Text[t.Start:t.End], value)
		last := i
		if i+1 < len(terms) && magnitudes[terms[i+1].Stem] > 0 {
			last = i + 1
			value *= magnitudes[terms[last].Stem]
			step *= magnitudes[terms[last].Stem]
			at.End = terms[last].End
		}
		noun, word := measured(a.Text, terms, i, last)
		if noun == "" && whole && !signed(a.Text, t.Start) {
			if word = counted(a.Text, terms, last); word >= 0 {
				noun = terms[word].Stem
			}
		}
		if noun == "" {
			continue
		}
		f := figure{at: at, value: value, step: step, noun: noun}
		for j := max(0, i-besideWords); j < min(len(terms), last+besideWords+1); j++ {
			if x := &terms[j]; j != word && (j < i || j > last) && !x.Stop && !x.Number {
				f.beside = append(f.beside, x.Stem)
			}
		}
		found = append(found, f)
		i = last
	}
	if len(found) >= tooMany {
		return nil
	}
	return found
}

// number is the value of a term that is a number in digits or in words, and whether it is
// whole.
func number(a *knowledge.Article, t *text.Term) (value float64, whole, ok bool) {
	if !t.Number {
		n, ok := text.Numeral(t.Stem, a.Language)
		return float64(n), true, ok
	}
	written := a.Text[t.Start:t.End]
	digits, fraction := written, ""
	if at := strings.LastIndexAny(written, ".,"); at > 0 && len(written)-at-1 != 3 && !strings.ContainsAny(written[:at], written[at:at+1]) {
		digits, fraction = written[:at], written[at+1:] // 4.5
	}
	groups := strings.FieldsFunc(digits, func(r rune) bool { return !unicode.IsDigit(r) })
	if len(groups) > 1 && slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 }) {
		return 0, false, false
	}
	digits = strings.Join(groups, "")
	n, err := strconv.ParseFloat(digits+"."+fraction+"0", 64)
	if err != nil || len(written) == 4 && n >= 1800 && n < 2100 && fraction == "" {
		return 0, false, false
	}
	return n, fraction == "", true
}

// precision is the step in which a written number counts: that of its last digit but zeros, a tenth of
// the number at most.
func precision(written string, value float64) float64 {
	step := 1.0
	if at := strings.LastIndexAny(written, ".,"); at > 0 && value != math.Trunc(value) {
		step = math.Pow(10, -float64(len(written)-at-1))
	} else {
		for value >= 10 && math.Mod(value, 10*step) == 0 {
			step *= 10
		}
	}
	return math.Min(step, math.Max(value/10, math.SmallestNonzeroFloat64))
}

// measured is what a number that a sign or a word of measure stands with counts, "" for none, and the
// place of that word, -1 for a sign. The number is the term at first, its magnitude that at last.
func measured(s string, terms []text.Term, first, last int) (noun string, word int) {
	if sign, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:terms[first].Start], " ")); unicode.Is(unicode.Sc, sign) {
		return string(sign), -1
	}
	behind := s[terms[last].End:]
	if sign, _ := utf8.DecodeRuneInString(strings.TrimLeft(behind, " \u00a0")); sign == '%' || unicode.Is(unicode.Sc, sign) {
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
func counted(s string, terms []text.Term, last int) int {
	for j := last + 1; j < min(len(terms), last+1+nounWords); j++ {
		if strings.Trim(s[terms[j-1].End:terms[j].Start], " \u00a0") != "" || terms[j].Number {
			return -1
		}
		if !terms[j].Stop && utf8.RuneCountInString(terms[j].Stem) > 2 {
			return j
		}
	}
	return -1
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

// counts reports whether a figure is a count and no share, sum of money or strength, which rise
// and fall.
func (f *figure) counts() bool {
	sign, _ := utf8.DecodeRuneInString(f.noun)
	return unicode.IsLetter(sign) && f.noun != magnitudeNoun
}

// same reports whether one of two figures may be the other, rounded.
func (f *figure) same(o *figure) bool {
	return math.Abs(f.value-o.value) <= math.Max(f.step, o.step)/2
}

// differ reports whether two figures are of the same and not the same: they count the same,
// about as many, and stand beside words of the same.
func (f *figure) differ(o *figure, common map[string]bool) bool {
	return f.noun == o.noun && !f.same(o) && math.Max(f.value, o.value) <= magnitude*math.Min(f.value, o.value) && f.shared(o, common) >= figureWords
}

// told is a figure in the sentence that tells it.
type told struct {
	figure
	quote knowledge.Quote
}

// published is when the figure was printed.
func (t *told) published() time.Time { return t.quote.Article.Published }

// quoted is the quote of a figure, with its number as what answers.
func (t *told) quoted() knowledge.Quote {
	q := t.quote
	q.Answer, q.Value = t.at, strconv.FormatFloat(t.value, 'f', -1, 64)
	return q
}
