package text

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// acronyms are the names that lower-casing would turn into a pronoun; written
// in capitals, with or without full stops, each folds to a form of its own.
var acronyms = map[string]string{"us": "usa", "it": "i.t", "who": "w.h.o"}

// Fold returns the form under which a word is looked up.
//
//   - lower case; full-width and other compatibility forms become the plain ones
//   - Latin and Greek letters lose their diacritics, and ß æ œ ø ł đ ð þ ı become
//     ss ae oe o l d d th i; й stays, ё becomes е; Arabic and Hebrew points go
//   - the endings 's 'd 'm 'll 're 've go, with either apostrophe, and every
//     other apostrophe goes too: Biden’s -> biden, Sana'a -> sanaa, don’t -> dont
//   - full stops go from abbreviations and commas from grouped numbers:
//     a.m. -> am, 1,000.5 -> 1000.5; a decimal comma becomes a stop
//   - US and U.S. fold to "usa", as USA does, WHO to "w.h.o" and IT to "i.t", so
//     that none of them is the pronoun
//
// It gives "" for a word that has nothing else in it. Folding twice is folding once.
func Fold(word string) string {
	plain := true
	for i := 0; i < len(word); i++ {
		if c := word[i]; !('a' <= c && c <= 'z' || '0' <= c && c <= '9') {
			plain = false
			break
		}
	}
	if plain {
		return word
	}
	var buf [64]byte
	b := buf[:0]
	stops, upper, marks := 0, true, false // marks: apostrophes or commas to deal with
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch {
		case c >= utf8.RuneSelf:
			return foldUnicode(word)
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		case 'a' <= c && c <= 'z':
			upper = upper && i > 0 && marks
		case c == '.':
			stops++
		case c == '\'' || c == ',':
			marks = true
		}
		b = append(b, c)
	}
	if stops == 0 && !marks && !upper {
		return string(b)
	}
	return foldMarks(b, upper)
}

// foldUnicode folds a word that has other than ASCII bytes.
func foldUnicode(word string) string {
	var buf [96]byte
	b := buf[:0]
	upper := true // no small letter before an apostrophe
	for _, r := range norm.NFKC.String(word) {
		if unicode.IsLower(r) && bytes.IndexByte(b, '\'') < 0 {
			upper = false
		}
		b = appendFolded(b, r)
	}
	return foldMarks(b, upper)
}

// appendFolded appends the lower-case form of r without its diacritics.
func appendFolded(b []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(b, byte(r))
	}
	r = unicode.ToLower(r)
	switch {
	case 0x0300 <= r && r <= 0x036F, 0x064B <= r && r <= 0x0652, 0x0591 <= r && r <= 0x05C7:
		return b
	case r < 0x0250, 0x1E00 <= r && r < 0x2000, 0x0370 <= r && r < 0x0400:
		var one [utf8.UTFMax]byte
		for _, d := range string(norm.NFD.Append(nil, one[:utf8.EncodeRune(one[:], r)]...)) {
			if !unicode.Is(unicode.Mn, d) {
				b = appendLetter(b, d)
			}
		}
		return b
	}
	return appendLetter(b, r)
}

// appendLetter appends a small letter that has no diacritic to lose, spelled out
// when it is a ligature or barred.
func appendLetter(b []byte, r rune) []byte {
	switch r {
	case '’', '‘', 'ʼ', '＇':
		return append(b, '\'')
	case 'ß':
		return append(b, "ss"...)
	case 'æ':
		return append(b, "ae"...)
	case 'œ':
		return append(b, "oe"...)
	case 'þ':
		return append(b, "th"...)
	case 'ø':
		return append(b, 'o')
	case 'ł':
		return append(b, 'l')
	case 'đ', 'ð':
		return append(b, 'd')
	case 'ı':
		return append(b, 'i')
	case 'ё':
		return append(b, "е"...)
	case 'ς':
		return append(b, "σ"...)
	case 0xAD, 0x200C, 0x200D, 'ـ':
		return b // soft hyphen, joiners, Arabic tatweel
	}
	return utf8.AppendRune(b, r)
}

// foldMarks deals with the apostrophes, stops and commas of the lower-case word b.
func foldMarks(b []byte, upper bool) string {
	b = trimClitic(b)
	n := 0
	for _, c := range b {
		if c != '\'' {
			b[n] = c
			n++
		}
	}
	b = b[:n]
	if len(b) > 0 && asciiClass[b[0]] == digit {
		return foldNumber(b)
	}
	word := string(b)
	for _, form := range acronyms {
		if word == form {
			return word
		}
	}
	word = strings.ReplaceAll(word, ",", "")
	dotless := strings.ReplaceAll(word, ".", "")
	if form, ok := acronyms[dotless]; ok && (upper || len(dotless) < len(word)) {
		return form
	}
	return dotless
}

// trimClitic cuts the endings 's 'd 'm 'll 're 've.
func trimClitic(b []byte) []byte {
	for _, tail := range [...]string{"'s", "'d", "'m", "'ll", "'re", "'ve"} {
		if len(b) > len(tail) && string(b[len(b)-len(tail):]) == tail {
			return b[:len(b)-len(tail)]
		}
	}
	return b
}

// foldNumber writes a number without grouping and with a stop as decimal sign.
func foldNumber(b []byte) string {
	out := make([]byte, 0, len(b))
	stops := 0
	for _, c := range b {
		if c == '.' {
			stops++
		}
	}
	grouped := stops > 1 && allGroups(b)
	for i, c := range b {
		switch {
		case c == ',' && digitsAfter(b, i+1) == 3:
		case c == ',':
			out = append(out, '.')
		case c == '.' && (grouped || i == len(b)-1):
		default:
			out = append(out, c)
		}
	}
	return string(out)
}

func allGroups(b []byte) bool {
	for i, c := range b {
		if c == '.' && digitsAfter(b, i+1) != 3 {
			return false
		}
	}
	return true
}

func digitsAfter(b []byte, i int) int {
	n := 0
	for i+n < len(b) && asciiClass[b[i+n]] == digit {
		n++
	}
	return n
}
