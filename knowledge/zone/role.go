package zone

import (
	"regexp"
	"strings"

	"quoth/knowledge"
)

const (
	// frontLines is in how many lines at the start of a text a by-line, a place or a
	// time of publication may stand without a word that says so.
	frontLines = 6
	// backLines is in how many lines at the end those who wrote it are introduced.
	backLines = 6
	// longLine is above how many words a line that asks the reader for something is
	// news about the asking.
	longLine = 60
	// longHeading is above how many bytes a line without a full stop heads nothing.
	longHeading = 140
	// repeats is in how many articles of an outlet a line stood that is printed under
	// each, if what it says points there too.
	repeats = 3
	// oftenRepeats is in how many it stood to be so whatever it says.
	oftenRepeats = 20
)

// assign gives each sentence its role.
func (d *Draft) assign() {
	front := true
	for i := range d.lines {
		b := &d.lines[i]
		d.judge(i, front)
		if !b.decided {
			d.cut(b, front)
			d.judgeSentences(i)
			// What tells news at some length ends the front matter.
			front = front && !(b.stopped && len(b.terms) >= 12)
		}
	}
	d.frontMatter()
	d.headings()
	d.lead()
}

// decide gives all of a block one role.
func (b *block) decide(role knowledge.Role) {
	b.decided = true
	for i := range b.sentences {
		if !b.sentences[i].fixed {
			b.sentences[i].role = role
		}
	}
}

// judge decides about a line as a whole, where its shape or its start does.
func (d *Draft) judge(i int, front bool) {
	b := &d.lines[i]
	first := &b.sentences[0]
	words := len(b.terms)
	switch {
	case words == 0:
		b.decide(knowledge.RoleBoilerplate)
	case b.clock.terms == words && b.clock.tells() && (b.clock.labelled || d.tellsTime(i, front)):
		b.decide(knowledge.RoleClock)
	case isSigned(b.line):
		b.decide(knowledge.RoleByline)
	case b.whole&cueShare != 0 && words <= 6 && b.bullet == 0 && !d.inRun(i):
		b.decide(knowledge.RoleShare)
	case words <= 9 && b.endsInDash() && d.dashPlace(b):
		b.decide(knowledge.RoleDateline)
	case b.whole&cueAgency != 0, d.source != "" && words <= 5 && d.isOutlet(b.line):
		b.decide(knowledge.RoleByline)
	case d.isByline(i):
		b.decide(knowledge.RoleByline)
	case d.opens(first, cueNote, b):
		b.decide(knowledge.RoleNote)
	case first.start&cueFormula != 0 && d.length(first.terms, 0, cueFormula) > 1:
		b.decide(knowledge.RoleBoilerplate)
	case d.isCaption(b):
		b.decide(knowledge.RoleCaption)
	case d.isTeaser(b):
		b.decide(knowledge.RoleTeaser)
	case b.again && !b.asks && (b.says(cueAppeal|cueMedium|cueTeaser) || !b.stopped && words >= 8 && isLink(b)):
		b.decide(knowledge.RoleTeaser)
	case b.times >= repeats && (b.says(remembered&^cueAddressed) || b.says(cueAddressed) && b.times >= 2*repeats || d.namesOutlet(b.line)) && words <= longLine,
		b.times >= oftenRepeats && b.stopped && !strings.ContainsAny(b.line, "0123456789"):
		b.decide(knowledge.RoleBoilerplate)
	}
}

// says reports whether any sentence has one of those cues.
func (b *block) says(c cue) bool {
	for i := range b.sentences {
		if b.sentences[i].any&c != 0 {
			return true
		}
	}
	return false
}

// tellsTime reports whether a line that is a time, without a word that says what
// happened then, says when what is around it was published: it stands at the start, or
// it stands over a text and names a time of day.
func (d *Draft) tellsTime(i int, front bool) bool {
	b := &d.lines[i]
	if front && i < frontLines {
		return true
	}
	if !b.clock.timed || i+1 == len(d.lines) {
		return false
	}
	next := &d.lines[i+1]
	return next.stopped && len(next.terms) >= 12 || i+2 < len(d.lines) && !next.stopped && d.lines[i+2].stopped && len(d.lines[i+2].terms) >= 12
}

// inRun reports whether a line stands among short ones on both sides, as in a list.
func (d *Draft) inRun(i int) bool {
	return i > 0 && i+1 < len(d.lines) && d.isShort(i-1) && d.isShort(i+1) && d.lines[i-1].whole&cueShare == 0 && d.lines[i+1].whole&cueShare == 0
}

