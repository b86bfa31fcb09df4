package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"quoth/bot"
	"quoth/bot/lines"
	"quoth/bot/terminal"
	"quoth/knowledge/answer"
)

type filterFlags struct {
	Source string `help:"Only from this outlet; with - before it (--source=-NAME), without it." placeholder:"NAME"`
	Since  string `help:"Only what was published on or after this date (2020-11-10, 2020-11 or 2020)." placeholder:"DATE"`
	Until  string `help:"Only what was published on or before this date." placeholder:"DATE"`
}

// args are the flags as options of a bot command.
func (f filterFlags) args(name, value string) bot.Args {
	args := f.filters()
	args[name] = value
	return args
}

// filters are the flags that are given, as options of a bot command.
func (f filterFlags) filters() bot.Args {
	args := bot.Args{}
	for option, given := range map[string]string{"source": f.Source, "since": f.Since, "until": f.Until} {
		if given != "" {
			args[option] = given
		}
	}
	return args
}

type askCommand struct {
	filterFlags
	AsOf     string   `name:"as-of" help:"Answer as on that day (2020-11-10), or at the end of that month or year: later articles are left out." placeholder:"DATE"`
	JSON     bool     `name:"json" help:"Print JSON."`
	Batch    bool     `help:"Answer JSON Lines from standard input: {\"id\",\"question\",\"as_of\"?,\"talk\"?}."`
	Question []string `arg:"" optional:"" help:"The question."`
}

// Help is shown by quoth ask --help.
func (askCommand) Help() string {
	return `The verdict is "answer" when the first quote holds the answer, "closest" when nothing stored answers and the quotes are the nearest, "none" when nothing comes near.

Examples:
  quoth ask When did the 44-day war end?
  quoth ask --json --since 2022 "Who won the World Cup?"
  quoth ask --batch < questions.jsonl > answers.jsonl`
}

func (c *askCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	question := strings.Join(c.Question, " ")
	switch {
	case c.Batch && question != "":
		return usagef("--batch takes the questions from standard input, not as arguments")
	case !c.Batch && len(c.Question) == 0:
		return usagef("a question is missing: quoth ask When did the war end?")
	case !c.Batch && strings.TrimSpace(question) == "":
		return usageError{answer.ErrEmpty}
	}
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	f, err := bot.ParseFilter(c.args("question", question))
	if err != nil {
		return usageError{err}
	}
	at, err := lines.AsOf(c.AsOf)
	if err != nil {
		return usageError{err}
	}
	asker := lines.NewAsker(e, here, c.filters())
	switch {
	case c.Batch:
		return lines.Batch(ctx, p.In, out, func(row lines.Question, id json.RawMessage) (any, error) {
			line, err := asker.Ask(ctx, row)
			line.ID = id
			return line, err
		})
	case c.JSON:
		line, err := asker.Ask(ctx, lines.Question{Question: question, AsOf: c.AsOf})
		if err != nil {
			return err
		}
		return lines.Write(out, line)
	}
	args := c.args("question", question)
	if !at.IsZero() {
		if f.Until.IsZero() || at.Before(f.Until) {
			args["until"] = at.Format(time.DateOnly)
		}
	}
	return p.say(ctx, out, e, "ask", args)
}

// here is where the requests of the command line come from.
var here = bot.Request{Person: terminal.Me, Place: terminal.Here, Private: true, Drawing: bot.DrawNever}

// say handles a command as the bot would, and prints the reply. A reply that
// says that the request can't be met is a failure; one that asks for an argument
// is a wrong use.
func (p *Program) say(ctx context.Context, out io.Writer, e *bot.Engine, command string, args bot.Args) error {
	r := here
	r.Command, r.Args = command, args
	return p.answer(ctx, out, e, r)
}

// answer handles a request as say does.
func (p *Program) answer(ctx context.Context, out io.Writer, e *bot.Engine, r bot.Request) error {
	reply := e.Handle(ctx, r)
	switch {
	case reply.Missing != nil:
		return usagef("an argument is missing: %s", inShell(firstText(reply)))
	case reply.Failed:
		return errors.New(inShell(firstText(reply)))
	}
	return p.show(out, reply)
}

// print handles a request and prints what it brings as JSON Lines. Its error is the cause
// of a failure.
func (p *Program) print(ctx context.Context, out io.Writer, e *bot.Engine, r bot.Request) error {
	r.Data = true
	reply := e.Handle(ctx, r)
	if reply.Err != nil {
		return reply.Err
	}
	return lines.Render(out, reply)
}

// request is that of a command whose flags say how much it shows and how: as JSON Lines
// or for people.
func (p *Program) request(ctx context.Context, out io.Writer, e *bot.Engine, r bot.Request, asJSON bool) error {
	if asJSON {
		return p.print(ctx, out, e, r)
	}
	return p.answer(ctx, out, e, r)
}

// show prints a reply.
func (p *Program) show(out io.Writer, reply bot.Reply) error {
	for i, b := range reply.Blocks {
		switch b := b.(type) {
		case bot.Text:
			reply.Blocks[i] = bot.Text{Text: inShell(b.Text)}
		case bot.Notice:
			reply.Blocks[i] = bot.Notice{Text: inShell(b.Text)}
		}
	}
	return terminal.Render(out, reply, terminal.StyleOf(p.Out))
}

func firstText(r bot.Reply) string {
	for _, b := range r.Blocks {
		switch b := b.(type) {
		case bot.Notice:
			return b.Text
		case bot.Text:
			return b.Text
		}
	}
	return "there is nothing to say"
}
