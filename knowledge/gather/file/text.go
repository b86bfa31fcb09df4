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

// maxFrontMatter is the longest front matter, in bytes: the time that reading it takes grows
// with the square of its keys.
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
		var names []string
		if err := f.Authors.Decode(&names); err != nil {
			return record{}, "", errors.New("authors in the front matter should be a list of names")
		}
		copy(r.Authors[:], names)
	case yaml.ScalarNode:
		r.Authors[0] = f.Authors.Value
	}
	if r.Authors == (authors{}) {
		r.Authors[0] = f.Author
	}
	return r, strings.TrimLeft(body, "\n"), nil
}

func (in *input) html(r io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(r, page.MaxSize+1))
	if err != nil {
		in.refuse(0, "%s", streamReason(err))
		return nil
	}
	read, err := in.parser().Page(in.ctx, data, "", "")
	if err != nil && !page.IsOwn(err) {
		return err
	}
	if err != nil {
		in.refuse(0, "%s", err)
		return nil
	}
	return in.Article(read.Article())
}
