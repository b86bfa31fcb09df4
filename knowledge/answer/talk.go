package answer

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// Talk is what a conversation has in hand: what was answered last, for a question
// that leans on it ("and in Texas?", "why?", "where is she from?"). The zero Talk
// has nothing in hand. It may be kept as JSON.
type Talk struct {
	Subject  string    `json:"subject,omitempty"`  // what it is about, in the words of who asked, or a topic
	Names    []string  `json:"names,omitempty"`    // names and numbers of the quote that answered, the answering ones first
	Articles []int64   `json:"articles,omitempty"` // that were quoted, best first
	Story    int64     `json:"story,omitempty"`    // of the first of them; 0 for none
	Sources  []string  `json:"sources,omitempty"`  // the outlets, and
	Since    time.Time `json:"since,omitzero"`     // the range of dates,
	Until    time.Time `json:"until,omitzero"`     // that were asked within
	Language string    `json:"language,omitempty"` // of the last question that told its language, ISO 639-1
}

// Empty reports whether nothing is in hand.
func (t Talk) Empty() bool { return t.Subject == "" && len(t.Articles) == 0 }

const (
	// handArticles is how many articles are in hand at most: the quotes that an
	// answer shows, and as many of their story.
	handArticles = 6
	// quotedArticles is how many of them are of the last answer at most.
	// quotedArticles is how many of them are of the last answer at most.
	quotedArticles = 3
	// handNames is how many names and numbers are in hand, and handWords how many
	// words of what was asked: more than a question has only blur it.
	handNames = 4
	handWords = 8
	// doubted is the trust in the articles in hand of a line that leans on them with
	// words that they lack.
	doubted = .7
	// borrowedHere is what a borrowed word counts in the score of a sentence beside
	// one of the question: an article in hand is about it without naming it.
	borrowedHere = .25
	// borrowedSearch is what it counts in the search for articles.
	borrowedSearch = .5
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

// manner is what a line says by its form.
type manner struct {
	refers, opens, turns bool
	definite             bool // "the ceremony": a thing that is known
	words                int
}

func mannerOf(s string) manner {
	var m manner
	lower := strings.ToLower(s)
	m.turns = slices.ContainsFunc(turning, func(p string) bool { return strings.Contains(lower, p) })
	head := true
	for sp := range text.Words(lower) {
		w := sp.In(lower)
		if head && passing[w] {
			continue
		}
		m.opens = m.opens || head && (opening[w] || strings.HasPrefix(lower[sp.Start:], "what about") || strings.HasPrefix(lower[sp.Start:], "how about"))
		m.refers = m.refers || referring[w]
		m.definite = m.definite || w == "the"
		m.words++
		head = false
	}
	return m
}

// fragment is how many words a line without a subject of its own has at most: "from
// which country".
const fragment = 4

// leaning says how a question leans on what is in hand; it has been weighed, and
// nothing is borrowed yet. held is the terms of the question that each article in
// hand holds.
func (q *question) leaning(t Talk, held []uint64) lean {
	m := mannerOf(q.text)
	if m.turns {
		return lean{}
	}
	all, rarest, names := uint64(1)<<len(q.terms)-1, 0, false
	for i, t := range q.terms {
		names = names || t.name && !t.number
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
	whole := q.restates(t) || names && m.words > fragment // it says itself what it is about
	switch {
	case len(q.terms) == 0:
		return lean{borrows: true, trust: 1}
	case joined && (len(q.terms) <= 2 || known && best >= .3):
		return lean{borrows: true, trust: math.Max(best, doubted)}
	case known && !whole && (best >= .8 || m.definite && best >= .6 || m.words <= fragment && best >= .5):
		return lean{borrows: true, trust: best}
	}
	return lean{}
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
func (a *Answerer) take(ctx context.Context, q *question, asked *Question) (hand, error) {
	t := asked.Talk
	if t.Empty() {
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
	if len(q.terms) > 0 {
		if _, err := a.weigh(ctx, q); err != nil {
			return hand{}, err
		}
	}
	held := make([]uint64, len(documents))
	for i, s := range q.readAll(documents) {
		held[i] = s.all
	}
	l := q.leaning(t, held)
	if !l.borrows {
		return hand{}, nil
	}
	q.borrow(t)
	q.followUp = true
	q.subject = sought(t.Subject) // none where the nearest was shown alone
	if len(asked.Filter.Sources) == 0 {
		asked.Filter.Sources = t.Sources
	}
	if asked.Filter.Since.IsZero() && asked.Filter.Until.IsZero() {
		asked.Filter.Since, asked.Filter.Until = t.Since, t.Until
	}
	h := hand{trust: map[int64]float64{}}
	for i := range documents {
		d := &documents[i]
		if !admits(asked.Filter, &d.Article) || !asked.AsOf.IsZero() && d.Published.After(asked.AsOf) {
			continue
		}
		h.trust[d.ID] = l.trust / (1 + .5*float64(len(h.articles)))
		h.articles = append(h.articles, d.ID)
	}
	return h, nil
}

// admits reports whether a filter lets an article through.
func admits(f knowledge.Filter, a *knowledge.Article) bool {
	switch {
	case len(f.Sources) > 0 && !slices.ContainsFunc(f.Sources, func(s string) bool { return strings.EqualFold(s, a.Source) }),
		f.Language != "" && f.Language != a.Language,
		!(f.Since.IsZero() && f.Until.IsZero()) && a.Published.IsZero(),
		!f.Since.IsZero() && a.Published.Before(f.Since),
		!f.Until.IsZero() && !a.Published.Before(f.Until):
		return false
	}
	return true
}

// borrow adds what is in hand to a question.
func (q *question) borrow(t Talk) {
	words := strings.Fields(sought(t.Subject))
	for _, s := range []string{strings.Join(words[:min(len(words), handWords)], " "), strings.Join(t.Names[:min(len(t.Names), handNames)], " ")} {
		q.add(s, text.AppendTerms(nil, s, q.language), text.Span{}, true)
	}
}

// withStory is the articles in hand and, where there is room, the newest of their
// story.
func (a *Answerer) withStory(ctx context.Context, t Talk) ([]int64, error) {
	articles := slices.Clone(t.Articles[:min(len(t.Articles), handArticles)])
	if t.Story == 0 || len(articles) == handArticles {
		return articles, nil
	}
	story, err := a.store.Story(ctx, t.Story)
	if errors.Is(err, knowledge.ErrNotFound) { // its articles are gone since
		return articles, nil
	}
	for _, x := range slices.Backward(story.Articles) {
		if len(articles) < handArticles && !slices.Contains(articles, x.ID) {
			articles = append(articles, x.ID)
		}
	}
	return articles, err
}

// sought is the words of a topic that are looked for: without -excluded ones,
// -"excluded phrases" and filters such as source:name.
func sought(topic string) string {
	var kept []string
	excluded := false // within an excluded phrase
	for _, w := range strings.Fields(topic) {
		switch {
		case excluded, strings.HasPrefix(w, `-"`), strings.HasPrefix(w, "-“"):
			excluded = !strings.HasSuffix(w, `"`) && !strings.HasSuffix(w, "”")
		case strings.HasPrefix(w, "-") && len(w) > 1, strings.HasPrefix(w, "source:"), strings.HasPrefix(w, "lang:"):
		default:
			kept = append(kept, strings.Trim(w, `"“”`))
		}
	}
	return strings.Join(kept, " ")
}

// talk is what is in hand after an answer. A question that leans on the talk and is
// not answered leaves it as it was; one with a subject of its own drops it, and
// leaves its subject when it is answered, else what was shown as the nearest.
func (a *Answerer) talk(ctx context.Context, q *question, answer Answer, asked Question) (Talk, error) {
	before, f := asked.Talk, asked.Filter
	switch {
	case q.followUp && answer.Verdict != Answered:
		return before, nil
	case len(answer.Quotes) == 0:
		return Talk{}, nil
	}
	t := Talk{Names: q.namesOf(answer.Quotes[0]), Sources: f.Sources, Since: f.Since, Until: f.Until, Language: before.Language}
	if q.told {
		t.Language = q.language
	}
	if answer.Verdict == Answered {
		t.Subject = answer.Subject
	}
	for _, x := range answer.Quotes {
		if !slices.Contains(t.Articles, x.Article.ID) && len(t.Articles) < quotedArticles {
			t.Articles = append(t.Articles, x.Article.ID)
		}
	}
	if q.followUp {
		for _, id := range before.Articles {
			if !slices.Contains(t.Articles, id) && len(t.Articles) < handArticles {
				t.Articles = append(t.Articles, id)
			}
		}
	}
	stories, err := a.store.StoryOf(ctx, t.Articles[:1])
	t.Story = stories[t.Articles[0]]
	return t, err
}

// namesOf is the names and numbers of a quote that the question does not hold: the
// words that answer first.
func (q *question) namesOf(x knowledge.Quote) []string {
	var names []string
	if words := x.Answering(); words != "" {
		names = append(names, words)
	}
	terms := text.AppendTerms(nil, x.Text, x.Article.Language)
	for i := 0; i < len(terms) && len(names) < handNames; {
		j := i
		for j < len(terms) && terms[j].Capital && !terms[j].Stop && !calendar[terms[j].Stem] && (j == i || x.Text[terms[j-1].End:terms[j].Start] == " ") {
			j++
		}
		if j == i {
			i++
			continue
		}
		name := x.Text[terms[i].Start:terms[j-1].End]
		if _, asked := q.index[terms[j-1].Stem]; !asked && !slices.Contains(names, name) {
			names = append(names, name)
		}
		i = j
	}
	return names
}
