package bot

import (
	"context"
	"slices"
	"strings"

	"quoth/bot/text"
	"quoth/knowledge"
)

// suggestions is how many completions are given at most: the number of choices
// that Discord shows.
const suggestions = 25

// Completion is what may be typed for an option's value.
type Completion struct {
	Name  string // as people read it
	Value string // an article's is its number
}

// Suggest completes what is typed of an option's value of the command of a request, best
// first. It returns nothing where nothing can be known.
func (e *Engine) Suggest(ctx context.Context, r Request, option, typed string) []Completion {
	c, ok := e.commands.Command(r.Command)
	if !ok {
		return nil
	}
	o, ok := c.Option(option)
	if !ok {
		return nil
	}
	if admitted, err := e.admission.Admits(ctx, r.Person, r.Place, r.Server); err != nil || !admitted && !c.Open {
		return nil
	}
	if len(o.Choices) > 0 {
		return completions(matching(o.Choices, typed))
	}
	switch o.Suggest {
	case SuggestCommands:
		var names []string
		for _, c := range e.commands {
			if !c.Hidden {
				names = append(names, c.Name)
			}
		}
		return completions(matching(names, typed))
	case SuggestLanguages:
		return completions(matching(append(languages(), automatic), typed))
	case SuggestNewsLanguages:
		return completions(listed(append(languages(), allNews), typed))
	case SuggestSubscriptions:
		here, err := e.store.SubscriptionsAt(ctx, r.Place)
		if err != nil {
			e.log.WarnContext(ctx, "bot: suggestion failed", "of", "subscriptions", "error", err)
			return nil
		}
		topics := make([]string, len(here))
		for i, s := range here {
			topics[i] = s.Topic
		}
		return completions(matching(topics, typed))
	case SuggestSources, SuggestNewsOutlets:
		names, err := e.sourceNames(ctx)
		if err != nil {
			e.log.WarnContext(ctx, "bot: suggestion failed", "of", "sources", "error", err)
			return nil
		}
		if o.Suggest == SuggestNewsOutlets {
			return completions(listed(append(names, allNews), typed))
		}
		if typed, dropped := strings.CutPrefix(typed, drops); dropped {
			names = matching(names, typed)
			for i, name := range names {
				names[i] = drops + name
			}
			return completions(names)
		}
		return completions(matching(names, typed))
	case SuggestNewsFeeds:
		names, err := e.feedNames(r.In(ctx))
		if err != nil {
			e.log.WarnContext(ctx, "bot: suggestion failed", "of", "feeds", "error", err)
			return nil
		}
		return completions(listed(append(names, allNews), typed))
	case SuggestTopics:
		topics, err := e.suggestTopics(ctx, r, o, typed)
		if err != nil {
			e.log.WarnContext(ctx, "bot: suggestion failed", "of", "topics", "error", err)
		}
		return topics
	}
	return nil
}

// suggestTopics completes what news may be asked for, in what the place asks over: names
// and, for a question or an article, headlines; for a topic, outlets that it may be narrowed
// to. When nothing is typed yet, that is what the newest news is about.
func (e *Engine) suggestTopics(ctx context.Context, r Request, o Option, typed string) ([]Completion, error) {
	typed = strings.Trim(typed, ` "“”`)
	if typed == "" {
		names, err := e.newestTopics(ctx)
		return completions(matching(names, "")), err
	}
	ctx = r.In(ctx)
	e.listen(ctx, &r)
	f, err := r.filter(nil)
	if err != nil {
		return nil, err
	}
	found, err := e.reader.Complete(ctx, typed, r.readLanguages(), f)
	if err != nil {
		return nil, err
	}
	all := completions(found.Names[:min(len(found.Names), suggestions-suggestedHeadlines)])
	if o.Type == Topic {
		sources, err := e.sourceNames(ctx)
		if err != nil {
			return nil, err
		}
		for _, name := range matching(sources, typed) {
			source := `source:"` + name + `"`
			all = append(all, Completion{source, source})
		}
		return all[:min(len(all), suggestions)], nil
	}
	for _, a := range found.Headlines {
		title := Printable(a.Title)
		if len(all) < suggestions && !slices.ContainsFunc(all, func(c Completion) bool { return c.Name == title }) {
			all = append(all, Completion{title, number(a.ID)})
		}
	}
	return all, nil
}

// prepareCompletion reads what completions need.
func (e *Engine) prepareCompletion(ctx context.Context) error {
	names, err := e.newestTopics(ctx)
	if err != nil || len(names) == 0 {
		return err
	}
	_, err = e.reader.Complete(ctx, names[0], text.Languages(), knowledge.Filter{})
	return err
}

// completions are values that are read as they are.
func completions(values []string) []Completion {
	all := make([]Completion, len(values))
	for i, v := range values {
		all[i] = Completion{v, v}
	}
	return all
}

// suggestedHeadlines is for how many headlines there is room behind the names.
const suggestedHeadlines = 10

// readLanguages are those in which somebody is likely to type: of the news that the place
// asks over, or else that of the request and English, in which most names are known.
func (r *Request) readLanguages() []string {
	if len(r.voice.languages) > 0 {
		return r.voice.languages
	}
	return []string{r.printer().Language(), "en"}
}

// sourceNames are the names of the outlets.
func (e *Engine) sourceNames(ctx context.Context) ([]string, error) {
	sources, err := e.store.Sources(ctx)
	names := make([]string, len(sources))
	for i, s := range sources {
		names[i] = s.Name
	}
	return names, err
}

// listed completes the last of several values with commas between them.
func listed(choices []string, typed string) []string {
	before, last := "", typed
	if i := strings.LastIndexByte(typed, ','); i >= 0 {
		before, last = typed[:i+1]+" ", strings.TrimSpace(typed[i+1:])
	}
	all := matching(choices, last)
	for i := range all {
		all[i] = before + all[i]
	}
	return all
}

// matching returns the choices that begin with what is typed, then those with a
// word that does.
func matching(choices []string, typed string) []string {
	typed = strings.ToLower(strings.Trim(typed, `"“”`))
	var first, second []string
	for _, c := range choices {
		lower := strings.ToLower(c)
		switch {
		case strings.HasPrefix(lower, typed):
			first = append(first, c)
		case strings.Contains(lower, " "+typed):
			second = append(second, c)
		}
	}
	all := append(first, second...)
	return all[:min(len(all), suggestions)]
}
