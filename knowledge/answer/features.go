package answer

import (
	"math"
	"math/bits"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/kind"
	"quoth/knowledge/text"
)

// view is what a feature looks at: one sentence of one article, for one question.
type view struct {
	q        *question
	m        *masks
	document *knowledge.Document
	scan     *scan
	at       int          // which of the document's sentences
	x        *sentence    // scan.sentences[at]
	kindly   *typed       // what the sentence holds of the kind asked for; see typed
	beside   uint64       // terms of the question in the sentences before and after
	matched  float64      // the article's score in the index beside the best one's
	rank     int          // the article's place in the index's order, from 0
	away     float64      // days between the article and the time that the question speaks of
	recency  float64      // 0 for the oldest of the articles, 1 for the newest
	hand     float64      // how likely the talk goes on with this article, in [0, 1]
	split    []text.Term  // the words of the sentence; see terms
	read     *words       // the sentence as the second pass reads it; see words
	support  *support     // what the articles of the pool say; nil in the first pass
	score1   float64      // of the first pass
	pool     []*candidate // the best sentences of the first pass, best first; nil in the first pass
}

// text is the sentence.
func (v *view) text() string {
	r := v.document.Sentences[v.at]
	return v.document.Text[r.Start:r.End]
}

// terms are the words of the sentence, read once.
func (v *view) terms() []text.Term {
	if v.split == nil {
		v.split = text.AppendTerms(make([]text.Term, 0, 48), v.text(), v.document.Language)
	}
	return v.split
}

// pass says when a feature is worked out.
type pass int

const (
	// onAll is for every sentence of the articles that are read, some hundreds:
	// such a feature must cost next to nothing.
	onAll pass = iota
	// onBest is for the poolSize best sentences of the first pass.
	onBest
)

// feature is one property of a sentence as an answer, of about [0, 1].
//
// To add one, write its line in table, with what it is and where it comes from,
// and learn the weights anew: go generate ./knowledge/answer
type feature struct {
	name string // its name in model.json
	pass pass
	of   func(v *view) float64
	doc  string // what it is, and its source
}

