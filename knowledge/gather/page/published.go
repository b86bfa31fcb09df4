package page

import (
	"strings"
	"time"

	"golang.org/x/net/html"

	"quoth/knowledge/dates"
	"quoth/knowledge/lazyregexp"
)

// dateTags are the <meta> elements that say when an article was published, the most trusted first. vagueTags may
// mean another day: of the page's making, of the paper edition.
var (
	dateTags = []string{"article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished", "itemprop.datepublished", "date.published",
		"parsely-pub-date", "sailthru.date", "pubdate", "pub_date", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date",
		"article.published", "citation_publication_date", "citation_online_date", "dcterms.issued", "dcterms.available", "dc.date.issued", "dc.issued",
		"cxenseparse:recs:publishtime", "article:publish_date", "originalpublicationdate", "ptime", "displaydate", "article_date_original", "article:post_date",
		"bt:pubdate", "rnews:datepublished",
		"citation_date", "release_date", "releasedate"}
	vagueTags = []string{"dcterms.created", "dc.date.created", "dc.created", "dcterms.date", "dc.date", "datecreated", "itemprop.datecreated", "article.created", "creation_date", "sort_date", "date"}
)

// published is when the article was published, and whether only the day is known.
//
// What the page declares of an article comes first, then what it shows beside headline and text, then what it
// declares of itself as a page, then the day in its address.
func (m *metadata) published(l *layout, now time.Time) (time.Time, bool) {
	seen := m.visible(l, now)
	var declared, vague []string
	for _, a := range m.articles {
		declared = append(declared, a.text("datePublished"), a.text("dateCreated"))
	}
	declared = append(declared, m.all(dateTags)...)
	vague = append(vague, m.all(vagueTags)...)
	for _, o := range m.others {
		vague = append(vague, o.text("datePublished"), o.text("dateCreated"))
	}
	if t, dateOnly, ok := m.firstDate(declared, now); ok {
		if len(seen) > 0 && seen[0].points >= surePoints && t.Sub(seen[0].time).Abs() > 48*time.Hour {
			return seen[0].time, seen[0].dateOnly // what readers are told; content systems set the other anew
		}
		return onShownDay(t, dateOnly, seen)
	}
	if len(seen) > 0 {
		return seen[0].time, seen[0].dateOnly
	}
	if t, dateOnly, ok := m.firstDate(vague, now); ok {
		return t, dateOnly
	}
	if t, ok := pathDay(m.base.Path, now); ok {
		return t, true
	}
	return time.Time{}, false
}

// all lists what the <meta> elements of some names say; those of Dublin Core are also written with a colon.
func (m *metadata) all(names []string) []string {
	var out []string
	for _, name := range names {
		out = append(out, m.tags[name]...)
		if colon := strings.Replace(name, ".", ":", 1); colon != name {
			out = append(out, m.tags[colon]...)
		}
	}
	return out
}

func (m *metadata) firstDate(values []string, now time.Time) (time.Time, bool, bool) {
	for _, v := range values {
		if t, dateOnly, ok := parseDate(tidy(v), m.lang, now); ok {
			return t, dateOnly, true
		}
	}
	return time.Time{}, false, false
}

// onShownDay puts a time that is declared in UTC into the outlet's zone, where the page shows it under the day before
// or after: 23:00 UTC of the 4th is the 5th in Berlin.
func onShownDay(t time.Time, dateOnly bool, seen []shownDate) (time.Time, bool) {
	if _, offset := t.Zone(); dateOnly || offset != 0 || len(seen) == 0 {
		return t, dateOnly
	}
	day := seen[0].time.Format(time.DateOnly)
	for _, hours := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -3, -4, -5, -6, -7, -8} {
		local := t.In(time.FixedZone("", hours*3600))
		if local.Format(time.DateOnly) == day && t.Format(time.DateOnly) != day {
			return local, false
		}
	}
	return t, false
}

// A shownDate is a date that the page shows.
type shownDate struct {
	time     time.Time
	dateOnly bool
	points   int // how much speaks for its being the day of publication
}

// What a shown date needs to be believed.
const (
	enoughPoints = 5
	surePoints   = 7 // to be believed against what may be another day
)

// shownWithin is how many bytes of a block are searched for the date that is shown: far
// more than the dozen words that may stand before it.
const shownWithin = 2000

