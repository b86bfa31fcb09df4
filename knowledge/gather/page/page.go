// Package page finds the article on an HTML page: its text and what the page says
// of it. A [Reader] fetches pages that robots.txt allows and reads them.
package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"

	"quoth/knowledge"
	"quoth/knowledge/gather/fetch"
	"quoth/knowledge/text"
)

// Page is one article as its own web page prints it.
type Page struct {
	URL       string    // the page's canonical link when that is on the same site, else the link that was asked for
	Title     string    // the headline
	Source    string    // the outlet
	Authors   []string  // as the byline names them, without "By"
	Published time.Time // zero when the page does not say
	Paid      bool      // the page says of itself that the whole article is for subscribers alone
	DateOnly  bool      // Published is a day (midnight UTC) without a time of day
	Language  string    // ISO 639 code of two or three letters, or ""
	Image     string    // the address of its picture, as knowledge.ImageURL has it, or ""
	Gate      Opinion   // what the gate thinks of it
	Why       string    // why the gate does not take it for the whole article, "" when it does
	ETag      string    // as the server gave it, and Last-Modified; a Reader sets them
	Modified  string
	Text      string // the article's paragraphs, "\n\n" between them: UTF-8, NFC, white space as a browser renders it
}

// MaxSize is the largest page, in bytes, that Read takes. News pages with all their scripts inline reach
// about 3 MB.
const MaxSize = 8 << 20

// What a page may be refused for. Each error that Read returns for the page's own fault wraps one of them.
var (
	ErrNotHTML  = errors.New("this is not an HTML page")
	ErrNoText   = errors.New("no article text was found on this page")
	ErrTooLarge = fmt.Errorf("this page is larger than %d MB", MaxSize>>20)
	ErrTooDeep  = errors.New("this page has too many elements, too deeply nested ones or too long a script to be read")
)

// Read reads the article on an HTML page. contentType is the Content-Type header that came with the page, or "";
// pageURL is where it was found, or "". The character set is taken from the byte order mark, else from
// contentType, else from the page's <meta>, else guessed (HTML Standard, 13.2.3.2), but never against what the bytes
// themselves show.
//
// The errors are ErrNotHTML, ErrNoText, ErrNotArticle, ErrTooLarge, ErrTooDeep, ErrElsewhere, ErrHidden, and those
// of r. With ErrNoText, ErrNotArticle and ErrElsewhere comes the page without its text.
func Read(r io.Reader, contentType, pageURL string) (Page, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err != nil {
		return Page{}, fmt.Errorf("read the page: %w", err)
	}
	if len(raw) > MaxSize {
		return Page{}, ErrTooLarge
	}
	if err := checkHTML(raw, contentType); err != nil {
		return Page{}, err
	}
	doc, err := Parse(fetch.Decode(raw, contentType))
	if err != nil {
		return Page{}, err
	}
	base, err := url.Parse(pageURL)
	if err != nil {
		base = &url.URL{}
		pageURL = ""
	}
	if address, err := aggregated(doc, base); err != nil {
		return Page{URL: address, Gate: Refused, Why: err.Error()}, err
	}
	meta := readMetadata(doc, base)
	page := Page{
		URL:      meta.canonical(pageURL),
		Source:   meta.source(),
		Language: meta.language(),
		Paid:     meta.paid(),
		Image:    meta.image(),
	}
	body := first(doc, atom.Body)
	if body == nil {
		return Page{}, ErrNoText
	}
	at := newLayout(blocksOf(body, nil))
	blocks, cutOff := article(doc, body, at, &meta)
	at.settle(blocks)
	title, headline := meta.title(at)
	at.headed(headline)
	page.Title = title
	page.Text = norm.NFC.String(joinText(withoutTitle(blocks, title)))
	page.Authors = meta.authors(at)
	page.Published, page.DateOnly = meta.published(at, time.Now())
	if page.Gate, page.Why, err = judge(page.Text, meta.coverage(blocks), page.Paid, cutOff); err != nil {
		page.Gate, page.Why, page.Text = Refused, err.Error(), ""
		return page, err
	}
	return page, nil
}

// checkHTML refuses what is declared to be something else than HTML or is plainly binary.
func checkHTML(raw []byte, contentType string) error {
	if contentType != "" {
		kind, _, err := mime.ParseMediaType(contentType)
		if err == nil && kind != "text/html" && kind != "application/xhtml+xml" && kind != "text/plain" && kind != "application/octet-stream" {
			return fmt.Errorf("%w: it is declared as %s", ErrNotHTML, kind)
		}
	}
	head := raw[:min(len(raw), 1024)]
	if len(bytes.TrimSpace(head)) == 0 {
		return fmt.Errorf("%w: it is empty", ErrNotHTML)
	}
	if bytes.IndexByte(raw, '<') < 0 && !fetch.IsUTF16(head) {
		return fmt.Errorf("%w: it has no tags", ErrNotHTML)
	}
	if bytes.IndexByte(head, 0) >= 0 && !fetch.IsUTF16(head) {
		return fmt.Errorf("%w: it is binary data", ErrNotHTML)
	}
	return nil
}

// Article is the page as it is stored.
func (p Page) Article() knowledge.Article {
	return knowledge.Article{
		URL: knowledge.WithoutUser(strings.TrimSpace(p.URL)), Title: text.OneLine(p.Title), Source: text.OneLine(p.Source), Authors: p.Authors,
		Published: p.Published, DateOnly: p.DateOnly, Language: p.Language, Image: p.Image, Text: text.Normalize(p.Text),
		FromPage: p.URL != "", TeaserOnly: p.Gate == Beginning,
	}
}
