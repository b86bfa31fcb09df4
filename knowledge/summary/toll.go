package summary

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge/text"
)

// deadNoun is what a figure counts that is of the dead, whatever word the sentence has for them:
// "12 people were killed", "12 deaths", "the death toll rose to 12" tell the same figure. It is no
// stem, so that nothing else is counted by it.
const deadNoun = "the dead"

// tollReach is how many words before a number the toll is named that it is, tollWidth how many words
// behind a word for a number whose number it is, the number of people killed, and notReach how many
// words before a number what denies it stands: no survivor is found of a crash that killed 12 people.
const (
	tollReach = 10
	tollWidth = 3
	notReach  = 4
)

// tollWords are the words of a language that tell whom a figure counts, in small letters and not
// folded: öldü is died, oldu became. A word of the dead alone is no sign: there are death threats, and
// people who mourn the dead.
type tollWords struct {
	people words // anybody, of whom the sentence says what became of them
	dead   words // whom a number counts that stands before them: 12 deaths
	before words // those of the dead that may belong to a noun behind them: 12 dead dogs
	such   words // stand between a number and a word of the dead: 12 confirmed deaths, killed at least 12
	toll   words // name a number, which is a toll beside a word of the dead: number of deaths
	deaths words // stand right before such a word: death toll
	of     words // make a number a part of what is behind them: 12 of the dogs
	not    words // deny their clause
	joins  words // begin another clause
	other  words // what else became of people, by their stems

	dying   []words // what is said of people behind them: 12 people have died; the words of one stand in a row
	killing []words // what stands before whom it tells of: killed 12 people

	nounsCapital bool // every noun is written with a capital

	said words // all words of the dead and of people, by their stems
}

// words is a set of words, or some that stand in a row.
type words []string

func (w words) has(word string) bool { return slices.Contains(w, word) }

// fewer are words behind a not that denies nothing: not less than 12 people were killed.
var fewer = words{"less", "fewer", "weniger", "moins", "menos", "meno", "менее", "меньше"}

// others begin to tell of others than whom a number counts, unless they stand right behind these: people
// gathered to remember those who died.
var others = words{"who", "that", "those", "how", "qui", "que", "ceux", "celles", "quienes", "che", "quelli", "quem", "aqueles", "кто", "тех", "которые", "которых"}

// theirs are of others that somebody has: people whose friends died.
var theirs = words{"whose", "their", "his", "her", "dont", "leurs", "cuyos", "cuyas", "cujos", "cujas", "чьи"}

