package file

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"quoth/knowledge/gather/feed"
	"quoth/knowledge/text"
)

// Outline is a feed in an OPML file.
type Outline struct {
	URL    string // xmlUrl
	Title  string // text, or title
	Site   string // htmlUrl
	Folder string // the texts of the outlines around it, "/" between them; "" for none
}

const (
	// maxOPML, maxOutlines and maxFolders bound an OPML file: readers with
	// thousands of feeds export less than 2 MB.
	maxOPML     = 16 << 20
	maxOutlines = 20_000
	maxFolders  = 32
)

// ReadOPML reads the feeds of an OPML file (1.0, 1.1, 2.0), in the file's order
// and each address once. name is what Problems call the file. An outline that
// names no feed address that can be used goes to refused, and the rest is read;
// an error is a Problem of the whole file.
func ReadOPML(name string, r io.Reader, refused func(Problem)) ([]Outline, error) {
	limited := &io.LimitedReader{R: r, N: maxOPML + 1}
	d := xml.NewDecoder(limited)
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	d.Entity = xml.HTMLEntity
	in := opmlReader{name: name, decoder: d, refused: refused, seen: make(map[string]bool)}
	err := in.read()
	if limited.N <= 0 {
		return nil, Problem{File: name, Reason: fmt.Sprintf("it is larger than %d MB: a list of feeds is expected", maxOPML>>20)}
	}
	if err != nil {
		return nil, err
	}
	return in.feeds, nil
}

type opmlReader struct {
	name    string
	decoder *xml.Decoder
	refused func(Problem)
	feeds   []Outline
	seen    map[string]bool
	folders []string // one for each open outline
	root    bool
}

func (in *opmlReader) problem(format string, args ...any) Problem {
	line, _ := in.decoder.InputPos()
	return Problem{File: in.name, Line: line, Reason: fmt.Sprintf(format, args...)}
}

func (in *opmlReader) read() error {
	for {
		token, err := in.decoder.Token()
		var syntax *xml.SyntaxError
		switch {
		case err == io.EOF && !in.root:
			return in.problem("it is no OPML file: nothing stands in it")
		case err == io.EOF:
			return nil
		case errors.As(err, &syntax):
			return Problem{File: in.name, Line: syntax.Line, Reason: "the XML is broken (" + syntax.Msg + "): export the file again"}
		case err != nil:
			return in.problem("it can't be read as XML: %s", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := in.open(t); err != nil {
				return err
			}
		case xml.EndElement:
			if strings.EqualFold(t.Name.Local, "outline") && len(in.folders) > 0 {
				in.folders = in.folders[:len(in.folders)-1]
			}
		}
	}
}

func (in *opmlReader) open(e xml.StartElement) error {
	name := strings.ToLower(e.Name.Local)
	if !in.root {
		if name != "opml" {
			return in.problem("it is no OPML file: it begins with <%.40s>", e.Name.Local)
		}
		in.root = true
	}
	if name != "outline" {
		return nil
	}
	if len(in.folders) == maxFolders {
		return in.problem("the outlines are nested more than %d deep: export the list flatter", maxFolders)
	}
	values := make(map[string]string, len(e.Attr))
	for _, a := range e.Attr {
		values[strings.ToLower(a.Name.Local)] = text.OneLine(a.Value)
	}
	title := values["text"]
	if title == "" {
		title = values["title"]
	}
	folder := in.folder()
	in.folders = append(in.folders, title)
	address, named := values["xmlurl"]
	if !named {
		if kind := values["type"]; kind == "rss" || kind == "atom" {
			in.refused(in.problem("the outline %q has no xmlUrl, so there is no feed to add", title))
		}
		return nil
	}
	link, err := feed.Address(address)
	if err != nil {
		in.refused(in.problem("the outline %q: %s", title, err))
		return nil
	}
	if in.seen[link] {
		return nil
	}
	if len(in.feeds) == maxOutlines {
		return in.problem("there are more than %d feeds: split the list", maxOutlines)
	}
	in.seen[link] = true
	site, err := feed.Address(values["htmlurl"])
	if err != nil {
		site = ""
	}
	in.feeds = append(in.feeds, Outline{URL: link, Title: title, Site: site, Folder: folder})
	return nil
}

// folder is the path of the outlines that are open.
func (in *opmlReader) folder() string {
	named := slices.DeleteFunc(slices.Clone(in.folders), func(s string) bool { return s == "" })
	return strings.Join(named, "/")
}

type opmlFile struct {
	XMLName xml.Name       `xml:"opml"`
	Version string         `xml:"version,attr"`
	Title   string         `xml:"head>title"`
	Created string         `xml:"head>dateCreated"`
	Body    []*opmlOutline `xml:"body>outline"`
}

type opmlOutline struct {
	Type     string         `xml:"type,attr,omitempty"`
	Text     string         `xml:"text,attr"`
	Title    string         `xml:"title,attr,omitempty"`
	URL      string         `xml:"xmlUrl,attr,omitempty"`
	Site     string         `xml:"htmlUrl,attr,omitempty"`
	Outlines []*opmlOutline `xml:"outline"`
}

// WriteOPML writes feeds as OPML 2.0, in their order, those of a folder in an
// outline where the folder's first stands. ReadOPML gives the same feeds back.
func WriteOPML(w io.Writer, title string, created time.Time, feeds []Outline) error {
	file := opmlFile{Version: "2.0", Title: title, Created: created.UTC().Format(time.RFC1123)}
	folders := map[string]*opmlOutline{}
	var within func(path string) *[]*opmlOutline
	within = func(path string) *[]*opmlOutline {
		if path == "" {
			return &file.Body
		}
		if folders[path] == nil {
			parent, name := "", path
			if at := strings.LastIndexByte(path, '/'); at >= 0 {
				parent, name = path[:at], path[at+1:]
			}
			folders[path] = &opmlOutline{Text: name}
			list := within(parent)
			*list = append(*list, folders[path])
		}
		return &folders[path].Outlines
	}
	for _, f := range feeds {
		text := f.Title
		if text == "" {
			text = f.Site
		}
		list := within(f.Folder)
		*list = append(*list, &opmlOutline{Type: "rss", Text: text, Title: text, URL: f.URL, Site: f.Site})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(file); err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}
