package kind

import (
	"slices"
	"strings"

	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

// Read says what an English question asks for, as people type it: with or without
// capitals, apostrophes and a question mark, or in the words of a search ("death toll
// helene"). Of a question in another language its question words, and the noun behind
// "which", need be English.
func Read(question string) Wanted {
	var w Wanted
	a := asking{words: tokens(question), w: &w}
	a.read()
	return w
}

// tokens are the words of a question in lower case, without apostrophes; a verb that
// hangs on a question word is a word of its own: "who's" is "who", "is".
func tokens(s string) []string {
	var out []string
	for sp := range text.Words(s) {
		w := strings.ToLower(strings.NewReplacer("'", "", "’", "").Replace(sp.In(s)))
		if parts, ok := asks[w]; ok {
			out = append(out, parts...)
		} else {
			out = append(out, w)
		}
	}
	return out
}

// asking is a question while it is read.
type asking struct {
	words []string
	w     *Wanted
}

func (a *asking) at(i int) string {
	if i < 0 || i >= len(a.words) {
		return ""
	}
	return a.words[i]
}

func (a *asking) has(any ...string) bool {
	return slices.ContainsFunc(a.words, func(w string) bool { return slices.Contains(any, w) })
}

func (a *asking) read() {
	for len(a.words) > 1 && fillers[a.words[0]] {
		a.words = a.words[1:]
	}
	for len(a.words) > 1 && trailers[a.words[len(a.words)-1]] {
		a.words = a.words[:len(a.words)-1]
	}
	if len(a.words) == 0 {
		return
	}
	a.options()
	ask := slices.IndexFunc(a.words, func(w string) bool { return len(asks[w]) > 0 })
	if auxiliaries[a.words[0]] && (ask < 0 || a.words[0] != "do") {
		a.w.Kind = YesNo
		if len(a.w.Options) > 0 || a.has("than", "versus", "vs", "compared") || a.has("as") && strings.Count(" "+strings.Join(a.words, " ")+" ", " as ") > 1 {
			a.w.Kind = Comparison
		}
		return
	}
	if ask < 0 {
		a.phrase()
		return
	}
	for ; ask < len(a.words) && a.w.Kind == Anything; ask++ {
		if len(asks[a.words[ask]]) > 0 {
			a.after(ask)
		}
	}
	if a.w.Kind == Anything && a.has("difference", "compared", "versus", "vs") {
		a.w.Kind = Comparison
	}
}

// after reads what stands behind a question word.
func (a *asking) after(ask int) {
	switch i := ask + 1; a.words[ask] {
	case "who":
		a.who(i)
	case "when":
		a.w.Kind = Date
	case "where":
		a.w.Kind = Place
	case "why":
		a.w.Kind = Reason
	case "how":
		a.how(i)
	default:
		a.what(i)
	}
}

// options finds the things between which a question chooses: the words on both sides
// of "or" that are no function words.
func (a *asking) options() {
	i := slices.Index(a.words, "or")
	if i < 1 || a.at(i+1) == "" || a.at(i+1) == "not" {
		return
	}
	if before, after := a.words[i-1], a.words[i+1]; !text.Stopword(before, "en") && !text.Stopword(after, "en") {
		a.w.Options = []string{before, after}
	}
}

// who reads what stands behind "who" or "whose".
func (a *asking) who(i int) {
	a.w.Kind = Person
	a.verb(i)
	if speaking[a.at(i)] || a.at(i) == "has" && speaking[a.at(i+1)] {
		a.w.Said = true
	}
	if a.at(i) != "is" && a.at(i) != "was" && a.at(i) != "are" {
		return
	}
	// "Who is the mayor of X" asks for a name, "who is sue gray" what she is.
	rest := a.words[i+1:]
	if len(rest) == 0 || len(rest) > 4 {
		return
	}
	for _, word := range rest {
		if text.Stopword(word, "en") || strings.HasSuffix(word, "ing") || asked[word] != Anything || lexicon.ClassOf(word)&lexicon.Person != 0 && !name(word) {
			return
		}
	}
	a.w.Kind, a.w.Subject = Definition, strings.Join(rest, " ")
}

// verb notes the verb of a question and on which side of it the answer stands: before it
// for "who won", behind it for "who did they pick".
func (a *asking) verb(i int) {
	if auxiliaries[a.at(i)] {
		w := a.at(i)
		if w != "did" && w != "do" && w != "does" {
			return
		}
		a.w.Object = true
		for j := len(a.words) - 1; j > i; j-- {
			if word := a.words[j]; verbs[word] {
				a.w.Verb = stem(word)
				return
			}
		}
		return
	}
	if next := a.at(i); next != "" && !text.Stopword(next, "en") {
		a.w.Verb = stem(next)
	}
}

// name reports whether a word in lower case may be a part of a person's name.
func name(w string) bool {
	man, woman := lexicon.GivenName(w)
	return man || woman || lexicon.ClassOf(w) == 0
}

// how reads what stands behind "how".
func (a *asking) how(i int) {
	w := a.w
	switch next := a.at(i); {
	case next == "many":
		a.many(i + 1)
	case next == "much":
		a.much(i + 1)
	case next == "long":
		w.Kind = Duration
		if a.has("mile", "miles", "feet", "meters") {
			w.Kind, w.Units = Measure, measures["long"]
		}
	case next == "old":
		w.Kind = Age
	case next == "often":
		w.Kind = Count
		w.Noun = "time"
	case next == "soon":
		w.Kind = Date
	case next == "come":
		w.Kind = Reason
	case next == "late" || next == "early":
		w.Kind = Date
	case next == "contained" || next == "likely" || next == "accurate" || next == "effective" || next == "full":
		w.Kind = Percentage
	case next == "expensive" || next == "rich":
		w.Kind = Money
	case measures[next] != nil:
		w.Kind, w.Units = Measure, measures[next]
		if a.has("pay", "wage", "salary", "price", "fine", "bill", "check", "debt", "budget", "rent", "pays", "fee") && next != "far" {
			w.Kind, w.Units = Money, nil
		}
	case auxiliaries[next] && a.has("say", "describe", "respond", "react", "reply", "explain", "defend"):
		w.Kind = Statement
		w.Speaker = a.speaker(i + 1)
	default:
		w.Kind = Manner
	}
}

// many reads the noun that is counted.
func (a *asking) many(i int) {
	noun, _ := a.noun(i)
	a.w.Kind, a.w.Noun = Count, noun
	switch {
	case noun == "percent":
		a.w.Kind = Percentage
	case noun == "dollars" || noun == "euros" || noun == "pounds" && !a.has("weigh", "lose", "lost"):
		a.w.Kind = Money
	case timeUnits[noun] && !strings.HasPrefix(noun, "time") && !strings.HasPrefix(noun, "season"):
		a.w.Kind = Duration
	case unit(noun):
		a.w.Kind, a.w.Units = Measure, []string{stem(noun)}
	}
}

func unit(noun string) bool {
	for _, of := range unitsOf {
		if len(noun) > 2 && slices.ContainsFunc(strings.Fields(of), func(u string) bool { return stem(u) == stem(noun) }) {
			return true
		}
	}
	return false
}

// much reads what stands behind "how much".
func (a *asking) much(i int) {
	w := a.w
	switch next := a.at(i); {
	case next == "time":
		w.Kind = Duration
	case next == "of":
		w.Kind = Percentage
		if a.at(i+1) == "a" || a.at(i+1) == "an" {
			w.Kind = Measure
		}
	case next == "money" || next == "" || auxiliaries[next] || paying[next] || next == "for" || a.has("cost", "pay", "paid", "price", "worth", "money"):
		w.Kind = Money
		if a.has("weigh") {
			w.Kind, w.Units = Measure, units("weight")
		}
	case next == "more" || next == "less" || next == "faster" || next == "bigger":
		w.Kind = Measure
	default:
		w.Kind = Measure
		w.Noun, _ = a.noun(i)
		if asked[w.Noun] == Money || lexicon.IsA(w.Noun, "payment") || lexicon.IsA(w.Noun, "money") {
			w.Kind, w.Noun = Money, ""
			return
		}
		for w.Noun == "" && i < len(a.words) && a.at(i+1) != "" && !auxiliaries[a.at(i)] {
			i++
			w.Noun, _ = a.noun(i)
		}
	}
}

// noun reads a noun phrase: its head, and where it ends. Words before the head say
// more of it: "prime minister", "extra years". It is "" where none stands.
func (a *asking) noun(i int) (string, int) {
	head := ""
	for ; i < len(a.words); i++ {
		next := a.words[i]
		number := next != "" && next[0] >= '0' && next[0] <= '9'
		if text.Stopword(next, "en") && next != "other" && next != "more" || auxiliaries[next] || number || len(asks[next]) > 0 {
			break
		}
		if head == "" {
			if verbs[next] {
				break
			}
			if lexicon.Noun(next) || i+1 == len(a.words) || text.Stopword(a.at(i+1), "en") {
				head = next
			}
			continue
		}
		if lexicon.Noun(head + " " + next) {
			head += " " + next
			continue
		}
		// "which country walks", "which song got": a verb; "which car company": a compound.
		last := head[strings.LastIndexByte(head, ' ')+1:]
		verb := verbs[next] && asked[next] == Anything || strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") || strings.HasSuffix(next, "s") && !strings.HasSuffix(next, "ss") && lexicon.ClassOf(head) != 0 && asked[next] == Anything ||
			(strings.HasSuffix(next, "ed") || strings.HasSuffix(next, "ing")) && asked[next] == Anything
		if verb && a.compound(i) {
			head = next
			continue
		}
		if verb || !lexicon.Noun(next) || lexicon.ClassOf(next) == 0 && asked[next] == Anything && lexicon.ClassOf(head) != 0 {
			break
		}
		head = next
	}
	return head, i
}

// compound reports whether nouns stand from i on up to the verb that goes with a question
// word: "which baby formulas are", "which billionaires golf course did".
func (a *asking) compound(i int) bool {
	for ; i < len(a.words) && !verbs[a.words[i]] && (lexicon.Noun(a.words[i]) || lexicon.Noun(singular(a.words[i]))); i++ {
		if auxiliaries[a.at(i+1)] {
			return true
		}
	}
	return false
}

// ofNoun sets the kind of what is an instance of a noun.
func (a *asking) ofNoun(noun string) {
	w := a.w
	w.Noun = noun
	last := noun[strings.LastIndexByte(noun, ' ')+1:]
	singular := strings.TrimSuffix(last, "s")
	first, _, _ := strings.Cut(noun, " ")
	if last == "toll" && !a.has("death", "dead", "killed") {
		w.Kind, w.Noun = Measure, ""
		return
	}
	for _, form := range []string{noun, last, singular, first} {
		if k, ok := asked[form]; ok {
			w.Kind = k
			if k == Measure {
				w.Units = measures[form]
			}
			if k.Numeric() && k != Count || k == Place {
				w.Noun = "" // any number of its kind, any place
			}
			return
		}
	}
	if last == "sentence" && a.has("get", "got", "gets", "serve", "face", "receive") {
		w.Kind, w.Noun = Duration, ""
		return
	}
	c := lexicon.ClassOf(noun)
	if c == 0 {
		c = lexicon.ClassOf(last)
	}
	w.Class = c
	switch {
	case c&lexicon.Person != 0 && c&(lexicon.Animal|lexicon.Somewhere) == 0:
		w.Kind = Person
	case c&lexicon.Team != 0:
		w.Kind = Team
	case c&(lexicon.Country|lexicon.State|lexicon.City) != 0:
		w.Kind = Place
	case c&lexicon.Organisation != 0:
		w.Kind = Organisation
	case c&lexicon.Work != 0:
		w.Kind = Work
	case c&lexicon.Place != 0:
		w.Kind = Place
	default:
		w.Kind = Thing
	}
}

// what reads what stands behind "what" or "which".
func (a *asking) what(i int) {
	w := a.w
	next := a.at(i)
	switch {
	case next == "":
		return
	case next == "said":
		w.Kind, w.Speaker = Statement, strings.Join(a.words[i+1:], " ")
	case verbs[next] && !causing[next] && !auxiliaries[next]:
	case len(w.Options) > 0 && (auxiliaries[next] || a.has("which")) && strings.HasSuffix(a.at(i+1), "er"):
		w.Kind = Comparison
	case next == "is" || next == "was" || next == "are" || next == "were":
		a.whatIs(i + 1)
	case next == "about" || next == "if" || next == "else":
	case causing[next] && next != "happened":
		w.Kind = Reason
	case next == "happened" || next == "happens" || next == "going" || next == "went":
		if a.has("wrong") {
			w.Kind = Reason
		}
	case auxiliaries[next]:
		a.whatDid(i + 1)
	case next == "time" && !a.has("magazine"):
		w.Kind = Date
	case next == "of" || next == "the":
	default:
		for ofNouns[a.at(i)] || a.at(i) == "of" || a.at(i) == "the" {
			i++
		}
		if noun, end := a.noun(i); noun != "" {
			a.ofNoun(noun)
			a.verb(end)
		}
	}
}

// whatDid reads what stands behind "what did": who did, and what was done.
func (a *asking) whatDid(i int) {
	w := a.w
	for j := i; j < len(a.words); j++ {
		switch verb := a.words[j]; {
		case verb == "mean" || verb == "means" || verb == "stand":
			w.Kind, w.Subject = Definition, strings.Join(a.words[i:j], " ")
			if verb == "mean" && a.at(j+1) == "by" {
				w.Subject = strings.Join(a.words[j+2:], " ")
			}
			return
		case saying[verb] && j > i && verb != "call" && verb != "called" && verb != "want" && verb != "post":
			w.Kind, w.Speaker = Statement, strings.Join(a.words[i:j], " ")
			if verb == "tweet" && w.Speaker == "" {
				w.Said = true
			}
			return
		case verb == "die" && a.has("of", "from"):
			w.Kind = Reason
			return
		case j > i && j == len(a.words)-2 && a.at(j+1) == "for" && (verb == "sign" || verb == "go" || verb == "sell") || verb == "sell" && a.words[len(a.words)-1] == "for",
			verb == "offer" && a.has("for"):
			w.Kind = Money
			return
		case paying[verb] && j > i && verb != "make" && verb != "makes" && verb != "raise" && verb != "raised":
			w.Kind = Money
			return
		}
	}
}

// speaker is the words from i up to a verb of saying.
func (a *asking) speaker(i int) string {
	for j := i; j < len(a.words); j++ {
		if saying[a.words[j]] {
			return strings.Join(a.words[i:j], " ")
		}
	}
	return ""
}

// whatIs reads what stands behind "what is".
func (a *asking) whatIs(i int) {
	w := a.w
	rest := a.words[min(i, len(a.words)):]
	if len(rest) == 0 {
		if before := a.words[:max(0, i-2)]; len(before) > 0 { // "X nedir", in the order of other languages
			w.Kind, w.Subject = Definition, strings.Join(before, " ")
		}
		return
	}
	if rest[len(rest)-1] == "for" && len(rest) > 2 {
		w.Kind = Reason
		return
	}
	// "What is X called" asks for a name, "what is X saying" for words.
	last := rest[len(rest)-1]
	if len(rest) > 1 && paying[last] {
		w.Kind = Money
		return
	}
	if calling[last] && len(rest) > 1 || len(rest) > 2 && a.has("named", "called") && rest[0] != "the" {
		w.Kind = Thing
		return
	}
	for j, word := range rest {
		if j > 0 && (word == "saying" || word == "threatening" || word == "demanding") {
			w.Kind, w.Speaker = Statement, strings.Join(rest[:j], " ")
			return
		}
		if j > 0 && (word == "worth" || word == "paying" || word == "charging" || word == "paid" || word == "charged") {
			w.Kind = Money
			return
		}
	}
	if last == "about" && len(rest) <= 3 {
		w.Kind, w.Subject = Definition, strings.Join(rest[:len(rest)-1], " ")
		return
	}
	if last == "about" || rest[0] == "new" || a.has("happening", "going", "wrong", "doing") {
		if a.has("wrong") {
			w.Kind = Reason
		}
		return
	}
	article := rest[0] == "a" || rest[0] == "an"
	the := rest[0] == "the" || rest[0] == "his" || rest[0] == "her" || rest[0] == "their" || rest[0] == "its"
	start := i
	if article || the {
		start++
	}
	for ofNouns[a.at(start)] && a.at(start+1) == "of" {
		start += 2
		for a.at(start) == "the" || a.at(start) == "a" || a.at(start) == "that" {
			start++
		}
		the = true
	}
	noun, end := a.noun(start)
	k, ok := asked[noun]
	if !ok {
		k, ok = asked[strings.TrimSuffix(noun, "s")]
	}
	if ok && !article && (k != Measure || the) {
		a.ofNoun(noun)
		return
	}
	// Of a few words without more, it is asked what they mean; of "the biggest park in the
	// world", which it is.
	if !article && (the && end < len(a.words) || superlative(rest)) {
		if noun != "" {
			a.ofNoun(noun)
		}
		return
	}
	if article || len(rest) <= 4 {
		w.Kind = Definition
		w.Subject = strings.Join(a.words[start:], " ")
		return
	}
	if noun != "" {
		a.ofNoun(noun)
	}
}

// skip is the first place from i on that holds no article.
func skip(words []string, i int) int {
	for i < len(words) && (words[i] == "the" || words[i] == "a" || words[i] == "an") {
		i++
	}
	return i
}

func superlative(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return w == "most" || w == "least" || w == "best" || w == "worst" || w == "first" || w == "last" || len(w) > 5 && strings.HasSuffix(w, "est") && !lexicon.Noun(w)
	})
}

