package zone

import (
	"strings"
	"unicode"

	"quoth/knowledge"
)

// frontMatter finds the names of people and papers over the text, which nothing but
// their place and their neighbours tells from headings.
func (d *Draft) frontMatter() {
	if len(d.lines) == 0 {
		return
	}
	known := false // a line of the front matter was told by what it says
	last := -1
	for i := range d.lines[:min(len(d.lines), frontLines)] {
		b := &d.lines[i]
		if b.stopped && len(b.terms) >= 12 {
			break
		}
		if b.decided && b.sentences[0].role != knowledge.RoleHeading {
			known = known || b.sentences[0].role == knowledge.RoleByline || b.sentences[0].role == knowledge.RoleClock
			last = i
		}
	}
	// Nothing that has a text of its own stands over the lead.
	if b := &d.lines[0]; last < 0 && !b.decided && !b.stopped && b.bullet == 0 && len(d.lines) > 1 && d.lines[1].stopped &&
		d.article.Language != "de" && len(b.terms) <= 5 && b.capitals == len(b.terms) {
		b.decide(knowledge.RoleByline)
	}
	if !known {
		return
	}
	for i := range d.lines[:last+1] {
		b := &d.lines[i]
		if b.decided || b.stopped || b.bullet > 0 || len(b.terms) > 12 {
			continue
		}
		if d.names(b.terms) || len(b.terms) <= 5 && b.capitals == len(b.terms) || strings.Contains(b.line, " | ") {
			b.decide(knowledge.RoleByline)
		}
	}
	// A paper's name stands below those of its people.
	if last+1 < len(d.lines) {
		if b := &d.lines[last+1]; !b.decided && !b.stopped && len(b.terms) <= 5 && b.capitals == len(b.terms) && last+2 < len(d.lines) && d.lines[last].sentences[0].role == knowledge.RoleByline && last+1 < frontLines {
			b.decide(knowledge.RoleByline)
		}
	}
}

// mayHead reports whether a line has the shape of a heading: short, without the full
// stop of running text.
func (d *Draft) mayHead(i int) bool {
	b := &d.lines[i]
	if b.decided || len(b.line) > longHeading || len(b.terms) > 22 || b.stopped && !b.asks || b.sentences[0].fixed {
		return false
	}
	for j := range b.sentences {
		if !b.sentences[j].role.Quotable() {
			return false
		}
	}
	if b.asks && len(b.sentences) > 1 && len(b.terms) > 14 && !d.allAsk(b) {
		return false
	}
	for j := range b.sentences[:len(b.sentences)-1] { // a full stop within it
		if b.asks || len(b.sentences[j].terms) <= b.clock.terms { // the stop of "p.m."
			continue
		}
		if end := b.sentences[j].End; strings.HasSuffix(d.article.Text[:end], ".") && len(b.sentences[j].terms) > 2 {
			return false
		}
	}
	if strings.ContainsRune(",;，", lastRune(b.line)) || b.colon && len(b.terms) > 7 {
		return false
	}
	return b.bullet == 0 || b.line[0] >= '0' && b.line[0] <= '9'
}

// allAsk reports whether each sentence of a line is a question.
func (d *Draft) allAsk(b *block) bool {
	for _, s := range b.sentences {
		if lastRune(d.article.Text[s.Start:s.End]) != '?' {
			return false
		}
	}
	return true
}

// runs reports whether a line is running text or an item of a list: what a heading
// can stand over.
func (d *Draft) runs(i int) bool {
	if i >= len(d.lines) || d.mayHead(i) {
		return false
	}
	for _, s := range d.lines[i].sentences {
		if s.role.Quotable() {
			return true
		}
	}
	return false
}

// next is the first line from i on that is no by-line, caption, clock line or the like,
// which may stand between a heading and its text.
func (d *Draft) next(i int) int {
	for ; i < len(d.lines); i++ {
		for _, s := range d.lines[i].sentences {
			if s.role.Quotable() || s.role == knowledge.RoleHeading {
				return i
			}
		}
	}
	return i
}

