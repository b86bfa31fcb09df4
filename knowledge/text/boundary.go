package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lookAround is how far, in bytes, a decision looks back or ahead at most, so
// that no text, however odd, takes more than linear time.
const lookAround = 256

// next describes what follows a stop.
type next struct {
	end     bool // nothing but space
	newline bool // a newline before anything else
	spaced  bool // space stands between
	first   rune // the first rune after the space
	at      int  // its position
	word    string
	letter  rune // the first rune of word, 0 when no word follows the opening punctuation
}

func nextAt(s string, i int) (n next) {
	for i < len(s) {
		r, w := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, w = utf8.DecodeRuneInString(s[i:])
		}
		if r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029 {
			n.newline = true
			return n
		}
		if !unicode.IsSpace(r) {
			n.first, n.at = r, i
			break
		}
		n.spaced = true
		i += w
	}
	if n.first == 0 {
		n.end = true
		return n
	}
	for i < len(s) && i-n.at < lookAround {
		class, w := classAt(s, i)
		if class == letter || class == digit || class == lone {
			n.letter, _ = utf8.DecodeRuneInString(s[i:])
			near := s[:min(len(s), i+lookAround)]
			n.word = s[i:wordEnd(near, i+w, class)]
			return n
		}
		if r, _ := utf8.DecodeRuneInString(s[i:]); !opens(r) && r != ' ' {
			return n
		}
		i += w
	}
	return n
}

func opens(r rune) bool {
	switch r {
	case '"', '\'', '`', '“', '‘', '«', '‹', '„', '‚', '(', '[', '{', '¿', '¡', '「', '『', '（', '$', '£', '€', '#', '@', '*', '…', '.', '_':
		return true
	}
	return false
}

// ends decides whether the run of stops at mark, whose closers end at end, ends
// a sentence before n, which stands on the same line.
func (sc *scanner) ends(mark, end int, r run, closed bool, n next) bool {
	s := sc.s
	detached := mark > 0 && s[mark-1] == ' ' // " . ", as in tokenised text
	if !n.spaced {
		return sc.endsUnspaced(mark, r, closed, n)
	}
	if !sc.saysSomething(mark) {
		return false
	}
	switch n.first {
	case ',', ';', ':', ')', ']', '}', '%', '/', '&', '+', '=':
		return false
	case '—', '–', '-':
		// A dash goes on with the sentence unless it stands before an item.
		return !closed && !r.elided && r.dots < 2 && n.first == '-' && startsItem(s[n.at:])
	case '|', '•', '*', '►', '▪', '●', '■', '·':
		return !sc.abbreviates(mark, r, n)
	}
	if n.letter == 0 {
		return n.word == "" && !sc.abbreviates(mark, r, n) && !closed && !r.elided
	}
	if unicode.IsLower(n.letter) && !inwardCapital(n.word) {
		return false
	}
	if r.asks {
		return !(closed && speechFollows(s[n.at:]))
	}
	if r.dots > 1 || r.elided {
		return true
	}
	if detached {
		return !goesOn(s, sc.start, mark)
	}
	return !sc.abbreviates(mark, r, n)
}

// endsUnspaced decides about a stop with no space after it: a boundary only
// where a space was lost, as in "left.The", never inside an address or a number.
func (sc *scanner) endsUnspaced(mark int, r run, closed bool, n next) bool {
	s := sc.s
	if n.letter == 0 || !unicode.IsUpper(n.letter) && !opens(n.first) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:mark])
	if closed {
		// said.”The
		return unicode.IsUpper(n.first) && unicode.IsLower(before) && n.at > 0 && s[n.at-1] != ')' && s[n.at-1] != ']'
	}
	if !unicode.IsLower(before) && !unicode.IsDigit(before) {
		return false
	}
	from := tokenStart(s, sc.start, mark)
	token := s[from:mark]
	if strings.ContainsAny(token, "/@.\\#_") || strings.EqualFold(token, "www") || len(token) < 3 {
		return false
	}
	if unicode.IsUpper(n.first) {
		if len(n.word) < 2 || !hasLower(n.word) || !unicode.IsLower(before) {
			return false
		}
		// Node.Js, Booking.Com: a capitalised name before, a short one after.
		after := n.at + len(n.word)
		if capitalised(token) && (after >= len(s) || s[after] != ' ' || len(n.word) < 4) {
			return sc.sentenceStarter(n.word)
		}
		return !(after < len(s) && (s[after] == '.' || s[after] == '/' || s[after] == '(') && len(n.word) < 5)
	}
	switch n.first {
	case '“', '‘', '«', '„':
		return true
	case '"':
		return !sc.quote && unicode.IsUpper(n.letter)
	}
	return r.elided && unicode.IsUpper(n.letter)
}

