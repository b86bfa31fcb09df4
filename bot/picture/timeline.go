// Package picture draws what the bot shows as a picture: timelines.
package picture

import (
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"quoth/bot/text"
	"quoth/knowledge"
	"quoth/knowledge/timeline"
)

// The measures of the picture, in pixels. It is as wide as a phone's screen and
// as tall as it has to be, within what chat platforms show as a photo (width and
// height of Telegram's together at most 10,000).
const (
	width     = 1080
	maxHeight = 8600
	margin    = 48
	axisX     = 200 // where the axis stands; the ticks' labels are left of it
	labelX    = 270 // where the labels begin
	labelGap  = 34
	dotRadius = 9
	minAxis   = 420
	maxLines  = 9 // of a quote; a longer one is told by its article's title
)

var (
	paper  = color.RGBA{0xfc, 0xfb, 0xf8, 0xff}
	ink    = color.RGBA{0x1d, 0x1f, 0x23, 0xff}
	grey   = color.RGBA{0x6c, 0x70, 0x78, 0xff}
	line   = color.RGBA{0xc4, 0xc6, 0xca, 0xff}
	accent = color.RGBA{0xb0, 0x2a, 0x30, 0xff}
)

// style is a font at a size.
type style struct {
	font *sfnt.Font
	size float64
	lead int // from one baseline to the next
}

// typefaces are the fonts of the picture: the Go fonts, which are built in.
type typefaces struct{ heading, date, quote, source, tick style }

var loadTypefaces = sync.OnceValues(func() (typefaces, error) {
	regular, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return typefaces{}, err
	}
	bold, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return typefaces{}, err
	}
	return typefaces{
		heading: style{bold, 46, 58}, date: style{bold, 34, 44}, quote: style{regular, 31, 42},
		source: style{regular, 25, 36}, tick: style{regular, 24, 30},
	}, nil
})

// face makes a face of a style. A face may be used by one goroutine at a time.
func (s style) face() (font.Face, error) {
	return opentype.NewFace(s.font, &opentype.FaceOptions{Size: s.size, DPI: 72, Hinting: font.HintingFull})
}

// covers reports whether the font has a glyph for every character.
func (s style) covers(text string) bool {
	var buffer sfnt.Buffer
	for _, r := range text {
		if index, err := s.font.GlyphIndex(&buffer, r); r >= ' ' && (err != nil || index == 0) {
			return false
		}
	}
	return true
}

// label is what stands beside the axis for one entry.
type label struct {
	date   string
	quote  []string // lines
	source []string
	from   time.Time // the entry's date, or the middle of its month or year
	dot    int       // where that is on the axis
	top    int       // where the label stands
	height int
	many   int // mentions
}

