package topic

import (
	"cmp"
	"slices"
	"sync"
)

// Matcher finds which of many subscriptions an article matches. Subscriptions
// with the same topic are kept as one. It may be used by any number of
// goroutines at the same time.
//
// Each topic waits under one stem of each way to write one of its words, so that
// an article that matches it holds one of these. So an article looks only at the
// topics that wait under its own stems.
type Matcher struct {
	mu      sync.RWMutex
	topics  map[string]*followed // by the topic's text
	waiting map[string][]*followed
	of      map[int64]*followed // by subscription
}

// followed is a topic with the subscriptions to it.
type followed struct {
	topic *Topic
	under []string
	subs  []int64
}

// NewMatcher returns an empty Matcher.
func NewMatcher() *Matcher {
	return &Matcher{topics: map[string]*followed{}, waiting: map[string][]*followed{}, of: map[int64]*followed{}}
}

// Len is how many subscriptions there are.
func (m *Matcher) Len() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.of)
}

// Set adds a subscription, or changes its topic. It returns Parse's errors; the
// subscription is then left out.
func (m *Matcher) Set(subscription int64, topic string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if was := m.of[subscription]; was != nil {
		if was.topic.text == topic {
			return nil
		}
		m.remove(subscription)
	}
	f := m.topics[topic]
	if f == nil {
		t, err := Parse(topic, "")
		if err != nil {
			return err
		}
		if f = m.topics[t.text]; f == nil {
			f = &followed{topic: t, under: m.choose(t)}
			m.topics[t.text] = f
			for _, stem := range f.under {
				m.waiting[stem] = append(m.waiting[stem], f)
			}
		}
	}
	f.subs = append(f.subs, subscription)
	m.of[subscription] = f
	return nil
}

// choose returns the stems that a topic waits under: for the term whose rarest
// stem, as it is written, the fewest topics wait under, the rarest of each way to
// write it.
func (m *Matcher) choose(t *Topic) []string {
	crowd := func(stem string) int { return len(m.waiting[stem]) }
	rarest := func(p phrase) string {
		return slices.MinFunc(p, func(a, b string) int { return cmp.Or(crowd(a)-crowd(b), len(b)-len(a)) })
	}
	best := slices.MinFunc(t.terms, func(a, b term) int {
		ra, rb := rarest(a[0]), rarest(b[0])
		return cmp.Or(crowd(ra)-crowd(rb), len(rb)-len(ra))
	})
	var under []string
	for _, p := range best {
		if stem := rarest(p); !slices.Contains(under, stem) {
			under = append(under, stem)
		}
	}
	return under
}

// Remove takes a subscription out.
func (m *Matcher) Remove(subscription int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.remove(subscription)
}

func (m *Matcher) remove(subscription int64) {
	f := m.of[subscription]
	if f == nil {
		return
	}
	delete(m.of, subscription)
	f.subs = without(f.subs, subscription)
	if len(f.subs) > 0 {
		return
	}
	delete(m.topics, f.topic.text)
	for _, stem := range f.under {
		if m.waiting[stem] = without(m.waiting[stem], f); len(m.waiting[stem]) == 0 {
			delete(m.waiting, stem)
		}
	}
}

// without removes x from list; the order of the rest is not kept.
func without[E comparable](list []E, x E) []E {
	for i := range list {
		if list[i] == x {
			last := len(list) - 1
			list[i] = list[last]
			var none E
			list[last] = none
			return list[:last]
		}
	}
	return list
}

// Match appends to dst the subscriptions that an article matches, in no
// particular order.
func (m *Matcher) Match(dst []int64, a *Article) []int64 {
	m.mu.RLock()
	defer m.mu.RUnlock()
	for stem := range a.at {
		for _, f := range m.waiting[stem] {
			if f.firstUnder(a) == stem && f.topic.Match(a) {
				dst = append(dst, f.subs...)
			}
		}
	}
	return dst
}

// firstUnder is the first of the stems under which a topic waits that an article
// holds, so that it is looked at once.
func (f *followed) firstUnder(a *Article) string {
	for _, stem := range f.under {
		if _, ok := a.at[stem]; ok {
			return stem
		}
	}
	return ""
}
