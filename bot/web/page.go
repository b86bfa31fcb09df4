package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"quoth/bot"
	"quoth/bot/text"
)

//go:embed templates
var templateFiles embed.FS

//go:embed static
var staticFolder embed.FS

// file is a style sheet or a script. Its address holds a digest of it, so that a browser
// keeps it for good.
type file struct {
	address, kind string
	data          []byte
}

// kinds are the media types of files. Those that a system lists differ.
var kinds = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

// staticFiles are the files by name.
func staticFiles() (map[string]file, error) {
	entries, err := fs.ReadDir(staticFolder, "static")
	if err != nil {
		return nil, err
	}
	files := map[string]file{}
	for _, e := range entries {
		data, err := staticFolder.ReadFile("static/" + e.Name())
		if err != nil {
			return nil, err
		}
		extension := path.Ext(e.Name())
		address := "/static/" + strings.TrimSuffix(e.Name(), extension) + "-" + digest(data) + extension
		files[e.Name()] = file{address: address, kind: kinds[extension], data: data}
	}
	return files, nil
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// static serves a file.
func (s *Server) static(w http.ResponseWriter, r *http.Request) {
	for _, f := range s.files {
		if f.address == r.URL.Path {
			f.send(w, "public, max-age=31536000, immutable")
			return
		}
	}
	s.refuse(w, r, notFound)
}

// icon serves the icon to browsers that look for it by themselves, as they do beside what has no
// page of ours.
func (s *Server) icon(w http.ResponseWriter, _ *http.Request) {
	s.files["icon.svg"].send(w, "public, max-age=86400")
}

func (f file) send(w http.ResponseWriter, caching string) {
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Cache-Control", caching)
	w.Header().Set("Content-Length", strconv.Itoa(len(f.data)))
	w.Write(f.data)
}

// robots keeps what is made for each question out of search engines: it costs work, and
// the outlets are where articles should be found.
func (s *Server) robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Write([]byte("User-agent: *\nDisallow: /\n"))
}

// templates are the pages by name: each of its own file, within the frame and with the parts
// that all share.
func templates(files map[string]file) (map[string]*template.Template, error) {
	shared, err := template.New("frame.html").Funcs(template.FuncMap{
		"static": func(name string) string { return files[name].address },
	}).ParseFS(templateFiles, "templates/frame.html", "templates/block.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	pages := map[string]*template.Template{}
	for _, name := range names {
		page := strings.TrimSuffix(path.Base(name), ".html")
		if page == "frame" || page == "block" {
			continue
		}
		own, err := shared.Clone()
		if err == nil {
			own, err = own.ParseFS(templateFiles, name)
		}
		if err != nil {
			return nil, err
		}
		pages[page] = own
	}
	return pages, nil
}

// link is a link in Quoth's own words or in those of an outlet.
type link struct {
	Words, Address string
	Here           bool // it leads to this page
	Language       string
	Kind           string // the media type of what it leads to, where that is no page
}

// frame is a page as its template takes it.
type frame struct {
	Title string
	Home  bool
	Asked string // what stands in the box
	Talk  string // that a question in the box goes on from, "" for none
	Box   string // what the box is for
	Body  any
	Feeds []link // the same page as a feed

	Language  string
	Theme     string // "light" or "dark"; "" for the browser's
	Within    bool   // Telegram shows it
	Chosen    string // the language that the address names
	Root      string // the address of the front page
	Suggested []string
	Buttons   []link // what can be done with what is typed
	Pages     []link
	Languages []link
	p         text.Printer
}

// Say says a sentence of the catalogue.
func (f frame) Say(key text.Key, args ...any) string { return f.p.Say(key, args...) }

// render makes a page. Whatever it holds passes the table of characters that may be shown.
func (s *Server) render(v *visit, name string, f frame) (document, error) {
	if v.app != nil {
		f.Theme, f.Within = v.app.Theme, true
	}
	f.p, f.Language, f.Chosen, f.Root = v.p, v.p.Language(), v.chosen, v.address("/")
	if f.Box == "" {
		f.Box = v.p.Say("web.box")
	}
	for _, c := range s.engine.Commands() {
		switch rest := c.Rest(); {
		case c.Label == "" || !c.Page():
		case rest != nil && rest.Required:
			f.Buttons = append(f.Buttons, link{Words: v.p.Say(c.Label), Address: "/" + c.Name})
		default:
			f.Pages = append(f.Pages, link{Words: v.p.Say(c.Label), Address: v.address("/" + c.Name), Here: v.r.URL.Path == "/"+c.Name})
		}
	}
	for _, code := range text.Languages() {
		f.Languages = append(f.Languages, link{Words: text.For(code).Say("language.own"), Address: v.in(code), Here: code == f.Language, Language: code})
	}
	var b bytes.Buffer
	if err := s.pages[name].ExecuteTemplate(&b, "frame.html", f); err != nil {
		return document{}, fmt.Errorf("page %s: %w", name, err)
	}
	page := bot.Printable(b.String())
	if v.app != nil { // Telegram's own page shows it in a frame, in which outlets do not open
		page = strings.ReplaceAll(page, leaving, leaving+` target="_blank"`)
	}
	return document{kind: "text/html; charset=utf-8", language: f.Language, data: []byte(page)}, nil
}

// leaving marks every link to another site in the templates. It holds quotation marks, which no text of a page does.
const leaving = `rel="noreferrer"`

// document is what is sent.
type document struct {
	status   int // 0 for 200
	kind     string
	language string // "" for none
	data     []byte
}

// busyFor is after how many seconds a program may ask again where too much was asked: as many
// as people wait for their turn at most.
const busyFor = "10"

// send sends a document, or says that the browser has it.
func (d document) send(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", d.kind)
	if header.Get("Cache-Control") == "" {
		header.Set("Cache-Control", "no-cache")
	}
	header.Set("Vary", "Accept-Language, Cookie")
	if d.language != "" {
		header.Set("Content-Language", d.language)
	}
	if d.status == 0 {
		tag := `"` + digest(d.data) + `"`
		header.Set("ETag", tag)
		if strings.Contains(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		d.status = http.StatusOK
	}
	if d.status == http.StatusServiceUnavailable {
		header.Set("Retry-After", busyFor)
	}
	header.Set("Content-Length", strconv.Itoa(len(d.data)))
	w.WriteHeader(d.status)
	if r.Method != http.MethodHead {
		w.Write(d.data)
	}
}
