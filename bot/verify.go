package bot

import (
	"cmp"
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
var lasting = []error{ErrBusy, knowledge.ErrNotFound, knowledge.ErrCorrupt, knowledge.ErrFull, knowledge.ErrReadOnly, knowledge.ErrSetUp, knowledge.ErrNewerSchema, knowledge.ErrMoved}

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
	printed, err := v.read(ctx, spansOf(r))
	if err != nil {
		return Reply{}, fmt.Errorf("verifying a reply: %w", err)
	}
	kept, dropped := printed.verify(ctx, r.Blocks)
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
		r.Found = printed.verifyFound(ctx, *r.Found)
	}
	return r, nil
}

// verifyFound is Verify for an answer as data: without a quote that holds it is none.
func (p printed) verifyFound(ctx context.Context, f Found) *Found {
	if f.Quotes, _ = p.verifyQuotes(ctx, f.Quotes); len(f.Quotes) == 0 {
		f.Verdict, f.Confidence = answer.None, 0
	}
	return &f
}

// verify returns the blocks that hold, and how many quotes and headlines do not.
func (p printed) verify(ctx context.Context, blocks []Block) (kept []Block, dropped int) {
	kept = make([]Block, 0, len(blocks))
	for _, b := range blocks {
		holds, lost := true, 0
		switch block := b.(type) {
		case Quote:
			holds = p.holds(ctx, &block)
			b = block
		case Headline:
			holds = p.holdsHeading(ctx, block.Article)
		case Entry:
			block.Quotes, lost = p.verifyQuotes(ctx, block.Quotes)
			b, holds = block, len(block.Quotes) > 0
		case Folded:
			block.Blocks, lost = p.verify(ctx, block.Blocks)
			b, holds = block, len(block.Blocks) > 0
		}
		switch {
		case holds:
			kept = append(kept, b)
		case lost == 0:
			lost = 1
		}
		dropped += lost
	}
	return kept, dropped
}

