package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/intake"
	"quoth/knowledge/text"
	"quoth/knowledge/zone"
)

// partJSON is a part of a text: Heads is what a heading heads.
type partJSON struct {
	knowledge.Range
	Role  string           `json:"role"`
	Heads *knowledge.Range `json:"heads,omitempty"`
}

// postJSON is an entry of a live blog.
type postJSON struct {
	knowledge.Range
	Headline  *knowledge.Range `json:"headline,omitempty"`
	Published string           `json:"published,omitempty"`
}

// divide fills in the parts of a page as they would be stored, but for what its outlet
// repeats, which only the database knows.
func (p *pageJSON) divide() {
	a := knowledge.Article{Title: p.Title, Source: p.Source, Authors: p.Authors, Language: p.Language, Text: p.Text}
	a.Published, _ = parsePublished(p.Published)
	l := zone.Read(&a, text.AppendTerms(nil, a.Text, a.Language)).Layout(nil)
	p.setParts(l.Parts, l.Posts)
}

func (p *pageJSON) setParts(parts []knowledge.Part, posts []knowledge.Post) {
	for _, part := range parts {
		row := partJSON{Range: part.Range, Role: part.Role.String()}
		if !part.Heads.Empty() {
			row.Heads = &part.Heads
		}
		p.Parts = append(p.Parts, row)
	}
	for _, post := range posts {
		row := postJSON{Range: post.Range}
		if !post.Headline.Empty() {
			row.Headline = &post.Headline
		}
		if !post.Published.IsZero() {
			row.Published = post.Published.Format(time.RFC3339)
		}
		p.Posts = append(p.Posts, row)
	}
}

// printParts prints a line for each part, and one before each post of a live blog.
func (p *pageJSON) printParts(out io.Writer) error {
	fmt.Fprintln(out)
	post := 0
	for _, part := range p.Parts {
		for post < len(p.Posts) && p.Posts[post].Start <= part.Start {
			fmt.Fprintf(out, "--- post %d %s\n", post+1, p.Posts[post].Published)
			post++
		}
		if _, err := fmt.Fprintf(out, "%-13s  %s\n", part.Role, strings.ReplaceAll(p.Text[part.Start:part.End], "\n", " ")); err != nil {
			return err
		}
	}
	return nil
}

// stored is the stored article of an address, with its parts.
func stored(ctx context.Context, p *Program, address string) (pageJSON, error) {
	if err := p.openReadOnly(ctx); err != nil {
		return pageJSON{}, err
	}
	a, err := p.store.ArticleByURL(ctx, address)
	if errors.Is(err, knowledge.ErrNotFound) {
		return pageJSON{}, fmt.Errorf("%s is not stored in %s: give the address of a stored article, or read the page without --stored", address, p.database())
	}
	if err != nil {
		return pageJSON{}, err
	}
	documents, err := p.store.Documents(ctx, []int64{a.ID})
	if err != nil || len(documents) == 0 {
		return pageJSON{}, errors.Join(err, ctx.Err())
	}
	d := documents[0]
	page := shownArticle(d.Article)
	page.setParts(d.Parts, d.Posts)
	return page, nil
}

type reworkCommand struct {
	Damaged bool `help:"Read all that is stored first, and work out anew what is damaged, too."`
}

// Help is shown by quoth rework --help.
func (reworkCommand) Help() string {
	return `A newer version of the program may tell parts, dates and words of an article better. A running bot works stored articles out anew by itself, in the background; this does it at once. It can be stopped and goes on when it is run again, also while the bot runs.`
}

func (c *reworkCommand) Run(ctx context.Context, p *Program) error {
	if err := p.open(ctx, false); err != nil {
		return err
	}
	if c.Damaged {
		done, err := knowledge.Scrub(ctx, p.store, nil)
		if err != nil {
			return err
		}
		if err := outdate(ctx, p.store, done.Damaged); err != nil {
			return err
		}
	}
	last := time.Now()
	n, err := intake.New(intake.Config{Store: p.store, Log: p.log, Now: p.now}).Rework(ctx, func(left int) error {
		if time.Since(last) > 2*time.Second {
			last = time.Now()
			fmt.Fprintf(p.messages(), "%d articles are left\n", left)
		}
		return nil
	})
	fmt.Fprintf(p.messages(), "%d articles were worked out anew\n", n)
	return err
}

// reworkPause is how many times as long as it worked the background pass rests after
// each transaction, so that a bot that answers meanwhile has most of a core.
const reworkPause = 3

const (
	// reworkEvery is how often it is looked whether articles are to be worked out anew: another process may have
	// said so.
	reworkEvery = time.Minute
	// reworkLongest is the longest pause after failures, each of which doubles it.
	reworkLongest = time.Hour
)

// reworkStored works out anew what an older program left, and what the operator marks meanwhile, while the bot runs.
func (p *Program) reworkStored(ctx context.Context) error {
	in := intake.New(intake.Config{Store: p.store, Log: p.log, Now: p.now, Workers: 1})
	pause := reworkEvery
	for {
		started := time.Now()
		n, err := in.Rework(ctx, func(int) error {
			select {
			case <-ctx.Done():
			case <-time.After(reworkPause * time.Since(started)):
			}
			started = time.Now()
			return ctx.Err()
		})
		switch {
		case err != nil && ctx.Err() == nil:
			// The bot goes on with what is stored meanwhile.
			p.log.ErrorContext(ctx, "rework: articles failed", "done", n, "error", err)
			pause = min(2*pause, reworkLongest)
		case n > 0:
			p.log.Info("rework: articles done", "articles", n)
			fallthrough
		default:
			pause = reworkEvery
		}
		select {
		case <-ctx.Done():
			return nil
		case <-p.outdated:
		case <-time.After(pause):
		}
	}
}
