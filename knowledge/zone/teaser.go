package zone

import "strings"

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
