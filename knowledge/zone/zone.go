// Package zone tells what each part of an article is there for: what is news, what
// heads it, and what the page needs beside it.
package zone

import (
	"strings"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

// Layout is what stands in a text, in order.
type Layout struct {
	Parts     []knowledge.Part
	Posts     []knowledge.Post  // of a live blog; none of another text
	Sentences []knowledge.Range // that tell news, each within one quotable part
}

// Divide finds the parts of an article. Its text must be normalised and its language known.
func Divide(a *knowledge.Article) Layout {
	var l Layout
	heading := -1 // the part that heads what comes
	for _, span := range text.Sentences(a.Text, a.Language) {
		s := knowledge.Range(span)
		role := role(a.Text, s)
		if heading >= 0 && role != knowledge.RoleHeading {
			h := &l.Parts[heading]
			if h.Heads.Empty() {
				h.Heads.Start = s.Start
			}
			h.Heads.End = s.End
		}
		if role == knowledge.RoleHeading {
			heading = len(l.Parts)
		}
		l.Parts = append(l.Parts, knowledge.Part{Range: s, Role: role})
		if role.Quotable() {
			l.Sentences = append(l.Sentences, s)
		}
	}
	return l
}

// role is what a sentence that has its line for itself looks like.
func role(s string, r knowledge.Range) knowledge.Role {
	if r.Start > 0 && s[r.Start-1] != '\n' || r.End < len(s) && s[r.End] != '\n' {
		return knowledge.RoleBody
	}
	switch line := s[r.Start:r.End]; {
	case strings.HasPrefix(line, "Updated ") && len(line) < 80:
		return knowledge.RoleClock
	case line == "Share this update" || line == "Share":
		return knowledge.RoleShare
	case strings.HasSuffix(line, "?") && len(line) < 120 && r.End < len(s):
		return knowledge.RoleHeading
	}
	return knowledge.RoleBody
}
