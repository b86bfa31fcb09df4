package zone

import "strings"

// isByline reports whether a line says who wrote the article and nothing else.
func (d *Draft) isByline(i int) bool {
	b := &d.lines[i]
	words := len(b.terms)
	for _, author := range d.article.Authors {
		if author != "" && strings.EqualFold(author, b.line) {
			return true
		}
	}
	if !strings.ContainsRune(b.line, ' ') && hasLink(b.line) && strings.Contains(b.line, "@") {
		return true
	}
	// Ada Moreau, The Norland Echo
	if i <= 1 && !b.stopped && strings.ContainsRune(b.line, ',') && words <= 10 && d.names(b.terms) {
		return true
	}
	if n := d.length(b.terms, 0, cueBy); n > 0 && strings.HasPrefix(d.article.Text[b.terms[n-1].End:], ":") && b.capitals*2 >= words && words <= longLine {
		return true // Contributing: …
	}
	// CONTRIBUTING Ada Moreau, Tom Reed, …, The Norland Echo
	if !b.stopped && d.length(b.terms, 0, cueBy) > 0 && 4*b.capitals >= 3*words && words > 2 && strings.ToUpper(d.article.Text[b.terms[0].Start:b.terms[0].End]) == d.article.Text[b.terms[0].Start:b.terms[0].End] {
		return true
	}
	if words > 24 || b.stopped && words > 12 {
		return false
	}
	if i < frontLines && words <= 10 && !b.stopped && b.capitals >= 2 && strings.Contains(b.line, "@") && hasLink(b.line) {
		return true
	}
	// ADA MOREAU, Associated Press
	if i < frontLines && words <= 8 && b.capitals == words && strings.ContainsRune(b.line, ',') && !strings.ContainsRune(b.line, '/') && b.says(cueAgency) {
		return true
	}
	if n := d.length(b.terms, 0, cueBy); n > 0 && n < words {
		rest := b.terms[n:]
		labelled := strings.HasPrefix(d.article.Text[b.terms[n-1].End:], ":")
		if d.length(rest, 0, cueAgency) > 0 && words <= 8 || d.names(rest) && (labelled || !b.stopped) {
			return true
		}
		if n > 1 && d.namesOutlet(b.line) && words <= 8 { // Special to USA TODAY
			return true
		}
	}
	// – Doyle Rice; but a list has such lines too.
	if b.bullet > 0 && b.bullet < 8 && strings.ContainsRune(dashes, firstRune(b.line)) || strings.ContainsRune(dashes, firstRune(b.line)) {
		if b.asks || b.stopped && !strings.HasSuffix(b.line, ".") || words > 20 || i > 0 && d.lines[i-1].colon || i > 0 && strings.ContainsRune(dashes, firstRune(d.lines[i-1].line)) && d.isShort(i-1) {
			return false
		}
		if i+1 < len(d.lines) && strings.ContainsRune(dashes, firstRune(d.lines[i+1].line)) {
			return false
		}
		return d.names(b.terms) || d.length(b.terms, 0, cueAgency) > 0
	}
	return false
}

// staff reports whether a sentence says who worked on the article: it begins with a
// name or with what says so.
func (d *Draft) staff(s *sentence) bool {
	if s.start&cueStaff != 0 {
		return true
	}
	for i := range s.terms {
		if n := d.length(s.terms, i, cueStaff); n > 0 {
			// In "reported from" the place follows; the others end the sentence.
			return i >= 1 && startsUpper(d.article.Text[s.terms[0].Start:]) && len(s.terms) <= i+n+4 && (n > 2 || len(s.terms) <= 8)
		}
	}
	return false
}

// introduces reports whether a line says who wrote the article: "Ada Moreau is a
// reporter for The Echo." It names the outlet, or somebody of whom nothing was told.
func (d *Draft) introduces(i int) bool {
	b := &d.lines[i]
	first := &b.sentences[0]
	if first.any&cueWriter == 0 || len(b.terms) > longLine || !b.stopped || len(first.terms) < 4 || len(first.terms) > 40 || len(b.sentences) > 4 {
		return false
	}
	s := d.article.Text
	if strings.ContainsAny(b.line, "\"“”„«") || !startsUpper(s[first.terms[0].Start:]) || !startsUpper(s[first.terms[1].Start:]) {
		return false
	}
	if d.namesOutlet(b.line) || first.any&(cueContact|cueMedium) != 0 {
		return b.capitals >= 3
	}
	surname := s[first.terms[1].Start:first.terms[1].End]
	return i >= len(d.lines)-3 && !strings.Contains(s[:b.Start], surname)
}

// reaches reports whether a sentence says how to reach a writer: not whom to contact in
// what the news is about.
func (d *Draft) reaches(s *sentence) bool {
	if s.any&cueContact == 0 {
		return false
	}
	if s.clause&cueContact != 0 || s.any&cueWriter != 0 {
		return true
	}
	for i := range s.terms {
		if d.length(s.terms, i, cueContact) > 1 {
			return true
		}
	}
	return false
}

// isOutlet reports whether a line is the outlet's name, with one word more at most.
func (d *Draft) isOutlet(line string) bool {
	rest, ok := strings.CutPrefix(strings.ToLower(line), d.source)
	return ok && !strings.ContainsAny(rest, ".!?:") && len(strings.Fields(rest)) <= 1
}

// namesOutlet reports whether a line names its outlet.
func (d *Draft) namesOutlet(line string) bool {
	return d.source != "" && strings.Contains(strings.ToLower(line), d.source)
}
