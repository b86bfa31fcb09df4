package kind

import (
	"strings"

	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

// entity is a name in a sentence with what speaks for what it stands for.
type entity struct {
	text.Span
	bare         text.Span // without titles before it
	first, last  int       // its words
	class        lexicon.Class
	person       float64 // 1 for a person for certain, 0 when nothing speaks for one
	organisation bool    // by its words
	place        bool    // by its words
	event        bool    // by its words
	digits       bool
	capitals     bool   // an abbreviation
	after        string // the preposition before it
}

// titles stand before a person's name.
var titles = set(`president vice prime minister chancellor king queen prince princess pope sir lord lady dame mr mrs ms miss dr doctor prof
	professor sen senator rep representative congressman congresswoman gov governor mayor judge justice attorney secretary general gen colonel col
	captain capt lt lieutenant sgt sergeant maj major adm admiral chief sheriff officer detective coach ceo chairman chairwoman chairperson chair
	director commissioner ambassador father rev reverend bishop archbishop cardinal imam rabbi ayatollah sheikh emperor duke duchess speaker leader
	spokesman spokeswoman spokesperson deputy director-general former ex herr frau monsieur madame señor señora präsident bundeskanzler kanzler
	président ministre premier presidente ministro president-elect governor-elect`)

// organisations end the names of organisations.
var organisations = set(`inc corp corporation co company ltd llc plc group holdings bank university college school institute party court department
	ministry agency committee association council union airlines airways foundation federation league club commission bureau authority organization
	organisation office service services system systems times post news network journal media press studios pictures entertainment records motors
	aerospace foods therapeutics biotech robotics software solutions international global brands stores
	technologies labs laboratories partners capital fund trust church society alliance coalition board congress senate parliament assembly
	forces army navy police administration industries energy pharmaceuticals pharma health hospital centre center museum theatre theater`)

// places end the names of places.
var places = set(`county city town village river lake mountain mountains mount street avenue road boulevard drive highway airport stadium arena island islands
	park beach valley province district square bridge bay sea ocean coast desert forest canyon creek hills hill heights falls glacier crater harbor
	harbour port plaza hall house palace castle tower hospital center centre university church cathedral temple mosque school prison jail base
	station cemetery garden gardens peninsula gulf strait channel region territory mall hotel resort ranch farm`)

// events end the names of events, prizes, programmes and laws.
var events = set(`awards award show cup day days game games bowl open league act bill prize program programme war trophy festival championship championships tour
	olympics series race prix derby marathon convention summit conference election elections revolution movement project initiative agreement accord treaty order
	medal title crown thanksgiving christmas easter hanukkah ramadan halloween holiday rights amendment constitution covid`)

// connectors join the words of one name.
var connectors = set("of the de la del da do dos du des von van der den bin ibn al el y e and for")

// within are the prepositions before a place where something is, in the eight languages.
var within = set("in at near outside on im bei nahe auf à dans près au aux en cerca junto nel nella a presso em no na perto в на под у около")

// calendar words are no names.
var calendar = set(`january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday
	sunday jan feb mar apr jun jul aug sep sept oct nov dec`)

// personVerbs stand behind a person's name.
var personVerbs = set("said says told tweeted wrote added died won testified argued joked posted explained recalled married resigned confirmed who whose")

// names are the names of the sentence. A name is a run of words with capitals and what
// joins them; of "Joe's Service Center" both it and "Joe" are names.
func (r *reading) names() []entity {
	terms := r.words()
	var out []entity
	for i := 0; i < len(terms); i++ {
		t := terms[i]
		word := t.In(r.s)
		capital := t.Capital || i == 0 && !t.Stop && !t.Number && capitalised(word) && r.elsewhere(strings.TrimSuffix(strings.TrimSuffix(word, "’s"), "'s"))
		if _, cardinal := cardinals[strings.ToLower(word)]; cardinal && r.english {
			continue
		}
		if !capital || t.Number || t.Stop && !allCapitals(word) || calendar[strings.ToLower(word)] || t.Len() == 1 && (i+1 == len(terms) || !terms[i+1].Capital) {
			continue
		}
		first, last := i, i
		owner := -1 // the word behind the last possessive
		for {
			next := last + 1
			if next >= len(terms) {
				break
			}
			gap := r.s[terms[last].End:terms[next].Start]
			if gap != " " && gap != "-" && gap != ". " && gap != " & " && gap != "." {
				break
			}
			if gap == ". " && terms[last].Len() > 3 && !titles[r.low(last)] {
				break
			}
			if (terms[next].Capital || capitalised(terms[next].In(r.s))) && !calendar[r.low(next)] || terms[next].Number && terms[next].Len() < 4 && gap != ". " && !r.counts(next) {
				if possessive(terms[last].In(r.s)) {
					out = append(out, r.name(first, last))
					owner = next
				}
				last = next
				continue
			}
			// "University of Toledo", "House of the Dragon", "Andre de Ruyter"
			join := next
			for join < len(terms) && join-next < 2 && connectors[r.low(join)] && !terms[join].Capital {
				join++
			}
			if join == next || join >= len(terms) || !terms[join].Capital || calendar[r.low(join)] || r.low(next) == "and" || r.low(next) == "the" || r.low(next) == "for" ||
				strings.ContainsAny(r.s[terms[last].End:terms[join].Start], ",;:.()“”\"\n") {
				break
			}
			last = join
		}
		if owner > 0 {
			out = append(out, r.name(owner, last))
		}
		if end := r.region(last); end > last {
			where := r.name(first, last)
			where.End, where.bare.End, where.last = terms[end].End, terms[end].End, end
			where.place, where.person = true, 0
			out = append(out, where)
			i = end
			continue
		}
		whole := r.name(first, last)
		if last > first && r.locative(whole) { // "Elif Sarıkaya Bükreş'te": two names
			out = append(out, r.name(first, last-1), r.name(last, last))
		} else {
			out = append(out, whole)
		}
		i = last
	}
	return out
}

// region is the last word of the country or state that stands behind a place with a
// comma: "Uvalde, Texas"; the same word when none stands there.
func (r *reading) region(last int) int {
	terms := r.words()
	if last+1 >= len(terms) || r.s[terms[last].End:terms[last+1].Start] != ", " || !terms[last+1].Capital {
		return last
	}
	for end := min(last+3, len(terms)-1); end > last; end-- {
		name := r.s[terms[last+1].Start:terms[end].End]
		if end+1 < len(terms) && terms[end+1].Capital && r.s[terms[end].End:terms[end+1].Start] == " " {
			continue
		}
		if strings.HasPrefix(r.s[terms[end].End:], ".") {
			name += "."
		}
		if c := lexicon.Classes(name) | lexicon.Classes(strings.TrimSuffix(name, ".")); c&(lexicon.Country|lexicon.State) != 0 && c&lexicon.People == 0 {
			return end
		}
	}
	return last
}

// elsewhere reports whether the article has a word with a capital within a sentence: the
// first word of this one may be a name then.
func (r *reading) elsewhere(word string) bool {
	if man, woman := lexicon.GivenName(word); man || woman || lexicon.Classes(word)&(lexicon.Country|lexicon.State|lexicon.Team|lexicon.Outlet) != 0 {
		return true
	}
	if len(word) < 3 {
		return false
	}
	body := r.article.Text
	for at := 0; ; {
		i := strings.Index(body[at:], " "+word)
		if i < 0 {
			return false
		}
		at += i + 1 + len(word)
		if i = at - len(word) - 2; i >= 0 && (body[i] >= 'a' && body[i] <= 'z' || body[i] == ',') && (at == len(body) || !letterAt(body, at)) {
			return true
		}
	}
}

// counts reports whether number i counts what follows: "Smith 34 points" is no name.
func (r *reading) counts(i int) bool {
	next := r.low(i + 1)
	return next != "" && !r.words()[i+1].Capital && !text.Stopword(next, "en") && r.s[r.words()[i].End:r.words()[i+1].Start] == " "
}

func possessive(w string) bool { return strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s") }

// name reads the words from first to last as a name.
func (r *reading) name(first, last int) entity {
	terms := r.words()
	n := entity{Span: text.Span{Start: terms[first].Start, End: terms[last].End}, first: first, last: last}
	if w := terms[last].In(r.s); possessive(w) {
		n.End -= len(w) - strings.LastIndexAny(w, "'’")
	}
	// Titles come off the front, as long as something is left.
	start := first
	if first < last && titles[r.low(first+1)] && lexicon.Classes(terms[first].In(r.s))&(lexicon.People|lexicon.Country) != 0 {
		start++ // "British Prime Minister Keir Starmer"
	}
	for start < last && titles[r.low(start)] && !connectors[r.low(start+1)] && terms[last].End-terms[start+1].Start > 2 {
		start++
		n.person = 1
	}
	n.bare = text.Span{Start: terms[start].Start, End: n.End}
	if start < last && n.bare.Start >= n.bare.End {
		n.bare = n.Span
	}
	if i := strings.Index(n.bare.In(r.s), " of "); i > 0 && start < last {
		if man, woman := lexicon.GivenName(r.low(start)); man || woman { // "Anna Kikina of Roscosmos"
			n.bare.End = n.bare.Start + i
		}
	}
	whole := n.In(r.s)
	n.class = lexicon.Classes(whole)
	if start > first {
		n.class |= lexicon.Classes(n.bare.In(r.s))
	}
	end := strings.ToLower(strings.TrimRight(r.s[terms[last].Start:n.End], "."))
	n.organisation, n.place, n.event = organisations[end], places[end], events[end]
	for i := first; i <= last; i++ {
		n.digits = n.digits || terms[i].Number
	}
	if first == last && organisations[end] {
		n.organisation = false
	}
	n.capitals = first == last && allCapitals(whole)
	if first > 0 {
		if before := r.low(first - 1); terms[first-1].Stop || before == "near" || within[before] {
			n.after = before
			if before == "the" && first > 1 {
				n.after = r.low(first - 2)
			}
		}
	}
	n.person = max(n.person, r.person(&n, start))
	return n
}

// person is how much speaks for that a name is a person's.
func (r *reading) person(n *entity, start int) float64 {
	terms := r.words()
	elsewhere := n.class&(lexicon.Somewhere|lexicon.Team|lexicon.Outlet|lexicon.People) != 0 || n.organisation || n.place || n.event
	if n.class&lexicon.Person != 0 && !elsewhere && start < n.last {
		return 1
	}
	if n.digits {
		return 0
	}
	bare := n.bare.In(r.s)
	man, woman := lexicon.GivenName(text.Fold(r.low(start)))
	if (man || woman) && start < n.last && n.last-start < 4 && !n.organisation && !n.place && n.class&(lexicon.Somewhere|lexicon.Team) == 0 && !strings.Contains(bare, " of ") {
		return 1
	}
	if n.last+1 < len(terms) {
		gap, next := r.s[n.End:terms[n.last+1].Start], r.low(n.last+1)
		switch {
		case gap == " " && personVerbs[next] && !elsewhere:
			return .9
		case gap == ", " && (terms[n.last+1].Number && terms[n.last+1].Len() <= 3 && strings.HasPrefix(r.s[terms[n.last+1].End:], ",") || next == "who" || next == "whose"):
			return 1
		case gap == ", " && !elsewhere && r.apposition(n.last+1):
			return .9
		}
	}
	if elsewhere {
		return 0
	}
	// "actor Tom Hanks"
	if n.first > 0 && r.s[terms[n.first-1].End:n.Start] == " " && !terms[n.first-1].Capital {
		if before := r.low(n.first - 1); titles[before] || lexicon.ClassOf(before)&lexicon.Person != 0 && !terms[n.first-1].Stop {
			return 1
		}
		if before := r.low(n.first - 1); before == "by" && start < n.last {
			return .6
		}
	}
	if !r.english && start < n.last && n.first > 0 && r.called(n) { // "a atacante Jussara Menezes"
		return .7
	}
	if start == n.last && !n.capitals && r.surname(bare) {
		return .9
	}
	if n.class&lexicon.Person != 0 {
		return .6
	}
	return 0
}

// articles are the definite articles of the other languages, alone and with a
// preposition: names of people go without.
var articles = set(`der die das den dem des le la les du el los las il lo gli i o a os as al ao à da do das dos`)

// localities are words for a place before its name.
var localities = set(`stadt dorf fluss berg see ort gemeinde straße insel ville village rivière fleuve rue mont lac île commune ciudad pueblo río calle lago isla
	provincia città paese fiume via comune isola cidade vila rua ilha município serra река реки реку реке город города городе деревня деревни деревне село селе
	озеро озере улица улице область остров şehir köy nehir ilçe göl ada`)

// called reports whether the word before a name, in another language than English, is a
// noun that it stands beside: what a person is called, unless it is a place.
func (r *reading) called(n *entity) bool {
	before := r.words()[n.first-1]
	word := r.low(n.first - 1)
	return !before.Stop && !before.Capital && !before.Number && r.s[before.End:n.Start] == " " && !localities[word] && !articles[word] && !within[word]
}

// locative reports whether a Turkish name has the ending that says where: Ankara'da.
func (r *reading) locative(n entity) bool {
	rest := r.s[n.End:]
	for _, mark := range [...]string{"'", "’"} {
		ending, ok := strings.CutPrefix(rest, mark)
		if ok && strings.HasPrefix(r.article.Language, "tr") && len(ending) >= 2 {
			return (ending[0] == 'd' || ending[0] == 't') && (ending[1] == 'a' || ending[1] == 'e')
		}
	}
	return false
}

// apposition reports whether the words from i on say what somebody is: ", the chief
// executive", ", a spokeswoman for".
func (r *reading) apposition(i int) bool {
	for j := i; j < min(i+5, len(r.words())); j++ {
		w := r.words()[j]
		if j > i && strings.ContainsAny(r.s[r.words()[j-1].End:w.Start], ",;.") {
			return false
		}
		if word := r.low(j); !w.Stop && (titles[word] && word != "former" || lexicon.ClassOf(word)&lexicon.Person != 0) {
			return true
		}
	}
	return false
}

// maxLookedAt is how much of an article is searched for a full name, in bytes: it is
// given where somebody is first named.
const maxLookedAt = 6000

// surname reports whether the article, before or after, has a full name of a person that
// ends in a word: a given name or a title stands before it.
func (r *reading) surname(word string) bool {
	if len(word) < 3 {
		return false
	}
	body := r.article.Text[:min(len(r.article.Text), maxLookedAt)]
	for at := 0; ; {
		i := strings.Index(body[at:], " "+word)
		if i < 0 {
			return false
		}
		i += at
		at = i + 1 + len(word)
		begin := strings.LastIndexAny(body[:i], " \n(“\"") + 1
		before := strings.ToLower(strings.TrimRight(body[begin:i], "."))
		if before == "" || !capitalised(body[begin:i]) {
			continue
		}
		if man, woman := lexicon.GivenName(before); man || woman || titles[before] {
			return true
		}
	}
}
