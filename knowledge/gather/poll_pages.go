package gather

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/page"
)

// pageAges are the ages at which the page of an article is read again: most
// corrections are made within hours, and live pages go on for days.
var pageAges = []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 72 * time.Hour}

const (
	// doubtWait is when a page is looked at once more that differs where it differed
	// before: what is others by then differs at every look.
	doubtWait = 10 * time.Minute
	// pagesAtOnce is how many pages are read again at one look, and pageReaders how
	// many of them at the same time.
	pagesAtOnce, pageReaders = 40, 4
)

// watch notes, within the transaction that stores an entry's article, what else
// follows from it: when a young page is read again, and which version is to go.
func (p *Poller) watch(ctx context.Context, w knowledge.Writer, f knowledge.Feed, t *task, e *knowledge.Entry) error {
	if t.prune > 0 && e.Version > t.prune {
		if err := w.PruneVersion(ctx, e.ID, t.prune); err != nil {
			return err
		}
	}
	now := p.Now()
	if p.Again == nil || e.Version != 1 || !t.article.FromPage || now.Sub(t.article.Published) > pageAges[len(pageAges)-1] {
		return nil
	}
	c := t.check
	c.Article, c.Feed, c.Due = e.ID, f.ID, now.Add(pageAges[0])
	return w.PutPageCheck(ctx, c)
}

// rereadDue reads the pages again that are due. The errors are the store's and ctx's.
func (p *Poller) rereadDue(ctx context.Context) (PollReport, error) {
	var total PollReport
	if p.Again == nil {
		return total, nil
	}
	due, err := p.Store.DuePages(ctx, p.Now(), pagesAtOnce)
	if err != nil {
		return total, err
	}
	reports := make([]PollReport, len(due))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(pageReaders)
	for i, c := range due {
		group.Go(func() (err error) {
			reports[i], err = p.reread(ctx, c)
			return err
		})
	}
	err = group.Wait()
	for _, r := range reports {
		total = total.Plus(r)
	}
	return total, err
}

// reread reads the page of one article again.
func (p *Poller) reread(ctx context.Context, c knowledge.PageCheck) (PollReport, error) {
	var a knowledge.Article
	f, err := p.Store.Feed(ctx, c.Feed)
	if err == nil {
		ctx = knowledge.AskedBy(fetch.With(ctx, options(f)), f.For)
		a, err = p.Store.Article(ctx, c.Article)
	}
	if errors.Is(err, knowledge.ErrNotFound) { // the article or its feed was removed
		return PollReport{}, p.keepCheck(ctx, knowledge.PageCheck{Article: c.Article})
	}
	if err != nil {
		return PollReport{}, err
	}
	etag, modified := c.ETag, c.LastModified
	if c.Mark != "" { // its text is needed, not whether it is another
		etag, modified = "", ""
	}
	read, failure, err := p.onPage(ctx, f, a.URL, func(ctx context.Context) (reading, error) { return p.Again(ctx, a.URL, etag, modified) })
	switch {
	case ctx.Err() != nil:
		return PollReport{}, ctx.Err()
	case err != nil:
		return PollReport{}, err
	case errors.Is(failure, attempt.ErrSuspended):
		return PollReport{}, p.keepCheck(ctx, putOff(p.nextCheck(c), failure))
	case failure != nil || read.Gate == page.Doubtful || !read.Tells(a.Title, a.Text) || 2*len(read.Text) < len(a.Text):
		return PollReport{}, p.keepCheck(ctx, p.nextCheck(c))
	}
	c.ETag, c.LastModified = read.ETag, read.Modified
	next := readAgain(a, read)
	what, err := p.compareVersions(ctx, &a, &next)
	if err != nil {
		return PollReport{}, err
	}
	digest := textDigest(next.Text)
	switch {
	case what == same, what == volatile && c.Mark != "" && c.Mark != digest:
		c.Mark = ""
		return PollReport{}, p.keepCheck(ctx, p.nextCheck(c))
	case what == volatile && c.Mark == "":
		c.Mark, c.Due = digest, p.Now().Add(doubtWait)
		return PollReport{}, p.keepCheck(ctx, c)
	}
	c.Mark = ""
	return p.storeReread(ctx, f, next, p.nextCheck(c))
}

// readAgain is an article as its page says it now.
func readAgain(a knowledge.Article, read page.Page) knowledge.Article {
	next := read.Article()
	if next.Title == "" || strings.Contains(next.Title, a.Title) || strings.Contains(a.Title, next.Title) {
		next.Title = a.Title // which may come from the feed, without the site's name
	}
	if len(next.Authors) == 0 || len(a.Authors) > 0 {
		next.Authors = a.Authors
	}
	if next.Language == "" {
		next.Language = a.Language
	}
	next.Image = cmp.Or(next.Image, a.Image)
	next.FromPage = true
	keepIdentity(&next, a)
	return next
}

func textDigest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:12])
}

// nextCheck is when a page is looked at after this time, without Due for never.
func (p *Poller) nextCheck(c knowledge.PageCheck) knowledge.PageCheck {
	c.Step++
	if c.Step >= len(pageAges) {
		c.Due = time.Time{}
		return c
	}
	now := p.Now()
	if c.Due.After(now) { // it was due by a clock that ran ahead
		c.Due = now
	}
	c.Due = c.Due.Add(pageAges[c.Step] - pageAges[c.Step-1])
	if soonest := now.Add(pageAges[0]); c.Due.Before(soonest) {
		c.Due = soonest
	}
	return c
}

// putOff is a check that is not due before what an error calls suspended may be tried.
func putOff(c knowledge.PageCheck, why error) knowledge.PageCheck {
	if until := attempt.Until(why); !until.IsZero() && !c.Due.IsZero() {
		c.Due = until
	}
	return c
}

func (p *Poller) keepCheck(ctx context.Context, c knowledge.PageCheck) error {
	return p.Store.Write(ctx, func(w knowledge.Writer) error { return w.PutPageCheck(ctx, c) })
}

func (p *Poller) storeReread(ctx context.Context, f knowledge.Feed, next knowledge.Article, c knowledge.PageCheck) (PollReport, error) {
	p.settle(f, &next, true)
	kept := false
	added, updated, err := p.take(ctx, rereadThing(c.Article), []knowledge.Article{next}, func(w knowledge.Writer, _ *knowledge.Entry) error {
		kept = true
		return w.PutPageCheck(ctx, c)
	})
	if err == nil && !kept || errors.Is(err, attempt.ErrFault) || errors.Is(err, attempt.ErrSuspended) {
		err = p.keepCheck(ctx, putOff(c, err))
	}
	if updated > 0 {
		p.Log.InfoContext(ctx, "gather: article changed", "article", c.Article, "feed", c.Feed)
	}
	return PollReport{Added: added, Updated: updated}, err
}
