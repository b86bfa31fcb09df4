package bot

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/bot/intent"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/audience"
	"quoth/knowledge/topic"
)

const (
	shownQuotes = 3 // quotes in an answer before "more", all but the first folded
	askedQuotes = 9 // quotes that an answer has in all
	searchCount = 10
	// summarySentences is how many sentences a summary has, and mostSentences at most.
	summarySentences, mostSentences = 4, 10
)

var filterOptions = []Option{
	{Name: "source", Description: "option.source", Suggest: SuggestSources},
	{Name: "since", Description: "option.since", Type: Date},
	{Name: "until", Description: "option.until", Type: Date},
}

// handleAsk answers a question. What names an article asks what it says.
func handleAsk(ctx context.Context, e *Engine, r Request) (Reply, error) {
	switch a, err := e.resolveArticle(ctx, r.Args["question"]); {
	case err == nil:
		r.Args = Args{"article": number(a.ID)}
		return handleSummary(ctx, e, r)
	case !errors.Is(err, knowledge.ErrNotFound):
		return Reply{}, err
	}
	return e.answerFrom(ctx, r, 0)
}

// handleCited tells where what the talk has in hand was printed, or what the sources are
// when it is gone.
func handleCited(ctx context.Context, e *Engine, r Request) (Reply, error) {
	reply := Reply{Talk: r.Talk, Blocks: []Block{Heading{r.say("sources.heading")}}}
	switch answer.Verdict(r.Args["verdict"]) {
	case answer.Answered:
		reply.Blocks[0] = Text{r.say("cited.sure")}
	case answer.Closest:
		reply.Blocks[0] = Text{r.say("cited.unsure")}
	}
	c := NewComposer(ctx, e.store)
	for name := range strings.FieldsSeq(r.Args["articles"]) {
		a, err := e.resolveArticle(ctx, name)
		switch {
		case errors.Is(err, knowledge.ErrNotFound): // it is gone since
			continue
		case err != nil:
			return Reply{}, err
		}
		a.Text = ""
		reply.Blocks = append(reply.Blocks, c.Headline(a))
	}
	if len(reply.Blocks) == 1 {
		return handleSources(ctx, e, r)
	}
	return reply, nil
}

// handleMore shows the quotes behind those of an answer.
func handleMore(ctx context.Context, e *Engine, r Request) (Reply, error) {
	from, _ := strconv.Atoi(r.Args["from"])
	return e.answerFrom(ctx, r, from)
}

