package gather

import (
	"fmt"

	"quoth/knowledge"
)

// mark is what is kept of an entry besides its article.
type mark struct {
	digest string // of what it said at the last poll
	state  markState
	tries  int // how often its page was asked for
	churn  int // how often it differed in nothing but what differs time and again
}

// markState is how it stands with an entry.
type markState string

const (
	markStill markState = ""      // it is stored as it is
	markRetry markState = "retry" // its page is to be asked for again
	markMoved markState = "moved" // it differed at the last poll, and that was stored
	markChurn markState = "churn" // it differed at the last poll, and that was not stored
)

// settled is how often an entry may differ in the same place until that place is taken
// for furniture, for good. Before, what stays as it is for one poll is stored.
const settled = 6

// String writes a mark: the digest, in most states behind the state with its number.
func (m mark) String() string {
	switch {
	case m.state == markRetry:
		return fmt.Sprintf("%s%d %s", m.state, m.tries, m.digest)
	case m.state == markStill && m.churn > 0:
		return fmt.Sprintf("still%d %s", m.churn, m.digest)
	case m.state != markStill:
		return fmt.Sprintf("%s%d %s", m.state, m.churn, m.digest)
	}
	return m.digest
}

func readMark(s string) mark {
	var m mark
	if _, err := fmt.Sscanf(s, "retry%d %s", &m.tries, &m.digest); err == nil {
		m.state = markRetry
		return m
	}
	for word, state := range map[string]markState{"moved": markMoved, "churn": markChurn, "still": markStill} {
		if _, err := fmt.Sscanf(s, word+"%d %s", &m.churn, &m.digest); err == nil {
			m.state = state
			return m
		}
	}
	return mark{digest: s}
}

// weigh decides by what differs whether a new version is stored of an article that was
// polled again. calm says that it is as it was at the poll before. prune is the version
// that was shown for one poll only and goes when the new one is stored; 0 for none.
func (m *mark) weigh(what change, calm bool, now *knowledge.Article) (store bool, prune int) {
	switch {
	case what == same:
		if calm || m.state != markChurn { // one that goes round comes by the stored text as well
			m.state = markStill
		}
		return false, 0
	case what == volatile && !calm && (m.state != markStill || m.churn >= settled):
		m.state, m.churn = markChurn, min(m.churn+1, settled)
		return false, 0
	case m.state == markChurn && m.churn > 1:
		prune = now.Version
	}
	if what == volatile && !calm {
		m.churn++
	}
	if m.state = markMoved; calm {
		m.state = markStill
	}
	return true, prune
}
