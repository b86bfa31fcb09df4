package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"gopkg.in/yaml.v3"
)

var (
	// variableName is how the program's variables look.
	variableName = regexp.MustCompile(`\b(QUOTH|DISCORD|TELEGRAM)_[A-Z][A-Z_]*[A-Z]\b`)
	// typedCommand is a command line of the program within a line of text: in quotes, behind a
	// prompt or alone, and up to what a shell or a reader takes for its end.
	typedCommand = regexp.MustCompile("(?:^|[\\s`/])quoth ([a-z]+(?: [\\w.,:/=-]+)*)")
	// listMarks are those of a command in a list of YAML.
	listMarks = strings.NewReplacer(`", "`, " ", `["`, "", `"]`, "")
)

// documents are the files that tell people how the program is called and configured.
func documents(t *testing.T) []string {
	t.Helper()
	root := moduleRoot(t)
	var all []string
	for _, pattern := range []string{"README.md", "docs/*.md", "docs/deploy/*", ".ci/packages/try", ".ci/packages/image.go"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: no files, %v", pattern, err)
		}
		all = append(all, found...)
	}
	return all
}

// TestDocuments fails on a variable, or a flag of a command, that the program does not have.
func TestDocuments(t *testing.T) {
	names := knownVariables()
	var line commands
	parser, err := newParser(&line, Streams{}, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	flags := 0
	for _, file := range documents(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range variableName.FindAllString(string(data), -1) {
			if !slices.ContainsFunc(names, func(v variable) bool { return name == v.Name || name == v.Name+"_FILE" }) {
				t.Errorf("%s names the variable %s, which the program does not read", filepath.Base(file), name)
			}
		}
		for text := range strings.Lines(string(data)) {
			for _, typed := range typedCommand.FindAllStringSubmatch(listMarks.Replace(text), -1) {
				node, given := command(parser.Model.Node, strings.Fields(typed[1]))
				for _, flag := range given {
					flags++
					if !hasFlag(node, flag) {
						t.Errorf("%s: quoth %s: %s has no flag %s", filepath.Base(file), typed[1], node.FullPath(), flag)
					}
				}
			}
		}
	}
	if flags < 10 {
		t.Errorf("%d flags were looked at", flags)
	}
}

// command follows the words of a command line to the command that they call, and returns the
// flags among them.
func command(node *kong.Node, words []string) (called *kong.Node, flags []string) {
	for _, word := range words {
		if name, _, _ := strings.Cut(word, "="); strings.HasPrefix(word, "--") {
			flags = append(flags, strings.TrimRight(name, ".,:"))
		}
		for _, child := range node.Children {
			if child.Name == word {
				node = child
				break
			}
		}
	}
	return node, flags
}

func hasFlag(node *kong.Node, name string) bool {
	for _, group := range node.AllFlags(false) {
		for _, flag := range group {
			if "--"+flag.Name == name {
				return true
			}
		}
	}
	return false
}

// A container is given the same place for its data, user and health check by the image and by
// the compose file.
func TestCompose(t *testing.T) {
	root := moduleRoot(t)
	data, err := os.ReadFile(filepath.Join(root, "docs", "deploy", "compose.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Services map[string]struct {
			Image, User string
			Environment map[string]string
			Volumes     []string
			Healthcheck struct{ Test []string }
		}
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	image, err := os.ReadFile(filepath.Join(root, ".ci", "packages", "image.go"))
	if err != nil {
		t.Fatal(err)
	}
	service := file.Services["quoth"]
	test := `"` + strings.Join(service.Healthcheck.Test, `", "`) + `"`
	_, volume, _ := strings.Cut(strings.Join(service.Volumes, ""), ":")
	for _, want := range []string{`"` + service.Image + `"`, `"` + service.User + `"`, `"QUOTH_DB=` + service.Environment["QUOTH_DB"] + `"`, `"` + volume + `": {}`, "{" + test + "}"} {
		if !strings.Contains(string(image), want) {
			t.Errorf("image.go lacks %s, which compose.yaml has", want)
		}
	}
}