// verifyQuotes returns the quotes that hold, and how many do not.
func (p printed) verifyQuotes(ctx context.Context, quotes []Quote) (kept []Quote, dropped int) {
	kept = make([]Quote, 0, len(quotes))
	for _, q := range quotes {
		if p.holds(ctx, &q) {
			kept = append(kept, q)
		}
	}
	return kept, len(quotes) - len(kept)
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

// printed is what is stored of the articles that are to be shown.
type printed struct {
	verifier
	slices map[knowledge.Span]slice
	broken map[version]bool // their seals do not hold
}

// slice is a span as it is stored, once it was checked against the seal.
type slice struct {
	knowledge.Excerpt
	text string
	err  error
}

// version is one of an article.
type version struct {
	article int64
	number  int
}

// read reads spans of articles and checks them against the seals. An article of which one does
// not hold goes into quarantine. A read that fails is tried again for a moment; then the error says
// nothing of the articles.
func (v verifier) read(ctx context.Context, spans []knowledge.Span) (printed, error) {
	excerpts, err := retry(ctx, func() (map[knowledge.Span]knowledge.Excerpt, error) { return v.store.Excerpts(ctx, spans) })
	p := printed{v, make(map[knowledge.Span]slice, len(excerpts)), map[version]bool{}}
	for span, x := range excerpts {
		text, err := x.Slice(span.Range)
		p.slices[span] = slice{x, text, err}
		if of := (version{span.Article, span.Version}); errors.Is(err, knowledge.ErrSeal) && !p.broken[of] {
			p.broken[of] = true
			v.quarantine(ctx, of)
		}
	}
	return p, err
}

// span is a range of an article; an empty one stands for its heading.
func span(a *knowledge.Article, r knowledge.Range) knowledge.Span {
	return knowledge.Span{Article: a.ID, Version: a.Version, Range: r}
}

// spansOf are those that the quotes and headlines of a reply stand in, each once.
func spansOf(r Reply) []knowledge.Span {
	spans := spansIn(r.Blocks, nil)
	if r.Found != nil {
		for i := range r.Found.Quotes {
			spans = quoteSpans(&r.Found.Quotes[i], spans)
		}
	}
	slices.SortFunc(spans, func(a, b knowledge.Span) int {
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Version, b.Version), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return slices.Compact(spans)
}

func spansIn(blocks []Block, spans []knowledge.Span) []knowledge.Span {
	for _, b := range blocks {
		switch block := b.(type) {
		case Quote:
			spans = quoteSpans(&block, spans)
		case Headline:
			spans = append(spans, span(&block.Article, knowledge.Range{}))
		case Entry:
			for i := range block.Quotes {
				spans = quoteSpans(&block.Quotes[i], spans)
			}
		case Folded:
			spans = spansIn(block.Blocks, spans)
		}
	}
	return spans
}

// quoteSpans adds those of a quote, of its context, and of the articles that print it too.
func quoteSpans(q *Quote, spans []knowledge.Span) []knowledge.Span {
	spans = append(spans, span(&q.Article, q.Range))
	for _, p := range q.Context {
		spans = append(spans, span(&q.Article, p.Range))
	}
	for i := range q.Also {
		spans = append(spans, span(&q.Also[i], knowledge.Range{}))
	}
	return spans
}

// check returns a range of an article as it was read, and compares the heading with the one that is
// to be shown. sound is false, and the reason logged, when it may not be shown.
func (p printed) check(ctx context.Context, a *knowledge.Article, r knowledge.Range) (x knowledge.Excerpt, text string, sound bool) {
	s, stored := p.slices[span(a, r)]
	if !stored {
		s.err = knowledge.ErrNotFound
	}
	switch {
	case p.broken[version{a.ID, a.Version}]: // the log has it
	case s.err != nil:
		p.log.ErrorContext(ctx, "bot: quote dropped", "reason", "it is not stored any more", "article", a.ID, "version", a.Version, "start", r.Start, "end", r.End, "error", s.err)
	case !knowledge.SameHeading(&s.Article, a):
		p.log.ErrorContext(ctx, "bot: quote dropped", "reason", "its heading is not the stored one", "article", a.ID, "version", a.Version)
	default:
		return s.Excerpt, s.text, true
	}
	return s.Excerpt, "", false
}

// quarantine takes an article whose seal does not hold out of what is found, where the
// store can be written.
func (v verifier) quarantine(ctx context.Context, of version) {
	v.log.ErrorContext(ctx, "bot: article quarantined", "reason", "it is not what was sealed", "article", of.article, "version", of.number)
	err := v.store.Write(ctx, func(w knowledge.Writer) error {
		_, err := w.Quarantine(ctx, of.article, of.number)
		return err
	})
	if err != nil && !errors.Is(err, knowledge.ErrReadOnly) {
		v.log.ErrorContext(ctx, "bot: quarantine failed", "article", of.article, "version", of.number, "error", err)
	}
}

// holds reports whether a quote is a slice of what was printed, and sets Edited, Seal and Page.
// It takes off what stands beside the quote and does not hold.
func (p printed) holds(ctx context.Context, q *Quote) bool {
	x, text, sound := p.check(ctx, &q.Article, q.Range)
	if !sound {
		return false
	}
	p.holdsBeside(ctx, q)
	if q.Text == "" { // a kept reply has the range alone
		q.Text = text
	}
	if text != q.Text || !(q.Answer.Empty() || within(&q.Quote)) {
		p.log.ErrorContext(ctx, "bot: quote dropped", "reason", "it is not its slice", "article", q.Article.ID, "version", q.Article.Version, "start", q.Start, "end", q.End)
		return false
	}
	q.Edited, q.Seal, q.Page = x.Edited, x.Seal.String(), ""
	if p.page != nil && x.Article.For == "" {
		q.Page = p.page(x.Article, q.Range)
	}
	return true
}

// within reports whether the answering words of a quote lie in it or in its context.
func within(q *knowledge.Quote) bool {
	return q.Range.Contains(q.Answer) || slices.ContainsFunc(q.Context, func(p knowledge.Passage) bool { return p.Range.Contains(q.Answer) })
}

// holdsBeside takes off the context of a quote that is not its slice, and of the articles
// that print the same words those whose heading is not what was printed.
func (p printed) holdsBeside(ctx context.Context, q *Quote) {
	var context []knowledge.Passage
	for _, c := range q.Context {
		_, text, sound := p.check(ctx, &q.Article, c.Range)
		if c.Text == "" {
			c.Text = text
		}
		if !sound || text != c.Text {
			p.log.ErrorContext(ctx, "bot: context dropped", "reason", "it is not its slice", "article", q.Article.ID, "version", q.Article.Version, "start", c.Start, "end", c.End)
			continue
		}
		context = append(context, c)
	}
	if len(context) < len(q.Context) {
		q.Context = context
		if !within(&q.Quote) {
			q.Answer, q.Value = knowledge.Range{}, ""
		}
	}
	var also []knowledge.Article
	for i := range q.Also {
		if p.holdsHeading(ctx, q.Also[i]) {
			also = append(also, q.Also[i])
		}
	}
	q.Also = also
}

// holdsHeading reports whether a heading is what was printed.
func (p printed) holdsHeading(ctx context.Context, shown knowledge.Article) bool {
	_, _, sound := p.check(ctx, &shown, knowledge.Range{})
	return sound
}
