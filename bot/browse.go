package bot

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/bot/intent"
	"quoth/bot/picture"
	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/timeline"
	"quoth/knowledge/topic"
)

// latestCount is how many headlines a page of /latest has.
const latestCount = 10

// handleLatest lists the newest articles.
func handleLatest(ctx context.Context, e *Engine, r Request) (Reply, error) {
	offset, _ := strconv.Atoi(r.Args["from"])
	n := cmp.Or(r.Most, latestCount)
	args := Args{}
	source := r.Args["source"]
	if source != "" {
		args["source"] = source
	}
	f, err := r.filter(args)
	if err != nil {
		return Reply{}, err
	}
	f.Until = r.AsOf
	of, except := among(lines(source))
	articles, err := e.store.Latest(ctx, f, n+1, offset)
	if err != nil {
		return Reply{}, err
	}
	switch {
	case len(articles) == 0 && offset > 0:
		return Reply{Talk: r.ended(), Blocks: []Block{Notice{r.say("latest.end")}}}, nil
	case len(articles) == 0 && len(of) > 0:
		return Reply{Talk: r.ended(), Blocks: []Block{Notice{r.say("latest.none_of", "source", r.printer().And(of))}}}, nil
	case len(articles) == 0 && len(except) > 0:
		searched, err := e.searched(ctx, r, f, "answer.nothing")
		return Reply{Talk: r.ended(), Blocks: []Block{Notice{searched}}}, err
	case len(articles) == 0:
		return Reply{Talk: r.ended(), Blocks: []Block{Notice{r.say("store.empty")}}}, nil
	}
	reply := Reply{Blocks: []Block{Heading{r.say("latest.heading")}}}
	switch {
	case len(of) > 0:
		reply.Blocks[0] = Heading{r.say("latest.heading_of", "source", r.printer().And(of))}
	case len(except) > 0:
		reply.Blocks[0] = Heading{r.say("latest.heading") + r.say("store.except_source", "source", r.printer().And(except))}
	}
	onward, talk := steps{}, r.ended()
	if offset > 0 {
		onward.add(intent.Newer, "latest", args, Args{"from": strconv.Itoa(max(offset-n, 0))})
	}
	if len(articles) > n {
		articles = articles[:n]
		args["from"] = strconv.Itoa(offset + n)
		reply.Actions = append(reply.Actions, Action{r.say("label.more"), "latest", args})
		onward.add(intent.More, "latest", args, nil)
		onward.add(intent.Older, "latest", args, nil)
	}
	talk.Steps = onward
	reply.Talk = talk
	for _, a := range articles {
		reply.Blocks = append(reply.Blocks, Headline{Article: a, Link: address(a)})
	}
	return reply, nil
}

// handleSources lists the outlets, counts the articles that name none, and lists the feeds.
func handleSources(ctx context.Context, e *Engine, r Request) (Reply, error) {
	sources, err := e.store.Sources(ctx)
	if err != nil {
		return Reply{}, err
	}
	stats, err := e.store.Stats(ctx)
	if err != nil {
		return Reply{}, err
	}
	if stats.Articles == 0 {
		return Reply{Blocks: []Block{Notice{r.say("store.empty")}}}, nil
	}
	var lines []string
	unnamed := stats.Articles
	for _, s := range sources {
		unnamed -= s.Articles
		line := r.say("sources.line_undated", "source", s.Name, "n", s.Articles)
		if !s.Newest.IsZero() {
			line = r.say("sources.line", "source", s.Name, "n", s.Articles, "day", r.printer().Day(s.Newest))
		}
		lines = append(lines, line)
	}
	if unnamed > 0 {
		lines = append(lines, r.say("sources.unnamed", "n", unnamed))
	}
	reply := Reply{Outlets: sources, Blocks: []Block{Heading{r.say("sources.heading")}}}
	for chunk := range slices.Chunk(lines, 20) {
		reply.Blocks = append(reply.Blocks, Text{strings.Join(chunk, "\n")})
	}
	feeds, err := e.feedNames(ctx)
	if err != nil || len(feeds) == 0 {
		return reply, err
	}
	reply.Blocks = append(reply.Blocks, Heading{r.say("sources.feeds")})
	for chunk := range slices.Chunk(feeds, 20) {
		reply.Blocks = append(reply.Blocks, Text{strings.Join(chunk, "\n")})
	}
	reply.Blocks = append(reply.Blocks, Notice{r.say("sources.follow_feed", "feed", feeds[0])})
	return reply, nil
}

