// Package file reads articles from files, and exchanges lists of feeds with other
// readers ([ReadOPML], [WriteOPML]).
package file

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"

	"quoth/knowledge"
	"quoth/knowledge/gather/feed"
	"quoth/knowledge/gather/page"
	"quoth/knowledge/text"
)

const (
	// maxLine is the longest article line: the longest single articles in
	// print are below 2 MB.
	maxLine = 32 << 20
	// maxSkipped is from how many bytes on a line is not skipped but the end of the file.
	maxSkipped = 8 * maxLine
	// maxText is the longest text that is one article. Longer ones are dumps
	// of something else, and would make every quote from them slow to check.
	maxText = 8 << 20
	// maxFile is the largest file that is one article: its text may grow shorter in being
	// normalised.
	maxFile = 2 * maxText
	// maxAuthors is how many names an article line may have; further ones are left out.
	maxAuthors = 100
)

// maxProblems is how many problems of one file are told one by one.
const maxProblems = 1000

// Problem is a piece of input that was refused: which, where and why.
type Problem struct {
	File   string // as given
	Line   int    // 1 for the first; 0 when no line is meant
	Item   int    // of a list, 1 for the first; 0 when none is meant
	Reason string // what is wrong and what to do
	More   int    // of the problem that stands for those not told one by one: how many pieces; else 0
}

func (p Problem) Error() string {
	switch {
	case p.Line > 0:
		return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Reason)
	case p.Item > 0:
		return fmt.Sprintf("%s: item %d: %s", p.File, p.Item, p.Reason)
	}
	return fmt.Sprintf("%s: %s", p.File, p.Reason)
}

// Files reads articles from files.
type Files struct {
	// Article is called for each article, in order. An error ends the reading.
	Article func(knowledge.Article) error
	// Refused is called for each piece of input that can't be stored.
	Refused func(Problem)
	// Damaged, when set, is called for each piece of input that is damaged and is
	// stored as far as it could be read.
	Damaged func(Problem)
	// Parser parses pages and feeds; nil: in this process.
	Parser feed.Parser
	// Page, when set, reads the page of an entry of which a feed holds a part.
	Page func(ctx context.Context, address string) (page.Page, error)
	// Progress, when set, is called with the number of bytes read from disk.
	Progress func(n int)
}

// Read reads one file, its kind told by its name: .jsonl and .ndjson (an article
// a line), .json (an article or a list of them), .md (with front matter), .txt,
// .html, .xml, .rss or .atom (a feed), .eml and .mbox (newsletters) and .warc (a web
// archive); each also with .gz behind it. Of a folder it reads the pages and e-mails. It returns
// what Article returns, or ctx's error; everything wrong with the file goes to Refused, and
// what can be read of it is. So does an error of Parser that is no fault of the file.
func (f *Files) Read(ctx context.Context, path string) error {
	refuse := func(reason string) error { f.Refused(Problem{File: path, Reason: reason}); return nil }
	info, err := os.Stat(path)
	if err != nil {
		return refuse(Reason(err))
	}
	f, more := f.withBound()
	switch read, _ := kindOf(path); {
	case info.IsDir():
		err = f.folder(ctx, path)
	case info.Mode()&os.ModeDevice != 0:
		return refuse("it is a device: name a file")
	case read == nil:
		return refuse("its kind is not known: give .jsonl, .json, .md, .txt, .html, .xml (a feed), .eml or .mbox (newsletters) or .warc (a web archive), each also as .gz")
	default:
		err = f.file(ctx, path, read, nil)
	}
	refused, damaged := more()
	closing := Problem{File: path, Reason: fmt.Sprintf("%d more problems are not named one by one", refused+damaged)}
	if closing.More = refused; refused > 0 {
		f.Refused(closing)
	} else if closing.More = damaged; damaged > 0 {
		f.Damaged(closing)
	}
	if err != nil {
		return err
	}
	return ctx.Err()
}

// kindOf is what a file's name says of it: how it is read, nil for a name that says nothing,
// and its ending without .gz.
func kindOf(path string) (read func(*input, io.Reader) error, ending string) {
	ending = filepath.Ext(strings.TrimSuffix(strings.ToLower(filepath.Base(path)), ".gz"))
	return readers[ending], ending
}

// file reads a file; set, which may be nil, says what more is known of it.
func (f *Files) file(ctx context.Context, path string, read func(*input, io.Reader) error, set func(*input)) error {
	refuse := func(reason string) error { f.Refused(Problem{File: path, Reason: reason}); return nil }
	file, err := os.Open(path)
	if err != nil {
		return refuse(Reason(err))
	}
	defer file.Close()
	// Closing ends a read that waits, as one from a pipe does.
	defer context.AfterFunc(ctx, func() { file.Close() })()
	var r io.Reader = &counter{file, f.Progress}
	name := strings.ToLower(filepath.Base(path))
	if plain, zipped := strings.CutSuffix(name, ".gz"); zipped {
		z, err := gzip.NewReader(bufio.NewReaderSize(r, 1<<16))
		if err != nil {
			return refuse("it is not gzip data, though its name ends in .gz")
		}
		r, name = z, plain
	}
	in := &input{Files: f, ctx: ctx, path: path, stem: strings.TrimSuffix(name, filepath.Ext(name))}
	if set != nil {
		set(in)
	}
	return read(in, r)
}

