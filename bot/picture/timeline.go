// Package picture draws what the bot shows as a picture: timelines.
package picture

import (
	"fmt"
	"image"
	"image/png"
	"io"
	"slices"
	"strings"
	"time"

	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/timeline"
)

// Form is the shape of a picture.
type Form int

const (
	// Chat is for a message on a phone: at most eight entries, between 16:9 and 4:5.
	Chat Form = iota
	// Tall is for paper and pages: at most eighty entries, as high as they need, in two
	// columns where they are many.
	Tall
)

// shape is what a form allows. Lengths are in pixels.
type shape struct {
	entries       int // at most
	least, most   int // height
	columns, from int // how many columns there are from so many entries on
}

var shapes = map[Form]shape{
	Chat: {entries: 8, least: 608, most: 1350, columns: 1},
	Tall: {entries: 80, least: 608, most: 4000, columns: 2, from: 17}, // more never fit
}

const (
	// mostLines and fewestLines are how many lines a label has at most and, where entries
	// crowd, at least before one is left out.
	mostLines, fewestLines = 6, 2
)

// label is what stands beside the axis for one entry.
type label struct {
	day    []string // the day and month, or what is known of the date; none where it is that of the entry above
	year   string   // "" where the day says it, and where it is that of the entry above
	words  string   // of the quote, on one line; "" where the fonts lack its script
	quote  []string // words in quotation marks, in lines; or the title of the article
	source []string
	later  []string // how long it is till the next entry
	pause  bool     // whether that is so long that the axis is broken

	most        int // lines of the quote, which is cut behind them
	top, height int
}

// Timeline writes a timeline as a PNG picture. Entries stand at even distances on an
// upright axis, each with its date and its quote; how much time lies between two of them is
// written there. A quote that is too long ends in an ellipsis, and one in a script that the
// built-in fonts lack gives way to the title of its article. When the entries do not fit,
// those with the fewest mentions are left out and the picture says so. The same entries
// always give the same picture. It returns an error for no entries, for dates that are none,
// and w's errors.
func Timeline(w io.Writer, topic string, entries []timeline.Entry, form Form, says text.Printer) error {
	p, err := newPainter(says)
	if err != nil {
		return err
	}
	shape := shapes[form]
	shown, err := sorted(entries)
	if err != nil {
		return err
	}
	for len(shown) > shape.entries {
		shown = withoutFewest(shown)
	}
	var page layout
	for {
		page = p.layOut(topic, shown, len(entries), shape)
		if page.fits || len(shown) == 1 {
			break
		}
		shown = withoutFewest(shown)
	}
	p.paint(page)
	if p.err != nil {
		return p.err
	}
	return png.Encode(w, p.image)
}

// sorted are entries in the order of their dates.
func sorted(entries []timeline.Entry) ([]timeline.Entry, error) {
	if len(entries) == 0 {
		return nil, fmt.Errorf("there is no entry to draw")
	}
	for _, e := range entries {
		if _, err := first(e); err != nil {
			return nil, fmt.Errorf("an entry has the date %q: %w", e.Date, err)
		}
	}
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b timeline.Entry) int { return strings.Compare(a.Date, b.Date) })
	return entries, nil
}

// first is the first day of an entry's date.
func first(e timeline.Entry) (time.Time, error) {
	switch e.Granularity {
	case knowledge.Year:
		return time.Parse("2006", e.Date)
	case knowledge.Month:
		return time.Parse("2006-01", e.Date)
	}
	return time.Parse(time.DateOnly, e.Date)
}

// withoutFewest leaves out the entry with the fewest mentions, the latest of several.
func withoutFewest(entries []timeline.Entry) []timeline.Entry {
	at := 0
	for i, e := range entries {
		if e.Mentions <= entries[at].Mentions {
			at = i
		}
	}
	return slices.Delete(slices.Clone(entries), at, at+1)
}

// labels makes the labels of entries, which are in the order of their dates.
func (p *painter) labels(entries []timeline.Entry) []label {
	labels := make([]label, len(entries))
	for i, e := range entries {
		l := &labels[i]
		l.most = fewestLines
		if i == 0 || e.Date != entries[i-1].Date {
			p.date(l, e, i == 0 || e.Date[:4] != entries[i-1].Date[:4])
		}
		if i+1 < len(entries) {
			l.later = p.wrap(p.styles.later, p.says.Later(e.Date, entries[i+1].Date), dateWidth)
			l.pause = pauses(e, entries[i+1])
		}
		if len(e.Quotes) > 0 {
			p.words(l, e.Quotes[0])
		}
	}
	return labels
}

