package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"quoth/bot"
	"quoth/bot/terminal"
	"quoth/knowledge"
	"quoth/knowledge/answer"
)

// answerLine is an answer of the scripting interface.
type answerLine struct {
	ID         json.RawMessage `json:"id,omitempty"`
	Verdict    answer.Verdict  `json:"verdict"`
	Confidence float64         `json:"confidence"`
	ElapsedMS  float64         `json:"elapsed_ms"`
	Quotes     []quoteJSON     `json:"quotes"`
}

type filterFlags struct {
	Source string `help:"Only from this outlet." placeholder:"NAME"`
	Since  string `help:"Only what was published on or after this date (2020-11-10, 2020-11 or 2020)." placeholder:"DATE"`
	Until  string `help:"Only what was published on or before this date." placeholder:"DATE"`
}

// args are the flags as options of a bot command.
func (f filterFlags) args(name, value string) bot.Args {
	args := bot.Args{name: value}
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
	if c.Batch {
		talks := map[string]answer.Talk{}
		return batch(ctx, p.In, out, func(row struct {
			Question string `json:"question"`
			AsOf     string `json:"as_of"`
			Talk     string `json:"talk"`
		}, id json.RawMessage) (any, error) {
			line, after, err := p.answer(ctx, e, row.Question, row.AsOf, f, talks[row.Talk])
			if err == nil && row.Talk != "" {
				talks[row.Talk] = after
			}
			line.ID = id
			return line, err
		})
	}
	if c.JSON {
		line, _, err := p.answer(ctx, e, question, c.AsOf, f, answer.Talk{})
		if err != nil {
			return err
		}
		return writeLine(out, line)
	}
	args := c.args("question", question)
	if c.AsOf != "" {
		at, err := asOf(c.AsOf)
		if err != nil {
			return err
		}
		if f.Until.IsZero() || at.Before(f.Until) {
			args["until"] = at.Format(time.DateOnly)
		}
	}
	return p.say(ctx, out, e, "ask", args)
}

// asOf is the last moment of a day, a month or a year, or a moment (RFC 3339);
// zero for "".
func asOf(date string) (time.Time, error) {
	if date == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, date); err == nil {
		return t, nil
	}
	_, last, err := bot.ParsePeriod("", date)
	if err != nil {
		return time.Time{}, usagef("as_of is %q: write it as 2020-11-10, 2020-11 or 2020", date)
	}
	day, err := time.Parse(time.DateOnly, last)
	return day.AddDate(0, 0, 1).Add(-time.Nanosecond), err
}

func (p *Program) answer(ctx context.Context, e *bot.Engine, question, date string, f knowledge.Filter, talk answer.Talk) (answerLine, answer.Talk, error) {
	start := time.Now()
	at, err := asOf(date)
	if err != nil {
		return answerLine{}, answer.Talk{}, err
	}
	a, err := e.Answers().Ask(ctx, answer.Question{Text: question, AsOf: at, Filter: f, Talk: talk})
	if err != nil {
		return answerLine{}, answer.Talk{}, err
	}
	quotes, err := toQuotes(ctx, e, a.Quotes)
	if err != nil {
		return answerLine{}, answer.Talk{}, err
	}
	line := answerLine{Verdict: a.Verdict, Confidence: round(a.Confidence), Quotes: quotes}
	if len(line.Quotes) == 0 {
		line.Verdict, line.Confidence = answer.None, 0
	}
	line.ElapsedMS = round(float64(time.Since(start).Microseconds()) / 1000)
	return line, a.Talk, nil
}

func round(x float64) float64 { return float64(int64(x*1000+.5)) / 1000 }

// say handles a command as the bot would, and prints the reply. A reply that
// says that the request can't be met is a failure; one that asks for an argument
// is a wrong use.
func (p *Program) say(ctx context.Context, out io.Writer, e *bot.Engine, command string, args bot.Args) error {
	reply := e.Handle(ctx, bot.Request{Person: terminal.Me, Place: terminal.Here, Private: true, Command: command, Args: args})
	switch {
	case reply.Missing != nil:
		return usagef("an argument is missing: %s", inShell(firstText(reply)))
	case reply.Failed:
		return errors.New(inShell(firstText(reply)))
	}
	return p.show(out, reply)
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

// showVerified prints a reply whose quotes were read again.
func (p *Program) showVerified(ctx context.Context, out io.Writer, e *bot.Engine, reply bot.Reply) error {
	reply, err := e.Verify(ctx, reply)
	if err != nil {
		return err
	}
	return p.show(out, reply)
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
