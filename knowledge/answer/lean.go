package answer

import (
	"context"
	"math"
	"slices"
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/kind"
	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

// hand is the articles in hand that may answer a question, with how likely the talk
// goes on with each, in [0, 1].
type hand struct {
	articles []int64
	trust    map[int64]float64
}

// among puts the articles in hand among those that the index found, as its best.
func (h hand) among(hits []knowledge.Hit) []knowledge.Hit {
	if len(h.articles) == 0 {
		return hits
	}
	all := make([]knowledge.Hit, 0, len(h.articles)+len(hits))
	for _, id := range h.articles {
		all = append(all, knowledge.Hit{ID: id, Score: hits[0].Score})
	}
	for _, hit := range hits {
		if h.trust[hit.ID] == 0 {
			all = append(all, hit)
		}
	}
	return all
}

// lean says how a question leans on the talk before it.
type lean struct {
	borrows bool    // it is not understood without the talk
	doubt   bool    // it may be understood without it
	trust   float64 // how likely the articles in hand hold what it asks for, in [0, 1]
}

// referring are the words that stand for something named before, in the eight
// languages; none of them is a usual English word with another sense.
var referring = wordSet(`it its he him his she her hers they them their theirs there then this that these those one ones
	er ihn ihm ihr ihre ihren ihrem seine seinen seinem dort dabei davon dafür daran damals dessen deren
	il elle ils elles lui leur leurs ça cela celui celle ceux celles
	él ella ellos ellas ellas esto eso aquello ese esa esos esas su sus allí ahí
	lui lei loro suo sua suoi sue questo quello quella quelli
	ele ela eles elas isso isto aquilo dele dela deles delas seu lá
	он она оно они его её ее их ему ей им него неё нее них там это этот эта эти тот та те
	o onu ona onun onlar onları onların orada bu bunu bunun şu`)

// masculine and feminine are those that mean a man and a woman.
var (
	masculine = wordSet(`he him his er ihm ihn él lui il ele он его ему него нём`)
	feminine  = wordSet(`she her hers sie ihr ella elle lei ela она её ее ей неё нее ней`)
)

// opening are the words that join a line to the one before, at its beginning.
var opening = wordSet(`and but also so und aber et mais y e pero ma а и но но ve ama peki`)

// passing are words that say nothing at the head of a line.
var passing = wordSet(`ok okay lol well hm hmm oh wow thanks thx please hey`)

// turning is said to leave the subject.
var turning = []string{"different thing", "other thing", "another thing", "something else", "different topic", "other topic", "another topic", "new topic",
	"different question", "another question", "other question", "new question", "different subject", "change of topic", "unrelated", "anyway,",
	"andere frage", "anderes thema", "was anderes", "autre chose", "autre question", "otra cosa", "otra pregunta", "altra cosa", "outra coisa",
	"другой вопрос", "другое", "başka bir şey", "başka soru"}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// plainly is a line without what is said at its head only: "ok", "different question,".
// turns reports whether it leaves the subject by that.
func plainly(s string) (line string, turns bool) {
	lower := strings.ToLower(s)
	for _, p := range turning {
		i := strings.Index(lower, p)
		if i < 0 {
			continue
		}
		turns = true
		if rest := strings.TrimLeft(s[min(i+len(p), len(s)):], " ,;:.!–—-"); rest != "" && len(lower) == len(s) {
			return rest, true
		}
	}
	for {
		word, rest, _ := strings.Cut(strings.TrimLeft(s, " "), " ")
		if rest == "" || !passing[strings.ToLower(strings.Trim(word, ",.!"))] {
			return s, turns
		}
		s = rest
	}
}

// manner is what a line says by its form.
type manner struct {
	refers, opens bool
	definite      bool // "the ceremony": a thing that is known
	he, she       bool // a man, a woman is meant
	words         int
}

func mannerOf(s string) manner {
	var m manner
	lower := strings.ToLower(s)
	head := true
	for sp := range text.Words(lower) {
		w := sp.In(lower)
		m.opens = m.opens || head && (opening[w] || strings.HasPrefix(lower[sp.Start:], "what about") || strings.HasPrefix(lower[sp.Start:], "how about"))
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		m.refers = m.refers || referring[w]
		m.he, m.she = m.he || masculine[w], m.she || feminine[w]
		m.definite = m.definite || w == "the"
		m.words++
		head = false
	}
	return m
}

// aboutIt is the share of the weight of what is borrowed that an article in hand holds at least,
// beside the article in hand that holds most, to be about the same.
const aboutIt = .5

// fragment is how many words a line without a subject of its own has at most: "from
// which country".
const fragment = 4

// leaning says how a question leans on what is in hand; it has been weighed, and
// nothing is borrowed yet. held is the terms of the question that each article in
// hand holds.
func (q *question) leaning(t Talk, m manner, held []uint64) lean {
	all, rarest, names := uint64(1)<<len(q.terms)-1, 0, false
	for i, t := range q.terms {
		names = names || t.names()
		if t.weight > q.terms[rarest].weight {
			rarest = i
		}
	}
	best, known := 0.0, false
	for _, h := range held {
		best = math.Max(best, q.share(all, h))
		known = known || h>>rarest&1 == 1
	}
	joined := m.refers || m.opens
	own := q.restates(t) || names // it says itself what it is about
	switch {
	case len(q.terms) == 0:
		return lean{borrows: true, trust: 1}
	case joined && (len(q.terms) <= 2 || known && best >= .3):
		return lean{borrows: true, trust: math.Max(best, doubted)}
	case known && !own && (best >= .8 || m.definite && best >= .6 || m.words <= fragment && best >= .5):
		return lean{borrows: true, trust: best}
	case !joined && !known && q.names(m): // a topic of its own
		return lean{}
	case joined || !own:
		return lean{borrows: true, doubt: !q.ofWhatever(), trust: math.Max(best, doubted)}
	}
	return lean{}
}

// names reports whether a line is a topic by its form: a word or two, all of which say what it
// is about.
func (q *question) names(m manner) bool {
	return m.words <= topicWords && len(q.terms) == m.words && !strings.HasSuffix(strings.TrimSpace(q.text), "?")
}

// ofWhatever reports whether a question says what happened, and not to whom or what: "was anyone
// hurt". It is about what the talk is about.
func (q *question) ofWhatever() bool {
	for _, t := range q.terms {
		if t.lent == 0 && !(q.language == "en" && whatever[t.stem]) && !happenings[q.language][t.stem] {
			return false
		}
	}
	return true
}

// topicWords is how many words a topic has that is told from a fragment by its form.
const topicWords = 2

// names reports whether a word of a question is a name, in lower case too where it is
// known as one.
func (t *term) names() bool {
	const classes = lexicon.Person | lexicon.Country | lexicon.State | lexicon.City | lexicon.Team
	return !t.number && (t.name || lexicon.Classes(t.word)&classes != 0 && lexicon.ClassOf(t.word) == 0)
}

// restates reports whether a question names the subject of the talk itself.
func (q *question) restates(t Talk) bool {
	for _, x := range text.AppendTerms(nil, t.Subject, "en") {
		if _, ok := q.index[x.Stem]; ok && !x.Stop {
			return true
		}
	}
	return false
}

// take gives a question what it needs of the talk: words, the filter, and the
// articles in hand. A question that does not lean on the talk gets nothing.
func (a *Answerer) take(ctx context.Context, q *question, asked *Question, turns bool) (hand, error) {
	t := asked.Talk
	if t.Empty() || turns {
		return hand{}, nil
	}
	articles, err := a.withStory(ctx, t)
	if err != nil {
		return hand{}, err
	}
	documents, err := a.store.Documents(ctx, articles)
	if err != nil {
		return hand{}, err
	}
	if feeds := asked.Filter.Feeds; len(feeds) > 0 {
		if articles, err = a.store.FromFeeds(ctx, articles, feeds); err != nil {
			return hand{}, err
		}
	}
	if len(q.terms) > 0 {
		if _, err := a.weigh(ctx, q); err != nil {
			return hand{}, err
		}
	}
	held := make([]uint64, len(documents))
	for i, s := range q.readAll(documents) {
		held[i] = s.all
	}
	m := mannerOf(q.text)
	m.opens = m.opens || asked.GoesOn
	l := q.leaning(t, m, held)
	if !l.borrows {
		return hand{}, nil
	}
	q.borrow(t, m)
	q.followUp, q.doubtful = true, l.doubt
	q.subject = sought(t.Subject) // none where the nearest was shown alone
	asked.Filter, asked.Named = t.Among(asked.Filter, asked.Named)
	if asked.Filter.Since.IsZero() && asked.Filter.Until.IsZero() {
		asked.Filter.Since, asked.Filter.Until = t.Since, t.Until
	}
	if _, err := a.weigh(ctx, q); err != nil { // with what was borrowed
		return hand{}, err
	}
	borrowed, most := q.masks().borrowed, 0.0
	for i, s := range q.readAll(documents) {
		held[i] = s.all
		most = math.Max(most, q.weight(borrowed&s.all))
	}
	h := hand{trust: map[int64]float64{}}
	for i := range documents {
		d := &documents[i]
		if q.weight(borrowed&held[i]) < aboutIt*most { // it was shown beside what is about it
			continue
		}
		if !admits(asked.Filter, &d.Article) || !slices.Contains(articles, d.ID) || !asked.AsOf.IsZero() && d.Published.After(asked.AsOf) {
			continue
		}
		h.trust[d.ID] = l.trust / (1 + .5*float64(len(h.articles)))
		h.articles = append(h.articles, d.ID)
	}
	return h, nil
}

// borrow adds what is in hand to a question: the person whom a pronoun means, the words
// of the lines that it leans on, and the names that were answered.
func (q *question) borrow(t Talk, m manner) {
	q.inherit(t)
	if q.referent = t.meant(m); q.referent != "" {
		q.lend(q.referent, lentReferent)
	}
	lent := lentWords
	if q.elliptic || q.ofWhatever() {
		lent = lentBare
	}
	for _, line := range slices.Backward(t.Asked) {
		q.lend(line, lent)
		lent = lentWords
	}
	words := strings.Fields(sought(t.Subject))
	q.lend(strings.Join(words[:min(len(words), handWords)], " "), lentWords)
	q.lend(strings.Join(t.Names[:min(len(t.Names), handNames)], " "), lentNames)
}

// about is what a question that leans on a talk has of it, in words: the person whom it
// means, and what the talk is about.
func (q *question) about(t Talk) string {
	subject := t.About(q.language)
	switch {
	case q.referent == "" || strings.Contains(strings.ToLower(subject), strings.ToLower(q.referent)):
		return subject
	case subject == "":
		return q.referent
	}
	return q.referent + ", " + subject
}

// About is what a talk is about, in words of a language: its subject, or else what was
// asked, or the first names that were shown; "" for nothing.
func (t Talk) About(language string) string {
	subject := sought(t.Subject)
	if subject == "" && len(t.Asked) > 0 && !t.Empty() {
		subject = subjectOf(t.Asked[0], text.AppendTerms(nil, t.Asked[0], language), language)
	}
	if subject == "" {
		subject = strings.Join(t.Names[:min(len(t.Names), shownNames)], ", ")
	}
	return subject
}

// shownNames is how many names say what a talk without a subject is about.
const shownNames = 2

// inherit makes a line that names only what differs ask for what the line before asked
// for: "and in Texas?" after "how many died in Florida?" asks how many.
func (q *question) inherit(t Talk) {
	if q.wanted.Kind != kind.Anything || len(t.Asked) == 0 {
		return
	}
	q.wanted, q.elliptic = wantedBy(t.Asked[len(t.Asked)-1], q.language), true
}

// lend adds words to a question that count a share of its own. Another place than the one
// that a line names instead stays away.
func (q *question) lend(s string, share float64) {
	words := text.AppendTerms(nil, s, q.language)
	if q.elliptic && slices.ContainsFunc(q.terms, func(t term) bool { return t.lent == 0 && place(t.word) }) {
		words = slices.DeleteFunc(words, func(t text.Term) bool { return place(t.In(s)) })
	}
	q.add(s, words, text.Span{}, share)
}

func place(word string) bool {
	return lexicon.Classes(word)&lexicon.Somewhere != 0 && lexicon.ClassOf(strings.ToLower(word)) == 0
}

// meant is the person in hand whom a pronoun of a line means; "" for none.
func (t Talk) meant(m manner) string {
	for _, name := range t.People {
		given, _, _ := strings.Cut(name, " ")
		man, woman := lexicon.GivenName(given)
		if m.he && (man || !woman) || m.she && (woman || !man) {
			return name
		}
	}
	return ""
}

// Whom is the person in hand whom a pronoun of the eight languages means, by the full name; "" for
// none, and for what is no such pronoun.
func (t Talk) Whom(pronoun string) string { return t.meant(mannerOf(pronoun)) }

// surer is of a line that may lean on the talk the reading with the surer answer: as one
// that does, which was ranked, or as one that stands for itself.
func (a *Answerer) surer(ctx context.Context, q *question, ranked []*candidate, asked Question) (*question, []*candidate, Question, error) {
	alone := asked
	alone.Talk, alone.Filter, alone.Named = Talk{Language: asked.Talk.Language}, asked.own, asked.ownNamed
	q2, _, err := a.understand(ctx, &alone)
	if err != nil {
		return q, ranked, asked, nil // it can't be asked alone
	}
	ranked2, err := a.rank(ctx, q2, alone, hand{})
	if err != nil || len(ranked2) == 0 {
		return q, ranked, asked, err
	}
	if len(ranked) > 0 && a.model.confidence(a.model.ruleOn(q, ranked)) >= a.model.confidence(a.model.ruleOn(q2, ranked2)) {
		return q, ranked, asked, nil
	}
	return q2, ranked2, alone, nil
}
