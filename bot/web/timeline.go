package web

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"quoth/bot"
)

// scale is a line of time with a mark for each entry of a timeline, in units of the drawing.
type scale struct {
	Marks []mark
	Ticks []tick
	Label string
	// Years are the ways to look closer, and Outlets to what one outlet tells.
	Years, Outlets []link
}

type mark struct {
	X            int
	Radius       int
	Address, Day string
}

type tick struct {
	X     int
	Words string
}

const (
	// scaleWidth is how wide the line is, and scaleEdge where it begins and ends.
	scaleWidth, scaleEdge = 1000, 80
	// maxTicks is how many years or months are written below it, so that they do not meet on
	// a phone. Within a month, the first and the last day are.
	maxTicks = 5
)

// scale is the line of time of the entries among blocks; nil where there are fewer than two.
func (v *visit) scale(all []bot.Block) *scale {
	var entries []bot.Entry
	for _, b := range bot.Unfold(all) {
		if e, is := b.(bot.Entry); is && !midpoint(e).IsZero() {
			entries = append(entries, e)
		}
	}
	if len(entries) < 2 {
		return nil
	}
	first, last := midpoint(entries[0]), midpoint(entries[len(entries)-1])
	span := last.Sub(first).Hours()
	at := func(t time.Time) int {
		if span <= 0 {
			return scaleWidth / 2
		}
		return scaleEdge + int(float64(scaleWidth-2*scaleEdge)*t.Sub(first).Hours()/span)
	}
	s := &scale{Label: v.p.Say("web.scale", "n", len(entries), "from", entries[0].Date, "to", entries[len(entries)-1].Date)}
	for _, e := range entries {
		s.Marks = append(s.Marks, mark{X: at(midpoint(e)), Radius: 7 + min(e.Mentions, 10)/2, Address: "#on-" + e.ISO, Day: e.Date})
	}
	for _, t := range turns(first, last) {
		words := v.p.ShortMonth(t)
		if t.Month() == time.January {
			words = strconv.Itoa(t.Year())
		}
		s.Ticks = append(s.Ticks, tick{at(t), words})
	}
	if len(s.Ticks) < 2 && span > 0 && len(entries[0].ISO) == len(time.DateOnly) && len(entries[len(entries)-1].ISO) == len(time.DateOnly) { // one month says little
		s.Ticks = []tick{{at(first), v.p.ShortDay(first)}, {at(last), v.p.ShortDay(last)}}
	}
	s.Years, s.Outlets = v.years(entries), v.outletsOf(entries)
	return s
}

// steps are how many years or months lie between two that are written.
var steps = struct{ years, months []int }{[]int{1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2000}, []int{1, 2, 3, 6, 12}}

// turns are round years between two times, or months where there are fewer than two of years: as
// many as there is room for.
func turns(first, last time.Time) (all []time.Time) {
	if last.Year()-first.Year() < 2 {
		for _, step := range steps.months {
			all = nil
			for t := time.Date(first.Year(), 1, 1, 0, 0, 0, 0, time.UTC); !t.After(last); t = t.AddDate(0, step, 0) {
				if !t.Before(first) {
					all = append(all, t)
				}
			}
			if len(all) <= maxTicks {
				return all
			}
		}
		return all
	}
	for _, step := range steps.years {
		all = nil
		for year := first.Year() / step * step; year <= last.Year(); year += step {
			if t := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); !t.Before(first) && !t.After(last) {
				all = append(all, t)
			}
		}
		if len(all) <= maxTicks {
			break
		}
	}
	return all
}

// midpoint is the time in the middle of an entry's day, month or year.
func midpoint(e bot.Entry) time.Time {
	for form, half := range map[string]time.Duration{time.DateOnly: 0, "2006-01": 15 * 24 * time.Hour, "2006": 182 * 24 * time.Hour} {
		if t, err := time.Parse(form, e.ISO); err == nil {
			return t.Add(half)
		}
	}
	return time.Time{}
}

// with is the address of this page with some parameters set otherwise; "" takes one away.
func (v *visit) with(args ...string) string {
	set := map[string]string{}
	for name := range v.query {
		if name != "lang" {
			set[name] = v.query.Get(name)
		}
	}
	for i := 0; i+1 < len(args); i += 2 {
		set[args[i]] = args[i+1]
	}
	var all []string
	for name, value := range set {
		all = append(all, name, value)
	}
	return v.address(v.r.URL.Path, all...)
}

// years lead to the timeline of each year, and back to all of them.
func (v *visit) years(entries []bot.Entry) (links []link) {
	from, to := v.query.Get("from"), v.query.Get("to")
	if from+to != "" {
		links = append(links, link{Words: v.p.Say("web.all_years"), Address: v.with("from", "", "to", "")})
	}
	var years []string
	for _, e := range entries {
		if year := e.ISO[:4]; !slices.Contains(years, year) {
			years = append(years, year)
		}
	}
	slices.Sort(years)
	for _, year := range years {
		if len(years) > 1 || from == year {
			links = append(links, link{Words: year, Address: v.with("from", year, "to", year), Here: from == year && to == year})
		}
	}
	return links
}

// outletsOf lead to what each of the outlets that the entries quote tells.
func (v *visit) outletsOf(entries []bot.Entry) (links []link) {
	count := map[string]int{}
	for _, e := range entries {
		for _, q := range e.Quotes {
			if n := len(q.Article.Source); n > 0 && n <= maxOutlet {
				count[q.Article.Source]++
			}
		}
	}
	if len(count) < 2 {
		return nil
	}
	names := make([]string, 0, len(count))
	for name := range count {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	asked := cmp.Or(v.typed("topic"), v.typed("q"))
	for _, name := range names[:min(len(names), 8)] {
		links = append(links, link{Words: name, Address: v.with("q", "", "topic", asked+` source:"`+name+`"`)})
	}
	return links
}

// dateOf is the first day of an entry, and the day after its last.
func dateOf(e bot.Entry) (first, end time.Time, ok bool) {
	for form, next := range map[string][3]int{time.DateOnly: {0, 0, 1}, "2006-01": {0, 1, 0}, "2006": {1, 0, 0}} {
		if t, err := time.Parse(form, e.ISO); err == nil {
			return t, t.AddDate(next[0], next[1], next[2]), true
		}
	}
	return time.Time{}, time.Time{}, false
}
