package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/bot/lines"
	"quoth/bot/terminal"
	"quoth/knowledge/topic"
)

type alertsCommand struct {
	List     alertsList     `cmd:"" default:"1" help:"What is followed at this terminal, or at a webhook."`
	Follow   alertsFollow   `cmd:"" help:"Follow a topic at this terminal, or at a webhook."`
	Unfollow alertsUnfollow `cmd:"" help:"Follow a topic no more."`
	Test     alertsTest     `cmd:"" help:"The alerts that following a topic would have brought, in the last 7 days or, with --json, from day to day."`
	Deliver  alertsDeliver  `cmd:"" help:"Deliver to this terminal what is due, and end."`
	Replay   alertsReplay   `cmd:"" help:"Show again what a subscription brought, without delivering anything."`
}

// Help is shown by quoth alerts --help.
func (alertsCommand) Help() string {
	return `Alerts can be tried at the terminal before a chat platform is configured.

Examples:
  quoth alerts follow 'earthquake -drill source:"Harbour Post"'
  quoth alerts follow --pace daily --at 08:00 Nagorno-Karabakh
  quoth add today.jsonl && quoth alerts deliver
  quoth alerts replay 1`
}

type alertsList struct {
	followingAt
	JSON bool `name:"json" help:"Print JSON Lines, one subscription a line."`
}

func (c *alertsList) Run(ctx context.Context, out io.Writer, p *Program) error {
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	r, err := c.request(ctx, p, "alerts", nil)
	if err != nil {
		return err
	}
	return p.request(ctx, out, e, r, c.JSON)
}

type alertsFollow struct {
	followingAt
	Pace  string   `enum:"now,hourly,daily" default:"now" help:"How alerts come: now, hourly or daily."`
	Level string   `enum:"calm,normal,all" default:"normal" help:"How much comes: calm (each story once), normal (its changes too) or all (what merely mentions the topic too)."`
	At    string   `help:"When a daily digest comes: 08:00." placeholder:"TIME"`
	Topic []string `arg:"" help:"Words, \"phrases\", -excluded words, OR, source:name, lang:code, from:date, to:date."`
}

func (c *alertsFollow) Run(ctx context.Context, out io.Writer, p *Program) error {
	args := bot.Args{"topic": strings.Join(c.Topic, " "), "pace": c.Pace, "level": c.Level}
	if c.At != "" {
		args["at"] = c.At
	}
	return c.change(ctx, out, p, "follow", args)
}

type alertsUnfollow struct {
	followingAt
	What string `arg:"" help:"The topic, or its number in the list."`
}

func (c *alertsUnfollow) Run(ctx context.Context, out io.Writer, p *Program) error {
	return c.change(ctx, out, p, "unfollow", bot.Args{"topic": c.What})
}

type alertsTest struct {
	JSON  bool   `name:"json" help:"Print JSON Lines, one alert a line, oldest first."`
	Topic string `help:"A topic, followed or not." placeholder:"TOPIC"`
	Level string `enum:",calm,normal,all" default:"" help:"With --json, how much comes: calm, normal (unless told otherwise) or all, as with follow."`
	From  string `help:"The first day of publication (2020-11-10, 2020-11 or 2020)." placeholder:"DATE"`
	To    string `help:"The last day." placeholder:"DATE"`
	What  string `arg:"" optional:"" help:"The topic, or its number in the list."`
}

func (c *alertsTest) Run(ctx context.Context, out io.Writer, p *Program) error {
	if c.JSON || c.Topic != "" || c.Level != "" || c.From != "" || c.To != "" {
		return c.replay(ctx, out, p)
	}
	e, err := p.writingEngine(ctx)
	if err != nil {
		return err
	}
	return p.say(ctx, out, e, "alerts", bot.Args{"what": "test", "number": c.What})
}

// replay prints the alerts of a topic over a period as JSON Lines.
func (c *alertsTest) replay(ctx context.Context, out io.Writer, p *Program) error {
	wanted := cmp.Or(c.Topic, c.What)
	switch {
	case !c.JSON:
		return usagef("--topic, --level, --from and --to go with --json")
	case wanted == "":
		return usagef("a topic is missing: quoth alerts test --json --topic earthquake")
	}
	f, err := bot.ParseFilter(bot.Args{"since": c.From, "until": c.To})
	if err != nil {
		return usageError{err}
	}
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	alerts, whole, err := e.Reader().Replay(ctx, wanted, f.Since, f.Until, c.Level == "all")
	if topic.Unreadable(err) {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	if c.Level == "calm" {
		alerts = slices.DeleteFunc(alerts, func(a topic.Alert) bool { return a.Update })
	}
	if !whole {
		p.log.Warn("alert: replay cut", "read", topic.ReplayArticles)
	}
	var reply bot.Reply
	of := map[int64]topic.Alert{}
	composer := bot.NewComposer(ctx, p.store)
	for _, a := range alerts {
		reply.Blocks = append(reply.Blocks, composer.Quote(a.Sentence))
		of[a.Article.ID] = a
	}
	if reply, err = e.Verify(ctx, reply); err != nil {
		return err
	}
	for _, b := range reply.Blocks {
		if q, ok := b.(bot.Quote); ok {
			a := of[q.Article.ID]
			if err := lines.Write(out, lines.NewAlert(a.Article, a.Update, q)); err != nil {
				return err
			}
		}
	}
	return nil
}

type alertsDeliver struct{}

func (alertsDeliver) Run(ctx context.Context, out io.Writer, p *Program) error {
	e, err := p.writingEngine(ctx)
	if err != nil {
		return err
	}
	d := p.deliverer(e)
	d.Add(terminal.NewSender(out, terminal.StyleOf(p.Out)))
	for {
		n, err := d.Step(ctx)
		if err != nil || n == 0 {
			return err
		}
	}
}

func (p *Program) deliverer(e *bot.Engine) *alert.Deliverer {
	operators, _ := p.operators() // newEngine has checked them
	return alert.New(alert.Config{Store: p.store, Engine: e, Log: p.log, Now: p.now, Operators: operators, Guard: p.guard})
}

type alertsReplay struct {
	Number int `arg:"" help:"The number of a subscription in the list."`
	Limit  int `default:"20" help:"At most so many alerts, the newest."`
}

func (c *alertsReplay) Run(ctx context.Context, out io.Writer, p *Program) error {
	if c.Limit < 1 {
		return errLimit
	}
	e, err := p.writingEngine(ctx)
	if err != nil {
		return err
	}
	here, err := p.store.SubscriptionsAt(ctx, terminal.Here)
	if err != nil {
		return err
	}
	if c.Number < 1 || c.Number > len(here) {
		return fmt.Errorf("there is no subscription %d: quoth alerts lists them", c.Number)
	}
	s := here[c.Number-1]
	alerts, err := p.store.AlertsOf(ctx, s.ID, c.Limit)
	if err != nil {
		return err
	}
	writer := alert.NewWriter(p.store, e)
	for i := len(alerts) - 1; i >= 0; i-- {
		reply, err := writer.Write(ctx, s, alerts[i:i+1])
		if err != nil {
			return err
		}
		if err := p.show(out, reply); err != nil {
			return err
		}
		state := "waiting"
		switch a := alerts[i]; {
		case a.Dead:
			state = "given up: " + a.Error
		case !a.Sent.IsZero():
			state = "sent " + a.Sent.Local().Format(time.DateTime)
		}
		fmt.Fprintf(out, "(%s)\n\n", state)
	}
	return nil
}
