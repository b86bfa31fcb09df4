package web

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"quoth/bot"
	"quoth/knowledge"
)

// TestTopicAsFeed reads a topic as a feed.
func TestTopicAsFeed(t *testing.T) {
	k := open(t, nil, ferry...)
	response, body := k.get(t, "/topic.atom?topic=ferry")
	var feed struct {
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Entries []struct {
			Links []struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(body), &feed); err != nil || !strings.HasPrefix(response.Header.Get("Content-Type"), "application/atom+xml") {
		t.Fatalf("%v:\n%s", err, body)
	}
	if len(feed.Entries) != 3 || feed.Updated != "2024-05-06T09:00:00Z" || len(feed.Entries[0].Links) != 2 || feed.Entries[0].Links[0].Href != "https://echo.example/strike" {
		t.Errorf("the feed is %+v", feed)
	}
}

// TestTopicAsTyped gets a topic under the name that what people type has on every page.
func TestTopicAsTyped(t *testing.T) {
	k := open(t, nil, ferry...)
	for _, page := range []string{"/topic.atom", "/topic.ics"} {
		_, want := k.get(t, page+"?topic=ferry")
		if response, got := k.get(t, page+"?q=ferry"); response.StatusCode != http.StatusOK || got != want {
			t.Errorf("%s has status %d:\n%s", page, response.StatusCode, got)
		}
	}
}

// TestFeedHasTheNewest has more articles on a topic than its feed has: the feed has the newest.
func TestFeedHasTheNewest(t *testing.T) {
	all := slices.Clone(ferry[1:])
	for i := range feedEntries + 15 {
		all = append(all, knowledge.Article{
			URL: fmt.Sprintf("https://gazette.example/old/%d", i), Title: fmt.Sprintf("Ferry strike %d", i), Source: "Gazette", Published: day(2023, 1, 1+i), DateOnly: true, Language: "en",
			Text: fmt.Sprintf("The ferry strike is in its day %d. The ferry strike goes on.", i),
		})
	}
	_, body := open(t, nil, all...).get(t, "/topic.atom?topic=ferry")
	holds(t, body, "<updated>2024-05-06T09:00:00Z</updated>", "Strike of ferry sailors halts Portmouth", "Ferry strike 44")
	if n := strings.Count(body, "<entry>"); n != feedEntries {
		t.Errorf("the feed has %d entries", n)
	}
}

// TestTopicAsCalendar reads a topic as a calendar: each event has its days, and no line is
// too long.
func TestTopicAsCalendar(t *testing.T) {
	k := open(t, nil, ferry...)
	response, body := k.get(t, "/topic.ics?topic=ferry")
	if got := response.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/calendar") {
		t.Errorf("it is %s", got)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(body, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line has %d bytes: %q", len(line), line)
		}
	}
	unfolded := strings.ReplaceAll(body, "\r\n ", "")
	holds(t, unfolded, "BEGIN:VCALENDAR\r\n", "DTSTART;VALUE=DATE:20240503\r\nDTEND;VALUE=DATE:20240504\r\n", "DTSTART;VALUE=DATE:20210301\r\nDTEND;VALUE=DATE:20210401\r\n", `stopped work on Friday\, the union said.`, "END:VCALENDAR\r\n")
}

// TestScale draws a timeline to scale: over months the months are written, over years some of
// the years.
func TestScale(t *testing.T) {
	entries := func(days ...string) (all []bot.Block) {
		for _, d := range days {
			all = append(all, bot.Entry{ISO: d, Date: d})
		}
		return all
	}
	for _, c := range []struct {
		days         []string
		marks, ticks string
	}{
		{[]string{"2021-01-01", "2021-01-11", "2021-02-10"}, "80 290 920", "2021 Feb 2021"},
		{[]string{"2000", "2010", "2020"}, "80 500 920", "2005 2010 2015 2020"},
		{[]string{"1911-06-07", "2020", "2022"}, "80 904 920", "1925 1950 1975 2000"},
		{[]string{"2021-01-01", "2021-01-01"}, "500 500", "2021"},
		{[]string{"2025-10-02", "2025-10-12", "2025-10-22"}, "80 500 920", "2 Oct 22 Oct"},
		{[]string{"2025-09-29", "2025-10-12", "2025-10-25"}, "80 500 920", "29 Sep 25 Oct"},
		{[]string{"2025-10", "2025-10-26"}, "80 920", ""},
	} {
		r, _ := http.NewRequest(http.MethodGet, "/timeline?q=x", nil)
		s := newVisit(r, "", nil).scale(entries(c.days...))
		var marks, ticks []string
		for _, m := range s.Marks {
			marks = append(marks, fmt.Sprint(m.X))
		}
		for _, tick := range s.Ticks {
			ticks = append(ticks, tick.Words)
		}
		if strings.Join(marks, " ") != c.marks || strings.Join(ticks, " ") != c.ticks {
			t.Errorf("%v has marks at %v and the words %v", c.days, marks, ticks)
		}
	}
	r, _ := http.NewRequest(http.MethodGet, "/timeline?q=x", nil)
	if s := newVisit(r, "", nil).scale(entries("2021")); s != nil {
		t.Errorf("one date is drawn as %+v", s)
	}
}
