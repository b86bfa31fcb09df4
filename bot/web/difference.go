package web

import (
	"cmp"
	"errors"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/bot"
	"quoth/knowledge"
)

// change is a line of an article that another version has otherwise.
type change struct{ Pieces []changed }

// changed is a run of words that both versions have, or the old or the new one alone.
type changed struct {
	Words    string
	Old, New bool
}

const (
	// maxCells bounds the work on one comparison, of which each of its lists takes the product
	// of their lengths: some ten milliseconds.
	maxCells = 1_000_000
	// maxChanges is how many bytes of HTML the changes take on a page.
	maxChanges = 10 << 10
)

// compareVersions tells how the version on the page differs from the one before it.
func (s *Server) compareVersions(v *visit, body *printed, a bot.Stored) error {
	if a.Version < 2 || s.text == Quotes {
		return nil
	}
	before, err := s.engine.Library().Stored(v.r.Context(), v.request, a.ID, a.Version-1)
	if errors.Is(err, knowledge.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	body.ChangesHeading = v.p.Say("web.changes", "from", a.Version-1, "to", a.Version)
	lines := func(a bot.Stored) []string {
		return slices.DeleteFunc(strings.Split(a.Title+"\n"+a.Text, "\n"), func(s string) bool { return strings.TrimSpace(s) == "" })
	}
	body.Changes = differences(lines(before), lines(a), maxChanges)
	return nil
}

// differences are the lines that two versions do not share, with what changed within them; the
// first ones, which have room on a page in so many bytes.
func differences(before, after []string, room int) (out []change) {
	cells := maxCells
	add := func(line ...changed) {
		for _, p := range line {
			room -= len(html.EscapeString(p.Words)) + elements
		}
		if room >= 0 {
			out = append(out, change{line})
		}
	}
	var old, young []string
	flush := func() {
		for i := 0; i < max(len(old), len(young)) && room >= 0; i++ {
			switch {
			case i >= len(young):
				add(changed{Words: old[i], Old: true})
			case i >= len(old):
				add(changed{Words: young[i], New: true})
			default:
				add(within(old[i], young[i], &cells)...)
			}
		}
		old, young = nil, nil
	}
	align(before, after, &cells, func(was, is string) {
		switch {
		case was != "" && is != "":
			flush()
		case was != "":
			old = append(old, was)
		default:
			young = append(young, is)
		}
	})
	flush()
	return out
}

// within is how a line changed, word by word.
func within(before, after string, cells *int) (out []changed) {
	add := func(words string, old, young bool) {
		if n := len(out); n > 0 && out[n-1].Old == old && out[n-1].New == young {
			out[n-1].Words += words
			return
		}
		out = append(out, changed{words, old, young})
	}
	align(tokens(before), tokens(after), cells, func(was, is string) { add(cmp.Or(is, was), is == "", was == "") })
	return out
}

// tokens cuts a line into words and what stands between them.
func tokens(s string) (out []string) {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	for s != "" {
		first, n := utf8.DecodeRuneInString(s)
		if word(first) {
			if n = strings.IndexFunc(s, func(r rune) bool { return !word(r) }); n < 0 {
				n = len(s)
			}
		}
		out, s = append(out, s[:n]), s[n:]
	}
	return out
}

// align calls f with the elements of two lists in order: with both where they are equal, and
// with "" for the one that lacks it. It shares as many as can be (longest common
// subsequence), or none in the middle of lists for which too few cells are left. It takes
// away those that it needs.
func align(before, after []string, cells *int, f func(was, is string)) {
	head := 0
	for head < min(len(before), len(after)) && before[head] == after[head] {
		f(before[head], after[head])
		head++
	}
	before, after = before[head:], after[head:]
	tail := 0
	for tail < min(len(before), len(after)) && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	rest := after[len(after)-tail:]
	before, after = before[:len(before)-tail], after[:len(after)-tail]
	middle(before, after, cells, f)
	for _, s := range rest {
		f(s, s)
	}
}

// middle is align for lists that differ at both ends.
func middle(before, after []string, cells *int, f func(was, is string)) {
	width := len(after) + 1
	size := (len(before) + 1) * width
	if size > *cells {
		for _, s := range before {
			f(s, "")
		}
		for _, s := range after {
			f("", s)
		}
		return
	}
	*cells -= size
	longest := make([]int32, size) // of what is left of both lists
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(after) - 1; j >= 0; j-- {
			if before[i] == after[j] {
				longest[i*width+j] = longest[(i+1)*width+j+1] + 1
			} else {
				longest[i*width+j] = max(longest[(i+1)*width+j], longest[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(before) || j < len(after) {
		switch {
		case i < len(before) && j < len(after) && before[i] == after[j]:
			f(before[i], after[j])
			i, j = i+1, j+1
		case j == len(after) || i < len(before) && longest[(i+1)*width+j] >= longest[i*width+j+1]:
			f(before[i], "")
			i++
		default:
			f("", after[j])
			j++
		}
	}
}
