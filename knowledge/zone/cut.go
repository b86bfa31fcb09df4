package zone

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// dashes are what separates a dateline from the text, and a text from who signed it.
const dashes = "–—―‒−-"

// furthestDash is within how many bytes the dash behind a dateline stands.
const furthestDash = 72

// cut takes what is no news off both ends of a block, so that its sentences stand alone.
// front says that no running text came before it.
func (d *Draft) cut(b *block, front bool) {
	if n, role := d.prefix(b, front); n > 0 {
		d.cutBefore(b, b.Start+n, role)
	}
	if n := d.signature(b); n > 0 {
		d.cutAfter(b, n, knowledge.RoleByline)
	}
}

// prefix returns how many bytes at the start of a block are another part, and which.
func (d *Draft) prefix(b *block, front bool) (int, knowledge.Role) {
	s := d.article.Text
	if b.clock.labelled && b.clock.tells() && b.clock.terms < len(b.terms) {
		if next := b.terms[b.clock.terms]; b.clock.dated && startsUpper(s[next.Start:]) {
			return openingBefore(s, b.terms[b.clock.terms-1].End, next.Start) - b.Start, knowledge.RoleClock
		}
	}
	if n := d.length(b.terms, 0, cueLabel); n > 0 && n < len(b.terms) && strings.TrimSpace(s[b.terms[n-1].End:b.terms[n].Start]) == "" {
		if next := b.terms[n]; startsUpper(s[next.Start:]) || next.Number {
			return next.Start - b.Start, knowledge.RoleNote
		}
	}
	if n := d.dateline(b, front); n > 0 {
		return n, knowledge.RoleDateline
	}
	return 0, 0
}

// dateline returns how many bytes of a block are one: from where, by whom and perhaps
// when, and a dash with a space behind it, or an agency in brackets.
//
//	WASHINGTON – · NEW YORK (AP) — · Kyiv, Ukraine (CNN) · Berlin (dpa) - · МОСКВА, 3 мая — РИА Новости.
func (d *Draft) dateline(b *block, front bool) int {
	line := b.line
	window := line[:min(len(line), furthestDash)]
	end, after := -1, 0 // of the place, and where the text begins
	for i, r := range window {
		if 'a' <= r|0x20 && r|0x20 <= 'z' || r == ' ' { // as nearly all
			continue
		}
		if i > 0 && strings.ContainsRune(dashes, r) {
			w := utf8.RuneLen(r)
			spaced := i+w < len(line) && isSpace(line[i+w:])
			if spaced && (line[i-1] == ' ' || line[i-1] == ')' || r != '-') {
				end, after = i, i+w
				break
			}
		}
		if r == ')' && i+1 < len(line) && isSpace(line[i+1:]) && strings.IndexByte(window[:i], '(') >= 0 {
			if rest := strings.TrimLeft(line[i+1:], " \u00a0"); rest != "" && strings.ContainsRune(dashes, firstRune(rest)) {
				continue
			}
			end, after = i+1, i+1
			break
		}
		if strings.ContainsRune(".!?:;\"“”«»", r) && !abbreviated(window[:i]) {
			return 0
		}
	}
	if end < 0 {
		return 0
	}
	place := strings.TrimSpace(line[:end])
	agency, upper, words := d.datelineWords(b, place)
	text := strings.TrimLeftFunc(line[after:], unicode.IsSpace)
	start := len(line) - len(text)
	if r := firstRune(text); !unicode.IsUpper(r) && !unicode.IsDigit(r) && !strings.ContainsRune("\"“«‘'„(¿¡", r) {
		return 0
	}
	switch {
	case words == 0 || words > 9:
		return 0
	case agency && (end == after || upper > 0 || front || strings.HasSuffix(place, ")")):
	case end == after: // brackets that name no agency
		return 0
	case upper > 0 && upper == words:
		// CITY – ; but a name in capitals may be the subject of a heading.
		if !front && !b.stopped {
			return 0
		}
	case upper > 0 && front:
	case front && words <= 3 && b.stopped && len(b.terms) > 12 && strings.ContainsAny(line[end:after], "–—"):
	default:
		return 0
	}
	// МОСКВА, 3 мая — РИА Новости. Text
	for i := range b.terms {
		if b.terms[i].Start-b.Start < start {
			continue
		}
		if n := d.length(b.terms, i, cueAgency); n > 0 && i+n < len(b.terms) {
			last, next := b.terms[i+n-1].End-b.Start, b.terms[i+n].Start-b.Start
			if gap := line[last:next]; strings.HasPrefix(gap, ". ") {
				return last + 2
			}
		}
		break
	}
	return start
}

// datelineWords looks at the words before the dash: whether an agency or the outlet
// is among them, and how many are in capitals, of how many. words is 0 when one is
// neither a name nor part of a date.
func (d *Draft) datelineWords(b *block, place string) (agency bool, upper, words int) {
	s := d.article.Text
	for i := 0; i < len(b.terms); i++ {
		t := b.terms[i]
		if t.Start >= b.Start+len(place) {
			break
		}
		words++
		if n := d.length(b.terms, i, cueAgency); n > 0 {
			agency = true
			if strings.ToUpper(s[t.Start:t.End]) == s[t.Start:t.End] {
				upper++
			}
			i += n - 1
			continue
		}
		word := s[t.Start:t.End]
		switch {
		case utf8.RuneCountInString(word) > 1 && strings.ToUpper(word) == word && !t.Number:
			upper++
		case startsUpper(word), t.Number, d.lexicon.clock[t.Stem] == clockMonth:
		case t.Stop && len(word) <= 3: // Rio de Janeiro
		default:
			return false, 0, 0
		}
	}
	if d.source != "" && strings.Contains(strings.ToLower(place), d.source) {
		agency = true
	}
	return agency, upper, words
}

