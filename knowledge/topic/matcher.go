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
// an article that matches it is about one of these. So an article looks only at the
// topics that wait under its own stems, and of these at what else it must be about
// before it looks at the topic itself.
type Matcher struct {
	mu      sync.RWMutex
	topics  map[string]*followed   // by the topic's text
	waiting map[string][]waiter    // by stem
	whole   map[string][]*followed // topics without words, by what they name: see wholes
	of      map[int64]*followed    // by subscription
}

// followed is a topic with the subscriptions to it.
type followed struct {
	topic *Topic
	under []string
	subs  []int64
}

// waiter is a topic that waits under a stem, and the hash of another stem that an
// article must be about to match it; with one stem alone it is that one's.
type waiter struct {
	*followed
	also uint16
}

// NewMatcher returns an empty Matcher.
func NewMatcher() *Matcher {
	return &Matcher{topics: map[string]*followed{}, waiting: map[string][]waiter{}, whole: map[string][]*followed{}, of: map[int64]*followed{}}
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
		if was.topic.text == Canonical(topic) {
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
			f = &followed{topic: t}
			m.topics[t.text] = f
			m.wait(f)
		}
	}
	f.subs = append(f.subs, subscription)
	m.of[subscription] = f
	return nil
}

// wait puts a topic under the stems that it waits under: for the term whose rarest
// stem, as it is written, the fewest topics wait under, the rarest of each way to
// write it.
func (m *Matcher) wait(f *followed) {
	if len(f.topic.terms) == 0 {
		for _, name := range f.topic.wholes() {
			m.whole[name] = append(m.whole[name], f)
		}
		return
	}
	crowd := func(stem string) int { return len(m.waiting[stem]) }
	rarer := func(a, b string) int { return cmp.Or(crowd(a)-crowd(b), len(b)-len(a)) }
	terms := slices.Clone(f.topic.terms)
	slices.SortStableFunc(terms, func(a, b term) int {
		return rarer(slices.MinFunc(a[0], rarer), slices.MinFunc(b[0], rarer))
	})
	var others []string // of what is written in one way only
	for _, t := range terms {
		if len(t) == 1 {
			others = append(others, t[0]...)
		}
	}
	for _, way := range terms[0] {
		stem := slices.MinFunc(way, rarer)
		if slices.Contains(f.under, stem) {
			continue
		}
		also := stem
		if rest := slices.DeleteFunc(slices.Clone(others), func(s string) bool { return s == stem }); len(rest) > 0 {
			also = slices.MinFunc(rest, rarer)
		}
		f.under = append(f.under, stem)
		m.waiting[stem] = append(m.waiting[stem], waiter{f, hash(also)})
	}
}

// wholes are the outlets under which a topic without words waits, or else the feeds.
func (t *Topic) wholes() (names []string) {
	key, any := keySource, t.sources.any
	if len(any) == 0 {
		key, any = keyFeed, t.feeds.any
	}
	for _, name := range any {
		names = append(names, key+":"+name)
	}
	return names
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
	f.subs = without(f.subs, func(id int64) bool { return id == subscription })
	if len(f.subs) > 0 {
		return
	}
	delete(m.topics, f.topic.text)
	for _, name := range f.topic.wholes() {
		if m.whole[name] = slices.DeleteFunc(m.whole[name], func(o *followed) bool { return o == f }); len(m.whole[name]) == 0 {
			delete(m.whole, name)
		}
	}
	for _, stem := range f.under {
		if m.waiting[stem] = without(m.waiting[stem], func(w waiter) bool { return w.followed == f }); len(m.waiting[stem]) == 0 {
			delete(m.waiting, stem)
		}
	}
}

// without removes the one of list that is meant; the order of the rest is not kept.
func without[E any](list []E, meant func(E) bool) []E {
	i, last := slices.IndexFunc(list, meant), len(list)-1
	list[i] = list[last]
	clear(list[last:])
	return list[:last]
}

// Match appends to dst the subscriptions that an article matches, in no
// particular order.
func (m *Matcher) Match(dst []int64, a *Article) []int64 {
	return m.match(dst, a, func(t *Topic) bool { return t.Match(a) })
}

// MatchFeed is Match for the subscriptions alone whose topics name the article's feed.
func (m *Matcher) MatchFeed(dst []int64, a *Article) []int64 {
	return m.match(dst, a, func(t *Topic) bool { return len(t.feeds.any) > 0 && t.Match(a) })
}

func (m *Matcher) match(dst []int64, a *Article, matches func(*Topic) bool) []int64 {
	m.mu.RLock()
	defer m.mu.RUnlock()
	for _, stem := range a.strong {
		for _, w := range m.waiting[stem] {
			if a.seemsAbout(w.also) && (len(w.under) == 1 || w.firstUnder(a) == stem) && matches(w.topic) {
				dst = append(dst, w.subs...)
			}
		}
	}
	for _, name := range []string{keySource + ":" + a.source, keyFeed + ":" + a.feed} {
		for _, f := range m.whole[name] {
			if matches(f.topic) {
				dst = append(dst, f.subs...)
			}
		}
	}
	return dst
}

// firstUnder is the first of the stems under which a topic waits that an article
// is about, so that it is looked at once.
func (f *followed) firstUnder(a *Article) string {
	for _, stem := range f.under {
		if a.isStrong(a.at[stem]) {
			return stem
		}
	}
	return ""
}
