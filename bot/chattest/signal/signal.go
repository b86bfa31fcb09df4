// Package signal wakes a test that waits for a change at the server of a double.
package signal

// Signal is fired at each change. The zero value is usable. It is for one goroutine at a
// time: a double guards it with its own lock.
type Signal struct{ c chan struct{} }

// Next is closed when the signal is fired the next time.
func (s *Signal) Next() <-chan struct{} {
	if s.c == nil {
		s.c = make(chan struct{})
	}
	return s.c
}

// Fire wakes all who wait.
func (s *Signal) Fire() {
	if s.c != nil {
		close(s.c)
		s.c = nil
	}
}
