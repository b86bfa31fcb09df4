package feed

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"quoth/knowledge/gather/page"
)

// object is a JSON object of a feed. Its values are read as what they should be, as
// far as they can be: a number where a string should stand is taken as written.
type object map[string]json.RawMessage

// string is the value of the first of names that has one.
func (o object) string(names ...string) string {
	for _, name := range names {
		raw := o[name]
		var s string
		if len(raw) > 0 && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9') {
			s = string(raw)
		} else if json.Unmarshal(raw, &s) != nil {
			continue
		}
		if s = strings.TrimSpace(clean(s)); s != "" {
			return s
		}
	}
	return ""
}

// wrong names a value that is of another type than the specification says, "" for
// none. An id may be a number (JSON Feed 1.1, "items").
func (o object) wrong() string {
	for _, name := range [...]string{"url", "external_url", "title", "content_html", "content_text", "summary", "date_published", "date_modified", "language"} {
		raw := o[name]
		if len(raw) > 0 && raw[0] != '"' && string(raw) != "null" {
			return name
		}
	}
	return ""
}

// authors are the names in "authors", and in "author" of version 1.
func (o object) authors() []string {
	var names []string
	var list []json.RawMessage
	if json.Unmarshal(o["authors"], &list) != nil {
		list = nil
	}
	for _, raw := range append(list, o["author"]) {
		var author object
		if json.Unmarshal(raw, &author) == nil {
			names = append(names, author.string("name"))
		} else {
			names = append(names, object{"name": raw}.string("name"))
		}
	}
	return names
}

// maxHubs is among how many hubs one of WebSub is looked for.
const maxHubs = 8

// hub is the address of the first hub of WebSub in "hubs".
func (o object) hub() string {
	d := json.NewDecoder(bytes.NewReader(o["hubs"]))
	if open, err := d.Token(); err != nil || open != json.Delim('[') {
		return ""
	}
	for range maxHubs {
		var h object
		if !d.More() || d.Decode(&h) != nil {
			break
		}
		if strings.EqualFold(h.string("type"), "WebSub") {
			return h.string("url")
		}
	}
	return ""
}

func parseJSON(text string, r *reader) (Channel, error) {
	var c Channel
	top, items, err := jsonItems(text)
	if err != nil {
		if len(items) == 0 {
			return Channel{}, fmt.Errorf("%w: it is damaged (%s)", ErrNotFeed, shortReason(err.Error()))
		}
		c.Partial = true
		c.lost(len(items)+1, "it is no JSON (%s); what follows is lost too", shortReason(err.Error()))
	} else if _, ok := top["items"]; !ok {
		return Channel{}, fmt.Errorf("%w: it is JSON without items", ErrNotFeed)
	}
	c.Title, c.Language = page.FragmentLine(top.string("title")), languageOf(top.string("language"))
	c.at(webLink(r.base, top.hub()), webLink(r.base, top.string("feed_url")))
	c.Site = webLink(r.base, top.string("home_page_url"))
	if c.Site != "" {
		r.base = resolve(r.base, c.Site)
	}
	r.language = c.Language
	kept := newest(len(items), func(i int) time.Time {
		var dates struct {
			Published string `json:"date_published"`
		}
		_ = json.Unmarshal(items[i], &dates)
		at, _, _, _ := readDate(dates.Published, r)
		return at
	})
	if len(kept) < len(items) {
		c.flaw(0, "it has more than %d entries: the newest are read", maxEntries)
	}
	for _, i := range kept {
		var o object
		if json.Unmarshal(items[i], &o) != nil {
			c.lost(i+1, "it is no JSON object")
			continue
		}
		e, tooLong := r.jsonEntry(o)
		if tooLong {
			c.flaw(i+1, "its text is too long to be read")
		}
		if name := o.wrong(); name != "" {
			c.flaw(i+1, "its %q is of a wrong type; what can be read of it is kept", name)
		}
		if e.Title == "" && e.Text == "" {
			if len(o) > 0 {
				c.lost(i+1, "it has neither a title nor a text")
			}
			continue
		}
		c.Entries = append(c.Entries, e)
	}
	return c, nil
}

// jsonItems reads the top object of a JSON feed and its items, as far as they are
// JSON.
func jsonItems(text string) (top object, items []json.RawMessage, err error) {
	top = object{}
	d := json.NewDecoder(strings.NewReader(text))
	if _, err := d.Token(); err != nil {
		return top, nil, err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return top, items, err
		}
		var raw json.RawMessage
		if name != "items" {
			if err := d.Decode(&raw); err != nil {
				return top, items, err
			}
			top[fmt.Sprint(name)] = raw
			continue
		}
		top["items"] = nil
		open, err := d.Token()
		if err != nil {
			return top, items, err
		}
		if open != json.Delim('[') {
			return top, items, errors.New("its items are no list")
		}
		for d.More() {
			var item json.RawMessage
			if err := d.Decode(&item); err != nil {
				return top, items, err
			}
			if len(items) < maxCandidates {
				items = append(items, item)
			}
		}
		if _, err := d.Token(); err != nil {
			return top, items, err
		}
	}
	if _, err = d.Token(); err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return top, items, err
}

func (r *reader) jsonEntry(o object) (e Entry, tooLong bool) {
	e = Entry{ID: o.string("id"), URL: webLink(r.base, o.string("url", "external_url")), Language: languageOf(o.string("language"))}
	if title := o.string("title"); title != "" {
		e.Title = titleLine(title)
	}
	e.setAuthors(o.authors())
	for _, name := range [...]string{"image", "banner_image"} {
		if e.Image == "" {
			e.Image = page.Image(r.base, o.string(name), "", "")
		}
	}
	tooLong = e.setText(body{html: o.string("content_html"), content: true}, body{html: o.string("summary")}, body{plain: o.string("content_text"), content: true})
	e.Dated = o.string("date_published", "date_modified")
	e.setPublished(r)
	e.setUpdated(o.string("date_modified"), r)
	r.finish(&e)
	return e, tooLong
}
