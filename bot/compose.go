package bot

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"quoth/bot/text"
	"quoth/knowledge"
	words "quoth/knowledge/text"
	"quoth/knowledge/topic"
)

// Composer makes the blocks of one reply.
type Composer struct {
	ctx   context.Context
	store knowledge.Library
}

// NewComposer returns a Composer for one reply, which reads in ctx what its links need.
func NewComposer(ctx context.Context, store knowledge.Library) *Composer {
	return &Composer{ctx: ctx, store: store}
}

// Quote is the block of a quote, with the link to where it was printed.
func (c *Composer) Quote(q knowledge.Quote) Quote {
	return Quote{Quote: q, Link: link(c.ctx, c.store, q)}
}

func (c *Composer) quotes(all []knowledge.Quote) []Block {
	blocks := make([]Block, len(all))
	for i, q := range all {
		blocks[i] = c.Quote(q)
	}
	return blocks
}

// Headline is the block of an article's title, linked as Quote is.
func (c *Composer) Headline(a knowledge.Article) Headline {
	return Headline{Article: a, Link: address(a)}
}

// address is an article's URL as it is linked to; "" when it is no web address.
func address(a knowledge.Article) string {
	u := knowledge.CanonicalURL(a.URL)
	if !strings.HasPrefix(u, "https://") && !strings.HasPrefix(u, "http://") {
		return ""
	}
	return u
}

// link is where a quote can be read: the article's URL, with a text fragment
// that opens at the quoted words when the text was read from that page. It is ""
// for an article without a URL.
func link(ctx context.Context, store knowledge.Library, q knowledge.Quote) string {
	a := q.Article
	url := address(a)
	if url == "" || !a.FromPage {
		return url
	}
	whole, err := store.Article(ctx, a.ID)
	if err != nil || whole.Version != a.Version || q.End > len(whole.Text) {
		return url
	}
	if fragment := words.Fragment(whole.Text, q.Start, q.End); fragment != "" {
		return url + "#:~:text=" + fragment
	}
	return url
}

// searched says with a sentence of the catalogue what was looked through: everything, or
// what passes a filter. Where there is nothing to look through it says that instead.
func (e *Engine) searched(ctx context.Context, r Request, f knowledge.Filter, key text.Key) (string, error) {
	s, err := e.store.Stats(ctx)
	if err != nil {
		return "", err
	}
	all := r.say("store.all", "n", s.Articles, "day", r.printer().Day(s.Newest))
	switch {
	case s.Articles == 0:
		return r.say("store.empty"), nil
	case len(f.Sources)+len(f.Except)+len(f.Feeds)+len(f.Languages) > 0 || !f.Since.IsZero() || !f.Until.IsZero():
		unknown, err := e.unknownSource(ctx, f)
		if err != nil {
			return "", err
		}
		if unknown != "" {
			return r.say("store.no_source", "source", clip(unknown, 60)), nil
		}
		all = r.say("store.within", "within", r.bounds(f))
	case s.Newest.IsZero():
		all = r.say("store.all_undated", "n", s.Articles)
	}
	return r.say(key, "searched", all), nil
}

// unknownSource is the first outlet of a filter of which nothing is stored; "" for none.
func (e *Engine) unknownSource(ctx context.Context, f knowledge.Filter) (string, error) {
	if len(f.Sources) == 0 {
		return "", nil
	}
	stored, err := e.store.Sources(ctx)
	if err != nil {
		return "", err
	}
	for _, name := range f.Sources {
		if !slices.ContainsFunc(stored, func(s knowledge.Source) bool { return strings.EqualFold(s.Name, name) }) {
			return name, nil
		}
	}
	return "", nil
}

// bounds says what passes a filter.
func (r *Request) bounds(f knowledge.Filter) string {
	within := ""
	in := slices.DeleteFunc(slices.Clone(f.Sources), func(name string) bool {
		return slices.ContainsFunc(f.Except, func(out string) bool { return strings.EqualFold(out, name) })
	})
	switch {
	case len(in) > 0:
		within = r.say("store.within_source", "source", strings.Join(in, ", "))
	case len(f.Sources) > 0:
		within = r.say("store.within_source", "source", strings.Join(f.Sources, ", "))
	}
	if len(f.Feeds) > 0 {
		within += r.say("store.within_feeds", "n", len(f.Feeds), "feeds", r.quoted(f.Feeds))
	}
	if len(f.Except) > 0 && len(in) == 0 {
		within += r.say("store.except_source", "source", r.printer().And(f.Except))
	}
	if len(f.Languages) > 0 {
		within += r.say("store.within_languages", "languages", r.printer().And(r.named(f.Languages)))
	}
	if !f.Since.IsZero() {
		within += r.say("store.within_since", "day", r.printer().Day(f.Since))
	}
	if !f.Until.IsZero() {
		within += r.say("store.within_until", "day", r.printer().Day(f.Until.Add(-time.Nanosecond)))
	}
	return within
}

// ParseFilter makes the filter of the options source, since and until.
func ParseFilter(args Args) (knowledge.Filter, error) {
	for _, o := range filterOptions {
		if _, err := o.check(args[o.Name]); err != nil {
			return knowledge.Filter{}, err
		}
	}
	return filter(args)
}

// ParsePeriod reads two dates, each YYYY, YYYY-MM, YYYY-MM-DD or "" for no
// bound, as the first and the last ISO day of a period.
func ParsePeriod(from, to string) (first, last string, err error) {
	if from != "" {
		t, _, err := topic.ParseDay(from)
		if err != nil {
			return "", "", Refuse("period.no_date", "date", from)
		}
		first = t.Format(time.DateOnly)
	}
	if to != "" {
		_, t, err := topic.ParseDay(to)
		if err != nil {
			return "", "", Refuse("period.no_date", "date", to)
		}
		last = t.AddDate(0, 0, -1).Format(time.DateOnly)
	}
	if first != "" && last != "" && first > last {
		return "", "", Refuse("period.order", "from", from, "to", to)
	}
	return first, last, nil
}

// filter makes the filter of options that were checked.
func filter(args Args) (knowledge.Filter, error) {
	var f knowledge.Filter
	if s := args["source"]; s != "" {
		f.Sources, f.Except = among(lines(s))
	}
	if s := args["since"]; s != "" {
		f.Since, _, _ = topic.ParseDay(s)
	}
	if s := args["until"]; s != "" {
		_, f.Until, _ = topic.ParseDay(s)
	}
	if !f.Since.IsZero() && !f.Until.IsZero() && !f.Since.Before(f.Until) {
		return f, Refuse("period.order", "from", args["since"], "to", args["until"])
	}
	return f, nil
}

// sentence makes a sentence of an error's text.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	s = string(unicode.ToUpper(r)) + s[n:]
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// clip shortens s to at most n bytes at a word's end, for labels of our own;
// never for news.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	cut := strings.LastIndexByte(s[:n-len("…")+1], ' ')
	if cut <= 0 {
		for cut = n - len("…"); !utf8.RuneStart(s[cut]); cut-- {
		}
	}
	return s[:cut] + "…"
}
