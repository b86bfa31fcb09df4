package file

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"quoth/knowledge/gather/page"
	"quoth/knowledge/text"
)

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
		r.Title = text.OneLine(strings.NewReplacer("-", " ", "_", " ").Replace(name))
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

// maxFrontMatter is the longest front matter, in bytes; what people write takes some hundred.
const maxFrontMatter = 32 << 10

func frontMatter(s string) (record, string, error) {
	if !strings.HasPrefix(s, "---\n") {
		return record{}, s, nil
	}
	head, body, ok := strings.Cut(s[4:], "\n---")
	if !ok {
		return record{}, s, nil
	}
	if len(head) > maxFrontMatter {
		return record{}, "", fmt.Errorf("the front matter is longer than %d kB", maxFrontMatter>>10)
	}
	_, body, _ = strings.Cut(body, "\n")
	fields, err := frontFields(head)
	if err != nil {
		return record{}, "", err
	}
	said := func(names ...string) string {
		for _, name := range names {
			if n := fields[name]; n != nil && n.Kind == yaml.ScalarNode && n.Tag != "!!null" && n.Value != "" {
				return n.Value
			}
		}
		return ""
	}
	for _, name := range []string{"url", "link", "title", "source", "author", "published", "date", "language", "image"} {
		if n := fields[name]; n != nil && n.Kind != yaml.ScalarNode {
			return record{}, "", fmt.Errorf("%s in the front matter should be a text", name)
		}
	}
	r := record{URL: said("url", "link"), Title: said("title"), Source: said("source"), Published: said("published", "date"), Language: said("language"), Image: said("image")}
	switch list := fields["authors"]; {
	case list != nil && list.Kind == yaml.SequenceNode:
		var names []string
		if err := list.Decode(&names); err != nil {
			return record{}, "", errors.New("authors in the front matter should be a list of names")
		}
		copy(r.Authors[:], names)
	default:
		r.Authors[0] = said("authors")
	}
	if r.Authors == (authors{}) {
		r.Authors[0] = said("author")
	}
	return r, strings.TrimLeft(body, "\n"), nil
}

// frontFields are the fields of front matter by their names. They are taken from what was
// parsed, since decoding a mapping names every pair of keys that are the same: a message of
// hundreds of megabytes for some thousand of them.
func frontFields(head string) (map[string]*yaml.Node, error) {
	var document yaml.Node
	if err := yaml.Unmarshal([]byte(head), &document); err != nil {
		return nil, fmt.Errorf("the front matter is not YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	fields := map[string]*yaml.Node{}
	if len(document.Content) == 0 {
		return fields, nil
	}
	all := document.Content[0]
	if all.Kind != yaml.MappingNode {
		return nil, errors.New("the front matter should be fields with their values")
	}
	for i := 0; i+1 < len(all.Content); i += 2 {
		key, value := all.Content[i], all.Content[i+1]
		if fields[key.Value] != nil {
			return nil, fmt.Errorf("line %d of the front matter says %.40q again", key.Line, key.Value)
		}
		if value.Kind == yaml.AliasNode {
			value = value.Alias
		}
		fields[key.Value] = value
	}
	return fields, nil
}

func (in *input) html(r io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(r, page.MaxSize+1))
	if err != nil {
		in.refuse(0, "%s", streamReason(err))
		return nil
	}
	read, found, err := in.page(0, data, "", in.address)
	if !found {
		return err
	}
	return in.Article(read.Article())
}

// page reads a page; one that holds no article is refused, and what may be none where pages
// were not chosen by a person. item is its place in the file, 0 for the only one.
func (in *input) page(item int, data []byte, contentType, address string) (read page.Page, found bool, err error) {
	read, err = in.parser().Page(in.ctx, data, contentType, address)
	switch {
	case err != nil && !page.IsOwn(err):
		return read, false, err
	case err != nil:
		in.refuseItem(item, "%s", err)
		return read, false, nil
	case in.crawled && read.Gate == page.Doubtful:
		in.refuseItem(item, "this may be no article: %s", read.Why)
		return read, false, nil
	}
	return read, true, nil
}