// signature returns where the name of who wrote a text stands behind its last
// sentence, 0 for nowhere: "… with the public.– Eduardo Cuevas".
func (d *Draft) signature(b *block) int {
	if b.stopped || len(b.terms) < 10 {
		return 0
	}
	tail := max(0, len(b.line)-60)
	at := strings.LastIndexAny(b.line[tail:], dashes)
	for at > 0 && !utf8.RuneStart(b.line[tail+at]) {
		at--
	}
	if at < 0 {
		return 0
	}
	at += tail
	before := strings.TrimRight(b.line[:at], " \u00a0\"”’'-")
	if before == "" || !strings.ContainsRune(".!?…", lastRune(before)) {
		return 0
	}
	names := b.terms[len(b.terms):]
	for i := len(b.terms) - 1; i >= 0 && b.terms[i].Start >= b.Start+at; i-- {
		names = b.terms[i:]
	}
	if len(names) == 0 || !d.names(names) && d.length(names, 0, cueAgency) == 0 {
		return 0
	}
	return b.Start + len(before)
}

// betweenNames are the words that stand in names and between them.
var betweenNames = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for language := range phrases {
		for _, t := range text.AppendTerms(nil, "and in at for of the by with via und et y e и ve de la las los del della di da dos do von van der den ten zu zur le du", language) {
			set[t.Stem] = true
		}
	}
	return set
})

// names reports whether words are those of one to four people: capitals, and what
// stands between names.
func (d *Draft) names(terms []text.Term) bool {
	if len(terms) < 2 || len(terms) > 20 {
		return false
	}
	capitals, run := 0, 0
	for i, t := range terms {
		word := d.article.Text[t.Start:t.End]
		switch {
		case startsUpper(word):
			capitals++
			run++
		case i > 0 && i < len(terms)-1 && betweenNames()[t.Stem]:
			run = 0
		case i > 0 && d.article.Text[t.Start-1] == '.': // the end of echo.com
		default:
			return false
		}
		if run > 5 {
			return false
		}
		if i+1 < len(terms) && strings.ContainsAny(d.article.Text[t.End:terms[i+1].Start], ",;/|&") {
			run = 0
		}
	}
	return capitals >= 2
}

// cutBefore makes what stands before the byte at a part of its own.
func (d *Draft) cutBefore(b *block, at int, role knowledge.Role) {
	end := b.Start + len(strings.TrimRightFunc(d.article.Text[b.Start:at], unicode.IsSpace))
	head := sentence{Range: knowledge.Range{Start: b.Start, End: end}, role: role, fixed: true}
	for len(b.sentences) > 0 && b.sentences[0].End <= at {
		b.sentences = b.sentences[1:]
	}
	if len(b.sentences) > 0 && b.sentences[0].Start < at {
		d.trimSentence(&b.sentences[0], knowledge.Range{Start: at, End: b.sentences[0].End})
	}
	b.sentences = slices.Insert(b.sentences, 0, head)
}

// cutAfter makes what stands behind the byte at a part of its own.
func (d *Draft) cutAfter(b *block, at int, role knowledge.Role) {
	start := at + len(d.article.Text[at:b.End]) - len(strings.TrimLeftFunc(d.article.Text[at:b.End], unicode.IsSpace))
	for n := len(b.sentences); n > 0 && b.sentences[n-1].Start >= at; n-- {
		b.sentences = b.sentences[:n-1]
	}
	if n := len(b.sentences); n > 0 && b.sentences[n-1].End > at {
		d.trimSentence(&b.sentences[n-1], knowledge.Range{Start: b.sentences[n-1].Start, End: at})
	}
	b.sentences = append(b.sentences, sentence{Range: knowledge.Range{Start: start, End: b.End}, role: role, fixed: true})
}

// trimSentence narrows a sentence and reads it again.
func (d *Draft) trimSentence(s *sentence, r knowledge.Range) {
	terms := s.terms
	for len(terms) > 0 && terms[0].Start < r.Start {
		terms = terms[1:]
	}
	for n := len(terms); n > 0 && terms[n-1].End > r.End; n-- {
		terms = terms[:n-1]
	}
	*s = sentence{Range: r, terms: terms}
	d.readCues(s)
}

// openingBefore returns where a sentence begins whose first word is at start: with
// the quotation mark before it, but after end.
func openingBefore(s string, end, start int) int {
	gap := s[end:start]
	if i := strings.LastIndexFunc(gap, unicode.IsSpace); i >= 0 {
		_, w := utf8.DecodeRuneInString(gap[i:])
		return end + i + w
	}
	return start
}

// abbreviated reports whether a full stop behind s is that of an abbreviation or of a
// day's number: its last word is short.
func abbreviated(s string) bool {
	word := s[strings.LastIndexAny(s, " .,(")+1:]
	return word != "" && utf8.RuneCountInString(word) <= 4
}

func startsUpper(s string) bool {
	if s == "" || s[0] < utf8.RuneSelf {
		return s != "" && 'A' <= s[0] && s[0] <= 'Z'
	}
	return unicode.IsUpper(firstRune(s))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
