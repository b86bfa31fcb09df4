package dates

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	punct kind = iota
	word
	number
)

// A token is a run of letters (with digits after the first letter), a number,
// or one other character that is not white space.
type token struct {
	start, end int
	kind       kind
	capital    bool // a word that begins with an upper-case letter
	gap        bool // white space stands before it
	line       bool // a line break stands before it
	digits     int  // of a number: how many digits, 0 when it holds , or .
	num        int  // of a number without . : its value, else -1
	ch         rune // of a punctuation mark
	*lexeme         // what the word can say, never nil
}

// What tokens say that are no words of a grammar.
var (
	noWord     = &lexeme{}
	someDigits = &lexeme{class: digits}
	apostrophe = &lexeme{class: quoteMark}
)

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' }

// appendTokens splits text into tokens and looks every word up in the grammar.
func (g *grammar) appendTokens(toks []token, text string) []token {
	toks = slices.Grow(toks, len(text)/5+8)
	var gap, line bool
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == ' ' || c == '\t' || c == '\r':
			gap = true
			i++
			continue
		case c == '\n':
			gap, line = true, true
			i++
			continue
		}
		t := token{start: i, gap: gap, line: line, num: -1, lexeme: noWord}
		gap, line = false, false
		switch {
		case isLetter(c):
			t.kind, t.capital = word, c < 'a'
			i = endOfWord(text, i)
		case isDigit(c):
			i, t.lexeme = t.readNumber(text, i), someDigits
		case c < utf8.RuneSelf:
			t.ch = rune(c)
			i++
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			switch {
			case unicode.IsSpace(r):
				gap = true
				i += n
				continue
			case unicode.IsLetter(r):
				t.kind, t.capital = word, unicode.IsUpper(r)
				i = endOfWord(text, i)
			default:
				t.ch = r
				i += n
			}
		}
		t.end = i
		switch {
		case t.kind == word:
			if x := g.lookup(text[t.start:i]); x != nil {
				t.lexeme = x
			}
		case isApostrophe(t.ch):
			t.lexeme = apostrophe
		}
		toks = append(toks, t)
	}
	return toks
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

func endOfWord(text string, i int) int {
	for i < len(text) {
		c := text[i]
		if isLetter(c) || isDigit(c) {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		i += n
	}
	return i
}

// readNumber reads digits with inner commas and points and returns the offset
// behind them.
func (t *token) readNumber(text string, i int) int {
	const most = 1 << 30
	t.kind, t.num = number, 0
	plain, digits := true, 0
	for i < len(text) {
		c := text[i]
		if isDigit(c) {
			if t.num >= 0 && t.num < most/10 {
				t.num = t.num*10 + int(c-'0')
			} else {
				t.num = -1
			}
			digits++
			i++
			continue
		}
		if i+1 >= len(text) || !isDigit(text[i+1]) {
			break
		}
		if c == '.' {
			t.num = -1
		} else if c != ',' || i+3 >= len(text) || !isDigit(text[i+2]) || !isDigit(text[i+3]) || i+4 < len(text) && isDigit(text[i+4]) {
			break
		}
		plain = false
		i++
		if t.num < 0 {
			for i < len(text) && isDigit(text[i]) {
				i++
			}
		}
	}
	if plain {
		t.digits = digits
	}
	return i
}
