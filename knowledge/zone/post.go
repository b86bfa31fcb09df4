package zone

import (
	"slices"
	"strings"
	"time"

	"quoth/knowledge"
	"quoth/knowledge/dates"
	"quoth/knowledge/text"
)

const (
	// fewestPosts is from how many clock lines on a text is a live blog.
	fewestPosts = 2
	// postSpan is how far from the page's own date a post may be dated: blogs run for
	// days. What is farther away is told, not posted.
	postSpan = 4 * 24 * time.Hour
	// programme is how long after the page's own date something has to be for it to be
	// announced, where nothing says that the page is a live blog.
	programme = 24 * time.Hour
	// overnight is from how many hours on between two posts midnight lies between them
	// if they would stand in the wrong order otherwise.
	overnight = 12 * time.Hour
)

// posts finds the posts of a live blog: each has a clock line of its own, under or over
// its headline. Clock lines of a chronicle, which tells of another day, are its headings;
// those of a programme, which tells of days to come, are items of a list.
func (d *Draft) posts() []knowledge.Post {
	var clocks []int
	times := map[int]time.Time{}
	dated := 0
	if !slices.ContainsFunc(d.lines, func(b block) bool { return b.clock.tells() }) {
		return nil
	}
	live := d.isLive()
	for i := range d.lines {
		b := &d.lines[i]
		if !b.decided || !d.isClock(b) && !(live && d.clockHeads(b)) || i < frontLines && !d.newsBefore(i) && !d.newsAfter(i) {
			continue
		}
		at, ok := d.clockTime(b)
		if b.clock.labelled && len(clocks) == 0 && i < frontLines {
			continue // of the page
		}
		if after := at.Sub(d.article.Published); ok && !d.article.Published.IsZero() {
			switch {
			case !d.isClock(b):
			case after > postSpan, after > programme && !live:
				b.decide(knowledge.RoleListItem)
				continue
			case after < -postSpan:
				b.decide(knowledge.RoleHeading)
				continue
			}
		}
		if b.clock.dated {
			dated++
		}
		clocks = append(clocks, i)
		if ok {
			times[i] = at
		}
	}
	if len(clocks) < fewestPosts || dated < len(clocks)-1 && !live {
		for _, i := range clocks {
			if d.newsBefore(i) && d.isClock(&d.lines[i]) {
				d.lines[i].decide(knowledge.RoleHeading)
			}
		}
		return nil
	}
	d.crossMidnight(clocks, times)
	over := 0 // posts whose headline stands over their clock line
	for _, i := range clocks {
		if d.headlineOver(i) >= 0 {
			over++
		}
	}
	above := 2*over > len(clocks)
	var posts []knowledge.Post
	for k, i := range clocks {
		limit := len(d.lines)
		if k+1 < len(clocks) {
			limit = clocks[k+1]
		}
		post := knowledge.Post{Range: d.lines[i].Range, Published: times[i]}
		if d.clockHeads(&d.lines[i]) {
			post.Headline = d.lines[i].Range
		} else if h := d.headlineOver(i); above && h >= 0 {
			post.Start, post.Headline = d.lines[h].Start, d.lines[h].Range
		} else if h := d.next(i + 1); !above && h < limit && d.roleOf(h) == knowledge.RoleHeading {
			post.Headline = d.lines[h].Range
		}
		posts = append(posts, post)
	}
	for k := range posts {
		limit := len(d.article.Text)
		if k+1 < len(posts) {
			limit = posts[k+1].Start
		}
		for i := range d.lines {
			if d.lines[i].Start >= posts[k].Start && d.lines[i].End <= limit {
				posts[k].End = d.lines[i].End
			}
		}
	}
	return posts
}

// crossMidnight moves the times of clock lines that name no day to the day after that of
// publication, where midnight lies between them and the others.
func (d *Draft) crossMidnight(clocks []int, times map[int]time.Time) {
	later, sooner := 0, 0
	for k := 1; k < len(clocks); k++ {
		switch step := times[clocks[k]].Sub(times[clocks[k-1]]); {
		case step < -overnight, step > 0 && step <= overnight:
			later++
		default:
			sooner++
		}
	}
	newestFirst := sooner > later
	next := false // the posts from here on are of the next day
	for k := range clocks {
		i := clocks[k] // in the order of time
		if newestFirst {
			i = clocks[len(clocks)-1-k]
		}
		at, ok := times[i]
		if !ok || d.lines[i].clock.dated {
			return
		}
		if k > 0 && !next {
			before := clocks[k-1]
			if newestFirst {
				before = clocks[len(clocks)-k]
			}
			next = times[before].Sub(at) > overnight
		}
		if next {
			times[i] = at.AddDate(0, 0, 1)
		}
	}
}

func (d *Draft) isClock(b *block) bool { return b.sentences[0].role == knowledge.RoleClock }