// isShort reports whether a line is no running text.
func (d *Draft) isShort(i int) bool { return !d.lines[i].stopped && len(d.lines[i].terms) <= 6 }

func (b *block) endsInDash() bool { return strings.ContainsRune(dashes, lastRune(b.line)) }

// dashPlace reports whether a line that ends in a dash is a dateline: "New York CNN —".
func (d *Draft) dashPlace(b *block) bool {
	agency, upper, words := d.datelineWords(b, b.line)
	return words > 0 && (agency || upper > 0)
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

// opens reports whether a sentence begins with a phrase of that cue. One of a single
// word has to be followed by a colon or be all of the line, since it begins sentences too.
func (d *Draft) opens(s *sentence, c cue, b *block) bool {
	if s.start&c == 0 {
		return false
	}
	n := d.length(s.terms, 0, c)
	if n > 1 || n == len(b.terms) {
		return true
	}
	rest := strings.TrimLeft(d.article.Text[s.terms[n-1].End:], " \u00a0")
	return strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "|") || strings.HasPrefix(rest, "»") || strings.HasPrefix(rest, ">")
}

// isTeaser reports whether a line points to another article.
func (d *Draft) isTeaser(b *block) bool {
	first := &b.sentences[0]
	words := len(b.terms)
	if first.start&cueTeaser != 0 && words <= 40 && d.opens(first, cueTeaser, b) {
		n := d.length(first.terms, 0, cueTeaser)
		rest := strings.TrimLeft(d.article.Text[first.terms[n-1].End:], " \u00a0")
		if n == 1 || words <= 12 || strings.HasPrefix(rest, ":") || (!b.stopped || b.asks) && words <= 24 {
			return true
		}
	}
	if !strings.ContainsRune(b.line, ' ') && hasLink(b.line) {
		return true
	}
	if words < 3 || words > 30 {
		return false
	}
	// A link whose label lost the space behind its colon.
	if at := strings.IndexByte(b.line, ':'); at > 1 && at < 60 && at+1 < len(b.line) && b.bullet == 0 {
		if next := firstRune(b.line[at+1:]); next > ' ' && next != '/' && next != ':' && !(next >= '0' && next <= '9' && isDigit(b.line[at-1])) && b.line[at-1] > ' ' && len(strings.Fields(b.line[:at])) <= 7 {
			return true
		}
	}
	return (!b.stopped || b.asks) && d.capsLabel(b) && !d.speaks(b)
}

// speakers is in front of how many lines a label stands when it names who speaks in an
// interview.
const speakers = 3

// speaks reports whether a line begins with a label that other lines begin with too.
func (d *Draft) speaks(b *block) bool {
	label, _, ok := strings.Cut(b.line, ": ")
	if !ok {
		return false
	}
	n := 0
	for i := range d.lines {
		if line := d.lines[i].line; strings.HasPrefix(line, label) && strings.HasPrefix(line[len(label):], ": ") {
			n++
		}
	}
	return n >= speakers
}

// capsLabel reports whether a line begins with two words or more in capitals, or with
// one and a colon, and goes on without: "FLIGHT TRACKER: Is your flight on time?"
func (d *Draft) capsLabel(b *block) bool {
	run, long := 0, false
	for _, t := range b.terms {
		word := d.article.Text[t.Start:t.End]
		if t.Number || len(word) < 2 || strings.ToUpper(word) != word {
			break
		}
		run++
		long = long || len(word) >= 5
	}
	if run == 1 && long && !b.asks && len(b.terms) >= 6 && d.article.Text[b.terms[0].End] == ':' {
		return true
	}
	return run >= 2 && long && b.upper == run && len(b.terms) >= run+3 && !d.namesOutlet(b.line[:b.terms[run-1].End-b.Start])
}

// judgeSentences decides about the sentences of a line that is not decided as a whole.
func (d *Draft) judgeSentences(i int) {
	b := &d.lines[i]
	asked := false // one of them wants something of the reader
	for j := range b.sentences {
		s := &b.sentences[j]
		if s.fixed {
			continue
		}
		s.role = d.sentenceRole(s, b)
		asked = asked || s.role == knowledge.RoleAdvert
	}
	switch back := i >= len(d.lines)-backLines; {
	case asked:
		d.spread(b)
	case (back || b.times >= repeats) && d.introduces(i):
		b.decide(knowledge.RoleByline)
	}
}

