package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/cenkalti/backoff/v5"

	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/answer"
)

const (
	// retryFirst is the pause before a failed read is tried again, half as long
	// again each time.
	retryFirst = 50 * time.Millisecond
	// retryTime is how long a failed read is tried again at most, within the
	// context's deadline: a person waits for it.
	retryTime = 2 * time.Second
)

// lasting are the errors that a moment later are the same, or more likely for trying again.
var lasting = []error{ErrBusy, knowledge.ErrNotFound, knowledge.ErrCorrupt, knowledge.ErrFull, knowledge.ErrReadOnly, knowledge.ErrNewerSchema, knowledge.ErrMoved}

// retry calls f again while it fails for a reason that may pass, for retryTime at
// most and not after ctx is done.
func retry[T any](ctx context.Context, f func() (T, error)) (T, error) {
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval = retryFirst
	return backoff.Retry(ctx, func() (T, error) {
		v, err := f()
		if err != nil && !passing(err) {
			err = backoff.Permanent(err)
		}
		return v, err
	}, backoff.WithBackOff(pauses), backoff.WithMaxElapsedTime(retryTime))
}

// passing reports whether what failed with err may go well a moment later.
func passing(err error) bool {
	if Refused(err) {
		return false
	}
	for _, l := range lasting {
		if errors.Is(err, l) {
			return false
		}
	}
	return true
}

// verifier checks what is to be shown against the store.
type verifier struct {
	store knowledge.Store
	log   *slog.Logger
	page  func(a knowledge.Article, words knowledge.Range) string // nil: there are no pages
	meter Meter
}

// Verify reads every quote and headline of a reply from the store again, checks them against the
// seals of their articles, and drops and logs what is not what was printed, or is not stored any
// more. An article whose seal does not hold goes into quarantine. Where something was dropped a
// notice says so, a digest's heading counts what is left, and a picture, which was drawn of all,
// goes, too. So does the picture of an article that is its outlet's sign.
//
// A quote or context without text, as a reply has it that was kept, gets that of its range.
// What it returns may be shown; it is called by Handle, and again by whoever
// keeps a reply and sends it later. A read that fails is tried again for a moment;
// Verify then returns the error and no reply, since nothing is known of the quote.
func (v verifier) Verify(ctx context.Context, r Reply) (Reply, error) {
	p := text.For(r.Language)
	kept, dropped, err := v.verify(ctx, r.Blocks)
	if err != nil {
		return Reply{}, fmt.Errorf("verifying a reply: %w", err)
	}
	if dropped > 0 {
		v.meter.Dropped(dropped)
		if i := slices.IndexFunc(kept, func(b Block) bool { _, drawn := b.(Picture); return drawn }); i >= 0 {
			kept = Unfold(slices.Delete(kept, i, i+1)) // the text stands for it
		}
		if r.Digest != "" {
			kept[0] = DigestHeading(p, r.Digest, kept)
		}
		kept = append(kept, Notice{p.Say("error.dropped", "n", dropped)})
	}
	r.Blocks, err = depicted(kept, func(a *knowledge.Article) (bool, error) { return v.depicts(ctx, a) })
	if err != nil {
		return Reply{}, fmt.Errorf("verifying a reply: %w", err)
	}
	if r.Found != nil {
		if r.Found, err = v.verifyFound(ctx, *r.Found); err != nil {
			return Reply{}, fmt.Errorf("verifying a reply: %w", err)
		}
	}
	return r, nil
}

// verifyFound is Verify for an answer as data: without a quote that holds it is none.
func (v verifier) verifyFound(ctx context.Context, f Found) (*Found, error) {
	quotes := make([]Quote, 0, len(f.Quotes))
	for _, q := range f.Quotes {
		holds, err := v.holds(ctx, &q)
		if err != nil {
			return nil, err
		}
		if holds {
			quotes = append(quotes, q)
		}
	}
	if f.Quotes = quotes; len(quotes) == 0 {
		f.Verdict, f.Confidence = answer.None, 0
	}
	return &f, nil
}

// verify returns the blocks that hold, and how many quotes and headlines do not.
func (v verifier) verify(ctx context.Context, blocks []Block) (kept []Block, dropped int, err error) {
	kept = make([]Block, 0, len(blocks))
	for _, b := range blocks {
		holds, lost := true, 0
		switch block := b.(type) {
		case Quote:
			holds, err = v.holds(ctx, &block)
			b = block
		case Headline:
			holds, err = v.holdsHeading(ctx, block.Article)
		case Entry:
			block.Quotes, lost, err = v.verifyQuotes(ctx, block.Quotes)
			b, holds = block, len(block.Quotes) > 0
		case Folded:
			block.Blocks, lost, err = v.verify(ctx, block.Blocks)
			b, holds = block, len(block.Blocks) > 0
		}
		switch {
		case err != nil:
			return nil, 0, err
		case holds:
			kept = append(kept, b)
		case lost == 0:
			lost = 1
		}
		dropped += lost
	}
	return kept, dropped, nil
}

// verifyQuotes returns the quotes that hold, and how many do not.
func (v verifier) verifyQuotes(ctx context.Context, quotes []Quote) (kept []Quote, dropped int, err error) {
	for _, q := range quotes {
		holds, err := v.holds(ctx, &q)
		if err != nil {
			return nil, 0, err
		}
		if holds {
			kept = append(kept, q)
		}
	}
	return kept, len(quotes) - len(kept), nil
}

