package page

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"quoth/knowledge/dates"
	"quoth/knowledge/lazyregexp"
)

// ParseDate reads a publication time as pages write it, in any language that package dates reads. dateOnly says that s
// names a day alone. A time without a zone is taken as UTC. What lies after now (by more than a day, for clocks and
// zones differ) or before 1900 is refused, and so is the Unix epoch, which content systems write for "unknown".
func ParseDate(s string, now time.Time) (t time.Time, dateOnly, ok bool) {
	return parseDate(s, "", now)
}

// parseDate is ParseDate for a page in a language.
func parseDate(s, language string, now time.Time) (t time.Time, dateOnly, ok bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && (len(s) == 10 || len(s) == 13) { // Unix seconds or milliseconds
		if len(s) == 13 {
			n /= 1000
		}
		t := time.Unix(n, 0).UTC()
		return t, false, Plausible(t, now)
	}
	stamp, ok := dates.ParseStamp(s, language, now)
	if !ok {
		return time.Time{}, false, false
	}
	t = stamp.Time(time.UTC)
	return t, !stamp.Timed, Plausible(t, now)
}

// NamedZone reports whether a date ends in the name of a time zone, or in UTC's offset.
func NamedZone(s string) bool {
	stamp, ok := dates.ParseStamp(s, "", time.Time{})
	return ok && stamp.Zone != nil && stamp.Zone.String() != ""
}

// Plausible reports whether t can be when an article was published.
func Plausible(t, now time.Time) bool {
	return t.Year() >= 1900 && !t.After(now.Add(24*time.Hour)) && t.Sub(time.Unix(0, 0)).Abs() > 24*time.Hour
}

var pathDate = lazyregexp.New(`/((?:19|20)\d\d)[/-](\d\d|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](\d\d?)(?:[/-]|$)`)

// pathDay is the day that stands in the path of an article's address, such as /2021/11/26/.
func pathDay(path string, now time.Time) (time.Time, bool) {
	m := pathDate.FindStringSubmatch(strings.ToLower(path))
	if m == nil {
		return time.Time{}, false
	}
	for _, layout := range []string{"2006-1-2", "2006-Jan-2"} {
		if t, err := time.Parse(layout, m[1]+"-"+m[2]+"-"+m[3]); err == nil {
			return t, Plausible(t, now)
		}
	}
	return time.Time{}, false
}

// A timeElement is an element whose value is a time.
type timeElement struct {
	node  *html.Node
	value string
	named dateName
}

// dateName is what an element's name or the words before a date say that the date is.
type dateName int

const (
	unnamed     dateName = iota
	modified             // when the page was changed
	someDate             // a date
	publication          // when the article was published
	anotherDay           // of something else: an event, a member's joining
)

// timeOf reads n as an element that gives a time: <time>, and what microdata, RDFa and microformats mark.
func timeOf(n *html.Node) (timeElement, bool) {
	t := timeElement{node: n, named: nameOfDate(n)}
	if n.DataAtom != atom.Time && t.named != publication {
		return t, false
	}
	for _, key := range []string{"datetime", "content", "title"} {
		if t.value = strings.TrimSpace(Attribute(n, key)); t.value != "" && strings.ContainsAny(t.value, "0123456789") {
			return t, true
		}
	}
	t.value = line(n)
	return t, t.value != "" && len(t.value) <= 100
}

func nameOfDate(n *html.Node) dateName {
	for _, key := range []string{"itemprop", "property"} {
		switch v := strings.ToLower(Attribute(n, key)); {
		case strings.HasSuffix(v, "datepublished"), strings.HasSuffix(v, "datecreated"):
			return publication
		case strings.HasSuffix(v, "datemodified"):
			return modified
		}
	}
	best := unnamed
	if hasAttribute(n, "pubdate") {
		best = publication
	}
	for _, w := range namesOf(n) {
		switch name := dateNames[w]; name {
		case modified:
			return modified
		default:
			best = max(best, name)
		}
	}
	return best
}

// dateNames are the words with which elements name themselves after dates.
var dateNames = func() map[string]dateName {
	m := make(map[string]dateName)
	for name, words := range map[dateName]string{
		modified:    `updated update modified lastupdated lastmodified aktualisiert geaendert`,
		publication: `published publish pubdate publishdate publishingdate publicationdate dtpublished datepublished veroeffentlicht`,
		someDate:    `date datum datetime time timestamp fecha data tarih created creationdate posted postdate entrydate day`,
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] = name
		}
	}
	return m
}()
