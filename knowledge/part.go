package knowledge

import (
	"slices"
	"strings"
	"time"
)

// Role is what a part of an article is there for.
type Role uint8

// The roles. Their numbers are stored: new ones go to the end.
const (
	RoleBody        Role = iota // running text
	RoleLead                    // the first paragraph, which says what the news is
	RoleListItem                // an item of a list
	RoleHeading                 // heads what comes below it: Part.Heads
	RoleCaption                 // of a picture, with or without its agency
	RoleByline                  // who wrote it
	RoleDateline                // from where and when it was sent: "PARIS (AFP) —"
	RoleClock                   // when it was published or changed
	RoleNote                    // of the editors: corrections, how the article came to be
	RoleTeaser                  // points to other articles
	RoleAdvert                  // wants something of the reader: adverts, appeals, addresses to write to
	RoleShare                   // buttons and counters
	RoleBoilerplate             // what the outlet prints under every article

	numRoles
)

var roleNames = [numRoles]string{"body", "lead", "list item", "heading", "caption", "by-line", "dateline", "clock line",
	"editor's note", "teaser", "advert", "share button", "boilerplate"}

// String is the role's name, such as "list item".
func (r Role) String() string {
	if r >= numRoles {
		return "unknown"
	}
	return roleNames[r]
}

// Known reports whether r is one of the roles.
func (r Role) Known() bool { return r < numRoles }

// Quotable reports whether sentences of a part with that role tell news. A heading
// is shown above a quote, never as one.
func (r Role) Quotable() bool { return r <= RoleListItem }

// Part is a range of an article's text with its role. The parts of an article are
// disjoint and in order; between them is space only.
type Part struct {
	Range
	Role  Role
	Heads Range // of a heading: the text that it heads, up to the next heading or post, labels of lists apart; empty when it heads none
}

// Post is one entry of a live blog: a page of many dated pieces. Posts are disjoint
// and in order.
type Post struct {
	Range               // all of it, headline and clock line included
	Headline  Range     // empty without one
	Published time.Time // in the outlet's zone where that is known; zero when the page does not say
}

// Heading returns the part that heads the sentence r, the nearest of several, and
// whether there is one.
func (d *Document) Heading(r Range) (Part, bool) {
	i, _ := slices.BinarySearchFunc(d.Parts, r.Start, func(p Part, at int) int { return p.Start - at })
	for i--; i >= 0; i-- {
		if p := d.Parts[i]; p.Heads.Contains(r) && p.Role == RoleHeading {
			return p, true
		}
	}
	return Part{}, false
}

// Role returns the role of the part in which r begins; RoleBody where no parts are known.
func (d *Document) Role(r Range) Role {
	i, exact := slices.BinarySearchFunc(d.Parts, r.Start, func(p Part, at int) int { return p.Start - at })
	if !exact {
		i--
	}
	if i < 0 || r.Start >= d.Parts[i].End {
		return RoleBody
	}
	return d.Parts[i].Role
}

// Line returns the line of the text in which r begins, on one line also where it is broken to a width: the part in which
// r begins, and those before and after it that no line break parts from it.
func (d *Document) Line(r Range) string {
	first, exact := slices.BinarySearchFunc(d.Parts, r.Start, func(p Part, at int) int { return p.Start - at })
	if !exact {
		first--
	}
	if first < 0 {
		return ""
	}
	last := first
	joined := func(i int) bool { return !strings.Contains(d.Text[d.Parts[i-1].End:d.Parts[i].Start], "\n") }
	for first > 0 && joined(first) {
		first--
	}
	for last+1 < len(d.Parts) && joined(last+1) {
		last++
	}
	return strings.Join(strings.Fields(d.Text[d.Parts[first].Start:d.Parts[last].End]), " ")
}

// Post returns the entry of a live blog in which r lies, and whether there is one.
func (d *Document) Post(r Range) (Post, bool) {
	i, exact := slices.BinarySearchFunc(d.Posts, r.Start, func(p Post, at int) int { return p.Start - at })
	if !exact {
		i--
	}
	if i < 0 || !d.Posts[i].Contains(r) {
		return Post{}, false
	}
	return d.Posts[i], true
}
