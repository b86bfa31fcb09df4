package seeds

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"
)

type story struct {
	URL       string `json:"url"`
	Title     string `json:"title"`
	Source    string `json:"source"`
	Published string `json:"published"`
	Language  string `json:"language"`
	Text      string `json:"text"`

	subject   string
	published time.Time
}

func (s story) sentences() []string {
	var all []string
	for paragraph := range strings.SplitSeq(s.Text, "\n\n") {
		all = append(all, strings.Split(sentenceEnd.ReplaceAllString(paragraph, "$1\n"), "\n")...)
	}
	return all
}

var (
	months      = `(?:January|February|March|April|May|June|July|August|September|October|November|December)`
	weekdays    = `(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)`
	fullDate    = regexp.MustCompile(`\b\d{1,2} ` + months + ` \d{4}\b`)
	datedDay    = regexp.MustCompile(`\b(` + weekdays + `), (\d{1,2} ` + months + `)( \d{4})?`)
	sentenceEnd = regexp.MustCompile(`([a-z0-9)]{2}[.!?]) `)
	looksAhead  = regexp.MustCompile(`\b(?:will|is to|are to|is due to|must|by|until|from|ceases)\b`)
)

func readStories(t *testing.T) []story {
	t.Helper()
	var all []story
	for _, name := range storyFiles() {
		content, err := stories.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasSuffix(content, []byte("\n")) {
			t.Errorf("%s does not end with a newline, so the next file would run into it", name)
		}
		for i, line := range bytes.Split(bytes.TrimSuffix(content, []byte("\n")), []byte("\n")) {
			decoder := json.NewDecoder(bytes.NewReader(line))
			decoder.DisallowUnknownFields()
			s := story{subject: strings.TrimSuffix(path.Base(name), ".jsonl")}
			if err := decoder.Decode(&s); err != nil {
				t.Fatalf("%s line %d: %v", name, i+1, err)
			}
			if s.published, err = time.Parse(time.DateOnly, s.Published); err != nil {
				t.Fatalf("%s line %d: %v", name, i+1, err)
			}
			all = append(all, s)
		}
	}
	return all
}

func parseDate(t *testing.T, s story, date string) time.Time {
	t.Helper()
	day, err := time.Parse("2 January 2006", date)
	if err != nil {
		t.Errorf("%s: %q is no day of the calendar", s.Title, date)
	}
	return day
}

func TestStoriesCoverSeveralSubjects(t *testing.T) {
	bySubject := map[string]int{}
	all := readStories(t)
	for _, s := range all {
		bySubject[s.subject]++
	}
	if len(all) < 40 {
		t.Errorf("%d stories, want at least 40", len(all))
	}
	if len(bySubject) < 7 {
		t.Errorf("%d subjects, want at least 7", len(bySubject))
	}
	if bySubject["karabakh"] < 12 {
		t.Errorf("%d stories on Nagorno-Karabakh, want at least 12", bySubject["karabakh"])
	}
	for subject, n := range bySubject {
		if n < 3 {
			t.Errorf("%d stories on %s, too few for a timeline", n, subject)
		}
	}
	if lines := bytes.Count(Stories(), []byte("\n")); lines != len(all) {
		t.Errorf("Stories has %d lines, the files hold %d stories", lines, len(all))
	}
}

func TestStoriesAreWellFormed(t *testing.T) {
	urls, titles := map[string]bool{}, map[string]bool{}
	var previous story
	for _, s := range readStories(t) {
		if u, err := url.Parse(s.URL); err != nil || u.Scheme != "https" || u.Host == "" {
			t.Errorf("%s: url %q is not an https address (%v)", s.Title, s.URL, err)
		}
		if urls[s.URL] {
			t.Errorf("%s: url %q is used twice", s.Title, s.URL)
		}
		if s.Title == "" || titles[s.Title] {
			t.Errorf("title %q is empty or used twice", s.Title)
		}
		urls[s.URL], titles[s.Title] = true, true
		if s.Source != "Quoth starter stories" || s.Language != "en" {
			t.Errorf("%s: source %q, language %q", s.Title, s.Source, s.Language)
		}
		if s.published.After(time.Now()) {
			t.Errorf("%s: published %s lies in the future", s.Title, s.Published)
		}
		if s.subject == previous.subject && s.published.Before(previous.published) {
			t.Errorf("%s: published before %q, which stands above it", s.Title, previous.Title)
		}
		previous = s
		if n := len(strings.Fields(s.Text)); n < 120 || n > 300 {
			t.Errorf("%s: %d words, want 120 to 300", s.Title, n)
		}
		for _, paragraph := range strings.Split(s.Text, "\n\n") {
			if paragraph != strings.Join(strings.Fields(paragraph), " ") || !strings.HasSuffix(paragraph, ".") {
				t.Errorf("%s: untidy paragraph %q", s.Title, paragraph)
			}
		}
		for _, sentence := range s.sentences() {
			if len(sentence) > 400 {
				t.Errorf("%s: sentence of %d bytes: %q", s.Title, len(sentence), sentence)
			}
		}
	}
}

