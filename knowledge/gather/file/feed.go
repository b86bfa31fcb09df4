package file

import (
	"context"
	"fmt"
	"io"
	"time"

	"quoth/knowledge/gather/feed"
	"quoth/knowledge/text"
)

// feed reads the entries of a feed that was saved to a file.
func (in *input) feed(r io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(r, feed.MaxSize+1))
	if err != nil {
		in.refuse(0, "%s", streamReason(err))
		return nil
	}
	return in.Feed(in.ctx, in.path, data, "", "")
}

// Feed reads the entries of a feed's document, as feed.Parse does; name is what
// Problems call it. An entry of which the feed holds a part is read from its page
// when Page is set, and an entry without a text is refused.
func (f *Files) Feed(ctx context.Context, name string, data []byte, contentType, address string) error {
	channel, err := f.parser().Feed(ctx, data, feed.Origin{URL: address, ContentType: contentType}, time.Now())
	if err != nil && !feed.IsOwn(err) {
		return err
	}
	if err != nil {
		f.Refused(Problem{File: name, Reason: err.Error()})
		return nil
	}
	for _, flaw := range channel.Flaws {
		problem := Problem{File: name, Item: flaw.Entry, Reason: flaw.What}
		if flaw.Lost {
			f.Refused(problem)
		} else if f.Damaged != nil {
			f.Damaged(problem)
		}
	}
	for i, e := range channel.Entries {
		source := e.Source
		if source == "" {
			source = text.OneLine(channel.Title)
		}
		a := e.Article(source)
		if !e.Whole && e.URL != "" && f.Page != nil {
			page, err := f.Page(ctx, e.URL)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err == nil:
				a = page.Article()
			}
		}
		if a.Text == "" {
			f.Refused(Problem{File: name, Reason: fmt.Sprintf("entry %d has no text, only a heading", i+1)})
			continue
		}
		if err := f.Article(a); err != nil {
			return err
		}
	}
	return nil
}
