package main

import (
	"context"
	"errors"
	"fmt"

	"quoth/knowledge"
)

type removeCommand struct {
	Article string `arg:"" help:"Its address, or its number: '#12'."`
}

// Help is shown by quoth remove --help.
func (removeCommand) Help() string {
	return `All that was worked out of it goes with it: what is found, dated, told in stories and timelines. Replies that quoted it say that it is not stored any more, and the feed that brought it does not store it again. Backups keep it.`
}

func (c *removeCommand) Run(ctx context.Context, p *Program) error {
	if err := p.exists(); err != nil {
		return err
	}
	if err := p.open(ctx, false); err != nil {
		return err
	}
	a, err := knowledge.FindArticle(knowledge.Unrestricted(ctx), p.store, c.Article)
	if errors.Is(err, knowledge.ErrNotFound) {
		return fmt.Errorf("no article %s is stored", c.Article)
	}
	if err != nil {
		return err
	}
	err = p.store.Write(ctx, func(w knowledge.Writer) error {
		_, err := w.RemoveArticle(ctx, a.ID)
		return err
	})
	if err == nil {
		fmt.Fprintf(p.messages(), "removed article %d: %s\n", a.ID, a.Title)
	}
	return err
}