func TestDatesAgreeWithTheCalendar(t *testing.T) {
	checked := 0
	for _, s := range readStories(t) {
		for _, match := range datedDay.FindAllStringSubmatch(s.Text, -1) {
			year := match[3]
			if year == "" {
				year = " " + s.Published[:4]
			}
			if day := parseDate(t, s, match[2]+year); day.Weekday().String() != match[1] {
				t.Errorf("%s: %q was a %s", s.Title, match[0], day.Weekday())
			}
			checked++
		}
	}
	if checked < 40 {
		t.Errorf("only %d weekdays with a date were found", checked)
	}
}

func TestStoriesAreToldOnTheDayOrTheDayAfter(t *testing.T) {
	for _, s := range readStories(t) {
		lead, _, _ := strings.Cut(s.Text, "\n\n")
		fresh := false
		for _, date := range fullDate.FindAllString(lead, -1) {
			age := s.published.Sub(parseDate(t, s, date))
			fresh = fresh || age == 0 || age == 24*time.Hour
		}
		if !fresh {
			t.Errorf("%s: no date in the first paragraph is that of publication (%s) or the day before", s.Title, s.Published)
		}
		for _, sentence := range s.sentences() {
			for _, date := range fullDate.FindAllString(sentence, -1) {
				if parseDate(t, s, date).After(s.published) && !looksAhead.MatchString(sentence) {
					t.Errorf("%s, published %s, tells of %s as past: %q", s.Title, s.Published, date, sentence)
				}
			}
		}
	}
}

func TestOneSentenceTellsWhenTheWarEnded(t *testing.T) {
	for _, s := range readStories(t) {
		for _, sentence := range s.sentences() {
			if strings.Contains(sentence, "44-day war") && strings.Contains(sentence, " ended on Tuesday, 10 November 2020") {
				return
			}
		}
	}
	t.Error("no sentence names the 44-day war, its end and the date")
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Type     string    `xml:"type,attr"`
	XMLURL   string    `xml:"xmlUrl,attr"`
	HTMLURL  string    `xml:"htmlUrl,attr"`
	Outlines []outline `xml:"outline"`
}

func TestFeedsAreValidOPML(t *testing.T) {
	var list struct {
		XMLName  xml.Name  `xml:"opml"`
		Version  string    `xml:"version,attr"`
		Title    string    `xml:"head>title"`
		Subjects []outline `xml:"body>outline"`
	}
	if err := xml.Unmarshal(Feeds(), &list); err != nil {
		t.Fatal(err)
	}
	if list.Version != "2.0" || list.Title == "" {
		t.Errorf("version %q, title %q", list.Version, list.Title)
	}
	seen := map[string]bool{}
	for _, subject := range list.Subjects {
		if subject.Text == "" || subject.XMLURL != "" || len(subject.Outlines) == 0 {
			t.Errorf("outline %q is no group of feeds", subject.Text)
		}
		for _, feed := range subject.Outlines {
			if feed.Type != "rss" || feed.Text == "" || len(feed.Outlines) != 0 {
				t.Errorf("%s: outline %q of type %q is no feed", subject.Text, feed.Text, feed.Type)
			}
			for _, address := range []string{feed.XMLURL, feed.HTMLURL} {
				if u, err := url.Parse(address); err != nil || u.Scheme != "https" || u.Host == "" {
					t.Errorf("%s: %q is not an https address (%v)", feed.Text, address, err)
				}
			}
			if seen[feed.XMLURL] {
				t.Errorf("%s: %s is listed twice", feed.Text, feed.XMLURL)
			}
			seen[feed.XMLURL] = true
		}
	}
	if len(seen) < 25 {
		t.Errorf("%d feeds, want at least 25", len(seen))
	}
}

func TestCallersOwnWhatTheyGet(t *testing.T) {
	for name, get := range map[string]func() []byte{"Stories": Stories, "Feeds": Feeds} {
		want := get()
		changed := get()
		clear(changed)
		if !bytes.Equal(get(), want) {
			t.Errorf("%s: a caller's change reached the next caller", name)
		}
	}
}
