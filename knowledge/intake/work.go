package intake

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"quoth/knowledge"
	"quoth/knowledge/story"
	"quoth/knowledge/text"
	"quoth/knowledge/timeline"
	"quoth/knowledge/zone"
)

// Version is that of what is worked out about an article. Whoever changes what comes
// out (parts, sentences, stems, facts, signatures, keys, seals) raises it, and articles of an older
// one are worked out anew.
const Version = 16

// mostKept is how many bytes a draft may hold for each byte of its text to be kept while
// what the outlets of the batch repeat is looked up; a denser one is read twice. News takes
// 2 to 6, a table of very short lines 100.
const mostKept = 8

const (
	// maxWorked is how many bytes of a text are worked out: what stands behind them is
	// stored and can be read, and is neither found nor quoted. The longest live blogs are
	// below it; 200 bytes of memory are needed for each.
	maxWorked = 384 << 10
	// maxQuote is how many bytes a sentence may have to be quoted: a screen of a phone
	// holds a quarter. Longer ones are tables and lists without a full stop.
	maxQuote = 4096
	// maxAtOnce is how many bytes of texts are worked out at the same time.
	maxAtOnce = 2 * maxWorked
)

// bytesPerTerm is a little less than the bytes that a text has for each of its terms.
const bytesPerTerm = 5

// spare holds the terms of texts that were read, to use again: they take 8 bytes for each of
// the text.
var spare = sync.Pool{New: func() any { return new([]text.Term) }}

// work is an entry while it is worked out.
type work struct {
	entry  *knowledge.Entry
	title  []text.Term
	body   []byte      // the terms of the text, as text.Pack packs them
	draft  *zone.Draft // of the text, without its terms; nil: it has to be read once more
	failed bool
	signed story.Decoded // the signature of the entry
}

func entriesOf(works []work) []*knowledge.Entry {
	entries := make([]*knowledge.Entry, len(works))
	for i, w := range works {
		entries[i] = w.entry
	}
	return entries
}

// workOut fills entries with what follows from their articles, from what their outlets print
// again and again and from what the operator marked, side by side. It returns these marks.
func (in *Intake) workOut(ctx context.Context, entries []*knowledge.Entry) (marks map[string][]string, err error) {
	works := make([]work, len(entries))
	for i, e := range entries {
		works[i].entry = e
	}
	if err := in.readAll(ctx, works); err != nil {
		return nil, err
	}
	return in.finishAll(ctx, works)
}

// readAll reads articles side by side.
func (in *Intake) readAll(ctx context.Context, works []work) error {
	return in.each(ctx, works, func(w *work) {
		w.failed = !in.attempt(w.entry, func() {
			if read := in.read(w.entry); len(read.body)+read.draft.Size() <= mostKept*len(w.entry.Text) {
				*w = read
			}
		})
		in.worked(&w.entry.Article)
	})
}

// finishAll fills the entries of articles that were read.
func (in *Intake) finishAll(ctx context.Context, works []work) (marks map[string][]string, err error) {
	times, err := in.repeated(ctx, works)
	if err != nil {
		return nil, err
	}
	marks, err = in.Furniture(ctx)
	if err != nil {
		return nil, err
	}
	furniture := make(map[string]map[uint32]bool)
	for _, w := range works {
		if furniture[w.entry.Source] == nil {
			furniture[w.entry.Source] = prints(marks[w.entry.Source])
		}
	}
	return marks, in.each(ctx, works, func(w *work) {
		source := w.entry.Source
		in.attempt(w.entry, func() {
			switch {
			case w.failed:
				return
			case w.draft == nil:
				*w = in.read(w.entry)
			}
			w.draft.Mark(furniture[source])
			w.finish(func(line uint32) int { return times[source][line] })
		})
		*w = work{entry: w.entry, signed: w.signed}
	})
}

// attempt works on an entry and reports whether that went well. One on which the analysis
// fails is stored as it came in, without anything worked out: it can be read, and is neither
// found nor quoted, and whatever else comes in with it is stored as ever.
func (in *Intake) attempt(e *knowledge.Entry, f func()) (done bool) {
	defer func() {
		if fault := recover(); fault != nil {
			*e = knowledge.Entry{Article: e.Article, Seal: e.Seal, Analysis: Version}
			in.log.Error("intake: article failed", "article", e.ID, "outlet", e.Source, "bytes", len(e.Text), "panic", fault, "stack", string(debug.Stack()))
		}
	}()
	f()
	return true
}