// sentenceRole is what the wording of a sentence makes of it.
func (d *Draft) sentenceRole(s *sentence, b *block) knowledge.Role {
	words := len(s.terms)
	body := knowledge.RoleBody
	if b.bullet > 0 {
		body = knowledge.RoleListItem
	}
	if s.any == 0 && words > 2 {
		return body
	}
	if words > longLine && !(s.clause&cueAppeal != 0 && s.any&cueMedium != 0 && s.any&cueAddressed != 0) || words > 3*longLine {
		return body
	}
	line := d.article.Text[s.Start:s.End]
	quoted := strings.ContainsAny(line, "\"“„«”")
	linked := hasLink(line)
	switch {
	case s.Start == b.Start && advertised.MatchString(line):
		return knowledge.RoleAdvert
	case s.any&cueFormula != 0 && !quoted && s.clause&cueAppeal == 0:
		return knowledge.RoleBoilerplate
	case s.any&cueLegal != 0 && s.any&cueAddressed != 0 && words <= 30 && s.clause&(cueLegal|cueAppeal|cueAddressed) != 0 && !quoted:
		return knowledge.RoleBoilerplate
	case s.any&cueStaff != 0 && !quoted && words <= longLine && d.staff(s):
		return knowledge.RoleByline
	case s.any&cuePlea != 0 && !quoted:
		return knowledge.RoleAdvert
	case s.clause&cueNote != 0 && d.opens(s, cueNote, b):
		return knowledge.RoleNote
	case linked && (d.reaches(s) || s.any&cueAppeal != 0) && words <= 40 && !quoted:
		return knowledge.RoleAdvert
	case words <= 2 && linked:
		return knowledge.RoleAdvert
	case s.clause&cueContact != 0 && s.any&cueWriter != 0 && s.any&cueMedium != 0 && words <= 30:
		return knowledge.RoleAdvert
	case s.clause&cueAppeal != 0 && !quoted && (s.any&(cueMedium|cueAddressed) != 0 || linked || d.namesOutlet(line)):
		return knowledge.RoleAdvert
	case s.start&cueAppeal != 0 && !quoted && words <= 6:
		return knowledge.RoleAdvert
	case s.start&cueTeaser != 0 && words <= 12 && !quoted && d.length(s.terms, 0, cueTeaser) >= 2:
		return knowledge.RoleTeaser
	}
	return body
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

// advertised matches a line that says before a colon or a dash that it is an advertisement,
// maybe with its number.
var advertised = regexp.MustCompile(`(?i)^(?:advertisement|advert|ad|sponsored|promoted|anzeige|werbung|publicité|annonce|publicidad|anuncio|pubblicità|annuncio|publicidade|anúncio|реклама|reklam|i̇lan|ilan)(?:\s+(?:no\.?\s*|nr\.?\s*)?\d+)?\s*(?::|[–—-]\s)`)

// spread makes what stands beside an appeal part of it: the question before it, the
// promise behind it.
func (d *Draft) spread(b *block) {
	n := 0
	for j := range b.sentences {
		if b.sentences[j].role == knowledge.RoleAdvert {
			n++
		}
	}
	appeals := n > 1 && 2*n >= len(b.sentences) // the line is of nothing else
	for j := range b.sentences {
		s := &b.sentences[j]
		if s.fixed || !s.role.Quotable() {
			continue
		}
		beside := j > 0 && b.sentences[j-1].role == knowledge.RoleAdvert || j+1 < len(b.sentences) && b.sentences[j+1].role == knowledge.RoleAdvert
		switch {
		case !beside:
		case s.any&(cueAppeal|cueMedium|cueContact|cueWriter) != 0 || len(s.terms) <= 6 || appeals,
			len(s.terms) <= 12 && d.namesOutlet(d.article.Text[s.Start:s.End]):
			s.role = knowledge.RoleAdvert
		case s.any&cueAddressed != 0 && len(s.terms) <= 25:
			s.role = knowledge.RoleAdvert
		}
	}
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

// hasLink reports whether a text holds an e-mail address, a handle or an address of the web.
func hasLink(s string) bool {
	if strings.Contains(s, "http://") || strings.Contains(s, "https://") || strings.Contains(s, "www.") {
		return true
	}
	for at := strings.IndexByte(s, '@'); at >= 0; {
		if at+1 < len(s) && (isAlnum(s[at+1]) || s[at+1] == '_') {
			return true
		}
		next := strings.IndexByte(s[at+1:], '@')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	for _, domain := range []string{".com", ".org", ".net", ".co.uk"} {
		if at := strings.Index(s, domain); at > 0 && isAlnum(s[at-1]) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isAlnum(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
