package bot

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/bot/intent"
	"quoth/bot/text"
	"quoth/knowledge"
	words "quoth/knowledge/text"
	"quoth/knowledge/topic"
)

// readTopic reads the topic that a command is on, and brings the argument to its usual form.
// It returns what is to be said of pieces that were read as plain words, or the reply that
// refuses a topic with an outlet or a feed that is not stored.
func (e *Engine) readTopic(ctx context.Context, c *Command, r *Request) (notes []Block, refused *Reply, err error) {
	for _, o := range c.Options {
		value := r.Args[o.Name]
		if value == "" || o.Type != Topic && (o.Type != ArticleOrTopic || namesArticle(value)) {
			continue
		}
		written, err := topic.Parse(value, "")
		if err != nil {
			return nil, nil, err
		}
		var lacking *unknown
		if r.topic, lacking, err = e.asStored(ctx, written); err != nil {
			return nil, nil, err
		}
		r.Args[o.Name] = r.topic.String()
		if lacking != nil {
			reply := e.offerNear(ctx, *r, c, o, lacking)
			return nil, &reply, nil
		}
		notes = append(notes, r.unread(written)...)
	}
	return notes, nil, nil
}

// unread says which pieces of a topic were read as plain words; nil when all were understood.
func (r *Request) unread(t *topic.Topic) []Block {
	unread := t.Unread()
	if len(unread) == 0 {
		return nil
	}
	notes := []Block{Notice{r.say("topic.unread", "n", len(unread), "words", r.quoted(unread))}}
	if t.Undated() {
		notes = append(notes, Notice{r.say("topic.date")})
	}
	return notes
}

// quoted lists words in quotation marks.
func (r *Request) quoted(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = r.printer().Quoted(w)
	}
	return r.printer().And(quoted)
}

// number names an article by its number.
func number(id int64) string { return "#" + strconv.FormatInt(id, 10) }

// namesArticle reports whether a person means an article by its number or its address.
func namesArticle(s string) bool {
	number, numbered := strings.CutPrefix(s, "#")
	_, err := strconv.ParseInt(number, 10, 64)
	return numbered && err == nil || strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// unknown is an outlet or a feed that a topic names and the store lacks, and the one that is
// stored and likely meant; "" for none.
type unknown struct {
	name, near   string
	dropped      bool     // it is to be left out
	said, nearly text.Key // of a name without and with one that is near
}

// mended are the names of an option of outlets, a line each, with the one that is near in the
// place of the one that is lacking.
func (u *unknown) mended(named string) []string {
	sign := ""
	if u.dropped {
		sign = drops
	}
	names := lines(named)
	for i, name := range names {
		if name == sign+u.name {
			names[i] = sign + u.near
		}
	}
	return names
}

// refusal is the error that says so.
func (u *unknown) refusal() error {
	if u.near == "" {
		return Refuse(u.said, "source", clip(u.name, 60))
	}
	return Refuse(u.nearly, "source", clip(u.name, 60), "near", u.near)
}

// asStored is a topic with its outlets and feeds named as the store names them, or as it is
// with the first that the store lacks.
func (e *Engine) asStored(ctx context.Context, t *topic.Topic) (*topic.Topic, *unknown, error) {
	named := t
	for _, kind := range []struct {
		named        []string
		stored       func(context.Context) ([]string, error)
		meant        func(name string, stored []string) []string
		said, nearly text.Key
	}{
		{t.Outlets(), e.sourceNames, intent.Outlets, "store.no_source", "store.no_source_near"},
		{t.Feeds(), e.feedNames, feedsNamed, "store.no_feed", "store.no_feed_near"},
	} {
		if len(kind.named) == 0 {
			continue
		}
		stored, err := kind.stored(ctx)
		if err != nil {
			return nil, nil, err
		}
		for _, name := range kind.named {
			if slices.Contains(stored, name) {
				continue
			}
			meant := kind.meant(name, stored)
			if len(meant) == 0 {
				return t, &unknown{name, nearestName(name, stored), false, kind.said, kind.nearly}, nil
			}
			if named, err = topic.Parse(named.With(name, meant...), ""); err != nil {
				return nil, nil, err
			}
		}
	}
	return named, nil, nil
}

// feedsNamed are the first of the feeds that are stored with a name; none for none.
func feedsNamed(name string, stored []string) []string {
	for _, s := range stored {
		if sameName(s, name) {
			return []string{s}
		}
	}
	return nil
}

// sameName reports whether two names of outlets or of feeds are one: WHO is who, which folded
// is another.
func sameName(a, b string) bool { return strings.EqualFold(a, b) || words.Fold(a) == words.Fold(b) }

// nearestName is the stored name that another is a slip of, or a part of as whole words; of
// several the first. "" for none.
func nearestName(name string, stored []string) string {
	names := map[string]string{}
	var folded []string
	for _, s := range stored {
		f := words.Fold(s)
		names[f], folded = s, append(folded, f)
	}
	name = words.Fold(name)
	within := func(part, whole string) bool { return strings.Contains(" "+whole+" ", " "+part+" ") }
	if near := intent.Nearest(name, folded); near != name {
		return names[near]
	}
	for _, f := range folded {
		if within(name, f) || within(f, name) {
			return names[f]
		}
	}
	return intent.NearOutlet(name, stored)
}

// offerNear says that what a topic names is not stored, and offers what was likely meant.
func (e *Engine) offerNear(ctx context.Context, r Request, c *Command, o Option, lacking *unknown) Reply {
	reply := e.explain(ctx, r, lacking.refusal())
	if lacking.near == "" {
		return reply
	}
	args := maps.Clone(r.Args)
	args[o.Name] = r.topic.With(lacking.name, lacking.near)
	reply.Actions = []Action{{clip(lacking.near, maxActionLabel), c.Name, args}}
	return reply
}

// feedNames are the names of the feeds whose articles who asks may read, each once, those
// of the feeds that brought the most first.
func (e *Engine) feedNames(ctx context.Context) ([]string, error) {
	feeds, err := e.store.Feeds(ctx)
	slices.SortStableFunc(feeds, func(a, b knowledge.Feed) int { return b.Articles - a.Articles })
	var names []string
	for _, f := range feeds {
		if name := f.Name(); f.For.ReadIn(ctx) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, err
}

// within is a filter together with what narrows the request's topic.
func (r *Request) within(f knowledge.Filter) knowledge.Filter {
	if r.topic == nil {
		return f
	}
	since, until := r.topic.Period()
	f.Since, f.Until = later(f.Since, since), earlier(f.Until, until)
	return r.among(f)
}

// among is within without the period.
func (r *Request) among(f knowledge.Filter) knowledge.Filter {
	if r.topic == nil {
		return f
	}
	if r.topic.Narrows() {
		f.Sources, f.Feeds = r.topic.LooksIn(), r.topic.Feeds()
	}
	f.Except = append(slices.Clone(f.Except), r.topic.LeavesOut()...)
	if languages := r.topic.Languages(); len(languages) > 0 {
		f.Languages = languages
	}
	return f
}

// later is the later of two bounds, and earlier the earlier; zero is no bound.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
