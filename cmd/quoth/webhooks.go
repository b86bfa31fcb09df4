package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"quoth/bot"
	"quoth/bot/lines"
	"quoth/bot/webhook"
	"quoth/knowledge"
)

type webhooksCommand struct {
	List   webhooksList   `cmd:"" default:"1" help:"The addresses that alerts are brought to."`
	Add    webhooksAdd    `cmd:"" help:"Have alerts brought to an address, and print the secret that signs them, this once."`
	Remove webhooksRemove `cmd:"" help:"End webhooks, and what is followed there."`
}

// Help is shown by quoth webhooks --help.
func (webhooksCommand) Help() string {
	return `A running bot brings the alerts of what is followed at a webhook to its address, as JSON that is signed as Standard Webhooks has it, or to a topic of an ntfy server. What does not arrive is tried again for a day.

Examples:
  quoth webhooks add newsroom https://desk.example.org/alerts
  quoth webhooks add phone --ntfy https://ntfy.example.org/harbour
  quoth alerts follow --webhook newsroom 'strike -football'
  quoth webhooks remove newsroom`
}

type webhooksList struct {
	JSON bool `name:"json" help:"Print JSON Lines, one webhook a line."`
}

// webhookJSON is a webhook as it is listed: its address may hold secrets.
type webhookJSON struct {
	Name    string       `json:"name"`
	Kind    webhook.Kind `json:"kind"`
	Host    string       `json:"host"`
	Created string       `json:"created"`
}

func (c *webhooksList) Run(ctx context.Context, out io.Writer, p *Program) error {
	if err := p.exists(); err != nil {
		return err
	}
	if err := p.openReadOnly(ctx); err != nil {
		return err
	}
	hooks, err := webhook.NewHooks(p.store).List(ctx)
	if err != nil {
		return err
	}
	for _, h := range hooks {
		if c.JSON {
			err = lines.Write(out, webhookJSON{h.Name, h.Kind, h.Host(), h.Created.Format(time.RFC3339)})
		} else {
			_, err = fmt.Fprintf(out, "%s  since %s  %s, %s\n", h.Name, h.Created.Format(time.DateOnly), h.Kind, h.Host())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

type webhooksAdd struct {
	Name    string `arg:"" help:"What it is called."`
	Address string `arg:"" help:"Where alerts are brought to; of ntfy with the topic at its end. A password may stand in it: https://:TOKEN@ntfy.example.org/harbour. Whoever lists the processes sees it: add it in the console instead." placeholder:"URL"`
	Ntfy    bool   `help:"It is a topic of an ntfy server."`
}

func (c *webhooksAdd) Run(ctx context.Context, out io.Writer, p *Program) error {
	if err := p.open(ctx, false); err != nil {
		return err
	}
	kind := webhook.Signed
	if c.Ntfy {
		kind = webhook.Ntfy
	}
	h, err := webhook.NewHooks(p.store).Add(ctx, webhook.Hook{Name: c.Name, Kind: kind, Address: c.Address, Created: p.now().UTC().Truncate(time.Second)})
	if err != nil {
		return err
	}
	if h.Secret == "" {
		return nil
	}
	fmt.Fprintln(p.messages(), "This is the only time that the secret is shown:")
	_, err = fmt.Fprintln(out, h.Secret)
	return err
}

type webhooksRemove struct {
	Names []string `arg:"" name:"name" help:"What they are called."`
}

func (c *webhooksRemove) Run(ctx context.Context, p *Program) error {
	if err := p.exists(); err != nil {
		return err
	}
	if err := p.open(ctx, false); err != nil {
		return err
	}
	for _, name := range c.Names {
		err := webhook.NewHooks(p.store).Remove(ctx, name)
		if errors.Is(err, knowledge.ErrNotFound) {
			return noWebhook(name)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(p.messages(), "the webhook %s is ended\n", name)
	}
	return nil
}

func noWebhook(name string) error {
	return fmt.Errorf("there is no webhook %s: quoth webhooks lists them", name)
}

// followingAt says where a command follows.
type followingAt struct {
	Webhook string `help:"At that webhook, in place of this terminal." placeholder:"NAME"`
}

// change answers a command that changes what is followed there.
func (f followingAt) change(ctx context.Context, out io.Writer, p *Program, command string, args bot.Args) error {
	e, err := p.writingEngine(ctx)
	if err != nil {
		return err
	}
	r, err := f.request(ctx, p, command, args)
	if err != nil {
		return err
	}
	return p.answer(ctx, out, e, r)
}

// request is a request from there.
func (f followingAt) request(ctx context.Context, p *Program, command string, args bot.Args) (bot.Request, error) {
	r := here
	r.Command, r.Args = command, args
	if f.Webhook == "" {
		return r, nil
	}
	_, err := webhook.NewHooks(p.store).Hook(ctx, f.Webhook)
	if errors.Is(err, knowledge.ErrNotFound) {
		err = noWebhook(f.Webhook)
	}
	r.Place, r.Elsewhere, r.Private = webhook.Place(f.Webhook), f.Webhook, false
	r.Keyed = true // the operator sends it, and nothing can be typed at a webhook
	r.Manager = func(context.Context) (bool, error) { return true, nil }
	return r, err
}
