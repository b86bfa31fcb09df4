package summary

import (
	"strings"

	"quoth/knowledge/text"
)

// deadNoun is what a figure counts that is of the dead, whatever word the sentence has for them:
// "12 people were killed", "12 deaths", "the toll rose to 12" tell the same figure.
const deadNoun = "dead"

// tollReach is how many words before a number the toll is named that it is.
const tollReach = 6

// tollWords are the words of a language, by their stems, that tell whom a figure counts.
type tollWords struct {
	people map[string]bool // anybody, of whom the sentence says what became of them
	dead   map[string]bool
	other  map[string]bool // what else became of people
	toll   map[string]bool // how many have died
	and    map[string]bool // joins two clauses
}

// tolls are these words by language.
var tolls = func() map[string]tollWords {
	all := map[string]tollWords{}
	for language, words := range map[string][5]string{
		"en": {"people person persons", "dead death deaths died dies killed kills killing fatality fatalities", "injured wounded hurt missing rescued evacuated displaced arrested detained saved survived survivors homeless hospitalized", "toll", "and"},
		"de": {"menschen personen leute", "tote toten tot getötet starben gestorben todesopfer ums", "verletzt verletzte vermisst vermisste gerettet evakuiert festgenommen obdachlos überlebten", "opferzahl todesopfer toten", "und"},
		"fr": {"personnes gens", "morts mort mortes tuées tués tué décès décédées", "blessées blessés blessé disparues disparus évacuées évacués arrêtées secourues", "bilan", "et"},
		"es": {"personas gente", "muertos muerto muertes murieron fallecidos fallecieron fallecido", "heridos heridas desaparecidos desaparecidas evacuadas evacuados detenidas detenidos rescatadas", "muertos fallecidos", "y e"},
		"it": {"persone", "morti morto morte uccise uccisi decessi", "ferite feriti disperse dispersi evacuate arrestate salvate", "bilancio", "e ed"},
		"pt": {"pessoas", "mortos mortas morto mortes morreram mortas", "feridos feridas desaparecidos desaparecidas desalojadas detidas resgatadas", "mortos", "e"},
		"ru": {"человек людей", "погибли погибших погиб погибло убиты убит убито умерли жертв", "ранены ранено пострадали пострадало пропали эвакуированы задержаны спасены", "погибших", "и а"},
		"tr": {"kişi kişinin insan", "öldü ölü öldürüldü öldüğü hayatını", "yaralandı yaralı kayıp tahliye gözaltına kurtarıldı", "sayısı", "ve"},
	} {
		var sets [5]map[string]bool
		for i, some := range words {
			sets[i] = map[string]bool{}
			for w := range strings.FieldsSeq(some) {
				sets[i][text.Stem(text.Fold(w), language)] = true
			}
		}
		all[language] = tollWords{sets[0], sets[1], sets[2], sets[3], sets[4]}
	}
	return all
}()

// ofDead reports whether the number that is the terms from first to last, and counts the term at noun
// (-1 for none), is of the dead: by a word for them behind it, by what its clause says became of
// people, or since it is the toll.
func (w *tollWords) ofDead(s string, terms []text.Term, first, last, noun int) bool {
	for j := last + 1; j < min(len(terms), last+1+nounWords) && strings.Trim(s[terms[j-1].End:terms[j].Start], " -") == ""; j++ {
		if w.dead[terms[j].Stem] {
			return true
		}
	}
	switch {
	case noun >= 0 && w.people[terms[noun].Stem]:
		for _, way := range [...]struct{ from, step int }{{first - 1, -1}, {last + 1, 1}} {
			for j := way.from; j >= 0 && j < len(terms) && !w.ends(s, terms, j, way.step); j += way.step {
				switch stem := terms[j].Stem; {
				case w.dead[stem]:
					return true
				case w.other[stem]:
					return false
				}
			}
		}
		return false
	case noun == last+1:
		return false // what is counted is something else
	}
	return w.isToll(terms, first) || first > 0 && w.dead[terms[first-1].Stem] // killed 12 and hurt 30
}

// ends reports whether the clause of a number ends at a term, on the way from it: at another number,
// a mark or an and.
func (w *tollWords) ends(s string, terms []text.Term, at, step int) bool {
	between := ""
	if step < 0 && at+1 < len(terms) {
		between = s[terms[at].End:terms[at+1].Start]
	} else if step > 0 && at > 0 {
		between = s[terms[at-1].End:terms[at].Start]
	}
	return terms[at].Number || w.and[terms[at].Stem] || strings.ContainsAny(between, ",;:.—–")
}

// isToll reports whether the toll is named before a number, with no other number between.
func (w *tollWords) isToll(terms []text.Term, number int) bool {
	for j := number - 1; j >= max(0, number-tollReach) && !terms[j].Number; j-- {
		if w.toll[terms[j].Stem] {
			return true
		}
	}
	return false
}

// says reports whether a stem is one of the words.
func (w *tollWords) says(stem string) bool {
	return w.people[stem] || w.dead[stem] || w.other[stem] || w.toll[stem]
}
