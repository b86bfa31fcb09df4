package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"quoth/bot"
	"quoth/bot/lines"
	"quoth/knowledge/answer"
)

// operations is the one table, in the order in which it is described.
func operations() []operation {
	return []operation{
		define(operation{name: "ask", tool: "ask", method: http.MethodGet, title: "Ask a question of the stored news",
			description: "Answers a question about news with quotes from stored articles. Every quote is the exact words that were printed. The verdict is \"answer\" when the first quote holds the answer, \"closest\" when nothing stored answers it and the quotes are the nearest, \"none\" when nothing comes near."}, ask),
		define(operation{name: "search", tool: "search_news", method: http.MethodGet, title: "Search the stored news",
			description: "Finds stored articles by words, \"phrases\", -excluded words, OR, source:name, lang:code, from:date and to:date. Each comes with its best sentence, quoted exactly."}, search),
		define(operation{name: "timeline", tool: "timeline", method: http.MethodGet, title: "What happened when",
			description: "Lists what stored articles say happened on a topic, in the order of the dates, with an exact quote for each and how its date was found."}, timeline),
		define(operation{name: "summary", tool: "summarize", method: http.MethodGet, title: "Summarize an article or a topic",
			description: "Picks the few sentences that carry a stored article, or what is stored on a topic, quoted exactly and in their order."}, summary),
		define(operation{name: "story", tool: "get_story", method: http.MethodGet, title: "The articles of a story",
			description: "Lists the articles, from any outlet, that tell one story, the newest first."}, story),
		define(operation{name: "article", tool: "get_article", method: http.MethodGet, title: "Read a stored article",
			description: "Returns a stored article as it was printed, with its seal and the parts that are news."}, article),
		define(operation{name: "quote", tool: "verify_quote", method: http.MethodPost, title: "Check a quote",
			description: "Says whether words stand in a stored article exactly so, to the letter, and with which seal. Check every quote with it before you show one."}, verify),
		define(operation{name: "topics", tool: "list_topics", scope: Follow, method: http.MethodGet, title: "What is followed",
			description: "Lists the topics that are followed at the key's webhook, to which news on them is brought."}, topics),
		define(operation{name: "follow", tool: "follow_topic", scope: Follow, changes: true, method: http.MethodPost, title: "Follow a topic",
			description: "Has news on a topic brought to the key's webhook from now on. A topic that is followed already takes the pace that is given."}, follow),
		define(operation{name: "unfollow", tool: "unfollow_topic", scope: Follow, changes: true, method: http.MethodPost, title: "Follow a topic no more",
			description: "Ends that news on a topic is brought to the key's webhook."}, unfollow),
	}
}

// narrowed are the inputs that narrow which articles are read.
type narrowed struct {
	Source string `json:"source,omitempty" jsonschema:"only from this outlet"`
	Since  string `json:"since,omitempty" jsonschema:"only what was published on or after this date: 2020-11-10, 2020-11 or 2020"`
	Until  string `json:"until,omitempty" jsonschema:"only what was published on or before this date"`
}

func (n narrowed) args(name, value string) (bot.Args, error) {
	args := bot.Args{}
	for option, given := range map[string]string{"source": n.Source, "since": n.Since, "until": n.Until, name: value} {
		if given != "" {
			args[option] = given
		}
	}
	_, err := bot.ParseFilter(args)
	return args, badInput(err)
}

// badInput is an error of the input as the program is told it.
func badInput(err error) error {
	if err == nil {
		return nil
	}
	return &problem{http.StatusBadRequest, err.Error()}
}

// handle has the engine handle a request.
func handle(ctx context.Context, s *Service, r bot.Request) (bot.Reply, error) {
	reply := s.engine.Handle(ctx, r)
	switch {
	case errors.Is(reply.Err, bot.ErrTooManyTopics):
		return reply, &problem{http.StatusConflict, reply.Words()}
	case reply.Failed && (reply.Err == nil || bot.Refused(reply.Err)):
		return reply, &problem{http.StatusBadRequest, reply.Words()}
	case reply.Failed:
		return reply, reply.Err
	case reply.Missing != nil:
		return reply, &problem{http.StatusBadRequest, "the input lacks " + reply.Missing.Option}
	}
	return reply, nil
}

