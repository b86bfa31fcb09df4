package main

import (
	"context"
	"errors"
	"io"
	"time"

	"quoth/bot"
	"quoth/bot/lines"
	"quoth/knowledge"
	"quoth/knowledge/audience"
	"quoth/knowledge/intake"
)

type feedbackCommand struct {
	JSON    bool   `name:"json" help:"With list: print JSON Lines, what is said of one quote a line, the newest first."`
	What    string `arg:"" optional:"" enum:"list,withhold,release,clear" default:"list" help:"list, withhold, release or clear."`
	Article string `arg:"" optional:"" help:"The number of the article: 12 or '#12'."`
}

// Help is shown by quoth feedback --help.
func (feedbackCommand) Help() string {
	return `People press "wrong quote", or put a thumb below an answer. An article that is withheld is shown to nobody until its outlet prints it otherwise, or until it is released. What is said of it is dealt with then; clear says so without withholding it.

Examples:
  quoth feedback
  quoth feedback withhold 12
  quoth feedback release 12`
}

func (c *feedbackCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	if c.What == "list" && c.JSON {
		return p.listReports(ctx, out)
	}
	if c.JSON {
		return usagef("--json is for the list: quoth feedback --json")
	}
	if c.What != "list" && c.Article == "" {
		return usagef("the number of the article is missing: quoth feedback %s 12", c.What)
	}
	engine := p.engine
	if c.What != "list" {
		engine = p.writingEngine
	}
	e, err := engine(ctx)
	if err != nil {
		return err
	}
	r := here
	r.Command, r.Args = "feedback", bot.Args{"what": c.What, "article": c.Article}
	return p.answer(ctx, out, e, r)
}

// report is a line of what people say of quotes. It does not hold who said it.
type report struct {
	Article  int64            `json:"article"`
	Version  int              `json:"version"`
	Start    int              `json:"start"` // bytes of the article's text
	End      int              `json:"end"`
	Text     string           `json:"text"` // "" where the article is not shown any more
	Opinion  audience.Opinion `json:"opinion"`
	Question string           `json:"question"`
	Created  time.Time        `json:"created"`
}

// listReports prints what people say of quotes, a line each.
func (p *Program) listReports(ctx context.Context, out io.Writer) error {
	if err := p.openToRead(ctx, true); err != nil {
		return err
	}
	reports, err := p.store.Reports(ctx, mostReports)
	if err != nil {
		return err
	}
	for _, r := range reports {
		line := report{r.Article, r.Version, r.Start, r.End, "", r.Opinion, r.Question, r.Created}
		quoted := knowledge.Range{Start: r.Start, End: r.End}
		x, err := knowledge.ReadExcerpt(knowledge.Unrestricted(ctx), p.store, knowledge.Span{Article: r.Article, Version: r.Version, Range: quoted})
		if err == nil {
			line.Text, err = x.Slice(quoted)
		}
		if err != nil && !errors.Is(err, knowledge.ErrNotFound) && !errors.Is(err, knowledge.ErrSeal) {
			return err
		}
		if err := lines.Write(out, line); err != nil {
			return err
		}
	}
	return nil
}

// mostReports is how many reports are listed for a program: all of ninety days, as a rule.
const mostReports = 10_000

// release shows an article again that was withheld.
func (p *Program) release(ctx context.Context, article int64) (bool, error) {
	return intake.New(intake.Config{Store: p.store, Log: p.log, Now: p.now, Workers: 1}).Release(ctx, article)
}