// clockHeads reports whether a line is a heading that begins with the time of its post.
func (d *Draft) clockHeads(b *block) bool {
	return b.sentences[0].role == knowledge.RoleHeading && d.clockLed(b)
}

// clockLed reports whether a line begins with a time of day and a sign behind it:
// "11:30 a.m.: …", "9:42 p.m. | …".
func (d *Draft) clockLed(b *block) bool {
	n := b.clock.terms
	return b.clock.timed && n > 1 && n < len(b.terms) && strings.ContainsAny(d.article.Text[b.terms[n-1].End:b.terms[n].Start], ":–—|")
}

func (d *Draft) roleOf(i int) knowledge.Role { return d.lines[i].sentences[0].role }

// newsBefore reports whether running text stands before a line.
func (d *Draft) newsBefore(i int) bool {
	for j := range d.lines[:i] {
		if d.lines[j].stopped && len(d.lines[j].terms) >= 12 && d.roleOf(j).Quotable() {
			return true
		}
	}
	return false
}

// newsAfter reports whether a line stands over running text that a further clock line
// follows.
func (d *Draft) newsAfter(i int) bool {
	for j := d.next(i + 1); j < len(d.lines); j++ {
		if d.lines[j].decided && d.roleOf(j) == knowledge.RoleClock {
			return true
		}
	}
	return false
}

// headlineOver returns the heading right above a line, by-lines left out, -1 for none.
func (d *Draft) headlineOver(i int) int {
	for i--; i >= 0; i-- {
		switch d.roleOf(i) {
		case knowledge.RoleByline, knowledge.RoleShare:
			continue
		case knowledge.RoleHeading:
			return i
		}
		break
	}
	return -1
}

// isLive reports whether the title or one of the first lines says that the page goes on.
func (d *Draft) isLive() bool {
	said := d.article.Title
	for i := range d.lines[:min(len(d.lines), 4)] {
		said += "\n" + d.lines[i].line
	}
	terms := text.AppendTerms(nil, said, d.article.Language)
	for i := range terms {
		if d.lexicon.at(said, terms, i)&cueLive != 0 {
			return true
		}
	}
	return strings.Contains(said, "+++")
}

// zones are the time zones that clock lines name, by their names in the IANA database.
var zones = map[string]string{
	"et": "America/New_York", "est": "America/New_York", "edt": "America/New_York", "ct": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago",
	"mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver", "pt": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
	"gmt": "UTC", "utc": "UTC", "bst": "Europe/London", "cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin", "mesz": "Europe/Berlin",
	"мск": "Europe/Moscow", "tsi": "Europe/Istanbul", "brt": "America/Sao_Paulo",
}

// clockTime returns the time that a clock line says: its day, that of publication where
// it names none, and its time of day. It is false when neither is known.
func (d *Draft) clockTime(b *block) (time.Time, bool) {
	s := d.article.Text
	day, known := d.article.Published, !d.article.Published.IsZero()
	if b.clock.dated {
		for _, e := range dates.Find(b.line, d.article.Published) {
			iso, g, ok := e.Date()
			if !ok || g != dates.Day {
				continue
			}
			if t, err := time.Parse(time.DateOnly, iso); err == nil { // the last one: of "July 8 Updated July 9"
				day, known = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, day.Location()), true
			}
		}
	}
	if !known {
		return time.Time{}, false
	}
	hour, minute, zone := -1, 0, day.Location()
	for i, t := range b.terms {
		word := text.Fold(s[t.Start:t.End])
		if name, ok := zones[word]; ok {
			if location, err := time.LoadLocation(name); err == nil {
				zone = location
			}
		}
		if !t.Number {
			if hour >= 0 && (word == "pm" || word == "p") && hour < 12 {
				hour += 12
			} else if hour == 12 && (word == "am" || word == "a") {
				hour = 0
			}
			continue
		}
		n, whole := number(s[t.Start:t.End])
		switch h, m, split := strings.Cut(s[t.Start:t.End], "."); {
		case !whole && split && i+1 < len(b.terms) && d.lexicon.clock[b.terms[i+1].Stem] == clockUnit: // 13.11 Uhr
			hour, _ = number(h)
			minute, _ = number(m)
		case whole && n < 24 && t.End < len(s) && s[t.End] == ':' && i+1 < len(b.terms) && b.terms[i+1].Start == t.End+1:
			hour = n
			minute, _ = number(s[b.terms[i+1].Start:b.terms[i+1].End])
		case whole && n < 24 && i+1 < len(b.terms) && d.lexicon.clock[b.terms[i+1].Stem] == clockUnit && (t.Start == 0 || s[t.Start-1] != ':'): // 9 p.m.
			hour, minute = n, 0
		}
	}
	if hour < 0 || hour > 23 || minute > 59 {
		return day, b.clock.dated
	}
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, zone), true
}

// number reads a number of at most four digits.
func number(s string) (int, bool) {
	if s == "" || len(s) > 4 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, true
}