// limited is a count within bounds, or what is usual where none is given.
func limited(given, usual, most int) (int, error) {
	switch {
	case given == 0:
		return usual, nil
	case given < 0 || given > most:
		return 0, &problem{http.StatusBadRequest, "a count is out of its bounds"}
	}
	return given, nil
}

type askInput struct {
	Question string `json:"question" jsonschema:"a question, in English, German, French, Spanish, Italian, Portuguese, Russian or Turkish"`
	AsOf     string `json:"as_of,omitempty" jsonschema:"the day on which it is asked: later articles are left out; 2020-11-10, 2020-11 or 2020"`
	Talk     string `json:"talk,omitempty" jsonschema:"the talk of the answer before, for a question that goes on from it"`
	narrowed
}

type askOutput struct {
	lines.Result
	Talk string `json:"talk,omitempty" jsonschema:"to be given with the next question"`
}

func ask(ctx context.Context, s *Service, r bot.Request, in askInput) (askOutput, error) {
	filters, err := in.args("", "")
	if err != nil {
		return askOutput{}, err
	}
	if _, err := lines.AsOf(in.AsOf); err != nil {
		return askOutput{}, badInput(err)
	}
	r.Talk = bot.DecodeTalk(in.Talk)
	result, talk, err := lines.Ask(ctx, s.engine, r, lines.Question{Question: in.Question, AsOf: in.AsOf}, filters)
	if bot.Refused(err) || errors.Is(err, answer.ErrEmpty) {
		return askOutput{}, badInput(err)
	}
	return askOutput{result, bot.EncodeTalk(talk)}, err
}

// quotes is a list of quotes.
type quotes struct {
	Quotes []lines.Quote `json:"quotes" jsonschema:"exact slices of stored articles"`
}

type searchInput struct {
	Words string `json:"words" jsonschema:"words, \"phrases\", -excluded words, OR, source:name, lang:code, from:date, to:date"`
	Limit int    `json:"limit,omitempty" jsonschema:"at most so many articles, from 1 to 50; 10 without"`
	narrowed
}

func search(ctx context.Context, s *Service, r bot.Request, in searchInput) (quotes, error) {
	args, err := in.args("words", in.Words)
	if err != nil {
		return quotes{}, err
	}
	if r.Most, err = limited(in.Limit, 10, 50); err != nil {
		return quotes{}, err
	}
	r.Command, r.Args = bot.SearchFor("").Command, args
	reply, err := handle(ctx, s, r)
	return quotes{lines.QuotesOf(reply)}, err
}

type timelineInput struct {
	Topic   string `json:"topic" jsonschema:"what it is about, as for a search"`
	From    string `json:"from,omitempty" jsonschema:"the first date: 2020-11-10, 2020-11 or 2020"`
	To      string `json:"to,omitempty" jsonschema:"the last date"`
	Entries int    `json:"entries,omitempty" jsonschema:"at most so many dates, from 1 to 200; 12 without"`
	PerDate int    `json:"per_date,omitempty" jsonschema:"at most so many quotes of all that is said of a date, up to 20; without, an entry for each event"`
}

type timelineOutput struct {
	Entries []lines.Entry `json:"entries" jsonschema:"in the order of the dates"`
}

func timeline(ctx context.Context, s *Service, r bot.Request, in timelineInput) (out timelineOutput, err error) {
	if _, _, err := bot.ParsePeriod(in.From, in.To); err != nil {
		return out, badInput(err)
	}
	if r.Most, err = limited(in.Entries, 12, 200); err != nil {
		return out, err
	}
	if r.PerDate, err = limited(in.PerDate, 0, 20); err != nil {
		return out, err
	}
	r.Command, r.Args = bot.TimelineOf("").Command, bot.Args{"topic": in.Topic, "from": in.From, "to": in.To}
	reply, err := handle(ctx, s, r)
	return timelineOutput{lines.EntriesOf(reply)}, err
}

type summaryInput struct {
	Of        string `json:"of" jsonschema:"the address of a stored article, its number as #12, or a topic"`
	Sentences int    `json:"sentences,omitempty" jsonschema:"at most so many sentences, from 1 to 20; 4 without"`
	To        string `json:"to,omitempty" jsonschema:"of a topic: as it stood on that day; 2020-11-10, 2020-11 or 2020"`
}

