package kind

import (
	"strings"

	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

// instance reports whether WordNet or a gazetteer knows a name as an instance of the
// noun asked for, or the name itself says so: "Kerr County".
func (r *reading) instance(n entity, w *Wanted) bool {
	noun := w.Noun
	last := noun[strings.LastIndexByte(noun, ' ')+1:]
	switch singular(last) {
	case "country", "nation":
		return n.class&lexicon.Country != 0
	case "state":
		return n.class&lexicon.State != 0
	case "city", "town":
		return n.class&lexicon.City != 0 && n.class&(lexicon.Country|lexicon.State) == 0
	case "team", "club", "side":
		return n.class&lexicon.Team != 0
	}
	whole := strings.ToLower(n.In(r.s))
	if lexicon.IsA(whole, noun) || lexicon.IsA(whole, last) {
		return whole != noun
	}
	if n.first == n.last {
		return false
	}
	end := whole[strings.LastIndexByte(whole, ' ')+1:]
	return end == last || singular(end) == singular(last) || lexicon.Noun(end) && end != last && lexicon.IsA(end, last)
}

// singular is a plural without its ending.
func singular(w string) string {
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && len(w) > 3:
		return w[:len(w)-1]
	}
	return w
}

// means reports whether word i says the noun asked for, or a kind of it: "carrier" for
// "airline".
func (r *reading) means(i int, noun string) bool {
	w := r.low(i)
	if w == "" || r.words()[i].Stop || r.words()[i].Capital {
		return false
	}
	last := noun[strings.LastIndexByte(noun, ' ')+1:]
	return singular(w) == singular(last) || lexicon.IsA(w, noun) || lexicon.IsA(w, last) || i > 0 && lexicon.IsA(r.low(i-1)+" "+w, noun) ||
		lexicon.Similarity(singular(w), singular(last)) > alike
}

// alike is the similarity from which on two nouns call the same thing: "aircraft" and
// "plane", not "teacher" and "school".
const alike = .62

// calledNoun reports whether the sentence calls a name by the noun asked for: "the
// airline Air Koryo", "Air Koryo, the country's only airline", "Air Koryo is an airline".
func (r *reading) calledNoun(n entity, noun string) bool {
	terms := r.words()
	if i := n.first - 1; i >= 0 && r.means(i, noun) && strings.Trim(r.s[terms[i].End:n.Start], " ,“\"‘'") == "" {
		return true
	}
	// "its newest aircraft, the B-21 Raider"; "the animal that did it was P-22"
	if i := n.first - 1; i > 0 {
		before := r.low(i)
		if before == "the" && r.means(i-1, noun) && strings.Trim(r.s[terms[i-1].End:terms[i].Start], " ,–—-") == "" {
			return true
		}
		if before == "is" || before == "was" || before == "named" || before == "called" || before == "dubbed" || before == "nicknamed" {
			for j := i - 1; j >= max(0, i-10); j-- {
				if strings.ContainsAny(r.s[terms[j].End:terms[j+1].Start], ",;.") {
					break
				}
				if r.means(j, noun) {
					return true
				}
			}
		}
	}
	at := n.last + 1
	if at >= len(terms) {
		return false
	}
	gap := r.s[n.End:terms[at].Start]
	if gap == " " && r.means(at, noun) { // "the Learjet 55 plane"
		return true
	}
	if gap == " " && (r.low(at) == "is" || r.low(at) == "was" || r.low(at) == "are") || gap == ", " || gap == " (" || gap == " – " || gap == " — " {
		for i := at; i < min(at+8, len(terms)); i++ {
			if i > at && strings.ContainsAny(r.s[terms[i-1].End:terms[i].Start], ",;.)") {
				return false
			}
			if r.means(i, noun) {
				return true
			}
		}
	}
	return false
}

// instances are the common nouns that are kinds of the noun asked for, and the noun
// itself with the words that say which: a goshawk for "animal", "cyclops leaf-nosed bat"
// for "bat".
func (r *reading) instances(w *Wanted) []Span {
	var out []Span
	terms := r.words()
	last := w.Noun[strings.LastIndexByte(w.Noun, ' ')+1:]
	for i, t := range terms {
		if t.Stop || t.Number || t.Len() < 3 {
			continue
		}
		word := r.low(i)
		first := i
		for first > 0 && i-first < 3 && !terms[first-1].Stop && strings.Trim(r.s[terms[first-1].End:terms[first].Start], " -") == "" && !possessive(terms[first-1].In(r.s)) &&
			(terms[first-1].Capital || r.describes(first-1)) {
			first--
		}
		span := text.Span{Start: terms[first].Start, End: t.End}
		switch {
		case singular(word) == singular(last):
			if first < i {
				out = append(out, Span{Span: span, Fit: .7})
			}
		case t.Capital:
		case i > 0 && lexicon.IsA(r.low(i-1)+" "+word, w.Noun):
			out = append(out, Span{Span: text.Span{Start: terms[i-1].Start, End: t.End}, Fit: .95})
		case lexicon.IsA(word, w.Noun):
			out = append(out, Span{Span: t.Span, Fit: .9})
		}
	}
	return out
}

