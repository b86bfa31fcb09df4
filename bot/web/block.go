package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"quoth/bot"
	"quoth/bot/text"
	"quoth/knowledge"
)

// block is a block of a reply as the template takes it: one field is set.
type block struct {
	Heading  string
	Text     []string // lines
	Notice   string
	Quote    *quote
	Headline *headline
	Entry    *entry
	Folded   *folded
}

// run is some words, in the weight that they have.
type run struct {
	Words   string
	Bold    bool
	Context bool // beside the quote
}

type quote struct {
	Runs     []run
	Language string
	Remarks  []string
	Source   string // "" where that of a later quote stands for it
	Link     string // to where it was printed; "" for none
	Stored   link   // to the article as it was printed
}

type headline struct {
	Title    string
	Language string
	Address  string
	By       string
	Link     string
	Head     bool
}

type entry struct {
	Anchor, Date, Note, Later string
	Quotes                    []*quote
}

type folded struct {
	Label  string
	Blocks []block
}

// blocks are those of a reply, in a reader's days.
type blocks struct {
	v    *visit
	days bot.Calendar
}

// of makes the blocks of a page.
func (b blocks) of(all []bot.Block) (out []block) {
	var last *quote // whose source comes next
	for _, given := range bot.Sourced(all) {
		switch given := given.(type) {
		case bot.Heading:
			out = append(out, block{Heading: given.Text})
		case bot.Text:
			out = append(out, block{Text: strings.Split(given.Text, "\n")})
		case bot.Notice:
			out = append(out, block{Notice: given.Text})
		case bot.Quote:
			last = b.quote(given)
			out = append(out, block{Quote: last})
		case bot.Source:
			if last != nil {
				last.Source, last.Link = b.source(given), given.Link
			}
		case bot.Headline:
			out = append(out, block{Headline: b.headline(given)})
		case bot.Entry:
			e := &entry{Anchor: "on-" + given.ISO, Date: given.Date, Note: given.Note, Later: given.Later}
			for _, q := range given.Quotes {
				shown := b.quote(q)
				shown.Source, shown.Link = b.source(bot.Source{Article: q.Article}), q.Link
				e.Quotes = append(e.Quotes, shown)
			}
			out = append(out, block{Entry: e})
		case bot.Folded:
			out = append(out, block{Folded: &folded{Label: given.Label, Blocks: b.of(given.Blocks)}})
		case bot.Picture:
			out = append(out, block{Text: []string{given.Alt}})
		}
	}
	return out
}

func (b blocks) source(s bot.Source) string {
	s.Article = brief(s.Article)
	if s.Titled {
		return b.days.Source(s.Article)
	}
	return b.days.Byline(s.Article)
}

func (b blocks) quote(q bot.Quote) *quote {
	shown := &quote{Language: q.Article.Language, Stored: link{Words: b.v.p.Say("web.as_printed"), Address: b.v.stored(q.Article, q.Range)}}
	for _, p := range q.Pieces() {
		for _, r := range []run{{p.Text[:p.Bold.Start], false, p.Context}, {p.Text[p.Bold.Start:p.Bold.End], true, p.Context}, {p.Text[p.Bold.End:], false, p.Context}} {
			if r.Words != "" {
				shown.Runs = append(shown.Runs, r)
			}
		}
		shown.Runs = append(shown.Runs, run{" ", false, p.Context}) // between two pieces
	}
	if day := q.Day(b.v.p); day != "" {
		shown.Remarks = append(shown.Remarks, q.Answering()+" = "+day)
	}
	if also := q.AlsoIn(b.v.p); also != "" {
		shown.Remarks = append(shown.Remarks, also)
	}
	if q.Edited {
		shown.Remarks = append(shown.Remarks, b.v.p.Say("answer.edited"))
	}
	return shown
}

