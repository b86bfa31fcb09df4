package intake

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"quoth/knowledge"
	"quoth/knowledge/story"
	"quoth/knowledge/text"
	"quoth/knowledge/timeline"
	"quoth/knowledge/zone"
)

// Version is that of what is worked out about an article. Whoever changes what comes
// out (parts, sentences, stems, facts, signatures, keys, seals) raises it, and articles of an older
// one are worked out anew.
const Version = 12

// mostKept is how many bytes a draft may hold for each byte of its text to be kept while
// what the outlets of the batch repeat is looked up; a denser one is read twice. News takes
// 7 to 14, a table of very short lines 140.
const mostKept = 24

// work is an entry while it is worked out.
type work struct {
	entry       *knowledge.Entry
	title, body []text.Term
	draft       *zone.Draft
}

// workOut fills entries with what follows from their articles and from what their
// outlets print again and again, side by side.
func (in *Intake) workOut(ctx context.Context, entries []*knowledge.Entry) error {
	works := make([]work, len(entries))
	err := in.each(ctx, len(entries), func(i int) {
		if w := read(entries[i]); w.draft.Size() <= mostKept*len(entries[i].Text) {
			works[i] = w
		}
	})
	if err != nil {
		return err
	}
	times, err := in.repeated(ctx, entries)
	if err != nil {
		return err
	}
	return in.each(ctx, len(entries), func(i int) {
		lines := times[entries[i].Source]
		if works[i].entry == nil {
			works[i] = read(entries[i])
		}
		works[i].finish(func(line uint32) int { return lines[line] })
		works[i] = work{}
	})
}

// each calls f with 0 to n-1 on several goroutines until ctx is done.
func (in *Intake) each(ctx context.Context, n int, f func(int)) error {
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(in.workers, n) {
		wg.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
feed:
	for i := range n {
		select {
		case next <- i:
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
func (in *Intake) repeated(ctx context.Context, entries []*knowledge.Entry) (map[string]map[uint32]int, error) {
	here := map[string]map[uint32]int{}
	var sources []string
	for _, e := range entries {
		if here[e.Source] == nil {
			here[e.Source] = map[uint32]int{}
			sources = append(sources, e.Source)
		}
		for _, line := range e.Lines {
			here[e.Source][line]++
		}
	}
	stored, err := in.store.Repeated(ctx, sources)
	if err != nil {
		return nil, fmt.Errorf("looking up what outlets repeat: %w", err)
	}
	for source, lines := range here {
		for line := range lines {
			lines[line] += stored[source][line]
		}
	}
	return here, nil
}

// read reads an entry's article.
func read(e *knowledge.Entry) work {
	a := &e.Article
	e.Analysis = Version
	if a.Language == "" {
		a.Language = text.Language(a.Text)
	}
	w := work{entry: e, title: text.AppendTerms(nil, a.Title, a.Language), body: text.AppendTerms(nil, a.Text, a.Language)}
	w.draft = zone.Read(a, w.body)
	e.Lines = w.draft.Lines()
	return w
}

// finish fills in what follows from the article's parts: only what tells news has
// facts and makes its story, only that and headings can be found.
func (w work) finish(times func(line uint32) int) {
	e := w.entry
	layout := w.draft.Layout(times)
	e.Parts, e.Posts, e.Sentences = layout.Parts, layout.Posts, layout.Sentences
	news, indexed := zone.Terms(w.body, e.Parts)
	e.TitleTerms, e.Terms = stems(w.title), stems(indexed)
	e.Facts = facts(e)
	e.Signature = story.Sign(e.Article, e.Sentences, w.title, news)
}

// facts finds the dated statements of an article in the order of its text; those of a
// live blog's post against the time of the post.
func facts(e *knowledge.Entry) []knowledge.Fact {
	rest := e.Sentences
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
		for _, f := range timeline.Facts(e.Text[p.Start:p.End], e.Language, own, p.Published) {
			f.Sentence = shift(f.Sentence, p.Start)
			if f.Basis.Kind != knowledge.ByDate {
				f.Basis.Range = shift(f.Basis.Range, p.Start)
			}
			ofPosts = append(ofPosts, f)
		}
	}
	all := append(timeline.Facts(e.Text, e.Language, rest, e.Published), ofPosts...)
	if len(ofPosts) > 0 {
		slices.SortStableFunc(all, func(x, y knowledge.Fact) int { return x.Sentence.Start - y.Sentence.Start })
	}
	return all
}

func shift(r knowledge.Range, by int) knowledge.Range {
	return knowledge.Range{Start: r.Start + by, End: r.End + by}
}

// stems returns the stems of terms in order, function words left out.
func stems(terms []text.Term) []string {
	out := make([]string, 0, len(terms))
	for _, t := range terms {
		if !t.Stop {
			out = append(out, t.Stem)
		}
	}
	return out
}
