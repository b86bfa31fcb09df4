package bot

import (
	"context"
	"strings"
)

// suggestions is how many completions are given at most: the number of choices
// that Discord shows.
const suggestions = 25

// Suggest completes what is typed of an option's value of the command of a request, best
// first. It returns nothing where nothing can be known.
func (e *Engine) Suggest(ctx context.Context, r Request, option, typed string) []string {
	c, ok := e.Command(r.Command)
	if !ok {
		return nil
	}
	o, ok := c.Option(option)
	if !ok {
		return nil
	}
	if admitted, err := e.Admits(ctx, r.Person, r.Place, r.Server); err != nil || !admitted && !c.Open {
		return nil
	}
	if len(o.Choices) > 0 {
		return matching(o.Choices, typed)
	}
	switch o.Suggest {
	case SuggestCommands:
		var names []string
		for _, c := range e.commands {
			if !c.Hidden {
				names = append(names, c.Name)
			}
		}
		return matching(names, typed)
	case SuggestLanguages:
		return matching(append(languages(), automatic), typed)
	case SuggestNewsLanguages:
		return matching(append(languages(), allNews), typed)
	case SuggestSubscriptions:
		here, err := e.store.SubscriptionsAt(ctx, r.Place)
		if err != nil {
			e.log.Warn("bot: suggestion failed", "of", "subscriptions", "error", err)
			return nil
		}
		topics := make([]string, len(here))
		for i, s := range here {
			topics[i] = s.Topic
		}
		return matching(topics, typed)
	case SuggestSources:
		sources, err := e.store.Sources(ctx)
		if err != nil {
			e.log.Warn("bot: suggestion failed", "of", "sources", "error", err)
			return nil
		}
		names := make([]string, len(sources))
		for i, s := range sources {
			names[i] = s.Name
		}
		return matching(names, typed)
	case SuggestTopics:
		names, err := e.newestTopics(ctx)
		if err != nil {
			e.log.Warn("bot: suggestion failed", "of", "topics", "error", err)
			return nil
		}
		return matching(names, typed)
	}
	return nil
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