const (
	// timelineDates is how many dates a timeline has.
	timelineDates = 12
	// pictureEntries is how many dates a timeline needs before a picture of it says
	// more than the list does.
	pictureEntries = 3
)

// pictureForms are the shapes of pictures: for a chat, and for whoever asked for one.
var pictureForms = map[Drawing]picture.Form{DrawLong: picture.Chat, DrawAlways: picture.Tall}

// timelineForms are how a timeline is shown: as a picture with the places of its quotes,
// or as text with the quotes.
var timelineForms = []string{"picture", asText}

const asText = "text"

// handleTimeline shows what happened when.
func handleTimeline(ctx context.Context, e *Engine, r Request) (Reply, error) {
	req := timeline.Request{Topic: r.topic.WithoutPeriod(), Entries: cmp.Or(r.Most, timelineDates), PerDate: r.PerDate}
	var err error
	if req.Filter, err = r.filter(nil); err != nil {
		return Reply{}, err
	}
	if req.From, req.To, err = ParsePeriod(r.Args["from"], r.Args["to"]); err != nil {
		return Reply{}, err
	}
	since, until := r.topic.Period() // of a timeline that in which something happened
	if req.From == "" && !since.IsZero() {
		req.From = since.Format(time.DateOnly)
	}
	if req.To == "" && !until.IsZero() {
		req.To = until.AddDate(0, 0, -1).Format(time.DateOnly)
	}
	entries, err := e.timelines.Timeline(ctx, req)
	if err != nil {
		return Reply{}, err
	}
	reply, err := e.timelineReply(ctx, r, req, entries)
	if r.voice != nil && r.voice.settings.NoPictures {
		r.Drawing = DrawNever
	}
	least := map[Drawing]int{DrawLong: pictureEntries, DrawNever: len(entries) + 1, DrawAlways: 1}[r.Drawing]
	if err != nil || len(entries) < least || r.Args["as"] == asText {
		return reply, err
	}
	var png bytes.Buffer
	p := r.printer()
	if err := picture.Timeline(&png, reply.Subject(), entries, pictureForms[r.Drawing], p); err != nil {
		return Reply{}, fmt.Errorf("drawing a timeline: %w", err)
	}
	alt := p.Say("timeline.picture", "topic", reply.Subject(), "n", len(entries), "from", p.Date(entries[0].Date), "to", p.Date(entries[len(entries)-1].Date))
	reply.Blocks = []Block{reply.Blocks[0], Picture{Name: "timeline.png", PNG: png.Bytes(), Alt: alt}, Folded{Blocks: reply.Blocks[1:]}}
	written := maps.Clone(r.Args)
	written["as"] = asText
	reply.Actions = append([]Action{{r.say("label.as_text"), "timeline", written}}, reply.Actions...)
	return reply, nil
}

// timelineReply makes a reply of the timeline that was made to a request, without the picture.
func (e *Engine) timelineReply(ctx context.Context, r Request, made timeline.Request, entries []timeline.Entry) (Reply, error) {
	subject := clip(r.Args["topic"], 100)
	if len(entries) == 0 {
		searched, err := e.searched(ctx, r, r.among(made.Filter), "store.searched") // its period is of what happened, not of the articles
		if err != nil {
			return Reply{}, err
		}
		none := talkOn(subject, nil)
		none.Steps = steps{}.back("timeline", r.Args, "from", "to")
		return Reply{Talk: none, Blocks: []Block{Notice{r.say("timeline.none", "topic", subject) + " " + searched}}}, nil
	}
	var shown []knowledge.Quote
	var days []time.Time
	reply := Reply{Blocks: []Block{Heading{r.say("timeline.heading", "topic", subject)}}}
	c := NewComposer(ctx, e.store)
	for i, entry := range entries {
		block := Entry{Date: r.printer().Date(entry.Date), ISO: entry.Date, Granularity: entry.Granularity, Mentions: entry.Mentions}
		for _, q := range entry.Quotes {
			quote := c.Quote(q.Quote)
			quote.Basis = &q.Basis
			block.Quotes = append(block.Quotes, quote)
			shown = append(shown, q.Quote)
		}
		if day, _, err := topic.ParseDay(entry.Date); err == nil {
			days = append(days, day)
		}
		if len(entry.Quotes) > 0 {
			block.Note = r.basisNote(entry.Quotes[0])
		}
		if i > 0 {
			block.Later = r.printer().Later(entries[i-1].Date, entry.Date)
		}
		reply.Blocks = append(reply.Blocks, block)
	}
	reply.Talk = talkOn(subject, shown)
	onward := steps{}
	onward.around(days, "timeline", r.Args, "from", "to")
	reply.Talk.Steps = onward
	reply.Actions = []Action{{r.say("label.follow"), "follow", Args{"topic": subject}}}
	return reply, nil
}

