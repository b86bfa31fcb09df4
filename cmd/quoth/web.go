package main

import (
	"context"
	"errors"
	"strings"

	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/file"
	"quoth/knowledge/gather/page"
)

// isAddress reports whether an argument is an address of the web, not a file.
func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// readAddress reads the article, or the entries of the feed, at an address.
// What can't be read is told to files.Refused.
func readAddress(ctx context.Context, fetcher *fetch.Fetcher, files *file.Files, address string) error {
	pages := page.NewReader(fetcher, files.Parser)
	name := fetch.PublicAddress(address)
	read, err := pages.Read(ctx, address)
	if errors.Is(err, page.ErrNotHTML) {
		var r *fetch.Response
		if r, err = fetcher.Fetch(ctx, fetch.Request{URL: address, Accept: fetch.AcceptFeed, MaxBody: feed.MaxSize}); err == nil {
			files.Page = pages.Read
			return files.Feed(ctx, name, r.Body, r.ContentType, r.URL)
		}
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		files.Refused(file.Problem{File: name, Reason: err.Error()})
		return nil
	}
	return files.Article(read.Article())
}
