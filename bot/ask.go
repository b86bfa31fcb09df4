package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/answer"
)

const (
	shownQuotes = 3 // quotes in an answer before "more"
	askedQuotes = 9 // quotes that an answer has in all
	searchCount = 10
	// summarySentences is how many sentences a summary has.
	summarySentences = 4
)

var filterOptions = []Option{
	{Name: "source", Description: "Only from this outlet", Suggest: SuggestSources},
	{Name: "since", Description: "Only what was published on or after this date (2020-11-10, 2020-11 or 2020)", Type: Date},
	{Name: "until", Description: "Only what was published on or before this date", Type: Date},
}

// handleAsk answers a question.
func handleAsk(ctx context.Context, e *Engine, r Request) (Reply, error) {
	return e.answerFrom(ctx, r, 0)
}

// handleMore shows the quotes behind those of an answer.
func handleMore(ctx context.Context, e *Engine, r Request) (Reply, error) {
	from, _ := strconv.Atoi(r.Args["from"])
	return e.answerFrom(ctx, r, from)
}

// answerFrom answers a question, without the first quotes.
func (e *Engine) answerFrom(ctx context.Context, r Request, from int) (Reply, error) {
	f, err := filter(r.Args)
	if err != nil {
		return Reply{}, err
	}
	zone, err := e.zone(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	q := answer.Question{Text: r.Args["question"], Language: r.Language, Filter: f, Limit: cmp.Or(r.Most, askedQuotes), AsOf: r.AsOf, Zone: zone}
	switch before := r.Args["about"]; {
	case before != "":
		if err := json.Unmarshal([]byte(before), &q.Talk); err != nil {
			q.Talk = answer.Talk{Subject: before} // from a button of an older program
		}
	case r.Text != "": // said, not asked with a command: that stands for itself
		q.Talk = inHand(r)
	}
	a, err := e.answers.Ask(ctx, q)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{Talk: &a.Talk, Found: e.found(ctx, r, a)}
	if a.About != "" {
		reply.Blocks = append(reply.Blocks, Text{fmt.Sprintf(textTakenAs, a.About)})
	}
	reply.Blocks = append(reply.Blocks, understood(a)...)
	if a.Verdict != answer.Answered {
		return e.closest(ctx, reply, a, f)
	}
	if from >= len(a.Quotes) {
		reply.Blocks = append(reply.Blocks, Notice{textMoreEnd})
		return reply, nil
	}
	shown := a.Quotes[from:min(from+shownQuotes, len(a.Quotes))]
	c := NewComposer(ctx, e.store)
	for _, q := range a.Quotes[:from] {
		c.number(q.Article.ID)
	}
	if words := heading(a); words != "" && from == 0 {
		reply.Blocks = append(reply.Blocks, Text{words})
	}
	for i, q := range shown {
		if a.Differing && from == 0 && i == 1 && !q.Article.Published.IsZero() {
			reply.Blocks = append(reply.Blocks, Text{fmt.Sprintf(textOtherFigure, FormatDay(q.Article.Published))})
		}
		reply.Blocks = append(reply.Blocks, c.Quote(q))
	}
	if next := from + len(shown); next < len(a.Quotes) {
		args := maps.Clone(r.Args)
		args["from"] = strconv.Itoa(next)
		if a.FollowUp {
			before, _ := json.Marshal(q.Talk) // strings, numbers and times
			args["about"] = string(before)
		}
		reply.Actions = append(reply.Actions, Action{labelMore, "more", args})
	}
	reply.Actions = append(reply.Actions, Action{LabelSummary, "summary", Args{"article": "#" + strconv.FormatInt(shown[0].Article.ID, 10)}})
	reply.Actions = append(reply.Actions, e.topicActions(a.Subject)...)
	return reply, nil
}

// found is an answer as data, where it is asked for.
func (e *Engine) found(ctx context.Context, r Request, a answer.Answer) *Found {
	if !r.Data {
		return nil
	}
	found := &Found{Verdict: a.Verdict, Confidence: a.Confidence}
	c := NewComposer(ctx, e.store)
	for _, q := range a.Quotes {
		found.Quotes = append(found.Quotes, c.Quote(q))
	}
	return found
}

// heading says what the quotes of an answer are, where that is not plain: the news of a
// period, what was so on a day, and how sure it is.
func heading(a answer.Answer) string {
	if !a.From.IsZero() {
		from, to := FormatDay(a.From), FormatDay(a.Until.Add(-time.Nanosecond))
		if from == to {
			return fmt.Sprintf(textNewsOf, from)
		}
		return fmt.Sprintf(textNewsBetween, from, to)
	}
	words := howSure(a.Confidence)
	switch {
	case a.AsOf.IsZero():
		return words
	case words == "":
		return fmt.Sprintf(textAsOf, FormatDay(a.AsOf))
	}
	return fmt.Sprintf(textSureAsOf, strings.TrimSuffix(words, ":"), FormatDay(a.AsOf))
}

// howSure says that an answer is not sure; "" for one that is. A confidence is the
// share of such answers that are right.
func howSure(confidence float64) string {
	switch {
	case confidence < .6:
		return textPossibly
	case confidence < .75:
		return textProbably
	}
	return ""
}

// zone is the time zone of the place that a request comes from, in which "today" is
// read.
func (e *Engine) zone(ctx context.Context, r Request) (*time.Location, error) {
	settings, err := e.store.Settings(ctx, r.Place)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(settings.TimeZone) // "" is UTC
	if err != nil {
		e.log.Warn("bot: time zone unknown", "zone", settings.TimeZone, "error", err)
		return time.UTC, nil
	}
	return zone, nil
}

// understood says what was not taken as it was typed.
func understood(a answer.Answer) []Block {
	said := readAs(a.Readings)
	if len(a.Stored) > 0 {
		stored := make([]string, 0, len(a.Stored))
		for _, language := range a.Stored {
			stored = append(stored, languageName(language))
		}
		said = append(said, Notice{fmt.Sprintf(textNoLanguage, languageName(a.Language), enumerate(stored))})
	}
	return said
}

// readAs says which words were read as others.
func readAs(readings []answer.Reading) []Block {
	var said []Block
	for _, r := range readings {
		said = append(said, Text{fmt.Sprintf(textReadAs, clip(r.Word, 40), r.Read)})
	}
	return said
}

// languageNames are the languages in which questions are read.
var languageNames = map[string]string{"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
	"pt": "Portuguese", "ru": "Russian", "tr": "Turkish"}

// languageName is the English name of a language, or its two letters.
func languageName(code string) string { return cmp.Or(languageNames[code], code) }

// enumerate joins words: "a, b and c".
func enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// topicActions are what can be done with a subject.
func (e *Engine) topicActions(subject string) []Action {
	if subject == "" {
		return nil
	}
	return []Action{
		{labelTimeline, "timeline", Args{"topic": subject}},
		{labelFollow, "follow", Args{"topic": subject}},
	}
}

// closest says that nothing stored answers, what was searched, and the nearest
// sentence, marked as not an answer.
func (e *Engine) closest(ctx context.Context, reply Reply, a answer.Answer, f knowledge.Filter) (Reply, error) {
	searched, err := e.searched(ctx, f)
	if err != nil {
		return Reply{}, err
	}
	if searched == textEmptyStore {
		reply.Blocks = append(reply.Blocks, Notice{textEmptyStore})
		return reply, nil
	}
	reply.Blocks = append(reply.Blocks, Notice{textNothing + " " + searched})
	if a.Verdict == answer.Closest && len(a.Quotes) > 0 {
		nearest := a.Quotes[0]
		nearest.Answer = knowledge.Range{}
		reply.Blocks = append(reply.Blocks, Text{textNearest}, NewComposer(ctx, e.store).Quote(nearest))
	}
	return reply, nil
}

// handleFind says whether stored text holds the words of a message.
func handleFind(ctx context.Context, e *Engine, r Request) (Reply, error) {
	found, err := e.answers.Find(ctx, r.Args["words"], 3)
	if err != nil {
		return Reply{}, err
	}
	if len(found) == 0 {
		searched, err := e.searched(ctx, knowledge.Filter{})
		if err != nil {
			return Reply{}, err
		}
		return Reply{Blocks: []Block{Notice{textNotFound + " " + searched}}}, nil
	}
	reply := Reply{Blocks: []Block{Text{textFoundNear}}}
	if found[0].Exact {
		reply.Blocks[0] = Text{textFoundExact}
	}
	c := NewComposer(ctx, e.store)
	for i, f := range found {
		if f.Exact || i == 0 {
			reply.Blocks = append(reply.Blocks, c.Quote(f.Quote))
		}
	}
	return reply, nil
}

// handleSearch lists articles that hold words, each with its best sentence.
func handleSearch(ctx context.Context, e *Engine, r Request) (Reply, error) {
	f, err := filter(r.Args)
	if err != nil {
		return Reply{}, err
	}
	words := r.Args["words"]
	matches, err := e.answers.Search(ctx, words, f, cmp.Or(r.Most, searchCount))
	if err != nil {
		return Reply{}, err
	}
	quotes := matches.Quotes
	if len(quotes) == 0 {
		searched, err := e.searched(ctx, f)
		if err != nil {
			return Reply{}, err
		}
		return Reply{Blocks: []Block{Notice{fmt.Sprintf(textNoMatches, clip(words, 100)) + " " + searched}}}, nil
	}
	subject := clip(words, 100)
	reply := Reply{Talk: talkOn(subject, quotes), Blocks: []Block{Heading{fmt.Sprintf(textMatches, subject)}}}
	reply.Blocks = append(reply.Blocks, readAs(matches.Readings)...)
	c := NewComposer(ctx, e.store)
	for _, q := range quotes {
		reply.Blocks = append(reply.Blocks, c.Quote(q))
	}
	reply.Actions = e.topicActions(subject)
	return reply, nil
}

// resolveArticle finds the article that a person means: "#12" is its number, a
// URL is its address. It returns ErrNotFound for anything else.
func (e *Engine) resolveArticle(ctx context.Context, s string) (knowledge.Article, error) {
	if n, ok := strings.CutPrefix(s, "#"); ok {
		if id, err := strconv.ParseInt(n, 10, 64); err == nil {
			return e.store.Article(ctx, id)
		}
	}
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return e.store.ArticleByURL(ctx, s)
	}
	return knowledge.Article{}, knowledge.ErrNotFound
}

