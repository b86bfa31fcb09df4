package bot

import (
	"slices"
	"strings"

	"quoth/bot/text"
	"quoth/knowledge/answer"
)

// Table is a command table, in the order of the help. It must not be changed.
type Table []Command

// Command returns the command of that name, with or without a slash before it, or of the
// name that it has in the menus of a language.
func (t Table) Command(name string) (*Command, bool) {
	name = strings.ToLower(strings.TrimPrefix(name, "/"))
	for i := range t {
		if t[i].Name == name {
			return &t[i], true
		}
	}
	if name == "" {
		return nil, false
	}
	for _, language := range text.Languages() {
		for i := range t {
			if t[i].NameIn(language) == name {
				return &t[i], true
			}
		}
	}
	return nil, false
}

// Parse makes the command and the arguments of a text line: "/ask …" names
// a command, anything else is plain text. It sets Command and Args or Text.
func (t Table) Parse(r *Request, line string) {
	line = strings.TrimSpace(line)
	rest, ok := strings.CutPrefix(line, "/")
	if !ok {
		r.Text = line
		return
	}
	name, tail, _ := strings.Cut(rest, " ")
	if c, known := t.Command(name); known {
		r.Command, r.Args = c.Name, c.Parse(tail)
		return
	}
	r.Command, r.Text = name, tail
}

