package dates

// reference parses words that point to the past, present or future without a
// date: "recently", "currently", "soon", "the future".
func (s *scanner) reference(i int) (match, bool) {
	t := s.at(i)
	vagueTime := func(next int, v string) (match, bool) {
		return match{next: next, typ: Date, value: v, resolved: true}, true
	}
	switch t.class {
	case refer:
		if s.word(i, "future", "formerly") || s.word(i, "shortly") && s.word(i+1, "after", "before") || s.word(i, "soon") && s.word(i+1, "after", "afterwards", "afterward", "as", "enough") {
			return match{}, false
		}
		if s.word(i, "now") && (s.mark(i+1, ',') && s.opens(i) || t.capital && !s.opens(i)) || s.mark(i+1, '-') {
			return match{}, false
		}
		if s.word(i, "recent") && s.word(i-1, "most") {
			return match{}, false
		}
		if u := s.at(i + 1); s.word(i, "recent") && u.class == unit && u.plural {
			return vagueTime(i+2, PastRef)
		}
		return vagueTime(i+1, references[t.value])
	case the:
		if s.word(i+1, "past") && !s.is(i+2, unit) && !s.is(i+2, cardinal) && (s.lineEnd(i+2) || s.at(i+2).kind == punct || s.word(i+2, "and", "to", "by", "in", "as")) {
			return vagueTime(i+2, PastRef)
		}
		if s.word(i+1, "future") && (s.lineEnd(i+2) || s.at(i+2).kind == punct || s.word(i+2, "and", "to", "by", "in", "as", "of", "for")) {
			return vagueTime(i+2, FutureRef)
		}
		if s.word(i+1, "present") && s.at(i+2).kind == punct {
			return vagueTime(i+2, PresentRef)
		}
		if s.word(i+1, "near") && s.word(i+2, "future") {
			return vagueTime(i+3, FutureRef)
		}
		if s.word(i+1, "long", "short", "near") && s.word(i+2, "term") {
			return vagueTime(i+3, FutureRef)
		}
		if s.word(i+1, "time") && s.word(i+2, "being") {
			return vagueTime(i+3, PresentRef)
		}
	case more:
		if s.word(i, "more") && s.word(i+1, "recently") {
			return vagueTime(i+2, PastRef)
		}
	case shift:
		if s.word(i, "current") {
			return vagueTime(i+1, PresentRef)
		}
		if s.word(i, "that") && s.word(i+1, "time") && s.last.known() && s.word(i-1, "at", "by", "since", "before", "after", "until") {
			return match{next: i + 2, typ: Date, value: s.last.String(), resolved: true}, true
		}
	case intensifier:
		if s.is(i+1, refer) && s.word(i+1, "soon", "recently") {
			return vagueTime(i+2, references[s.at(i+1).value])
		}
	case article:
		if s.word(i+1, "later") && s.word(i+2, "time", "date") {
			return vagueTime(i+3, FutureRef)
		}
	}
	return match{}, false
}

func (s *scanner) lineEnd(i int) bool { return i >= len(s.toks) || s.toks[i].line }
