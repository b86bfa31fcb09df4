package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestSentence is the length in bytes above which a sentence is cut at a
// semicolon or a newline when it has one: such a run is a list or a table.
const longestSentence = 1200

// Sentences returns the sentences of s in order: disjoint byte ranges on rune
// boundaries, without space at either end, that together cover every letter and
// digit of s and each hold at least one. What stands between them is space and
// stray punctuation. The language (ISO 639-1) picks the abbreviations; for one
// without a list, and for "", those of English serve.
//
// A blank line ends a sentence, and so does a single newline unless the lines
// are one text broken to a width or the next line goes on in lower case.
//
// The boundaries within a line are decided by a scanner of our own with the
// training data of the Punkt model in neurosnap/sentences (abbreviations,
// sentence starters, which words are written small): the splitter of that
// package runs at 6.9 MB/s on news (one core, 196 kB of CNN and Daily Mail),
// gives no byte-exact ranges without spaces, and knows neither newlines nor
// closing quotes. This one runs at 360 MB/s on the text of BenchmarkSentences.
func Sentences(s, lang string) []Span {
	sc := scanner{s: s, lang: base(lang), abbrs: abbreviations[base(lang)]}
	if sc.abbrs == nil {
		sc.lang, sc.abbrs = "en", abbreviations["en"]
	}
	sc.out = make([]Span, 0, len(s)/120+1)
	sc.run()
	return sc.out
}

type scanner struct {
	s     string
	lang  string
	abbrs map[string]kind
	out   []Span
	start int  // of the sentence that is being read
	quote bool // inside straight double quotes
	block block
}

// stopBytes are the bytes at which something may have to be decided: the stops
// of ASCII, the newline, the straight quote, and the first bytes of the other
// stops (։ ؟ ۔ । … ‽ 。 ！ ？ ｡).
var stopBytes = [256]bool{
	'.': true, '!': true, '?': true, '\n': true, '\r': true, '"': true,
	0xD6: true, 0xD8: true, 0xDB: true, 0xE0: true, 0xE2: true, 0xE3: true, 0xEF: true,
}

func (sc *scanner) run() {
	s := sc.s
	for i := 0; i < len(s); {
		c := s[i]
		if !stopBytes[c] {
			i++
			continue
		}
		switch c {
		case '"':
			sc.quote = !sc.quote
			i++
			continue
		case '\n', '\r':
			i = sc.newline(i)
			continue
		}
		w := stopWidth(s[i:])
		if w == 0 {
			i++
			continue
		}
		i = sc.stop(i, w)
	}
	sc.emit(len(s))
}

// emit ends the sentence at end and begins the next one there.
func (sc *scanner) emit(end int) {
	start := sc.start
	sc.start = end
	for end-start > longestSentence {
		cut := cutLong(sc.s[start:end])
		if cut <= 0 {
			break
		}
		sc.append(start, start+cut)
		start += cut
	}
	sc.append(start, end)
}

// append adds the sentence in [start, end) without the space and the stray
// punctuation around it, unless nothing is left.
func (sc *scanner) append(start, end int) {
	sp := trim(sc.s, start, end)
	if sp.Start < sp.End {
		sc.out = append(sc.out, sp)
	}
}

// cutLong returns where to cut a run-on text, or 0: after the last semicolon or
// at the last newline or bar within longestSentence bytes, or failing these the first.
func cutLong(s string) int {
	best := 0
	for i := 200; i+1 < len(s)-100; i++ {
		if c := s[i]; c == '\n' || (c == ';' || c == '|') && s[i+1] == ' ' {
			if i > longestSentence && best > 0 {
				break
			}
			best = i + 1
			if i > longestSentence {
				break
			}
		}
	}
	return best
}

// trim narrows [start, end) to begin at a letter, a digit or what may open a
// sentence, and to end in no space; it returns an empty span when there is
// neither letter nor digit.
func trim(s string, start, end int) Span {
	first := start
	for first < end {
		class, w := classAt(s, first)
		if class != other && class != combining {
			break
		}
		first += w
	}
	if first >= end {
		return Span{start, start}
	}
	// Back over the quotes, brackets and signs that stand directly before it.
	from := first
	for from > start {
		r, w := utf8.DecodeLastRuneInString(s[start:from])
		if unicode.IsSpace(r) || r == 0xFEFF || r == '|' || r == '•' || r == '·' {
			if p := openerBefore(s, start, from); p < from {
				from = p
				continue
			}
			break
		}
		from -= w
	}
	if w := strayStops(s[from:first]); w > 0 {
		from += w
	}
	for end > first {
		r, w := utf8.DecodeLastRuneInString(s[first:end])
		if !unicode.IsSpace(r) && r != '|' && r != '•' && r != 0xFEFF {
			break
		}
		end -= w
	}
	return Span{from, end}
}

// openerBefore returns the position of a lone opening quote that stands, spaces
// between, before from ("“ We", "“ We" in tokenised text), or from.
func openerBefore(s string, start, from int) int {
	p := from
	for p > start && s[p-1] == ' ' {
		p--
	}
	for _, q := range [...]string{"``", "`", "“", "‘", "«", "\""} {
		if strings.HasSuffix(s[start:p], q) && from-p == 1 {
			return p - len(q)
		}
	}
	return from
}

