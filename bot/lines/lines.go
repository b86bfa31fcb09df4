// Package lines is the adapter for programs: the same bot in JSON Lines, of which the
// shapes are kept. It renders a Reply as the others do, and reads rows of requests.
package lines

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"quoth/bot"
	"quoth/knowledge"
	"quoth/knowledge/audience"
)

// maxQuotes is how many quotes an answer line has at most.
const maxQuotes = 5

// Article is an article as the lines name it.
type Article struct {
	URL       string `json:"url"`
	Title     string `json:"title"`
	Source    string `json:"source"`
	Published string `json:"published"`
	Image     string `json:"image,omitempty"`       // the address of a picture of it
	FirstSeen bool   `json:"first_seen,omitempty"`  // published is when it was first seen, for want of a date
	Teaser    bool   `json:"teaser_only,omitempty"` // the whole of it could not be had
	ID        int64  `json:"id,omitempty"`          // its number, by which one without an address is named; 0 for others
}

// NewArticle is the heading of an article.
func NewArticle(a knowledge.Article) Article {
	line := Article{URL: knowledge.WithoutUser(a.URL), Title: a.Title, Source: a.Source, Published: Published(a), Image: a.Image, FirstSeen: a.FirstSeen, Teaser: a.TeaserOnly}
	if line.URL == "" {
		line.ID = a.ID
	}
	return line
}

// Published is when an article was published: RFC 3339, or the day alone where no more is
// known; "" for an article without a date.
func Published(a knowledge.Article) string {
	switch {
	case a.Published.IsZero():
		return ""
	case a.DateOnly:
		return a.Published.Format(time.DateOnly)
	}
	return a.Published.Format(time.RFC3339)
}

type answerRange struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Value string `json:"value,omitempty"`
}

type passage struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Quote is a quote as the lines give it.
type Quote struct {
	Article Article      `json:"article"`
	Start   int          `json:"start"`
	End     int          `json:"end"`
	Text    string       `json:"text"`
	Answer  *answerRange `json:"answer,omitempty"`
	Context []passage    `json:"context,omitempty"`
	Link    string       `json:"link"`
	Score   float64      `json:"score"`
	Also    []Article    `json:"also,omitempty"`
	Edited  bool         `json:"edited,omitempty"`
	Seal    string       `json:"seal,omitempty"` // of the article: see knowledge.Seal
}

// NewQuote is the line of a quote.
func NewQuote(q bot.Quote) Quote {
	line := Quote{Article: NewArticle(q.Article), Start: q.Start, End: q.End, Text: q.Text, Link: q.Link, Score: q.Score, Edited: q.Edited, Seal: q.Seal}
	if !q.Answer.Empty() {
		line.Answer = &answerRange{q.Answer.Start, q.Answer.End, q.Value}
	}
	for _, p := range q.Context {
		line.Context = append(line.Context, passage{p.Start, p.End, p.Text})
	}
	for _, a := range q.Also {
		line.Also = append(line.Also, NewArticle(a))
	}
	return line
}

func newQuotes(quotes []bot.Quote) []Quote {
	lines := make([]Quote, 0, len(quotes))
	for _, q := range quotes {
		lines = append(lines, NewQuote(q))
	}
	return lines
}

type basis struct {
	Kind  knowledge.BasisKind `json:"kind"`
	Text  string              `json:"text"`
	Start int                 `json:"start"`
	End   int                 `json:"end"`
}

type datedQuote struct {
	Quote
	Basis basis `json:"basis"`
}

// Entry is one date of a timeline.
type Entry struct {
	Date        string                `json:"date"`
	Granularity knowledge.Granularity `json:"granularity"`
	Mentions    int                   `json:"mentions"`
	Quotes      []datedQuote          `json:"quotes"`
}

func newEntry(e bot.Entry) Entry {
	line := Entry{Date: e.ISO, Granularity: e.Granularity, Mentions: e.Mentions, Quotes: []datedQuote{}}
	for _, q := range e.Quotes {
		dated := datedQuote{Quote: NewQuote(q)}
		if b := q.Basis; b != nil {
			dated.Basis = basis{Kind: b.Kind, Start: b.Start, End: b.End}
			if q.Range.Contains(b.Range) && !b.Empty() {
				dated.Basis.Text = q.Text[b.Start-q.Start : b.End-q.Start]
			}
		}
		line.Quotes = append(line.Quotes, dated)
	}
	return line
}

