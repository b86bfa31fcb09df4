package bot

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"quoth/bot/intent"
	"quoth/knowledge"
	"quoth/knowledge/text"
	"quoth/knowledge/topic"
)

// readTopic reads the topic that a command is on, and brings the argument to its usual form.
// It returns what is to be said of pieces that were read as plain words, or the reply that
// refuses a topic with an outlet that is not stored.
func (e *Engine) readTopic(ctx context.Context, c *Command, r *Request) (notes []Block, refused *Reply, err error) {
	for _, o := range c.Options {
		value := r.Args[o.Name]
		if value == "" || o.Type != Topic && (o.Type != ArticleOrTopic || namesArticle(value)) {
			continue
		}
		if r.topic, err = topic.Parse(value, ""); err != nil {
			return nil, nil, err
		}
		r.Args[o.Name] = r.topic.String()
		name, near, err := e.unknownOutlet(ctx, r.topic)
		if err != nil {
			return nil, nil, err
		}
		if name != "" {
			reply := e.noOutlet(*r, c, o, name, near)
			return nil, &reply, nil
		}
		if unread := r.topic.Unread(); len(unread) > 0 {
			notes = append(notes, Notice{r.say("topic.unread", "n", len(unread), "words", r.quoted(unread))})
			if r.topic.Undated() {
				notes = append(notes, Notice{r.say("topic.date")})
			}
		}
	}
	return notes, nil, nil
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

// unknownOutlet is the first outlet that a topic names and the store lacks, and the stored
// one that it is likely meant for; "" for none.
func (e *Engine) unknownOutlet(ctx context.Context, t *topic.Topic) (name, near string, err error) {
	named := t.Outlets()
	if len(named) == 0 {
		return "", "", nil
	}
	stored, err := e.store.Sources(ctx)
	if err != nil {
		return "", "", err
	}
	for _, name := range named {
		if !slices.ContainsFunc(stored, func(s knowledge.Source) bool { return text.Fold(s.Name) == text.Fold(name) }) {
			return name, nearestOutlet(name, stored), nil
		}
	}
	return "", "", nil
}

// nearestOutlet is the outlet that a name is a slip of, or a part of as whole words; of
// several the one with the most articles. "" for none.
func nearestOutlet(name string, stored []knowledge.Source) string {
	names := map[string]string{}
	var folded []string
	for _, s := range stored {
		f := text.Fold(s.Name)
		names[f], folded = s.Name, append(folded, f)
	}
	name = text.Fold(name)
	within := func(part, whole string) bool { return strings.Contains(" "+whole+" ", " "+part+" ") }
	if near := intent.Nearest(name, folded); near != name {
		return names[near]
	}
	for _, f := range folded {
		if within(name, f) || within(f, name) {
			return names[f]
		}
	}
	return ""
}

// noOutlet says that an outlet of a topic is not stored, and offers the one that was likely
// meant.
func (e *Engine) noOutlet(r Request, c *Command, o Option, name, near string) Reply {
	reply := e.explain(r, refuseOutlet(name, near))
	if near == "" {
		return reply
	}
	args := maps.Clone(r.Args)
	args[o.Name] = r.topic.WithOutlet(name, near)
	reply.Actions = []Action{{clip(near, maxActionLabel), c.Name, args}}
	return reply
}

// refuseOutlet is the error that says so.
func refuseOutlet(name, near string) error {
	if near == "" {
		return Refuse("store.no_source", "source", clip(name, 60))
	}
	return Refuse("store.no_source_near", "source", clip(name, 60), "near", near)
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
		f.Sources = r.topic.Outlets()
	}
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