var table = []feature{
	{"held", onAll, func(v *view) float64 { return v.q.weight(v.x.terms) / v.m.total },
		"share of the question's weight (idf) that the sentence holds"},
	{"near", onAll, func(v *view) float64 { return v.q.weight(v.beside&^v.x.terms) / v.m.total },
		"more of it that the sentences beside it hold"},
	{"titled", onAll, func(v *view) float64 { return v.q.weight(v.scan.title&^(v.x.terms|v.beside)) / v.m.total },
		"more of it that the title holds"},
	{"around", onAll, func(v *view) float64 {
		return v.q.weight(v.scan.all&^(v.x.terms|v.beside|v.scan.title)) / v.m.total
	}, "more of it that the rest of the article holds"},
	{"whole", onAll, func(v *view) float64 { return v.q.weight(v.scan.all) / v.m.total },
		"share of the weight that the article holds, title included"},
	{"matched", onAll, func(v *view) float64 { return v.matched },
		"the article's score in the index beside the best one's"},
	{"ranked", onAll, func(v *view) float64 { return 1 / float64(1+v.rank) },
		"1 for the index's best article, 1/2 for the next, …"},
	{"paired", onAll, (*view).paired,
		"share of the question's neighbouring words that are neighbours here"},
	{"fitting", onAll, func(v *view) float64 { return truth(!v.q.counts() && v.q.fits(v.x)) },
		"holds something of the kind that is asked for, which the question does not hold"},
	{"fitting number", onAll, func(v *view) float64 { return truth(v.q.counts() && v.q.fits(v.x)) },
		"the same, for a question that asks for a number or a time"},
	{"fresh", onAll, func(v *view) float64 { return math.Min(1, float64(v.x.names+v.x.numbers)/6) },
		"holds names or numbers that the question does not"},
	{"leading", onAll, func(v *view) float64 { return 1 / (1 + float64(v.at)/2) },
		"stands at the head of the article, where news says the most (the inverted pyramid)"},
	{"long", onAll, func(v *view) float64 { return math.Min(1, float64(v.x.words)/40) },
		"its length"},
	{"names here", onAll, func(v *view) float64 { return v.q.share(v.m.names, v.x.terms|v.beside|v.scan.title) },
		"share of the question's names in the sentence, beside it or in the title"},
	{"names gone", onAll, func(v *view) float64 { return 1 - v.q.share(v.m.names, v.scan.all) },
		"share of the question's names that the article lacks"},
	{"numbers gone", onAll, func(v *view) float64 { return 1 - v.q.share(v.m.numbers, v.scan.all) },
		"share of the question's years and numbers that the article lacks"},
	{"words gone", onAll, (*view).wordsGone,
		"share of the weight of its other words that the article lacks"},
	{"newest", onAll, func(v *view) float64 { return v.recency },
		"1 for the newest of the articles, 0 for the oldest"},
	{"days", onAll, func(v *view) float64 { return 1 / (1 + v.away/2) },
		"near in days to the time that the question speaks of: 1 within it, 1/2 two days away"},
	{"weeks", onAll, func(v *view) float64 { return 1 / (1 + v.away/20) },
		"near in weeks to that time"},
	{"years", onAll, func(v *view) float64 { return 1 / (1 + v.away/400) },
		"near in years to that time"},
	{"newest days", onAll, func(v *view) float64 { return truth(v.q.when.newest) / (1 + v.away/2) },
		"near in days, for a question that asks for the newest"},
	{"state days", onAll, func(v *view) float64 { return truth(v.q.when.state) / (1 + v.away/2) },
		"near in days, for a question that asks for what is so"},
	{"named days", onAll, func(v *view) float64 { return truth(v.q.when.named) / (1 + v.away/2) },
		"near in days to the period that the question names"},
	{"year asked", onAll, func(v *view) float64 { return truth(v.m.numbers != 0) / (1 + v.away/20) },
		"near in weeks, for a question with a number of its own"},
	{"asking", onAll, func(v *view) float64 { return truth(strings.HasSuffix(v.text(), "?")) },
		"is a question itself"},
	{"heading", onAll, func(v *view) float64 { return v.q.weight(v.scan.title) / v.m.total },
		"share of the weight that the title holds, whether or not the sentence does too"},
	{"held asked", onAll, func(v *view) float64 {
		if v.m.totalAsked == 0 {
			return 0
		}
		return v.q.weight(v.x.terms&v.m.asked) / v.m.totalAsked
	}, "share of the weight of the sentence that asks"},
	{"two away", onAll, (*view).twoAway,
		"more of the weight that the sentences two and three away hold"},
	{"typed name", onBest, func(v *view) float64 { return truth(v.q.wanted.Kind.Named()) * v.typed().best.Fit },
		"how surely a name or thing of the kind asked for stands here that the question does not hold; WordNet and gazetteers (lexicon)"},
	{"typed number", onBest, func(v *view) float64 { return truth(v.q.wanted.Kind.Numeric()) * v.typed().best.Fit },
		"the same of a number, an amount or a date"},
	{"typed clause", onBest, func(v *view) float64 { return truth(v.q.wanted.Kind > kind.Score) * v.typed().best.Fit },
		"the same of a reason, a manner, a definition or a statement"},
	{"typed for certain", onBest, func(v *view) float64 { return truth(v.typed().best.Fit >= .9) },
		"what is asked for stands here for certain"},
	{"typed near", onBest, func(v *view) float64 { return v.typed().best.near },
		"share of the question's weight close to it"},
	{"untyped", onBest, func(v *view) float64 { return truth(v.untyped()) },
		"nothing of the kind asked for stands here, though an answer needs it"},
	{"soft", onBest, (*view).soft,
		"share of the weight that the sentence holds in words of a like meaning only (GloVe)"},
	{"agreed", onBest, func(v *view) float64 { most, _ := v.agreed(); return most },
		"a name or number that the question does not hold stands in other articles' best sentences too (redundancy)"},
	{"agreed mean", onBest, func(v *view) float64 { _, mean := v.agreed(); return mean },
		"the same, of all its names and numbers on average"},
	{"agreed answer", onBest, func(v *view) float64 { return v.agreedSpan(v.typed().best.In(v.document.Text)) },
		"the same, of the words that answer"},
	{"titled answer", onBest, (*view).titledAnswer,
		"share of the words that answer which the title holds: it says the news in short"},
	{"again", onBest, (*view).again,
		"the words that answer stand in other sentences of the article that did well, too"},
	{"not known", onBest, func(v *view) float64 {
		return truth(v.q.wanted.Kind.Found() && notKnown.MatchString(v.text()))
	}, "says that something is not known or not told yet, which is news of what is asked for"},
	{"echo", onBest, func(v *view) float64 {
		w := v.words()
		return float64(w.asked) / float64(max(w.content, 4))
	}, "share of its words that the question holds: it repeats the question"},
	{"heading over", onBest, func(v *view) float64 { share, _, _ := v.under(); return share },
		"share of the weight in the heading over the sentence"},
	{"heading asks", onBest, func(v *view) float64 {
		share, asks, place := v.under()
		return share * truth(asks) / float64(1+place)
	}, "the same where the heading is a question, less for later sentences under it"},
	{"lead", onBest, func(v *view) float64 { return truth(v.document.Role(v.document.Sentences[v.at]) == knowledge.RoleLead) }, "stands in the first paragraph"},
	{"list item", onBest, func(v *view) float64 {
		return truth(v.document.Role(v.document.Sentences[v.at]) == knowledge.RoleListItem)
	}, "is an item of a list"},
	{"focus", onBest, (*view).focus, "share of the article's sentences that are about what is asked"},
	{"place", onBest, (*view).place, "1 for the best sentence of its article in the first pass, 1/2 for the next"},
	{"mass", onBest, (*view).mass, "share of the first pass's softmax that the article's sentences have"},
	{"first score", onBest, func(v *view) float64 { return (v.score1 - v.pool[0].score1) / 10 }, "the score of the first pass beside the best one's"},
	{"dense", onBest, (*view).dense, "how close together the question's words stand"},
	{"preview", onBest, func(v *view) float64 {
		return truth(v.q.when.result && v.scan.genre(v.document).preview)
	}, "of an article before the event, where the question asks for what has happened"},
	{"not yet", onBest, func(v *view) float64 { return truth(v.q.when.result && ahead.MatchString(v.text())) },
		"tells of what may come, where the question asks for what has happened"},
	{"coming", onBest, func(v *view) float64 { return truth(v.q.when.coming && ahead.MatchString(v.text())) },
		"tells of what may come, where the question asks for that"},
	{"no report", onBest, func(v *view) float64 { return truth(v.scan.genre(v.document).other) },
		"of an article that is no report: a quiz, an opinion, a guide"},
	{"digest", onBest, func(v *view) float64 { return truth(v.scan.genre(v.document).digest) },
		"of an article of many pieces"},
	{"title asks", onBest, func(v *view) float64 { return truth(strings.Contains(v.document.Title, "?")) }, "of an article whose title asks"},
	{"leans", onBest, func(v *view) float64 { return truth(leansBack.MatchString(v.text())) },
		"begins with a word that leans on the sentence before"},
	{"speech", onBest, func(v *view) float64 { return truth(speech.MatchString(v.text())) }, "says what somebody said"},
	{"denies", onBest, func(v *view) float64 {
		return truth(v.q.wanted.Kind == kind.YesNo && denial.MatchString(v.text()))
	}, "says no, where yes or no is asked for"},
	{"newest asked", onAll, func(v *view) float64 { return truth(v.q.when.newest) * v.recency },
		"of the newest of the articles, where the newest state is asked for"},
	{"newest number", onAll, func(v *view) float64 { return truth(v.q.wanted.Kind.Numeric()) * v.recency },
		"of the newest of the articles, where a number is asked for: counts grow while an event goes on"},
	{"plain held", onAll, (*view).plainHeld, "share of the weight of the question's words that are no names: what is asked about them"},
	{"fragment", onBest, func(v *view) float64 { return truth(v.x.words < 6) }, "is hardly a sentence"},
	{"opposed", onAll, func(v *view) float64 { return truth(v.x.opposed && !v.x.same) },
		"tells of the end where the question asks for the beginning, or the reverse"},
	{"in hand", onAll, func(v *view) float64 { return v.hand },
		"the article is in hand, and the question leans on the talk"},
}

