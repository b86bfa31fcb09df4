package main

import (
	"context"
	"errors"
	"strings"

	"quoth/knowledge/gather"
)

// isAddress reports whether an argument is an address of the web, not a file.
func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// readAddress reads the article, or the entries of the feed, at an address.
// What can't be read is told to files.Refused.
func readAddress(ctx context.Context, fetcher *gather.Fetcher, files *gather.Files, address string) error {
	pages := gather.NewPageReader(fetcher)
	name := gather.PublicAddress(address)
	page, err := pages.Read(ctx, address)
	if errors.Is(err, gather.ErrNotHTML) {
		var r *gather.Response
		if r, err = fetcher.Fetch(ctx, gather.Request{URL: address, Accept: gather.AcceptFeed, MaxBody: gather.MaxFeedSize}); err == nil {
			files.Page = pages.Read
			return files.Feed(ctx, name, r.Body, r.ContentType, r.URL)
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		files.Refused(gather.Problem{File: name, Reason: err.Error()})
		return nil
	}
	return files.Article(page.Article())
}
