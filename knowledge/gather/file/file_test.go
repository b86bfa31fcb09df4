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