func (f *Files) parser() feed.Parser {
	if f.Parser == nil {
		return feed.InProcess{}
	}
	return f.Parser
}

// withBound is f whose Refused and Damaged are called for maxProblems problems together,
// and how many more of each there were; once asked, they are called as ever.
func (f *Files) withBound() (bound *Files, more func() (refused, damaged int)) {
	n, ended := 0, false
	within := func(tell func(Problem), untold *int) func(Problem) {
		if tell == nil {
			return nil
		}
		return func(p Problem) {
			if n++; ended || n <= maxProblems {
				tell(p)
			} else {
				*untold++
			}
		}
	}
	b, refused, damaged := *f, 0, 0
	b.Refused, b.Damaged = within(f.Refused, &refused), within(f.Damaged, &damaged)
	return &b, func() (int, int) {
		ended = true
		return refused, damaged
	}
}

// ReadLines reads article lines from a stream; name is what Problems call it.
func (f *Files) ReadLines(ctx context.Context, name string, r io.Reader) error {
	return (&input{Files: f, ctx: ctx, path: name}).lines(r)
}

type counter struct {
	r    io.Reader
	tell func(int)
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.tell != nil && n > 0 {
		c.tell(n)
	}
	return n, err
}

// Reason says in plain words why a file can't be read.
func Reason(err error) string {
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, os.ErrPermission):
		return "it may not be read: change its permissions"
	case errors.Is(err, syscall.EISDIR):
		return "it is a directory: name a file in it"
	}
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return "it can't be read: " + err.Error()
}

// streamReason says why a stream ended before its time.
func streamReason(err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return "the data ends early or is damaged: the file was cut off; what stood before is stored"
	}
	return Reason(err)
}

// input is one file while it is read.
type input struct {
	*Files
	ctx  context.Context
	path string
	stem string // the file's name without its endings

	address string // where a page was found, "" when that is not known
	crawled bool   // its pages were not chosen by a person, and many are no articles

	line record // the article line that is read, used again
}

// refuse tells what is wrong; what goes wrong because the reading is to end is not.
func (in *input) refuse(line int, format string, args ...any) {
	in.tell(in.Refused, Problem{Line: line}, format, args...)
}

// refuseItem is refuse for a piece of a list, 0 for the whole file.
func (in *input) refuseItem(item int, format string, args ...any) {
	in.tell(in.Refused, Problem{Item: item}, format, args...)
}

func (in *input) tell(to func(Problem), at Problem, format string, args ...any) {
	if to == nil || in.ctx.Err() != nil {
		return
	}
	at.File, at.Reason = in.path, fmt.Sprintf(format, args...)
	to(at)
}

var readers = map[string]func(*input, io.Reader) error{
	".jsonl": (*input).lines, ".ndjson": (*input).lines, ".json": (*input).json,
	".md": (*input).markdown, ".markdown": (*input).markdown, ".txt": (*input).plain,
	".html": (*input).html, ".htm": (*input).html, ".xhtml": (*input).html,
	".xml": (*input).feed, ".rss": (*input).feed, ".atom": (*input).feed,
	".mbox": (*input).mbox, ".eml": (*input).message, ".warc": (*input).warc,
}

// authors are the first names of a list, which may be long.
type authors [maxAuthors]string

// record is an article line.
type record struct {
	URL       string  `json:"url"`
	Title     string  `json:"title"`
	Source    string  `json:"source"`
	Authors   authors `json:"authors"`
	Published string  `json:"published"`
	Language  string  `json:"language"`
	Image     string  `json:"image"`
	Text      *string `json:"text"`
}

// article checks a record and makes an article of it.
func (r *record) article() (knowledge.Article, error) {
	switch {
	case r.Text == nil:
		return knowledge.Article{}, errors.New(`there is no "text": an article needs one`)
	case strings.TrimSpace(*r.Text) == "":
		return knowledge.Article{}, errors.New("the text is empty")
	case len(*r.Text) > maxText:
		return knowledge.Article{}, fmt.Errorf("the text is longer than %d MB: split it into articles", maxText>>20)
	}
	a := knowledge.Article{
		URL: knowledge.WithoutUser(strings.TrimSpace(r.URL)), Title: text.OneLine(r.Title), Source: text.OneLine(r.Source),
		Language: strings.ToLower(strings.TrimSpace(r.Language)), Text: text.Normalize(*r.Text),
		Image: knowledge.ImageURL(r.Image),
	}
	if base, _, ok := strings.Cut(a.Language, "-"); ok {
		a.Language = base
	}
	for _, name := range r.Authors {
		if name = text.OneLine(name); name != "" {
			a.Authors = append(a.Authors, name)
		}
	}
	var err error
	a.Published, a.DateOnly, err = published(r.Published)
	return a, err
}

// published reads an article line's date: RFC 3339 or YYYY-MM-DD, "" for none.
func published(s string) (t time.Time, dateOnly bool, err error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, false, nil
	}
	if t, err = time.Parse(time.DateOnly, s); err == nil {
		return t, true, nil
	}
	if t, err = time.Parse(time.RFC3339, s); err == nil {
		return t, false, nil
	}
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return time.Time{}, false, fmt.Errorf("published is %q: write it as 2020-11-10 or 2020-11-10T18:00:00Z", s)
}

func invalidUTF8(b []byte) (at int, found bool) {
	if utf8.Valid(b) {
		return 0, false
	}
	for at < len(b) {
		r, n := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return at + 1, true
}