// each calls f with each work on several goroutines until ctx is done.
func (in *Intake) each(ctx context.Context, works []work, f func(*work)) error {
	next := make(chan *work)
	var wg sync.WaitGroup
	for range min(in.workers, len(works)) {
		wg.Go(func() {
			for w := range next {
				size := int64(min(len(w.entry.Text), maxWorked))
				if in.room.Acquire(ctx, size) != nil {
					continue // ctx is done
				}
				f(w)
				in.room.Release(size)
			}
		})
	}
feed:
	for i := range works {
		select {
		case next <- &works[i]:
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	wg.Wait()
	return ctx.Err()
}

// repeated returns in how many articles of each outlet its lines stood: those that are
// stored, and these.
func (in *Intake) repeated(ctx context.Context, works []work) (map[string]map[uint32]int, error) {
	times := map[string]map[uint32]int{}
	for _, w := range works {
		e := w.entry
		if times[e.Source] == nil {
			times[e.Source] = map[uint32]int{}
		}
		for _, line := range e.Lines {
			times[e.Source][line]++
		}
	}
	if err := in.store.Repeated(ctx, times); err != nil {
		return nil, fmt.Errorf("looking up what outlets repeat: %w", err)
	}
	return times, nil
}

// read reads an entry's article.
func read(e *knowledge.Entry) work {
	e.Analysis = Version
	if e.Language == "" {
		e.Language = text.Language(e.Text)
	}
	a := e.Article
	a.Text = beginning(a.Text, maxWorked)
	w := work{entry: e, title: text.AppendTerms(make([]text.Term, 0, len(a.Title)/bytesPerTerm+1), a.Title, a.Language)}
	terms := spare.Get().(*[]text.Term)
	defer spare.Put(terms)
	*terms = text.AppendTerms(slices.Grow((*terms)[:0], len(a.Text)/bytesPerTerm), a.Text, a.Language)
	w.draft, w.body = zone.Read(&a, *terms), text.Pack(*terms)
	w.draft.Hold(nil)
	e.Lines = w.draft.Lines()
	return w
}

// beginning is the first lines or words of a text that have at most so many bytes.
func beginning(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for _, end := range []string{"\n", " "} {
		if at := strings.LastIndex(s[:most], end); at > most/2 {
			return s[:at]
		}
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// finish fills in what follows from the article's parts: only what tells news has
// facts and makes its story, only that and headings can be found.
func (w *work) finish(times func(line uint32) int) {
	e := w.entry
	terms := spare.Get().(*[]text.Term)
	defer spare.Put(terms)
	*terms = text.Unpack((*terms)[:0], w.body, beginning(e.Text, maxWorked), e.Language)
	body := *terms
	w.draft.Hold(body)
	layout := w.draft.Layout(times)
	e.Parts, e.Posts = layout.Parts, layout.Posts
	e.Sentences = slices.DeleteFunc(layout.Sentences, func(r knowledge.Range) bool { return r.End-r.Start > maxQuote })
	e.TitleTerms = zone.Stems(w.title, nil)
	e.Terms, e.Codes = zone.CodedStems(body, e.Parts)
	e.Facts = facts(e)
	e.Signature, w.signed = story.Sign(e.Article, e.Sentences, w.title, zone.News(body, e.Parts))
}

// facts finds the dated statements of an article in the order of its text; those of a
// live blog's post against the time of the post.
func facts(e *knowledge.Entry) []knowledge.Fact {
	body, rest := beginning(e.Text, maxWorked), e.Sentences
	var ofPosts []knowledge.Fact
	for _, p := range e.Posts {
		if p.Published.IsZero() {
			continue
		}
		var own []knowledge.Range
		rest = slices.DeleteFunc(slices.Clone(rest), func(r knowledge.Range) bool {
			if !p.Contains(r) {
				return false
			}
			own = append(own, shift(r, -p.Start))
			return true
		})
		for _, f := range timeline.Facts(body[p.Start:p.End], e.Language, own, p.Published) {
			f.Sentence = shift(f.Sentence, p.Start)
			if f.Basis.Kind != knowledge.ByDate {
				f.Basis.Range = shift(f.Basis.Range, p.Start)
			}
			ofPosts = append(ofPosts, f)
		}
	}
	all := append(timeline.Facts(body, e.Language, rest, e.Published), ofPosts...)
	if len(ofPosts) > 0 {
		slices.SortStableFunc(all, func(x, y knowledge.Fact) int { return x.Sentence.Start - y.Sentence.Start })
	}
	return all
}

func shift(r knowledge.Range, by int) knowledge.Range {
	return knowledge.Range{Start: r.Start + by, End: r.End + by}
}