// quoted are the places between quotation marks, without these.
func quoted(s string) []text.Span {
	var out []text.Span
	for i := 0; i < len(s); {
		closing, size := "", 0
		switch {
		case s[i] == '"':
			closing, size = "\"", 1
		case strings.HasPrefix(s[i:], "“"):
			closing, size = "”", 3
		case strings.HasPrefix(s[i:], "‘") && i > 0 && s[i-1] == ' ':
			closing, size = "’", 3
		case strings.HasPrefix(s[i:], "„"):
			closing, size = "“", 3
		case strings.HasPrefix(s[i:], "«"):
			closing, size = "»", 2
		case s[i] == '\'' && i > 0 && s[i-1] == ' ':
			closing, size = "'", 1
		default:
			i++
			continue
		}
		end := strings.Index(s[i+size:], closing)
		if end < 0 {
			i += size
			continue
		}
		out = append(out, text.Span{Start: i + size, End: i + size + end})
		i += size + end + len(closing)
	}
	return out
}

// longestTitle is the longest title of a work or thing, in words.
const longestTitle = 9

// titles are what stands between quotation marks and is short: the names of works and
// words.
func (r *reading) titles(w *Wanted) []Span {
	var out []Span
	for _, sp := range quoted(r.s) {
		in := strings.TrimRight(sp.In(r.s), " ,.")
		n := len(strings.Fields(in))
		if n == 0 || n > longestTitle {
			continue
		}
		fit := .5
		if capitalised(in) && !strings.HasSuffix(sp.In(r.s), ",") || w.Noun == "word" || w.Noun == "phrase" {
			fit = .85
		}
		if w.Kind == Thing && w.Noun != "" && w.Noun != "word" && w.Noun != "phrase" && w.Noun != "name" {
			fit -= .2
		}
		out = append(out, Span{Span: text.Span{Start: sp.Start, End: sp.Start + len(in)}, Fit: fit})
	}
	return out
}

// spots are places without a name: "on his balcony", "in a spam folder".
func (r *reading) spots() []Span {
	var out []Span
	terms := r.words()
	for i := range terms {
		switch r.low(i) {
		case "in", "at", "on", "near", "outside", "inside", "under", "off":
		default:
			continue
		}
		for j := i + 1; j < min(i+5, len(terms)); j++ {
			if r.s[terms[j-1].End:terms[j].Start] != " " || terms[j].Capital {
				break
			}
			if word := r.low(j); !terms[j].Stop && lexicon.ClassOf(word)&lexicon.Somewhere != 0 {
				out = append(out, Span{Span: text.Span{Start: terms[i].Start, End: terms[j].End}, Fit: .45})
				break
			}
		}
	}
	return out
}

// describes reports whether word i may stand between an article and the noun behind it, or
// is the article.
func (r *reading) describes(i int) bool {
	t, word := r.words()[i], r.low(i)
	hyphen := strings.HasPrefix(r.s[t.End:], "-") || strings.HasSuffix(r.s[:t.Start], "-")
	switch {
	case t.Stop:
		return word == "the" || word == "a" || word == "an"
	case t.Number, strings.HasSuffix(word, "ed"):
		return hyphen
	case t.Capital:
		return lexicon.Classes(t.In(r.s))&(lexicon.People|lexicon.Country|lexicon.State) != 0
	}
	return !verbs[word]
}

// roles are persons without a name: "the mayor of Elmstead", "a 24-year-old man", "amateur
// photographers".
func (r *reading) roles() []Span {
	var out []Span
	terms := r.words()
	for i, t := range terms {
		word := r.low(i)
		if t.Stop || t.Number || t.Capital || t.Len() < 3 || !titles[word] && lexicon.ClassOf(word)&lexicon.Person == 0 {
			continue
		}
		spaced := func(j int) bool {
			return r.s[terms[j].End:terms[j+1].Start] == " " || r.s[terms[j].End:terms[j+1].Start] == "-"
		}
		if i+1 < len(terms) && spaced(i) && (terms[i+1].Capital || titles[r.low(i+1)] || !terms[i+1].Stop && lexicon.ClassOf(r.low(i+1))&lexicon.Person != 0) {
			continue // before a name, or the first half of the role
		}
		if r.low(i-1) == "to" || i+1 < len(terms) && spaced(i) && !terms[i+1].Stop && lexicon.Noun(r.low(i+1)) && !strings.HasSuffix(r.low(i+1), "ed") {
			continue // a verb, or a word before its noun
		}
		first := i
		for first > 0 && i-first < 4 && spaced(first-1) && r.describes(first-1) {
			first--
			if terms[first].Stop {
				break
			}
		}
		span := text.Span{Start: terms[first].Start, End: t.End}
		if r.low(i+1) == "of" && i+2 < len(terms) && terms[i+2].Capital && spaced(i) && spaced(i+1) {
			span.End = terms[i+2].End
			if w := terms[i+2].In(r.s); possessive(w) {
				span.End -= len(w) - strings.LastIndexAny(w, "'’")
			}
		}
		out = append(out, Span{Span: span, Fit: .3})
	}
	return out
}
