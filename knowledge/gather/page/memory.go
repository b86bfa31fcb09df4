package page

import (
	"errors"
	"hash/maphash"
	"strings"
	"sync"
)

// ErrRepeated is why a page is refused that shows what stood on another page of its site under another title: a wall
// that is not known by its words.
var ErrRepeated = errors.New("most of it stood on another page of that site, under another title")

const (
	rememberedSites  = 128 // sites, and
	rememberedBlocks = 256 // paragraphs of each, the last ones read: some 2 MB at most
	rememberedWords  = 8   // words from which a paragraph is remembered; shorter ones repeat by chance
)

// A memory knows the paragraphs that pages of each site showed last. It may be used by several goroutines at the same
// time.
type memory struct {
	mu    sync.Mutex
	seed  maphash.Seed
	sites map[string]*siteMemory
	order []string // of the sites, the longest unused first
}

type siteMemory struct {
	blocks map[uint64]origin
	order  []uint64 // the oldest first
}

// An origin is the page on which a paragraph stood first.
type origin struct{ url, title uint64 }

func newMemory() *memory {
	return &memory{seed: maphash.MakeSeed(), sites: make(map[string]*siteMemory)}
}

// repeats reports whether most words of a page's text stood on a page of the same site with another address and
// another title, and remembers its paragraphs.
func (m *memory) repeats(host, url, title, text string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := m.site(host)
	from := origin{maphash.String(m.seed, url), maphash.String(m.seed, title)}
	all, known := 0, 0
	for block := range strings.SplitSeq(text, "\n\n") {
		words := countWords(block)
		all += words
		if words < rememberedWords {
			continue
		}
		key := maphash.String(m.seed, block)
		first, seen := at.blocks[key]
		switch {
		case !seen:
			at.add(key, from)
		case first.url != from.url && first.title != from.title:
			known += words
		}
	}
	return 2*known > all
}

func (m *memory) site(host string) *siteMemory {
	at, known := m.sites[host]
	if known {
		for i, o := range m.order {
			if o == host {
				m.order = append(m.order[:i], m.order[i+1:]...)
				break
			}
		}
	} else {
		if len(m.order) == rememberedSites {
			delete(m.sites, m.order[0])
			m.order = m.order[1:]
		}
		at = &siteMemory{blocks: make(map[uint64]origin)}
		m.sites[host] = at
	}
	m.order = append(m.order, host)
	return at
}

func (s *siteMemory) add(key uint64, from origin) {
	if len(s.order) == rememberedBlocks {
		delete(s.blocks, s.order[0])
		s.order = s.order[1:]
	}
	s.blocks[key] = from
	s.order = append(s.order, key)
}
