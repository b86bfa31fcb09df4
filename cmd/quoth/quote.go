package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"

	"quoth/bot"
	"quoth/bot/lines"
	"quoth/knowledge"
)

type quoteCommand struct {
	Proof   bool   `help:"Print JSON with what somebody needs who has no database to check the quote."`
	Verify  bool   `help:"Check a proof from standard input; no database is needed."`
	Article string `arg:"" optional:"" help:"The address of a stored article, or its number."`
	Start   int    `arg:"" optional:"" help:"Where the quote begins, in bytes."`
	End     int    `arg:"" optional:"" help:"Where it ends, in bytes."`
}

// Help is shown by quoth quote --help.
func (quoteCommand) Help() string {
	return `Where a quote begins and ends stands in the output of quoth ask --json.

Examples:
  quoth quote https://example.org/news/1 120 188
  quoth quote --proof https://example.org/news/1 120 188 > proof.json
  quoth quote --verify < proof.json`
}

func (c *quoteCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	if c.Verify {
		return verifyProof(p.In, out)
	}
	if c.Article == "" || c.End <= c.Start {
		return usagef("the address of a stored article and the bytes of the quote are missing: quoth quote https://example.org/news/1 120 188")
	}
	e, err := p.engine(ctx)
	if err != nil {
		return err
	}
	ctx = here.In(ctx)
	a, err := c.article(ctx, p)
	if errors.Is(err, knowledge.ErrNotFound) {
		return fmt.Errorf("%s is not stored in %s: give the address of a stored article", c.Article, p.database())
	}
	if err != nil {
		return err
	}
	r := knowledge.Range{Start: c.Start, End: c.End}
	x, err := knowledge.ReadExcerpt(ctx, p.store, knowledge.Span{Article: a.ID, Version: a.Version, Range: r})
	var proof knowledge.Proof
	if err == nil {
		proof, err = x.Proof(r)
	}
	switch {
	case errors.Is(err, knowledge.ErrNotFound):
		return fmt.Errorf("the text of %s has no bytes %d to %d", c.Article, r.Start, r.End)
	case err != nil:
		return fmt.Errorf("%s can't be quoted: %w", c.Article, err)
	case c.Proof:
		return lines.Write(out, proof)
	}
	reply, err := e.Verify(ctx, bot.Reply{Blocks: []bot.Block{bot.Quote{
		Quote: knowledge.Quote{Article: x.Article, Range: r, Text: proof.Quote}, Link: knowledge.CanonicalURL(x.Article.URL),
	}}})
	if err != nil {
		return err
	}
	return p.show(out, reply)
}

// article is the article that was named, by its address or number.
func (c *quoteCommand) article(ctx context.Context, p *Program) (knowledge.Article, error) {
	if id, err := strconv.ParseInt(c.Article, 10, 64); err == nil {
		return p.store.Article(ctx, id)
	}
	return p.store.ArticleByURL(ctx, c.Article)
}

func verifyProof(in io.Reader, out io.Writer) error {
	var proof knowledge.Proof
	if err := json.NewDecoder(in).Decode(&proof); err != nil {
		return fmt.Errorf("standard input holds no proof: %w", err)
	}
	if err := proof.Verify(); err != nil {
		return fmt.Errorf("the proof does not hold: %w", err)
	}
	_, err := fmt.Fprintf(out, "The quote stands in the article of seal %s.\n", proof.Seal)
	return err
}
