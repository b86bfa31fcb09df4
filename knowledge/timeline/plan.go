package timeline

import (
	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

// planWords are words, by language, with which a sentence says of a day that something is to
// happen on it: auxiliaries of the future, participles of planning, and what makes a condition.
var planWords = stemmed(map[string][]string{
	"en": {"will", "shall", "scheduled", "slated", "upcoming", "planned", "expected", "tentatively", "postponed", "if", "unless"},
	"de": {"geplant", "vorgesehen", "angesetzt", "bevorstehend", "voraussichtlich", "sollen", "soll", "erwartet", "falls", "sofern"},
	"fr": {"prévu", "devrait", "devraient", "sera", "seront", "aura", "auront", "attendu", "si"},
	"es": {"previsto", "programado", "será", "serán", "tendrá", "tendrán", "próximo", "si"},
	"it": {"previsto", "programmato", "sarà", "saranno", "atteso", "prossimo", "se"},
	"pt": {"previsto", "marcado", "será", "serão", "agendado", "próximo"},
	"ru": {"будет", "будут", "состоится", "пройдет", "запланирован", "ожидается", "планируется", "предстоящий", "если"},
	"tr": {"planlanıyor", "bekleniyor", "planlanan", "beklenen", "yapılacak", "olacak", "düzenlenecek", "eğer"},
})

// wordSet holds words of one language by their stems.
type wordSet map[text.Key]bool

// says reports whether a sentence says one of some words within a range of the text.
func says(s *topic.Sentence, within knowledge.Range, some wordSet) bool {
	scan := s.Scan()
	for n := 0; n < s.Words && scan.End <= within.End; n++ {
		if scan.Start >= within.Start && some[scan.Key()] {
			return true
		}
		scan.Next()
	}
	return false
}

func stemmed(words map[string][]string) map[string]wordSet {
	all := make(map[string]wordSet, len(words))
	for language, some := range words {
		all[language] = make(wordSet, len(some))
		for _, w := range some {
			all[language][text.KeyOf(text.Stem(text.Fold(w), language))] = true
		}
	}
	return all
}

// isPlan reports whether a fact tells what is, or was, to happen on its date: it was printed before
// it, or says so. Where it names the date that is said in the clause that does: what was voted down
// on Tuesday is told, though "the strike will go on".
func isPlan(f *knowledge.Fact, s *topic.Sentence, r *article) bool {
	if r.printed != "" && f.Date > r.printed[:len(f.Date)] {
		return true
	}
	within := s.Range
	if f.Basis.Kind != knowledge.ByDate {
		within = clause(f, s, r)
	}
	return says(s, within, planWords[r.Language])
}
