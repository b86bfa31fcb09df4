package dates

// shifted parses a unit, weekday, month or season that a word like last, this
// or next points to.
func (s *scanner) shifted(i int) (span, bool) { return span{}, false }