func (v *view) wordsGone() float64 {
	plain := uint64(0)
	for i, t := range v.q.terms {
		if !t.name && !t.number {
			plain |= 1 << i
		}
	}
	return 1 - v.q.share(plain, v.scan.all)
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// plainHeld is 1 for a question of names alone.
func (v *view) plainHeld() float64 {
	return v.q.share(v.m.plain, v.x.terms)
}

func (v *view) paired() float64 {
	n := min(len(v.q.pairs), 64)
	if n == 0 {
		return 0
	}
	return float64(bits.OnesCount64(v.x.pairs)) / float64(n)
}

func (v *view) twoAway() float64 {
	far := uint64(0)
	s := v.scan.sentences
	for j := max(0, v.at-3); j <= min(len(s)-1, v.at+3); j++ {
		far |= s[j].terms
	}
	return v.q.weight(far&^(v.x.terms|v.beside)) / v.m.total
}

// counts reports whether the question asks for a number or a time.
func (q *question) counts() bool {
	return q.wanted.Kind.Numeric()
}

// fits reports whether a sentence holds something of the kind that is asked for.
func (q *question) fits(x *sentence) bool {
	switch k := q.wanted.Kind; {
	case k == kind.Date:
		return x.times > 0
	case k == kind.Duration:
		return x.numbers > 0 && x.times > 0
	case k.Numeric():
		return x.numbers > 0
	case k.Named():
		return x.names > 0
	}
	return x.names+x.numbers > 0
}
