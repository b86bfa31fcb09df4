package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lines of a text that was broken to a width are between these lengths, in
// runes, when they are the longest of their paragraph.
const (
	narrowestWrap = 40
	widestWrap    = 100
)

// block is what is known about the lines up to the next blank one.
type block struct {
	end     int // where it ends
	wrapped bool
	seen    bool
}

// newline decides about the newline at i and returns where the next line begins.
func (sc *scanner) newline(i int) int {
	s := sc.s
	after, breaks := i, 0
	for after < len(s) {
		r, w := utf8.DecodeRuneInString(s[after:])
		if !unicode.IsSpace(r) && r != 0xFEFF && r != 0x200B {
			break
		}
		if r == '\n' || r == '\r' && !strings.HasPrefix(s[after+w:], "\n") {
			breaks++
		}
		after += w
	}
	if breaks > 1 || after == len(s) {
		sc.emit(i)
		sc.quote = false
		sc.block = block{}
		return after
	}
	if !sc.block.seen || i >= sc.block.end {
		sc.block = describe(s, sc.start, i)
	}
	if sc.breaksLine(i, after) {
		sc.emit(i)
		sc.quote = sc.quote && sc.block.wrapped
	}
	return after
}

// breaksLine reports whether the newline at i ends a sentence before the line
// that begins at after.
func (sc *scanner) breaksLine(i, after int) bool {
	s := sc.s
	if startsItem(s[after:]) {
		return true
	}
	line := strings.TrimRightFunc(s[sc.start:i], unicode.IsSpace)
	if line == "" {
		return false
	}
	bare := strings.TrimRight(line, "\"')]}”’»")
	last, _ := utf8.DecodeLastRuneInString(bare)
	w := 0
	if bare != "" {
		_, size := utf8.DecodeLastRuneInString(bare)
		if w = stopWidth(bare[len(bare)-size:]); w > 0 {
			w = size
		}
	}
	stopped := w > 0
	n := nextAt(s, after)
	if unicode.IsLower(n.letter) && !inwardCapital(n.word) && opensLine(n) {
		return stopped && !sc.block.wrapped
	}
	if !sc.block.wrapped {
		return last != ',' || len(line) < narrowestWrap
	}
	if !stopped {
		return false
	}
	var r run
	mark := sc.start + len(bare) - w
	for mark > sc.start && stopWidth(s[mark:]) > 0 {
		r.add(s[mark : mark+w])
		if mark == 0 || s[mark-1] != '.' {
			break
		}
		mark, w = mark-1, 1
	}
	n.newline, n.spaced = false, true
	return sc.ends(mark, i, r, len(bare) < len(line), n)
}

func opensLine(n next) bool { return n.first == n.letter }

// startsItem reports whether s begins with the mark of a list item: a bullet or
// a dash and a space, or a number, a stop and a space.
func startsItem(s string) bool {
	r, w := utf8.DecodeRuneInString(s)
	switch r {
	case '•', '·', '▪', '◦', '►', '‣', '●', '■', '–', '—', '-', '*', '+':
		n := nextAt(s, w)
		return n.spaced && !unicode.IsLower(n.letter)
	}
	i := 0
	for i < len(s) && i < 3 && asciiClass[s[i]] == digit {
		i++
	}
	return i > 0 && i+1 < len(s) && (s[i] == '.' || s[i] == ')') && s[i+1] == ' '
}

// describe looks at the lines from the one that holds start to the next blank
// one. They are wrapped when every newline stands where the next word would
// have made the line the longest, for nearly all of them, and that length is
// the width of a terminal or a column.
func describe(s string, start, i int) block {
	from := start
	if p := strings.LastIndexByte(s[:i], '\n'); p >= from {
		from = p + 1
	}
	from += len(s[from:i]) - len(strings.TrimLeft(s[from:i], " \t\r\n"))
	end, longest, previous := from, 0, -1
	type gap struct{ length, word int }
	var gaps [64]gap
	n := 0
	for end < len(s) && n < len(gaps) {
		stop := strings.IndexByte(s[end:], '\n')
		if stop < 0 {
			stop = len(s)
		} else {
			stop += end
		}
		line := strings.TrimSpace(s[end:stop])
		if line == "" {
			break
		}
		length := utf8.RuneCountInString(line)
		if previous >= 0 {
			word := line
			if sp := strings.IndexByte(line, ' '); sp >= 0 {
				word = line[:sp]
			}
			gaps[n] = gap{previous, utf8.RuneCountInString(word)}
			n++
		}
		longest, previous = max(longest, length), length
		end = min(stop+1, len(s))
	}
	b := block{end: end, seen: true}
	if n == 0 || longest < narrowestWrap || longest > widestWrap {
		return b
	}
	fits := 0
	for _, g := range gaps[:n] {
		if g.length+1+g.word <= longest {
			fits++
		}
	}
	b.wrapped = fits*8 <= n && (n > 1 || longest > 55)
	return b
}