// strayStops returns how many bytes of closing punctuation s begins with when
// they belong to no sentence that follows (".) He"), keeping "...and", ".5", "—".
func strayStops(s string) int {
	n := 0
	for n < len(s) {
		r, w := utf8.DecodeRuneInString(s[n:])
		switch r {
		case ',', ';', ':', ')', ']', '}', '!', '?', '”', '»', '。', '，', '、':
			n += w
			continue
		}
		break
	}
	return n
}

// stopWidth returns the width of the sentence-ending mark that s begins with, or 0.
func stopWidth(s string) int {
	switch s[0] {
	case '.', '!', '?':
		return 1
	case 0xD6, 0xD8, 0xDB, 0xE0, 0xE2, 0xE3, 0xEF:
		r, w := utf8.DecodeRuneInString(s)
		switch r {
		case '…', '‽', '⁇', '⁈', '⁉', '。', '！', '？', '｡', '।', '॥', '؟', '۔', '։':
			return w
		}
	}
	return 0
}

// stop decides about the mark of width w at i and returns where to go on.
func (sc *scanner) stop(i, w int) int {
	s := sc.s
	mark := i
	var run run
	run.add(s[i : i+w])
	i += w
	for i < len(s) {
		if w := stopWidth(s[i:]); w > 0 {
			run.add(s[i : i+w])
			i += w
			continue
		}
		// ". . ." is one ellipsis.
		if s[i] == ' ' && i+1 < len(s) && s[i+1] == '.' && run.dots > 0 && !run.other && (i+2 == len(s) || s[i+2] == ' ') && s[i-1] == '.' {
			run.dots++
			i += 2
			continue
		}
		break
	}
	end, closed := sc.closers(i)
	if run.wide && !(closed && continuesWide(s[end:])) {
		sc.emit(end)
		sc.quote = sc.quote && !closed
		return end
	}
	next := nextAt(s, end)
	if next.newline || next.end {
		// The newline or the end of the text decides, not the stop.
		return end
	}
	if sc.ends(mark, end, run, closed, next) {
		sc.emit(end)
	}
	return end
}

// run describes a run of stops.
type run struct {
	dots   int  // full stops
	asks   bool // has ! or ?
	elided bool // has …
	wide   bool // has a stop of a script that puts no space after it
	other  bool // has anything but full stops
}

func (r *run) add(mark string) {
	switch mark {
	case ".":
		r.dots++
		return
	case "!", "?", "‽", "⁇", "⁈", "⁉", "؟":
		r.asks = true
	case "…":
		r.elided = true
	case "。", "！", "？", "｡":
		r.wide = true
	}
	r.other = true
}

// closers returns the end of the closing quotes, brackets and footnote numbers
// that follow a stop at i, and whether there are any.
func (sc *scanner) closers(i int) (end int, closed bool) {
	s := sc.s
	for i < len(s) {
		w := 0
		switch c := s[i]; {
		case c == '"':
			if !sc.quote && i+1 < len(s) && !isSpaceByte(s[i+1]) {
				return i, closed
			}
			sc.quote = false
			w = 1
		case c == '\'':
			if i+1 < len(s) && !isSpaceByte(s[i+1]) && strings.IndexByte(`'")]}.,`, s[i+1]) < 0 {
				return i, closed
			}
			w = 1
		case c == ')' || c == ']' || c == '}':
			w = 1
		case c == '[':
			w = footnote(s[i:])
		case c == ' ':
			w = sc.spacedCloser(i)
		case c >= utf8.RuneSelf:
			r, rw := utf8.DecodeRuneInString(s[i:])
			switch r {
			case '”', '’', '»', '›', '」', '』', '）', '】', '》', '〉', '］':
				w = rw
			case '“':
				if sc.lang == "de" {
					w = rw // closes in German
				}
			}
		}
		if w == 0 {
			break
		}
		i += w
		closed = true
	}
	return i, closed
}

// spacedCloser returns the width of a closing quote that stands alone after the
// space at i, as in tokenised text, with that space; or 0.
func (sc *scanner) spacedCloser(i int) int {
	s := sc.s
	for _, q := range [...]string{"''", "”", "’", "'", "\"", ")"} {
		rest := s[i+1:]
		if !strings.HasPrefix(rest, q) || len(rest) > len(q) && !isSpaceByte(rest[len(q)]) {
			continue
		}
		if q == "\"" {
			if !sc.quote {
				return 0
			}
			sc.quote = false
		}
		return 1 + len(q)
	}
	return 0
}

// footnote returns the width of a footnote mark such as "[12]" or "[a]", or 0.
func footnote(s string) int {
	for n := 1; n < len(s) && n < 5; n++ {
		if s[n] == ']' {
			if n == 1 {
				return 0
			}
			return n + 1
		}
		if asciiClass[s[n]] == other {
			return 0
		}
	}
	return 0
}

// continuesWide reports whether a closed Japanese or Chinese quotation goes on.
func continuesWide(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Hiragana, r) || r == '、' || r == '，' || r == ','
}

func isSpaceByte(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