// DigestHeading is the heading of a digest on a topic, which counts the stories of its blocks.
func DigestHeading(p text.Printer, topic string, blocks []Block) Heading {
	return Heading{p.Say("alerts.digest", "topic", topic, "n", Stories(blocks))}
}

// Stories is how many articles blocks tell of, by headline or quote.
func Stories(blocks []Block) int {
	articles := map[int64]bool{}
	for _, b := range Unfold(blocks) {
		switch b := b.(type) {
		case Headline:
			articles[b.Article.ID] = true
		case Quote:
			articles[b.Article.ID] = true
		}
	}
	return len(articles)
}

// reread reads a range of an article from the store again, checks it against its seal, and
// compares the heading with the one that is to be shown. sound is false, and the reason
// logged, when it may not be shown. A read that fails is tried again for a moment; then
// the error says nothing of the article.
func (v verifier) reread(ctx context.Context, a *knowledge.Article, r knowledge.Range) (x knowledge.Excerpt, text string, sound bool, err error) {
	x, err = retry(ctx, func() (knowledge.Excerpt, error) { return v.store.Excerpt(ctx, a.ID, a.Version, r) })
	if err != nil && !errors.Is(err, knowledge.ErrNotFound) {
		return x, "", false, err
	}
	if err == nil {
		text, err = x.Slice(r)
	}
	switch {
	case errors.Is(err, knowledge.ErrSeal):
		v.log.ErrorContext(ctx, "bot: article quarantined", "reason", "it is not what was sealed", "article", a.ID, "version", a.Version)
		v.quarantine(ctx, a)
	case err != nil:
		v.log.ErrorContext(ctx, "bot: quote dropped", "reason", "it is not stored any more", "article", a.ID, "version", a.Version, "start", r.Start, "end", r.End, "error", err)
	case !knowledge.SameHeading(&x.Article, a):
		v.log.ErrorContext(ctx, "bot: quote dropped", "reason", "its heading is not the stored one", "article", a.ID, "version", a.Version)
	default:
		return x, text, true, nil
	}
	return x, "", false, nil
}

// quarantine takes an article whose seal does not hold out of what is found, where the
// store can be written.
func (v verifier) quarantine(ctx context.Context, a *knowledge.Article) {
	err := v.store.Write(ctx, func(w knowledge.Writer) error {
		_, err := w.Quarantine(ctx, a.ID, a.Version)
		return err
	})
	if err != nil && !errors.Is(err, knowledge.ErrReadOnly) {
		v.log.ErrorContext(ctx, "bot: quarantine failed", "article", a.ID, "version", a.Version, "error", err)
	}
}

// holds reports whether a quote is a slice of what was printed, and sets Edited, Seal and Page.
// It takes off what stands beside the quote and does not hold.
func (v verifier) holds(ctx context.Context, q *Quote) (bool, error) {
	x, text, sound, err := v.reread(ctx, &q.Article, q.Range)
	if !sound || err != nil {
		return false, err
	}
	if err := v.holdsBeside(ctx, q); err != nil {
		return false, err
	}
	if q.Text == "" { // a kept reply has the range alone
		q.Text = text
	}
	if text != q.Text || !(q.Answer.Empty() || within(&q.Quote)) {
		v.log.ErrorContext(ctx, "bot: quote dropped", "reason", "it is not its slice", "article", q.Article.ID, "version", q.Article.Version, "start", q.Start, "end", q.End)
		return false, nil
	}
	q.Edited, q.Seal, q.Page = x.Edited, x.Seal.String(), ""
	if v.page != nil && x.Article.For == "" {
		q.Page = v.page(x.Article, q.Range)
	}
	return true, nil
}

// within reports whether the answering words of a quote lie in it or in its context.
func within(q *knowledge.Quote) bool {
	return q.Range.Contains(q.Answer) || slices.ContainsFunc(q.Context, func(p knowledge.Passage) bool { return p.Range.Contains(q.Answer) })
}

// holdsBeside takes off the context of a quote that is not its slice, and of the articles
// that print the same words those whose heading is not what was printed.
func (v verifier) holdsBeside(ctx context.Context, q *Quote) error {
	var context []knowledge.Passage
	for _, p := range q.Context {
		_, text, sound, err := v.reread(ctx, &q.Article, p.Range)
		if err != nil {
			return err
		}
		if p.Text == "" {
			p.Text = text
		}
		if !sound || text != p.Text {
			v.log.ErrorContext(ctx, "bot: context dropped", "reason", "it is not its slice", "article", q.Article.ID, "version", q.Article.Version, "start", p.Start, "end", p.End)
			continue
		}
		context = append(context, p)
	}
	if len(context) < len(q.Context) {
		q.Context = context
		if !within(&q.Quote) {
			q.Answer, q.Value = knowledge.Range{}, ""
		}
	}
	var also []knowledge.Article
	for i := range q.Also {
		_, _, sound, err := v.reread(ctx, &q.Also[i], knowledge.Range{})
		if err != nil {
			return err
		}
		if sound {
			also = append(also, q.Also[i])
		}
	}
	q.Also = also
	return nil
}

// holdsHeading reports whether a heading is what was printed.
func (v verifier) holdsHeading(ctx context.Context, shown knowledge.Article) (bool, error) {
	_, _, sound, err := v.reread(ctx, &shown, knowledge.Range{})
	return sound, err
}
