package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/postgres"
	"quoth/knowledge/tables"
)

type moveCommand struct {
	From string `required:"" help:"The database to copy: a file, or an address in PostgreSQL." placeholder:"FILE"`
	To   string `required:"" help:"The empty database to copy to." placeholder:"FILE"`
}

// Help is shown by quoth move --help.
func (moveCommand) Help() string {
	return `All is copied with its numbers and read again: every table has as many rows, and every article is what was sealed. Meanwhile others may read from the old database, and nobody may change it. What was interrupted goes on when it is run again. The old database stays as it was.

Examples:
  quoth move --from quoth.db --to postgres://quoth@db.example.org/quoth
  quoth move --from postgres://quoth@db.example.org/quoth --to quoth.db`
}

// Validate fails for a name that is neither a file nor an address.
func (c *moveCommand) Validate() error {
	return cmp.Or(checkAddress(c.From), checkAddress(c.To))
}

// copyIdle is how long either database may have to wait for a step of the other.
const copyIdle = 5 * time.Minute

func (c *moveCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	if _, err := os.Stat(c.From); !postgres.IsAddress(c.From) && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no database %s to move", c.From)
	}
	from, err := p.openDatabase(ctx, c.From, postgres.Options{IdleTimeout: copyIdle})
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := p.openDatabase(ctx, c.To, postgres.Options{IdleTimeout: copyIdle})
	if err != nil {
		return err
	}
	defer to.Close()
	if moving, err := from.Moving(ctx); err != nil || moving {
		return errors.Join(err, fmt.Errorf("%s is being moved to and is not whole", nameOf(c.From)))
	}
	last := ""
	err = to.Tables().CopyFrom(ctx, from.Tables(), func(table string, rows int64) {
		if table != last {
			fmt.Fprintf(p.messages(), "copying %s\n", table)
			last = table
		}
	})
	switch {
	case errors.Is(err, tables.ErrOccupied):
		return fmt.Errorf("%s can't be moved to: %w", nameOf(c.To), err)
	case err != nil:
		return err
	}
	fmt.Fprintln(p.messages(), "reading all again")
	damaged, err := verify(ctx, to, nameOf(c.To))
	if err != nil {
		return err
	}
	if err := to.Tables().EndMove(ctx); err != nil {
		return err
	}
	stats, err := to.Stats(knowledge.Unrestricted(ctx))
	if err != nil {
		return err
	}
	if damaged > 0 {
		fmt.Fprintf(p.messages(), "%d articles are damaged, as they were: quoth check --full names them\n", damaged)
	}
	_, err = fmt.Fprintf(out, "%s is moved to %s: %d articles\n", nameOf(c.From), nameOf(c.To), stats.Articles)
	return err
}
