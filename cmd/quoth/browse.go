package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"quoth/bot"
	"quoth/bot/picture"
	"quoth/knowledge"
	"quoth/knowledge/summary"
	"quoth/knowledge/text"
	"quoth/knowledge/timeline"
	"quoth/knowledge/zone"
)

type searchCommand struct {
	filterFlags
	JSON  bool     `name:"json" help:"Print JSON Lines, one article with its best sentence a line."`
	Limit int      `default:"10" help:"At most so many articles."`
	Words []string `arg:"" help:"Words, \"phrases\", -excluded words."`
}

// Help is shown by quoth search --help.
func (searchCommand) Help() string {
	return `Examples:
  quoth search ferry strike -Portmouth
  quoth search '"ferry strike" -"crews walk out"'`
}

func (c *searchCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	words := strings.Join(c.Words, " ")
	switch {
	case strings.TrimSpace(words) == "":
		return usagef("words to look for are missing: quoth search ferry strike")
	case c.Limit < 1:
		return errLimit
	}
	f, err := bot.ParseFilter(c.args("words", words))
	if err != nil {
		return usageError{err}
	}
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	if !c.JSON {
		reply, err := e.SearchReply(ctx, words, f, c.Limit)
		if err != nil {
			return err
		}
		return p.showVerified(ctx, out, e, reply)
	}
	matches, err := e.Answers().Search(ctx, words, f, c.Limit)
	if err != nil {
		return err
	}
	lines, err := toQuotes(ctx, e, matches.Quotes)
	if err != nil {
		return err
	}
	for _, q := range lines {
		if err := writeLine(out, q); err != nil {
			return err
		}
	}
	return nil
}

// errLimit refuses a limit that lets nothing through.
var errLimit = usagef("--limit should be 1 or more")

type latestCommand struct {
	JSON   bool   `name:"json" help:"Print JSON Lines, one article a line."`
	Limit  int    `default:"10" help:"At most so many articles."`
	Source string `arg:"" optional:"" help:"Only from this outlet."`
}

func (c *latestCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	if c.Limit < 1 {
		return errLimit
	}
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	if !c.JSON {
		reply, err := e.LatestReply(ctx, c.Source, time.Time{}, 0, c.Limit)
		if err != nil {
			return err
		}
		return p.showVerified(ctx, out, e, reply)
	}
	f := knowledge.Filter{}
	if c.Source != "" {
		f.Sources = []string{c.Source}
	}
	articles, err := p.store.Latest(ctx, f, c.Limit, 0)
	if err != nil {
		return err
	}
	for _, a := range articles {
		if err := writeLine(out, toArticleJSON(a)); err != nil {
			return err
		}
	}
	return nil
}

type sourcesCommand struct {
	JSON bool `name:"json" help:"Print JSON Lines, one outlet a line."`
}

func (c *sourcesCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	if !c.JSON {
		return p.say(ctx, out, e, "sources", nil)
	}
	sources, err := p.store.Sources(ctx)
	if err != nil {
		return err
	}
	for _, s := range sources {
		line := struct {
			Source   string `json:"source"`
			Articles int    `json:"articles"`
			Newest   string `json:"newest"`
		}{s.Name, s.Articles, publishedText(knowledge.Article{Published: s.Newest, DateOnly: true})}
		if err := writeLine(out, line); err != nil {
			return err
		}
	}
	return nil
}

type timelineCommand struct {
	JSON    bool     `name:"json" help:"Print JSON Lines, one date a line."`
	From    string   `help:"The first date (2020-11-10, 2020-11 or 2020)." placeholder:"DATE"`
	To      string   `help:"The last date." placeholder:"DATE"`
	Entries int      `default:"12" help:"At most so many dates."`
	PerDate int      `name:"per-date" default:"1" help:"At most so many quotes a date."`
	PNG     string   `name:"png" help:"Draw the timeline as a picture into this file." placeholder:"FILE"`
	Topic   []string `arg:"" help:"What the timeline is about."`
}

// Help is shown by quoth timeline --help.
func (timelineCommand) Help() string {
	return `Examples:
  quoth timeline Nagorno-Karabakh
  quoth timeline --from 2020-09 --to 2020-12 --png war.png Nagorno-Karabakh war`
}

type basisJSON struct {
	Kind  knowledge.BasisKind `json:"kind"`
	Text  string              `json:"text"`
	Start int                 `json:"start"`
	End   int                 `json:"end"`
}

type datedJSON struct {
	quoteJSON
	Basis basisJSON `json:"basis"`
}

type entryJSON struct {
	Date        string                `json:"date"`
	Granularity knowledge.Granularity `json:"granularity"`
	Mentions    int                   `json:"mentions"`
	Quotes      []datedJSON           `json:"quotes"`
}