// tolls are these words by language.
var tolls = sync.OnceValue(func() map[string]*tollWords {
	all := map[string]*tollWords{}
	for language, w := range map[string][12]string{ // people, dead, before, such, toll, deaths, of, not, joins, other, dying, killing
		"en": {
			"people person persons", "dead deaths died killed fatalities", "dead", "confirmed reported recorded more new other additional further total least nearly almost estimated roughly approximately many", "toll number count", "death", "of", "not no never none nobody neither", "and or but while when after before where because",
			"injured wounded hurt missing rescued evacuated displaced arrested detained saved survived survivors homeless hospitalized",
			"died,dies,were killed,was killed,been killed,being killed,are killed,people killed,persons killed,also killed,reportedly killed,reported killed,confirmed killed,feared killed,people dead,are dead,were dead,people found dead,were found dead,been found dead,confirmed dead,lost their lives", "killed,kills,killing,deaths of,death of,lives of",
		},
		"de": {
			"menschen personen leute", "tote toten todesopfer getötet gestorben", "tote toten", "weitere weiteren bestätigte bestätigten gemeldete neue mindestens rund etwa fast", "zahl anzahl", "", "von der", "nicht kein keine keiner keinen nie niemand", "und oder aber während nachdem weil wo",
			"verletzt verletzte vermisst vermisste gerettet evakuiert festgenommen obdachlos überlebten",
			"starben,gestorben,getötet,ums leben,tot", "starben,sterben,tötete,töteten,tötet,getötet,ums leben,tod von",
		},
		"fr": {
			"personnes gens", "morts tués décès", "", "autres nouveaux nouvelles confirmés près environ", "bilan nombre", "", "de des du", "pas aucun aucune jamais ni", "et ou mais pendant lorsque quand après avant",
			"blessées blessés blessé disparues disparus évacuées évacués arrêtées secourues",
			"mortes,décédées,tuées,perdu la vie,trouvé la mort", "tué,tue,tuant,tuent,mort de,morts de,vie à",
		},
		"es": {
			"personas gente", "muertos muertes fallecidos murieron fallecieron", "", "otros nuevos nuevas confirmados cerca casi", "número cifra balance", "", "de", "no ningún ninguna nunca ni", "y e o pero mientras cuando después antes",
			"heridos heridas desaparecidos desaparecidas evacuadas evacuados detenidas detenidos rescatadas",
			"murieron,fallecieron,muertas,fallecidas,perdieron la vida", "murieron,fallecieron,mueren,mató a,matado a,mata a,muerte de,vida a",
		},
		"it": {
			"persone", "morti decessi", "", "altri nuovi confermati almeno circa quasi", "numero bilancio", "", "di dei delle degli", "non nessuno nessuna mai né", "e ed o ma mentre quando dopo prima",
			"ferite feriti disperse dispersi evacuate arrestate salvate",
			"morte,uccise,decedute,perso la vita", "morte,ucciso,uccide,uccidendo,morte di,vita a",
		},
		"pt": {
			"pessoas", "mortos mortes morreram", "", "outros outras novos novas confirmados confirmadas cerca quase pelo", "número balanço", "", "de dos das", "não nenhum nenhuma nunca nem", "e ou mas enquanto quando depois antes",
			"feridos feridas desaparecidos desaparecidas desalojadas detidas resgatadas",
			"morreram,mortas,perderam a vida", "morreram,morrem,mortas,matou,mata,matando,morte de,vida a",
		},
		"ru": {
			"человек человека людей", "погибших погибли погибло убиты убито умерли жертв жертвы", "погибших", "новых подтверждённых подтвержденных более около почти", "число количество", "", "из", "не ни никто нет", "и а или но пока когда после",
			"ранены ранено пострадали пострадало пропали эвакуированы задержаны спасены",
			"погибли,погибло,погиб,убиты,убито,умерли", "погибли,погибло,погиб,убиты,убито,умерли,гибель,гибели,смерть,смерти",
		},
		"tr": {
			"kişi kişinin insan", "ölü öldü", "ölü", "yeni", "sayısı kaybı", "ölü ölenlerin kaybedenlerin yitirenlerin can", "", "değil yok", "ve veya ama",
			"yaralandı yaralı kayıp tahliye gözaltına kurtarıldı",
			"öldü,öldürüldü,öldüğü,hayatını kaybetti,hayatını kaybettiği,yaşamını yitirdi,yaşamını yitirdiği", "",
		},
	} {
		t := &tollWords{nounsCapital: nounsCapital(language)}
		for i, set := range []*words{&t.people, &t.dead, &t.before, &t.such, &t.toll, &t.deaths, &t.of, &t.not, &t.joins} {
			*set = strings.Fields(w[i])
		}
		for i, rows := range []*[]words{&t.dying, &t.killing} {
			for row := range strings.SplitSeq(w[10+i], ",") {
				if row != "" {
					*rows = append(*rows, strings.Fields(row))
				}
			}
		}
		for word := range strings.FieldsSeq(w[9]) {
			t.other = append(t.other, text.Stem(text.Fold(word), language))
		}
		t.said = slices.Clone(t.other)
		for _, set := range append(append([]words{t.people, t.dead, t.toll, t.deaths}, t.dying...), t.killing...) {
			for _, word := range set {
				t.said = append(t.said, text.Stem(text.Fold(word), language))
			}
		}
		all[language] = t
	}
	return all
})

// tolled is a number of a sentence, the terms from first to last, of which it is asked whether it is of the dead.
type tolled struct {
	*tollWords
	s           string
	terms       []text.Term
	first, last int
}

// ofDead reports whether the number that is the terms from first to last, and counts the term at noun
// (-1 for none), is of the dead: by a word for them behind it, by what its clause says became of
// people, or since it is the toll.
func (w *tollWords) ofDead(s string, terms []text.Term, first, last, noun int) bool {
	n := tolled{w, s, terms, first, last}
	switch {
	case w == nil || n.denied() || strings.HasPrefix(s[terms[last].End:], "-"): // the death of 22-year-old Mira
		return false
	case n.countsDead():
		return true
	case noun >= 0 && w.people.has(n.word(noun)):
		return !n.isPart() && (n.died() || n.killed() || n.isToll())
	case noun == last+1:
		return false // what is counted is something else
	case n.joined(last, last+1) && w.of.has(n.word(last+1)):
		return false // it is a part of something else
	}
	return n.isToll() || n.killed() || first > 0 && w.dead.has(n.word(first-1)) && strings.TrimSpace(n.between(first-1)) == ":"
}

// word is the word at a place, in small letters; "" beyond the sentence.
func (n *tolled) word(at int) string {
	if at < 0 || at >= len(n.terms) {
		return ""
	}
	return strings.ToLower(n.terms[at].In(n.s))
}

// between is what stands between the word at a place and the next one.
func (n *tolled) between(at int) string {
	if at < 0 || at+1 >= len(n.terms) {
		return "."
	}
	return n.s[n.terms[at].End:n.terms[at+1].Start]
}

// joined reports whether nothing but spaces and hyphens stands between the words at two places.
func (n *tolled) joined(from, to int) bool {
	for ; from < to; from++ {
		if strings.Trim(n.between(from), " \u00a0-") != "" {
			return false
		}
	}
	return true
}

// says reports whether the words of a row stand from a place on.
func (n *tolled) says(row words, at int) bool {
	for i, word := range row {
		if n.word(at+i) != word {
			return false
		}
	}
	return true
}