// phrase reads a question without a question word, as it is typed for a search.
func (a *asking) phrase() {
	w := a.w
	for i, word := range a.words {
		switch {
		case i > 0 && word == "of" && a.at(i+1) == "the" && (a.at(i+2) == "year" || a.at(i+2) == "decade" || a.at(i+2) == "month"):
			a.ofNoun(a.words[i-1])
			return
		case word == "meaning" || word == "definition" || word == "def":
			w.Kind = Definition
			w.Subject = strings.Join(slices.Concat(a.words[:i], a.words[i+1:]), " ")
			return
		case i == 0 && ofNouns[word] && a.at(1) == "of":
			if noun, _ := a.noun(skip(a.words, 2)); noun != "" {
				a.ofNoun(noun)
			}
			return
		case word == "toll" || word == "deaths" || word == "killed":
			w.Kind, w.Noun = Count, "people"
			return
		case word == "number" && a.at(i+1) == "of":
			a.many(i + 2)
			return
		case asked[word] != Anything && asked[word] != Count && !asked[word].Named() && !text.Stopword(a.at(i-1), "en"):
			a.ofNoun(word)
			return
		}
	}
	if superlative(a.words) || a.at(1) == "of" || a.at(2) == "of" {
		if noun, _ := a.noun(0); noun != "" {
			a.ofNoun(noun)
		}
	}
}
