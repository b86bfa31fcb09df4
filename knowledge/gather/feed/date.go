package feed

import (
	"net/http"
	"strings"
	"time"

	"quoth/knowledge/dates"
	"quoth/knowledge/gather/page"
)

// publishedFields are the fields that may hold an entry's date, the surest first;
// those behind say when it was changed.
var publishedFields = []string{
	"pubdate", "published", "news:publication_date", "dcterms:issued", "dcterms:created", "dcterms:available", "issued", "dc:date", "dcterms:date", "created",
	"date", "atom:published", "itunes:pubdate", "updated", "dcterms:modified", "modified", "atom:updated", "lastmod",
}

// changedFields say when an entry was last changed.
var changedFields = []string{"updated", "atom:updated", "dcterms:modified", "modified", "lastmod"}

// firstDate is what stands in the first of names that a field has.
func firstDate(fields []field, names []string) string {
	for _, name := range names {
		for _, f := range fields {
			if f.name == name {
				if s := f.plain(); s != "" {
					return s
				}
			}
		}
	}
	return ""
}

func (e *Entry) setTimes(fields []field, r *reader) {
	e.Dated = firstDate(fields, publishedFields)
	e.setPublished(r)
	e.setUpdated(firstDate(fields, changedFields), r)
}

// setPublished reads e.Dated.
func (e *Entry) setPublished(r *reader) {
	e.Dated = strings.TrimSpace(e.Dated)
	t, day, zoneless, ok := readDate(e.Dated, r)
	if !ok {
		return
	}
	e.Published, e.DateOnly, e.Zoneless = t, day, zoneless
	switch {
	case t.After(r.now):
		e.Published, e.DateOnly, e.Ahead = r.now.UTC().Truncate(time.Second), false, t.Sub(r.now)
	case !page.Plausible(t, r.now):
		e.Published, e.DateOnly, e.Zoneless = time.Time{}, false, false
	}
}

// InZone reads the times of day of a channel's entries that name no zone anew, in
// another one.
func (c *Channel) InZone(zone *time.Location, now time.Time) {
	r := &reader{zone: zone, now: now, language: c.Language}
	for i := range c.Entries {
		if e := &c.Entries[i]; e.Zoneless {
			e.Ahead = 0
			e.setPublished(r)
		}
	}
}

func (e *Entry) setUpdated(written string, r *reader) {
	if t, _, _, ok := readDate(written, r); ok && !t.After(r.now) && page.Plausible(t, r.now) {
		e.Updated = t.UTC()
	}
}

// readDate reads a date as feeds write it. day says that it is a day alone, zoneless
// that it is a time of day without a zone, which is read in that of the feed.
func readDate(s string, r *reader) (t time.Time, day, zoneless, ok bool) {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" || len(s) > 100 {
		return time.Time{}, false, false, false
	}
	for _, layout := range [...]string{time.RFC3339, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", http.TimeFormat} {
		if t, err := time.Parse(layout, s); err == nil {
			return inUTC(t), false, false, true
		}
	}
	stamp, ok := dates.ParseStamp(s, r.language, r.now)
	if !ok {
		return time.Time{}, false, false, false
	}
	return inUTC(stamp.Time(r.zone)), !stamp.Timed, stamp.Timed && stamp.Zone == nil, true
}

// inUTC is a time whose offset is none in UTC itself, and another as it is.
func inUTC(t time.Time) time.Time {
	if _, offset := t.Zone(); offset == 0 {
		return t.UTC()
	}
	return t
}

// Timed reports whether Published is a time that can be reckoned with: many feeds
// write a day as its midnight.
func (e *Entry) Timed() bool {
	return !e.Published.IsZero() && !e.DateOnly && e.Ahead == 0 && !strings.Contains(e.Dated, "00:00:00")
}