type outlet struct {
	Source   string `json:"source"`
	Articles int    `json:"articles"`
	Newest   string `json:"newest"`
}

type subscription struct {
	Number  int           `json:"number"` // in the list, from 1
	Topic   string        `json:"topic"`
	Pace    audience.Pace `json:"pace"`
	Paused  bool          `json:"paused"`
	Stopped string        `json:"stopped,omitempty"`
	Created string        `json:"created"`
}

// Alert is the line of an alert that following a topic would have brought.
type Alert struct {
	Date     string             `json:"date"`
	Kind     audience.AlertKind `json:"kind"`
	Articles []Article          `json:"articles"`
	Quote    Quote              `json:"quote"`
}

// NewAlert is the line of an alert on an article with the quote that it shows; update is
// set for one of a story that was told before.
func NewAlert(a knowledge.Article, update bool, q bot.Quote) Alert {
	line := Alert{Date: Published(a), Kind: audience.NewStory, Articles: []Article{NewArticle(a)}, Quote: NewQuote(q)}
	if update {
		line.Kind = audience.Change
	}
	return line
}

// Render writes what a reply shows, a line for each: the quotes, or the articles where it
// shows headlines, the dates of a timeline, the outlets, or the subscriptions. Quoth's own
// words are left out.
func Render(w io.Writer, r bot.Reply) error {
	for _, line := range rows(r) {
		if err := Write(w, line); err != nil {
			return err
		}
	}
	return nil
}

func rows(r bot.Reply) (lines []any) {
	var headlines []any
	for _, b := range bot.Unfold(r.Blocks) {
		switch b := b.(type) {
		case bot.Quote:
			lines = append(lines, NewQuote(b))
		case bot.Entry:
			lines = append(lines, newEntry(b))
		case bot.Headline: // above quotes it is their article's
			headlines = append(headlines, NewArticle(b.Article))
		}
	}
	if len(lines) == 0 {
		lines = headlines
	}
	for _, s := range r.Outlets {
		lines = append(lines, outlet{s.Name, s.Articles, Published(knowledge.Article{Published: s.Newest, DateOnly: true})})
	}
	for i, s := range r.Following {
		lines = append(lines, subscription{i + 1, s.Topic, s.Pace, s.Paused, s.Stopped, s.Created.UTC().Format(time.RFC3339)})
	}
	return lines
}

// QuotesOf are the quotes that a reply shows, in their order.
func QuotesOf(r bot.Reply) []Quote {
	quotes := []Quote{}
	for _, b := range bot.Unfold(r.Blocks) {
		if q, ok := b.(bot.Quote); ok {
			quotes = append(quotes, NewQuote(q))
		}
	}
	return quotes
}

// EntriesOf are the dates of a timeline that a reply shows, in their order.
func EntriesOf(r bot.Reply) []Entry {
	entries := []Entry{}
	for _, b := range bot.Unfold(r.Blocks) {
		if e, ok := b.(bot.Entry); ok {
			entries = append(entries, newEntry(e))
		}
	}
	return entries
}

// Write writes one line of JSON, with characters such as < as they are. Those that
// bot.Printable would leave out are written as \u202e, so that the line is printable and
// says every character.
func Write(w io.Writer, v any) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	text := line.String()
	if bot.Printable(text) != text {
		text = escaped(text)
	}
	_, err := io.WriteString(w, text)
	return err
}

// escaped writes whatever is no letter, digit, sign or space in JSON's escapes.
func escaped(line string) string {
	var b strings.Builder
	for _, r := range line {
		if r == '\n' || unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Zs) && bot.Printable(string(r)) == string(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, "\\u%04x", unit)
		}
	}
	return b.String()
}

// Round cuts a number to three decimals, as the lines give numbers.
func Round(x float64) float64 { return float64(int64(x*1000+.5)) / 1000 }