// headings tells the headings from the items of lists and from links, by the lines
// that they stand among.
func (d *Draft) headings() {
	d.longLists()
	for i := range d.lines {
		if b := &d.lines[i]; !b.decided && d.clockLed(b) && d.mayHead(i) && d.runs(d.next(i+1)) {
			b.decide(knowledge.RoleHeading)
		}
	}
	for i := 0; i < len(d.lines); {
		if !d.mayHead(i) {
			i++
			continue
		}
		end := i + 1
		for end < len(d.lines) && d.mayHead(end) {
			end++
		}
		d.judgeRun(i, end)
		i = end
	}
}

const (
	// longItem is how many words the items of a list have on average that read like
	// sentences without a full stop.
	longItem = 9
	// shortItem is up to how many words items of a list have that end in a full stop,
	// and fewestAlike is how many of them there are at least.
	shortItem, fewestAlike = 16, 3
	// longLink is from how many words on a line between two headings is the title of
	// another article.
	longLink = 9
)

// longLists tells two kinds of lists below a line that ends in a colon: of long items,
// each without a full stop, of which a short last line is left over, since it heads what
// follows; and of short ones that are made alike and end in one.
func (d *Draft) longLists() {
	for i := 0; i < len(d.lines); i++ {
		if !d.lines[i].colon {
			continue
		}
		end, words := d.shortItems(i+1), 0
		if end-i-1 >= fewestAlike {
			d.decideRun(i+1, end, knowledge.RoleListItem)
			i = end - 1
			continue
		}
		end = i + 1
		for end < len(d.lines) && !d.lines[end].decided && !d.lines[end].stopped && !d.lines[end].colon && !d.lines[end].sentences[0].fixed {
			words += len(d.lines[end].terms)
			end++
		}
		n := end - i - 1
		if n < 2 || words < longItem*n {
			continue
		}
		if last := end - 1; d.mayHead(last) && 2*len(d.lines[last].terms)*n < words+n {
			end = last
		}
		d.decideRun(i+1, end, knowledge.RoleListItem)
		i = end - 1
	}
}

// shortItems returns the end of the short lines from i on that are made alike.
func (d *Draft) shortItems(i int) int {
	end := i
	for ; end < len(d.lines); end++ {
		b := &d.lines[end]
		if b.decided || !b.stopped || b.asks || b.colon || len(b.terms) > shortItem || b.sentences[0].fixed || len(b.sentences) > 2 ||
			strings.ContainsAny(b.line, "\"“”„«") || end > i && !alike(b, &d.lines[end-1]) {
			break
		}
	}
	return end
}

// judgeRun decides about neighbouring lines that all have the shape of a heading.
func (d *Draft) judgeRun(start, end int) {
	over := d.next(end)
	heads := d.runs(over)
	pointed := start > 0 && d.lines[start-1].decided && d.lines[start-1].sentences[0].role == knowledge.RoleTeaser && d.lines[start-1].colon
	introduced := start > 0 && d.lines[start-1].colon && !pointed
	n := end - start
	words := 0
	for i := start; i < end; i++ {
		words += len(d.lines[i].terms)
	}
	switch {
	case pointed:
		d.decideRun(start, end, knowledge.RoleTeaser)
	case n == 1 && heads:
		d.lines[start].decide(knowledge.RoleHeading)
	case n == 1:
		role := knowledge.RoleListItem
		if b := &d.lines[start]; b.colon {
			role = knowledge.RoleHeading
		} else if b.asks || !introduced && len(b.terms) >= 5 && over >= len(d.lines) && start > 0 && d.lines[start-1].stopped && isLink(b) {
			role = knowledge.RoleTeaser // a link at the end
		}
		d.lines[start].decide(role)
	case n == 2 && heads && !introduced && !alike(&d.lines[start], &d.lines[start+1]):
		d.decideRun(start, end, knowledge.RoleHeading)
		if first := &d.lines[start]; !first.asks && !d.lines[start+1].colon && (len(first.terms) >= longLink || labelled(first) && len(first.terms) >= longLink-2) {
			first.decide(knowledge.RoleTeaser) // a link between two texts
		}
	case heads:
		last := end - 1
		b, before := &d.lines[last], &d.lines[last-1]
		if !b.asks && (len(b.terms) < 2 && len(before.terms) <= 2 || alike(b, before)) {
			last = end
		} else {
			b.decide(knowledge.RoleHeading)
		}
		d.decideList(start, last)
	case words >= 7*n && !introduced && over >= len(d.lines) && d.links(start, end):
		d.decideRun(start, end, knowledge.RoleTeaser)
	default:
		d.decideList(start, end)
	}
}

