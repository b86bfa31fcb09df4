package topic

import (
	"slices"
	"time"
)

// Kind says what an article on a topic is to who follows it.
type Kind int

// The kinds.
const (
	Nothing Kind = iota // it was told
	Story               // a story that was not told
	Update              // something new in a story that was told
)

const (
	// remembered is how long what was told of a topic is remembered, and mostReports how
	// many articles of it, the newest.
	remembered  = 5 * 24 * time.Hour
	mostReports = 100
	// newShare is the share of an article's headline, topic words and all, that nothing told of
	// the topic in that time says, from which on the article tells something new.
	newShare = .6
)

// News is what was told of one topic in the last days. The zero News has told nothing.
type News struct {
	reports []reported
}

// reported is an article that was told of.
type reported struct {
	story int64
	at    time.Time
	words map[string]bool // of its headline and opening
}

// Tell decides whether an article on the topic is told: the first of a story is, unless its
// headline says what was told under another; a later one when its headline says
// something that nothing told does. Articles come in the order of their publication.
func (n *News) Tell(title, opening []string, story int64, at time.Time) Kind {
	n.reports = slices.DeleteFunc(n.reports, func(t reported) bool { return at.Sub(t.at) > remembered })
	known := func(stem string) bool {
		return slices.ContainsFunc(n.reports, func(t reported) bool { return t.words[stem] })
	}
	fresh := 0
	for _, stem := range title {
		if !known(stem) {
			fresh++
		}
	}
	seen := slices.ContainsFunc(n.reports, func(t reported) bool { return t.story == story && story != 0 })
	share := float64(fresh) / float64(max(len(title), 1))
	kind := Story
	switch {
	case seen && share < newShare, !seen && share < newShare/2:
		return Nothing
	case seen:
		kind = Update
	}
	words := map[string]bool{}
	for _, stem := range slices.Concat(title, opening) {
		words[stem] = true
	}
	if len(n.reports) == mostReports {
		n.reports = slices.Delete(n.reports, 0, 1)
	}
	n.reports = append(n.reports, reported{story, at, words})
	return kind
}