// commandTable is the one command table.
func commandTable() Table {
	return Table{
		{
			Name: "ask", Named: "name.ask", Description: "command.ask", Label: "web.ask",
			Options: append([]Option{{Name: "question", Description: "command.ask.question", Required: true, Rest: true, Suggest: SuggestTopics, Ask: "command.ask.question"}}, filterOptions...),
			Answers: true, Link: LinkAll, Work: Shared, handle: handleAsk,
		},
		{
			Name: "summary", Named: "name.summary", Description: "command.summary",
			Options: []Option{
				{Name: "article", Description: "command.summary.article", Type: ArticleOrTopic, Required: true, Rest: true, Suggest: SuggestTopics, Ask: "command.summary.article.ask"},
				{Name: "length", Description: "command.summary.length", Type: Integer, Min: 1, Max: mostSentences},
			},
			Link: LinkAll, Work: Heavy, handle: handleSummary,
		},
		{
			Name: "timeline", Named: "name.timeline", Description: "command.timeline", Label: "label.timeline",
			Options: []Option{
				{Name: "topic", Description: "command.timeline.topic", Type: Topic, Required: true, Rest: true, Suggest: SuggestTopics, Ask: "option.which_topic"},
				{Name: "from", Description: "command.timeline.from", Type: Date},
				{Name: "to", Description: "command.timeline.to", Type: Date},
				{Name: "as", Description: "command.timeline.as", Type: Choice, Choices: timelineForms},
			},
			Link: LinkAll, Work: Shared, handle: handleTimeline,
		},
		{
			Name: "compare", Named: "name.compare", Description: "command.compare", Label: "label.compare",
			Options: []Option{{Name: "topic", Description: "command.summary.article", Type: ArticleOrTopic, Required: true, Rest: true, Suggest: SuggestTopics, Ask: "option.which_topic"}},
			Link:    LinkAll, Work: Shared, handle: handleCompare,
		},
		{
			Name: "search", Named: "name.search", Description: "command.search", Label: "web.search",
			Options: append([]Option{{Name: "words", Description: "option.topic", Type: Topic, Required: true, Rest: true, Suggest: SuggestTopics, Ask: "option.which_words"}}, filterOptions...),
			Link:    LinkAll, Work: Shared, handle: handleSearch,
		},
		{
			Name: "latest", Named: "name.latest", Description: "command.latest", Label: "latest.heading",
			Options: []Option{
				{Name: "source", Description: "option.source", Rest: true, Suggest: SuggestSources},
				{Name: "from", Description: "command.latest.from", Type: Integer, Min: 0, Max: 1_000_000},
			},
			Link: LinkAll, Continues: given("from"), handle: handleLatest,
		},
		{Name: "sources", Named: "name.sources", Description: "command.sources", Label: "sources.heading", Link: LinkAll, handle: handleSources},
		{
			Name: "find", Named: "name.find", Description: "command.find",
			Options: []Option{{Name: "words", Description: "command.find.words", Required: true, Rest: true, Ask: "option.which_words"}},
			Link:    LinkAll, Work: Shared, handle: handleFind,
		},
		{
			Name: "follow", Named: "name.follow", Description: "command.follow", Group: helpAlerts,
			Options: append([]Option{{Name: "topic", Description: "option.topic", Type: Topic, Required: true, Rest: true, Suggest: SuggestTopics, Ask: "option.which_topic"}},
				append(slices.Clone(paceOptions), Option{Name: "mention", Description: "command.follow.mention", Type: Role}, Option{Name: "channel", Description: "command.follow.channel", Type: Channel},
					Option{Name: "paused", Type: Boolean, Pressed: true})...),
			Access: Manager, Changes: true, Link: LinkAll, Delivers: always, handle: handleFollow,
		},
		{
			Name: "alerts", Named: "name.alerts", Description: "command.alerts", Group: helpAlerts,
			Options: append([]Option{
				{Name: "what", Description: "command.alerts.what", Type: Choice, Choices: alertJobs},
				{Name: "number", Description: "command.alerts.number", Suggest: SuggestSubscriptions},
				{Name: "topic", Description: "command.alerts.topic", Rest: true},
			}, paceOptions...),
			Quiet: true, Changes: true, Link: Look, Delivers: is("what", "resume"), Continues: given("what"), handle: handleAlerts,
		},
		{
			Name: "unfollow", Named: "name.unfollow", Description: "command.unfollow", Group: helpAlerts,
			Options: []Option{{Name: "topic", Description: "command.unfollow.topic", Rest: true, Suggest: SuggestSubscriptions}},
			Access:  Manager, Open: true, Changes: true, handle: handleUnfollow,
		},
		{
			Name: "settings", Named: "name.settings", Description: "command.settings", Group: helpYours,
			Options: []Option{
				{Name: "language", Description: "command.settings.language", Suggest: SuggestLanguages},
				{Name: "timezone", Description: "command.settings.timezone"},
				{Name: "quiet", Description: "command.settings.quiet"},
				{Name: "previews", Description: "command.settings.previews", Type: Boolean},
				{Name: "pictures", Description: "command.settings.pictures", Type: Boolean},
				{Name: "threads", Description: "command.settings.threads", Type: Boolean, Threads: true},
				{Name: "outlets", Description: "command.settings.outlets", Suggest: SuggestNewsOutlets},
				{Name: "feeds", Description: "command.settings.feeds", Suggest: SuggestNewsFeeds},
				{Name: "languages", Description: "command.settings.languages", Suggest: SuggestNewsLanguages},
			},
			Quiet: true, Changes: true, Link: Look, handle: handleSettings,
			Continues: always,
		},
		{Name: "privacy", Named: "name.privacy", Description: "command.privacy", Group: helpYours, Personal: true, Open: true, Link: LinkAll, handle: handlePrivacy},
		{Name: "export", Named: "name.export", Description: "command.export", Group: helpYours, Personal: true, Open: true, Link: LinkAll, handle: handleExport},
		{
			Name: "forget", Named: "name.forget", Description: "command.forget", Group: helpYours,
			Options:  []Option{{Name: "sure", Description: "command.forget.sure", Type: Choice, Choices: []string{confirmed}}},
			Personal: true, Open: true, Changes: true, Forgets: is("sure", confirmed), handle: handleForget,
		},
		{
			Name: "admin", Description: "command.admin", Group: helpOperator,
			Options: []Option{
				{Name: "what", Description: "command.admin.what", Type: Choice, Choices: []string{"status", "feeds", "backup", "invite", "admitted", "withdraw", "remove", "console"}},
				{Name: "do", Description: "command.admin.do", Type: Choice, Choices: feedJobs},
				{Name: "feed", Description: "command.admin.feed"},
				{Name: "change", Description: "command.admin.change", Rest: true},
				{Name: "article", Description: "command.admin.article"},
				{Name: "who", Description: "command.admin.who"},
			},
			Access: Operator, Personal: true, Changes: true, handle: handleAdmin,
		},
		{
			Name: "feedback", Description: "command.feedback", Group: helpOperator,
			Options: []Option{
				{Name: "what", Description: "command.feedback.what", Type: Choice, Choices: []string{listReports, withholdQuoted, releaseQuoted, dropReports}},
				{Name: "article", Description: "command.feedback.article"},
			},
			Access: Operator, Personal: true, Changes: true, handle: handleFeedback,
		},
		{
			Name: "help", Named: "name.help", Description: "command.help", Group: helpYours,
			Options: []Option{{Name: "command", Description: "command.help.command", Rest: true, Suggest: SuggestCommands}},
			Quiet:   true, Link: LinkAll, handle: handleHelp,
		},
		{Name: "start", Description: "command.start", Hidden: true, Options: []Option{{Name: "code", Description: "command.start.code"}}, handle: handleStart},
		{
			Name: "why", Description: "command.why", Hidden: true,
			Options: []Option{{Name: "number", Description: "command.why.number", Required: true}},
			Quiet:   true, handle: handleWhy,
		},
		{
			Name: "report", Description: "command.report", Hidden: true,
			Options: []Option{
				{Name: "opinion", Description: "command.report.opinion", Type: Choice, Choices: opinions, Required: true},
				{Name: "article", Description: "command.report.article", Required: true},
				{Name: "range", Description: "command.report.range", Required: true},
				{Name: "question", Description: "command.report.question", Rest: true},
			},
			Quiet: true, Changes: true, handle: handleReport,
		},
		{
			Name: "cited", Description: "command.cited", Hidden: true,
			Options: []Option{
				{Name: "articles", Description: "command.cited.articles", Required: true, Rest: true},
				{Name: "verdict", Description: "command.cited.verdict", Type: Choice, Choices: []string{string(answer.Answered), string(answer.Closest)}},
			},
			handle: handleCited,
		},
		{
			Name: "more", Description: "command.more", Hidden: true,
			Options: append([]Option{
				{Name: "question", Description: "command.more.question", Required: true, Rest: true},
				{Name: "about", Description: "command.more.about"},
				{Name: "from", Description: "command.more.from", Type: Integer, Min: 0, Max: askedQuotes},
			}, slices.Clone(filterOptions)...),
			Answers: true, Continues: always, Work: Shared, handle: handleMore,
		},
	}
}

// always holds for every use of a command.
func always(Args) bool { return true }

// given holds where an option is given.
func given(option string) func(Args) bool { return func(a Args) bool { return a[option] != "" } }

// is holds where an option has a value.
func is(option, value string) func(Args) bool {
	return func(a Args) bool { return a[option] == value }
}
