package gather

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
	"gopkg.in/yaml.v3"

	"quoth/knowledge"
	"quoth/knowledge/text"
)

const (
	// maxLine is the longest article line: the longest single articles in
	// print are below 2 MB.
	maxLine = 32 << 20
	// maxFile is the largest file that is one article.
	maxFile = 64 << 20
	// maxText is the longest text that is one article. Longer ones are dumps
	// of something else, and would make every quote from them slow to check.
	maxText = 8 << 20
)

// Problem is a piece of input that was refused: which, where and why.
type Problem struct {
	File   string // as given
	Line   int    // 1 for the first; 0 when the whole file is meant
	Reason string // what is wrong and what to do
}

func (p Problem) Error() string {
	if p.Line > 0 {
		return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Reason)
	}
	return fmt.Sprintf("%s: %s", p.File, p.Reason)
}

// Files reads articles from files.
type Files struct {
	// Article is called for each article, in order. An error ends the reading.
	Article func(knowledge.Article) error
	// Refused is called for each piece of input that can't be stored.
	Refused func(Problem)
	// Page, when set, reads the page of an entry of which a feed holds a part.
	Page func(ctx context.Context, address string) (Page, error)
	// Progress, when set, is called with the number of bytes read from disk.
	Progress func(n int)
}

// Read reads one file, its kind told by its name: .jsonl and .ndjson (an article
// a line), .json (an article or a list of them), .md (with front matter), .txt,
// .html, and .xml, .rss or .atom (a feed); each also with .gz behind it. It returns what Article returns, or ctx's
// error; everything wrong with the file goes to Refused, and what can be read
// of it is.
func (f *Files) Read(ctx context.Context, path string) error {
	refuse := func(reason string) error { f.Refused(Problem{File: path, Reason: reason}); return nil }
	info, err := os.Stat(path)
	if err != nil {
		return refuse(fileReason(err))
	}
	if info.IsDir() {
		return refuse("it is a directory: name the files in it, for example " + filepath.Join(path, "*.jsonl"))
	}
	name := strings.ToLower(filepath.Base(path))
	zipped := strings.HasSuffix(name, ".gz")
	name = strings.TrimSuffix(name, ".gz")
	read, known := readers[filepath.Ext(name)]
	if !known {
		return refuse("its kind is not known: give .jsonl, .json, .md, .txt, .html or .xml (a feed), each also as .gz")
	}
	file, err := os.Open(path)
	if err != nil {
		return refuse(fileReason(err))
	}
	defer file.Close()
	var r io.Reader = &counter{file, f.Progress}
	if zipped {
		z, err := gzip.NewReader(bufio.NewReaderSize(r, 1<<16))
		if err != nil {
			return refuse("it is not gzip data, though its name ends in .gz")
		}
		r = z
	}
	in := &input{Files: f, ctx: ctx, path: path, stem: strings.TrimSuffix(name, filepath.Ext(name))}
	return read(in, r)
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

func fileReason(err error) string {
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, os.ErrPermission):
		return "it may not be read: change its permissions"
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
	return fileReason(err)
}

// input is one file while it is read.
type input struct {
	*Files
	ctx  context.Context
	path string
	stem string // the file's name without its endings
}

func (in *input) refuse(line int, format string, args ...any) {
	in.Refused(Problem{File: in.path, Line: line, Reason: fmt.Sprintf(format, args...)})
}

var readers = map[string]func(*input, io.Reader) error{
	".jsonl": (*input).lines, ".ndjson": (*input).lines, ".json": (*input).json,
	".md": (*input).markdown, ".markdown": (*input).markdown, ".txt": (*input).plain,
	".html": (*input).html, ".htm": (*input).html, ".xhtml": (*input).html,
	".xml": (*input).feed, ".rss": (*input).feed, ".atom": (*input).feed,
}

// record is an article line.
type record struct {
	URL       string   `json:"url" yaml:"url"`
	Title     string   `json:"title" yaml:"title"`
	Source    string   `json:"source" yaml:"source"`
	Authors   []string `json:"authors" yaml:"authors"`
	Published string   `json:"published" yaml:"published"`
	Language  string   `json:"language" yaml:"language"`
	Text      *string  `json:"text" yaml:"-"`
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
		URL: strings.TrimSpace(r.URL), Title: oneLine(r.Title), Source: oneLine(r.Source),
		Language: strings.ToLower(strings.TrimSpace(r.Language)), Text: text.Normalize(*r.Text),
	}
	if base, _, ok := strings.Cut(a.Language, "-"); ok {
		a.Language = base
	}
	for _, name := range r.Authors {
		if name = oneLine(name); name != "" {
			a.Authors = append(a.Authors, name)
		}
	}
	var err error
	a.Published, a.DateOnly, err = published(r.Published)
	return a, err
}

