package answer

import (
	"math"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/lazyregexp"
	"quoth/knowledge/text"
)

// The features of where a sentence stands: under which heading, in which part, in
// what sort of article.

var (
	// previewTitle heads what is printed before an event, or apart from it.
	previewTitle = lazyregexp.New(`(?i)\b(how to watch|preview|odds|predictions?|picks?|what to know|what to expect|start time|tv channel|schedule|where to watch|betting|forecast|ahead of|before|upcoming|could|set to|will)\b`)
	// otherTitle heads what is no report: quizzes, opinions, letters, lists.
	otherTitle = lazyregexp.New(`(?i)\b(quiz|opinion|editorial|letters?|column|fact check|review|best|things|history|photos|guide|how to|years ago|crossword|horoscope|explain(ed|er))\b`)
	// digestTitle heads many short pieces in one.
	digestTitle = lazyregexp.New(`(?i)\b(live updates?|as it happened|briefing|in brief|things to know|5 things|roundup|what happened|recap|week in|newsletter|morning|top stories)\b`)
	// ahead is said of what has not happened yet.
	ahead = newCue(`(?i)\b(will|would|could|may|might|expected to|set to|scheduled|plans? to|going to|hopes? to|favou?rites?|likely|if|projected|predict(s|ed)?|aims? to|is due)\b`,
		"will would could may might expected set scheduled plan going hope favorite favourite likely if projected predict aim is")
	// denial says no.
	denial = newCue(`(?i)\b(not|no|none|nothing|nobody|never|neither|nor|denied|denies|declined|refused|without|false|yet to|unclear|unknown|\w+n['’]t)\b`,
		"not no none nothing nobody never neither nor denied denies declined refused without false yet unclear unknown", "n't", "n’t")
	// notKnown says that something is not known, or not told.
	notKnown = newCue(`(?i)\b(unknown|unclear|undisclosed|(not|n['’]t|never|yet to|declined to|refused to|without) (be |been |yet |immediately |publicly |been publicly |yet been )*(known|clear|announced?|disclosed?|revealed?|released?|shared?|provided?|specif(y|ied)|identif(y|ied)|named?|determined?|confirmed|elaborated?|give|said|say|commented)|no (\w+ ){1,3}(has|have|had|was|were) (yet )?(been )?(announced|disclosed|revealed|released|shared|given|set|provided|reported|named|identified|made|found))\b`,
		"unknown unclear undisclosed not never yet declined refused without no", "n't", "n’t")
	// leansBack opens a sentence that leans on the one before.
	leansBack = lazyregexp.New(`^[“"‘']?(He|She|They|It|His|Her|Their|Its|This|That|These|Those|But|And|However|There|Then|Both|Such)\b`)
	// speech is said words, or what says them.
	speech = newCue(`[“”"]|\b(said|says|told|according to|tweeted|wrote|added)\b`,
		"said says told according tweeted wrote added", "“", "”", `"`)
)

// genre is what an article is by its title.
type genre struct{ preview, other, digest bool }

// genre tells it once, for all sentences of the article.
func (s *scan) genre(d *knowledge.Document) *genre {
	if s.titled == nil {
		s.titled = &genre{previewTitle.MatchString(d.Title), otherTitle.MatchString(d.Title), digestTitle.MatchString(d.Title)}
	}
	return s.titled
}

// under is the share of the question's weight in the heading over the sentence,
// whether that heading asks, and how many sentences stand between.
func (v *view) under() (share float64, asks bool, place int) {
	r := v.document.Sentences[v.at]
	part, ok := v.document.Heading(r)
	if !ok {
		return 0, false, 0
	}
	words := v.document.Text[part.Start:part.End]
	held := uint64(0)
	m := v.q.matcher.Start()
	for _, t := range text.AppendTerms(nil, words, v.document.Language) {
		held |= m.Next(&t)
	}
	for i := v.at - 1; i >= 0 && v.document.Sentences[i].Start >= part.End; i-- {
		place++
	}
	return v.q.weight(held) / v.m.total, strings.HasSuffix(strings.TrimSpace(words), "?"), place
}

// focus is how much of the article is about what is asked: the share of its
// sentences that hold a fifth of the question's weight.
func (v *view) focus() float64 {
	n := 0
	for i := range v.scan.sentences {
		if v.q.weight(v.scan.sentences[i].terms) >= .2*v.m.total {
			n++
		}
	}
	return float64(n) / float64(max(5, len(v.scan.sentences)))
}

// place is 1 for the sentence of its article that did best in the first pass, 1/2
// for the next.
func (v *view) place() float64 {
	n := 1
	for _, c := range v.pool {
		if &c.view == v {
			break
		}
		if c.document == v.document {
			n++
		}
	}
	return 1 / float64(n)
}

// mass is that of the article's sentences in the pool, as of a softmax
// over the first pass.
func (v *view) mass() float64 {
	own, all := 0.0, 0.0
	for _, c := range v.pool {
		e := math.Exp(c.score1 - v.pool[0].score1)
		all += e
		if c.document == v.document {
			own += e
		}
	}
	return own / all
}

// dense is how close together the question's words stand: the share of its weight
// that a window holds, over the roots of the window's length beyond the words.
func (v *view) dense() float64 {
	type hit struct {
		term int
		at   int
	}
	var hits []hit
	n := 0
	for _, t := range v.terms() {
		n++
		if i, ok := v.q.index[t.Stem]; ok {
			hits = append(hits, hit{i, n})
		}
	}
	best := 0.0
	for i := range hits {
		held := uint64(0)
		for j := i; j < len(hits); j++ {
			held |= 1 << hits[j].term
			gap := float64(hits[j].at-hits[i].at) + 1
			best = math.Max(best, v.q.weight(held)/v.m.total/math.Sqrt(1+gap/8))
		}
	}
	return best
}
