package topic

import (
	"sync"
)

// Matcher finds which of many subscriptions an article matches. Subscriptions
// with the same topic are kept as one. It may be used by any number of
// goroutines at the same time.
//
// Each topic waits under one stem that an article must hold to match it, the one
// under which the fewest topics wait when it is added; so an article looks only
// at the topics that wait under its own stems.
type Matcher struct {
	mu      sync.RWMutex
	topics  map[string]*followed // by the topic's text
	waiting map[string][]*followed
	of      map[int64]*followed // by subscription
}

// followed is a topic with the subscriptions to it.
type followed struct {
	topic *Topic
	under string
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
			m.waiting[f.under] = append(m.waiting[f.under], f)
		}
	}
	f.subs = append(f.subs, subscription)
	m.of[subscription] = f
	return nil
}

// choose returns the stem of a topic under which the fewest topics wait.
func (m *Matcher) choose(t *Topic) string {
	best := ""
	for _, p := range t.terms {
		for _, stem := range p {
			if best == "" || len(m.waiting[stem]) < len(m.waiting[best]) || len(m.waiting[stem]) == len(m.waiting[best]) && len(stem) > len(best) {
				best = stem
			}
		}
	}
	return best
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
	if m.waiting[f.under] = without(m.waiting[f.under], f); len(m.waiting[f.under]) == 0 {
		delete(m.waiting, f.under)
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
			if f.topic.Match(a) {
				dst = append(dst, f.subs...)
			}
		}
	}
	return dst
}
