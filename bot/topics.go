package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

const (
	// headlinesRead is how many of the newest headlines tell what news is about.
	headlinesRead = 600
	// topicsFor is how long what they tell is kept.
	topicsFor = 2 * time.Minute
	// longestTopic is how many words a name has at most; a longer run of
	// capitals is a headline in capitals.
	longestTopic = 3
)

// topics are the names in the newest headlines, kept for a while.
type topics struct {
	mu    sync.Mutex
	names []string
	until time.Time
}

// Topics returns what the newest news is about: the names in its headlines, those
// that stand in most headlines first, then the newer ones.
func (e *Engine) Topics(ctx context.Context) ([]string, error) {
	e.topics.mu.Lock()
	defer e.topics.mu.Unlock()
	if e.now().Before(e.topics.until) {
		return e.topics.names, nil
	}
	articles, err := e.store.Latest(ctx, knowledge.Filter{}, headlinesRead, 0)
	if err != nil {
		return nil, err
	}
	count := map[string]int{}
	var names []string
	for _, a := range articles {
		for _, name := range namesIn(a.Title, a.Language) {
			if count[name]++; count[name] == 1 {
				names = append(names, name)
			}
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	e.topics.names, e.topics.until = names, e.now().Add(topicsFor)
	return names, nil
}

// namesIn returns the runs of capitalised words of a headline that is not in
// capitals throughout, each once.
func namesIn(title, lang string) []string {
	terms := text.AppendTerms(nil, title, lang)
	capitals, words := 0, 0
	for _, t := range terms {
		if !t.Stop && !t.Number {
			words++
			if t.Capital {
				capitals++
			}
		}
	}
	if words == 0 || capitals*3 > words*2 && words > longestTopic {
		return nil
	}
	var names []string
	for i := 0; i < len(terms); {
		j := i
		for j < len(terms) && terms[j].Capital && !terms[j].Stop && (j == i || together(title[terms[j-1].End:terms[j].Start])) {
			j++
		}
		if j == i {
			i++
			continue
		}
		if name := title[terms[i].Start:terms[j-1].End]; j-i <= longestTopic && len(name) > 2 && !slices.Contains(names, name) {
			names = append(names, name)
		}
		i = j
	}
	return names
}

// together reports whether what stands between two words lets them be one name.
func together(gap string) bool { return strings.Trim(gap, " \u00a0-–") == "" }