// saysAny reports whether any of some rows stands from a place on.
func (n *tolled) saysAny(rows []words, at int) bool {
	return slices.ContainsFunc(rows, func(row words) bool { return n.says(row, at) })
}

// ends reports whether the clause of the number ends at a place on the way from it by step: at another
// number, a mark or a word that joins clauses.
func (n *tolled) ends(at, step int) bool {
	return at < 0 || at >= len(n.terms) || n.terms[at].Number || n.joins.has(n.word(at)) || strings.ContainsAny(n.between(min(at, at-step)), ",;:.—–")
}

// denied reports whether the clause of the number is denied before it, or behind it before it says of
// whom the number is.
func (n *tolled) denied() bool {
	denies := func(at int) bool {
		word := n.word(at)
		return (n.not.has(word) || strings.HasSuffix(word, "n't") || strings.HasSuffix(word, "n’t")) && !fewer.has(n.word(at+1))
	}
	for at := n.first - 1; at >= n.first-notReach && !n.ends(at, -1); at-- {
		if denies(at) {
			return true
		}
	}
	for at := n.last + 1; !n.ends(at, 1); at++ {
		switch {
		case denies(at):
			return true
		case n.dead.has(n.word(at)), n.saysAny(n.dying, at):
			return denies(at + 1) // 12 starben nicht
		}
	}
	return false
}

// countsDead reports whether a word of the dead stands behind the number, which belongs to no other noun.
func (n *tolled) countsDead() bool {
	for at := n.last + 1; at <= n.last+nounWords && n.joined(at-1, at); at++ {
		word := n.word(at)
		if n.dead.has(word) {
			return !n.before.has(word) || !n.modifies(at)
		}
		if !n.terms[at].Stop && !n.such.has(word) && !n.people.has(word) {
			return false
		}
	}
	return false
}

// modifies reports whether the word at a place belongs to the noun behind it, which is not of people. A name,
// or a day, is none.
func (n *tolled) modifies(at int) bool {
	if at+1 >= len(n.terms) || !n.joined(at, at+1) {
		return false
	}
	next := &n.terms[at+1]
	if first, _ := utf8.DecodeRuneInString(n.terms[at].In(n.s)); n.nounsCapital {
		if unicode.IsUpper(first) {
			return false
		}
	} else if next.Capital {
		return false
	}
	word := n.word(at + 1)
	return !next.Stop && !next.Number && !n.people.has(word) && !n.such.has(word)
}

// isPart reports whether the number is a whole, of which another number is a part: 12 of the 30 people.
func (n *tolled) isPart() bool {
	at := n.first - 1
	if at > 0 && n.terms[at].Stop && !n.of.has(n.word(at)) {
		at--
	}
	return at > 0 && n.of.has(n.word(at)) && n.terms[at-1].Number
}

// died reports whether the clause says behind the number that people died, before it says what else
// became of them, or tells of others.
func (n *tolled) died() bool {
	for at := n.last + 1; !n.ends(at, 1); at++ {
		switch {
		case at > n.last+2 && (others.has(n.word(at)) || n.people.has(n.word(at))):
			return false
		case n.saysAny(n.dying, at):
			return true
		case slices.Contains(n.other, n.terms[at].Stem), theirs.has(n.word(at)):
			return false
		}
	}
	return false
}

// killed reports whether the number is of whom a word before it tells. Function words and names may stand
// between where it counts people, and nothing else.
func (n *tolled) killed() bool {
	people := n.people.has(n.word(n.last + 1))
	for at := n.first - 1; !n.ends(at, -1); at-- {
		for _, row := range n.killing {
			if from := at - len(row) + 1; from >= 0 && n.says(row, from) {
				return true
			}
		}
		if t := &n.terms[at]; !people || !t.Stop && !t.Capital && !n.such.has(n.word(at)) && !fewer.has(n.word(at)) {
			return false
		}
	}
	return false
}

// isToll reports whether the toll is named before the number, in the same clause.
func (n *tolled) isToll() bool {
	for at := n.first - 1; at >= n.first-tollReach && !n.ends(at, -1); at-- {
		if n.toll.has(n.word(at)) && n.numbersDead(at) {
			return true
		}
	}
	return false
}

// numbersDead reports whether the word for a number at a place is of the number of the dead: death
// toll, number of people killed.
func (n *tolled) numbersDead(at int) bool {
	if n.deaths.has(n.word(at-1)) && n.joined(at-1, at) {
		return true
	}
	for to := at + 1; to <= min(at+tollWidth, n.first-1) && n.joined(to-1, to); to++ {
		switch word := n.word(to); {
		case n.dead.has(word):
			return true
		case !n.terms[to].Stop && !n.people.has(word) && !n.such.has(word):
			return false
		}
	}
	return false
}

// speaks reports whether a stem is of the words of the dead or of people.
func (w *tollWords) speaks(stem string) bool { return w.said.has(stem) }
