package picture

import (
	"cmp"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"sort"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"quoth/bot/text"
)

// The measures of a picture, in pixels. A column is as wide as a phone's screen: its dates,
// the axis, its labels.
const (
	margin      = 48
	columnWidth = 984
	dateWidth   = 204
	axisX       = dateWidth + 30 // from the column's left
	labelX      = axisX + 38
	labelWidth  = columnWidth - labelX
	labelGap    = 26 // below a label
	dotRadius   = 10
	kicker      = 30 // the bar above the heading and the room below it
)

// The colours, each of which stands out from the paper by 4.5 to 1 or more where it writes
// (WCAG 2.2, 1.4.3).
var (
	paper  = color.RGBA{0xfc, 0xfb, 0xf8, 0xff}
	ink    = color.RGBA{0x1d, 0x1f, 0x23, 0xff}
	grey   = color.RGBA{0x60, 0x64, 0x6c, 0xff}
	rule   = color.RGBA{0xb4, 0xb7, 0xbc, 0xff}
	accent = color.RGBA{0xa8, 0x24, 0x2c, 0xff}
)

// style is a font at a size.
type style struct {
	font *sfnt.Font
	size float64
	lead int // from one baseline to the next
}

// typefaces are the fonts of the picture: the Go fonts, which are built in.
type typefaces struct{ heading, period, date, year, later, quote, source style }

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
		heading: style{bold, 46, 56}, period: style{regular, 27, 38}, date: style{bold, 32, 40}, year: style{regular, 26, 32},
		later: style{regular, 22, 28}, quote: style{regular, 29, 38}, source: style{regular, 22, 30},
	}, nil
})

// covers reports whether the font has a glyph for every character.
func (s style) covers(text string) bool {
	var buffer sfnt.Buffer
	for _, r := range text {
		if index, err := s.font.GlyphIndex(&buffer, r); r >= ' ' && (err != nil || index == 0) {
			return false
		}
	}
	return text != ""
}

// painter measures and draws, and keeps the first error. It is used by one goroutine.
type painter struct {
	says   text.Printer
	image  *image.RGBA
	styles typefaces
	faces  map[style]font.Face
	err    error
}

func newPainter(says text.Printer) (*painter, error) {
	styles, err := loadTypefaces()
	if err != nil {
		return nil, fmt.Errorf("reading the built-in fonts: %w", err)
	}
	return &painter{says: says, styles: styles, faces: map[style]font.Face{}}, nil
}

func (p *painter) face(s style) font.Face {
	if f := p.faces[s]; f != nil {
		return f
	}
	f, err := opentype.NewFace(s.font, &opentype.FaceOptions{Size: s.size, DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		p.err = cmp.Or(p.err, err)
		return nil
	}
	p.faces[s] = f
	return f
}

// wrap cuts text into lines of at most so many pixels, at spaces that may break, and within
// a word that is wider than a line.
func (p *painter) wrap(s style, text string, room int) []string {
	f := p.face(s)
	if f == nil {
		return nil
	}
	wide := func(t string) bool { return font.MeasureString(f, t).Ceil() > room }
	var lines []string
	now := ""
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' }) {
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

// cut wraps text into at most so many lines; what does not fit gives way to an ellipsis at
// the end of a word, or within the first. dress puts marks around it.
func (p *painter) cut(s style, text string, room, most int, dress func(string) string) []string {
	lines := p.wrap(s, dress(text), room)
	if len(lines) <= most {
		return lines
	}
	ends := []int{}
	for i, r := range text {
		if r == ' ' {
			ends = append(ends, i)
		}
	}
	if len(ends) == 0 || len(p.wrap(s, dress(text[:ends[0]]+" …"), room)) > most {
		ends = ends[:0]
		for i := range text {
			ends = append(ends, i)
		}
	}
	shortened := func(i int) []string {
		return p.wrap(s, dress(strings.TrimRight(text[:ends[i]], " ,;:–—-")+" …"), room)
	}
	n := sort.Search(len(ends), func(i int) bool { return len(shortened(i)) > most })
	return shortened(max(n-1, 0))
}

// paint draws a picture.
func (p *painter) paint(g layout) {
	p.image = image.NewRGBA(image.Rectangle{Max: g.size})
	p.fill(p.image.Bounds(), paper)
	y := margin
	p.fill(image.Rect(margin, y, margin+96, y+10), accent)
	y += kicker
	for _, s := range g.heading {
		p.text(p.styles.heading, ink, margin, y, s)
		y += p.styles.heading.lead
	}
	for _, s := range g.period {
		p.text(p.styles.period, grey, margin, y, s)
		y += p.styles.period.lead
	}
	for i, column := range g.columns {
		left := margin + i*(columnWidth+margin)
		for at := column[0]; at < column[1]; at++ {
			p.axis(g, at, left, at+1 == column[1])
		}
		for at := column[0]; at < column[1]; at++ {
			p.label(&g.labels[at], left)
		}
	}
	if g.note != "" {
		p.text(p.styles.source, grey, margin, g.size.Y-margin-p.styles.source.lead+8, g.note)
	}
}

// dotY is where the dot of a label stands.
func (p *painter) dotY(l *label) int { return l.top + p.styles.quote.lead/2 + 1 }

// axis draws the axis from a label's dot to the next, broken where much time lies between,
// and writes there how long that is. Below the last label of a column it ends.
func (p *painter) axis(g layout, at, left int, last bool) {
	l := &g.labels[at]
	from, to := p.dotY(l), l.top+l.height-labelGap
	if !last {
		to = p.dotY(&g.labels[at+1])
	} else if at+1 == len(g.labels) {
		to = from
	}
	x := left + axisX
	step, dash := max(to-from, 1), max(to-from, 1)
	if l.pause {
		step, dash = 14, 7
	}
	for y := from; y < to; y += step {
		p.fill(image.Rect(x-1, y, x+2, min(y+dash, to)), rule)
	}
	height := len(l.later) * p.styles.later.lead
	y := max(p.dateBottom(l), (from+to-height)/2)
	for _, s := range l.later {
		p.right(p.styles.later, grey, left+dateWidth, y, s)
		y += p.styles.later.lead
	}
}

// dateBottom is where a label's date ends.
func (p *painter) dateBottom(l *label) int {
	bottom := l.top + len(l.day)*p.styles.date.lead
	if l.year != "" {
		bottom += p.styles.year.lead
	}
	return bottom + 2
}

func (p *painter) label(l *label, left int) {
	x := left + axisX
	p.dot(x, p.dotY(l), dotRadius+4, paper)
	p.dot(x, p.dotY(l), dotRadius, accent)
	y := l.top
	for _, s := range l.day {
		p.right(p.styles.date, accent, left+dateWidth, y, s)
		y += p.styles.date.lead
	}
	if l.year != "" {
		p.right(p.styles.year, grey, left+dateWidth, y, l.year)
	}
	y = l.top
	for _, s := range p.lines(l) {
		p.text(p.styles.quote, ink, left+labelX, y, s)
		y += p.styles.quote.lead
	}
	for _, s := range l.source {
		p.text(p.styles.source, grey, left+labelX, y+2, s)
		y += p.styles.source.lead
	}
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