// Timeline writes a timeline as a PNG picture that is readable on a phone: dates to
// scale on an upright axis, each with its quote whole beside it, labels pushed
// apart where they would overlap. A quote too long for the picture, or in a
// script that the built-in fonts lack, is told by its outlet and title. When the
// entries do not fit, those with the fewest mentions are left out and the picture
// says so. The same entries always give the same picture. It returns an error
// for no entries, for dates that are none, and w's errors.
func Timeline(w io.Writer, topic string, entries []timeline.Entry, says text.Printer) error {
	faces, err := loadTypefaces()
	if err != nil {
		return fmt.Errorf("reading the built-in fonts: %w", err)
	}
	p := &painter{styles: faces, faces: newFaces(), says: says}
	labels, err := p.labels(entries)
	if err != nil {
		return err
	}
	heading := p.wrap(faces.heading, strings.TrimSpace(topic), width-2*margin)
	note := ""
	top := margin + len(heading)*faces.heading.lead + 40
	for {
		bottom := layOut(labels, top)
		if bottom+margin <= maxHeight || len(labels) == 1 {
			break
		}
		labels = slices.Delete(labels, fewest(labels), fewest(labels)+1)
		note = says.Say("picture.left_out", "shown", len(labels), "all", len(entries))
	}
	height := layOut(labels, top) + margin
	if note != "" {
		height += faces.source.lead
	}
	p.image = image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(p.image, p.image.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	y := margin
	for _, l := range heading {
		p.text(faces.heading, ink, margin, y, l)
		y += faces.heading.lead
	}
	p.axis(labels)
	for _, l := range labels {
		p.label(l)
	}
	if note != "" {
		p.text(faces.source, grey, labelX, height-margin-faces.source.lead+8, note)
	}
	if p.err != nil {
		return p.err
	}
	return png.Encode(w, p.image)
}

// fewest is the label with the fewest mentions, the latest of several.
func fewest(labels []label) int {
	at := 0
	for i, l := range labels {
		if l.many <= labels[at].many {
			at = i
		}
	}
	return at
}

// when reads an entry's date: the day, or the middle of the month or the year.
func when(e timeline.Entry) (t time.Time, err error) {
	switch e.Granularity {
	case knowledge.Year:
		t, err = time.Parse("2006", e.Date)
		return t.AddDate(0, 6, 0), err
	case knowledge.Month:
		t, err = time.Parse("2006-01", e.Date)
		return t.AddDate(0, 0, 14), err
	}
	return time.Parse(time.DateOnly, e.Date)
}

// labels makes the labels of entries, in the order of their dates.
func (p *painter) labels(entries []timeline.Entry) ([]label, error) {
	if len(entries) == 0 {
		return nil, fmt.Errorf("there is no entry to draw")
	}
	var labels []label
	for _, e := range entries {
		t, err := when(e)
		if err != nil {
			return nil, fmt.Errorf("an entry has the date %q: %w", e.Date, err)
		}
		l := label{date: p.says.Date(e.Date), from: t, many: e.Mentions}
		if len(e.Quotes) > 0 {
			q := e.Quotes[0]
			body := "“" + strings.Join(strings.Fields(q.Text), " ") + "”"
			source := q.Article.Source
			if p.styles.quote.covers(body) {
				l.quote = p.wrap(p.styles.quote, body, width-labelX-margin)
			}
			if len(l.quote) == 0 || len(l.quote) > maxLines {
				l.quote = nil
				if q.Article.Title != "" {
					source = strings.Trim(source+": "+q.Article.Title, ": ")
				}
			}
			if p.styles.source.covers(source) && source != "" {
				l.source = p.wrap(p.styles.source, source, width-labelX-margin)
			}
		}
		l.height = p.styles.date.lead + len(l.quote)*p.styles.quote.lead + len(l.source)*p.styles.source.lead
		labels = append(labels, l)
	}
	slices.SortStableFunc(labels, func(a, b label) int { return a.from.Compare(b.from) })
	return labels, nil
}

// layOut sets where the dots and the labels stand below top, and returns where
// the lowest label ends. The axis is long enough for all labels; the dots stand
// on it to scale. A label stands beside its dot or, where labels would overlap,
// as near to it as the others allow: the places minimise the sum of the squared
// distances (isotonic regression by pooling neighbours, Barlow et al.,
// Statistical Inference under Order Restrictions, 1972).
func layOut(labels []label, top int) int {
	total := 0
	for _, l := range labels {
		total += l.height + labelGap
	}
	last := labels[len(labels)-1]
	axis := max(minAxis, total-last.height-labelGap)
	span := last.from.Sub(labels[0].from).Seconds()
	if span == 0 {
		axis = 0
	}
	// before is how much room the labels above take: without it, the places only
	// have to be in order.
	type pool struct{ sum, n float64 }
	var pools []pool
	before := 0
	for i := range labels {
		l := &labels[i]
		l.dot = top + dotRadius + 12
		if span > 0 {
			l.dot += int(math.Round(float64(axis) * l.from.Sub(labels[0].from).Seconds() / span))
		}
		pools = append(pools, pool{float64(l.dot - dotRadius - 12 - before), 1})
		for n := len(pools); n > 1 && pools[n-2].sum/pools[n-2].n > pools[n-1].sum/pools[n-1].n; n-- {
			pools[n-2].sum += pools[n-1].sum
			pools[n-2].n += pools[n-1].n
			pools = pools[:n-1]
		}
		before += l.height + labelGap
	}
	i, before := 0, 0
	for _, p := range pools {
		place := max(top, int(math.Round(p.sum/p.n)))
		for range int(p.n) {
			labels[i].top = place + before
			before += labels[i].height + labelGap
			i++
		}
	}
	return max(last.dot+dotRadius, labels[len(labels)-1].top+labels[len(labels)-1].height)
}

// painter draws on an image and keeps the first error.
type painter struct {
	says   text.Printer
	image  *image.RGBA
	styles typefaces
	faces  map[*sfnt.Font]map[float64]font.Face
	err    error
}

func newFaces() map[*sfnt.Font]map[float64]font.Face { return map[*sfnt.Font]map[float64]font.Face{} }

func (p *painter) face(s style) font.Face {
	if p.faces[s.font] == nil {
		p.faces[s.font] = map[float64]font.Face{}
	}
	f := p.faces[s.font][s.size]
	if f == nil {
		var err error
		if f, err = s.face(); err != nil {
			p.err = cmp.Or(p.err, err)
			return nil
		}
		p.faces[s.font][s.size] = f
	}
	return f
}

// wrap cuts text into lines of at most so many pixels, at spaces, and within a
// word that is wider than a line.
func (p *painter) wrap(s style, text string, room int) []string {
	f := p.face(s)
	if f == nil {
		return nil
	}
	wide := func(t string) bool { return font.MeasureString(f, t).Ceil() > room }
	var lines []string
	now := ""
	for _, word := range strings.Fields(text) {
		if joined := strings.TrimPrefix(now+" "+word, " "); !wide(joined) {
			now = joined
			continue
		}
		if now != "" {
			lines = append(lines, now)
		}
		now = ""
		for _, r := range word {
			if wide(now + string(r)) {
				lines = append(lines, now)
				now = ""
			}
			now += string(r)
		}
	}
	if now != "" {
		lines = append(lines, now)
	}
	return lines
}

// text writes a line whose top is at y.
func (p *painter) text(s style, c color.Color, x, y int, text string) {
	f := p.face(s)
	if f == nil {
		return
	}
	d := font.Drawer{Dst: p.image, Src: image.NewUniform(c), Face: f, Dot: fixed.P(x, y+f.Metrics().Ascent.Ceil())}
	d.DrawString(text)
}

// right writes a line that ends at x.
func (p *painter) right(s style, c color.Color, x, y int, text string) {
	if f := p.face(s); f != nil {
		p.text(s, c, x-font.MeasureString(f, text).Ceil(), y, text)
	}
}

func (p *painter) fill(r image.Rectangle, c color.Color) {
	draw.Draw(p.image, r, image.NewUniform(c), image.Point{}, draw.Src)
}

// dot draws a disc with soft edges.
func (p *painter) dot(x, y, radius int, c color.RGBA) {
	for dy := -radius - 1; dy <= radius+1; dy++ {
		for dx := -radius - 1; dx <= radius+1; dx++ {
			inside := float64(radius) + .5 - math.Hypot(float64(dx), float64(dy))
			if inside <= 0 {
				continue
			}
			p.blend(x+dx, y+dy, c, math.Min(1, inside))
		}
	}
}

func (p *painter) blend(x, y int, c color.RGBA, part float64) {
	was := p.image.RGBAAt(x, y)
	mix := func(a, b uint8) uint8 { return uint8(float64(a)*(1-part) + float64(b)*part + .5) }
	p.image.SetRGBA(x, y, color.RGBA{mix(was.R, c.R), mix(was.G, c.G), mix(was.B, c.B), 0xff})
}

// leader draws a line from a dot to its label.
func (p *painter) leader(fromX, fromY, toX, toY int) {
	steps := max(toX-fromX, int(math.Abs(float64(toY-fromY)))) * 2
	for i := 0; i <= steps; i++ {
		at := float64(i) / float64(steps)
		x, y := float64(fromX)+at*float64(toX-fromX), float64(fromY)+at*float64(toY-fromY)
		p.blend(int(x), int(y), line, .8)
		p.blend(int(x), int(y)+1, line, .8)
	}
}

func (p *painter) label(l label) {
	middle := l.top + p.styles.date.lead/2
	p.leader(axisX+dotRadius+4, l.dot, labelX-14, middle)
	p.dot(axisX, l.dot, dotRadius, accent)
	p.dot(axisX, l.dot, dotRadius-4, paper)
	y := l.top
	p.text(p.styles.date, ink, labelX, y, l.date)
	y += p.styles.date.lead
	for _, s := range l.quote {
		p.text(p.styles.quote, ink, labelX, y, s)
		y += p.styles.quote.lead
	}
	for _, s := range l.source {
		p.text(p.styles.source, grey, labelX, y, s)
		y += p.styles.source.lead
	}
}

// axis draws the axis with ticks at round dates.
func (p *painter) axis(labels []label) {
	first, last := labels[0], labels[len(labels)-1]
	p.fill(image.Rect(axisX-1, first.dot-20, axisX+2, last.dot+20), line)
	for _, t := range ticks(p.says, first.from, last.from) {
		at := first.dot + int(math.Round(float64(last.dot-first.dot)*t.at.Sub(first.from).Seconds()/last.from.Sub(first.from).Seconds()))
		p.fill(image.Rect(axisX-10, at, axisX, at+2), line)
		p.right(p.styles.tick, grey, axisX-20, at-p.styles.tick.lead/2, t.name)
	}
}

func year(t time.Time) string { return t.Format("2006") }

// tick is a mark on the axis.
type tick struct {
	at   time.Time
	name string
}

// maxTicks is how many marks an axis has at most.
const maxTicks = 12

// ticks are the marks between two dates, at the finest of the usual steps that
// gives no more than maxTicks; none between equal dates.
func ticks(says text.Printer, from, to time.Time) []tick {
	if !from.Before(to) {
		return nil
	}
	steps := []struct {
		years, months, days int
		name                func(time.Time) string
	}{
		{0, 0, 1, says.ShortDay}, {0, 0, 7, says.ShortDay}, {0, 1, 0, says.ShortMonth}, {0, 3, 0, says.ShortMonth}, {1, 0, 0, year}, {2, 0, 0, year},
		{5, 0, 0, year}, {10, 0, 0, year}, {25, 0, 0, year}, {50, 0, 0, year}, {100, 0, 0, year}, {250, 0, 0, year},
	}
	for _, s := range steps {
		at := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, time.UTC)
		switch {
		case s.years > 0:
			at = time.Date(from.Year()/s.years*s.years, 1, 1, 0, 0, 0, 0, time.UTC)
		case s.months > 0:
			at = time.Date(from.Year(), (from.Month()-1)/time.Month(s.months)*time.Month(s.months)+1, 1, 0, 0, 0, 0, time.UTC)
		}
		var all []tick
		for ; !at.After(to) && len(all) <= maxTicks; at = at.AddDate(s.years, s.months, s.days) {
			if !at.Before(from) {
				all = append(all, tick{at, s.name(at)})
			}
		}
		if len(all) <= maxTicks {
			return all
		}
	}
	return nil
}
