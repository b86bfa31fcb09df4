package zone

import (
	"strings"

	"github.com/zeebo/xxh3"
)

const (
	// longestRemembered is up to how many bytes a line may have to be remembered:
	// the notes under articles are about half as long.
	longestRemembered = 600
	// shortestAgain is from how many bytes on a line that stands twice in one article
	// is furniture: shorter ones are items of lists.
	shortestAgain = 40
)

// remembered is what the wording of a line has to hint at to be remembered wherever it
// stands; at the start and the end of an article every line is.
const remembered = cueAppeal | cueMedium | cueContact | cueAddressed | cueTeaser | cueNote | cueLegal | cueFormula | cuePlea | cueAgency

// Lines returns fingerprints of the lines that an outlet may print under each of its
// articles, each once, in no order. Two lines that differ in their digits alone have the same.
func (d *Draft) Lines() []uint32 {
	seen := make(map[uint32]bool)
	var lines []uint32
	for i := range d.lines {
		b := &d.lines[i]
		if len(b.line) > longestRemembered || i >= frontLines && i < len(d.lines)-backLines && !b.says(remembered) {
			continue
		}
		if b.print = Fingerprint(b.line); !seen[b.print] {
			seen[b.print] = true
			lines = append(lines, b.print)
		}
	}
	return lines
}

// Fingerprint is by what a line is known again: without the space around it, two that differ in their digits
// alone have the same.
func Fingerprint(line string) uint32 {
	line = strings.TrimSpace(line)
	if strings.ContainsAny(line, "0123456789") {
		line = strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '0'
			}
			return r
		}, line)
	}
	return uint32(xxh3.HashString(line))
}

// MarkPrint is [Fingerprint] of a line that may be broken to a width: all space between two words is one.
func MarkPrint(line string) uint32 { return Fingerprint(strings.Join(strings.Fields(line), " ")) }

// Mark says which lines the operator calls furniture, by their MarkPrint. It is called before Layout.
func (d *Draft) Mark(furniture map[uint32]bool) {
	for i := range d.lines {
		b := &d.lines[i]
		b.marked = len(furniture) > 0 && furniture[MarkPrint(b.line)]
	}
}

// markRepeated finds the lines that the outlet repeats, and those that stand twice in
// the article.
func (d *Draft) markRepeated(times func(uint32) int) {
	seen := make(map[string]int, len(d.lines))
	for i := range d.lines {
		b := &d.lines[i]
		if times != nil && b.print != 0 {
			b.times = times(b.print)
		}
		if len(b.line) < shortestAgain || b.bullet > 0 {
			continue
		}
		if first, ok := seen[b.line]; ok {
			b.again = true
			if !d.lines[first].stopped {
				d.lines[first].again = true
			}
			continue
		}
		seen[b.line] = i
	}
}
