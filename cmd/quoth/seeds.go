package main

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"quoth/knowledge"
	"quoth/knowledge/gather/file"
	"quoth/knowledge/intake"
	"quoth/seeds"
)

// seedsState is the name under which the store keeps whether the starter
// stories were loaded or declined, so that they come once and never again.
const seedsState = "seeds"

// seedOnce loads the starter stories into an empty database that never had them.
func (p *Program) seedOnce(ctx context.Context) error {
	state, err := p.store.State(ctx, seedsState)
	if err != nil || state != "" {
		return err
	}
	stats, err := p.store.Stats(ctx)
	if err != nil {
		return err
	}
	if stats.Articles > 0 {
		return p.store.SetState(ctx, seedsState, "declined")
	}
	_, err = p.loadSeeds(ctx)
	return err
}

func (p *Program) loadSeeds(ctx context.Context) (intake.Report, error) {
	var articles []knowledge.Article
	var problem error
	files := file.Files{
		Article: func(a knowledge.Article) error { articles = append(articles, a); return nil },
		Refused: func(r file.Problem) { problem = r },
	}
	if err := files.ReadLines(ctx, "starter stories", bytes.NewReader(seeds.Stories())); err != nil {
		return intake.Report{}, err
	}
	if problem != nil {
		return intake.Report{}, problem
	}
	report, err := intake.New(intake.Config{Store: p.store, Log: p.log, Now: p.now}).Add(ctx, articles)
	if err != nil {
		return report, err
	}
	return report, p.store.SetState(ctx, seedsState, "loaded")
}

type seedsCommand struct {
	Load   seedsLoad   `cmd:"" help:"Store the starter stories, also into a database that has other articles."`
	Remove seedsRemove `cmd:"" help:"Remove the starter stories for good."`
	Feeds  seedsFeeds  `cmd:"" help:"Print the starter list of public news feeds (OPML)."`
}

type seedsLoad struct{}

func (seedsLoad) Run(ctx context.Context, p *Program) error {
	if err := p.open(ctx, false); err != nil {
		return err
	}
	report, err := p.loadSeeds(ctx)
	if err == nil {
		fmt.Fprintf(p.messages(), "added %d, updated %d, unchanged %d\n", report.Added, report.Updated, report.Unchanged)
	}
	return err
}

type seedsRemove struct{}

func (seedsRemove) Run(ctx context.Context, p *Program) error {
	if err := p.open(ctx, false); err != nil {
		return err
	}
	removed := 0
	err := p.store.Write(ctx, func(w knowledge.Writer) (err error) {
		removed, err = w.RemoveSource(ctx, seeds.Source)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(p.messages(), "removed %d\n", removed)
	return p.store.SetState(ctx, seedsState, "removed")
}

type seedsFeeds struct{}

func (seedsFeeds) Run(out io.Writer) error {
	_, err := out.Write(seeds.Feeds())
	return err
}