// oneLine makes one line of a heading.
func oneLine(s string) string { return strings.Join(strings.Fields(text.Normalize(s)), " ") }

// published reads an article line's date: RFC 3339 or YYYY-MM-DD, "" for none.
func published(s string) (t time.Time, dateOnly bool, err error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, false, nil
	}
	if t, err = time.Parse(time.DateOnly, s); err == nil {
		return t, true, nil
	}
	if t, err = time.Parse(time.RFC3339, s); err == nil {
		return t.UTC(), false, nil
	}
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return time.Time{}, false, fmt.Errorf("published is %q: write it as 2020-11-10 or 2020-11-10T18:00:00Z", s)
}

func (in *input) lines(r io.Reader) error {
	br := bufio.NewReaderSize(r, 1<<20)
	for n := 1; ; n++ {
		raw, err := readLine(br)
		if errors.Is(err, bufio.ErrTooLong) {
			in.refuse(n, "the line is longer than %d MB: an article a line is expected", maxLine>>20)
			continue
		}
		if err != nil && err != io.EOF {
			in.refuse(n, "%s", streamReason(err))
			return nil
		}
		if raw = bytes.TrimSpace(raw); len(raw) > 0 {
			if n == 1 {
				raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
			}
			if err := in.one(n, raw); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err := in.ctx.Err(); err != nil {
			return err
		}
	}
}

// readLine returns the next line without its newline. The slice is valid until
// the next read. A line over maxLine is skipped to its end with bufio.ErrTooLong.
func readLine(br *bufio.Reader) ([]byte, error) {
	first, err := br.ReadSlice('\n')
	if err != bufio.ErrBufferFull {
		return bytes.TrimSuffix(first, []byte("\n")), err
	}
	long := bytes.Clone(first)
	for err == bufio.ErrBufferFull {
		var more []byte
		more, err = br.ReadSlice('\n')
		if len(long) <= maxLine {
			long = append(long, more...)
		}
	}
	if len(long) > maxLine && (err == nil || err == io.EOF) {
		return nil, bufio.ErrTooLong
	}
	return bytes.TrimSuffix(long, []byte("\n")), err
}

// one reads the JSON of one article.
func (in *input) one(line int, raw []byte) error {
	if at, ok := invalidUTF8(raw); ok {
		in.refuse(line, "byte %d is not UTF-8: save the file as UTF-8", at)
		return nil
	}
	var r record
	if err := json.Unmarshal(raw, &r); err != nil {
		in.refuse(line, "%s", jsonReason(err))
		return nil
	}
	a, err := r.article()
	if err != nil {
		in.refuse(line, "%s", err)
		return nil
	}
	return in.Article(a)
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

func jsonReason(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && kind.Field == "":
		return "an article should be a JSON object, not a " + kind.Value
	case errors.As(err, &kind):
		return fmt.Sprintf("%q should be a %s, not a %s", kind.Field, kind.Type, kind.Value)
	case errors.As(err, &syntax):
		return fmt.Sprintf("it is not JSON: %s, at byte %d", syntax, syntax.Offset)
	}
	return "it is not JSON: " + err.Error()
}

// json reads an article, or a list of articles, one at a time.
func (in *input) json(r io.Reader) error {
	br := bufio.NewReaderSize(r, 1<<16)
	if bom, _ := br.Peek(3); bytes.Equal(bom, []byte("\ufeff")) {
		br.Discard(3)
	}
	d := json.NewDecoder(br)
	first, err := d.Token()
	if err != nil {
		in.refuse(0, "%s", jsonStreamReason(err))
		return nil
	}
	if first == json.Delim('{') {
		// The decoder has eaten the brace; the rest of the object follows it.
		whole, err := io.ReadAll(io.LimitReader(io.MultiReader(strings.NewReader("{"), d.Buffered(), br), maxLine))
		if err != nil {
			in.refuse(0, "%s", streamReason(err))
			return nil
		}
		return in.one(0, whole)
	}
	if first != json.Delim('[') {
		in.refuse(0, "an article, or a list of articles, is expected")
		return nil
	}
	for n := 1; d.More(); n++ {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			in.refuse(n, "%s", jsonStreamReason(err))
			return nil
		}
		if err := in.one(n, raw); err != nil {
			return err
		}
		if err := in.ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

func jsonStreamReason(err error) string {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF):
		return "it is empty"
	case errors.As(err, &syntax):
		return jsonReason(err)
	}
	return streamReason(err)
}

