package bot

import "slices"

// commandTable is the one command table, in the order of the help.
func commandTable() []Command {
	return []Command{
		{
			Name: "ask", Description: "Ask about the news and get the exact words that were printed",
			Options: append([]Option{{Name: "question", Description: "What do you want to know?", Required: true, Rest: true, Suggest: SuggestTopics, Ask: "What do you want to know?"}}, filterOptions...),
			Link:    LinkAll, handle: handleAsk,
		},
		{
			Name: "summary", Description: "The few sentences that carry an article or a topic",
			Options: []Option{
				{Name: "article", Description: "The address of an article, or a topic", Required: true, Rest: true, Suggest: SuggestTopics, Ask: "Which article or topic?"},
				{Name: "length", Description: "How many sentences", Type: Integer, Min: 1, Max: 10},
			},
			Link: LinkAll, handle: handleSummary,
		},
		{
			Name: "timeline", Description: "What happened when, in the words that were printed",
			Options: []Option{
				{Name: "topic", Description: "What the timeline is about", Required: true, Rest: true, Suggest: SuggestTopics, Ask: "Which topic?"},
				{Name: "from", Description: "The first date (2020-11-10, 2020-11 or 2020)", Type: Date},
				{Name: "to", Description: "The last date", Type: Date},
				{Name: "as", Description: "As a picture or as text", Type: Choice, Choices: timelineForms},
			},
			Link: LinkAll, handle: handleTimeline,
		},
		{
			Name: "search", Description: "Articles that hold words, “phrases”, and no -excluded words",
			Options: append([]Option{{Name: "words", Description: "Words, “phrases”, -excluded words", Required: true, Rest: true, Suggest: SuggestTopics, Ask: "Which words?"}}, filterOptions...),
			Link:    LinkAll, handle: handleSearch,
		},
		{
			Name: "latest", Description: "The newest articles",
			Options: []Option{
				{Name: "source", Description: "Only from this outlet", Rest: true, Suggest: SuggestSources},
				{Name: "from", Description: "Leave out so many of the newest", Type: Integer, Min: 0, Max: 1_000_000},
			},
			Link: LinkAll, Continues: given("from"), handle: handleLatest,
		},
		{Name: "sources", Description: "The outlets that are stored", Link: LinkAll, handle: handleSources},
		{
			Name: "find", Description: "Does stored news hold these words? Exact or near, with the place",
			Options: []Option{{Name: "words", Description: "The words to look for", Required: true, Rest: true, Ask: "Which words?"}},
			Link:    LinkAll, handle: handleFind,
		},
		{
			Name: "follow", Description: "Hear of each story on a topic, once",
			Options: append([]Option{{Name: "topic", Description: "Words, “phrases”, -excluded words, source:name, lang:code", Required: true, Rest: true, Suggest: SuggestTopics, Ask: "Which topic?"}},
				append(slices.Clone(paceOptions), Option{Name: "mention", Description: "A role that each alert mentions", Type: Role})...),
			Access: Manager, Changes: true, Link: LinkAll, Delivers: always, handle: handleFollow,
		},
		{
			Name: "alerts", Description: "What is followed here: list, pause, resume, remove, edit or test",
			Options: append([]Option{
				{Name: "what", Description: "What to do", Type: Choice, Choices: alertJobs},
				{Name: "number", Description: "The number of a topic in the list", Suggest: SuggestSubscriptions},
				{Name: "topic", Description: "The new topic, for edit", Rest: true},
			}, paceOptions...),
			Quiet: true, Changes: true, Link: Look, Delivers: is("what", "resume"), Continues: given("what"), handle: handleAlerts,
		},
		{
			Name: "unfollow", Description: "Hear no more of a topic",
			Options: []Option{{Name: "topic", Description: "The topic, or its number in /alerts", Rest: true, Suggest: SuggestSubscriptions}},
			Access:  Manager, Changes: true, handle: handleUnfollow,
		},
		{
			Name: "settings", Description: "Time zone, quiet hours and link previews",
			Options: []Option{
				{Name: "timezone", Description: "The name of a time zone, such as Europe/Berlin"},
				{Name: "quiet", Description: "When no alert may come, such as 22:00-07:00, or off"},
				{Name: "previews", Description: "Show previews of links", Type: Boolean},
			},
			Quiet: true, Changes: true, Link: Look, handle: handleSettings,
			Continues: func(a Args) bool { return len(a) > 0 },
		},
		{Name: "privacy", Description: "What is kept of you", Personal: true, Link: LinkAll, handle: handlePrivacy},
		{Name: "export", Description: "Get all that is kept of you, as JSON", Personal: true, Link: LinkAll, handle: handleExport},
		{
			Name: "forget", Description: "Delete all that is kept of you",
			Options:  []Option{{Name: "sure", Description: "Delete it without asking once more", Type: Choice, Choices: []string{confirmed}}},
			Personal: true, Changes: true, Forgets: is("sure", confirmed), handle: handleForget,
		},
		{
			Name: "admin", Description: "For the operator: status, feeds, backup",
			Options: []Option{
				{Name: "what", Description: "What to look at", Type: Choice, Choices: []string{"status", "feeds", "backup"}},
				{Name: "do", Description: "With feeds: what to do", Type: Choice, Choices: feedJobs},
				{Name: "feed", Description: "The number of a feed, or an address to add"},
				{Name: "change", Description: "With edit: a setting and its value, such as zone Europe/Berlin", Rest: true},
			},
			Access: Operator, Personal: true, Changes: true, handle: handleAdmin,
		},
		{
			Name: "help", Description: "What I can do",
			Options: []Option{{Name: "command", Description: "A command to explain", Rest: true, Suggest: SuggestCommands}},
			Quiet:   true, Link: LinkAll, handle: handleHelp,
		},
		{Name: "start", Description: "Say hello", Hidden: true, handle: handleStart},
		{
			Name: "why", Description: "Why an alert came", Hidden: true,
			Options: []Option{{Name: "number", Description: "The number of the subscription", Required: true}},
			Quiet:   true, handle: handleWhy,
		},
		{
			Name: "more", Description: "More quotes for a question", Hidden: true,
			Options: append([]Option{
				{Name: "question", Description: "The question", Required: true, Rest: true},
				{Name: "about", Description: "What the talk had in hand"},
				{Name: "from", Description: "How many quotes were shown", Type: Integer, Min: 0, Max: askedQuotes},
			}, slices.Clone(filterOptions)...),
			Continues: always, handle: handleMore,
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