// decideList makes a run a list; the line before its first item heads it when it ends in
// a colon or asks, and lines that ask are none of its items.
func (d *Draft) decideList(start, end int) {
	for i := start; i < end; i++ {
		b := &d.lines[i]
		switch {
		case i == start && end-start > 2 && !alike(b, &d.lines[i+1]) && alike(&d.lines[i+1], &d.lines[i+2]):
			b.decide(knowledge.RoleHeading)
		case b.asks && i+1 < end && !d.lines[i+1].asks, b.colon && i+1 < end:
			b.decide(knowledge.RoleHeading)
		case b.asks:
			b.decide(knowledge.RoleTeaser)
		default:
			b.decide(knowledge.RoleListItem)
		}
	}
}

func (d *Draft) decideRun(start, end int, role knowledge.Role) {
	for i := start; i < end; i++ {
		d.lines[i].decide(role)
	}
}

// links reports whether all lines of a run may be the titles of other articles.
func (d *Draft) links(start, end int) bool {
	for i := start; i < end; i++ {
		if !isLink(&d.lines[i]) {
			return false
		}
	}
	return true
}

// isLink reports whether a line may be the title of another article: not the value of a
// label, an entry of a list of works or a figure.
func isLink(b *block) bool {
	return b.bullet == 0 && !labelled(b) && b.clock.terms == 0 && !strings.ContainsAny(b.line, "\"“”()$€£|") && !isDigit(b.line[0])
}

// alike reports whether two lines are made alike, as items of a list are: with the same
// sign between their halves, or with the same sign or a number at their start.
func alike(a, b *block) bool {
	for _, sign := range [...]string{": ", " - ", " – ", " — ", " | ", ", ", " ("} {
		if strings.Contains(a.line, sign) && strings.Contains(b.line, sign) {
			return true
		}
	}
	x, y := firstRune(a.line), firstRune(b.line)
	return x == y && !unicode.IsLetter(x) || unicode.IsDigit(x) && unicode.IsDigit(y)
}

// labelled reports whether a line is a label and a value: "Where: Port Evans".
func labelled(b *block) bool {
	at := strings.Index(b.line, ": ")
	return at > 0 && at < 40 && len(strings.Fields(b.line[:at])) <= 4
}

// lead makes the first paragraph of running text the lead: the one behind the
// dateline where there is one.
func (d *Draft) lead() {
	lead := -1
	for i := range d.lines {
		b := &d.lines[i]
		if b.decided || !b.stopped && !(b.colon && len(b.terms) >= 12) || len(b.terms) < 8 || b.bullet > 0 {
			continue
		}
		dated := b.sentences[0].fixed && b.sentences[0].role == knowledge.RoleDateline
		if lead < 0 || dated {
			lead = i
		}
		if dated || i > 2*frontLines {
			break
		}
	}
	if lead < 0 {
		return
	}
	for j := range d.lines[lead].sentences {
		if s := &d.lines[lead].sentences[j]; s.role == knowledge.RoleBody {
			s.role = knowledge.RoleLead
		}
	}
}