// answerFrom answers a question, without the first quotes.
func (e *Engine) answerFrom(ctx context.Context, r Request, from int) (Reply, error) {
	f, err := r.filter(r.Args)
	if err != nil {
		return Reply{}, err
	}
	zone, err := e.zone(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	q := answer.Question{Text: r.Args["question"], Language: r.Language, Filter: f, Limit: cmp.Or(r.Most, askedQuotes), AsOf: r.AsOf, Zone: zone, GoesOn: r.goesOn}
	named, _ := among(lines(r.Args["source"]))
	q.Named = len(named) > 0
	switch before := r.Args["about"]; {
	case before != "":
		q.Talk = talkOf(before)
	case r.Text != "": // said, not asked with a command: that stands for itself
		q.Talk = inHand(r)
	}
	q.Talk.Steps, q.Talk.Trail, q.Talk.Listed = nil, nil, nil // what a new answer leaves is its own
	q.Talk.Followed, q.Talk.Begun, q.Talk.Confirms, q.Talk.Pasted = 0, false, false, ""
	a, err := e.answers.Ask(ctx, q)
	if err != nil {
		return Reply{}, err
	}
	if a.FollowUp && !(a.From.IsZero() && a.Until.IsZero()) { // of another time
		f.Since, f.Until = a.From, a.Until
	}
	if a.FollowUp {
		f, _ = q.Talk.Among(f, q.Named)
	}
	args := maps.Clone(r.Args)
	args["from"] = strconv.Itoa(from)
	if a.FollowUp {
		args["about"] = asArgument(q.Talk)
	}
	reply := Reply{Talk: &a.Talk, Question: r.Args["question"], Found: e.found(ctx, r, a), Verdict: a.Verdict, Again: &answer.Step{Command: "more", Arguments: args}}
	if a.About != "" {
		reply.Blocks = append(reply.Blocks, Text{r.say("answer.taken_as", "topic", a.About)})
	}
	reply.Blocks = append(reply.Blocks, r.understood(a)...)
	if a.Confidence < possible {
		return e.closest(ctx, r, reply, a, f)
	}
	a.Talk.Verdict = a.Verdict
	if from >= len(a.Quotes) {
		reply.Blocks = append(reply.Blocks, Notice{r.say("answer.more_end")})
		return reply, nil
	}
	blocks, next := NewComposer(ctx, e.store).answer(r.printer(), a, from)
	reply.Blocks = append(reply.Blocks, blocks...)
	onward, foremost := steps{}, a.Quotes[from].Article
	onward.around([]time.Time{foremost.Published}, "more", with(args, Args{"from": "0"}), "since", "until")
	onward.add(intent.Longer, "summary", nil, Args{"article": number(foremost.ID)})
	if next < len(a.Quotes) {
		onward.add(intent.More, "more", args, Args{"from": strconv.Itoa(next)})
		reply.Actions = append(reply.Actions, Action{r.say("label.more"), "more", onward[string(intent.More)].Arguments})
	}
	a.Talk.Steps = onward
	reply.Actions = append(reply.Actions, Action{r.say("label.summary"), "summary", Args{"article": number(foremost.ID)}})
	reply.Actions = append(reply.Actions, r.topicActions(a.Subject)...)
	if wrong, ok := Reporting(reply, audience.WrongQuote); ok {
		wrong.Label = r.say("label.wrong_quote")
		reply.Actions = append(reply.Actions, wrong)
	}
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

// heading says what the quotes of an answer are: the news of a period, or how sure it is,
// with the day on which what is so was so.
func heading(p text.Printer, a answer.Answer) string {
	if !a.From.IsZero() && !a.Until.IsZero() && a.Verdict == answer.Answered {
		from, to := p.Day(a.From), p.Day(a.Until.Add(-time.Nanosecond))
		if from == to {
			return p.Say("answer.news_of", "day", from)
		}
		return p.Say("answer.news_between", "from", from, "to", to)
	}
	if a.AsOf.IsZero() {
		return p.Say(howSure(a.Verdict))
	}
	return p.Say("answer.as_of", "found", p.Say(howSure(a.Verdict)), "day", p.Day(a.AsOf))
}

// answer shows the quotes of an answer from one on: at its beginning the first, with those
// that stand second folded. It returns the quote to go on from.
func (c *Composer) answer(p text.Printer, a answer.Answer, from int) (blocks []Block, next int) {
	next = min(from+shownQuotes, len(a.Quotes))
	if from > 0 {
		return c.quotes(a.Quotes[from:next]), next
	}
	first, further := foremost(a.Quotes[0])
	next -= min(len(further), next-1)
	further = append(further, a.Quotes[1:next]...)
	blocks = []Block{Heading{heading(p, a)}, c.Quote(first)}
	if len(further) > 0 {
		label := p.Say("answer.more_quotes", "n", len(further))
		if a.Differing && next > 1 && !a.Quotes[1].Article.Published.IsZero() {
			label = p.Say("answer.other_figure", "quotes", label, "day", p.Day(a.Quotes[1].Article.Published))
		}
		blocks = append(blocks, Folded{Label: label, Blocks: c.quotes(further)})
	}
	return blocks, next
}

// foremost parts a quote from the sentence that may answer in its stead: the one that
// holds the answering words is shown, on what it leans on, and the other stands second.
func foremost(q knowledge.Quote) (shown knowledge.Quote, second []knowledge.Quote) {
	i := slices.IndexFunc(q.Context, func(p knowledge.Passage) bool { return p.Beside })
	if i < 0 {
		return q, nil
	}
	p := q.Context[i]
	q.Context = slices.Delete(slices.Clone(q.Context), i, i+1)
	other := q
	other.Range, other.Text, other.Context, other.Also = p.Range, p.Text, nil, nil
	if q.Answer.Empty() || !p.Range.Contains(q.Answer) {
		other.Answer, other.Value = knowledge.Range{}, ""
		return q, []knowledge.Quote{other}
	}
	if gap := p.Start - q.End; gap >= 0 && gap <= nextTo { // it goes on from the quote
		other.Context = []knowledge.Passage{{Range: q.Range, Text: q.Text}}
		return other, nil
	}
	q.Answer, q.Value = knowledge.Range{}, ""
	return other, []knowledge.Quote{q}
}

// nextTo is how many bytes lie between a sentence and the one after it at most.
const nextTo = 2

// possible is from which confidence on what is nearest is shown as it would be were it an
// answer, and called possible. A confidence is the share of such quotes that are right: of
// those below, two in three are not.
const possible = .4

// howSure says how sure an answer is.
func howSure(v answer.Verdict) text.Key {
	if v == answer.Answered {
		return "answer.found"
	}
	return "answer.possibly"
}

// zone is the time zone of the place that a request comes from, in which "today" is
// read.
func (e *Engine) zone(ctx context.Context, r Request) (*time.Location, error) {
	var settings audience.Settings
	if r.voice != nil && r.voice.known {
		settings = r.voice.settings
	} else {
		var err error
		if settings, err = e.store.Settings(ctx, r.Place); err != nil {
			return nil, err
		}
	}
	zone, err := time.LoadLocation(settings.TimeZone) // "" is UTC
	if err != nil {
		e.log.WarnContext(ctx, "bot: time zone unknown", "zone", settings.TimeZone, "error", err)
		return time.UTC, nil
	}
	return zone, nil
}

// understood says what was not taken as it was typed.
func (r *Request) understood(a answer.Answer) []Block {
	var said []Block
	for _, read := range a.Readings {
		if read.Word != read.Read { // a name of another alphabet was read as it is shown
			said = append(said, r.readAs(read.Word, read.Read))
		}
	}
	if len(a.Stored) > 0 {
		stored := make([]string, 0, len(a.Stored))
		for _, language := range a.Stored {
			stored = append(stored, r.printer().Named(language))
		}
		said = append(said, Notice{r.say("answer.no_language", "language", r.printer().Named(a.Language), "stored", r.printer().And(stored))})
	}
	return said
}

// readAs says that a word was read as another.
func (r *Request) readAs(word, read string) Block {
	return Text{r.say("answer.read_as", "word", clip(word, 40), "read", read)}
}

// topicActions are what can be done with a subject.
func (r *Request) topicActions(subject string) []Action {
	if subject == "" {
		return nil
	}
	return []Action{
		{r.say("label.timeline"), "timeline", Args{"topic": subject}},
		{r.say("label.follow"), "follow", Args{"topic": subject}},
	}
}

// closest says that nothing stored answers, what was searched, and the nearest
// sentence, marked as not an answer.
func (e *Engine) closest(ctx context.Context, r Request, reply Reply, a answer.Answer, f knowledge.Filter) (Reply, error) {
	searched, err := e.searched(ctx, r, f, "answer.nothing")
	if err != nil {
		return Reply{}, err
	}
	reply.Blocks = append(reply.Blocks, Notice{searched})
	if a.Verdict == answer.Closest && len(a.Quotes) > 0 {
		nearest := a.Quotes[0]
		nearest.Answer, nearest.Context = knowledge.Range{}, nil
		reply.Blocks = append(reply.Blocks, Heading{r.say("answer.nearest")}, NewComposer(ctx, e.store).Quote(nearest))
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
		searched, err := e.searched(ctx, r, knowledge.Filter{}, "store.searched")
		if err != nil {
			return Reply{}, err
		}
		return Reply{Talk: r.ended(), Blocks: []Block{Notice{r.say("find.none") + " " + searched}}}, nil
	}
	reply := Reply{Talk: r.ended(), Blocks: []Block{Text{r.say("find.near")}}}
	if found[0].Exact {
		reply.Blocks[0] = Text{r.say("find.exact")}
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
	f, err := r.filter(r.Args)
	if err != nil {
		return Reply{}, err
	}
	words := r.Args["words"]
	subject := clip(words, 100)
	matches, err := e.search(ctx, r, words, f)
	if err != nil {
		return Reply{}, err
	}
	quotes := matches.Quotes
	if len(quotes) == 0 {
		searched, err := e.searched(ctx, r, r.within(f), "store.searched")
		if err != nil {
			return Reply{}, err
		}
		none := talkOn(subject, nil)
		none.Steps = steps{}.back("search", r.Args, "since", "until")
		return Reply{Talk: none, Blocks: []Block{Notice{r.say("search.none", "words", subject) + " " + searched}}}, nil
	}
	reply := Reply{Talk: talkOn(subject, quotes), Blocks: []Block{Heading{r.say("search.matches", "words", subject)}}}
	for _, read := range matches.Readings {
		reply.Blocks = append(reply.Blocks, r.readAs(read.Word, read.Read))
	}
	c := NewComposer(ctx, e.store)
	for _, q := range quotes {
		reply.Blocks = append(reply.Blocks, c.Quote(q))
	}
	reply.Actions = r.topicActions(subject)
	onward, days := steps{}, make([]time.Time, len(quotes))
	for i, q := range quotes {
		days[i] = q.Article.Published
	}
	onward.around(days, "search", r.Args, "since", "until")
	reply.Talk.Steps = onward
	return reply, nil
}

// search finds the articles that hold words, in the order that the request wants.
func (e *Engine) search(ctx context.Context, r Request, words string, f knowledge.Filter) (topic.Matches, error) {
	most := cmp.Or(r.Most, searchCount)
	if r.Newest {
		return e.reader.Newest(ctx, words, f, e.now(), most)
	}
	return e.reader.Search(ctx, words, f, most)
}

// resolveArticle finds the article that a person means by its number or its address. It
// returns ErrNotFound for anything else.
func (e *Engine) resolveArticle(ctx context.Context, s string) (knowledge.Article, error) {
	if !namesArticle(s) {
		return knowledge.Article{}, knowledge.ErrNotFound
	}
	return knowledge.FindArticle(ctx, e.store, s)
}