// saysSomething reports whether the sentence up to mark is more than a label
// such as the "By ." of a dismantled by-line.
func (sc *scanner) saysSomething(mark int) bool {
	if mark-sc.start > lookAround {
		return true
	}
	letters := 0
	for i := sc.start; i < mark; {
		class, w := classAt(sc.s, i)
		if class != other && class != combining {
			letters++
			if class == lone || letters > 2 {
				return true
			}
		}
		i += w
	}
	return letters > 1 && !(sc.s[mark-1] == ' ')
}

// goesOn reports whether the text cannot end before the detached stop at i: it
// follows a colon or comma ("PUBLISHED: . 14:11") or a word such as "towards".
// In text taken off a page such stops stand where a line was broken.
func goesOn(s string, start, i int) bool {
	before := strings.TrimRight(s[start:i], " ")
	if before == "" || before[len(before)-1] == ':' || before[len(before)-1] == ',' {
		return true
	}
	return unfinished[before[tokenStart(before, 0, len(before)):]]
}

// unfinished holds the English words after which no sentence ends.
var unfinished = set(`a an the of at by from into onto toward towards with and or but nor than as to if because while
	when where which whose my your his its our their this these every An The By In Mr Mrs Ms Dr Sir Lord`)

// abbreviates reports whether the single full stop at mark belongs to an
// abbreviation, an initial or a number of a list, and so does not end the
// sentence before n.
func (sc *scanner) abbreviates(mark int, r run, n next) bool {
	if r.asks || r.elided || r.dots != 1 {
		return false
	}
	s := sc.s
	from := tokenStart(s, sc.start, mark)
	token := s[from:mark]
	if token == "" {
		return false
	}
	first, width := utf8.DecodeRuneInString(token)
	if token[0] >= '0' && token[0] <= '9' {
		return sc.numbers(from, token, n)
	}
	if width == len(token) && unicode.IsLetter(first) && classOf(first) != lone {
		return sc.initial(from, token, first, n)
	}
	lower := strings.ToLower(token)
	if !unicode.IsUpper(first) && capitalOnly[lower] && sc.lang == "en" {
		return false
	}
	k := sc.abbrs[lower]
	if k == plain && sc.lang == "en" {
		switch {
		case ranks[token]:
			k = title
		case states[token]:
			k = either
		case strings.Contains(token, "."):
			if asciiClass[lower[len(lower)-1]] == letter && len(lower) >= 3 && isDotted(token) || punkt().AbbrevTypes.Has(lower) {
				k = either
			}
		}
	} else if k == plain && isDotted(token) {
		k = either
	}
	number := unicode.IsDigit(n.letter)
	switch k {
	case title:
		return n.letter != 0
	case numeric:
		return number && n.first == n.letter || number && n.first == '#'
	case month:
		return number || !sc.startsSentence(n) && sc.abbrs[strings.ToLower(n.word)] == weekday
	case weekday:
		return number || sc.abbrs[strings.ToLower(n.word)] == month
	case hour:
		return number || zoneOrDay(n.word)
	case either:
		return n.first == '(' || !sc.startsSentence(n)
	case country:
		return n.word == "" || n.first == '(' || !sc.sentenceStarter(n.word)
	}
	return false
}

// tokenStart returns the start of the run without spaces, quotes, brackets or
// dashes that ends at i, looking back no further than from.
func tokenStart(s string, from, i int) int {
	j := i
	for j > from && i-j < 64 {
		c := s[j-1]
		if c < utf8.RuneSelf {
			if asciiClass[c] == other && c != '.' && c != '/' && c != '@' && c != '_' && c != '#' && c != '\\' && c != ',' {
				break
			}
			j--
			continue
		}
		r, w := utf8.DecodeLastRuneInString(s[from:j])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) {
			break
		}
		j -= w
	}
	return j
}

// isDotted reports whether the token is single letters joined by stops: U.S, a.m, Ph.D.
func isDotted(token string) bool {
	part, stops := 0, 0
	for _, r := range token {
		switch {
		case r == '.':
			if part == 0 {
				return false
			}
			stops, part = stops+1, 0
		case unicode.IsLetter(r):
			if part++; part > 2 {
				return false
			}
		default:
			return false
		}
	}
	return stops > 0 && part > 0
}

