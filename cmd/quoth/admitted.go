package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"quoth/bot"
	"quoth/bot/lines"
)

type admittedCommand struct {
	JSON     bool     `name:"json" help:"Print JSON Lines, one admission a line."`
	Withdraw []string `help:"End these admissions, as the list names them." placeholder:"WHO"`
}

// Help is shown by quoth admitted --help.
func (admittedCommand) Help() string {
	return `Whom QUOTH_ADMIT names and the operators are admitted besides. What was followed by somebody whose admission is withdrawn brings nothing from then on.

Examples:
  quoth admitted
  quoth admitted --withdraw telegram:12345 --withdraw discord:server:67890`
}

func (c *admittedCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	if err := p.exists(); err != nil {
		return err
	}
	if err := p.open(ctx, false); err != nil {
		return err
	}
	admission := bot.NewAdmission(p.store, p.now, nil, nil)
	for _, whom := range c.Withdraw {
		err := admission.Withdraw(ctx, whom)
		if errors.Is(err, bot.ErrNotAdmitted) {
			return fmt.Errorf("no invitation admits %s: quoth admitted lists whom one does", whom)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(p.messages(), "%s is not admitted any more\n", whom)
	}
	if len(c.Withdraw) > 0 {
		return nil
	}
	admitted, err := admission.Invited(ctx)
	if err != nil {
		return err
	}
	for _, whom := range slices.Sorted(maps.Keys(admitted)) {
		since := admitted[whom]
		if c.JSON {
			err = lines.Write(out, struct {
				Who   string    `json:"who"`
				Since time.Time `json:"since"`
			}{whom, since})
		} else {
			_, err = fmt.Fprintf(out, "%s  since %s\n", whom, since.Format(time.DateOnly))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
