package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"quoth/bot"
	"quoth/bot/lines"
	"quoth/knowledge"
)

// maxVersions is how many versions of an article a quote is looked for in, the newest first.
const maxVersions = 20

type quoteInput struct {
	Article string `json:"article" jsonschema:"the address of a stored article, or its number"`
	Text    string `json:"text" jsonschema:"the words, exactly as they are to be shown"`
	Start   int    `json:"start,omitempty" jsonschema:"where they begin in the text, in bytes; without start and end they may stand anywhere"`
	End     int    `json:"end,omitempty" jsonschema:"where they end"`
}

type quoteOutput struct {
	Holds   bool           `json:"holds" jsonschema:"the words stand there exactly so"`
	Reason  string         `json:"reason,omitempty" jsonschema:"why it does not hold"`
	Article *lines.Article `json:"article,omitempty"`
	Version int            `json:"version,omitempty" jsonschema:"of the article in which they stand"`
	Edited  bool           `json:"edited,omitempty" jsonschema:"the article has a newer version, without these words there"`
	Start   int            `json:"start" jsonschema:"where they begin, in bytes"`
	End     int            `json:"end" jsonschema:"where they end"`
	Seal    string         `json:"seal,omitempty" jsonschema:"of that version"`
}

// verify says whether words stand in an article, in the newest version that has them. Each
// version is checked against its seal first.
func verify(ctx context.Context, s *Service, r bot.Request, in quoteInput) (quoteOutput, error) {
	if in.Text == "" || in.Start < 0 || in.End < 0 || (in.Start != 0 || in.End != 0) && in.End-in.Start != len(in.Text) {
		return quoteOutput{}, &problem{http.StatusBadRequest, "the words are missing, or start and end are not theirs in bytes"}
	}
	id, current, err := s.engine.Library().Find(ctx, r, in.Article)
	switch {
	case errors.Is(err, knowledge.ErrNotFound):
		return quoteOutput{Reason: "the article is not stored"}, nil
	case err != nil:
		return quoteOutput{}, err
	}
	for version := current; version > max(0, current-maxVersions); version-- {
		stored, err := s.engine.Library().Stored(ctx, r, id, version)
		if errors.Is(err, knowledge.ErrNotFound) { // it is not what was printed
			continue
		}
		if err != nil {
			return quoteOutput{}, err
		}
		if at, ok := find(stored.Text, in); ok {
			heading := lines.NewArticle(stored.Article)
			return quoteOutput{Holds: true, Article: &heading, Version: version, Edited: version != current, Start: at, End: at + len(in.Text), Seal: stored.Seal}, nil
		}
	}
	return quoteOutput{Reason: "the article does not say so"}, nil
}

// find is where the words begin in a text.
func find(text string, in quoteInput) (at int, ok bool) {
	if in.End == 0 {
		at = strings.Index(text, in.Text)
		return at, at >= 0
	}
	return in.Start, in.End <= len(text) && text[in.Start:in.End] == in.Text
}
