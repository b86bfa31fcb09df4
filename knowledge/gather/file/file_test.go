package file

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quoth/knowledge"
)

// refusals reads a file of that name and content and returns what was refused,
// without the file's folder, and the titles of what was read.
func refusals(t *testing.T, name, content string) (refused, titles []string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	files := Files{
		Article: func(a knowledge.Article) error { titles = append(titles, a.Title); return nil },
		Refused: func(p Problem) {
			refused = append(refused, strings.TrimPrefix(p.Error(), filepath.Dir(path)+string(filepath.Separator)))
		},
	}
	if err := files.Read(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	return refused, titles
}

func TestFilesSayWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name, content string
		refused       []string
		titles        []string
	}{
		{"list.json", `[{"text":"x","title":"one"},{"title":"two"},7,{"text":"y","title":"four"}]`, []string{
			`list.json: item 2: there is no "text": an article needs one`,
			"list.json: item 3: an article should be a JSON object, not a number",
		}, []string{"one", "four"}},
		{"twice.md", "---\n" + strings.Repeat("a: &a [*a]\n", 2000) + "---\nText.", []string{`twice.md: line 2 of the front matter says "a" again`}, nil},
		{"list.md", "---\ntitle: [a, b]\n---\nText.", []string{"list.md: title in the front matter should be a text"}, nil},
		{"alias.md", "---\nsource: &s Post\ntitle: *s\n<<: {" + strings.Repeat("a: , ", 2000) + "}\n---\nText.", nil, []string{"Post"}},
		{"cut.json", `[{"text":"x","title":"one"},{"text":"y"`, []string{
			"cut.json: item 2: the data ends early or is damaged: the file was cut off; what stood before is stored",
		}, []string{"one"}},
		{"broken.json", `[{"text":"x","title":"one"},{"text" "y"}]`, []string{
			"broken.json: item 2: it is not JSON: invalid character '\"' after object key; what follows is not read",
		}, []string{"one"}},
		{"kinds.jsonl", `{"text":"x","authors":"A"}
{"text":"x","authors":[1]}
{"text":["x"]}
{"text":{"a":1}}
{"text":true}
{"text":1e999}
[1]
"text"
{"text":"x","title":"kept"}`, []string{
			`kinds.jsonl:1: "authors" should be a list of strings, not a string`,
			`kinds.jsonl:2: "authors" should be a string, not a number`,
			`kinds.jsonl:3: "text" should be a string, not a list`,
			`kinds.jsonl:4: "text" should be a string, not an object`,
			`kinds.jsonl:5: "text" should be a string, not true or false`,
			`kinds.jsonl:6: "text" should be a string, not a number`,
			"kinds.jsonl:7: an article should be a JSON object, not a list",
			"kinds.jsonl:8: an article should be a JSON object, not a string",
		}, []string{"kept"}},
		{"one.json", `{"text":7}`, []string{`one.json: "text" should be a string, not a number`}, nil},
		{"empty.json", "", []string{"empty.json: it is empty"}, nil},
		{"word.json", `"x"`, []string{"word.json: an article, or a list of articles, is expected"}, nil},
	} {
		refused, titles := refusals(t, c.name, c.content)
		if !slices.Equal(refused, c.refused) {
			t.Errorf("%s is refused with\n%s\nwant\n%s", c.name, strings.Join(refused, "\n"), strings.Join(c.refused, "\n"))
		}
		if !slices.Equal(titles, c.titles) {
			t.Errorf("%s gives %q, want %q", c.name, titles, c.titles)
		}
	}
}

// endless is JSON or a line that never ends, given out in pieces.
type endless struct{ head, more string }

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.head)
	e.head = e.head[n:]
	for n < len(p) && e.head == "" {
		n += copy(p[n:], e.more)
	}
	return n, nil
}

// TestEndlessInput reads what has no end: it is refused with a sentence, and what stood
// before is kept.
func TestEndlessInput(t *testing.T) {
	zeros := strings.Repeat("\x00", 1<<16)
	for name, in := range map[string]*endless{
		"a line":               {`{"text":"x"}` + "\n", zeros},
		"an item of a list":    {`[{"text":"x"},{"text":"`, strings.Repeat("y", 1<<16)},
		"space between items":  {`[{"text":"x"},`, strings.Repeat(" ", 1<<16)},
		"an article":           {`{"text":"`, strings.Repeat("y", 1<<16)},
		"space before a value": {"", strings.Repeat(" ", 1<<16)},
	} {
		var refused []string
		read := 0
		files := &Files{Article: func(knowledge.Article) error { read++; return nil }, Refused: func(p Problem) { refused = append(refused, p.Reason) }}
		i := &input{Files: files, ctx: t.Context(), path: "endless"}
		parse := (*input).json
		if name == "a line" {
			parse = (*input).lines
		}
		if err := parse(i, in); err != nil || len(refused) != 1 || !strings.Contains(refused[0], "is expected") {
			t.Errorf("%s: %v, refused %q", name, err, refused)
		}
		if strings.HasPrefix(name, "an item") && read != 1 {
			t.Errorf("%s: %d articles were read before", name, read)
		}
	}
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("there is no /dev/zero")
	}
	link := filepath.Join(t.TempDir(), "zero.jsonl")
	if err := os.Symlink("/dev/zero", link); err != nil {
		t.Fatal(err)
	}
	var refused []string
	files := &Files{Refused: func(p Problem) { refused = append(refused, p.Reason) }}
	if err := files.Read(t.Context(), link); err != nil || len(refused) != 1 || !strings.Contains(refused[0], "it is a device") {
		t.Errorf("/dev/zero: %v, refused %q", err, refused)
	}
}

// TestManyProblems has a file be nothing but what can't be stored: the first are named, and
// the rest are counted.
func TestManyProblems(t *testing.T) {
	const lines = 50_000
	path := filepath.Join(t.TempDir(), "bad.jsonl")
	if err := os.WriteFile(path, []byte(strings.Repeat("{}\n", lines)), 0o600); err != nil {
		t.Fatal(err)
	}
	told, pieces := 0, 0
	files := &Files{Refused: func(p Problem) { told++; pieces += max(1, p.More) }}
	if err := files.Read(t.Context(), path); err != nil || told != maxProblems+1 || pieces != lines {
		t.Errorf("%d problems stand for %d pieces (%v)", told, pieces, err)
	}
}

// TestImages reads the address of an article's picture; one that is none costs nothing else.
func TestImages(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list.jsonl")
	lines := `{"text":"x","image":"https://img.example.com/a.jpg"}` + "\n" + `{"text":"y","image":"javascript:alert(1)"}`
	if err := os.WriteFile(path, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	var got []string
	files := Files{Article: func(a knowledge.Article) error { got = append(got, a.Image); return nil }, Refused: func(p Problem) { t.Error(p) }}
	if err := files.Read(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if want := []string{"https://img.example.com/a.jpg", ""}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
