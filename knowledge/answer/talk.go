package answer

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/kind"
	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

// Talk is what a conversation has in hand: what was answered last, for a question
// that leans on it ("and in Texas?", "why?", "where is she from?"). The zero Talk
// has nothing in hand. It may be kept as JSON.
type Talk struct {
	Subject  string    `json:"subject,omitempty"`  // what it is about, in the words of who asked, or a topic
	Asked    []string  `json:"asked,omitempty"`    // the line that began it and the last that says all itself, which others lean on
	People   []string  `json:"people,omitempty"`   // whom "he" and "she" may mean, by their full names, likeliest first
	Names    []string  `json:"names,omitempty"`    // names and numbers of the quote that answered, the answering ones first
	Articles []int64   `json:"articles,omitempty"` // that were quoted, best first
	Story    int64     `json:"story,omitempty"`    // of the first of them; 0 for none
	Sources  []string  `json:"sources,omitempty"`  // the outlets that were named,
	Except   []string  `json:"except,omitempty"`   // those that were left out, and
	Since    time.Time `json:"since,omitzero"`     // the range of dates,
	Until    time.Time `json:"until,omitzero"`     // that were asked within
	Language string    `json:"language,omitempty"` // of the last question that told its language, ISO 639-1
	// Verdict is that of the answer in hand, as whoever showed it keeps it; "" for none.
	Verdict Verdict `json:"verdict,omitempty"`
	// Steps are what whoever showed the last reply keeps to go on from it, by what is asked
	// for: "more", "older". Nil where there is nothing to go on to.
	Steps map[string]Step `json:"steps,omitempty"`
	// Listed are the articles of the list that was shown last, in its order, as whoever showed
	// it keeps them for who picks one.
	Listed []int64 `json:"listed,omitempty"`
	// Trail is what led to the last replies, the newest last, as whoever showed them keeps it
	// to go back to one of them.
	Trail []Step `json:"trail,omitempty"`
	// Followed is the subscription that the last reply was about, 0 for none, Begun says that it
	// began it, and Confirms that it asks whether to do what can't be undone, as whoever showed it
	// keeps them.
	Followed int64 `json:"followed,omitempty"`
	Begun    bool  `json:"begun,omitempty"`
	Confirms bool  `json:"confirms,omitempty"`
	// Pasted are somebody else's words that were passed on last, as whoever took them keeps them
	// for a line about them: "is that true?"
	Pasted string `json:"pasted,omitempty"`
}

// Step is a command with its arguments that goes on from a reply.
type Step struct {
	Command   string            `json:"command"`
	Arguments map[string]string `json:"arguments,omitempty"`
}

// Empty reports whether nothing is in hand that a question may lean on.
func (t Talk) Empty() bool {
	return t.Subject == "" && len(t.Articles) == 0 && len(t.Steps) == 0 && len(t.Listed) == 0 && !t.Confirms && t.Pasted == ""
}

// Kept reports whether anything is kept of a talk: what is in hand, or at least what led to a
// reply that found nothing, which may be asked again.
func (t Talk) Kept() bool { return !t.Empty() || len(t.Trail) > 0 }

// Among is a filter as a question that leans on the talk is asked with it, and whether its
// outlets are named: by the question itself, or else by the talk. What either leaves out is
// looked for only in an outlet that is named after it.
func (t Talk) Among(f knowledge.Filter, named bool) (knowledge.Filter, bool) {
	if named {
		return f, true
	}
	for _, name := range t.Except {
		if !slices.Contains(f.Except, name) {
			f.Except = append(slices.Clone(f.Except), name)
		}
	}
	in := slices.DeleteFunc(slices.Clone(t.Sources), func(name string) bool { return slices.Contains(f.Except, name) })
	if len(in) > 0 {
		f.Sources, f.Feeds = in, nil
	}
	return f, len(in) > 0
}

const (
	// handArticles is how many articles are in hand at most: the quotes that an
	// answer shows, and as many of their story.
	handArticles = 6
	// quotedArticles is how many of them are of the last answer at most.
	quotedArticles = 3
	// handNames is how many names and numbers are in hand, and handWords how many
	// words of what was asked: more than a question has only blur it.
	handNames = 4
	handWords = 8
	// handPeople is how many people are in hand.
	handPeople = 6
	// doubted is the trust in the articles in hand of a line that leans on them with
	// words that they lack.
	doubted = .7
	// lentReferent, lentBare, lentWords and lentNames are what borrowed words count in the
	// score of a sentence beside one of the question: those of the person that is meant,
	// of the line before to one without words of its own, of earlier lines, and the names
	// that were answered. An article in hand is about them without naming them. Chosen on
	// 98 follow-ups, where half and twice as much do about as well.
	lentReferent = .6
	lentBare     = .5
	lentWords    = .25
	lentNames    = .1
	// searchedMore is how much more they count in the search for articles.
	searchedMore = 2
)