// numbers reports whether the stop after a number belongs to it: "1. Singapore"
// at the beginning of an item, "3. Oktober" in the languages that write ordinals so.
func (sc *scanner) numbers(from int, token string, n next) bool {
	for i := 0; i < len(token); i++ {
		if token[i] < '0' || token[i] > '9' {
			return false
		}
	}
	if len(token) > 2 {
		return false
	}
	if !sc.hasWord(from) && unicode.IsLetter(n.letter) {
		return true
	}
	switch sc.lang {
	case "de", "no", "da", "fi", "cs", "hu", "et":
		return unicode.IsLetter(n.letter) && !sc.sentenceStarter(n.word)
	}
	return false
}

// hasWord reports whether the sentence has a letter or digit before i.
func (sc *scanner) hasWord(i int) bool {
	if i-sc.start > lookAround {
		return true
	}
	for j := sc.start; j < i; {
		class, w := classAt(sc.s, j)
		if class != other && class != combining {
			return true
		}
		j += w
	}
	return false
}

// initial reports whether a single letter before a stop is the initial of a
// name ("J. K. Rowling", "George W. Bush") and not a word ("plan B. The").
func (sc *scanner) initial(from int, token string, first rune, n next) bool {
	if !unicode.IsLetter(n.letter) {
		return sc.abbrs[strings.ToLower(token)] == numeric && unicode.IsDigit(n.letter)
	}
	if !unicode.IsUpper(first) {
		k := sc.abbrs[token]
		spaced := n.at+1 < len(sc.s) && len(n.word) == 1 && sc.s[n.at+1] == '.' // z. B.
		return k == title || token == "v" || spaced
	}
	if n.first != n.letter && n.first != '(' && n.first != '\'' && n.first != '"' && n.first != '“' {
		return false
	}
	if sc.sentenceStarter(n.word) && len(n.word) > 1 {
		return false
	}
	before := strings.TrimRight(sc.s[sc.start:from], " ")
	if before == "" {
		return true
	}
	word := before[tokenStart(before, 0, len(before)):]
	if word == "" || capitalised(word) && !(first == 'I' && sc.lang == "en" && !hasLower(n.word)) {
		return true
	}
	if strings.HasSuffix(word, ".") || Stopword(Fold(word), sc.lang) {
		return true
	}
	return !sc.startsSentence(n)
}

// startsSentence reports whether the word that follows an abbreviation looks
// like the first of a sentence: a function word, or a word that is otherwise
// written small, now with a capital.
func (sc *scanner) startsSentence(n next) bool {
	if n.word == "" || !unicode.IsUpper(n.letter) {
		return false
	}
	if sc.sentenceStarter(n.word) {
		return true
	}
	return sc.lang == "en" && hasLower(n.word) && usuallyLower(strings.ToLower(n.word))
}

func (sc *scanner) sentenceStarter(word string) bool {
	if !capitalised(word) || len(word) > 1 && !hasLower(word) {
		return false
	}
	folded := Fold(word)
	return Stopword(folded, sc.lang) || sc.lang == "en" && punkt().SentStarters.Has(folded)
}

// zoneOrDay reports whether the word goes on with a time of day: ET, GMT,
// Monday, Eastern.
func zoneOrDay(word string) bool {
	return len(word) > 1 && !hasLower(word) && word != "I" || afterHour[word]
}

var afterHour = set(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
	January February March April May June July August September October November December
	Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec
	Eastern Central Mountain Pacific Greenwich Moscow Beijing Tokyo London Paris Kyiv`)

// speech holds the verbs that name a speaker after a quotation.
var speech = set(`said says asked asks told tells added adds wrote writes tweeted replied replies answered shouted
	yelled cried exclaimed wondered joked declared continued recalled insisted explained quipped demanded
	posted screamed chanted read reads began begins`)

// speechFollows reports whether s begins with a name and a verb of speech:
// Smith asked, Mr. Lee said.
func speechFollows(s string) bool {
	words := 0
	for sp := range Words(s[:min(len(s), 80)]) {
		word := sp.In(s)
		if words > 0 && speech[word] {
			return true
		}
		if words++; words > 4 || !capitalised(word) && words > 1 {
			return false
		}
	}
	return false
}

func hasLower(s string) bool {
	for _, r := range s {
		if unicode.IsLower(r) {
			return true
		}
	}
	return false
}

// inwardCapital reports whether a word that begins small has a capital second: iPhone, eBay.
func inwardCapital(word string) bool {
	_, w := utf8.DecodeRuneInString(word)
	r, _ := utf8.DecodeRuneInString(word[w:])
	return unicode.IsUpper(r)
}
