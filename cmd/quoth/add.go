package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"quoth/knowledge"
	"quoth/knowledge/attempt"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/gather/file"
	"quoth/knowledge/intake"
)

const (
	// batchArticles and batchBytes bound a transaction: a thousand articles is
	// where larger batches stop paying (measured on SQLite), and the bytes keep
	// memory flat when the articles are long.
	batchArticles = 1000
	batchBytes    = 8 << 20

	// On a server every article costs several ways there and back, while all other writers wait:
	// there a batch is stored in parts, from firstPart articles on, each of which takes about
	// partTime. A process that waits for longer than a few times that gives up its leases.
	firstPart = 64
	partTime  = time.Second
)

// nextPart is how many articles are stored together after so many took so long.
func nextPart(articles int, took time.Duration) int {
	switch {
	case took > partTime:
		return max(articles/2, 1)
	case took < partTime/2:
		return min(2*articles, batchArticles)
	}
	return articles
}

type addCommand struct {
	fetching
	Retry bool     `help:"Also what was suspended, because the program ended three times while it was stored."`
	Quiet bool     `help:"No progress bar and no closing line."`
	Paths []string `arg:"" name:"path" help:"Files: .jsonl, .json, .md, .txt, .html, .xml (a feed), .eml or .mbox (newsletters) or .warc (a web archive), each also as .gz; folders of pages; or addresses of pages and feeds."`

	web     *fetch.Fetcher
	server  bool // the database is one on a server
	guard   *attempt.Guard
	refused func(file.Problem)
	read    int      // articles
	bytes   int      // of the files that were read since the last batch
	begun   []string // all the files
	things  []string // the files that were read to their end since the last batch
}

// load is a batch of articles on its way into the store, with the bytes of the files
// that it was read from.
type load struct {
	articles []knowledge.Article
	prepared intake.Batch
	bytes    int
	things   []string      // what comes to an end when it is stored, as the Guard calls it
	stored   chan struct{} // closed when it is stored
}

// text is how many bytes of text the articles have.
func (l *load) text() (bytes int) {
	for i := range l.articles {
		bytes += len(l.articles[i].Text)
	}
	return bytes
}

// Help is shown by quoth add --help.
func (addCommand) Help() string {
	return `An article line of a .jsonl file has "url", "title", "source", "authors", "published" (RFC 3339 or YYYY-MM-DD), "language", "image" (the address of a picture) and "text"; only the text is required. What is stored already changes nothing; an article whose text changed becomes a new version. What can't be stored is named with its file, line and reason, and the rest is stored. On Linux other programs go first: a bot beside it goes on answering.

Examples:
  quoth add news.jsonl.gz
  quoth add --db archive.db 2021/*.md page.html
  quoth add https://example.org/news/1`
}

func (c *addCommand) Run(ctx context.Context, p *Program) error {
	if err := p.open(ctx, false); err != nil {
		return err
	}
	if p.Yield != nil {
		p.Yield()
	}
	watched := newProgress(p, c.Quiet, c.Paths)
	refused := 0
	in := intake.New(intake.Config{Store: p.store, Log: p.log, Now: p.now, Worked: func(a *knowledge.Article) {
		watched.change(func() { watched.worked.add(len(a.Text)) })
	}})
	say := func(problem file.Problem) {
		watched.bar.Clear()
		fmt.Fprintln(p.messages(), "quoth: "+problem.Error())
	}
	c.server = p.onServer()
	c.guard, c.refused = p.guard, func(problem file.Problem) {
		refused += max(1, problem.More)
		say(problem)
	}
	files := &file.Files{
		Parser:   p.parser,
		Refused:  c.refused,
		Damaged:  say,
		Progress: func(n int) { c.bytes += n },
	}
	c.web = c.fetcher(p)
	easeCollection()
	report, err := c.store(ctx, in, files, watched, func(ctx context.Context, b load) {
		easeCollection()
		if err := p.makeRoom(ctx, b.articles, intake.Archive); err != nil && ctx.Err() == nil {
			p.log.WarnContext(ctx, "quoth: signature removal failed", "error", err) // the batch is stored
		}
	})
	if err != nil { // the program did not end over what is not stored
		err = errors.Join(err, p.guard.End(context.WithoutCancel(ctx), c.begun...))
	}
	watched.finish()
	if !c.Quiet || err != nil || refused > 0 {
		line := fmt.Sprintf("added %d, updated %d, unchanged %d, refused %d", report.Added, report.Updated, report.Unchanged, refused)
		if err != nil {
			line += fmt.Sprintf("; ended early, %d more read and not stored", c.read-report.Added-report.Updated-report.Unchanged)
		}
		fmt.Fprintln(p.messages(), line)
	}
	switch {
	case err != nil:
		return err
	case refused > 0:
		return errSaid
	}
	return nil
}

