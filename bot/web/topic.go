package web

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"

	"quoth/bot"
	"quoth/knowledge"
)

// The media types of a feed (RFC 4287) and of a calendar (RFC 5545), by which readers of feeds know what a page leads to.
const (
	atomKind, calendarKind = "application/atom+xml", "text/calendar"
	pageKind               = "text/html"
)

// feeds are a topic as a feed and as a calendar.
func (v *visit) feeds(topic string) []link {
	return []link{
		{Words: v.p.Say("web.feed"), Address: v.address("/topic.atom", "topic", topic), Kind: atomKind},
		{Words: v.p.Say("web.calendar"), Address: v.address("/topic.ics", "topic", topic), Kind: calendarKind},
	}
}

// ask handles a use of a command on the topic that the address names, and fails as a page
// when it is refused.
func (s *Server) ask(v *visit, use bot.Action, most int) (bot.Reply, error) {
	v.request.Command, v.request.Args, v.request.Most = use.Command, use.Args, most
	answered := s.engine.Handle(v.r.Context(), v.request)
	switch status := status(answered); {
	case answered.Missing != nil:
		return answered, badInput
	case status == badInput.status, status == tooMany.status, status == tooBusy.status:
		return answered, problem{status: status, words: answered.Words()}
	case status != 0:
		return answered, cmp.Or(answered.Err, error(broken))
	}
	return answered, nil
}

const (
	// feedEntries and calendarEntries are how many entries a topic has as a feed and as a calendar.
	feedEntries, calendarEntries = 30, 40
)

// The elements of a feed (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Updated   string     `xml:"updated"`
	Published string     `xml:"published,omitempty"`
	Author    atomName   `xml:"author"`
	Links     []atomLink `xml:"link"`
	Content   atomText   `xml:"content"`
}

type atomName struct {
	Name string `xml:"name"`
}

type atomText struct {
	Type     string `xml:"type,attr"`
	Language string `xml:"xml:lang,attr,omitempty"`
	Text     string `xml:",chardata"`
}

// topicFeed is a topic as a feed: the newest articles on it, each with its best sentence.
func (s *Server) topicFeed(v *visit) (document, error) {
	topic := cmp.Or(v.typed("topic"), v.typed("q"))
	v.request.Newest = true
	answered, err := s.ask(v, bot.SearchFor(topic), feedEntries)
	if err != nil {
		return document{}, err
	}
	base := s.base(v)
	self := base + v.address("/topic.atom", "topic", topic)
	feed := atomFeed{ID: self, Title: bot.Printable(topic), Updated: time.Unix(0, 0).UTC().Format(time.RFC3339), Links: []atomLink{{"self", atomKind, self}, {"alternate", pageKind, base + v.address("/"+bot.SearchFor(topic).Command, "q", topic)}}}
	var quotes []bot.Quote
	for _, b := range bot.Unfold(answered.Blocks) {
		if q, is := b.(bot.Quote); is && !slices.ContainsFunc(quotes, func(o bot.Quote) bool { return o.Article.ID == q.Article.ID }) {
			quotes = append(quotes, q)
		}
	}
	slices.SortStableFunc(quotes, func(a, b bot.Quote) int { return b.Article.Published.Compare(a.Article.Published) })
	for _, q := range quotes {
		stored := base + v.stored(q.Article, q.Range)
		e := atomEntry{
			ID: base + fmt.Sprintf("/article/%d", q.Article.ID), Title: bot.Printable(cmp.Or(q.Article.Title, v.p.Say("web.untitled"))),
			Updated: moment(q.Article).Format(time.RFC3339), Author: atomName{bot.Printable(cmp.Or(q.Article.Source, "—"))},
			Links: []atomLink{{"alternate", pageKind, cmp.Or(q.Link, stored)}, {"related", pageKind, stored}}, Content: atomText{"text", q.Article.Language, bot.Printable(q.Text)},
		}
		if !q.Article.Published.IsZero() {
			e.Published = q.Article.Published.UTC().Format(time.RFC3339)
		}
		feed.Updated = max(feed.Updated, e.Updated)
		feed.Entries = append(feed.Entries, e)
	}
	data, err := xml.MarshalIndent(feed, "", " ")
	if err != nil {
		return document{}, fmt.Errorf("topic as a feed: %w", err)
	}
	return document{kind: atomKind + "; charset=utf-8", data: append([]byte(xml.Header), data...)}, nil
}

// moment is when an article was printed, or else stored.
func moment(a knowledge.Article) time.Time {
	if a.Published.IsZero() {
		return a.Added.UTC()
	}
	return a.Published.UTC()
}

// topicCalendar is a topic as a calendar (RFC 5545): what happened when, each with its quote.
func (s *Server) topicCalendar(v *visit) (document, error) {
	topic := cmp.Or(v.typed("topic"), v.typed("q"))
	answered, err := s.ask(v, bot.TimelineOf(topic), calendarEntries)
	if err != nil {
		return document{}, err
	}
	base, stamp := s.base(v), s.now().UTC().Truncate(24*time.Hour).Format("20060102T150405Z")
	var b bytes.Buffer
	put := func(name, value string) { fold(&b, name+":"+value) }
	put("BEGIN", "VCALENDAR")
	put("VERSION", "2.0")
	put("PRODID", "-//Quoth//EN")
	put("X-WR-CALNAME", escape(topic))
	for _, block := range bot.Unfold(answered.Blocks) {
		e, is := block.(bot.Entry)
		if !is || len(e.Quotes) == 0 {
			continue
		}
		first, end, dated := dateOf(e)
		if !dated {
			continue
		}
		q := e.Quotes[0]
		put("BEGIN", "VEVENT")
		put("UID", fmt.Sprintf("%s-%d-%d-%d@quoth", e.ISO, q.Article.ID, q.Article.Version, q.Start))
		put("DTSTAMP", stamp)
		fold(&b, "DTSTART;VALUE=DATE:"+first.Format("20060102"))
		fold(&b, "DTEND;VALUE=DATE:"+end.Format("20060102"))
		put("SUMMARY", escape(q.Text))
		put("DESCRIPTION", escape(v.p.Quoted(q.Text)+"\n"+bot.Calendar{Printer: v.p}.Source(q.Article)))
		put("URL", oneLine(cmp.Or(q.Link, base+v.stored(q.Article, q.Range))))
		put("TRANSP", "TRANSPARENT")
		put("END", "VEVENT")
	}
	put("END", "VCALENDAR")
	return document{kind: calendarKind + "; charset=utf-8", data: b.Bytes()}, nil
}

// base is where the reader reached the pages.
func (s *Server) base(v *visit) string {
	if s.url != "" {
		return s.url
	}
	scheme := "http"
	if v.r.TLS != nil || strings.EqualFold(v.r.Header.Get("X-Forwarded-Proto"), "https") {
		scheme = "https"
	}
	return scheme + "://" + v.r.Host
}

func oneLine(s string) string { return strings.ReplaceAll(bot.Printable(s), "\n", " ") }

// escape writes text as the value of a property.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(bot.Printable(s))
}

// fold writes a line of a calendar in lines of at most 75 bytes, cut between characters.
func fold(b *bytes.Buffer, line string) {
	room := 75
	for _, r := range line {
		c := string(r)
		if len(c) > room {
			b.WriteString("\r\n ")
			room = 74
		}
		b.WriteString(c)
		room -= len(c)
	}
	b.WriteString("\r\n")
}
