// Package intake is the door of the store. It works out, once for each article,
// all that is kept of it, and stores that in one transaction.
package intake

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/timeline"
)

// Report counts what became of articles.
type Report struct {
	Added     int
	Updated   int
	Unchanged int
}

// Plus returns the sum of two reports.
func (r Report) Plus(o Report) Report {
	return Report{r.Added + o.Added, r.Updated + o.Updated, r.Unchanged + o.Unchanged}
}

// Store is what the door writes to.
type Store interface {
	Unchanged(ctx context.Context, articles []knowledge.Article) ([]bool, error)
	Write(ctx context.Context, f func(knowledge.Writer) error) error
}

// Config is what an Intake is made of. Store is required.
type Config struct {
	Store   Store
	Log     *slog.Logger     // nil: discards
	Now     func() time.Time // nil: time.Now
	Workers int              // goroutines that work out articles; 0: one a core
}

// Intake takes articles in. It may be used by any number of goroutines at the
// same time.
type Intake struct {
	store   Store
	log     *slog.Logger
	now     func() time.Time
	workers int
}

// New returns an Intake.
func New(c Config) *Intake {
	in := &Intake{store: c.Store, log: c.Log, now: c.Now, workers: c.Workers}
	if in.log == nil {
		in.log = slog.New(slog.DiscardHandler)
	}
	if in.now == nil {
		in.now = time.Now
	}
	if in.workers == 0 {
		in.workers = runtime.GOMAXPROCS(0)
	}
	return in
}

// Batch is articles with all that was worked out about them.
type Batch struct {
	entries   []*knowledge.Entry
	unchanged int
}

// Add takes articles in, in one transaction: all of them are stored or none.
func (in *Intake) Add(ctx context.Context, articles []knowledge.Article) (Report, error) {
	b, err := in.Prepare(ctx, articles)
	if err != nil {
		return Report{}, err
	}
	return in.Commit(ctx, b, nil)
}

// Prepare works out all that is kept of articles, side by side; those that the
// store holds just so are left out.
func (in *Intake) Prepare(ctx context.Context, articles []knowledge.Article) (Batch, error) {
	known, err := in.store.Unchanged(ctx, articles)
	if err != nil {
		return Batch{}, fmt.Errorf("looking up what is stored: %w", err)
	}
	var b Batch
	for i := range articles {
		if known[i] {
			b.unchanged++
			continue
		}
		b.entries = append(b.entries, &knowledge.Entry{Article: articles[i]})
	}
	work := make(chan *knowledge.Entry)
	var wg sync.WaitGroup
	for range min(in.workers, len(b.entries)) {
		wg.Go(func() {
			for e := range work {
				workOut(e)
			}
		})
	}
feed:
	for _, e := range b.entries {
		select {
		case work <- e:
		case <-ctx.Done():
			break feed
		}
	}
	close(work)
	wg.Wait()
	return b, ctx.Err()
}

// Commit stores a batch in one transaction. also, when set, is called within it
// for each entry after it was stored, in order.
func (in *Intake) Commit(ctx context.Context, b Batch, also func(knowledge.Writer, *knowledge.Entry) error) (Report, error) {
	r := Report{Unchanged: b.unchanged}
	if len(b.entries) == 0 {
		return r, nil
	}
	err := in.store.Write(ctx, func(w knowledge.Writer) error {
		r = Report{Unchanged: b.unchanged}
		for _, e := range b.entries {
			outcome, err := w.Put(ctx, e)
			if err != nil {
				return err
			}
			switch outcome {
			case knowledge.Added:
				r.Added++
			case knowledge.Updated:
				r.Updated++
			default:
				r.Unchanged++
			}
			if also != nil {
				if err := also(w, e); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return Report{}, fmt.Errorf("storing %d articles: %w", len(b.entries), err)
	}
	return r, nil
}

// workOut fills an entry with what follows from its article alone.
func workOut(e *knowledge.Entry) {
	a := &e.Article
	if a.Language == "" {
		a.Language = text.Language(a.Text)
	}
	spans := text.Sentences(a.Text, a.Language)
	e.Sentences = make([]knowledge.Range, len(spans))
	for i, s := range spans {
		e.Sentences[i] = knowledge.Range(s)
	}
	e.TitleTerms = stems(a.Title, a.Language)
	e.Terms = stems(a.Text, a.Language)
	e.Facts = timeline.Facts(a.Text, e.Sentences, a.Published)
}

// stems returns the stems of a text in order, stop words left out.
func stems(s, language string) []string {
	terms := text.AppendTerms(nil, s, language)
	out := make([]string, 0, len(terms))
	for _, t := range terms {
		if !t.Stop {
			out = append(out, t.Stem)
		}
	}
	return out
}
