package alert

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"

	"quoth/knowledge/audience"
)

const (
	// together is from how many stories on that come at once a subscription is
	// told in one message, so that a burst is no flood.
	together = 4
	// togetherAfterHold is that number for what came while the place refused alerts.
	togetherAfterHold = 2
	// digestStories is how many stories one digest tells; the best come first,
	// and the rest in the next message.
	digestStories = 50
)

// message is rows of one subscription that are told in one message.
type message struct {
	rows []audience.Alert
	edit string // the reference of the message to replace; "" for a new one
}

func (m message) ids() []int64 {
	ids := make([]int64, len(m.rows))
	for i, a := range m.rows {
		ids[i] = a.ID
	}
	return ids
}

// thing is how a Guard calls the work on a message.
func (m message) thing() string { return "alert " + m.nonce() }

// nonce is the same for each attempt to tell of the same rows, and of no others: a
// platform that knows it takes the message for one that it has shown.
func (m message) nonce() string {
	if len(m.rows) == 1 {
		return fmt.Sprint(m.rows[0].ID)
	}
	h := fnv.New64a()
	fmt.Fprint(h, m.ids())
	return fmt.Sprintf("%016x", h.Sum64())
}

// compose makes messages of rows: an edit for each message that was sent before,
// a digest of what a subscription with digests has, and of the others a message
// a story, unless there are many at once.
func compose(g *group, rows []audience.Alert) []message {
	fresh := map[int64][]audience.Alert{}
	for _, a := range rows {
		if a.Message == "" {
			fresh[a.Subscription] = append(fresh[a.Subscription], a)
		}
	}
	var queue []message
	type sent struct {
		subscription int64
		message      string
	}
	edits := map[sent]int{}
	many := together
	if !g.hold.Since.IsZero() {
		many = togetherAfterHold
	}
	for _, a := range rows {
		if a.Message != "" {
			was := sent{a.Subscription, a.Message}
			if at, ok := edits[was]; ok {
				queue[at].rows = append(queue[at].rows, a)
				continue
			}
			edits[was] = len(queue)
			queue = append(queue, message{rows: []audience.Alert{a}, edit: a.Message})
			continue
		}
		all := fresh[a.Subscription]
		switch digest := g.subs[a.Subscription].Pace != audience.Now || len(all) >= many; {
		case len(all) == 0: // told with the subscription's first
		case digest:
			sortBest(all)
			for part := range slices.Chunk(all, digestStories) {
				queue = append(queue, message{rows: part})
			}
			fresh[a.Subscription] = nil
		default:
			queue = append(queue, message{rows: []audience.Alert{a}})
		}
	}
	return queue
}

// sortBest puts the stories that most outlets print first, then the older ones:
// how many print a story is the best sign of its weight that there is.
func sortBest(rows []audience.Alert) {
	slices.SortStableFunc(rows, func(a, b audience.Alert) int {
		return cmp.Or(cmp.Compare(b.Outlets, a.Outlets), cmp.Compare(a.ID, b.ID))
	})
}
