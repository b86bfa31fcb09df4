package discord

import "sync"

// remembered is how many replies are known to be shared: those of the last days, whose
// buttons still work.
const remembered = 1 << 14

// seen knows the last replies that were shared, so that none is shared twice.
type seen struct {
	mu   sync.Mutex
	ids  map[string]bool
	ring []string
	next int
}

func newSeen() *seen { return &seen{ids: map[string]bool{}, ring: make([]string, remembered)} }

// again reports whether a reply was shared before, and remembers it.
func (s *seen) again(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ids[id] {
		return true
	}
	delete(s.ids, s.ring[s.next])
	s.ids[id], s.ring[s.next] = true, id
	s.next = (s.next + 1) % len(s.ring)
	return false
}

// forget lets a reply be shared once more.
func (s *seen) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.ids, id)
}
