package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/topic"
)

const (
	// headlinesRead is how many of the newest headlines tell what news is about.
	headlinesRead = 600
	// topicsFor is how long what they tell is kept.
	topicsFor = 2 * time.Minute
)

// topics are the names in the newest headlines, kept for a while.
type topics struct {
	mu    sync.Mutex
	names []string
	until time.Time
}

// newestTopics returns what the newest news is about: the names in its headlines, those
// that stand in most headlines first, then the newer ones.
func (e *Engine) newestTopics(ctx context.Context) ([]string, error) {
	e.topics.mu.Lock()
	defer e.topics.mu.Unlock()
	if e.now().Before(e.topics.until) {
		return e.topics.names, nil
	}
	everybody := knowledge.AskedBy(ctx) // whoever asks: what is kept is for all
	articles, err := e.store.Latest(everybody, knowledge.Filter{}, headlinesRead, 0)
	if err != nil {
		return nil, err
	}
	count := map[string]int{}
	var names []string
	for _, a := range articles {
		for _, name := range topic.Names(a.Title, a.Language) {
			if count[name]++; count[name] == 1 {
				names = append(names, name)
			}
		}
	}
	names = slices.DeleteFunc(names, func(name string) bool { // Trump's, beside Trump
		of := strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
		if of == name || count[of] == 0 {
			return false
		}
		count[of] += count[name]
		return true
	})
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	if len(names) > 0 { // else news is about to come in
		e.topics.names, e.topics.until = names, e.now().Add(topicsFor)
	}
	return names, nil
}
