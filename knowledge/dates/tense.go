package dates

import "strings"

// tense is the time of the verb that a date belongs to.
type tense int8

const (
	past    tense = -1
	unknown tense = 0
	ahead   tense = 1
)

// reach is how many tokens to each side a verb is looked for: about the length
// of a clause of news prose.
const reach = 24

// signals tells the tense of words that a date can belong to. Participles of
// planning come before the rule that words in -ed are of the past.
var signals = map[string]tense{
	"will": ahead, "ll": ahead, "shall": ahead, "won": past, "scheduled": ahead, "due": ahead, "slated": ahead, "set": ahead,
	"expected": ahead, "planned": ahead, "plans": ahead, "planning": ahead, "expects": ahead, "until": ahead, "till": ahead,
	"upcoming": ahead, "forthcoming": ahead, "would": ahead, "should": ahead, "must": ahead, "may": ahead, "might": ahead, "could": ahead, "going": ahead,
	"deadline": ahead, "begins": ahead, "starts": ahead, "opens": ahead, "hopes": ahead, "intends": ahead, "tomorrow": ahead, "can": ahead,
	"was": past, "were": past, "had": past, "did": past, "said": past, "told": past, "has": past, "have": past, "since": past, "after": past, "following": past,
	"began": past, "came": past, "died": past, "fell": past, "rose": past, "made": past, "took": past, "went": past,
	"lost": past, "left": past, "held": past, "met": past, "found": past, "gave": past, "got": past, "saw": past,
	"became": past, "broke": past, "brought": past, "hit": past, "led": past, "ran": past, "sent": past, "shot": past,
	"spoke": past, "struck": past, "wrote": past, "kept": past, "beat": past, "sold": past, "bought": past, "felt": past,
	"yesterday": past, "ago": past, "sank": past, "fought": past, "grew": past, "flew": past, "stood": past, "drew": past,
	"threw": past, "sought": past, "paid": past, "put": past, "sued": past, "been": past, "thought": past,
}

// notPast lists common words in -ed that are no past tense.
var notPast = map[string]bool{
	"need": true, "indeed": true, "speed": true, "feed": true, "united": true, "red": true, "hundred": true, "seed": true,
	"bed": true, "breed": true, "proceed": true, "exceed": true, "succeed": true, "wed": true, "fed": true, "med": true,
}

func (s *scanner) signal(i int) tense {
	t := s.at(i)
	if t.kind != word {
		return unknown
	}
	w := strings.ToLower(s.str(i))
	if v, ok := signals[w]; ok {
		if w == "may" && t.capital && !s.opens(i) {
			return unknown
		}
		if w == "won" && (s.mark(i+1, '\'') || s.mark(i+1, '’')) {
			return ahead // won't
		}
		if w == "has" || w == "have" || w == "had" {
			// "has to", "have until"
			if s.word(i+1, "to", "until") {
				return ahead
			}
		}
		return v
	}
	if w == "to" && (s.word(i-1, "is", "are", "plan", "want", "hope", "intend", "expect", "vote", "vowed", "promised", "plans") || s.word(i+1, "be")) {
		return ahead
	}
	if len(w) > 3 && strings.HasSuffix(w, "ed") && !notPast[w] {
		return past
	}
	return unknown
}

// tenseAt returns the tense of the verb nearest to the expression between the
// tokens i and next: the one before it in its sentence, or else the first one
// after it.
func (s *scanner) tenseAt(i, next int) tense {
	if s.word(next, "is", "will") || s.word(i-1, "until", "till") {
		return ahead
	}
	for j := i - 1; j >= 0 && j > i-reach && !s.opens(j+1); j-- {
		if v := s.signal(j); v != unknown {
			return v
		}
	}
	for j := next; j < len(s.toks) && j < next+reach && !s.opens(j); j++ {
		if v := s.signal(j); v != unknown {
			return v
		}
	}
	return unknown
}