func (c *timelineCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	req := timeline.Request{Topic: strings.Join(c.Topic, " "), Entries: c.Entries, PerDate: c.PerDate}
	if strings.TrimSpace(req.Topic) == "" {
		return usagef("a topic is missing: quoth timeline Nagorno-Karabakh")
	}
	var err error
	if req.From, req.To, err = bot.ParsePeriod(c.From, c.To); err != nil {
		return usageError{err}
	}
	if c.Entries < 1 || c.PerDate < 1 {
		return usagef("--entries and --per-date should be 1 or more")
	}
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	entries, err := e.Timelines().Timeline(ctx, req)
	if err != nil {
		return err
	}
	if c.PNG != "" {
		if len(entries) == 0 {
			return fmt.Errorf("no dated statement about %q is stored: there is nothing to draw", req.Topic)
		}
		var png bytes.Buffer
		if err := picture.Timeline(&png, req.Topic, entries); err != nil {
			return err
		}
		if err := writeWhole(c.PNG, png.Bytes()); err != nil {
			return fmt.Errorf("the picture %s can't be written: %w", c.PNG, err)
		}
	}
	if !c.JSON {
		reply, err := e.TimelineReply(ctx, req.Topic, entries)
		if err != nil {
			return err
		}
		return p.showVerified(ctx, out, e, reply)
	}
	for _, entry := range entries {
		line := entryJSON{Date: entry.Date, Granularity: entry.Granularity, Mentions: entry.Mentions, Quotes: []datedJSON{}}
		for _, q := range entry.Quotes {
			quotes, err := toQuotes(ctx, e, []knowledge.Quote{q.Quote})
			if err != nil {
				return err
			}
			for _, j := range quotes {
				b := basisJSON{Kind: q.Basis.Kind, Start: q.Basis.Start, End: q.Basis.End}
				if q.Range.Contains(q.Basis.Range) && !q.Basis.Empty() {
					b.Text = q.Text[q.Basis.Start-q.Start : q.Basis.End-q.Start]
				}
				line.Quotes = append(line.Quotes, datedJSON{j, b})
			}
		}
		if len(line.Quotes) == 0 {
			continue
		}
		if err := writeLine(out, line); err != nil {
			return err
		}
	}
	return nil
}

type summaryCommand struct {
	JSON      bool     `name:"json" help:"Print JSON Lines, one sentence a line."`
	Batch     bool     `help:"Summarise JSON Lines from standard input: {\"id\",\"title\",\"text\"}."`
	Sentences int      `default:"4" help:"At most so many sentences."`
	To        string   `help:"Of a topic: as it stood on that day (2020-11-10, 2020-11 or 2020)." placeholder:"DATE"`
	What      []string `arg:"" optional:"" name:"url-or-topic" help:"The address of a stored article, or a topic."`
}

// Help is shown by quoth summary --help.
func (summaryCommand) Help() string {
	return `Examples:
  quoth summary Nagorno-Karabakh
  quoth summary --sentences 3 https://example.org/news/1
  quoth summary --batch < articles.jsonl`
}

type sentenceJSON struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

func (c *summaryCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	what := strings.Join(c.What, " ")
	switch {
	case c.Sentences < 1 || c.Sentences > 100:
		return usagef("--sentences should be from 1 to 100")
	case c.Batch && what != "":
		return usagef("--batch takes the articles from standard input, not as arguments")
	case c.Batch:
		return c.batch(ctx, out, p)
	case strings.TrimSpace(what) == "":
		return usagef("an address or a topic is missing: quoth summary Nagorno-Karabakh")
	}
	f, err := bot.ParseFilter(bot.Args{"until": c.To})
	if err != nil {
		return usageError{err}
	}
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	if !c.JSON && c.To == "" {
		return p.say(ctx, out, e, "summary", bot.Args{"article": what, "length": fmt.Sprint(min(c.Sentences, 10))})
	}
	if !c.JSON {
		return usagef("--to goes with --json")
	}
	quotes, _, err := e.Summarise(ctx, what, f, c.Sentences)
	if err != nil {
		return err
	}
	lines, err := toQuotes(ctx, e, quotes)
	if err != nil {
		return err
	}
	for _, q := range lines {
		if err := writeLine(out, q); err != nil {
			return err
		}
	}
	return nil
}

func (c *summaryCommand) batch(ctx context.Context, out io.Writer, p *Program) error {
	return batch(ctx, p.In, out, func(row struct {
		Title string `json:"title"`
		Text  string `json:"text"`
	}, id json.RawMessage) (any, error) {
		if strings.TrimSpace(row.Text) == "" {
			return nil, errors.New("there is no text")
		}
		body := text.Normalize(row.Text)
		language := text.Language(body)
		article := knowledge.Article{Title: row.Title, Text: body, Language: language}
		ranges := zone.Read(&article, text.AppendTerms(nil, body, language)).Layout(nil).Sentences
		picked := []sentenceJSON{}
		for _, r := range summary.Pick(row.Title, body, ranges, language, c.Sentences) {
			picked = append(picked, sentenceJSON{r.Start, r.End, body[r.Start:r.End]})
		}
		return struct {
			ID        json.RawMessage `json:"id"`
			Sentences []sentenceJSON  `json:"sentences"`
		}{id, picked}, nil
	})
}