// store reads the files and takes their articles in, batch by batch: while one
// batch is written, the next is read. What is worked out of it follows from all that come
// before it, so that the same files make the same store, however slow it is. stored is told of each batch that is
// stored. Reading is far ahead of that, and says nothing of how long the rest takes: watched
// is told of what is worked out and of what is stored.
func (c *addCommand) store(ctx context.Context, in *intake.Intake, files *file.Files, watched *progress, stored func(context.Context, load)) (intake.Report, error) {
	var total intake.Report
	group, ctx := errgroup.WithContext(ctx)
	articles, ready := make(chan load), make(chan load)
	group.Go(func() error {
		defer close(articles)
		return c.readBatches(ctx, files, articles)
	})
	group.Go(func() error {
		defer close(ready)
		before := make(chan struct{}) // closed when the batch before is stored
		close(before)
		for batch := range articles {
			watched.change(func() { watched.worked.begin(batch.bytes, batch.text()) })
			reading, err := in.Read(ctx, batch.articles)
			if err != nil {
				return err
			}
			select {
			case <-before:
			case <-ctx.Done():
				return ctx.Err()
			}
			if batch.prepared, err = in.Finish(ctx, reading); err != nil {
				return err
			}
			before = batch.stored
			watched.change(watched.worked.end)
			select {
			case ready <- batch:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	group.Go(func() error {
		together := batchArticles
		if c.server {
			together = firstPart
		}
		for b := range ready {
			watched.change(func() { watched.stored.begin(b.bytes, b.text()) })
			for part, rest := b.prepared.Split(together); ; part, rest = rest.Split(together) {
				begun := time.Now()
				r, err := in.Commit(ctx, part, func(_ knowledge.Writer, e *knowledge.Entry) error {
					watched.change(func() { watched.stored.add(len(e.Text)) })
					return nil
				})
				total = total.Plus(r)
				if err != nil {
					return err
				}
				if c.server {
					together = nextPart(together, time.Since(begun))
				}
				if rest.Len() == 0 {
					break
				}
			}
			watched.change(watched.stored.end)
			stored(ctx, b)
			if err := c.guard.End(ctx, b.things...); err != nil {
				return err
			}
			close(b.stored)
		}
		return nil
	})
	err := group.Wait()
	return total, err
}

// makeRoom removes, once articles of an archive are stored, signatures that nothing is
// compared with any more: what comes next takes their place in the file, which else had
// half as much again. Those of the last few articles stay. The running bot does it for what
// its feeds bring.
func (p *Program) makeRoom(ctx context.Context, stored []knowledge.Article, last int) error {
	if !slices.ContainsFunc(stored, func(a knowledge.Article) bool {
		return !a.Published.IsZero() && p.now().Sub(a.Published) > intake.Kept
	}) {
		return nil
	}
	_, err := p.expireSignatures(ctx, last, 2*batchArticles)
	return err
}

const (
	// easyPercent is how much the heap grows between collections while articles are added and there is memory: with
	// 150 none of the time of the processor was saved any more, and with gcPercent a twentieth was lost.
	easyPercent = 100
	// easyMemory is how many bytes what is collected may take before it is collected more often. Beside
	// it, the program takes some 70 MB.
	easyMemory = 212 << 20
)

// easeCollection has the heap collected less often than elsewhere as long as it is small, unless the environment
// says how often. One that holds much is collected no more often than elsewhere.
func easeCollection() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(easyPercent)
	debug.SetMemoryLimit(max(easyMemory, int64(live[0].Value.Uint64())*(100+gcPercent)/100))
}

// readBatches sends the articles of the paths in batches.
func (c *addCommand) readBatches(ctx context.Context, files *file.Files, out chan<- load) error {
	var batch []knowledge.Article
	size := 0
	send := func() (stored chan struct{}, err error) {
		stored = make(chan struct{})
		select {
		case out <- load{articles: batch, bytes: c.bytes, things: c.things, stored: stored}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		batch, size, c.bytes, c.things = nil, 0, 0, nil
		return stored, nil
	}
	drain := func() error {
		stored, err := send()
		if err != nil {
			return err
		}
		select {
		case <-stored:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	files.Article = func(a knowledge.Article) error {
		c.read++
		batch = append(batch, a)
		if size += len(a.Text); len(batch) >= batchArticles || size >= batchBytes {
			_, err := send()
			return err
		}
		return nil
	}
	for _, path := range c.Paths {
		if err := c.readOne(ctx, files, path, drain); err != nil {
			return err
		}
	}
	return drain()
}

// readOne reads a file, or what is at an address, unless it is suspended. One over which
// the program may have ended is stored before anything else is read, and after all else.
func (c *addCommand) readOne(ctx context.Context, files *file.Files, path string, drain func() error) error {
	thing := fileThing(path)
	if c.Retry {
		if err := c.guard.End(ctx, thing); err != nil {
			return err
		}
	}
	suspect, err := c.guard.Suspect(ctx, thing)
	if errors.Is(err, attempt.ErrSuspended) {
		c.refused(file.Problem{File: path, Reason: err.Error() + "; --retry reads it again"})
		return nil
	}
	if err != nil {
		return err
	}
	if suspect {
		if err := drain(); err != nil {
			return err
		}
	}
	if err := c.guard.Begin(ctx, thing); err != nil {
		return err
	}
	var failure error
	err = c.guard.Run(thing, func() error {
		if isAddress(path) {
			failure = readAddress(ctx, c.web, files, path)
		} else {
			failure = files.Read(ctx, path)
		}
		return failure
	})
	if err != nil {
		c.refused(file.Problem{File: path, Reason: err.Error() + ", which is in the log"})
		return nil
	}
	c.things, c.begun = append(c.things, thing), append(c.begun, thing)
	if failure == nil && suspect {
		failure = drain()
	}
	return failure
}

// fileThing is how a Guard calls a file or an address, of which nothing is written down.
func fileThing(path string) string { return fmt.Sprintf("file %x", sha256.Sum256([]byte(path))) }