// admits reports whether a filter lets an article through, whatever feed brought it.
func admits(f knowledge.Filter, a *knowledge.Article) bool {
	switch {
	case len(f.Sources) > 0 && !slices.ContainsFunc(f.Sources, func(s string) bool { return strings.EqualFold(s, a.Source) }),
		slices.ContainsFunc(f.Except, func(s string) bool { return strings.EqualFold(s, a.Source) }),
		len(f.Languages) > 0 && !slices.Contains(f.Languages, a.Language),
		!(f.Since.IsZero() && f.Until.IsZero()) && a.Published.IsZero(),
		!f.Since.IsZero() && a.Published.Before(f.Since),
		!f.Until.IsZero() && !a.Published.Before(f.Until):
		return false
	}
	return true
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
		case strings.HasPrefix(w, "-") && len(w) > 1, strings.HasPrefix(w, "source:"), strings.HasPrefix(w, "feed:"), strings.HasPrefix(w, "lang:"):
		default:
			kept = append(kept, strings.Trim(w, `"“”`))
		}
	}
	return strings.Join(kept, " ")
}

// talk is what is in hand after an answer. A question that leans on the talk and is
// not answered leaves it as it was; one with a subject of its own drops it, and
// leaves its subject when it is answered, else what was shown as the nearest, or
// itself to be asked again.
func (a *Answerer) talk(ctx context.Context, q *question, answer Answer, asked Question, best *candidate) (Talk, error) {
	before, f := asked.Talk, asked.Filter
	switch {
	case (q.followUp || q.narrowed) && answer.Verdict != Answered:
		return before, nil
	case len(answer.Quotes) == 0:
		return asked.unanswered(q), nil
	}
	t := Talk{Names: q.namesOf(answer.Quotes[0]), Except: f.Except, Since: f.Since, Until: f.Until, Language: before.Language}
	if asked.Named {
		t.Sources = f.Sources
	}
	if q.certain {
		t.Language = q.language
	}
	if answer.Verdict == Answered {
		t.Subject = answer.Subject
	}
	t.Asked, t.People = []string{q.text}, q.people(answer.Quotes[0], best.document)
	if q.followUp {
		t.Asked = before.Asked
		if q.whole && len(before.Asked) > 0 {
			t.Asked = []string{before.Asked[0], q.text}
		}
		for _, name := range before.People {
			if !slices.Contains(t.People, name) {
				t.People = append(t.People, name)
			}
		}
	}
	t.People = t.People[:min(len(t.People), handPeople)]
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

// unanswered is what is in hand after a question that found nothing: no subject to lean on, and
// the question with its outlets, which may be asked again within another time.
func (asked *Question) unanswered(q *question) Talk {
	t := Talk{Asked: []string{q.text}, Except: asked.Filter.Except}
	if asked.Named {
		t.Sources = asked.Filter.Sources
	}
	return t
}

// people are those in a quote, by their full names as its article gives them: who
// answers first, then whom the question means or names, then the others.
func (q *question) people(x knowledge.Quote, d *knowledge.Document) []string {
	who := kind.Wanted{Kind: kind.Person}
	article := kind.Article{Text: d.Text, Language: d.Language, Published: d.Published}
	type person struct {
		name  string
		order int
	}
	var found []person
	if q.referent != "" {
		found = append(found, person{q.referent, 1})
	}
	for _, r := range append([]knowledge.Range{x.Range}, ranges(x.Context)...) {
		for _, sp := range who.Find(&article, text.Span{Start: r.Start, End: r.End}) {
			p := person{fullName(sp.In(d.Text), d.Text), 2}
			last := text.AppendTerms(nil, p.name, d.Language)
			switch {
			case sp.Fit < surelyPerson || len(last) == 0:
				continue
			case x.Answer.Start <= sp.Start && sp.End <= x.Answer.End:
				p.order = 0
			default:
				if i, ok := q.index[last[len(last)-1].Stem]; ok && q.terms[i].lent == 0 {
					p.order = 1
				}
			}
			found = append(found, p)
		}
	}
	slices.SortStableFunc(found, func(a, b person) int { return a.order - b.order })
	var names []string
	for _, p := range found {
		if !slices.Contains(names, p.name) {
			names = append(names, p.name)
		}
	}
	return names
}

// bornBy reports whether a word before a surname may be a given name: it is known as one,
// or as nothing else.
func bornBy(word string) bool {
	if man, woman := lexicon.GivenName(word); man || woman {
		return true
	}
	first, _ := utf8.DecodeRuneInString(word)
	lower := strings.ToLower(word)
	return unicode.IsUpper(first) && len(text.AppendWords(nil, word)) == 1 && utf8.RuneCountInString(word) > 2 &&
		lexicon.Classes(word) == 0 && !lexicon.Noun(lower) && !text.Stopword(lower, "en")
}

// surelyPerson is the fit from which on a name is taken for a person's.
const surelyPerson = .8

func ranges(passages []knowledge.Passage) []knowledge.Range {
	out := make([]knowledge.Range, len(passages))
	for i, p := range passages {
		out[i] = p.Range
	}
	return out
}

// fullName is a person's name without titles and with the given name, which the text may
// have elsewhere; "" for what is likely none.
func fullName(name, body string) string {
	name = strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
	for first, rest, more := strings.Cut(name, " "); more; first, rest, more = strings.Cut(name, " ") {
		if bornBy(first) && !strings.Contains(name, ",") && lexicon.Classes(name)&^lexicon.Person == 0 {
			return name
		}
		name = rest
	}
	for at := 0; ; at++ {
		i := strings.Index(body[at:], " "+name)
		if i < 0 {
			return ""
		}
		at += i
		given := body[strings.LastIndexAny(body[:at], " \n(“\"")+1 : at]
		if bornBy(given) && lexicon.Classes(given+" "+name)&^lexicon.Person == 0 {
			return given + " " + name
		}
	}
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
