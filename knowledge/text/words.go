package text

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// Words yields the words of s in order. See AppendWords for what a word is.
func Words(s string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for i := 0; i < len(s); {
			sp, ok := nextWord(s, i)
			if !ok || !yield(sp) {
				return
			}
			i = sp.End
		}
	}
}

// AppendWords appends the words of s to dst, ordered and disjoint, and returns
// it. Together they cover every letter and digit of s.
//
//   - A word is a run of letters, digits and their combining marks.
//   - An apostrophe between two letters or digits belongs to the word: don't, O’Brien.
//   - Hyphens separate, so "Nagorno-Karabakh" and "44-day" are two words each;
//     the compound is found as two neighbouring words.
//   - A full stop or comma inside a number belongs to it: 3.4, 1,000.5, 25.10.2013.
//   - Single letters joined by full stops are one word, with the last stop: U.S., a.m.
//   - Han, Hiragana, Thai, Lao, Khmer and Burmese are written without spaces;
//     there every letter, with its marks, is a word. Katakana runs stay together.
//   - Everything else separates: %, $, emoji, underscores, @ and #.
func AppendWords(dst []Span, s string) []Span {
	for i := 0; i < len(s); {
		sp, ok := nextWord(s, i)
		if !ok {
			break
		}
		dst = append(dst, sp)
		i = sp.End
	}
	return dst
}

// Classes of runes for the word scanner.
const (
	other     = iota // separates words
	letter           // part of a word
	digit            // part of a word, and holds numbers together
	combining        // part of the word before it
	lone             // a letter that is a word by itself
)

// asciiClass holds the class of every byte below utf8.RuneSelf.
var asciiClass = func() (t [256]uint8) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = letter, letter
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = digit
	}
	return
}()

// spaceless holds the scripts that are written without spaces between words.
var spaceless = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

func classOf(r rune) uint8 {
	switch {
	case r < utf8.RuneSelf:
		return asciiClass[r]
	case r == 0xAD || r == 0x200C || r == 0x200D:
		return combining // soft hyphen and joiners stand inside words
	case unicode.IsLetter(r):
		if r >= 0x0E00 && unicode.In(r, spaceless...) {
			return lone
		}
		return letter
	case unicode.IsNumber(r):
		return digit
	case unicode.IsMark(r):
		return combining
	}
	return other
}

// classAt returns the class and the width of the rune at s[i:]; at the end of s
// it returns other, 0.
func classAt(s string, i int) (class uint8, width int) {
	if i >= len(s) {
		return other, 0
	}
	if c := s[i]; c < utf8.RuneSelf {
		return asciiClass[c], 1
	}
	r, w := utf8.DecodeRuneInString(s[i:])
	return classOf(r), w
}

// nextWord finds the first word at or after i.
func nextWord(s string, i int) (Span, bool) {
	var class uint8
	var w int
	for ; i < len(s); i += w {
		if class, w = classAt(s, i); class != other && class != combining {
			break
		}
	}
	if i >= len(s) {
		return Span{}, false
	}
	start := i
	if class == lone {
		return Span{start, skipMarks(s, i+w)}, true
	}
	if class == letter {
		if end := dotted(s, i, w); end > 0 {
			return Span{start, end}, true
		}
	}
	return Span{start, wordEnd(s, i+w, class)}, true
}

// wordEnd returns the end of the word that reaches at least to i and whose last
// rune before i has the given class.
func wordEnd(s string, i int, last uint8) int {
	for i < len(s) {
		c := s[i]
		if class := asciiClass[c]; class != other {
			last = class
			i++
			continue
		}
		if c < utf8.RuneSelf {
			var joins bool
			switch c {
			case '\'':
				next, _ := classAt(s, i+1)
				joins = next == letter || next == digit
			case '.':
				joins = last == digit && i+1 < len(s) && asciiClass[s[i+1]] == digit
			case ',':
				joins = last == digit && groupFollows(s, i+1)
			}
			if !joins {
				return i
			}
			i++
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		if r == '’' {
			if next, _ := classAt(s, i+w); next != letter && next != digit {
				return i
			}
			i += w
			continue
		}
		switch class := classOf(r); class {
		case letter, digit:
			last = class
		case combining:
		default:
			return i
		}
		i += w
	}
	return i
}

// groupFollows reports whether one to three digits, and not more, stand at i:
// what follows the comma of "1,000" or "3,5" but not of "5,2020".
func groupFollows(s string, i int) bool {
	n := 0
	for i+n < len(s) && n < 4 && asciiClass[s[i+n]] == digit {
		n++
	}
	return n >= 1 && n <= 3
}

// dotted returns the end of the run of single letters joined by full stops
// (U.S., a.m, J.R.R.) that begins at i with a letter of width w, or 0.
func dotted(s string, i, w int) int {
	letters := 1
	i += w
	for i < len(s) && s[i] == '.' {
		class, w := classAt(s, i+1)
		if class != letter {
			break
		}
		if after, _ := classAt(s, i+1+w); after != other {
			break
		}
		letters++
		i += 1 + w
	}
	if letters < 2 {
		return 0
	}
	if i < len(s) && s[i] == '.' {
		if class, _ := classAt(s, i+1); class == other {
			i++
		}
	}
	if w := apostrophe(s, i); w > 0 {
		if class, _ := classAt(s, i+w); class == letter {
			return wordEnd(s, i+w, letter)
		}
	}
	return i
}

// apostrophe returns the width of the apostrophe at i, or 0.
func apostrophe(s string, i int) int {
	switch {
	case i < len(s) && s[i] == '\'':
		return 1
	case i+2 < len(s) && s[i:i+3] == "’":
		return 3
	}
	return 0
}

func skipMarks(s string, i int) int {
	for i < len(s) && s[i] >= utf8.RuneSelf {
		class, w := classAt(s, i)
		if class != combining {
			break
		}
		i += w
	}
	return i
}
