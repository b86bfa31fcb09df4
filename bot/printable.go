package bot

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarks is how many combining marks one character keeps. Vietnamese takes two, and
// Hebrew with points and accents up to four.
const maxMarks = 4

// Printable is s as it may be shown wherever people read: what acts on the screen or
// hides is left out, and all that can be read stays. It is never longer than s and equal
// to its own Printable, and what is not UTF-8 becomes "?".
//
// Left out are control characters but the newline, those that turn the direction of what
// follows, tags outside of flags, invisible characters, zero-width joiners and selectors
// where no script or emoji needs them, and combining marks beyond maxMarks or at the
// beginning, where they would stand on what is written before s. A control character that
// parted two words is a space.
func Printable(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return !ordinary(r) }) < 0 {
		return s
	}
	s = strings.ToValidUTF8(s, "?")
	var b strings.Builder
	b.Grow(len(s))
	before := rune(-1) // the last character that was kept; -1 at the beginning
	marks, flag := 0, false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if ordinary(r) {
			marks, before, flag = 0, r, false
			b.WriteRune(r)
			continue
		}
		if flag = flag && isTag(r) || r == blackFlag && endsInTag(s[i:]); isTag(r) && !flag {
			continue
		}
		switch {
		case r == '\n':
		case r == '\t' || r == '\u2028' || r == '\u2029' || unicode.IsControl(r):
			r = ' '
		case hidden(r):
			continue
		case r == zwnj || r == zwj:
			if next, _ := utf8.DecodeRuneInString(s[i:]); !joins(r, before, next) {
				continue
			}
		case unicode.Is(unicode.Variation_Selector, r):
			if !selects(before) {
				continue
			}
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; before < 0 || marks > maxMarks {
				continue
			}
			b.WriteRune(r)
			continue // before stays the character that bears it
		}
		marks, before = 0, r
		b.WriteRune(r)
	}
	return b.String()
}

const (
	zwnj      = '\u200c'
	zwj       = '\u200d'
	blackFlag = '\U0001F3F4'
	tagEnd    = '\U000E007F'
)

// ordinary reports whether r is a letter, a digit, a space or such, as nearly all characters of
// texts are.
func ordinary(r rune) bool {
	return r == '\n' || r >= ' ' && r <= '~' || r >= 0xa1 && r < 0x300 && r != 0xad || r >= 0x400 && r < 0x483 || r >= 0x2010 && r <= 0x2027 || r == '\u20ac'
}

// isTag reports whether r is one of the characters of which flags of regions are made
// (Unicode Technical Standard 51, annex C).
func isTag(r rune) bool { return r >= '\U000E0000' && r <= tagEnd }

// endsInTag reports whether s begins with the tags of a flag, which end in tagEnd.
func endsInTag(s string) bool {
	for i, r := range s {
		if r == tagEnd {
			return i > 0
		}
		if !isTag(r) || i > 4*8 { // six letters and digits at most name a region
			break
		}
	}
	return false
}

// hidden reports whether r shows nothing, or acts on what stands around it.
func hidden(r rune) bool {
	switch {
	case unicode.Is(unicode.Bidi_Control, r),
		r == '\u00ad', r == '\u034f', r == '\u180e', r == '\u200b', r >= '\u2060' && r <= '\u206f', r == '\ufeff', // soft hyphen, joiners, invisible operators
		r >= '\ufff9' && r <= '\ufffb', r == '\u115f', r == '\u1160', r == '\u3164', r == '\uffa0', r == '\u17b4', r == '\u17b5', // annotations, fillers
		r >= 0x1d173 && r <= 0x1d17a, r >= 0x1bca0 && r <= 0x1bca3, // of musical and shorthand notation
		unicode.Is(unicode.Noncharacter_Code_Point, r), unicode.Is(unicode.Cs, r):
		return true
	}
	return false
}

// joined are the scripts in which zero-width joiners change how letters are written.
var joined = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mandaic, unicode.Mongolian, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
	unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Tibetan, unicode.Myanmar, unicode.Khmer,
}

// joins reports whether a zero-width joiner or non-joiner has work to do between before
// and next: in a script that has them, and a joiner between emoji.
func joins(joiner, before, next rune) bool {
	if unicode.In(before, joined...) && (unicode.In(next, joined...) || joiner == zwj) {
		return true
	}
	return joiner == zwj && (pictograph(before) || unicode.Is(unicode.Variation_Selector, before)) && pictograph(next)
}

// selects reports whether before may be shown in several ways: a symbol, a digit of a
// keycap, a Chinese character, a letter of Mongolian.
func selects(before rune) bool {
	return pictograph(before) || before >= '0' && before <= '9' || before == '#' || before == '*' || unicode.In(before, unicode.Han, unicode.Mongolian, unicode.Sm)
}

// pictograph reports whether r is of a kind that emoji are.
func pictograph(r rune) bool { return unicode.In(r, unicode.So, unicode.Sk) }
