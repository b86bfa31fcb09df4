package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"quoth/bot"
	"quoth/bot/lines"
	"quoth/knowledge"
	"quoth/knowledge/summary"
	"quoth/knowledge/text"
	"quoth/knowledge/zone"
)

type searchCommand struct {
	filterFlags
	JSON  bool     `name:"json" help:"Print JSON Lines, one article with its best sentence a line."`
	Limit int      `default:"10" help:"At most so many articles."`
	Words []string `arg:"" help:"Words, \"phrases\", -excluded words, OR, source:name, lang:code, from:date, to:date."`
}

// Help is shown by quoth search --help.
func (searchCommand) Help() string {
	return `Examples:
  quoth search ferry strike -Portmouth
  quoth search '"ferry strike" -"crews walk out"'
  quoth search 'ferry OR boat source:"Harbour Post" from:2020-11'
  quoth search source:Gazette`
}

func (c *searchCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	words := strings.Join(c.Words, " ")
	switch {
	case strings.TrimSpace(words) == "":
		return usagef("words to look for are missing: quoth search ferry strike")
	case c.Limit < 1:
		return errLimit
	}
	if _, err := bot.ParseFilter(c.filters()); err != nil {
		return usageError{err}
	}
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	r := here
	r.Command, r.Args, r.Most = "search", c.args("words", words), c.Limit
	return p.request(ctx, out, e, r, c.JSON)
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
	r := here
	r.Command, r.Args, r.Most = "latest", bot.Args{"source": c.Source}, c.Limit
	return p.request(ctx, out, e, r, c.JSON)
}

type sourcesCommand struct {
	JSON bool `name:"json" help:"Print JSON Lines, one outlet a line."`
}

func (c *sourcesCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	r := here
	r.Command = "sources"
	return p.request(ctx, out, e, r, c.JSON)
}

type timelineCommand struct {
	JSON    bool     `name:"json" help:"Print JSON Lines, one date a line."`
	From    string   `help:"The first date (2020-11-10, 2020-11 or 2020)." placeholder:"DATE"`
	To      string   `help:"The last date." placeholder:"DATE"`
	Entries int      `default:"12" help:"At most so many dates."`
	PerDate int      `name:"per-date" help:"At most so many quotes of all that is said of a date; without, an entry for each event."`
	PNG     string   `name:"png" help:"Draw the timeline as a picture into this file." placeholder:"FILE"`
	Topic   []string `arg:"" help:"What the timeline is about."`
}

// Help is shown by quoth timeline --help.
func (timelineCommand) Help() string {
	return `Examples:
  quoth timeline Nagorno-Karabakh
  quoth timeline --from 2020-09 --to 2020-12 --png war.png Nagorno-Karabakh war`
}

func (c *timelineCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	topic := strings.Join(c.Topic, " ")
	if strings.TrimSpace(topic) == "" {
		return usagef("a topic is missing: quoth timeline Nagorno-Karabakh")
	}
	if _, _, err := bot.ParsePeriod(c.From, c.To); err != nil {
		return usageError{err}
	}
	if c.Entries < 1 || c.PerDate < 0 {
		return usagef("--entries should be 1 or more, --per-date not negative")
	}
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	r := here
	r.Command, r.Args = "timeline", bot.Args{"topic": topic, "from": c.From, "to": c.To}
	r.Most, r.PerDate = c.Entries, c.PerDate
	if c.PNG != "" {
		if err := c.draw(ctx, e, r); err != nil {
			return err
		}
	}
	return p.request(ctx, out, e, r, c.JSON)
}

// draw writes the picture of a timeline into the file that was named.
func (c *timelineCommand) draw(ctx context.Context, e *bot.Engine, r bot.Request) error {
	r.Drawing = bot.DrawAlways
	reply := e.Handle(ctx, r)
	if reply.Err != nil {
		return reply.Err
	}
	for _, b := range reply.Blocks {
		if picture, ok := b.(bot.Picture); ok {
			if err := writeWhole(c.PNG, picture.PNG); err != nil {
				return fmt.Errorf("the picture %s can't be written: %w", c.PNG, err)
			}
			return nil
		}
	}
	return fmt.Errorf("no dated statement about %q is stored: there is nothing to draw", r.Args["topic"])
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
	r := here
	r.Command, r.Args, r.Most, r.AsOf = "summary", bot.Args{"article": what}, c.Sentences, f.Until
	if !c.JSON {
		r.Most = min(c.Sentences, 10)
	}
	return p.request(ctx, out, e, r, c.JSON)
}

type compareCommand struct {
	JSON bool     `name:"json" help:"Print JSON Lines, one outlet and then one differing figure of an outlet a line."`
	What []string `arg:"" name:"url-or-topic" help:"The address of a stored article, or a topic."`
}

// Help is shown by quoth compare --help.
func (compareCommand) Help() string {
	return `Examples:
  quoth compare ferry strike
  quoth compare https://example.org/news/1`
}

func (c *compareCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	what := strings.Join(c.What, " ")
	if strings.TrimSpace(what) == "" {
		return usagef("an address or a topic is missing: quoth compare ferry strike")
	}
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	r := here
	r.Command, r.Args = "compare", bot.Args{"topic": what}
	return p.request(ctx, out, e, r, c.JSON)
}

func (c *summaryCommand) batch(ctx context.Context, out io.Writer, p *Program) error {
	return lines.Batch(ctx, p.In, out, func(row struct {
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