// date writes an entry's date, with its year where that is new.
func (p *painter) date(l *label, e timeline.Entry, newYear bool) {
	day, _ := first(e)
	words := e.Date
	switch e.Granularity {
	case knowledge.Year:
	case knowledge.Month:
		words = p.says.ShortMonth(day)
	default:
		words = p.says.ShortDay(day)
		if newYear {
			l.year = e.Date[:4]
		}
	}
	l.day = p.wrap(p.styles.date, words, dateWidth)
}

// pauses reports whether there are two months or more between two entries.
func pauses(a, b timeline.Entry) bool {
	from, _ := first(a)
	to, _ := first(b)
	return to.Sub(from) >= 61*24*time.Hour
}

// words sets what a label says.
func (p *painter) words(l *label, q timeline.Dated) {
	if words := oneLine(q.Text); p.styles.quote.covers(p.says.Quoted(words)) {
		l.words, l.quote = words, p.wrap(p.styles.quote, p.says.Quoted(words), labelWidth)
	} else if title := oneLine(q.Article.Title); p.styles.quote.covers(title) {
		l.quote = p.cut(p.styles.quote, title, labelWidth, fewestLines, plain)
	}
	if source := oneLine(q.Article.Source); p.styles.source.covers(source) {
		l.source = p.cut(p.styles.source, source, labelWidth, 1, plain)
	}
}

func plain(s string) string { return s }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// lines is what a label says, in as many lines as it may have.
func (p *painter) lines(l *label) []string {
	if len(l.quote) <= l.most {
		return l.quote
	}
	return p.cut(p.styles.quote, l.words, labelWidth, l.most, p.says.Quoted)
}

// layout is a picture before it is painted.
type layout struct {
	heading, period []string
	note            string
	labels          []label
	columns         [][2]int // the labels of each column, as ranges
	size            image.Point
	fits            bool // within the shape
}

// layOut places the labels of entries, of which there were all before some were left out.
func (p *painter) layOut(topic string, entries []timeline.Entry, all int, s shape) layout {
	g := layout{labels: p.labels(entries)}
	columns := 1
	if s.columns > 1 && len(entries) >= s.from {
		columns = s.columns
	}
	g.size.X = margin + columns*(columnWidth+margin)
	g.heading = p.cut(p.styles.heading, oneLine(topic), g.size.X-2*margin, 3, plain)
	period := p.says.Date(entries[0].Date)
	if last := p.says.Date(entries[len(entries)-1].Date); last != period {
		period += " – " + last
	}
	g.period = p.wrap(p.styles.period, period, g.size.X-2*margin)
	top := margin + kicker + len(g.heading)*p.styles.heading.lead + len(g.period)*p.styles.period.lead + 34
	foot := margin
	if len(entries) < all {
		g.note = p.says.Say("picture.left_out", "shown", len(entries), "all", all)
		foot += p.styles.source.lead + 12
	}
	room := s.most - foot
	bottom := g.place(p.styles, columns, top)
	g.fits = bottom <= room
	for most := fewestLines + 1; g.fits && most <= mostLines; most++ {
		for i := range g.labels {
			l := &g.labels[i]
			if was := l.most; len(l.quote) > was {
				l.most = most
				if g.place(p.styles, columns, top) > room {
					l.most = was
				}
			}
		}
		bottom = g.place(p.styles, columns, top)
	}
	g.size.Y = max(bottom+foot, s.least)
	if columns == 1 {
		g.spread(g.size.Y - foot - bottom)
	}
	return g
}

// place sets where each label stands, in so many columns below top, and returns where the
// lowest ends.
func (g *layout) place(t typefaces, columns, top int) (bottom int) {
	total := 0
	for i := range g.labels {
		l := &g.labels[i]
		beside := min(len(l.quote), l.most)*t.quote.lead + len(l.source)*t.source.lead
		date := len(l.day) * t.date.lead
		if l.year != "" {
			date += t.year.lead
		}
		l.height = max(beside+labelGap, date+len(l.later)*t.later.lead+labelGap/2)
		total += l.height
	}
	g.columns = nil
	y, from := top, 0
	for i := range g.labels {
		l := &g.labels[i]
		if i > from && len(g.columns)+1 < columns && y-top+l.height/2 > total/columns {
			g.columns = append(g.columns, [2]int{from, i})
			y, from = top, i
		}
		l.top = y
		y += l.height
		bottom = max(bottom, y-labelGap)
	}
	g.columns = append(g.columns, [2]int{from, len(g.labels)})
	return bottom
}

// spread moves the labels of one column apart by what room is left.
func (g *layout) spread(room int) {
	if room <= 0 {
		return
	}
	each := room / len(g.labels)
	for i := range g.labels {
		g.labels[i].top += each*i + each/2
		g.labels[i].height += each
	}
}