// whole reads a file that is one article.
func (in *input) whole(r io.Reader) (string, bool) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		in.refuse(0, "%s", streamReason(err))
		return "", false
	}
	if len(data) > maxFile {
		in.refuse(0, "it is larger than %d MB: an article is expected", maxFile>>20)
		return "", false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if at, bad := invalidUTF8(data); bad {
		in.refuse(0, "byte %d is not UTF-8: save the file as UTF-8", at)
		return "", false
	}
	return string(data), true
}

func (in *input) store(r record, body string) error {
	r.Text = &body
	a, err := r.article()
	if err != nil {
		in.refuse(0, "%s", err)
		return nil
	}
	return in.Article(a)
}

var dateInName = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d\d-[01]\d-[0-3]\d)(?:[^0-9]|$)`)

// named fills what a file's name tells: "karabakh-talks-2021-11-26" gives the
// title "karabakh talks" and the date.
func (in *input) named(r *record) {
	name := in.stem
	if m := dateInName.FindStringSubmatchIndex(name); m != nil {
		day := name[m[2]:m[3]]
		if _, _, err := published(day); err == nil {
			if r.Published == "" {
				r.Published = day
			}
			name = name[:m[2]] + name[m[3]:]
		}
	}
	if r.Title == "" {
		r.Title = oneLine(strings.NewReplacer("-", " ", "_", " ").Replace(name))
	}
}

func (in *input) plain(r io.Reader) error {
	body, ok := in.whole(r)
	if !ok {
		return nil
	}
	var rec record
	in.named(&rec)
	return in.store(rec, body)
}

func (in *input) markdown(r io.Reader) error {
	body, ok := in.whole(r)
	if !ok {
		return nil
	}
	rec, body, err := frontMatter(strings.ReplaceAll(body, "\r\n", "\n"))
	if err != nil {
		in.refuse(0, "%s", err)
		return nil
	}
	if rec.Title == "" {
		if first, _, _ := strings.Cut(strings.TrimSpace(body), "\n"); strings.HasPrefix(first, "# ") {
			rec.Title = strings.TrimSpace(first[2:])
		}
	}
	in.named(&rec)
	return in.store(rec, body)
}

func frontMatter(s string) (record, string, error) {
	if !strings.HasPrefix(s, "---\n") {
		return record{}, s, nil
	}
	head, body, ok := strings.Cut(s[4:], "\n---")
	if !ok {
		return record{}, s, nil
	}
	_, body, _ = strings.Cut(body, "\n")
	var f struct {
		URL       string    `yaml:"url"`
		Link      string    `yaml:"link"`
		Title     string    `yaml:"title"`
		Source    string    `yaml:"source"`
		Author    string    `yaml:"author"`
		Authors   yaml.Node `yaml:"authors"`
		Published string    `yaml:"published"`
		Date      string    `yaml:"date"`
		Language  string    `yaml:"language"`
	}
	if err := yaml.Unmarshal([]byte(head), &f); err != nil {
		return record{}, "", fmt.Errorf("the front matter is not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	r := record{URL: f.URL, Title: f.Title, Source: f.Source, Published: f.Published, Language: f.Language}
	if r.URL == "" {
		r.URL = f.Link
	}
	if r.Published == "" {
		r.Published = f.Date
	}
	switch f.Authors.Kind {
	case yaml.SequenceNode:
		if err := f.Authors.Decode(&r.Authors); err != nil {
			return record{}, "", errors.New("authors in the front matter should be a list of names")
		}
	case yaml.ScalarNode:
		r.Authors = []string{f.Authors.Value}
	}
	if len(r.Authors) == 0 && f.Author != "" {
		r.Authors = []string{f.Author}
	}
	return r, strings.TrimLeft(body, "\n"), nil
}

func (in *input) html(r io.Reader) error {
	page, err := ReadPage(io.LimitReader(r, maxFile+1), "", "")
	if err != nil {
		in.refuse(0, "%s", err)
		return nil
	}
	return in.Article(page.Article())
}

// Article is the page as it is stored.
func (p Page) Article() knowledge.Article {
	return knowledge.Article{
		URL: strings.TrimSpace(p.URL), Title: oneLine(p.Title), Source: oneLine(p.Source), Authors: p.Authors,
		Published: p.Published, DateOnly: p.DateOnly, Language: p.Language, Text: text.Normalize(p.Text),
		FromPage: p.URL != "",
	}
}
