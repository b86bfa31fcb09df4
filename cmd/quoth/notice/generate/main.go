// Generate writes the file NOTICE of package notice: the licences of the Go modules that are
// linked into the program on any of its systems, as they stand in the module cache, and that
// of Go itself.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// systems are those that the program is built for.
var systems = []string{"linux", "darwin", "windows"}

// licenceFile is how modules call the files that have to go with what is made of them.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|unlicense)([-_.].*)?$`)

type module struct {
	Path, Version, Dir string
	Main               bool
}

func main() {
	if err := write("NOTICE"); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func write(file string) error {
	modules, err := linked()
	if err != nil {
		return err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	modules = append(modules, module{Path: "the Go programming language", Version: runtime.Version(), Dir: strings.TrimSpace(string(root))})
	under := map[string][]string{} // the modules by the text of their licences
	var texts []string
	for _, m := range modules {
		text, err := licences(m)
		if err != nil {
			return err
		}
		if under[text] == nil {
			texts = append(texts, text)
		}
		under[text] = append(under[text], m.Path+" "+m.Version)
	}
	var out bytes.Buffer
	out.WriteString("The program is made of these modules, too, each under the licence that follows it.\n")
	for _, text := range texts {
		fmt.Fprintf(&out, "\n%s\n\n%s\n\n%s\n", strings.Repeat("=", 80), strings.Join(under[text], "\n"), text)
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}

// linked are the modules whose packages are in the program, by their paths.
func linked() ([]module, error) {
	found := map[string]module{}
	for _, system := range systems {
		list := exec.Command("go", "list", "-deps", "-json=Module", "..")
		list.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		list.Stderr = os.Stderr
		out, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("listing what is linked on %s: %w", system, err)
		}
		for d := json.NewDecoder(bytes.NewReader(out)); ; {
			var p struct{ Module *module }
			if err := d.Decode(&p); err == io.EOF {
				break
			} else if err != nil {
				return nil, err
			}
			if p.Module != nil && !p.Module.Main {
				found[p.Module.Path] = *p.Module
			}
		}
	}
	var modules []module
	for _, m := range found {
		modules = append(modules, m)
	}
	slices.SortFunc(modules, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return modules, nil
}

// licences are the texts of the licence files of a module, in the order of their names.
func licences(m module) (string, error) {
	entries, err := os.ReadDir(m.Dir)
	if err != nil {
		return "", fmt.Errorf("module %s: %w", m.Path, err)
	}
	var texts []string
	for _, e := range entries {
		if !e.Type().IsRegular() || !licenceFile.MatchString(e.Name()) || strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(m.Dir, e.Name()))
		if err != nil {
			return "", err
		}
		texts = append(texts, strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n")))
	}
	if len(texts) == 0 {
		return "", fmt.Errorf("module %s has no licence in %s", m.Path, m.Dir)
	}
	return strings.Join(texts, "\n\n"), nil
}
