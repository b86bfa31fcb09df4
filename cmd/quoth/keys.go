package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"quoth/bot/api"
	"quoth/bot/lines"
	"quoth/bot/webhook"
	"quoth/knowledge"
)

type keysCommand struct {
	List   keysList   `cmd:"" default:"1" help:"The keys that were given out."`
	Add    keysAdd    `cmd:"" help:"Make a key and print it, this once."`
	Remove keysRemove `cmd:"" help:"End keys, and what is followed with them."`
}

// Help is shown by quoth keys --help.
func (keysCommand) Help() string {
	return `With a key, programs use what the running bot serves below QUOTH_WEB: /api/v1/, which /api/v1/openapi.json describes, and /mcp for assistants. A database keeps the digests of keys alone.

Examples:
  quoth keys add newsroom
  quoth keys add kiosk --scope ask --scope search
  quoth keys add desk --audience discord:server:678
  quoth keys add planner --webhook newsroom
  quoth keys remove kiosk`
}

type keysList struct {
	JSON bool `name:"json" help:"Print JSON Lines, one key a line."`
}

func (c *keysList) Run(ctx context.Context, out io.Writer, p *Program) error {
	if err := p.exists(); err != nil {
		return err
	}
	if err := p.openReadOnly(ctx); err != nil {
		return err
	}
	keys, err := api.NewKeys(p.store).List(ctx)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if c.JSON {
			err = lines.Write(out, k)
		} else {
			_, err = fmt.Fprintf(out, "%s  since %s  %s\n", k.Name, k.Created.Format(time.DateOnly), strings.Join(append(names(k.Scopes), names(k.Audiences)...), ", ")+followedAt(k))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// followedAt says of a key at which webhook it follows.
func followedAt(k api.Key) string {
	if k.Webhook == "" {
		return ""
	}
	return " at " + k.Webhook
}

func names[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, s := range list {
		all[i] = string(s)
	}
	return all
}

type keysAdd struct {
	Name     string   `arg:"" help:"What it is called in the list and in the log."`
	Scope    []string `help:"What it allows: ask, search, timeline, summary, story, article, quote, or follow, which --webhook brings with it; without, all that read." placeholder:"SCOPE"`
	Webhook  string   `help:"The webhook where it may follow topics; what is followed there is brought to its address (quoth webhooks)." placeholder:"NAME"`
	Audience []string `help:"Whose private news it reads, besides what everybody may: discord:server:NUMBER, telegram:chat:NUMBER." placeholder:"AUDIENCE"`
}

func (c *keysAdd) Run(ctx context.Context, out io.Writer, p *Program) error {
	key := api.Key{Name: c.Name, Scopes: api.ReadingScopes(), Webhook: c.Webhook, Created: p.now().UTC().Truncate(time.Second)}
	if len(c.Scope) > 0 {
		key.Scopes = nil
	}
	for _, s := range c.Scope {
		key.Scopes = append(key.Scopes, api.Scope(s))
	}
	if c.Webhook != "" && !slices.Contains(key.Scopes, api.Follow) {
		key.Scopes = append(key.Scopes, api.Follow)
	}
	for _, s := range c.Audience {
		a, err := knowledge.ParseAudience(s)
		if err != nil || a == "" {
			return usagef("--audience: write who may read it as telegram:chat:NUMBER, discord:chat:NUMBER or discord:server:NUMBER")
		}
		key.Audiences = append(key.Audiences, a)
	}
	if err := p.open(ctx, false); err != nil {
		return err
	}
	if c.Webhook != "" {
		hook, err := webhook.NewHooks(p.store).Hook(ctx, c.Webhook)
		if errors.Is(err, knowledge.ErrNotFound) {
			return noWebhook(c.Webhook)
		}
		if err != nil {
			return err
		}
		key.HookID = hook.ID
	}
	secret, err := api.NewKeys(p.store).Add(ctx, key)
	switch {
	case errors.Is(err, api.ErrNoWebhook):
		return usagef("--scope follow needs --webhook with the name of a webhook")
	case errors.Is(err, api.ErrNoScope), errors.Is(err, api.ErrKeyName):
		return usageError{err}
	case err != nil:
		return err
	}
	fmt.Fprintln(p.messages(), "This is the only time that the key is shown:")
	_, err = fmt.Fprintln(out, secret)
	return err
}

type keysRemove struct {
	Names []string `arg:"" name:"name" help:"What they are called."`
}

func (c *keysRemove) Run(ctx context.Context, p *Program) error {
	if err := p.exists(); err != nil {
		return err
	}
	if err := p.open(ctx, false); err != nil {
		return err
	}
	keys := api.NewKeys(p.store)
	for _, name := range c.Names {
		err := keys.Remove(ctx, name)
		if errors.Is(err, knowledge.ErrNotFound) {
			return fmt.Errorf("there is no key %s: quoth keys lists them", name)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(p.messages(), "the key %s is ended\n", name)
	}
	return nil
}

type mcpCommand struct{}

// Help is shown by quoth mcp --help.
func (mcpCommand) Help() string {
	return `An assistant that knows the Model Context Protocol starts it, and gets tools to ask, to search, to read and to check quotes: ask, search_news, timeline, summarize, get_story, get_article, verify_quote. It reads what everybody may read. A running bot with QUOTH_WEB serves the same at /mcp to who brings a key (quoth keys).

Example of an assistant's configuration:
  {"mcpServers": {"quoth": {"command": "quoth", "args": ["mcp", "--db", "/srv/quoth/quoth.db"]}}}`
}

func (c *mcpCommand) Run(ctx context.Context, p *Program) error {
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	s := api.New(api.Config{Engine: e, Log: p.log, Now: p.now, Version: version()})
	if err := s.ServeMCP(ctx, api.Local(), p.In, p.Out); err != nil && ctx.Err() == nil {
		return err
	}
	return nil
}
