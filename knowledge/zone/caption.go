package zone

import (
	"strings"
	"unicode"
)

// isCaption reports whether a line is the text under a picture: it names who took it,
// in front, behind or in brackets, or it begins as captions do.
func (d *Draft) isCaption(b *block) bool {
	if isGallery(b.line) {
		return true
	}
	first := &b.sentences[0]
	if len(b.terms) > 120 || len(b.line) > 900 {
		return false
	}
	if first.start&cuePhoto != 0 {
		n := d.length(first.terms, 0, cuePhoto)
		rest := strings.TrimLeft(d.article.Text[first.terms[n-1].End:b.End], " \u00a0")
		if strings.HasPrefix(rest, ":") && len(b.terms) > n || first.terms[n-1].Capital && len(rest) > 1 && strings.ContainsRune(dashes, firstRune(rest)) && strings.ToUpper(b.line[:4]) == b.line[:4] {
			return true
		}
	}
	// (Image credit: …), (Photo by …), (AP Photo/…)
	if open := strings.LastIndexByte(b.line, '('); open >= 0 && strings.HasSuffix(strings.TrimRight(b.line, " ."), ")") && len(b.line)-open < 160 {
		if d.credits(b, b.Start+open, b.End) {
			return true
		}
	}
	// Ada Moreau/Getty Images A crowd in the square.
	if slash := strings.IndexByte(b.line[:min(len(b.line), 60)], '/'); slash > 0 && d.slashedCredit(b, slash) {
		return true
	}
	if b.stopped || b.colon {
		return false
	}
	// A crowd in the square. Ada Moreau/Getty Images
	tail := tailStart(b.line)
	if len(b.line)-tail > 110 {
		return false
	}
	if tail > 0 && slashedNames(b.line[tail:]) {
		return true
	}
	return d.credits(b, b.Start+tail, b.End) && (tail > 0 || b.capitals*2 > len(b.terms))
}

// steps are the two buttons of a gallery of pictures, which stand behind its captions.
var steps = []string{"prev next", "previous next", "zurück weiter", "précédent suivant", "anterior siguiente", "anterior próximo", "precedente successivo", "назад вперёд", "önceki sonraki"}

// isGallery reports whether a line is the captions of a gallery, however long.
func isGallery(line string) bool {
	end := strings.TrimRight(line, " \u00a0.")
	for _, s := range steps {
		if at := len(end) - len(s); at > 0 && strings.EqualFold(end[at:], s) && end[at-1] == ' ' {
			return true
		}
	}
	return false
}

// tailStart is where the words behind the last full stop of a line begin.
func tailStart(line string) int {
	tail := 0
	for _, stop := range []string{". ", ".” ", ".\" ", "? ", "! ", ".’ ", ".) "} {
		if at := strings.LastIndex(line, stop); at >= 0 {
			tail = max(tail, at+len(stop))
		}
	}
	return tail
}

// credits reports whether the bytes [start, end) of the text name who took a picture:
// an agency at their end or behind a slash, or a word such as "courtesy of".
func (d *Draft) credits(b *block, start, end int) bool {
	words, agencies, credit := 0, false, false
	for i, t := range b.terms {
		if t.Start < start || t.End > end {
			continue
		}
		words++
		if n := d.length(b.terms, i, cueAgency); n > 0 && (t.Capital || t.Start > 0 && d.article.Text[t.Start-1] == '/') {
			last := b.terms[i+n-1]
			before := d.article.Text[max(start, t.Start-1):t.Start]
			if strings.TrimFunc(d.article.Text[last.End:end], func(r rune) bool { return !unicode.IsLetter(r) }) == "" || before == "/" || strings.HasPrefix(d.article.Text[last.End:], "/") {
				agencies = true
			}
		}
		if n := d.length(b.terms, i, cuePhoto); n > 0 && words == 1 && strings.HasPrefix(d.article.Text[b.terms[i+n-1].End:], ":") {
			credit = true // Foto: Ada Lund
		}
		if d.length(b.terms, i, cueCredit) > 0 && (i == 0 || t.Start >= start && (b.terms[i-1].End <= start || t.Capital || words <= 3)) {
			credit = true
		}
	}
	return words > 0 && words <= 16 && (agencies || credit)
}

// slashedCredit reports whether a line begins with a name, a slash and an agency right
// behind it.
func (d *Draft) slashedCredit(b *block, slash int) bool {
	before := 0
	for i, t := range b.terms {
		if t.Start-b.Start > 2*furthestDash {
			break
		}
		if t.Start-b.Start > slash && d.article.Text[t.Start-1] == '/' && d.length(b.terms, i, cueAgency) > 0 {
			return before > 0 && before <= 5
		}
		if t.End-b.Start <= slash {
			before++
		}
		if !startsUpper(d.article.Text[t.Start:]) && !t.Stop {
			break
		}
	}
	return false
}

// slashedNames reports whether some words are a name and who it works for, a slash
// between them and nothing in lower case: "Ada Moreau/The Norland Echo".
func slashedNames(s string) bool {
	slash := false
	words := 0
	for field := range strings.FieldsSeq(s) {
		if r := firstRune(field); !unicode.IsUpper(r) && field != "and" && field != "of" && field != "via" && field != "for" && field != "/" {
			return false
		}
		if at := strings.IndexByte(field, '/'); at > 0 && at+1 < len(field) && unicode.IsUpper(firstRune(field[at+1:])) {
			slash = true
		}
		words++
	}
	return slash && words <= 10
}