// basisNote says how a date was found, when it is not written in the quote.
func (r *Request) basisNote(q timeline.Dated) string {
	switch q.Basis.Kind {
	case knowledge.Resolved:
		if q.Range.Contains(q.Basis.Range) && !q.Basis.Empty() {
			return r.say("timeline.basis", "words", q.Text[q.Basis.Start-q.Start:q.Basis.End-q.Start])
		}
	case knowledge.ByDate:
		return r.say("timeline.basis_by_date")
	}
	return ""
}

// The headings of /help.
const (
	helpNews     text.Key = "help.news"
	helpAlerts   text.Key = "help.alerts"
	helpYours    text.Key = "help.yours"
	helpOperator text.Key = "help.operator"
)

// handleHelp lists the commands in groups, each with an example, or tells of one.
func handleHelp(ctx context.Context, e *Engine, r Request) (Reply, error) {
	p := smalltalk(r)
	if name := r.Args["command"]; name != "" {
		c, ok := e.commands.Command(name)
		if !ok {
			return Reply{}, Refuse("command.unknown", "name", strings.TrimPrefix(name, "/"))
		}
		lines := []string{p.Say(c.Description), p.Say("help.usage", "usage", c.Usage())}
		for _, o := range c.Options {
			if o.Native() { // whose menu tells of them
				continue
			}
			lines = append(lines, o.Name+": "+p.Say(o.Description))
		}
		return Reply{Blocks: []Block{Heading{"/" + c.Name}, Text{strings.Join(lines, "\n")}}}, nil
	}
	line := func(command, rest string) string { return "/" + command + " " + rest }
	examples := map[text.Key]string{helpYours: line("settings", "quiet:"+usualQuiet)}
	topics, err := e.newestTopics(ctx)
	if err != nil {
		e.log.WarnContext(ctx, "bot: topics read failed", "error", err)
	}
	if len(topics) > 0 {
		examples[helpNews], examples[helpAlerts] = line("timeline", topics[0]), line("follow", topics[0])
	}
	reply := Reply{Blocks: []Block{Text{p.Say("help.heading")}}}
	for _, group := range []text.Key{helpNews, helpAlerts, helpYours, helpOperator} {
		var lines []string
		for _, c := range e.commands {
			if cmp.Or(c.Group, helpNews) == group && !c.Hidden && (c.Access != Operator || e.admission.isOperator(r.Person)) {
				lines = append(lines, c.Brief()+": "+p.Say(c.Description))
			}
		}
		if len(lines) == 0 {
			continue
		}
		if line := examples[group]; line != "" {
			lines = append(lines, p.Say("help.example", "line", line))
		}
		reply.Blocks = append(reply.Blocks, Heading{p.Say(group)}, Text{strings.Join(lines, "\n")})
	}
	reply.Blocks = append(reply.Blocks, Text{p.Say("help.more")})
	return reply, nil
}

// handleStart greets somebody new.
func handleStart(ctx context.Context, e *Engine, r Request) (Reply, error) {
	return e.greet(ctx, r.printer(), "talk.hello"), nil
}

// greetTopics is how many topics a greeting offers.
const greetTopics = 3

// greet says a word of greeting, and offers what the newest news is about.
func (e *Engine) greet(ctx context.Context, p text.Printer, word text.Key) Reply {
	reply := Reply{Blocks: []Block{Text{p.Say(word)}}}
	topics, err := e.newestTopics(ctx)
	if err != nil {
		e.log.WarnContext(ctx, "bot: topics read failed", "error", err)
	}
	if len(topics) == 0 {
		reply.Actions = []Action{{p.Say("latest.heading"), "latest", nil}, {p.Say("label.help"), "help", nil}}
		return reply
	}
	reply.Blocks = append(reply.Blocks, Text{p.Say("talk.for_example", "topic", topics[0])})
	for _, topic := range topics[:min(len(topics), greetTopics)] {
		reply.Actions = append(reply.Actions, Action{clip(topic, maxActionLabel), "ask", Args{"question": p.Say("talk.try_latest", "topic", topic)}})
	}
	return reply
}
