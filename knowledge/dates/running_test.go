package dates

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// marked reads a sentence in which expressions are written as [Monday]{2020-11-16}: the
// sentence and its expressions, each as "text = value".
func marked(line string) (text string, want []string) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(line, "[")
		b.WriteString(before)
		if !ok {
			return b.String(), want
		}
		expression, rest, _ := strings.Cut(rest, "]{")
		value, rest, _ := strings.Cut(rest, "}")
		b.WriteString(expression)
		want = append(want, expression+" = "+value)
		line = rest
	}
}

// TestRunningText reads sentences of news in every language, published on Wednesday
// 2020-11-18.
func TestRunningText(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) != len(vocabularies) {
		t.Fatalf("%d files of sentences, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		language := strings.TrimSuffix(filepath.Base(file), ".txt")
		for line := range strings.Lines(string(data)) {
			text, want := marked(strings.TrimSpace(line))
			var got []string
			for _, e := range FindIn(text, language, wednesday) {
				got = append(got, text[e.Start:e.End]+" = "+e.Value)
			}
			if strings.Join(got, "; ") != strings.Join(want, "; ") {
				t.Errorf("%s: %q\nhas   %q\nwants %q", language, text, got, want)
			}
		}
	}
}
