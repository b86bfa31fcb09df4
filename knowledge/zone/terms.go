package zone

import (
	"quoth/knowledge"
	"quoth/knowledge/text"
)

// Terms returns the terms of a text that stand in its quotable parts, and these with
// those of its headings, which say what the parts below them are about. Of a text whose
// parts are not known they are all of its terms.
func Terms(terms []text.Term, parts []knowledge.Part) (news, indexed []text.Term) {
	if len(parts) == 0 {
		return terms, terms
	}
	news, indexed = make([]text.Term, 0, len(terms)), make([]text.Term, 0, len(terms))
	at := 0
	for _, t := range terms {
		for at < len(parts) && parts[at].End <= t.Start {
			at++
		}
		if at == len(parts) {
			break
		}
		if t.Start < parts[at].Start {
			continue
		}
		if role := parts[at].Role; role.Quotable() {
			news, indexed = append(news, t), append(indexed, t)
		} else if role == knowledge.RoleHeading {
			indexed = append(indexed, t)
		}
	}
	return news, indexed
}
