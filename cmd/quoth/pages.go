package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"quoth/bot/lines"
	"quoth/knowledge"
	"quoth/knowledge/dates"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/file"
	"quoth/knowledge/gather/page"
	"quoth/knowledge/text"
)

type readCommand struct {
	fetching
	JSON   bool   `name:"json" help:"Print JSON."`
	Batch  bool   `help:"Read JSON Lines from standard input: {\"id\",\"file\",\"url\"}."`
	Parts  bool   `help:"Show what each part of the text is: news, a heading, or furniture of the page."`
	Stored bool   `help:"Show the stored article of that address, without fetching it."`
	What   string `arg:"" optional:"" name:"file-or-url" help:"An HTML file, or the address of a page."`
	URL    string `name:"url" help:"The address that the file was fetched from." placeholder:"URL"`
}

// Help is shown by quoth read --help.
func (readCommand) Help() string {
	return `Examples:
  quoth read page.html
  quoth read https://example.org/news/1
  quoth read --json --url https://example.org/news/1 page.html
  quoth read --parts page.html
  quoth read --parts --stored https://example.org/news/1`
}

type pageJSON struct {
	ID        json.RawMessage `json:"id,omitempty"`
	URL       string          `json:"url"`
	Title     string          `json:"title"`
	Source    string          `json:"source"`
	Authors   []string        `json:"authors"`
	Published string          `json:"published"`
	Language  string          `json:"language"`
	Image     string          `json:"image,omitempty"`
	Text      string          `json:"text"`
	Gate      *gateJSON       `json:"gate,omitempty"`
	Error     string          `json:"error,omitempty"`
	Parts     []partJSON      `json:"parts,omitempty"`
	Posts     []postJSON      `json:"posts,omitempty"`
}

// gateJSON is what the gate thinks of a page, and why it does not take it for the
// whole article.
type gateJSON struct {
	Verdict page.Opinion `json:"verdict"`
	Why     string       `json:"why,omitempty"`
}

func (c *readCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	switch {
	case c.Batch && c.What != "":
		return usagef("--batch takes the files from standard input, not as arguments")
	case c.Batch && c.Stored:
		return usagef("--stored shows one article: quoth read --stored https://example.org/news/1")
	case !c.Batch && c.What == "":
		return usagef("a file is missing: quoth read page.html")
	}
	pages := page.NewReader(c.fetcher(p), p.parser)
	read := func(file, address string) (pageJSON, error) {
		if file == "" {
			file = address
		}
		if file == "" {
			return pageJSON{}, errors.New(`"file" or "url" is missing`)
		}
		if !isAddress(file) {
			return readFile(ctx, p.parser, file, address)
		}
		page, err := pages.Read(ctx, file)
		if err != nil {
			return shown(page), fmt.Errorf("%s: %w", fetch.PublicAddress(file), err)
		}
		return shown(page), nil
	}
	if c.Batch {
		return lines.Batch(ctx, p.In, out, func(row struct {
			File string `json:"file"`
			URL  string `json:"url"`
		}, id json.RawMessage) (any, error) {
			page, err := read(row.File, row.URL)
			page.ID = id
			if err != nil && page.Gate != nil { // what the page says of itself is worth telling
				page.Error = err.Error()
				return page, nil
			}
			if c.Parts {
				page.divide()
			}
			return page, err
		})
	}
	var page pageJSON
	var err error
	if c.Stored {
		page, err = stored(ctx, p, c.What)
	} else {
		page, err = read(c.What, c.URL)
	}
	if err != nil {
		if c.JSON && page.Gate != nil {
			page.Error = err.Error()
			return errors.Join(lines.Write(out, page), err)
		}
		return err
	}
	if page.Gate != nil && page.Gate.Why != "" {
		fmt.Fprintf(p.messages(), "quoth: %s\n", page.Gate.sentence())
	}
	if c.Parts && !c.Stored {
		page.divide()
	}
	if !c.Parts {
		page.Parts, page.Posts = nil, nil
	}
	if c.JSON {
		return lines.Write(out, page)
	}
	for _, field := range [][2]string{{"title", page.Title}, {"source", page.Source}, {"authors", strings.Join(page.Authors, ", ")},
		{"published", page.Published}, {"language", page.Language}, {"image", page.Image}, {"url", page.URL}} {
		if field[1] != "" {
			fmt.Fprintf(out, "%s: %s\n", field[0], field[1])
		}
	}
	if c.Parts {
		return page.printParts(out)
	}
	_, err = fmt.Fprintf(out, "\n%s\n", page.Text)
	return err
}

// readFile reads a page from a file.
func readFile(ctx context.Context, parser page.Parser, name, address string) (pageJSON, error) {
	in, err := os.Open(name)
	if err != nil {
		return pageJSON{}, fmt.Errorf("%s: %s", name, file.Reason(err))
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, page.MaxSize+1))
	if err != nil {
		return pageJSON{}, fmt.Errorf("%s: %s", name, file.Reason(err))
	}
	read, err := parser.Page(ctx, data, "", address)
	return shown(read), err
}

// shown is a page as it would be stored, with what the gate thinks of it.
func shown(p page.Page) pageJSON {
	out := shownArticle(p.Article())
	if p.Gate != "" {
		out.Gate = &gateJSON{p.Gate, p.Why}
	}
	return out
}

func (g gateJSON) sentence() string {
	switch g.Verdict {
	case page.Beginning:
		return "this is only the beginning of an article: " + g.Why
	case page.Doubtful:
		return "this may be no article: " + g.Why
	}
	return g.Why
}

func shownArticle(a knowledge.Article) pageJSON {
	if a.Language == "" {
		a.Language = text.Language(a.Text)
	}
	if a.Authors == nil {
		a.Authors = []string{}
	}
	return pageJSON{URL: a.URL, Title: a.Title, Source: a.Source, Authors: a.Authors, Published: lines.Published(a), Language: a.Language, Image: a.Image, Text: a.Text}
}

type datesCommand struct {
	Batch bool `help:"Read JSON Lines from standard input: {\"id\",\"text\",\"published\"}. This is the only way." required:""`
}

type dateJSON struct {
	Start int        `json:"start"`
	End   int        `json:"end"`
	Text  string     `json:"text"`
	Type  dates.Type `json:"type"`
	Value string     `json:"value"`
}

func (c *datesCommand) Run(ctx context.Context, out io.Writer, p *Program) error {
	return lines.Batch(ctx, p.In, out, func(row struct {
		Text      string `json:"text"`
		Published string `json:"published"`
	}, id json.RawMessage) (any, error) {
		published, err := parsePublished(row.Published)
		if err != nil {
			return nil, err
		}
		found := []dateJSON{}
		for _, e := range dates.Find(row.Text, published) {
			found = append(found, dateJSON{e.Start, e.End, row.Text[e.Start:e.End], e.Type, e.Value})
		}
		return struct {
			ID    json.RawMessage `json:"id"`
			Dates []dateJSON      `json:"dates"`
		}{id, found}, nil
	})
}

func parsePublished(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	// The last is how some corpora write a day: day first, as most of the world does.
	for _, layout := range []string{time.DateOnly, time.RFC3339, "02-01-2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, errors.New("published should be written as 2020-11-10 or 2020-11-10T18:00:00Z")
}
