package zone

import (
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/lazyregexp"
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
	case words == 0, b.marked:
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
	quoted := func() bool { return strings.ContainsAny(line, "\"“„«”") }
	linked := hasLink(line)
	switch {
	case s.Start == b.Start && strings.ContainsAny(line, ":–—-") && advertised.MatchString(line):
		return knowledge.RoleAdvert
	case s.any&cueFormula != 0 && !quoted() && s.clause&cueAppeal == 0:
		return knowledge.RoleBoilerplate
	case s.any&cueLegal != 0 && s.any&cueAddressed != 0 && words <= 30 && s.clause&(cueLegal|cueAppeal|cueAddressed) != 0 && !quoted():
		return knowledge.RoleBoilerplate
	case s.any&cueStaff != 0 && !quoted() && words <= longLine && d.staff(s):
		return knowledge.RoleByline
	case s.any&cuePlea != 0 && !quoted():
		return knowledge.RoleAdvert
	case s.clause&cueNote != 0 && d.opens(s, cueNote, b):
		return knowledge.RoleNote
	case linked && (d.reaches(s) || s.any&cueAppeal != 0) && words <= 40 && !quoted():
		return knowledge.RoleAdvert
	case words <= 2 && linked:
		return knowledge.RoleAdvert
	case s.clause&cueContact != 0 && s.any&cueWriter != 0 && s.any&cueMedium != 0 && words <= 30:
		return knowledge.RoleAdvert
	case s.clause&cueAppeal != 0 && !quoted() && (s.any&(cueMedium|cueAddressed) != 0 || linked || d.namesOutlet(line)):
		return knowledge.RoleAdvert
	case s.start&cueAppeal != 0 && !quoted() && words <= 6:
		return knowledge.RoleAdvert
	case s.start&cueTeaser != 0 && words <= 12 && !quoted() && d.length(s.terms, 0, cueTeaser) >= 2:
		return knowledge.RoleTeaser
	}
	return body
}

// advertised matches a line that says before a colon or a dash that it is an advertisement,
// maybe with its number.
var advertised = lazyregexp.New(`(?i)^(?:advertisement|advert|ad|sponsored|promoted|anzeige|werbung|publicité|annonce|publicidad|anuncio|pubblicità|annuncio|publicidade|anúncio|реклама|reklam|i̇lan|ilan)(?:\s+(?:no\.?\s*|nr\.?\s*)?\d+)?\s*(?::|[–—-]\s)`)

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
