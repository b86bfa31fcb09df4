package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/file"
)

// The scripting interface: JSON Lines whose shapes are kept.

type articleJSON struct {
	URL       string `json:"url"`
	Title     string `json:"title"`
	Source    string `json:"source"`
	Published string `json:"published"`
	FirstSeen bool   `json:"first_seen,omitempty"`  // published is when it was first seen, for want of a date
	Teaser    bool   `json:"teaser_only,omitempty"` // the whole of it could not be had
}

type answerJSON struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Value string `json:"value,omitempty"`
}

type passageJSON struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type quoteJSON struct {
	Article articleJSON   `json:"article"`
	Start   int           `json:"start"`
	End     int           `json:"end"`
	Text    string        `json:"text"`
	Answer  *answerJSON   `json:"answer,omitempty"`
	Context []passageJSON `json:"context,omitempty"`
	Link    string        `json:"link"`
	Score   float64       `json:"score"`
	Also    []articleJSON `json:"also,omitempty"`
	Edited  bool          `json:"edited,omitempty"`
}

// publishedText writes a time of publication as article lines give it.
func publishedText(a knowledge.Article) string {
	switch {
	case a.Published.IsZero():
		return ""
	case a.DateOnly:
		return a.Published.Format(time.DateOnly)
	}
	return a.Published.Format(time.RFC3339)
}

func toArticleJSON(a knowledge.Article) articleJSON {
	return articleJSON{URL: fetch.WithoutUser(a.URL), Title: a.Title, Source: a.Source, Published: publishedText(a), FirstSeen: a.FirstSeen, Teaser: a.TeaserOnly}
}

// toQuotes checks quotes against the store and writes those that hold; it fails
// when one can't be read.
func toQuotes(ctx context.Context, e *bot.Engine, quotes []knowledge.Quote) ([]quoteJSON, error) {
	out := []quoteJSON{}
	for _, q := range quotes {
		holds, err := e.Holds(ctx, &q)
		if err != nil {
			return nil, err
		}
		if !holds {
			continue
		}
		j := quoteJSON{Article: toArticleJSON(q.Article), Start: q.Start, End: q.End, Text: q.Text, Link: e.Link(ctx, q), Score: q.Score, Edited: q.Edited}
		if !q.Answer.Empty() {
			j.Answer = &answerJSON{q.Answer.Start, q.Answer.End, q.Value}
		}
		for _, p := range q.Context {
			j.Context = append(j.Context, passageJSON{p.Start, p.End, p.Text})
		}
		for _, a := range q.Also {
			j.Also = append(j.Also, toArticleJSON(a))
		}
		out = append(out, j)
	}
	return out, nil
}

// writeLine writes one line of JSON, with characters such as < as they are.
func writeLine(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

type errorLine struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// maxRow is the longest line of a batch.
const maxRow = 64 << 20

// batch answers JSON Lines with JSON Lines, in order. A line that handle can't
// answer becomes an error line and does not stop the rest; handle's errors are
// shown as they are.
func batch[Row any](ctx context.Context, in io.Reader, out io.Writer, handle func(Row, json.RawMessage) (any, error)) error {
	lines := bufio.NewReaderSize(in, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return err
		}
		if trimmed := bytes.TrimSpace(line); len(trimmed) > 0 {
			if err := writeLine(out, answerRow(trimmed, handle)); err != nil {
				return err
			}
			if flusher, ok := out.(interface{ Flush() error }); ok && lines.Buffered() == 0 {
				if err := flusher.Flush(); err != nil {
					return err
				}
			}
		}
		if err == io.EOF {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

func answerRow[Row any](line []byte, handle func(Row, json.RawMessage) (any, error)) any {
	id := struct {
		ID json.RawMessage `json:"id"`
	}{json.RawMessage("null")}
	var row Row
	if len(line) > maxRow {
		return errorLine{id.ID, "the line is longer than 64 MB"}
	}
	if err := json.Unmarshal(line, &id); err != nil {
		return errorLine{json.RawMessage("null"), file.JSONReason("a line", err)}
	}
	if id.ID == nil {
		id.ID = json.RawMessage("null")
	}
	if err := json.Unmarshal(line, &row); err != nil {
		return errorLine{id.ID, file.JSONReason("a line", err)}
	}
	v, err := handle(row, id.ID)
	if err != nil {
		if errors.Is(err, context.Canceled) {
			err = errors.New("stopped")
		}
		return errorLine{id.ID, err.Error()}
	}
	return v
}