func summary(ctx context.Context, s *Service, r bot.Request, in summaryInput) (quotes, error) {
	f, err := bot.ParseFilter(bot.Args{"until": in.To})
	if err != nil {
		return quotes{}, badInput(err)
	}
	if r.Most, err = limited(in.Sentences, 4, 20); err != nil {
		return quotes{}, err
	}
	r.Command, r.Args, r.AsOf = bot.SummaryOf("").Command, bot.Args{"article": in.Of}, f.Until
	reply, err := handle(ctx, s, r)
	return quotes{lines.QuotesOf(reply)}, err
}

type storyInput struct {
	ID    int `json:"id" jsonschema:"the number of the story, as an article has it"`
	Limit int `json:"limit,omitempty" jsonschema:"at most so many articles, from 1 to 50; 20 without"`
	From  int `json:"from,omitempty" jsonschema:"behind so many of the newest"`
}

type storyOutput struct {
	Articles []storyArticle `json:"articles" jsonschema:"the newest first"`
	All      int            `json:"all" jsonschema:"how many articles tell the story"`
}

type storyArticle struct {
	lines.Article
	ID   int64        `json:"id"`
	Lead *lines.Quote `json:"lead,omitempty" jsonschema:"the sentence that it begins with"`
}

func story(ctx context.Context, s *Service, r bot.Request, in storyInput) (storyOutput, error) {
	most, err := limited(in.Limit, 20, 50)
	if err != nil || in.From < 0 || in.ID < 1 {
		return storyOutput{}, &problem{http.StatusBadRequest, "a number is out of its bounds"}
	}
	articles, all, err := s.engine.Library().Story(ctx, r, int64(in.ID), most, in.From)
	out := storyOutput{Articles: []storyArticle{}, All: all}
	for _, read := range articles {
		a := storyArticle{Article: lines.NewArticle(read.Article), ID: read.Article.ID}
		if read.Lead != nil {
			lead := lines.NewQuote(*read.Lead)
			a.Lead = &lead
		}
		out.Articles = append(out.Articles, a)
	}
	return out, err
}

type articleInput struct {
	Article string `json:"article" jsonschema:"the address of a stored article, or its number"`
	Version int    `json:"version,omitempty" jsonschema:"which version; the newest without"`
}

type articleOutput struct {
	lines.Article
	ID       int64     `json:"id"`
	Version  int       `json:"version"`
	Versions int       `json:"versions" jsonschema:"how many are stored"`
	Authors  []string  `json:"authors"`
	Language string    `json:"language" jsonschema:"ISO 639-1"`
	Stored   time.Time `json:"stored" jsonschema:"when its first version was stored"`
	Seal     string    `json:"seal,omitempty" jsonschema:"the digest of what was printed, by which it can be checked"`
	Story    int64     `json:"story,omitempty" jsonschema:"the story that other articles tell, too"`
	Text     string    `json:"text,omitempty" jsonschema:"as it was printed; not given where the operator keeps texts back"`
	Parts    []part    `json:"parts" jsonschema:"the parts of the newest version's text, in bytes"`
}

type part struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Role  string `json:"role"`
	News  bool   `json:"news" jsonschema:"it may be quoted"`
}

func article(ctx context.Context, s *Service, r bot.Request, in articleInput) (articleOutput, error) {
	id, _, err := s.engine.Library().Find(ctx, r, in.Article)
	if err != nil {
		return articleOutput{}, err
	}
	stored, err := s.engine.Library().Stored(ctx, r, id, in.Version)
	if err != nil {
		return articleOutput{}, err
	}
	out := articleOutput{
		Article: lines.NewArticle(stored.Article), ID: stored.ID, Version: stored.Version, Versions: stored.Versions, Authors: append([]string{}, stored.Authors...),
		Language: stored.Language, Stored: stored.First.UTC(), Seal: stored.Seal, Story: stored.Story, Parts: []part{},
	}
	if s.quotesOnly {
		return out, nil
	}
	out.Text = stored.Text
	for _, p := range stored.Parts {
		out.Parts = append(out.Parts, part{p.Start, p.End, p.Role.String(), p.Role.Quotable()})
	}
	return out, nil
}