// handleSummary summarises an article or a topic.
func handleSummary(ctx context.Context, e *Engine, r Request) (Reply, error) {
	wanted := r.Args["article"]
	n, _ := strconv.Atoi(r.Args["length"])
	quotes, a, err := e.summarise(ctx, wanted, knowledge.Filter{Until: r.AsOf}, cmp.Or(n, r.Most, summarySentences))
	if err != nil {
		return Reply{}, err
	}
	if len(quotes) == 0 {
		return Reply{Blocks: []Block{Notice{fmt.Sprintf(textNoSummary, clip(wanted, 100))}}}, nil
	}
	c := NewComposer(ctx, e.store)
	var reply Reply
	if a.ID != 0 {
		reply.Talk = talkOn("", quotes)
		reply.Blocks = append(reply.Blocks, c.Headline(a))
	} else {
		subject := clip(wanted, 100)
		reply.Talk = talkOn(subject, quotes)
		reply.Blocks = append(reply.Blocks, Heading{fmt.Sprintf(textSummaryOf, subject)})
		reply.Actions = e.topicActions(subject)
	}
	for _, q := range quotes {
		reply.Blocks = append(reply.Blocks, c.Quote(q))
	}
	return reply, nil
}

// summarise returns at most n sentences of an article, or, when what names no
// article, of those of a topic's articles that a filter lets through. The article's ID is 0
// for a topic.
func (e *Engine) summarise(ctx context.Context, what string, f knowledge.Filter, n int) ([]knowledge.Quote, knowledge.Article, error) {
	a, err := e.resolveArticle(ctx, what)
	var quotes []knowledge.Quote
	switch {
	case err == nil:
		quotes, err = e.summaries.Article(ctx, a.ID, n)
	case errors.Is(err, knowledge.ErrNotFound):
		quotes, err = e.summaries.Topic(ctx, what, f, n)
	}
	return quotes, a, err
}