func (b blocks) headline(h bot.Headline) *headline {
	h.Article = brief(h.Article)
	shown := &headline{Title: h.Article.Title, Language: h.Article.Language, Address: b.v.stored(h.Article, knowledge.Range{}), By: b.days.Item(h), Link: h.Link, Head: h.Head}
	if h.Head {
		shown.By = ""
	}
	if shown.Title == "" {
		shown.Title, shown.By = b.v.p.Say("web.untitled"), b.days.Item(h)
	}
	if h.Note != "" {
		shown.By = strings.TrimPrefix(shown.By+" · "+h.Note, " · ")
	}
	return shown
}

const (
	// maxTitle, maxOutlet and maxAuthors bound what stands above a text, in bytes and in
	// names: what is longer is nothing to read.
	maxTitle, maxOutlet, maxAuthors = 300, 80, 8
)

// brief is a heading whose parts are short enough for a list.
func brief(a knowledge.Article) knowledge.Article {
	a.Title, a.Source = clip(a.Title, maxTitle), clip(a.Source, maxOutlet)
	a.Authors = slices.Clone(a.Authors[:min(len(a.Authors), maxAuthors)])
	for i, name := range a.Authors {
		a.Authors[i] = clip(name, maxOutlet)
	}
	return a
}

// clip shortens s to at most n bytes. It is never used for what is quoted.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	cut := n - len("…")
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return strings.TrimSpace(s[:cut]) + "…"
}

// stored is the address of an article as it was printed, at the words of a range.
func (v *visit) stored(a knowledge.Article, words knowledge.Range) string {
	path, args := v.key.place(a, words)
	address := v.address(path, args...)
	if !words.Empty() {
		address += anchor
	}
	return address
}

// anchor is where the marked words of an article begin.
const anchor = "#quote"

// Key is the secret by which pages know the addresses of quotes that the bot gave. Without
// one nothing is proved.
type Key []byte

// place is the path of an article's page, with the parameters that name version and words.
func (k Key) place(a knowledge.Article, words knowledge.Range) (path string, args []string) {
	path, args = fmt.Sprintf("/article/%d", a.ID), []string{"version", strconv.Itoa(a.Version)}
	if !words.Empty() {
		args = append(args, "words", fmt.Sprintf("%d-%d", words.Start, words.End), "proof", k.proof(a, words))
	}
	return path, args
}

// proof is what an address holds beside the words that it names; "" without a key.
func (k Key) proof(a knowledge.Article, words knowledge.Range) string {
	if len(k) == 0 {
		return ""
	}
	mac := hmac.New(sha256.New, k)
	fmt.Fprintf(mac, "%d %d %d-%d", a.ID, a.Version, words.Start, words.End)
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:12])
}

// proves reports whether the bot gave words as a quote.
func (k Key) proves(proof string, a knowledge.Article, words knowledge.Range) bool {
	return proof != "" && hmac.Equal([]byte(proof), []byte(k.proof(a, words)))
}

// Page returns what makes the address of an article's page for bot.Config: under the URL at
// which the pages are reached, an address of http or https without a slash at its end, for
// pages that have the same key.
func Page(url string, key Key) func(knowledge.Article, knowledge.Range) string {
	return func(a knowledge.Article, words knowledge.Range) string {
		return url + (&visit{key: key}).stored(a, words)
	}
}

// ago says how long ago something was printed: in minutes or hours, or else the day.
func ago(days bot.Calendar, a knowledge.Article) string {
	since := days.Now.Sub(a.Published)
	minutes := int(since.Minutes())
	switch {
	case a.DateOnly || a.FirstSeen || a.Published.IsZero() || since < 0 || minutes >= 24*60:
		return days.Published(a)
	case minutes < 60:
		return days.Printer.Say("web.minutes_ago", "n", minutes)
	}
	return days.Printer.Say("web.hours_ago", "n", minutes/60)
}

// labelled says what a page of a command is called.
func labelled(p text.Printer, c *bot.Command, asked string) string {
	if c.Label == "" {
		return asked
	}
	return strings.TrimPrefix(asked+" · "+p.Say(c.Label), " · ")
}
