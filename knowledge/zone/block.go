package zone

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// block is a line of a text, or what was one before it was broken to a width: the
// sentences between two newlines.
type block struct {
	knowledge.Range
	line      string // the bytes of the range
	terms     []text.Term
	sentences []sentence
	capitals  int      // words that begin with a capital
	upper     int      // words of more than one letter in capitals throughout
	bullet    int      // how many bytes its bullet or number takes, 0 for none
	clock     clockRun // at its start
	stopped   bool     // ends in the mark of a sentence's end
	colon     bool     // ends in a colon
	asks      bool     // ends in a question mark
	print     uint32   // by which the outlet's memory knows it; 0 for a line that is not remembered
	times     int      // in how many articles of the outlet the line stood
	marked    bool     // the operator says that it is furniture
	again     bool     // the line stands twice in the article
	whole     cue      // of a phrase that is all of it, numbers apart
	decided   bool     // the roles of its sentences are known
}

// sentence is one sentence of a block.
type sentence struct {
	knowledge.Range
	terms  []text.Term
	start  cue // of phrases at its start
	clause cue // of phrases at the start of one of its clauses: after a colon, a question, a dash
	any    cue // of phrases anywhere in it
	role   knowledge.Role
	fixed  bool // it was cut off, and its role is known
}

// blocks cuts a text along its sentences, which have no terms yet.
func (d *Draft) blocks() []block {
	s := d.article.Text
	spans := text.Sentences(s, d.article.Language)
	breaks := func(i int) bool { return strings.IndexByte(s[spans[i-1].End:spans[i].Start], '\n') >= 0 }
	lines := min(1, len(spans))
	for i := 1; i < len(spans); i++ {
		if breaks(i) {
			lines++
		}
	}
	out, sentences := make([]block, 0, lines), make([]sentence, 0, len(spans))
	for i := 0; i < len(spans); {
		first := i
		for i++; i < len(spans) && !breaks(i); i++ {
		}
		var b block
		floor := 0
		if len(out) > 0 {
			floor = out[len(out)-1].End
		}
		b.Start = max(floor, strings.LastIndexByte(s[:spans[first].Start], '\n')+1)
		for b.Start < spans[first].Start && isSpace(s[b.Start:]) {
			_, w := utf8.DecodeRuneInString(s[b.Start:])
			b.Start += w
		}
		b.End = len(s)
		if n := strings.IndexByte(s[spans[i-1].End:], '\n'); n >= 0 {
			b.End = spans[i-1].End + n
		}
		b.End = b.Start + len(strings.TrimRightFunc(s[b.Start:b.End], unicode.IsSpace))
		b.line = s[b.Start:b.End]
		for _, span := range spans[first:i] {
			sentences = append(sentences, sentence{Range: knowledge.Range(span)})
		}
		b.sentences = sentences[first:i:i]
		out = append(out, b)
	}
	return out
}

// measure fills in what the rules ask about a block.
func (d *Draft) measure(b *block) {
	s := d.article.Text
	for _, t := range b.terms {
		if startsUpper(s[t.Start:]) {
			b.capitals++
			if word := s[t.Start:t.End]; len(word) > 1 && !hasLower(word) {
				b.upper++
			}
		}
	}
	b.bullet = bulletWidth(b.line)
	bare := strings.TrimRight(b.line, "\"')]}”’»*_ ")
	last, _ := utf8.DecodeLastRuneInString(bare)
	end, _ := utf8.DecodeLastRuneInString(b.line)
	b.asks = end == '?' || end == '？' || end == '؟'
	b.colon = last == ':' || last == '：'
	b.stopped = b.asks || strings.ContainsRune(".!…。！", last)
	b.clock = d.lexicon.readClock(s, b.terms)
	for i := range b.sentences {
		d.readCues(&b.sentences[i])
	}
	b.whole = d.wholeCue(b.terms)
}

// readCues looks up every word of a sentence.
func (d *Draft) readCues(s *sentence) {
	for i := range s.terms {
		c := d.lexicon.at(d.article.Text, s.terms, i)
		if c == 0 {
			continue
		}
		s.any |= c
		if i == 0 {
			s.start |= c
		}
		from := s.Start
		if i > 0 {
			from = s.terms[i-1].End
		}
		if i == 0 || strings.ContainsAny(d.article.Text[from:s.terms[i].Start], ":?!|►➤–—(") {
			s.clause |= c
		}
	}
}

// wholeCue returns the cues of phrases that are all of those words but for numbers.
func (d *Draft) wholeCue(terms []text.Term) cue {
	if len(terms) == 0 || len(terms) > 8 {
		return 0
	}
	first, last := 0, len(terms)
	for first < last && terms[first].Number {
		first++
	}
	for first < last && terms[last-1].Number {
		last--
	}
	if first == last {
		return 0
	}
	var found cue
	for _, p := range d.lexicon.starting(&terms[first]) {
		if len(p.rest) == last-first-1 && p.matches(d.article.Text, terms[first:last]) {
			found |= p.cue
		}
	}
	return found
}

// length is that of the longest phrase with a cue that begins at terms[i], in terms.
func (d *Draft) length(terms []text.Term, i int, c cue) int {
	return d.lexicon.length(d.article.Text, terms, i, c)
}

// hasLower reports whether a word has a letter in lower case.
func hasLower(word string) bool {
	for _, r := range word {
		if 'a' <= r && r <= 'z' || r >= utf8.RuneSelf && unicode.IsLower(r) {
			return true
		}
	}
	return false
}

func isSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r) || r == 0xFEFF || r == 0x200B
}

// bulletWidth returns how many bytes the bullet or the number of a list item takes
// at the start of a line, with the space after it; 0 when there is none. A dash counts
// as a bullet too.
func bulletWidth(line string) int {
	r, w := utf8.DecodeRuneInString(line)
	switch {
	case strings.ContainsRune("•·▪◦►➤‣●■◾∎◼▶♦✔✓→>*-–—−‒―+", r):
	case r >= '0' && r <= '9':
		for w < len(line) && line[w] >= '0' && line[w] <= '9' {
			w++
		}
		if w > 3 || w >= len(line) || line[w] != '.' && line[w] != ')' {
			return 0
		}
		w++
	default:
		return 0
	}
	n := 0
	for w+n < len(line) && isSpace(line[w+n:]) {
		_, size := utf8.DecodeRuneInString(line[w+n:])
		n += size
	}
	if n == 0 && !strings.ContainsRune("•►➤◾∎▪●", r) {
		return 0
	}
	return w + n
}
