package console

import (
	"bytes"
	"time"

	"quoth/bot"
)

// page is what the one template shows.
type page struct {
	Title    string
	Said     string // what was done, or why it was not
	Sections []section

	Pages []way
	CSRF  string // "" before signing in
}

type way struct {
	Address, Words string
	Here           bool
}

// section is a part of a page: words, a table, and forms.
type section struct {
	Heading string
	Text    string
	Columns []string
	Rows    [][]cell
	Empty   string // in place of a table without rows
	Forms   []form
}

type cell struct {
	Text    string
	Address string
	State   string // "good", "warn" or "bad"; "" for none
	Forms   []form
}

type form struct {
	Address string
	Button  string
	Fields  []field
}

type field struct {
	Name, Label, Value       string
	Hidden, Secret, Required bool
}

// hidden are fields that are not shown: names and values in turn.
func hidden(args ...string) (fields []field) {
	for i := 0; i+1 < len(args); i += 2 {
		fields = append(fields, field{Name: args[i], Value: args[i+1], Hidden: true})
	}
	return fields
}

// ways are the pages in the order of the menu.
var ways = []way{
	{Address: Prefix, Words: "Status"}, {Address: Prefix + "feeds", Words: "Feeds"}, {Address: Prefix + "outlets", Words: "Outlets"}, {Address: Prefix + "alerts", Words: "Alerts"},
	{Address: Prefix + "reports", Words: "Reports"}, {Address: Prefix + "webhooks", Words: "Webhooks"}, {Address: Prefix + "people", Words: "People"}, {Address: Prefix + "backups", Words: "Backups"}, {Address: Prefix + "audit", Words: "Changes"},
}

// show sends a page. Whatever it holds passes the table of characters that may be shown.
func (k *Console) show(v *visit, status int, p page) error {
	if v.session != nil {
		p.CSRF = v.session.csrf
		if p.Said == "" {
			p.Said = k.sessions.said(v.session)
		}
		for _, w := range ways {
			w.Here = w.Address == v.r.URL.Path
			p.Pages = append(p.Pages, w)
		}
	}
	var b bytes.Buffer
	if err := k.pages.ExecuteTemplate(&b, "page.html", p); err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	v.w.Write([]byte(bot.Printable(b.String())))
	return nil
}

func style(v *visit) error {
	data, err := files.ReadFile("templates/style.css")
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/css; charset=utf-8")
	v.w.Header().Set("Cache-Control", "no-cache")
	v.w.Write(data)
	return nil
}

// moment is a time as the operator reads it; "never" for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return t.UTC().Format("2 Jan 2006 15:04 MST")
}
