package dates

func (s *scanner) part(i int) (span, bool)        { return span{}, false }
func (s *scanner) setOfTimes(i int) (match, bool) { return match{}, false }
func (s *scanner) offset(i int) (match, bool)     { return match{}, false }
func (s *scanner) period(i int) (match, bool)     { return match{}, false }
func (s *scanner) length(i int) (match, bool)     { return match{}, false }
func (s *scanner) reference(i int) (match, bool)  { return match{}, false }