// visible lists the dates that the page shows for the article, the best first; of equal ones the first on the page.
func (m *metadata) visible(l *layout, now time.Time) []shownDate {
	var best []shownDate
	add := func(d shownDate) {
		switch {
		case d.points < enoughPoints || !Plausible(d.time, now):
		case len(best) == 0 || d.points > best[0].points:
			best = append([]shownDate{d}, best...)
		default:
			best = append(best, d)
		}
	}
	for _, t := range m.times {
		if l.place(l.block(t.node)) == elsewhere {
			continue
		}
		if at, dateOnly, ok := parseDate(t.value, m.lang, now); ok {
			add(shownDate{at, dateOnly, l.datePoints(t.node, l.block(t.node), t.named, "") + 2})
		}
	}
	for i, b := range l.blocks {
		place := l.place(i)
		if place == elsewhere || place != beside && b.words > 20 || !strings.ContainsAny(b.text, "0123456789") {
			continue
		}
		text := b.text
		if b.words <= 2*longBlock { // words and dates in elements side by side may have no blank between them
			text = strings.Join(runs(b.node), " ")
		}
		text = text[:min(len(text), shownWithin)] // a rune that is cut is no part of a date
		for _, s := range dates.Stamps(text, m.lang, now) {
			before, behind := countWords(text[:s.Start]), countWords(text[s.End:])
			if !s.Full() || before > 12 || place != beside && before+behind > 14 {
				continue
			}
			points := l.datePoints(b.node, i, nameOfText(b, text[s.Start:s.End]), text[:s.Start])
			switch {
			case behind > longBlock && before > 3:
				points -= 4 // in running text
			case before+behind <= 3:
				points++
			}
			add(shownDate{s.Time(time.UTC), !s.Timed, points})
			break
		}
	}
	return best
}

// datePoints says how much speaks for a date at block i being the article's day of publication.
func (l *layout) datePoints(n *html.Node, i int, name dateName, before string) int {
	points := map[place]int{beside: 4, below: 2, inside: 0}[l.place(i)]
	if l.headline >= 0 && i >= l.headline-2 && i <= l.headline+4 {
		points++
	}
	points += map[dateName]int{publication: 3, someDate: 2, modified: -1, anotherDay: -4}[max(name, saysOf(before))]
	if l.foreign(n) {
		points -= 4
	}
	return points
}

// nameOfText is what the elements around and in a block say of the date in it.
func nameOfText(b block, date string) dateName {
	best := unnamed
	for n, up := b.node, 0; n != nil && up < 3; n, up = n.Parent, up+1 {
		if name := nameOfDate(n); name != unnamed {
			best = name
			break
		}
	}
	for n := range b.node.Descendants() {
		if n.Type == html.ElementNode && !isBlock(n) && !silent[n.DataAtom] {
			if name := nameOfDate(n); name > best && strings.Contains(strings.Join(runs(n), " "), date) {
				best = name
			}
		}
	}
	return best
}

var (
	otherLabel     = lazyregexp.New(`(?i)(?:registriert|joined|member since|mitglied seit|geboren|born|beginn|termin|event|konzert|deadline|frist|ab|bis|until|since|seit|gültig)\b.{0,12}$`)
	publishedLabel = lazyregexp.New(`(?i)(?:publi(?:shed|é|cado|cadacação|cación)|pubblicat[oa]|posted|erstellt|veröffentlicht|gepostet|geschrieben|eingestellt|erschienen|written|created|опубликован[оа]?|yayın\p{L}*|\bdat(?:e|um|a)|fecha|tarih|\b(?:vom|am|on|le|el|il))\s?\p{P}?\s*$`)
	modifiedLabel  = lazyregexp.New(`(?i)(?:updated?|modified|edited|aktualisiert|geändert|aktualisierung|stand|mis à jour|actualizad[oa]|atualizad[oa]|aggiornat[oa]|обновлен[оа]?|güncelle\p{L}*)\b.{0,12}$`)
)

// saysOf is what the words before a date say that it is.
func saysOf(before string) dateName {
	switch {
	case before == "":
	case otherLabel.MatchString(before):
		return anotherDay
	case modifiedLabel.MatchString(before):
		return modified
	case publishedLabel.MatchString(before):
		return publication
	}
	return unnamed
}
